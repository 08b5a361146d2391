// Trucks that are let through together: by a barrier that opens when the space behind it is empty, and as a
// convoy.
// Rule: before a barrier a wait is closed while the gate is off duty, space while all slots are taken, and
// batch while slots are free.
#include "world.hpp"

namespace hanhlang {

/// The slots of a place: for each direction or for both, and given out one by one or in batches.
void World::make_yard(LivePlace& at) {
    const Yard& yard = *at.place->yard;
    for (std::size_t i = 0; i < at.yard.size(); ++i) {
        if (!yard.batch) {
            at.yard[i] = i > 0 && yard.shared ? at.yard[0] : std::make_shared<Resource>(sim_, yard.slots);
            continue;
        }
        const bool again = i > 0 && yard.shared;
        auto& barrier = at.barrier[i];
        barrier = again ? at.barrier[0] : std::make_shared<LiveBarrier>(sim_, *at.place, yard.shared ? 2 : 1);
        at.yard[i] = {barrier, &barrier->lines[yard.shared ? i : 0].units()};
        if (!again) sim_.spawn(batches(barrier.get()));
    }
    for (const auto& room : at.yard) room->watch(&LivePlace::yard_changed, &at);
}

Process<> World::batches(LiveBarrier* barrier) {
    while (true) {
        while (!barrier->wanted()) {
            barrier->stirs.reset();
            co_await barrier->stirs.wait();
        }
        const Time opens = barrier->place.hours.next_open(std::max(now(), barrier->clear_at));
        if (opens == Time::max()) co_return;
        if (opens > now()) co_await sim_.until(opens);
        co_await sim_.settled();
        if (barrier->wanted()) barrier->open();  // unless patience has ended
    }
}

/// Waits for the barrier of a yard that works in batches.
Process<> World::enter_with_batch(Trip* trip, const LiveStop* at) {
    LiveBarrier& barrier = *at->barrier;
    const Time asked = now();
    barrier.comes();
    const Line::Stand stand{barrier.line_of(*at->yard), trip->arrived};
    auto request = at->yard->acquire(trip->priority);
    const Time patience = patience_ends(*trip, at->place->patience, at->number);
    recorder_.change(Fact::trucks_before, at->stop->place, now(), 1);
    co_await wait_for(trip, &request, patience);
    recorder_.change(Fact::trucks_before, at->stop->place, now(), -1);
    charge_batch(*trip, barrier);
    if (trip->counted) {
        recorder_.sample(Fact::space_wait, at->stop->place, trip->trip_class, now() - asked);
    }
    if (!trip->goes_on()) co_return;
    leave_room(*trip);
    trip->standing = request.take();
}

/// The time since the last charge was a wait for this barrier.
void World::charge_batch(Trip& trip, const LiveBarrier& barrier) {
    const Calendar& hours = barrier.place.hours;
    const bool always_open = hours.always_open();
    const std::string& name = barrier.place.name;
    const auto later = [](Time time, const LiveBarrier::Change& change) { return time < change.at; };
    auto next = std::upper_bound(barrier.changes.begin(), barrier.changes.end(), trip.charged_until, later);
    while (trip.charged_until < now()) {
        const Time from = trip.charged_until;
        const bool open = always_open || hours.is_open(from);
        if (!open) {
            charge_until(trip, Cause::closed, name, nullptr, std::min(hours.next_open(from), now()));
            trip.driver.waits_for_opening(trip.charged_until - from);
            while (next != barrier.changes.end() && next->at <= trip.charged_until) ++next;
            continue;
        }
        Time until = next == barrier.changes.end() ? now() : std::min(next->at, now());
        if (!always_open) until = std::min(until, hours.next_close(from));
        const bool full = std::prev(next)->full;
        charge_until(trip, full ? Cause::space : Cause::batch, name, nullptr, until);
        while (next != barrier.changes.end() && next->at <= until) ++next;
    }
}

Process<> World::convoys(LiveConvoy* convoy) {
    const Convoy& rules = convoy->rules;
    if (!rules.at.empty()) {
        while (true) {  // a timetable
            const Time day = now() - time_of_day(now());
            const auto later = std::upper_bound(rules.at.begin(), rules.at.end(), time_of_day(now()));
            const Time next = later == rules.at.end() ? day + one_day + rules.at.front() : day + *later;
            co_await sim_.until(next);
            co_await sim_.settled();
            convoy->line.call(convoy->line.waiting());
        }
    }
    while (true) {
        if (convoy->complete()) {
            co_await sim_.settled();
            while (convoy->complete()) convoy->line.call(*rules.of);
            // Who was called leaves the line before it is looked at again.
            co_await sim_.settled();
        } else if (const Time goes_at = convoy->goes_at(); goes_at <= now()) {
            co_await sim_.settled();
            convoy->line.call(std::min(convoy->line.waiting(), *rules.of));
            co_await sim_.settled();
        } else {
            convoy->stirs.reset();
            auto more = convoy->stirs.wait();
            if (goes_at == Time::max()) {
                co_await first_of(more);
            } else {
                auto late = sim_.until(goes_at);
                co_await first_of(more, late);
            }
        }
    }
}

/// Waits at a desk for the rest of the convoy. The desk before this one is left: the others must pass it too.
Process<> World::gather(Trip* trip, const LiveVisit* where) {
    if (trip->at->keeps_desk) leave_room(*trip);
    LiveConvoy& convoy = *where->convoy;
    convoy.stirs.happen();
    const Line::Stand stand{convoy.line, now()};
    auto request = convoy.line.units().acquire(trip->priority);
    // Without an end to its patience a convoy waits for more trucks to find room in the yard it stands in.
    if (convoy.rules.of && !convoy.rules.within) trip->waits_for = trip->standing.resource();
    Resource::Hold called = co_await request;
    trip->waits_for = nullptr;
    called.release();
    charge(*trip, Cause::batch, where->desk->desk->name, nullptr);
}

}  // namespace hanhlang
