// What a tally says of its values. Rule: what cannot be known yet is NaN, never 0.
#include "hanhlang/stats/tally.hpp"

#include <cmath>

namespace hanhlang {

void Tally::merge(const Tally& other) {
    if (other.count_ == 0) return;
    if (count_ == 0) {
        *this = other;
        return;
    }
    const auto here = static_cast<double>(count_);
    const auto there = static_cast<double>(other.count_);
    const double distance = other.mean_ - mean_;
    mean_ += distance * there / (here + there);
    squares_ += other.squares_ + distance * distance * here * there / (here + there);
    count_ += other.count_;
    sum_ += other.sum_;
    minimum_ = std::min(minimum_, other.minimum_);
    maximum_ = std::max(maximum_, other.maximum_);
}

double Tally::mean() const {
    return count_ == 0 ? std::numeric_limits<double>::quiet_NaN() : mean_;
}

double Tally::variance() const {
    if (count_ < 2) return std::numeric_limits<double>::quiet_NaN();
    return squares_ / static_cast<double>(count_ - 1);
}

double Tally::sd() const {
    return std::sqrt(variance());
}

}  // namespace hanhlang
