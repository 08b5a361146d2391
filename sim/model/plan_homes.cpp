// What must be known of trucks before they set out: the empty drives from and to their home, and whether the
// roads of their way bear them.
// Rule: an empty drive outside a stream crosses no gate; papers and queues are those of streams.
#include <fmt/format.h>

#include "hanhlang/model/plan.hpp"
#include "routes.hpp"

namespace hanhlang {
namespace {

/// Adds the drive of an empty truck; false when there is none that crosses no gate.
bool drives_empty(const Scenario& s, const Routes& routes, const Demand& demand, std::uint32_t from,
                  std::uint32_t to, Positioning& all) {
    const Pace empty = routes.pace(demand, false);
    const auto way = routes.way_without({}, {{from}, {to}}, empty);
    for (std::size_t i = 1; way && i < way->size(); ++i) {
        const auto& [place, road] = (*way)[i];
        if (i + 1 < way->size() && s.places[place].kind == Place::Kind::gate) return false;
        const Link& link = routes.link(*road);
        all.km += link.length.value;
        all.drive += driving_time(link, empty);
        all.litres += routes.litres(demand, link, false);
        all.toll += link.length.value * link.toll.value;
    }
    return way.has_value();
}

}  // namespace

std::optional<Positioning> positioning(const Scenario& s, const Routes& routes, const Leg& out,
                                       std::vector<Problem>& problems) {
    const Demand& demand = s.demand[out.demand];
    const std::uint32_t start = out.stops.front().place, end = out.stops.back().place;
    if (!demand.fleet || !demand.fleet->in(s.fleets).home) return {};
    const std::uint32_t home = demand.fleet->in(s.fleets).home->index;
    if (home == start) return {};
    const auto complain = [&](std::uint32_t other, std::string_view instead) {
        problems.push_back(
            {demand.mark, "demand." + demand.name + ".fleet",
             fmt::format(
                 "its trucks are at home in '{}', from where no road leads to '{}' without crossing a "
                 "gate: papers and queues of an empty drive are those of a stream, so say {}",
                 s.places[home].name, s.places[other].name, instead)});
    };
    Positioning all;
    if (!drives_empty(s, routes, demand, home, start, all)) {
        complain(start, "it as one that sets out at home, 'loaded: 0 %', with the load in its 'returns'");
    } else if (!demand.returns && !drives_empty(s, routes, demand, end, home, all)) {
        complain(end, "how they come back in 'returns'");
    }
    return all;
}

void check_limits(const Scenario& s, const Routes& routes, const Plan& plan, std::vector<Problem>& problems) {
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
        const Demand& demand = s.demand[i];
        const Fleet* const fleet = demand.fleet ? &demand.fleet->in(s.fleets) : nullptr;
        const bool weighed = fleet && fleet->tare, counted = fleet && fleet->axles;
        std::optional<std::uint32_t> limited;
        for (const std::uint32_t way : plan.ways[i]) {
            for (const Stop& stop : plan.legs[way].stops) {
                if (!stop.road || limited) continue;
                const Link& link = routes.link(*stop.road);
                if ((link.gross && !weighed) || (link.axles && !counted)) limited = stop.road;
            }
        }
        if (!limited) continue;
        const std::string key = routes.link(*limited).gross && !weighed ? "tare" : "axles";
        problems.push_back({demand.mark, "demand." + demand.name + ".fleet",
                            fmt::format("takes '{}', which has a limit: expected a fleet that says its '{}'",
                                        s.roads[*limited].name, key)});
    }
}

}  // namespace hanhlang
