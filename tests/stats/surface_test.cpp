// Gaussian processes: a table of reference, what leaving out really gives, paths drawn from the process
// itself, and functions that are known.
#include "hanhlang/stats/surface.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "hanhlang/base/random.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

using Places = std::vector<std::vector<double>>;

constexpr double half_a_digit = 5.01e-9;
constexpr SurfaceKind rbf_zero{Kernel::squared_exponential, Trend::zero};
constexpr SurfaceKind rbf_constant{Kernel::squared_exponential, Trend::constant};
constexpr SurfaceKind matern_zero{Kernel::matern52, Trend::zero};
constexpr SurfaceKind matern_constant{};
constexpr SurfaceKind all_kinds[] = {rbf_zero, rbf_constant, matern_zero, matern_constant};

const SurfacePoints five{
    {{0}, {0.25}, {0.5}, {0.75}, {1}}, {0, 0.9, 1.1, 0.4, -0.3}, {.01, .02, .01, .02, .01}};
const SurfaceParameters known{1, {0.3}};

// The same noise everywhere.
SurfacePoints observed(const Places& at, double noise) {
    return {at, std::vector<double>(at.size(), 0), std::vector<double>(at.size(), noise)};
}

Places scattered(const Purpose& purpose, std::uint32_t n, std::uint32_t inputs, std::uint32_t run = 0) {
    Places at(n);
    for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t k = 0; k < inputs; ++k) at[i].push_back(uniform(purpose, {1, i, run}, 0, k));
    return at;
}

// Middles of the cells of a square that is cut into side² of them.
Places chessboard(int side) {
    Places at;
    for (int i = 0; i < side; ++i)
        for (int j = 0; j < side; ++j) at.push_back({(i + 0.5) / side, (j + 0.5) / side});
    return at;
}

double smooth(const std::vector<double>& at) {
    return std::sin(3 * at[0]) + at[0] * at[1] * at[1];
}

SurfacePoints with_smooth_responses(const Places& at, double noise, const Purpose& purpose, int run) {
    SurfacePoints points = observed(at, noise);
    for (std::uint32_t i = 0; i < at.size(); ++i)
        points.response[i] = smooth(at[i]) + std::sqrt(noise) * normal(purpose, i, run);
    return points;
}

SurfacePoints without(const SurfacePoints& points, std::size_t i) {
    SurfacePoints rest = points;
    const auto offset = static_cast<std::ptrdiff_t>(i);
    rest.at.erase(rest.at.begin() + offset);
    rest.response.erase(rest.response.begin() + offset);
    rest.noise.erase(rest.noise.begin() + offset);
    return rest;
}

// One path of a Matérn process at all places, by a Cholesky factor of its own.
std::vector<double> path(const Places& at, const SurfaceParameters& parameters, const Purpose& purpose,
                         int run) {
    const std::size_t n = at.size();
    Places factor(n, std::vector<double>(n, 0));
    std::vector<double> values(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double square = 0;
            for (std::size_t k = 0; k < at[i].size(); ++k)
                square += std::pow((at[i][k] - at[j][k]) / parameters.lengths[k], 2);
            const double h = std::sqrt(square);
            double rest =
                parameters.variance * (1 + std::sqrt(5) * h + 5 * square / 3) * std::exp(-std::sqrt(5) * h);
            if (i == j) rest += 1e-10 * parameters.variance;
            for (std::size_t k = 0; k < j; ++k) rest -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? std::sqrt(rest) : rest / factor[j][j];
        }
        for (std::size_t k = 0; k <= i; ++k)
            values[i] += factor[i][k] * normal(purpose, static_cast<std::uint32_t>(k), run);
    }
    return values;
}

