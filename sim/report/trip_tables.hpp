// Where the hours of a trip go, and where along the way.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// Hours and share of every cause a scenario can have, with columns for each arm; of two arms what is saved.
std::string breakdown(const std::vector<const Outcome*>& arms);

/// The places of the main stream: km, hour in and out, with two columns for each arm; empty for a single
/// place.
std::string profile(const std::vector<const Outcome*>& arms);

}  // namespace hanhlang
