// Coverage experiments: how many of many intervals hold the truth. Rule: seeds are fixed and the band is the
// binomial's, so that a method that is right fails once in a million seeds.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "hanhlang/base/random.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/interval.hpp"

namespace hanhlang {

/// The smallest k with P(X <= k) >= q, X binomial of n trials at p.
inline int binomial_quantile(int n, double p, double q) {
    int k = 0;
    while (k < n && beta_i(n - k, k + 1, 1 - p) < q) ++k;
    return k;
}

struct Band {
    int least;
    int most;
    bool holds(int hits) const { return hits >= least && hits <= most; }
};

/// Where the hits of a method that covers `nominal` fall in so many runs, but for one time in 1 / miss.
inline Band band(int runs, double nominal, double miss = 1e-6) {
    return {binomial_quantile(runs, nominal, miss / 2), binomial_quantile(runs, nominal, 1 - miss / 2)};
}

inline bool covers(const Estimate& estimate, double truth) {
    return std::abs(estimate.value - truth) <= estimate.half_width;
}
inline bool covers(const Interval& interval, double truth) {
    return interval.low <= truth && truth <= interval.high;
}

/// The normal deviate of draw i, of one replication of one run of an experiment.
inline double normal(const Purpose& purpose, std::uint32_t i, int run, std::uint32_t replication = 0,
                     std::uint32_t block = 0) {
    return normal_quantile(uniform(purpose, {replication, i, static_cast<std::uint32_t>(run)}, 0, block));
}

/// x[i] = 0.8 x[i-1] + a standard normal deviate: mean 0, autocorrelation 0.8^lag, stationary spread 1 / 0.6.
inline std::vector<double> dependent_values(const Purpose& purpose, std::size_t n, int run,
                                            std::uint32_t replication = 0, std::uint32_t block = 0) {
    std::vector<double> values;
    values.reserve(n);
    double x = normal(purpose, 0, run, replication, block) / 0.6;
    for (std::uint32_t i = 1; i <= n; ++i) {
        x = 0.8 * x + normal(purpose, i, run, replication, block);
        values.push_back(x);
    }
    return values;
}

}  // namespace hanhlang
