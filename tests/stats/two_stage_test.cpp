// Two stages and fixed budgets, against worked examples and by experiment. Rule: beside what is right stands
// what is too little, and fails.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/selection.hpp"
#include "hanhlang/stats/tally.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

TEST_CASE("Rinott's h") {
    struct Known {
        std::size_t k, n0;
        double p_star, h;
    };
    for (const Known& known : std::vector<Known>{{2, 10, 0.95, 2.61412},
                                                 {2, 20, 0.95, 2.45247},
                                                 {3, 20, 0.95, 2.93719},
                                                 {5, 20, 0.95, 3.38542},
                                                 {10, 20, 0.95, 3.87528},
                                                 {10, 10, 0.95, 4.28955},
                                                 {4, 15, 0.90, 2.77871}}) {
        CAPTURE(known.k, known.n0);
        CHECK(rinott_h(known.k, known.n0, known.p_star) == Approx(known.h).margin(5e-6).epsilon(0));
    }
    // With two systems h is a quantile of the difference of two independent t: of one degree these are Cauchy
    // and so is it, at scale 2; of many degrees they are normal.
    const double cauchy = 2 * std::tan(0.45 * std::numbers::pi);
    CHECK(rinott_h(2, 2, 0.95) == Approx(cauchy).epsilon(1e-9));
    CHECK(rinott_h(2, 100001, 0.95) == Approx(std::sqrt(2) * normal_quantile(0.95)).epsilon(2e-5));
}

TEST_CASE("second stages: what is known is not run again, what is not is run as often as it takes") {
    CHECK(rinott_size(2.61412, 0, 0.5, 10) == 10);
    CHECK(rinott_size(2, 3, 0.5, 10) == 144);  // (2 * 3 / 0.5)^2 exactly
    CHECK(rinott_size(2, 3.001, 0.5, 10) == 145);
    CHECK(rinott_size(2, 3, 5, 10) == 10);
}

TEST_CASE("Rinott's two stages select the better of two as often as promised, and hardly oftener") {
    constexpr int runs = 1000;
    const Purpose purpose{20260108, "two stages"};
    const double h = rinott_h(2, 10, 0.95);
    int correct = 0;
    int too_few = 0;  // with a third of the second stage
    for (int run = 0; run < runs; ++run) {
        double means[2];
        double short_means[2];
        for (std::uint32_t system = 0; system < 2; ++system) {
            Tally tally;
            const auto draw = [&](std::uint32_t i) {
                return (system == 0 ? 0.5 : 0) + (system == 0 ? 2 : 1) * normal(purpose, i, run, system);
            };
            for (std::uint32_t i = 0; i < 10; ++i) tally.add(draw(i));
            const std::size_t size = rinott_size(h, tally.sd(), 0.5, 10);
            short_means[system] = tally.mean();
            for (std::uint32_t i = 10; i < size; ++i) {
                tally.add(draw(i));
                if (i < size / 3) short_means[system] = tally.mean();
            }
            means[system] = tally.mean();
        }
        correct += static_cast<int>(means[0] > means[1]);
        too_few += static_cast<int>(short_means[0] > short_means[1]);
    }
    CAPTURE(correct, too_few);
    CHECK(band(runs, 0.95).holds(correct));
    CHECK_FALSE(band(runs, 0.95).holds(too_few));
}

TEST_CASE("a fixed budget goes to the systems that are close to the best and vary") {
    const auto are = [](const std::vector<double>& found, const std::vector<double>& known) {
        REQUIRE(found.size() == known.size());
        for (std::size_t i = 0; i < known.size(); ++i) {
            CHECK(found[i] == Approx(known[i]).margin(5e-7).epsilon(0));
        }
    };
    std::vector<double> sds;
    for (const double variance : {1, 2, 3, 4, 5}) sds.push_back(std::sqrt(variance));
    are(ocba({1, 2, 3, 4, 5}, sds, 100, 0.01, Aim::minimise),
        {29.988265, 39.927484, 14.972807, 8.872774, 6.238669});
    are(ocba({-1, -2, -3, -4, -5}, sds, 100, 0.01, Aim::maximise),
        {29.988265, 39.927484, 14.972807, 8.872774, 6.238669});
    are(ocba({10, 11, 12, 13}, {2, 2, 2, 2}, 200, 0.01, Aim::minimise),
        {86.472787, 83.407748, 20.851937, 9.267528});
    // Nearer than the indifference is as if it were that near: nobody gets all for a tie.
    are(ocba({10, 10, 12}, {2, 2, 2}, 90, 1, Aim::minimise),
        ocba({10, 11, 12}, {2, 2, 2}, 90, 1, Aim::minimise));
    are(ocba({3, 1, 2}, {0, 0, 0}, 30, 1, Aim::minimise), {10, 10, 10});
    are(ocba({3, 1, 2}, {0, 1, 1}, 30, 1, Aim::minimise), {0, 15, 15});
    are(ocba({7}, {1}, 30, 1, Aim::minimise), {30});
}
