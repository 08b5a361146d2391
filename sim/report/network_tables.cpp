#include "network_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "hanhlang/report/text.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

struct Column {
    const char* heading;
    const char* before;  // of the metric's name, and after it
    const char* after;
    int digits;
    double scale = 1;
};

/// One line for each thing and arm; columns that no arm has asked for are left out.
template <class Section, class Wanted>
std::string network_table(const std::vector<const Outcome*>& arms, const char* what, Section section,
                          Wanted wanted, const std::vector<Column>& columns) {
    const auto value = [&](const Outcome& arm, const Column& column, const std::string& name) {
        const Finding* finding = arm.find(column.before + name + column.after);
        return finding ? finding->estimate.value * column.scale : std::nan("");
    };
    std::vector<std::vector<std::string>> rows{{what}};
    std::vector<const Column*> shown;
    const auto& things = section(arms.front()->scenario);
    for (const Column& column : columns) {
        bool any = false;
        for (const auto& thing : things)
            any |= arms.front()->find(column.before + thing.name + column.after) != nullptr;
        if (!any) continue;
        shown.push_back(&column);
        rows[0].emplace_back(column.heading);
    }
    if (arms.size() > 1) rows[0].insert(rows[0].begin() + 1, "arm");
    for (const auto& thing : things) {
        if (!wanted(thing)) continue;
        for (const Outcome* arm : arms) {
            const bool first = arm == arms.front();
            std::vector<std::string> row{!first                       ? ""
                                         : thing.title.text().empty() ? thing.name
                                                                      : thing.title.text()};
            if (arms.size() > 1) row.push_back(arm->arm);
            for (const Column* column : shown) {
                const double number = value(*arm, *column, thing.name);
                row.push_back(std::isnan(number) ? "–" : fmt::format("{:.{}f}", number, column->digits));
            }
            rows.push_back(std::move(row));
        }
    }
    return rows.size() > 1 ? table(rows) : "";
}

}  // namespace

std::string corridor_table(const std::vector<const Outcome*>& arms) {
    return network_table(
        arms, "corridor", [](const Scenario& s) -> const Named<Corridor>& { return s.corridors; },
        [](const Corridor&) { return true; },
        {{"trips a day", "trip.started.per_day[corridor=", "]", 0},
         {"hours", "trip.transit_time.mean[corridor=", "]", 1},
         {"p95", "trip.transit_time.p95[corridor=", "]", 1},
         {"buffer %", "trip.transit_time.buffer_index[corridor=", "]", 0, 100},
         {"at gates h", "trip.border_time.mean[corridor=", "]", 1},
         {"SWD km/h", "trip.swd[corridor=", "]", 1},
         {"SWOD km/h", "trip.swod[corridor=", "]", 1},
         {"USD a trip", "trip.cost.mean[corridor=", "]", 0},
         {"USD 20 t 500 km", "trip.cost_500km_20t[corridor=", "]", 0},
         {"g CO2e/tkm", "trip.co2e_per_tkm[corridor=", "]", 0}});
}

std::string gate_table(const std::vector<const Outcome*>& arms) {
    if (arms.front()->scenario.corridors.empty()) return "";
    return network_table(
        arms, "gate", [](const Scenario& s) -> const Named<Place>& { return s.places; },
        [](const Place& place) {
            return place.kind == Place::Kind::gate &&
                   !(place.desks.eastbound.empty() && place.desks.westbound.empty());
        },
        {{"trucks a day", "place.", ".crossings.per_day", 0},
         {"hours", "place.", ".crossing_time.mean", 1},
         {"p95", "place.", ".crossing_time.p95", 1},
         {"trucks there", "place.", ".trucks.mean", 0},
         {"yard full %", "yard.", ".full.share", 0, 100},
         {"USD paid", "place.", ".payments.mean", 1}});
}

std::string goods_table(const Scenario& s, const Plan& plan) {
    struct Yearly {
        double trucks = 0, tonnes = 0, usd = 0;
        void add(const Yearly& other) {
            trucks += other.trucks;
            tonnes += other.tonnes;
            usd += other.usd;
        }
    };
    std::vector<std::array<Yearly, 2>> of(s.commodities.size());
    Yearly all, transit;
    bool priced = true;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        const TripClass& trip = plan.classes[c];
        const Leg& leg = plan.leg_of(trip);
        const bool crosses = std::any_of(leg.stops.begin(), leg.stops.end(), [&](const Stop& stop) {
            return s.places[stop.place].kind == Place::Kind::gate;
        });
        if (!trip.commodity || !crosses) continue;
        const Commodity& goods = s.commodities[*trip.commodity];
        Yearly flow;
        flow.trucks = 8760 * trucks_per_hour(s, plan, c);
        flow.tonnes = flow.trucks * (leg.back ? 1 : s.demand[leg.demand].filled()) * goods.payload.value;
        flow.usd = flow.tonnes * goods.value.value_or(decltype(goods.value)::value_type{}).value;
        if (flow.tonnes > 0 && !goods.value) priced = false;
        of[*trip.commodity][leg.direction == Direction::eastbound ? 0 : 1].add(flow);
        all.add(flow);
        if (trip.consignment && s.consignments[*trip.consignment].flow == Flow::transit) transit.add(flow);
    }
    if (all.tonnes <= 0) return "";
    std::vector<std::vector<std::string>> rows{
        {"goods across the border", "direction", "trucks a day", "kt a year", "M USD a year"}};
    const auto add = [&](const std::string& what, const std::string& way, const Yearly& flow) {
        if (flow.trucks <= 0) return;
        rows.push_back({what, way, fixed(flow.trucks / 365, 1), fixed(flow.tonnes / 1e3, 0),
                        flow.usd > 0 ? fixed(flow.usd / 1e6, 0) : "–"});
    };
    for (std::size_t i = 0; i < of.size(); ++i) {
        for (const Direction way : directions)
            add(s.commodities[i].name, std::string(to_string(way)),
                of[i][way == Direction::eastbound ? 0 : 1]);
    }
    add(priced ? "all" : "all that has a value", "both", all);
    add("of it transit", "both", transit);
    return table(rows);
}

std::string describe_low_volume(const Scenario& s, const LowVolume& low) {
    std::vector<std::vector<std::string>> rows{{"against low volume", "hours", "at low volume", "delay h",
                                                "of it at gates", "travel-time index",
                                                "planning-time index"}};
    for (const DelayIndices& one : low.indices) {
        std::string name = "all trips";
        if (one.corridor) {
            const Corridor& corridor = s.corridors[*one.corridor];
            name = corridor.title.text().empty() ? corridor.name : corridor.title.text();
        }
        rows.push_back({name, hours(one.hours), hours(one.at_low_volume), with_half_width(one.delay),
                        hours(one.at_gates), fixed(one.travel_time_index, 2),
                        fixed(one.planning_time_index, 2)});
    }
    return table(rows) +
           fmt::format(
               "  low volume is {} of the traffic, at which trucks keep no team busy for more than {} of its "
               "hours\n",
               percent(low.traffic), percent(low_load, 0));
}

}  // namespace hanhlang
