// What happens to single trucks, with exact times.
#include <catch2/catch.hpp>

#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

const std::string road = R"(
places: {a: {}, gate: {kind: gate, desks: [counter]}, b: {}}
roads: {a to gate: {length: 90 km, speed: 45 km/h}, gate to b: {length: 30 km, speed: 60 km/h}}
)";

}  // namespace

TEST_CASE("a truck drives, is served and arrives") {
    const std::string world = small(road + R"(
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 10 min}}
demand: {east: {from: a, to: b, at: 06:00}}
)");
    CHECK(story_of(world, "east/0") ==
          Lines{"driving a to gate 120", "service counter 10", "driving gate to b 30"});
    CHECK(metric_of(world, "trip.transit_time.mean") == Approx(160.0 / 60));
    CHECK(metric_of(world, "trip.distance.mean") == Approx(120.0));
    CHECK(metric_of(world, "trip.border_time.mean") == Approx(10.0 / 60));
    CHECK(metric_of(world, "place.gate.elapsed_in.mean") == Approx(2.0));
    CHECK(metric_of(world, "place.b.elapsed_out.mean") == Approx(160.0 / 60));
    CHECK(metric_of(world, "trip.finished.total") == 2);
    CHECK(metric_of(world, "trip.speed.mean") == Approx(45.0));
}

TEST_CASE("who comes after closing waits until morning") {
    const std::string world = small(road + R"(
staff: {officer: {people: 1, hours: mon-sun 07:00-11:30 13:00-17:00}}
desks: {counter: {staff: officer, takes: 10 min}}
demand: {late: {from: a, to: b, at: 16:00}, noon: {from: a, to: b, at: 10:00}}
)");
    CHECK(story_of(world, "late/0") ==
          Lines{"driving a to gate 120", "closed counter 780", "service counter 10", "driving gate to b 30"});
    CHECK(story_of(world, "noon/0") ==
          Lines{"driving a to gate 120", "closed counter 60", "service counter 10", "driving gate to b 30"});
}

TEST_CASE("a wait for a team is closed while it is off duty and queue for the rest") {
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1, hours: mon-sun 07:00-17:00}}
desks: {counter: {staff: officer, takes: 20 min}}
demand: {first: {route: [gate], at: 16:50}, second: {route: [gate], at: "16:55"}}
)");
    // The first is finished after closing (rule finish); the second queues until 17:00, then waits for
    // morning.
    CHECK(story_of(world, "first/0") == Lines{"service counter 20"});
    CHECK(story_of(world, "second/0") ==
          Lines{"queue counter 5", "closed counter 840", "service counter 20"});
}

TEST_CASE("suspended service is closed, not served, over night") {
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1, hours: mon-sun 07:00-17:00, closing: suspend}}
desks: {counter: {staff: officer, takes: 20 min}}
demand: {first: {route: [gate], at: 16:50}}
)");
    CHECK(metric_of(world, "trip.service_time.mean") == Approx(20.0 / 60));
    CHECK(metric_of(world, "trip.closed_time.mean") == Approx(14.0));
    CHECK(metric_of(world, "trip.transit_time.mean") == Approx(14 + 20.0 / 60));
}

TEST_CASE("a gate that is closed holds trucks outside") {
    const std::string world = small(R"(
places: {gate: {hours: mon-sun 07:00-19:00, desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 10 min}}
demand: {night: {route: [gate], at: 23:00}}
)");
    CHECK(story_of(world, "night/0") == Lines{"closed gate 480", "service counter 10"});
}

TEST_CASE("a full yard makes trucks wait on the approach, and the wait is for room") {
    const std::string world = small(R"(
places: {gate: {yard: {slots: 1}, desks: [counter]}}
staff: {officer: {people: 5}}
desks: {counter: {staff: officer, takes: 30 min}}
demand: {first: {route: [gate], at: 08:00}, second: {route: [gate], at: 08:10}}
)");
    CHECK(story_of(world, "second/0") == Lines{"space gate 20", "service counter 30"});
    CHECK(metric_of(world, "yard.gate.full.share") == Approx(1.0 / 24));
    CHECK(metric_of(world, "yard.gate.occupied.mean") == Approx(1.0 / 24));
    CHECK(metric_of(world, "yard.gate.wait.max") == Approx(20.0 / 60));
}

