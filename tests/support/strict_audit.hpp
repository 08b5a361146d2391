// Audits a run: what its facts say must be possible, complete, and what its metrics say to the last bit.
// Rule: says all that is wrong, one line each; an empty list is a clean run.
#pragma once

#include "hanhlang/scenario/load.hpp"
#include "support/replay.hpp"

namespace hanhlang {

/// One run of a scenario with everything it told.
struct AuditedRun {
    AuditedRun(Scenario what, std::uint64_t with_seed, std::uint32_t number)
        : scenario(std::move(what)), plan(make_plan(scenario)), seed(with_seed), replication(number) {
        std::vector<std::string> names;
        const auto ask = [&](std::string name) { names.push_back(std::move(name)); };
        for (const char* count : {"started", "finished", "turned_away", "given_up", "unfinished"})
            ask(fmt::format("trip.{}.total", count));
        for (const Place& place : scenario.places) {
            ask("place." + place.name + ".trucks.mean");
            if (place.yard) ask("yard." + place.name + ".occupied.mean");
        }
        for (const Desk& desk : scenario.desks) ask("desk." + desk.name + ".waiting.mean");
        for (const Staff& staff : scenario.staff) {
            ask("staff." + staff.name + ".busy.mean");
            if (staff.breakdowns) ask("staff." + staff.name + ".down.mean");
        }
        metrics = parse_metrics(scenario, plan, names);
        result = simulate(scenario, plan, metrics, seed, replication, &facts);
    }
    double value(const std::string& name) const {
        const auto at =
            std::find_if(metrics.begin(), metrics.end(), [&](const Metric& m) { return m.name == name; });
        assert(at != metrics.end());
        return result.values[static_cast<std::size_t>(at - metrics.begin())];
    }
    /// Nobody of the window is left on the way: every area under a state is known from facts.
    bool ran_empty() const { return result.unfinished == 0; }

    Scenario scenario;
    Plan plan;
    std::uint64_t seed;
    std::uint32_t replication;
    std::vector<Metric> metrics;
    Facts facts;
    Result result;
};

class StrictAudit {
 public:
    static std::vector<std::string> of(const AuditedRun& run) {
        StrictAudit audit{run};
        audit.trips();
        audit.counts();
        audit.stations();
        return std::move(audit.complaints_);
    }

 private:
    explicit StrictAudit(const AuditedRun& run)
        : run_(run), from_(run.scenario.runs.from), to_(run.scenario.runs.to()) {}

    void complain(std::string text) { complaints_.push_back(std::move(text)); }
    void equal(const std::string& metric, double expected) {
        const double found = run_.value(metric);
        if (found != expected) complain(fmt::format("{} is {}, the facts say {}", metric, found, expected));
    }
    void equal_area(const std::string& metric, std::int64_t area) {
        equal(metric, static_cast<double>(area) / static_cast<double>((to_ - from_).count()));
    }

    /// Every trip sets out once, ends at most once, and its activities tile its time.
    void trips() {
        if (!run_.facts.in_order) complain("the clock of the facts went back");
        std::map<std::uint32_t, std::uint32_t> next;
        for (const TripFacts& trip : run_.facts.trips) {
            if (trip.milestones.empty() || trip.milestones.size() > 2 ||
                trip.milestones.front().kind != Milestone::Kind::sets_out ||
                (trip.milestones.size() == 2) != trip.ended()) {
                complain(trip.name() + " does not set out once and end at most once");
                continue;
            }
            if (!trip.back && trip.ordinal != next[trip.demand]++) complain(trip.name() + " is out of turn");
            tiles(trip);
            timetable(trip);
        }
    }
    void tiles(const TripFacts& trip) {
        Time at = trip.start();
        for (const Activity& a : trip.activities) {
            if (a.from != at || a.to <= a.from)
                complain(trip.name() + " has activities with gaps or overlaps");
            at = a.to;
        }
        if (trip.ended() && at != trip.milestones.back().at)
            complain(trip.name() + " has activities that do not last until its end");
        for (const Visit& v : trip.visits) {
            if (v.arrived > v.started || v.started > v.finished)
                complain(trip.name() + " has a visit that goes back in time");
        }
        for (const Passage& p : trip.passages) {
            if (p.arrived > p.left) complain(trip.name() + " leaves a place before it comes");
        }
    }
    void timetable(const TripFacts& trip) {
        const auto& at = run_.scenario.demand[trip.demand].at;
        if (at.empty() || trip.back) return;
        if (std::find(at.begin(), at.end(), time_of_day(trip.start())) == at.end())
            complain(trip.name() + " does not keep its timetable");
    }

