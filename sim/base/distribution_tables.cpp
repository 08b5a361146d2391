// The makers of laws that are lists: observations, discrete laws, and truncations. Rule: values are kept in
// increasing order, whatever order they came in, because draws must grow with u.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "distribution_table.hpp"
#include "hanhlang/base/distribution.hpp"

namespace hanhlang {
namespace {

constexpr double negligible = 1e-18;  // no uniform number comes nearer to 0 or 1 than 1.1e-16
constexpr std::size_t most_steps = 1'000'000;

std::invalid_argument too_long(std::string_view law) {
    return std::invalid_argument(fmt::format(
        "{}: too spread out for a table of {} counts; use a gamma or normal law", law, most_steps));
}

// Counts k with their probabilities, out from the mode in both directions; ratio(k) = P(k) / P(k-1).
template <class Ratio>
void spread(double mode, double at_mode, Ratio ratio, std::string_view law, std::vector<double>& counts,
            std::vector<double>& weights) {
    double weight = at_mode;
    for (double k = mode; k >= 0 && weight > negligible / 1e6; weight *= 1 / ratio(k), --k) {
        counts.push_back(k);
        weights.push_back(weight);
        if (counts.size() > most_steps) throw too_long(law);
        if (k == 0) break;
    }
    std::reverse(counts.begin(), counts.end());
    std::reverse(weights.begin(), weights.end());
    weight = at_mode;
    // Beyond the mode the ratio falls, so the rest is less than a geometric series.
    for (double k = mode + 1;; ++k) {
        const double r = ratio(k);
        weight *= r;
        if (r < 1 && weight / (1 - r) < negligible) break;
        counts.push_back(k);
        weights.push_back(weight);
        if (counts.size() > most_steps) throw too_long(law);
    }
}

// Integral over u of (x(u, 1-u) - centre)^power between two points of [0, 1]; tanh-sinh rule (Takahasi and
// Mori 1974), which stands the infinite ends of a quantile function.
template <class Quantile>
double integrate(double from, double to, double centre, int power, Quantile x) {
    constexpr double h = 1.0 / 16;
    constexpr double pi = 3.14159265358979323846;
    double sum = 0;
    for (int i = -72; i <= 72; ++i) {
        const double e = elementary::exp(i * h);
        const double y = pi / 2 * (e - 1 / e);
        const double left = 1 / (1 + elementary::exp(-y));
        const double right = 1 / (1 + elementary::exp(y));
        const double weight = h * (pi / 2 * (e + 1 / e)) * left * right;
        if (weight < 1e-40) continue;
        const double width = to - from;
        const double value = x(from + width * left, (1 - to) + width * right) - centre;
        sum += weight * width * (power == 1 ? value : value * value);
    }
    return sum;
}

}  // namespace

Distribution Distribution::empirical(std::vector<double> values) {
    if (values.empty()) throw std::invalid_argument("empirical: at least one value is needed");
    for (const double x : values)
        if (!std::isfinite(x))
            throw std::invalid_argument(fmt::format("empirical: {} is not a finite number", x));
    std::sort(values.begin(), values.end());
    if (values.front() == values.back()) return constant(values.front());
    auto table = std::make_shared<DistributionTable>();
    const auto pieces = static_cast<double>(values.size() - 1);
    for (std::size_t k = 1; k < values.size(); ++k) table->mean += (values[k - 1] + values[k]) / 2 / pieces;
    for (std::size_t k = 1; k < values.size(); ++k) {
        const double from = values[k - 1] - table->mean;
        const double to = values[k] - table->mean;
        table->variance += (from * from + from * to + to * to) / 3 / pieces;
    }
    table->values = std::move(values);
    return {Kind::empirical, 0, 0, 0, std::move(table)};
}

Distribution Distribution::discrete(const std::vector<double>& values, const std::vector<double>& weights) {
    if (values.empty() || values.size() != weights.size())
        throw std::invalid_argument(
            fmt::format("discrete: every value needs one weight, found {} values and {} weights",
                        values.size(), weights.size()));
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
        return values[i] != values[j] ? values[i] < values[j] : i < j;
    });
    std::vector<double> kept;
    std::vector<double> kept_weights;
    for (const std::size_t i : order) {
        if (!std::isfinite(values[i]))
            throw std::invalid_argument(
                fmt::format("discrete: the value {} is not a finite number", values[i]));
        if (!std::isfinite(weights[i]) || weights[i] < 0)
            throw std::invalid_argument(
                fmt::format("discrete: the weight {} of the value {} must be finite and not negative",
                            weights[i], values[i]));
        if (weights[i] == 0) continue;
        kept.push_back(values[i]);
        kept_weights.push_back(weights[i]);
    }
    if (kept.empty()) throw std::invalid_argument("discrete: all weights are 0");
    return steps(std::move(kept), std::move(kept_weights));
}

// Values in increasing order, weights above 0.
Distribution Distribution::steps(std::vector<double> values, std::vector<double> weights) {
    if (values.size() == 1) return constant(values.front());
    auto table = std::make_shared<DistributionTable>();
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double sum = 0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        sum += weights[k];
        table->cumulative.push_back(sum / total);
        table->mean += weights[k] / total * values[k];
    }
    table->cumulative.back() = 1;
    for (std::size_t k = 0; k < values.size(); ++k) {
        const double distance = values[k] - table->mean;
        table->variance += weights[k] / total * distance * distance;
    }
    const std::size_t cells = std::bit_ceil(values.size());
    std::uint32_t step = 0;
    for (std::size_t i = 0; i <= cells; ++i) {
        while (table->cumulative[step] < static_cast<double>(i) / static_cast<double>(cells)) ++step;
        table->guide.push_back(step);
    }
    table->values = std::move(values);
    return {Kind::steps, 0, 0, 0, std::move(table)};
}

