// What a scenario must satisfy beyond the form of its values.
#pragma once

#include <vector>

#include "hanhlang/scenario/document.hpp"
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

/// The same for growth, zones, corridors, roads, fleets and costs; called by check().
void check_traffic(const Scenario& scenario, std::vector<Problem>& problems);
/// The part of it about goods; what could not be read is not missing.
void check_goods(const Scenario& scenario, bool is_whole, std::vector<Problem>& problems);

/// The same for blocks, ships and trains; called by check().
void check_depots(const Scenario& scenario, std::vector<Problem>& problems);

/// Uncertain inputs must lead somewhere.
void check_uncertain(const Node& root, const Scenario& scenario, std::vector<Problem>& problems);

/// Traffic that is said in tonnes, money or by the hectare becomes trucks, and what grows is that of the
/// run's year. The scenario has passed check().
void say_in_trucks(Scenario& scenario);

/// Years from that of the demand to that of the run.
int years_of_growth(const Scenario& scenario);

}  // namespace hanhlang
