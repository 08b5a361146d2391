// What makes a road slower than it is by day, dry and empty: night, season, other traffic.
// Rule: a truck meets what holds when it enters the road, for the whole of it.
#pragma once

#include <array>
#include <optional>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// A road in one direction.
class LiveSpeed {
 public:
    /// Nothing where the road is always the same.
    static std::optional<LiveSpeed> of(const Scenario& scenario, const Road& road);

    /// Time over the usual time, for who enters now; `usual` is that of an empty road by day.
    double factor(Time now, Duration usual) const;
    bool has_traffic() const { return congestion_ != nullptr; }
    void enters() { ++trucks_; }
    void leaves() { --trucks_; }

 private:
    const SlowWhen* slow_ = nullptr;
    const Congestion* congestion_ = nullptr;
    std::array<double, 24> background_{};  // vehicles an hour
    std::int64_t trucks_ = 0;              // on it
};

}  // namespace hanhlang
