// Designs against printed points of the sequence, hand enumerations and what makes each of them even.
#include "hanhlang/stats/designs.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

using Tuples = std::vector<std::vector<std::size_t>>;

std::size_t slice_of(double x, std::size_t slices) {
    return static_cast<std::size_t>(x * static_cast<double>(slices));
}

// Whether each of the columns x rows boxes of two dimensions holds one of the first columns * rows points.
bool one_in_each_box(const std::vector<std::vector<double>>& points, std::size_t i, std::size_t columns,
                     std::size_t j, std::size_t rows) {
    std::set<std::size_t> boxes;
    for (std::size_t p = 0; p < columns * rows; ++p) {
        boxes.insert(slice_of(points[p][i], columns) * rows + slice_of(points[p][j], rows));
    }
    return boxes.size() == columns * rows;
}

bool is_open(const std::vector<std::vector<double>>& points) {
    return std::all_of(points.begin(), points.end(), [](const std::vector<double>& point) {
        return std::all_of(point.begin(), point.end(), [](double x) { return x > 0 && x < 1; });
    });
}

}  // namespace

TEST_CASE("the sequence of Sobol' has the printed points") {
    const std::vector<std::vector<double>> points = sobol_points(1024, 10);
    const std::map<std::size_t, std::vector<double>> printed{
        {0, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
        {1, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}},
        {2, {0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75}},
        {3, {0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25}},
        {4, {0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875, 0.875, 0.625}},
        {5, {0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125}},
        {6, {0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375}},
        {7, {0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875}},
        {8, {0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125, 0.4375, 0.9375, 0.9375, 0.3125}},
        {15, {0.0625, 0.9375, 0.5625, 0.3125, 0.6875, 0.1875, 0.8125, 0.3125, 0.3125, 0.6875}},
        {1000,
         {0.2197265625, 0.0966796875, 0.5185546875, 0.6767578125, 0.2802734375, 0.9072265625, 0.0458984375,
          0.8994140625, 0.5009765625, 0.0693359375}}};
    for (const auto& [place, point] : printed) {
        INFO(place);
        CHECK(points[place] == point);
    }
    const std::vector<double> fifth = sobol_points(6, 16)[5];
    CHECK(std::vector<double>(fifth.begin() + 10, fifth.end()) ==
          std::vector<double>{0.375, 0.875, 0.875, 0.125, 0.875, 0.375});
}

// Point 2^(k-1) is direction number k, m_k / 2^k, xor the one before: by hand from the last ones given.
TEST_CASE("points of the last dimensions come from all of their first direction numbers") {
    const std::vector<std::vector<double>> points = sobol_points(33, 16);
    CHECK(points[16][10] == 3.0 / 32);   // 00001 ^ 00010
    CHECK(points[16][11] == 13.0 / 32);  // 01011 ^ 00110
    CHECK(points[16][12] == 21.0 / 32);  // 11111 ^ 01010
    CHECK(points[32][13] == 63.0 / 64);  // 110001 ^ 001110
    CHECK(points[32][14] == 63.0 / 64);  // 010101 ^ 101010
    CHECK(points[32][15] == 7.0 / 64);   // 110001 ^ 110110
}

TEST_CASE("the first 1024 points of the sequence add up to 511.5 in every dimension") {
    const std::vector<std::vector<double>> points = sobol_points(1024, most_sobol_dimensions);
    for (std::size_t dimension = 0; dimension < most_sobol_dimensions; ++dimension) {
        double sum = 0;
        for (const std::vector<double>& point : points) sum += point[dimension];
        CHECK(sum == 511.5);
    }
    CHECK(sobol_points(0, 3).empty());
    CHECK(sobol_points(1, 1) == std::vector<std::vector<double>>{{0}});
}

TEST_CASE("a longer or wider sequence begins with the shorter and narrower one") {
    const std::vector<std::vector<double>> wide = sobol_points(512, 16);
    const std::vector<std::vector<double>> shifted = sobol_points(512, 16, 3);
    const std::vector<std::vector<double>> narrow = sobol_points(100, 7);
    const std::vector<std::vector<double>> shifted_narrow = sobol_points(100, 7, 3);
    for (std::size_t i = 0; i < narrow.size(); ++i) {
        CHECK(std::equal(narrow[i].begin(), narrow[i].end(), wide[i].begin()));
        CHECK(std::equal(shifted_narrow[i].begin(), shifted_narrow[i].end(), shifted[i].begin()));
    }
}

