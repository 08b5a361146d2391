// Batches before a barrier, convoys, roads of one lane and overloaded trucks, with exact times.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

const std::string between = R"(
places: {gate: {yard: {slots: 2YARD}, desks: [counter]}}
staff: {officers: {people: 9}}
desks: {counter: {staff: officers, takes: 30 min}}
demand: {t: {route: [gate], at: ["08:00", "08:01", "08:02", "08:03"]}}
)";

}  // namespace

TEST_CASE("the barrier opens for who is there when the space is empty, and for nobody in between") {
    const std::string world = small(replaced(between, "YARD", ", batch: {}"));
    // 08:00 the first enters alone; 08:30 it has left, two enter; 09:00 they have left, the last enters.
    CHECK(story_of(world, "t/0") == Lines{"service counter 30"});
    CHECK(story_of(world, "t/1") == Lines{"batch gate 29", "service counter 30"});
    CHECK(story_of(world, "t/2") == Lines{"batch gate 28", "service counter 30"});
    CHECK(story_of(world, "t/3") == Lines{"batch gate 27", "space gate 30", "service counter 30"});
    CHECK(metric_of(world, "trip.batch_time.max") == Approx(29.0 / 60));
    CHECK(metric_of(world, "yard.gate.wait.max") == Approx(57.0 / 60));
    CHECK(metric_of(world, "place.gate.queue.mean") == Approx((29 + 28 + 57) / (24.0 * 60)));
    CHECK(metric_of(world, "yard.gate.full.share") == Approx(0.5 / 24));
    CHECK(metric_of(world, "yard.gate.occupied.mean") == Approx(2.0 / 24));
    // The same space without batches: a free slot is taken at once.
    const std::string free = small(replaced(between, "YARD", ""));
    CHECK(story_of(free, "t/1") == Lines{"service counter 30"});
    CHECK(story_of(free, "t/3") == Lines{"space gate 28", "service counter 30"});
}

TEST_CASE(
    "a batch may be smaller than the space, and a gap lies between two batches but not before the first") {
    const std::string world = small(replaced(between, "YARD", ", batch: {of: 1, gap: 10 min}"));
    CHECK(story_of(world, "t/0") == Lines{"service counter 30"});
    CHECK(story_of(world, "t/1") == Lines{"batch gate 39", "service counter 30"});
    CHECK(story_of(world, "t/2") == Lines{"batch gate 78", "service counter 30"});
    CHECK(metric_of(world, "trip.space_time.max") == 0);  // no slot is missing
}

TEST_CASE("a wait before a barrier is space while all slots are taken and batch while some are free") {
    const std::string world = small(R"(
places: {gate: {yard: {slots: 2, batch: {}}, desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: 20 min}}
demand: {pair: {route: [gate], at: 08:00, batch: 2}, late: {route: [gate], at: "08:05"}}
)");
    CHECK(story_of(world, "pair/1") == Lines{"queue counter 20", "service counter 20"});
    CHECK(story_of(world, "late/0") == Lines{"space gate 15", "batch gate 20", "service counter 20"});
}

TEST_CASE("a space that both directions share is for one of them at a time, by who has waited longest") {
    const std::string world = R"(
places: {gate: {yard: {slots: 3, shared: SHARED, batch: {}}, desks: [counter]}}
staff: {officers: {people: 9}}
desks: {counter: {staff: officers, takes: 30 min}}
demand:
  east: {route: [gate], at: ["08:00", "08:02", "08:04"]}
  west: {route: [gate], direction: westbound, at: ["08:01", "08:03"]}
)";
    const std::string shared = small(replaced(world, "SHARED", "yes"));
    CHECK(story_of(shared, "east/0") == Lines{"service counter 30"});
    CHECK(story_of(shared, "west/0") == Lines{"batch gate 29", "service counter 30"});
    CHECK(story_of(shared, "west/1") == Lines{"batch gate 27", "service counter 30"});
    CHECK(story_of(shared, "east/1") == Lines{"batch gate 58", "service counter 30"});
    CHECK(story_of(shared, "east/2") == Lines{"batch gate 56", "service counter 30"});
    const std::string apart = small(replaced(world, "SHARED", "no"));
    CHECK(story_of(apart, "west/0") == Lines{"service counter 30"});
    CHECK(story_of(apart, "east/1") == Lines{"batch gate 28", "service counter 30"});
    CHECK(story_of(apart, "west/1") == Lines{"batch gate 28", "service counter 30"});
}

