// Poisson arrivals see time averages (Wolff 1982).
// Rule: one side comes from the recorder, the other from the facts.
#include <algorithm>
#include <cmath>
#include <map>

#include "verify_books.hpp"

namespace hanhlang {
namespace {

/// Arrivals that see a state just as time does: what they meet, and the metric of its share of time.
struct Watched {
    std::string what;
    std::string metric;
    std::uint32_t index;  // of the desk where they wait, or of the place that turns them away
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
    if (!s.disruptions.empty()) return all;  // who comes in a surge does not see the average time
    for (const Leg& leg : plan.legs) {
        const Demand& demand = s.demand[leg.demand];
        const Stop& first = leg.stops.front();
        const Place& place = s.places[first.place];
        if (!is_poisson(demand) || !place.hours.always_open()) continue;
        if (place.yard && at_place[first.place] == 1) {
            if (place.yard->when_full == Yard::WhenFull::turn_away)
                all.push_back(
                    {"yard " + place.name, "yard." + place.name + ".full.share", first.place, false});
            continue;
        }
        if (place.yard || first.desks.empty() || at_desk[first.desks.front().desk] != 1) continue;
        const std::uint32_t index = first.desks.front().desk;
        const Desk& desk = s.desks[index];
        if (desk.staff.size() != 1 || desk.bays || desk.share.value < 1) continue;
        const Staff& staff = desk.staff.front().in(s.staff);
        const auto desks = std::count_if(s.desks.begin(), s.desks.end(), [&](const Desk& other) {
            return std::count(other.staff.begin(), other.staff.end(), desk.staff.front()) > 0;
        });
        const bool blocks = leg.stops.size() > 1 && !never_blocks(s);
        if (staff.people == 1 && desks == 1 && staff.hours.always_open() && !staff.breakdowns && !blocks)
            all.push_back({"desk " + desk.name, "staff." + staff.name + ".utilisation", index, true});
    }
    return all;
}

}  // namespace

/// Poisson arrivals see time averages: the share of them that must wait, or are turned away, is the share of
/// time that is busy, or full.
std::vector<Check> verify_pasta(const std::string& name, const Scenario& scenario, RunOptions options) {
    const Plan plan = make_plan(scenario);
    const std::vector<Watched> watched = watched_by_poisson(scenario, plan);
    // From empty, a replication holds too few arrivals for its share of them to be without bias.
    if (watched.empty() || scenario.runs.warm_up == Duration::zero()) return {};
    options.replications = 20;
    if (scenario.expected)
        options.replications =
            std::clamp(static_cast<std::uint32_t>(*scenario.expected->replications), 20U, 30U);
    std::vector<std::string> names;
    for (const Watched& w : watched) names.push_back(w.metric);
    const std::vector<Books> books =
        keep_books(scenario, plan, parse_metrics(scenario, plan, names), options);
    std::vector<Check> checks;
    for (std::size_t i = 0; i < watched.size() && !books.empty(); ++i) {
        const Watched& w = watched[i];
        std::vector<double> seen, there;
        for (const Books& book : books) {
            const Audit::Encounters& met = w.waits ? book.audit->desks[w.index] : book.audit->places[w.index];
            seen.push_back(static_cast<double>(met.held_up) / static_cast<double>(met.all));
            there.push_back(book.result.values[i]);
        }
        const Estimate difference = paired_difference(seen, there, 0.95);
        const double share = student(there, 0.95).value;
        if (std::isnan(difference.value)) continue;  // nobody came
        // How sharp it is depends on the length of the run, which only who expects figures has chosen.
        const bool sharp = !scenario.expected || difference.half_width <= 0.02 * share;
        const bool right = agrees(difference, 0);
        checks.push_back({name + "/PASTA at " + w.what, share, share + difference.value,
                          difference.half_width,
                          difference.value == 0 ? 0 : difference.value / standard_error(difference), "",
                          right && sharp, false, right && !sharp});
    }
    return checks;
}

}  // namespace hanhlang
