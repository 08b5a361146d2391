// When an estimate agrees with what theory says.
// Rule: it lies inside the 1 - 10⁻⁵ interval around the known answer, and is sharp: a 95 % half-width of at
// most 2 % of the answer is close enough to be wrong.
#pragma once

#include <cmath>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/interval.hpp"

namespace hanhlang {

inline bool agrees(const Estimate& e, double expected) {
    const auto degrees = static_cast<double>(e.n - 1);
    const double per_se = student_t_quantile(0.975, degrees);
    return std::abs(e.value - expected) <= e.half_width / per_se * student_t_quantile(1 - 5e-6, degrees) +
                                               1e-9 * std::abs(expected);  // of what does not vary
}

inline bool sharp(const Estimate& e, double expected) {
    return e.half_width <= 0.02 * std::abs(expected);
}

}  // namespace hanhlang
