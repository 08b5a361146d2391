// How long a driver may still drive, by the limits of the scenario.
// Rule: a limit that is not there does not bind; two drivers take turns, so they need no break and drive two
// days' worth.
#pragma once

#include <algorithm>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

class Driver {
 public:
    Driver() = default;
    Driver(const Drivers& rules, bool two) : rules_(&rules), two_(two) {}

    bool limited() const { return rules_ && (rules_->stretch || rules_->day); }

    /// Driving that is allowed before the next rest; Duration::max() without a limit.
    Duration may_drive() const {
        Duration left = Duration::max();
        if (rules_->stretch && !two_) left = rules_->stretch->drive - stretch_;
        if (rules_->day) left = std::min(left, rules_->day->drive * (two_ ? 2 : 1) - day_);
        return left;
    }
    void drives(Duration duration) {
        stretch_ += duration;
        day_ += duration;
    }
    /// The rest that allows driving again, once may_drive() is zero.
    Duration rest_needed() const {
        const bool day_is_over = rules_->day && day_ >= rules_->day->drive * (two_ ? 2 : 1);
        return day_is_over ? rules_->day->rest : rules_->stretch->rest;
    }
    void rests(Duration duration) {
        if (!rules_) return;
        if (rules_->day && duration >= rules_->day->rest) day_ = stretch_ = Duration::zero();
        if (rules_->stretch && duration >= rules_->stretch->rest) stretch_ = Duration::zero();
    }
    /// Waiting for something closed is rest where the scenario says so.
    void waits_for_opening(Duration duration) {
        if (rules_ && rules_->closed_counts) rests(duration);
    }
    /// Another driver takes over.
    void changes() { day_ = stretch_ = Duration::zero(); }

 private:
    const Drivers* rules_ = nullptr;
    bool two_ = false;
    Duration stretch_{};
    Duration day_{};
};

}  // namespace hanhlang
