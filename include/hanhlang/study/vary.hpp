// The arms of claims, changed in some way and run again: more traffic, other drivers, other inputs.
// Rule: whatever is varied, both arms meet the same trucks and draws as before.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/judge.hpp"
#include "hanhlang/study/study_file.hpp"

namespace hanhlang {

/// Settings that are laid upon the arms, and traffic against what they say.
struct Variation {
    std::string name;
    std::vector<std::string> baseline;
    std::vector<std::string> treatment;
    double traffic = 1;
};

/// What claims measure under one of them.
struct Varied {
    std::vector<Series> series;        // of each claim
    std::vector<std::string> invalid;  // of each claim: why nothing can be said
    std::string why_not;               // the arms cannot be made so
    bool overloaded = false;
};

/// All claims have the same arms. So many replications of each variation; `complete` says whether all was
/// run.
std::vector<Varied> vary(const Study& study, const std::vector<const Claim*>& claims,
                         const std::vector<Variation>& variations, std::uint32_t replications,
                         const RunOptions& options, bool& complete);

/// Claims with the same arms, in their order.
std::vector<std::vector<const Claim*>> by_arms(const std::vector<const Claim*>& claims);

}  // namespace hanhlang
