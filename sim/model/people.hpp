// Travellers at a desk, officers who work after hours, and officers who come when the queue is long.
// Rule: what a scenario does not have is not there: a null pointer, looked at once where a truck waits.
#pragma once

#include "hanhlang/base/random.hpp"
#include "hanhlang/engine/process.hpp"
#include "hanhlang/resources/crowd.hpp"
#include "hanhlang/resources/resource.hpp"
#include "hanhlang/resources/signal.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// When travellers come to a desk: Poisson while its team is on duty, by weights of the hours.
class TravellerTimes {
 public:
    TravellerTimes(const Travellers& law, const Calendar& duty);
    /// The next after `now`, when so much of the integrated rate has been used up; Time::max() when none.
    Time next(Time now, double unit_gap);
    /// When the team goes off duty after the last that was found.
    Time closes() const { return closes_; }

 private:
    double weight(Time at) const {
        return law_.by_hour ? law_.by_hour->weight[static_cast<std::size_t>(time_of_day(at) / 1h)] : 1;
    }
    const Travellers& law_;
    const Calendar& duty_;
    double per_weight_ = 0;     // travellers per ms, of an hour of weight 1
    Time opens_ = Time::max();  // the span of duty in hand
    Time closes_{};
};

/// The travellers of a desk, one after the other.
class TravellerSource {
 public:
    TravellerSource(const Simulation& sim, const Desk& desk, const Staff& staff, std::uint64_t seed,
                    std::uint32_t replication);
    Crowd::Customer operator()();

 private:
    const Simulation* sim_;
    const Travellers* law_;
    Purpose comes_, takes_;
    TravellerTimes times_;
    Time last_;
    Subject one_;
    std::array<double, 4> of_four_come_{}, of_four_take_{};  // of this one, and those that are drawn with it
};

/// Sends travellers to officers whose work may be stopped, each as a process.
Process<> travellers(Simulation* sim, Resource* officers, TravellerSource source);

/// Those who serve after hours: units of their own, so that nobody else can have them.
struct LiveNight {
    LiveNight(Simulation& sim, const Staff& of, ResourceRules as)
        : staff(of), rules(*of.after_hours), officers(sim, able(sim.now()), as) {}
    const Staff& staff;
    const AfterHours& rules;
    bool stands_still = false;  // without power
    Resource officers;
    bool serves(double payer) const { return payer < rules.share.value; }
    std::int64_t able(Time at) const { return on(at) && !stands_still ? rules.people : 0; }
    bool on(Time at) const { return rules.hours.is_open(at) && !staff.hours.is_open(at); }
    Time next_change(Time at) const {
        return std::min(rules.hours.next_change(at), staff.hours.next_change(at));
    }
};

Process<> after_hours(Simulation* sim, LiveNight* night);

/// Officers who are called when many trucks wait for a team.
struct LiveExtra {
    LiveExtra(Simulation& sim, const Staff& of) : staff(of), rules(*of.extra), stirs(sim) {}
    const Staff& staff;
    const Extra& rules;
    std::int64_t waiting = 0;  // trucks
    std::int64_t present = 0;
    bool called = false;  // or here
    Signal stirs;         // one of the thresholds is reached

    bool can_come(Time at) const {
        return staff.hours.is_open(at) && (!rules.hours || rules.hours->is_open(at));
    }
    Time next_change(Time at) const {
        const Time own = staff.hours.next_change(at);
        return rules.hours ? std::min(own, rules.hours->next_change(at)) : own;
    }
    bool wanted() const { return called ? waiting > rules.until_waiting : waiting >= rules.when_waiting; }
    void waits(std::int64_t trucks) {
        waiting += trucks;
        if (wanted() != called) stirs.happen();
    }
};

}  // namespace hanhlang
