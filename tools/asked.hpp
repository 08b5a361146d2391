// What an arm is asked for: the standard metrics, and what was named on the command line.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// Standard metrics, the profile of the main stream, and what was asked for, each once.
std::vector<std::string> metrics_for(const Scenario& scenario, const std::vector<std::string>& wanted,
                                     const std::vector<std::string>& more = {});

/// Asked-for metrics an arm does not have are left out there; one that no arm has is an error.
std::vector<std::string> metrics_known(const Scenario& scenario, const std::vector<std::string>& wanted);

}  // namespace hanhlang
