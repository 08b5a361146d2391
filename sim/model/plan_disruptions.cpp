// What of the disruptions of a plan is probably not meant.
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

/// Whether it can never fall into the run.
bool is_outside(const Disruption& d, const Runs& runs) {
    if (d.at) {
        const bool over = d.until ? *d.until <= runs.start()
                                  : to_hours(runs.start() - *d.at) * 3'600'000.0 >= d.lasts->maximum();
        return *d.at >= runs.end() || over;
    }
    return d.season && !d.season->contains(runs.start()) &&
           d.season->changes_after(runs.start()) >= runs.end();
}

bool takes(const Plan& plan, const Ref<Road>& road) {
    return std::any_of(plan.legs.begin(), plan.legs.end(), [&](const Leg& leg) {
        return std::any_of(leg.stops.begin(), leg.stops.end(),
                           [&](const Stop& stop) { return stop.road == road.index; });
    });
}

}  // namespace

void warn_of_disruptions(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    const bool may_reroute = std::any_of(plan.diversions.begin(), plan.diversions.end(),
                                         [](const Diversion& one) { return !one.disruption; });
    if (s.coordination && s.coordination->reroutes_above && !may_reroute)
        found.push_back({s.coordination->mark, "coordination.reroutes_above",
                         "no truck is ever rerouted: no stream chooses between several ways"});
    for (std::uint32_t i = 0; i < s.disruptions.size(); ++i) {
        const Disruption& d = s.disruptions[i];
        const std::string path = "disruptions." + d.name;
        if (is_outside(d, s.runs)) {
            found.push_back({d.mark, path,
                             fmt::format("lies outside the run, which is from {} to {}",
                                         to_string(s.runs.start()), to_string(s.runs.end()))});
        }
        for (const Ref<Road>& road : d.roads) {
            if (!takes(plan, road))
                found.push_back({d.mark, path + ".road",
                                 fmt::format("no truck takes the road '{}'", road.in(s.roads).name)});
        }
        const bool used = std::any_of(plan.diversions.begin(), plan.diversions.end(),
                                      [&](const Diversion& one) { return one.disruption == i; });
        if (d.divert && !used)
            found.push_back({d.divert->mark, path + ".divert", "no truck is ever diverted"});
    }
}

}  // namespace hanhlang
