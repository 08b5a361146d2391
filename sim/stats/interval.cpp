// Student, paired, sectioned and Fieller intervals. Rule: differences are taken replication by replication
// before anything is squared, so that equal arms cancel exactly.
#include "hanhlang/stats/interval.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/tally.hpp"

namespace hanhlang {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double t_quantile(double confidence, std::size_t n) {
    assert(confidence > 0 && confidence < 1);
    return student_t_quantile(0.5 + confidence / 2, static_cast<double>(n - 1));
}

double mean_of(const std::vector<double>& values) {
    Tally tally;
    for (const double value : values) tally.add(value);
    return tally.mean();
}

}  // namespace

Estimate student(const std::vector<double>& values, double confidence) {
    Tally tally;
    for (const double value : values) tally.add(value);
    const std::size_t n = values.size();
    if (n < 2) return {tally.mean(), nothing, n};
    return {tally.mean(), t_quantile(confidence, n) * std::sqrt(tally.variance() / static_cast<double>(n)),
            n};
}

Estimate paired_difference(const std::vector<double>& a, const std::vector<double>& b, double confidence) {
    assert(a.size() == b.size());
    std::vector<double> differences;
    differences.reserve(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(a[i] - b[i]);
    return student(differences, confidence);
}

double standard_error(const Estimate& e) {
    return e.n < 2 ? nothing : e.half_width / t_quantile(0.95, e.n);
}

bool agrees(const Estimate& e, double known) {
    if (e.n < 2) return false;
    return std::abs(e.value - known) <=
           standard_error(e) * t_quantile(1 - 1e-5, e.n) + 1e-9 * std::abs(known);
}

bool is_sharp(const Estimate& e, double known) {
    return e.half_width <= 0.02 * std::abs(known);
}

Estimate sectioned(double pooled, const std::vector<double>& sections, double confidence) {
    const std::size_t n = sections.size();
    if (n < 2) return {pooled, nothing, n};
    double squares = 0;
    for (const double section : sections) squares += (section - pooled) * (section - pooled);
    const auto size = static_cast<double>(n);
    return {pooled, t_quantile(confidence, n) * std::sqrt(squares / ((size - 1) * size)), n};
}

Interval fieller_distances(double square, double linear, double rest) {
    if (!(square > 0)) return {-infinity, infinity, false};
    const double root = std::sqrt(linear * linear + square * rest);
    // One root by the formula, the other from the product of both: no cancellation in either.
    const double big = linear >= 0 ? -(linear + root) : root - linear;
    const double first = big / square;
    const double second = big == 0 ? 0 : -rest / big;
    return {std::min(first, second), std::max(first, second), true};
}

// With R = treatment / baseline and residuals e = T - R B, the ratio R + d is inside iff the mean of (R + d)
// B - T, which is d b, is within q standard errors of 0:
//     (b^2 - q^2 vb) d^2 + 2 q^2 c d - q^2 ve <= 0,   vb, ve, c: variances and covariance of the means of B
//     and e.
// The textbook form subtracts nearly equal products where the arms are strongly correlated; this one does
// not.
Reduction relative_reduction(double pooled_baseline, double pooled_treatment,
                             const std::vector<double>& baseline, const std::vector<double>& treatment,
                             double confidence) {
    assert(baseline.size() == treatment.size());
    const bool is_equal = pooled_baseline == pooled_treatment && baseline == treatment;
    const double ratio = is_equal ? 1 : pooled_treatment / pooled_baseline;
    const std::size_t n = baseline.size();
    if (n < 2) return {1 - ratio, {-infinity, infinity, false}, nothing};

    double vb = 0;
    double ve = 0;
    double c = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double b = baseline[i] - pooled_baseline;
        const double e = is_equal ? 0 : (treatment[i] - pooled_treatment) - ratio * b;
        vb += b * b;
        ve += e * e;
        c += b * e;
    }
    const double q = t_quantile(confidence, n);
    const double scale = q * q / (static_cast<double>(n - 1) * static_cast<double>(n));
    vb *= scale;
    ve *= scale;
    c *= scale;
    const double square = pooled_baseline * pooled_baseline;
    const double g = vb == 0 && square == 0 ? 0 : vb / square;
    if (is_equal) return {0, {0, 0, true}, g};
    const Interval distances = fieller_distances(square - vb, c, ve);
    if (!distances.bounded) return {1 - ratio, distances, g};
    return {1 - ratio, {1 - (ratio + distances.high), 1 - (ratio + distances.low), true}, g};
}

Reduction relative_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                             double confidence) {
    return relative_reduction(mean_of(baseline), mean_of(treatment), baseline, treatment, confidence);
}

}  // namespace hanhlang
