// Reductions of independent arms, and other intervals of paired ones.
#include <cassert>
#include <cmath>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/tally.hpp"
#include "hanhlang/stats/verdict.hpp"

namespace hanhlang {
namespace {

struct Means {
    double baseline;
    double treatment;
    double of_baseline;  // variance of the mean
    double of_treatment;
    std::size_t baselines;
    std::size_t treatments;
};

Means means_of(const std::vector<double>& baseline, const std::vector<double>& treatment) {
    Tally b, t;
    for (const double value : baseline) b.add(value);
    for (const double value : treatment) t.add(value);
    assert(b.count() > 1 && t.count() > 1);
    return {b.mean(),
            t.mean(),
            b.variance() / static_cast<double>(b.count()),
            t.variance() / static_cast<double>(t.count()),
            b.count(),
            t.count()};
}

/// Degrees of freedom of a sum of two estimated variances (Welch 1947).
double welch(double one, std::size_t ones, double other, std::size_t others) {
    const double sum = one + other;
    return sum * sum /
           (one * one / static_cast<double>(ones - 1) + other * other / static_cast<double>(others - 1));
}

double quantile_at(double confidence, double degrees) {
    return student_t_quantile(0.5 + confidence / 2, degrees);
}

}  // namespace

Reduction independent_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                                double confidence) {
    const Means m = means_of(baseline, treatment);
    const double ratio = m.treatment / m.baseline;
    if (m.of_baseline == 0 && m.of_treatment == 0) return {1 - ratio, {1 - ratio, 1 - ratio, true}, 0};
    const double q = quantile_at(
        confidence, welch(m.of_treatment, m.treatments, ratio * ratio * m.of_baseline, m.baselines));
    const double leading = m.baseline * m.baseline - q * q * m.of_baseline;
    const double g = q * q * m.of_baseline / (m.baseline * m.baseline);
    if (!(leading > 0)) return {1 - ratio, {-infinity, infinity, false}, g};
    const double middle = m.baseline * m.treatment;
    const double last = m.treatment * m.treatment - q * q * m.of_treatment;
    const double root = std::sqrt(std::max(0.0, middle * middle - leading * last));
    return {1 - ratio, {1 - (middle + root) / leading, 1 - (middle - root) / leading, true}, g};
}

Estimate independent_difference(const std::vector<double>& baseline, const std::vector<double>& treatment,
                                double confidence) {
    const Means m = means_of(baseline, treatment);
    const double variance = m.of_baseline + m.of_treatment;
    const std::size_t n = std::min(m.baselines, m.treatments);
    if (variance == 0) return {m.baseline - m.treatment, 0, n};
    const double degrees = welch(m.of_baseline, m.baselines, m.of_treatment, m.treatments);
    return {m.baseline - m.treatment, quantile_at(confidence, degrees) * std::sqrt(variance), n};
}

Reduction delta_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                          double confidence) {
    const Means m = means_of(baseline, treatment);
    const double estimate = 1 - m.treatment / m.baseline;
    const auto n = static_cast<double>(m.baselines);
    const double half = quantile_at(confidence, n - 1) * influence_sd(baseline, treatment) / std::sqrt(n);
    return {estimate, {estimate - half, estimate + half, true}, 0};
}

Reduction log_delta_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                              double confidence) {
    const Means m = means_of(baseline, treatment);
    const double ratio = m.treatment / m.baseline;
    const auto n = static_cast<double>(m.baselines);
    const double half = quantile_at(confidence, n - 1) * influence_sd(baseline, treatment) / std::sqrt(n);
    const double factor = elementary::exp(half / ratio);
    return {1 - ratio, {1 - ratio * factor, 1 - ratio / factor, true}, 0};
}

Reduction jackknife_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                              double confidence) {
    const Means m = means_of(baseline, treatment);
    assert(m.baselines == m.treatments);
    const auto n = static_cast<double>(m.baselines);
    Tally left_out;
    for (std::size_t i = 0; i < baseline.size(); ++i)
        left_out.add(1 - (n * m.treatment - treatment[i]) / (n * m.baseline - baseline[i]));
    const double whole = 1 - m.treatment / m.baseline;
    const double estimate = n * whole - (n - 1) * left_out.mean();
    const double error = (n - 1) / std::sqrt(n) * left_out.sd();
    const double half = quantile_at(confidence, n - 1) * error;
    return {estimate, {estimate - half, estimate + half, true}, 0};
}

}  // namespace hanhlang
