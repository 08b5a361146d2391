// Exact answers, the error bound of the sketch, and merging that forgets order.
#include "hanhlang/stats/quantiles.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/random.hpp"

using namespace hanhlang;

namespace {

Quantiles quantiles_of(const std::vector<double>& values, double alpha = 0.005) {
    Quantiles quantiles{alpha};
    for (double value : values) quantiles.add(value);
    return quantiles;
}

std::vector<double> lognormal_values(std::size_t n) {
    const Distribution law = Distribution::lognormal(48, 0.8);
    const Purpose purpose{1, "quantiles"};
    std::vector<double> values;
    for (std::uint32_t i = 0; i < n; ++i) values.push_back(law.quantile(uniform(purpose, {1, i, 0})));
    return values;
}

// The largest relative distance to the exact type 1 quantiles.
double worst_error(const Quantiles& quantiles, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    double worst = 0;
    for (std::size_t rank = 1; rank <= values.size(); rank += 7) {
        const double p = static_cast<double>(rank) / static_cast<double>(values.size());
        const double exact = values[rank - 1];
        const double found = quantiles.quantile(p);
        worst = std::max(worst, exact == 0 ? std::abs(found) : std::abs(found - exact) / exact);
    }
    return worst;
}

const double probabilities[]{0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

bool answers_equal(const Quantiles& a, const Quantiles& b) {
    return a.count() == b.count() && std::all_of(std::begin(probabilities), std::end(probabilities),
                                                 [&](double p) { return a.quantile(p) == b.quantile(p); });
}

}  // namespace

TEST_CASE("few values give the inverse of their distribution function") {
    const Quantiles ten = quantiles_of({52.1, 49.8, 55.4, 47.9, 51.2, 53.7, 50.5, 48.6, 54.9, 50.0});
    CHECK(ten.quantile(0.1) == 47.9);
    CHECK(ten.quantile(0.5) == 50.5);
    CHECK(ten.quantile(0.9) == 54.9);
    CHECK(ten.quantile(0) == 47.9);
    CHECK(ten.quantile(1) == 55.4);
    CHECK(ten.quantile(0.1000001) == 48.6);
    CHECK(std::isnan(Quantiles{}.quantile(0.5)));
}

TEST_CASE("a product that is whole but for binary rounding is the rank it means") {
    std::vector<double> values;
    for (int i = 1; i <= 100; ++i) values.push_back(i);
    const Quantiles hundred = quantiles_of(values);
    for (int i = 1; i <= 100; ++i) CHECK(hundred.quantile(i / 100.0) == i);
}

TEST_CASE("the sketch stays within alpha of the exact quantiles of 1 to 1000") {
    std::vector<double> values;
    for (int round = 0; round < 10; ++round)
        for (int i = 1; i <= 1000; ++i) values.push_back(i);
    for (double alpha : {0.001, 0.005, 0.02}) {
        const Quantiles quantiles = quantiles_of(values, alpha);
        CHECK_FALSE(quantiles.is_exact());
        CHECK(worst_error(quantiles, values) <= alpha);
        CHECK(quantiles.quantile(0) == 1);
        CHECK(quantiles.quantile(1) == 1000);
    }
}

TEST_CASE("the sketch stays within alpha on skewed data, on zeros and over twenty decades") {
    std::vector<double> values = lognormal_values(20'000);
    CHECK(worst_error(quantiles_of(values), values) <= 0.005);
    CHECK(worst_error(quantiles_of(values, 0.001), values) <= 0.001);
    for (std::size_t i = 0; i < 6'000; ++i) values[i] = 0;
    for (std::size_t i = 6'000; i < 9'000; ++i) values[i] *= 1e-10;
    for (std::size_t i = 9'000; i < 12'000; ++i) values[i] *= 1e10;
    CHECK(worst_error(quantiles_of(values), values) <= 0.005);
    CHECK(quantiles_of(values).quantile(0.2) == 0);
    CHECK(quantiles_of(std::vector<double>(5'000, 0.0)).quantile(0.7) == 0);
    CHECK(quantiles_of(std::vector<double>(5'000, 3.0)).quantile(0.7) == 3);
}

TEST_CASE("a sketch that is too coarse breaks the bound: the check can fail") {
    std::vector<double> values;
    for (int round = 0; round < 5'000; ++round)
        values.insert(values.end(), {100, 100.9});  // in one bucket of 2 %
    CHECK(worst_error(quantiles_of(values, 0.02), values) > 0.004);
    CHECK(worst_error(quantiles_of(values, 0.02), values) <= 0.02);
    CHECK(worst_error(quantiles_of(values, 0.004), values) <= 0.004);
}

TEST_CASE("the sketch grows with p") {
    const Quantiles quantiles = quantiles_of(lognormal_values(9'000));
    double last = 0;
    for (int i = 0; i <= 5'000; ++i) {
        const double x = quantiles.quantile(i / 5'000.0);
        CHECK(x >= last);
        last = x;
    }
}

TEST_CASE("4,096 values are exact and one more makes a sketch") {
    std::vector<double> values = lognormal_values(4'097);
    Quantiles quantiles = quantiles_of({values.begin(), values.end() - 1});
    CHECK(quantiles.is_exact());
    CHECK(worst_error(quantiles, {values.begin(), values.end() - 1}) == 0);
    quantiles.add(values.back());
    CHECK_FALSE(quantiles.is_exact());
    CHECK(worst_error(quantiles, values) > 0);
    CHECK(worst_error(quantiles, values) <= 0.005);
}

TEST_CASE("merging parts in any order is adding all values in any order") {
    for (std::size_t n : {50U, 3'000U, 4'096U, 4'097U, 9'000U, 30'000U}) {
        const std::vector<double> values = lognormal_values(n);
        std::vector<double> backwards{values.rbegin(), values.rend()};
        const Quantiles all = quantiles_of(values);
        CHECK(answers_equal(all, quantiles_of(backwards)));
        std::vector<Quantiles> parts(5);  // of very different sizes, one empty
        for (std::size_t i = 0; i < n; ++i)
            parts[i % 100 == 0 ? 0 : i % 10 == 0 ? 1 : i % 3 == 0 ? 2 : 3].add(values[i]);
        std::vector<std::size_t> order{0, 1, 2, 3, 4};
        do {
            Quantiles merged;
            for (std::size_t part : order) merged.merge(parts[part]);
            REQUIRE(answers_equal(all, merged));
        } while (std::next_permutation(order.begin(), order.end()));
        Quantiles left = parts[0];
        left.merge(parts[3]);
        Quantiles right = parts[2];
        right.merge(parts[1]);
        right.merge(left);
        CHECK(answers_equal(all, right));
    }
}

TEST_CASE("values may be added after a merge, and a sketch may be merged with itself") {
    std::vector<double> values = lognormal_values(6'000);
    Quantiles merged = quantiles_of({values.begin(), values.begin() + 3'000});
    merged.merge(quantiles_of({values.begin() + 3'000, values.begin() + 5'000}));
    for (std::size_t i = 5'000; i < 6'000; ++i) merged.add(values[i]);
    CHECK(answers_equal(merged, quantiles_of(values)));
    merged.merge(merged);
    std::vector<double> twice = values;
    twice.insert(twice.end(), values.begin(), values.end());
    CHECK(answers_equal(merged, quantiles_of(twice)));
}

TEST_CASE("the mean of the worst is exact of few values, and within alpha of many") {
    CHECK(quantiles_of({5, 1, 4, 2, 3}).mean_above(0.6) == 4.5);
    CHECK(quantiles_of({5, 1, 4, 2, 3}).mean_above(0.95) == 5);
    CHECK(quantiles_of({7}).mean_above(0.95) == 7);
    CHECK(std::isnan(Quantiles{}.mean_above(0.95)));
    std::vector<double> values = lognormal_values(20'000);
    const double seen = quantiles_of(values).mean_above(0.95);
    std::sort(values.begin(), values.end());
    double sum = 0;
    for (std::size_t i = 19'000; i < 20'000; ++i) sum += values[i];
    CHECK(std::abs(seen - sum / 1000) <= 0.005 * sum / 1000);
    CHECK(std::abs(quantiles_of(values).mean_above(0.9) - sum / 1000) > 0.005 * sum / 1000);
}
