#include "hanhlang/stats/time_at_levels.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

namespace hanhlang {

TimeAtLevels::TimeAtLevels(std::int64_t window_from, std::int64_t window_to)
    : from_(window_from), to_(window_to), last_(window_from) {
    assert(window_from < window_to);
}

void TimeAtLevels::set(std::int64_t now, std::int64_t level) {
    const std::int64_t inside = std::clamp(now, from_, to_);
    assert(inside >= last_ && level >= 0);
    if (inside > last_) {
        const auto at = static_cast<std::size_t>(level_);
        if (at >= held_.size()) held_.resize(at + 1);
        held_[at] += inside - last_;
        last_ = inside;
    }
    level_ = level;
}

void TimeAtLevels::merge(const TimeAtLevels& other) {
    held_.resize(std::max(held_.size(), other.held_.size()));
    for (std::size_t i = 0; i < other.held_.size(); ++i) held_[i] += other.held_[i];
}

double TimeAtLevels::quantile(double p) const {
    const std::int64_t total = std::accumulate(held_.begin(), held_.end(), std::int64_t{0});
    if (total == 0) return std::numeric_limits<double>::quiet_NaN();
    // p is a rounded number: where its exact product is a whole one, the rounding must not ask for more.
    const double needed = p * static_cast<double>(total) * (1 - 4e-16);
    std::int64_t so_far = 0;
    std::size_t level = 0;
    while (level + 1 < held_.size()) {
        so_far += held_[level];
        if (static_cast<double>(so_far) >= needed) break;
        ++level;
    }
    return static_cast<double>(level);
}

}  // namespace hanhlang
