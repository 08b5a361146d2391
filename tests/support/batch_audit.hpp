// What must hold of a space that works in batches, from the stays and waits of its trucks alone.
// Rule: says all that is wrong, one line each.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// One truck before and in the space.
struct BatchEntry {
    Time arrived{};  // at the place
    Time asked{};    // the gate was open by then
    Time until{};    // let in, or given up
    Time left{};
    std::size_t side = 0;
    bool served = true;
};

/// Of one place, all who came to it; where each direction has a space of its own, of one of them.
inline void check_batches(const Place& place, const std::vector<BatchEntry>& all, Time end,
                          std::vector<std::string>& complaints) {
    const BatchBarrier& rules = *place.yard->batch;
    const auto complain = [&](Time at, const char* text) {
        complaints.push_back(fmt::format("{}: at {} {}", place.name, to_string(at), text));
    };
    std::map<Time, std::vector<const BatchEntry*>> batches;
    for (const BatchEntry& one : all) {
        if (one.served && one.until < end) batches[one.until].push_back(&one);
    }
    Time clear = Time::min();  // everybody has left, and the gap is over
    for (const auto& [at, batch] : batches) {
        if (at < clear) complain(at, "a batch is let in before the last one has left");
        std::array<std::size_t, 2> stay{};
        for (const BatchEntry* one : batch) {
            clear = std::max(clear, one->left + rules.gap);
            if (one->left > at) ++stay[one->side];
        }
        if (stay[0] > 0 && stay[1] > 0) complain(at, "both directions are let in");
        const auto of = static_cast<std::size_t>(rules.of.value_or(place.yard->slots));
        if (stay[0] + stay[1] > of) complain(at, "a batch is too large");
        if (!place.hours.is_open(at)) complain(at, "a batch is let in while the gate is closed");
        const std::size_t side = batch.front()->side;
        Time here = Time::max(), there = Time::max();  // the first of each direction to have come
        for (const BatchEntry* one : batch) here = std::min(here, one->arrived);
        bool left_behind = false;
        for (const BatchEntry& one : all) {
            if (one.asked >= at || one.until <= at) continue;
            if (one.side != side) there = std::min(there, one.arrived);
            if (one.side == side) here = std::min(here, one.arrived);
            left_behind = left_behind || one.side == side;
        }
        if (left_behind && batch.size() < of) complain(at, "a batch is smaller than it could be");
        if (stay[0] + stay[1] == batch.size() && there < here) complain(at, "the wrong direction is let in");
    }
    // Nobody waits before an empty space that is clear.
    for (const BatchEntry& one : all) {
        if (!one.served || one.until == one.asked || one.until >= end) continue;
        const bool opens = !place.hours.is_open(one.until - Duration{1});
        const bool cleared = std::any_of(all.begin(), all.end(), [&](const BatchEntry& other) {
            return other.served && other.left + rules.gap == one.until;
        });
        if (!opens && !cleared) complain(one.until, "a batch is let in without a reason");
    }
}

}  // namespace hanhlang
