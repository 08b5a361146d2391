// What a study file says of designs.
#pragma once

#include "hanhlang/study/study_file.hpp"
#include "node_reader.hpp"

namespace hanhlang {

/// Reads `vary:`, `against:`, `require:`, `sweep:`, `search:` and `sensitivity:` of a study whose arms and
/// claims are loaded; adds every problem.
void read_design(const Node& root, Study& study, std::vector<Problem>& problems);

/// The part of it that says what is varied.
void read_factors(const Node& root, const Study& study, Design& design, std::vector<Problem>& problems);
void read_constraints(const Node& root, Design& design, std::vector<Problem>& problems);

}  // namespace hanhlang
