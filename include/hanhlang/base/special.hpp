// Distribution functions and their inverses. Rule: each tail is computed by itself, never as one minus the
// other, wherever that would lose digits.
//
// Relative accuracy is about 1e-12 in both tails (normal_quantile: 1e-15). All of it rests on `elementary`,
// so the bits are the same on every machine. Arguments outside the stated ranges are program errors (assert).
#pragma once

#include <limits>

namespace hanhlang {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

// P(X <= x) and P(X > x) of one point, and `slope`: the derivative of `lower` in the logarithm of x (gamma)
// or of x / (1 - x) (beta), which is what the inverses step with.
struct Tails {
    double lower;
    double upper;
    double slope = 0.0;
};

// A point of [0, 1] with its distance to 1, so that neither end loses digits.
struct UnitPoint {
    double x;
    double rest;
};

double normal_cdf(double x);
double normal_quantile(double p);  // p in [0, 1], the ends give -inf and +inf; Wichura 1988, AS241 (PPND16)

// Regularised incomplete gamma function, a > 0, x >= 0: series and continued fraction (DLMF 8.11.4, 8.9.2).
double gamma_p(double a, double x);
double gamma_q(double a, double x);
Tails gamma_tails(double a, double x);

// Regularised incomplete beta function, a, b > 0, x in [0, 1]: the even part of the continued fraction
// DLMF 8.17.22.
double beta_i(double a, double b, double x);
Tails beta_tails(double a, double b, UnitPoint at);

// Inverses for u in [0, 1]; the Tails form takes both tails and solves in the smaller one. Newton on the
// logarithm of the tail against log x or log odds, where both tails are concave, so that it converges from
// anywhere. A few us.
double gamma_quantile(double shape, double u);
double gamma_quantile(double shape, Tails at);
double beta_quantile(double a, double b, double u);
UnitPoint beta_quantile(double a, double b, Tails at);

double student_t_cdf(double t, double degrees);       // degrees > 0
double student_t_quantile(double p, double degrees);  // p in (0, 1)

// e^-mean mean^k / Gamma(k+1) and x^a y^b Gamma(a+b+1) / (Gamma(a+1) Gamma(b+1)) with y = 1 - x, for real k,
// a, b >= 0, without the cancellation of large logarithms: Loader 2000, "Fast and accurate computation of
// binomial probabilities".
double poisson_term(double k, double mean);
double binomial_term(double a, double b, UnitPoint at);

}  // namespace hanhlang
