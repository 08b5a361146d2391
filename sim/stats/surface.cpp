// Gaussian processes by the Cholesky factor of their covariance. Rule: Eigen sums in an order that no
// processor chooses, so that the same points give the same bits everywhere.
#include "hanhlang/stats/surface.hpp"

// Which vector units and caches a machine has would decide the last bits.
#ifndef EIGEN_DONT_VECTORIZE
#define EIGEN_DONT_VECTORIZE
#endif
#ifndef EIGEN_NO_CPUID
#define EIGEN_NO_CPUID
#endif
#include <Eigen/Cholesky>
#if defined(EIGEN_VECTORIZE) || defined(EIGEN_CPUID)
#error "Eigen was included before, without EIGEN_DONT_VECTORIZE and EIGEN_NO_CPUID"
#endif

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/tally.hpp"

namespace hanhlang {
namespace {

constexpr double log_two_pi = 1.8378770664093454836;

double correlation_at(Kernel kernel, const std::vector<double>& a, const std::vector<double>& b,
                      const std::vector<double>& lengths) {
    double square = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const double distance = (a[i] - b[i]) / lengths[i];
        square += distance * distance;
    }
    if (kernel == Kernel::squared_exponential) return elementary::exp(-square / 2);
    const double h = std::sqrt(5 * square);
    return (1 + h + h * h / 3) * elementary::exp(-h);
}

using ColumnMap = Eigen::Map<Eigen::VectorXd>;
using ConstColumnMap = Eigen::Map<const Eigen::VectorXd>;
using ConstMatrixMap = Eigen::Map<const Eigen::MatrixXd>;

// The covariance of the points without noise, n times n, and its lower half only.
void correlate(const SurfacePoints& points, Kernel kernel, const SurfaceParameters& parameters,
               std::vector<double>& covariance) {
    const std::size_t n = points.at.size();
    covariance.resize(n * n);
    for (std::size_t j = 0; j < n; ++j)
        for (std::size_t i = j; i < n; ++i)
            covariance[j * n + i] =
                parameters.variance * correlation_at(kernel, points.at[i], points.at[j], parameters.lengths);
}

bool is_in_unit_cube(const std::vector<double>& at) {
    constexpr double rounding = 1e-9;
    return std::all_of(at.begin(), at.end(), [](double x) { return x >= -rounding && x <= 1 + rounding; });
}

bool is_sound(const SurfacePoints& points, const SurfaceParameters& parameters) {
    const std::size_t n = points.at.size();
    const auto is_place = [&](const std::vector<double>& at) {
        return at.size() == parameters.lengths.size() && is_in_unit_cube(at);
    };
    const auto is_finite = [](double value) { return std::isfinite(value); };
    const auto is_variance = [](double value) { return value >= 0 && std::isfinite(value); };
    const auto is_above_zero = [](double value) { return value > 0 && std::isfinite(value); };
    return n > 0 && points.response.size() == n && points.noise.size() == n && !parameters.lengths.empty() &&
           is_above_zero(parameters.variance) && std::all_of(points.at.begin(), points.at.end(), is_place) &&
           std::all_of(points.response.begin(), points.response.end(), is_finite) &&
           std::all_of(points.noise.begin(), points.noise.end(), is_variance) &&
           std::all_of(parameters.lengths.begin(), parameters.lengths.end(), is_above_zero);
}

// The candidate with the largest score, the first of equals.
std::size_t most_wanted(const std::vector<std::vector<double>>& candidates,
                        const std::function<double(const std::vector<double>&)>& score) {
    assert(!candidates.empty());
    std::size_t best = 0;
    double highest = -infinity;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const double found = score(candidates[i]);
        if (found <= highest) continue;
        best = i;
        highest = found;
    }
    return best;
}

}  // namespace

Surface::Surface(SurfacePoints points, SurfaceKind kind, SurfaceParameters parameters)
    : points_(std::move(points)), kind_(kind) {
    assume(std::move(parameters));
}

// Jitter keeps points that (nearly) coincide apart: a share of the variance, ten times more while the factor
// fails. It stands in for noise that is less, and so changes nothing where there is noise; and it is there
// from the start, or the likelihood would jump where it sets in.
void Surface::factorise() {
    const std::size_t n = points_.at.size();
    const auto rows = static_cast<Eigen::Index>(n);
    for (const double share : {1e-10, 1e-9, 1e-8, 1e-7, 1e-6}) {
        correlate(points_, kind_.kernel, parameters_, factor_);
        for (std::size_t i = 0; i < n; ++i)
            factor_[i * n + i] += std::max(points_.noise[i], share * parameters_.variance);
        Eigen::Map<Eigen::MatrixXd> in_place(factor_.data(), rows, rows);
        const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> cholesky(in_place);
        if (cholesky.info() == Eigen::Success) return;
    }
    assert(false);  // 1e-6 is far above what rounding does to any n that fits
}

