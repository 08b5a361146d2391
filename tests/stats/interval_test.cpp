// Intervals against worked examples.
#include "hanhlang/stats/interval.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/base/special.hpp"

using namespace hanhlang;

namespace {

const std::vector<double> base{52.1, 49.8, 55.4, 47.9, 51.2, 53.7, 50.5, 48.6, 54.9, 50.0};

struct Arms {
    std::vector<double> baseline, treatment;
    double mean_b, mean_t, difference, half_width, theta;
    Interval at90, at95, at99;
    double g;
};

const std::vector<Arms> sets{
    {base,
     {33.4, 32.9, 35.8, 31.2, 33.0, 34.9, 32.1, 31.5, 35.2, 32.6},
     51.41,
     33.26,
     18.15,
     0.777259,
     0.35304415,
     {0.34898864, 0.35701674, true},
     {0.34802621, 0.35793575, true},
     {0.34579005, 0.36003714, true},
     0.001280},
    {{61, 55, 70, 48, 66, 58, 52, 73, 50, 64},
     {43, 36, 52, 31, 48, 38, 37, 54, 33, 46},
     59.7,
     41.8,
     17.9,
     0.980268,
     0.29983250,
     {0.27924481, 0.32353452, true},
     {0.27479914, 0.32962591, true},
     {0.26503212, 0.34456907, true},
     0.010499},
    {base,
     {40.9, 38.4, 43.4, 37.5, 39.7, 42.4, 39.1, 37.9, 42.9, 38.7},
     51.41,
     40.09,
     11.32,
     0.354966,
     0.22019062,
     {0.21683183, 0.22364502, true},
     {0.21605839, 0.22446851, true},
     {0.21429502, 0.22638725, true},
     0.001280},
    {base,
     {29.0, 27.0, 30.7, 26.4, 28.0, 30.0, 27.5, 26.7, 30.3, 27.2},
     51.41,
     28.28,
     23.13,
     0.729563,
     0.44991247,
     {0.44671915, 0.45321346, true},
     {0.44598617, 0.45400282, true},
     {0.44431837, 0.45584560, true},
     0.001280},
};

void check_interval(const Interval& found, const Interval& expected) {
    CHECK(found.bounded == expected.bounded);
    CHECK(found.low == Approx(expected.low).margin(6e-9));
    CHECK(found.high == Approx(expected.high).margin(6e-9));
}

std::vector<double> tiled(const std::vector<double>& values, int times) {
    std::vector<double> all;
    for (int i = 0; i < times; ++i) all.insert(all.end(), values.begin(), values.end());
    return all;
}

}  // namespace

TEST_CASE("Fieller's interval of four worked sets at three levels") {
    for (const Arms& set : sets) {
        CAPTURE(set.theta);
        CHECK(student(set.baseline, 0.95).value == Approx(set.mean_b).epsilon(1e-14));
        CHECK(student(set.treatment, 0.95).value == Approx(set.mean_t).epsilon(1e-14));
        const Estimate difference = paired_difference(set.baseline, set.treatment, 0.95);
        CHECK(difference.value == Approx(set.difference).epsilon(1e-13));
        CHECK(difference.half_width == Approx(set.half_width).margin(6e-7));
        CHECK(difference.n == 10);
        const Reduction at95 = relative_reduction(set.baseline, set.treatment, 0.95);
        CHECK(at95.estimate == Approx(set.theta).margin(6e-9));
        CHECK(at95.g == Approx(set.g).margin(6e-7));
        check_interval(at95.interval, set.at95);
        check_interval(relative_reduction(set.baseline, set.treatment, 0.90).interval, set.at90);
        check_interval(relative_reduction(set.baseline, set.treatment, 0.99).interval, set.at99);
    }
    check_interval(relative_reduction(sets[0].baseline, sets[0].treatment, 1 - 1 / 60.0).interval,
                   {0.34650986, 0.35936582, true});
    check_interval(relative_reduction(sets[0].baseline, sets[0].treatment, 1 - 1 / 300.0).interval,
                   {0.34417686, 0.36152437, true});
}

TEST_CASE("Fieller's interval at the levels of five looks") {
    struct Look {
        int times;
        double low, high, g;
    };
    int k = 0;
    for (const Look& look :
         {Look{2, 0.27432755, 0.33029630, 0.010933}, Look{4, 0.28411906, 0.31729743, 0.003889},
          Look{8, 0.28948459, 0.31091213, 0.001628}, Look{16, 0.29284065, 0.30715092, 0.000727},
          Look{32, 0.29505179, 0.30476366, 0.000335}}) {
        const Reduction found = relative_reduction(tiled(sets[1].baseline, look.times),
                                                   tiled(sets[1].treatment, look.times), 1 - 0.05 * ++k / 15);
        check_interval(found.interval, {look.low, look.high, true});
        CHECK(found.g == Approx(look.g).margin(6e-7));
    }
}