// How many of 1000 paths, `lift` above 0, are within 1.96 sd of what a surface through eight noisy points of
// each says in a ninth place.
int covered_paths(SurfaceKind kind, const SurfaceParameters& assumed, double lift) {
    const Purpose purpose(15, "paths");
    const Purpose noises(15, "noise of paths");
    int hits = 0;
    for (int run = 0; run < 1000; ++run) {
        const Places at = scattered(purpose, 9, 2, static_cast<std::uint32_t>(run));
        const std::vector<double> truth = path(at, {2, {0.4, 0.8}}, purpose, run);
        SurfacePoints points = observed({at.begin(), at.end() - 1}, 0.1);
        for (std::uint32_t i = 0; i < 8; ++i)
            points.response[i] = truth[i] + lift + std::sqrt(0.1) * normal(noises, i, run);
        const SurfaceValue value = Surface(points, kind, assumed).predict(at.back());
        hits += std::abs(value.mean - truth.back() - lift) <= 1.96 * std::sqrt(value.variance);
    }
    return hits;
}

void append(std::vector<double>& all, const std::vector<double>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

std::vector<double> all_it_says(const Surface& surface) {
    std::vector<double> said{surface.trend(), surface.log_likelihood(), surface.parameters().variance};
    append(said, surface.parameters().lengths);
    append(said, surface.leave_one_out().errors);
    append(said, surface.leave_one_out().variances);
    for (const auto& at : chessboard(5))
        append(said, {surface.predict(at).mean, surface.predict(at).variance});
    return said;
}

bool same_bytes(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

}  // namespace

TEST_CASE("surfaces through five points say what the table of reference says") {
    struct Row {
        SurfaceKind kind;
        double trend;
        std::vector<double> means;
        std::vector<double> variances;
        double log_likelihood;
    };
    const Row rows[] = {
        {rbf_zero, 0, {.35219678, .88437454, -.08139871}, {.01550464, .01173738, .01550464}, -3.78182429},
        {rbf_constant,
         .13970648,
         {.34943092, .88547803, -.08416457},
         {.01567545, .01176457, .01567545},
         -3.75943130},
        {matern_zero, 0, {.33345788, .88140175, -.08689399}, {.05502180, .04827913, .05502180}, -4.49711128},
        {matern_constant,
         .20105949,
         {.32747524, .88370764, -.09287663},
         {.05540584, .04833618, .05540584},
         -4.45051176},
    };
    for (const Row& row : rows) {
        const Surface surface(five, row.kind, known);
        CHECK(surface.trend() == Approx(row.trend).margin(half_a_digit).epsilon(0));
        CHECK(surface.log_likelihood() == Approx(row.log_likelihood).margin(half_a_digit).epsilon(0));
        std::size_t i = 0;
        for (const double x : {0.1, 0.6, 0.9}) {
            const SurfaceValue value = surface.predict({x});
            CHECK(value.mean == Approx(row.means[i]).margin(half_a_digit).epsilon(0));
            CHECK(value.variance == Approx(row.variances[i]).margin(half_a_digit).epsilon(0));
            ++i;
        }
    }
}

TEST_CASE("leaving one of five points out gives the errors of reference") {
    const LeftOut left = Surface(five, matern_zero, known).leave_one_out();
    const std::vector<double> errors{-.40405373, .30606055, .26118894, .05448169, -.35277267};
    const std::vector<double> variances{.58565223, .36417102, .34107406, .36417102, .58565223};
    REQUIRE(left.errors.size() == 5);
    REQUIRE(left.variances.size() == 5);
    double squares = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(left.errors[i] == Approx(errors[i]).margin(half_a_digit).epsilon(0));
        CHECK(left.variances[i] == Approx(variances[i]).margin(half_a_digit).epsilon(0));
        squares += errors[i] * errors[i];
    }
    // Squares of 0, 0.9, 1.1, 0.4 and -0.3 about their mean, 0.42: 2.27 - 5 * 0.42² = 1.388.
    CHECK(left.q2 == Approx(1 - squares / 1.388).margin(1e-7));
    CHECK_FALSE(left.trusted());
}

