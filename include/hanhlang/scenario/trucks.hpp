// What trucks and roads do to each other on the way: limits, surface, seasons, traffic, breakdowns.
// Rule: description only; what becomes of it is the model's.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "hanhlang/base/calendar.hpp"
#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/disruptions.hpp"
#include "hanhlang/scenario/named.hpp"
#include "hanhlang/scenario/people.hpp"

namespace hanhlang {

struct Fleet;

/// A bridge or a road that does not bear every truck.
struct RoadLimit {
    Mark mark;
    std::optional<Mass> gross;  // truck and load
    std::optional<std::int64_t> axles;
    std::vector<Ref<Fleet>> bars;  // whatever they weigh
    bool enforced = true;
};

/// When a road is slower than on a dry day.
struct SlowWhen {
    Mark mark;
    Factor night{1.0};  // from 18:00 to 06:00
    std::optional<Months> season;
    Factor in_season{1.0};
};

/// Other traffic: time on the road grows with flow over capacity, t (1 + 0.15 (v/c)^4), the formula of the
/// Bureau of Public Roads (1964).
struct Congestion {
    Mark mark;
    Rate capacity;    // vehicles in each direction
    Rate background;  // of an hour with mean traffic, in each direction
    std::optional<ByHour> by_hour;
    double truck_as = 2.5;  // vehicles that a truck counts for
};

/// Empty containers that are kept at a place, for who sets out there with goods in containers.
struct ContainerDepot {
    Mark mark;
    std::int64_t empty = 0;             // TEU, at the start of the run
    std::optional<Distribution> strip;  // from arrival of a full one until it can be had; at once
    std::int64_t keep = 0;  // TEU; trucks that leave empty take empty ones along as long as more are left
};

/// After so much driving a truck stays at home for a while.
struct Maintenance {
    Mark mark;
    Length every;
    Distribution lasts;
};

/// A truck stands still on the road, on average after so many kilometres, and is repaired there.
struct RoadBreakdowns {
    Mark mark;
    Length every;
    Distribution repair;
};

}  // namespace hanhlang
