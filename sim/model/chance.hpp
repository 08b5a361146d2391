// How draws become durations, and how the draws of a leg are told apart.
#pragma once

#include <algorithm>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/scenario/consignments.hpp"

namespace hanhlang {

/// A law without bounds may give more than any run lasts: a century is the most.
inline Duration drawn(const Distribution& law, double u) {
    return to_duration(std::min(law.quantile(u), century));
}

/// What happens on a leg is drawn for the leg: the way back does not repeat the way out.
constexpr std::uint32_t first_visit(bool back) {
    return back ? 1U << 12 : 0U;
}

/// Papers that are made out again do not repeat the chance of the first time.
constexpr std::uint32_t first_attempt(bool again) {
    return again ? 1U << 11 : 0U;
}

/// Leads without bounds are cut here: dossiers are opened that long ahead.
inline constexpr double longest_lead = 1 - 1e-6;
inline Duration longest_lead_of(const Consignment& kind) {
    return kind.lead ? drawn(*kind.lead, longest_lead) : Duration::zero();
}

}  // namespace hanhlang
