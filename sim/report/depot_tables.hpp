// What a depot can pass beside what is asked of it.
// Rule: arithmetic on the scenario, no run; the simulated occupancy stands in the metrics.
#pragma once

#include <string>

#include "hanhlang/model/plan.hpp"
#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// Static and dynamic capacity of every block, and what the demand asks of it in a year; empty without
/// blocks.
std::string block_table(const Scenario& scenario, const Plan& plan);

/// What each block can pass beside what came and what was in it; empty without blocks.
std::string block_use(const Outcome& outcome);

/// What of the places with blocks is asked for the largest share of what it can do: a block, a team or a
/// desk's bays.
std::string binding_part(const Scenario& scenario, const Plan& plan);

/// Teams and bays of these places: trucks they can serve in a day beside those that come; empty without any.
std::string part_table(const Scenario& scenario, const Plan& plan);

/// What the demand asks of a place beside what its licence allows.
std::string licence_lines(const Scenario& scenario, const Plan& plan);

}  // namespace hanhlang
