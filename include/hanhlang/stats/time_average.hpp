// Averages over time of a level: trucks in a queue, or 1 while a yard is full. Rule: only time inside
// the window [from, to) counts; changes outside it move the level and nothing else.
//
// Times are integer milliseconds and must not go back (assert), levels are whole: areas are exact up to 2^63
// level-milliseconds, 29 million trucks for ten years.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace hanhlang {

class TimeAverage {
 public:
    TimeAverage(std::int64_t window_from, std::int64_t window_to, std::int64_t level = 0)
        : from_(window_from), to_(window_to), last_(window_from), level_(level), maximum_(level) {
        assert(window_from < window_to);
    }

    void add(std::int64_t now, std::int64_t delta) {
        const std::int64_t inside = std::clamp(now, from_, to_);
        assert(inside >= last_);
        area_ += level_ * (inside - last_);
        last_ = inside;
        level_ += delta;
        if (now < to_) maximum_ = now <= from_ ? level_ : std::max(maximum_, level_);
    }
    void set(std::int64_t now, std::int64_t level) { add(now, level - level_); }

    std::int64_t level() const { return level_; }
    // Level-milliseconds over the part of the window before `now`, which is not before the last change.
    std::int64_t area(std::int64_t now) const;
    // Over the same part; NaN before the window opens.
    double average(std::int64_t now) const;
    // The highest level in the window, for a question asked after the window has opened. A level held for no
    // time at all counts: a queue that rose to 7 and fell in the same millisecond needed room for 7.
    std::int64_t maximum() const { return maximum_; }

 private:
    std::int64_t from_;
    std::int64_t to_;
    std::int64_t last_;  // never outside the window
    std::int64_t level_;
    std::int64_t area_ = 0;
    std::int64_t maximum_;
};

}  // namespace hanhlang
