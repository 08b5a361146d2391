// Where an effect comes from: a treatment may change when a step starts, who does it, in parallel with what
// and how often (structure), or simply say that work is shorter or that fewer are inspected (assumed
// effects). Rule: what `check` lists and what `compare` splits off is one and the same table, in split.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/scenario/document.hpp"
#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// One value of a treatment that is an effect already, against what it is in the baseline.
struct Assumed {
    enum class Kind : std::uint8_t { work, inspection };
    Kind kind{};
    std::string path;    // in the treatment: "desks.drivers_vn.takes"
    std::string change;  // "mean 3.7 min -> 2.0 min"
};
std::vector<Assumed> assumed_effects(const Scenario& baseline, const Scenario& treatment);

/// A desk or paper that only one of the two has: nothing of it can be held against anything.
struct Unmatched {
    std::string path;     // "desks.drivers_vn"
    bool is_new = false;  // it is the treatment that has it
};
std::vector<Unmatched> unmatched(const Scenario& baseline, const Scenario& treatment);
std::string describe(const Unmatched& one);

/// Both as notes, each where the value stands: `tree` is what the treatment was read from.
std::vector<Problem> notes_on(const std::vector<Assumed>& assumed, const std::vector<Unmatched>& unmatched,
                              const Node& tree);

/// The treatment with what it assumes taken back: its structure alone; and with its shorter work, but the
/// inspections of the baseline. Throws InputError where that is no scenario.
struct SplitArms {
    Scenario structure;
    Scenario work;
};
SplitArms split_arms(const Scenario& baseline, const Scenario& treatment);

/// Where the arms of a split stand among the arms of a study.
struct SplitPlace {
    std::size_t structure = 0;
    std::size_t work = 0;
};

/// Adds the arms that split the effect of arms[treatment] against arms[baseline]; what means the same as an
/// arm that is there is not run twice. Gives nothing where a treatment cannot be taken apart, and says why in
/// `why_not`.
std::optional<SplitPlace> add_split_arms(std::vector<Arm>& arms, std::size_t baseline, std::size_t treatment,
                                         std::string& why_not);

/// What an arm must be asked for so that effects on it can be split.
std::vector<std::string> split_metrics(const Scenario& scenario);

/// A part of an effect: what is saved (baseline - treatment), paired over replications.
struct EffectPart {
    Estimate saved;
    Reduction of_baseline;  // the part over the baseline
    Reduction of_whole;     // the part over the whole effect; NaN where the whole is exactly nothing
};
struct SplitEffect {
    std::string metric;
    std::string unit;
    EffectPart structure;    // baseline - structure
    EffectPart work;         // structure - work
    EffectPart inspections;  // work - treatment
    EffectPart whole;        // baseline - treatment
};
struct Split {
    std::vector<Assumed> assumed;
    std::vector<Unmatched> unmatched;
    std::vector<SplitEffect> effects;
    std::string why_not;  // there are no effects
};

/// The effect on each of these metrics that all four have.
std::vector<SplitEffect> split_effects(const Outcome& baseline, const Outcome& structure, const Outcome& work,
                                       const Outcome& treatment, const std::vector<std::string>& metrics,
                                       double confidence);

}  // namespace hanhlang
