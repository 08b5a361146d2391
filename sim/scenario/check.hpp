// What a scenario must satisfy beyond the form of its values.
#pragma once

#include <vector>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// Adds every contradiction found. The scenario may be incomplete: what could not be read has its own
/// problem.
void check(const Scenario& scenario, std::vector<Problem>& problems);

/// The same for consignments, papers, channels and the platform; called by check().
void check_papers(const Scenario& scenario, std::vector<Problem>& problems);

/// The part of it about the figures of `observed`.
void check_observed(const Scenario& scenario, std::vector<Problem>& problems);

/// The same for vehicles, travellers, paid hours, extra officers and appointments; called by check().
void check_people(const Scenario& scenario, std::vector<Problem>& problems);

/// The same for batches, convoys, shared roads and overload; called by check().
void check_space(const Scenario& scenario, std::vector<Problem>& problems);

/// The same for disruptions; called by check().
void check_disruptions(const Scenario& scenario, std::vector<Problem>& problems);

}  // namespace hanhlang
