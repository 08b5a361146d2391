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

/// What crosses the border in an ordinary year: trucks, tonnes and value of each commodity, by direction, as
/// the scenario makes them; nothing where no goods pass a gate.
std::string goods_table(const Scenario& scenario, const Plan& plan);

}  // namespace hanhlang
