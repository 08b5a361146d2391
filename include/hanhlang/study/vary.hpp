// The arms of claims, changed in some way and run again: more traffic, other drivers, other inputs.
// Rule: whatever is varied, all arms meet the same trucks and draws as before, and arms that mean the same
// are run once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hanhlang/study/judge.hpp"
#include "hanhlang/study/study_file.hpp"

namespace hanhlang {

/// Settings that are laid upon each arm of the study, and traffic against what the arms say.
struct Variation {
    std::string name;
    std::map<std::size_t, std::vector<std::string>> settings;
    double traffic = 1;
};

/// What a claim measures under one of them.
struct Varied {
    Series series;
    std::string invalid;  // why nothing can be said; without a series, because the arms cannot be made so
    bool overloaded = false;

    bool cannot_run() const { return series.n() == 0 && !invalid.empty(); }
};

/// Arms of the study that a claim is about, the baseline first.
std::vector<std::size_t> arms_of(const Claim& claim);

/// [variation][claim], so many replications of each; `complete` says whether all was run.
std::vector<std::vector<Varied>> vary(const Study& study, const std::vector<const Claim*>& claims,
                                      const std::vector<Variation>& variations, std::uint32_t replications,
                                      const RunOptions& options, bool& complete);

}  // namespace hanhlang