TEST_CASE("a truck that finds no slot leaves where the scenario says so") {
    const std::string world = small(R"(
places: {gate: {yard: {slots: 1, when_full: turn away}, desks: [counter]}}
staff: {officer: {people: 5}}
desks: {counter: {staff: officer, takes: 30 min}}
demand: {first: {route: [gate], at: 08:00}, second: {route: [gate], at: 08:10}, third: {route: [gate], at: 08:40}}
)");
    CHECK(metric_of(world, "trip.turned_away.total") == 2);
    CHECK(metric_of(world, "trip.finished.total") == 4);
    CHECK(metric_of(world, "trip.unfinished.total") == 0);
}

TEST_CASE("yards of the two directions are apart unless shared") {
    const auto world = [](const char* shared) {
        return small(fmt::format(R"(
places: {{gate: {{yard: {{slots: 1, shared: {}}}, desks: [counter]}}}}
staff: {{officer: {{people: 5}}}}
desks: {{counter: {{staff: officer, takes: 30 min}}}}
demand: {{east: {{route: [gate], at: 08:00}}, west: {{route: [gate], direction: westbound, at: 08:10}}}}
)",
                                 shared));
    };
    CHECK(story_of(world("no"), "west/0") == Lines{"service counter 30"});
    CHECK(story_of(world("yes"), "west/0") == Lines{"space gate 20", "service counter 30"});
}

TEST_CASE("without a yard a truck that cannot go on blocks its desk") {
    const std::string world = small(R"(
places: {first: {desks: [one]}, second: {yard: {slots: 1}, desks: [two]}}
staff: {s1: {people: 1}, s2: {people: 1}}
desks: {one: {staff: s1, takes: 10 min}, two: {staff: s2, takes: 30 min}}
demand: {t: {route: [first, second], at: [08:00, 08:01, 08:02]}}
)");
    CHECK(story_of(world, "t/0") == Lines{"service one 10", "service two 30"});
    // 08:10 to 08:20 served, then blocks desk one until 08:40; the third waits for the blocked officer.
    CHECK(story_of(world, "t/1") ==
          Lines{"queue one 9", "service one 10", "space second 20", "service two 30"});
    CHECK(story_of(world, "t/2") ==
          Lines{"queue one 38", "service one 10", "space second 20", "service two 30"});
    CHECK(metric_of(world, "staff.s1.busy.mean") == Approx((10 + 30 + 30) / 1440.0));
}

TEST_CASE("a road that is full holds back the yard before it") {
    const std::string world = small(R"(
places: {la: {yard: {slots: 2}, desks: [exit]}, vn: {yard: {slots: 9}}}
roads: {la to vn: {length: 1 km, speed: 4 km/h, holds: 1}}
staff: {s: {people: 9}}
desks: {exit: {staff: s, takes: 5 min}}
demand: {t: {from: la, to: vn, at: [08:00, 08:01, 08:02]}}
)");
    CHECK(story_of(world, "t/0") == Lines{"service exit 5", "driving la to vn 15"});
    CHECK(story_of(world, "t/1") == Lines{"service exit 5", "space la to vn 14", "driving la to vn 15"});
    CHECK(story_of(world, "t/2") ==
          Lines{"space la 3", "service exit 5", "space la to vn 25", "driving la to vn 15"});
}

TEST_CASE("a desk needs its bay and its officer, and each wait has its name") {
    const std::string world = small(R"(
places: {gate: {desks: [scan]}}
staff: {officer: {people: 1}}
desks: {scan: {staff: officer, bays: 1, takes: 10 min}, weigh: {bays: 1, takes: 3 min}}
demand: {t: {route: [gate], at: [08:00, 08:04]}}
)");
    CHECK(story_of(world, "t/1") == Lines{"bay scan 6", "service scan 10"});
}

