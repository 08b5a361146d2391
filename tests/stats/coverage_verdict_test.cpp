// How often verdicts are wrong, and how often they are given. Rule: the truth is on the edge of what is
// claimed or just off it, where wrong verdicts are likeliest, and beside the looks stands the peeking they
// replace.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hanhlang/stats/tally.hpp"
#include "hanhlang/stats/verdict.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

constexpr int runs = 2000;
constexpr int known_runs = 8000;  // of the experiment that the known shares come from
constexpr double miss = 1e-4;
const Claimed claimed{0.30, 0.40};

struct Deviates {
    std::vector<double> baseline, treatment;
};

// Standard normal pairs, correlated 0.8.
const std::vector<Deviates>& experiment() {
    static const std::vector<Deviates> all = [] {
        const Purpose purpose{20260101, "coverage of verdicts"};
        std::vector<Deviates> made(runs);
        for (int run = 0; run < runs; ++run) {
            Deviates& pairs = made[static_cast<std::size_t>(run)];
            for (std::uint32_t i = 0; i < Looks{}.max; ++i) {
                const double z = normal(purpose, i, run);
                pairs.baseline.push_back(z);
                pairs.treatment.push_back(0.8 * z + 0.6 * normal(purpose, i, run, 0, 1));
            }
        }
        return made;
    }();
    return all;
}

// Means of 100 and 100 (1 - theta), spread a fifth of the mean.
double baseline_of(double deviate) {
    return 100 * (1 + 0.2 * deviate);
}
double treatment_of(double deviate, double theta) {
    return 100 * (1 - theta) * (1 + 0.2 * deviate);
}

struct Ends {
    std::array<int, 4> of{};  // runs by decision
    Tally size;               // replications until it
    int operator[](Decision decision) const { return of[static_cast<std::size_t>(decision)]; }
    void add(Decision decision, std::size_t n) {
        ++of[static_cast<std::size_t>(decision)];
        size.add(static_cast<double>(n));
    }
};

Ends with_looks(double theta) {
    const std::vector<std::uint32_t> sizes = Looks{}.sizes();
    Ends outcome;
    for (const Deviates& deviates : experiment()) {
        std::vector<double> baseline;
        std::vector<double> treatment;
        Decision decision = Decision::undecided;
        for (std::size_t k = 0; k < sizes.size() && decision == Decision::undecided; ++k) {
            for (std::size_t i = baseline.size(); i < sizes[k]; ++i) {
                baseline.push_back(baseline_of(deviates.baseline[i]));
                treatment.push_back(treatment_of(deviates.treatment[i], theta));
            }
            const double alpha = Looks{}.alpha(k + 1, 0.95, 1);
            decision = decide(relative_reduction(baseline, treatment, 1 - alpha).interval, claimed);
        }
        outcome.add(decision, baseline.size());
    }
    return outcome;
}

// A plain 95 % interval after each replication from the tenth on, by the tests it is the inverse of.
Ends with_peeking(double theta) {
    std::vector<double> quantiles(Looks{}.max + 1);
    for (std::size_t n = 10; n < quantiles.size(); ++n) quantiles[n] = two_sided_quantile(0.05, n);
    const auto t = [](const Tally& contrasts) {
        return contrasts.mean() / std::sqrt(contrasts.variance() / static_cast<double>(contrasts.count()));
    };
    Ends outcome;
    for (const Deviates& deviates : experiment()) {
        Tally low;
        Tally high;
        Decision decision = Decision::undecided;
        for (std::size_t i = 0; i < Looks{}.max && decision == Decision::undecided; ++i) {
            const double b = baseline_of(deviates.baseline[i]);
            const double of_treatment = treatment_of(deviates.treatment[i], theta);
            low.add((1 - claimed.low) * b - of_treatment);
            high.add((1 - claimed.high) * b - of_treatment);
            if (i + 1 < 10) continue;
            const double q = quantiles[i + 1];
            if (t(low) >= q && t(high) <= -q) decision = Decision::supported;
            if (t(low) < -q) decision = Decision::refuted_below;
            if (t(high) > q) decision = Decision::refuted_above;
        }
        outcome.add(decision, low.count());
    }
    return outcome;
}

// More wrong ones of a rule that is wrong once in twenty are seen once in 1 / miss.
int most_wrong() {
    return binomial_quantile(runs, 0.05, 1 - miss);
}

// Two shares measured apart, the known one rounded to its last digit.
void check_share(int count, double known, double digit) {
    const double spread = std::sqrt(known * (1 - known) *
                                    (1 / static_cast<double>(runs) + 1 / static_cast<double>(known_runs)));
    const double z = normal_quantile(1 - miss / 2);
    CHECK(count / static_cast<double>(runs) == Approx(known).epsilon(0).margin(z * spread + digit / 2));
}

void check_mean_size(const Ends& outcome, double known) {
    const double spread =
        outcome.size.sd() * std::sqrt(1 / static_cast<double>(runs) + 1 / static_cast<double>(known_runs));
    const double z = normal_quantile(1 - miss / 2);
    CHECK(outcome.size.mean() == Approx(known).epsilon(0).margin(z * spread + 0.5));
}

}  // namespace

TEST_CASE("a rule that is wrong once in twenty is wrong at most 138 times in 2000, but for once in 10,000") {
    CHECK(most_wrong() == 138);
}

TEST_CASE("five looks at a truth on the edge are seldom wrong, on either side of it") {
    const Ends on_edge = with_looks(0.30);
    CAPTURE(on_edge.of);
    // Nothing but the edge itself tells inside from outside: whatever is decided is luck.
    CHECK(runs - on_edge[Decision::undecided] <= most_wrong());
    const Ends outside = with_looks(0.2999);
    CAPTURE(outside.of);
    CHECK(outside[Decision::supported] + outside[Decision::refuted_above] <= most_wrong());
    check_share(outside[Decision::supported], 0.0163, 0.0001);
    const Ends inside = with_looks(0.3001);
    CAPTURE(inside.of);
    CHECK(inside[Decision::refuted_below] + inside[Decision::refuted_above] <= most_wrong());
    check_share(inside[Decision::refuted_below], 0.0190, 0.0001);
}

TEST_CASE("five looks decide what is two points from the edge, and soon what is in the middle") {
    const Ends far_below = with_looks(0.28);
    check_share(far_below[Decision::refuted_below], 0.9525, 0.0001);
    check_mean_size(far_below, 191);
    const Ends just_below = with_looks(0.29);
    check_share(just_below[Decision::refuted_below], 0.374, 0.001);
    check_share(just_below[Decision::undecided], 0.626, 0.001);
    check_share(with_looks(0.31)[Decision::supported], 0.395, 0.001);
    const Ends above = with_looks(0.32);
    check_share(above[Decision::supported], 0.9565, 0.0001);
    check_mean_size(above, 185);
    const Ends middle = with_looks(0.35);
    CHECK(middle[Decision::supported] >= binomial_quantile(runs, 0.9995, miss));  // 1.000, rounded
    check_mean_size(middle, 54);
}

TEST_CASE("peeking after every replication at a plain interval is wrong far too often") {
    const Ends outside = with_peeking(0.2999);
    CHECK(outside[Decision::supported] > most_wrong());
    check_share(outside[Decision::supported], 0.1878, 0.0001);
    const Ends inside = with_peeking(0.3001);
    CHECK(inside[Decision::refuted_below] > most_wrong());
    check_share(inside[Decision::refuted_below], 0.1861, 0.0001);
}
