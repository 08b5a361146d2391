#include "world.hpp"

#include <algorithm>

namespace hanhlang {
namespace {

constexpr std::size_t side(Direction d) {
    return d == Direction::eastbound ? 0 : 1;
}

}  // namespace

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
      overload_(seed, "overload"),
      excess_(seed, "excess"),
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
    }
    for (std::uint32_t i = 0; i < scenario.staff.size(); ++i) teams_.emplace_back(*this, i);
    for (const Fleet& fleet : scenario.fleets)
        permits_.push_back(fleet.permits ? std::make_unique<Resource>(sim_, *fleet.permits) : nullptr);
    for (const Desk& desk : scenario.desks) {
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
        if (desk.share.value < 1) live.share.emplace(seed, "share " + name);
        if (desk.shared_with)
            sim_.spawn(travellers(&sim_, &live.team->officers, &desk, &live.team->staff, seed, replication));
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
                                                         Purpose(seed, "room patience " + place.name)});
        if (place.yard) make_yard(live);
        if (place.appointments) live.book = std::make_unique<SlotBook>(sim_, place, seed, replication);
    }
    for (const Road& road : scenario.roads) {
        auto& both = roads_.emplace_back();
        if (!road.holds) continue;
        both[0] = std::make_shared<Resource>(sim_, *road.holds);
        both[1] = road.shared ? both[0] : std::make_shared<Resource>(sim_, *road.holds);
    }
    make_disruptions();
    for (const TripClass& c : plan.classes) itineraries_.push_back(itinerary(c));
    for (std::uint32_t i = 0; i < scenario.demand.size(); ++i) {
        Stream& stream = streams_.emplace_back(scenario.demand[i], i, now(), seed, replication);
        stream.out = plan.out_leg[i];
        stream.back = plan.back_leg[i];
        add_surges(stream);
        sim_.spawn(stream.demand.consignment ? consignments(&stream) : arrivals(&stream));
    }
    if (scenario.digital && scenario.digital->down) sim_.spawn(platform());
}

Itinerary World::itinerary(const TripClass& c) {
    const Leg& leg = plan_.leg_of(c);
    const auto& relay_at = scenario_.drivers.relay_at;
    Itinerary way;
    way.leg = &leg;
    for (const Stop& stop : leg.stops) {
        LivePlace& place = places_[stop.place];
        Resource* const road = stop.road ? roads_[*stop.road][stop.along ? 0 : 1].get() : nullptr;
        Resource* const yard = place.yard[side(leg.direction)].get();
        const bool relay = std::any_of(relay_at.begin(), relay_at.end(),
                                       [&](const Ref<Place>& at) { return at.index == stop.place; });
        // Who may find no room ahead keeps the desk it was served at, unless it stands in a slot.
        const bool may_block = road || (!stop.road && yard);
        const auto first = static_cast<std::uint32_t>(way.visits.size());
        if (!way.stops.empty()) {
            LiveStop& before = way.stops.back();
            before.keeps_desk = may_block && !before.yard;
            before.road_ahead = road;
            before.leaves_room = stop.road && !road;
            before.leads_on = stop.road ? disrupted_[*stop.road].get() : nullptr;
            if (road) before.road_ahead_name = &scenario_.roads[*stop.road].name;
        }
        for (const DeskVisit& visit : stop.desks) {
            if (!serves(scenario_, scenario_.desks[visit.desk], plan_, c)) continue;
            const LiveDesk& desk = desks_[visit.desk];
            const std::uint32_t number = first_visit(leg.back) + visit.repeat;
            const std::size_t takes = way.draws.add(desk.takes, number);
            const std::size_t share = desk.share ? way.draws.add(*desk.share, number) : 0;
            way.visits.push_back({&desks_[visit.desk], visit.desk, number, takes, share});
            find_papers(way.visits.back(), c);
            way.visits.back().convoy = desk.convoys[side(leg.direction)].get();
            way.visits.back().law =
                leg.back && desk.desk->on_return ? &*desk.desk->on_return : &desk.desk->takes;
            way.changes_truck |= desk.desk->changes_truck;
            if (desk.desk->first_time) way.first_time = first_time_share(scenario_, leg);
        }
        if (overloads_) find_sheds(way, first);
        const auto times = std::count_if(way.stops.begin(), way.stops.end(),
                                         [&](const LiveStop& at) { return at.stop->place == stop.place; });
        const bool books = place.book && place.book->rules.direction.value_or(leg.direction) == leg.direction;
        way.stops.push_back({.stop = &stop,
                             .place = &place,
                             .yard = yard,
                             .relay = relay,
                             .is_gate = place.place->kind == Place::Kind::gate,
                             .enters = !place.always_open || yard || books,
                             .number = first_visit(leg.back) + static_cast<std::uint32_t>(times),
                             .first_visit = first,
                             .last_visit = static_cast<std::uint32_t>(way.visits.size()),
                             .stage = static_cast<std::uint32_t>(way.stops.size()),
                             .barrier = place.barrier[side(leg.direction)].get(),
                             .book = books ? place.book.get() : nullptr,
                             .reached_by = stop.road ? disrupted_[*stop.road].get() : nullptr});
    }
    for (const Diversion& one : plan_.diversions) {
        if (one.leg == c.leg) way.stops[0].may_divert = way.stops[one.fork].may_divert = true;
    }
    drawn_.resize(std::max(drawn_.size(), way.draws.room()));
    return way;
}

