// Driving: roads that are slow or closed now, rests that the rules ask for, trucks that break down.
// Rule: a truck meets what holds when it enters a road, for the whole of it.
#include "hanhlang/base/elementary.hpp"
#include "world.hpp"

namespace hanhlang {

/// Time on the road for who enters then; a disruption and other traffic are as they are now.
Duration World::time_on(const Trip& trip, const LiveStop& to, Time enters) const {
    Duration time = trip.loaded ? to.stop->drive_loaded : to.stop->drive_empty;
    if (to.reached_by && to.reached_by->speed() < 1)
        time = to_duration(static_cast<double>(time.count()) / to.reached_by->speed());
    if (to.speed) time = to_duration(static_cast<double>(time.count()) * to.speed->factor(enters, time));
    return time;
}

/// The roads from this stop on that are driven without interruption, and what they take together: none where
/// the first is interrupted. Several only where what they take is known when the truck sets out, and where
/// nobody asks how many trucks are at the places between: a road is a hundredth of a truck's work then, and
/// most of it otherwise.
World::Stretch World::free_stretch(Trip& trip, std::size_t first) {
    const std::vector<LiveStop>& stops = trip.way->stops;
    Driver driver = trip.driver;
    Stretch stretch;
    for (std::size_t i = first; i < stops.size(); ++i) {
        const LiveStop& to = stops[i];
        const Time enters = now() + stretch.takes;
        if (stops[i - 1].rests || (to.hours && !to.hours->is_open(enters))) break;
        if (trip.breaks_down > 0 && trip.breaks_down < to.stop->km) break;
        const bool changes = to.reached_by || (to.speed && to.speed->has_traffic());
        if (i > first && changes) break;
        const Duration time = time_on(trip, to, enters);
        const Time reaches = driver.goes(enters, time, [](bool, Time) {});
        // What is passed is told at the end of the stretch: the window and the run must not end before.
        const bool ends_between = enters < scenario_.runs.to() && reaches > scenario_.runs.to();
        if (i > first && (ends_between || reaches > scenario_.runs.end())) break;
        if (i == first) stretch.first = time;
        stretch.takes = reaches - now();
        ++stretch.roads;
        const bool goes_on = to.is_passed && !changes && i + 1 < stops.size() &&
                             !(trip.dossier && static_cast<int>(to.stage) >= trip.dossier->next_start);
        if (!goes_on) break;
    }
    if (stretch.roads > 0 && stops[first].speed) stops[first].speed->enters();
    return stretch;
}

/// It has driven them: gives the stop it has reached.
std::size_t World::has_driven(Trip& trip, std::size_t first, const Stretch& stretch) {
    const std::vector<LiveStop>& stops = trip.way->stops;
    const std::size_t last = first + stretch.roads - 1;
    if (stops[first].speed) stops[first].speed->leaves();
    Time at = now() - stretch.takes;
    for (std::size_t i = first; i <= last; ++i) {
        const LiveStop& to = stops[i];
        const std::string& road = scenario_.roads[*to.stop->road].name;
        const Duration time = i == first ? stretch.first : time_on(trip, to, at);
        at = trip.driver.goes(at, time, [&](bool is_rest, Time end) {
            charge_until(trip, is_rest ? Cause::resting : Cause::driving, road, nullptr, end);
        });
        pay_road(trip, to);
        if (i < last) pass_by(trip, to, at);
    }
    return last;
}

/// Drives the road that leads to `to`, whatever happens.
Process<> World::drive(Trip* trip, const LiveStop* to) {
    const std::string& road = scenario_.roads[*to->stop->road].name;
    const LiveStop& from = *(to - 1);
    Driver& driver = trip->driver;
    if (from.rests) co_await rest_at_place(trip, &from);
    if (to->hours && !to->hours->is_open(now())) {
        const Time began = now();
        co_await sim_.until(to->hours->next_open(now()));
        charge(*trip, Cause::closed, road, nullptr);
        driver.waits_for_opening(now() - began);
    }
    Duration left = time_on(*trip, *to, now());
    if (to->speed) to->speed->enters();
    double at = from.stop->km;
    while (trip->breaks_down > 0 && trip->breaks_down < to->stop->km) {
        const double part = (trip->breaks_down - at) / (to->stop->km - at);
        const Duration before = to_duration(static_cast<double>(left.count()) * part);
        co_await go_on(trip, &road, before);
        left -= before;
        at = trip->breaks_down;
        const Subject& subject = trip->subject;
        const LiveFleet& fleet = *trip->stream->fleet;
        const std::uint32_t number = first_visit(trip->back) + trip->breakdowns;
        co_await sim_.delay(drawn(fleet.fleet.breakdowns->repair, uniform(fleet.repair, subject, number)));
        charge(*trip, Cause::breakdown, road, nullptr);
        ++trip->breakdowns;
        trip->breaks_down = next_breakdown(*trip, at);
    }
    co_await go_on(trip, &road, left);
    if (to->speed) to->speed->leaves();
    pay_road(*trip, *to);
}

/// Drives so long on a road, with the rests that the rules ask for.
Process<> World::go_on(Trip* trip, const std::string* road, Duration left) {
    Driver& driver = trip->driver;
    while (driver.limited() && left > driver.may_drive(now())) {
        if (const Duration stretch = driver.may_drive(now()); stretch > Duration::zero()) {
            co_await sim_.delay(stretch);
            charge(*trip, Cause::driving, *road, nullptr);
            driver.drives(now(), stretch);
            left -= stretch;
        }
        const Duration rest = driver.rest_needed(now());
        co_await sim_.delay(rest);
        charge(*trip, Cause::resting, *road, nullptr);
        driver.rests(rest);
    }
    co_await sim_.delay(left);
    charge(*trip, Cause::driving, *road, nullptr);
    driver.drives(now(), left);
}

/// A daily rest, where the next place for one is further than the day goes.
Process<> World::rest_at_place(Trip* trip, const LiveStop* at) {
    const Duration ahead = trip->loaded ? at->to_next_rest_loaded : at->to_next_rest_empty;
    if (trip->driver.left_of_day() >= ahead) co_return;
    const Duration rest = trip->driver.daily_rest();
    co_await sim_.delay(rest);
    charge(*trip, Cause::resting, at->place->place->name, nullptr);
    trip->driver.rests(rest);
}

/// Where on its leg a truck breaks down after `from` km; 0 when it does not. Distances are exponential.
double World::next_breakdown(const Trip& trip, double from) const {
    const LiveFleet* const fleet = trip.stream->fleet;
    if (!fleet || !fleet->fleet.breakdowns) return 0;
    const std::uint32_t number = first_visit(trip.back) + trip.breakdowns;
    const double u = uniform(fleet->breaks, trip.subject, number);
    const double km = from - elementary::log(1 - u) * fleet->fleet.breakdowns->every.value;
    return std::max(km, 1e-9);
}

void LiveFleet::changed(void* self, const Resource& of) {
    LiveFleet& fleet = *static_cast<LiveFleet*>(self);
    const std::int64_t change = of.held() - std::exchange(fleet.away, of.held());
    fleet.world->recorder_.change(Fact::trucks_away, fleet.index, fleet.world->now(), change);
}

/// Waits at home for a truck of the fleet.
Process<> World::take_vehicle(Trip* trip) {
    LiveFleet& fleet = *trip->stream->fleet;
    Resource::Hold hold = co_await fleet.trucks->acquire(static_cast<int>(trip->stream->demand.priority));
    trip->vehicle = Away(fleet, std::move(hold));
}

/// Empty, from where the way back has ended.
Process<> World::drive_home(Trip* trip) {
    const Duration drive = trip->stream->positioning->drive;
    co_await sim_.delay(drive);
    Vehicle& vehicle = *trip->vehicle.vehicle();
    vehicle.driver.drives(now(), drive);
    vehicle.came_home = now();
}

/// At home again, and perhaps due for maintenance, before anybody else can have it.
Process<> World::maintain(Trip* trip) {
    Vehicle& vehicle = *trip->vehicle.vehicle();
    LiveFleet& fleet = *trip->stream->fleet;
    if (vehicle.km < fleet.fleet.maintenance->every.value) co_return;
    vehicle.km = 0;
    const Subject truck{trip->vehicle.number(), vehicle.maintained++, replication_};
    co_await sim_.delay(drawn(fleet.fleet.maintenance->lasts, uniform(fleet.maintenance, truck)));
}

}  // namespace hanhlang
