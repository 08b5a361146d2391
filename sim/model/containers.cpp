// Containers change trucks where they are kept: a truck takes empty ones for its goods and leaves what it
// brings. Rule: elsewhere a container stays with its truck, comes from outside with it and goes there again.
#include "world.hpp"

namespace hanhlang {

void World::change_empties(LivePlace& place, std::int64_t teu) {
    const std::int64_t before = place.empties->amount();
    place.empties->put(teu);
    recorder_.change(Fact::empties, place.index, now(), place.empties->amount() - before);
}

/// What a truck has on it when it sets out; what it lacks it waits for.
void World::begin_containers(Trip& trip) {
    const std::int64_t wanted = teu_[trip.trip_class] / whole_teu;
    LivePlace& from = *trip.way->stops.front().place;
    trip.lacks = 0;
    if (wanted > trip.containers) {
        if (from.empties) {
            trip.lacks = wanted - trip.containers;
            return;
        }
        books_.teu_from_outside += wanted - trip.containers;
        trip.containers = wanted;
    } else if (!trip.loaded && trip.containers == 0 && trip.back && from.empties &&
               trip.way->stops.back().place->empties && !from.empties->anybody_waits() &&
               from.empties->amount() - trip.had_containers >= from.place->containers->keep) {
        trip.containers = trip.had_containers;
        change_empties(from, -trip.containers);
    }
}

Process<> World::take_containers(Trip* trip) {
    LivePlace& from = *trip->way->stops.front().place;
    Stock::Wanted wanted{sim_, trip->lacks};
    const std::int64_t before = from.empties->amount();
    if (!from.empties->take(wanted)) {
        co_await wanted.granted.wait();
        charge(*trip, Cause::container, from.place->name, nullptr);
    } else {
        recorder_.change(Fact::empties, from.index, now(), from.empties->amount() - before);
    }
    trip->containers += std::exchange(trip->lacks, 0);
}

/// At its end, or home again when it does not get there.
void World::end_containers(Trip& trip) {
    if (!trip.back) trip.had_containers = trip.containers;
    if (trip.containers == 0) return;
    LivePlace& at = trip.goes_on() ? *trip.way->stops.back().place : *trip.way->stops.front().place;
    const bool is_over = trip.back || !trip.goes_on() || !trip.stream->demand.returns;
    if (at.empties) {
        const std::int64_t teu = std::exchange(trip.containers, 0);
        if (trip.loaded && trip.goes_on() && at.place->containers->strip) {
            sim_.spawn(strip(&at, teu, uniform(at.strip, trip.subject, first_visit(trip.back))));
        } else {
            change_empties(at, teu);
        }
    } else if (is_over) {
        books_.teu_to_outside += std::exchange(trip.containers, 0);
    }
}

/// Goods are taken out; then it can be had.
Process<> World::strip(LivePlace* at, std::int64_t teu, double u) {
    stripping_ += teu;
    co_await sim_.delay(drawn(*at->place->containers->strip, u));
    stripping_ -= teu;
    change_empties(*at, teu);
}

}  // namespace hanhlang
