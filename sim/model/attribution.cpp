// Where each millisecond of a trip went.
// Rule: the charges of a trip tile it from its start to its end; each has one cause, one place and perhaps a
// team.
#include <algorithm>

#include "world.hpp"

namespace hanhlang {

void World::tell(const Trip& trip, Cause cause, const std::string& where, const std::string* resource,
                 Time from, Time to) {
    if (from == to) return;
    const auto team = std::find_if(teams_.begin(), teams_.end(),
                                   [&](const Team& one) { return resource == &one.staff.name; });
    sink_->on({trip.stream->index, trip.subject.ordinal, trip.back, cause, where,
               resource ? *resource : std::string{},
               team == teams_.end() ? std::nullopt : std::optional{team->index}, from, to});
}

/// The time since the last charge had this cause.
void World::charge(Trip& trip, Cause cause, const std::string& where, const std::string* resource) {
    charge_until(trip, cause, where, resource, now());
}

void World::charge_until(Trip& trip, Cause cause, const std::string& where, const std::string* resource,
                         Time until) {
    const Time from = std::exchange(trip.charged_until, until);
    trip.spent[static_cast<std::size_t>(cause)] += until - from;
    if (trip.watched) tell(trip, cause, where, resource, from, until);
}

/// The time since the last charge was a wait for a team: closed while it was off duty, `cause` for the rest.
void World::charge_wait(Trip& trip, Cause cause, const Team* team, const std::string& where,
                        const std::string* resource) {
    const Calendar& hours = team->staff.hours;
    while (trip.charged_until < now()) {
        const Time from = trip.charged_until;
        const bool open = team->always_open || hours.is_open(from);
        const Time next = team->always_open ? now() : open ? hours.next_close(from) : hours.next_open(from);
        charge_until(trip, open ? cause : Cause::closed, where, resource, std::min(next, now()));
        if (!open) trip.driver.waits_for_opening(trip.charged_until - from);
    }
}

/// The time since the last charge was service up to the end of the last pause; the pauses were closed while
/// the team was off duty, and queue for the rest.
void World::charge_pauses(Trip& trip, const std::vector<Pause>& pauses, const Team* team,
                          const std::string& where) {
    for (const Pause& pause : pauses) {
        charge_until(trip, Cause::service, where, &team->staff.name, pause.from);
        const Calendar& hours = team->staff.hours;
        while (trip.charged_until < pause.to) {
            const Time from = trip.charged_until;
            const bool open = hours.is_open(from);
            const Time next = open ? hours.next_close(from) : hours.next_open(from);
            charge_until(trip, open ? Cause::queue : Cause::closed, where, &team->staff.name,
                         std::min(next, pause.to));
            if (!open) trip.driver.waits_for_opening(trip.charged_until - from);
        }
    }
}

void World::milestone(const Trip& trip, Milestone::Kind kind) {
    if (trip.watched) sink_->on(Milestone{trip.stream->index, trip.subject.ordinal, trip.back, kind, now()});
}

}  // namespace hanhlang
