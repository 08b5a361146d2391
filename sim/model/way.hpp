// What stands along the way of a trip: desks, papers, places; and what a trip class meets of them.
// Rule: one for the whole run; what belongs to one truck is in trip.hpp.
#pragma once

#include <memory>

#include "appointments.hpp"
#include "block.hpp"
#include "disruption.hpp"
#include "gate_watch.hpp"
#include "hanhlang/model/plan.hpp"
#include "roads.hpp"
#include "space.hpp"
#include "stock.hpp"
#include "team.hpp"

namespace hanhlang {

class World;

struct LiveDesk {
    const Desk* desk = nullptr;
    std::vector<Team*> teams;  // any of which serves; none: nobody does, a bay is enough
    Team* team = nullptr;      // the first of them
    std::unique_ptr<Resource> bays;
    std::optional<Purpose> share;  // drawn only when not everybody comes
    Purpose takes, patience, finds;
    World* world = nullptr;
    std::array<std::unique_ptr<LiveConvoy>, 2> convoys;  // by direction

    static void bays_changed(void* self, const Resource& bays);
    Team* first_free() const;  // or the first, when none is
    Team* serving(const Resource::Hold& officer) const;
    /// So many trucks more wait here.
    void calls_extra(std::int64_t waiting) const {
        for (Team* const one : teams) {
            if (one->extra) one->extra->waits(waiting);
        }
    }
};

/// A paper with the chance of everything that may happen to it.
struct LivePaper {
    LivePaper(World& world, const Paper& paper);
    const Paper* paper;
    Team* office;
    double coverage = 0;  // of its office, by the platform
    Purpose takes, rejected, repair, share, starts, connected, twice;
};

struct LivePlace {
    static void yard_changed(void* self, const Resource&);
    World* world = nullptr;
    std::uint32_t index = 0;
    const Place* place = nullptr;
    bool always_open = true;
    std::array<std::shared_ptr<Resource>, 2> yard;  // by direction, one for both when shared
    Purpose patience, strip;
    std::array<std::shared_ptr<LiveBarrier>, 2> barrier;  // the same, where the yard works in batches
    std::unique_ptr<SlotBook> book;
    std::unique_ptr<Stock> empties;  // containers
};

/// A desk on the way of a trip class, which it must visit but for the desk's share.
struct LiveVisit {
    LiveDesk* desk = nullptr;
    std::uint32_t index = 0;   // of the desk
    std::uint32_t number = 0;  // of its draws: the how-manieth visit, on the way out or back
    std::size_t takes = 0;     // its draws in the itinerary's list
    std::size_t share = 0;
    std::vector<std::uint32_t> papers;  // of the dossier, that must be ready
    bool joins = false;                 // papers, or other trucks, are waited for here
    bool sheds = false;                 // only overloaded trucks come here
    LiveConvoy* convoy = nullptr;
    const Distribution* law = nullptr;  // of what it takes on this leg
    LiveBlock* puts = nullptr;          // where goods that end here go, and those that begin here come from
    LiveBlock* fetches = nullptr;
};

/// A stop of a trip class with everything it needs at hand.
struct LiveStop {
    const Stop* stop = nullptr;
    LivePlace* place = nullptr;
    Resource* yard = nullptr;
    bool keeps_desk = false;  // a truck may have to stay at its last desk: it blocks it
    bool relay = false, is_gate = false, is_port = false;
    bool enters = false;            // by a gate, a yard or an appointment: it may have to wait
    std::uint32_t number = 0;       // of its draws: the how-manieth time at the place, on the way out or back
    std::uint32_t first_visit = 0;  // of the itinerary
    std::uint32_t last_visit = 0;   // one past it
    Resource* road_ahead = nullptr;  // room on the road that leads on, where it is finite
    const std::string* road_ahead_name = nullptr;
    bool leaves_room = false;  // a road without limits leads on: room is given up here
    std::uint32_t stage = 0;   // the how-manieth stop of the leg
    LiveBarrier* barrier = nullptr;
    SlotBook* book = nullptr;        // where it needs an appointment
    LiveRoad* reached_by = nullptr;  // the roads to it and on from it, where they may be disrupted
    LiveRoad* leads_on = nullptr;
    std::optional<std::uint32_t> puts;  // a visit there for which it needs room before it takes a slot
    bool may_divert = false;
    bool is_plain = false;               // nothing keeps a truck here
    bool is_passed = false;              // and nobody asks who is here
    GateWatch* watch = nullptr;          // where what crossing takes is known
    std::uint32_t memory = 0;            // of those with the same desks there
    LiveSpeed* speed = nullptr;          // of the road that leads to it, where that is not always the same
    const Calendar* hours = nullptr;     // of that road
    std::int64_t metres = 0;             // of that road
    std::array<std::int64_t, 2> fuel{};  // on it, 1e-6 l, empty and loaded
    bool rests = false;  // a place for a daily rest, and the driving to the next one, or the end
    Duration to_next_rest_loaded{};
    Duration to_next_rest_empty{};
};

constexpr std::size_t side(Direction d) {
    return d == Direction::eastbound ? 0 : 1;
}

/// What a trip class meets on its leg.
struct Itinerary {
    const Leg* leg = nullptr;
    std::vector<LiveStop> stops;
    std::vector<LiveVisit> visits;
    DrawList draws;
    std::vector<Shed> sheds;
    double first_time = 0;       // share of vehicles that are not in the system of a desk on the way
    bool changes_truck = false;  // at a desk on the way, who is not entitled to cross
};

}  // namespace hanhlang
