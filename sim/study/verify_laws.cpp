// The laws that hold in every run, to the last bit.
// Rule: one side comes from the recorder, the other from the facts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "hanhlang/study/verify.hpp"
#include "verify_books.hpp"

namespace hanhlang {
namespace {

Check equal(std::string name, double expected, double simulated, std::string unit) {
    const bool same = expected == simulated;
    return {std::move(name), expected, simulated, 0, same ? 0 : std::numeric_limits<double>::infinity(),
            std::move(unit), same,     true};
}

}  // namespace

std::vector<Check> verify_laws(const std::string& name, const Scenario& original, RunOptions options) {
    // Without a warm-up every truck of the window starts in it, and is followed to its end.
    Scenario scenario = original;
    scenario.runs.warm_up = Duration::zero();
    scenario.runs.measure = std::min(scenario.runs.measure, Duration{one_day * 20});
    options.replications = 2;
    const Plan plan = make_plan(scenario);
    std::vector<std::string> names = standard_metrics(scenario, plan);
    const std::size_t standard = names.size();
    for (const char* end : {"started", "finished", "turned_away", "given_up", "unfinished"})
        names.push_back(fmt::format("trip.{}.total", end));
    for (const Place& place : scenario.places) names.push_back("place." + place.name + ".trucks.mean");
    for (const Desk& desk : scenario.desks) names.push_back("desk." + desk.name + ".waiting.mean");
    for (const Staff& staff : scenario.staff) names.push_back("staff." + staff.name + ".busy.mean");
    const std::vector<Metric> metrics = parse_metrics(scenario, plan, names);
    const std::vector<Books> books = keep_books(scenario, plan, metrics, options);
    if (books.empty()) return {};

    std::vector<Check> checks;
    const auto window = static_cast<double>(scenario.runs.measure.count());
    for (std::size_t replication = 0; replication < books.size(); ++replication) {
        const std::string in = fmt::format("{}/{}/", name, replication);
        const Audit& audit = *books[replication].audit;
        const std::vector<double>& values = books[replication].result.values;
        std::size_t at = standard;
        const auto total = [&](std::uint64_t counted, const char* what) {
            checks.push_back(equal(in + what, static_cast<double>(counted), values[at++], "trips"));
        };
        total(audit.set_out, "trips that set out");
        total(audit.arrived, "trips that arrive");
        total(audit.turned_away, "trips turned away");
        total(audit.gave_up, "trips given up");
        total(audit.inside(), "trips still inside");
        checks.push_back(
            equal(in + "time goes forward", 0, audit.contradiction.empty() ? 0 : 1, "contradictions"));
        const auto average = [&](std::int64_t area) { return static_cast<double>(area) / window; };
        for (std::size_t i = 0; i < scenario.places.size(); ++i) {
            checks.push_back(equal(in + "Little at place " + scenario.places[i].name,
                                   average(audit.present[i]), values[at++], "trucks"));
        }
        for (std::size_t i = 0; i < scenario.desks.size(); ++i) {
            checks.push_back(equal(in + "Little at desk " + scenario.desks[i].name, average(audit.waiting[i]),
                                   values[at++], "trucks"));
        }
        // An officer who is kept by a truck that cannot leave is held, and serves nobody.
        for (std::size_t i = 0; i < scenario.staff.size() && never_blocks(scenario); ++i, ++at) {
            const bool is_berth =
                std::any_of(scenario.services.begin(), scenario.services.end(), [&](const auto& one) {
                    return (one.berth && one.berth->index == i) || (one.cranes && one.cranes->index == i);
                });
            if (audit.interrupted[i] || is_berth) continue;  // the audit knows trucks, and no ships
            checks.push_back(equal(in + "units granted are returned, team " + scenario.staff[i].name,
                                   average(audit.at_work[i]), values[at], "officers"));
        }
    }

    // The same arm again, and with a desk that everybody passes and nobody must visit.
    Scenario more = scenario;
    Desk nobody;
    nobody.name = "nobody must come here";
    nobody.bays = 1;
    nobody.takes = Distribution::exponential(60'000);
    nobody.share = Share{0};
    more.desks.push_back(nobody);
    for (Place& place : more.places) {
        for (const Direction d : directions) {
            place.desks[d].insert(place.desks[d].begin(),
                                  {static_cast<std::uint32_t>(more.desks.size() - 1)});
        }
    }
    const std::vector<std::string> asked(names.begin(),
                                         names.begin() + static_cast<std::ptrdiff_t>(standard));
    std::vector<Arm> arms;
    arms.push_back({"once", scenario, asked});
    arms.push_back({"again", scenario, asked});
    arms.push_back({"with one desk more", more, asked});
    bool complete = false;
    const std::vector<Outcome> outcomes = run_arms(std::move(arms), options, complete);
    if (!complete) return {};
    for (std::size_t arm = 1; arm < outcomes.size(); ++arm) {
        double largest = 0;
        for (const Comparison& c : compare(outcomes[0], outcomes[arm], 0.95)) {
            const bool nothing = std::isnan(c.baseline.value) && std::isnan(c.treatment.value);
            if (!nothing)
                largest =
                    std::max(largest, std::isnan(c.difference.value) ? 1 : std::abs(c.difference.value));
        }
        const char* what = arm == 1 ? "/against itself" : "/with a desk nobody visits";
        checks.push_back(equal(name + what, 0, largest, "largest difference"));
    }
    const std::vector<Check> seen = verify_pasta(name, original, options);
    checks.insert(checks.end(), seen.begin(), seen.end());
    return checks;
}

}  // namespace hanhlang
