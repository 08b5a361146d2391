// The smallest capacity that is enough, and where more of it stops to pay.
// Rule: enough is what is proven for every measure in every future; what is neither proven enough nor proven
// too little is said to be undecided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "hanhlang/stats/interval.hpp"
#include "hanhlang/stats/selection.hpp"
#include "hanhlang/stats/verdict.hpp"

namespace hanhlang {

/// A capacity (any unit) and what came of it: values[future][measure][replication], in units of the measure.
/// Replication r of every candidate met the same random numbers.
struct Candidate {
    double capacity = 0;
    std::vector<std::vector<std::vector<double>>> values;
};

enum class Proof : std::uint8_t { sufficient, insufficient, undecided };
std::string_view to_string(Proof proof);

/// In which way candidates are tested; to be chosen before the values are seen. Who tries one after the other
/// is wrong up to 2 alpha of the time.
enum class Testing : std::uint8_t {
    in_order,   // each at alpha, only after the one before it is proven
    one_by_one  // each at alpha / candidates (Bonferroni), whatever the others
};

/// Where means turn against the order: they should not get worse with capacity, and yet do in the sample. Of
/// candidates that `isotonic` pools, the pair with the largest loss. Proven when a paired t test says so at
/// alpha / (pairs, measures and futures).
struct Setback {
    std::size_t future = 0;
    std::size_t measure = 0;
    double better = 0;  // the smaller capacity
    double worse = 0;
    double loss = 0;  // above 0, in units of the measure
    bool is_proven = false;
};

struct SmallestCapacity {
    std::vector<Proof> proofs;       // of the candidates
    std::optional<double> smallest;  // capacity proven sufficient
    std::vector<Setback> setbacks;   // none: means are monotone
};

/// Student's bounds of a mean, each wrong alpha of the time (together 2 alpha). Alpha in (0, 1/2) (assert);
/// NaN below two values.
Interval one_sided_bounds(const std::vector<double>& values, double alpha);

/// Setbacks of measures with one open side in all futures; a target with two edges expects no direction.
std::vector<Setback> setbacks(const std::vector<Candidate>& candidates, const std::vector<Claimed>& targets,
                              double alpha);

/// Which capacities are enough: means within the target of every measure ({.low = 0.95} is "at least 0.95")
/// in every future.
///
/// Sufficient: every one-sided bound at alpha is within the target. No penalty for measures and futures,
/// since all must hold: an intersection-union test (Berger 1982, "Multiparameter hypothesis testing and
/// acceptance sampling"). Insufficient: in some future some bound is beyond an edge, at alpha / (edges and
/// futures).
///
/// In order: sufficient from the largest candidate downwards and insufficient from the smallest upwards, each
/// until one is not proven. That order is fixed, so that the chance of any wrong "sufficient" is at most
/// alpha without a penalty, and that of any wrong "insufficient" (Maurer, Hothorn and Lehmacher 1995,
/// "Multiple comparisons in drug clinical trials and preclinical assays: a-priori ordered hypotheses"). This
/// holds for any curve, but where the curve turns, what lies behind the turn is never reached: see
/// `setbacks`. One by one is for such curves. Looked at several times, alpha is that of the look.
///
/// Rests on t, so see to enough replications (`least_replications`); what does not vary is compared as it is;
/// below two replications all is undecided. Capacities rise; candidates are not empty and have the same
/// futures and replications, one row per target (assert).
SmallestCapacity smallest_capacity(const std::vector<Candidate>& candidates,
                                   const std::vector<Claimed>& targets, double alpha,
                                   Testing testing = Testing::in_order);

/// The smallest capacity after which the next step improves the value by less than `share` of what the whole
/// range does, and an interval for it.
struct Knee {
    std::optional<double>
        at;       // of the mean curve; nothing when each step is worth it, or the range gains nothing
    double low;   // the last capacity: none before it is the knee
    double high;  // infinite: perhaps no step is too small, or nothing is known to be gained
};

/// curves[r][i] is what replication r found at capacities[i]. In each replication a step less its share of
/// the range is linear in the curve, so its mean has a t interval; the knee is the first step where it is
/// below 0. `low` is the first step not proven worth it, each at (1 - confidence) / 2 and without a penalty,
/// since to be wrong the test at the true knee itself must err; `high` is the first proven not worth it, at
/// (1 - confidence) / 2 / steps. [low, high] holds the knee with at least the confidence, for normal values
/// with any dependence within a replication. The jackknife will not do: a knee jumps from capacity to
/// capacity, leaving out one replication hardly ever moves it, and the interval is too often a wrong point;
/// knees of single replications are early, since any noise can make one step too small. Steps are compared as
/// they are: space capacities evenly. Capacities rise, at least two, share in (0, 1), replications at least
/// two (assert).
Knee knee(const std::vector<double>& capacities, const std::vector<std::vector<double>>& curves, double share,
          double confidence, Aim aim);

}  // namespace hanhlang