Distribution Distribution::poisson(double mean) {
    if (!(mean >= 0 && mean <= 1e6))
        throw std::invalid_argument(fmt::format("poisson: the mean must be 0 to a million, found {}", mean));
    if (mean == 0) return constant(0);
    std::vector<double> counts;
    std::vector<double> weights;
    const double mode = std::floor(mean);
    spread(mode, poisson_term(mode, mean), [mean](double k) { return mean / k; }, "poisson", counts, weights);
    return steps(std::move(counts), std::move(weights));
}

Distribution Distribution::negative_binomial(double r, double p) {
    if (!(r > 0) || !std::isfinite(r))
        throw std::invalid_argument(
            fmt::format("negative_binomial: r must be a finite number above 0, found {}", r));
    if (!(p > 0 && p <= 1))
        throw std::invalid_argument(
            fmt::format("negative_binomial: p must be above 0 and at most 1, found {}", p));
    if (p == 1) return constant(0);
    std::vector<double> counts;
    std::vector<double> weights;
    const double mode = std::max(0.0, std::floor((r - 1) * (1 - p) / p));
    spread(
        mode, r / (r + mode) * binomial_term(r, mode, {p, 1 - p}),
        [r, p](double k) { return (k - 1 + r) / k * (1 - p); }, "negative_binomial", counts, weights);
    return steps(std::move(counts), std::move(weights));
}

Distribution Distribution::truncated(const Distribution& law, double low, double high) {
    if (!(low < high))
        throw std::invalid_argument(fmt::format("truncated: {} to {} is not a range", low, high));
    if (low <= law.minimum() && high >= law.maximum()) return law;
    const auto nothing_left = [&] {
        return std::invalid_argument(
            fmt::format("truncated: the law has no mass between {} and {}", low, high));
    };
    if (law.kind_ == Kind::truncated) {
        const DistributionTable& t = *law.table_;
        const double f = law.factor_;
        const double inner_low = std::max(low / f, t.low);
        const double inner_high = std::min(high / f, t.high);
        if (!(inner_low < inner_high)) throw nothing_left();
        return truncated(t.law, inner_low, inner_high).scaled(f);
    }
    if (law.kind_ == Kind::constant || law.kind_ == Kind::steps || law.kind_ == Kind::geometric) {
        std::vector<double> kept;
        std::vector<double> weights;
        const auto keep = [&](double value, double weight) {
            if (value < low || value > high || weight <= 0) return;
            if (kept.size() >= most_steps) throw too_long("truncated");
            kept.push_back(value);
            weights.push_back(weight);
        };
        if (law.kind_ == Kind::constant) {
            keep(law.factor_ * law.a_, 1);
        } else if (law.kind_ == Kind::geometric) {
            // Without memory: the weights may start at 1 wherever the range does.
            const double first = std::max(0.0, std::ceil(low / law.factor_));
            double weight = 1;
            for (double k = first; k * law.factor_ <= high && weight > negligible; ++k) {
                keep(k * law.factor_, weight);
                weight *= elementary::exp(law.a_);
            }
        } else {
            double before = 0;
            for (std::size_t k = 0; k < law.table_->values.size(); ++k) {
                keep(law.factor_ * law.table_->values[k], law.table_->cumulative[k] - before);
                before = law.table_->cumulative[k];
            }
        }
        if (kept.empty()) throw nothing_left();
        return steps(std::move(kept), std::move(weights));
    }

    auto table = std::make_shared<DistributionTable>();
    table->law = law;
    table->low = low;
    table->high = high;
    table->lower_at_low = law.below(low / law.factor_);
    table->upper_at_low = law.above(low / law.factor_);
    table->lower_at_high = law.below(high / law.factor_);
    table->upper_at_high = law.above(high / law.factor_);
    const double mass = table->lower_at_low > 0.5 ? table->upper_at_low - table->upper_at_high
                                                  : table->lower_at_high - table->lower_at_low;
    if (!(mass > 0)) throw nothing_left();

    // Moments by quadrature, between the kinks of the quantile function.
    const Distribution shape{Kind::truncated, 0, 0, 0, table};
    std::vector<double> knots{0, 0.5, 1};
    const auto kink = [&](double x) {
        const double u = shape.below(x);
        if (u > 0 && u < 1) knots.push_back(u);
    };
    if (law.kind_ == Kind::triangular) kink(law.factor_ * law.b_);
    if (law.kind_ == Kind::empirical)
        for (const double x : law.table_->values) kink(law.factor_ * x);
    std::sort(knots.begin(), knots.end());
    const auto moment = [&](double centre, int power) {
        double sum = 0;
        for (std::size_t k = 1; k < knots.size(); ++k)
            if (knots[k] > knots[k - 1])
                sum += integrate(knots[k - 1], knots[k], centre, power,
                                 [&](double u, double v) { return shape.truncated_at(u, v); });
        return sum;
    };
    table->mean = moment(0, 1);
    const bool has_variance = std::isfinite(high) || std::isfinite(law.variance());
    table->variance = has_variance ? moment(table->mean, 2) : std::numeric_limits<double>::infinity();
    return shape;
}

}  // namespace hanhlang
