// Every fact of a run, by trip.
// Rule: kept as it was told; a fact told late, or before the one before it, is a complaint.
#pragma once

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "hanhlang/model/simulate.hpp"

namespace hanhlang {

struct TripFacts {
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;
    bool back = false;
    std::vector<Milestone> milestones;
    std::vector<Activity> activities;
    std::vector<Visit> visits;
    std::vector<Passage> passages;
    std::vector<std::size_t> visits_before;  // each passage ended: all up to this one

    Time start() const { return milestones.front().at; }
    bool ended() const { return milestones.back().kind != Milestone::Kind::sets_out; }
    bool ended_as(Milestone::Kind kind) const { return milestones.back().kind == kind; }
    std::string name() const { return fmt::format("trip {}/{}{}", demand, ordinal, back ? " back" : ""); }
};

class Facts : public Sink {
 public:
    bool wants(std::uint32_t, std::uint32_t) override { return true; }
    void on(const Activity& a) override { of(a).activities.push_back(a); }
    void on(const Milestone& m) override {
        told(m.at);
        of(m).milestones.push_back(m);
    }
    void on(const Visit& v) override {
        if (!v.over) return;  // told at the end of the run
        told(v.finished);
        of(v).visits.push_back(v);
    }
    void on(const Passage& p) override {
        if (!p.over) return;
        told(p.left);
        TripFacts& trip = of(p);
        trip.passages.push_back(p);
        trip.visits_before.push_back(trip.visits.size());
    }

    std::vector<TripFacts> trips;  // in the order of their first fact
    bool in_order = true;          // the clock of the facts never went back

 private:
    template <class Fact>
    TripFacts& of(const Fact& fact) {
        const auto [at, is_new] = index_.try_emplace({fact.demand, fact.ordinal, fact.back}, trips.size());
        if (is_new) trips.push_back({fact.demand, fact.ordinal, fact.back, {}, {}, {}, {}, {}});
        return trips[at->second];
    }
    void told(Time at) {
        in_order = in_order && at >= last_;
        last_ = at;
    }

    Time last_ = Time::min();
    std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, std::size_t> index_;
};

}  // namespace hanhlang
