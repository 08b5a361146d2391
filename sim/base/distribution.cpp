// Quantiles and distribution functions of the laws. Rule: never decreasing in u, and neither tail is
// computed as one minus the other.
#include "hanhlang/base/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "distribution_table.hpp"

namespace hanhlang {
namespace {

// x^y to a few ulp times |y log x|, at a third of the price of elementary::pow
double power(double x, double y) {
    return elementary::exp(y * elementary::log(x));
}

// The first count k with 1 - (1-p)^(k+1) >= u; `trials` = log(1-u) / log(1-p)
double geometric_quantile(double trials) {
    return std::max(0.0, std::ceil(trials) - 1);
}

double empirical_quantile(const std::vector<double>& values, double u) {
    const double position = u * static_cast<double>(values.size() - 1);
    const auto k = std::min(static_cast<std::size_t>(position), values.size() - 2);
    return values[k] + (position - static_cast<double>(k)) * (values[k + 1] - values[k]);
}

double step_quantile(const DistributionTable& table, double u) {
    const auto cells = static_cast<double>(table.guide.size() - 1);
    std::size_t k = table.guide[static_cast<std::size_t>(u * cells)];
    while (table.cumulative[k] < u) ++k;
    return table.values[k];
}

double empirical_cdf(const std::vector<double>& values, double x) {
    if (x < values.front()) return 0;
    if (x >= values.back()) return 1;
    const auto k = std::upper_bound(values.begin(), values.end(), x) - values.begin() - 1;
    const double from = values[static_cast<std::size_t>(k)];
    const double to = values[static_cast<std::size_t>(k) + 1];
    return (static_cast<double>(k) + (x - from) / (to - from)) / static_cast<double>(values.size() - 1);
}

double step_cdf(const DistributionTable& table, double x) {
    const auto k = std::upper_bound(table.values.begin(), table.values.end(), x) - table.values.begin();
    return k == 0 ? 0 : table.cumulative[static_cast<std::size_t>(k - 1)];
}

}  // namespace

double Distribution::tabulated(double u) const {
    switch (kind_) {
        case Kind::normal:
            return a_ + b_ * normal_quantile(u);
        case Kind::weibull:
            return a_ * power(-elementary::log1p(-u), b_);
        case Kind::loglogistic:
            return a_ * power(u / (1 - u), b_);
        case Kind::inverse:
            return a_ + b_ * table_->inverse->quantile(u);
        case Kind::empirical:
            return empirical_quantile(table_->values, u);
        case Kind::steps:
            return step_quantile(*table_, u);
        case Kind::geometric:
            return geometric_quantile(elementary::log1p(-u) / a_);
        case Kind::truncated:
            return truncated_at(u, 1 - u);
        default:
            return at(u, 1 - u);
    }
}

// The quantile before scaling, from both tails, for the laws a truncation can stand on.
double Distribution::at(double lower, double upper) const {
    if (lower <= upper) return unscaled(lower);
    switch (kind_) {
        case Kind::constant:
            return a_;
        case Kind::uniform:
            return b_ - (b_ - a_) * upper;
        case Kind::exponential:
            return -a_ * elementary::log(upper);
        case Kind::normal:
            return a_ - b_ * normal_quantile(upper);
        case Kind::lognormal:
            return elementary::exp(a_ - b_ * normal_quantile(upper));
        case Kind::triangular:
            if (upper * (c_ - a_) > c_ - b_) return a_ + std::sqrt(lower * (c_ - a_) * (b_ - a_));
            return c_ - std::sqrt(upper * (c_ - a_) * (c_ - b_));
        case Kind::weibull:
            return a_ * power(-elementary::log(upper), b_);
        case Kind::loglogistic:
            return a_ * power(lower / upper, b_);
        case Kind::inverse:
            return a_ + b_ * table_->inverse->quantile(lower, upper);
        case Kind::empirical:
            return empirical_quantile(table_->values, lower);
        case Kind::steps:
            return step_quantile(*table_, lower);
        case Kind::geometric:
            return geometric_quantile(elementary::log(upper) / a_);
        case Kind::truncated:
            return truncated_at(lower, upper);
    }
    return 0;
}

// F^-1(F(low) + u (F(high) - F(low))), in survival form wherever that is the smaller tail.
double Distribution::truncated_at(double lower, double upper) const {
    const DistributionTable& t = *table_;
    double x = 0;
    if (t.lower_at_low <= 0.5 && t.lower_at_low + lower * (t.lower_at_high - t.lower_at_low) <= 0.5) {
        const double p = t.lower_at_low + lower * (t.lower_at_high - t.lower_at_low);
        x = t.law.at(p, 1 - p);
    } else {
        const double p = t.upper_at_high + upper * (t.upper_at_low - t.upper_at_high);
        x = t.law.at(1 - p, p);
    }
    return std::clamp(t.law.factor_ * x, t.low, t.high);
}

double Distribution::below(double x) const {
    switch (kind_) {
        case Kind::constant:
            return x >= a_ ? 1 : 0;
        case Kind::uniform:
            return std::clamp((x - a_) / (b_ - a_), 0.0, 1.0);
        case Kind::exponential:
            return x <= 0 ? 0 : -elementary::expm1(-x / a_);
        case Kind::normal:
            return normal_cdf((x - a_) / b_);
        case Kind::lognormal:
            return x <= 0 ? 0 : normal_cdf((elementary::log(x) - a_) / b_);
        case Kind::triangular:
            if (x <= a_) return 0;
            if (x >= c_) return 1;
            return x <= b_ ? (x - a_) / (c_ - a_) * ((x - a_) / (b_ - a_)) : 1 - above(x);
        case Kind::weibull:
            return x <= 0 ? 0 : -elementary::expm1(-elementary::pow(x / a_, 1 / b_));
        case Kind::loglogistic:
            return x <= 0 ? 0 : 1 / (1 + elementary::pow(a_ / x, 1 / b_));
        case Kind::inverse:
            return table_->inverse->cdf((x - a_) / b_);
        case Kind::empirical:
            return empirical_cdf(table_->values, x);
        case Kind::steps:
            return step_cdf(*table_, x);
        case Kind::geometric:
            return x < 0 ? 0 : -elementary::expm1((std::floor(x) + 1) * a_);
        case Kind::truncated: {
            const DistributionTable& t = *table_;
            if (x <= t.low) return 0;
            if (x >= t.high) return 1;
            const double y = x / t.law.factor_;
            if (t.lower_at_low > 0.5)
                return (t.upper_at_low - t.law.above(y)) / (t.upper_at_low - t.upper_at_high);
            return (t.law.below(y) - t.lower_at_low) / (t.lower_at_high - t.lower_at_low);
        }
    }
    return 0;
}

double Distribution::above(double x) const {
    switch (kind_) {
        case Kind::exponential:
            return x <= 0 ? 1 : elementary::exp(-x / a_);
        case Kind::normal:
            return normal_cdf((a_ - x) / b_);
        case Kind::lognormal:
            return x <= 0 ? 1 : normal_cdf((a_ - elementary::log(x)) / b_);
        case Kind::triangular:
            if (x <= a_) return 1;
            if (x >= c_) return 0;
            return x < b_ ? 1 - below(x) : (c_ - x) / (c_ - a_) * (b_ < c_ ? (c_ - x) / (c_ - b_) : 0);
        case Kind::weibull:
            return x <= 0 ? 1 : elementary::exp(-elementary::pow(x / a_, 1 / b_));
        case Kind::loglogistic:
            return x <= 0 ? 1 : 1 / (1 + elementary::pow(x / a_, 1 / b_));
        case Kind::inverse:
            return table_->inverse->survival((x - a_) / b_);
        default:
            return 1 - below(x);
    }
}

double Distribution::cdf(double x) const {
    return below(x / factor_);
}

Distribution Distribution::scaled(double factor) const {
    if (!(factor > 0) || !std::isfinite(factor))
        throw std::invalid_argument("a distribution can only be scaled by a finite factor above 0");
    Distribution result = *this;
    result.factor_ *= factor;
    return result;
}

}  // namespace hanhlang
