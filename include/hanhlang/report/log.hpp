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

/// Keeps the activities of one truck, and what its papers go through.
class Story : public Sink {
 public:
    explicit Story(TruckId truck) : truck_(truck) {}
    bool wants(std::uint32_t demand, std::uint32_t ordinal) override {
        return demand == truck_.demand && ordinal == truck_.ordinal;
    }
    void on(const Activity& activity) override { activities.push_back(activity); }
    void on(const Milestone& milestone) override { milestones.push_back(milestone); }
    /// A dossier is told under its first truck when any of its trucks is wanted: what comes is this truck's.
    void on(const Handling& handling) override { handlings.push_back(handling); }
    void on(const Unfinished& what) override { unfinished = what; }
    std::vector<Activity> activities;
    std::vector<Milestone> milestones;
    std::vector<Handling> handlings;
    std::optional<Unfinished> unfinished;

 private:
    TruckId truck_;
};

/// Hour by hour: when, what, where, how long, and what it adds up to; then its papers, in order of time.
std::string tell_story(const Scenario& scenario, TruckId truck, const Story& story);

/// Hours by cause of the same truck in two arms, each way by itself.
std::string beside_its_twin(const Story& story, const Story& twin);

/// CSV of every activity: `events` has one row for each (case, activity, start, end, resource), which
/// process-mining programs read, one for how a trip ends, and one for each stretch of a paper, whose case is
/// the first truck of its consignment; `visits` one row for each visit of a desk, with the wait before it;
/// who gives up has neither start nor end of service. Either may be null.
class Log : public Sink {
 public:
    Log(const Scenario& scenario, std::ostream* events, std::ostream* visits);
    bool wants(std::uint32_t, std::uint32_t) override { return true; }
    void on(const Activity& activity) override;
    void on(const Milestone& milestone) override;
    void on(const Visit& visit) override;
    void on(const Handling& handling) override;

 private:
    const Scenario& scenario_;
    std::ostream* events_;
    std::ostream* visits_;
};

}  // namespace hanhlang