TEST_CASE("a bay without staff serves by itself") {
    const std::string world = small(R"(
places: {gate: {desks: [weigh]}}
desks: {weigh: {bays: 2, takes: 3 min}}
demand: {t: {route: [gate], at: 08:00}}
)");
    CHECK(story_of(world, "t/0") == Lines{"service weigh 3"});
}

TEST_CASE("desks serve whom they are for") {
    const std::string world = small(R"(
places: {gate: {desks: {eastbound: [fruit_only, all, loaded_only], westbound: [all]}}}
staff: {s: {people: 9}}
desks:
  fruit_only: {staff: s, takes: 1 min, only: fruit}
  loaded_only: {staff: s, takes: 2 min, only: loaded}
  all: {staff: s, takes: 4 min}
commodities: {fruit: {payload: 20 t}, ore: {payload: 29 t}}
demand:
  fruit: {route: [gate], at: 08:00, carries: fruit}
  ore: {route: [gate], at: 08:00, carries: ore}
  empty: {route: [gate], at: 08:00, loaded: 0 %}
  west: {route: [gate], direction: westbound, at: 08:00, carries: fruit}
)");
    CHECK(story_of(world, "fruit/0") ==
          Lines{"service fruit_only 1", "service all 4", "service loaded_only 2"});
    CHECK(story_of(world, "ore/0") == Lines{"service all 4", "service loaded_only 2"});
    CHECK(story_of(world, "empty/0") == Lines{"service all 4"});
    CHECK(story_of(world, "west/0") == Lines{"service all 4"});
    CHECK(metric_of(world, "place.gate.tonnes.total") == 2 * (20 + 29 + 20));
    CHECK(metric_of(world, "desk.all.visits.total[direction=eastbound]") == 6);
    CHECK(metric_of(world, "desk.all.visits.total[commodity=fruit]") == 4);
}

TEST_CASE("trucks come back, in the other direction's lanes") {
    const std::string world = small(R"(
places: {a: {}, gate: {kind: gate, desks: {eastbound: [out], westbound: [home]}}, b: {}}
roads: {a to gate: {length: 60 km, speed: 60 km/h}, gate to b: {length: 30 km, speed: 60 km/h}}
staff: {s: {people: 9}}
desks: {out: {staff: s, takes: 10 min}, home: {staff: s, takes: 5 min, only: empty}}
fleets: {truck: {empty_speed: 120 %}}
demand: {t: {from: a, to: b, fleet: truck, at: 08:00, returns: {after: 3 h, loaded: 0 %}}}
)");
    CHECK(story_of(world, "t/0") == Lines{"driving a to gate 60", "service out 10", "driving gate to b 30",
                                          "driving gate to b 25", "service home 5", "driving a to gate 50"});
    CHECK(metric_of(world, "trip.transit_time.mean[leg=back]") == Approx(80.0 / 60));
    CHECK(metric_of(world, "trip.transit_time.mean[direction=westbound]") == Approx(80.0 / 60));
    CHECK(metric_of(world, "trip.transit_time.mean[leg=out]") == Approx(100.0 / 60));
    CHECK(metric_of(world, "trip.started.total[loaded=no]") == 2);
}

TEST_CASE("the window has the trips that start in it, and follows them to their end") {
    const std::string world =
        small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 50}}
desks: {counter: {staff: officer, takes: 30 h}}
demand: {t: {route: [gate], at: 12:00}}
)",
              "{from: 2025-09-03, warm_up: 2 days, measure: 2 days, max_overrun: 15 h}");
    CHECK(metric_of(world, "trip.started.total") == 2);
    CHECK(metric_of(world, "trip.finished.total") == 1);  // the second ends 30 h after noon of the last day
    CHECK(metric_of(world, "trip.unfinished.total") == 1);
    CHECK(metric_of(world, "desk.counter.visits.total") == 2);  // in the window, whoever started when
    CHECK(metric_of(world, "place.gate.trucks.mean") == Approx(1.25));
}