TEST_CASE("each error is that of a surface through the other points") {
    const Purpose purpose(15, "left out");
    SurfacePoints points = with_smooth_responses(scattered(purpose, 40, 2), 0.01, purpose, 0);
    for (std::size_t i = 0; i < 40; ++i) points.noise[i] *= 1 + static_cast<double>(i % 3);
    const SurfaceParameters parameters{2, {0.4, 0.9}};
    for (const SurfaceKind kind : all_kinds) {
        const LeftOut left = Surface(points, kind, parameters).leave_one_out();
        for (const std::size_t i : {0U, 7U, 20U, 39U}) {
            const SurfaceValue value = Surface(without(points, i), kind, parameters).predict(points.at[i]);
            CHECK(left.errors[i] == Approx(points.response[i] - value.mean).epsilon(1e-9));
            CHECK(left.variances[i] == Approx(value.variance + points.noise[i]).epsilon(1e-9));
        }
    }
}

TEST_CASE("a single point pulls as much as it is correlated and sure") {
    const Surface surface({{{0.2, 0.5}}, {3}, {0.5}}, rbf_zero, {1.5, {0.3, 0.6}});
    const double k = 1.5 * std::exp(-(0.25 + 0.0625) / 2);  // 0.15 is half a length, and so a quarter
    const SurfaceValue value = surface.predict({0.35, 0.65});
    CHECK(value.mean == Approx(k / 2 * 3).epsilon(1e-9));
    CHECK(value.variance == Approx(1.5 - k * k / 2).epsilon(1e-9));
    // With an estimated trend the response is all there is to know of it.
    const Surface constant({{{0.2, 0.5}}, {3}, {0.5}}, rbf_constant, {1.5, {0.3, 0.6}});
    CHECK(constant.trend() == Approx(3));
    CHECK(constant.predict({1, 1}).mean == Approx(3));
    const double unexplained = 1 - k / 2;
    CHECK(constant.predict({0.35, 0.65}).variance ==
          Approx(1.5 - k * k / 2 + unexplained * unexplained * 2).epsilon(1e-9));
}

TEST_CASE("each input has its own length") {
    const Purpose purpose(15, "lengths");
    const SurfacePoints points = with_smooth_responses(scattered(purpose, 12, 2), 0.01, purpose, 0);
    SurfacePoints halved = points;
    for (auto& at : halved.at) at[1] /= 2;
    for (const SurfaceKind kind : all_kinds) {
        const Surface surface(points, kind, {1, {0.5, 0.5}});
        CHECK(surface.predict({0.3, 0.8}).mean ==
              Surface(halved, kind, {1, {0.5, 0.25}}).predict({0.3, 0.4}).mean);
        CHECK(surface.predict({0.3, 0.8}).mean !=
              Surface(halved, kind, {1, {0.25, 0.5}}).predict({0.3, 0.4}).mean);
    }
}

TEST_CASE("far from all points the trend and its uncertainty are left") {
    const SurfacePoints points{{{0}, {0.1}}, {4, 5}, {0.1, 0.1}};
    const SurfaceValue zero = Surface(points, matern_zero, {2, {0.02}}).predict({1});
    CHECK(zero.mean == Approx(0).margin(1e-9));
    CHECK(zero.variance == Approx(2));
    const Surface constant(points, matern_constant, {2, {0.02}});
    CHECK(constant.trend() == Approx(4.5));
    CHECK(constant.predict({1}).mean == Approx(4.5));
    CHECK(constant.predict({1}).variance == Approx(2 + 2.1 / 2).epsilon(1e-3));
}

TEST_CASE("what has no noise is met, also twice in the same place") {
    for (const SurfaceKind kind : all_kinds) {
        const Surface surface({{{0.1}, {0.4}, {0.4}, {0.9}}, {1, 2, 2, 5}, {0, 0, 0, 0}}, kind, {3, {5}});
        CHECK(surface.predict({0.4}).mean == Approx(2).margin(1e-4));
        CHECK(surface.predict({0.9}).mean == Approx(5).margin(1e-4));
        CHECK(surface.predict({0.4}).variance < 1e-8);
        CHECK(surface.predict({0.4}).variance >= 0);
        const Surface torn({{{0.4}, {0.4}}, {1, 3}, {0, 0}}, kind, {3, {1}});
        CHECK(torn.predict({0.4}).mean == Approx(2));
    }
}

