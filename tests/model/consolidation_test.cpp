// Small consignments that share a truck: by destination and by cut-off, against sums by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Parts of 4 t come to a warehouse; a container takes 12 t and leaves when it is full, or at 17:00.
std::string groupage(const std::string& parts, const std::string& more = ", cut_off: [\"17:00\"]",
                     const std::string& runs = "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}") {
    return small(R"(
places: {farm: {}, icd: {kind: icd, desks: [off, on]}, port: {}}
roads: {farm to icd: {length: 60 km, speed: 60 km/h}, icd to port: {length: 60 km, speed: 60 km/h}}
blocks: {warehouse: {place: icd, holds: 500 t}}
desks: {off: {bays: 99, takes: 0 min, puts: warehouse}, on: {bays: 99, takes: 0 min, fetches: warehouse}}
commodities: {part: {payload: 4 t, value: 876 USD/t}, box: {payload: 12 t, teu: 2, value: 876 USD/t}}
fleets: {truck: {costs: {driver: 12 USD/h}}}
costs: {goods: 10 % per year}
demand:
  in:  {from: farm, to: icd, carries: part, )" +
                     parts + R"(}
  out: {from: icd, to: port, carries: box, fleet: truck, made_of: {demand: in, yield: 100 %)" +
                     more + "}}\n",
                 runs);
}

}  // namespace

TEST_CASE("a container leaves when it is full, or half full at its cut-off") {
    // Parts at 08:00, 09:00 … 12:00: the first three leave at 10:00, the other two at 17:00.
    const std::string text = groupage(R"(at: ["07:00", "08:00", "09:00", "10:00", "11:00"])");
    CHECK(metric_of(text, "trip.started.total[demand=out]") == 2);
    CHECK(metric_of(text, "trip.load_factor.mean[demand=out]") == Approx((1 + 2.0 / 3) / 2));
    CHECK(metric_of(text, "trip.load_factor.min") == Approx(2.0 / 3));
    CHECK(metric_of(text, "place.port.tonnes.total") == Approx(20));
    CHECK(metric_of(text, "block.warehouse.put.total") == Approx(20));
    CHECK(metric_of(text, "block.warehouse.occupied.max") == 12);
    // Means of 1 h and of 5.5 h; goods cost by their tonnes, 0.01 USD an hour each.
    CHECK(metric_of(text, "block.warehouse.dwell.max") == Approx(5.5));
    CHECK(metric_of(text, "block.warehouse.dwell.mean") == Approx(3.25));
    CHECK(metric_of(text, "block.warehouse.goods_cost.total") == Approx(0.01 * (12 * 1 + 8 * 5.5)));
    CHECK(metric_of(text, "trip.cost_per_tonne[demand=out]") == Approx((2 * 12 + 20 * 0.01) / 20));
    CHECK(metric_of(text, "trip.inventory_cost.total[demand=out]") == Approx(20 * 0.01));
    // Without a cut-off the last two wait for the third, which does not come.
    const std::string waits = groupage(R"(at: ["07:00", "08:00", "09:00", "10:00", "11:00"])", "");
    CHECK(metric_of(waits, "trip.started.total[demand=out]") == 1);
    CHECK_THROWS(metric_of(waits, "trip.load_factor.mean"));
    // What comes at the very moment goes along, what comes after it waits for the next.
    CHECK(metric_of(replaced(text, "11:00", "16:00"), "trip.started.total[demand=out]") == 2);
    CHECK(metric_of(replaced(text, "11:00", "16:01"), "trip.load_factor.min") == Approx(1.0 / 3));
    // Two cut-offs: 08:30 takes the first, 17:00 what is over.
    const std::string two = replaced(text, "[\"17:00\"]", "[\"17:00\", \"08:30\"]");
    CHECK(metric_of(two, "trip.started.total[demand=out]") == 3);
    CHECK(metric_of(two, "block.warehouse.dwell.min") == Approx(0.5));
}

TEST_CASE("by chance so many parts come that as many trucks are needed as the sum of their law says") {
    // Poisson, 7 a day, three a truck, one cut-off: the mean of the number, rounded up to whole trucks.
    const std::string text =
        groupage("trucks: 7 per day", ", cut_off: [\"17:00\"]",
                 "{from: 2025-09-01, warm_up: 10 days, measure: 400 days, max_overrun: 2 days}");
    double known = 0, p = std::exp(-7.0);
    for (int n = 0; n < 60; ++n) {
        known += p * ((n + 2) / 3);
        p *= 7.0 / (n + 1);
    }
    const Scenario s = load_text(text);
    CHECK(24 * s.demand[1].trucks_per_hour() == Approx(known));
    CHECK(s.demand[1].filled() == Approx(7 * 4 / (12 * known)));
    const Outcome seen =
        outcome_of(s, {"trip.started.per_day[demand=out]", "trip.load_factor.mean[demand=out]"}, 20);
    const Estimate trucks = student(seen.findings[0].replications, 0.999);
    CHECK(std::abs(trucks.value - known) <= trucks.half_width);
    CHECK(trucks.half_width < known - 7.0 / 3);  // full trucks only would be seen
    const Estimate filled = student(seen.findings[1].replications, 0.999);
    CHECK(std::abs(filled.value - s.demand[1].filled()) <= filled.half_width);
    CHECK(filled.half_width < 0.02);
    // Ten times the traffic is not ten times the trucks, because they are fuller.
    Scenario more = s;
    scale_traffic(more, 10);
    CHECK(more.demand[1].trucks_per_hour() < 9 * s.demand[1].trucks_per_hour());
    CHECK(more.demand[1].filled() > s.demand[1].filled());
}