TEST_CASE("suspended service is told as it was: served, closed, served") {
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1, hours: mon-sun 07:00-17:00, closing: suspend}}
desks: {counter: {staff: officer, takes: 60 min}}
demand: {t: {route: [gate], at: 16:30}}
)");
    CHECK(story_of(world, "t/0") == Lines{"service counter 30", "closed counter 840", "service counter 30"});
}

TEST_CASE("a preempted service is told with its pause, and the pause is queue") {
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1, preemptive: yes}}
desks: {counter: {staff: officer, takes: 60 min}}
demand: {low: {route: [gate], at: 08:00}, high: {route: [gate], at: 08:20, priority: 1}}
)");
    CHECK(story_of(world, "high/0") == Lines{"service counter 60"});
    CHECK(story_of(world, "low/0") == Lines{"service counter 20", "queue counter 60", "service counter 40"});
    CHECK(metric_of(world, "trip.service_time.mean[demand=low]") == Approx(1.0));
}

TEST_CASE("who waits for room on the road is still at the place before it, and the urgent go first") {
    const std::string world = small(R"(
places: {la: {kind: gate}, vn: {}}
roads: {la to vn: {length: 1 km, speed: 4 km/h, holds: 1}}
demand:
  t: {from: la, to: vn, at: [08:00, 08:01, 08:02]}
  urgent: {from: la, to: vn, at: 08:03, priority: 1}
)");
    CHECK(story_of(world, "urgent/0") == Lines{"space la to vn 12", "driving la to vn 15"});
    CHECK(story_of(world, "t/1") == Lines{"space la to vn 29", "driving la to vn 15"});
    CHECK(metric_of(world, "place.la.crossing_time.max") == Approx(43.0 / 60));
    CHECK(metric_of(world, "trip.border_time.max") == Approx(43.0 / 60));
    CHECK(metric_of(world, "place.la.trucks.mean") == Approx((0 + 29 + 43 + 12) / 1440.0));
}

TEST_CASE("a slot that comes after the gate has closed lets nobody in before morning") {
    const std::string world = small(R"(
places: {gate: {hours: mon-sun 08:00-17:00, yard: {slots: 1}, desks: [counter]}}
staff: {officer: {people: 5}}
desks: {counter: {staff: officer, takes: 3 h}}
demand: {t: {route: [gate], at: [15:00, 15:30]}}
)");
    CHECK(story_of(world, "t/1") == Lines{"space gate 150", "closed gate 840", "service counter 180"});
}

TEST_CASE("a truck that is turned away or never arrives has milestones that say so") {
    const auto kinds = [](const std::string& text, const std::string& truck) {
        const Scenario s = load_text(text);
        Story story{parse_truck(s, truck)};
        simulate(s, make_plan(s), {}, 1, 0, &story);
        std::vector<Milestone::Kind> all;
        for (const Milestone& m : story.milestones) all.push_back(m.kind);
        return all;
    };
    using Kind = Milestone::Kind;
    const std::string world = small(R"(
places: {gate: {yard: {slots: 1, when_full: turn away}, desks: [counter]}}
staff: {officer: {people: 5}}
desks: {counter: {staff: officer, takes: 20 days}}
demand: {t: {route: [gate], at: [08:00, 09:00]}}
)");
    CHECK(kinds(world, "t/0") == std::vector<Kind>{Kind::sets_out});
    CHECK(kinds(world, "t/1") == std::vector<Kind>{Kind::sets_out, Kind::turned_away});
    CHECK(metric_of(world, "trip.unfinished.total") == 1);
}

TEST_CASE("who is served at once has not waited: not in the mean, not in the maximum") {
    const std::string two = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 2}}
desks: {counter: {staff: officer, takes: 30 min}}
demand: {t: {route: [gate], at: ["06:00", "06:10"]}}
)");
    CHECK(metric_of(two, "desk.counter.waiting.max") == 0);
    const std::string third = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 2}}
desks: {counter: {staff: officer, takes: 30 min}}
demand: {t: {route: [gate], at: ["06:00", "06:10", "06:20"]}}
)");
    CHECK(metric_of(third, "desk.counter.waiting.max") == 1);
    CHECK(metric_of(third, "desk.counter.waiting.mean") == Approx(10.0 / 1440));
}