void Surface::assume(SurfaceParameters parameters) {
    parameters_ = std::move(parameters);
    assert(is_sound(points_, parameters_));
    factorise();
    const auto n = static_cast<Eigen::Index>(points_.at.size());
    const ConstMatrixMap factor(factor_.data(), n, n);
    const auto lower = factor.triangularView<Eigen::Lower>();
    white_rest_ = points_.response;
    ColumnMap rest(white_rest_.data(), n);
    lower.solveInPlace(rest);
    if (kind_.trend == Trend::constant) {
        white_ones_.assign(points_.at.size(), 1);
        ColumnMap ones(white_ones_.data(), n);
        lower.solveInPlace(ones);
        trend_ = ones.dot(rest) / ones.squaredNorm();
        rest -= trend_ * ones;
    }
    log_likelihood_ = -rest.squaredNorm() / 2 - static_cast<double>(n) / 2 * log_two_pi;
    for (Eigen::Index i = 0; i < n; ++i) log_likelihood_ -= elementary::log(factor(i, i));
}

SurfaceValue Surface::predict(const std::vector<double>& at) const {
    assert(at.size() == parameters_.lengths.size() && is_in_unit_cube(at));
    const auto n = static_cast<Eigen::Index>(points_.at.size());
    Eigen::VectorXd shared(n);
    for (std::size_t i = 0; i < points_.at.size(); ++i)
        shared[static_cast<Eigen::Index>(i)] =
            parameters_.variance * correlation_at(kind_.kernel, points_.at[i], at, parameters_.lengths);
    const ConstMatrixMap factor(factor_.data(), n, n);
    const ConstColumnMap rest(white_rest_.data(), n);
    factor.triangularView<Eigen::Lower>().solveInPlace(shared);
    double variance = parameters_.variance - shared.squaredNorm();
    if (kind_.trend == Trend::constant) {
        const ConstColumnMap ones(white_ones_.data(), n);
        const double unexplained = 1 - shared.dot(ones);
        variance += unexplained * unexplained / ones.squaredNorm();
    }
    return {trend_ + shared.dot(rest), std::max(0.0, variance)};
}

LeftOut Surface::leave_one_out() const {
    assert(kind_.trend == Trend::zero || points_.at.size() >= 2);
    const auto n = static_cast<Eigen::Index>(points_.at.size());
    const ConstMatrixMap factor(factor_.data(), n, n);
    const ConstColumnMap rest(white_rest_.data(), n);
    Eigen::MatrixXd white = Eigen::MatrixXd::Identity(n, n);  // L⁻¹, so that K⁻¹ is its square
    factor.triangularView<Eigen::Lower>().solveInPlace(white);
    Tally responses;
    for (const double response : points_.response) responses.add(response);
    LeftOut left;
    double errors = 0;
    double squares = 0;
    for (std::size_t i = 0; i < points_.at.size(); ++i) {
        const auto column = white.col(static_cast<Eigen::Index>(i));
        double precision = column.squaredNorm();
        if (kind_.trend == Trend::constant) {
            const ConstColumnMap ones(white_ones_.data(), n);
            const double one = column.dot(ones);
            precision -= one * one / ones.squaredNorm();
        }
        const double error = column.dot(rest) / precision;
        left.errors.push_back(error);
        left.variances.push_back(1 / precision);
        errors += error * error;
        const double distance = points_.response[i] - responses.mean();
        squares += distance * distance;
    }
    left.q2 = squares > 0 ? 1 - errors / squares : std::numeric_limits<double>::quiet_NaN();
    return left;
}

bool LeftOut::trusted() const {
    std::size_t near = 0;
    for (std::size_t i = 0; i < errors.size(); ++i)
        near += std::fabs(errors[i]) < 3 * std::sqrt(variances[i]) ? 1U : 0U;
    return 100 * near >= 95 * errors.size() && q2 >= 0.9;
}

std::size_t propose(const Surface& surface, const std::vector<std::vector<double>>& candidates) {
    return most_wanted(candidates, [&](const auto& at) { return surface.predict(at).variance; });
}

std::size_t propose(const Surface& surface, const std::vector<std::vector<double>>& candidates, double level,
                    Doubt doubt) {
    assert(std::isfinite(level));
    return most_wanted(candidates, [&](const auto& at) {
        const SurfaceValue value = surface.predict(at);
        const double distance = std::fabs(value.mean - level);
        const double sd = std::sqrt(value.variance);
        if (doubt == Doubt::straddle) return 1.96 * sd - distance;
        return sd > 0 ? -distance / sd : -infinity;
    });
}

}  // namespace hanhlang
