// What an option's capacity costs, and what it saves: capital and running cost of its units against the costs
// of trips, of goods that wait, of fuel and of power, a year; net present value and payback.
// Rule: everything is a difference between two arms on the same trucks, so that intervals are of pairs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// Units of capacity of which the arms have not as many.
struct UnitChange {
    std::string name;  // "staff.stackers"
    double from = 0;
    double to = 0;
    double capital = 0;  // USD more
    double running = 0;  // USD a year more
};

struct InvestmentView {
    std::vector<UnitChange> units;
    double capital = 0;  // USD more, now
    double running = 0;  // USD a year more
    // USD a year less: by trips, by the time of goods in blocks, by fuel and power of the depot, and all of
    // it.
    Estimate trips, goods, energy, benefit;
    std::array<double, 2> served{};  // trips of each arm that arrive, in a run
    std::uint64_t unfinished = 0;    // trips of both arms whose costs are not known
    Estimate net_present_value;      // USD
    std::optional<double> payback;   // years; nothing where a year saves nothing
    Interval payback_interval;  // from the interval of what a year saves; high is infinite where that holds 0
};

/// What both arms must be asked for.
std::vector<std::string> investment_metrics(const Scenario& scenario);

/// USD a year that all units cost that say what `each` does, with the annuity of their capital; 0 where the
/// scenario says nothing of `investment`.
double cost_per_year(const Scenario& scenario);

/// Nothing when the treatment says nothing of `investment`. Net present value: -capital + (benefit - running)
/// (1 - (1 + r)^-n) / r, of n equal years.
std::optional<InvestmentView> investment(const Outcome& baseline, const Outcome& treatment,
                                         double confidence);

}  // namespace hanhlang
