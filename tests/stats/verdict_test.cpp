// Known answers of intervals, looks and verdicts. Data sets A to F are ten (five) made-up pairs; values were
// worked out independently in double precision from the formulas' papers.
#include "hanhlang/stats/verdict.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace hanhlang;

namespace {

using Values = std::vector<double>;

const Values a_before{52.1, 49.8, 55.4, 47.9, 51.2, 53.7, 50.5, 48.6, 54.9, 50.0};
const Values a_after{33.4, 32.9, 35.8, 31.2, 33.0, 34.9, 32.1, 31.5, 35.2, 32.6};
const Values b_before{61, 55, 70, 48, 66, 58, 52, 73, 50, 64};
const Values b_after{43, 36, 52, 31, 48, 38, 37, 54, 33, 46};
const Values c_after{40.9, 38.4, 43.4, 37.5, 39.7, 42.4, 39.1, 37.9, 42.9, 38.7};
const Values d_after{29.0, 27.0, 30.7, 26.4, 28.0, 30.0, 27.5, 26.7, 30.3, 27.2};

constexpr Claimed at_least(double low) {
    return {low, std::numeric_limits<double>::infinity()};
}
constexpr Claimed at_most(double high) {
    return {-std::numeric_limits<double>::infinity(), high};
}

Values tiled(const Values& values, std::size_t times) {
    Values all;
    for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), values.begin(), values.end());
    return all;
}

}  // namespace

TEST_CASE("a claim is supported when the interval is inside, refuted when it is outside, else undecided") {
    const Claimed claimed{0.3, 0.4};
    CHECK(decide({0.31, 0.39, true}, claimed) == Decision::supported);
    CHECK(decide({0.3, 0.4, true}, claimed) == Decision::supported);  // edges belong to the claim
    CHECK(decide({0.2, 0.29, true}, claimed) == Decision::refuted_below);
    CHECK(decide({0.41, 0.5, true}, claimed) == Decision::refuted_above);
    CHECK(decide({0.29, 0.31, true}, claimed) == Decision::undecided);
    CHECK(decide({0.2, 0.5, true}, claimed) == Decision::undecided);
    CHECK(decide({0.2, 0.3, true}, claimed) == Decision::undecided);  // touches the edge: not outside
    CHECK(decide({-infinity, infinity, false}, claimed) == Decision::undecided);
    CHECK(decide({-infinity, infinity, false}, {-infinity, infinity}) == Decision::undecided);
    CHECK(decide({0.05, 0.2, true}, at_least(0.05)) == Decision::supported);
    CHECK(decide({0.01, 0.04, true}, at_least(0.05)) == Decision::refuted_below);
    CHECK(decide({0.11, 0.2, true}, at_most(0.1)) == Decision::refuted_above);
}

TEST_CASE("verdicts on known pairs at one look, alone and as one of three") {
    struct Row {
        const Values& before;
        const Values& after;
        Interval alone, of_three;
        std::array<Decision, 5> decisions;  // 30-40, at least 30, at most 25, 20-30, 34.9-35.5
    };
    constexpr Decision s = Decision::supported, u = Decision::undecided;
    constexpr Decision below = Decision::refuted_below, above = Decision::refuted_above;
    const std::array claims{Claimed{0.3, 0.4}, at_least(0.3), at_most(0.25), Claimed{0.2, 0.3},
                            Claimed{0.349, 0.355}};
    for (const Row& row :
         {Row{a_before, a_after, {.348026, .357936, true}, {.346510, .359366, true}, {s, s, above, above, u}},
          Row{b_before, b_after, {.274799, .329626, true}, {.268094, .339633, true}, {u, u, above, u, below}},
          Row{a_before,
              c_after,
              {.216058, .224469, true},
              {.214858, .225769, true},
              {below, below, s, s, below}},
          Row{a_before,
              d_after,
              {.445986, .454003, true},
              {.444850, .455251, true},
              {above, s, above, above, above}}}) {
        for (const double claims_of_family : {1.0, 3.0}) {
            const Reduction r = relative_reduction(row.before, row.after, 1 - 0.05 / claims_of_family);
            const Interval& known = claims_of_family == 1 ? row.alone : row.of_three;
            CAPTURE(known.low, claims_of_family);
            CHECK(std::abs(r.interval.low - known.low) < 1e-6);
            CHECK(std::abs(r.interval.high - known.high) < 1e-6);
            for (std::size_t i = 0; i < claims.size(); ++i)
                CHECK(decide(r.interval, claims[i]) == row.decisions[i]);
        }
    }
}

