// Sweeps, searches and what matters: as text, as JSON and as a table for other programs.
// Rule: every number with its interval, and what is not known is said to be so.
#pragma once

#include <string>

#include "hanhlang/study/what_matters.hpp"

namespace hanhlang {

std::string describe_sweep(const Study& study, const SweepRun& run);
std::string describe_search(const Study& study, const SearchRun& run);
std::string describe_sensitivity(const Study& study, const SensitivityRun& run);

/// {"points": [{"at": {FACTOR: VALUE}, "future", "metrics": {NAME: {"estimate", "low", "high", "n", "unit"}},
/// "invalid"}], "knees": [{"where", "metric", "along", "at", "low", "high"}]}.
std::string sweep_json(const Study& study, const SweepRun& run);
/// {"best", "cost", "undecided_before", "points": [{"at", "cost", "proof", "because", "future", "metric",
/// "replications"}]}.
std::string search_json(const Study& study, const SearchRun& run);
/// {"of": [{"id", "screened": {FACTOR: {"mu", "mu_star", "sigma", "error", "noise"}}, "indices": {FACTOR:
/// {"first", "first_interval", "total", "total_interval"}}, "noise"}]}.
std::string sensitivity_json(const Study& study, const SensitivityRun& run);

/// {"version", "command", "study", "arms": {NAME: hash}}.
std::string design_manifest(const Study& study, const std::string& version, const std::string& command);

/// One row for each point, future, metric and replication: the factors, future, metric, replication, value.
std::string sweep_csv(const Study& study, const SweepRun& run);

}  // namespace hanhlang
