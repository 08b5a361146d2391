// Building and reading the table. Rule: whatever cannot be proved near and increasing is computed exactly.
#include "hanhlang/base/inverse_table.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/special.hpp"

namespace hanhlang {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double tail_from = 0x1p-14;
constexpr unsigned mantissa_bits = 52;

// Mixture of two exponential laws of mean 1 in all, balanced means: F is concave and log S convex, so that
// Newton's method climbs to the root from any point below it and never passes it.
double hyperexponential_quantile(double p, double lower, double upper) {
    if (upper == 0) return std::numeric_limits<double>::infinity();
    const double q = 1 - p;
    const double fast = 2 * p;
    const double slow = 2 * q;
    // Each phase alone survives no longer than both.
    double x = std::max({0.0, -elementary::log(upper / p) / fast, -elementary::log(upper / q) / slow});
    if (lower < 0.5) x = 0;
    for (int i = 0; i < 200; ++i) {
        const double density = p * fast * elementary::exp(-fast * x) + q * slow * elementary::exp(-slow * x);
        double step = 0;
        if (lower < 0.5) {
            const double reached = -p * elementary::expm1(-fast * x) - q * elementary::expm1(-slow * x);
            step = (lower - reached) / density;
        } else {
            const double reached = p * elementary::exp(-fast * x) + q * elementary::exp(-slow * x);
            step = elementary::log(reached / upper) * reached / density;
        }
        x += step;
        if (std::abs(step) <= 1e-15 * x) break;
    }
    return x;
}

}  // namespace

InverseTable::InverseTable(Law law, double a, double b) : law_(law), a_(a), b_(b) {
    // Extreme shapes need finer cells; what still resists after 256 an octave stays exact.
    for (unsigned bits = 4; bits <= 8; ++bits) {
        build(bits);
        if (exact_share_ < 1e-3) break;
    }
}

double InverseTable::exact(double lower, double upper) const {
    switch (law_) {
        case Law::gamma:
            return gamma_quantile(a_, Tails{lower, upper});
        case Law::beta:
            return beta_quantile(a_, b_, Tails{lower, upper}).x;
        case Law::hyperexponential:
            return hyperexponential_quantile(a_, lower, upper);
    }
    return nothing;
}

// With density f: dx/du = 1/f and d2x/du2 = -f'/f^3; seen from the upper tail only the first changes its
// sign.
InverseTable::Knot InverseTable::knot(double p, bool is_upper) const {
    double x = 0;
    double density = 0;
    double bend = 0;  // f'/f
    if (law_ == Law::beta) {
        const UnitPoint at = beta_quantile(a_, b_, is_upper ? Tails{1 - p, p} : Tails{p, 1 - p});
        x = at.x;
        density = beta_tails(a_, b_, at).slope / (at.x * at.rest);
        bend = (a_ - 1) / at.x - (b_ - 1) / at.rest;
    } else {
        x = is_upper ? exact(1 - p, p) : exact(p, 1 - p);
        if (law_ == Law::gamma) {
            density = gamma_tails(a_, x).slope / x;
            bend = (a_ - 1) / x - 1;
        } else {
            const double fast = 2 * a_;
            const double slow = 2 * (1 - a_);
            const double f1 = a_ * fast * elementary::exp(-fast * x);
            const double f2 = (1 - a_) * slow * elementary::exp(-slow * x);
            density = f1 + f2;
            bend = -(fast * f1 + slow * f2) / density;
        }
    }
    const double slope = 1 / density;
    return {x, is_upper ? -slope : slope, -bend * slope * slope};
}

InverseTable::Cell InverseTable::fit(const Knot& from, const Knot& to, double left, double right,
                                     bool is_upper, double tolerance) const {
    const double h = right - left;
    const double rise = to.value - from.value;
    const double d0 = from.slope * h;
    const double d1 = to.slope * h;
    const double s0 = from.curvature * h * h;
    const double s1 = to.curvature * h * h;
    const Cell cell{{from.value, d0, s0 / 2, 10 * rise - 6 * d0 - 4 * d1 - 1.5 * s0 + 0.5 * s1,
                     -15 * rise + 8 * d0 + 7 * d1 + 1.5 * s0 - s1,
                     6 * rise - 3 * (d0 + d1) - 0.5 * (s0 - s1)}};
    const auto& c = cell.c;
    const double sign = is_upper ? -1 : 1;
    const double b0 = sign * c[1], b1 = sign * 2 * c[2], b2 = sign * 3 * c[3], b3 = sign * 4 * c[4],
                 b4 = sign * 5 * c[5];
    // Bernstein coefficients of the derivative: none below 0 means it is nowhere below 0.
    const bool is_monotone = b0 >= 0 && b0 + b1 / 4 >= 0 && b0 + b1 / 2 + b2 / 6 >= 0 &&
                             b0 + 3 * b1 / 4 + b2 / 2 + b3 / 4 >= 0 && b0 + b1 + b2 + b3 + b4 >= 0;
    const double middle = c[0] + c[1] / 2 + c[2] / 4 + c[3] / 8 + c[4] / 16 + c[5] / 32;
    const double p = left + h / 2;
    const double aim = is_upper ? exact(1 - p, p) : exact(p, 1 - p);
    // The error of a two-point interpolation is largest near the middle; the factor 4 covers that it need not
    // be.
    if (is_monotone && std::abs(middle - aim) < tolerance / 4) return cell;
    if (std::abs(rise) < tolerance / 4) return {{from.value, rise, 0, 0, 0, 0}};
    return {{nothing, 0, 0, 0, 0, 0}};
}

