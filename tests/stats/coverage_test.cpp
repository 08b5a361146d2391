// How often intervals cover the truth. Rule: each band is wide enough for one false alarm in a million, and
// beside the experiments that must pass stands one that must not.
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/base/random.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/interval.hpp"

using namespace hanhlang;

namespace {

constexpr int runs = 2000;

// Binomial bands of 2,000 runs at a nominal 0.90 and 0.95, two-sided 1e-6.
bool is_nominal_90(int hits) {
    return hits >= 1731 && hits <= 1862;
}
bool is_nominal_95(int hits) {
    return hits >= 1849 && hits <= 1944;
}

double normal(const Purpose& purpose, std::uint32_t i, int run, std::uint32_t block = 0) {
    return normal_quantile(uniform(purpose, {1, i, static_cast<std::uint32_t>(run)}, 0, block));
}

}  // namespace

TEST_CASE("the t interval of a normal mean covers as often as it says") {
    const Purpose purpose{20260101, "coverage of t"};
    int hits90 = 0;
    int hits95 = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < 8; ++i) values.push_back(10 + 3 * normal(purpose, i, run));
        const Estimate at90 = student(values, 0.90);
        const Estimate at95 = student(values, 0.95);
        hits90 += std::abs(at90.value - 10) <= at90.half_width;
        hits95 += std::abs(at95.value - 10) <= at95.half_width;
    }
    CHECK(is_nominal_90(hits90));
    CHECK(is_nominal_95(hits95));
}

TEST_CASE("Fieller's interval of correlated normal pairs covers as often as it says") {
    const Purpose purpose{20260101, "coverage of Fieller"};
    constexpr double theta = 0.35;
    int hits90 = 0;
    int hits95 = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> baseline;
        std::vector<double> treatment;
        for (std::uint32_t i = 0; i < 10; ++i) {
            const double z1 = normal(purpose, i, run);
            const double z2 = 0.9 * z1 + std::sqrt(1 - 0.81) * normal(purpose, i, run, 1);
            baseline.push_back(100 * (1 + 0.1 * z1));
            treatment.push_back(100 * (1 - theta) * (1 + 0.1 * z2));
        }
        const Interval at90 = relative_reduction(baseline, treatment, 0.90).interval;
        const Interval at95 = relative_reduction(baseline, treatment, 0.95).interval;
        hits90 += at90.low <= theta && theta <= at90.high;
        hits95 += at95.low <= theta && theta <= at95.high;
    }
    CHECK(is_nominal_90(hits90));
    CHECK(is_nominal_95(hits95));
}

TEST_CASE("the t interval over dependent values of one run does not cover: the experiment can fail") {
    const Purpose purpose{20260101, "coverage of the naive interval"};
    int hits95 = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> values;
        double x = normal(purpose, 0, run) / 0.6;  // stationary: 1 / sqrt(1 - 0.8^2)
        for (std::uint32_t i = 1; i <= 50; ++i) {
            x = 0.8 * x + normal(purpose, i, run);
            values.push_back(x);
        }
        const Estimate naive = student(values, 0.95);
        hits95 += std::abs(naive.value) <= naive.half_width;
    }
    CHECK_FALSE(is_nominal_95(hits95));
    CHECK(hits95 < 1400);
}
