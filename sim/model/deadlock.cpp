// Trucks that wait for each other in a circle, which no event of the future can open.
// Rule: who waits for a unit that anybody outside the circle holds, or that is only off duty or broken, is
// not blocked for ever; nor is who will lose patience. A batch waits for everybody inside, so one that never
// leaves is enough; a convoy waits for room for the rest of it in the yard it stands in.
//
// Every truck that waits for one resource while it keeps units of others is a suspect. A suspect is let go
// when not all units of what it waits for are kept by suspects (Holt 1972, "Some deadlock properties of
// computer systems": reduction of the general resource graph). Those that remain wait for ever.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "world.hpp"

namespace hanhlang {

std::string World::deadlock() const {
    struct Thing {
        std::string name;
        std::int64_t units = 0;          // one that is kept for ever is enough where the space must be empty
        const Resource* room = nullptr;  // the same for both lines before a barrier
    };
    std::map<const Resource*, Thing> things;
    const auto room_of = [&](const Resource* one) {
        const auto thing = things.find(one);
        return thing != things.end() && thing->second.room ? thing->second.room : one;
    };
    const auto keeps = [&](const Trip* trip) {
        std::vector<const Resource*> kept;
        for (const Resource* one : {trip->standing.resource(), trip->standing_bay.resource(), trip->bay}) {
            if (one) kept.push_back(room_of(one));
        }
        return kept;
    };
    std::vector<const Trip*> suspects;
    std::copy_if(living_.begin(), living_.end(), std::back_inserter(suspects),
                 [&](const Trip* trip) { return trip->waits_for && !keeps(trip).empty(); });
    if (suspects.empty()) return {};

    for (const Team& team : teams_) {
        const std::int64_t more = team.extra ? team.extra->rules.people : 0;  // who may come yet
        things[&team.officers] = {"the team " + team.staff.name, team.staff.people + more};
    }
    for (const LiveDesk& desk : desks_) {
        if (desk.bays) things[desk.bays.get()] = {"the bays of " + desk.desk->name, *desk.desk->bays};
    }
    for (const LivePlace& place : places_) {
        for (std::size_t i = 0; place.place->yard && i < place.yard.size(); ++i) {
            const LiveBarrier* const barrier = place.barrier[i].get();
            things[place.yard[i].get()] = {
                "the yard of " + place.place->name, barrier ? 1 : place.place->yard->slots,
                barrier && i > 0 && place.place->yard->shared ? place.yard[0].get() : nullptr};
        }
    }
    for (std::size_t i = 0; i < roads_.size(); ++i) {
        for (const auto& room : roads_[i]) {
            if (room) things[room.get()] = {"the road " + scenario_.roads[i].name, *scenario_.roads[i].holds};
        }
    }

    for (std::size_t before = 0; before != suspects.size();) {
        before = suspects.size();
        std::map<const Resource*, std::int64_t> kept;
        for (const Trip* trip : suspects) {
            for (const Resource* one : keeps(trip)) ++kept[one];
        }
        std::erase_if(suspects, [&](const Trip* trip) {
            return kept[room_of(trip->waits_for)] < things.at(trip->waits_for).units;
        });
    }
    if (suspects.empty()) return {};

    // From any of them, to one that keeps what it waits for, until one comes again: a circle.
    std::sort(suspects.begin(), suspects.end(), [](const Trip* a, const Trip* b) {
        return std::pair(a->stream->index, a->subject.ordinal) <
               std::pair(b->stream->index, b->subject.ordinal);
    });
    std::vector<const Trip*> path{suspects.front()};
    while (true) {
        const Trip* const next = *std::find_if(suspects.begin(), suspects.end(), [&](const Trip* trip) {
            const auto kept = keeps(trip);
            return std::find(kept.begin(), kept.end(), room_of(path.back()->waits_for)) != kept.end();
        });
        const auto seen = std::find(path.begin(), path.end(), next);
        if (seen != path.end()) {
            path.erase(path.begin(), seen);
            break;
        }
        path.push_back(next);
    }
    const auto name = [&](const Trip* trip) {
        return fmt::format("{}/{}", trip->stream->demand.name, trip->subject.ordinal);
    };
    std::string text = name(path.front());
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool gathers = path[i]->waits_for == path[i]->standing.resource();
        text += fmt::format("{} waits for {}{}, kept by {}", i == 0 ? "" : ", which",
                            gathers ? "the rest of its convoy and for " : "",
                            things.at(path[i]->waits_for).name, name(path[(i + 1) % path.size()]));
    }
    return text;
}

}  // namespace hanhlang
