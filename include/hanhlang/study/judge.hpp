// The verdict on a claim, from what it measures in the replications of two arms.
// Rule: INVALID comes before everything else; then one interval at the level of the look, and nothing but it,
// decides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/study/claim.hpp"
#include "hanhlang/study/experiment.hpp"

namespace hanhlang {

/// What a claim measures in the replications of both arms, where both observed it. Without a baseline arm its
/// values are empty.
struct Series {
    std::vector<double> baseline;
    std::vector<double> treatment;
    std::vector<std::uint32_t> replications;  // of both: those in which both observed something
    // Of a ratio of sums (cost by tonne, a weighted mean): what each is divided by; else empty.
    std::vector<double> baseline_units;
    std::vector<double> treatment_units;
    bool is_quantile = false;
    double pooled_baseline = 0;  // of a quantile
    double pooled_treatment = 0;
    double sketch = 0;  // relative error of pooled quantiles, at most
    bool independent = false;

    std::size_t n() const { return treatment.size(); }
    bool has_baseline() const { return !baseline.empty(); }
    bool is_ratio() const { return !treatment_units.empty(); }
    /// What an arm measures: a mean over replications, a pooled quantile, or a ratio of sums.
    double of_baseline() const;
    double of_treatment() const;
};

/// An effect with its two-sided 1 - alpha interval.
struct Measured {
    double estimate = 0;
    Interval interval{};
    double g = 0;   // of Fieller; 0 where there is no ratio
    double sd = 0;  // of one replication's influence
};
Measured measure_effect(const Claim& claim, const Series& series, double alpha);

/// One more thing that the same interval says.
struct WeakerReading {
    std::string text;  // "at least 27.1 %"
    Decision decision{};
};

/// How the verdict on a claim came about.
struct ClaimVerdict {
    std::string invalid;  // why it is; nothing where the claim was judged
    bool overloaded = false;
    Decision decision = Decision::undecided;
    Why why = Why::decided;
    std::size_t n = 0;
    std::size_t look = 0;  // of
    std::size_t looks = 0;
    double alpha = 0;        // that this look could spend on this claim
    std::size_t family = 1;  // claims
    Measured at_look;
    Measured plain;       // the same at 95 %, whatever else was looked at
    Measured latest;      // of all replications, where more were run after the verdict
    double baseline = 0;  // mean, or pooled quantile, of each arm
    double treatment = 0;
    double p_low = 0;  // two-sided p of each edge; NaN where it is open
    double p_high = 0;
    std::size_t least = 20;    // replications that the skewness asks for
    double needed = 0;         // that would decide; 0 where it is decided
    double needed_within = 0;  // the distance to the edge that is of
    double correlation = 0;
    double variance_reduction = 0;
    Reduction delta{}, log_delta{}, jackknife{};  // beside Fieller's; NaN where the effect is not relative
    std::vector<WeakerReading> weaker;
    std::vector<std::string> notes;

    bool is_decided() const { return !invalid.empty() || decision != Decision::undecided; }
};

/// "SUPPORTED", "REFUTED (below)", "UNDECIDED (on-the-edge)", "INVALID".
std::string word_of(const ClaimVerdict& verdict);

/// What a claim measures so far.
Series series_of(const Claim& claim, const Experiment& experiment, bool independent);

/// Why nothing can be said of the claim, whatever the interval; nothing where something can. Adds notes.
std::string why_invalid(const Claim& claim, const Experiment& experiment, const Series& series,
                        ClaimVerdict& verdict);

/// Judges at a look; at the last one it says why nothing is decided.
void judge(const Claim& claim, const Series& series, const Looks& looks, std::size_t look, double confidence,
           std::size_t family, ClaimVerdict& verdict);

}  // namespace hanhlang
