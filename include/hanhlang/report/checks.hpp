// What `verify` found, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/verify.hpp"
#include "hanhlang/study/verify_claims.hpp"

namespace hanhlang {

/// Name, expected, simulated, half-width, z and verdict of every figure; laws that hold are only counted,
/// unless `all` are asked for.
std::string describe_checks(const std::vector<Check>& checks, bool all);

/// {"cases": [{"name", "expected", "simulated", "half_width", "z", "unit", "verdict": "pass" | "fail",
/// "reason": "" | "wrong" | "not sharp"}]}; times in hours, z null where both sides must be equal and are
/// not.
std::string checks_json(const std::vector<Check>& checks);

/// What was claimed of known pairs, how often each verdict came, and how many were wrong.
std::string describe_claim_checks(const std::vector<ClaimCheck>& checks);

/// {"claims": [{"name", "reduction", "claimed", "runs", "supported", "refuted", "undecided", "on_the_edge",
/// "invalid", "wrong", "most_wrong", "pairs", "verdict": "pass" | "fail"}]}.
std::string claim_checks_json(const std::vector<ClaimCheck>& checks);

}  // namespace hanhlang
