#include "world.hpp"

#include <algorithm>

namespace hanhlang {
void LivePlace::yard_changed(void* self, const Resource&) {
    const LivePlace& at = *static_cast<const LivePlace*>(self);
    const Time now = at.world->now();
    const std::int64_t taken = at.yard[0]->held() + (at.yard[1] != at.yard[0] ? at.yard[1]->held() : 0);
    bool full = at.yard[0]->full() || at.yard[1]->full();
    if (at.barrier[0]) {
        full = at.barrier[0]->full() || at.barrier[1]->full();
        at.barrier[0]->changed(now);
        if (at.barrier[1] != at.barrier[0]) at.barrier[1]->changed(now);
    }
    at.world->recorder_.yard(at.index, now, taken, full);
}

void LiveDesk::bays_changed(void* self, const Resource& taken) {
    const LiveDesk& at = *static_cast<const LiveDesk*>(self);
    World& world = *at.world;
    const auto index = static_cast<std::uint32_t>(at.desk - world.scenario_.desks.data());
    world.recorder_.level(Fact::bays_taken, index, world.now(), taken.held());
}

World::World(const Scenario& scenario, const Plan& plan, Recorder& recorder, std::uint64_t seed,
             std::uint32_t replication, Sink* sink)
    : scenario_(scenario),
      plan_(plan),
      recorder_(recorder),
      sink_(sink),
      seed_(seed),
      replication_(replication),
      sim_(scenario.runs.start()),
      crew_(seed, "crew"),
      loaded_(seed, "loaded"),
      cargo_(seed, "cargo"),
      after_(seed, "turnaround"),
      made_after_(seed, "made after"),
      overload_(seed, "overload"),
      excess_(seed, "excess"),
      way_(seed, "way"),
      informed_(seed, "informed"),
      complies_(seed, "complies"),
      keeps_(seed, "keeps"),
      trader_(seed, "trader"),
      channel_(seed, "channel"),
      lead_(seed, "lead"),
      spread_(seed, "spread"),
      sample_(seed, "sample"),
      risk_(seed, "risk"),
      outage_(seed, "outage"),
      first_time_(seed, "first time"),
      entitled_(seed, "entitled"),
      pays_(seed, "pays after hours"),
      buys_(seed, "pays for priority"),
      platform_up_(sim_) {
    platform_up_.happen();
    inside_of_.resize(plan.classes.size());
    overloads_ = std::any_of(scenario.commodities.begin(), scenario.commodities.end(),
                             [](const Commodity& c) { return c.overload.has_value(); });
    for (const TripClass& c : plan.classes) {
        payload_.push_back(c.commodity ? scenario.commodities[*c.commodity].payload.value : 0.0);
        teu_.push_back(c.commodity ? millionths(scenario.commodities[*c.commodity].teu) : 0);
    }
    for (std::uint32_t i = 0; i < scenario.staff.size(); ++i) teams_.emplace_back(*this, i);
    for (const Fleet& fleet : scenario.fleets) {
        const auto index = static_cast<std::uint32_t>(fleets_.size());
        fleets_.emplace_back(*this, sim_, fleet, index, seed);
    }
    make_blocks();
    for (const Desk& desk : scenario.desks) {
        const auto index = static_cast<std::uint32_t>(desks_.size());
        const std::string& name = desk.draws_as.empty() ? desk.name : desk.draws_as;
        std::vector<Team*> teams;
        for (const Ref<Staff>& team : desk.staff) teams.push_back(&teams_[team.index]);
        LiveDesk& live = desks_.emplace_back(LiveDesk{&desk,
                                                      teams,
                                                      teams.empty() ? nullptr : teams.front(),
                                                      nullptr,
                                                      {},
                                                      Purpose(seed, "takes " + name),
                                                      Purpose(seed, "patience " + name),
                                                      Purpose(seed, "finds " + name)});
        if (desk.bays) live.bays = std::make_unique<Resource>(sim_, *desk.bays);
        live.world = this;
        if (desk.bays && recorder_.keeps(Fact::bays_taken, index))
            live.bays->watch(&LiveDesk::bays_changed, &live);
        if (desk.share.value < 1) live.share.emplace(seed, "share " + name);
        if (desk.shared_with) {
            Team& team = *live.team;
            TravellerSource source{sim_, desk, team.staff, seed, replication};
            // Those who work after hours are watched together with the others, each at its time.
            if (team.officers.may_stop() || team.night) {
                sim_.spawn(travellers(&sim_, &team.officers, source));
            } else {
                team.officers.crowd().add(source);
            }
        }
        for (std::size_t i = 0; desk.convoy && i < live.convoys.size(); ++i) {
            live.convoys[i] = std::make_unique<LiveConvoy>(sim_, *desk.convoy);
            sim_.spawn(convoys(live.convoys[i].get()));
        }
    }
    for (const Paper& paper : scenario.papers) papers_.emplace_back(*this, paper);
    for (const Place& place : scenario.places) {
        const auto index = static_cast<std::uint32_t>(places_.size());
        LivePlace& live = places_.emplace_back(LivePlace{this,
                                                         index,
                                                         &place,
                                                         place.hours.always_open(),
                                                         {},
                                                         Purpose(seed, "room patience " + place.name),
                                                         Purpose(seed, "strip " + place.name)});
        if (place.containers) {
            live.empties = std::make_unique<Stock>(place.containers->empty);
            recorder_.change(Fact::empties, index, now(), place.containers->empty);
        }
        if (place.yard) make_yard(live);
        if (place.appointments) live.book = std::make_unique<SlotBook>(sim_, place, seed, replication);
    }
    for (const Road& road : scenario.roads) {
        speeds_.emplace_back();
        for (auto& way : speeds_.back()) way = LiveSpeed::of(scenario, road);
        auto& both = roads_.emplace_back();
        if (!road.holds) continue;
        both[0] = std::make_shared<Resource>(sim_, *road.holds);
        both[1] = road.shared ? both[0] : std::make_shared<Resource>(sim_, *road.holds);
    }
    make_disruptions();
    watch_gates();
    for (const TripClass& c : plan.classes) itineraries_.push_back(itinerary(c));
    for (std::uint32_t i = 0; i < scenario.demand.size(); ++i) {
        Stream& stream = streams_.emplace_back(scenario.demand[i], i, now(), seed, replication);
        if (stream.demand.fleet) stream.fleet = &fleets_[stream.demand.fleet->index];
        if (plan.positioning[i]) stream.positioning = &*plan.positioning[i];
        add_surges(stream);
    }
    for (Stream& stream : streams_) {
        if (stream.demand.made_of) {
            streams_[stream.demand.made_of->demand.index].makes.push_back(&stream);
            if (!stream.demand.made_of->cut_off.empty()) sim_.spawn(cut_offs(&stream));
        } else {
            sim_.spawn(stream.demand.consignment ? consignments(&stream) : arrivals(&stream));
        }
    }
    fill_blocks();
    if (scenario.digital && scenario.digital->down) sim_.spawn(platform());
}

void World::run() {
    sim_.run_until(scenario_.runs.to());
    while ((inside_ > 0 || calls_ > 0) && now() < scenario_.runs.end()) {
        sim_.run_until(std::min(now() + Duration{std::chrono::hours{1}}, scenario_.runs.end()));
    }
    for (Team& team : teams_) team.officers.catch_up();
    if (sink_) tell_what_is_not_over();
    unfinished_ = inside_;
    check_books();
    for (const LiveService& one : services_)
        recorder_.count(Fact::calls_unfinished, one.index, 0, static_cast<double>(one.open));
    for (std::uint32_t c = 0; c < inside_of_.size(); ++c) {
        recorder_.count(Fact::trips_unfinished, 0, c, static_cast<double>(inside_of_[c]));
    }
}

Time World::patience_drawn(const Trip& trip, const Purpose& purpose, std::uint32_t number) const {
    const Time ends = now() + drawn(*trip.stream->demand.patience, uniform(purpose, trip.subject, number));
    return ends < scenario_.runs.end() ? ends : Time::max();  // nothing to schedule beyond the run
}

double World::draw(const Purpose& purpose, const Trip& trip) const {
    return uniform(purpose, trip.subject, first_visit(trip.back));
}

/// What a truck of the stream carries: 0 nothing, else the how-manieth of what there is, from 1.
std::size_t World::cargo_of(const Demand& demand, bool back, const Subject& subject) const {
    const Share loaded = back ? demand.returns->loaded : demand.loaded;
    const auto& carries = back ? demand.returns->carries : demand.carries;
    const auto number = first_visit(back);
    const bool any =
        loaded.value >= 1 || (loaded.value > 0 && uniform(loaded_, subject, number) < loaded.value);
    if (!any) return 0;
    std::size_t which = 1;
    if (carries.size() > 1) {
        double u = uniform(cargo_, subject, number) - carries[0].share.value;
        while (u >= 0 && which < carries.size()) u -= carries[which++].share.value;
    }
    return which;
}

void World::set_out(Trip& trip, Stream& stream, std::uint32_t leg, std::uint32_t ordinal, Time scheduled,
                    const Made* made) {
    const bool back = trip.back = plan_.legs[leg].back;
    const Demand& demand = stream.demand;
    trip.stream = &stream;
    trip.subject = {stream.source, ordinal, replication_};
    trip.priority = trip.dossier ? trip.dossier->priority : static_cast<int>(demand.priority);
    trip.scheduled = scheduled;
    trip.start = trip.charged_until = now();
    trip.spent = {};
    trip.at_gates = {};
    trip.gate_in.reset();
    trip.port_in.reset();
    trip.counted = recorder_.in_window(now());
    trip.watched = sink_ && sink_->wants(stream.index, ordinal);
    if (!trip.dossier) milestone(trip, Milestone::Kind::sets_out);

    const std::size_t which = trip.dossier ? trip.dossier->cargo : cargo_of(demand, back, trip.subject);
    trip.loaded = which > 0;
    trip.trip_class = trip.dossier ? trip.dossier->trip_class : plan_.class_of[leg][which];
    trip.way = &itineraries_[trip.trip_class];
    trip.changed = trip.goods_elsewhere = trip.put_down = false;
    trip.goods = {trip.subject, first_visit(back)};
    trip.goods_from = now();
    trip.tonnes = payload_[trip.trip_class];
    if (made) take_made(trip, *made);
    if (!back && demand.fleet) take_permit(trip, demand.fleet->in(scenario_.fleets));
    draw_visits(trip);
    if (!back) draw_crew(trip);
    begin_ledger(trip);
    trip.breakdowns = 0;
    trip.breaks_down = next_breakdown(trip, 0);
    // When a truck sets out for home, or with what others have brought, depends on what was met on the way.
    if (!back && !demand.made_of && recorder_.in_window(scheduled)) {
        const auto start = static_cast<std::uint64_t>(scheduled.time_since_epoch().count());
        trucks_ += mix64(mix64(mix64(start) ^ (std::uint64_t{stream.source} << 32 | ordinal)) ^ which);
    }
    if (!trip.counted) return;
    ++trips_;
    ++inside_;
    ++inside_of_[trip.trip_class];
    recorder_.count(Fact::trips_started, 0, trip.trip_class);
}

void World::draw_crew(Trip& trip) {
    const Drivers& drivers = scenario_.drivers;
    const bool crews = drivers.two.value > 0 || drivers.relay.value > 0;
    const double u = crews ? draw(crew_, trip) : 1.0;
    const bool two = u < drivers.two.value;
    const bool complies = drivers.comply.value >= 1 || draw(complies_, trip) < drivers.comply.value;
    const Driver fresh = complies ? Driver{drivers, two} : Driver{};
    trip.relay = !two && u < drivers.two.value + drivers.relay.value;
    Vehicle* const vehicle = trip.vehicle.vehicle();
    if (!vehicle) {
        trip.driver = fresh;
        return;
    }
    // A truck of a finite fleet keeps its driver, who had at least the time at home to rest.
    if (!vehicle->has_driver) vehicle->driver = fresh;
    const Positioning* const positioning = trip.stream->positioning;
    const Duration came = positioning ? positioning->drive : Duration::zero();
    vehicle->driver.rests(vehicle->has_driver ? now() - came - vehicle->came_home : Duration::zero());
    if (positioning) vehicle->driver.drives(now(), came);
    vehicle->has_driver = true;
    trip.driver = vehicle->driver;
}

/// Draws what the desks of the leg will take, all at once: a third of the time of a border goes to draws.
void World::draw_visits(Trip& trip) {
    const std::vector<LiveVisit>& visits = trip.way->visits;
    trip.way->draws.draw(trip.subject, drawn_);
    trip.takes.reset(visits.size());
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const LiveDesk& desk = *visits[i].desk;
        const bool comes = desk.desk->sample && trip.dossier
                               ? in_sample(*trip.dossier, trip.subject.ordinal, *desk.desk->sample)
                               : !desk.share || drawn_[visits[i].share] < desk.desk->share.value;
        trip.takes[i] = comes ? drawn(*visits[i].law, drawn_[visits[i].takes]) : passes;
    }
    if (trip.way->first_time > 0) draw_first_time(trip);
    if (overloads_) draw_overload(trip);
    if (trip.way->changes_truck) draw_change_of_truck(trip);
}

}  // namespace hanhlang
