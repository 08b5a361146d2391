// Elementary effects and Sobol' indices against exact values and printed estimates.
#include "hanhlang/stats/sensitivity.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <vector>

#include "hanhlang/stats/designs.hpp"
#include "hanhlang/stats/tally.hpp"
#include "support/coverage.hpp"

using namespace hanhlang;

namespace {

using Point = std::vector<double>;
using Points = std::vector<Point>;
using Model = std::function<double(const Point&)>;

double bilinear(const Point& x) {
    return 1 + 2 * x[0] + 3 * x[1] + x[0] * x[2];
}

Model ishigami(double b) {
    return [b](const Point& x) {
        const auto angle = [&](std::size_t i) { return (2 * x[i] - 1) * std::numbers::pi; };
        return std::sin(angle(0)) + 7 * std::pow(std::sin(angle(1)), 2) +
               b * std::pow(angle(2), 4) * std::sin(angle(0));
    };
}

Model g_function(const std::vector<double>& a) {
    return [a](const Point& x) {
        double product = 1;
        for (std::size_t i = 0; i < a.size(); ++i) product *= (std::abs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
        return product;
    };
}
const std::vector<double> eight{0, 1, 4.5, 9, 99, 99, 99, 99};

// All effects of input i that a step up from a grid of so many levels can have.
std::vector<double> all_effects(const Model& model, std::size_t inputs, std::size_t levels, std::size_t i) {
    std::vector<double> effects;
    std::vector<std::size_t> sizes(inputs, levels);
    sizes[i] = levels / 2;
    for (const std::vector<std::size_t>& tuple : grid(sizes)) {
        Point from;
        for (const std::size_t level : tuple) {
            from.push_back(static_cast<double>(level) / static_cast<double>(levels - 1));
        }
        Point to = from;
        to[i] += morris_step(levels);
        effects.push_back((model(to) - model(from)) / morris_step(levels));
    }
    return effects;
}

struct Measured {
    double mean;
    double mean_size;
    double sd;  // of all effects, divisor n
};
void check_population(const Model& model, std::size_t levels, const std::vector<Measured>& printed) {
    for (std::size_t i = 0; i < printed.size(); ++i) {
        INFO("input " << i << ", " << levels << " levels");
        const EffectMeasures found = effect_measures(all_effects(model, printed.size(), levels, i));
        const auto n = static_cast<double>(found.n);
        CHECK(found.mean == Approx(printed[i].mean).margin(5.1e-9));
        CHECK(found.mean_size == Approx(printed[i].mean_size).margin(5.1e-9));
        CHECK(found.sd * std::sqrt((n - 1) / n) == Approx(printed[i].sd).margin(5.1e-9));
    }
}

std::vector<double> values_at(const Model& model, const Points& points) {
    std::vector<double> values;
    for (const Point& point : points) values.push_back(model(point));
    return values;
}

std::vector<std::vector<double>> values_at(const Model& model, const std::vector<Points>& sets) {
    std::vector<std::vector<double>> values;
    for (const Points& points : sets) values.push_back(values_at(model, points));
    return values;
}

SobolValues values_at(const Model& model, const SobolMatrices& matrices) {
    return {values_at(model, matrices.a), values_at(model, matrices.b), values_at(model, matrices.ab)};
}

// A model that is linear in a function of each input has indices that depend on the mean and variance of
// these functions only. So two equally likely values of each, mean -+ sd, have the same ones; all pairs of
// rows from them are an exact average.
struct Law {
    double mean;
    double variance;
};
SobolIndices exact_indices(const Model& of_parts, const std::vector<Law>& laws) {
    Points corners;
    for (const std::vector<std::size_t>& tuple : grid(std::vector<std::size_t>(laws.size(), 2))) {
        Point& corner = corners.emplace_back();
        for (std::size_t i = 0; i < laws.size(); ++i) {
            const double sd = std::sqrt(laws[i].variance);
            corner.push_back(tuple[i] == 0 ? laws[i].mean - sd : laws[i].mean + sd);
        }
    }
    SobolValues values;
    values.ab.resize(laws.size());
    for (const Point& a : corners) {
        for (const Point& b : corners) {
            values.a.push_back(of_parts(a));
            values.b.push_back(of_parts(b));
            for (std::size_t i = 0; i < laws.size(); ++i) {
                Point mixed = a;
                mixed[i] = b[i];
                values.ab[i].push_back(of_parts(mixed));
            }
        }
    }
    return sobol_indices(values);
}

void check_indices(const SobolIndices& found, const std::vector<double>& first,
                   const std::vector<double>& total, double margin = 5.1e-9) {
    REQUIRE(found.inputs.size() == first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        INFO("input " << i);
        CHECK(found.inputs[i].first == Approx(first[i]).margin(margin));
        CHECK(found.inputs[i].first_saltelli == Approx(first[i]).margin(margin));
        CHECK(found.inputs[i].total == Approx(total[i]).margin(margin));
    }
}

constexpr double pi4 = std::numbers::pi * std::numbers::pi * std::numbers::pi * std::numbers::pi;

}  // namespace

TEST_CASE("elementary effects over all base points of a grid") {
    check_population(bilinear, 4, {{2.5, 2.5, 0.37267800}, {3, 3, 0}, {0.5, 0.5, 0.37267800}});
    check_population([](const Point& x) { return x[0] * x[0] - 4 * x[1] + 2 * x[0] * x[1]; }, 4,
                     {{2, 2, 0.81649658}, {-3, 3, 0.74535599}});
    check_population(ishigami(0.1), 4,
                     {{7.70405411, 7.70405411, 6.24879610}, {0, 7.875, 7.875}, {0, 6.24879610, 8.83713220}});
    check_population(
        ishigami(0.1), 8,
        {{7.95919278, 7.95919278, 10.02050460}, {0, 3.23080928, 3.36053116}, {0, 5.72354146, 8.17165549}});
    check_population(g_function({0, 1, 4.5}), 4,
                     {{0, 2.47474747, 2.59053003}, {0, 1.41414141, 1.59134995}, {0, 0.56565657, 0.65773013}});
}

TEST_CASE("the effects of a trajectory, forwards and backwards") {
    const double third = 1.0 / 3;
    const Points walk{
        {0, 0, third}, {2 * third, 0, third}, {2 * third, 2 * third, third}, {2 * third, 2 * third, 1}};
    const Points back(walk.rbegin(), walk.rend());
    const Points other{{1, 0, 0}, {1, 0, 2 * third}, {third, 0, 2 * third}, {third, 2 * third, 2 * third}};
    const std::vector<Points> walks{walk, back, other};
    const std::vector<std::vector<double>> effects = elementary_effects(walks, values_at(bilinear, walks));
    REQUIRE(effects.size() == 3);
    for (const std::size_t t : {0U, 1U}) {
        CHECK(effects[0][t] == Approx(2.33333333).margin(5.1e-9));
        CHECK(effects[1][t] == Approx(3).margin(1e-12));
        CHECK(effects[2][t] == Approx(0.66666667).margin(5.1e-9));
    }
    // Inputs in another order, and one of them downwards: 2 + x3, 3 and x1.
    CHECK(effects[0][2] == Approx(2 + 2 * third));
    CHECK(effects[1][2] == Approx(3));
    CHECK(effects[2][2] == Approx(1));
    // Errors of the steps, in the order of the steps; an error has no sign.
    const std::vector<std::vector<double>> errors =
        effect_errors(walks, {{0.2, 0.4, 0.6}, {0.6, 0.4, 0.2}, {0.6, 0.2, 0.4}});
    for (const std::size_t t : {0U, 1U, 2U}) {
        CHECK(errors[0][t] == Approx(0.3));
        CHECK(errors[1][t] == Approx(0.6));
        CHECK(errors[2][t] == Approx(0.9));
    }
    CHECK(elementary_effects({}, {}).empty());
}

TEST_CASE("measures of effects computed by hand") {
    const EffectMeasures found = effect_measures({1, -3, 2, 4}, {0.1, 0.1, 0.7, 0.7});
    CHECK(found.mean == 1);
    CHECK(found.mean_size == 2.5);
    CHECK(found.sd == Approx(std::sqrt(26.0 / 3)));
    CHECK(found.size_error == Approx(std::sqrt(5.0 / 3 / 4)));
    CHECK(found.noise == Approx(0.5));
    CHECK(found.n == 4);
    CHECK(std::isnan(effect_measures({1, 2}).noise));
    CHECK(std::isnan(effect_measures({1}).sd));
    CHECK(std::isnan(effect_measures({1}).size_error));
}

TEST_CASE("effects of random trajectories have the measures of all base points") {
    const std::vector<Points> walks = morris_trajectories(2000, 3, 8, 4);
    const std::vector<std::vector<double>> effects =
        elementary_effects(walks, values_at(ishigami(0.1), walks));
    const std::vector<double> sizes{7.95919278, 3.23080928, 5.72354146};
    const std::vector<double> at_four_levels{7.70405411, 7.875, 6.24879610};
    const double z = normal_quantile(1 - 5e-7);
    for (std::size_t i = 0; i < 3; ++i) {
        const EffectMeasures found = effect_measures(effects[i]);
        CHECK(std::abs(found.mean_size - sizes[i]) < z * found.size_error);
    }
    // Control: another number of levels has other measures.
    const EffectMeasures second = effect_measures(effects[1]);
    CHECK(std::abs(second.mean_size - at_four_levels[1]) > z * second.size_error);
}

TEST_CASE("the standard error of mu* is its spread over the seeds") {
    Tally found;
    Tally squared_errors;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const std::vector<Points> walks = morris_trajectories(20, 3, 8, seed);
        const std::vector<std::vector<double>> effects =
            elementary_effects(walks, values_at(ishigami(0.1), walks));
        const EffectMeasures measures = effect_measures(effects[2]);
        found.add(measures.mean_size);
        squared_errors.add(measures.size_error * measures.size_error);
    }
    CHECK(found.sd() == Approx(std::sqrt(squared_errors.mean())).epsilon(0.2));
    CHECK(std::abs(found.mean() - 5.72354146) < normal_quantile(1 - 5e-7) * found.sd() / 20);
}

