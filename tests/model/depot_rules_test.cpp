// What is decided when in a depot: room, moves, patience and calls, against sums by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "hanhlang/study/verify.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Three boxes at 06:00, an hour each at the gate and then ten minutes at the lift, for one slot; what finds
/// it taken goes elsewhere.
std::string lifted(const std::string& dwell, const std::string& yard = "") {
    return small(R"(
places: {icd: {kind: icd, desks: [gate, lift])" +
                     yard + R"(}}
blocks: {boxes: {place: icd, slots: 1, when_full: elsewhere, overflow: 50 USD, dwell: )" +
                     dwell + R"(}}
desks: {gate: {bays: 1, takes: 1 h}, lift: {bays: 1, takes: 10 min, puts: boxes, fee: 3 USD}}
commodities: {box: {payload: 10 t, teu: 1}}
costs: {goods: 0 % per year}
investment: {rate: 10 % per year, years: 10}
demand: {t: {route: [icd], carries: box, at: ["06:00"], batch: 3}}
)",
                 "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 0 days}");
}

}  // namespace

TEST_CASE(
    "whether there is room is known when the machine is there, and only what is put down is in a block") {
    for (const char* yard : {"", ", yard: {slots: 9}"}) {
        // Each leaves after half an hour, before the next comes to the lift: an empty block is not full.
        const std::string short_stay = lifted("30 min", yard);
        CHECK(metric_of(short_stay, "block.boxes.overflow.total") == 0);
        CHECK(metric_of(short_stay, "block.boxes.occupied.mean") == Approx(3 * 0.5 / 24));
        // Who finds it taken has not been served: no move, no fee, no time at the lift.
        const std::string long_stay = lifted("2 h", yard);
        CHECK(metric_of(long_stay, "block.boxes.overflow.total") == 2);
        CHECK(metric_of(long_stay, "block.boxes.put.total") == 1);
        CHECK(metric_of(long_stay, "desk.lift.visits.total") == 1);
        CHECK(metric_of(long_stay, "place.icd.moves_per_load") == 1);
        CHECK(metric_of(long_stay, "trip.fee_cost.total") == 3);
        CHECK(metric_of(long_stay, "trip.storage_cost.total") == 2 * 50);
        CHECK(metric_of(long_stay, "trip.service_time.total") == Approx(3 + 1 / 6.0));
        CHECK(metric_of(long_stay, "trip.transit_time.max") == Approx(3));
    }
}

TEST_CASE("who has only its room is not in the block") {
    // Five boxes for one slot, three hours at the gate and one in the block each: five of 24 hours.
    const std::string text =
        small(R"(
places: {icd: {kind: icd, desks: [gate, lift], yard: {slots: 9}}}
blocks: {b: {place: icd, slots: 1, dwell: 1 h, power: 1 kW}}
desks: {gate: {bays: 9, takes: 3 h}, lift: {bays: 9, takes: 0 min, puts: b}}
commodities: {box: {payload: 10 t, teu: 1}}
demand: {t: {route: [icd], carries: box, at: ["00:00"], batch: 5}}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 0 days}");
    for (const std::string& one : {text, replaced(text, ", yard: {slots: 9}", "")}) {
        CHECK(metric_of(one, "block.b.occupied.mean") == Approx(5.0 / 24));
        CHECK(metric_of(one, "block.b.crowded.share") == Approx(5.0 / 24));
        CHECK(metric_of(one, "block.b.energy.total") == Approx(5));
    }
}

TEST_CASE("a load misses the ship for which it is too late, and no other") {
    // A box at 06:00 and one at 11:30 every day; a ship at noon with a cut-off of an hour, three days late.
    const std::string text =
        small(R"(
places: {port: {kind: port, desks: [lift]}}
blocks: {boxes: {place: port, slots: 50}}
services: {ship: {block: boxes, first: 2025-09-01 12:00, every: 1 day, capacity: 9 TEU, cut_off: 1 h, late: 72 h}}
desks: {lift: {bays: 9, takes: 0 min, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 1}}
demand: {t: {route: [port], carries: box, at: ["06:00", "11:30"]}}
)",
              "{from: 2025-09-04, warm_up: 3 days, measure: 10 days, max_overrun: 9 days}");
    CHECK(metric_of(text, "service.ship.missed.total") == 10);
    CHECK(metric_of(replaced(text, ", \"11:30\"", ""), "service.ship.missed.total") == 0);
    CHECK(metric_of(replaced(text, ", \"11:30\"", ""), "block.boxes.dwell.max") == Approx(78));
}