TEST_CASE(
    "a baseline that may be zero gives no bounded interval, and one near it a wide one with a large g") {
    const Reduction unbounded = relative_reduction({3, -4, 5, -2, 1}, {1, 2, -1, 4, 0.5}, 0.95);
    CHECK_FALSE(unbounded.interval.bounded);
    CHECK(std::isinf(unbounded.interval.low));
    CHECK(std::isinf(unbounded.interval.high));
    CHECK(unbounded.g == Approx(56.958339).margin(6e-7));
    const Reduction wide = relative_reduction({2, 6, 1, 9, 4}, {1, 2, 1, 4, 2}, 0.95);
    CHECK(wide.estimate == Approx(0.54545455).margin(6e-9));
    check_interval(wide.interval, {-0.38447208, 0.64978654, true});
    CHECK(wide.g == Approx(0.82023831).margin(6e-9));
}

TEST_CASE(
    "an edge of Fieller's interval is where the paired t test of (1 - theta) B - T is just significant") {
    for (const Arms& set : sets) {
        const Interval interval = relative_reduction(set.baseline, set.treatment, 0.95).interval;
        for (double theta : {interval.low, interval.high}) {
            std::vector<double> shrunk = set.baseline;
            for (double& value : shrunk) value *= 1 - theta;
            const Estimate z = paired_difference(shrunk, set.treatment, 0.95);
            CHECK(std::abs(z.value) == Approx(z.half_width).epsilon(1e-10));
        }
    }
}

// Of H0: the reduction is `theta`, by the paired t test of (1 - theta) B - T.
struct Evidence {
    double t, p;  // positive: the reduction is larger; two-sided
};
Evidence against(const Arms& set, double theta) {
    std::vector<double> shrunk = set.baseline;
    for (double& value : shrunk) value *= 1 - theta;
    const Estimate z = paired_difference(shrunk, set.treatment, 0.95);
    const double t = z.value / z.half_width * student_t_quantile(0.975, 9);
    return {t, 2 * student_t_cdf(-std::abs(t), 9)};
}

TEST_CASE("the evidence of four worked sets against two reductions") {
    struct Known {
        double t30, p30, t40, p40;
    };
    const std::vector<Known> known{{20.338354, 7.83e-9, -22.955915, 2.68e-9},
                                   {-0.013941, 0.989181, -6.248330, 1.4993e-4},
                                   {-29.515270, 2.87e-10, -44.069931, 7.97e-12},
                                   {75.379916, 6.44e-14, 33.966319, 8.20e-11}};
    for (std::size_t i = 0; i < sets.size(); ++i) {
        CAPTURE(i);
        const Evidence at30 = against(sets[i], 0.30);
        const Evidence at40 = against(sets[i], 0.40);
        CHECK(at30.t == Approx(known[i].t30).margin(6e-7));
        CHECK(at40.t == Approx(known[i].t40).margin(6e-7));
        CHECK(at30.p == Approx(known[i].p30).epsilon(2e-3));
        CHECK(at40.p == Approx(known[i].p40).epsilon(2e-3));
        // The interval holds a reduction if and only if the test does not reject it.
        const Interval at95 = relative_reduction(sets[i].baseline, sets[i].treatment, 0.95).interval;
        CHECK((at95.low <= 0.30 && 0.30 <= at95.high) == (at30.p >= 0.05));
        CHECK((at95.low <= 0.40 && 0.40 <= at95.high) == (at40.p >= 0.05));
    }
}

TEST_CASE("the spread of four worked sets, and the mean of ratios that is not the ratio of means") {
    struct Known {
        double sd_b, sd_t, mean_of_ratios;
    };
    const std::vector<Known> known{{2.570970, 1.572118, 0.35293206},
                                   {8.551153, 7.997222, 0.30393864},
                                   {2.570970, 2.167154, 0.22031365},
                                   {2.570970, 1.596385, 0.45005256}};
    const double per_sd = student_t_quantile(0.975, 9) / std::sqrt(10);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        CAPTURE(i);
        CHECK(student(sets[i].baseline, 0.95).half_width == Approx(per_sd * known[i].sd_b).margin(6e-7));
        CHECK(student(sets[i].treatment, 0.95).half_width == Approx(per_sd * known[i].sd_t).margin(6e-7));
        std::vector<double> ratios;
        for (std::size_t r = 0; r < 10; ++r) ratios.push_back(1 - sets[i].treatment[r] / sets[i].baseline[r]);
        CHECK(student(ratios, 0.95).value == Approx(known[i].mean_of_ratios).margin(6e-9));
        const double estimate = relative_reduction(sets[i].baseline, sets[i].treatment, 0.95).estimate;
        CHECK(std::abs(estimate - known[i].mean_of_ratios) > 1e-5);
    }
}

