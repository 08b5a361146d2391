// What stands beside a verdict: how much there was to save, where the effect comes from and goes to, and
// whether it holds under other circumstances.
// Rule: all of it is computed from the arms; nothing is written by hand, and nothing changes the verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/study/bounds.hpp"
#include "hanhlang/study/split.hpp"
#include "hanhlang/study/vary.hpp"

namespace hanhlang {

/// A number in both arms, and baseline - treatment by pairs.
struct Paired {
    std::string what;
    std::string unit;
    double baseline = 0;
    double treatment = 0;
    Estimate saved{};
};

/// The effect on some of the trips only, or under other circumstances; 95 %.
struct EffectOn {
    std::string what;
    double baseline = 0;
    double treatment = 0;
    Measured effect;
    Decision decision{};
    std::string invalid;
    bool overloaded = false;
};

struct ClaimBeside {
    std::size_t replications = 0;
    // how much there is to save
    std::optional<Bounds> bounds;        // direct: of transit time
    std::optional<Reduction> simulated;  // of what is claimed, with the touched stages at no time
    // where the effect comes from
    std::vector<Paired> waterfall;  // hours of a trip by cause
    std::vector<Assumed> assumed;
    std::vector<Unmatched> unmatched;
    std::optional<SplitEffect> split;
    std::string why_no_split;
    // where it goes to
    std::vector<Paired> displaced;
    std::vector<EffectOn> groups;  // commodities and traders
    std::vector<Paired> detection;
    // whether it holds elsewhere
    std::vector<EffectOn> loads;
    std::vector<EffectOn> drivers;
    std::vector<EffectOn> departures;
};

/// Arms that are run beside those of the study for the claims on one pair of arms, and what all of these are
/// asked for.
struct BesideArms {
    std::optional<SplitPlace> split;
    std::string why_no_split;
    std::optional<Touched> touched;
    std::optional<std::size_t> nothing;
};

/// Adds to `arms`, of which the first are those of the study.
BesideArms add_beside(const Claim& claim, std::vector<Arm>& arms);

/// What arms of the experiment say; `n` replications of each count.
ClaimBeside beside(const Study& study, const Claim& claim, const BesideArms& arms,
                   const Experiment& experiment, std::uint32_t n);

/// More traffic, other drivers, other hours of departure: more runs.
void add_circumstances(const Study& study, const std::vector<const Claim*>& claims,
                       const std::vector<ClaimBeside*>& beside, VariedArms& varied, bool& complete);

}  // namespace hanhlang
