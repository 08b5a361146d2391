// Blocks of a yard, what stands upon each other, ships and trains: against queues that are known and sums by
// hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Boxes of one TEU come to a block, each with a truck of its own.
std::string depot(const std::string& block, const std::string& more, const std::string& trucks = "48 per day",
                  const std::string& runs = "") {
    return small(R"(
places: {icd: {kind: icd, desks: [lift]}}
blocks: {boxes: {place: icd, )" +
                     block +
                     R"(}}
desks: {lift: {bays: 1000, takes: 0 min, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 1}}
demand: {t: {route: [icd], carries: box, trucks: )" +
                     trucks + "}}\n" + more,
                 runs);
}

/// Loss with an offered load of 24 Erlang, by Erlang's recursion.
double erlang_b(int slots) {
    double b = 1;
    for (int n = 1; n <= slots; ++n) b = 24 * b / (n + 24 * b);
    return b;
}

const std::string years = "{from: 2025-10-01, warm_up: 30 days, measure: 400 days, max_overrun: 0 days}";

}  // namespace

TEST_CASE("a block that sends away what finds no room is Erlang's loss system, whatever the law of dwell") {
    // 48 boxes a day for half a day each: 24 Erlang on 25 slots, B = 0.1233 (Erlang's formula, by recursion).
    const double lost = erlang_b(25);
    for (const char* dwell : {"exponential(12 h)", "12 h", "\"lognormal(mean 12 h, cv 0.7)\""}) {
        const std::string text =
            depot(std::string("slots: 25, when_full: elsewhere, dwell: ") + dwell, "", "48 per day", years);
        const Outcome seen = outcome_of(
            load_text(text),
            {"block.boxes.overflow.per_day", "block.boxes.occupied.mean", "block.boxes.dwell.mean"}, 20);
        const Estimate overflow = student(seen.findings[0].replications, 0.999);
        const Estimate occupied = student(seen.findings[1].replications, 0.999);
        CHECK(std::abs(overflow.value - 48 * lost) <= overflow.half_width);
        CHECK(overflow.half_width < 48 * (lost - erlang_b(26)));  // one slot more would be seen
        CHECK(std::abs(occupied.value - 24 * (1 - lost)) <= occupied.half_width);
        const Estimate stay = student(seen.findings[2].replications, 0.999);
        CHECK(std::abs(stay.value - 12) <= stay.half_width + 1e-9);
    }
}

TEST_CASE("who waits for room in a block waits in the queue that is known") {
    // Exponential dwell: M/M/c with 24 Erlang on 28 slots; the truck waits until a box has left.
    const std::string text = depot("slots: 28, dwell: exponential(12 h)", "", "48 per day", years);
    const Outcome seen = outcome_of(load_text(text), {"trip.space_time.mean"}, 20);
    const Estimate wait = student(seen.findings[0].replications, 0.999);
    const auto known = [](int slots) {
        const double b = erlang_b(slots);
        return b / (1 - 24.0 / slots * (1 - b)) * 12 / (slots - 24);
    };
    CHECK(std::abs(wait.value - known(28)) <= wait.half_width);
    CHECK(wait.half_width < known(28) - known(29));  // one slot more would be seen
}

TEST_CASE("a ship takes what was there before its cut-off, and leaves behind what does not fit") {
    // Boxes at 06:00, 07:00 … 11:00; the ship of 12:00 takes four of those that were there at 10:30.
    const std::string text = small(R"(
places: {port: {kind: port, desks: [lift]}}
blocks: {export: {place: port, slots: 100}}
services: {feeder: {block: export, first: 2025-09-01 12:00, every: 12 h, capacity: 4 TEU, cut_off: 90 min}}
desks: {lift: {bays: 1000, takes: 0 min, puts: export}}
commodities: {box: {payload: 10 t, teu: 1}}
demand: {t: {route: [port], carries: box, at: ["06:00", "07:00", "08:00", "09:00", "10:00", "11:00"]}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 29 h, max_overrun: 0 days}");
    CHECK(metric_of(text, "service.feeder.left_behind.max") == 1);
    CHECK(metric_of(text, "service.feeder.left_behind.mean") == 0.5);  // nothing at the next, at 24:00
    CHECK(metric_of(text, "service.feeder.missed.total") == 1);
    CHECK(metric_of(text, "block.export.dwell.max") == Approx(14));  // from 10:00 to 24:00
    CHECK(metric_of(text, "block.export.occupied.max") == 6);
    CHECK(metric_of(replaced(text, "capacity: 4 TEU", "capacity: 6 TEU"), "service.feeder.left_behind.max") ==
          0);
    CHECK(metric_of(replaced(text, "cut_off: 90 min", "cut_off: 0 min"), "service.feeder.missed.total") == 0);
}

TEST_CASE("a train every eight hours leaves behind what the chain of its calls says") {
    // Poisson, 6 an hour; 52 wagons. What is left behind is L' = max(0, L + A - 52), A Poisson with mean 48:
    // known 2.972441 on average, and a mean wait of 4.495407 h.
    const std::string text =
        depot("slots: 1000",
              "services: {train: {block: boxes, first: 2025-09-01 08:00, every: 8 h, capacity: 52 TEU}}",
              "144 per day", years);
    const Outcome seen =
        outcome_of(load_text(text), {"service.train.left_behind.mean", "block.boxes.dwell.mean"}, 20);
    const Estimate behind = student(seen.findings[0].replications, 0.999);
    const Estimate wait = student(seen.findings[1].replications, 0.999);
    CHECK(std::abs(behind.value - 2.972441) <= behind.half_width);
    CHECK(behind.half_width < 2.972441 - 0.923);  // three wagons more would be seen: 0.923 and 4.154 h
    CHECK(std::abs(wait.value - 4.495407) <= wait.half_width);
    CHECK(wait.half_width < 4.495407 - 4.154);
}

TEST_CASE("who loses patience before it is unloaded gives its room in the block back") {
    // Two slots and one machine, which takes two hours. The second truck gives up at 06:20; the third, which
    // comes at 06:30, needs its room.
    const std::string text =
        small(R"(
places: {icd: {kind: icd, desks: [lift]}}
blocks: {boxes: {place: icd, slots: 2, dwell: 30 days}}
staff: {crane: {people: 1}}
desks: {lift: {staff: crane, takes: 2 h, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 1}}
demand:
  t:     {route: [icd], carries: box, at: ["06:00", "06:10"], patience: 10 min}
  third: {route: [icd], carries: box, at: ["06:30"]}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 0 days}");
    CHECK(metric_of(text, "block.boxes.put.total") == 2);
    CHECK(metric_of(text, "trip.given_up.total") == 1);
    CHECK(metric_of(text, "trip.transit_time.max[demand=third]") == Approx(3.5));
    CHECK(metric_of(replaced(text, "patience: 10 min", "patience: 30 h"),
                    "trip.finished.total[demand=third]") == 0);
}

TEST_CASE("what stands on a container that is fetched is moved first") {
    // A box a day stays for ten days: ten stand on four slots, two stacks of three and two of two. Of ten
    // boxes those with none, one and two above them are 4, 4 and 2: 0.8 moves more on average.
    const std::string text =
        small(R"(
places: {out: {}, icd: {kind: icd, desks: {eastbound: [lift_on], westbound: [lift_off]}}}
roads: {icd to out: {length: 10 km, speed: 60 km/h}}
blocks: {boxes: {place: icd, slots: 4, high: 4}}
desks: {lift_off: {bays: 10, takes: 5 min, puts: boxes}, lift_on: {bays: 10, takes: 5 min, fetches: boxes}}
commodities: {box: {payload: 10 t, teu: 1}}
demand:
  brought: {direction: westbound, from: out, to: icd, carries: box, at: ["06:00"]}
  fetched: {direction: eastbound, from: icd, to: out, carries: box, made_of: {demand: brought, yield: 100 %, after: 9.9 days}}
)",
              "{from: 2025-10-01, warm_up: 30 days, measure: 400 days, max_overrun: 20 days}");
    const Outcome seen = outcome_of(
        load_text(text),
        {"block.boxes.rehandles.mean", "block.boxes.occupied.max", "trip.service_time.mean[demand=fetched]"},
        20);
    const Estimate above = student(seen.findings[0].replications, 0.999);
    CHECK(seen.findings[1].estimate.value == 10);
    CHECK(std::abs(above.value - 0.8) <= above.half_width);
    CHECK(above.half_width < 0.8 - 0.75);  // half of what stands on average is another rule
    CHECK(seen.findings[2].estimate.value * 60 == Approx(5 * (1 + seen.findings[0].estimate.value)));
    // On the ground nothing stands on anything.
    CHECK(metric_of(replaced(text, "slots: 4, high: 4", "slots: 10"), "block.boxes.rehandles.max") == 0);
}

TEST_CASE("goods that are stored longer than is free are paid for by the truck that fetches them") {
    const std::string text =
        small(R"(
places: {out: {}, icd: {kind: icd, desks: {eastbound: [lift_on], westbound: [lift_off]}}}
roads: {icd to out: {length: 10 km, speed: 60 km/h}}
blocks: {boxes: {place: icd, slots: 9, storage: {free: 5 days, rate: 12 USD per day}}}
desks: {lift_off: {bays: 10, takes: 0 min, puts: boxes}, lift_on: {bays: 10, takes: 0 min, fetches: boxes}}
commodities: {box: {payload: 10 t, teu: 1}}
costs: {fuel: 1 USD/l}
demand:
  brought: {direction: westbound, from: out, to: icd, carries: box, at: ["06:00"]}
  fetched: {direction: eastbound, from: icd, to: out, carries: box, made_of: {demand: brought, yield: 100 %, after: 7.5 days}}
)",
              "{from: 2025-10-01, warm_up: 30 days, measure: 20 days, max_overrun: 20 days}");
    CHECK(metric_of(text, "trip.storage_cost.mean[demand=fetched]") == Approx(2.5 * 12));
    CHECK(metric_of(text, "trip.storage_cost.max[demand=brought]") == 0);
    CHECK(metric_of(text, "block.boxes.dwell.max") == Approx(7.5 * 24));
    CHECK(metric_of(replaced(text, "free: 5 days", "free: 8 days"), "trip.storage_cost.max") == 0);
}

