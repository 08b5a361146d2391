// Ships that wait for a berth and are loaded there, what plugs and machines use, and what of it cannot be.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Six boxes at 06:00; a ship at 12:00 and one at 13:00, each loaded at two boxes an hour.
const std::string port = small(R"(
places: {port: {kind: port, desks: [lift]}}
blocks: {export: {place: port, slots: 100, power: 3 kW}}
staff: {berths: {people: 1}}
services:
  first:  {block: export, first: 2025-09-01 12:00, every: 30 days, capacity: 10 TEU, berth: berths, loads: 2 TEU per hour}
  second: {block: export, first: 2025-09-01 13:00, every: 30 days, capacity: 10 TEU, berth: berths, loads: 48 TEU per day}
desks: {lift: {bays: 1000, takes: 0 min, puts: export}}
commodities: {box: {payload: 10 t, teu: 1}}
emissions: {burning: 2.5 kg/l, supplying: 0.5 kg/l, power: 0.6 kg/kWh}
demand: {t: {route: [port], carries: box, at: ["06:00"], batch: 6}}
)",
                               "{from: 2025-09-01, warm_up: 0 days, measure: 23 h, max_overrun: 2 days}");

}  // namespace

TEST_CASE("a ship waits for a free berth, and its boxes leave with it") {
    // The first lies there from 12:00 to 15:00, half an hour for each box; the second waits until then.
    CHECK(metric_of(port, "service.first.turnaround.mean") == Approx(3));
    CHECK(metric_of(port, "service.second.berth_wait.mean") == Approx(2));
    CHECK(metric_of(port, "service.second.turnaround.mean") == Approx(2));
    CHECK(metric_of(port, "block.export.dwell.min") == Approx(9));
    CHECK(metric_of(port, "block.export.dwell.max") == Approx(9));
    CHECK(metric_of(port, "staff.berths.busy.mean") == Approx(3.0 / 23));
    // With two berths nobody waits; with room for four, the second takes the other two.
    const std::string two =
        replaced(replaced(port, "people: 1", "people: 2"), "capacity: 10 TEU", "capacity: 4 TEU");
    CHECK(metric_of(two, "service.first.turnaround.mean") == Approx(2));
    CHECK(metric_of(two, "service.second.turnaround.mean") == Approx(1));
    CHECK(metric_of(two, "service.first.load_factor.mean") == 1);
    CHECK(metric_of(two, "service.second.load_factor.mean") == 0.5);
    CHECK(metric_of(two, "service.second.berth_wait.mean") == 0);
    // Who comes while it is loaded is not counted among those it leaves.
    const std::string later = replaced(port, "at: [\"06:00\"]", "at: [\"06:00\", \"14:30\"]");
    CHECK(metric_of(later, "service.first.missed.total") == 0);
    CHECK(metric_of(replaced(later, "14:30", "11:30"), "service.first.missed.total") == 0);
    CHECK(metric_of(replaced(replaced(later, "14:30", "11:30"), "loads: 2 TEU per hour",
                             "loads: 2 TEU per hour, cut_off: 1 h"),
                    "service.first.missed.total") == 6);
    // The berth works until 14:00 and goes on at 08:00, for an hour.
    const std::string night =
        replaced(port, "people: 1", "people: 1, hours: mon-sun 08:00-14:00, closing: suspend");
    CHECK(metric_of(night, "service.first.turnaround.mean") == Approx(21));
    // A berth is asked for what is put down in a month, six boxes a day for three hours, shared by the two.
    const Scenario s = load_text(port);
    const Plan plan = make_plan(s);
    CHECK(offered_load(s, plan, 0) == Approx(2 * 10.0 / 2 / 720));  // each takes ten a month at most
}

