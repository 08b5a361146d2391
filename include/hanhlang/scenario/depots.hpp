// Where goods stay when the truck that brought them has left: stacked containers and piles; and the ships and
// trains that take them on.
// Rule: description only; a block is measured in TEU or in tonnes, never in both.
#pragma once

#include <optional>
#include <string>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/costs.hpp"
#include "hanhlang/scenario/named.hpp"
#include "hanhlang/scenario/observed.hpp"

namespace hanhlang {

struct Place;
struct Staff;

/// A part of a yard.
struct Block {
    std::string name;
    Mark mark;
    Title title;
    Ref<Place> place;
    std::optional<std::int64_t> slots;  // TEU on the ground, or
    std::int64_t high = 1;              // so many upon each other
    Share fill{1.0};                    // of slots times high, what may be used: the rest is room to work
    std::optional<Mass> holds;          // of a pile
    std::optional<Amount> at_start;     // TEU or t that are there when the run starts
    std::optional<Distribution> dwell;  // what is put here leaves after so long, with trucks of no stream
    enum class WhenFull : std::uint8_t { wait, elsewhere };
    WhenFull when_full = WhenFull::wait;
    std::optional<Storage> storage;  // of a truckload that is fetched
    Money overflow{0};               // what it costs a truckload that finds no room, and goes elsewhere
    bool cold = false;               // cools what is in it
    std::optional<Power> power;      // that each TEU or tonne in it uses, such as a plug for a reefer
    std::optional<UnitCost> each;    // of a slot, or of a tonne that a pile holds
    std::optional<Area> area;        // the same, with its share of lanes

    std::string_view unit() const { return slots ? "TEU" : "t"; }
    /// Slots on the ground, or tonnes of a pile: what it is made of, and paid for.
    double units() const { return slots ? static_cast<double>(*slots) : capacity(); }
    /// What fits, in its unit.
    double capacity() const {
        return slots ? static_cast<double>(*slots) * static_cast<double>(high) * fill.value
                     : holds.value_or(Mass{}).value;
    }
};

/// A ship or a train that calls at times and takes what waits for it in a block, first come first go.
struct Service {
    std::string name;
    Mark mark;
    Title title;
    Ref<Block> block;
    Time first{};  // perhaps before the run: the timetable goes on
    Duration every{};
    std::optional<Time> until;         // no call from then on
    Amount capacity;                   // TEU or t at each call
    Duration cut_off{};                // what is put down later than this before a call waits for the next
    std::optional<Distribution> late;  // against the timetable
    std::optional<Ref<Staff>> berth;   // of these berths or tracks it takes one, and waits for it
    std::optional<Amount> loads;       // there, TEU or t per hour; of each crane
    std::optional<Ref<Staff>> cranes;  // that load it there, where they are not of the berth
    std::int64_t cranes_at_most = 1;   // at once
    std::optional<Amount> track;       // TEU or t that fit on it

    /// Its first call by the timetable that is not before `time`.
    Time first_after(Time time) const {
        return first >= time ? first : first + (time - first + every - Duration{1}) / every * every;
    }
};

/// What a place may handle at most.
struct Licence {
    Mark mark;
    std::optional<Rate> teu;
    std::optional<Rate> trucks;
};

}  // namespace hanhlang
