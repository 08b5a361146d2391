// Arms side by side: every arm runs the same replications on the same trucks and draws.
// Rule: results are reduced in the order of replications, whatever thread finished first.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hanhlang/model/simulate.hpp"
#include "hanhlang/stats/interval.hpp"
#include "hanhlang/study/farm.hpp"

namespace hanhlang {

class Ledger;

struct RunOptions {
    std::uint32_t replications = 20;
    std::uint64_t seed = 20260101;
    bool independent = false;  // each arm meets chance of its own: nothing is paired
    double confidence = 0.95;
    Farm farm;
    std::shared_ptr<Ledger> ledger;  // knows what was run before, and is told what is run
    // Of all runs only those of this slice, which are for the ledger.
    std::uint32_t shard = 0;
    std::uint32_t shards = 1;
    std::uint64_t seed_of(std::size_t arm) const;
    bool is_mine(const std::string& scenario, std::uint64_t of_seed, std::uint32_t replication) const;
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
    double sketch = 0.005;  // relative error of quantiles, at most
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

/// Streams of both that start or end elsewhere in the other: a trip is not the same journey.
std::vector<std::string> other_ends(const Scenario& a, const Scenario& b);

}  // namespace hanhlang
