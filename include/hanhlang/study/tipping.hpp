// The smallest value of a parameter at which a claim becomes true.
// Rule: a value is on one side of the edge when a sequential test says so; what no test can tell apart is the
// interval, and there is no bare number.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/stats/crossing.hpp"
#include "hanhlang/study/beside.hpp"

namespace hanhlang {

/// Where the effect reaches an edge of what is claimed.
struct TippingPoint {
    enum class Kind : std::uint8_t {
        always,        // true at both ends and between
        never,         // at none
        rises,         // true from there on
        falls,         // true up to there
        not_monotone,  // several crossings, or none that can be told
        unclear        // chance hides it
    };
    std::string edge;  // "at least 30 %"
    Kind kind = Kind::unclear;
    Interval bracket{};               // the last value decided on either side
    std::optional<Crossing> refined;  // of lines through points in it, one of each replication
    std::vector<EffectOn> scan;       // what was run, in order of the value
    std::vector<double> at;           // its values
    std::string why_not;              // nothing could be run
};

/// A second parameter at some value, and where the first tips then.
struct FrontierPoint {
    std::string value;
    TippingPoint point;
};

struct TippingView {
    std::vector<TippingPoint> edges;      // each finite edge of what is claimed
    std::vector<FrontierPoint> frontier;  // of the first edge
};

TippingView tipping_points(const Study& study, const Claim& claim, VariedArms& varied, bool& complete);

}  // namespace hanhlang
