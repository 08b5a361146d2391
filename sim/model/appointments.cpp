// How trucks come for their slots: off-site until they are called, at the gate when they are early, without
// booking, or too late.
// Rule: waiting for a slot is waiting, wherever the truck stands; it takes no room before the gate.
#include "appointments.hpp"

#include "world.hpp"

namespace hanhlang {

void World::waste_slot(const Trip& trip, const LiveStop& at, Time slot) {
    if (recorder_.in_window(slot)) recorder_.count(Fact::slots_wasted, at.stop->place, trip.trip_class);
}

/// The first slot that is free from now on; a moment beyond the run when there is none.
Time World::free_slot(const Trip& trip, const LiveStop& at) {
    const Time slot = at.book->next_free(now(), [&](Time wasted) { waste_slot(trip, at, wasted); });
    return slot < scenario_.runs.end() ? slot : scenario_.runs.end() + one_day;
}

/// A truck that could be at the gate now books a slot, and waits off-site until it comes for it.
Process<> World::come_for_slot(Trip* trip, const LiveStop* at) {
    SlotBook& book = *at->book;
    const Appointments& rules = book.rules;
    trip->slot.reset();
    if (rules.share.value < 1 && draw_at(book.books, *trip, at->number) >= rules.share.value) co_return;
    leave_room(*trip);
    const Time asked = now();
    for (std::uint32_t booking = 0; !trip->slot; ++booking) {
        const Time slot = free_slot(*trip, *at);
        book.take(slot);
        const std::uint32_t block = std::min(booking, 255U);
        const bool comes = rules.no_show.value <= 0 ||
                           uniform(book.no_show, trip->subject, at->number, block) >= rules.no_show.value;
        if (!comes) {  // the slot goes by, and the truck books again
            waste_slot(*trip, *at, slot);
            if (slot > now()) co_await sim_.until(slot);
            continue;
        }
        const Duration late = drawn(rules.late, draw_at(book.late, *trip, at->number));
        const Duration early = drawn(rules.early, draw_at(book.early, *trip, at->number));
        const Time comes_at = slot + late - early;
        if (comes_at > now()) co_await sim_.until(comes_at);
        trip->slot = slot;
    }
    charge(*trip, Cause::appointment, at->place->place->name, nullptr);
    trip->driver.waits_for_opening(now() - asked);  // known beforehand, so it can be slept through
    if (trip->counted) recorder_.sample(Fact::offsite_wait, at->stop->place, trip->trip_class, now() - asked);
}

/// At the gate: until the slot that was booked, or the next free one; without booking behind all who have.
Process<> World::wait_for_slot(Trip* trip, const LiveStop* at) {
    SlotBook& book = *at->book;
    const auto& grace = book.rules.grace;
    if (trip->slot && grace && now() > *trip->slot + *grace) {
        waste_slot(*trip, *at, *trip->slot);
        trip->slot = free_slot(*trip, *at);
        book.take(*trip->slot);
    }
    if (trip->slot && *trip->slot <= now()) co_return;
    recorder_.change(Fact::trucks_before, at->stop->place, now(), 1);
    if (trip->slot) {
        co_await sim_.until(*trip->slot);
    } else {
        const Resource::Hold first = co_await book.turn.acquire(trip->priority);
        while (true) {
            const Time slot = free_slot(*trip, *at);
            if (slot > now()) co_await sim_.until(slot);
            co_await sim_.settled();  // who books at this moment goes first
            if (free_slot(*trip, *at) == slot) break;
        }
        book.take(now());
    }
    recorder_.change(Fact::trucks_before, at->stop->place, now(), -1);
    charge(*trip, Cause::appointment, at->place->place->name, nullptr);
}

}  // namespace hanhlang
