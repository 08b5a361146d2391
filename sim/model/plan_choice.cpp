// What is known of alternatives beforehand: driving, rests, service and money; and what share takes each.
// Rule: queues are not known beforehand; trucks learn of them in the run (choice.cpp).
#include <algorithm>
#include <numeric>

#include "driver.hpp"
#include "hanhlang/base/elementary.hpp"
#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

/// Rests of a driver who keeps the rules, from the start to the end of a leg.
Duration rests_on(const Drivers& rules, const Leg& leg) {
    Time now{};
    Driver driver{rules, false};
    Duration driven{};
    for (const Stop& stop : leg.stops) {
        now = driver.goes(now, stop.drive_loaded, [](bool, Time) {});
        driven += stop.drive_loaded;
    }
    return now.time_since_epoch() - driven;
}

/// The first class of loaded trips on the leg, or of empty ones where none is loaded.
const TripClass& typical(const Plan& plan, std::uint32_t leg) {
    const auto& classes = plan.class_of[leg];
    return plan.classes[classes.size() > 1 ? classes[1] : classes[0]];
}

}  // namespace

std::vector<std::uint32_t> desks_by_way(const Scenario& s, const Leg& leg, std::uint32_t place) {
    std::vector<std::uint32_t> found;
    for (const Stop& stop : leg.stops) {
        for (std::size_t i = 0; stop.place == place && i < stop.desks.size(); ++i) {
            const Only& only = s.desks[stop.desks[i].desk].only;
            const bool by_way = !only.places.empty() || !only.none_of.empty();
            if (by_way && goes_by(only, leg)) found.push_back(stop.desks[i].desk);
        }
    }
    return found;
}

double cost_of(const Expectation& e, const Choice& rule, double hours_at_gates) {
    const double hours = e.driving + hours_at_gates;
    return rule.by == Choice::By::time ? hours : e.money + e.hour * hours;
}

bool chooses(const Scenario& s, const Plan& plan, std::uint32_t demand) {
    const std::vector<Alternative>& said = s.demand[demand].corridors;
    return plan.ways[demand].size() > 1 && (said.empty() || !said.front().share);
}

Expectation expect(const Scenario& s, const Plan& plan, std::uint32_t index) {
    const Leg& leg = plan.legs[index];
    const Demand& demand = s.demand[leg.demand];
    const TripClass& c = typical(plan, index);
    const double litre = s.costs && s.costs->fuel ? s.costs->fuel->value : 0;
    Expectation e;
    e.driving = to_hours(rests_on(s.drivers, leg));
    for (std::size_t i = 0; i < leg.stops.size(); ++i) {
        const Stop& stop = leg.stops[i];
        e.driving += to_hours(stop.drive_loaded);
        e.money += stop.fuel_loaded * litre + stop.toll;
        double service = 0;
        for (const DeskVisit& visit : stop.desks) {
            const Desk& desk = s.desks[visit.desk];
            if (!serves(s, desk, plan, c)) continue;
            const double share = desk.sample ? desk.sample->value : desk.share.value;
            service += share * desk.takes.mean() / 3'600'000.0;
            e.money += share * (desk.fee.value + desk.informal.value);
        }
        // What depots on the way take is learnt as that of gates is.
        const Place& place = s.places[stop.place];
        const bool depot =
            place.kind == Place::Kind::icd && !stop.desks.empty() && i > 0 && i + 1 < leg.stops.size();
        if (place.kind == Place::Kind::gate || depot) {
            e.gates.push_back({stop.place, service});
        } else {
            e.driving += service;
        }
    }
    if (demand.fleet && demand.fleet->in(s.fleets).costs) {
        const FleetCosts& costs = *demand.fleet->in(s.fleets).costs;
        e.money += leg.stops.back().km * costs.distance.value_or(MoneyByRoad{}).value;
        e.hour = costs.driver.value_or(MoneyRate{}).value + costs.vehicle.value_or(MoneyRate{}).value;
    }
    if (s.costs && c.commodity) {
        const Commodity& goods = s.commodities[*c.commodity];
        if (goods.value) e.hour += s.costs->goods.value / 8760 * goods.payload.value * goods.value->value;
    }
    return e;
}

std::vector<double> choose(const Choice& rule, const std::vector<double>& costs) {
    const auto best = std::min_element(costs.begin(), costs.end());
    std::vector<double> shares(costs.size());
    if (rule.rule == Choice::Rule::best) {
        shares[static_cast<std::size_t>(best - costs.begin())] = 1;
        return shares;
    }
    const double scale = *amount_in(*rule.scale, unit_of(rule));
    for (std::size_t i = 0; i < costs.size(); ++i) shares[i] = elementary::exp((*best - costs[i]) / scale);
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares) share /= sum;
    return shares;
}

double liking(const Choice& rule, double u) {
    if (rule.rule == Choice::Rule::best) return 0;
    const double scale = *amount_in(*rule.scale, unit_of(rule));
    return -scale * elementary::log(-elementary::log(std::clamp(u, 1e-300, 1 - 0x1p-53)));
}

void share_out(const Scenario& s, Plan& plan, std::uint32_t index) {
    const std::vector<std::uint32_t>& ways = plan.ways[index];
    const std::vector<Alternative>& said = s.demand[index].corridors;
    if (ways.size() < 2) return;
    std::vector<double> shares(ways.size());
    const Choice rule = s.choice.value_or(Choice{});
    if (chooses(s, plan, index)) {
        std::vector<double> costs;
        for (const std::uint32_t leg : ways) {
            const Expectation e = expect(s, plan, leg);
            double service = 0;
            for (const Expectation::Gate& gate : e.gates) service += gate.service;
            costs.push_back(cost_of(e, rule, service));
        }
        shares = choose(rule, costs);
    } else {
        for (std::size_t i = 0; i < said.size() && i < ways.size(); ++i) shares[i] = said[i].share->value;
    }
    for (std::size_t i = 0; i < ways.size(); ++i) {
        plan.legs[ways[i]].share = shares[i];
        if (plan.back_of[ways[i]]) plan.legs[*plan.back_of[ways[i]]].share = shares[i];
    }
}

bool takes(const Leg& leg, const Corridor& corridor) {
    return std::all_of(corridor.via.begin(), corridor.via.end(), [&](const Ref<Place>& place) {
        return std::any_of(leg.stops.begin(), leg.stops.end(),
                           [&](const Stop& stop) { return stop.place == place.index; });
    });
}

}  // namespace hanhlang