TEST_CASE("an input without effect shows an effect of the size of the noise") {
    const std::vector<Points> walks = morris_trajectories(2000, 2, 4, 4);
    const Purpose purpose(6, "sensitivity test: noise of effects");
    std::vector<std::vector<double>> values = values_at([](const Point& x) { return 5 * x[0]; }, walks);
    for (std::size_t t = 0; t < values.size(); ++t) {
        for (std::uint32_t i = 0; i < 3; ++i) values[t][i] += 0.1 * normal(purpose, i, static_cast<int>(t));
    }
    const std::vector<std::vector<double>> steps(walks.size(), {0.1 * std::sqrt(2.0), 0.1 * std::sqrt(2.0)});
    const std::vector<std::vector<double>> effects = elementary_effects(walks, values);
    const EffectMeasures inert = effect_measures(effects[1], effect_errors(walks, steps)[1]);
    CHECK(inert.noise == Approx(0.15 * std::sqrt(2.0)));
    const double expected = inert.noise * std::sqrt(2 / std::numbers::pi);
    CHECK(std::abs(inert.mean_size - expected) < normal_quantile(1 - 5e-7) * inert.size_error);
    CHECK(effect_measures(effects[0]).mean_size == Approx(5).epsilon(0.01));
}

TEST_CASE("indices over all pairs of rows are the exact ones") {
    const Law uniform_law{0.5, 1.0 / 12};
    const SobolIndices lines = exact_indices(bilinear, {uniform_law, uniform_law, uniform_law});
    CHECK(lines.variance == Approx(1.29861111).margin(5.1e-9));
    check_indices(lines, {0.40106952, 0.57754011, 0.01604278}, {0.40641711, 0.57754011, 0.02139037});
    CHECK(lines.inputs[0].total - lines.inputs[0].first == Approx(0.00534759).margin(5.1e-9));

    // Sine, its square, and the fourth power of an angle between -pi and pi.
    const std::vector<Law> laws{{0, 0.5}, {0.5, 0.125}, {pi4 / 5, pi4 * pi4 * 16 / 225}};
    const auto parts = [](double b) {
        return [b](const Point& s) { return s[0] + 7 * s[1] + b * s[2] * s[0]; };
    };
    const SobolIndices waves = exact_indices(parts(0.1), laws);
    CHECK(waves.mean == Approx(3.5));
    CHECK(waves.variance == Approx(13.84458794).margin(5.1e-9));
    check_indices(waves, {0.31390519, 0.44241114, 0}, {0.55758886, 0.44241114, 0.24368366});
    CHECK(waves.inputs[0].total - waves.inputs[0].first == Approx(0.24368366).margin(5.1e-9));
    const SobolIndices half = exact_indices(parts(0.05), laws);
    CHECK(half.variance == Approx(8.91694244).margin(5.1e-9));
    check_indices(half, {0.21851856, 0.68689464, 0}, {0.31310536, 0.68689464, 0.09458679});
}

