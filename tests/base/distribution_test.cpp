// Laws against known answers, Kolmogorov and Smirnov's test, and their own promises.
#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/special.hpp"

#include <algorithm>
#include <boost/math/distributions.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "hanhlang/base/random.hpp"

using namespace hanhlang;

namespace {

struct Known {
    std::string name;
    Distribution law;
    std::array<double, 5> quantiles;  // at .01, .1, .5, .9, .99
    double mean, variance;
    std::function<double(double)> cdf;  // independent of our code
};

template <class Law>
std::function<double(double)> boost_cdf(Law law, double shift = 0, double scale = 1, double end = infinity) {
    return [=](double x) { return cdf(law, std::min((x - shift) / scale, end)); };
}

double normal_below(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

// Computed in double precision from the defining formulas, to the digits printed.
std::vector<Known> known_laws() {
    using namespace boost::math;
    const double z90 = 1.281551565544600;
    const double low = normal_below(-1.25), high = normal_below(2);
    return {
        {"normal",
         Distribution::normal(10, 2),
         {5.34730425, 7.43689687, 10, 12.56310313, 14.65269575},
         10,
         4,
         boost_cdf(normal_distribution<>(10, 2))},
        {"lognormal",
         Distribution::lognormal(48, 0.5),
         {14.30640494, 23.43542989, 42.93250517, 78.65014677, 128.83739887},
         48,
         576,
         boost_cdf(lognormal_distribution<>(3.7596292353, 0.4723807271))},
        {"lognormal by quantiles",
         Distribution::lognormal_quantiles(24, 60),
         {4.54827906, 9.6, 24, 60, 126.64130603},
         30.98973226,
         640.84840933,
         boost_cdf(lognormal_distribution<>(std::log(24.0), std::log(2.5) / z90))},
        {"gamma",
         Distribution::gamma(10, std::sqrt(0.4)),
         {1.10859615, 3.22061597, 8.70292038, 18.47271380, 30.17254494},
         10,
         40,
         boost_cdf(gamma_distribution<>(2.5, 4))},
        {"gamma of small shape",
         Distribution::gamma(1, std::sqrt(2.0)),
         {0.00015709, 0.01579077, 0.45493642, 2.70554345, 6.63489660},
         1,
         2,
         boost_cdf(gamma_distribution<>(0.5, 2))},
        {"erlang",
         Distribution::erlang(3, 12),
         {1.74418066, 4.40826131, 10.69624125, 21.28928135, 33.62378766},
         12,
         48,
         boost_cdf(gamma_distribution<>(3, 4))},
        {"exponential",
         Distribution::exponential(6),
         {0.06030202, 0.63216309, 4.15888308, 13.81551056, 27.63102112},
         6,
         36,
         boost_cdf(exponential_distribution<>(1 / 6.0))},
        {"triangular",
         Distribution::triangular(4, 10, 30),
         {5.24899960, 7.94968353, 13.87548450, 22.78889745, 27.71964915},
         14.66666667,
         30.88888889,
         boost_cdf(triangular_distribution<>(4, 10, 30))},
        {"pert",
         Distribution::pert(4, 10, 30),
         {4.74899485, 6.68957043, 11.78749790, 18.80101917, 23.93959677},
         12.33333333,
         21.03174603,
         boost_cdf(beta_distribution<>(25 / 13.0, 53 / 13.0), 4, 26, 1)},
        {"weibull",
         Distribution::weibull(1.5, 20),
         {0.93143034, 4.46151051, 15.66439538, 34.87443027, 55.35970730},
         18.05490586,
         150.27611393,
         boost_cdf(weibull_distribution<>(1.5, 20))},
        {"loglogistic",
         Distribution::loglogistic(3, 10),
         {2.16166439, 4.80749857, 10, 20.80083823, 46.26065009},
         12.09199576,
         95.62355373,
         [](double x) { return 1 / (1 + std::pow(10 / x, 3)); }},
        {"truncated normal",
         Distribution::truncated(Distribution::normal(10, 4), 5, 18),
         {5.18546894, 6.52964543, 10.41634774, 14.90802456, 17.43867896},
         10.59044564,
         9.47802372,
         [=](double x) { return (normal_below((x - 10) / 4) - low) / (high - low); }},
    };
}

std::vector<Known> more_laws() {
    return {
        {"uniform", Distribution::uniform(-2, 6), {}, 2, 64 / 12.0, [](double x) { return (x + 2) / 8; }},
        {"hyperexponential",
         Distribution::hyperexponential(1, 4),
         {},
         1,
         4,
         [](double x) {
             return 1 - 0.887298334620742 * std::exp(-1.774596669241483 * x) -
                    0.112701665379258 * std::exp(-0.225403330758517 * x);
         }},
        {"truncated gamma",
         Distribution::truncated(Distribution::gamma(10, std::sqrt(0.4)), 2, 20),
         {},
         0,
         0,
         [](double x) {
             const boost::math::gamma_distribution<> law(2.5, 4);
             return (cdf(law, x) - cdf(law, 2)) / (cdf(law, 20) - cdf(law, 2));
         }},
        {"empirical",
         Distribution::empirical({15, 3, 5, 6, 9}),
         {},
         7.25,
         0,
         [](double x) {
             return x < 5   ? (x - 3) / 8
                    : x < 6 ? 0.25 + (x - 5) / 4
                    : x < 9 ? 0.5 + (x - 6) / 12
                            : 0.75 + (x - 9) / 24;
         }},
    };
}

const double probabilities[]{0.01, 0.1, 0.5, 0.9, 0.99};

}  // namespace

TEST_CASE("laws have the known quantiles, means and variances") {
    for (const Known& known : known_laws()) {
        CAPTURE(known.name);
        for (std::size_t i = 0; i < 5; ++i)
            CHECK(known.law.quantile(probabilities[i]) ==
                  Approx(known.quantiles[i]).epsilon(1e-8).margin(6e-9));
        CHECK(known.law.mean() == Approx(known.mean).epsilon(1e-9));
        CHECK(known.law.variance() == Approx(known.variance).epsilon(1e-9));
    }
}

TEST_CASE("draws of every continuous law pass Kolmogorov and Smirnov's test, and a wrong law does not") {
    constexpr std::size_t n = 10'000;
    const auto distance = [](const Distribution& law, const std::function<double(double)>& cdf,
                             std::string_view name) {
        const Purpose purpose{20260101, name};
        std::vector<double> values;
        for (std::uint32_t i = 0; i < n; ++i) values.push_back(law.quantile(uniform(purpose, {1, i, 0})));
        std::sort(values.begin(), values.end());
        double worst = 0;
        for (std::size_t i = 0; i < n; ++i) {
            worst = std::max(worst, std::abs(cdf(values[i]) - static_cast<double>(i) / n));
            worst = std::max(worst, std::abs(cdf(values[i]) - static_cast<double>(i + 1) / n));
        }
        return worst;
    };
    std::vector<Known> all = known_laws();
    for (const Known& known : more_laws()) all.push_back(known);
    for (const Known& known : all) {
        CAPTURE(known.name);
        CHECK(distance(known.law, known.cdf, known.name) < 0.026915);  // one false alarm in a million
        CHECK(distance(known.law.scaled(1.15), known.cdf, known.name) > 0.026915);
    }
}

TEST_CASE("quantiles never decrease in u, and cdf takes them back") {
    std::vector<Known> all = known_laws();
    for (const Known& known : more_laws()) all.push_back(known);
    for (const Known& known : all) {
        CAPTURE(known.name);
        double last = -infinity;
        bool is_monotone = true;
        for (int i = 0; i < 20'000; ++i) {
            const double x = known.law.quantile((i + 0.5) / 20'000);
            is_monotone = is_monotone && x >= last;
            last = x;
        }
        CHECK(is_monotone);
        CHECK(known.law.quantile(0x1p-53) >= known.law.minimum());
        CHECK(known.law.quantile(1 - 0x1p-53) <= known.law.maximum());
        CHECK(known.law.quantile(0x1p-53) <= known.law.quantile(0.00002));
        CHECK(known.law.quantile(1 - 0x1p-53) >= last);
        for (double p : probabilities) {
            const double x = known.law.quantile(p);
            CHECK(known.law.cdf(x) == Approx(p).epsilon(1e-8));
            CHECK(known.law.cdf(x) == Approx(known.cdf(x)).epsilon(1e-8));
        }
    }
}

TEST_CASE("an empirical law is linear between its observations and ends at them") {
    const Distribution law = Distribution::empirical({3, 5, 6, 9, 15});
    const double u[]{0, 0.1, 0.3, 0.5, 0.8, 0.99, 1};
    const double x[]{3, 3.8, 5.2, 6, 10.2, 14.76, 15};
    for (std::size_t i = 0; i < 7; ++i) CHECK(law.quantile(u[i]) == Approx(x[i]).epsilon(1e-14));
    CHECK(law.mean() == 7.25);
    // the four pieces have variances w^2/12 around their middles 4, 5.5, 7.5, 12
    CHECK(law.variance() == Approx(((4 + 1 + 9 + 36) / 12.0 + 10.5625 + 3.0625 + 0.0625 + 22.5625) / 4));
    CHECK(law.minimum() == 3);
    CHECK(law.maximum() == 15);
    CHECK(Distribution::empirical({7}).quantile(0.3) == 7);
}

TEST_CASE("a discrete law gives the first value whose cumulative weight reaches u") {
    const Distribution law = Distribution::discrete({10, 1, 2, 5}, {0.25, 0.1, 0.3, 0.35});
    const double u[]{0.05, 0.1, 0.100001, 0.4, 0.6, 0.9};
    const double x[]{1, 1, 2, 2, 5, 10};
    for (std::size_t i = 0; i < 6; ++i) CHECK(law.quantile(u[i]) == x[i]);
    CHECK(law.mean() == Approx(0.1 + 0.6 + 1.75 + 2.5));
    CHECK(law.maximum() == 10);
    CHECK(law.cdf(4) == Approx(0.4));
    // weights need not add up to 1, and a weight of 0 is no value
    CHECK(Distribution::discrete({1, 2, 3}, {5, 0, 5}).quantile(0.500001) == 3);
    CHECK(Distribution::discrete({1, 2, 3}, {5, 0, 5}).quantile(0.5) == 1);
}

TEST_CASE("counts: Poisson, geometric and negative binomial laws") {
    struct Row {
        Distribution law;
        std::array<double, 5> quantiles;
        double mean, variance;
    };
    for (const Row& row : {Row{Distribution::poisson(3.7), {0, 1, 4, 6, 9}, 3.7, 3.7},
                           Row{Distribution::geometric(7 / 3.0), {0, 0, 1, 6, 12}, 7 / 3.0, 70 / 9.0},
                           Row{Distribution::negative_binomial(2.5, 0.4), {0, 0, 3, 8, 14}, 3.75, 9.375}}) {
        for (std::size_t i = 0; i < 5; ++i) CHECK(row.law.quantile(probabilities[i]) == row.quantiles[i]);
        CHECK(row.law.mean() == Approx(row.mean).epsilon(1e-13));
        CHECK(row.law.variance() == Approx(row.variance).epsilon(1e-12));
        CHECK(row.law.minimum() == 0);
    }
}

TEST_CASE("a count is the first one whose distribution function reaches u") {
    const auto check = [](const Distribution& law, const auto& reference) {
        for (double u : {1e-12, 1e-6, 0.001, 0.03, 0.2, 0.5, 0.77, 0.9, 0.999, 1 - 1e-6, 1 - 1e-11}) {
            CAPTURE(u);
            const double k = law.quantile(u);
            CHECK(cdf(reference, k) >= u * (1 - 1e-12));
            if (k > 0) CHECK(cdf(reference, k - 1) <= u * (1 + 1e-12));
        }
    };
    for (double mean : {0.01, 3.7, 30.0, 900.0, 1e6})
        check(Distribution::poisson(mean), boost::math::poisson_distribution<>(mean));
    check(Distribution::geometric(7 / 3.0), boost::math::geometric_distribution<>(0.3));
    check(Distribution::geometric(1e5), boost::math::geometric_distribution<>(1 / (1e5 + 1)));
    check(Distribution::negative_binomial(2.5, 0.4), boost::math::negative_binomial_distribution<>(2.5, 0.4));
    check(Distribution::negative_binomial(0.1, 0.02),
          boost::math::negative_binomial_distribution<>(0.1, 0.02));
    check(Distribution::negative_binomial(800, 0.3), boost::math::negative_binomial_distribution<>(800, 0.3));
}

TEST_CASE("a truncated law keeps its digits in the far upper tail") {
    // Beyond 8 the standard normal law has a mass of 6e-16: one minus the cdf would have no digit left.
    const Distribution law = Distribution::truncated(Distribution::normal(0, 1), 8, infinity);
    const boost::math::normal_distribution<> normal;
    const double mass = cdf(complement(normal, 8));
    for (double u : {0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-9})
        CHECK(law.quantile(u) == Approx(quantile(complement(normal, (1 - u) * mass))).epsilon(1e-13));
    CHECK(law.mean() == Approx(8.121368112236).epsilon(1e-10));  // pdf(8) / mass
    CHECK(law.minimum() == 8);
    CHECK(law.maximum() == infinity);
}

TEST_CASE("truncations of other laws") {
    const Distribution exponential = Distribution::truncated(Distribution::exponential(6), 5, infinity);
    CHECK(exponential.mean() == Approx(11).epsilon(1e-10));  // no memory
    CHECK(exponential.variance() == Approx(36).epsilon(1e-9));
    CHECK(exponential.quantile(0.9) == Approx(5 + 13.81551056).epsilon(1e-9));
    const Distribution triangular = Distribution::truncated(Distribution::triangular(0, 1, 2), 0.5, 1.5);
    CHECK(triangular.mean() == Approx(1).epsilon(1e-12));
    CHECK(triangular.variance() == Approx(5 / 72.0).epsilon(1e-9));
    const Distribution heavy = Distribution::truncated(Distribution::loglogistic(1.5, 10), 1, infinity);
    CHECK(heavy.variance() == infinity);
    CHECK(Distribution::truncated(Distribution::uniform(0, 10), 2, 4).quantile(0.25) ==
          Approx(2.5).epsilon(1e-15));
    const Distribution counts = Distribution::truncated(Distribution::poisson(3.7), 1, 4);
    CHECK(counts.quantile(1e-9) == 1);
    CHECK(counts.quantile(1 - 1e-9) == 4);
    const Distribution later = Distribution::truncated(Distribution::geometric(2), 3, infinity);
    CHECK(later.minimum() == 3);
    CHECK(later.mean() == Approx(5).epsilon(1e-12));
    const Distribution twice = Distribution::truncated(
        Distribution::truncated(Distribution::normal(10, 4), 0, 18).scaled(60), 300, 6000);
    CHECK(twice.quantile(0.9) == Approx(60 * 14.90802456).epsilon(1e-8));
    const Distribution whole = Distribution::truncated(Distribution::uniform(2, 4), 0, 10);
    CHECK(whole.quantile(0.5) == 3);
}

TEST_CASE("scaling multiplies the variate and everything that is said about it") {
    for (const Known& known : known_laws()) {
        CAPTURE(known.name);
        const Distribution scaled = known.law.scaled(60'000).scaled(0.5);
        CHECK(scaled.quantile(0.3) == Approx(30'000 * known.law.quantile(0.3)).epsilon(1e-14));
        CHECK(scaled.mean() == Approx(30'000 * known.law.mean()).epsilon(1e-14));
        CHECK(scaled.variance() == Approx(9e8 * known.law.variance()).epsilon(1e-14));
        CHECK(scaled.cdf(30'000 * known.law.quantile(0.3)) == Approx(0.3).epsilon(1e-9));
    }
    CHECK(Distribution::triangular(4, 10, 30).scaled(2).minimum() == 8);
    CHECK(Distribution::pert(4, 10, 30).scaled(2).maximum() == 60);
    CHECK_THROWS_AS(Distribution::exponential(1).scaled(0), std::invalid_argument);
    CHECK_THROWS_AS(Distribution::exponential(1).scaled(-1), std::invalid_argument);
}

TEST_CASE("a law without spread is the constant, and zero is known as zero") {
    CHECK(Distribution().is_zero());
    CHECK(Distribution::constant(0).scaled(60).is_zero());
    CHECK(Distribution::exponential(0).is_zero());
    CHECK(Distribution::poisson(0).is_zero());
    CHECK_FALSE(Distribution::constant(1).is_zero());
    CHECK_FALSE(Distribution::exponential(1).is_zero());
    for (const Distribution& law :
         {Distribution::constant(5), Distribution::uniform(5, 5), Distribution::normal(5, 0),
          Distribution::lognormal(5, 0), Distribution::lognormal_quantiles(5, 5), Distribution::gamma(5, 0),
          Distribution::triangular(5, 5, 5), Distribution::pert(5, 5, 5), Distribution::empirical({5, 5})}) {
        CHECK(law.quantile(0.1) == 5);
        CHECK(law.quantile(0.9) == 5);
        CHECK(law.variance() == 0);
    }
    CHECK(Distribution::triangular(4, 4, 30).quantile(0) == 4);
    CHECK(Distribution::triangular(4, 30, 30).quantile(1) == 30);
}

TEST_CASE("a bad parameter is refused with a sentence") {
    using D = Distribution;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(D::triangular(8, 40, 30), "triangular: the mode 40 is outside the range 8 to 30");
    CHECK_THROWS_WITH(D::pert(8, 3, 30), "pert: the mode 3 is outside the range 8 to 30");
    CHECK_THROWS_WITH(D::lognormal(-35, 0.5), "lognormal: the mean must be above 0, found -35");
    CHECK_THROWS_WITH(D::lognormal(35, -0.5), Catch::Contains("must not be negative"));
    CHECK_THROWS_WITH(D::lognormal_quantiles(60, 24),
                      "lognormal: the 90 % quantile 24 is below the median 60");
    CHECK_THROWS_WITH(D::loglogistic(1, 10), Catch::Contains("there is no mean"));
    CHECK_THROWS_WITH(D::uniform(3, 2), "uniform: the maximum 2 is below the minimum 3");
    CHECK_THROWS_WITH(D::exponential(nan), "exponential: the mean must be a finite number, found nan");
    CHECK_THROWS_AS(D::constant(infinity), std::invalid_argument);
    CHECK_THROWS_AS(D::normal(0, -1), std::invalid_argument);
    CHECK_THROWS_AS(D::gamma(1, 1e-5), std::invalid_argument);
    CHECK_THROWS_AS(D::gamma(0, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(D::erlang(0, 5), std::invalid_argument);
    CHECK_THROWS_AS(D::weibull(0, 5), std::invalid_argument);
    CHECK_THROWS_AS(D::empirical({}), std::invalid_argument);
    CHECK_THROWS_AS(D::empirical({1, nan}), std::invalid_argument);
    CHECK_THROWS_AS(D::discrete({1, 2}, {1}), std::invalid_argument);
    CHECK_THROWS_AS(D::discrete({1, 2}, {1, -1}), std::invalid_argument);
    CHECK_THROWS_AS(D::discrete({1, 2}, {0, 0}), std::invalid_argument);
    CHECK_THROWS_AS(D::poisson(-1), std::invalid_argument);
    CHECK_THROWS_AS(D::poisson(1e9), std::invalid_argument);
    CHECK_THROWS_AS(D::geometric(-1), std::invalid_argument);
    CHECK_THROWS_AS(D::negative_binomial(2, 0), std::invalid_argument);
    CHECK_THROWS_AS(D::negative_binomial(2, 1e-9), std::invalid_argument);
    CHECK_THROWS_AS(D::hyperexponential(1, 0.5), std::invalid_argument);
    CHECK_THROWS_WITH(D::truncated(D::exponential(1), 5, 2), "truncated: 5 to 2 is not a range");
    CHECK_THROWS_WITH(D::truncated(D::uniform(0, 1), 5, 6), "truncated: the law has no mass between 5 and 6");
}