TEST_CASE("a baseline near zero is not bounded, and a noisy one has a large g") {
    const Reduction e = relative_reduction(Values{3, -4, 5, -2, 1}, Values{1, 2, -1, 4, .5}, 0.95);
    CHECK_FALSE(e.interval.bounded);
    CHECK(e.g == Approx(56.958339).epsilon(1e-7));
    const Reduction f = relative_reduction(Values{2, 6, 1, 9, 4}, Values{1, 2, 1, 4, 2}, 0.95);
    CHECK(f.interval.bounded);
    CHECK(f.g == Approx(.82023831).epsilon(1e-7));
    CHECK(f.interval.low == Approx(-.38447208).epsilon(1e-7));
}

TEST_CASE("looks double, and spend their error in proportion to their number") {
    const Looks looks{20, 320, 2};
    CHECK(looks.sizes() == std::vector<std::uint32_t>{20, 40, 80, 160, 320});
    CHECK(Looks{20, 100, 2}.sizes() == std::vector<std::uint32_t>{20, 40, 80, 100});
    CHECK(Looks{40, 40, 2}.sizes() == std::vector<std::uint32_t>{40});
    const std::array quantiles{3.354036, 2.866018, 2.639505, 2.502758, 2.406672};
    double spent = 0;
    for (std::size_t k = 1; k <= 5; ++k) {
        const double alpha = looks.alpha(k, 0.95, 1);
        CHECK(alpha == Approx(0.05 * static_cast<double>(k) / 15));
        CHECK(looks.alpha(k, 0.95, 3) == Approx(alpha / 3));
        CHECK(std::abs(two_sided_quantile(alpha, looks.sizes()[k - 1]) - quantiles[k - 1]) < 5e-7);
        spent += alpha;
    }
    CHECK(spent == Approx(0.05));
}

TEST_CASE("pairs that are seen again and again decide at the look that is known") {
    struct Row {
        double low, high, g;
        std::array<char, 5> decisions;
    };
    const std::array rows{Row{.27432755, .33029630, .010933, {'U', 'U', 'U', 'U', 'U'}},
                          Row{.28411906, .31729743, .003889, {'U', 'S', 'U', 'U', 'U'}},
                          Row{.28948459, .31091213, .001628, {'U', 'S', 'U', 'U', 'U'}},
                          Row{.29284065, .30715092, .000727, {'U', 'S', 'S', 'b', 'U'}},
                          Row{.29505179, .30476366, .000335, {'U', 'S', 'S', 'b', 'S'}}};
    const std::array claims{Claimed{.30, .40}, Claimed{.28, .33}, Claimed{.29, .31}, Claimed{.31, .40},
                            Claimed{.295, .305}};
    const Looks looks;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const std::size_t times = looks.sizes()[k] / b_before.size();
        const Values before = tiled(b_before, times), after = tiled(b_after, times);
        const double alpha = looks.alpha(k + 1, 0.95, 1);
        const Reduction r = relative_reduction(before, after, 1 - alpha);
        CAPTURE(k);
        CHECK(std::abs(r.interval.low - rows[k].low) < 5e-9);
        CHECK(std::abs(r.interval.high - rows[k].high) < 5e-9);
        CHECK(std::abs(r.g - rows[k].g) < 5e-7);
        for (std::size_t i = 0; i < claims.size(); ++i) {
            const Decision d = decide(r.interval, claims[i]);
            const char letter = d == Decision::supported       ? 'S'
                                : d == Decision::refuted_below ? 'b'
                                : d == Decision::undecided     ? 'U'
                                                               : 'a';
            CHECK(letter == rows[k].decisions[i]);
        }
        if (k + 1 < rows.size()) continue;
        const double q = two_sided_quantile(alpha, before.size());
        const double distance = std::max(distance_to_edge(r.estimate, claims[0]), 0.005);
        const auto needed = static_cast<double>(pairs_needed(q, influence_sd(before, after), distance));
        CHECK(why_undecided(r.estimate, r.interval, claims[0], 0.005, needed, 320) == Why::on_the_edge);
        CHECK(why_undecided(r.estimate, r.interval, claims[0], 0.004, needed, 320) != Why::on_the_edge);
    }
}

