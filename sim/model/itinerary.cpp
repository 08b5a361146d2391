// What a trip class meets on its leg, worked out once.
#include <algorithm>

#include "world.hpp"

namespace hanhlang {

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
            if (desk.desk->puts) way.visits.back().puts = &blocks_[desk.desk->puts->index];
            if (desk.desk->fetches) way.visits.back().fetches = &blocks_[desk.desk->fetches->index];
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
                             .is_port = place.place->kind == Place::Kind::port && stop.road,
                             .enters = !place.always_open || yard || books,
                             .number = first_visit(leg.back) + static_cast<std::uint32_t>(times),
                             .first_visit = first,
                             .last_visit = static_cast<std::uint32_t>(way.visits.size()),
                             .stage = static_cast<std::uint32_t>(way.stops.size()),
                             .barrier = place.barrier[side(leg.direction)].get(),
                             .book = books ? place.book.get() : nullptr,
                             .reached_by = stop.road ? disrupted_[*stop.road].get() : nullptr});
        LiveStop& made = way.stops.back();
        if (!gates_.empty()) made.watch = gates_[stop.place][side(leg.direction)].get();
        if (made.watch)
            made.memory = made.watch->memory_of(desks_by_way(scenario_, leg, stop.place), 0, now());
        if (!stop.road) continue;
        made.metres = millionths((stop.km - way.stops[way.stops.size() - 2].stop->km) / 1e3);
        made.fuel = {millionths(stop.fuel_empty), millionths(stop.fuel_loaded)};
        auto& speed = speeds_[*stop.road][stop.along ? 0 : 1];
        made.speed = speed ? &*speed : nullptr;
        const auto& hours = scenario_.roads[*stop.road].hours;
        made.hours = hours ? &*hours : nullptr;
    }
    find_rests(way);
    for (const Diversion& one : plan_.diversions) {
        if (one.leg == c.leg) way.stops[0].may_divert = way.stops[one.fork].may_divert = true;
    }
    for (LiveStop& at : way.stops) {
        for (std::uint32_t i = at.first_visit; at.yard && i < at.last_visit; ++i) {
            if (way.visits[i].puts && way.visits[i].puts->keeps_waiting()) at.puts = i;
        }
        at.is_plain = !at.enters && !at.relay && !at.is_gate && !at.book && !at.watch && !at.may_divert &&
                      !at.leads_on && !at.road_ahead && !at.keeps_desk && at.first_visit == at.last_visit &&
                      (at.leaves_room || &at == &way.stops.back());
        at.is_passed = at.is_plain && at.stage > 0 && !recorder_.keeps(Fact::trucks_present, at.stop->place);
    }
    drawn_.resize(std::max(drawn_.size(), way.draws.room()));
    return way;
}

/// Where a daily rest can be taken, and how far the next such place is, or the end.
void World::find_rests(Itinerary& way) const {
    const Drivers& rules = scenario_.drivers;
    if (!rules.day || rules.rest_at.empty()) return;
    Duration loaded{}, empty{};
    for (auto stop = way.stops.rbegin(); stop != way.stops.rend(); ++stop) {
        stop->rests = std::any_of(rules.rest_at.begin(), rules.rest_at.end(),
                                  [&](const Ref<Place>& at) { return at.index == stop->stop->place; });
        stop->to_next_rest_loaded = loaded;
        stop->to_next_rest_empty = empty;
        if (stop->rests) loaded = empty = Duration::zero();
        loaded += stop->stop->drive_loaded;
        empty += stop->stop->drive_empty;
    }
}

}  // namespace hanhlang
