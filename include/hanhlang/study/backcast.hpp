// Figures of the real border against the simulation of it.
// Rule: a figure holds when the whole interval of what is simulated lies in what is accepted, and misses when
// all of it lies outside; where the interval crosses the border of the band nothing is said.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// What is accepted, both ends included; an open side is infinite.
struct Band {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// A figure that a run can be held against.
struct Figure {
    Observed observed;
    std::string unit;                    // of the figure, as it is written
    double unit_size = 1;                // in the unit of the metric
    Band band;                           // in the unit of the figure
    std::optional<std::size_t> against;  // of Backcast::against
};

/// All figures of a scenario, and the scenarios that its changes start from, each once.
struct Backcast {
    std::vector<Figure> figures;
    std::vector<Scenario> against;
};

/// Understands the figures of a scenario. Settings are laid upon the scenarios it compares with, too. Throws
/// InputError with every metric that does not exist, every unit that is not the metric's, and every scenario
/// that cannot be loaded.
Backcast make_backcast(const Scenario& scenario, const std::vector<std::string>& settings = {});

enum class Verdict : std::uint8_t { holds, misses, undecided };
std::string_view to_string(Verdict verdict);

/// A simulated value and the ends of its interval, infinite where it has none.
struct Simulated {
    double value = std::numeric_limits<double>::quiet_NaN();  // NaN: nothing was observed
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// Ends that differ from the band's by rounding (1e-9) are inside.
Verdict verdict_of(const Band& band, const Simulated& simulated);

/// How far a value is outside the band: below 0 when it is too low, 0 inside, NaN when there is none.
double miss_of(const Band& band, double value);

struct Judgement {
    Figure figure;
    Simulated simulated;    // in the unit of the figure
    double miss = 0;        // in the unit of the figure
    double miss_share = 0;  // of the border it is beyond; NaN where that is 0
    Verdict verdict{};
};

/// Holds every figure against what was run. A change is 1 - `against` reduction turned round: this scenario
/// relative to the other, with Fieller's interval over the replications, which met the same seeds.
std::vector<Judgement> judge(const Backcast& backcast, const Outcome& outcome,
                             const std::vector<Outcome>& against, double confidence);

/// A scenario, run with all that its figures need.
struct BackcastRun {
    Outcome outcome;
    std::vector<Outcome> against;
    std::vector<Judgement> judgements;
    bool complete = true;
};
BackcastRun run_backcast(const std::string& name, const Scenario& scenario, const Backcast& backcast,
                         const RunOptions& options);

}  // namespace hanhlang
