// The living disruptions: when they come, which roads are closed by now, who has more traffic.
// Rule: their times depend on their own name only, so that they are the same in every arm, whoever asks.
#pragma once

#include <utility>
#include <vector>

#include "arrivals.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/resources/signal.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// The times of a disruption, one after the other.
class DisruptionTimes {
 public:
    DisruptionTimes(const Disruption& what, Time start, std::uint64_t seed, std::uint32_t replication);
    struct Span {
        Time from = Time::max();  // when there is none any more
        Time to = Time::max();
    };
    Span next();

 private:
    Span next_by_chance();

    const Disruption& what_;
    Time clock_;
    Purpose every_;
    Purpose lasts_;
    Subject time_;
};

/// When something stood still, as far back as the run goes.
class Interruptions {
 public:
    void begins(Time now) {
        if (active_++ == 0) spans_.push_back({now, Time::max()});
    }
    void ends(Time now) {
        if (--active_ == 0) spans_.back().to = now;
    }
    bool active() const { return active_ > 0; }
    bool ever() const { return !spans_.empty(); }
    /// Whether it stood still then, and the first moment at which that was otherwise.
    std::pair<bool, Time> at(Time time) const;

 private:
    int active_ = 0;  // disruptions may overlap
    std::vector<DisruptionTimes::Span> spans_;
};

/// A road that may be closed or slow.
struct LiveRoad {
    explicit LiveRoad(Simulation& sim) : open(sim) { open.happen(); }
    Interruptions closed;
    Signal open;
    std::vector<double> slow;  // what it is slowed down to by each disruption of now
    double speed() const { return slow.empty() ? 1 : *std::min_element(slow.begin(), slow.end()); }
};

struct LiveDisruption {
    LiveDisruption(const Disruption& of, Time start, std::uint64_t seed, std::uint32_t replication)
        : what(of), times(of, start, seed, replication), diverts(seed, "divert " + of.name) {}
    const Disruption& what;
    DisruptionTimes times;
    Purpose diverts;
    bool active = false;
};

/// More traffic of a stream, or less, while a disruption lasts.
struct LiveSurge {
    LiveSurge(const Disruption& of, const Demand& demand, std::uint32_t number, Time start,
              std::uint64_t seed, std::uint32_t replication);
    const Disruption& what;
    Purpose stays_away;
    Arrivals extra;       // those that come on top, all through the run
    std::uint32_t first;  // the number of the first of them: far from those of the others
    DisruptionTimes times;
    DisruptionTimes::Span now;
    /// Whether it lasts at this moment, not before the one that was asked for last.
    bool covers(Time time);
};

/// Whether any disruption makes this team stand still.
inline bool may_stand_still(const Scenario& s, std::uint32_t team) {
    return std::any_of(s.disruptions.begin(), s.disruptions.end(), [&](const Disruption& d) {
        return std::find(d.staff.begin(), d.staff.end(), Ref<Staff>{team}) != d.staff.end();
    });
}

}  // namespace hanhlang