TEST_CASE("who comes at one moment enters together, whichever way the engine hears of them") {
    const std::string world = small(R"(
places: {a: {}, b: {}, gate: {yard: {slots: 9, batch: {}}, desks: [counter]}}
roads: {a to gate: {length: 10 km, speed: 20 km/h}, b to gate: {length: 20 km, speed: 40 km/h}}
staff: {officers: {people: 9}}
desks: {counter: {staff: officers, takes: 30 min}}
demand: {one: {from: a, to: gate, at: 08:00}, two: {from: b, to: gate, at: 08:00, batch: 2}}
)");
    CHECK(story_of(world, "one/0") == Lines{"driving a to gate 30", "service counter 30"});
    CHECK(story_of(world, "two/1") == Lines{"driving b to gate 30", "service counter 30"});
}

TEST_CASE("a barrier does not open at night, and the night is closed") {
    const std::string world = small(R"(
places: {gate: {hours: mon-sun 07:00-19:00, yard: {slots: 2, batch: {}}, desks: [counter]}}
staff: {officers: {people: 9}}
desks: {counter: {staff: officers, takes: 30 min}}
demand:
  evening: {route: [gate], at: ["18:40", "18:50", "18:55"]}
  night: {route: [gate], direction: eastbound, at: "20:00"}
)");
    CHECK(story_of(world, "evening/0") == Lines{"service counter 30"});
    CHECK(story_of(world, "evening/1") == Lines{"batch gate 10", "closed gate 720", "service counter 30"});
    CHECK(story_of(world, "evening/2") == Lines{"batch gate 5", "closed gate 720", "service counter 30"});
    CHECK(story_of(world, "night/0") == Lines{"closed gate 660", "space gate 30", "service counter 30"});
}

TEST_CASE("patience ends before a barrier, and who has left is not let in") {
    const std::string world = small(
        replaced(replaced(between, "YARD", ", batch: {}"), "[gate], at", "[gate], patience: 20 min, at"));
    CHECK(story_of(world, "t/1") == Lines{"batch gate 20"});
    CHECK(metric_of(world, "trip.given_up.total") == 6);
    CHECK(metric_of(world, "trip.finished.total") == 2);
}

TEST_CASE("a closed barrier holds the trucks on the road, and the road those before it") {
    const std::string world = small(R"(
places: {la: {desks: [exit]}, vn: {yard: {slots: 1, batch: {}}, desks: [counter]}}
roads: {la to vn: {length: 1 km, speed: 6 km/h, holds: 1}}
staff: {lao: {people: 1}, viet: {people: 1}}
desks: {exit: {staff: lao, takes: 5 min}, counter: {staff: viet, takes: 60 min}}
demand: {t: {from: la, to: vn, at: [08:00, 08:01, 08:02]}}
)");
    CHECK(story_of(world, "t/0") == Lines{"service exit 5", "driving la to vn 10", "service counter 60"});
    // Leaves the desk for the road at 08:15, is at the barrier at 08:25 and inside at 09:15.
    CHECK(story_of(world, "t/1") == Lines{"queue exit 4", "service exit 5", "space la to vn 5",
                                          "driving la to vn 10", "space vn 50", "service counter 60"});
    CHECK(story_of(world, "t/2") == Lines{"queue exit 13", "service exit 5", "space la to vn 55",
                                          "driving la to vn 10", "space vn 50", "service counter 60"});
}

TEST_CASE("two shared spaces that face each other block for ever, and one truck is enough") {
    const std::string world = R"(
places:
  a: {yard: {slots: 5, shared: yesBATCH}, desks: [at_a]}
  b: {yard: {slots: 5, shared: yesBATCH}, desks: [at_b]}
staff: {officers: {people: 4}}
desks: {at_a: {staff: officers, takes: 30 min}, at_b: {staff: officers, takes: 30 min}}
demand:
  out: {route: [a, b], at: "06:00"}
  home: {route: [b, a], at: "06:00", direction: westbound}
)";
    CHECK(deadlock_of(small(replaced(world, "BATCH", ", batch: {}"))) ==
          "out/0 waits for the yard of b, kept by home/0, which waits for the yard of a, kept by out/0");
    CHECK(deadlock_of(small(replaced(world, "BATCH", ""))).empty());
}

