// What a trip has cost, burnt, driven and carried so far; and the same of all trips of a run.
// Rule: whole numbers (millionths of a dollar and of a litre, metres, grams), so that sums are exact and what
// all trips have is what the run has, to the last of them.
#pragma once

#include <array>
#include <cstdint>

#include "hanhlang/scenario/costs.hpp"

namespace hanhlang {

inline std::int64_t millionths(double value) {
    return static_cast<std::int64_t>(value * 1e6 + (value < 0 ? -0.5 : 0.5));
}

inline constexpr std::int64_t whole_teu = 1'000'000;

struct Ledger {
    std::array<std::int64_t, expenses> spent{};  // 1e-6 USD
    std::int64_t moving = 0;                     // 1e-6 l of fuel, driving
    std::int64_t idling = 0;                     // the same, standing
    std::int64_t metres = 0;
    std::int64_t grams = 0;  // on the truck
    std::int64_t teu = 0;    // 1e-6 TEU on it, with goods
    std::int64_t empty = 0;  // the same, empty boxes
};

/// Of a whole run: what trips began with, and what became of it.
struct Books {
    std::uint64_t trips_begun = 0;
    std::uint64_t trips_ended = 0;
    std::int64_t metres_driven = 0;
    std::int64_t metres_ended = 0;  // of trips that have ended
    std::int64_t grams_loaded = 0;
    std::int64_t grams_ended = 0;  // delivered, shed, or taken home
    std::int64_t teu_loaded = 0;
    std::int64_t teu_ended = 0;
    std::int64_t teu_from_outside = 0;  // whole TEU, with their trucks
    std::int64_t teu_to_outside = 0;
    std::int64_t fuel_burnt = 0;
    std::int64_t fuel_ended = 0;
    std::array<std::int64_t, expenses> spent{};  // by what it is for
    std::int64_t spent_ended = 0;                // by trips that have ended
    std::array<std::int64_t, payers> paid{};     // by who pays
};

}  // namespace hanhlang
