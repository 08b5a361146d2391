// What a trip leaves behind: visits, passages, and itself.
// Rule: samples are of trips that start in the window, counts and states of the window itself.
#include "world.hpp"

namespace hanhlang {

void World::leave(Trip& trip, const LiveStop& at) {
    const std::uint32_t place = at.stop->place;
    recorder_.change(Fact::trucks_present, place, now(), -1);
    if (trip.watched) passage(trip, at);
    if (at.is_gate) trip.at_gates += now() - trip.arrived;
    if (recorder_.in_window(now())) {
        recorder_.count(Fact::crossings, place, trip.trip_class);
        recorder_.count(Fact::tonnes, place, trip.trip_class, payload_[trip.trip_class]);
    }
    if (!trip.counted) return;
    recorder_.sample(Fact::crossing_time, place, trip.trip_class, to_hours(now() - trip.arrived));
    recorder_.sample(Fact::elapsed_in, place, trip.trip_class, to_hours(trip.arrived - trip.start));
    recorder_.sample(Fact::elapsed_out, place, trip.trip_class, to_hours(now() - trip.start));
}

/// A visit ends with service, or when patience does: then it started and finished just now.
void World::end_visit(Trip& trip, const LiveVisit& where, Time arrived, Time started) {
    const bool served = trip.end != Milestone::Kind::gives_up;
    if (served && recorder_.in_window(now())) recorder_.count(Fact::visits, where.index, trip.trip_class);
    if (trip.watched) {
        sink_->on(Visit{trip.stream->index, trip.subject.ordinal, trip.back, where.index, served, arrived,
                        started, now()});
    }
    if (!trip.counted) return;
    recorder_.sample(Fact::wait, where.index, trip.trip_class, to_hours(started - arrived));
    if (served) recorder_.sample(Fact::service, where.index, trip.trip_class, to_hours(now() - started));
}

/// It goes home instead of on.
void World::leave_early(Trip& trip, const LiveStop& at) {
    recorder_.change(Fact::trucks_present, at.stop->place, now(), -1);
    if (trip.watched) passage(trip, at);
}

void World::passage(const Trip& trip, const LiveStop& at) {
    sink_->on(
        Passage{trip.stream->index, trip.subject.ordinal, trip.back, at.stop->place, trip.arrived, now()});
}

void World::finish(Trip& trip) {
    leave_room(trip);
    Duration total{};
    for (const Duration duration : trip.spent) total += duration;
    assert(total == now() - trip.start);  // every millisecond has one cause
    milestone(trip, trip.end);
    if (!trip.counted) return;
    const std::uint32_t c = trip.trip_class;
    --inside_;
    --inside_of_[c];
    if (trip.end != Milestone::Kind::arrives) {
        const bool given_up = trip.end == Milestone::Kind::gives_up;
        recorder_.count(given_up ? Fact::trips_given_up : Fact::trips_turned_away, 0, c);
        return;
    }
    recorder_.count(Fact::trips_finished, 0, c);
    recorder_.trip(trip.start, to_hours(total));
    recorder_.sample(Fact::transit_time, 0, c, to_hours(total));
    for (std::uint32_t i = 0; i < causes; ++i)
        recorder_.sample(Fact::cause_time, i, c, to_hours(trip.spent[i]));
    recorder_.sample(Fact::border_time, 0, c, to_hours(trip.at_gates));
    const double km = trip.way->leg->stops.back().km;
    if (km > 0) {
        recorder_.sample(Fact::distance, 0, c, km);
        recorder_.sample(Fact::speed, 0, c, km / to_hours(total));
    }
}

}  // namespace hanhlang
