// Points of a design, run: tables with knees, and the smallest or cheapest that is enough.
// Rule: nothing is run that cannot change the answer, and what is not run is said.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hanhlang/stats/capacity.hpp"
#include "hanhlang/study/vary.hpp"

namespace hanhlang {

/// A design point in a future, as something to be run.
Variation variation_of(const Study& study, const DesignPoint& point, const Future& future, std::string name);

/// "slots 200, stackers 3".
std::string name_of(const Design& design, const DesignPoint& point);

/// The points of a sweep that its constraints allow.
std::vector<DesignPoint> sweep_points(const Design& design, const SweepAsked& sweep, std::uint64_t seed);

struct SweepCell {
    std::vector<Varied> varied;      // of each that is asked
    std::vector<Measured> measured;  // 95 %, or what the study says; only where there is a series
};
struct KneeFound {
    std::string where;  // the future, and the values of the other factors
    std::string metric;
    std::string along;
    Knee knee;
};
struct SweepRun {
    std::vector<DesignPoint> points;
    std::vector<std::vector<SweepCell>> cells;  // [point][future]
    std::vector<KneeFound> knees;
    std::size_t imprecise = 0;  // cells that have not reached the precision at the last look
    bool complete = true;
};
SweepRun run_sweep(const Study& study, const RunOptions& options);

/// One candidate of a search.
struct SearchPoint {
    DesignPoint at;
    double cost = 0;  // USD a year, of what is varied and all else; of the smallest its place in order
    Proof proof = Proof::undecided;
    std::string because;         // of what is proven without being run: the design that proves it
    std::string future, metric;  // that decided against it, or is undecided
    std::size_t replications = 0;
    std::vector<std::vector<Measured>> measured;  // [future][kept], of what was run
};
struct SearchRun {
    std::vector<SearchPoint> points;   // in order of cost
    std::optional<std::size_t> best;   // the first that is proven to be enough
    std::size_t undecided_before = 0;  // cheaper ones that are neither
    double alpha = 0;                  // that all looks at one candidate may spend
    std::size_t runs = 0;              // replications of all measures in all futures
    bool complete = true;
};
SearchRun run_search(const Study& study, const RunOptions& options,
                     const std::function<void(const std::string&)>& stage);

}  // namespace hanhlang
