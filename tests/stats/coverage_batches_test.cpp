// How often intervals from one long run cover the truth, and how often the check on their batches speaks up.
#include <catch2/catch.hpp>
#include <vector>

#include "hanhlang/stats/batch_means.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {
constexpr int runs = 2000;
constexpr std::size_t length = 4096;
}  // namespace

TEST_CASE("batch means of one dependent run cover as often as they say, many small batches do not") {
    const Purpose purpose{20260101, "coverage of batch means"};
    int kept = 0;
    int twenty = 0;
    int many = 0;
    int warned = 0;
    for (int run = 0; run < runs; ++run) {
        const std::vector<double> values = dependent_values(purpose, length, run);
        BatchMeans batches;
        for (const double value : values) batches.add(value);
        kept += covers(batches.estimate(0.95).mean, 0);
        twenty += covers(batch_means(values, 20, 0.95).mean, 0);
        const BatchEstimate small = batch_means(values, 1024, 0.95);
        many += covers(small.mean, 0);
        warned += small.is_dependent;
    }
    CAPTURE(kept, twenty, many);
    CHECK(band(runs, 0.95).holds(kept));
    CHECK(band(runs, 0.95).holds(twenty));
    CHECK_FALSE(band(runs, 0.95).holds(many));
    CHECK(many < 1600);
    CHECK(warned == runs);
}

TEST_CASE("von Neumann's check suspects independent batches one time in ten, and knows dependent ones") {
    const Purpose purpose{20260101, "coverage of von Neumann's check"};
    int suspected = 0;
    int known = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < 30; ++i) values.push_back(normal(purpose, i, run));
        suspected += batch_means(values, 30, 0.95).is_dependent;
        known += batch_means(dependent_values(purpose, 30, run), 30, 0.95).is_dependent;
    }
    CAPTURE(suspected, known);
    CHECK(band(runs, 0.10).holds(suspected));
    CHECK_FALSE(band(runs, 0.10).holds(known));
    CHECK(known > 1800);
}
