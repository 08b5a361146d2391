// How often intervals of quantiles cover the truth, where the inside of a replication is dependent.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/stats/quantiles.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

// Between the values of these ranks lies the p-quantile of n independent values; n + 1: no finite bound.
struct Ranks {
    int low, high;
};
Ranks ranks(int n, double p) {
    return {binomial_quantile(n, p, 0.025), binomial_quantile(n, p, 0.975) + 1};
}

}  // namespace

TEST_CASE("the ranks that hold a quantile of independent values") {
    struct Known {
        int n;
        double p;
        Ranks ranks;
    };
    for (const Known& known :
         {Known{20, 0.5, {6, 15}}, Known{50, 0.9, {41, 50}}, Known{100, 0.9, {84, 96}},
          Known{100, 0.95, {90, 100}}, Known{200, 0.95, {184, 197}}, Known{1000, 0.95, {936, 964}}}) {
        CAPTURE(known.n, known.p);
        CHECK(ranks(known.n, known.p).low == known.ranks.low);
        CHECK(ranks(known.n, known.p).high == known.ranks.high);
    }
    CHECK(ranks(59, 0.95).high == 60);
}

TEST_CASE("a sectioned quantile of dependent values covers, the mean of the sections' quantiles does not") {
    const Purpose purpose{20260101, "coverage of sectioning"};
    constexpr int runs = 2000;
    const double truth = normal_quantile(0.9) / 0.6;
    const auto low = static_cast<std::size_t>(ranks(1000, 0.9).low);
    const auto high = static_cast<std::size_t>(ranks(1000, 0.9).high);
    int sectioning = 0;
    int batching = 0;
    int as_if_independent = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> all;
        std::vector<double> sections;
        for (std::uint32_t replication = 0; replication < 20; ++replication) {
            std::vector<double> values = dependent_values(purpose, 50, run, replication);
            all.insert(all.end(), values.begin(), values.end());
            std::sort(values.begin(), values.end());
            sections.push_back(values[44]);
        }
        std::sort(all.begin(), all.end());
        sectioning += covers(sectioned(all[899], sections, 0.95), truth);
        batching += covers(student(sections, 0.95), truth);
        as_if_independent += all[low - 1] <= truth && truth <= all[high - 1];
    }
    CAPTURE(sectioning, batching, as_if_independent);
    CHECK(band(runs, 0.95).holds(sectioning));
    CHECK_FALSE(band(runs, 0.95).holds(batching));
    CHECK_FALSE(band(runs, 0.95).holds(as_if_independent));
    CHECK(batching < 1700);
    CHECK(as_if_independent < 1500);
}

TEST_CASE("the reduction of a pooled quantile covers, and out of step its interval is too wide") {
    const Purpose purpose{20260101, "coverage of the reduction of quantiles"};
    constexpr int runs = 1000;
    constexpr double theta = 0.35;
    int paired = 0;
    int out_of_step = 0;
    for (int run = 0; run < runs; ++run) {
        Quantiles pooled_b;
        Quantiles pooled_t;
        std::vector<double> b;
        std::vector<double> t;
        for (std::uint32_t replication = 0; replication < 20; ++replication) {
            const std::vector<double> shared = dependent_values(purpose, 100, run, replication);
            const std::vector<double> own = dependent_values(purpose, 100, run, replication, 1);
            Quantiles here_b;
            Quantiles here_t;
            for (std::size_t i = 0; i < shared.size(); ++i) {
                const double other = 0.9 * shared[i] + std::sqrt(1 - 0.81) * own[i];
                here_b.add(100 + 6 * shared[i]);
                here_t.add((1 - theta) * (100 + 6 * other));
            }
            b.push_back(here_b.quantile(0.9));
            t.push_back(here_t.quantile(0.9));
            pooled_b.merge(here_b);
            pooled_t.merge(here_t);
        }
        const double all_b = pooled_b.quantile(0.9);
        const double all_t = pooled_t.quantile(0.9);
        paired += covers(relative_reduction(all_b, all_t, b, t, 0.95).interval, theta);
        std::rotate(t.begin(), t.begin() + 1, t.end());
        out_of_step += covers(relative_reduction(all_b, all_t, b, t, 0.95).interval, theta);
    }
    CAPTURE(paired, out_of_step);
    CHECK(band(runs, 0.95).holds(paired));
    CHECK(out_of_step > band(runs, 0.95).most);
}