TEST_CASE("a batch sets out together, truck by truck") {
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 10 min}}
demand: {t: {route: [gate], at: ["06:00"], batch: 3}}
)");
    CHECK(story_of(world, "t/0") == Lines{"service counter 10"});
    CHECK(story_of(world, "t/2") == Lines{"queue counter 20", "service counter 10"});
    CHECK(metric_of(world, "trip.started.total") == 6);  // on two days
}

TEST_CASE("batches of any size keep the trucks per day") {
    const std::string world = small(R"(
places: {gate: {}}
demand: {t: {route: [gate], trucks: 1000 per day, batch: geometric(mean 4)}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 100 days}");
    // Compound Poisson: a variance of 25,000 batches times E[X²] = 28, so 5 sd of 100,000 trucks are 4.2 %.
    CHECK(metric_of(world, "trip.started.per_day") == Approx(1000).epsilon(0.042));
}

TEST_CASE("who loses patience leaves the queue and the system, and does not come back") {
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 60 min}}
demand: {t: {route: [gate], at: ["06:00", "06:10", "06:20"], patience: 45 min, returns: {after: 1 h}}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 1 days}");
    CHECK(story_of(world, "t/1") == Lines{"queue counter 45"});
    CHECK(story_of(world, "t/2") == Lines{"queue counter 40", "service counter 60", "service counter 60"});
    CHECK(metric_of(world, "trip.given_up.total") == 1);
    CHECK(metric_of(world, "trip.finished.total") == 4);
    CHECK(metric_of(world, "desk.counter.waiting.mean") == Approx((45.0 + 40.0) / 1440));
    CHECK(metric_of(world, "place.gate.trucks.max") == 3);
}

TEST_CASE("patience ends before a full yard too, and a slot that comes in the same moment counts") {
    const std::string world = small(R"(
places: {gate: {yard: {slots: 1}, desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 60 min}}
demand: {t: {route: [gate], at: ["06:00", "06:10", "06:20"], patience: 50 min}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 1 days}");
    CHECK(story_of(world, "t/1") == Lines{"space gate 50", "service counter 60"});
    CHECK(story_of(world, "t/2") == Lines{"space gate 50"});
    CHECK(metric_of(world, "place.gate.trucks.mean") == Approx((60 + 110 + 50) / 1440.0));
}

TEST_CASE("a breakdown stops the truck in hand, which resumes after the repair or begins again") {
    const std::string text = R"(
places: {gate: {desks: [counter]}}
staff: {scanner: {people: 1, breakdowns: {every: 390 min, repair: 60 min, then: THEN}}}
desks: {counter: {staff: scanner, takes: 60 min}}
demand: {t: {route: [gate], at: "06:00"}}
)";
    const auto with = [&](const std::string& then) {
        std::string world = text;
        world.replace(world.find("THEN"), 4, then);
        return small(world);
    };
    CHECK(story_of(with("resume"), "t/0") ==
          Lines{"service counter 30", "queue counter 60", "service counter 30"});
    CHECK(story_of(with("restart"), "t/0") ==
          Lines{"service counter 30", "queue counter 60", "service counter 60"});
    CHECK(metric_of(with("resume"), "staff.scanner.down.mean") == Approx(6 * 60 / 2880.0));
}

TEST_CASE("with a spare unit a breakdown hands the truck over at once") {
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {scanner: {people: 2, hours: mon-sun 05:00-22:00, breakdowns: {every: 390 min, repair: 60 min}}}
desks: {counter: {staff: scanner, takes: 60 min}}
demand: {t: {route: [gate], at: ["06:00", "06:10"]}}
)");
    // Both units fail at 06:30: both trucks stop, and go on where they stopped at 07:30.
    CHECK(story_of(world, "t/0") == Lines{"service counter 30", "queue counter 60", "service counter 30"});
    CHECK(story_of(world, "t/1") == Lines{"service counter 20", "queue counter 60", "service counter 40"});
    const std::string spare = small(R"(
places: {gate: {desks: [counter]}}
staff: {scanner: {people: 2, breakdowns: {every: "uniform(200, 400) min", repair: 6 min}}}
desks: {counter: {staff: scanner, takes: 60 min}}
demand: {t: {route: [gate], every: 200 min}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 40 days}");
    CHECK(metric_of(spare, "trip.queue_time.max") <= 6.0 / 60);  // both down at once, at worst
    CHECK(metric_of(spare, "trip.queue_time.p50") == 0);
}