TEST_CASE("indices of the g-function over all pairs of rows are the exact ones") {
    const auto of_parts = [](const Point& sizes) {  // |4 x - 2|, uniform between 0 and 2
        double product = 1;
        for (std::size_t i = 0; i < eight.size(); ++i) product *= (sizes[i] + eight[i]) / (1 + eight[i]);
        return product;
    };
    const SobolIndices found = exact_indices(of_parts, std::vector<Law>(8, {1, 1.0 / 3}));
    CHECK(found.variance == Approx(0.46542443).margin(5.1e-9));
    check_indices(
        found,
        {0.71619217, 0.17904804, 0.02367577, 0.00716192, 0.00007162, 0.00007162, 0.00007162, 0.00007162},
        {0.78714413, 0.24219819, 0.03431691, 0.01046039, 0.00010495, 0.00010495, 0.00010495, 0.00010495});
    double sum = 0;
    for (const SobolIndex& index : found.inputs) sum += index.first;
    CHECK(sum == Approx(0.92636438).margin(5.1e-9));
}

TEST_CASE("estimates at the points of the sequence have the printed digits") {
    struct Row {
        double saltelli;
        double first;
        double total;
    };
    struct Printed {
        std::size_t n;
        std::vector<Row> rows;
    };
    const std::vector<Printed> table{
        {1024,
         {{0.332955, 0.312845, 0.558179}, {0.441314, 0.426168, 0.443285}, {0.018579, -0.002624, 0.242149}}},
        {8192,
         {{0.314819, 0.314087, 0.558646}, {0.442417, 0.441712, 0.442419}, {0.000758, 0.000041, 0.243449}}},
        {16384,
         {{0.315338, 0.313900, 0.558334}, {0.442418, 0.440986, 0.442423}, {0.001422, -0.000011, 0.243653}}}};
    for (const auto& [n, rows] : table) {
        const SobolIndices found = sobol_indices(values_at(ishigami(0.1), sobol_matrices(n, 3)));
        if (n == 1024) {
            CHECK(found.mean == Approx(3.50605568).margin(5.1e-9));
            CHECK(found.variance == Approx(13.81895444).margin(5.1e-9));
        }
        for (std::size_t i = 0; i < 3; ++i) {
            INFO("n " << n << ", input " << i);
            CHECK(found.inputs[i].first_saltelli == Approx(rows[i].saltelli).margin(5.1e-7));
            CHECK(found.inputs[i].first == Approx(rows[i].first).margin(5.1e-7));
            CHECK(found.inputs[i].total == Approx(rows[i].total).margin(5.1e-7));
        }
    }
}