TEST_CASE("equal replications differ by exactly nothing, with an interval of no width") {
    for (const std::vector<double>& values :
         {base, std::vector<double>{0.1, 0.7, 1e-9}, std::vector<double>{0, 0, 0}}) {
        const Reduction none = relative_reduction(values, values, 0.95);
        CHECK(none.estimate == 0);
        CHECK(none.interval.low == 0);
        CHECK(none.interval.high == 0);
        CHECK(none.interval.bounded);
        const Estimate difference = paired_difference(values, values, 0.95);
        CHECK(difference.value == 0);
        CHECK(difference.half_width == 0);
    }
}

TEST_CASE("without spread in either arm the reduction is a point") {
    const Reduction point = relative_reduction({0.3, 0.3, 0.3}, {0.2, 0.2, 0.2}, 0.95);
    CHECK(point.estimate == Approx(1 / 3.0).epsilon(1e-15));
    CHECK(point.interval.low == point.estimate);
    CHECK(point.interval.high == point.estimate);
    CHECK(point.interval.bounded);
    CHECK(point.g == 0);
}

TEST_CASE("one replication gives an estimate and no interval") {
    CHECK(student({3}, 0.95).value == 3);
    CHECK(std::isnan(student({3}, 0.95).half_width));
    CHECK(std::isnan(paired_difference({3}, {1}, 0.95).half_width));
    CHECK(std::isnan(sectioned(3, {3}, 0.95).half_width));
    const Reduction one = relative_reduction({4}, {3}, 0.95);
    CHECK(one.estimate == 0.25);
    CHECK_FALSE(one.interval.bounded);
    CHECK(std::isnan(student({}, 0.95).value));
}

TEST_CASE("the t interval of a mean meets two relative precisions at the known replications") {
    const std::vector<double> all{12.1, 10.4, 11.8, 9.6,  13.0, 11.1, 10.2, 12.6, 11.5,
                                  10.9, 11.9, 10.0, 12.3, 11.0, 10.7, 11.6, 12.0, 10.5,
                                  11.3, 11.4, 10.8, 11.7, 12.2, 10.3, 11.2};
    const auto first_at = [&](double precision) {
        for (std::size_t n = 5; n <= all.size(); ++n) {
            const Estimate estimate =
                student({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)}, 0.95);
            if (estimate.half_width / std::abs(estimate.value) <= precision) return estimate;
        }
        return Estimate{};
    };
    const Estimate plain = first_at(0.05);
    CHECK(plain.n == 15);
    CHECK(plain.value == Approx(11.273333).margin(6e-7));
    CHECK(plain.half_width == Approx(0.555940).margin(6e-7));
    const Estimate adjusted = first_at(0.05 / 1.05);
    CHECK(adjusted.n == 16);
    CHECK(adjusted.value == Approx(11.293750).margin(6e-7));
    CHECK(adjusted.half_width == Approx(0.518629).margin(6e-7));
}

TEST_CASE("sectioning measures the spread about the pooled value, not about the mean of the sections") {
    const Estimate estimate = sectioned(18, {20, 16, 25, 18}, 0.95);
    CHECK(estimate.value == 18);
    CHECK(estimate.half_width == Approx(6.935981).margin(6e-7));
    CHECK(estimate.n == 4);
    const Estimate batching = student({20, 16, 25, 18}, 0.95);  // the other way: biased
    CHECK(batching.value == 19.75);
    CHECK(batching.half_width == Approx(6.145638).margin(6e-7));
}

TEST_CASE("the reduction of pooled statistics is centred at them, and at the means it is Fieller's") {
    for (const Arms& set : sets) {
        const double b = student(set.baseline, 0.95).value;
        const double t = student(set.treatment, 0.95).value;
        const Reduction plain = relative_reduction(set.baseline, set.treatment, 0.95);
        const Reduction pooled = relative_reduction(b, t, set.baseline, set.treatment, 0.95);
        CHECK(pooled.interval.low == plain.interval.low);
        CHECK(pooled.interval.high == plain.interval.high);
        // A pooled value off the mean adds its distance to the spread.
        const Reduction off = relative_reduction(b, t + 1, set.baseline, set.treatment, 0.95);
        CHECK(off.estimate == Approx(1 - (t + 1) / b));
        CHECK(off.interval.high - off.interval.low > plain.interval.high - plain.interval.low);
    }
    const Reduction none = relative_reduction(50.5, 50.5, base, base, 0.95);
    CHECK(none.estimate == 0);
    CHECK(none.interval.low == 0);
    CHECK(none.interval.high == 0);
}
