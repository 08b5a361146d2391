// What a scenario rests on: its numbers by how they are known, and the guesses that touch most of the
// traffic.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {

/// The table of `check --sources`.
std::string describe_sources(const Scenario& scenario, const Plan& plan, const std::vector<Input>& inputs);

/// Trucks of an ordinary day that meet an entry of a section, such as ("staff", "customs_vn"); all of them
/// where the entry is not of single trucks.
double trucks_that_meet(const Scenario& scenario, const Plan& plan, std::string_view section,
                        std::string_view name);

}  // namespace hanhlang
