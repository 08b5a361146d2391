// Batch means of a known run, of whole numbers, and of runs too short or too even to judge.
#include "hanhlang/stats/batch_means.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "hanhlang/stats/tally.hpp"

using namespace hanhlang;

namespace {

// 10 + p, p = 0.8 p + (u - 1/2), u of the generator of Lewis, Goodman and Miller 1969 from 1.
std::vector<double> known_run() {
    std::vector<double> values;
    std::uint64_t state = 1;
    double p = 0;
    for (int i = 0; i < 4096; ++i) {
        state = state * 16807 % 2147483647;
        p = 0.8 * p + (static_cast<double>(state) / 2147483647.0 - 0.5);
        values.push_back(10 + p);
    }
    return values;
}

BatchMeans batches_of(const std::vector<double>& values, std::size_t smallest = 16) {
    BatchMeans batches{smallest};
    for (const double value : values) batches.add(value);
    return batches;
}

}  // namespace

TEST_CASE("batch means of a known dependent run") {
    const std::vector<double> values = known_run();
    const Estimate naive = student(values, 0.95);
    CHECK(naive.value == Approx(9.99056469).margin(6e-9));
    CHECK(naive.half_width == Approx(0.01448076).margin(6e-9));  // a third of what is true, 0.0442
    Tally tally;
    for (const double value : values) tally.add(value);
    CHECK(tally.variance() == Approx(0.22345468).margin(6e-9));
    struct Known {
        std::size_t batches;
        double mean, half_width, lag_1, von_neumann, z;
        bool is_dependent;
    };
    for (const Known& known : {Known{10, 9.99004517, 0.05350292, -0.123921, -0.104319, -0.3670, false},
                               Known{16, 9.99056469, 0.05293130, 0.167164, 0.205414, 0.8767, false},
                               Known{20, 9.98967901, 0.04278620, 0.111860, 0.120685, 0.5682, false},
                               Known{32, 9.99056469, 0.04571047, 0.179698, 0.207798, 1.2134, false},
                               Known{64, 9.99056469, 0.04624211, -0.136553, -0.130230, -1.0584, false},
                               Known{1024, 9.99056469, 0.02543949, 0.558073, 0.559192, 17.9116, true}}) {
        CAPTURE(known.batches);
        const BatchEstimate found = batch_means(values, known.batches, 0.95);
        CHECK(found.mean.value == Approx(known.mean).margin(6e-9));
        CHECK(found.mean.half_width == Approx(known.half_width).margin(6e-9));
        CHECK(found.mean.n == known.batches);
        CHECK(found.size == 4096 / known.batches);
        CHECK(found.lag_1 == Approx(known.lag_1).margin(6e-7));
        CHECK(found.von_neumann == Approx(known.von_neumann).margin(6e-7));
        CHECK(found.z == Approx(known.z).margin(6e-5));
        CHECK(found.is_dependent == known.is_dependent);
    }
}

TEST_CASE("values as they come end in the batches a cut of the whole run gives") {
    const BatchMeans batches = batches_of(known_run());
    CHECK(batches.size() == 128);
    const BatchEstimate found = batches.estimate(0.95);
    const BatchEstimate cut = batch_means(known_run(), 32, 0.95);
    CHECK(found.mean.n == 32);
    CHECK(found.mean.value == Approx(cut.mean.value).epsilon(1e-14));
    CHECK(found.mean.half_width == Approx(cut.mean.half_width).epsilon(1e-12));
    CHECK(found.z == Approx(cut.z).epsilon(1e-11));
}

TEST_CASE("there are 20 to 39 batches however long the run, each the mean of its values") {
    for (const std::size_t smallest : {1U, 3U, 16U}) {
        BatchMeans batches{smallest};
        for (std::size_t n = 1; n <= 50 * 20 * smallest; ++n) {
            batches.add(static_cast<double>(n));  // whole numbers: every mean is exact
            if (n < 20 * smallest) continue;
            const std::size_t k = batches.means().size();
            const std::size_t size = batches.size();
            REQUIRE(k >= 20);
            REQUIRE(k <= 39);
            REQUIRE(k == n / size);
            for (std::size_t j = 0; j < k; ++j)
                REQUIRE(batches.means()[j] == static_cast<double>(2 * j * size + size + 1) / 2);
        }
        CHECK(batches.size() == 32 * smallest);  // 1,000 / 32 is 31 batches
    }
}

TEST_CASE("below 20 batches there is a mean and no interval") {
    BatchMeans batches{2};
    CHECK(std::isnan(batches.estimate(0.95).mean.value));
    for (int i = 0; i < 39; ++i) batches.add(i % 2);
    const BatchEstimate early = batches.estimate(0.95);
    CHECK(early.mean.value == 0.5);
    CHECK(early.mean.n == 19);
    CHECK(std::isnan(early.mean.half_width));
    CHECK(std::isnan(early.z));
    CHECK_FALSE(early.is_dependent);
    batches.add(1);
    CHECK(batches.estimate(0.95).mean.n == 20);
    CHECK(batches.estimate(0.95).mean.half_width == 0);
}

TEST_CASE("a batch that is not full does not count") {
    std::vector<double> values(40, 1.0);
    const BatchEstimate before = batches_of(values, 2).estimate(0.95);
    values.push_back(1e6);
    CHECK(batches_of(values, 2).estimate(0.95).mean.value == before.mean.value);
    values.push_back(1e6);
    CHECK(batches_of(values, 2).estimate(0.95).mean.value > before.mean.value);
    CHECK(batch_means({1, 1, 2, 2, 3, 3, 99, 99}, 3, 0.95).mean.value == 2);
}

TEST_CASE("an even run has an interval of no width and nothing to check") {
    const BatchEstimate even = batches_of(std::vector<double>(1000, 0.1)).estimate(0.95);
    CHECK(even.mean.value == Approx(0.1).epsilon(1e-15));
    CHECK(even.mean.half_width == 0);
    CHECK(std::isnan(even.z));
    CHECK_FALSE(even.is_dependent);
}

TEST_CASE("batches that go up and down are not called dependent, a slow climb is") {
    std::vector<double> swing;
    std::vector<double> climb;
    for (int i = 0; i < 20; ++i) {
        swing.push_back(i % 2);
        climb.push_back(i);
    }
    const BatchEstimate down = batch_means(swing, 20, 0.95);
    CHECK(down.von_neumann == Approx(1 - 19 / 10.0));
    CHECK(down.lag_1 == Approx(-19 / 20.0));
    CHECK_FALSE(down.is_dependent);
    const BatchEstimate up = batch_means(climb, 20, 0.95);
    CHECK(up.von_neumann == Approx(1 - 19 / (2 * 665.0)));  // squares about 9.5 add up to 665
    CHECK(up.is_dependent);
}
