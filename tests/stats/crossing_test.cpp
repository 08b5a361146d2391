#include "hanhlang/stats/crossing.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace hanhlang;

TEST_CASE("adjacent violators are pooled") {
    const auto pooled = isotonic({.02, .11, .09, .31, .28, .49});
    const std::vector<double> known{.02, .10, .10, .295, .295, .49};
    REQUIRE(pooled.size() == known.size());
    for (std::size_t i = 0; i < known.size(); ++i) CHECK(pooled[i] == Approx(known[i]));
    CHECK(isotonic({3, 2, 1}) == std::vector<double>{2, 2, 2});
    CHECK(isotonic({}).empty());
}

TEST_CASE("a line through independent points reaches a level within a known interval") {
    const Crossing c = pooled_crossing({0, .2, .4, .6, .8, 1}, {.02, .11, .19, .31, .38, .49}, .30, 0.95);
    CHECK(std::abs(c.at - .60670732) < 1e-8);
    CHECK(std::abs(c.interval.low - .57871617) < 1e-7);
    CHECK(std::abs(c.interval.high - .63606815) < 1e-7);
    // A line whose slope may be nothing crosses anywhere.
    CHECK_FALSE(pooled_crossing({0, 1, 2}, {.1, .3, .1}, .2, 0.95).interval.bounded);
}

TEST_CASE("lines of replications cross where their means do, and where all cross at one point it is exact") {
    // y = 2 (x - 0.3) and y = 2.2 (x - 0.3).
    const Crossing same = paired_crossing({0, 1}, {{-.6, 1.4}, {-.66, 1.54}}, 0.95);
    CHECK(same.at == Approx(.3));
    CHECK(same.interval.low == Approx(.3));
    CHECK(same.interval.high == Approx(.3));
    // Crossings at .2 and .4 with one slope: 0.3 ± t[.975, 1] * .1, for the slope has no spread.
    const Crossing two = paired_crossing({0, 1}, {{-.2, .8}, {-.4, .6}}, 0.95);
    CHECK(two.at == Approx(.3));
    CHECK(two.interval.high - two.at == Approx(12.7062 * .1).epsilon(1e-5));
    CHECK(two.at - two.interval.low == Approx(12.7062 * .1).epsilon(1e-5));
    // Slopes of both signs: nothing is excluded.
    CHECK_FALSE(paired_crossing({0, 1}, {{-1, 1}, {1, -1}}, 0.95).interval.bounded);
}
