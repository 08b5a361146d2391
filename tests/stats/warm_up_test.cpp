// MSER-5 on series whose cut is known, and queues that grow, shrink, swing and stay.
#include "hanhlang/stats/warm_up.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/stats/tally.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

using Series = std::vector<double>;

Series fives(const Series& series) {
    Series means;
    for (std::size_t i = 0; i + 5 <= series.size(); i += 5) {
        double sum = 0;
        for (std::size_t j = i; j < i + 5; ++j) sum += series[j];
        means.push_back(sum / 5);
    }
    return means;
}

// By its definition, from the front.
double statistic(const Series& values, std::size_t d) {
    Tally rest;
    for (std::size_t j = d; j < values.size(); ++j) rest.add(values[j]);
    const auto left = static_cast<double>(values.size() - d);
    return left < 2 ? 0 : rest.variance() * (left - 1) / (left * left);
}

Series decay() {
    Series series;
    for (int i = 1; i <= 500; ++i)
        series.push_back(10 + 6 * elementary::exp(-i / 25.0) + (37 * i % 101) / 101.0 - 0.5);
    return series;
}

Series ramp() {
    Series series;
    for (int i = 1; i <= 200; ++i) series.push_back(i / 10.0);
    return series;
}

// A queue per cycle for each of n replications, with noise of spread `noise` of its own.
std::vector<Series> queues(double level, double slope, double noise, std::uint32_t n, int run = 0) {
    const Purpose purpose{20260101, "queues"};
    std::vector<Series> all(n);
    for (std::uint32_t r = 0; r < n; ++r)
        for (std::uint32_t cycle = 0; cycle < 12; ++cycle)
            all[r].push_back(level + slope * cycle + noise * normal(purpose, cycle, run, r));
    return all;
}

}  // namespace

TEST_CASE("MSER-5 cuts 120 of a decaying series of 500") {
    const Series series = decay();
    const double first[]{15.63107327, 15.77137135, 14.92053252, 15.07820927, 15.24406769};
    for (std::size_t i = 0; i < 5; ++i) CHECK(series[i] == Approx(first[i]).margin(6e-9));
    const Series means = fives(series);
    const double first_means[]{15.32905082, 14.39456148, 13.43520951, 13.01924788};
    for (std::size_t i = 0; i < 4; ++i) CHECK(means[i] == Approx(first_means[i]).margin(6e-9));
    const Series curve = mser_curve(means);
    CHECK(curve.size() == 51);
    CHECK(curve[0] == Approx(0.007825439478).margin(6e-13));
    CHECK(curve[23] == Approx(6.167367346e-5).margin(6e-15));
    CHECK(curve[24] == Approx(5.757077499e-5).margin(6e-15));
    CHECK(curve[25] == Approx(5.911137122e-5).margin(6e-15));
    const auto steady = mser5(series);
    REQUIRE(steady);
    CHECK(steady->from == 120);
    CHECK(steady->mean == Approx(9.99807722).margin(6e-9));
    CHECK(student(series, 0.95).value == Approx(10.28936673).margin(6e-9));
}

TEST_CASE("MSER-5 takes the first of equal cuts") {
    const Series series{20, 17, 16, 14, 12, 11, 12, 10, 11, 11, 10, 9,  11, 10, 10, 9, 10, 11, 10, 10,
                        10, 11, 9,  10, 10, 11, 10, 9,  10, 10, 10, 10, 11, 9,  10, 9, 11, 10, 10, 10,
                        11, 9,  10, 10, 10, 10, 10, 9,  11, 10, 10, 11, 10, 9,  10, 9, 10, 10, 11, 10};
    const Series curve = mser_curve(fives(series));
    CHECK(curve[0] == Approx(0.21379630).margin(6e-9));
    CHECK(curve[1] == Approx(0.00751315).margin(6e-9));
    for (std::size_t d = 2; d < curve.size(); ++d) CHECK(curve[d] == 0);
    const auto steady = mser5(series);
    REQUIRE(steady);
    CHECK(steady->from == 10);
    CHECK(steady->mean == 10);
}

TEST_CASE("a constant series needs no cut") {
    const auto steady = mser5(Series(100, 0.1));
    REQUIRE(steady);
    CHECK(steady->from == 0);
    CHECK(steady->mean == Approx(0.1).epsilon(1e-15));
}

TEST_CASE("a ramp has no steady state, though a search to its end would find one in its last values") {
    CHECK_FALSE(mser5(ramp()));
    const Series means = fives(ramp());
    const Series curve = mser_curve(means);
    CHECK(std::min_element(curve.begin(), curve.end()) == curve.end() - 1);
    Series whole;
    for (std::size_t d = 0; d + 1 < means.size(); ++d) whole.push_back(statistic(means, d));
    CHECK(std::min_element(whole.begin(), whole.end()) - whole.begin() == 38);
}