TEST_CASE("docks are taken by who waits for a forklift there, too") {
    // Two docks and one forklift, an hour each: the third waits for a dock.
    const std::string text = small(R"(
places: {icd: {kind: icd, desks: [dock]}}
staff: {forklift: {people: 1}}
desks: {dock: {bays: 2, staff: forklift, takes: 1 h}}
demand: {t: {route: [icd], at: ["06:00"], batch: 3}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    CHECK(metric_of(text, "desk.dock.bays.mean") == Approx((2 * 2 + 1) / 24.0));
    CHECK(metric_of(text, "desk.dock.bays.max") == 2);
    CHECK(metric_of(text, "desk.dock.utilisation") == Approx((2 * 2 + 1) / 48.0));
    CHECK_THROWS(metric_of(replaced(text, "bays: 2, ", ""), "desk.dock.utilisation"));
    // Of the hours of the place: it is open for twelve.
    const std::string day = replaced(text, "{kind: icd, ", "{kind: icd, hours: mon-sun 06:00-18:00, ");
    CHECK(metric_of(day, "desk.dock.utilisation") == Approx((2 * 2 + 1) / 24.0));
    // What is asked of them is known beforehand, whether somebody works there or not.
    for (const char* staff : {"", "staff: forklift, "}) {
        const Scenario s =
            load_text(replaced(replaced(text, "staff: forklift, ", staff), "batch: 3", "batch: 60"));
        const Plan plan = make_plan(s);
        CHECK(load_of_bays(s, plan, 0) == Approx(60 / 48.0));
        bool said = false;
        for (const Problem& one : warnings(s, plan))
            said |= has(to_string(one), "desks.dock.bays: are asked for 125 % of what they can do");
        CHECK(said);
    }
}

TEST_CASE("what stands above a container is counted when the machine is there, not when the truck comes") {
    // Three boxes on one slot, for three trucks that wait for the morning: none, one or two stand above the
    // first, none or one above the second, none above the third.
    const std::string text =
        small(R"(
places: {out: {}, icd: {kind: icd, desks: {eastbound: [lift_on], westbound: [lift_off]}}}
roads: {icd to out: {length: 10 km, speed: 60 km/h}}
blocks: {boxes: {place: icd, slots: 1, high: 3}}
staff: {stacker: {people: 1, hours: mon-sun 08:00-20:00}}
desks: {lift_off: {bays: 10, takes: 5 min, puts: boxes}, lift_on: {staff: stacker, takes: 5 min, fetches: boxes}}
commodities: {box: {payload: 10 t, teu: 1}}
demand:
  brought: {direction: westbound, from: out, to: icd, carries: box, at: ["04:00"], batch: 3}
  fetched: {direction: eastbound, from: icd, to: out, carries: box, made_of: {demand: brought, yield: 100 %, after: 1 h}}
)",
              "{from: 2025-10-01, warm_up: 30 days, measure: 400 days, max_overrun: 20 days}");
    const Outcome seen = outcome_of(load_text(text), {"block.boxes.rehandles.mean"}, 20);
    const Estimate above = student(seen.findings[0].replications, 0.999);
    CHECK(std::abs(above.value - 0.5) <= above.half_width);
    CHECK(above.half_width < 0.1);  // it would be 1 if all three looked at the whole stack
    // Bays alone are asked for these moves as well: in the mean so much stands above.
    const Scenario s = load_text(replaced(text, "lift_on: {staff: stacker", "lift_on: {bays: 1"));
    const Plan plan = make_plan(s);
    CHECK(load_of_bays(s, plan, 1) == Approx(3 * 5 * moves_of_one(s, plan, 0) / 1440));
}

TEST_CASE("patience ends the wait for room in a block, and the next in line gets it") {
    const std::string text = small(R"(
places: {icd: {kind: icd, desks: [lift]}}
blocks: {boxes: {place: icd, slots: 1, dwell: 10 h}}
desks: {lift: {bays: 9, takes: 0 min, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 1}, big: {payload: 20 t, teu: 1}}
demand:
  t:    {route: [icd], carries: box, at: ["06:00"], batch: 2, patience: 2 h}
  late: {route: [icd], carries: big, at: ["07:00"]}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    for (const std::string& one :
         {text, replaced(text, "desks: [lift]", "desks: [lift], yard: {slots: 9}")}) {
        CHECK(metric_of(one, "trip.given_up.total") == 1);
        CHECK(metric_of(one, "block.boxes.put.total") == 2);
        CHECK(metric_of(one, "trip.space_time.max[demand=late]") == Approx(9));
    }
    // With a yard it is the wait for the yard, and who waits stands before it.
    const std::string yard = replaced(text, "desks: [lift]", "desks: [lift], yard: {slots: 9}");
    CHECK(metric_of(yard, "yard.icd.wait.max") == Approx(9));
    CHECK(metric_of(replaced(yard, "patience: 2 h", "patience: 11 h"), "trip.given_up.total") == 0);
}

TEST_CASE("calls come when they come: one that is very late ends no timetable and holds no other") {
    // A call a day, each late by an exponential time of 5 days: of the one of day k, 1 - exp(-(99.5 - k) / 5)
    // come in 100 days.
    const std::string text =
        small(R"(
places: {port: {kind: port, desks: [lift]}}
blocks: {boxes: {place: port, slots: 500, at_start: 400 TEU}}
services: {ship: {block: boxes, first: 2025-09-01 12:00, every: 1 day, capacity: 1 TEU, late: exponential(5 days)}}
desks: {lift: {bays: 9, takes: 0 min, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 1}}
demand: {t: {route: [port], carries: box, at: ["06:00"]}}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 100 days, max_overrun: 0 days}");
    const Outcome seen =
        outcome_of(load_text(text), {"service.ship.left_behind.total", "service.ship.left_behind.mean"}, 20);
    std::vector<double> calls;
    for (std::size_t i = 0; i < 20; ++i)
        calls.push_back(seen.findings[0].replications[i] / seen.findings[1].replications[i]);
    double known = 0;
    for (int k = 0; k < 100; ++k) known += 1 - std::exp(-(99.5 - k) / 5);
    const Estimate number = student(calls, 0.999);
    CHECK(std::abs(number.value - known) <= number.half_width);
    CHECK(number.half_width < 2);
}

TEST_CASE("what is there at the start is goods like others: it costs time and may not keep") {
    const std::string text = small(R"(
places: {port: {kind: port, desks: [off]}}
blocks: {store: {place: port, holds: 1000 t, at_start: 50 t}}
services: {ship: {block: store, first: 2025-09-01 12:00, every: 30 days, capacity: 1000 t}}
desks: {off: {bays: 99, takes: 0 min, puts: store}}
commodities: {fruit: {payload: 20 t, value: 876 USD/t, keeps: 10 h}}
costs: {goods: 10 % per year}
demand: {in: {route: [port], carries: fruit, at: ["04:00"]}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    // 50 t of 0.01 USD an hour for twelve hours and lost then, 20 t for eight hours.
    CHECK(metric_of(text, "block.store.spoiled.total") == 50);
    CHECK(metric_of(text, "block.store.goods_cost.total") == Approx(50 * 0.12 + 20 * 0.08));
    CHECK(metric_of(text, "block.store.spoilage_cost.total") == Approx(50 * 876));
    CHECK(metric_of(replaced(text, "keeps: 10 h", "keeps: 13 h"), "block.store.spoilage_cost.total") == 0);
    // What has not left when the window ends has cost its time as well.
    CHECK(metric_of(replaced(text, "2025-09-01 12:00", "2025-09-02 12:00"), "block.store.goods_cost.total") ==
          Approx(50 * 0.24 + 20 * 0.20));
}

TEST_CASE("cranes load ships at any berth, several at once") {
    // Two ships of six boxes at noon; a crane loads two boxes an hour.
    const std::string text = small(R"(
places: {port: {kind: port, desks: [lift]}}
blocks: {export: {place: port, slots: 100}}
staff: {berths: {people: 2}, cranes: {people: 2, burns: 10 l/h}}
services:
  first:  {block: export, first: 2025-09-01 12:00, every: 30 days, capacity: 6 TEU, berth: berths, loads: 2 TEU per hour, cranes: cranes, cranes_at_most: 2}
  second: {block: export, first: 2025-09-01 12:00, every: 30 days, capacity: 6 TEU, berth: berths, loads: 2 TEU per hour, cranes: cranes, cranes_at_most: 2}
desks: {lift: {bays: 1000, takes: 0 min, puts: export}}
commodities: {box: {payload: 10 t, teu: 1}}
demand: {t: {route: [port], carries: box, at: ["06:00"], batch: 12}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    CHECK(metric_of(text, "service.first.turnaround.mean") == Approx(1.5));
    CHECK(metric_of(text, "service.second.turnaround.mean") == Approx(3));
    CHECK(metric_of(text, "staff.cranes.busy.mean") == Approx(6.0 / 24));
    CHECK(metric_of(text, "staff.cranes.fuel.total") == Approx(60));
    CHECK(metric_of(text, "staff.berths.busy.mean") == Approx(4.5 / 24));
    const std::string four = replaced(text, "cranes: {people: 2", "cranes: {people: 4");
    CHECK(metric_of(four, "service.second.turnaround.mean") == Approx(1.5));
    const std::string one = replaced(text, ", cranes_at_most: 2", "");
    CHECK(metric_of(one, "service.first.turnaround.mean") == Approx(3));
    CHECK(metric_of(one, "service.second.turnaround.mean") == Approx(3));
    // In the long run they work as long as the boxes ask, and the berths as long as two at a time need.
    const Scenario s = load_text(text);
    const Plan plan = make_plan(s);
    CHECK(offered_load(s, plan, 1) == Approx(2 * 6.0 / 2 / 720 / 2));
    CHECK(offered_load(s, plan, 0) == Approx(2 * 6.0 / 2 / 2 / 720 / 2));
    CHECK(has(problems_of(replaced(text, "cranes_at_most: 2", "cranes_at_most: 3")),
              "services.first.cranes_at_most: found 3, and there are 2"));
    CHECK(has(problems_of(replaced(text, ", cranes: cranes, ", ", ")), "of what? expected 'cranes'"));
    CHECK(has(problems_of(replaced(replaced(text, "cranes: cranes, cranes_at_most: 2", "cranes: berths"),
                                   "burns: 10 l/h", "")),
              "services.first.cranes: is the team of its berth"));
    // The books of a run know that cranes are no trucks, and what has not ended is said.
    for (const Check& law : verify_laws("port", load_text(text), {})) CHECK(law.passes);
    CHECK(metric_of(text, "service.first.unfinished.total") == 0);
    CHECK(metric_of(replaced(text, "loads: 2 TEU per hour", "loads: 0.001 TEU per hour"),
                    "service.second.unfinished.total") == 1);
    CHECK(has(problems_of(replaced(text, "loads: 2 TEU per hour", "loads: 1e-300 TEU per hour")),
              "at least 0.001"));
    CHECK(has(problems_of(replaced(text, "berth: berths, loads: 2 TEU per hour, ", "")),
              "where? expected 'berth'"));
}

TEST_CASE("a block that a ship empties passes its room once for each call") {
    const auto of = [](const std::string& block, const std::string& service,
                       const std::string& trucks = "25 per day", const std::string& desk = "") {
        return load_text(
            small("places: {port: {kind: port, desks: [off]}}\n"
                  "staff: {quay: {people: 1}}\n"
                  "blocks: {b: {place: port, " +
                      block +
                      "}}\n"
                      "services: {ship: {block: b, first: 2025-08-01, every: 7 days, " +
                      service +
                      "}}\n"
                      "desks: {off: {bays: 99, takes: 0 min, puts: b" +
                      desk +
                      "}}\n"
                      "commodities: {box: {payload: 10 t, teu: 1}}\n"
                      "demand: {in: {route: [port], carries: box, trucks: " +
                      trucks + "}}\n",
                  "{from: 2025-09-01, warm_up: 28 days, measure: 364 days}"));
    };
    const auto passes = [](const Scenario& s) { return *passes_per_hour(s, make_plan(s), 0); };
    CHECK(passes(of("slots: 100", "capacity: 1000 TEU")) == Approx(100 / 168.0));
    CHECK(passes(of("slots: 100", "capacity: 1000 TEU, cut_off: 1 day, late: 12 h")) == Approx(100 / 204.0));
    // 2 TEU an hour at the berth: x (168 + 168 x / 2) = 100.
    const double x = passes(of("slots: 100", "capacity: 1000 TEU, berth: quay, loads: 2 TEU per hour"));
    CHECK(x * (168 + 84 * x) == Approx(100));
    CHECK(passes(of("slots: 100", "capacity: 30 TEU")) == Approx(30 / 168.0));
    // What it gives is what a run puts down.
    const Scenario full = of("slots: 100, when_full: elsewhere", "capacity: 1000 TEU");
    CHECK(outcome_of(full, {"block.b.put.per_day"}).findings[0].estimate.value ==
          Approx(24 * passes(full)).epsilon(0.01));
    // Only some of the trucks put something down; calls begin when they are said to.
    const Scenario half = of("slots: 100", "capacity: 1000 TEU", "24 per day", ", share: 50 %");
    CHECK(put_per_hour(half, make_plan(half), 0) == Approx(0.5));
    Scenario later = of("slots: 100", "capacity: 1000 TEU");
    later.services[0].first = later.runs.from + later.runs.measure / 2 + later.services[0].every;
    CHECK(calls_per_hour(later, later.services[0]) == Approx(0.5 / 168));
    // One that calls after the window, and room that saves nothing, are warned of.
    later.services[0].first = later.runs.to() + later.services[0].every;
    later.blocks[0].when_full = Block::WhenFull::elsewhere;
    later.investment.emplace();
    std::string said;
    for (const Problem& one : warnings(later, make_plan(later))) said += to_string(one) + "\n";
    CHECK(has(said, "blocks.b: is asked for room, and nothing calls for it in the window"));
    CHECK(has(said, "blocks.b.overflow: is 0: what goes elsewhere costs nothing"));
    later.blocks[0].overflow = Money{50};
    said.clear();
    for (const Problem& one : warnings(later, make_plan(later))) said += to_string(one) + "\n";
    CHECK_FALSE(has(said, "overflow"));
}

TEST_CASE("what nobody pays, holds or counts is refused") {
    const std::string text = small(R"(
places: {port: {kind: port, desks: [off]}}
staff: {quay: {people: 1}}
blocks: {b: {place: port, slots: 100, each: {capital: 1 USD}}}
services: {ship: {block: b, first: 2025-08-01, every: 7 days, capacity: 90 TEU, berth: quay, loads: 9 TEU per hour}}
desks: {off: {bays: 99, takes: 0 min, puts: b}}
commodities: {box: {payload: 10 t, teu: 1}}
demand: {in: {route: [port], carries: box, trucks: 5 per day}}
)");
    const auto refused = [&](const std::string& what, const std::string& by) {
        return problems_of(replaced(text, what, by));
    };
    CHECK(problems_of(text) == "none");
    CHECK(has(refused("slots: 100", "slots: 100, storage: {free: 1 day, rate: 3 USD per day}"),
              "blocks.b.storage: who pays it?"));
    CHECK(has(refused("{people: 1}", "{people: 1, hours: mon-sun 06:00-18:00}"),
              "services.ship: a ship that 'quay' has begun would be loaded to its end"));
    CHECK(refused("{people: 1}", "{people: 1, hours: mon-sun 06:00-18:00, closing: suspend}") == "none");
    CHECK(has(refused("capital: 1 USD", "capital: 1 USD, on_duty: 3 USD/h"),
              "blocks.b.each.on_duty: is of a team"));
    try {
        make_plan(load_text(replaced(text, ", teu: 1", "")));
        CHECK(false);
    } catch (const InputError& error) {
        CHECK(has(error.what(), "blocks.b: 'box' has no 'teu' and takes no room here"));
    }
}

TEST_CASE("a team of several places costs each of them a part") {
    const std::string text =
        small(R"(
places: {a: {kind: icd, desks: [lift_a]}, b: {kind: icd, desks: [lift_b]}}
blocks: {here: {place: a, slots: 10, dwell: 1 h}, there: {place: b, slots: 10, dwell: 1 h}}
staff: {stackers: {people: 2, each: {running: 8760 USD per year}}}
desks: {lift_a: {staff: stackers, takes: 0 min, puts: here}, lift_b: {staff: stackers, takes: 0 min, puts: there}}
commodities: {box: {payload: 10 t, teu: 1}}
costs: {goods: 0 % per year}
investment: {rate: 10 % per year, years: 10}
demand:
  to_a: {route: [a], carries: box, at: ["06:00"], batch: 2}
  to_b: {route: [b], carries: box, at: ["06:00"], batch: 4}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 0 days}");
    CHECK(metric_of(text, "place.a.cost_per_teu") == Approx(24.0 / 2));
    CHECK(metric_of(text, "place.b.cost_per_teu") == Approx(24.0 / 4));
    CHECK(metric_of(replaced(text, "lift_b: {staff: stackers", "lift_b: {bays: 4"), "place.a.cost_per_teu") ==
          Approx(48.0 / 2));
    // The same of the bays of a desk that stands at both.
    const std::string gate =
        replaced(replaced(replaced(text, "each: {running: 8760 USD per year}", ""), "desks: [lift_",
                          "desks: [gate, lift_"),
                 "desks: {", "desks: {gate: {bays: 3, takes: 0 min, each: {running: 8760 USD per year}}, ");
    CHECK(metric_of(gate, "place.a.cost_per_teu") == Approx(36.0 / 2));
    // Containers and a pile: a cost of the tonnes of both, and none of TEU.
    const std::string pile =
        replaced(text, "here: {place: a, slots: 10, dwell: 1 h}",
                 "here: {place: a, slots: 10, dwell: 1 h}, pile: {place: a, holds: 9 t, dwell: 1 h}");
    const std::string both = replaced(replaced(pile, "desks: [lift_a]", "desks: [lift_a, tip]"), "lift_b: {",
                                      "tip: {bays: 1, takes: 0 min, puts: pile, only: sand}, lift_b: {");
    const std::string sand =
        replaced(replaced(both, "puts: here}", "puts: here, only: box}"), "{box: {payload: 10 t, teu: 1}}",
                 "{box: {payload: 10 t, teu: 1}, sand: {payload: 4 t}}") +
        "  sand: {route: [a], carries: sand, at: [\"07:00\"]}\n";
    CHECK(metric_of(sand, "place.a.cost_per_tonne") == Approx(24.0 / (2 * 10 + 4)));
    CHECK_THROWS(metric_of(sand, "place.a.cost_per_teu"));
}

TEST_CASE("a call that cannot be, or takes nothing, is refused") {
    const std::string text = small(R"(
places: {port: {kind: port, desks: [lift]}}
blocks: {boxes: {place: port, slots: 500}}
services: {ship: {block: boxes, first: 2025-08-29, every: 7 days, capacity: 40 TEU}}
desks: {lift: {bays: 9, takes: 0 min, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 2}}
demand: {t: {route: [port], carries: box, at: ["06:00"]}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 30 days}");
    const auto refused = [&](const std::string& what, const std::string& by) {
        return problems_of(replaced(text, what, by));
    };
    CHECK(problems_of(text) == "none");
    CHECK(has(refused("capacity: 40 TEU", "capacity: 40 TEU, until: 2025-09-04"),
              "services.ship.until: comes before its first call in the run, on 2025-09-05"));
    CHECK(refused("capacity: 40 TEU", "capacity: 40 TEU, until: 2025-09-06") == "none");
    CHECK(has(refused("capacity: 40 TEU", "capacity: 40 TEU, cut_off: 90 days"),
              "services.ship.cut_off: is longer than the run"));
    try {
        make_plan(load_text(replaced(text, "capacity: 40 TEU", "capacity: 1 TEU")));
        CHECK(false);
    } catch (const InputError& error) {
        CHECK(has(error.what(),
                  "services.ship.capacity: a truckload of 'box' is 2 TEU: it would take nothing"));
    }
    CHECK(has(refused("slots: 500", "slots: 500000000, high: 10"), "blocks.boxes: found room for 5e+09 TEU"));
    CHECK(has(refused("capacity: 40 TEU", "capacity: 1e13 TEU"), "at most 1e+09"));
    CHECK(
        has(refused("kind: port,", "kind: port, licence: {teu: 0 per year},"), "found 0: it allows nothing"));
    // Each is said, also where something else could not be read.
    const std::string two = replaced(replaced(text, "slots: 500", "slots: 500, high: 0"), "route:", "rout:");
    CHECK(has(problems_of(two), "blocks.boxes.high: found 0"));
    CHECK(has(problems_of(two), "demand.t.rout"));
    // What calls for half of the window takes half as much.
    const auto passes = [&](const std::string& by) {
        const Scenario s = load_text(replaced(text, "capacity: 40 TEU", by));
        return *passes_per_hour(s, make_plan(s), 0);
    };
    CHECK(passes("capacity: 40 TEU") == Approx(40.0 / 168));
    CHECK(passes("capacity: 40 TEU, until: 2025-09-16") == Approx(20.0 / 168));
    // Two that call together are there more often than either.
    const Scenario s = load_text(
        replaced(text, "services: {",
                 "services: {daily: {block: boxes, first: 2025-08-29, every: 1 day, capacity: 9 TEU}, "));
    CHECK(*mean_stay(s, make_plan(s), 0) == Approx(0.5 / (1 / 168.0 + 1 / 24.0)));
}
