// What disruptions do: roads close or slow down, teams stand still, streams swell; and they end again.
// Rule: who is on a closed road goes on; who comes to its beginning keeps the room it stands in until it
// opens.
#include "disruption.hpp"

#include "world.hpp"

namespace hanhlang {

DisruptionTimes::DisruptionTimes(const Disruption& what, Time start, std::uint64_t seed,
                                 std::uint32_t replication)
    : what_(what),
      clock_(start),
      every_(seed, "disruption " + what.name),
      lasts_(seed, "disruption lasts " + what.name),
      time_{0, 0, replication} {}

DisruptionTimes::Span DisruptionTimes::next() {
    if (what_.every) return next_by_chance();
    if (clock_ == Time::max()) return {};
    if (what_.at) {
        clock_ = Time::max();  // once
        return {*what_.at,
                what_.until ? *what_.until : *what_.at + drawn(*what_.lasts, uniform(lasts_, time_))};
    }
    const Time from = what_.season->contains(clock_) ? clock_ : what_.season->changes_after(clock_);
    if (from == Time::max()) return {};
    clock_ = what_.season->changes_after(from);
    return {from, clock_};
}

/// The time to the next one passes in the season only.
DisruptionTimes::Span DisruptionTimes::next_by_chance() {
    Duration left = drawn(*what_.every, uniform(every_, time_));
    while (what_.season) {
        const Time changes = what_.season->changes_after(clock_);
        if (what_.season->contains(clock_)) {
            if (changes == Time::max() || clock_ + left < changes) break;
            left -= changes - clock_;
        }
        clock_ = changes;
    }
    const Time from = clock_ + left;
    clock_ = from + drawn(*what_.lasts, uniform(lasts_, time_));
    ++time_.ordinal;
    return {from, clock_};
}

std::pair<bool, Time> Interruptions::at(Time time) const {
    const auto next = std::upper_bound(spans_.begin(), spans_.end(), time,
                                       [](Time t, const auto& span) { return t < span.from; });
    if (next != spans_.begin() && time < std::prev(next)->to) return {true, std::prev(next)->to};
    return {false, next == spans_.end() ? Time::max() : next->from};
}

LiveSurge::LiveSurge(const Disruption& of, const Demand& demand, std::uint32_t number, Time start,
                     std::uint64_t seed, std::uint32_t replication)
    : what(of),
      stays_away(seed, "stays away " + of.name),
      extra(demand, start, mix64(seed ^ hash64("surge " + of.name)), replication,
            std::max(0.0, of.traffic->value - 1)),
      first(1U << 31 | number << 24),
      times(of, start, seed, replication),
      now(times.next()) {}

bool LiveSurge::covers(Time time) {
    while (now.to <= time && now.from != Time::max()) now = times.next();
    return now.from <= time;
}

void World::make_disruptions() {
    disrupted_.resize(scenario_.roads.size());
    for (const Disruption& what : scenario_.disruptions) {
        LiveDisruption& one = disruptions_.emplace_back(what, now(), seed_, replication_);
        for (const Ref<Road>& road : what.roads) {
            if (!disrupted_[road.index]) disrupted_[road.index] = std::make_unique<LiveRoad>(sim_);
        }
        sim_.spawn(disruption(&one));
    }
}

/// Changes of roads and teams come before processes of the same millisecond, as those of calendars do.
Process<> World::disruption(LiveDisruption* one) {
    while (true) {
        const DisruptionTimes::Span span = one->times.next();
        if (span.from >= scenario_.runs.end()) co_return;
        if (span.to <= now() && span.from < now()) continue;  // over before the run began
        co_await sim_.until(std::max(span.from, now()), Order::calendar);
        one->active = true;
        for (const Ref<Road>& road : one->what.roads) change_road(road.index, one->what, true);
        for (const Ref<Staff>& team : one->what.staff) teams_[team.index].stand_still(true);
        if (span.to >= scenario_.runs.end()) co_return;
        co_await sim_.until(std::max(span.to, now()), Order::calendar);
        one->active = false;
        for (const Ref<Road>& road : one->what.roads) change_road(road.index, one->what, false);
        for (const Ref<Staff>& team : one->what.staff) teams_[team.index].stand_still(false);
    }
}

void World::change_road(std::uint32_t index, const Disruption& what, bool begins) {
    LiveRoad& road = *disrupted_[index];
    if (what.speed.value > 0) {
        if (begins) {
            road.slow.push_back(what.speed.value);
        } else {
            road.slow.erase(std::find(road.slow.begin(), road.slow.end(), what.speed.value));
        }
        return;
    }
    begins ? road.closed.begins(now()) : road.closed.ends(now());
    const bool closed = road.closed.active();
    // Without a unit nobody enters a road of finite room, and those before it stay in their order.
    for (const auto& room : roads_[index]) {
        if (room) room->set_capacity(closed ? 0 : *scenario_.roads[index].holds);
    }
    closed ? road.open.reset() : road.open.happen();
}

void Team::stand_still(bool begins) {
    begins ? stands_still.begins(world.now()) : stands_still.ends(world.now());
    stands_still.active() ? officers.stand_still() : officers.set_capacity(able());
    if (!night) return;
    night->stands_still = stands_still.active();
    night->stands_still ? night->officers.stand_still()
                        : night->officers.set_capacity(night->able(world.now()));
}

/// Waits at the beginning of a closed road on which there is room for any number.
Process<> World::wait_for_road(Trip* trip, const LiveStop* at) {
    LiveRoad& road = *at->leads_on;
    while (!road.open.happened()) co_await road.open.wait();
    charge_interrupted(*trip, road.closed, Cause::disruption, scenario_.roads[*(at + 1)->stop->road].name,
                       nullptr, now());
}

/// The time since the last charge, up to `until`: disruption while it stood still, `cause` for the rest.
void World::charge_interrupted(Trip& trip, const Interruptions& by, Cause cause, const std::string& where,
                               const std::string* resource, Time until) {
    while (trip.charged_until < until) {
        const Time from = trip.charged_until;
        const auto [stood_still, changes] = by.at(from);
        charge_until(trip, stood_still ? Cause::disruption : cause, where, resource,
                     std::min(changes, until));
        if (stood_still) trip.driver.waits_for_opening(trip.charged_until - from);
    }
}

void World::add_surges(Stream& stream) {
    for (std::uint32_t i = 0; i < scenario_.disruptions.size(); ++i) {
        const Disruption& what = scenario_.disruptions[i];
        if (std::find(what.demand.begin(), what.demand.end(), Ref<Demand>{stream.index}) == what.demand.end())
            continue;
        LiveSurge& one = surges_.emplace_back(what, stream.demand, i, now(), seed_, replication_);
        if (what.traffic->value < 1) {
            stream.falls.push_back(&one);
        } else if (what.traffic->value > 1) {
            sim_.spawn(surge(&stream, &one));
        }
    }
}

/// Whether what was to set out then stays at home, because there is less traffic.
bool World::stays_away(const Stream& stream, std::uint32_t ordinal, Time at) const {
    const Subject subject{stream.source, ordinal, replication_};
    bool stays = false;
    for (LiveSurge* const fall : stream.falls)
        stays |= fall->covers(at) && uniform(fall->stays_away, subject) >= fall->what.traffic->value;
    return stays;
}

/// Those that come on top: a stream of its own, of which only what falls into the disruption sets out.
Process<> World::surge(Stream* stream, LiveSurge* one) {
    const auto& kind = stream->demand.consignment;
    const Duration ahead = kind ? longest_lead_of(kind->in(scenario_.consignments)) : Duration::zero();
    for (std::uint32_t ordinal = one->first; true;) {
        const Arrivals::Arrival next = one->extra.next();
        if (next.at > scenario_.runs.end()) co_return;
        if (!one->covers(next.at)) continue;
        co_await sim_.until(std::max(next.at - ahead, now()));
        if (kind) {
            sim_.spawn(consignment(stream, ordinal, next.trucks, std::max(next.at, now())));
            ordinal += next.trucks;
            continue;
        }
        for (std::uint32_t i = 0; i < next.trucks; ++i) sim_.spawn(truck(stream, ordinal++, nullptr, now()));
    }
}

}  // namespace hanhlang