TEST_CASE("an estimated trend lets the level of all responses go") {
    const Purpose purpose(15, "lifted");
    const SurfacePoints points = with_smooth_responses(scattered(purpose, 20, 2), 0.01, purpose, 0);
    SurfacePoints lifted = points;
    for (double& response : lifted.response) response += 1000;
    const Surface low = Surface::fit(points, matern_constant, 1);
    const Surface high(lifted, matern_constant, low.parameters());
    CHECK(high.predict({0.5, 0.5}).mean == Approx(low.predict({0.5, 0.5}).mean + 1000).epsilon(1e-10));
    CHECK(high.predict({0.5, 0.5}).variance == low.predict({0.5, 0.5}).variance);
    CHECK(high.leave_one_out().q2 == Approx(low.leave_one_out().q2).epsilon(1e-7));
    const Surface held(lifted, matern_zero, low.parameters());
    CHECK(std::abs(held.predict({0.5, 0.5}).mean - high.predict({0.5, 0.5}).mean) > 0.1);
}

TEST_CASE("intervals of a surface with the right parameters hold what they say, others do not") {
    const SurfaceParameters right{2, {0.4, 0.8}};
    const Band expected = band(1000, 0.95);
    CHECK(expected.holds(covered_paths(matern_zero, right, 0)));
    CHECK(expected.holds(covered_paths(matern_constant, right, 0)));
    CHECK(expected.holds(covered_paths(matern_constant, right, 100)));
    CHECK_FALSE(expected.holds(covered_paths(matern_zero, right, 100)));
    CHECK_FALSE(expected.holds(covered_paths(matern_zero, {2, {1.2, 2.4}}, 0)));
    CHECK_FALSE(expected.holds(covered_paths(matern_zero, {0.5, {0.4, 0.8}}, 0)));
    CHECK_FALSE(expected.holds(covered_paths(matern_zero, {2, {0.1, 0.2}}, 0)));
}

TEST_CASE("no parameters of a grid are likelier than those that were fitted") {
    const Purpose purpose(15, "likeliest");
    const SurfacePoints points = with_smooth_responses(scattered(purpose, 25, 2), 0.01, purpose, 0);
    for (const SurfaceKind kind : all_kinds) {
        const Surface fitted = Surface::fit(points, kind, 1);
        double likeliest = -1e300;
        for (double variance = 1e-3; variance < 1100; variance *= 2)
            for (double first = 0.05; first <= 5; first *= 1.5)
                for (double second = 0.05; second <= 5; second *= 1.5)
                    likeliest = std::max(likeliest,
                                         Surface(points, kind, {variance, {first, second}}).log_likelihood());
        CHECK(fitted.log_likelihood() >= likeliest);
        CHECK(fitted.log_likelihood() < likeliest + 1);  // or the grid would be no rival
        for (const double length : fitted.parameters().lengths) CHECK((length >= 0.05 && length <= 5));
        // Other starts end in the same place.
        CHECK(Surface::fit(points, kind, 2).log_likelihood() ==
              Approx(fitted.log_likelihood()).margin(1e-5).epsilon(0));
    }
}

TEST_CASE("where only one of six inputs matters its length is the shortest, whatever the seed") {
    const Purpose purpose(15, "one of six");
    SurfacePoints points = observed(scattered(purpose, 30, 6), 0.0025);
    for (std::uint32_t i = 0; i < 30; ++i)
        points.response[i] = std::sin(6 * points.at[i][0]) + 0.05 * normal(purpose, i, 0);
    std::vector<double> found;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Surface surface = Surface::fit(points, matern_constant, seed);
        found.push_back(surface.log_likelihood());
        for (std::size_t k = 1; k < 6; ++k)
            CHECK(surface.parameters().lengths[k] > surface.parameters().lengths[0]);
    }
    CHECK(found[1] == Approx(found[0]).margin(1e-3).epsilon(0));
    CHECK(found[2] == Approx(found[0]).margin(1e-3).epsilon(0));
}

