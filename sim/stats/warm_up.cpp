// MSER-5 and the trend of a queue. Rule: one pass over the series, from its end, without sums of squares that
// cancel.
#include "hanhlang/stats/warm_up.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/tally.hpp"

namespace hanhlang {
namespace {

constexpr std::size_t group = 5;
constexpr std::size_t fewest_groups = 10;  // so that at least 5 are left: the G of a few is small by chance

double slope_of(const double* values, std::size_t n) {
    const double middle = static_cast<double>(n - 1) / 2;
    double moments = 0;
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double x = static_cast<double>(i) - middle;
        // Less the first value, so that a level without slope gives exactly 0.
        moments += x * (values[i] - values[0]);
        squares += x * x;
    }
    return moments / squares;
}

}  // namespace

std::vector<double> mean_series(const std::vector<std::vector<double>>& replications) {
    assert(!replications.empty());
    std::vector<Tally> tallies(replications.front().size());
    for (const std::vector<double>& series : replications) {
        assert(series.size() == tallies.size());
        for (std::size_t i = 0; i < series.size(); ++i) tallies[i].add(series[i]);
    }
    std::vector<double> means;
    means.reserve(tallies.size());
    for (const Tally& tally : tallies) means.push_back(tally.mean());
    return means;
}

std::vector<double> mser_curve(const std::vector<double>& values) {
    const std::size_t k = values.size();
    if (k == 0) return {};
    std::vector<double> curve(k / 2 + 1);
    double mean = 0;
    double squares = 0;
    for (std::size_t d = k; d-- > 0;) {
        assert(std::isfinite(values[d]));
        const auto left = static_cast<double>(k - d);
        const double distance = values[d] - mean;
        mean += distance / left;
        squares += distance * (values[d] - mean);  // Welford, backwards
        if (d < curve.size()) curve[d] = squares / (left * left);
    }
    return curve;
}

std::optional<SteadyState> mser5(const std::vector<double>& series) {
    const std::size_t k = series.size() / group;
    if (k < fewest_groups) return std::nullopt;
    std::vector<double> means;
    means.reserve(k);
    for (std::size_t j = 0; j < k; ++j) {
        double sum = 0;
        for (std::size_t i = 0; i < group; ++i) sum += series[j * group + i];
        means.push_back(sum / static_cast<double>(group));
    }
    const std::vector<double> curve = mser_curve(means);
    const auto least = std::min_element(curve.begin(), curve.end());  // the first of equals
    if (least == curve.end() - 1) return std::nullopt;
    const auto cut = static_cast<std::size_t>(least - curve.begin());
    Tally rest;
    for (std::size_t j = cut; j < k; ++j) rest.add(means[j]);
    return SteadyState{cut * group, rest.mean()};
}

QueueTrend queue_trend(const std::vector<std::vector<double>>& replications) {
    assert(replications.size() >= 2 && replications.front().size() >= 4);
    const std::size_t cycles = replications.front().size();
    const std::size_t half = cycles / 2;
    Tally slopes;
    Tally level;
    for (const std::vector<double>& queue : replications) {
        assert(queue.size() == cycles);
        const double* const second = queue.data() + (cycles - half);
        slopes.add(slope_of(second, half));
        for (std::size_t i = 0; i < half; ++i) {
            assert(std::isfinite(second[i]));
            level.add(second[i]);
        }
    }
    const auto n = static_cast<double>(replications.size());
    const double t = slopes.mean() / std::sqrt(slopes.variance() / n);
    const double growth = slopes.mean() * static_cast<double>(half) / level.mean();
    const bool is_significant = t > student_t_quantile(1 - 1e-3, n - 1);
    return {slopes.mean(), t, growth, is_significant && growth > 0.20};
}

}  // namespace hanhlang