TEST_CASE("a series of fewer than 50 values is too short to know") {
    CHECK_FALSE(mser5({}));
    CHECK_FALSE(mser5(Series(49, 1.0)));
    CHECK(mser5(Series(50, 1.0)));
}

TEST_CASE("values that do not fill five do not count") {
    Series series(50, 1.0);
    series.insert(series.end(), {1e6, 1e6, 1e6, 1e6});
    CHECK(mser5(series)->mean == 1);
    series.push_back(1e6);
    CHECK(mser5(series)->mean > 1);
}

TEST_CASE("the curve from the end is the curve from its definition, also far from zero") {
    for (const double offset : {0.0, 1e6}) {
        Series means = fives(decay());
        for (double& mean : means) mean += offset;
        const Series curve = mser_curve(means);
        for (std::size_t d = 0; d < curve.size(); ++d)
            CHECK(curve[d] == Approx(statistic(means, d)).epsilon(1e-8));
    }
    CHECK(mser_curve({}).empty());
    CHECK(mser_curve({7}) == Series{0});
}

TEST_CASE("the series a warm-up is read from is the mean over replications") {
    CHECK(mean_series({{1, 2, 3}, {3, 6, 3}}) == Series{2, 4, 3});
    CHECK(mean_series({{5, 4}}) == Series{5, 4});
}

TEST_CASE("the trend of a queue is that of the second half of its run") {
    const Series straight{0, 2, 4, 6, 8, 10, 12, 14};
    const QueueTrend same = queue_trend({straight, straight});
    CHECK(same.slope == 2);
    CHECK(std::isinf(same.t));
    CHECK(same.growth == Approx(2 * 4 / 11.0));
    CHECK(same.queue_keeps_growing);
    // Slopes 2 and 4: mean 3, standard error 1. With two replications that may be chance.
    const QueueTrend apart = queue_trend({straight, {0, 0, 0, 0, 4, 8, 12, 16}});
    CHECK(apart.slope == 3);
    CHECK(apart.t == Approx(3));
    CHECK_FALSE(apart.queue_keeps_growing);
    const QueueTrend odd = queue_trend({{1, 1, 900, 4, 6}, {1, 1, -900, 4, 6}});
    CHECK(odd.slope == 2);
    CHECK(odd.growth == Approx(2 * 2 / 5.0));
}

TEST_CASE("a queue that keeps growing is found") {
    const QueueTrend trend = queue_trend(queues(5, 3, 4, 20));
    CHECK(trend.slope == Approx(3).margin(1));
    CHECK(trend.queue_keeps_growing);
}

TEST_CASE("a queue that stays, falls, is empty, or grew while the run warmed up does not keep growing") {
    CHECK_FALSE(queue_trend(queues(20, 0, 4, 20)).queue_keeps_growing);
    CHECK_FALSE(queue_trend(queues(50, -3, 4, 20)).queue_keeps_growing);
    CHECK_FALSE(queue_trend({Series(8, 0.0), Series(8, 0.0)}).queue_keeps_growing);
    CHECK_FALSE(queue_trend({Series(8, 6.0), Series(8, 7.0)}).queue_keeps_growing);
    CHECK_FALSE(
        queue_trend({{0, 5, 9, 10, 10, 10, 10, 10}, {0, 5, 9, 11, 11, 11, 11, 11}}).queue_keeps_growing);
}

TEST_CASE("growth that is sure but small, or large but unsure, is not called growing") {
    const QueueTrend small = queue_trend(queues(100, 1, 1, 50));
    CHECK(small.t > 10);
    CHECK(small.growth == Approx(6 / 108.5).margin(0.01));
    CHECK_FALSE(small.queue_keeps_growing);
    // Without noise the slope is sure; over six cycles it adds 6 to a mean of 30.5 or 29.5.
    CHECK_FALSE(queue_trend(queues(22, 1, 0, 5)).queue_keeps_growing);
    CHECK(queue_trend(queues(21, 1, 0, 5)).queue_keeps_growing);
    const QueueTrend unsure = queue_trend({{1, 1, 1, 1, 1, 9, 17, 25}, {1, 1, 1, 1, 9, 9, 9, 8.9}});
    CHECK(unsure.growth > 0.5);
    CHECK_FALSE(unsure.queue_keeps_growing);
}

TEST_CASE("a queue that only swings is called growing one time in a thousand, one that grows nearly always") {
    constexpr int runs = 2000;
    int swings = 0;
    int grows = 0;
    for (int run = 0; run < runs; ++run) {
        swings += queue_trend(queues(10, 0, 10, 20, run)).queue_keeps_growing;
        grows += queue_trend(queues(10, 4, 10, 20, run)).queue_keeps_growing;
    }
    CHECK(swings <= band(runs, 0.001).most);
    CHECK(grows > runs * 9 / 10);
}
