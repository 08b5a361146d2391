// Normal, gamma, beta and Student distribution functions. Rule: a product of huge and tiny powers is never
// formed from differences of log_gamma; it goes through Loader's deviance and Stirling remainders.
#include "hanhlang/base/special.hpp"

#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "hanhlang/base/elementary.hpp"

namespace hanhlang {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double log_sqrt_2pi = 0.91893853320467274178;
constexpr double two_pi = 6.2831853071795864769;
constexpr int patience =
    2'000'000;  // terms; series and fractions need about the square root of the largest shape

double polynomial(const std::array<double, 8>& c, double x) {
    return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

// log Gamma(a+1) - log(sqrt(2 pi a) (a/e)^a)
double stirling_remainder(double a) {
    if (a < 15.0) return elementary::log_gamma(a + 1) - (a + 0.5) * elementary::log(a) + a - log_sqrt_2pi;
    const double s = 1 / (a * a);
    return (1.0 / 12 -
            s * (1.0 / 360 -
                 s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360 - s / 156)))))) /
           a;
}

// k log(k/m) + m - k, exact to rounding also where k is close to m
double deviance(double k, double m) {
    if (std::abs(k - m) >= 0.35 * (k + m)) return k * elementary::log(k / m) + m - k;
    const double v = (k - m) / (k + m);
    double sum = (k - m) * v;
    double term = 2 * k * v;
    for (int j = 3; j < 200; j += 2) {
        term *= v * v;
        const double next = sum + term / j;
        if (next == sum) break;
        sum = next;
    }
    return sum;
}

// Q(a,x) Gamma(a) e^x x^-a, x >= 1 and x above about a (Lentz's method)
double gamma_fraction(double a, double x) {
    double b = x + 1 - a;
    double c = infinity;
    double d = 1 / b;
    double f = d;
    for (int i = 1; i < patience; ++i) {
        const double an = -i * (i - a);
        b += 2;
        d = 1 / (an * d + b);
        c = b + an / c;
        f *= c * d;
        if (std::abs(c * d - 1) < epsilon) break;
    }
    return f;
}

// x^a y^b / (B(a,b) I_x(a,b)): the even part of the fraction DLMF 8.17.22 (DiDonato and Morris 1992), whose
// terms do not cancel for large a; converges fast for x below (a+1)/(a+b+2).
double beta_fraction(double a, double b, UnitPoint at) {
    constexpr double tiny = 1e-300;
    const double excess = a * at.rest - b * at.x + 1;
    double f = a / (a + 1) * excess;
    if (f == 0) f = tiny;
    double c = f;
    double d = 0;
    for (int i = 1; i < patience; ++i) {
        const double n = i;
        const double odd = a + 2 * n - 1;
        const double over = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * at.x * at.x;
        const double under =
            n + n * (b - n) * at.x / odd + (a + n) / (odd + 2) * (excess + n * (1 + at.rest));
        d = under + over * d;
        c = under + over / c;
        if (d == 0) d = tiny;
        if (c == 0) c = tiny;
        d = 1 / d;
        f *= c * d;
        if (std::abs(c * d - 1) < epsilon) break;
    }
    return f;
}

}  // namespace

double normal_cdf(double x) {
    return 0.5 * elementary::erfc(-x * 0.70710678118654752440);
}

double normal_quantile(double p) {
    assert(p >= 0 && p <= 1);
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        constexpr std::array<double, 8> a{3.3871328727963666080e0,  1.3314166789178437745e+2,
                                          1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                          4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                          3.3430575583588128105e+4, 2.5090809287301226727e+3};
        constexpr std::array<double, 8> b{1.0,
                                          4.2313330701600911252e+1,
                                          6.8718700749205790830e+2,
                                          5.3941960214247511077e+3,
                                          2.1213794301586595867e+4,
                                          3.9307895800092710610e+4,
                                          2.8729085735721942674e+4,
                                          5.2264952788528545610e+3};
        const double r = 0.180625 - q * q;
        return q * polynomial(a, r) / polynomial(b, r);
    }
    const double tail = q < 0 ? p : 1 - p;
    if (tail == 0) return q < 0 ? -infinity : infinity;
    double r = std::sqrt(-elementary::log(tail));
    double z = 0;
    if (r <= 5) {
        constexpr std::array<double, 8> c{1.42343711074968357734e0,  4.63033784615654529590e0,
                                          5.76949722146069140550e0,  3.64784832476320460504e0,
                                          1.27045825245236838258e0,  2.41780725177450611770e-1,
                                          2.27238449892691845833e-2, 7.74545014278341407640e-4};
        constexpr std::array<double, 8> d{1.0,
                                          2.05319162663775882187e0,
                                          1.67638483018380384940e0,
                                          6.89767334985100004550e-1,
                                          1.48103976427480074590e-1,
                                          1.51986665636164571966e-2,
                                          5.47593808499534494600e-4,
                                          1.05075007164441684324e-9};
        r -= 1.6;
        z = polynomial(c, r) / polynomial(d, r);
    } else {
        constexpr std::array<double, 8> e{6.65790464350110377720e0,  5.46378491116411436990e0,
                                          1.78482653991729133580e0,  2.96560571828504891230e-1,
                                          2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                          2.71155556874348757815e-5, 2.01033439929228813265e-7};
        constexpr std::array<double, 8> f{1.0,
                                          5.99832206555887937690e-1,
                                          1.36929880922735805310e-1,
                                          1.48753612908506148525e-2,
                                          7.86869131145613259100e-4,
                                          1.84631831751005468180e-5,
                                          1.42151175831644588870e-7,
                                          2.04426310338993978564e-15};
        r -= 5;
        z = polynomial(e, r) / polynomial(f, r);
    }
    return q < 0 ? -z : z;
}