TEST_CASE("the sequence is even in every dimension, and in the first two together, shifted or not") {
    const std::vector<std::vector<std::vector<double>>> sets{sobol_points(1024, 16),
                                                             sobol_points(1024, 16, 7)};
    for (const std::vector<std::vector<double>>& points : sets) {
        for (std::size_t n = 1; n <= 1024; n *= 2) {
            for (std::size_t j = 0; j < 16; ++j) CHECK(one_in_each_box(points, j, n, 0, 1));
            for (std::size_t columns = 1; columns <= n; columns *= 2) {
                CHECK(one_in_each_box(points, 0, columns, 1, n / columns));
            }
        }
    }
    // Controls: other pairs are less even, a sequence without its first point is not even, nor is chance.
    CHECK_FALSE(one_in_each_box(sets[0], 1, 2, 2, 2));
    CHECK_FALSE(one_in_each_box({sets[0].begin() + 1, sets[0].end()}, 0, 512, 1, 1));
    std::vector<std::vector<double>> random;
    const Purpose purpose(1, "designs test: points by chance");
    for (std::uint32_t i = 0; i < 64; ++i) random.push_back({uniform(purpose, {0, i, 0})});
    CHECK_FALSE(one_in_each_box(random, 0, 64, 0, 1));
}

// Property A of Sobol' 1976.
TEST_CASE("the first 2^16 points have one in each of the 2^16 corners of 16 dimensions") {
    const std::vector<std::vector<double>> points = sobol_points((std::size_t{1} << 16) + 1, 16);
    const auto corner = [](const std::vector<double>& point) {
        std::size_t bits = 0;
        for (const double x : point) bits = 2 * bits + (x < 0.5 ? 0 : 1);
        return bits;
    };
    std::set<std::size_t> corners;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) corners.insert(corner(points[i]));
    CHECK(corners.size() == points.size() - 1);
    // Control: the 2^16 points from the second on have not.
    CHECK(corner(points.back()) != corner(points.front()));
}

TEST_CASE("a digital shift flips the same bits of a dimension in every point") {
    const std::vector<std::vector<double>> plain = sobol_points(256, 16);
    const std::vector<std::vector<double>> shifted = sobol_points(256, 16, 11);
    const auto bits = [](double x) { return static_cast<std::uint64_t>(x * 0x1p52); };
    std::set<std::uint64_t> flips;
    for (std::size_t dimension = 0; dimension < 16; ++dimension) {
        const std::uint64_t flip = bits(shifted[0][dimension]);
        flips.insert(flip);
        for (std::size_t i = 0; i < plain.size(); ++i) {
            CHECK((bits(plain[i][dimension]) ^ bits(shifted[i][dimension])) == flip);
        }
    }
    CHECK(flips.size() == 16);
    CHECK(is_open(shifted));
    CHECK_FALSE(is_open(plain));
    CHECK(sobol_points(256, 16, 11) == shifted);
    CHECK(sobol_points(256, 16, 12) != shifted);
}

TEST_CASE(
    "over the seeds a shifted point is anywhere, and averages of shifted sets scatter about the truth") {
    const int runs = 2000;
    int low = 0;
    int third_quarter = 0;
    std::vector<double> averages;  // of x² y over 16 points, 1/6
    for (int run = 0; run < runs; ++run) {
        const std::vector<std::vector<double>> points = sobol_points(16, 2, static_cast<std::uint64_t>(run));
        low += points[0][0] < 0.5 ? 1 : 0;
        third_quarter += points[9][1] >= 0.5 && points[9][1] < 0.75 ? 1 : 0;
        double sum = 0;
        for (const std::vector<double>& point : points) sum += point[0] * point[0] * point[1];
        averages.push_back(sum / 16);
    }
    CHECK(band(runs, 0.5).holds(low));
    CHECK(band(runs, 0.25).holds(third_quarter));
    CHECK(agrees(student(averages, 0.95), 1.0 / 6));
    CHECK_FALSE(agrees(student(averages, 0.95), 1.01 / 6));
}

TEST_CASE("a Latin hypercube has one point in each slice of each dimension") {
    for (const std::size_t n : {1U, 2U, 7U, 100U, 1000U}) {
        const std::vector<std::vector<double>> points = latin_hypercube(n, 5, 3);
        CHECK(points.size() == n);
        CHECK(is_open(points));
        for (std::size_t dimension = 0; dimension < 5; ++dimension) {
            CHECK(one_in_each_box(points, dimension, n, 0, 1));
        }
    }
    CHECK(latin_hypercube(9, 2, 1) == latin_hypercube(9, 2, 1));
    CHECK(latin_hypercube(9, 2, 1) != latin_hypercube(9, 2, 2));
    CHECK(latin_hypercube(0, 2, 1).empty());
}

TEST_CASE("places in the slices are by chance, and so is the order of the slices in each dimension") {
    const int n = 4000;
    int left = 0;
    for (const std::vector<double>& point : latin_hypercube(n, 1, 5)) {
        const double within = point[0] * n - std::floor(point[0] * n);
        left += within < 0.5 ? 1 : 0;
    }
    CHECK(band(n, 0.5).holds(left));
    const int runs = 3000;
    std::map<std::vector<std::size_t>, int> orders;
    int together = 0;
    for (int run = 0; run < runs; ++run) {
        const std::vector<std::vector<double>> points =
            latin_hypercube(3, 2, static_cast<std::uint64_t>(run));
        ++orders[{slice_of(points[0][0], 3), slice_of(points[1][0], 3), slice_of(points[2][0], 3)}];
        together += slice_of(points[0][0], 3) == slice_of(points[0][1], 3) ? 1 : 0;
    }
    CHECK(orders.size() == 6);
    for (const auto& [order, times] : orders) CHECK(band(runs, 1.0 / 6).holds(times));
    CHECK(band(runs, 1.0 / 3).holds(together));
}

