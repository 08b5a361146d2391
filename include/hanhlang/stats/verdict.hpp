// What a confidence interval says of a claim, when it may be looked at several times and with other claims.
// Rule: one interval covers the truth at all looks of all claims of a family together (union bound), and
// every verdict is read off it; so none is wrong more often than the family's confidence allows.
//
// Vectors hold one number per replication, in the same order in both arms, as in interval.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "hanhlang/stats/interval.hpp"

namespace hanhlang {

/// What is claimed of a number, both ends included; an open side is infinite.
struct Claimed {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

enum class Decision : std::uint8_t { supported, refuted_below, refuted_above, undecided };
std::string_view to_string(Decision decision);

/// Supported when all of the interval is inside what is claimed, refuted when all of it is outside, by less
/// or by more. What is not bounded excludes nothing. What is within 1e-12 of an edge, relatively, is on it.
Decision decide(const Interval& interval, const Claimed& claimed);

/// When the replications are looked at: after `min` pairs, at least 2, and then after `growth` times as many,
/// above 1, to `max` (assert).
struct Looks {
    std::uint32_t min = 20;
    std::uint32_t max = 320;
    double growth = 2;

    /// min growth^k, rounded, each once, the last one max.
    std::vector<std::uint32_t> sizes() const;
    /// Error that look k (from 1) of K may spend of what all may: alpha 2k / (K (K + 1)) / claims.
    double alpha(std::size_t look, double confidence, std::size_t claims) const;
};

/// Why nothing could be decided; the first that applies.
enum class Why : std::uint8_t {
    decided,
    on_the_edge,  // the estimate is within the tolerance of an edge, and so is half of the interval
    too_narrow,   // the interval straddles both edges, as one that is not bounded does
    more_runs,    // so many more would decide, at most ten times the limit
    beyond_budget
};
std::string_view to_string(Why why);

/// What would decide: ceil((q sd / distance)²) pairs, infinitely many at no distance; `sd` is that of one
/// replication's influence on the estimate, `distance` at least the tolerance.
double pairs_needed(double q, double sd, double distance);

/// `tolerance` is how close to an edge nobody cares, `needed` from pairs_needed, `most` the replications that
/// were allowed.
Why why_undecided(double estimate, const Interval& interval, const Claimed& claimed, double tolerance,
                  double needed, std::uint32_t most);

/// From the estimate to the nearest edge of what is claimed; infinite where both sides are open.
double distance_to_edge(double estimate, const Claimed& claimed);

/// Student's quantile for a two-sided level of 1 - alpha with n - 1 degrees.
double two_sided_quantile(double alpha, std::size_t n);

/// Replications that a t interval needs for what is as skewed as these, 25 G1² (Cochran 1977, "Sampling
/// Techniques", 2.15), with the adjusted sample skewness G1; at least 20. 20 below three values or where
/// nothing varies.
std::size_t least_replications(const std::vector<double>& values);

/// Of (1 - reduction) baseline - treatment in each replication: what a reduction is tested with.
std::vector<double> contrasts(double reduction, const std::vector<double>& baseline,
                              const std::vector<double>& treatment);

/// Two-sided p of the hypothesis that the relative reduction of the mean is `reduction`: a paired t test of
/// its contrasts, of which the Fieller interval is the inverse; and its t, above 0 where the reduction is
/// larger. Where contrasts do not vary, but for rounding, p is 1 or 0 and t 0 or infinite.
struct EdgeTest {
    double t;
    double p;
};
EdgeTest test_reduction(double reduction, const std::vector<double>& baseline,
                        const std::vector<double>& treatment);

/// Standard deviation of one replication's influence on the relative reduction of the mean: of the delta
/// method, se sqrt(n).
double influence_sd(const std::vector<double>& baseline, const std::vector<double>& treatment);

/// (var B + var T) / var(B - T): how many times the pairs save; infinite where differences do not vary. And
/// the correlation of the arms; NaN where one does not vary.
double variance_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment);
double correlation(const std::vector<double>& a, const std::vector<double>& b);

/// Fieller's interval of 1 - treatment / baseline for independent arms (their replications are not paired and
/// may differ in number), with Welch's degrees of freedom of T - R B at the estimate R.
Reduction independent_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                                double confidence);

/// Difference of means of independent arms, baseline - treatment, by Welch 1947; n is that of the smaller
/// arm.
Estimate independent_difference(const std::vector<double>& baseline, const std::vector<double>& treatment,
                                double confidence);

/// Other intervals of the same reduction, to be shown beside Fieller's: by the delta method, by the delta
/// method on the logarithm of the ratio (bounded where the ratio is above 0), and by the jackknife. g is
/// Fieller's.
Reduction delta_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                          double confidence);
Reduction log_delta_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                              double confidence);
Reduction jackknife_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                              double confidence);

/// Reduction of a ratio of sums, of cost per unit say: 1 - (sum costs / sum units) of the treatment / that of
/// the baseline, by the delta method on the logarithm; g is (t * standard error)² of the logarithm of the
/// baseline's ratio. Sums above 0, vectors of equal sizes (assert).
struct CostsAndUnits {
    std::vector<double> costs;
    std::vector<double> units;
};
Reduction ratio_of_sums_reduction(const CostsAndUnits& baseline, const CostsAndUnits& treatment,
                                  double confidence);

/// Exact interval of a share, `hits` of `n` (Clopper and Pearson 1934), each side at (1 - confidence) / 2.
Interval clopper_pearson(std::size_t hits, std::size_t n, double confidence);

/// Adjusted p values (Holm 1979), in the order given: reject where they are at most alpha.
std::vector<double> holm(const std::vector<double>& p);

}  // namespace hanhlang