TEST_CASE("estimates of the g-function at the points of the sequence have the printed digits") {
    const SobolIndices found = sobol_indices(values_at(g_function(eight), sobol_matrices(8192, 8)));
    const std::vector<double> first{0.716322, 0.179430, 0.024571, 0.008459, 0.001422};
    const std::vector<double> total{0.786341, 0.240633, 0.034317, 0.010457, 0.000105};
    for (std::size_t i = 0; i < 8; ++i) {
        INFO("input " << i);
        const std::size_t j = std::min<std::size_t>(i, 4);
        // The section cuts the last four off after the digits it shows.
        CHECK(found.inputs[i].first == Approx(first[j]).margin(i < 5 ? 5.1e-7 : 5e-5));
        CHECK(found.inputs[i].total == Approx(total[j]).margin(5.1e-7));
    }
}

TEST_CASE("matrices are the halves of a sequence, with one column exchanged") {
    const SobolMatrices matrices = sobol_matrices(8, 3);
    const Points points = sobol_points(8, 6);
    REQUIRE(matrices.a.size() == 8);
    REQUIRE(matrices.b.size() == 8);
    REQUIRE(matrices.ab.size() == 3);
    for (std::size_t row = 0; row < 8; ++row) {
        const Point& p = points[row];
        CHECK(matrices.a[row] == Point{p[0], p[1], p[2]});
        CHECK(matrices.b[row] == Point{p[3], p[4], p[5]});
        CHECK(matrices.ab[0][row] == Point{p[3], p[1], p[2]});
        CHECK(matrices.ab[1][row] == Point{p[0], p[4], p[2]});
        CHECK(matrices.ab[2][row] == Point{p[0], p[1], p[5]});
    }
    const SobolMatrices shifted = sobol_matrices(8, 3, 5);
    CHECK(shifted.b[7][2] == sobol_points(8, 6, 5)[7][5]);
    CHECK(shifted.ab[2][7] == Point{shifted.a[7][0], shifted.a[7][1], shifted.b[7][2]});
}