TEST_CASE("a road of one lane is for both directions in turn") {
    const std::string world = R"(
places: {la: {}, vn: {}}
roads: {la to vn: {length: 1 km, speed: 4 km/h, holds: 1SHARED}}
demand:
  out: {from: la, to: vn, at: 08:00}
  home: {from: vn, to: la, direction: westbound, at: "08:01"}
)";
    CHECK(story_of(small(replaced(world, "SHARED", "")), "home/0") == Lines{"driving la to vn 15"});
    CHECK(story_of(small(replaced(world, "SHARED", ", shared: yes")), "home/0") ==
          Lines{"space la to vn 14", "driving la to vn 15"});
}

TEST_CASE("a convoy goes when it is complete") {
    const std::string world = R"(
places: {gate: {desks: [escort]}}
desks: {escort: {convoy: CONVOY, takes: 0 min}}
demand: {t: {route: [gate], at: ["08:00", "08:10", "08:25", "09:00", "09:10"]}}
)";
    const std::string three =
        small(replaced(world, "CONVOY", "{of: 3}"), "{from: 2025-09-01, warm_up: 0 days, measure: 1 days}");
    CHECK(story_of(three, "t/0") == Lines{"batch escort 25"});
    CHECK(story_of(three, "t/1") == Lines{"batch escort 15"});
    CHECK(story_of(three, "t/2").empty());
    CHECK(story_of(three, "t/3") == Lines{"batch escort 1380"});  // until the first of the next day
    const std::string limited = small(replaced(world, "CONVOY", "{of: 3, within: 20 min}"));
    CHECK(story_of(limited, "t/0") == Lines{"batch escort 20"});
    CHECK(story_of(limited, "t/1") == Lines{"batch escort 10"});
    CHECK(story_of(limited, "t/2") == Lines{"batch escort 20"});
    CHECK(story_of(limited, "t/3") == Lines{"batch escort 20"});
    CHECK(story_of(limited, "t/4") == Lines{"batch escort 10"});
    const std::string table = small(replaced(world, "CONVOY", "{at: [08:10, 14:00]}"));
    CHECK(story_of(table, "t/0") == Lines{"batch escort 10"});
    CHECK(story_of(table, "t/1").empty());  // just in time
    CHECK(story_of(table, "t/2") == Lines{"batch escort 335"});
}

TEST_CASE("each direction has its own convoy") {
    const std::string world = small(R"(
places: {gate: {desks: [escort]}}
desks: {escort: {convoy: {of: 2}, takes: 3 min}}
demand:
  east: {route: [gate], at: ["08:00", "08:20"]}
  west: {route: [gate], direction: westbound, at: ["08:10", "08:30"]}
)");
    CHECK(story_of(world, "east/0") == Lines{"batch escort 20", "service escort 3"});
    CHECK(story_of(world, "west/0") == Lines{"batch escort 20", "service escort 3"});
}

TEST_CASE("who gathers has left the desk before, so that the others can pass it") {
    const std::string world = small(R"(
places: {la: {desks: [papers, escort]}, vn: {}}
roads: {la to vn: {length: 1 km, speed: 4 km/h, holds: 9}}
staff: {officer: {people: 1}}
desks: {papers: {staff: officer, takes: 5 min}, escort: {convoy: {of: 2}, takes: 0 min}}
demand: {t: {from: la, to: vn, at: [08:00, 08:02]}}
)");
    CHECK(story_of(world, "t/0") == Lines{"service papers 5", "batch escort 5", "driving la to vn 15"});
    CHECK(story_of(world, "t/1") == Lines{"queue papers 3", "service papers 5", "driving la to vn 15"});
}

TEST_CASE("convoys of both directions that fill a yard before they are complete block for ever") {
    const std::string world = R"(
places: {gate: {yard: {slots: SLOTS, shared: yes}, desks: [escort]}}
desks: {escort: {convoy: {of: 3}, takes: 0 min}}
demand:
  east: {route: [gate], at: ["08:00", "08:20"]}
  west: {route: [gate], direction: westbound, at: ["08:10", "08:30"]}
)";
    CHECK(deadlock_of(small(replaced(world, "SLOTS", "4"))) ==
          "east/0 waits for the rest of its convoy and for the yard of gate, kept by east/0");
    CHECK(deadlock_of(small(replaced(world, "SLOTS", "5"))).empty());
}