    /// What set out is what arrived, was turned away, gave up and is still on its way.
    void counts() {
        std::array<double, 5> n{};  // started, arrived, turned away, given up, without an end
        for (const TripFacts& trip : run_.facts.trips) {
            if (trip.milestones.empty() || trip.start() < from_ || trip.start() >= to_) continue;
            ++n[0];
            ++n[trip.ended() ? static_cast<std::size_t>(trip.milestones.back().kind) : 4];
        }
        if (n[0] != n[1] + n[2] + n[3] + n[4]) complain("trips are lost");
        equal("trip.started.total", n[0]);
        equal("trip.finished.total", n[1]);
        equal("trip.turned_away.total", n[2]);
        equal("trip.given_up.total", n[3]);
        equal("trip.unfinished.total", n[4]);
    }

    /// Teams, bays, yards and roads; where a truck of the window has no end, what it holds is not known.
    void stations() {
        const Scenario& s = run_.scenario;
        Replay replay{s, run_.plan, run_.seed, run_.replication, complaints_};
        std::vector<std::int64_t> present(s.places.size()), waiting(s.desks.size());
        for (const TripFacts& trip : run_.facts.trips) {
            if (trip.milestones.empty()) continue;
            if (trip.ended()) replay.read(trip);
            for (const Passage& p : trip.passages) present[p.place] += inside(p.arrived, p.left);
            for (const Visit& v : trip.visits) waiting[v.desk] += inside(v.arrived, v.started);
        }
        for (auto* group : {&replay.teams, &replay.bays}) {
            for (const Station& station : *group) check(station);
        }
        for (auto* group : {&replay.yards, &replay.roads}) {
            for (const auto& pair : *group) {
                for (const Station& station : pair) check(station);
            }
        }
        for (std::size_t i = 0; i < s.places.size() && run_.ran_empty(); ++i) {
            for (const auto& batch : replay.batches[i]) {
                if (!batch.empty()) check_batches(s.places[i], batch, to_, complaints_);
            }
        }
        for (std::size_t i = 0; i < s.staff.size(); ++i) {
            if (s.staff[i].breakdowns) equal_area("staff." + s.staff[i].name + ".down.mean", replay.down[i]);
            if (run_.ran_empty())
                equal_area("staff." + s.staff[i].name + ".busy.mean", replay.teams[i].area(from_, to_));
        }
        if (!run_.ran_empty()) return;
        for (std::size_t i = 0; i < s.places.size(); ++i) {
            equal_area("place." + s.places[i].name + ".trucks.mean", present[i]);
            if (!s.places[i].yard) continue;
            const auto& [east, west] = replay.yards[i];
            equal_area("yard." + s.places[i].name + ".occupied.mean",
                       east.area(from_, to_) + west.area(from_, to_));
        }
        for (std::size_t i = 0; i < s.desks.size(); ++i)
            equal_area("desk." + s.desks[i].name + ".waiting.mean", waiting[i]);
    }
    void check(const Station& station) {
        station.check_order(complaints_);
        if (!run_.ran_empty()) return;  // who has no end may be whom the others wait for or were stopped for
        station.check_units(to_, complaints_);
        station.check_stops(to_, complaints_);
    }
    std::int64_t inside(Time from, Time to) const {
        return std::max(Duration{}, std::min(to, to_) - std::max(from, from_)).count();
    }

    const AuditedRun& run_;
    Time from_;
    Time to_;
    std::vector<std::string> complaints_;
};

}  // namespace hanhlang
