// A claim: a sentence from somewhere, made so exact that a simulation can be held against it.
// Rule: what is claimed, of whom, by which clock and against what is said before anything is run.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/scenario/scenario.hpp"
#include "hanhlang/stats/verdict.hpp"

namespace hanhlang {

/// How two arms are held against each other. A reduction is 1 - treatment / baseline, an increase its
/// negative, a difference baseline - treatment, a ratio treatment / baseline; a level is the treatment alone.
enum class Effect : std::uint8_t { relative_reduction, relative_increase, difference, ratio, level };
inline constexpr std::array<std::string_view, 5> effect_names{"relative_reduction", "relative_increase",
                                                              "difference", "ratio", "level"};
constexpr bool is_relative(Effect effect) {
    return effect <= Effect::relative_increase || effect == Effect::ratio;
}

/// Draws of the uncertain inputs, and when the verdict counts as robust.
struct Robust {
    bool plausible = false;          // only draws in which the observed figures of an arm do not miss
    std::optional<std::size_t> arm;  // that has these figures; the baseline
    std::uint32_t draws = 64;
    double share = 0.9;  // of draws in which the claim is supported
    bool same_draws(const Robust& other) const {
        return plausible == other.plausible && arm == other.arm && draws == other.draws;
    }
};

/// Where a claim becomes true: along a value of the treatment, or of both arms.
struct Tipping {
    Mark mark;
    std::string parameter;  // a path, which may stand for several values
    double low = 0;
    double high = 1;
    std::string unit;    // of the values, as it is written
    bool whole = false;  // only whole numbers make sense
    bool both = false;   // the value is set in the baseline too
    struct Against {     // a second value: the frontier
        std::string parameter;
        std::vector<std::string> paths;
        bool both = false;  // the baseline has it too
        std::vector<std::string> values;
    };
    std::optional<Against> against;
    std::vector<std::string> paths;  // of each value it stands for
    std::string text(double value) const;
};

/// A measure of a bundle, as overlays.
struct BundlePart {
    std::string name;
    std::vector<std::filesystem::path> overlays;
};

struct Claim {
    std::string id;  // "c1-transit", or "c1-transit/from_booking" of another reading
    Mark mark;
    Title text;
    std::string source;
    std::string family;
    std::string reading_of;   // the id of the claim that this is another reading of
    std::string metric;       // "clock.departure.port_gate_in.mean[flow=import,loaded=yes,weigh=tonnes]"
    std::string measure;      // "clock.departure.port_gate_in"
    std::string statistic;    // "mean"; nothing where the measure has none
    std::string where;        // "flow=import,loaded=yes"
    std::string unit;         // of the metric
    bool complement = false;  // the metric is the share that is above, what is claimed the one within
    Effect effect = Effect::relative_reduction;
    std::optional<std::size_t> baseline;  // an arm, or
    double quoted = 0;                    // a number that stands for it, in the metric's unit
    std::size_t treatment = 0;
    Claimed claimed;  // shares of 1 where the effect is relative, else in the metric's unit
    double tolerance = 0;
    bool terminating = false;          // a season: judged beyond capacity too
    std::optional<std::size_t> bound;  // the arm in which what is touched takes no time
    std::optional<Tipping> tipping;
    std::optional<Robust> robust;
    std::vector<BundlePart> bundle;

    bool has_baseline() const { return effect != Effect::level && baseline.has_value(); }
};

}  // namespace hanhlang