TEST_CASE("parts that come at times of day, or many at once, are no Poisson parts") {
    const auto trucks = [](const std::string& parts) {
        return 24 * load_text(groupage(parts)).demand[1].trucks_per_hour();
    };
    CHECK(trucks(R"(at: ["07:00"])") == Approx(1));
    CHECK(trucks(R"(at: ["07:00", "08:00", "09:00", "10:00"])") == Approx(2));
    CHECK(trucks("trucks: 12 per day, batch: 3") == Approx(12 / 3.0));  // each batch fills a truck
    const std::string waits = groupage("trucks: 24 per day", "");
    const Scenario s = load_text(waits);
    CHECK(*mean_stay(s, make_plan(s), 0) == Approx((3 - 1) / 2.0));  // h: one part an hour, three a truck
    CHECK(metric_of(replaced(waits, "measure: 1 day", "measure: 400 days"), "block.warehouse.dwell.mean") ==
          Approx(1).epsilon(0.05));
}

TEST_CASE("a truck takes what was made for it, whoever sets out first") {
    // Each consignment sets out after a time of its own, on a truck of one size or the other.
    const std::string both = small(R"(
places: {farm: {}, icd: {}, port: {}}
roads: {farm to icd: {length: 60 km, speed: 60 km/h}, icd to port: {length: 60 km, speed: 60 km/h}}
commodities: {part: {payload: 4 t}, little: {payload: 5 t}, big: {payload: 20 t}}
consignments: {c: {flow: export, spread: 10 h}}
demand:
  in:  {from: farm, to: icd, carries: part, trucks: 60 per day}
  out: {from: icd, to: port, carries: {little: 50 %, big: 50 %}, consignment: c, made_of: {demand: in, yield: 100 %, cut_off: "17:00"}}
)",
                                   "{from: 2025-09-01, warm_up: 2 days, measure: 20 days}");
    CHECK(metric_of(both, "trip.load_factor.max") == 1);
    CHECK(metric_of(both, "trip.load_factor.min") < 1);
}

TEST_CASE("what is fetched keeps as what was put down, and burns what it weighs") {
    // A part at 02:00, warm for an hour, and in the truck of 17:00 for one more.
    const std::string text =
        replaced(groupage(R"(at: ["01:00"])"), "value: 876 USD/t", "value: 876 USD/t, keeps: 10 h");
    CHECK(metric_of(text, "trip.spoiled.total") == 4);
    CHECK(metric_of(replaced(text, "holds: 500 t", "holds: 500 t, cold: yes"), "trip.spoiled.total") == 0);
    // 4 t of 12 t: a third of the way from 30 l to 60 l on 100 km, for 60 km.
    const std::string burns =
        replaced(replaced(groupage(R"(at: ["01:00"])"), "costs: {driver: 12 USD/h}",
                          "fuel: {loaded: 60 l/100km, empty: 30 l/100km, idle: 1 l/h, idles: 0 %}"),
                 "costs: {goods: 10 % per year}", "costs: {goods: 10 % per year, fuel: 1 USD/l}");
    CHECK(metric_of(burns, "trip.fuel_cost.total[demand=out]") == Approx(0.4 * 60));
}

TEST_CASE("parts that may fill a block before they fill a truck are warned of") {
    const auto said = [](const std::string& text) {
        std::string all;
        const Scenario s = load_text(text);
        for (const Problem& one : warnings(s, make_plan(s))) all += to_string(one) + "\n";
        return all;
    };
    const std::string waits = groupage("trucks: 3 per day", "");
    CHECK_FALSE(has(said(replaced(waits, "500 t", "12 t")), "may fill up"));  // 8 t wait, and 4 t come
    const std::string two = replaced(
        replaced(waits, "  in: ",
                 "  in2: {from: farm, to: icd, carries: part, trucks: 3 per day}\n"
                 "  out2: {from: icd, to: port, carries: box, made_of: {demand: in2, yield: 100 %}}\n  in: "),
        "500 t", "19 t");
    CHECK(has(said(two), "blocks.warehouse: may fill up with parts of loads, 16 t at worst"));
    CHECK_FALSE(has(said(replaced(two, "yield: 100 %", "yield: 100 %, cut_off: \"17:00\"")), "may fill up"));
    try {
        make_plan(load_text(replaced(waits, "500 t", "10 t")));
        CHECK(false);
    } catch (const InputError& error) {
        CHECK(has(error.what(), "a truckload of 'box' is 12 t, and 10 fit"));
    }
}

TEST_CASE("what cannot be consolidated is refused") {
    const std::string text = groupage(R"(at: ["07:00"])");
    CHECK(problems_of(text) == "none");
    CHECK(has(problems_of(replaced(text, "[\"17:00\"]", "[\"17:00\", \"17:00\"]")),
              "demand.out.made_of.cut_off: names a time twice"));
    CHECK(has(problems_of(replaced(text, "[\"17:00\"]", "[\"25:00\"]")), "expected a time of day"));
    CHECK(has(problems_of(replaced(text, "box: {payload: 12 t", "box: {payload: 1 kg")),
              "a truck of 'in' makes 4e+03 trucks of it, expected at most 1000"));
    CHECK(has(problems_of(replaced(text, "yield: 100 %", "yield: 90 %")),
              "fetches at 'on' what 'in' has put down: expected a yield of 100 %"));
    // Containers are fetched one by one: who brings parts of them brings none.
    CHECK(has(problems_of(replaced(text, "holds: 500 t", "slots: 50")), "the same payload and TEU"));
    CHECK(has(problems_of(replaced(text, "carries: part", "carries: {part: 50 %, box: 50 %}")),
              "expected one commodity"));
    CHECK(has(
        problems_of(replaced(text, "part: {payload: 4 t",
                             "part: {payload: 4 t, overload: {share: 10 %, excess: \"uniform(1, 2) t\"}")),
        "no 'overload' of 'part'"));
}
