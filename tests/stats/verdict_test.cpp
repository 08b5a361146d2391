// Verdicts, looks and other intervals against worked examples. Rule: tolerances are half a unit of the last
// digit that is given, and a little for the binary number.
#include "hanhlang/stats/verdict.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/base/special.hpp"

using namespace hanhlang;

namespace {

struct Pairs {
    std::vector<double> baseline, treatment;
};

const std::vector<double> base{52.1, 49.8, 55.4, 47.9, 51.2, 53.7, 50.5, 48.6, 54.9, 50.0};
const Pairs set_a{base, {33.4, 32.9, 35.8, 31.2, 33.0, 34.9, 32.1, 31.5, 35.2, 32.6}};
const Pairs set_b{{61, 55, 70, 48, 66, 58, 52, 73, 50, 64}, {43, 36, 52, 31, 48, 38, 37, 54, 33, 46}};
const Pairs set_c{base, {40.9, 38.4, 43.4, 37.5, 39.7, 42.4, 39.1, 37.9, 42.9, 38.7}};
const Pairs set_d{base, {29.0, 27.0, 30.7, 26.4, 28.0, 30.0, 27.5, 26.7, 30.3, 27.2}};
const std::vector<Pairs> sets{set_a, set_b, set_c, set_d};
const Pairs near_zero{{3, -4, 5, -2, 1}, {1, 2, -1, 4, 0.5}};
const Pairs noisy{{2, 6, 1, 9, 4}, {1, 2, 1, 4, 2}};

const CostsAndUnits today{{512, 498, 530, 505, 521, 490, 515, 508},
                          {10.2, 9.8, 10.9, 9.9, 10.4, 9.7, 10.1, 10.0}};
const CostsAndUnits digital{{455, 446, 470, 451, 462, 437, 459, 452},
                            {10.3, 9.9, 11.0, 10.1, 10.5, 9.8, 10.2, 10.2}};

constexpr Decision S = Decision::supported;
constexpr Decision below = Decision::refuted_below;
constexpr Decision above = Decision::refuted_above;
constexpr Decision U = Decision::undecided;

Claimed at_least(double low) {
    return {low, infinity};
}
Claimed at_most(double high) {
    return {-infinity, high};
}

Approx digits(double value, int decimals) {
    return Approx(value).epsilon(0).margin(0.501 * std::pow(10.0, -decimals));
}

void check_interval(const Interval& found, double low, double high, int decimals) {
    CHECK(found.bounded);
    CHECK(found.low == digits(low, decimals));
    CHECK(found.high == digits(high, decimals));
}

Reduction reduction(const Pairs& pairs, double confidence) {
    return relative_reduction(pairs.baseline, pairs.treatment, confidence);
}

std::vector<double> tiled(const std::vector<double>& values, std::size_t size) {
    std::vector<double> all;
    while (all.size() < size) all.insert(all.end(), values.begin(), values.end());
    return all;
}

}  // namespace

TEST_CASE("the verdicts on five claims about four worked sets, alone and in a family of three") {
    const std::vector<Claimed> claims{
        {0.30, 0.40}, at_least(0.30), at_most(0.25), {0.20, 0.30}, {0.349, 0.355}};
    struct Row {
        Interval alone, of_three;
        std::vector<Decision> decisions;
    };
    const std::vector<Row> rows{
        {{0.348026, 0.357936, true}, {0.346510, 0.359366, true}, {S, S, above, above, U}},
        {{0.274799, 0.329626, true}, {0.268094, 0.339633, true}, {U, U, above, U, below}},
        {{0.216058, 0.224469, true}, {0.214858, 0.225769, true}, {below, below, S, S, below}},
        {{0.445986, 0.454003, true}, {0.444850, 0.455251, true}, {above, S, above, above, above}}};
    for (std::size_t i = 0; i < sets.size(); ++i) {
        CAPTURE(i);
        const Interval alone = reduction(sets[i], 0.95).interval;
        const Interval of_three = reduction(sets[i], 1 - 0.05 / 3).interval;
        check_interval(alone, rows[i].alone.low, rows[i].alone.high, 6);
        check_interval(of_three, rows[i].of_three.low, rows[i].of_three.high, 6);
        for (std::size_t j = 0; j < claims.size(); ++j) {
            CAPTURE(j);
            CHECK(decide(alone, claims[j]) == rows[i].decisions[j]);
            CHECK(decide(of_three, claims[j]) == rows[i].decisions[j]);
        }
    }
}

