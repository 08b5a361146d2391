// What a truck waits for before it is at a place or on a road: the gate, a slot, room, a bay.
// Rule: it gives up the room it stands in only when it has the next.
#include "world.hpp"

namespace hanhlang {

/// Waits for the gate to open and for a slot in the yard; or is turned away, when the yard is full.
Process<> World::enter(Trip* trip, const LiveStop* at) {
    const std::string& place = at->place->place->name;
    if (at->book) co_await wait_for_slot(trip, at);
    co_await wait_for_opening(trip, at);
    if (!at->yard) {
        leave_room(*trip);
        co_return;
    }
    const Time asked = now();
    const Time patience = patience_ends(*trip, at->place->patience, at->number);
    if (at->puts && trip->takes[*at->puts] != passes)
        co_await find_room(trip, trip->way->visits[*at->puts].puts, at, patience);
    if (!trip->goes_on()) co_return;
    if (at->barrier) {
        co_await enter_with_batch(trip, at);
        co_return;
    }
    if (at->yard->full() && at->place->place->yard->when_full == Yard::WhenFull::turn_away) {
        trip->end = Milestone::Kind::turned_away;
        co_return;
    }
    auto request = at->yard->acquire(trip->priority);
    if (!request.ready()) {
        recorder_.change(Fact::trucks_before, at->stop->place, now(), 1);
        co_await wait_for(trip, &request, patience);
        recorder_.change(Fact::trucks_before, at->stop->place, now(), -1);
    }
    charge(*trip, Cause::space, place, nullptr);
    if (trip->counted) {
        recorder_.sample(Fact::space_wait, at->stop->place, trip->trip_class, now() - asked);
    }
    if (!trip->goes_on()) co_return;
    leave_room(*trip);
    trip->standing = request.take();
    co_await wait_for_opening(trip, at);  // the slot may have come after closing
}

Process<> World::wait_for_room(Trip* trip, const LiveStop* at) {
    auto request = at->road_ahead->acquire(trip->priority);
    if (!request.ready()) co_await wait_for(trip, &request, Time::max());
    if (at->leads_on)
        charge_interrupted(*trip, at->leads_on->closed, Cause::space, *at->road_ahead_name, nullptr, now());
    charge(*trip, Cause::space, *at->road_ahead_name, nullptr);
    leave_room(*trip);
    trip->standing = request.take();
}

Process<> World::wait_for_opening(Trip* trip, const LiveStop* at) {
    const Time opens = at->place->place->hours.next_open(now());
    if (opens == now()) co_return;
    const Duration closed = opens - now();
    recorder_.change(Fact::trucks_before, at->stop->place, now(), 1);
    co_await sim_.until(opens);
    recorder_.change(Fact::trucks_before, at->stop->place, now(), -1);
    charge(*trip, Cause::closed, at->place->place->name, nullptr);
    trip->driver.waits_for_opening(closed);
}

/// Waits until the request is granted, or patience ends the trip.
Process<> World::wait_for(Trip* trip, Resource::Acquire* request, Time patience_ends) {
    Resource::Acquire& wanted = *request;
    if (patience_ends == Time::max()) {
        trip->waits_for = &wanted.resource();
        co_await first_of(wanted);
        trip->waits_for = nullptr;
        co_return;
    }
    auto patience = sim_.until(patience_ends);
    if (co_await first_of(wanted, patience) != 0) trip->end = Milestone::Kind::gives_up;
}

/// Waits for a bay; gives nothing when patience ended first.
Process<Resource::Hold> World::take_bay(Trip* trip, const LiveVisit* where, Time patience_ends) {
    const Desk& desk = *where->desk->desk;
    auto request = where->desk->bays->acquire(trip->priority);
    if (!request.ready()) {
        recorder_.change(Fact::trucks_waiting, where->index, now(), 1);
        co_await wait_for(trip, &request, patience_ends);
        recorder_.change(Fact::trucks_waiting, where->index, now(), -1);
        charge(*trip, Cause::bay, desk.name, &desk.name);
        if (!trip->goes_on()) co_return Resource::Hold{};
    }
    trip->bay = where->desk->bays.get();
    co_return request.take();
}

}  // namespace hanhlang
