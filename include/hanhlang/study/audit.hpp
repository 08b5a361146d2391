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

    // Of all trips of the run.
    std::uint64_t set_out = 0;
    std::uint64_t arrived = 0;
    std::uint64_t turned_away = 0;
    std::uint64_t gave_up = 0;
    std::uint64_t inside() const { return trips_.size(); }  // have set out and not ended

    // Time in the window, in ms: the integral of trucks at a place, of trucks that wait for a desk, of
    // officers of a team at work.
    std::vector<std::int64_t> present;
    std::vector<std::int64_t> waiting;
    std::vector<std::int64_t> at_work;

    // Arrivals in the window: at a desk, and of those that had to wait; of a stream, and of those turned
    // away.
    struct Encounters {
        std::uint64_t all = 0;
        std::uint64_t held_up = 0;
    };
    std::vector<Encounters> desks;
    std::vector<Encounters> streams;

    /// The first fact that contradicts another: time that goes back, a trip whose activities do not tile it.
    /// Empty when there is none.
    std::string contradiction;

 private:
    bool in_window(Time time) const;
    std::int64_t inside_window(Time from, Time to) const;
    void contradicts(const char* what, std::uint32_t demand, std::uint32_t ordinal);

    const Scenario& scenario_;
    std::unordered_map<std::string_view, std::uint32_t> team_of_;
    struct Trip {
        Time set_out;
        Time told;  // up to here
    };
    std::unordered_map<std::uint64_t, Trip> trips_;  // that are on their way
    Time now_;
};

}  // namespace hanhlang
