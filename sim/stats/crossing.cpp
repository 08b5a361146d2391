#include "hanhlang/stats/crossing.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "hanhlang/base/special.hpp"

namespace hanhlang {
namespace {

/// A line by least squares, through the mean of the points.
struct Line {
    double middle;  // mean of x
    double height;  // mean of y
    double slope;
    double spread;  // sum of squares of x about its mean
};

Line line_through(const std::vector<double>& x, const std::vector<double>& y) {
    assert(x.size() == y.size() && x.size() >= 2);
    const auto n = static_cast<double>(x.size());
    const double middle = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double height = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double spread = 0, products = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        spread += (x[i] - middle) * (x[i] - middle);
        products += (x[i] - middle) * (y[i] - height);
    }
    assert(spread > 0);
    return {middle, height, products / spread, spread};
}

}  // namespace

std::vector<double> isotonic(const std::vector<double>& values) {
    struct Block {
        double mean;
        std::size_t size;
    };
    std::vector<Block> blocks;
    for (const double value : values) {
        blocks.push_back({value, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean > blocks.back().mean) {
            const Block last = blocks.back();
            blocks.pop_back();
            Block& before = blocks.back();
            const auto size = static_cast<double>(before.size + last.size);
            before.mean = (before.mean * static_cast<double>(before.size) +
                           last.mean * static_cast<double>(last.size)) /
                          size;
            before.size += last.size;
        }
    }
    std::vector<double> pooled;
    for (const Block& block : blocks) pooled.insert(pooled.end(), block.size, block.mean);
    return pooled;
}

// With h = height - level at the middle, all d = x - middle with (h + b d)² <= t² s² (1/n + d²/Sxx).
Crossing pooled_crossing(const std::vector<double>& x, const std::vector<double>& y, double level,
                         double confidence) {
    assert(x.size() >= 3);
    const Line line = line_through(x, y);
    const auto n = static_cast<double>(x.size());
    double squares = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double off = y[i] - line.height - line.slope * (x[i] - line.middle);
        squares += off * off;
    }
    const double h = line.height - level;
    Crossing crossing{line.middle - h / line.slope, {-infinity, infinity, false}};
    const double t = student_t_quantile(0.5 + confidence / 2, n - 2);
    const double noise = t * t * squares / (n - 2);
    const double leading = line.slope * line.slope - noise / line.spread;
    if (!(leading > 0)) return crossing;
    const double half = h * line.slope;
    const double root = std::sqrt(std::max(0.0, half * half - leading * (h * h - noise / n)));
    crossing.interval = {line.middle + (-half - root) / leading, line.middle + (-half + root) / leading,
                         true};
    return crossing;
}

// The crossing lies so far beyond the middle as the ratio of means -height / slope, which is
// 1 - reduction of (slope, -height) and has Fieller's interval.
Crossing paired_crossing(const std::vector<double>& x, const std::vector<std::vector<double>>& values,
                         double confidence) {
    assert(values.size() >= 2);
    std::vector<double> slopes, heights;
    double middle = 0;
    for (const auto& y : values) {
        const Line line = line_through(x, y);
        middle = line.middle;
        slopes.push_back(line.slope);
        heights.push_back(0 - line.height);
    }
    const Reduction r = relative_reduction(slopes, heights, confidence);
    Crossing crossing{middle + 1 - r.estimate, {-infinity, infinity, false}};
    if (r.interval.bounded)
        crossing.interval = {middle + 1 - r.interval.high, middle + 1 - r.interval.low, true};
    return crossing;
}

}  // namespace hanhlang
