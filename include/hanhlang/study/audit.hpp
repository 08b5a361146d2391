// Books of a run, kept from its facts alone: what the recorder says must follow from them to the last
// millisecond.
// Rule: an audit asks the model for nothing but facts, and adds up whole numbers only.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "hanhlang/model/simulate.hpp"

namespace hanhlang {

class Audit : public Sink {
 public:
    explicit Audit(const Scenario& scenario);

    bool wants(std::uint32_t, std::uint32_t) override { return true; }
    void on(const Activity& activity) override;
    void on(const Milestone& milestone) override;
    void on(const Visit& visit) override;
    void on(const Passage& passage) override;

    // Of the trips that set out in the window.
    std::uint64_t set_out = 0;
    std::uint64_t arrived = 0;
    std::uint64_t turned_away = 0;
    std::uint64_t gave_up = 0;
    std::uint64_t inside() const { return set_out - arrived - turned_away - gave_up; }

    // Time in the window, in ms: the integral of trucks at a place, of trucks that wait for a desk, of
    // officers of a team at work.
    std::vector<std::int64_t> present;
    std::vector<std::int64_t> waiting;
    std::vector<std::int64_t> at_work;
    std::vector<bool> interrupted;  // of a team: a service was not over, and nobody knows its pauses

    // Arrivals in the window: at a desk, and of those that had to wait; at a place, and of those turned away
    // there.
    struct Encounters {
        std::uint64_t all = 0;
        std::uint64_t held_up = 0;
    };
    std::vector<Encounters> desks;
    std::vector<Encounters> places;

    /// The first fact that contradicts another: time that goes back, a trip whose activities do not tile it.
    /// Empty when there is none.
    std::string contradiction;

 private:
    bool in_window(Time time) const;
    std::int64_t inside_window(Time from, Time to) const;
    void contradicts(const char* what, std::uint32_t demand, std::uint32_t ordinal);

    const Scenario& scenario_;
    struct Trip {
        Time set_out;
        Time told;                     // up to here
        std::uint32_t last_place = 0;  // that it left, on its way or for good
    };
    std::unordered_map<std::uint64_t, Trip> trips_;  // that are on their way
    Time now_;
};

}  // namespace hanhlang
