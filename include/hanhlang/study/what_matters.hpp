// Which inputs matter: screening by Morris, then the shares of variance by Sobol'.
// Rule: all points meet the same chance, so that what differs is the input; what chance adds is shown beside.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/stats/sensitivity.hpp"
#include "hanhlang/study/design_runs.hpp"

namespace hanhlang {

/// Of one claim or metric: each factor, in the order of the study.
struct WhatMatters {
    std::string id;
    std::string unit;  // of elementary effects; a share where the effect is relative
    std::vector<std::size_t> factors;
    std::vector<EffectMeasures> screened;  // empty without Morris
    std::vector<std::size_t> of_variance;  // factors that went on
    std::optional<SobolIndices> indices;   // of these
};
struct SensitivityRun {
    std::vector<WhatMatters> all;
    std::size_t points = 0;
    std::size_t unusable = 0;  // points that could not be run, or have nothing to observe
    bool complete = true;
};

/// Factors that are a range run from end to end; uncertain inputs through the quantiles of their laws. Of
/// those screened the `most` with the largest mu* of any claim (against the largest there) go on; the others
/// stay in the middle.
SensitivityRun run_sensitivity(const Study& study, const RunOptions& options,
                               const std::function<void(const std::string&)>& stage);

}  // namespace hanhlang
