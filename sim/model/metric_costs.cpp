// What can be asked of costs, emissions, fleets and corridors.
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/model/metric.hpp"

namespace hanhlang {
namespace {

bool has_containers(const Scenario& s) {
    return std::any_of(s.commodities.begin(), s.commodities.end(),
                       [](const Commodity& c) { return c.teu > 0; });
}

const std::vector<std::string> amounts{"mean", "sd", "min", "max", "total", "p50", "p90", "p95"};

}  // namespace

bool has_perishables(const Scenario& s) {
    return std::any_of(s.commodities.begin(), s.commodities.end(),
                       [](const Commodity& c) { return c.keeps.has_value(); });
}

void add_cost_measures(const Scenario& s, std::vector<Measure>& all) {
    const auto add = [&](std::string name, Fact fact, std::size_t object, std::string unit,
                         const std::vector<std::string>& statistics, std::string definition) {
        all.push_back({std::move(name), fact, static_cast<std::uint32_t>(object), std::move(unit),
                       std::move(definition), statistics});
    };
    add("trip.swd", Fact::swd, 0, "km/h", {},
        "sum of distances over sum of transit times (speed with delay, CPMM TFI4)");
    add("trip.swod", Fact::swod, 0, "km/h", {},
        "sum of distances over sum of driving times (speed without delay, CPMM TFI4)");
    if (!s.papers.empty()) {
        static constexpr std::array<std::array<std::string_view, 2>, 4> intervals{
            {{"t0", "from arrival at the first gate to leaving the last (WCO time release study, T0)"},
             {"t1_5", "of this, to the declaration; nothing where it was made before arrival (T1.5)"},
             {"t2", "from the declaration to the approval of the last paper that holds the truck (T2)"},
             {"t3", "from approval, or arrival where that was later, to leaving the last gate (T3)"}}};
        for (std::size_t i = 0; i < intervals.size(); ++i)
            add(fmt::format("release.{}", intervals[i][0]), Fact::release, i, "h",
                {"mean", "sd", "min", "max", "total", "p50", "p90", "p95"}, std::string(intervals[i][1]));
    }
    if (has_perishables(s))
        add("trip.spoiled", Fact::spoiled, 0, "t", {"total", "per_day", "per_year"},
            "lost on trips that start in the window, because it did not keep so long without cooling");
    if (s.costs) {
        add("trip.cost", Fact::cost, 0, "USD", amounts,
            "all that a trip costs, the time of its goods included");
        add("trip.carrier_cost", Fact::payer_cost, 0, "USD", amounts, "of this, what the carrier pays");
        add("trip.trader_cost", Fact::payer_cost, 1, "USD", amounts, "of this, what the trader pays");
        static constexpr std::array<std::string_view, expenses> meaning{
            "diesel, driving and idling",
            "the driver's hours",
            "the truck's hours, tyres and maintenance",
            "tolls",
            "official fees of desks and papers",
            "informal payments",
            "loading and unloading",
            "storage beyond what is free (demurrage)",
            "the time of the goods",
            "goods that are lost because they did not keep"};
        for (std::size_t i = 0; i < expenses; ++i) {
            if (static_cast<Expense>(i) == Expense::spoilage && !has_perishables(s)) continue;
            add(fmt::format("trip.{}_cost", expense_names[i]), Fact::expense, i, "USD", amounts,
                fmt::format("of the cost of a trip, {}", meaning[i]));
        }
        add("trip.cost_per_tonne", Fact::cost_per_tonne, 0, "USD per t", {},
            "sum of costs, of empty trips too, over sum of tonnes");
        add("trip.cost_per_tkm", Fact::cost_per_tkm, 0, "USD per tkm", {},
            "sum of costs, of empty trips too, over sum of tonne-kilometres");
        add("trip.cost_per_teu", Fact::cost_per_teu, 0, "USD per TEU", {},
            "sum of costs over sum of loaded TEU; meant for trips in containers");
        if (!s.consignments.empty())
            add("trip.cost_per_declaration", Fact::cost_per_declaration, 0, "USD per declaration", {},
                "sum of costs, of empty trips too, over the declarations of their goods");
        add("trip.cost_500km_20t", Fact::cost_500km_20t, 0, "USD", {},
            "cost of 20 t over 500 km (CPMM TFI3): sum of costs over sum of tonne-kilometres, times 10,000");
        add("trip.buffer_stock", Fact::buffer_stock, 0, "USD", {},
            "of a trip, what stock for late trips costs: goods' cost of time, times p95 less median of "
            "transit");
    }
    if (s.emissions) {
        static constexpr std::array<std::array<std::string_view, 2>, 5> kinds{
            {{"co2e", "greenhouse gases of a trip, well to wheel, idling and handling included"},
             {"co2e_ttw", "of this, from the engine (tank to wheel)"},
             {"co2e_wtt", "of this, from supplying the fuel (well to tank)"},
             {"co2e_idle", "of this, from the engine while the truck stands in line"},
             {"co2e_handling", "of this, from handling at places"}}};
        for (std::size_t i = 0; i < kinds.size(); ++i)
            add(fmt::format("trip.{}", kinds[i][0]), Fact::co2e, i, "kg", amounts, std::string(kinds[i][1]));
        add("trip.co2e_per_tkm", Fact::co2e_per_tkm, 0, "g per tkm", {},
            "sum of greenhouse gases, of empty trips too, over sum of tonne-kilometres (ISO 14083)");
    }
    for (std::size_t i = 0; i < s.fleets.size(); ++i) {
        if (!s.fleets[i].size) continue;
        const std::string fleet = "fleet." + s.fleets[i].name;
        add(fleet + ".wait", Fact::fleet_wait, i, "h",
            {"mean", "sd", "min", "max", "total", "p50", "p90", "p95"},
            "of a load, from when it may set out to when a truck is there");
        add(fleet + ".away", Fact::trucks_away, i, "trucks", {"mean", "max", "p95"},
            "trucks that are not at home, or in maintenance");
    }
    for (std::size_t i = 0; i < s.fleets.size(); ++i) {
        if (!s.fleets[i].home) continue;
        add("fleet." + s.fleets[i].name + ".positioning", Fact::positioned, i, "km",
            {"total", "per_day", "per_year"},
            "driven empty between home and where loads are taken, for trips that start in the window");
    }
    for (std::size_t i = 0; i < s.places.size(); ++i) {
        const std::string at = "place." + s.places[i].name;
        if (s.costs)
            add(at + ".cost_out", Fact::cost_out, i, "USD", amounts,
                "what a trip has cost when it leaves the place, its time so far included");
        if (s.costs)
            add(at + ".payments", Fact::payments, i, "USD", amounts,
                "fees and informal payments of a truck at the desks of the place (CPMM TFI2)");
        if (!has_containers(s)) continue;
        add(at + ".teu", Fact::teu, i, "TEU", {"total", "per_day", "per_year"},
            "containers with goods that leave the place, or end their way there, in the window");
        add(at + ".empty_teu", Fact::empty_teu, i, "TEU", {"total", "per_day", "per_year"},
            "empty containers that leave the place, or end their way there, in the window");
        if (s.places[i].containers)
            add(at + ".empties", Fact::empties, i, "TEU", {"mean", "max", "p5", "p95"},
                "empty containers in stock at the place");
    }
}

/// Costs and emissions of all trips; traffic and time of each corridor.
void add_cost_standards(const Scenario& s, std::vector<std::string>& names) {
    for (const char* name : {"trip.swd", "trip.swod"}) names.emplace_back(name);
    if (!s.papers.empty()) {
        for (const char* interval : {"t0", "t1_5", "t2", "t3"}) {
            for (const char* statistic : {"mean", "p50", "p95"})
                names.push_back(fmt::format("release.{}.{}", interval, statistic));
        }
    }
    if (has_perishables(s)) names.emplace_back("trip.spoiled.per_day");
    if (s.costs) {
        for (const char* name :
             {"trip.cost.mean", "trip.carrier_cost.mean", "trip.trader_cost.mean", "trip.cost_per_tonne",
              "trip.cost_per_tkm", "trip.cost_500km_20t", "trip.buffer_stock"})
            names.emplace_back(name);
        if (!s.consignments.empty()) names.emplace_back("trip.cost_per_declaration");
        for (std::size_t i = 0; i < expenses; ++i) {
            if (static_cast<Expense>(i) != Expense::spoilage || has_perishables(s))
                names.push_back(fmt::format("trip.{}_cost.mean", expense_names[i]));
        }
        for (const Place& place : s.places) {
            if (place.kind == Place::Kind::gate &&
                !(place.desks.eastbound.empty() && place.desks.westbound.empty()))
                names.push_back(fmt::format("place.{}.payments.mean", place.name));
        }
    }
    if (s.emissions) {
        for (const char* name : {"trip.co2e.mean", "trip.co2e_idle.mean", "trip.co2e_per_tkm"})
            names.emplace_back(name);
    }
    for (const Fleet& fleet : s.fleets) {
        if (!fleet.size) continue;
        names.push_back(fmt::format("fleet.{}.wait.mean", fleet.name));
        names.push_back(fmt::format("fleet.{}.away.mean", fleet.name));
    }
    for (const Place& place : s.places) {
        if (place.containers && has_containers(s))
            names.push_back(fmt::format("place.{}.empties.mean", place.name));
    }
    for (const Corridor& corridor : s.corridors) {
        const std::string on = fmt::format("[corridor={}]", corridor.name);
        for (const char* name :
             {"trip.started.per_day", "trip.transit_time.mean", "trip.transit_time.p95",
              "trip.transit_time.buffer_index", "trip.border_time.mean", "trip.swd", "trip.swod"})
            names.push_back(name + on);
        if (s.costs) {
            for (const char* name : {"trip.cost.mean", "trip.cost_500km_20t"}) names.push_back(name + on);
        }
        if (s.emissions) names.push_back("trip.co2e_per_tkm" + on);
    }
}

}  // namespace hanhlang
