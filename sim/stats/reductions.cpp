// How two arms differ: tests, spreads and other intervals beside Fieller's. Rule: arms without any spread
// give points and certainties, never 0 / 0.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/tally.hpp"
#include "hanhlang/stats/verdict.hpp"

namespace hanhlang {
namespace {

Tally tally_of(const std::vector<double>& values) {
    Tally tally;
    for (const double value : values) tally.add(value);
    return tally;
}

double squared_error(const Tally& tally) {
    return tally.variance() / static_cast<double>(tally.count());
}

// Welch 1947, "The generalization of Student's problem": of the sum of two independent squared errors.
double welch_degrees(double a, std::size_t a_count, double b, std::size_t b_count) {
    const double squares =
        a * a / static_cast<double>(a_count - 1) + b * b / static_cast<double>(b_count - 1);
    return squares == 0 ? static_cast<double>(a_count - 1) : (a + b) * (a + b) / squares;
}

double half_width(double error, std::size_t n, double confidence) {
    return error == 0 ? 0 : two_sided_quantile(1 - confidence, n) * error;
}

Reduction around(double estimate, double half, double g) {
    if (!std::isfinite(half)) return {estimate, {-infinity, infinity, false}, g};
    return {estimate, {estimate - half, estimate + half, true}, g};
}

Reduction by_logarithm(double estimate, double half, double g) {
    if (half == 0) return around(estimate, 0, g);
    const double ratio = 1 - estimate;
    if (!(ratio > 0)) return around(estimate, infinity, g);
    const double most = ratio * elementary::exp(half / ratio);
    const double least = ratio * elementary::exp(-half / ratio);
    return {estimate, {1 - most, 1 - least, true}, g};
}

double delta_half_width(const std::vector<double>& baseline, const std::vector<double>& treatment,
                        double confidence) {
    const std::size_t n = baseline.size();
    return half_width(influence_sd(baseline, treatment) / std::sqrt(static_cast<double>(n)), n, confidence);
}

}  // namespace

std::size_t least_replications(const std::vector<double>& values) {
    constexpr std::size_t least = 20;
    const Tally tally = tally_of(values);
    if (values.size() < 3 || tally.variance() == 0) return least;
    double cubes = 0;
    for (const double value : values) {
        const double distance = (value - tally.mean()) / tally.sd();
        cubes += distance * distance * distance;
    }
    const auto n = static_cast<double>(values.size());
    const double skewness = n / ((n - 1) * (n - 2)) * cubes;
    const double needed = 25 * skewness * skewness * (1 - 1e-12);  // what rounding adds asks for no more
    return std::max(least, static_cast<std::size_t>(std::ceil(needed)));
}

std::vector<double> contrasts(double reduction, const std::vector<double>& baseline,
                              const std::vector<double>& treatment) {
    assert(baseline.size() == treatment.size());
    std::vector<double> all;
    all.reserve(baseline.size());
    for (std::size_t i = 0; i < baseline.size(); ++i)
        all.push_back((1 - reduction) * baseline[i] - treatment[i]);
    return all;
}

EdgeTest test_reduction(double reduction, const std::vector<double>& baseline,
                        const std::vector<double>& treatment) {
    assert(baseline.size() >= 2);
    const Tally z = tally_of(contrasts(reduction, baseline, treatment));
    const double rounding =
        1e-12 * (std::abs(tally_of(baseline).mean()) + std::abs(tally_of(treatment).mean()));
    if (z.sd() <= rounding) {
        if (std::abs(z.mean()) <= rounding) return {0, 1};
        return {z.mean() > 0 ? infinity : -infinity, 0};
    }
    const double t = z.mean() / std::sqrt(squared_error(z));
    return {t, 2 * student_t_cdf(-std::abs(t), static_cast<double>(z.count() - 1))};
}

double influence_sd(const std::vector<double>& baseline, const std::vector<double>& treatment) {
    assert(baseline.size() >= 2);
    const double mean = tally_of(baseline).mean();
    const double reduction = baseline == treatment ? 0 : 1 - tally_of(treatment).mean() / mean;
    const double sd = tally_of(contrasts(reduction, baseline, treatment)).sd();
    return sd == 0 ? 0 : sd / std::abs(mean);
}

double variance_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment) {
    assert(baseline.size() >= 2);
    const double paired = tally_of(contrasts(0, baseline, treatment)).variance();
    if (paired == 0) return infinity;
    return (tally_of(baseline).variance() + tally_of(treatment).variance()) / paired;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    assert(a.size() == b.size() && a.size() >= 2);
    const Tally of_a = tally_of(a);
    const Tally of_b = tally_of(b);
    double products = 0;
    for (std::size_t i = 0; i < a.size(); ++i) products += (a[i] - of_a.mean()) * (b[i] - of_b.mean());
    const double spread = static_cast<double>(a.size() - 1) * of_a.sd() * of_b.sd();
    if (spread == 0) return std::numeric_limits<double>::quiet_NaN();
    return std::clamp(products / spread, -1.0, 1.0);
}