TEST_CASE("what stands at a plug uses power, and machines at work use diesel") {
    // Six boxes stay for nine hours.
    CHECK(metric_of(port, "block.export.energy.total") == Approx(6 * 9 * 3));
    CHECK(metric_of(port, "block.export.energy.per_day") == Approx(6 * 9 * 3 * 24.0 / 23));
    CHECK(metric_of(port, "block.export.co2e.total") == Approx(6 * 9 * 3 * 0.6));
    const std::string lifted =
        replaced(replaced(port, "lift: {bays: 1000, takes: 0 min", "lift: {staff: stackers, takes: 20 min"),
                 "berths: {people: 1}", "berths: {people: 1}, stackers: {people: 2, burns: 18 l/h}");
    CHECK(metric_of(lifted, "staff.stackers.fuel.total") == Approx(6 * 18 / 3.0));
    CHECK(metric_of(lifted, "staff.stackers.co2e.total") == Approx(6 * 18 / 3.0 * 3));
    CHECK_THROWS(metric_of(port, "staff.berths.fuel.total"));
    const std::string electric = replaced(lifted, "burns: 18 l/h", "power: 60 kW");
    CHECK(metric_of(electric, "staff.stackers.energy.total") == Approx(6 * 60 / 3.0));
    CHECK(metric_of(electric, "staff.stackers.co2e.total") == Approx(6 * 60 / 3.0 * 0.6));
    CHECK_THROWS(metric_of(electric, "staff.stackers.fuel.total"));
}

TEST_CASE("goods that find no room pay for it, and what waits costs its time") {
    const std::string text =
        small(R"(
places: {icd: {kind: icd, desks: [lift]}}
blocks: {boxes: {place: icd, slots: 2, dwell: 10 h, when_full: elsewhere, overflow: 120 USD}}
desks: {lift: {bays: 9, takes: 0 min, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 1, value: 876 USD/t}}
costs: {goods: 10 % per year}
demand: {t: {route: [icd], carries: box, at: ["06:00"], batch: 3}}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 0 days}");
    CHECK(metric_of(text, "block.boxes.overflow.total") == 1);
    CHECK(metric_of(text, "trip.storage_cost.total") == Approx(120));
    CHECK(metric_of(text, "block.boxes.goods_cost.total") == Approx(2 * 10 * 0.1));  // 0.1 USD an hour
}

TEST_CASE("what the units of a depot cost and do stands against what it handles") {
    // Six boxes at three machines of 20 min; half of each day is in the window, and there are no costs of
    // goods.
    const std::string text =
        small(R"(
places: {icd: {kind: icd, desks: [lift]}, away: {desks: [other]}}
roads: {icd to away: {length: 9 km, speed: 60 km/h}}
blocks: {boxes: {place: icd, slots: 10, dwell: 10 h, power: 3 kW, each: {capital: 1000 USD, running: 8760 USD per year}}}
staff: {stackers: {people: 3, burns: 18 l/h, each: {running: 17520 USD per year}}, idle: {people: 5, each: {running: 9 kUSD per year}}}
desks: {lift: {staff: stackers, takes: 20 min, puts: boxes}, other: {staff: idle, takes: 1 min}}
commodities: {box: {payload: 10 t, teu: 2}}
costs: {fuel: 2 USD/l, power: 0.1 USD/kWh}
investment: {rate: 25 % per year, years: 2}
demand: {t: {route: [icd], carries: box, at: ["06:00"], batch: 5}}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 0 days}");
    // A dollar a year is worth 1 / 1.25 + 1 / 1.25^2 = 1.44: the annuity of ten slots is 6,944 USD.
    const double fixed = 24 * (10 * (1000 / 1.44 / 8760 + 1) + 3 * 2);
    const double fuel = 5 / 3.0 * 18 * 2, power = metric_of(text, "block.boxes.energy.total") * 0.1;
    CHECK(power > 0);
    CHECK(metric_of(text, "place.icd.cost_per_teu") == Approx((fixed + fuel + power) / 10));
    CHECK(metric_of(text, "place.icd.moves_per_load") == 1);
    CHECK_THROWS(metric_of(text, "place.away.cost_per_teu"));
    // Without 'investment' nobody says what capital is worth: fuel and power only.
    const std::string bare = replaced(text, "investment: {rate: 25 % per year, years: 2}\n", "");
    CHECK(metric_of(bare, "place.icd.cost_per_teu") == Approx((fuel + power) / 10));
    const std::string pile = replaced(replaced(text, "slots: 10", "holds: 100 t"), "teu: 2", "teu: 0");
    CHECK(metric_of(pile, "place.icd.cost_per_tonne") > 0);
    CHECK_THROWS(metric_of(pile, "place.icd.cost_per_teu"));
}

