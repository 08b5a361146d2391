// Selecting the best of several systems, against worked examples and by experiment. Rule: beside what is
// right stands what is often done instead, and fails.
#include "hanhlang/stats/selection.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "hanhlang/stats/tally.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

// Three systems with means 10, 10.8 and 12.5 that share most of their noise, from Lehmer's generator.
std::vector<std::vector<double>> shared_noise(std::size_t rows) {
    std::uint64_t state = 12345;
    const auto next = [&] {
        state = state * 16807 % 2147483647;
        return static_cast<double>(state) / 2147483647;
    };
    std::vector<std::vector<double>> made;
    while (made.size() < rows) {
        const double common = next() - 0.5;
        std::vector<double>& row = made.emplace_back();
        for (const double mean : {10.0, 10.8, 12.5}) {
            row.push_back(std::round((mean + 4 * common + 2 * (next() - 0.5)) * 1000) / 1000);
        }
    }
    return made;
}

double sample_variance(const std::vector<std::vector<double>>& rows, std::size_t n,
                       const std::vector<double>& weights) {
    Tally tally;
    for (std::size_t r = 0; r < n; ++r) {
        double sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * rows[r][i];
        tally.add(sum);
    }
    return tally.variance();
}

// The rule of dropping two systems of the example in favour of the first, written again and run over rows
// that go on for all systems: the first row where the first leads system l by more than the margin.
std::size_t leaves_at(const std::vector<std::vector<double>>& rows, std::size_t l, double variance) {
    const double h2 = kn_constants(3, 5, 0.05).h2;
    double lead = 0;
    for (std::size_t r = 1; r <= rows.size(); ++r) {
        lead += rows[r - 1][l] - rows[r - 1][0];
        if (r < 5) continue;
        if (lead / static_cast<double>(r) > kn_margin(h2, variance, 0.5, r)) return r;
    }
    return 0;
}

std::vector<double> of_survivors(const KimNelson& kn, const std::vector<double>& row) {
    std::vector<double> values;
    for (const std::size_t i : kn.survivors()) values.push_back(row[i]);
    return values;
}

// Five systems, the first better by 1; normal with spread 2 and equal correlations.
double five_systems(const Purpose& purpose, std::uint32_t round, int run, std::uint32_t system, double rho) {
    const double common = normal(purpose, round, run, 0, 7);
    const double own = normal(purpose, round, run, 0, system);
    return (system == 0 ? 1 : 0) + 2 * (std::sqrt(rho) * common + std::sqrt(1 - rho) * own);
}

struct Selections {
    int correct = 0;
    int greedy = 0;  // the best mean of the first stage, without a margin
    Tally observations;
};

Selections select_often(double rho, int runs) {
    const Purpose purpose{20260107, "selection of the best"};
    Selections found;
    for (int run = 0; run < runs; ++run) {
        KimNelson kn{{.systems = 5, .first_stage = 20, .indifference = 1, .aim = Aim::maximise}};
        std::vector<Tally> first_stage(5);
        while (!kn.selected()) {
            std::vector<double> values;
            for (const std::size_t i : kn.survivors()) {
                const auto round = static_cast<std::uint32_t>(kn.rounds());
                values.push_back(five_systems(purpose, round, run, static_cast<std::uint32_t>(i), rho));
                if (round < 20) first_stage[i].add(values.back());
            }
            kn.add(values);
        }
        found.correct += static_cast<int>(*kn.selected() == 0);
        found.greedy +=
            static_cast<int>(std::all_of(first_stage.begin() + 1, first_stage.end(),
                                         [&](auto& t) { return t.mean() < first_stage[0].mean(); }));
        found.observations.add(static_cast<double>(kn.observations()));
    }
    return found;
}

}  // namespace

TEST_CASE("constants of Kim and Nelson") {
    struct Known {
        std::size_t k, n0;
        double alpha, eta, h2;
    };
    for (const Known& known : std::vector<Known>{{2, 10, 0.05, 0.33405027, 6.01290483},
                                                 {5, 10, 0.05, 0.63496727, 11.42941077},
                                                 {5, 20, 0.05, 0.23723832, 9.01505599},
                                                 {10, 10, 0.05, 0.85908343, 15.46350174},
                                                 {10, 20, 0.05, 0.30293380, 11.51148454},
                                                 {20, 20, 0.05, 0.36863796, 14.00824249},
                                                 {8, 20, 0.01, 0.42633194, 16.20061386}}) {
        const KnConstants found = kn_constants(known.k, known.n0, known.alpha);
        CHECK(found.eta == Approx(known.eta).margin(5e-9).epsilon(0));
        CHECK(found.h2 == Approx(known.h2).margin(5e-9).epsilon(0));
    }
    CHECK(kn_constants(3, 5, 0.05).eta == Approx(1.736068).margin(5e-7).epsilon(0));
    CHECK(kn_constants(3, 5, 0.05).h2 == Approx(13.888544).margin(5e-7).epsilon(0));
}

