// What a trip leaves behind: visits, passages, and itself.
// Rule: samples are of trips that start in the window, counts and states of the window itself.
#include "world.hpp"

namespace hanhlang {

/// A place where nothing keeps a truck: most cities. It may have been there a while ago.
void World::pass_by(Trip& trip, const LiveStop& at, Time when) {
    trip.at = &at;
    trip.stage = at.stage;
    trip.arrived = when;
    if (at.is_port && !trip.port_in) trip.port_in = when;
    trip.payments = 0;
    const std::uint32_t place = at.stop->place;
    if (!at.is_passed) {
        recorder_.change(Fact::trucks_present, place, when, 1);
        recorder_.change(Fact::trucks_present, place, when, -1);
    }
    if (trip.dossier) reach(*trip.dossier, static_cast<int>(at.stage));
    leave_room(trip);
    if (at.stage == 0 || &at == &trip.way->stops.back()) pay_handling(trip, *at.place->place);
    if (trip.watched) tell_passage(trip, true, when);
    trip.at = nullptr;
    tell_left(trip, place, when);
}

void World::leave(Trip& trip) {
    const LiveStop& at = *trip.at;
    const std::uint32_t place = at.stop->place;
    recorder_.change(Fact::trucks_present, place, now(), -1);
    if (trip.watched) tell_passage(trip, true, now());
    trip.at = nullptr;
    const Duration took = now() - trip.arrived;
    if (at.is_gate) {
        trip.at_gates += took;
        if (!trip.gate_in) trip.gate_in = trip.arrived;
        trip.gate_out = now();
    }
    if (at.watch) at.watch->leaves(now(), took, at.memory);
    pay_place(trip, *at.place->place, took);
    if (&at == &trip.way->stops.back()) pay_handling(trip, *at.place->place);
    tell_left(trip, place, now());
}

void World::tell_left(Trip& trip, std::uint32_t place, Time when) {
    if (recorder_.in_window(when)) {
        recorder_.count(Fact::crossings, place, trip.trip_class);
        recorder_.count(Fact::tonnes, place, trip.trip_class, trip.tonnes + trip.excess);
        if (trip.ledger.teu + trip.ledger.empty > 0) {
            recorder_.count(Fact::teu, place, trip.trip_class, static_cast<double>(trip.ledger.teu) / 1e6);
            recorder_.count(Fact::empty_teu, place, trip.trip_class,
                            static_cast<double>(trip.ledger.empty) / 1e6);
        }
    }
    if (!trip.counted) return;
    if (scenario_.costs) {
        recorder_.sample(Fact::payments, place, trip.trip_class, trip.payments);
        recorder_.sample(Fact::cost_out, place, trip.trip_class, cost_so_far(trip, when));
    }
    const std::array times{when - trip.arrived, trip.arrived - trip.start, when - trip.start};
    recorder_.times(Fact::crossing_time, place, trip.trip_class, times);
}

/// It goes home instead of on.
void World::leave_early(Trip& trip) {
    recorder_.change(Fact::trucks_present, trip.at->stop->place, now(), -1);
    if (trip.watched) tell_passage(trip, true, now());
    if (trip.at->watch) trip.at->watch->gives_up(now());
    if (trip.puts_in) give_room_back(trip);
    trip.at = nullptr;
}

/// A visit ends with service, or when patience does.
void World::end_visit(Trip& trip) {
    const std::uint32_t desk = trip.visit->index;
    const bool served = trip.service_began.has_value();
    if (served) pay_desk(trip, *trip.visit->desk->desk);
    if (served && recorder_.in_window(now())) recorder_.count(Fact::visits, desk, trip.trip_class);
    if (trip.watched) tell_visit(trip, true);
    trip.visit = nullptr;
    if (!trip.counted) return;
    const Time began = trip.service_began.value_or(now());
    const std::array times{began - trip.asked, now() - began};
    recorder_.times(Fact::wait, desk, trip.trip_class, times, served ? 2 : 1);
}

void World::tell_visit(const Trip& trip, bool over) {
    sink_->on(Visit{trip.stream->index, trip.subject.ordinal, trip.back, trip.visit->index,
                    trip.service_began.has_value(), over, trip.asked, trip.service_began.value_or(now()),
                    now(), trip.served_by ? std::optional{trip.served_by->index} : std::nullopt});
}

void World::tell_passage(const Trip& trip, bool over, Time left) {
    sink_->on(Passage{trip.stream->index, trip.subject.ordinal, trip.back, trip.at->stop->place, over,
                      trip.arrived, left});
}

void World::tell_what_is_not_over() {
    for (const Trip* trip : living_) {
        if (!trip->watched) continue;
        if (trip->visit) tell_visit(*trip, false);
        if (trip->at) tell_passage(*trip, false, now());
        Unfinished what{trip->stream->index, trip->subject.ordinal, trip->back, {}, {}, trip->charged_until};
        if (trip->visit) {
            what.cause = trip->service_began ? Cause::service : Cause::queue;
            what.where = trip->visit->desk->desk->name;
        } else if (trip->lacks > 0) {
            what.cause = Cause::container;
            what.where = trip->way->stops.front().place->place->name;
        } else if (trip->at) {
            what.where = trip->at->place->place->name;
        }
        if (!what.where.empty()) sink_->on(what);
    }
}

void World::finish(Trip& trip) {
    leave_room(trip);
    Duration total{};
    for (const Duration duration : trip.spent) total += duration;
    assert(total == now() - trip.start);  // every millisecond has one cause
    milestone(trip, trip.end);
    pay_papers(trip);
    if (trip.goes_on() && !trip.put_down) age(trip);
    end_ledger(trip);
    if (Vehicle* const vehicle = trip.vehicle.vehicle()) {
        vehicle->driver = trip.driver;
        vehicle->came_home = now();
        vehicle->km += static_cast<double>(trip.ledger.metres) / 1e3;
    }
    if (trip.goes_on() && !trip.back && !trip.goods_elsewhere) {
        for (Stream* const product : trip.stream->makes)
            sim_.spawn(make(product, static_cast<double>(trip.ledger.grams) / 1e6, trip.subject,
                            {now(), plan_.classes[trip.trip_class].commodity, trip.goods}));
    }
    if (trip.dossier) leave_dossier(trip);
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
    tell_ledger(trip);
    if (trip.loaded) recorder_.sample(Fact::filled, 0, c, trip.tonnes / std::max(payload_[c], 1e-9));
    if (trip.dossier && trip.gate_in) tell_release(trip);
    if (recorder_.keeps_clocks()) tell_clocks(trip);
    std::array<Duration, causes + 5> times{total};
    std::copy(trip.spent.begin(), trip.spent.end(), times.begin() + 1);
    times[causes + 1] = trip.at_gates;
    times[causes + 2] = trip.start - trip.scheduled;  // delay of departure
    if (trip.dossier) {
        const Time booking = trip.dossier->booking;
        times[causes + 3] = trip.scheduled - booking;  // lead
        times[causes + 4] = now() - booking;
    }
    recorder_.times(Fact::transit_time, 0, c, times, causes + (trip.dossier ? 5 : 3));
    const double km = trip.way->leg->stops.back().km;
    if (km > 0) {
        recorder_.sample(Fact::distance, 0, c, km);
        recorder_.sample(Fact::speed, 0, c, km / to_hours(total));
    }
}

}  // namespace hanhlang