void World::run() {
    sim_.run_until(scenario_.runs.to());
    while (inside_ > 0 && now() < scenario_.runs.end()) {
        sim_.run_until(std::min(now() + Duration{std::chrono::hours{1}}, scenario_.runs.end()));
    }
    if (sink_) tell_what_is_not_over();
    unfinished_ = inside_;
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

void World::set_out(Trip& trip, Stream& stream, std::uint32_t leg, std::uint32_t ordinal) {
    const bool back = trip.back = plan_.legs[leg].back;
    const Demand& demand = stream.demand;
    trip.stream = &stream;
    trip.subject = {stream.source, ordinal, replication_};
    trip.priority = trip.dossier ? trip.dossier->priority : static_cast<int>(demand.priority);
    trip.scheduled = trip.start = trip.charged_until = now();
    trip.spent = {};
    trip.at_gates = {};
    trip.counted = recorder_.in_window(now());
    trip.watched = sink_ && sink_->wants(stream.index, ordinal);
    if (!trip.dossier) milestone(trip, Milestone::Kind::sets_out);

    const std::size_t which = trip.dossier ? trip.dossier->cargo : cargo_of(demand, back, trip.subject);
    trip.loaded = which > 0;
    trip.trip_class = trip.dossier ? trip.dossier->trip_class : plan_.class_of[leg][which];
    trip.way = &itineraries_[trip.trip_class];
    trip.changed = false;
    if (!back && demand.fleet) take_permit(trip, demand.fleet->in(scenario_.fleets));
    draw_visits(trip);

    const Drivers& drivers = scenario_.drivers;
    if (!back) {
        const bool crews = drivers.two.value > 0 || drivers.relay.value > 0;
        const double u = crews ? draw(crew_, trip) : 1.0;
        trip.driver = Driver{drivers, u < drivers.two.value};
        trip.relay = u >= drivers.two.value && u < drivers.two.value + drivers.relay.value;
    }
    if (!trip.counted) return;
    ++trips_;
    ++inside_;
    ++inside_of_[trip.trip_class];
    if (!back) {  // when a truck sets out for home depends on what it met
        const auto start = static_cast<std::uint64_t>(trip.start.time_since_epoch().count());
        trucks_ += mix64(mix64(mix64(start) ^ (std::uint64_t{stream.source} << 32 | ordinal)) ^ which);
    }
    recorder_.count(Fact::trips_started, 0, trip.trip_class);
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
