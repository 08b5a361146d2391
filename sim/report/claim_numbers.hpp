// How the numbers of a claim are shown: relative effects in per cent, others in the metric's unit.
#pragma once

#include <string>

#include "hanhlang/study/claims.hpp"

namespace hanhlang {

/// "30.0 %" or "2.41 h".
std::string effect_text(const Claim& claim, double value);
/// "27.1 … 33.0 %", or "not bounded".
std::string effect_range(const Claim& claim, const Interval& interval);
/// "30 … 40 %", "at least 5 %".
std::string claimed_text(const Claim& claim);
/// "reduction", "increase", "difference", "ratio", "level".
std::string effect_word(const Claim& claim);
/// A value of the metric.
std::string metric_text(const Claim& claim, double value);

/// Tables of what stands beside a verdict.
std::string describe_beside(const Claim& claim, const ClaimBeside& beside);
std::string describe_bundle(const Claim& claim, const BundleView& bundle);
std::string describe_robust(const Claim& claim, const RobustView& robust);
std::string describe_tipping(const Claim& claim, const TippingView& tipping);

}  // namespace hanhlang
