// Averages of a level over time, for each hour of the day. Rule: only time inside the window [from, to)
// counts.
//
// Times are integer milliseconds since a midnight and must not go back (assert); levels are whole.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <limits>

namespace hanhlang {

class TimeByHour {
 public:
    TimeByHour(std::int64_t window_from, std::int64_t window_to)
        : from_(window_from), to_(window_to), last_(window_from) {
        assert(window_from < window_to);
    }
    void add(std::int64_t now, std::int64_t delta) {
        const std::int64_t until = std::clamp(now, from_, to_);
        assert(until >= last_);
        while (last_ < until) {
            const std::int64_t hour = last_ / hour_ms - (last_ % hour_ms < 0 ? 1 : 0);
            const std::int64_t next = std::min(until, (hour + 1) * hour_ms);
            const auto of_day = static_cast<std::size_t>((hour % 24 + 24) % 24);
            area_[of_day] += level_ * (next - last_);
            time_[of_day] += next - last_;
            last_ = next;
        }
        level_ += delta;
    }
    /// Nothing changes any more.
    void close(std::int64_t now) { add(now, 0); }
    /// NaN where the window has no such hour.
    double average(std::size_t hour) const {
        if (time_[hour] == 0) return std::numeric_limits<double>::quiet_NaN();
        return static_cast<double>(area_[hour]) / static_cast<double>(time_[hour]);
    }

 private:
    static constexpr std::int64_t hour_ms = 3'600'000;
    std::int64_t from_;
    std::int64_t to_;
    std::int64_t last_;
    std::int64_t level_ = 0;
    std::array<std::int64_t, 24> area_{};
    std::array<std::int64_t, 24> time_{};
};

}  // namespace hanhlang
