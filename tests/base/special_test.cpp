// The special functions against Boost.Math (long double inside) over grids that reach far into both tails.
#include "hanhlang/base/special.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "hanhlang/base/elementary.hpp"

using namespace hanhlang;

namespace {

double relative_error(double found, double exact) {
    return found == exact ? 0 : std::abs(found - exact) / std::abs(exact);
}

const std::vector<double> shapes{0.01, 0.1, 0.5, 0.999, 1, 1.5, 2.5, 7, 14.9, 15.1, 60, 1000, 2e4, 1e6};
const std::vector<double> probabilities{1e-250, 1e-30, 1e-12, 1e-5, 0.001,  0.02,     0.1,        0.3,
                                        0.5,    0.7,   0.9,   0.99, 0.9999, 1 - 1e-9, 1 - 0x1p-53};

// The digits Boost itself has left: its own error grows with the logarithm of the shape.
double allowed(double shape) {
    return shape > 1e5 ? 1e-11 : 1e-12;
}

}  // namespace

TEST_CASE("the elementary functions are the C functions to an ulp or two") {
    for (double x : {1e-300, 1e-9, 0.1, 0.7, 1.0, 1.5, 3.0, 42.0, 600.0}) {
        CHECK(relative_error(elementary::exp(x), std::exp(x)) < 5e-16);
        CHECK(relative_error(elementary::exp(-x), std::exp(-x)) < 5e-16);
        CHECK(relative_error(elementary::expm1(-x), std::expm1(-x)) < 5e-16);
        CHECK(relative_error(elementary::log(x), std::log(x)) < 5e-16);
        CHECK(relative_error(elementary::log1p(x), std::log1p(x)) < 5e-16);
        CHECK(relative_error(elementary::pow(x, 0.3), std::pow(x, 0.3)) < 5e-16);
        CHECK(relative_error(elementary::log_gamma(x), std::lgamma(x)) < 5e-16);
        CHECK((x > 26 || relative_error(elementary::erfc(x), std::erfc(x)) < 1e-15));
    }
}

TEST_CASE("the normal quantile agrees with its printed values and with Boost") {
    CHECK(normal_quantile(1e-10) == Approx(-6.361340902404056).epsilon(2e-15));
    CHECK(normal_quantile(1e-5) == Approx(-4.264890793922825).epsilon(2e-15));
    CHECK(normal_quantile(0.001) == Approx(-3.090232306167813).epsilon(2e-15));
    CHECK(normal_quantile(0.025) == Approx(-1.959963984540054).epsilon(2e-15));
    CHECK(normal_quantile(0.25) == Approx(-0.674489750196082).epsilon(2e-15));
    CHECK(normal_quantile(0.9) == Approx(1.281551565544600).epsilon(2e-15));
    CHECK(normal_quantile(0.999999) == Approx(4.753424308817087).epsilon(1e-12));
    CHECK(normal_quantile(0.5) == 0);
    CHECK(normal_quantile(0) == -std::numeric_limits<double>::infinity());
    CHECK(normal_quantile(1) == std::numeric_limits<double>::infinity());
    const boost::math::normal_distribution<double> law;
    for (double p : probabilities) CHECK(relative_error(normal_quantile(p), quantile(law, p)) < 2e-15);
    for (double x = -37; x < 9; x += 0.37) CHECK(relative_error(normal_cdf(x), cdf(law, x)) < 1e-12);
}

TEST_CASE("both tails of the gamma law agree with Boost, for shapes from 0.01 to a million") {
    for (double a : shapes) {
        for (double p : probabilities) {
            const double x = boost::math::gamma_p_inv(a, p);
            if (x < 1e-290) continue;
            CAPTURE(a, p, x);
            CHECK(relative_error(gamma_p(a, x), boost::math::gamma_p(a, x)) < allowed(a));
            CHECK(relative_error(gamma_q(a, x), boost::math::gamma_q(a, x)) < allowed(a));
            const double y = boost::math::gamma_q_inv(a, p);
            if (y < 1e-290) continue;
            CHECK(relative_error(gamma_q(a, y), boost::math::gamma_q(a, y)) < allowed(a));
        }
        for (double x : {1e-20, 0.001, 0.3, 0.9, 1.1, 2.0, 30.0, 500.0}) {
            CAPTURE(a, x);
            if (a > 1e3 && x < 1) continue;  // Boost overflows
            const double q = boost::math::gamma_q(a, x);
            if (q > 1e-290) CHECK(relative_error(gamma_q(a, x), q) < allowed(a));
        }
    }
}

TEST_CASE("the gamma quantile inverts both tails") {
    for (double a : shapes) {
        for (double p : probabilities) {
            const double x = gamma_quantile(a, p);
            CAPTURE(a, p, x);
            if (x < 1e-290) {
                CHECK(boost::math::gamma_p_inv(a, p) < 1e-289);
                continue;
            }
            // Where the mass sits in many decades, the point is known less well than its probability.
            CHECK(relative_error(x, boost::math::gamma_p_inv(a, p)) < allowed(a) / std::min(1.0, a));
            if (p <= 0.5) CHECK(relative_error(boost::math::gamma_p(a, x), p) < 10 * allowed(a));
        }
        const double far = gamma_quantile(a, Tails{1 - 1e-100, 1e-100});
        if (a < 1e5)  // beyond, Boost overflows
            CHECK(relative_error(boost::math::gamma_q(a, far), 1e-100) < 10 * allowed(a));
    }
}