TEST_CASE("an input without influence gets a length as long as they come") {
    const Purpose purpose(15, "idle input");
    SurfacePoints points = observed(scattered(purpose, 25, 2), 1e-4);
    for (std::uint32_t i = 0; i < 25; ++i)
        points.response[i] = std::sin(6 * points.at[i][0]) + 0.01 * normal(purpose, i, 0);
    const SurfaceParameters found = Surface::fit(points, matern_constant, 1).parameters();
    CHECK(found.lengths[1] > 5 * found.lengths[0]);
    CHECK(found.lengths[1] <= 5);
}

TEST_CASE("a smooth function of two inputs is found again, within the surface's own intervals") {
    const Purpose purpose(15, "smooth function");
    const double noise = 0.0025;
    const Places at = chessboard(5);
    int hits = 0;
    int too_smooth_hits = 0;
    constexpr int runs = 60;
    double squares = 0;
    for (int run = 0; run < runs; ++run) {
        const SurfacePoints points = with_smooth_responses(at, noise, purpose, run);
        const Surface surface = Surface::fit(points, matern_constant, 1);
        CHECK(surface.trusted());
        const std::vector<double> place = scattered(purpose, 1, 2, static_cast<std::uint32_t>(run))[0];
        const auto holds = [&](const SurfaceValue& value) {
            return std::abs(value.mean - smooth(place)) <= 1.96 * std::sqrt(value.variance);
        };
        hits += holds(surface.predict(place));
        too_smooth_hits += holds(Surface(points, matern_constant, {0.01, {5, 5}}).predict(place));
        squares += std::pow(surface.predict(place).mean - smooth(place), 2);
    }
    INFO(hits << " and " << too_smooth_hits << " of " << runs << ", mean square " << squares / runs);
    CHECK(hits >= band(runs, 0.95).least);
    CHECK(too_smooth_hits < band(runs, 0.95).least);
    CHECK(squares / runs < noise);  // it knows more than the points it has seen
}

TEST_CASE("a surface through white noise is not trusted, whatever is said of the noise") {
    const Purpose purpose(15, "white noise");
    for (int run = 0; run < 10; ++run) {
        SurfacePoints points = observed(scattered(purpose, 25, 2, static_cast<std::uint32_t>(run)), 1);
        for (std::uint32_t i = 0; i < 25; ++i) points.response[i] = normal(purpose, i, run);
        CHECK_FALSE(Surface::fit(points, matern_constant, 1).trusted());
        points.noise.assign(25, 0);
        CHECK_FALSE(Surface::fit(points, matern_constant, 1).trusted());
        points.noise.assign(25, 1e-4);
        for (std::uint32_t i = 0; i < 25; ++i)
            points.response[i] = smooth(points.at[i]) + 0.01 * points.response[i];
        CHECK(Surface::fit(points, matern_constant, 1).trusted());
    }
}

TEST_CASE("trust needs both: 95 errors in 100 within three deviations, and a q2 of 0.9") {
    LeftOut left{std::vector<double>(100, 1), std::vector<double>(100, 1), 0.9};
    CHECK(left.trusted());
    for (std::size_t i = 0; i < 5; ++i) left.errors[i] = i % 2 == 0 ? 3 : -3;
    CHECK(left.trusted());
    left.errors[5] = -3;
    CHECK_FALSE(left.trusted());
    left.variances[5] = 1.001;
    CHECK(left.trusted());
    left.q2 = 0.8999;
    CHECK_FALSE(left.trusted());
    left.q2 = std::nan("");
    CHECK_FALSE(left.trusted());
}

