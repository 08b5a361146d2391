// One truck on one leg: what it is, where it stands, and where its time went.
// Rule: it lives in the frame of its process; the next leg begins in the same.
#pragma once

#include "arrivals.hpp"
#include "dossier.hpp"
#include "fleet.hpp"
#include "goods.hpp"
#include "ledger.hpp"
#include "way.hpp"

namespace hanhlang {

inline constexpr Duration passes{-1};  // not one of the trucks that must come to this desk

struct Trip {
    // ---- what every step of it reads, so that it stands together ----
    Stream* stream = nullptr;
    const Itinerary* way = nullptr;
    const LiveStop* at = nullptr;  // the place it is at
    const LiveVisit* visit = nullptr;
    DossierRef dossier;  // of what it carries
    std::uint32_t trip_class = 0;
    int priority = 0;
    std::uint32_t stage = 0;  // of its leg, that it has reached
    bool back = false;
    bool loaded = true;
    bool counted = false;                            // starts in the window
    bool watched = false;                            // the sink wants its activities
    Milestone::Kind end = Milestone::Kind::arrives;  // or how it ends early
    Time charged_until{};
    Time asked{};                         // at the desk
    std::optional<Time> service_began;    // there
    const Team* served_by = nullptr;      // there, or by no team
    const Resource* bay = nullptr;        // in hand during a visit
    const Resource* waits_for = nullptr;  // a unit of it, with no end to its patience
    FrameArray<Duration> takes;           // at each visit of the itinerary, or `passes`
    Resource::Hold standing;              // where it stands: a slot, a road, a desk it blocks
    Resource::Hold standing_bay;
    Time arrived{};  // at the place
    std::array<Duration, causes> spent{};
    Ledger ledger;
    double breaks_down = 0;  // km of its leg at which it does next
    double payments = 0;     // USD, at the place it is at
    Driver driver;
    // ---- what is read when it sets out, arrives, or now and then ----
    Subject subject{};
    std::optional<Time> gate_in;  // at its first gate
    Time gate_out{};              // from its last gate so far
    std::optional<Time> port_in;  // at the first port after its first place
    Time start{};                 // when it set out
    Time scheduled{};             // when it was to
    Duration at_gates{};
    std::optional<Time> slot;      // that it has come for
    double tonnes = 0;             // of its load, without
    double excess = 0;             // t, above the legal weight
    double handled = 0;            // kg of CO2e
    std::uint32_t breakdowns = 0;  // on this leg
    bool relay = false;
    bool entitled = true;             // to cross
    bool changed = false;             // its goods are on another truck by now
    bool under_way = false;           // between setting out and the end of a leg
    bool goods_elsewhere = false;     // no room was there for its goods
    bool put_down = false;            // its goods are in a block by now
    Resource::Hold permit;            // where there are only so many
    Away vehicle;                     // the same of trucks
    std::int64_t containers = 0;      // TEU on it
    std::int64_t lacks = 0;           // TEU that it waits for before it sets out
    std::int64_t had_containers = 0;  // on the way out
    std::int64_t puts = 0;            // for which it has room in a block
    LiveBlock* puts_in = nullptr;
    Time goods_since{};  // in the block they are fetched from
    Time goods_from{};   // on this truck
    Goods goods;
    std::size_t living = 0;  // its place in living_
    bool goes_on() const { return end == Milestone::Kind::arrives; }
};

}  // namespace hanhlang