TEST_CASE("forty inputs have columns of their own, even or by chance, that more rows do not change") {
    const SobolMatrices matrices = sobol_matrices(1024, 40, 8);
    const SobolMatrices fewer = sobol_matrices(512, 40, 8);
    CHECK(std::equal(fewer.a.begin(), fewer.a.end(), matrices.a.begin()));
    CHECK(std::equal(fewer.b.begin(), fewer.b.end(), matrices.b.begin()));
    CHECK(fewer.b != sobol_matrices(512, 40, 9).b);
    REQUIRE(matrices.ab.size() == 40);
    const Band by_chance = band(1024, 0.5);
    const Band together = band(1024, 0.25);
    for (std::size_t i = 0; i < 40; ++i) {
        int low_a = 0;
        int low_b = 0;
        int low_both = 0;
        int low_neighbours = 0;
        for (std::size_t row = 0; row < 1024; ++row) {
            const bool is_low = matrices.a[row][i] < 0.5;
            low_a += is_low ? 1 : 0;
            low_b += matrices.b[row][i] < 0.5 ? 1 : 0;
            low_both += is_low && matrices.b[row][i] < 0.5 ? 1 : 0;
            low_neighbours += is_low && matrices.a[row][(i + 1) % 40] < 0.5 ? 1 : 0;
            CHECK((matrices.ab[i][row][i] == matrices.b[row][i] &&
                   matrices.ab[i][row][(i + 7) % 40] == matrices.a[row][(i + 7) % 40]));
        }
        INFO("input " << i);
        if (i < 16) CHECK(low_a == 512);
        CHECK(by_chance.holds(low_a));
        CHECK(by_chance.holds(low_b));
        CHECK(together.holds(low_both));
        CHECK(together.holds(low_neighbours));
    }
}

TEST_CASE("of forty inputs the two that matter are found, one of them beyond the sequence") {
    const auto weight = [](std::size_t i) { return i == 3 || i == 27 ? 12.0 : 1.0; };
    const Model sum = [&](const Point& x) {
        double value = 0;
        for (std::size_t i = 0; i < x.size(); ++i) value += weight(i) * x[i];
        return value;
    };
    const SobolIndices found = sobol_indices(values_at(sum, sobol_matrices(4096, 40, 1)));
    for (std::size_t i = 0; i < 40; ++i) {
        INFO("input " << i);
        const double share = weight(i) * weight(i) / (2 * 144 + 38);
        // Relative errors of a mean of 4,096 (x - x')² are 0.0185, of V 0.012; first is that of an f² / 2.
        CHECK(found.inputs[i].total == Approx(share).epsilon(0.12));
        CHECK(found.inputs[i].first == Approx(share).margin(0.11));
        CHECK(found.inputs[i].first_saltelli == Approx(share).margin(0.11));
    }
}

