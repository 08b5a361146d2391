// What `backcast` found, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/backcast.hpp"

namespace hanhlang {

/// Figure, role, metric, what is accepted, what is simulated, the miss and the verdict of every figure.
std::string describe_backcast(const BackcastRun& run, double confidence);

/// {"confidence", "scenarios": [{"scenario", "seed", "replications", "figures": [{"name", "use", "metric",
/// "against", "unit", "low", "high", "simulated", "simulated_low", "simulated_high", "miss", "miss_share",
/// "verdict", "grade", "year", "regime", "source"}]}]}; numbers in the unit of the figure, null where there
/// is none.
std::string backcast_json(const std::vector<BackcastRun>& runs, double confidence);

}  // namespace hanhlang