TEST_CASE("a baseline near zero decides nothing, and a noisy one shows it in its g") {
    const Reduction unbounded = reduction(near_zero, 0.95);
    CHECK_FALSE(unbounded.interval.bounded);
    CHECK(unbounded.g == digits(56.958339, 6));
    for (const Claimed& claimed : {Claimed{0.30, 0.40}, at_least(0), at_most(0.25), Claimed{}})
        CHECK(decide(unbounded.interval, claimed) == U);
    const Reduction wide = reduction(noisy, 0.95);
    CHECK(wide.g == digits(0.82023831, 8));
    CHECK(decide(wide.interval, {0.30, 0.40}) == U);
    CHECK(decide(wide.interval, at_most(0.70)) == S);
}

TEST_CASE("five looks at the same pairs decide five claims at five times") {
    const Looks looks;
    const std::vector<Claimed> claims{{0.30, 0.40}, {0.28, 0.33}, {0.29, 0.31}, {0.31, 0.40}, {0.295, 0.305}};
    struct Row {
        std::uint32_t n;
        double alpha, quantile, low, high, g;
        std::vector<Decision> decisions;
    };
    const std::vector<Row> rows{
        {20, 0.003333, 3.354036, 0.27432755, 0.33029630, 0.010933, {U, U, U, U, U}},
        {40, 0.006667, 2.866018, 0.28411906, 0.31729743, 0.003889, {U, S, U, U, U}},
        {80, 0.010000, 2.639505, 0.28948459, 0.31091213, 0.001628, {U, S, U, U, U}},
        {160, 0.013333, 2.502758, 0.29284065, 0.30715092, 0.000727, {U, S, S, below, U}},
        {320, 0.016667, 2.406672, 0.29505179, 0.30476366, 0.000335, {U, S, S, below, S}}};
    const std::vector<std::uint32_t> sizes = looks.sizes();
    REQUIRE(sizes.size() == rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        CAPTURE(k);
        CHECK(sizes[k] == rows[k].n);
        const double alpha = looks.alpha(k + 1, 0.95, 1);
        CHECK(alpha == digits(rows[k].alpha, 6));
        CHECK(two_sided_quantile(alpha, sizes[k]) == digits(rows[k].quantile, 6));
        const Reduction found =
            reduction({tiled(set_b.baseline, sizes[k]), tiled(set_b.treatment, sizes[k])}, 1 - alpha);
        check_interval(found.interval, rows[k].low, rows[k].high, 8);
        CHECK(found.g == digits(rows[k].g, 6));
        for (std::size_t j = 0; j < claims.size(); ++j) {
            CAPTURE(j);
            CHECK(decide(found.interval, claims[j]) == rows[k].decisions[j]);
        }
    }
    const Pairs all{tiled(set_b.baseline, 320), tiled(set_b.treatment, 320)};
    const double alpha = looks.alpha(5, 0.95, 1);
    const Reduction last = reduction(all, 1 - alpha);
    const double needed =
        pairs_needed(two_sided_quantile(alpha, 320), influence_sd(all.baseline, all.treatment), 0.005);
    CHECK(why_undecided(last.estimate, last.interval, claims[0], 0.005, needed, looks.max) ==
          Why::on_the_edge);
    CHECK(why_undecided(last.estimate, last.interval, claims[1], 0.005, needed, looks.max) == Why::decided);
    // Half of the interval is 0.00486: for who cares about less, more runs decide.
    CHECK(why_undecided(last.estimate, last.interval, claims[0], 0.0048, needed, looks.max) ==
          Why::more_runs);
}

TEST_CASE("looks spend all of the error and no more, however they are spaced") {
    CHECK(Looks{20, 320, 2}.sizes() == std::vector<std::uint32_t>{20, 40, 80, 160, 320});
    CHECK(Looks{20, 300, 2}.sizes() == std::vector<std::uint32_t>{20, 40, 80, 160, 300});
    CHECK(Looks{20, 321, 2}.sizes() == std::vector<std::uint32_t>{20, 40, 80, 160, 320, 321});
    CHECK(Looks{20, 100, 1.5}.sizes() == std::vector<std::uint32_t>{20, 30, 45, 68, 100});
    CHECK(Looks{20, 20, 2}.sizes() == std::vector<std::uint32_t>{20});
    CHECK(Looks{2, 5, 1.1}.sizes() == std::vector<std::uint32_t>{2, 3, 4, 5});
    CHECK(Looks{2, 4'294'967'295, 1e6}.sizes() == std::vector<std::uint32_t>{2, 2'000'000, 4'294'967'295});
    const std::vector<double> weights{0.066667, 0.133333, 0.2, 0.266667, 0.333333};
    for (std::size_t k = 1; k <= 5; ++k)
        CHECK(Looks{}.alpha(k, 0.95, 3) == Approx(0.05 / 3 * weights[k - 1]).epsilon(1e-5));
    for (const Looks& looks : {Looks{}, Looks{20, 20, 2}, Looks{10, 1000, 1.3}}) {
        double spent = 0;
        for (std::size_t k = 1; k <= looks.sizes().size(); ++k) spent += looks.alpha(k, 0.90, 4);
        CHECK(4 * spent == Approx(0.10).epsilon(1e-13));
    }
}

