// What can be known of crossing a gate in one direction: what it took lately, and how many are there now.
// Rule: drivers remember what trucks that have left needed; a coordination centre counts those that are
// there.
#pragma once

#include <deque>
#include <utility>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/model/plan.hpp"

namespace hanhlang {

class GateWatch {
 public:
    /// `usual`: hours that are expected before anybody has crossed. What is remembered fades with `memory`;
    /// what is counted is known `delay` later.
    GateWatch(double usual, const Bottleneck& slowest, Duration memory, Duration delay, Time start)
        : hours_(usual),
          slowest_(slowest),
          memory_(static_cast<double>(memory.count())),
          delay_(delay),
          last_(start) {}

    void comes(Time now) { count(now, 1); }
    /// Has crossed, in so long.
    void leaves(Time now, Duration took) {
        count(now, -1);
        // The average over time: each crossing for the time since the one before.
        const double faded = elementary::exp(-static_cast<double>((now - last_).count()) / memory_);
        hours_ += (1 - faded) * (to_hours(took) - hours_);
        last_ = now;
    }
    /// Leaves without being served.
    void gives_up(Time now) { count(now, -1); }

    /// What crossing has taken lately, in hours.
    double remembered() const { return hours_; }

    /// What who comes now is expected to wait for those that are there, in hours.
    double expected(Time now) {
        while (!changes_.empty() && changes_.front().first <= now - delay_) {
            known_ = changes_.front().second;
            changes_.pop_front();
        }
        return slowest_.wait(known_);
    }

 private:
    void count(Time now, int change) {
        present_ += change;
        changes_.emplace_back(now, present_);
        if (delay_ == Duration::zero()) changes_.clear(), known_ = present_;
    }

    double hours_;
    Bottleneck slowest_;
    double memory_;  // ms
    Duration delay_;
    Time last_;
    std::int64_t present_ = 0;
    std::int64_t known_ = 0;
    std::deque<std::pair<Time, std::int64_t>> changes_;  // that are not known yet
};

}  // namespace hanhlang
