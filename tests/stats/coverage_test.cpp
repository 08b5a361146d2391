// How often Student's and Fieller's intervals cover the truth. Rule: each band is wide enough for one false
// alarm in a million, and beside the experiments that must pass stand those that must not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/stats/tally.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

constexpr int runs = 2000;
constexpr double theta = 0.35;

struct Pairs {
    std::vector<double> baseline, treatment;
};

// n pairs of standard normal deviates of a given correlation.
Pairs normal_pairs(const Purpose& purpose, std::uint32_t n, int run, double correlation) {
    Pairs pairs;
    for (std::uint32_t i = 0; i < n; ++i) {
        const double z = normal(purpose, i, run);
        pairs.baseline.push_back(z);
        pairs.treatment.push_back(correlation * z +
                                  std::sqrt(1 - correlation * correlation) * normal(purpose, i, run, 0, 1));
    }
    return pairs;
}

// Means of 100 and 65, spread a tenth of the mean: a reduction of theta.
Pairs reduced(Pairs pairs) {
    for (double& value : pairs.baseline) value = 100 * (1 + 0.1 * value);
    for (double& value : pairs.treatment) value = 100 * (1 - theta) * (1 + 0.1 * value);
    return pairs;
}

// Replication i of one arm meets replication i + 1 of the other.
Pairs out_of_step(Pairs pairs) {
    std::rotate(pairs.treatment.begin(), pairs.treatment.begin() + 1, pairs.treatment.end());
    return pairs;
}

Interval fieller(const Pairs& pairs, double confidence) {
    return relative_reduction(pairs.baseline, pairs.treatment, confidence).interval;
}

}  // namespace

TEST_CASE("the bands of a coverage experiment are the binomial's") {
    struct Known {
        int runs;
        double miss;
        Band at90, at95;
    };
    for (const Known& known :
         {Known{200, 1e-6, {157, 197}, {172, 200}}, Known{400, 1e-6, {328, 386}, {356, 397}},
          Known{1000, 1e-6, {851, 943}, {913, 980}}, Known{2000, 1e-6, {1731, 1862}, {1849, 1944}},
          Known{10000, 1e-6, {8850, 9144}, {9390, 9603}}, Known{200, 1e-4, {162, 194}, {176, 199}},
          Known{400, 1e-4, {335, 381}, {361, 395}}, Known{1000, 1e-4, {861, 935}, {921, 975}},
          Known{2000, 1e-4, {1746, 1850}, {1860, 1936}}, Known{10000, 1e-4, {8881, 9115}, {9413, 9583}}}) {
        CAPTURE(known.runs, known.miss);
        const Band at90 = band(known.runs, 0.90, known.miss);
        const Band at95 = band(known.runs, 0.95, known.miss);
        CHECK(at90.least == known.at90.least);
        CHECK(at90.most == known.at90.most);
        CHECK(at95.least == known.at95.least);
        CHECK(at95.most == known.at95.most);
    }
    CHECK_FALSE(band(200, 0.90).holds(156));
    CHECK(band(200, 0.90).holds(157));
    CHECK(band(200, 0.90).holds(197));
    CHECK_FALSE(band(200, 0.90).holds(198));
}

TEST_CASE("the t interval of a normal mean covers as often as it says") {
    const Purpose purpose{20260101, "coverage of t"};
    int hits90 = 0;
    int hits95 = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < 8; ++i) values.push_back(10 + 3 * normal(purpose, i, run));
        hits90 += covers(student(values, 0.90), 10);
        hits95 += covers(student(values, 0.95), 10);
    }
    CAPTURE(hits90, hits95);
    CHECK(band(runs, 0.90).holds(hits90));
    CHECK(band(runs, 0.95).holds(hits95));
}

TEST_CASE("the t interval over dependent values of one run does not cover: the experiment can fail") {
    const Purpose purpose{20260101, "coverage of the naive interval"};
    int hits95 = 0;
    for (int run = 0; run < runs; ++run)
        hits95 += covers(student(dependent_values(purpose, 50, run), 0.95), 0);
    CAPTURE(hits95);
    CHECK_FALSE(band(runs, 0.95).holds(hits95));
    CHECK(hits95 < 1400);
}

TEST_CASE("a t interval looked at after each replication, until it excludes the truth, does not cover") {
    const Purpose purpose{20260101, "coverage of looking again"};
    int hits95 = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> values;
        bool always = true;
        for (std::uint32_t i = 0; i < 40 && always; ++i) {
            values.push_back(normal(purpose, i, run));
            if (values.size() >= 5) always = covers(student(values, 0.95), 0);
        }
        hits95 += always;
    }
    CAPTURE(hits95);
    CHECK_FALSE(band(runs, 0.95).holds(hits95));
}

TEST_CASE("Fieller's interval of normal pairs covers as often as it says, however they are correlated") {
    for (const double correlation : {0.9, 0.0, -0.9}) {
        CAPTURE(correlation);
        const Purpose purpose{20260101, "coverage of Fieller"};
        int hits90 = 0;
        int hits95 = 0;
        for (int run = 0; run < runs; ++run) {
            const Pairs pairs = reduced(normal_pairs(purpose, 10, run, correlation));
            hits90 += covers(fieller(pairs, 0.90), theta);
            hits95 += covers(fieller(pairs, 0.95), theta);
        }
        CAPTURE(hits90, hits95);
        CHECK(band(runs, 0.90).holds(hits90));
        CHECK(band(runs, 0.95).holds(hits95));
    }
}

TEST_CASE("Fieller's interval of skewed pairs covers from twenty replications on") {
    const Purpose purpose{20260101, "coverage of Fieller, skewed"};
    const double sigma = std::sqrt(elementary::log1p(0.3 * 0.3));  // lognormal, spread 30 % of the mean
    int hits95 = 0;
    for (int run = 0; run < runs; ++run) {
        Pairs pairs = normal_pairs(purpose, 20, run, 0.9);
        for (double& value : pairs.baseline) value = elementary::exp(sigma * value);
        for (double& value : pairs.treatment) value = (1 - theta) * elementary::exp(sigma * value);
        hits95 += covers(fieller(pairs, 0.95), theta);
    }
    CAPTURE(hits95);
    CHECK(band(runs, 0.95).holds(hits95));
}

TEST_CASE(
    "pairs out of step do not give an interval: too wide for kindred arms, too narrow for opposed ones") {
    const Purpose purpose{20260101, "coverage of Fieller"};
    int kindred = 0;
    int opposed = 0;
    for (int run = 0; run < runs; ++run) {
        kindred += covers(fieller(out_of_step(reduced(normal_pairs(purpose, 10, run, 0.9))), 0.95), theta);
        opposed += covers(fieller(out_of_step(reduced(normal_pairs(purpose, 10, run, -0.9))), 0.95), theta);
    }
    CAPTURE(kindred, opposed);
    CHECK(kindred > band(runs, 0.95).most);
    CHECK(opposed < band(runs, 0.95).least);
}
