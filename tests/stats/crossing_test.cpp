// Monotone curves and where they reach a level, against worked examples and hand computations.
#include "hanhlang/stats/crossing.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/verdict.hpp"

using namespace hanhlang;

namespace {

const std::vector<double> x{0, 0.2, 0.4, 0.6, 0.8, 1};

}  // namespace

TEST_CASE("values that fall are pooled until none does") {
    const std::vector<double> found = isotonic({0.02, 0.11, 0.09, 0.31, 0.28, 0.49});
    const std::vector<double> expected{0.02, 0.10, 0.10, 0.295, 0.295, 0.49};
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(expected[i]).epsilon(1e-14));
    CHECK(isotonic({3, 2, 1}) == std::vector<double>{2, 2, 2});
    CHECK(isotonic({1, 5, 4, 0}) == std::vector<double>{1, 3, 3, 3});
    CHECK(isotonic({1, 1, 2, 4}) == std::vector<double>{1, 1, 2, 4});
    CHECK(isotonic({7}) == std::vector<double>{7});
    CHECK(isotonic({}).empty());
}

TEST_CASE("where a line through six independent points reaches a level") {
    const Crossing found = pooled_crossing(x, {0.02, 0.11, 0.19, 0.31, 0.38, 0.49}, 0.30, 0.95);
    CHECK(found.at == Approx(0.60670732).margin(6e-9));
    CHECK(found.interval.bounded);
    CHECK(found.interval.low == Approx(0.57871617).margin(6e-9));
    CHECK(found.interval.high == Approx(0.63606815).margin(6e-9));
    // At its ends the line is exactly q standard errors from the level; a, b and s of the worked example.
    const double q = student_t_quantile(0.975, 4);
    for (const double end : {found.interval.low, found.interval.high}) {
        const double error = 0.01127576 * std::sqrt(1.0 / 6 + (end - 0.5) * (end - 0.5) / 0.7);
        CHECK(std::abs(0.01571429 + 0.46857143 * end - 0.30) == Approx(q * error).epsilon(2e-6));
    }
}

TEST_CASE("the crossing of a line without noise is a point, also one that falls") {
    const Crossing rising = pooled_crossing({0, 1, 2}, {1, 3, 5}, 4, 0.95);
    CHECK(rising.at == 1.5);
    CHECK(rising.interval.low == 1.5);
    CHECK(rising.interval.high == 1.5);
    CHECK(rising.interval.bounded);
    CHECK(pooled_crossing({0, 1, 2}, {5, 3, 1}, 4, 0.95).at == 0.5);
    const Crossing far = pooled_crossing({0, 1, 2}, {1, 3, 5}, 101, 0.95);  // beyond the points
    CHECK(far.at == 50);
}

TEST_CASE("a line that may be flat reaches a level anywhere") {
    CHECK_FALSE(pooled_crossing({0, 1, 2}, {2, 2, 2}, 3, 0.95).interval.bounded);
    CHECK_FALSE(pooled_crossing({0, 1, 2}, {2, 2, 2}, 2, 0.95).interval.bounded);
    const Crossing noisy = pooled_crossing({0, 1, 2, 3}, {0, 3, 0, 3}, 1, 0.95);
    CHECK(std::isfinite(noisy.at));
    CHECK_FALSE(noisy.interval.bounded);
    CHECK(noisy.interval.low == -infinity);
    CHECK(noisy.interval.high == infinity);
}

TEST_CASE("where lines of three replications cross zero") {
    // Lines 2 x - 1, 3 x - 1 and 4 x - 1 with means 3 x - 1: the mean curve crosses at 1 / 3, while the mean
    // of the crossings 1 / 2, 1 / 3 and 1 / 4 is 13 / 36.
    const std::vector<double> points{0, 1, 2};
    const Crossing found = paired_crossing(points, {{-1, 1, 3}, {-1, 2, 5}, {-1, 3, 7}}, 0.50);
    CHECK(found.at == Approx(1.0 / 3).epsilon(1e-14));
    // Inside is where (3 x - 1)^2 <= q^2 x^2 / 3, the variance of b x - 1 being x^2: 1 / (3 +- q / sqrt 3);
    // q of two degrees of freedom at 50 % is sqrt(2/3).
    const double step = std::sqrt(2.0) / 3;
    CHECK(found.interval.bounded);
    CHECK(found.interval.low == Approx(1 / (3 + step)).epsilon(1e-11));
    CHECK(found.interval.high == Approx(1 / (3 - step)).epsilon(1e-11));
    // At 95 % q is 4.3027 and q / sqrt 3 is 2.484, at 99 % 9.925 and 5.73, above the slope.
    const double wide = student_t_quantile(0.975, 2) / std::sqrt(3);
    const Crossing at95 = paired_crossing(points, {{-1, 1, 3}, {-1, 2, 5}, {-1, 3, 7}}, 0.95);
    CHECK(at95.interval.low == Approx(1 / (3 + wide)).epsilon(1e-11));
    CHECK(at95.interval.high == Approx(1 / (3 - wide)).epsilon(1e-11));
    CHECK_FALSE(paired_crossing(points, {{-1, 1, 3}, {-1, 2, 5}, {-1, 3, 7}}, 0.99).interval.bounded);
}

TEST_CASE("noise that all points of a replication share moves its line, not its slope") {
    // 2 x - 1 + shift with shifts -0.1, 0 and 0.1: the crossing is that of a mean, 0.5 -+ q 0.1 / sqrt 3 / 2.
    const Crossing found = paired_crossing({0, 1}, {{-1.1, 0.9}, {-1, 1}, {-0.9, 1.1}}, 0.95);
    const double half = student_t_quantile(0.975, 2) * 0.1 / std::sqrt(3) / 2;
    CHECK(found.at == Approx(0.5).epsilon(1e-14));
    CHECK(found.interval.low == Approx(0.5 - half).epsilon(1e-11));
    CHECK(found.interval.high == Approx(0.5 + half).epsilon(1e-11));
}

TEST_CASE("replications that agree cross at a point, and flat ones nowhere in particular") {
    const Crossing agreed = paired_crossing({0, 1}, {{-1, 3}, {-1, 3}}, 0.95);
    CHECK(agreed.at == 0.25);
    CHECK(agreed.interval.bounded);
    CHECK(agreed.interval.low == 0.25);
    CHECK(agreed.interval.high == 0.25);
    CHECK_FALSE(paired_crossing({0, 1}, {{1, 1}, {2, 2}}, 0.95).interval.bounded);
    CHECK_FALSE(paired_crossing({0, 1}, {{0, 0}, {0, 0}}, 0.95).interval.bounded);
    // Lines through one point, of slopes that may well be 0 together.
    CHECK_FALSE(paired_crossing({0, 1}, {{-1.5, -0.5}, {1.2, 0.4}}, 0.95).interval.bounded);
}
