// Verification that passes what is right and fails what is not: a check that cannot fail proves nothing.
#include "hanhlang/study/verify.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hanhlang/study/audit.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// M/D/1 at utilisation 0.8: 20 min of waiting (Pollaczek and Khinchine).
Scenario md1(const std::string& figures, const std::vector<std::string>& settings = {}) {
    return load_text(small(R"(
places: {gate: {desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: 10 min}}
demand: {t: {route: [gate], trucks: 4.8 per hour}}
expected: {replications: 50, figures: {)" +
                               figures + "}}",
                           "{from: 2025-01-01, measure: 300 days, warm_up: 30 days, max_overrun: 7 days}"),
                     settings);
}

std::vector<Check> figures_of(const Scenario& scenario) {
    RunOptions options;
    options.farm.jobs = 2;
    return verify_figures("md1", scenario, options);
}

std::vector<Check> laws_of(const Scenario& scenario) {
    RunOptions options;
    options.farm.jobs = 2;
    return verify_laws("world", scenario, options);
}

const Check& named(const std::vector<Check>& checks, const std::string& name) {
    const auto at =
        std::find_if(checks.begin(), checks.end(), [&](const Check& c) { return c.name == name; });
    REQUIRE(at != checks.end());
    return *at;
}

const std::string busy_world = R"yaml(
places:
  a: {hours: mon-sun 06:00-20:00, desks: [at_a]}
  b: {yard: {slots: 4}, desks: [at_b, bays_b]}
staff:
  team_a: {people: 2, hours: mon-sun 07:00-12:00 13:00-19:00, closing: suspend, breakdowns: {every: exponential(9 h), repair: 1 h}}
  team_b: {people: 1, preemptive: yes}
desks:
  at_a: {staff: team_a, takes: exponential(20 min)}
  at_b: {staff: team_b, takes: "lognormal(mean 12 min, cv 1)"}
  bays_b: {bays: 1, takes: 10 min, share: 30 %}
demand:
  plain: {route: [a, b], trucks: 30 per day, returns: {after: 2 h}}
  quick: {route: [b], trucks: 20 per day, priority: 1, patience: 40 min, batch: geometric(mean 2)}
)yaml";

}  // namespace

TEST_CASE("a figure that theory knows passes, and one that is five per cent off fails") {
    const auto right = figures_of(md1("desk.counter.wait.mean: 20 min, place.gate.trucks.mean: 2.4"));
    REQUIRE(right.size() == 2);
    CHECK(right[0].name == "md1/desk.counter.wait.mean");
    CHECK(right[0].unit == "h");
    CHECK(right[0].passes);
    CHECK(right[1].passes);
    CHECK_FALSE(figures_of(md1("desk.counter.wait.mean: 21 min"))[0].passes);
}

TEST_CASE("an engine that is off fails: service one per cent longer is seven per cent more waiting") {
    const auto off = figures_of(md1("desk.counter.wait.mean: 20 min", {"desks.counter.takes=10.12 min"}));
    CHECK_FALSE(off[0].passes);
    CHECK(off[0].z > 4.4);
}

TEST_CASE("a figure that is too blunt to be wrong fails, however near it is") {
    CHECK(agrees({20, 0.5, 50}, 20.1));
    CHECK_FALSE(is_sharp({20, 0.5, 50}, 20.1));
    CHECK(is_sharp({20, 0.4, 50}, 20.1));
    CHECK_FALSE(agrees({20, 0.1, 50}, 20.5));
    CHECK_FALSE(agrees({20, std::nan(""), 1}, 20));
    const auto short_run = figures_of(md1("desk.counter.wait.mean: 20 min", {"runs.measure=2 days"}));
    CHECK_FALSE(short_run[0].passes);
}

TEST_CASE("figures for metrics that are not there, or in another unit, are all told with their places") {
    try {
        figures_of(
            md1("desk.counter.wait.mean: 3, desk.nowhere.wait.mean: 3 min, place.gate.trucks.mean: 3 h"));
        FAIL("was accepted");
    } catch (const InputError& error) {
        CHECK(error.problems().size() == 3);
        CHECK(has(error.what(), "text:8:40: expected.figures.desk.counter.wait.mean: found no duration"));
        CHECK(has(error.what(), "expected.figures.desk.nowhere.wait.mean: "));
        CHECK(has(error.what(), "expected.figures.place.gate.trucks.mean: found a duration, but"));
    }
}

TEST_CASE("the laws hold in a world with closing, suspension, breakdowns, patience, preemption and a yard") {
    const auto checks = laws_of(load_text(small(busy_world, "{from: 2025-09-01, measure: 10 days}")));
    for (const Check& check : checks) {
        INFO(check.name << ": " << check.expected << " against " << check.simulated);
        CHECK(check.passes);
    }
    CHECK(named(checks, "world/0/Little at place a").expected > 0);
    CHECK(named(checks, "world/0/Little at desk at_b").expected > 0);
    CHECK(named(checks, "world/0/trips that set out").expected > 300);
    CHECK(named(checks, "world/against itself").simulated == 0);
    CHECK(named(checks, "world/with a desk nobody visits").simulated == 0);
}

