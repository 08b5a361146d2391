// Findings for programs: one JSON document, and a run directory.
// Rule: a directory appears whole, under its name, or not at all; no file holds the time it was written.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "hanhlang/study/bounds.hpp"
#include "hanhlang/study/investment.hpp"
#include "hanhlang/study/low_volume.hpp"
#include "hanhlang/study/split.hpp"

namespace hanhlang {

/// {"scenario", "seed", "replications", "metrics": {NAME: {"estimate", "half_width", "unit", "n"}}};
/// durations in hours, half_width at the stated confidence, null where nothing was observed. With treatments
/// also "comparisons": {NAME: …} (of the first treatment) and "arms": {TREATMENT: {"comparisons", "bounds",
/// "effect": {METRIC: {PART: {"saved", "of_baseline", "of_whole"}}}, "assumed": [{"path", "kind",
/// "change"}], "unmatched": [{"path", "in"}]}}. Against low volume also
/// "low_volume": {"traffic", "indices": {"all" or CORRIDOR: {"delay", "at_gates", "travel_time_index",
/// "planning_time_index", …}}}.
struct TreatmentReport {
    const Outcome* outcome = nullptr;
    const Bounds* bounds = nullptr;  // where they were worked out
    const Split* split = nullptr;    // likewise
    const InvestmentView* investment = nullptr;
};
std::string to_json(const Outcome& outcome, const std::vector<TreatmentReport>& treatments, double confidence,
                    const LowVolume* low = nullptr);

/// scenario, point, replication, metric, statistic, value, unit: one row for every metric of every
/// replication.
std::string kpi_csv(const std::vector<const Outcome*>& arms);

/// What made a run, and the command that makes it again.
std::string manifest_json(const std::vector<const Outcome*>& arms, const std::string& version,
                          const std::string& command, double confidence);

/// Throws InputError when `target` has something in it, unless `force` is set and it is an earlier run.
void refuse_output(const std::filesystem::path& target, bool force);

/// Calls `fill` with a new directory beside `target` and gives it the name `target` when it returns; when it
/// throws, nothing is left. Refuses what refuse_output() refuses.
void write_directory(const std::filesystem::path& target, bool force,
                     const std::function<void(const std::filesystem::path&)>& fill);

/// Writes a whole file; throws std::runtime_error when it cannot.
void write_file(const std::filesystem::path& file, const std::string& text);

/// Writes under another name beside it, which becomes `file` when all of it is there.
void replace_file(const std::filesystem::path& file, const std::function<void(std::ostream&)>& fill);

}  // namespace hanhlang
