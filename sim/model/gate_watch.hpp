// What can be known of crossing a gate in one direction: what it took lately, and how many are there now.
// Rule: drivers remember what trucks that have left needed; a coordination centre counts those that are
// there.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/model/plan.hpp"

namespace hanhlang {

class GateWatch {
 public:
    /// What is remembered fades with `memory`; what is counted is known `delay` later.
    GateWatch(const Bottleneck& slowest, Duration memory, Duration delay)
        : slowest_(slowest), memory_(static_cast<double>(memory.count())), delay_(delay) {}

    /// Where what is remembered of those is kept who go to these desks: who goes by a depot has less to do at
    /// the line. `usual`: hours that are expected before any of them has crossed.
    std::uint32_t memory_of(const std::vector<std::uint32_t>& desks, double usual, Time start) {
        for (std::uint32_t i = 0; i < remembered_.size(); ++i) {
            if (remembered_[i].desks == desks) return i;
        }
        remembered_.push_back({desks, usual, start});
        return static_cast<std::uint32_t>(remembered_.size() - 1);
    }

    void comes(Time now) { count(now, 1); }
    /// Has crossed, in so long.
    void leaves(Time now, Duration took, std::uint32_t memory) {
        count(now, -1);
        // The average over time: each crossing for the time since the one before.
        Remembered& of = remembered_[memory];
        const double faded = elementary::exp(-static_cast<double>((now - of.last).count()) / memory_);
        of.hours += (1 - faded) * (to_hours(took) - of.hours);
        of.last = now;
    }
    /// Leaves without being served.
    void gives_up(Time now) { count(now, -1); }

    /// What crossing has taken lately, in hours.
    double remembered(std::uint32_t memory) const { return remembered_[memory].hours; }

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

    struct Remembered {
        std::vector<std::uint32_t> desks;
        double hours;
        Time last;
    };
    std::vector<Remembered> remembered_;
    Bottleneck slowest_;
    double memory_;  // ms
    Duration delay_;
    std::int64_t present_ = 0;
    std::int64_t known_ = 0;
    std::deque<std::pair<Time, std::int64_t>> changes_;  // that are not known yet
};

}  // namespace hanhlang
