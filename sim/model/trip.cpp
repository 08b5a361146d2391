// What a truck does: it sets out, drives, waits, is served, arrives, and perhaps comes back.
// Rule: a truck gives up the room it stands in only when it has the next; so what is full blocks what lies
// before it.
#include <algorithm>

#include "world.hpp"

namespace hanhlang {
namespace {

/// A law without bounds may give more than any run lasts: a century is the most.
Duration drawn(const Distribution& law, double u) {
    return to_duration(std::min(law.quantile(u), 3.2e12));
}

}  // namespace

Process<> World::shifts(Team* team) {
    const Calendar& hours = team->staff.hours;
    while (true) {
        const Time closes = hours.next_close(now());
        if (closes == Time::max()) co_return;
        co_await sim_.until(closes, Order::calendar);
        team->officers.set_capacity(0);
        const Time opens = hours.next_open(now());
        if (opens == Time::max()) co_return;
        co_await sim_.until(opens, Order::calendar);
        team->officers.set_capacity(team->staff.people);
    }
}

Process<> World::arrivals(Stream* stream) {
    for (std::uint32_t ordinal = 0;; ++ordinal) {
        co_await sim_.until(std::max(stream->arrivals.next(), now()));
        sim_.spawn(truck(stream, ordinal));
    }
}

Process<> World::truck(Stream* stream, std::uint32_t ordinal) {
    Trip trip;
    set_out(trip, *stream, *stream->out, ordinal);
    co_await travel(&trip);
    if (!stream->back || trip.turned_away) co_return;
    const Duration stay = drawn(stream->demand.returns->after, draw(after_, trip));
    co_await sim_.delay(stay);
    trip.driver.rests(stay);
    set_out(trip, *stream, *stream->back, ordinal);
    co_await travel(&trip);
}

Process<> World::travel(Trip* trip) {
    const std::vector<LiveStop>& stops = trip->leg->stops;
    for (const LiveStop& at : stops) {
        if (at.stop->road) co_await drive(trip, &at);
        const std::uint32_t place = at.stop->place;
        const Time arrived = now();
        recorder_.change(Fact::trucks_present, place, arrived, 1);
        if (!at.place->always_open || at.yard) {
            if (!co_await enter(trip, &at)) break;
        } else {
            leave_room(*trip);
        }
        if (at.relay && trip->relay) trip->driver.changes();
        for (const DeskVisit& where : at.stop->desks) {
            if (must_visit(*trip, desks_[where.desk], where)) co_await visit(trip, &at, &where);
        }
        // It has left when there is room on the road ahead; without a road, the next place says when there
        // is.
        if (&at != &stops.back() && stops[static_cast<std::size_t>(&at - stops.data()) + 1].stop->road) {
            const LiveStop& next = stops[static_cast<std::size_t>(&at - stops.data()) + 1];
            if (next.road) {
                auto room = co_await next.road->acquire(trip->priority);
                charge(*trip, Cause::space, scenario_.roads[*next.stop->road].name, nullptr);
                leave_room(*trip);
                trip->standing = std::move(room);
            } else {
                leave_room(*trip);
            }
        }
        leave(*trip, at, arrived);
    }
    finish(*trip);
}

/// Drives the road that leads to `to`, with the rests that the rules ask for.
Process<> World::drive(Trip* trip, const LiveStop* to) {
    const std::string& road = scenario_.roads[*to->stop->road].name;
    Duration left = trip->loaded ? to->stop->drive_loaded : to->stop->drive_empty;
    while (trip->driver.limited() && left > trip->driver.may_drive()) {
        if (const Duration stretch = trip->driver.may_drive(); stretch > Duration::zero()) {
            co_await sim_.delay(stretch);
            charge(*trip, Cause::driving, road, nullptr);
            trip->driver.drives(stretch);
            left -= stretch;
        }
        const Duration rest = trip->driver.rest_needed();
        co_await sim_.delay(rest);
        charge(*trip, Cause::resting, road, nullptr);
        trip->driver.rests(rest);
    }
    co_await sim_.delay(left);
    charge(*trip, Cause::driving, road, nullptr);
    trip->driver.drives(left);
}

/// Waits for the gate to open and for a slot in the yard; false when the yard is full and the truck leaves.
Process<bool> World::enter(Trip* trip, const LiveStop* at) {
    const std::string& place = at->place->place->name;
    co_await wait_for_opening(trip, at);
    if (!at->yard) {
        leave_room(*trip);
        co_return true;
    }
    if (at->yard->full() && at->place->place->yard->when_full == Yard::WhenFull::turn_away) {
        trip->turned_away = true;
        recorder_.change(Fact::trucks_present, at->stop->place, now(), -1);
        co_return false;
    }
    const Time asked = now();
    auto slot = co_await at->yard->acquire(trip->priority);
    charge(*trip, Cause::space, place, nullptr);
    if (trip->counted) {
        recorder_.sample(Fact::space_wait, at->stop->place, trip->trip_class, to_hours(now() - asked));
    }
    leave_room(*trip);
    trip->standing = std::move(slot);
    co_await wait_for_opening(trip, at);  // the slot may have come after closing
    co_return true;
}

Process<> World::wait_for_opening(Trip* trip, const LiveStop* at) {
    const Time opens = at->place->place->hours.next_open(now());
    if (opens == now()) co_return;
    const Duration closed = opens - now();
    co_await sim_.until(opens);
    charge(*trip, Cause::closed, at->place->place->name, nullptr);
    trip->driver.waits_for_opening(closed);
}

Process<> World::visit(Trip* trip, const LiveStop* at, const DeskVisit* where) {
    LiveDesk& desk = desks_[where->desk];
    const std::string& name = desk.desk->name;
    const Time arrived = now();
    if (at->keeps_desk) leave_room(*trip);  // the desk before this one
    recorder_.change(Fact::trucks_waiting, where->desk, arrived, 1);
    Resource::Hold bay;
    if (desk.bays) {
        bay = co_await desk.bays->acquire(trip->priority);
        charge(*trip, Cause::bay, name, &name);
    }
    const Duration takes = drawn(desk.desk->takes, draw(desk.takes, *trip, where->repeat));
    Time started = now();
    if (desk.team) {
        auto officer = co_await desk.team->officers.acquire(trip->priority);
        const std::string& team = desk.team->staff.name;
        charge_wait(*trip, Cause::queue, desk.team, name, &team);
        started = now();
        recorder_.change(Fact::trucks_waiting, where->desk, started, -1);
        const Pauses pauses = co_await officer.work(takes);
        if (pauses) charge_pauses(*trip, *pauses, desk.team, name);
        charge(*trip, Cause::service, name, &team);
        // Where there may be no room ahead, the truck stays at the desk and blocks it.
        if (at->keeps_desk) trip->standing = std::move(officer);
    } else {
        recorder_.change(Fact::trucks_waiting, where->desk, started, -1);
        co_await sim_.delay(takes);
        charge(*trip, Cause::service, name, &name);
    }
    if (at->keeps_desk) trip->standing_bay = std::move(bay);
    if (recorder_.in_window(now())) recorder_.count(Fact::visits, where->desk, trip->trip_class);
    if (!trip->counted) co_return;
    recorder_.sample(Fact::wait, where->desk, trip->trip_class, to_hours(started - arrived));
    recorder_.sample(Fact::service, where->desk, trip->trip_class, to_hours(now() - started));
}

}  // namespace hanhlang
