// What can be known of crossing a gate in one direction: what it took lately, and how many are there now.
// Rule: drivers remember what trucks that have left needed; a coordination centre counts those that are
// there.
#pragma once

#include <deque>
#include <utility>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/time.hpp"

namespace hanhlang {

class GateWatch {
 public:
    /// `usual`: hours that are expected before anybody has crossed. What is remembered fades with `memory`;
    /// what is counted is known `delay` later.
    GateWatch(double usual, Duration memory, Duration delay, Time start)
        : hours_(usual),
          each_(usual),
          memory_(static_cast<double>(memory.count())),
          delay_(delay),
          last_(start) {}

    /// Gives how many are there before it.
    std::int64_t comes(Time now) {
        count(now, 1);
        return present_ - 1;
    }
    /// Leaves, served or not; it had found so many when it came.
    void leaves(Time now, Duration took, std::int64_t found, bool served) {
        count(now, -1);
        if (!served) return;
        // Averages over time, each crossing for the time since the one before.
        const double weight = 1 - elementary::exp(-static_cast<double>((now - last_).count()) / memory_);
        hours_ += weight * (to_hours(took) - hours_);
        each_ += weight * (to_hours(took) / static_cast<double>(found + 1) - each_);
        last_ = now;
    }

    /// What crossing has taken lately, in hours.
    double remembered() const { return hours_; }

    /// What crossing is expected to take for who comes now, in hours: for each that is there as long as it
    /// has taken lately for each that was.
    double expected(Time now) {
        while (!changes_.empty() && changes_.front().first <= now - delay_) {
            known_ = changes_.front().second;
            changes_.pop_front();
        }
        return each_ * static_cast<double>(known_ + 1);
    }

 private:
    void count(Time now, int change) {
        present_ += change;
        changes_.emplace_back(now, present_);
        if (delay_ == Duration::zero()) changes_.clear(), known_ = present_;
    }

    double hours_;
    double each_;    // hours, of crossing over those that were there
    double memory_;  // ms
    Duration delay_;
    Time last_;
    std::int64_t present_ = 0;
    std::int64_t known_ = 0;
    std::deque<std::pair<Time, std::int64_t>> changes_;  // that are not known yet
};

}  // namespace hanhlang
