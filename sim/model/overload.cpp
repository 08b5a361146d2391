// Trucks above the legal weight: how much they carry too much, who is sent to shed it, and what stays behind.
// Rule: an overloaded truck carries its excess until it has been served where it sheds; without a desk that
// weighs it, all the way.
#include <algorithm>

#include "world.hpp"

namespace hanhlang {
namespace {

const Overload* overload_of(const Scenario& s, const TripClass& c) {
    const bool loaded = c.loaded && c.commodity && s.commodities[*c.commodity].overload;
    return loaded ? &*s.commodities[*c.commodity].overload : nullptr;
}

}  // namespace

double sent_share(const Scenario& s, const Plan& plan, const TripClass& c, const Stop& stop,
                  std::uint32_t desk) {
    const bool any = std::any_of(s.commodities.begin(), s.commodities.end(),
                                 [](const Commodity& one) { return one.overload.has_value(); });
    const Ref<Desk> here{desk};
    if (!any ||
        std::none_of(s.desks.begin(), s.desks.end(), [&](const Desk& d) { return d.if_over == here; }))
        return 1;
    const Overload* const overload = overload_of(s, c);
    if (!overload) return 0;
    double missed = 1;
    for (const DeskVisit& visit : stop.desks) {
        const Desk& weighs = s.desks[visit.desk];
        if (weighs.if_over != here || !serves(s, weighs, plan, c)) continue;
        missed *= 1 - (weighs.sample ? weighs.sample->value : weighs.share.value);
    }
    return overload->share.value * (1 - missed);
}

/// The visits of one stop, from `first` on, to which only overloaded trucks are sent.
void World::find_sheds(Itinerary& way, std::size_t first) const {
    for (std::size_t shed = first; shed < way.visits.size(); ++shed) {
        const Ref<Desk> here{way.visits[shed].index};
        if (std::none_of(scenario_.desks.begin(), scenario_.desks.end(),
                         [&](const Desk& d) { return d.if_over == here; }))
            continue;
        way.visits[shed].sheds = true;
        Shed& one = way.sheds.emplace_back(Shed{shed, {}});
        for (std::size_t weighs = first; weighs < shed; ++weighs) {
            if (way.visits[weighs].desk->desk->if_over == here) one.weighed_at.push_back(weighs);
        }
    }
}

/// How much too much the truck carries, and where it will shed it.
void World::draw_overload(Trip& trip) {
    trip.excess = 0;
    const std::uint32_t number = first_visit(trip.back);
    const Overload* const law = overload_of(scenario_, plan_.classes[trip.trip_class]);
    const bool full = trip.tonnes >= payload_[trip.trip_class];
    if (law && full && draw_at(overload_, trip, number) < law->share.value)
        trip.excess = law->excess.tonnes.quantile(draw_at(excess_, trip, number));
    bool over = trip.excess > 0;
    for (const Shed& shed : trip.way->sheds) {
        const bool found = std::any_of(shed.weighed_at.begin(), shed.weighed_at.end(),
                                       [&](std::size_t visit) { return trip.takes[visit] != passes; });
        if (!over || !found) {
            trip.takes[shed.visit] = passes;
        } else if (trip.takes[shed.visit] != passes) {
            over = false;
        }
    }
}

/// What is above the legal weight stays here.
void World::shed(Trip& trip) {
    const double stays = std::exchange(trip.excess, 0);
    weigh(trip);
    if (recorder_.in_window(now()))
        recorder_.count(Fact::tonnes_shed, trip.at->stop->place, trip.trip_class, stays);
}

}  // namespace hanhlang
