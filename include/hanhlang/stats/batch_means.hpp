// A confidence interval from one long run, cut into batches. Rule: the batches are few and large, and the
// interval comes with a check whether they are large enough.
//
// For runs that cannot be repeated; where they can, replications need no such check. The warm-up is cut off
// before. Many small batches are still dependent, and their interval is too narrow; more than about 30 gain
// little even where they are not (Schmeiser 1982, "Batch size effects in the analysis of simulation output").
#pragma once

#include <cstddef>
#include <vector>

#include "hanhlang/stats/interval.hpp"

namespace hanhlang {

struct BatchEstimate {
    Estimate mean;       // of the values in whole batches; n counts batches
    std::size_t size;    // values in a batch
    double lag_1;        // autocorrelation of neighbouring batch means
    double von_neumann;  // 1 - sum (b[j+1] - b[j])^2 / (2 sum (b[j] - mean)^2), 0 for independent batches
    double z;            // the same in standard errors; all three are NaN when all batches are equal
    bool is_dependent;   // z is above the one-sided 10 % point: batches are too small, run longer
};

// Cuts `values` into `batches` batches of equal size, at least 3 and at most as many as values (assert). What
// the division leaves at the end, fewer values than there are batches, is left out. The check is von
// Neumann's ratio (1941, "Distribution of the ratio of the mean square successive difference to the
// variance"), used for batches by Fishman 1978, "Grouping observations in digital simulation".
BatchEstimate batch_means(const std::vector<double>& values, std::size_t batches, double confidence);

// The same of values as they come, in bounded memory: when 40 batches are full, pairs become one, so that
// there are 20 to 39 however long the run.
class BatchMeans {
 public:
    static constexpr std::size_t fewest = 20;

    // A batch begins with `smallest` values, at least 1 (assert): 16 times 20 are the least to learn from.
    explicit BatchMeans(std::size_t smallest = 16);

    void add(double value);  // finite (assert)

    // Half width, lag_1, von_neumann and z are NaN below 20 full batches, the value too below one. The values
    // of the batch that is not full yet, less than one in twenty, do not count.
    BatchEstimate estimate(double confidence) const;

    std::size_t size() const { return size_; }  // values in a batch
    const std::vector<double>& means() const { return means_; }

 private:
    std::size_t size_;
    std::size_t open_ = 0;  // values in the batch that is not full
    double first_ = 0;      // of the run; sums are of distances to it, so that equal values stay equal
    double sum_ = 0;        // of the open batch
    std::vector<double> means_;
};

}  // namespace hanhlang
