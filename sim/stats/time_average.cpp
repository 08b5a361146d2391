// The average of a level over the window so far. Rule: the present level is held up to `now`, then nothing is
// known.
#include "hanhlang/stats/time_average.hpp"

#include <limits>

namespace hanhlang {

std::int64_t TimeAverage::area(std::int64_t now) const {
    const std::int64_t inside = std::clamp(now, from_, to_);
    assert(inside >= last_);
    return area_ + level_ * (inside - last_);
}

double TimeAverage::average(std::int64_t now) const {
    if (now <= from_) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(area(now)) / static_cast<double>(std::min(now, to_) - from_);
}

}  // namespace hanhlang