TEST_CASE("an interval that ends on an edge is inside, as far as a binary number can tell") {
    const Claimed claimed{0.30, 0.40};
    CHECK(decide({0.30, 0.40, true}, claimed) == S);
    CHECK(decide({0.30, 0.30, true}, claimed) == S);
    CHECK(decide({0.40, 0.40, true}, claimed) == S);
    CHECK(decide({0.20, 0.30, true}, claimed) == U);
    CHECK(decide({0.40, 0.50, true}, claimed) == U);
    CHECK(decide({0.20, 0.2999, true}, claimed) == below);
    CHECK(decide({0.4001, 0.50, true}, claimed) == above);
    const Reduction tenths = relative_reduction({10, 10}, {7, 7}, 0.95);
    CHECK(tenths.estimate > 0.30);
    CHECK(decide(tenths.interval, at_most(0.30)) == S);
    CHECK(decide(tenths.interval, at_least(0.30)) == S);
    CHECK(decide(tenths.interval, at_most(0.30 - 1e-9)) == above);
    // Nothing is near 0, relatively.
    CHECK(decide({-1e-15, 1, true}, at_least(0)) == U);
}

TEST_CASE("an open side is never left") {
    CHECK(decide({0.31, 7, true}, at_least(0.30)) == S);
    CHECK(decide({0.29, 7, true}, at_least(0.30)) == U);
    CHECK(decide({0.1, 0.29, true}, at_least(0.30)) == below);
    CHECK(decide({-7, 0.29, true}, at_most(0.30)) == S);
    CHECK(decide({-7, 0.31, true}, at_most(0.30)) == U);
    CHECK(decide({0.31, 7, true}, at_most(0.30)) == above);
    CHECK(decide({-7, 7, true}, {}) == S);
    CHECK(distance_to_edge(0.33, at_least(0.30)) == Approx(0.03));
    CHECK(distance_to_edge(0.33, at_most(0.30)) == Approx(0.03));
    CHECK(distance_to_edge(0.36, {0.30, 0.40}) == Approx(0.04));
    CHECK(distance_to_edge(0.50, {0.30, 0.40}) == Approx(0.10));
    CHECK(std::isinf(distance_to_edge(0.33, {})));
}

TEST_CASE("why nothing is decided is the first reason that applies") {
    const Claimed claimed{0.30, 0.40};
    CHECK(why_undecided(0.35, {0.31, 0.39, true}, claimed, 0.005, 1, 320) == Why::decided);
    CHECK(why_undecided(0.302, {0.298, 0.306, true}, claimed, 0.005, 1e9, 320) == Why::on_the_edge);
    CHECK(why_undecided(0.306, {0.299, 0.313, true}, claimed, 0.005, 3200, 320) == Why::more_runs);
    CHECK(why_undecided(0.302, {0.292, 0.312, true}, claimed, 0.005, 3201, 320) == Why::beyond_budget);
    CHECK(why_undecided(0.35, {0.29, 0.41, true}, claimed, 0.005, 1, 320) == Why::too_narrow);
    CHECK(why_undecided(0.35, {0.29, 0.41, true}, at_least(0.30), 0.005, 1, 320) == Why::more_runs);
    // A claim no wider than what nobody cares about is first of all on its edge.
    CHECK(why_undecided(0.30, {0.296, 0.304, true}, {0.299, 0.301}, 0.005, 1, 320) == Why::on_the_edge);
    const Interval everything{-infinity, infinity, false};
    CHECK(why_undecided(0.35, everything, claimed, 0.005, 40, 320) == Why::too_narrow);
    CHECK(why_undecided(0.35, everything, at_least(0.30), 0.005, 40, 320) == Why::more_runs);
    CHECK(why_undecided(0.35, everything, at_least(0.30), 0.005, 3201, 320) == Why::beyond_budget);
    CHECK(to_string(Why::on_the_edge) == "on-the-edge");
    CHECK(to_string(Why::beyond_budget) == "beyond-budget");
    CHECK(to_string(Decision::refuted_above) == "refuted above");
    CHECK(to_string(Decision::undecided) == "undecided");
}