TEST_CASE("what a port or its costs cannot be is refused") {
    const auto refused = [](const std::string& what, const std::string& by) {
        return problems_of(replaced(port, what, by));
    };
    CHECK(problems_of(port) == "none");
    CHECK(has(refused("berth: berths, loads: 2 TEU per hour", "berth: berths"),
              "for how long? expected 'loads'"));
    CHECK(has(refused("berth: berths, loads: 2 TEU per hour", "loads: 2 TEU per hour"),
              "where? expected 'berth'"));
    CHECK(has(refused("loads: 2 TEU per hour", "loads: 2 t per hour"),
              "services.first.loads: found '2 t per hour'"));
    CHECK(has(refused("loads: 2 TEU per hour", "loads: 0 TEU per hour"), "above 0"));
    CHECK(has(refused("capacity: 10 TEU", "capacity: 10 TEU, track: 8 TEU"),
              "a train is not longer than its track"));
    CHECK(has(refused("first: 2025-09-01 12:00", "first: 2025-01-01 12:00, until: 2025-03-01"),
              "services.first.until: comes before its first call in the run"));
    CHECK(refused("first: 2025-09-01 12:00", "first: 2025-01-01 12:00, until: 2025-10-01") == "none");
    CHECK(has(refused("capacity: 10 TEU", "capacity: 10 TEU, track: 300 m"),
              "services.first.track: found '300 m', expected"));
    CHECK(has(refused("power: 3 kW", "power: 3 kW, area: 0 m2"), "blocks.export.area: found 0"));
    CHECK(has(refused("power: 3 kW", "power: 3 kW, overflow: 9 USD"), "is of goods that go elsewhere"));
    CHECK(has(refused("emissions:", "costs: {fuel: 1 USD/l}\nemissions:"),
              "blocks.export.power: what does it cost?"));
    CHECK(has(refused("power: 3 kW", "power: 3 kW, storage: {free: 1 day, rate: -3 USD per day}"),
              "expected no negative number"));
    CHECK(has(refused("people: 1", "people: 1, burns: 9 l/h"), "none"));
    CHECK(has(refused("emissions:", "investment: {rate: 10 % per year, years: 0}\nemissions:"),
              "expected 1 to 100 years"));
    CHECK(has(refused("emissions:", "investment: {rate: -1 % per year, years: 9}\nemissions:"),
              "investment.rate: expected no negative number"));
    CHECK(has(refused("kind: port", "kind: port, licence: {}"), "expected 'teu' or 'trucks'"));
}

TEST_CASE("a timetable that began before the run goes on, and ends when it says") {
    const std::string text =
        small(R"(
places: {icd: {kind: icd, desks: [off]}, mine: {}}
roads: {mine to icd: {length: 30 km, speed: 60 km/h}}
blocks: {pile: {place: icd, holds: 10000 t}}
services: {train: {block: pile, first: 2020-01-01 06:00, every: 2 days, capacity: 40 t}}
desks: {off: {bays: 9, takes: 6 min, puts: pile}}
commodities: {ore: {payload: 20 t}}
demand: {in: {from: mine, to: icd, carries: ore, at: ["01:00", "02:00", "03:00"]}}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 4 days, max_overrun: 0 days}");
    // 2025-09-01 is 2,070 days after its first call, so it calls that day and two days later, full each time.
    CHECK(metric_of(text, "block.pile.put.total") == 12 * 20);
    CHECK(metric_of(text, "service.train.left_behind.mean") == Approx((60 - 40 + 180 - 80) / 2.0));
    CHECK(metric_of(replaced(text, "every: 2 days", "every: 2 days, until: 2025-09-03"),
                    "service.train.left_behind.mean") == 20);
    // It takes 20 t a day of the 60 t that come.
    const Scenario s = load_text(text);
    const std::vector<Problem> said = warnings(s, make_plan(s));
    REQUIRE(said.size() == 1);
    CHECK(has(to_string(said[0]), "blocks.pile: is asked for 300 % of what can pass it"));
    const Scenario enough = load_text(replaced(text, "capacity: 40 t", "capacity: 140 t"));
    CHECK(warnings(enough, make_plan(enough)).empty());
}