TEST_CASE("time at work follows from the services, where nobody stands blocked") {
    const std::string world = R"(
places: {a: {desks: [one, two]}}
staff: {team: {people: 2, hours: mon-sun 07:00-19:00, closing: hand over, breakdowns: {every: exponential(5 h), repair: 1 h, then: restart}}}
desks: {one: {staff: team, takes: exponential(20 min)}, two: {staff: team, takes: 4 min, share: 20 %}}
demand: {t: {route: [a], trucks: 30 per day, by_hour: {7-10: 1}}}
)";
    const auto checks = laws_of(load_text(small(world, "{from: 2025-09-01, measure: 10 days}")));
    const Check& work = named(checks, "world/0/units granted are returned, team team");
    CHECK(work.passes);
    CHECK(work.expected > 0.3);
}

TEST_CASE("the laws hold at a port, whose berths work on ships that the audit does not see") {
    const std::string world = R"(
places: {mine: {}, port: {kind: port, desks: [tip]}}
roads: {mine to port: {length: 30 km, speed: 60 km/h}}
staff: {tippers: {people: 5}, berths: {people: 1}}
blocks: {pile: {place: port, holds: 100000 t}}
services: {ship: {block: pile, first: 2025-09-01 12:00, every: 1 day, capacity: 3 kt, berth: berths, loads: 300 t per hour}}
desks: {tip: {staff: tippers, takes: 10 min, puts: pile}}
commodities: {ore: {payload: 25 t}}
demand: {t: {from: mine, to: port, carries: ore, trucks: 100 per day}}
)";
    for (const Check& check : laws_of(load_text(small(world, "{from: 2025-09-01, measure: 10 days}")))) {
        INFO(check.name << ": " << check.expected << " against " << check.simulated);
        CHECK(check.passes);
    }
}

TEST_CASE("Poisson arrivals see time averages; the queue of arrivals by the clock is not asked") {
    const auto checks = laws_of(md1("desk.counter.wait.mean: 20 min"));
    CHECK(named(checks, "world/PASTA at desk counter").passes);
    const auto clock =
        laws_of(md1("desk.counter.wait.mean: 20 min", {"demand.t.trucks=none", "demand.t.every=12.5 min"}));
    CHECK(std::none_of(clock.begin(), clock.end(),
                       [](const Check& c) { return c.name.find("PASTA") != std::string::npos; }));
}

TEST_CASE("an audit sees a passage that is not told, and a trip with a hole in it") {
    const Scenario s = load_text(small(busy_world, "{from: 2025-09-01, warm_up: 0 days, measure: 5 days}"));
    class Forgetful : public Audit {
     public:
        using Audit::Audit;
        void on(const Passage& passage) override {
            if (passage.ordinal != 7) Audit::on(passage);
        }
        void on(const Activity& activity) override {
            if (activity.ordinal != 7) Audit::on(activity);
        }
        void on(const Milestone& milestone) override { Audit::on(milestone); }
        void on(const Visit& visit) override { Audit::on(visit); }
    };
    Audit whole{s};
    Forgetful forgetful{s};
    const Plan plan = make_plan(s);
    simulate(s, plan, {}, 1, 0, &whole);
    simulate(s, plan, {}, 1, 0, &forgetful);
    CHECK(whole.contradiction.empty());
    CHECK(forgetful.contradiction.find("a trip ends where its last activity does not") == 0);
    CHECK(forgetful.present[0] < whole.present[0]);
    CHECK(forgetful.waiting == whole.waiting);
}

TEST_CASE("Little's law is held against trucks that are still inside when the run ends") {
    const std::string jam = R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: exponential(20 min)}}
demand: {t: {route: [gate], trucks: 120 per day}}
)";
    const auto checks =
        laws_of(load_text(small(jam, "{from: 2025-09-01, measure: 10 days, max_overrun: 1 days}")));
    CHECK(named(checks, "world/0/trips still inside").expected > 100);
    CHECK(named(checks, "world/0/Little at place gate").expected > 50);
    CHECK(named(checks, "world/0/Little at desk counter").expected > 50);
    CHECK(named(checks, "world/0/units granted are returned, team officer").passes);
    for (const Check& check : checks) {
        INFO(check.name << ": " << check.expected << " against " << check.simulated);
        CHECK(check.passes);
    }
}

TEST_CASE("a desk of bays may have the name of a team, and a short run is not blamed for being short") {
    const std::string world = R"(
places: {gate: {desks: [scan, papers]}}
staff: {scan: {people: 1}}
desks: {scan: {bays: 2, takes: 10 min}, papers: {staff: scan, takes: 10 min}}
demand: {t: {route: [gate], trucks: 10 per day}}
)";
    for (const Check& check : laws_of(load_text(small(world)))) {
        INFO(check.name);
        CHECK(check.passes);
    }
    const std::string few = R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 10 min}}
demand: {t: {route: [gate], trucks: 50 per day}}
)";
    const auto checks = laws_of(load_text(small(few, "{from: 2025-09-01, measure: 10 days}")));
    CHECK(named(checks, "world/PASTA at desk counter").passes);
}

TEST_CASE("two yards that turn away in a row: each is held against those it turned away") {
    const std::string world = R"(
places:
  first: {yard: {slots: 2, when_full: turn away}, desks: [one]}
  second: {yard: {slots: 1, when_full: turn away}, desks: [two]}
staff: {a: {people: 1}, b: {people: 1}}
desks: {one: {staff: a, takes: exponential(20 min)}, two: {staff: b, takes: exponential(30 min)}}
demand: {t: {route: [first, second], trucks: 60 per day}}
)";
    const auto checks = laws_of(load_text(small(world, "{from: 2025-09-01, measure: 100 days}")));
    CHECK(named(checks, "world/PASTA at yard first").passes);
    CHECK(named(checks, "world/PASTA at yard first").expected > 0.1);
}
