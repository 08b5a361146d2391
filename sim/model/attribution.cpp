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

/// What somebody who waits for a team waits for then: its officers, the end of a disruption, or its hours;
/// and the next time at which that may be another. For who pays, those who serve after hours are the team as
/// well.
World::Duty World::duty(const Trip& trip, const Team& team, Time at) const {
    const LiveNight* const night = team.night && team.night->serves(payer(trip)) ? team.night.get() : nullptr;
    Duty now{Cause::queue, Time::max()};
    if (!team.always_open) {
        const Calendar& hours = team.staff.hours;
        const bool open = hours.is_open(at) || (night && night->on(at));
        now = {open ? Cause::queue : Cause::closed, night ? night->next_change(at) : hours.next_change(at)};
    }
    if (now.waits_for == Cause::closed || !team.stands_still.ever()) return now;
    const auto [stood_still, changes] = team.stands_still.at(at);
    return {stood_still ? Cause::disruption : Cause::queue, std::min(now.until, changes)};
}

/// The time since the last charge, up to `until`, was a wait for any of these teams: `cause` while one was
/// there to serve, else disruption while one stood still, else closed.
void World::charge_hours(Trip& trip, Cause cause, Teams teams, const std::string& where, Time until) {
    while (trip.charged_until < until) {
        const auto at = [&](Time from) {
            Duty best = duty(trip, *teams[0], from);
            best.team = teams[0];
            for (Team* const team : teams.subspan(1)) {
                Duty other = duty(trip, *team, from);
                other.team = team;
                const Time next = std::min(best.until, other.until);
                const bool better = other.waits_for == Cause::queue ? best.waits_for != Cause::queue
                                                                    : other.waits_for == Cause::disruption &&
                                                                          best.waits_for == Cause::closed;
                if (better) best = other;
                best.until = next;
            }
            return best;
        };
        Duty now = at(trip.charged_until);
        while (now.until < until) {  // what does not change is one wait
            const Duty next = at(now.until);
            if (next.waits_for != now.waits_for || next.team != now.team) break;
            now.until = next.until;
        }
        const Cause said = now.waits_for == Cause::queue ? cause : now.waits_for;
        const Time from = trip.charged_until;
        charge_until(trip, said, where, &now.team->staff.name, std::min(now.until, until));
        if (now.waits_for != Cause::queue) trip.driver.waits_for_opening(trip.charged_until - from);
    }
}

/// The time since the last charge was service up to the end of the last pause; the pauses were closed while
/// the team was off duty, and queue for the rest.
void World::charge_pauses(Trip& trip, const std::vector<Pause>& pauses, Team* team,
                          const std::string& where) {
    for (const Pause& pause : pauses) {
        charge_until(trip, Cause::service, where, &team->staff.name, pause.from);
        charge_hours(trip, Cause::queue, {&team, 1}, where, pause.to);
    }
}

/// The time since the last charge was a wait for this paper: walks back from the moment it was ready, through
/// what the paper went through and then through the need that let it start, as far as the wait goes.
void World::charge_papers(Trip& trip, std::uint32_t place) {
    const Dossier& load = *trip.dossier;
    const Time from = trip.charged_until;
    std::vector<Handling> back;  // the last first
    Time cursor = now();
    for (std::optional<std::uint32_t> at = place; at && cursor > from; at = load.papers[*at].after) {
        const PaperState& state = load.papers[*at];
        for (auto phase = state.phases.rbegin(); phase != state.phases.rend() && cursor > from; ++phase) {
            back.push_back(*phase);
            back.back().from = std::max(phase->from, from);
            cursor = back.back().from;
        }
    }
    for (auto phase = back.rbegin(); phase != back.rend(); ++phase) {
        const std::string& name = papers_[phase->paper].paper->name;
        Team* const team = phase->team ? &teams_[*phase->team] : nullptr;
        const std::string* office = team ? &team->staff.name : nullptr;
        const Time began = trip.charged_until;
        switch (phase->kind) {
            case Handling::Kind::waits:
                charge_hours(trip, Cause::papers, {&team, 1}, name, phase->to);
                break;
            case Handling::Kind::works:
                charge_until(trip, Cause::papers, name, office, phase->to);
                break;
            case Handling::Kind::repairs:
                charge_until(trip, Cause::repair, name, office, phase->to);
                break;
            case Handling::Kind::platform_down:
                charge_until(trip, Cause::disruption, name, office, phase->to);
                break;
        }
        if (trip.counted)
            recorder_.count(Fact::held, phase->paper, trip.trip_class, to_hours(trip.charged_until - began));
    }
    assert(trip.charged_until == now());  // a paper that kept nobody waiting was not waited for
}

void World::milestone(const Trip& trip, Milestone::Kind kind) {
    if (trip.watched) sink_->on(Milestone{trip.stream->index, trip.subject.ordinal, trip.back, kind, now()});
}

}  // namespace hanhlang