double poisson_term(double k, double mean) {
    assert(k >= 0 && mean >= 0);
    if (mean == 0) return k == 0 ? 1 : 0;
    if (k < 15) return elementary::exp(k * elementary::log(mean) - mean - elementary::log_gamma(k + 1));
    return elementary::exp(-stirling_remainder(k) - deviance(k, mean)) / std::sqrt(two_pi * k);
}

double binomial_term(double a, double b, UnitPoint at) {
    assert(a >= 0 && b >= 0);
    if (a == 0) return elementary::pow(at.rest, b);
    if (b == 0) return elementary::pow(at.x, a);
    if (at.x == 0 || at.rest == 0) return 0;
    const double n = a + b;
    const double log_ratio = stirling_remainder(n) - stirling_remainder(a) - stirling_remainder(b) -
                             deviance(a, n * at.x) - deviance(b, n * at.rest);
    return elementary::exp(log_ratio) * std::sqrt(n / (two_pi * a) / b);
}

Tails gamma_tails(double a, double x) {
    assert(a > 0 && x >= 0);
    if (x == 0) return {0, 1, 0};
    if (x == infinity) return {1, 0, 0};
    const double term = poisson_term(a, x);
    if (x >= a + 1 || (a < 1 && x >= 1)) {
        const double upper = term * a * gamma_fraction(a, x);
        return {1 - upper, upper, a * term};
    }
    double sum = 1;
    double part = 1;
    for (int k = 1; k < patience; ++k) {
        part *= x / (a + k);
        sum += part;
        if (part < sum * (epsilon / 4)) break;
    }
    const double lower = term * sum;
    if (a >= 1) return {lower, 1 - lower, a * term};
    // Small shapes put most of the mass near 0: the upper tail is summed by itself (from DLMF 8.7.1).
    const double log_head = a * elementary::log(x) - elementary::log_gamma(a + 1);
    double alternating = 0;
    part = 1;
    for (int k = 1; k < 60; ++k) {
        part *= -x / k;
        alternating += a * part / (a + k);
    }
    return {lower, -elementary::expm1(log_head) - elementary::exp(log_head) * alternating, a * term};
}

double gamma_p(double a, double x) {
    return gamma_tails(a, x).lower;
}
double gamma_q(double a, double x) {
    return gamma_tails(a, x).upper;
}

Tails beta_tails(double a, double b, UnitPoint at) {
    assert(a > 0 && b > 0 && at.x >= 0 && at.rest >= 0);
    if (at.x == 0) return {0, 1, 0};
    if (at.rest == 0) return {1, 0, 0};
    const double slope = binomial_term(a, b, at) * (a / (a + b)) * b;
    if (at.x <= (a + 1) / (a + b + 2)) {
        const double lower = slope / beta_fraction(a, b, at);
        return {lower, 1 - lower, slope};
    }
    const double upper = slope / beta_fraction(b, a, {at.rest, at.x});
    return {1 - upper, upper, slope};
}

double beta_i(double a, double b, double x) {
    return beta_tails(a, b, {x, 1 - x}).lower;
}

double student_t_cdf(double t, double degrees) {
    assert(degrees > 0);
    const double all = degrees + t * t;
    if (all == infinity) return t < 0 ? 0 : 1;
    const double outside = beta_tails(degrees / 2, 0.5, {degrees / all, t * t / all}).lower;
    return t < 0 ? outside / 2 : 1 - outside / 2;
}

}  // namespace hanhlang
