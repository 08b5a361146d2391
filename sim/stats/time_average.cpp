// The average of a level over the window so far. Rule: the present level is held up to `now`, then nothing is
// known.
#include "hanhlang/stats/time_average.hpp"

namespace hanhlang {

double TimeAverage::average(std::int64_t now) const {
    assert(now >= last_);
    const std::int64_t end = std::min(now, to_);
    if (end <= from_) return std::numeric_limits<double>::quiet_NaN();
    const std::int64_t held = std::max<std::int64_t>(0, end - std::max(last_, from_));
    return (area_ + level_ * static_cast<double>(held)) / static_cast<double>(end - from_);
}

}  // namespace hanhlang