TEST_CASE("with common noise the best of three is known after eight rounds") {
    const auto rows = shared_noise(8);
    CHECK(rows[0] == std::vector<double>{9.054, 10.082, 9.958});
    CHECK(rows[4] == std::vector<double>{8.425, 9.689, 11.191});
    CHECK(rows[7] == std::vector<double>{9.444, 11.670, 12.218});
    KimNelson kn{{.systems = 3, .first_stage = 5, .indifference = 0.5}};
    for (std::size_t r = 0; r < 8; ++r) {
        CHECK(kn.survivors() == std::vector<std::size_t>{0, 1, 2});
        CHECK_FALSE(kn.selected());
        kn.add(rows[r]);
        if (r == 4) CHECK(kn.rounds_at_most() == 74);  // 13.888544 * 1.328520 / 0.25 = 73.8
    }
    CHECK(kn.selected() == 0U);
    CHECK(kn.dropped_after(1) == 8U);
    CHECK(kn.dropped_after(2) == 8U);
    CHECK_FALSE(kn.dropped_after(0));
    CHECK(kn.rounds() == 8);
    CHECK(kn.observations() == 24);
    CHECK(kn.variance_of_difference(0, 1) == Approx(0.689027).margin(5e-7).epsilon(0));
    CHECK(kn.variance_of_difference(2, 0) == Approx(1.328520).margin(5e-7).epsilon(0));
    CHECK(kn.variance_of_difference(1, 2) == Approx(0.653130).margin(5e-7).epsilon(0));
    CHECK(kn.mean(0) == Approx(9.92725).margin(5e-6).epsilon(0));
    CHECK(kn.mean(1) == Approx(11.1255).margin(5e-5).epsilon(0));
    CHECK(kn.mean(2) == Approx(12.051375).margin(5e-7).epsilon(0));
}

TEST_CASE("the sum of variances in place of that of the difference loses what common noise saves") {
    const auto rows = shared_noise(100);
    for (std::size_t l = 1; l <= 2; ++l) {
        std::vector<double> difference{1, 0, 0};
        difference[l] = -1;
        std::vector<double> other{0, 0, 0};
        other[l] = 1;
        CHECK(leaves_at(rows, l, sample_variance(rows, 5, difference)) == 8);
        const double sum = sample_variance(rows, 5, {1, 0, 0}) + sample_variance(rows, 5, other);
        CHECK(leaves_at(rows, l, sum) == (l == 1 ? 57 : 29));
    }
}

TEST_CASE("what is largest is what is smallest with the signs turned") {
    KimNelson kn{{.systems = 3, .first_stage = 5, .indifference = 0.5, .aim = Aim::maximise}};
    for (std::vector<double> row : shared_noise(8)) {
        for (double& value : row) value = -value;
        kn.add(row);
    }
    CHECK(kn.selected() == 0U);
    KimNelson other_way{{.systems = 3, .first_stage = 5, .indifference = 0.5, .aim = Aim::maximise}};
    for (const auto& row : shared_noise(100)) {
        if (!other_way.selected()) other_way.add(of_survivors(other_way, row));
    }
    CHECK(other_way.selected() == 2U);
}

TEST_CASE("one is left in the last round at the latest, also of equal systems") {
    const auto rows = shared_noise(200);
    KimNelson kn{{.systems = 3, .first_stage = 5, .indifference = 0.1}};
    for (const auto& row : rows) {
        if (kn.selected()) break;
        // The second system is the first again, the third is behind by far less than the indifference.
        const std::vector<double> alike{row[0], row[0], row[0] + 0.001 * (row[1] - 10)};
        kn.add(of_survivors(kn, alike));
        if (kn.rounds() >= 5) CHECK(kn.rounds() <= kn.rounds_at_most());
    }
    REQUIRE(kn.selected());
    CHECK(kn.dropped_after(1) == 5U);  // equal to the first, which stays
    // Its margin is 0 at the end: also a lead that does not matter decides.
    CHECK(kn.selected() == 0U);
}

TEST_CASE("the best by the indifference is selected as often as promised, sooner with common noise") {
    constexpr int runs = 1000;
    struct Known {
        double rho, observations;
    };
    for (const Known& known : {Known{0, 142.5}, Known{0.5, 103.4}, Known{0.9, 100.0}}) {
        const Selections found = select_often(known.rho, runs);
        CAPTURE(known.rho, found.correct, found.greedy, found.observations.mean());
        CHECK(found.correct >= 923);
        const double error = found.observations.sd() / std::sqrt(runs);
        CHECK(std::abs(found.observations.mean() - known.observations) <= 7 * error + 0.05);
        if (known.rho == 0) CHECK(found.greedy < 923);  // stopping after the first stage is not enough
    }
}
