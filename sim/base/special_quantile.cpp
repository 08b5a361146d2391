// Inverses of the gamma, beta and Student distribution functions. Rule: solve in the smaller tail, in the
// logarithm, and move the point by a factor, so that the relative error stays at rounding in both tails.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/special.hpp"

namespace hanhlang {
namespace {

// Newton on log(tail) against a coordinate t = log(factor) in which both tails are log-concave.
// `tails_at(factor)` gives the tails and the slope d lower / dt. Returns the factor: x for gamma, the odds
// for beta.
template <class TailsAt>
double solve(Tails target, double factor, TailsAt tails_at) {
    const bool from_below = target.lower <= target.upper;
    const double wanted = from_below ? target.lower : target.upper;
    for (int i = 0; i < 200 && factor > 0 && factor < infinity; ++i) {
        const Tails at = tails_at(factor);
        const double reached = from_below ? at.lower : at.upper;
        double step = 1;  // where the tail underflows, walk towards the body
        if (reached > 0 && at.slope > 0) step = -elementary::log(reached / wanted) * reached / at.slope;
        step = std::clamp(step, -700.0, 700.0);
        factor *= elementary::exp(from_below ? step : -step);
        if (std::abs(step) < 1e-10) break;  // the next step would be of the order of its square
    }
    return factor;
}

}  // namespace

double gamma_quantile(double shape, Tails at) {
    assert(shape > 0 && at.lower >= 0 && at.upper >= 0);
    if (at.lower == 0) return 0;
    if (at.upper == 0) return infinity;
    // Wilson and Hilferty's cube, or the head of the series (a lower bound) where the cube fails.
    const double z = at.lower <= at.upper ? normal_quantile(at.lower) : -normal_quantile(at.upper);
    const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
    double start = shape * root * root * root;
    if (shape < 1 || root < 0.2) {
        const double head = (elementary::log(at.lower) + elementary::log_gamma(shape + 1)) / shape;
        if (head < -745) return 0;  // below the smallest double
        start = std::max(elementary::exp(head), root > 0.2 && at.lower > at.upper ? start : 0.0);
    }
    return solve(at, start, [shape](double x) { return gamma_tails(shape, x); });
}

double gamma_quantile(double shape, double u) {
    return gamma_quantile(shape, Tails{u, 1 - u});
}

UnitPoint beta_quantile(double a, double b, Tails at) {
    assert(a > 0 && b > 0 && at.lower >= 0 && at.upper >= 0);
    if (at.lower == 0) return {0, 1};
    if (at.upper == 0) return {1, 0};
    const auto split = [](double odds) { return UnitPoint{odds / (1 + odds), 1 / (1 + odds)}; };
    // The log odds are nearly normal; crude digamma and trigamma values are good enough to start from.
    const double z = at.lower <= at.upper ? normal_quantile(at.lower) : -normal_quantile(at.upper);
    const double mean = elementary::log(a / b) - 0.5 / a + 0.5 / b;
    const double sd = std::sqrt(1 / a + 0.5 / (a * a) + 1 / b + 0.5 / (b * b));
    // Far out the tail is a power of x (or of 1 - x); its logarithm keeps the start out of the underflow.
    const double log_beta =
        elementary::log_gamma(a) + elementary::log_gamma(b) - elementary::log_gamma(a + b);
    const bool from_below = at.lower <= at.upper;
    const double near_shape = from_below ? a : b;
    const double head =
        (elementary::log(from_below ? at.lower : at.upper) + elementary::log(near_shape) + log_beta) /
        near_shape;
    const double guess = from_below ? std::max(mean + z * sd, std::min(head, mean))
                                    : std::min(mean + z * sd, std::max(-head, mean));
    const double start = elementary::exp(std::clamp(guess, -700.0, 700.0));
    const double odds =
        solve(at, start, [&](double candidate) { return beta_tails(a, b, split(candidate)); });
    if (odds == infinity) return {1, 0};
    return split(odds);
}

double beta_quantile(double a, double b, double u) {
    return beta_quantile(a, b, Tails{u, 1 - u}).x;
}

double student_t_quantile(double p, double degrees) {
    assert(p > 0 && p < 1 && degrees > 0);
    if (p == 0.5) return 0;
    const double outside = 2 * std::min(p, 1 - p);
    const UnitPoint share = beta_quantile(degrees / 2, 0.5, Tails{outside, 1 - outside});
    const double t = std::sqrt(degrees * share.rest / share.x);
    return p < 0.5 ? -t : t;
}

}  // namespace hanhlang