TEST_CASE("how many pairs would decide") {
    CHECK(influence_sd(set_a.baseline, set_a.treatment) == digits(0.00692130, 8));
    CHECK(influence_sd(set_b.baseline, set_b.treatment) == digits(0.03797563, 8));
    CHECK(pairs_needed(2.394, 0.04, 0.02) == 23);
    CHECK(pairs_needed(2.394, 0.04, 0.01) == 92);
    CHECK(pairs_needed(2.394, 0.04, 0.005) == 367);
    CHECK(std::isinf(pairs_needed(2.394, 0.04, 0)));
}

TEST_CASE("four worked sets tested at two edges") {
    struct Known {
        double t30, p30, t40, p40;
    };
    const std::vector<Known> known{{20.338354, 7.83e-9, -22.955915, 2.68e-9},
                                   {-0.013941, 0.989181, -6.248330, 1.4993e-4},
                                   {-29.515270, 2.87e-10, -44.069931, 7.97e-12},
                                   {75.379916, 6.44e-14, 33.966319, 8.20e-11}};
    for (std::size_t i = 0; i < sets.size(); ++i) {
        CAPTURE(i);
        const EdgeTest at30 = test_reduction(0.30, sets[i].baseline, sets[i].treatment);
        const EdgeTest at40 = test_reduction(0.40, sets[i].baseline, sets[i].treatment);
        CHECK(at30.t == digits(known[i].t30, 6));
        CHECK(at40.t == digits(known[i].t40, 6));
        CHECK(at30.p == Approx(known[i].p30).epsilon(0.005 / 2.68));  // three digits of the smallest
        CHECK(at40.p == Approx(known[i].p40).epsilon(0.005 / 2.68));
        const Interval at95 = reduction(sets[i], 0.95).interval;
        for (const double edge : {at95.low, at95.high})
            CHECK(test_reduction(edge, sets[i].baseline, sets[i].treatment).p == Approx(0.05).epsilon(1e-9));
    }
}

TEST_CASE("arms that do not vary are tested without a doubt") {
    const std::vector<double> twelve(5, 12.0);
    const std::vector<double> less(5, 8.4);
    const EdgeTest at_edge = test_reduction(0.30, twelve, less);
    CHECK(at_edge.p == 1);
    CHECK(at_edge.t == 0);
    const EdgeTest larger = test_reduction(0.29, twelve, less);
    CHECK(larger.p == 0);
    CHECK(larger.t == infinity);
    CHECK(test_reduction(0.31, twelve, less).t == -infinity);
    // Arms in proportion: all that varies is rounding.
    std::vector<double> shrunk = base;
    for (double& value : shrunk) value *= 0.7;
    CHECK(test_reduction(0.30, base, shrunk).p == 1);
    CHECK(influence_sd(twelve, less) == 0);
    CHECK(std::isinf(variance_reduction(twelve, less)));
}

TEST_CASE("arms that do not vary have points for intervals of every kind") {
    const std::vector<double> twelve(5, 12.0);
    const std::vector<double> less(5, 8.4);
    for (const Reduction& point :
         {delta_reduction(twelve, less, 0.95), log_delta_reduction(twelve, less, 0.95),
          jackknife_reduction(twelve, less, 0.95), independent_reduction(twelve, less, 0.95)}) {
        CHECK(point.estimate == Approx(0.30).epsilon(1e-14));
        CHECK(point.interval.bounded);
        CHECK(point.interval.low == point.estimate);
        CHECK(point.interval.high == point.estimate);
        CHECK(point.g == 0);
        CHECK(decide(point.interval, {0.30, 0.40}) == S);
    }
    CHECK(independent_difference(twelve, less, 0.95).half_width == 0);
    const std::vector<double> nothing(5, 0.0);
    CHECK_FALSE(independent_reduction(nothing, less, 0.95).interval.bounded);
}

