// A treatment of several measures, taken apart: every subset of them is run (a full 2^k factorial design).
// Rule: effects are contrasts of all runs, as shares of the baseline; an interaction is what measures do only
// together.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/beside.hpp"

namespace hanhlang {

struct BundleEffect {
    std::vector<std::string> measures;  // one: a main effect; several: their interaction
    Reduction effect{};                 // of the baseline
};

struct BundleView {
    std::vector<EffectOn> subsets;  // each subset of the measures against the baseline, none of them first
    std::vector<BundleEffect> effects;  // main effects first
    bool is_treatment = true;           // all of them together are the treatment
    std::string why_not;
    std::size_t replications = 0;
};

/// Of a claim with a `bundle`: `values[subset][replication]`, where bit i of the subset says that measure i
/// is in it. Box, Hunter and Hunter 2005, "Statistics for Experimenters", 5.
std::vector<BundleEffect> factorial_effects(const std::vector<std::string>& measures,
                                            const std::vector<std::vector<double>>& values,
                                            double confidence);

BundleView take_apart(const Study& study, const Claim& claim, const RunOptions& options, bool& complete);

}  // namespace hanhlang
