// Means, variances and ends of the laws. Rule: from the parameters, in closed form; tables bring their own.
#include <algorithm>

#include "distribution_table.hpp"
#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/special.hpp"

namespace hanhlang {
namespace {

// Gamma(1 + x), x > -1
double factorial(double x) {
    return elementary::exp(elementary::log_gamma(1 + x));
}

}  // namespace

double Distribution::mean() const {
    switch (kind_) {
        case Kind::constant:
        case Kind::exponential:
        case Kind::normal:
            return factor_ * a_;
        case Kind::uniform:
            return factor_ * (a_ + (b_ - a_) / 2);
        case Kind::lognormal:
            return factor_ * elementary::exp(a_ + b_ * b_ / 2);
        case Kind::triangular:
            return factor_ * ((a_ + b_ + c_) / 3);
        case Kind::weibull:
            return factor_ * a_ * factorial(b_);
        case Kind::loglogistic:
            return factor_ * a_ * factorial(b_) * factorial(-b_);
        case Kind::geometric:
            return factor_ * b_;
        case Kind::inverse:
            return factor_ * (a_ + b_ * table_->inverse->mean());
        case Kind::truncated:
        case Kind::empirical:
        case Kind::steps:
            return factor_ * table_->mean;
    }
    return 0;
}

double Distribution::variance() const {
    const double unit = factor_ * factor_;
    switch (kind_) {
        case Kind::constant:
            return 0;
        case Kind::uniform:
            return unit * (b_ - a_) * (b_ - a_) / 12;
        case Kind::exponential:
            return unit * a_ * a_;
        case Kind::normal:
            return unit * b_ * b_;
        case Kind::lognormal:
            return mean() * mean() * elementary::expm1(b_ * b_);
        case Kind::triangular: {
            const double left = b_ - a_;
            const double right = c_ - b_;
            return unit * (left * left + left * right + right * right) / 18;
        }
        case Kind::weibull:
            return unit * a_ * a_ * (factorial(2 * b_) - factorial(b_) * factorial(b_));
        case Kind::loglogistic: {
            if (2 * b_ >= 1) return infinity;
            const double first = factorial(b_) * factorial(-b_);
            return unit * a_ * a_ * (factorial(2 * b_) * factorial(-2 * b_) - first * first);
        }
        case Kind::geometric:
            return unit * b_ * (1 + b_);
        case Kind::inverse:
            return unit * b_ * b_ * table_->inverse->variance();
        case Kind::truncated:
        case Kind::empirical:
        case Kind::steps:
            return unit * table_->variance;
    }
    return 0;
}

double Distribution::minimum() const {
    switch (kind_) {
        case Kind::constant:
        case Kind::uniform:
        case Kind::triangular:
        case Kind::inverse:
            return factor_ * a_;
        case Kind::normal:
            return -infinity;
        case Kind::truncated:
            return factor_ * std::max(table_->low, table_->law.minimum());
        case Kind::empirical:
        case Kind::steps:
            return factor_ * table_->values.front();
        default:
            return 0;
    }
}

double Distribution::maximum() const {
    switch (kind_) {
        case Kind::constant:
            return factor_ * a_;
        case Kind::uniform:
            return factor_ * b_;
        case Kind::triangular:
            return factor_ * c_;
        case Kind::inverse:
            return factor_ * (a_ + b_ * table_->inverse->maximum());
        case Kind::truncated:
            return factor_ * std::min(table_->high, table_->law.maximum());
        case Kind::empirical:
        case Kind::steps:
            return factor_ * table_->values.back();
        default:
            return infinity;
    }
}

}  // namespace hanhlang