TEST_CASE("a yard that turns trucks away never lets a queue grow for ever, and is not warned of") {
    const std::string text = R"(
places: {gate: {yard: {slots: 5, when_full: WHEN}, desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: 10 min}}
demand: {t: {route: [gate], trucks: 12 per hour}}
)";
    const auto warned = [&](const std::string& when) {
        std::string world = text;
        world.replace(world.find("WHEN"), 4, when);
        const Scenario scenario = load_text(small(world));
        return warnings(scenario, make_plan(scenario)).size();
    };
    CHECK(warned("turn away") == 0);
    CHECK(warned("queue") == 1);
}

TEST_CASE("a world without a single resource ends with trucks on the road") {
    const std::string world = small(
        "places: {a: {}, b: {}}\nroads: {a to b: {length: 400 km, speed: 40 km/h}}\n"
        "demand: {t: {from: a, to: b, trucks: 100 per day}}");
    CHECK(metric_of(world, "trip.transit_time.mean") == Approx(10));
}

TEST_CASE("a stream so rare that no truck ever comes runs to the end") {
    for (const char* more : {"", ", by_weekday: {sun: 50 %}"}) {
        const std::string world = small(
            std::string("places: {a: {}}\ndemand: {t: {route: [a], trucks: 0.000001 per year") + more + "}}");
        CHECK(metric_of(world, "trip.started.total") == 0);
    }
}

TEST_CASE("who gives up before a full yard has waited too") {
    const std::string world = small(R"(
places: {gate: {yard: {slots: 1}, desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 60 min}}
demand: {t: {route: [gate], at: ["06:00", "06:10"], patience: 30 min}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 1 days}");
    CHECK(metric_of(world, "yard.gate.wait.mean") == Approx(0.25));  // 0 and 30 min
}

TEST_CASE("a truck that comes twice to a yard does not lose patience in step") {
    const std::string world = small(R"(
places: {a: {yard: {slots: 1}, desks: [slow]}, b: {}}
staff: {officer: {people: 1}}
desks: {slow: {staff: officer, takes: 50 min}}
demand: {t: {route: [a, b, a], every: 40 min, patience: exponential(60 min)}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 20 days}");
    // Independent draws: some pass the first time and give up the second.
    CHECK(metric_of(world, "trip.given_up.total") > 0);
    CHECK(metric_of(world, "trip.finished.total") > 0);
}

TEST_CASE(
    "load counts everybody, the warning only queues that grow, and restarted work counts as often as it is "
    "done") {
    const auto said = [](const std::string& text) {
        const Scenario scenario = load_text(small(text));
        const Plan plan = make_plan(scenario);
        return std::pair(offered_load(scenario, plan, 0), warnings(scenario, plan).size());
    };
    const std::string patient = R"(
places: {gate: {desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: 10 min}}
demand: {t: {route: [gate], trucks: 30 per hour, patience: 1 h}}
)";
    CHECK(said(patient).first == Approx(5));
    CHECK(said(patient).second == 0);
    const std::string restarts = R"(
places: {gate: {desks: [counter]}}
staff: {officers: {people: 1, breakdowns: {every: exponential(5 min), repair: 1 min, then: restart}}}
desks: {counter: {staff: officers, takes: 30 min}}
demand: {t: {route: [gate], trucks: 1 per hour}}
)";
    // (e^6 - 1) 5 min of work for one truck, an officer who is there 5 of 6 minutes.
    CHECK(said(restarts).first == Approx((std::exp(6.0) - 1) * 5 / 60 / (5.0 / 6)));
    CHECK(said(restarts).second == 1);
}
