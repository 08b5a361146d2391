// What can be known of crossing a gate in one direction: what it took lately, and how long the queue is.
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
    /// `usual`: hours that are expected before anybody has crossed. What is remembered of the past fades with
    /// `memory`; what is counted is known `delay` later.
    GateWatch(double usual, Duration memory, Duration delay, Time start)
        : hours_(usual), memory_(static_cast<double>(memory.count())), delay_(delay), last_(start) {}

    void comes(Time now) { count(now, 1); }
    /// Leaves, served or not.
    void leaves(Time now, Duration took, bool served) {
        count(now, -1);
        if (!served) return;
        // An average over time, each crossing for the time since the one before.
        const double fades = elementary::exp(-static_cast<double>((now - last_).count()) / memory_);
        const double weight = 1 - fades;
        hours_ += weight * (to_hours(took) - hours_);
        per_hour_ = per_hour_ * fades + 3'600'000.0 / memory_;
        last_ = now;
    }

    /// What crossing has taken lately, in hours.
    double remembered() const { return hours_; }

    /// What crossing is expected to take for who comes now: those that are there, over those that leave in an
    /// hour (Little 1961); what is remembered, as long as nobody has left lately.
    double expected(Time now) {
        while (!changes_.empty() && changes_.front().first <= now - delay_) {
            known_ = changes_.front().second;
            changes_.pop_front();
        }
        return per_hour_ > 0 ? static_cast<double>(known_) / per_hour_ : hours_;
    }

 private:
    void count(Time now, int change) {
        present_ += change;
        changes_.emplace_back(now, present_);
    }

    double hours_;
    double memory_;  // ms
    Duration delay_;
    Time last_;
    double per_hour_ = 0;  // that leave
    std::int64_t present_ = 0;
    std::int64_t known_ = 0;
    std::deque<std::pair<Time, std::int64_t>> changes_;  // that are not known yet
};

}  // namespace hanhlang