TEST_CASE("why nothing is decided: the edge, a claim too narrow, more runs, too many of them") {
    const Claimed claimed{0.3, 0.4};
    CHECK(why_undecided(0.301, {0.298, 0.304, true}, claimed, 0.005, 100, 320) == Why::on_the_edge);
    CHECK(why_undecided(0.301, {0.20, 0.45, true}, claimed, 0.005, 100, 320) == Why::too_narrow);
    CHECK(why_undecided(0.32, {0.29, 0.35, true}, claimed, 0.005, 3200, 320) == Why::more_runs);
    CHECK(why_undecided(0.32, {0.29, 0.35, true}, claimed, 0.005, 3201, 320) == Why::beyond_budget);
    CHECK(why_undecided(0.32, {-infinity, infinity, false}, claimed, 0.005, 10, 320) == Why::too_narrow);
    CHECK(why_undecided(0.06, {-infinity, infinity, false}, at_least(0.05), 0.005, 10, 320) ==
          Why::more_runs);
    CHECK(pairs_needed(2.394, .04, .02) == 23);
    CHECK(pairs_needed(2.394, .04, .01) == 92);
    CHECK(pairs_needed(2.394, .04, .005) == 367);
}

TEST_CASE(
    "how unlike the edges a reduction is, by a paired t test of which Fieller's interval is the inverse") {
    struct Row {
        const Values& before;
        const Values& after;
        double t30, t40, p30, p40, sd;
    };
    for (const Row& row : {Row{a_before, a_after, 20.338354, -22.955915, 7.83e-9, 2.68e-9, .00218871},
                           Row{b_before, b_after, -.013941, -6.248330, .989181, 1.4993e-4, .01200895},
                           Row{a_before, c_after, -29.515270, -44.069931, 2.87e-10, 7.97e-12, .00185740},
                           Row{a_before, d_after, 75.379916, 33.966319, 6.44e-14, 8.20e-11, .00177040}}) {
        CAPTURE(row.t30);
        CHECK(std::abs(test_reduction(.30, row.before, row.after).t - row.t30) < 1e-6);
        CHECK(std::abs(test_reduction(.40, row.before, row.after).t - row.t40) < 1e-6);
        CHECK(test_reduction(.30, row.before, row.after).p == Approx(row.p30).epsilon(3e-3));
        CHECK(test_reduction(.40, row.before, row.after).p == Approx(row.p40).epsilon(3e-3));
        CHECK(std::abs(influence_sd(row.before, row.after) / std::sqrt(10.0) - row.sd) < 1e-8);
    }
    CHECK(influence_sd(a_before, a_after) == Approx(.00692130).epsilon(1e-6));
    // Where nothing varies, an edge is met exactly or not at all.
    CHECK(test_reduction(0.5, {2, 2, 2}, {1, 1, 1}).p == 1);
    CHECK(test_reduction(0.4, {2, 2, 2}, {1, 1, 1}).p == 0);
    CHECK(test_reduction(0.4, {2, 2, 2}, {1, 1, 1}).t == infinity);
}

