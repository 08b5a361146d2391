// The laws that hold in every run, to the last bit.
// Rule: one side comes from the recorder, the other from the facts.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "hanhlang/base/special.hpp"
#include "hanhlang/study/audit.hpp"
#include "hanhlang/study/verify.hpp"

namespace hanhlang {
namespace {

Check equal(std::string name, double expected, double simulated, std::string unit) {
    const bool same = expected == simulated;
    return {std::move(name), expected, simulated, 0, same ? 0 : std::numeric_limits<double>::infinity(),
            std::move(unit), same};
}

/// What one replication says of itself, and what its facts say of it.
struct Books {
    Result result;
    std::unique_ptr<Audit> audit;
};

std::vector<Books> keep_books(const Scenario& scenario, const Plan& plan, const std::vector<Metric>& metrics,
                              const RunOptions& options) {
    std::vector<Books> books(options.replications);
    const bool complete = run_tasks(options.farm, books.size(), [&](std::size_t i) {
        books[i].audit = std::make_unique<Audit>(scenario);
        books[i].result = simulate(scenario, plan, metrics, options.seed, static_cast<std::uint32_t>(i),
                                   books[i].audit.get());
    });
    if (!complete) books.clear();
    return books;
}

/// Whether a truck that is through at this desk can always go on, so that its officers never stand blocked.
bool never_blocks(const Scenario& s) {
    return std::none_of(s.places.begin(), s.places.end(),
                        [](const Place& p) { return p.yard.has_value(); }) &&
           std::none_of(s.roads.begin(), s.roads.end(), [](const Road& r) { return r.holds.has_value(); });
}

/// Arrivals that see a state just as time does: what they meet, and the metric of its share of time.
struct Watched {
    std::string what;
    std::string metric;
    std::uint32_t index;  // of the desk where they wait, or of the stream that is turned away
    bool waits;
};

bool is_poisson(const Demand& d) {
    return d.trucks && !d.by_hour && !d.by_weekday && !d.batch && !d.patience && !d.returns;
}

/// Streams of Poisson arrivals that meet, first and alone, a yard that turns away, or the one desk of a team
/// of one that is always there.
std::vector<Watched> watched_by_poisson(const Scenario& s, const Plan& plan) {
    std::map<std::uint32_t, int> at_place, at_desk;  // legs that come there
    for (const Leg& leg : plan.legs) {
        for (const Stop& stop : leg.stops) {
            ++at_place[stop.place];
            for (const DeskVisit& visit : stop.desks) ++at_desk[visit.desk];
        }
    }
    std::vector<Watched> all;
    for (const Leg& leg : plan.legs) {
        const Demand& demand = s.demand[leg.demand];
        const Stop& first = leg.stops.front();
        const Place& place = s.places[first.place];
        if (!is_poisson(demand) || !place.hours.always_open()) continue;
        if (place.yard && at_place[first.place] == 1) {
            if (place.yard->when_full == Yard::WhenFull::turn_away)
                all.push_back(
                    {"yard " + place.name, "yard." + place.name + ".full.share", leg.demand, false});
            continue;
        }
        if (place.yard || first.desks.empty() || at_desk[first.desks.front().desk] != 1) continue;
        const std::uint32_t index = first.desks.front().desk;
        const Desk& desk = s.desks[index];
        if (!desk.staff || desk.bays || desk.share.value < 1) continue;
        const Staff& staff = desk.staff->in(s.staff);
        const auto desks = std::count_if(s.desks.begin(), s.desks.end(),
                                         [&](const Desk& other) { return other.staff == desk.staff; });
        const bool blocks = leg.stops.size() > 1 && !never_blocks(s);
        if (staff.people == 1 && desks == 1 && staff.hours.always_open() && !staff.breakdowns && !blocks)
            all.push_back({"desk " + desk.name, "staff." + staff.name + ".utilisation", index, true});
    }
    return all;
}

/// Poisson arrivals see time averages: the share of them that must wait, or are turned away, is the share of
/// time that is busy, or full.
std::vector<Check> pasta(const std::string& name, const Scenario& scenario, RunOptions options) {
    const Plan plan = make_plan(scenario);
    const std::vector<Watched> watched = watched_by_poisson(scenario, plan);
    if (watched.empty()) return {};
    options.replications = 20;
    if (scenario.expected)
        options.replications =
            std::clamp(static_cast<std::uint32_t>(*scenario.expected->replications), 20U, 100U);
    std::vector<std::string> names;
    for (const Watched& w : watched) names.push_back(w.metric);
    const std::vector<Books> books =
        keep_books(scenario, plan, parse_metrics(scenario, plan, names), options);
    std::vector<Check> checks;
    for (std::size_t i = 0; i < watched.size() && !books.empty(); ++i) {
        const Watched& w = watched[i];
        std::vector<double> seen, there;
        for (const Books& book : books) {
            const Audit::Encounters& met =
                w.waits ? book.audit->desks[w.index] : book.audit->streams[w.index];
            seen.push_back(static_cast<double>(met.held_up) / static_cast<double>(met.all));
            there.push_back(book.result.values[i]);
        }
        const Estimate difference = paired_difference(seen, there, 0.95);
        const double share = student(there, 0.95).value;
        const double error =
            difference.half_width / student_t_quantile(0.975, static_cast<double>(difference.n - 1));
        checks.push_back({name + "/PASTA at " + w.what, share, share + difference.value,
                          difference.half_width, difference.value / error, "",
                          agrees(difference, 0) && difference.half_width <= 0.02 * share});
    }
    return checks;
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
    for (const Place& place : scenario.places) names.push_back("place." + place.name + ".trucks.mean");
    for (const Desk& desk : scenario.desks) names.push_back("desk." + desk.name + ".waiting.mean");
    for (const Staff& staff : scenario.staff) names.push_back("staff." + staff.name + ".busy.mean");
    const std::vector<Metric> metrics = parse_metrics(scenario, plan, names);
    const std::vector<Books> books = keep_books(scenario, plan, metrics, options);
    if (books.empty()) return {};

    std::vector<Check> checks;
    const auto window = static_cast<double>(scenario.runs.measure.count());
    for (const Books& book : books) {
        const std::string in = name + "/" + std::to_string(checks.empty() ? 0 : 1) + "/";
        const Audit& audit = *book.audit;
        checks.push_back(
            equal(in + "conservation of trucks", static_cast<double>(audit.set_out),
                  static_cast<double>(audit.arrived + audit.turned_away + audit.gave_up + audit.inside()),
                  "trips"));
        checks.push_back(
            equal(in + "time goes forward", 0, audit.contradiction.empty() ? 0 : 1, "contradictions"));
        if (book.result.unfinished > 0) continue;  // whose time nobody knows yet
        std::size_t at = standard;
        const auto average = [&](std::int64_t area) { return static_cast<double>(area) / window; };
        for (std::size_t i = 0; i < scenario.places.size(); ++i, ++at) {
            checks.push_back(equal(in + "Little at place " + scenario.places[i].name,
                                   average(audit.present[i]), book.result.values[at], "trucks"));
        }
        for (std::size_t i = 0; i < scenario.desks.size(); ++i, ++at) {
            checks.push_back(equal(in + "Little at desk " + scenario.desks[i].name, average(audit.waiting[i]),
                                   book.result.values[at], "trucks"));
        }
        for (std::size_t i = 0; i < scenario.staff.size() && never_blocks(scenario); ++i, ++at) {
            checks.push_back(equal(in + "units granted are returned, team " + scenario.staff[i].name,
                                   average(audit.at_work[i]), book.result.values[at], "officers"));
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
    const std::vector<Check> seen = pasta(name, original, options);
    checks.insert(checks.end(), seen.begin(), seen.end());
    return checks;
}

}  // namespace hanhlang
