// How long a driver may still drive, by the limits of the scenario.
// Rule: a limit that is not there does not bind; two drivers take turns, so they need no break and drive two
// days' worth. A week is the last seven days of the calendar, today among them.
#pragma once

#include <algorithm>
#include <array>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

class Driver {
 public:
    Driver() = default;
    Driver(const Drivers& rules, bool two) : rules_(&rules), two_(two) {}

    bool limited() const { return rules_ && (rules_->stretch || rules_->day || rules_->week); }

    /// Driving that is allowed before the next rest; Duration::max() without a limit. Where a daily rest is
    /// taken at certain places only, the day ends nobody's driving between them.
    Duration may_drive(Time now) const {
        Duration left = Duration::max();
        if (rules_->stretch && !two_) left = rules_->stretch->drive - stretch_;
        if (rules_->day && rules_->rest_at.empty()) left = std::min(left, left_of_day());
        if (rules_->week) left = std::min(left, left_of_week(now));
        return std::max(left, Duration::zero());
    }
    /// Driving before the daily rest.
    Duration left_of_day() const {
        return rules_ && rules_->day ? rules_->day->drive * (two_ ? 2 : 1) - day_ : Duration::max();
    }
    void drives(Time end, Duration duration) {
        stretch_ += duration;
        day_ += duration;
        if (rules_ && rules_->week) driven_on(end).driven += static_cast<std::int32_t>(duration.count());
    }
    /// The rest that allows driving again, once may_drive() is zero: for a week, until what was driven on the
    /// first of its days counts no longer.
    Duration rest_needed(Time now) const {
        if (rules_->week && left_of_week(now) <= Duration::zero()) {
            Time midnight = std::chrono::floor<std::chrono::days>(now);
            for (int i = 0; i < 7 && left_of_week(midnight) <= Duration::zero(); ++i) midnight += one_day;
            return midnight - now;
        }
        const bool day_is_over = rules_->day && rules_->rest_at.empty() && left_of_day() <= Duration::zero();
        return day_is_over ? rules_->day->rest : rules_->stretch->rest;
    }
    Duration daily_rest() const { return rules_->day->rest; }
    void rests(Duration duration) {
        if (!rules_) return;
        if (rules_->day && duration >= rules_->day->rest) day_ = stretch_ = Duration::zero();
        if (rules_->stretch && duration >= rules_->stretch->rest) stretch_ = Duration::zero();
    }
    /// Drives for so long from `at` on, with the rests that the rules ask for; `says(is_rest, end)` is called
    /// for each part. Gives when it is over.
    template <class Says>
    Time goes(Time at, Duration left, Says says) {
        while (limited() && left > may_drive(at)) {
            if (const Duration part = may_drive(at); part > Duration::zero()) {
                at += part;
                left -= part;
                drives(at, part);
                says(false, at);
            }
            const Duration rest = rest_needed(at);
            at += rest;
            rests(rest);
            says(true, at);
        }
        at += left;
        drives(at, left);
        says(false, at);
        return at;
    }
    /// Waiting for something closed is rest where the scenario says so.
    void waits_for_opening(Duration duration) {
        if (rules_ && rules_->closed_counts) rests(duration);
    }
    /// Another driver takes over.
    void changes() {
        day_ = stretch_ = Duration::zero();
        week_ = {};
    }

 private:
    const Drivers* rules_ = nullptr;
    bool two_ = false;
    Duration left_of_week(Time now) const {
        const auto today = std::chrono::floor<std::chrono::days>(now).time_since_epoch() / one_day;
        Duration driven{};
        for (const DayOfWeek& one : week_)
            driven += one.day > today - 7 && one.day <= today ? Duration{one.driven} : Duration::zero();
        return *rules_->week * (two_ ? 2 : 1) - driven;
    }
    /// A driver is copied for each stretch of road, so this is small.
    struct DayOfWeek {
        std::int32_t day = 0;     // since 1970
        std::int32_t driven = 0;  // ms; by two drivers, less than two days
    };
    DayOfWeek& driven_on(Time time) {
        const auto day = std::chrono::floor<std::chrono::days>(time).time_since_epoch() / one_day;
        DayOfWeek& of = week_[static_cast<std::size_t>(day % 7 + 7) % 7];
        if (of.day != day) of = {static_cast<std::int32_t>(day), 0};
        return of;
    }
    Duration stretch_{};
    Duration day_{};
    std::array<DayOfWeek, 7> week_{};
};

}  // namespace hanhlang