TEST_CASE("what is added to all values changes no index") {
    SobolValues values = values_at(ishigami(0.1), sobol_matrices(1024, 3));
    const SobolIndices before = sobol_indices(values, 0.95, 1);
    const auto shift = [](std::vector<double>& all) {
        for (double& value : all) value += 1e5;
    };
    shift(values.a);
    shift(values.b);
    for (std::vector<double>& ab : values.ab) shift(ab);
    const SobolIndices after = sobol_indices(values, 0.95, 1);
    CHECK(after.variance == Approx(before.variance).epsilon(1e-9));
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(after.inputs[i].first == Approx(before.inputs[i].first).margin(1e-8));
        CHECK(after.inputs[i].first_saltelli == Approx(before.inputs[i].first_saltelli).margin(1e-8));
        CHECK(after.inputs[i].total_interval.high ==
              Approx(before.inputs[i].total_interval.high).margin(1e-8));
    }
    // Control: the same product without its centre.
    double products = 0;
    for (std::size_t row = 0; row < 1024; ++row) {
        products += values.b[row] * (values.ab[0][row] - values.a[row]);
    }
    CHECK(std::abs(products / 1024 / after.variance - after.inputs[0].first_saltelli) > 1);
}

TEST_CASE("intervals are the same for the same seed and close for another, and hold their estimates") {
    const SobolValues values = values_at(ishigami(0.1), sobol_matrices(1024, 3));
    const SobolIndices plain = sobol_indices(values);
    const SobolIndices found = sobol_indices(values, 0.95, 1);
    const SobolIndices again = sobol_indices(values, 0.95, 1);
    const SobolIndices other = sobol_indices(values, 0.95, 2);
    const SobolIndices narrow = sobol_indices(values, 0.50, 1);
    for (std::size_t i = 0; i < 3; ++i) {
        const SobolIndex& index = found.inputs[i];
        CHECK(index.first == plain.inputs[i].first);
        CHECK(index.total == plain.inputs[i].total);
        CHECK_FALSE(plain.inputs[i].first_interval.bounded);
        CHECK(plain.inputs[i].total_interval.high == infinity);
        CHECK(index.first_interval.bounded);
        CHECK(covers(index.first_interval, index.first));
        CHECK(covers(index.total_interval, index.total));
        CHECK(index.first_interval.low == again.inputs[i].first_interval.low);
        CHECK(index.total_interval.high == again.inputs[i].total_interval.high);
        CHECK(index.total_interval.high != other.inputs[i].total_interval.high);
        const double width = index.total_interval.high - index.total_interval.low;
        CHECK(std::abs(index.total_interval.high - other.inputs[i].total_interval.high) < width / 4);
        CHECK(narrow.inputs[i].total_interval.high < index.total_interval.high);
        CHECK(narrow.inputs[i].total_interval.low > index.total_interval.low);
    }
}

TEST_CASE("intervals of independent rows cover the exact indices about as often as they say") {
    const int runs = 200;
    const std::vector<double> first{0.40106952, 0.57754011};
    const std::vector<double> total{0.40641711, 0.57754011};
    const Purpose purpose(3, "sensitivity test: independent rows");
    std::vector<int> hits(4, 0);
    std::vector<int> half_hits(4, 0);
    const auto count = [&](std::size_t j, const Interval& interval, double estimate, double truth) {
        hits[j] += covers(interval, truth) ? 1 : 0;
        const Interval half{(interval.low + estimate) / 2, (interval.high + estimate) / 2, true};
        half_hits[j] += covers(half, truth) ? 1 : 0;
    };
    for (int run = 0; run < runs; ++run) {
        SobolMatrices matrices;
        for (std::uint32_t row = 0; row < 128; ++row) {
            const auto draw = [&](std::uint32_t column) {
                return uniform(purpose, {column, row, static_cast<std::uint32_t>(run)});
            };
            matrices.a.push_back({draw(0), draw(1), draw(2)});
            matrices.b.push_back({draw(3), draw(4), draw(5)});
        }
        matrices.ab.assign(2, matrices.a);
        for (std::size_t i = 0; i < 2; ++i) {
            for (std::size_t row = 0; row < 128; ++row) matrices.ab[i][row][i] = matrices.b[row][i];
        }
        const SobolIndices found =
            sobol_indices(values_at(bilinear, matrices), 0.95, static_cast<std::uint64_t>(run));
        for (std::size_t i = 0; i < 2; ++i) {
            const SobolIndex& index = found.inputs[i];
            count(2 * i, index.first_interval, index.first, first[i]);
            count(2 * i + 1, index.total_interval, index.total, total[i]);
        }
    }
    const Band nominal = band(runs, 0.95);
    for (std::size_t j = 0; j < 4; ++j) {
        INFO("hits " << hits[j] << ", of half the width " << half_hits[j]);
        CHECK(nominal.holds(hits[j]));
        CHECK_FALSE(nominal.holds(half_hits[j]));
    }
}