TEST_CASE("a Latin hypercube averages a sum of its dimensions better than chance does") {
    std::vector<double> averages;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        double sum = 0;
        for (const std::vector<double>& point : latin_hypercube(20, 2, seed)) sum += point[0] + point[1];
        averages.push_back(sum / 20);
    }
    const Estimate found = student(averages, 0.95);
    CHECK(agrees(found, 1));
    // Variance 2 / 12 / n³ of the places alone, n = 20; by chance it is 2 / 12 / n, 400 times that.
    const double spread = standard_error(found) * std::sqrt(200.0);
    CHECK(spread == Approx(std::sqrt(2.0 / 12 / 8000)).epsilon(0.25));
}

TEST_CASE("a grid is all tuples, the last dimension fastest") {
    CHECK(grid({2, 3}) == Tuples{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
    CHECK(grid({1, 2, 1}) == Tuples{{0, 0, 0}, {0, 1, 0}});
    CHECK(grid({3}) == Tuples{{0}, {1}, {2}});
    CHECK(grid({}) == Tuples{{}});
    const Tuples tuples = grid({4, 3, 5, 2});
    CHECK(tuples.size() == 120);
    CHECK(std::is_sorted(tuples.begin(), tuples.end()));
    CHECK(std::adjacent_find(tuples.begin(), tuples.end()) == tuples.end());
    CHECK(tuples.back() == std::vector<std::size_t>{3, 2, 4, 1});
}

TEST_CASE("one at a time is the base and each other level of each dimension") {
    CHECK(one_at_a_time({1, 0}, {3, 2}) == Tuples{{1, 0}, {0, 0}, {2, 0}, {1, 1}});
    CHECK(one_at_a_time({0, 0, 0}, {1, 1, 1}) == Tuples{{0, 0, 0}});
    CHECK(one_at_a_time({}, {}) == Tuples{{}});
    const Tuples tuples = one_at_a_time({2, 1, 0}, {4, 3, 5});
    CHECK(tuples.size() == 1 + 3 + 2 + 4);
    CHECK(std::set<std::vector<std::size_t>>(tuples.begin(), tuples.end()).size() == tuples.size());
}

TEST_CASE("a walk on the grid steps once in each dimension, up from below the middle and down from above") {
    CHECK(morris_step(2) == 1);
    CHECK(morris_step(4) == 2.0 / 3);
    CHECK(morris_step(8) == 4.0 / 7);
    for (const std::size_t levels : {2U, 4U, 8U}) {
        for (const std::vector<std::vector<double>>& walk : morris_trajectories(50, 6, levels, 9)) {
            REQUIRE(walk.size() == 7);
            std::set<std::size_t> moved;
            for (std::size_t step = 0; step < 6; ++step) {
                for (std::size_t i = 0; i < 6; ++i) {
                    const double from = walk[step][i];
                    const double to = walk[step + 1][i];
                    const double level = to * static_cast<double>(levels - 1);
                    CHECK(level == Approx(std::round(level)).margin(1e-12));
                    CHECK((to >= 0 && to <= 1));
                    if (to == from) continue;
                    CHECK(moved.insert(i).second);
                    CHECK(to - from == Approx(from < 0.5 ? morris_step(levels) : -morris_step(levels)));
                }
            }
            CHECK(moved.size() == 6);
        }
    }
}

TEST_CASE("walks begin at all levels and take their steps in all orders equally often") {
    const int count = 6000;
    std::map<double, int> starts;
    std::map<double, int> ends;
    std::map<std::vector<std::size_t>, int> orders;
    int equal = 0;
    for (const std::vector<std::vector<double>>& walk : morris_trajectories(count, 3, 4, 2)) {
        ++starts[walk[0][1]];
        ++ends[walk[3][1]];
        equal += walk[0][0] == walk[0][1] ? 1 : 0;
        std::vector<std::size_t> order;
        for (std::size_t step = 0; step < 3; ++step) {
            for (std::size_t i = 0; i < 3; ++i) {
                if (walk[step][i] != walk[step + 1][i]) order.push_back(i);
            }
        }
        ++orders[order];
    }
    CHECK(starts.size() == 4);
    CHECK(ends.size() == 4);
    CHECK(orders.size() == 6);
    for (const auto& [level, times] : starts) CHECK(band(count, 0.25).holds(times));
    for (const auto& [level, times] : ends) CHECK(band(count, 0.25).holds(times));
    for (const auto& [order, times] : orders) CHECK(band(count, 1.0 / 6).holds(times));
    CHECK(band(count, 0.25).holds(equal));
    CHECK(morris_trajectories(5, 3, 4, 2) == morris_trajectories(5, 3, 4, 2));
    CHECK(morris_trajectories(5, 3, 4, 2) != morris_trajectories(5, 3, 4, 3));
    CHECK(morris_trajectories(5, 3, 4, 2)[4] == morris_trajectories(9, 3, 4, 2)[4]);
}