TEST_CASE("responses that do not vary are fitted, and not trusted") {
    for (const double noise : {0.0, 0.5}) {
        SurfacePoints points = observed(chessboard(3), noise);
        points.response.assign(9, 7);
        const Surface surface = Surface::fit(points, matern_constant, 1);
        CHECK(surface.predict({0.3, 0.9}).mean == Approx(7));
        CHECK(std::isnan(surface.leave_one_out().q2));
        CHECK_FALSE(surface.trusted());
    }
}

TEST_CASE("a second call gives the same bytes, another seed others") {
    const Purpose purpose(15, "bytes");
    const SurfacePoints points = with_smooth_responses(scattered(purpose, 40, 2), 0.01, purpose, 0);
    const std::vector<double> first = all_it_says(Surface::fit(points, matern_constant, 7));
    CHECK(same_bytes(first, all_it_says(Surface::fit(points, matern_constant, 7))));
    CHECK_FALSE(same_bytes(first, all_it_says(Surface::fit(points, matern_constant, 8))));
    const Surface fixed(five, matern_constant, known);
    const Surface copy = fixed;
    CHECK(copy.predict({0.6}).mean == fixed.predict({0.6}).mean);
}

TEST_CASE("without a level the next run is where the surface knows least") {
    const Surface surface({{{0}, {0.2}, {0.4}, {1}}, {0, 1, 0, 1}, {.01, .01, .01, .01}}, matern_constant,
                          known);
    CHECK(propose(surface, {{0.1}, {0.3}, {0.7}, {0.9}}) == 2);
    CHECK(propose(surface, {{0.7}, {0.7}, {0.1}}) == 0);  // the first of equals
    // Run there, and the gap is elsewhere.
    const Surface next({{{0}, {0.2}, {0.4}, {1}, {0.7}}, {0, 1, 0, 1, 0}, {.01, .01, .01, .01, .01}},
                       matern_constant, known);
    CHECK(next.predict({0.7}).variance < surface.predict({0.7}).variance);
    CHECK(propose(next, {{0.1}, {0.3}, {0.7}, {0.85}}) == 3);
}

TEST_CASE("with a level the next run is where the side is least certain") {
    // A slope that is well known in the middle, where it is at the level.
    const SurfacePoints points{{{0}, {0.5}, {1}}, {0.2, 0.5, 0.8}, {.01, 1e-6, .01}};
    const Surface surface(points, matern_constant, {0.3, {0.3}});
    const Places candidates{{0}, {0.2}, {0.5}, {0.7}, {1}};
    std::size_t doubted = 0;
    std::size_t straddled = 0;
    double least = 1e300;
    double most = -1e300;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const SurfaceValue value = surface.predict(candidates[i]);
        const double sd = std::sqrt(value.variance);
        const double distance = std::abs(value.mean - 0.5);
        if (distance / sd < least) doubted = i;
        if (1.96 * sd - distance > most) straddled = i;
        least = std::min(least, distance / sd);
        most = std::max(most, 1.96 * sd - distance);
    }
    CHECK(propose(surface, candidates, 0.5, Doubt::sign) == doubted);
    CHECK(propose(surface, candidates, 0.5, Doubt::straddle) == straddled);
    CHECK(propose(surface, candidates, 0.5) == straddled);
    CHECK(doubted == 2);    // 0.5 itself: the sign is open, although there is little left to learn
    CHECK(straddled == 3);  // between the points, where there is more to learn
    // Nearer to the level in the middle, but sure of it.
    CHECK(propose(surface, {{0.5}, {0.2}}, 0.45, Doubt::sign) == 1);
    CHECK(std::abs(surface.predict({0.2}).mean - 0.45) > std::abs(surface.predict({0.5}).mean - 0.45));
    // Another level, another place.
    CHECK(propose(surface, {{0.05}, {0.5}, {0.95}}, 0, Doubt::sign) == 0);
    CHECK(propose(surface, {{0.05}, {0.5}, {0.95}}, 1, Doubt::sign) == 2);
}
