#include "hanhlang/study/low_volume.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "hanhlang/scenario/load.hpp"

namespace hanhlang {
namespace {

constexpr std::array<const char*, 3> of_trips{"trip.transit_time.mean", "trip.transit_time.p95",
                                              "trip.border_time.mean"};

std::string on(const std::string& metric, const std::string& corridor) {
    return corridor.empty() ? metric : metric + "[corridor=" + corridor + "]";
}

}  // namespace

double low_traffic(const Scenario& scenario, const Plan& plan) {
    Scenario half = scenario;
    scale_traffic(half, 0.5);
    double traffic = 1;
    for (std::uint32_t team = 0; team < scenario.staff.size(); ++team) {
        // Load is a straight line over traffic: what others than trucks ask for, and what trucks do.
        const double whole = offered_load(scenario, plan, team);
        const double by_trucks = 2 * (whole - offered_load(half, plan, team));
        const double others = whole - by_trucks;
        if (by_trucks > 0 && others < low_load) traffic = std::min(traffic, (low_load - others) / by_trucks);
    }
    return traffic;
}

std::vector<std::string> delay_metrics(const Scenario& scenario) {
    std::vector<std::string> names{of_trips.begin(), of_trips.end()};
    for (const Corridor& corridor : scenario.corridors) {
        for (const char* metric : of_trips) names.push_back(on(metric, corridor.name));
    }
    return names;
}

LowVolume against_low_volume(const Outcome& outcome, const Outcome& low, double traffic, double confidence) {
    LowVolume all{traffic, {}};
    const std::vector<Comparison> compared = compare(outcome, low, confidence);
    const auto find = [&](const std::string& metric) {
        return std::find_if(compared.begin(), compared.end(),
                            [&](const Comparison& c) { return c.metric == metric; });
    };
    for (std::size_t i = 0; i <= outcome.scenario.corridors.size(); ++i) {
        const std::string name = i == 0 ? "" : outcome.scenario.corridors[i - 1].name;
        const auto mean = find(on(of_trips[0], name));
        const auto p95 = find(on(of_trips[1], name));
        const auto border = find(on(of_trips[2], name));
        if (mean == compared.end() || p95 == compared.end()) continue;
        const double base = mean->treatment.value;
        if (!(base > 0)) continue;
        DelayIndices one;
        if (i > 0) one.corridor = static_cast<std::uint32_t>(i - 1);
        one.hours = mean->baseline.value;
        one.at_low_volume = base;
        one.delay = mean->difference;
        one.at_gates = border == compared.end() ? std::nan("") : border->difference.value;
        one.travel_time_index = one.hours / base;
        one.planning_time_index = p95->baseline.value / base;
        all.indices.push_back(one);
    }
    return all;
}

}  // namespace hanhlang
