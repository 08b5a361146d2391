// Count, mean, spread and extremes of values as they come. Rule: one pass, without the cancellation of sums
// of squares.
//
// Welford 1962; merging after Chan, Golub and LeVeque 1979. Merge in a fixed order (by replication): the last
// bits depend on it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

namespace hanhlang {

class Tally {
 public:
    void add(double value) {
        ++count_;
        sum_ += value;
        const double distance = value - mean_;
        mean_ += distance / static_cast<double>(count_);
        squares_ += distance * (value - mean_);
        minimum_ = std::min(minimum_, value);
        maximum_ = std::max(maximum_, value);
    }
    void merge(const Tally& other);

    std::size_t count() const { return count_; }
    double mean() const;      // NaN without values
    double variance() const;  // divisor n - 1; NaN below two values
    double sd() const;
    double minimum() const { return minimum_; }  // +infinity without values
    double maximum() const { return maximum_; }  // -infinity without values
    double sum() const { return sum_; }          // exact for whole values up to 2^53

 private:
    std::size_t count_ = 0;
    double sum_ = 0;
    double mean_ = 0;
    double squares_ = 0;
    double minimum_ = std::numeric_limits<double>::infinity();
    double maximum_ = -std::numeric_limits<double>::infinity();
};

}  // namespace hanhlang