TEST_CASE("independent noise adds its share of the variance to every total, and the share is reported") {
    const double noise_variance = 2.25;
    const Purpose purpose(3, "sensitivity test: noise of values");
    std::uint32_t draws = 0;
    const Model inert = [](const Point& x) { return ishigami(0.1)({x[0], x[1], x[2]}); };
    const Model noisy = [&](const Point& x) { return inert(x) + 1.5 * normal(purpose, draws++, 0); };
    const SobolMatrices matrices = sobol_matrices(4096, 4, 2);
    const SobolIndices clean = sobol_indices(values_at(inert, matrices), 0.95, 1, 0);
    CHECK(clean.noise == 0);
    CHECK(clean.inputs[3].total == 0);
    CHECK(std::isnan(sobol_indices(values_at(inert, matrices), 0.95, 1).noise));
    const SobolIndices found = sobol_indices(values_at(noisy, matrices), 0.95, 1, noise_variance);
    CHECK(found.noise == noise_variance / found.variance);
    CHECK(found.noise == Approx(2.25 / (13.84458794 + 2.25)).epsilon(0.1));
    // The mean of 4,096 squares of normal deviates has a relative error of sqrt(2 / 4096), 2.2 %.
    CHECK(found.inputs[3].total == Approx(found.noise).epsilon(0.11));
    CHECK(found.inputs[3].first == Approx(0).margin(0.11));
}

TEST_CASE("what does not vary has no indices") {
    const auto check_nothing = [](const SobolValues& values) {
        const SobolIndices found = sobol_indices(values, 0.95, 1, 1.0);
        CHECK(std::isnan(found.noise));
        for (const SobolIndex& index : found.inputs) {
            CHECK(std::isnan(index.first));
            CHECK(std::isnan(index.total));
            CHECK(std::isnan(index.first_saltelli));
            CHECK_FALSE(index.first_interval.bounded);
            CHECK_FALSE(index.total_interval.bounded);
        }
    };
    check_nothing({{0.1, 0.1}, {0.1, 0.1}, {{0.1, 0.1}}});
    check_nothing({{0, 0}, {0, 0}, {{0, 0}}});
    check_nothing({{3 * 0.1, 0.3}, {0.3, 3 * 0.1}, {{0.3, 0.3}}});  // but for rounding
    CHECK(sobol_indices({{0.1, 0.2}, {0.2, 0.1}, {{0.2, 0.1}}}).inputs[0].total == Approx(2));
}

TEST_CASE("resamples that do not vary are left out of the intervals") {
    // Of two rows, only the first of which varies: a quarter of the resamples is the second alone.
    const SobolIndices found = sobol_indices({{0, 1}, {2, 1}, {{2, 1}}}, 0.95, 1);
    CHECK(found.inputs[0].total == 2);
    CHECK(found.inputs[0].total_interval.bounded);
    CHECK(found.inputs[0].total_interval.low == 2);
    CHECK(found.inputs[0].total_interval.high == 2);
}

TEST_CASE("a resample has a variance about its own mean") {
    // Each row alone has variance 1 and total 2, both together 26 and 1 / 13.
    const SobolIndices found = sobol_indices({{0, 10}, {2, 12}, {{2, 12}}}, 0.95, 1);
    CHECK(found.variance == 26);
    CHECK(found.inputs[0].total == Approx(1.0 / 13));
    CHECK(found.inputs[0].total_interval.low == Approx(1.0 / 13));
    CHECK(found.inputs[0].total_interval.high == Approx(2));
}
