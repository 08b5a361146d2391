// What single trucks did: the story of one, and logs of all.
// Rule: written as it happens; nothing is kept but the story that was asked for.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/model/simulate.hpp"

namespace hanhlang {

/// "eastbound/17": the stream and the how-manieth truck of it, from 0.
struct TruckId {
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;
};

/// Throws InputError when the text names no truck.
TruckId parse_truck(const Scenario& scenario, const std::string& text);

/// Keeps the activities of one truck.
class Story : public Sink {
 public:
    explicit Story(TruckId truck) : truck_(truck) {}
    bool wants(std::uint32_t demand, std::uint32_t ordinal) override {
        return demand == truck_.demand && ordinal == truck_.ordinal;
    }
    void on(const Activity& activity) override { activities.push_back(activity); }
    void on(const Milestone& milestone) override { milestones.push_back(milestone); }
    std::vector<Activity> activities;
    std::vector<Milestone> milestones;

 private:
    TruckId truck_;
};

/// Hour by hour: when, what, where, how long, and what it adds up to.
std::string tell_story(const Scenario& scenario, TruckId truck, const Story& story);

/// CSV of every activity: `events` has one row for each (case, activity, start, end, resource), which
/// process-mining programs read, and one for how a trip ends; `visits` one row for each visit of a desk, with
/// the wait before it; who gives up has neither start nor end of service. Either may be null.
class Log : public Sink {
 public:
    Log(const Scenario& scenario, std::ostream* events, std::ostream* visits);
    bool wants(std::uint32_t, std::uint32_t) override { return true; }
    void on(const Activity& activity) override;
    void on(const Milestone& milestone) override;
    void on(const Visit& visit) override;

 private:
    const Scenario& scenario_;
    std::ostream* events_;
    std::ostream* visits_;
};

}  // namespace hanhlang
