// Laws of durations, counts and amounts. Rule: one uniform number gives one variate, by inversion, never
// decreasing in it; so a changed law meets the same luck, and comparisons between arms stay synchronised.
//
// A value type: a kind, a few numbers, and for laws without a closed inverse a shared immutable table (the
// draw then costs about 10 ns as well). Makers throw std::invalid_argument with a sentence for the user;
// parameters have the unit of the variate unless said. A law without spread (sd, cv or range 0) becomes the
// constant.
#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/special.hpp"

namespace hanhlang {

struct DistributionTable;

class Distribution {
 public:
    Distribution() = default;  // the constant 0

    static Distribution constant(double value);
    static Distribution uniform(double minimum, double maximum);
    static Distribution exponential(double mean);
    static Distribution normal(double mean, double sd);
    // By the mean and coefficient of variation of the variate itself, never of its logarithm.
    static Distribution lognormal(double mean, double cv);
    static Distribution lognormal_quantiles(double median, double p90);
    static Distribution gamma(double mean, double cv);    // cv 0 or 0.001 to 30
    static Distribution erlang(int phases, double mean);  // mean of the whole, not of a phase
    static Distribution triangular(double minimum, double mode, double maximum);
    // Beta law on [minimum, maximum], lambda 4 (Malcolm et al. 1959). Its variance is
    // (mean - minimum)(maximum - mean)/7, not the rule of thumb ((maximum - minimum)/6)^2.
    static Distribution pert(double minimum, double mode, double maximum);
    static Distribution weibull(double shape, double scale);
    static Distribution loglogistic(double shape, double scale);  // shape above 1: else there is no mean
    // The law given that the variate lies in [low, high]; an end may be infinite.
    static Distribution truncated(const Distribution& law, double low, double high);
    // Continuous, linear between the sorted observations (Hyndman and Fan's type 7); never outside them.
    static Distribution empirical(std::vector<double> values);
    // The first value, in increasing order, whose cumulative weight reaches u; weights need not add up to 1.
    static Distribution discrete(const std::vector<double>& values, const std::vector<double>& weights);
    static Distribution poisson(double mean);                   // up to a million
    static Distribution geometric(double mean_failures);        // failures before the first success
    static Distribution negative_binomial(double r, double p);  // failures before the r-th success, r real
    // Two exponential phases with balanced means; scv = squared coefficient of variation, at least 1.
    static Distribution hyperexponential(double mean, double scv);

    double quantile(double u) const;  // u in (0, 1); bounded laws take 0 and 1 too
    double mean() const;
    double variance() const;  // infinite for a loglogistic law of shape 2 or less
    double minimum() const;
    double maximum() const;
    double cdf(double x) const;                // P(X <= x); not for the hot path
    Distribution scaled(double factor) const;  // factor times the variate, factor > 0: a change of unit
    bool is_zero() const { return kind_ == Kind::constant && a_ == 0; }

 private:
    // The meaning of a, b, c stands beside each kind.
    enum class Kind : unsigned char {
        constant,     // value
        uniform,      // minimum, maximum
        exponential,  // mean
        normal,       // mean, sd
        lognormal,    // mean and sd of the logarithm
        triangular,   // minimum, mode, maximum
        weibull,      // scale, 1 / shape
        loglogistic,  // scale, 1 / shape
        geometric,    // log(1 - p), mean
        inverse,      // a + b * (table)
        truncated,    // table
        empirical,    // table
        steps,        // table: discrete laws
    };

    Distribution(Kind kind, double a, double b, double c, std::shared_ptr<const DistributionTable> table = {})
        : kind_(kind), a_(a), b_(b), c_(c), table_(std::move(table)) {}
    static Distribution steps(std::vector<double> values, std::vector<double> weights);

    double unscaled(double u) const;
    double tabulated(double u) const;
    double at(double lower, double upper) const;  // the quantile, from the smaller of the two
    double below(double x) const;                 // cdf and survival before scaling
    double above(double x) const;
    double truncated_at(double lower, double upper) const;

    Kind kind_ = Kind::constant;
    double a_ = 0;
    double b_ = 0;
    double c_ = 0;
    double factor_ = 1;
    std::shared_ptr<const DistributionTable> table_;
};

inline double Distribution::unscaled(double u) const {
    switch (kind_) {
        case Kind::constant:
            return a_;
        case Kind::uniform:
            return a_ + (b_ - a_) * u;
        case Kind::exponential:
            return -a_ * elementary::log(1 - u);
        case Kind::lognormal:
            return elementary::exp(a_ + b_ * normal_quantile(u));
        case Kind::triangular: {
            const bool is_left = u * (c_ - a_) <= b_ - a_;
            const double root = std::sqrt((c_ - a_) * (is_left ? u * (b_ - a_) : (1 - u) * (c_ - b_)));
            return is_left ? a_ + root : c_ - root;
        }
        default:
            return tabulated(u);
    }
}

inline double Distribution::quantile(double u) const {
    return factor_ * unscaled(u);
}

}  // namespace hanhlang
