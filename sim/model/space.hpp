// The living barriers of yards that work in batches, and the convoys that gather at desks.
// Rule: both look at who has come only when a moment is over, so that who comes together goes together.
#pragma once

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include "hanhlang/resources/line.hpp"
#include "hanhlang/resources/signal.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// What keeps trucks out of a space until it is empty. A space that both directions share has a line for
/// each.
struct LiveBarrier {
    LiveBarrier(Simulation& sim, const Place& of, std::size_t sides)
        : place(of), rules(*of.yard->batch), stirs(sim), clear_at(sim.now()) {
        for (std::size_t i = 0; i < sides; ++i) lines.emplace_back(sim);
        changes.push_back({sim.now(), false});
    }

    const Place& place;
    const BatchBarrier& rules;
    std::deque<Line> lines;
    Signal stirs;          // somebody comes to the empty space, or the last truck has left
    Time clear_at;         // the gap after the last batch is over
    std::size_t turn = 0;  // of two lines that have waited as long, the one that goes first

    /// Since when all slots are taken, or not; as far back as anybody has waited.
    struct Change {
        Time at;
        bool full;
    };
    std::deque<Change> changes;
    std::int64_t were_inside = 0;

    Line& line_of(const Resource& yard) {
        return &lines.back().units() == &yard ? lines.back() : lines.front();
    }
    std::int64_t inside() const {
        return lines.front().inside() + (lines.size() > 1 ? lines.back().inside() : 0);
    }
    bool full() const { return inside() >= place.yard->slots; }
    bool wanted() const {
        return inside() == 0 &&
               std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.waiting() > 0; });
    }

    void comes() {
        const bool alone =
            std::all_of(lines.begin(), lines.end(), [](const Line& line) { return line.empty(); });
        if (alone) changes.erase(changes.begin(), changes.end() - 1);
        if (inside() == 0) stirs.happen();
    }
    void changed(Time now) {
        if (std::exchange(were_inside, inside()) == inside()) return;
        if (full() != changes.back().full) changes.push_back({now, full()});
        if (inside() > 0) return;
        clear_at = now + rules.gap;
        stirs.happen();
    }
    /// Lets in a batch of the direction whose first truck has waited longest.
    void open() {
        if (lines.size() > 1) {
            const Line& other = lines[1 - turn];
            const bool first = lines[turn].waiting() > 0 &&
                               (other.waiting() == 0 || lines[turn].waits_since() <= other.waits_since());
            if (!first) turn = 1 - turn;
        }
        Line& line = lines[turn];
        if (lines.size() > 1) turn = 1 - turn;
        line.call(std::min(line.waiting(), rules.of.value_or(place.yard->slots)));
    }
};

/// A visit of an itinerary for overloaded trucks only, and those at which they are found.
struct Shed {
    std::size_t visit;
    std::vector<std::size_t> weighed_at;
};

/// Trucks of one direction that gather at a desk.
struct LiveConvoy {
    LiveConvoy(Simulation& sim, const Convoy& of) : rules(of), line(sim), stirs(sim) {}
    const Convoy& rules;
    Line line;
    Signal stirs;  // somebody has come

    bool complete() const { return rules.of && line.waiting() >= *rules.of; }
    /// When it goes, complete or not.
    Time goes_at() const {
        return rules.within && !line.empty() ? line.waits_since() + *rules.within : Time::max();
    }
};

}  // namespace hanhlang
