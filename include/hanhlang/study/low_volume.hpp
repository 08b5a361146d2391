// What trips take when hardly anybody queues, and how much longer they take than that: the delay and the
// indices of border and road statistics (FHWA and TTI), in which processing stays inside the baseline.
// Rule: low volume is simulated, the same border with less traffic; it is not an empty road.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// A team is busy for no more of its hours than this, as far as trucks keep it busy, when traffic is low.
inline constexpr double low_load = 0.3;

/// The traffic, as a share of what is said and at most all of it, at which every team is busy for no more
/// than `low_load` of its hours. A team that others than trucks keep as busy as that is not asked.
double low_traffic(const Scenario& scenario, const Plan& plan);

/// How trips compare with those at low volume: all of them, or those on one corridor.
struct DelayIndices {
    std::optional<std::uint32_t> corridor;
    double hours = 0;                // mean transit time, as it is
    double at_low_volume = 0;        // and at low volume, h
    Estimate delay;                  // the difference, h
    double at_gates = 0;             // of border time, the same difference, h
    double travel_time_index = 0;    // mean over mean at low volume
    double planning_time_index = 0;  // p95 over mean at low volume
};

struct LowVolume {
    double traffic = 1;                 // share of what the scenario says
    std::vector<DelayIndices> indices;  // of all trips first, then of every corridor with trips in both
};

/// `low` is what came of the same scenario with so much traffic; `confidence` is that of the delay.
LowVolume against_low_volume(const Outcome& outcome, const Outcome& low, double traffic, double confidence);

/// The metrics that both need for them, as far as the scenario has them.
std::vector<std::string> delay_metrics(const Scenario& scenario);

}  // namespace hanhlang