void InverseTable::build(unsigned bits) {
    shift_ = mantissa_bits - bits;
    first_ = std::bit_cast<std::uint64_t>(tail_from) >> shift_;
    const std::uint64_t half = std::bit_cast<std::uint64_t>(0.5) >> shift_;
    cells_ = half - first_ + 1;
    table_.clear();
    table_.reserve(2 * cells_);
    exact_share_ = 2 * tail_from;
    const double tolerance = 1e-9 * std::sqrt(variance());
    for (const bool is_upper : {false, true}) {
        Knot from = knot(tail_from, is_upper);
        for (std::uint64_t k = first_; k < half; ++k) {
            const double left = std::bit_cast<double>(k << shift_);
            const double right = std::bit_cast<double>((k + 1) << shift_);
            const Knot to = knot(right, is_upper);
            table_.push_back(fit(from, to, left, right, is_upper, tolerance));
            from = to;
            if (std::isnan(table_.back().c[0])) exact_share_ += right - left;
        }
        table_.push_back({{exact(0.5, 0.5), 0, 0, 0, 0, 0}});
    }
}

double InverseTable::quantile(double lower, double upper) const {
    const bool is_upper = upper < lower;
    const double p = is_upper ? upper : lower;
    if (p < tail_from) [[unlikely]]
        return exact(lower, upper);
    const std::uint64_t pattern = std::bit_cast<std::uint64_t>(p);
    const std::uint64_t within = pattern & ((std::uint64_t{1} << shift_) - 1);
    const std::uint64_t index = (pattern >> shift_) - first_ + (is_upper ? cells_ : 0);
    // 1.within as a number minus 1: no conversion from integer, whatever the width of the cell.
    const double t =
        std::bit_cast<double>((std::bit_cast<std::uint64_t>(1.0)) | within << (mantissa_bits - shift_)) - 1;
    assert(index < table_.size());
    const auto& c = table_[index].c;
    const double t2 = t * t;
    const double x = (c[0] + c[1] * t) + t2 * ((c[2] + c[3] * t) + t2 * (c[4] + c[5] * t));
    if (std::isnan(x)) [[unlikely]]
        return exact(lower, upper);
    return x;
}

double InverseTable::quantile(double u) const {
    return quantile(u, 1 - u);
}

double InverseTable::cdf(double x) const {
    if (x <= 0) return 0;
    switch (law_) {
        case Law::gamma:
            return gamma_p(a_, x);
        case Law::beta:
            return x >= 1 ? 1 : beta_i(a_, b_, x);
        case Law::hyperexponential:
            return -a_ * elementary::expm1(-2 * a_ * x) - (1 - a_) * elementary::expm1(-2 * (1 - a_) * x);
    }
    return nothing;
}

double InverseTable::survival(double x) const {
    if (x <= 0) return 1;
    switch (law_) {
        case Law::gamma:
            return gamma_q(a_, x);
        case Law::beta:
            return x >= 1 ? 0 : beta_tails(a_, b_, {x, 1 - x}).upper;
        case Law::hyperexponential:
            return a_ * elementary::exp(-2 * a_ * x) + (1 - a_) * elementary::exp(-2 * (1 - a_) * x);
    }
    return nothing;
}

double InverseTable::mean() const {
    switch (law_) {
        case Law::gamma:
            return a_;
        case Law::beta:
            return a_ / (a_ + b_);
        case Law::hyperexponential:
            return 1;
    }
    return nothing;
}

double InverseTable::variance() const {
    switch (law_) {
        case Law::gamma:
            return a_;
        case Law::beta:
            return a_ * b_ / ((a_ + b_) * (a_ + b_) * (a_ + b_ + 1));
        case Law::hyperexponential:
            return 0.5 / a_ + 0.5 / (1 - a_) - 1;  // E[X^2] = 2 (p/fast^2 + q/slow^2)
    }
    return nothing;
}

double InverseTable::maximum() const {
    return law_ == Law::beta ? 1 : std::numeric_limits<double>::infinity();
}

}  // namespace hanhlang
