// Monotone curves and where lines reach a level. Rule: distances are measured from the middle of x, where
// line and slope do not depend on each other.
#include "hanhlang/stats/crossing.hpp"

#include <cassert>
#include <cmath>
#include <limits>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/tally.hpp"
#include "hanhlang/stats/verdict.hpp"

namespace hanhlang {
namespace {

constexpr Interval everything{-infinity, infinity, false};

struct Line {
    double middle;  // mean of x
    double height;  // in the middle
    double slope;
    double squares;  // Sxx
};

Line line_through(const std::vector<double>& x, const std::vector<double>& y) {
    assert(x.size() == y.size());
    Tally of_x;
    Tally of_y;
    for (const double value : x) of_x.add(value);
    for (const double value : y) of_y.add(value);
    double squares = 0;
    double products = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double distance = x[i] - of_x.mean();
        squares += distance * distance;
        products += distance * (y[i] - of_y.mean());
    }
    assert(squares > 0);
    return {of_x.mean(), of_y.mean(), products / squares, squares};
}

}  // namespace

std::vector<double> isotonic(const std::vector<double>& values) {
    std::vector<Tally> blocks;
    for (const double value : values) {
        blocks.emplace_back().add(value);
        while (blocks.size() > 1 && blocks.end()[-2].mean() > blocks.back().mean()) {
            blocks.end()[-2].merge(blocks.back());
            blocks.pop_back();
        }
    }
    std::vector<double> rising;
    rising.reserve(values.size());
    for (const Tally& block : blocks) rising.insert(rising.end(), block.count(), block.mean());
    return rising;
}

// With d = x - at and u = at - middle, the line is slope d above the level, and x is inside iff
//     (slope^2 - k / Sxx) d^2 - 2 k u / Sxx d <= k (1 / n + u^2 / Sxx),   k = t^2 s^2.
Crossing pooled_crossing(const std::vector<double>& x, const std::vector<double>& y, double level,
                         double confidence) {
    assert(x.size() >= 3);
    const Line line = line_through(x, y);
    const double u = (level - line.height) / line.slope;
    const double at = line.middle + u;
    if (!std::isfinite(u)) return {at, everything};
    double residuals = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double residual = y[i] - line.height - line.slope * (x[i] - line.middle);
        residuals += residual * residual;
    }
    const double q = two_sided_quantile(1 - confidence, x.size() - 1);
    const auto n = static_cast<double>(x.size());
    const double k = q * q * residuals / (n - 2);
    const Interval distances = fieller_distances(line.slope * line.slope - k / line.squares,
                                                 -k * u / line.squares, k * (1 / n + u * u / line.squares));
    if (!distances.bounded) return {at, everything};
    return {at, {at + distances.low, at + distances.high, true}};
}

Crossing paired_crossing(const std::vector<double>& x, const std::vector<std::vector<double>>& values,
                         double confidence) {
    assert(x.size() >= 2 && values.size() >= 2);
    double middle = 0;
    std::vector<double> slopes;
    std::vector<double> depths;  // below the level, in the middle
    for (const std::vector<double>& replication : values) {
        const Line line = line_through(x, replication);
        middle = line.middle;
        slopes.push_back(line.slope);
        depths.push_back(-line.height);
    }
    const Reduction reduction = relative_reduction(slopes, depths, confidence);
    const bool is_flat = student(slopes, confidence).value == 0;
    const double at = is_flat ? std::numeric_limits<double>::quiet_NaN() : middle + (1 - reduction.estimate);
    if (is_flat || !reduction.interval.bounded || !(reduction.g < 1)) return {at, everything};
    return {at, {middle + (1 - reduction.interval.high), middle + (1 - reduction.interval.low), true}};
}

}  // namespace hanhlang
