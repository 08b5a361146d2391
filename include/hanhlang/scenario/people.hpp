// Who else is served, who comes to serve, and who is expected: travellers, paid hours, extra officers, slots.
// Rule: description only; what becomes of it is the model's.
#pragma once

#include <array>
#include <optional>

#include "hanhlang/base/calendar.hpp"
#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/named.hpp"

namespace hanhlang {

/// Weights of the 24 hours of a day.
struct ByHour {
    std::array<double, 24> weight{};
};

/// Travellers at the counters of a desk: no trucks, but they take its officers' time.
struct Travellers {
    Mark mark;
    Rate people;  // of an ordinary week; they come while the team is on duty
    Distribution take;
    std::optional<ByHour> by_hour;
};

/// Officers who serve those that pay, while their team is off duty.
struct AfterHours {
    Mark mark;
    Calendar hours;
    std::int64_t people = 1;
    Share share;  // of consignments, and of trucks without one, whose trader pays
};

/// Officers who come when the queue is long, and go when it is short again.
struct Extra {
    Mark mark;
    std::int64_t people = 1;
    std::int64_t when_waiting = 1;   // trucks for the team: so many call them
    std::int64_t until_waiting = 0;  // so few send them away
    Duration after{};                // from the call to their coming
    std::optional<Calendar> hours;   // in which they can come; those of the team when it is not said
};

/// A payment that changes the place in every queue.
struct PaidPriority {
    Mark mark;
    Share share;
    std::int64_t priority = 0;
};

/// Slots in which trucks may come to a place.
struct Appointments {
    Mark mark;
    std::optional<Rate> slots;           // one truck each; or
    std::optional<Duration> every;       // the time between two slots
    std::optional<Calendar> hours;       // those of the place when they are not said
    std::optional<Direction> direction;  // both when it is not said
    Share share{1.0};                    // of trucks, those that book
    Share no_show{0.0};                  // of bookings, those nobody comes for; the truck books again
    Share placeholder{0.0};              // of slots, those booked for no truck
    Distribution early = Distribution::constant(0);  // before the slot, and
    Distribution late = Distribution::constant(0);   // after it; what counts is the difference
    std::optional<Duration> grace;                   // who is later takes the next free slot
    Duration gap() const {
        if (every) return *every;
        return slots && slots->value > 0 ? to_duration(3'600'000.0 / slots->value) : Duration::zero();
    }
};

}  // namespace hanhlang
