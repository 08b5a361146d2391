// When a team works or a gate is open: weekly hours in civil time, less the days it is closed.
// Rule: an interval contains its start and not its end; 07:00 is open, 17:00 is closed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hanhlang/base/holidays.hpp"
#include "hanhlang/base/time.hpp"

namespace hanhlang {

class Calendar {
 public:
    /// Open at all times.
    Calendar() : Calendar(std::vector<Span>{{Duration::zero(), one_week}}, {}) {}

    struct Span {
        Duration from;  // since Monday 00:00
        Duration to;
        bool operator==(const Span&) const = default;
    };
    using Closure = DaysOff;

    /// Any order, overlaps allowed; spans lie within one week.
    Calendar(std::vector<Span> weekly, std::vector<Closure> closures);

    /// Text such as "mon-fri 07:30-11:30 13:00-17:00; sat 08:00-11:30; closed tet, 2025-09-02" or "always";
    /// hours past midnight are written 22:00-06:00. Throws std::invalid_argument with what is wrong.
    static Calendar parse(std::string_view text);

    /// The same with holidays of a scenario; every word after 'closed' is added to `closed`.
    static Calendar parse(std::string_view text, const Holidays& holidays, std::vector<Closed>& closed);

    bool always_open() const;
    bool is_open(Time time) const { return next_open(time) == time; }

    /// The first open moment at or after `time`; Time::max() when there is none.
    Time next_open(Time time) const;

    /// The first closed moment at or after `time`; Time::max() when it never closes.
    Time next_close(Time time) const;

    /// How much of [from, to) is open.
    Duration open_time(Time from, Time to) const;
    Duration closed_time(Time from, Time to) const { return (to - from) - open_time(from, to); }

    /// The first moment after `time` at which it opens or closes; Time::max() when it never does.
    Time next_change(Time time) const { return is_open(time) ? next_close(time) : next_open(time); }

    /// The spans of an ordinary week, in order.
    const std::vector<Span>& weekly() const { return weekly_; }

    /// Share of an ordinary week that is open, 0..1.
    double open_share() const;

    bool operator==(const Calendar&) const = default;

 private:
    const Closure* closure_at(Time time) const;

    std::vector<Span> weekly_;       // sorted, disjoint, not touching
    std::vector<Closure> closures_;  // sorted, disjoint
};

}  // namespace hanhlang