TEST_CASE("equal arms differ by exactly nothing") {
    for (const Reduction& none : {delta_reduction(base, base, 0.95), log_delta_reduction(base, base, 0.95),
                                  jackknife_reduction(base, base, 0.95)}) {
        CHECK(none.estimate == 0);
        CHECK(none.interval.low == 0);
        CHECK(none.interval.high == 0);
        CHECK(decide(none.interval, at_least(0.01)) == below);
    }
    CHECK(test_reduction(0, base, base).p == 1);
    CHECK(test_reduction(0.01, base, base).t < 0);
    CHECK(influence_sd(base, base) == 0);
    CHECK(std::isinf(variance_reduction(base, base)));
    CHECK(correlation(base, base) == Approx(1).epsilon(1e-15));
    CHECK(independent_reduction(base, base, 0.95).estimate == 0);
}

TEST_CASE("the delta method, with and without logarithm, and the jackknife on four worked sets") {
    struct Known {
        double low, high, log_low, log_high, se, jackknife, jackknife_se;
    };
    const std::vector<Known> known{
        {0.34809296, 0.35799535, 0.34807396, 0.35797645, 0.00218871, 0.35305648, 0.00218534},
        {0.27266637, 0.32699863, 0.27213247, 0.32647836, 0.01200895, 0.29937009, 0.01204566},
        {0.21598889, 0.22439236, 0.21597755, 0.22438106, 0.00185740, 0.22017635, 0.00185883},
        {0.44590755, 0.45391739, 0.44589293, 0.45390285, 0.00177040, 0.44989641, 0.00177214}};
    const double q = two_sided_quantile(0.05, 10);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        CAPTURE(i);
        const auto& [baseline, treatment] = sets[i];
        const Reduction delta = delta_reduction(baseline, treatment, 0.95);
        CHECK(delta.estimate == reduction(sets[i], 0.95).estimate);
        CHECK(delta.g == reduction(sets[i], 0.95).g);
        check_interval(delta.interval, known[i].low, known[i].high, 8);
        CHECK(influence_sd(baseline, treatment) / std::sqrt(10) == digits(known[i].se, 8));
        const Reduction logarithm = log_delta_reduction(baseline, treatment, 0.95);
        check_interval(logarithm.interval, known[i].log_low, known[i].log_high, 8);
        const Reduction jackknife = jackknife_reduction(baseline, treatment, 0.95);
        CHECK(jackknife.estimate == digits(known[i].jackknife, 8));
        CHECK((jackknife.interval.high - jackknife.interval.low) / (2 * q) ==
              digits(known[i].jackknife_se, 8));
    }
}

TEST_CASE("a logarithm has no interval for a ratio that is not above zero") {
    const Reduction opposite = log_delta_reduction({3, 4, 5}, {-1, -2, -2}, 0.95);
    CHECK(opposite.estimate > 1);
    CHECK_FALSE(opposite.interval.bounded);
}

TEST_CASE("two worked sets as independent arms") {
    check_interval(independent_reduction(set_a.baseline, set_a.treatment, 0.95).interval, 0.32272040,
                   0.38193737, 8);
    check_interval(independent_reduction(set_b.baseline, set_b.treatment, 0.95).interval, 0.18084776,
                   0.40587230, 8);
    // Of set A, on the 17.943080 degrees of freedom of T - R B.
    const double q = student_t_quantile(0.975, 17.943080);
    const double error = 2.570970 / 51.41 / std::sqrt(10);
    CHECK(independent_reduction(set_a.baseline, set_a.treatment, 0.95).g ==
          Approx(q * q * error * error).epsilon(1e-6));
    CHECK_FALSE(independent_reduction(near_zero.baseline, near_zero.treatment, 0.95).interval.bounded);
    const std::vector<double> shorter{33.4, 32.9, 35.8, 31.2};
    CHECK(independent_reduction(base, shorter, 0.95).interval.bounded);
}

