// Tables of a network: its corridors and its gates, with a line for each arm.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// Traffic, time, reliability, speed, cost and emissions of each corridor; nothing where there are none.
std::string corridor_table(const std::vector<const Outcome*>& arms);

/// Traffic, time, payments and queue of each gate where trucks are served; nothing without corridors.
std::string gate_table(const std::vector<const Outcome*>& arms);

}  // namespace hanhlang
