// Arms side by side: every arm runs the same replications on the same trucks and draws.
// Rule: results are reduced in the order of replications, whatever thread finished first.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/model/simulate.hpp"
#include "hanhlang/stats/interval.hpp"
#include "hanhlang/study/farm.hpp"

namespace hanhlang {

struct RunOptions {
    std::uint32_t replications = 20;
    std::uint64_t seed = 20260101;
    double confidence = 0.95;
    Farm farm;
};

/// One metric of one arm.
struct Finding {
    Metric metric;
    Estimate estimate;  // mean over replications; a quantile is pooled, its spread by sectioning
    std::vector<double> replications;  // its value in each; NaN where nothing was observed
};

/// One arm, run.
struct Outcome {
    std::string arm;
    Scenario scenario;
    Plan plan;
    std::uint64_t seed = 0;
    std::vector<std::uint32_t> replications;  // that are complete, in order
    std::vector<Finding> findings;
    std::vector<std::uint64_t> trucks;  // checksum of each replication
    std::uint64_t trips = 0;
    std::uint64_t unfinished = 0;
    std::uint64_t events = 0;
    std::uint64_t fingerprint = 0;
    std::vector<Problem> warnings;

    const Finding* find(std::string_view metric) const;
};

/// A scenario to be run, and what to ask of it.
struct Arm {
    std::string name;
    Scenario scenario;
    std::vector<std::string> metrics;
};

/// Runs all arms; what is complete in one arm and not in another is dropped. `complete` says whether all was
/// run.
std::vector<Outcome> run_arms(std::vector<Arm> arms, const RunOptions& options, bool& complete);

/// Paired comparison of one metric.
struct Comparison {
    std::string metric;
    std::string unit;
    Estimate baseline;
    Estimate treatment;
    Estimate difference;  // baseline - treatment
    Reduction reduction;  // 1 - treatment / baseline
};

/// Every metric both arms have, in the order of the baseline.
std::vector<Comparison> compare(const Outcome& baseline, const Outcome& treatment, double confidence);

/// True when both arms met the same trucks in every replication.
bool same_trucks(const Outcome& a, const Outcome& b);

// ---- the two bounds ----

/// The desks a treatment touches: changed, added, removed, or served by a changed team.
struct Touched {
    std::vector<std::string> baseline;
    std::vector<std::string> treatment;
};
Touched touched(const Scenario& baseline, const Scenario& treatment);

/// The scenario in which these desks take no time: nobody has to come to them.
Scenario without_desks(Scenario scenario, const std::vector<std::string>& desks);

struct Bounds {
    Touched touched;
    double share = 0;     // s: of the baseline's transit time, spent at the touched desks (waits and service)
    double removed = 0;   // r: of their service time, what the treatment removes
    double direct = 0;    // s·r: saved if nothing else reacts
    Reduction simulated;  // of transit time, when the touched desks take no time
};

/// Metrics an arm must be asked for so that bounds() can be worked out.
std::vector<std::string> bound_metrics(const Scenario& scenario, const std::vector<std::string>& desks);

Bounds bounds(const Touched& touched, const Outcome& baseline, const Outcome& treatment,
              const Outcome& nothing, double confidence);

}  // namespace hanhlang
