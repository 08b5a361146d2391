// Elementary effects and Sobol' indices. Rule: a resample is estimated by the very code that estimates the
// sample.
#include "hanhlang/stats/sensitivity.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "hanhlang/base/random.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/designs.hpp"
#include "hanhlang/stats/tally.hpp"

namespace hanhlang {
namespace {

constexpr double no_share = std::numeric_limits<double>::quiet_NaN();
constexpr Interval any_share{-infinity, infinity, false};

struct MovedInput {
    std::size_t input;
    double by;
};

MovedInput moved_input(const std::vector<double>& from, const std::vector<double>& to) {
    assert(from.size() == to.size());
    MovedInput moved{from.size(), 0};
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (from[i] == to[i]) continue;
        assert(moved.by == 0);
        moved = {i, to[i] - from[i]};
    }
    assert(moved.by != 0);
    return moved;
}

// changes[t][step] over the signed step, [input][trajectory].
std::vector<std::vector<double>> over_steps(const std::vector<std::vector<std::vector<double>>>& trajectories,
                                            const std::vector<std::vector<double>>& changes) {
    assert(changes.size() == trajectories.size());
    if (trajectories.empty()) return {};
    assert(!trajectories[0].empty());
    const std::size_t inputs = trajectories[0][0].size();
    std::vector<std::vector<double>> ratios(inputs, std::vector<double>(trajectories.size()));
    for (std::size_t t = 0; t < trajectories.size(); ++t) {
        const std::vector<std::vector<double>>& points = trajectories[t];
        assert(points.size() == inputs + 1 && changes[t].size() == inputs);
        std::vector<bool> has_moved(inputs, false);
        for (std::size_t step = 0; step < inputs; ++step) {
            const MovedInput moved = moved_input(points[step], points[step + 1]);
            assert(!has_moved[moved.input]);
            has_moved[moved.input] = true;
            ratios[moved.input][t] = changes[t][step] / moved.by;
        }
    }
    return ratios;
}

// What each row adds to the sums that the indices are made of, [row][term]: a + b and a² + b², as distances
// to the mean, and for each input the squares of first and total.
struct RowTerms {
    std::size_t inputs;
    double mean;
    double least_variance;  // below this nothing varies but for rounding
    std::vector<std::vector<double>> rows;
};

RowTerms row_terms(const SobolValues& values) {
    const std::size_t n = values.a.size();
    assert(n >= 1 && values.b.size() == n);
    Tally pooled;
    for (const double value : values.a) pooled.add(value);
    for (const double value : values.b) pooled.add(value);
    const double rounding = 1e-14 * pooled.mean();
    RowTerms terms{values.ab.size(), pooled.mean(), rounding * rounding, {}};
    terms.rows.resize(n);
    for (std::size_t row = 0; row < n; ++row) {
        const double a = values.a[row] - terms.mean;
        const double b = values.b[row] - terms.mean;
        terms.rows[row] = {a + b, a * a + b * b};
        for (const std::vector<double>& ab : values.ab) {
            assert(ab.size() == n);
            const double first = values.b[row] - ab[row];
            const double total = values.a[row] - ab[row];
            terms.rows[row].push_back(first * first / 2);
            terms.rows[row].push_back(total * total / 2);
        }
    }
    return terms;
}

// The variance, and first and total of each input in turn; these are NaN where nothing varies.
struct Shares {
    double variance;
    bool varies;
    std::vector<double> values;
};

Shares shares_of(const RowTerms& terms, const std::vector<std::size_t>& chosen) {
    std::vector<double> sums(2 + 2 * terms.inputs, 0.0);
    for (const std::size_t row : chosen) {
        for (std::size_t term = 0; term < sums.size(); ++term) sums[term] += terms.rows[row][term];
    }
    const auto n = static_cast<double>(chosen.size());
    const double off = sums[0] / (2 * n);  // the mean of a resample is another
    const double square = sums[1] / (2 * n);
    Shares shares{std::max(0.0, square - off * off), false, {}};
    // The difference has lost what is below 1e-14 of the square.
    shares.varies = shares.variance > std::max(terms.least_variance, 1e-14 * square);
    for (std::size_t term = 2; term < sums.size(); ++term) {
        const double share = shares.varies ? sums[term] / n / shares.variance : no_share;
        shares.values.push_back(term % 2 == 0 ? 1 - share : share);
    }
    return shares;
}

// The k-th smallest and the k-th largest, k = floor((B + 1) (1 - confidence) / 2); a resample that does not
// vary says nothing and is left out.
Interval percentile_interval(std::vector<double> estimates, double confidence) {
    std::erase_if(estimates, [](double estimate) { return std::isnan(estimate); });
    const double rank = std::floor(static_cast<double>(estimates.size() + 1) * (1 - confidence) / 2);
    if (rank < 1) return any_share;
    std::sort(estimates.begin(), estimates.end());
    const auto k = static_cast<std::size_t>(rank);
    return {estimates[k - 1], estimates[estimates.size() - k], true};
}

SobolMatrices matrices_from(const std::vector<std::vector<double>>& points, std::size_t inputs) {
    SobolMatrices matrices;
    for (const std::vector<double>& point : points) {
        const auto middle = point.begin() + static_cast<std::ptrdiff_t>(inputs);
        matrices.a.emplace_back(point.begin(), middle);
        matrices.b.emplace_back(middle, point.end());
    }
    matrices.ab.assign(inputs, matrices.a);
    for (std::size_t i = 0; i < inputs; ++i) {
        for (std::size_t row = 0; row < points.size(); ++row) matrices.ab[i][row][i] = matrices.b[row][i];
    }
    return matrices;
}

SobolIndices indices_of(const RowTerms& terms, const SobolValues& values, double noise_variance) {
    const std::size_t rows = terms.rows.size();
    std::vector<std::size_t> all(rows);
    std::iota(all.begin(), all.end(), std::size_t{0});
    const Shares shares = shares_of(terms, all);
    const double variance = shares.varies ? shares.variance : no_share;
    SobolIndices indices{terms.mean, shares.variance, noise_variance / variance, {}};
    for (std::size_t i = 0; i < terms.inputs; ++i) {
        double products = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            products += (values.b[row] - terms.mean) * (values.ab[i][row] - values.a[row]);
        }
        indices.inputs.push_back({shares.values[2 * i], shares.values[2 * i + 1], any_share, any_share,
                                  products / static_cast<double>(rows) / variance});
    }
    return indices;
}

}  // namespace

