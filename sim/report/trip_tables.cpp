#include "trip_tables.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "hanhlang/report/text.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

double value_of(const Outcome& outcome, const std::string& metric) {
    const Finding* finding = outcome.find(metric);
    return finding ? finding->estimate.value : std::nan("");
}

std::string place_name(const Place& place) {
    return place.title.text().empty() ? place.name : place.title.text();
}

}  // namespace

/// "driving 9.32 h (61 %)" for every cause, with a column for each arm.
std::string breakdown(const std::vector<const Outcome*>& arms) {
    std::vector<std::vector<std::string>> rows{{"hours of a trip"}};
    for (const Outcome* arm : arms) rows[0].insert(rows[0].end(), {arm->arm, "share"});
    if (arms.size() == 2) rows[0].emplace_back("saved");
    const auto add = [&](const std::string& label, const std::string& metric) {
        std::vector<std::string> row{label};
        for (const Outcome* arm : arms) {
            const double value = value_of(*arm, metric);
            row.push_back(arm->find(metric) ? hours(value) : "–");
            row.push_back(arm->find(metric) ? percent(value / value_of(*arm, "trip.transit_time.mean")) : "");
        }
        if (arms.size() == 2) row.push_back(hours(value_of(*arms[0], metric) - value_of(*arms[1], metric)));
        rows.push_back(std::move(row));
    };
    static constexpr std::array<const char*, causes> labels{"driving",
                                                            "resting",
                                                            "being served",
                                                            "waiting for an officer",
                                                            "waiting for a bay",
                                                            "waiting for opening",
                                                            "waiting for room",
                                                            "waiting for papers",
                                                            "waiting for repair of papers",
                                                            "waiting for the other trucks",
                                                            "waiting for a batch",
                                                            "waiting out a disruption",
                                                            "waiting for an appointment",
                                                            "held before setting out",
                                                            "broken down",
                                                            "waiting for an empty container"};
    for (std::size_t i = 0; i < causes; ++i) {
        const std::string metric = fmt::format("trip.{}_time.mean", to_string(static_cast<Cause>(i)));
        if (arms[0]->find(metric) || arms.back()->find(metric)) add(labels[i], metric);
    }
    add("whole trip", "trip.transit_time.mean");
    add("of this at the gates", "trip.border_time.mean");
    return table(rows);
}

/// Place, km, hour in, hour out of the main stream, with two columns for each arm.
std::string profile(const std::vector<const Outcome*>& arms) {
    const Outcome& first = *arms[0];
    const std::uint32_t demand = main_demand(first.scenario, first.plan);
    const Leg& leg = first.plan.legs[first.plan.out_leg[demand]];
    if (leg.stops.size() < 2) return "";
    std::vector<std::vector<std::string>> rows{{"place", "km"}};
    for (const Outcome* arm : arms) {
        rows[0].insert(rows[0].end(), {"hour in", arm->arm + " out"});
        if (arm->scenario.costs) rows[0].emplace_back("USD");
    }
    for (const Stop& stop : leg.stops) {
        const Place& place = first.scenario.places[stop.place];
        std::vector<std::string> row{place_name(place), fmt::format("{:.0f}", stop.km)};
        for (const Outcome* arm : arms) {
            for (const char* side : {"elapsed_in", "elapsed_out", "cost_out"}) {
                if (std::string_view(side) == "cost_out" && !arm->scenario.costs) continue;
                row.push_back(
                    hours(value_of(*arm, fmt::format("place.{}.{}.mean[demand={},leg=out]", place.name, side,
                                                     first.scenario.demand[demand].name))));
            }
        }
        rows.push_back(std::move(row));
    }
    return fmt::format("Time and distance, stream '{}' ({})\n", first.scenario.demand[demand].name,
                       to_string(leg.direction)) +
           table(rows);
}

}  // namespace hanhlang