TEST_CASE("what pairs save: Welch's interval of four worked sets and their correlation") {
    struct Known {
        double correlation, difference, half_width, se, degrees;
    };
    const std::vector<Known> known{{0.977381, 18.15, 0.777259, 0.952966, 14.904927},
                                   {0.988514, 17.9, 0.980268, 3.702402, 17.919865},
                                   {0.992538, 11.32, 0.354966, 1.063318, 17.498883},
                                   {0.989000, 23.13, 0.729563, 0.956992, 15.041798}};
    for (std::size_t i = 0; i < sets.size(); ++i) {
        CAPTURE(i);
        const auto& [baseline, treatment] = sets[i];
        CHECK(correlation(baseline, treatment) == digits(known[i].correlation, 6));
        CHECK(paired_difference(baseline, treatment, 0.95).half_width == digits(known[i].half_width, 6));
        const Estimate welch = independent_difference(baseline, treatment, 0.95);
        CHECK(welch.value == Approx(known[i].difference).epsilon(1e-13));
        CHECK(welch.n == 10);
        CHECK(welch.half_width / student_t_quantile(0.975, known[i].degrees) == digits(known[i].se, 6));
    }
    CHECK(independent_difference(set_a.baseline, set_a.treatment, 0.95).half_width == digits(2.03, 2));
    CHECK(variance_reduction(set_a.baseline, set_a.treatment) == digits(7.6925, 4));
    CHECK(correlation({1, 2, 3}, {3, 2, 1}) == Approx(-1).epsilon(1e-15));
    CHECK(std::isnan(correlation({1, 2, 3}, {2, 2, 2})));
}

TEST_CASE("a reduction of cost per unit is that of sums") {
    const Reduction found = ratio_of_sums_reduction(today, digital, 0.95);
    CHECK(found.estimate == digits(0.12044439, 8));
    check_interval(found.interval, 0.11676397, 0.12410949, 8);
    // The logarithm's interval is symmetric about the ratio, in factors.
    const double factor = (1 - found.interval.low) / (1 - found.estimate);
    CHECK(std::log(factor) * (1 - found.estimate) / two_sided_quantile(0.05, 8) == digits(0.00155321, 8));
    CHECK(decide(found.interval, {0.10, 0.15}) == S);
    CHECK(found.g > 0);
    CHECK(found.g < 0.001);
    const Reduction none = ratio_of_sums_reduction(today, today, 0.95);
    CHECK(none.estimate == 0);
    CHECK(none.interval.low == 0);
    CHECK(none.interval.high == 0);
}

TEST_CASE("the more skewed the contrasts, the more replications they need") {
    // 1, 1, 1, 5: mean 2, deviations -1 -1 -1 3, variance 4: G1 = 4 / (3 * 2) * 24 / 8 = 2.
    CHECK(least_replications({1, 1, 1, 5}) == 100);
    CHECK(least_replications({-1, -1, -1, -5}) == 100);
    // One hit in ten: G1 = 0.8 / 0.3 * sqrt(10 * 9) / 8, the square root of 10.
    CHECK(least_replications({0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) == 250);
    CHECK(least_replications({1, 2, 3}) == 20);
    CHECK(least_replications({1, 100}) == 20);
    CHECK(least_replications({0.1, 0.1, 0.1}) == 20);
    CHECK(least_replications({}) == 20);
    CHECK(contrasts(0.25, {4, 8}, {3, 5}) == std::vector<double>{0, 1});
}

TEST_CASE("the exact interval of a share") {
    check_interval(clopper_pearson(47, 50, 0.95), 0.834518, 0.987451, 6);
    check_interval(clopper_pearson(0, 20, 0.95), 0, 0.168433, 6);
    check_interval(clopper_pearson(950, 1000, 0.95), 0.934610, 0.962665, 6);
    CHECK(clopper_pearson(0, 20, 0.95).low == 0);
    CHECK(clopper_pearson(20, 20, 0.95).high == 1);
    CHECK(clopper_pearson(20, 20, 0.95).low == Approx(1 - clopper_pearson(0, 20, 0.95).high).epsilon(1e-12));
    // Of 64 draws, 62 are the least whose share is above 90 % for certain, one-sided.
    CHECK(clopper_pearson(62, 64, 0.90).low >= 0.90);
    CHECK(clopper_pearson(61, 64, 0.90).low < 0.90);
}

TEST_CASE("Holm's p values, in any order") {
    const auto check = [](const std::vector<double>& p, const std::vector<double>& expected) {
        const std::vector<double> found = holm(p);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < p.size(); ++i) CHECK(found[i] == Approx(expected[i]).epsilon(1e-14));
    };
    check({0.001, 0.012, 0.014, 0.02, 0.2}, {0.005, 0.048, 0.048, 0.048, 0.2});
    check({0.2, 0.014, 0.001, 0.02, 0.012}, {0.2, 0.048, 0.005, 0.048, 0.048});
    check({0.02, 0.02}, {0.04, 0.04});
    check({0.7, 0.9}, {1, 1});
    check({0.3}, {0.3});
    CHECK(holm({}).empty());
}