TEST_CASE("the delta method, its logarithm and the jackknife on known pairs") {
    const auto is = [](const Interval& i, double low, double high) {
        CHECK(std::abs(i.low - low) < 1e-7);
        CHECK(std::abs(i.high - high) < 1e-7);
    };
    is(delta_reduction(a_before, a_after, 0.95).interval, .34809296, .35799535);
    is(delta_reduction(b_before, b_after, 0.95).interval, .27266637, .32699863);
    is(log_delta_reduction(a_before, a_after, 0.95).interval, .34807396, .35797645);
    is(log_delta_reduction(b_before, b_after, 0.95).interval, .27213247, .32647836);
    const double q = two_sided_quantile(0.05, 10);
    const Reduction a = jackknife_reduction(a_before, a_after, 0.95);
    CHECK(std::abs(a.estimate - .35305648) < 1e-8);
    CHECK(std::abs((a.interval.high - a.interval.low) / 2 / q - .00218534) < 1e-8);
    const Reduction b = jackknife_reduction(b_before, b_after, 0.95);
    CHECK(std::abs(b.estimate - .29937009) < 1e-8);
    CHECK(std::abs((b.interval.high - b.interval.low) / 2 / q - .01204566) < 1e-8);
}

TEST_CASE("independent arms have Welch's degrees of freedom, and pairs save variance") {
    const Interval a = independent_reduction(a_before, a_after, 0.95).interval;
    CHECK(std::abs(a.low - .32272040) < 1e-7);
    CHECK(std::abs(a.high - .38193737) < 1e-7);
    const Interval b = independent_reduction(b_before, b_after, 0.95).interval;
    CHECK(std::abs(b.low - .18084776) < 1e-7);
    CHECK(std::abs(b.high - .40587230) < 1e-7);
    const Estimate d = independent_difference(a_before, a_after, 0.95);
    CHECK(d.value == Approx(18.15));
    CHECK(d.half_width == Approx(2.03).epsilon(3e-3));
    CHECK(paired_difference(a_before, a_after, 0.95).half_width == Approx(.777259).epsilon(1e-6));
    CHECK(variance_reduction(a_before, a_after) == Approx(7.6925).epsilon(1e-4));
    CHECK(correlation(a_before, a_after) == Approx(.977381).epsilon(1e-6));
    CHECK(correlation(b_before, b_after) == Approx(.988514).epsilon(1e-6));
}

TEST_CASE("what is skewed asks for more replications") {
    CHECK(least_replications({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) == 20);
    CHECK(least_replications({1, 1, 1}) == 20);
    CHECK(least_replications({1, 2}) == 20);
    // Nine zeros and a one: the adjusted skewness is sqrt(10), so 250.
    CHECK(least_replications({0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) == 250);
}

TEST_CASE("the exact interval of a share, and p values adjusted one after the other") {
    CHECK(clopper_pearson(47, 50, 0.95).low == Approx(.834518).epsilon(1e-5));
    CHECK(clopper_pearson(47, 50, 0.95).high == Approx(.987451).epsilon(1e-5));
    CHECK(clopper_pearson(0, 20, 0.95).low == 0);
    CHECK(clopper_pearson(0, 20, 0.95).high == Approx(.168433).epsilon(1e-5));
    CHECK(clopper_pearson(950, 1000, 0.95).low == Approx(.934610).epsilon(1e-5));
    CHECK(clopper_pearson(20, 20, 0.95).high == 1);
    // Of 64 draws 62 are as many as it takes to be sure of nine in ten, one-sided; 61 are not.
    CHECK(clopper_pearson(62, 64, 0.90).low >= 0.90);
    CHECK(clopper_pearson(61, 64, 0.90).low < 0.90);
    const auto p = holm({.001, .012, .014, .02, .2});
    const Values known{.005, .048, .048, .048, .2};
    for (std::size_t i = 0; i < p.size(); ++i) CHECK(p[i] == Approx(known[i]));
}
