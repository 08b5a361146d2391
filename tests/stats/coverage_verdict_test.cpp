// How often verdicts are wrong, on pairs whose reduction is known: cv 0.2, correlation 0.8.
#include <catch2/catch.hpp>

#include "hanhlang/stats/verdict.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

constexpr int experiments = 2000;

/// Baseline of mean 100, treatment of mean 100 (1 - theta), each with cv 0.2.
class SyntheticPairs {
 public:
    SyntheticPairs(double theta, int run) : theta_(theta), run_(run) {}
    void grow(std::size_t n) {
        static const Purpose purpose{20260101, "verdicts on pairs"};
        for (auto i = static_cast<std::uint32_t>(before.size()); i < n; ++i) {
            const double one = normal(purpose, 2 * i, run_);
            const double other = 0.8 * one + 0.6 * normal(purpose, 2 * i + 1, run_);
            before.push_back(100 * (1 + 0.2 * one));
            after.push_back(100 * (1 - theta_) * (1 + 0.2 * other));
        }
    }
    std::vector<double> before, after;

 private:
    double theta_;
    int run_;
};

struct Ends {
    int supported = 0, below = 0, undecided = 0;
    std::size_t replications = 0;
};

/// The rule: five looks with what error is left to each.
Ends by_looks(double theta, const Claimed& claimed) {
    const Looks looks;
    const auto sizes = looks.sizes();
    Ends ends;
    for (int run = 0; run < experiments; ++run) {
        SyntheticPairs pairs{theta, run};
        Decision decision = Decision::undecided;
        for (std::size_t k = 1; k <= sizes.size() && decision == Decision::undecided; ++k) {
            pairs.grow(sizes[k - 1]);
            decision = decide(
                relative_reduction(pairs.before, pairs.after, 1 - looks.alpha(k, 0.95, 1)).interval, claimed);
        }
        ends.supported += decision == Decision::supported;
        ends.below += decision == Decision::refuted_below;
        ends.undecided += decision == Decision::undecided;
        ends.replications += pairs.before.size();
    }
    return ends;
}

/// What may not be done: a plain 95 % interval after every replication, with sums that are kept up.
Ends by_peeking(double theta, const Claimed& claimed) {
    std::vector<double> q(321);
    for (std::size_t n = 10; n <= 320; ++n) q[n] = two_sided_quantile(0.05, n);
    Ends ends;
    for (int run = 0; run < experiments; ++run) {
        SyntheticPairs pairs{theta, run};
        pairs.grow(320);
        double b = 0, t = 0, bb = 0, bt = 0, tt = 0;
        Decision decision = Decision::undecided;
        for (std::size_t n = 1; n <= 320 && decision == Decision::undecided; ++n) {
            const double x = pairs.before[n - 1], y = pairs.after[n - 1];
            b += x, t += y, bb += x * x, bt += x * y, tt += y * y;
            if (n < 10) continue;
            const auto count = static_cast<double>(n);
            // Whether an edge is inside Fieller's interval: |mean Z| <= q sd(Z) / sqrt(n), Z = (1 - edge) B -
            // T.
            const auto t_at = [&](double edge) {
                const double r = 1 - edge, mean = (r * b - t) / count;
                const double squares = r * r * bb - 2 * r * bt + tt - count * mean * mean;
                return mean / std::sqrt(squares / (count - 1) / count);
            };
            if (t_at(claimed.low) > q[n] && t_at(claimed.high) < -q[n]) decision = Decision::supported;
            if (t_at(claimed.low) < -q[n]) decision = Decision::refuted_below;
        }
        ends.supported += decision == Decision::supported;
        ends.below += decision == Decision::refuted_below;
    }
    return ends;
}

/// The most wrong verdicts of a rule that is wrong one time in twenty, but for one time in ten thousand.
const int most_wrong = binomial_quantile(experiments, 0.05, 1 - 1e-4);

}  // namespace

TEST_CASE("verdicts at five looks are seldom wrong, also just beside the edge") {
    CHECK(most_wrong == 138);
    // Just below 30 % the claim is wrong, just above it is right.
    const Ends below = by_looks(0.2999, {0.3, 0.4});
    CAPTURE(below.supported, below.below);
    CHECK(below.supported <= most_wrong);
    const Ends above = by_looks(0.3001, {0.3, 0.4});
    CAPTURE(above.supported, above.below);
    CHECK(above.below <= most_wrong);
    // On the edge itself most end undecided, whichever way the others go.
    const Ends edge = by_looks(0.3, {0.3, 0.4});
    CHECK(edge.below <= most_wrong);
    CHECK(edge.undecided > experiments / 2);
}

TEST_CASE("looking after every replication at a plain interval is wrong too often: the experiment can fail") {
    const Ends below = by_peeking(0.2999, {0.3, 0.4});
    CAPTURE(below.supported);
    CHECK(below.supported > most_wrong);
    const Ends above = by_peeking(0.3001, {0.3, 0.4});
    CAPTURE(above.below);
    CHECK(above.below > most_wrong);
}

TEST_CASE("verdicts at five looks decide what is not too near the edge, and sooner the further it is") {
    // Published rates of 8,000 runs, within what 2,000 runs and those may differ by (1e-6).
    const auto near = [](int hits, double rate) {
        const double sd = std::sqrt(rate * (1 - rate) * (1.0 / experiments + 1.0 / 8000));
        return std::abs(static_cast<double>(hits) / experiments - rate) <= 4.9 * sd + 1.0 / experiments;
    };
    const Ends at28 = by_looks(0.28, {0.3, 0.4});
    CAPTURE(at28.below, at28.replications);
    CHECK(near(at28.below, .9525));
    const Ends at31 = by_looks(0.31, {0.3, 0.4});
    CAPTURE(at31.supported);
    CHECK(near(at31.supported, .395));
    const Ends at35 = by_looks(0.35, {0.3, 0.4});
    CHECK(near(at35.supported, 1.0));
    CHECK(at35.replications < at28.replications);
}
