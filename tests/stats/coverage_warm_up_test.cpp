// How often intervals over replications cover where each begins far from its steady state, and what a warm-up
// cut does to them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/stats/tally.hpp"
#include "hanhlang/stats/warm_up.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

using Series = std::vector<double>;

double mean_from(const Series& series, std::size_t first) {
    Tally tally;
    for (std::size_t i = first; i < series.size(); ++i) tally.add(series[i]);
    return tally.mean();
}

Estimate mean_from(const std::vector<Series>& replications, std::size_t first) {
    Series means;
    for (const Series& series : replications) means.push_back(mean_from(series, first));
    return student(means, 0.95);
}

// What the first customers of an M/M/1 queue that begins empty wait, mean service 1: Lindley's recursion.
Series waits(const Purpose& purpose, double load, std::uint32_t customers, int run,
             std::uint32_t replication) {
    Series all;
    all.reserve(customers);
    double wait = 0;
    for (std::uint32_t i = 0; i < customers; ++i) {
        all.push_back(wait);
        const Subject who{replication, i, static_cast<std::uint32_t>(run)};
        const double service = -elementary::log(uniform(purpose, who));
        const double gap = -elementary::log(uniform(purpose, who, 0, 1)) / load;
        wait = std::max(0.0, wait + service - gap);
    }
    return all;
}

// Their exact means. A customer waits one service for each whom he finds, and finds n + 1 less those served
// since the one before came, who found n: a geometric number, cut off when nobody is left.
Series expected_waits(double load, std::size_t customers) {
    const double arrives = load / (1 + load);  // before the next service ends
    Series finds(customers + 1, 0.0);
    finds[0] = 1;
    Series all;
    for (std::size_t i = 0; i < customers; ++i) {
        double expected = 0;
        for (std::size_t n = 0; n < finds.size(); ++n) expected += static_cast<double>(n) * finds[n];
        all.push_back(expected);
        Series next(customers + 1, 0.0);
        double at_least = 0;
        double busy = 0;
        for (std::size_t n = customers; n >= 1; --n) {
            at_least = finds[n - 1] + (1 - arrives) * at_least;
            next[n] = arrives * at_least;
            busy += next[n];
        }
        next[0] = 1 - busy;
        finds = next;
    }
    return all;
}

}  // namespace

TEST_CASE("the recursion gives the known mean waits of the first customers of M/M/1") {
    struct Known {
        double load, second, tenth, hundredth, first_10, first_50, first_100;
    };
    for (const Known& known : {Known{0.5, 0.333333, 0.907162, 1.000000, 0.646950, 0.920022, 0.960000},
                               Known{0.8, 0.444444, 1.859832, 3.810376, 1.148842, 2.541800, 3.100054},
                               Known{0.9, 0.473684, 2.195003, 6.399234, 1.311208, 3.392189, 4.593538}}) {
        CAPTURE(known.load);
        const Series all = expected_waits(known.load, 100);
        const auto mean_of_first = [&](std::ptrdiff_t n) {
            return mean_from(Series{all.begin(), all.begin() + n}, 0);
        };
        CHECK(all[0] == 0);
        CHECK(all[1] == Approx(known.second).margin(6e-7));
        CHECK(all[9] == Approx(known.tenth).margin(6e-7));
        CHECK(all[99] == Approx(known.hundredth).margin(6e-7));
        CHECK(mean_of_first(10) == Approx(known.first_10).margin(6e-7));
        CHECK(mean_of_first(50) == Approx(known.first_50).margin(6e-7));
        CHECK(mean_of_first(100) == Approx(known.first_100).margin(6e-7));
    }
}

TEST_CASE(
    "replications of a queue that begins empty cover what its first customers wait, not the steady state") {
    const Purpose purpose{20260101, "coverage of cohorts"};
    constexpr int runs = 1000;
    constexpr double truth = 3.100054;  // of the first 100 at load 0.8; 4 in the steady state
    int many = 0;
    int few = 0;
    int steady = 0;
    for (int run = 0; run < runs; ++run) {
        Series means;
        for (std::uint32_t replication = 0; replication < 200; ++replication)
            means.push_back(mean_from(waits(purpose, 0.8, 100, run, replication), 0));
        many += covers(student(means, 0.95), truth);
        steady += covers(student(means, 0.95), 4);
        few += covers(student({means.begin(), means.begin() + 5}, 0.95), truth);
    }
    CAPTURE(many, steady, few);
    CHECK(band(runs, 0.95).holds(many));
    CHECK_FALSE(band(runs, 0.95).holds(steady));
    // The mean of a cohort is skewed, and Student's interval of five of them is not what it says.
    CHECK_FALSE(band(runs, 0.95).holds(few));
}

TEST_CASE(
    "after one common MSER-5 cut replications that begin far off cover the steady mean, uncut they do not") {
    const Purpose purpose{20260101, "coverage after a cut"};
    constexpr int runs = 1000;
    int cut = 0;
    int uncut = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<Series> replications;
        for (std::uint32_t replication = 0; replication < 20; ++replication) {
            replications.push_back(dependent_values(purpose, 1000, run, replication));
            double excess = 20;
            for (double& value : replications.back()) value += excess *= 0.8;
        }
        const auto steady = mser5(mean_series(replications));
        cut += steady && covers(mean_from(replications, steady->from), 0);
        uncut += covers(mean_from(replications, 0), 0);
    }
    CAPTURE(cut, uncut);
    CHECK(band(runs, 0.95).holds(cut));
    CHECK_FALSE(band(runs, 0.95).holds(uncut));
}

TEST_CASE("MSER-5 cuts chosen for each replication of a queue alone make its mean wait too short") {
    const Purpose purpose{20260101, "coverage after cuts apart"};
    constexpr int runs = 400;
    int apart = 0;
    int common = 0;
    int never = 0;
    Tally found;
    for (int run = 0; run < runs; ++run) {
        std::vector<Series> replications;
        Series means;
        for (std::uint32_t replication = 0; replication < 40; ++replication) {
            replications.push_back(waits(purpose, 0.8, 400, run, replication));
            if (const auto steady = mser5(replications.back())) means.push_back(steady->mean);
        }
        apart += covers(student(means, 0.95), 4);
        found.add(student(means, 0.95).value);
        const auto steady = mser5(mean_series(replications));
        common += steady && covers(mean_from(replications, steady->from), 4);
        never += covers(mean_from(replications, 0), 4);
    }
    CAPTURE(apart, never, found.mean(), common);
    CHECK_FALSE(band(runs, 0.95).holds(apart));
    CHECK(apart < never);       // worse than no cut at all
    CHECK(never < common);      // better, and still short of 95 %: what is left of the start, and skewness
    CHECK(found.mean() < 3.6);  // less even than 3.75, the mean of all 400 from empty
}
