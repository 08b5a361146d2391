// Averages over time of a level: trucks in a queue, or 1 while a yard is full. Rule: only time inside
// the window [from, to) counts; changes outside it move the level and nothing else.
//
// Times are integer milliseconds and must not go back (assert). The area of whole levels is exact up to 2^53
// level-milliseconds, 285 thousand level-years.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>

namespace hanhlang {

class TimeAverage {
 public:
    TimeAverage(std::int64_t window_from, std::int64_t window_to, double level = 0)
        : from_(window_from), to_(window_to), level_(level) {
        assert(window_from < window_to);
    }

    void add(std::int64_t now, double delta) {
        assert(now >= last_);
        const std::int64_t held = std::min(now, to_) - std::max(last_, from_);
        if (held > 0) {
            area_ += level_ * static_cast<double>(held);
            maximum_ = std::max(maximum_, level_);
        }
        last_ = now;
        level_ += delta;
        if (now >= from_ && now < to_) maximum_ = std::max(maximum_, level_);
    }

    double level() const { return level_; }
    // Over the part of the window before `now`, which is not before the last change; NaN before the window
    // opens.
    double average(std::int64_t now) const;
    // The highest level in the window, for a question asked after the window has opened. A level held for no
    // time at all counts: a queue that rose to 7 and fell in the same millisecond needed room for 7.
    double maximum() const { return last_ < to_ ? std::max(maximum_, level_) : maximum_; }

 private:
    std::int64_t from_;
    std::int64_t to_;
    std::int64_t last_ = std::numeric_limits<std::int64_t>::min();
    double level_;
    double area_ = 0;
    double maximum_ = -std::numeric_limits<double>::infinity();
};

}  // namespace hanhlang