TEST_CASE("an overloaded truck sheds its load before it enters, and the others pass") {
    const std::string world = R"(
places: {la: {}, gate: {kind: gate, desks: [scale, shed, entry]}, b: {}}
roads: {la to gate: {length: 10 km, speed: 20 km/h}, gate to b: {length: 10 km, speed: 20 km/h}}
staff: {porters: {people: 2}}
desks:
  scale: {bays: 1, takes: 3 min, if_over: shedSHARE}
  shed: {staff: porters, bays: 1, takes: 90 min}
  entry: {bays: 9, takes: 1 min}
commodities: {ore: {payload: 30 t, overload: {share: OVER, excess: 6 t}}, wood: {payload: 20 t}}
demand:
  ore: {from: la, to: b, at: 08:00, carries: ore}
  wood: {from: la, to: b, at: 08:30, carries: wood}
)";
    const auto world_of = [&](const char* over, const char* share) {
        return small(replaced(replaced(world, "OVER", over), "SHARE", share));
    };
    const std::string over = world_of("100 %", "");
    CHECK(story_of(over, "ore/0") == Lines{"driving la to gate 30", "service scale 3", "service shed 90",
                                           "service entry 1", "driving gate to b 30"});
    CHECK(story_of(over, "wood/0") ==
          Lines{"driving la to gate 30", "service scale 3", "service entry 1", "driving gate to b 30"});
    CHECK(metric_of(over, "place.la.tonnes.total") == 2 * (36 + 20));
    CHECK(metric_of(over, "place.gate.tonnes_shed.total") == 2 * 6);
    CHECK(metric_of(over, "place.gate.tonnes.total") == 2 * (30 + 20));
    CHECK(metric_of(over, "place.b.tonnes.total") == 2 * (30 + 20));
    CHECK(metric_of(over, "place.gate.tonnes_shed.total[commodity=wood]") == 0);
    const std::string legal = world_of("0 %", "");
    CHECK(metric_of(legal, "desk.shed.visits.total") == 0);
    CHECK(metric_of(legal, "place.la.tonnes.total") == 2 * (30 + 20));
    // Who is not weighed is not found.
    const std::string unseen = world_of("100 %", ", only: wood");
    CHECK(metric_of(unseen, "desk.shed.visits.total") == 0);
    CHECK(metric_of(unseen, "place.b.tonnes.total") == 2 * (36 + 20));
}

