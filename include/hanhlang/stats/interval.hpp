// Confidence intervals from independent replications. Rule: the replication is the unit; what happens inside
// one is dependent and is never counted as if it were not.
//
// `confidence` is two-sided and in (0, 1), 0.95 say. Vectors hold one number per replication, in the same
// order in both arms: replication i of one arm met the same random numbers as replication i of the other.
#pragma once

#include <cstddef>
#include <vector>

namespace hanhlang {

struct Estimate {
    double value;
    double half_width;  // NaN below two replications
    std::size_t n;
};

struct Interval {
    double low;
    double high;
    bool bounded;  // false: nothing is excluded, and low and high are infinite
};

struct Reduction {
    double estimate;    // 1 - treatment / baseline
    Interval interval;  // of the reduction
    double g;  // (t * standard error / mean)^2 of the baseline; from 1 on the interval is not bounded
};

// All d with square d^2 + 2 linear d <= rest, where rest is not negative: what Fieller's intervals come down
// to, d the distance to the estimate. Not bounded unless square is above 0.
Interval fieller_distances(double square, double linear, double rest);

// Mean and Student's t interval. NaN value without replications. Exact for normal values; of skewed ones it
// covers less: what the first 100 customers of M/M/1 at load 0.8 wait is within the 95 % interval of 5
// replications 87 times in 100, of 20 91 times, of 100 94 times.
Estimate student(const std::vector<double>& values, double confidence);

// Mean of a - b and its t interval; valid for any dependence within pairs. Equal sizes (assert).
Estimate paired_difference(const std::vector<double>& a, const std::vector<double>& b, double confidence);

// One standard error of an estimate at 95 %; NaN below two replications.
double standard_error(const Estimate& at_95);

// Whether an estimate at 95 % lies inside the 1 - 10⁻⁵ interval around a known value (Student, n - 1
// degrees); what does not vary must equal it to 1e-9. False below two replications.
bool agrees(const Estimate& at_95, double known);

// Whether it is close enough to be wrong: a half-width of at most 2 % of the known value.
bool is_sharp(const Estimate& at_95, double known);

// For a statistic that is not a mean (a quantile): the value from all data, its spread from the sections (the
// replications) about that value. Sectioning: Asmussen and Glynn 2007, "Stochastic Simulation", III.5a.
Estimate sectioned(double pooled, const std::vector<double>& sections, double confidence);

// Relative reduction of the mean, 1 - mean(treatment) / mean(baseline): the ratio of means, never the mean of
// ratios. Fieller 1954, "Some problems in interval estimation", for pairs: exact for normal pairs however
// correlated. Equal replications give exactly 0 with an interval of width 0; no spread in either arm gives a
// point.
Reduction relative_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment,
                             double confidence);

// The same of pooled statistics, with variances and covariance of the replications about the pooled values.
Reduction relative_reduction(double pooled_baseline, double pooled_treatment,
                             const std::vector<double>& baseline, const std::vector<double>& treatment,
                             double confidence);

}  // namespace hanhlang
