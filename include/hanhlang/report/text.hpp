// Findings for people: tables of plain text.
// Rule: numbers are rounded to what their interval supports, and every table says its unit.
#pragma once

#include <string>

#include "hanhlang/study/bounds.hpp"
#include "hanhlang/study/investment.hpp"
#include "hanhlang/study/low_volume.hpp"
#include "hanhlang/study/split.hpp"

namespace hanhlang {

/// A summary of what would run, and how its numbers are known.
std::string describe_scenario(const Scenario& scenario, const Plan& plan);

/// Where the hours of a trip go, the time-distance table of the main stream, and every metric.
std::string describe_outcome(const Outcome& outcome, double confidence,
                             const std::vector<std::string>& asked = {});

/// The same for two arms side by side, with paired differences, reductions, where the effect comes from, and
/// the two bounds. Metrics that were `asked` for are always shown; of the others, single desks and sums are
/// left to programs.
std::string describe_comparison(const Outcome& baseline, const Outcome& treatment, const Bounds& bounds,
                                double confidence, const std::vector<std::string>& asked,
                                const Split* split = nullptr, const InvestmentView* investment = nullptr);

/// Delay and indices against low volume, a line for all trips and one for each corridor.
std::string describe_low_volume(const Scenario& scenario, const LowVolume& low);

/// Structure, assumed shorter work and fewer inspections: what each saves, and which values are assumed.
std::string describe_split(const Split& split);

/// Units, what they cost and save, net present value and payback of an option.
std::string describe_investment(const InvestmentView& view, const Investment& rules, double confidence);

/// What to know before the numbers of a run are believed, a line each.
std::string describe_warnings(const Outcome& outcome);

/// "12.3 ± 0.4": as many digits as the half-width supports.
std::string with_half_width(const Estimate& estimate);

/// The stream that carries most truck-kilometres (trucks, where there are no roads): the one whose profile is
/// shown.
std::uint32_t main_demand(const Scenario& scenario, const Plan& plan);

}  // namespace hanhlang
