// A part of a yard as it fills and empties, and who calls to take from it.
// Rule: what is in a block belongs to one of its ways out; amounts are millionths of a TEU or a tonne.
#pragma once

#include <deque>

#include "goods.hpp"
#include "hanhlang/scenario/scenario.hpp"
#include "ledger.hpp"
#include "stock.hpp"
#include "team.hpp"

namespace hanhlang {

struct LiveBlock {
    LiveBlock(const Block& of, std::uint32_t number, std::uint64_t seed)
        : block(of),
          index(number),
          capacity(millionths(of.capacity())),
          room(capacity),
          dwell(seed, "dwell " + of.name),
          above(seed, "above " + of.name) {}
    struct Lot {
        Time since;
        std::int64_t amount;
        std::uint32_t trip_class;
        Goods goods{};
        double tonnes = 0;
    };
    /// What is in it, without what has only its room.
    std::int64_t occupied() const { return capacity - room.amount() - arriving; }
    bool keeps_waiting() const { return block.when_full == Block::WhenFull::wait; }

    /// How many stand on a container that is any of those that are here, when they are spread evenly over the
    /// slots: `u` says which. None in a pile.
    std::int64_t stands_above(double u) const;

    const Block& block;
    std::uint32_t index;
    std::int64_t capacity;
    Stock room;
    bool by_service = false;
    std::deque<Lot> lots;               // that services will take, the first to be put down first
    std::int64_t arriving = 0;          // room that is taken before it is put down
    std::int64_t dwelling = 0;          // leaves by its dwell
    std::int64_t for_trucks = 0;        // that trucks of a stream fetch
    std::int64_t value_for_trucks = 0;  // of it, what an hour costs in millionths of a dollar
    std::int64_t loading = 0;           // onto a ship that lies here
    std::int64_t shown = 0;             // of `occupied`, what the recorder knows, in whole TEU or t
    bool crowded = false;
    Purpose dwell, above;
};

struct LiveService {
    LiveService(const Service& of, std::uint32_t number, LiveBlock& from, Team* at, Team* with,
                std::uint64_t seed)
        : service(of), index(number), block(&from), berth(at), cranes(with), late(seed, "late " + of.name) {}
    const Service& service;
    std::uint32_t index;
    LiveBlock* block;
    Team* berth;   // null: it is loaded at once
    Team* cranes;  // null: the berth loads
    Purpose late;
    std::uint64_t open = 0;  // calls in the window that have not ended
};

/// Cranes at one ship.
struct Gang {
    explicit Gang(Simulation& sim) : done(sim) {}
    std::int64_t at_work = 0;
    Signal done;
};

}  // namespace hanhlang