std::vector<std::vector<double>> elementary_effects(
    const std::vector<std::vector<std::vector<double>>>& trajectories,
    const std::vector<std::vector<double>>& values) {
    std::vector<std::vector<double>> changes(values.size());
    for (std::size_t t = 0; t < values.size(); ++t) {
        for (std::size_t i = 1; i < values[t].size(); ++i) {
            changes[t].push_back(values[t][i] - values[t][i - 1]);
        }
    }
    return over_steps(trajectories, changes);
}

std::vector<std::vector<double>> effect_errors(
    const std::vector<std::vector<std::vector<double>>>& trajectories,
    const std::vector<std::vector<double>>& step_errors) {
    std::vector<std::vector<double>> errors = over_steps(trajectories, step_errors);
    for (std::vector<double>& of_input : errors) {
        for (double& error : of_input) error = std::fabs(error);  // steps down are negative
    }
    return errors;
}

EffectMeasures effect_measures(const std::vector<double>& effects, const std::vector<double>& errors) {
    assert(!effects.empty());
    assert(errors.empty() || errors.size() == effects.size());
    Tally signed_ones;
    Tally sizes;
    for (const double effect : effects) {
        signed_ones.add(effect);
        sizes.add(std::fabs(effect));
    }
    Tally squares;
    for (const double error : errors) squares.add(error * error);
    const double size_error = sizes.sd() / std::sqrt(static_cast<double>(effects.size()));
    return {signed_ones.mean(),        sizes.mean(),  signed_ones.sd(), size_error,
            std::sqrt(squares.mean()), effects.size()};
}

SobolMatrices sobol_matrices(std::size_t n, std::size_t inputs) {
    assert(std::has_single_bit(n));
    return matrices_from(sobol_points(n, 2 * inputs), inputs);
}

SobolMatrices sobol_matrices(std::size_t n, std::size_t inputs, std::uint64_t seed) {
    assert(std::has_single_bit(n) && inputs >= 1);
    const Purpose purpose(seed, "sobol matrices: column beyond the sequence");
    std::vector<std::vector<double>> points =
        sobol_points(n, std::min(2 * inputs, most_sobol_dimensions), seed);
    for (std::size_t row = 0; row < n; ++row) {
        for (std::size_t column = points[row].size(); column < 2 * inputs; ++column) {
            const Subject who{static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row), 0};
            points[row].push_back(uniform(purpose, who));
        }
    }
    return matrices_from(points, inputs);
}

SobolIndices sobol_indices(const SobolValues& values) {
    return indices_of(row_terms(values), values, no_share);
}

SobolIndices sobol_indices(const SobolValues& values, double confidence, std::uint64_t seed,
                           double noise_variance) {
    assert(confidence > 0 && confidence < 0.998);
    const RowTerms terms = row_terms(values);
    SobolIndices indices = indices_of(terms, values, noise_variance);
    const Purpose purpose(seed, "sobol indices: row of a resample");
    std::vector<std::size_t> chosen(terms.rows.size());
    std::vector<std::vector<double>> resampled(2 * terms.inputs);
    for (std::uint32_t sample = 0; sample < sobol_resamples; ++sample) {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const double u = uniform(purpose, {sample, static_cast<std::uint32_t>(i), 0});
            chosen[i] = static_cast<std::size_t>(u * static_cast<double>(chosen.size()));
        }
        const Shares shares = shares_of(terms, chosen);
        for (std::size_t j = 0; j < resampled.size(); ++j) resampled[j].push_back(shares.values[j]);
    }
    for (std::size_t i = 0; i < terms.inputs; ++i) {
        indices.inputs[i].first_interval = percentile_interval(std::move(resampled[2 * i]), confidence);
        indices.inputs[i].total_interval = percentile_interval(std::move(resampled[2 * i + 1]), confidence);
    }
    return indices;
}

}  // namespace hanhlang