Reduction independent_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                                double confidence) {
    assert(baseline.size() >= 2 && treatment.size() >= 2);
    const Tally b = tally_of(baseline);
    const Tally t = tally_of(treatment);
    const double ratio = b.mean() == t.mean() ? 1 : t.mean() / b.mean();
    const double vb = squared_error(b);
    const double vt = squared_error(t);
    if (!std::isfinite(ratio)) return around(1 - ratio, infinity, infinity);
    if (vb == 0 && vt == 0) return around(1 - ratio, 0, 0);
    const double degrees = welch_degrees(ratio * ratio * vb, b.count(), vt, t.count());
    const double q = student_t_quantile(0.5 + confidence / 2, degrees);
    const double scale = q * q;
    const double square = b.mean() * b.mean();
    const double g = scale * vb / square;
    const Interval distances =
        fieller_distances(square - scale * vb, -scale * ratio * vb, scale * (vt + ratio * ratio * vb));
    if (!distances.bounded) return {1 - ratio, distances, g};
    return {1 - ratio, {1 - (ratio + distances.high), 1 - (ratio + distances.low), true}, g};
}

Estimate independent_difference(const std::vector<double>& baseline, const std::vector<double>& treatment,
                                double confidence) {
    assert(baseline.size() >= 2 && treatment.size() >= 2);
    const Tally b = tally_of(baseline);
    const Tally t = tally_of(treatment);
    const double degrees = welch_degrees(squared_error(b), b.count(), squared_error(t), t.count());
    const double error = std::sqrt(squared_error(b) + squared_error(t));
    return {b.mean() - t.mean(), student_t_quantile(0.5 + confidence / 2, degrees) * error,
            std::min(b.count(), t.count())};
}

Reduction delta_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                          double confidence) {
    const Reduction fieller = relative_reduction(baseline, treatment, confidence);
    return around(fieller.estimate, delta_half_width(baseline, treatment, confidence), fieller.g);
}

Reduction log_delta_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                              double confidence) {
    const Reduction fieller = relative_reduction(baseline, treatment, confidence);
    return by_logarithm(fieller.estimate, delta_half_width(baseline, treatment, confidence), fieller.g);
}

// Quenouille 1956, "Notes on bias in estimation", and Tukey 1958.
Reduction jackknife_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                              double confidence) {
    const Reduction fieller = relative_reduction(baseline, treatment, confidence);
    const double b = tally_of(baseline).sum();
    const double t = tally_of(treatment).sum();
    Tally without;
    for (std::size_t i = 0; i < baseline.size(); ++i)
        without.add(baseline == treatment ? 0 : 1 - (t - treatment[i]) / (b - baseline[i]));
    const auto n = static_cast<double>(baseline.size());
    const double error = (n - 1) * std::sqrt(squared_error(without));
    return around(fieller.estimate + (n - 1) * (fieller.estimate - without.mean()),
                  half_width(error, baseline.size(), confidence), fieller.g);
}

Reduction ratio_of_sums_reduction(const CostsAndUnits& baseline, const CostsAndUnits& treatment,
                                  double confidence) {
    const std::size_t n = baseline.costs.size();
    assert(n >= 2 && baseline.units.size() == n && treatment.costs.size() == n &&
           treatment.units.size() == n);
    const double costs_b = tally_of(baseline.costs).mean();
    const double units_b = tally_of(baseline.units).mean();
    const double costs_t = tally_of(treatment.costs).mean();
    const double units_t = tally_of(treatment.units).mean();
    assert(costs_b > 0 && units_b > 0 && costs_t > 0 && units_t > 0);
    Tally influence_b;
    Tally influence;  // of one replication on the logarithm
    for (std::size_t i = 0; i < n; ++i) {
        const double of_b = baseline.costs[i] / costs_b - baseline.units[i] / units_b;
        influence_b.add(of_b);
        influence.add(treatment.costs[i] / costs_t - treatment.units[i] / units_t - of_b);
    }
    const double ratio = costs_t / units_t / (costs_b / units_b);
    const double half = half_width(std::sqrt(squared_error(influence)), n, confidence);
    const double half_b = half_width(std::sqrt(squared_error(influence_b)), n, confidence);
    return by_logarithm(1 - ratio, ratio * half, half_b * half_b);
}

}  // namespace hanhlang
