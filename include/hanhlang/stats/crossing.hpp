// Where a curve known at a few points reaches a level: the tipping point of a claim.
// Rule: an interval or nothing, never a bare number.
#pragma once

#include <vector>

#include "hanhlang/stats/interval.hpp"

namespace hanhlang {

/// The closest sequence that never falls, by least squares (pool adjacent violators, Barlow et al. 1972).
std::vector<double> isotonic(const std::vector<double>& values);

/// Where a line through points reaches a level.
struct Crossing {
    double at = 0;        // not finite where the line is flat
    Interval interval{};  // not bounded where the slope is not known to differ from 0
};

/// The line by least squares through independent points y(x), and Fieller's inverse interval: all x with
/// (a + b x - level)² <= t² s² (1/n + (x - mean)² / Sxx). Needs three points (assert).
Crossing pooled_crossing(const std::vector<double>& x, const std::vector<double>& y, double level,
                         double confidence);

/// The same where all points met the same chance, so that they are correlated: values[r][i] is what
/// replication r adds at x[i], a line is fitted to each replication, and the crossing is the ratio of means
/// -intercept / slope with Fieller's interval over the replications. `values` are such that the mean curve is
/// 0 at the crossing. Needs two points and two replications (assert).
Crossing paired_crossing(const std::vector<double>& x, const std::vector<std::vector<double>>& values,
                         double confidence);

}  // namespace hanhlang
