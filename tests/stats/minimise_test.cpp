// The simplex, on functions whose minimum is known.
#include "hanhlang/stats/minimise.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace hanhlang;

namespace {

double valley(const std::vector<double>& at) {  // Rosenbrock 1960: 0 at (1, 1)
    const double across = at[1] - at[0] * at[0];
    return 100 * across * across + (1 - at[0]) * (1 - at[0]);
}

}  // namespace

TEST_CASE("a simplex walks down a curved valley") {
    const Minimum found = minimise(valley, {-1.2, 1}, 0.5);
    CHECK(found.at[0] == Approx(1).margin(1e-3));
    CHECK(found.at[1] == Approx(1).margin(2e-3));
    CHECK(found.value < 1e-7);
    CHECK(found.value == valley(found.at));
}

TEST_CASE("a simplex finds the bottom of a bowl in one variable and in four") {
    const Minimum one = minimise([](const auto& at) { return std::cosh(at[0] - 3); }, {0}, 0.5);
    CHECK(one.at[0] == Approx(3).margin(2e-4));
    const auto bowl = [](const std::vector<double>& at) {
        double sum = 0;
        for (std::size_t i = 0; i < at.size(); ++i) {
            const double distance = at[i] - static_cast<double>(i);
            sum += (1 + static_cast<double>(i)) * distance * distance;
        }
        return sum;
    };
    const Minimum four = minimise(bowl, {5, 5, 5, 5}, 1);
    for (std::size_t i = 0; i < 4; ++i) CHECK(four.at[i] == Approx(static_cast<double>(i)).margin(3e-4));
}

TEST_CASE("a simplex keeps off what is infinite and ends where nothing falls") {
    const double infinite = std::numeric_limits<double>::infinity();
    const auto wall = [&](const auto& at) { return at[0] < 0 ? infinite : at[0] + at[1] * at[1]; };
    const Minimum found = minimise(wall, {1, 1}, 0.5);
    CHECK(found.at[0] >= 0);
    CHECK(found.value < 1e-3);
    CHECK(minimise([](const auto&) { return 7.0; }, {1, 2, 3}, 0.5).value == 7);
    int calls = 0;  // it never ends by itself where the bottom is missing
    const auto slope = [&](const auto& at) {
        ++calls;
        return -at[0];
    };
    CHECK(minimise(slope, {0}, 1).value < -1e6);
    CHECK(calls <= 2 + 2 * 200);
}

TEST_CASE("a simplex only finds the minimum it starts beside") {
    const auto two_wells = [](const std::vector<double>& at) {
        const double square = at[0] * at[0] - 1;
        return square * square + 0.1 * at[0];
    };
    CHECK(minimise(two_wells, {1.2}, 0.1).at[0] == Approx(0.987).margin(0.001));
    CHECK(minimise(two_wells, {-1.2}, 0.1).at[0] == Approx(-1.012).margin(0.001));
}
