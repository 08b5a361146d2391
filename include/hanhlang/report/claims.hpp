// Verdicts on claims and what stands beside them, for people and for programs.
// Rule: never "proved", "confirmed" or "no effect": a verdict says what an interval says, and no more.
#pragma once

#include <string>

#include "hanhlang/study/claims.hpp"

namespace hanhlang {

/// The whole report: each claim with its verdict, then what stands beside it.
std::string describe_claims(const Study& study, const ClaimsRun& run);

/// {"study", "version", "seed", "registered": {…}, "claims": [{"id", "verdict", "reason", "estimate",
/// "interval", …}]}; effects that are relative as shares of 1, others in the metric's unit; null where there
/// is no number.
std::string claims_json(const Study& study, const ClaimsRun& run, const std::string& version);

/// What made it, and the command that makes it again.
std::string claims_manifest(const Study& study, const ClaimsRun& run, const std::string& version,
                            const std::string& command);

}  // namespace hanhlang
