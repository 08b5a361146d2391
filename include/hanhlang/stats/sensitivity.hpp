// Which inputs of a model matter: elementary effects and Sobol' indices. Rule: the model is a function of a
// point of the unit cube; what it owes to chance is held by common seeds, and its share is said beside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "hanhlang/stats/interval.hpp"

namespace hanhlang {

/// What one input does to the output, in units of output over the whole range of the input (Morris 1991;
/// mean_size: Campolongo, Cariboni and Saltelli 2007).
struct EffectMeasures {
    double mean;        // mu
    double mean_size;   // mu*, of the absolute values
    double sd;          // sigma, divisor n - 1; NaN below two effects
    double size_error;  // standard error of mu* over the trajectories
    double noise;       // root mean square error of one effect, as chance moves it; NaN where not known
    std::size_t n;
};

/// Elementary effects of each input, [input][trajectory]: change of the value over the signed step.
/// trajectories[t][point][input], in each step of which exactly one input moves and each input once (assert);
/// values[t][point].
std::vector<std::vector<double>> elementary_effects(
    const std::vector<std::vector<std::vector<double>>>& trajectories,
    const std::vector<std::vector<double>>& values);

/// Standard errors of these effects, [input][trajectory], from those of the changes: step_errors[t][step] is
/// of values[t][step + 1] - values[t][step], of pairs with the same seeds say.
std::vector<std::vector<double>> effect_errors(
    const std::vector<std::vector<std::vector<double>>>& trajectories,
    const std::vector<std::vector<double>>& step_errors);

/// Measures of the effects of one input, at least one (assert); `errors` one for each, or none. An input
/// without effect still has a mean_size of 0.8 noise and an sd of noise (normal, sqrt(2 / pi)): what is not
/// clearly above that is not seen.
EffectMeasures effect_measures(const std::vector<double>& effects, const std::vector<double>& errors = {});

/// Rows at which a model is run for its Sobol' indices: n (inputs + 2) points.
struct SobolMatrices {
    std::vector<std::vector<double>> a;                // [row][input]
    std::vector<std::vector<double>> b;                // [row][input]
    std::vector<std::vector<std::vector<double>>> ab;  // [i][row][input]: a with column i from b
};

/// From Sobol's sequence of twice as many dimensions: the first half is a, the second b. n a power of two, 1
/// to 8 inputs (assert). The first row is the corner 0 of the cube.
SobolMatrices sobol_matrices(std::size_t n, std::size_t inputs);

/// The same from the sequence with a digital shift, in the open cube, for any number of inputs: of the
/// columns of a and b together, those beyond the 16th are independent uniform numbers, named by seed, column
/// and row. These converge as slowly as Monte Carlo does, the inputs of the first columns faster. Twice the n
/// begins with the same rows.
SobolMatrices sobol_matrices(std::size_t n, std::size_t inputs, std::uint64_t seed);

/// Values of the model at the rows.
struct SobolValues {
    std::vector<double> a;                // [row]
    std::vector<double> b;                // [row]
    std::vector<std::vector<double>> ab;  // [i][row]
};

/// Shares of the variance that are due to one input. Estimates as they are: small ones may be below 0 by
/// chance.
struct SobolIndex {
    double first;             // by the input alone, Jansen 1999
    double total;             // with all interactions it has, Jansen 1999
    Interval first_interval;  // not bounded without a bootstrap, or where nothing varies
    Interval total_interval;
    double first_saltelli;  // a check on `first`: Saltelli et al. 2010, centred by the mean
};

struct SobolIndices {
    double mean;      // of a and b together
    double variance;  // of the same, divisor 2 n
    double noise;     // share of the variance that is noise, which each total contains; NaN where not known
    std::vector<SobolIndex> inputs;
};

inline constexpr std::size_t sobol_resamples = 1000;

/// Estimates without intervals. V is the pooled variance; with means over rows
///     first = 1 - mean (fb - fabi)² / (2 V),   total = mean (fa - fabi)² / (2 V),
///     first_saltelli = mean (fb - m) (fabi - fa) / V.
/// Indices are NaN where nothing varies but for rounding. At least one row, equal sizes (assert).
SobolIndices sobol_indices(const SobolValues& values);

/// The same with percentile intervals of 1,000 resamples of the rows (Efron and Tibshirani 1993; Archer,
/// Saltelli and Sobol' 1997). `confidence` is two-sided and below 0.998 (assert). Right for independent
/// rows; those of a sequence are more even, and the intervals mostly too wide. `noise_variance` is that of
/// one value, s² / n of n replications.
SobolIndices sobol_indices(const SobolValues& values, double confidence, std::uint64_t seed,
                           double noise_variance = std::numeric_limits<double>::quiet_NaN());

}  // namespace hanhlang
