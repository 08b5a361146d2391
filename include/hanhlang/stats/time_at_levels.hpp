// How long a level was held, for the quantiles over time of trucks in a queue. Rule: only time inside the
// window [from, to) counts, in whole milliseconds, so the answer is exact and parts merge in any order.
//
// Memory: 8 bytes for each level up to the highest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hanhlang {

class TimeAtLevels {
 public:
    TimeAtLevels(std::int64_t window_from, std::int64_t window_to);

    // The level, which is never below 0 (assert), is `level` from now on; times must not go back.
    void set(std::int64_t now, std::int64_t level);
    void add(std::int64_t now, std::int64_t delta) { set(now, level_ + delta); }
    // The level stays what it is up to `now`, or to the end of the window.
    void close(std::int64_t now) { set(now, level_); }
    void merge(const TimeAtLevels& other);

    // The lowest level that was not exceeded for a share p of the time, p in (0, 1]: the inverse of the
    // distribution function over time (type 1). NaN where no time has passed. Call close() first.
    double quantile(double p) const;

    // All there is to know once it is closed, to be kept in a file; and what it was, or nothing when these
    // are no such bytes.
    std::string bytes() const;
    static std::optional<TimeAtLevels> from_bytes(std::string_view bytes);

 private:
    std::int64_t from_;
    std::int64_t to_;
    std::int64_t last_;  // never outside the window
    std::int64_t level_ = 0;
    std::vector<std::int64_t> held_;  // ms, by level
};

}  // namespace hanhlang
