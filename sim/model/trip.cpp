// What a truck does: it sets out, drives, waits, is served, arrives, and perhaps comes back.
// Rule: a truck gives up the room it stands in only when it has the next; so what is full blocks what lies
// before it.
#include <algorithm>

#include "world.hpp"

namespace hanhlang {

class World::Alive {
 public:
    Alive(World& world, Trip& trip) : world_(world), trip_(trip) {
        trip.living = world.living_.size();
        world.living_.push_back(&trip);
    }
    Alive(const Alive&) = delete;
    Alive& operator=(const Alive&) = delete;
    ~Alive() {
        world_.living_.back()->living = trip_.living;
        world_.living_[trip_.living] = world_.living_.back();
        world_.living_.pop_back();
    }

 private:
    World& world_;
    Trip& trip_;
};

Process<> World::shifts(Team* team) {
    const Calendar& hours = team->staff.hours;
    while (true) {
        const Time closes = hours.next_close(now());
        if (closes == Time::max()) co_return;
        co_await sim_.until(closes, Order::calendar);
        team->on_duty = false;
        team->officers.set_capacity(team->able());
        const Time opens = hours.next_open(now());
        if (opens == Time::max()) co_return;
        co_await sim_.until(opens, Order::calendar);
        team->on_duty = true;
        team->officers.set_capacity(team->able());
    }
}

Process<> World::breakdowns(Team* team, std::uint32_t unit) {
    const Breakdowns& law = *team->staff.breakdowns;
    for (Subject time{0, 0, replication_};; ++time.ordinal) {
        const Duration works = drawn(law.every, uniform(team->fails, time, unit));
        co_await sim_.delay(works, Order::calendar);
        ++team->down;
        recorder_.change(Fact::units_down, team->index, now(), 1);
        team->officers.break_down(team->able(), team->whole());
        const Duration repair = drawn(law.repair, uniform(team->repair, time, unit));
        co_await sim_.delay(repair, Order::calendar);
        --team->down;
        recorder_.change(Fact::units_down, team->index, now(), -1);
        team->officers.break_down(team->able(), team->whole());
    }
}

Process<> World::arrivals(Stream* stream) {
    std::uint32_t ordinal = 0;
    while (true) {
        const Arrivals::Arrival next = stream->arrivals.next();
        if (next.at == Time::max()) co_return;
        co_await sim_.until(std::max(next.at, now()));
        if (!stream->falls.empty() && stays_away(*stream, ordinal, now())) {
            ordinal += next.trucks;
            continue;
        }
        for (std::uint32_t i = 0; i < next.trucks; ++i) sim_.spawn(truck(stream, ordinal++, nullptr, now()));
    }
}

Process<> World::truck(Stream* stream, std::uint32_t ordinal, DossierRef dossier, Time scheduled) {
    Trip trip;
    if (scheduled > now()) co_await sim_.until(scheduled);
    const Alive alive{*this, trip};
    trip.stream = stream;
    std::optional<Made> made;
    if (const auto mine = stream->made_of.find(ordinal); mine != stream->made_of.end()) {
        made = mine->second;
        stream->made_of.erase(mine);
    }
    trip.dossier = std::move(dossier);
    const Time ready = now();
    LiveFleet* const fleet = stream->fleet;
    if (fleet && fleet->trucks) {
        co_await take_vehicle(&trip);
        if (stream->positioning) co_await sim_.delay(stream->positioning->drive);
    }
    const std::uint32_t way =
        trip.dossier ? plan_.classes[trip.dossier->trip_class].leg : choose_way(*stream, ordinal);
    set_out(trip, *stream, way, ordinal, ready, made ? &*made : nullptr);
    if (fleet && fleet->trucks && trip.counted)
        recorder_.sample(Fact::fleet_wait, fleet->index, trip.trip_class, now() - ready);
    while (true) {
        if (trip.dossier) co_await depart(&trip);
        if (scenario_.coordination) co_await hold(&trip);
        if (trip.lacks > 0) co_await take_containers(&trip);
        for (std::size_t i = 0; i < trip.way->stops.size(); ++i) {  // the way may change on the way
            if (trip.way->stops[i].stop->road) {
                if (const Stretch stretch = free_stretch(trip, i); stretch.roads > 0) {
                    co_await sim_.delay(stretch.takes);
                    i = has_driven(trip, i, stretch);
                } else {
                    co_await drive(&trip, &trip.way->stops[i]);
                }
            }
            const LiveStop& at = trip.way->stops[i];
            if (at.is_plain) {
                pass_by(trip, at, now());
            } else {
                co_await pass(&trip, &at);
            }
            if (!trip.goes_on()) break;
        }
        finish(trip);
        if (trip.back && trip.vehicle.vehicle()) {
            if (stream->positioning) co_await drive_home(&trip);
            if (fleet->fleet.maintenance) co_await maintain(&trip);
        }
        if (trip.back || !plan_.back_of[way] || !trip.goes_on()) co_return;
        const Return& returns = *stream->demand.returns;
        const Duration stay = drawn(returns.after, draw(after_, trip));
        trip.dossier.reset();
        if (returns.consignment) {
            const std::uint32_t home = *plan_.back_of[way];
            trip.dossier = load_for_the_way_back(*stream, home, ordinal, now() + stay);
        }
        co_await sim_.delay(stay);
        trip.driver.rests(stay);
        set_out(trip, *stream, *plan_.back_of[way], ordinal, now());
    }
}

/// A place, from reaching it or the queue before it to leaving it: the gate, the yard, desk after desk, and
/// the road ahead.
Process<> World::pass(Trip* trip, const LiveStop* at) {
    if (at->book) co_await come_for_slot(trip, at);
    trip->at = at;
    trip->stage = at->stage;
    trip->arrived = now();
    if (at->is_port && !trip->port_in) trip->port_in = now();
    recorder_.change(Fact::trucks_present, at->stop->place, now(), 1);
    if (at->watch) at->watch->comes(now());
    trip->payments = 0;
    if (trip->dossier) reach(*trip->dossier, static_cast<int>(at->stage));
    if (at->enters) {
        co_await enter(trip, at);
    } else {
        leave_room(*trip);
    }
    if (at->relay && trip->relay) trip->driver.changes();

    for (std::uint32_t i = at->first_visit; i < at->last_visit && trip->goes_on(); ++i) {
        Duration takes = trip->takes[i];
        if (takes == passes) continue;
        const LiveVisit& where = trip->way->visits[i];
        LiveDesk& desk = *where.desk;
        const std::string& name = desk.desk->name;
        if (at->keeps_desk) leave_room(*trip);  // the desk before this one
        if (where.joins && trip->dossier) co_await join(trip, &where);
        if (where.convoy) co_await gather(trip, &where);
        const Time patience = patience_ends(*trip, desk.patience, where.number);
        if (where.puts && where.puts->keeps_waiting() && !at->puts) {
            co_await find_room(trip, where.puts, nullptr, patience);
            if (!trip->goes_on()) break;
        }
        trip->visit = &where;
        trip->asked = now();
        trip->service_began.reset();
        trip->served_by = nullptr;
        Resource::Hold bay;
        if (desk.bays) bay = co_await take_bay(trip, &where, patience);
        if (desk.team && trip->goes_on()) {
            const bool several = desk.teams.size() > 1;
            Team* by = several ? desk.first_free() : desk.team;
            auto request = by->officers.acquire(trip->priority);
            const bool waits = !request.ready();
            Resource::Hold officer;
            if (waits) {
                recorder_.change(Fact::trucks_waiting, where.index, now(), 1);
                desk.calls_extra(1);
                // Most waits are for one team and without a deadline: they do without a process of their own.
                if (several || (by->night && by->night->serves(payer(*trip)))) {
                    const double paying = payer(*trip);
                    officer =
                        co_await any_officer(desk.teams, trip->priority, paying, trip->trip_class, patience);
                    if (!officer) trip->end = Milestone::Kind::gives_up;
                } else if (patience != Time::max()) {
                    co_await wait_for(trip, &request, patience);
                } else {
                    trip->waits_for = &by->officers;
                }
            }
            if (trip->goes_on() && !officer) officer = co_await request;
            if (waits) {
                trip->waits_for = nullptr;
                recorder_.change(Fact::trucks_waiting, where.index, now(), -1);
                desk.calls_extra(-1);
                charge_hours(*trip, Cause::queue, desk.teams, name, now());
            }
            if (trip->goes_on() && begins(*trip, where, takes)) {
                if (several) by = desk.serving(officer);
                trip->service_began = now();
                trip->served_by = by;
                const Pauses pauses = co_await officer.work(takes);
                if (pauses) charge_pauses(*trip, *pauses, by, name);
                charge(*trip, Cause::service, name, &by->staff.name);
            }
            // Where there may be no room ahead, the truck stays at the desk and blocks it.
            if (at->keeps_desk) trip->standing = std::move(officer);
        } else if (trip->goes_on() && begins(*trip, where, takes)) {
            trip->service_began = now();
            co_await sim_.delay(takes);
            charge(*trip, Cause::service, name, &name);
        }
        trip->bay = nullptr;
        if (at->keeps_desk) trip->standing_bay = std::move(bay);
        if (desk.desk->finds && trip->dossier) inspect(*trip, where);
        if (where.puts && trip->goes_on()) put_down(*trip, *where.puts);
        if (where.fetches && trip->goes_on()) fetch(*trip, *where.fetches);
        if (where.sheds && trip->goes_on()) shed(*trip);
        if (desk.desk->changes_truck && trip->goes_on()) change_truck(*trip);
        end_visit(*trip);
    }
    if (at->stage == 0) pay_handling(*trip, *at->place->place);

    if (!trip->goes_on()) co_return leave_early(*trip);
    if (at->may_divert) at = divert(trip, at);
    if (at->leads_on && !at->road_ahead) co_await wait_for_road(trip, at);
    // It has left when there is room on the road ahead; without a road, the next place says when there is.
    if (at->road_ahead) co_await wait_for_room(trip, at);
    if (at->leaves_room) leave_room(*trip);
    leave(*trip);
}

}  // namespace hanhlang