TEST_CASE("desks are for trucks that arrive or leave, and only a part of the traffic uses a depot") {
    const std::string text = small(R"(
places: {out: {}, icd: {kind: icd, desks: [gate_in, gate_out]}}
roads: {icd to out: {length: 60 km, speed: 60 km/h}}
desks: {gate_in: {bays: 9, takes: 4 min, for: arriving}, gate_out: {bays: 9, takes: 3 min, for: leaving}}
demand: {t: {direction: westbound, from: out, to: icd, at: ["06:00"], returns: {after: 1 h}}}
)");
    CHECK(story_of(text, "t/0") == std::vector<std::string>{"driving icd to out 60", "service gate_in 4",
                                                            "service gate_out 3", "driving icd to out 60"});
    const auto per_day = [](const std::string& how) {
        return 24 * load_text(depot("slots: 25, dwell: 12 h", "", how)).demand[0].trucks_per_hour();
    };
    CHECK(per_day("48 per day") == Approx(48));
    CHECK(per_day("48 per day, uses_depot: 25 %") == Approx(12));
    CHECK(has(problems_of(depot("slots: 25, dwell: 12 h", "", "48 per day, uses_depot: 0 %")),
              "nothing would come"));
}

TEST_CASE("what trucks fetch, others must have put down, each load") {
    const auto refused = [](const std::string& text) -> std::string {
        try {
            make_plan(load_text(text));
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    const std::string good = small(R"(
places: {out: {}, icd: {kind: icd, desks: {eastbound: [lift_on], westbound: [lift_off]}}}
roads: {icd to out: {length: 10 km, speed: 60 km/h}}
blocks: {boxes: {place: icd, slots: 9}}
desks: {lift_off: {bays: 10, takes: 1 min, puts: boxes}, lift_on: {bays: 10, takes: 1 min, fetches: boxes}}
commodities: {box: {payload: 10 t, teu: 1}, more: {payload: 10 t, teu: 1}}
demand:
  brought: {direction: westbound, from: out, to: icd, carries: box, at: ["06:00"]}
  fetched: {direction: eastbound, from: icd, to: out, carries: box, made_of: {demand: brought, yield: 100 %, after: 2 days}}
)");
    CHECK(refused(good) == "none");
    CHECK(has(refused(replaced(good, "after: 2 days}", "after: 2 days}, patience: 1 h")),
              "demand.fetched: may leave 'icd' without what it fetches"));
    CHECK(has(
        refused(replaced(good, "icd: {kind: icd", "icd: {kind: icd, yard: {slots: 9, when_full: turn away}")),
        "demand.fetched: may leave 'icd' without"));
    CHECK(has(refused(replaced(good, "puts: boxes", "puts: boxes, share: 50 %")),
              "desks.lift_off: is for some trucks only"));
    CHECK(has(refused(replaced(good, "puts: boxes", "puts: boxes, only: [more]")),
              "demand.fetched: fetches at 'boxes', where 'brought' puts nothing down"));
    const std::string channels =
        "channels: {green: 50 %, yellow: 0 %, red: 50 %}\nconsignments: {load: {flow: import, trucks: 1}}\n";
    CHECK(
        has(refused(channels + replaced(replaced(good, "puts: boxes", "puts: boxes, only: [red]"),
                                        "to: icd, carries: box", "to: icd, consignment: load, carries: box")),
            "demand.brought: some of its trucks put at 'boxes' and some do not"));
    const std::string other =
        "  other: {direction: westbound, from: out, to: icd, carries: box, at: [\"07:00\"]}\n";
    CHECK(
        has(refused(good + other), "demand.other: puts goods down at 'boxes', from where no stream fetches"));
    const std::string again =
        "  again: {direction: eastbound, from: icd, to: out, carries: box, made_of: {demand: brought, yield: "
        "100 %}}\n";
    CHECK(has(refused(good + again), "demand.again.made_of.yield: 200 % are made of 'brought' in all"));
    CHECK(has(refused(replaced(good, "westbound: [lift_off]", "westbound: [lift_off, lift_off]")),
              "demand.brought: its trucks put down their load at 2 desks"));
    CHECK(has(refused(replaced(good, "eastbound: [lift_on]", "eastbound: [lift_on, lift_on]")),
              "demand.fetched: its trucks fetch their load at 2 desks"));
    CHECK(has(refused(replaced(replaced(good, "slots: 9", "slots: 1"), "teu: 1", "teu: 2")),
              "blocks.boxes: a truckload of 'box' is 2 TEU, and 1 fit"));
}

TEST_CASE("what a depot cannot be is refused") {
    const std::string good = depot("slots: 25, dwell: 12 h", "");
    CHECK(problems_of(good) == "none");
    CHECK(has(problems_of(replaced(good, "slots: 25", "slots: 25, high: 0")), "blocks.boxes.high: found 0"));
    CHECK(has(problems_of(replaced(good, "slots: 25", "slots: 25, at_start: 26 TEU")),
              "found 26 TEU, but only 25 fit"));
    CHECK(
        has(problems_of(replaced(good, "slots: 25", "slots: 25, holds: 4000 t")), "expected either 'slots'"));
    CHECK(has(problems_of(replaced(good, ", dwell: 12 h", "")), "leaves it in 0 ways, expected one"));
    CHECK(has(problems_of(replaced(good, ", puts: boxes", "")), "no desk puts anything here"));
    const std::string ship =
        depot("slots: 25",
              "services: {ship: {block: boxes, first: 2025-09-01 12:00, every: 7 days, capacity: 5 TEU}}");
    CHECK(problems_of(ship) == "none");
    CHECK(has(problems_of(replaced(ship, "5 TEU", "5 kt")), "services.ship.capacity: found '5 kt'"));
    CHECK_FALSE(has(problems_of(replaced(ship, "5 TEU", "5 kt")), "services.ship.track"));
    CHECK(has(problems_of(replaced(ship, "2025-09-01 12:00", "2035-09-01 12:00")), "is after the run"));
    CHECK(has(problems_of(replaced(ship, "every: 7 days", "every: 0 days")), "services.ship.every"));
}

TEST_CASE("the load of machines counts the containers that are moved first") {
    const auto world = [](const std::string& dwell) {
        return small(R"(
places: {border: {}, icd: {kind: icd, desks: [off, on]}, port: {}}
roads: {border to icd: {length: 30 km, speed: 60 km/h}, icd to port: {length: 60 km, speed: 60 km/h}}
blocks: {imports: {place: icd, slots: 10, high: 4}}
staff: {stackers: {people: 1}}
desks:
  off: {staff: stackers, takes: 6 min, puts: imports}
  on:  {staff: stackers, takes: 6 min, fetches: imports}
commodities: {box: {payload: 14 t, teu: 1}}
demand:
  in:  {from: border, to: icd, carries: box, trucks: 24 per day}
  out: {from: icd, to: port, carries: box, made_of: {demand: in, yield: 100 %, after: )" +
                     dwell + "}}\n");
    };
    const auto load = [](const std::string& text) {
        const Scenario s = load_text(text);
        return offered_load(s, make_plan(s), 0);
    };
    // Ten there: one on each slot. 25 there: five stacks of three and five of two, 3 and 1 moves in each.
    CHECK(load(world("10 h")) == Approx(0.1 + 0.1));
    CHECK(load(world("25 h")) == Approx(0.1 + 0.1 * (1 + (5 * 3 + 5 * 1) / 25.0)));
    CHECK(load(world("900 h")) == Approx(0.1 + 0.1 * (1 + 10 * 6 / 40.0)));  // full: four upon each other
}

TEST_CASE("who has no room in the block waits before the yard, so that who fetches gets by") {
    const std::string text = small(R"(
places: {border: {}, icd: {kind: icd, yard: {slots: 2}, desks: [off, on]}, port: {}}
roads: {border to icd: {length: 30 km, speed: 60 km/h}, icd to port: {length: 60 km, speed: 60 km/h}}
blocks: {imports: {place: icd, slots: 4}}
desks:
  off: {bays: 9, takes: 6 min, puts: imports}
  on:  {bays: 9, takes: 6 min, fetches: imports}
commodities: {box: {payload: 14 t, teu: 2}}
demand:
  in:  {from: border, to: icd, carries: box, at: ["06:00", "06:10", "06:20", "06:30", "06:40"]}
  out: {from: icd, to: port, carries: box, made_of: {demand: in, yield: 100 %, after: 3 h}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    // Two loads fit. The third comes at 06:50 and has room when the first is fetched, 06:36 + 3 h + 6 min.
    CHECK(metric_of(text, "trip.unfinished.total") == 0);
    CHECK(story_of(text, "in/2") == Lines{"driving border to icd 30", "space imports 172", "service off 6"});
    CHECK(story_of(text, "out/0").front() == "service on 6");
    CHECK(metric_of(text, "place.icd.queue.max") == 3);
    // Who is turned away has given its room back.
    const std::string leaves = small(R"(
places: {border: {}, icd: {kind: icd, yard: {slots: 1, when_full: turn away}, desks: [off]}}
roads: {border to icd: {length: 30 km, speed: 60 km/h}}
blocks: {imports: {place: icd, slots: 4, dwell: 10 h}}
desks: {off: {bays: 9, takes: 6 min, puts: imports}}
commodities: {box: {payload: 14 t, teu: 2}}
demand: {in: {from: border, to: icd, carries: box, at: ["06:00", "06:00"]}}
)",
                                     "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    CHECK(metric_of(leaves, "trip.turned_away.total") == 1);
    CHECK(metric_of(leaves, "block.imports.put.total") == 2);
    CHECK(metric_of(leaves, "block.imports.occupied.max") == 2);
    CHECK(metric_of(leaves, "block.imports.occupied.mean") == Approx(2 * 10.0 / 24));
    const std::string room = replaced(replaced(leaves, "slots: 4", "slots: 2"), "\"06:00\", \"06:00\"",
                                      "\"06:00\", \"06:00\", \"16:40\"");
    CHECK(metric_of(room, "block.imports.put.total") == 4);
}