TEST_CASE("both tails of the beta law and its quantile agree with Boost") {
    const std::vector<double> some{0.05, 0.5, 1, 1.3, 2, 5, 33, 800, 1e5};
    for (double a : some) {
        for (double b : some) {
            for (double p : probabilities) {
                const UnitPoint at = beta_quantile(a, b, Tails{p, 1 - p});
                const auto [x, rest] = at;
                if (x < 1e-290 || rest < 1e-290) continue;
                CAPTURE(a, b, p, x, rest);
                // Evaluated in the smaller of x and 1 - x, because Boost takes one number only.
                const double lower = x < 0.5 ? boost::math::ibeta(a, b, x) : boost::math::ibetac(b, a, rest);
                const double upper = x < 0.5 ? boost::math::ibetac(a, b, x) : boost::math::ibeta(b, a, rest);
                const Tails tails = beta_tails(a, b, at);
                if (lower < 0.9) CHECK(relative_error(tails.lower, lower) < 3e-12);
                if (upper < 0.9) CHECK(relative_error(tails.upper, upper) < 3e-12);
                CHECK(tails.lower + tails.upper == Approx(1).epsilon(1e-15));
                CHECK(relative_error(p <= 0.5 ? lower : upper, std::min(p, 1 - p)) < 3e-12);
            }
        }
    }
    CHECK(beta_i(2, 5, 0.26444998) == Approx(0.5).margin(1e-8));
    const double points[]{0.02676319, 0.09259526, 0.26444998, 0.51031631, 0.70568633};
    const double at[]{0.01, 0.1, 0.5, 0.9, 0.99};
    for (std::size_t i = 0; i < 5; ++i) CHECK(beta_quantile(2, 5, at[i]) == Approx(points[i]).margin(6e-9));
}

TEST_CASE("Student's quantiles agree with the printed table and with Boost") {
    struct Row {
        double degrees, p95, p975, p995;
    };
    for (const Row& row : {Row{1, 6.313752, 12.706205, 63.656741}, Row{4, 2.131847, 2.776445, 4.604095},
                           Row{9, 1.833113, 2.262157, 3.249836}, Row{19, 1.729133, 2.093024, 2.860935},
                           Row{29, 1.699127, 2.045230, 2.756386}, Row{39, 1.684875, 2.022691, 2.707913},
                           Row{99, 1.660391, 1.984217, 2.626405}, Row{319, 1.649644, 1.967428, 2.591329}}) {
        CHECK(student_t_quantile(0.95, row.degrees) == Approx(row.p95).margin(6e-7));
        CHECK(student_t_quantile(0.975, row.degrees) == Approx(row.p975).margin(6e-7));
        CHECK(student_t_quantile(0.995, row.degrees) == Approx(row.p995).margin(6e-7));
    }
    for (double degrees : {0.7, 1.0, 2.0, 4.5, 19.0, 319.0, 1e5}) {
        const boost::math::students_t_distribution<double> law(degrees);
        for (double p : {1e-12, 1e-5, 0.01, 0.3, 0.49999, 0.5, 0.51, 0.975, 1 - 1e-6}) {
            CAPTURE(degrees, p);
            const double t = student_t_quantile(p, degrees);
            CHECK(t == Approx(quantile(law, p)).epsilon(1e-11));
            CHECK(relative_error(student_t_cdf(t, degrees), p) < 1e-11);
        }
    }
}

TEST_CASE("single terms of the Poisson and binomial laws keep their digits for large arguments") {
    CHECK(poisson_term(3, 3.7) == Approx(std::exp(-3.7) * 3.7 * 3.7 * 3.7 / 6).epsilon(1e-14));
    CHECK(poisson_term(0, 2) == Approx(std::exp(-2.0)).epsilon(1e-15));
    CHECK(poisson_term(1e6, 1e6) == Approx(boost::math::gamma_p_derivative(1e6 + 1, 1e6)).epsilon(1e-12));
    CHECK(binomial_term(3, 4, {0.3, 0.7}) == Approx(35 * 0.027 * 0.2401).epsilon(1e-14));
    CHECK(binomial_term(0, 4, {0.3, 0.7}) == Approx(0.2401).epsilon(1e-14));
    CHECK(binomial_term(4, 0, {0.3, 0.7}) == Approx(0.0081).epsilon(1e-14));
}

TEST_CASE(
    "our own logarithm is within 0.6 ulp of the long double one, near 1 and at the ends of the range too") {
    double worst = 0;
    const auto check = [&](double x) {
        const long double exact = std::log(static_cast<long double>(x));
        const double size = std::abs(static_cast<double>(exact));
        const double ulp = std::nextafter(size, INFINITY) - size;
        worst = std::max(worst, static_cast<double>(std::abs(elementary::log(x) - exact)) / ulp);
    };
    for (int i = 1; i < 200'000; ++i) {
        const double u = i / 200'000.0;
        check(u);
        check(1 - u * u * u * 0.01);
        check(1 + u * 0.01);
        check(std::ldexp(1 + u, i % 2000 - 1000));
    }
    CHECK(worst < 0.6);
    CHECK(elementary::log(1.0) == 0.0);
    CHECK(elementary::log(0.0) == -INFINITY);
    CHECK(elementary::log(INFINITY) == INFINITY);
    CHECK(elementary::log(5e-324) == Approx(-744.4400719213812));
    CHECK(std::isnan(elementary::log(-1.0)));
}