TEST_CASE("the same trucks are overloaded in every arm, and the load of the porters is known") {
    const std::string world = small(R"(
places: {gate: {desks: [scale, shed]}}
staff: {porters: {people: 2}}
desks: {scale: {bays: 9, takes: 3 min, if_over: shed, share: 50 %}, shed: {staff: porters, takes: 60 min}}
commodities: {ore: {payload: 30 t, overload: {share: 40 %, excess: "uniform(1, 9) t"}}}
demand: {ore: {route: [gate], trucks: 5 per hour, carries: ore}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 50 days}");
    const Scenario scenario = load_text(world);
    CHECK(offered_load(scenario, make_plan(scenario), 0) == Approx(5 * 0.4 * 0.5 / 2));
    const auto many =
        outcome_of(scenario, {"desk.shed.visits.per_day", "place.gate.tonnes_shed.per_day"}, 20);
    CHECK(many.findings[0].estimate.value == Approx(5 * 24 * 0.4 * 0.5).epsilon(0.02));
    CHECK(many.findings[1].estimate.value == Approx(5 * 24 * 0.4 * 0.5 * 5).epsilon(0.02));
    const std::string other = replaced(world, "takes: 60 min", "takes: 30 min");
    CHECK(metric_of(other, "place.gate.tonnes_shed.total") ==
          Approx(metric_of(world, "place.gate.tonnes_shed.total")).epsilon(0.002));  // but for the last hour
}

// A gate of 12 hours lets in 12 h / cycle batches of 13 a day, of either direction when they share the space:
// 250 to 300 trucks a day are too many from a cycle of 31 to 38 min on, and of 62 to 75 min where each
// direction has its own space. (The last batch of the day is let in whole, which is why the edges lie a
// little higher.)
TEST_CASE(
    "the queue before a space that works in batches grows from the cycle on that can be worked out by hand") {
    const auto left_after_60_days = [](int trucks, const char* shared, int cycle) {
        const std::string half = fmt::format("trucks: {} per day", trucks / 2);
        const std::string world =
            small(fmt::format(R"(
places: {{gate: {{hours: mon-sun 07:00-19:00, yard: {{slots: 13, shared: {}, batch: {{gap: 3 min}}}}, desks: [work]}}}}
desks: {{work: {{bays: 26, takes: {} min}}}}
demand: {{east: {{route: [gate], {}}}, west: {{route: [gate], direction: westbound, {}}}}}
)",
                              shared, cycle - 3, half, half),
                  "{from: 2025-09-01, warm_up: 0 days, measure: 60 days, max_overrun: 0 days}");
        return metric_of(world, "trip.unfinished.total");
    };
    CHECK(left_after_60_days(300, "yes", 28) < 200);
    CHECK(left_after_60_days(300, "yes", 33) > 600);
    CHECK(left_after_60_days(250, "yes", 35) < 200);
    CHECK(left_after_60_days(250, "yes", 41) > 600);
    CHECK(left_after_60_days(300, "no", 59) < 200);
    CHECK(left_after_60_days(300, "no", 68) > 600);
    CHECK(left_after_60_days(250, "no", 70) < 200);
    CHECK(left_after_60_days(250, "no", 82) > 600);
}

TEST_CASE("what cannot be let through, complete or shed is said at once, with its place") {
    const std::string said = problems_of(small(R"(
places:
  gate: {yard: {slots: 4, when_full: turn away, batch: {of: 9}}, desks: [escort, scale]}
  shed_only: {yard: {slots: 4}, desks: [shed, crowd, both]}
roads: {gate to shed_only: {length: 1 km, speed: 4 km/h, shared: yes}}
desks:
  escort: {convoy: {of: 3}, takes: 0 min}
  crowd: {convoy: {of: 8}, takes: 0 min}
  both: {convoy: {of: 1, at: 08:00, within: 5 min}, takes: 0 min}
  scale: {bays: 1, takes: 1 min, if_over: shed}
  shed: {bays: 1, takes: 1 min}
commodities: {ore: {overload: {share: 5 %, excess: 3 t}}}
demand: {t: {from: gate, to: shed_only, trucks: 3 per day, carries: ore}}
)"));
    for (const char* part :
         {"places.gate.yard.batch.of: found batches of 9, more than the 4 slots",
          "places.gate.yard: trucks wait for a batch and are not turned away",
          "desks.escort.convoy.of: a smaller batch in 'gate' would wait for ever to be complete",
          "desks.crowd.convoy.of: found convoys of 8, more than the 4 slots of 'shed_only'",
          "desks.both.convoy: expected either 'of' trucks, or 'at' times of day",
          "desks.both.convoy.of: found 1, expected at least two trucks",
          "desks.both.convoy.within: goes with 'of', not with 'at'",
          "desks.scale.if_over: 'gate' does not list 'shed' after it (eastbound)",
          "places.shed_only.desks: nobody sends a truck to 'shed' here (westbound)",
          "roads.\"gate to shed_only\".shared: says whose its room is",
          "commodities.ore.overload: tonnes above the legal weight, but no 'payload'"}) {
        INFO(said);
        CHECK(has(said, part));
    }
    CHECK(has(problems_of(small("places: {a: {desks: [w]}}\ndesks: {w: {bays: 1, takes: 1 min, if_over: v}}\n"
                                "demand: {t: {route: [a], trucks: 1 per day}}")),
              "desks.w.if_over: found 'v', which is not in 'desks'"));
    CHECK(has(
        problems_of(small("places: {a: {}}\ncommodities: {o: {payload: 1 t, overload: {share: 5 %, excess: "
                          "\"uniform(1, 3) min\"}}}\ndemand: {t: {route: [a], trucks: 1 per day}}")),
        "found the unit 'min' after uniform(…), expected that of a mass such as 3 t"));
}
