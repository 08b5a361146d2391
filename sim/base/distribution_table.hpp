// What a law keeps beside its few numbers. Rule: written once by a maker, then shared and read only.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/inverse_table.hpp"

namespace hanhlang {

struct DistributionTable {
    double mean = 0;
    double variance = 0;

    std::optional<InverseTable> inverse;

    // Empirical: sorted observations. Steps: increasing values, `cumulative` beside them, and for every i of
    // 2^k + 1 the first step that reaches u = i / 2^k (Chen and Asau 1974), so that a search looks at two
    // steps.
    std::vector<double> values;
    std::vector<double> cumulative;
    std::vector<std::uint32_t> guide;

    // Truncated: the law and its two tails at both ends.
    Distribution law;
    double low = 0;
    double high = 0;
    double lower_at_low = 0;
    double upper_at_low = 0;
    double lower_at_high = 0;
    double upper_at_high = 0;
};

}  // namespace hanhlang
