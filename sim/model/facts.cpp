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
    const std::array times{now() - trip.arrived, trip.arrived - trip.start, now() - trip.start};
    recorder_.times(Fact::crossing_time, place, trip.trip_class, times);
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
    const std::array times{started - arrived, now() - started};
    recorder_.times(Fact::wait, where.index, trip.trip_class, std::span{times}.first(served ? 2 : 1));
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
    std::array<Duration, causes + 2> times{total};
    std::copy(trip.spent.begin(), trip.spent.end(), times.begin() + 1);
    times.back() = trip.at_gates;
    recorder_.times(Fact::transit_time, 0, c, times);
    const double km = trip.way->leg->stops.back().km;
    if (km > 0) {
        recorder_.sample(Fact::distance, 0, c, km);
        recorder_.sample(Fact::speed, 0, c, km / to_hours(total));
    }
}

}  // namespace hanhlang
