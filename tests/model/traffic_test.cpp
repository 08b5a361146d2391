// Traffic that is said in other ways than trucks, when it comes, and how it grows.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

const std::string world = R"(
places: {a: {}, b: {}}
roads: {a to b: {length: 60 km, speed: 60 km/h}}
commodities: {coal: {payload: 30 t, value: 65 USD/t}, wood: {payload: 20 t, value: 400 USD/t}}
)";

double per_day(const std::string& text) {
    return 24 * load_text(text).demand[0].trucks_per_hour();
}

const std::string year = "{from: 2025-01-01, warm_up: 0 days, measure: 365 days}";

}  // namespace

TEST_CASE("traffic by tonnes or by value is trucks with the payload of what they carry") {
    const auto said = [](const std::string& how) {
        return small(world + "demand: {t: {from: a, to: b, carries: " + how + "}}");
    };
    CHECK(per_day(said("coal, tonnes: 900 t per day")) == Approx(30));
    CHECK(per_day(said("coal, tonnes: 900 t per day, by_truck: 40 %")) == Approx(12));
    // 23.725 MUSD a year are 65,000 USD a day, 1,000 t at 65 USD, 33.3 trucks.
    CHECK(per_day(said("coal, value: 23.725 MUSD per year")) == Approx(1000.0 / 30));
    // Shares are of trucks: the mean truck carries 25 t worth 4,975 USD.
    CHECK(per_day(said("{coal: 50 %, wood: 50 %}, tonnes: 500 t per day")) == Approx(20));
    CHECK(per_day(said("{coal: 50 %, wood: 50 %}, value: 49750 USD per day")) == Approx(10));
}

TEST_CASE("a zone has the traffic of its hectares in use") {
    const std::string text = small(R"(
places: {a: {kind: zone, zone: {area: 600 ha, occupied: 70 %}}, b: {}}
roads: {a to b: {length: 60 km, speed: 60 km/h}}
commodities: {wood: {payload: 20 t}}
demand: {t: {from: a, to: b, per_hectare: 365 t per year, carries: wood}}
)");
    CHECK(per_day(text) == Approx(600 * 0.7 * 1 / 20.0));
}

TEST_CASE("traffic grows from the year it is of to the year of the run, each commodity by itself") {
    const std::string mixed =
        world + "demand: {t: {from: a, to: b, trucks: 100 per day, carries: {coal: 50 %, wood: 50 %}}}\n";
    const std::string runs = "{from: 2030-01-01, warm_up: 0 days, measure: 2 days}";
    CHECK(per_day(small(mixed, runs)) == Approx(100));
    const std::string grown = small(mixed + "growth: {base: 2025, rate: 10.8 % per year}", runs);
    CHECK(per_day(grown) == Approx(100 * 1.66994));  // 1.108^5: 3 bn to 5 bn
    const Scenario apart = load_text(
        small(mixed + "growth: {base: 2025, rate: 0 % per year, commodities: {coal: 100 % per year}}", runs));
    CHECK(24 * apart.demand[0].trucks_per_hour() == Approx(50 * 32 + 50));
    CHECK(apart.demand[0].carries[0].share.value == Approx(1600.0 / 1650));
    // Empty trucks grow with those that are loaded.
    const Scenario half = load_text(small(replaced(mixed, "wood: 50 %}", "wood: 50 %}, loaded: 50 %") +
                                              "growth: {base: 2029, rate: 100 % per year}",
                                          runs));
    CHECK(24 * half.demand[0].trucks_per_hour() == Approx(200));
    CHECK(half.demand[0].loaded.value == 0.5);
    CHECK(per_day(small(mixed + "growth: {base: 2025, year: 2024, rate: 25 % per year}", runs)) ==
          Approx(80));
}

TEST_CASE("a timetable, a renewal process and what is made of them grow as well; real departures do not") {
    const std::string runs = "{from: 2026-01-01, warm_up: 0 days, measure: 2 days}";
    const auto grown = [&](const std::string& how) {
        return per_day(small(
            world + "demand: {t: {from: a, to: b, " + how + "}}\ngrowth: {base: 2025, rate: 100 % per year}",
            runs));
    };
    CHECK(grown("trucks: 4 per day") == Approx(8));
    CHECK(grown("at: [\"06:00\", \"08:00\"]") == Approx(4));
    CHECK(grown("every: 6 h") == Approx(8));
    const Scenario made = load_text(small(world + R"(
demand:
  raw: {from: a, to: b, carries: coal, at: ["06:00"]}
  product: {from: b, to: a, direction: westbound, carries: wood, made_of: {demand: raw, yield: 50 %}}
growth: {base: 2025, rate: 100 % per year}
)",
                                          runs));
    CHECK(24 * made.demand[1].trucks_per_hour() == Approx(1.5));
}

TEST_CASE("paired arms meet the same trucks, also where goods are made or a fleet has only so many") {
    const std::string text = small(world + R"(
fleets: {few: {size: 2, home: a}}
demand:
  raw: {from: a, to: b, carries: coal, at: ["06:00", "07:00", "08:00"], fleet: few, returns: {after: 1 h}}
  product: {from: b, to: a, direction: westbound, carries: wood, made_of: {demand: raw, yield: 50 %, after: 3 h}}
)");
    const auto trucks = [](const std::string& of) {
        const Scenario s = load_text(of);
        return simulate(s, make_plan(s), {}, 1, 0).trucks;
    };
    CHECK(trucks(text) == trucks(replaced(text, "after: 3 h", "after: 40 h")));
    CHECK(trucks(text) == trucks(replaced(text, "size: 2", "size: 20")));
    CHECK(trucks(text) != trucks(replaced(text, "\"08:00\"", "\"08:01\"")));
}

TEST_CASE("months and holidays shape a year, whose mean stays what was said") {
    const std::string text = small(world + R"(
demand: {t: {from: a, to: b, trucks: 100 per day, by_month: {feb: 0.5, dec: 2}}}
)",
                                   year);
    const auto starts = [&](const std::string& from, const std::string& days) {
        return metric_of(replaced(replaced(text, "from: 2025-01-01", "from: " + from), "365 days", days),
                         "trip.started.total");
    };
    // Weights over the year: 306 days of 1, 28 of 0.5, 31 of 2: 382 for 365 days.
    const double unit = 100 * 365 / 382.0;
    const auto near = [](double seen, double mean) { return std::abs(seen - mean) < 5 * std::sqrt(mean); };
    CHECK(near(starts("2025-01-01", "365 days"), 36500));
    CHECK(near(starts("2025-02-01", "28 days"), 28 * unit * 0.5));
    CHECK(near(starts("2025-12-01", "31 days"), 31 * unit * 2));
    CHECK(!near(starts("2025-12-01", "31 days"), 31 * 100));
    const std::string tet = small(world + R"(
demand: {t: {from: a, to: b, trucks: 100 per day, by_holiday: {tet: 10 %, 2025-02-03: 300 %}}}
)",
                                  "{from: 2025-01-25, warm_up: 0 days, measure: 9 days}");
    CHECK(near(metric_of(tet, "trip.started.total"), 90));
    CHECK(near(metric_of(replaced(replaced(tet, "2025-01-25", "2025-02-03"), "9 days", "1 day"),
                         "trip.started.total"),
               300));
}

TEST_CASE("streams share a pattern, and say what they have of their own") {
    const Scenario s = load_text(small(world + R"(
patterns: {day: {by_hour: {6-18: 2}, by_month: {feb: 0.5}}}
demand:
  one: {from: a, to: b, trucks: 100 per day, pattern: day}
  two: {from: a, to: b, trucks: 100 per day, pattern: day, by_month: {feb: 0.9}}
)"));
    CHECK(s.demand[0].by_hour->weight[12] == 2);
    CHECK(s.demand[0].by_month->weight[1] == 0.5);
    CHECK(s.demand[1].by_hour->weight[12] == 2);
    CHECK(s.demand[1].by_month->weight[1] == 0.9);
}

TEST_CASE("what a stream brings is made into what another takes away, and no tonne is lost") {
    const std::string text = small(R"(
places: {forest: {}, mill: {kind: zone}, port: {}}
roads: {forest to mill: {length: 60 km, speed: 60 km/h}, mill to port: {length: 60 km, speed: 60 km/h}}
commodities: {logs: {payload: 24 t}, boards: {payload: 20 t}}
demand:
  raw: {from: forest, to: mill, at: [06:00, 07:00, 08:00, 09:00, 10:00], carries: logs}
  product: {from: mill, to: port, carries: boards, made_of: {demand: raw, yield: 50 %, after: 3 h}}
)");
    // 12 t of boards from each truck of logs, three hours after it has come: 12, 24, 16, 28 (20 leave) …
    CHECK(story_of(text, "product/0") == Lines{"driving mill to port 60"});
    CHECK(metric_of(text, "place.mill.elapsed_in.max[demand=product]") == 0);
    const double raw = metric_of(text, "place.mill.tonnes.total[demand=raw]");
    const double product = metric_of(text, "place.port.tonnes.total[demand=product]");
    CHECK(raw == 10 * 24);
    CHECK(product == 6 * 20);  // 120 t of boards in two days
    CHECK(per_day(text) == Approx(5));
    CHECK(24 * load_text(text).demand[1].trucks_per_hour() == Approx(3));
}

TEST_CASE("raw material is worked on one load after the other, at the rate of the works") {
    const std::string text = small(R"(
places: {forest: {}, mill: {kind: zone}, port: {}}
roads: {forest to mill: {length: 60 km, speed: 60 km/h}, mill to port: {length: 60 km, speed: 60 km/h}}
commodities: {logs: {payload: 24 t}, boards: {payload: 24 t}}
demand:
  raw: {from: forest, to: mill, at: [06:00, 06:00, 06:00], carries: logs}
  product: {from: mill, to: port, carries: boards, made_of: {demand: raw, yield: 100 %, rate: 12 t per hour, after: 1 h}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    // All three come at 07:00; each takes two hours of the works, and is product an hour later.
    CHECK(metric_of(text, "trip.started.total[demand=product]") == 3);
    const auto by = [&](const std::string& hours) {
        const std::string until =
            replaced(text, "measure: 1 day", "measure: " + hours + ", max_overrun: 0 days");
        return metric_of(until, "trip.started.total[demand=product]");
    };
    CHECK(by("10 h") == 0);
    CHECK(by("601 min") == 1);
    CHECK(by("12 h") == 1);
    CHECK(by("721 min") == 2);
    CHECK(by("841 min") == 3);
    const auto warned = [](const std::string& of) {
        const Scenario s = load_text(of);
        const std::vector<Problem> all = warnings(s, make_plan(s));
        return !all.empty() && has(all.front().text, "it piles up for as long as the run lasts");
    };
    CHECK_FALSE(warned(text));
    CHECK(warned(replaced(text, "12 t per hour", "2.9 t per hour")));  // of 3 t/h that come
    CHECK(has(problems_of(replaced(text, "12 t per hour", "0 t per hour")), "made_of.rate: found 0"));
}

TEST_CASE("departures from a file set out when it says, and every bad row is named") {
    const Scratch files;
    const auto write = [&](const char* name, const std::string& text) { files.write(name, text); };
    write("good.csv",
          "departs,plate,trucks\n2025-09-01 06:00,A,1\n2025-09-01 06:30,B,3\n2025-09-02 23:59,C,1\n");
    write("bad.csv",
          "departs,trucks\n2025-09-01 06:00,1\nyesterday,1\n2025-09-01 07:00,none\n2025-09-01 08:00\n");
    const auto scenario = [&](const std::string& file, const std::string& more = "") {
        return files.write(
            "scenario.yaml",
            small(world + "demand: {t: {from: a, to: b, departures: {file: " + file + "}" + more + "}}"));
    };
    const Scenario good = load(scenario("good.csv"));
    CHECK(outcome_of(good, {"trip.started.total"}).findings.front().estimate.value == 5);
    CHECK(load(scenario("good.csv")).hash == good.hash);
    write("good.csv", "departs,plate,trucks\n2025-09-01 06:00,A,2\n");
    CHECK(load(scenario("good.csv")).hash != good.hash);
    const auto wrong = [&](const std::string& file, const std::string& more = "") -> std::string {
        try {
            load(scenario(file, more));
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    const std::string problems = wrong("bad.csv");
    CHECK(has(problems, "bad.csv:3:1: demand.t.departures: found 'yesterday', expected a time"));
    CHECK(has(problems, "bad.csv:4:1: demand.t.departures: found 'none', expected 1 to 1000 trucks"));
    CHECK(has(problems, "bad.csv:5:1: demand.t.departures: has 1 fields, expected 2"));
    CHECK(has(wrong("missing.csv"), "missing.csv"));
    write("typo.csv", "departs,truks\n2025-09-01 06:00,3\n");
    CHECK(has(wrong("typo.csv"),
              "typo.csv:1:1: demand.t.departures: found the column 'truks' (did you mean 'trucks'?)"));
    write("twice.csv", "departs,departs\n2025-09-01 06:00,2025-09-01 06:00\n");
    CHECK(has(wrong("twice.csv"), "has two columns 'departs'"));
    write("sheet.csv",
          "\xEF\xBB\xBF"
          "departs,trucks\r\n2025-09-01 06:00,2\r\n");
    CHECK(load(scenario("sheet.csv")).demand[0].departures->all.size() == 1);
    write("late.csv", "departs\n2026-09-01 06:00\n");
    CHECK(has(wrong("late.csv"), "are not within the run"));
    write("disorder.csv", "departs\n2025-09-01 06:00\n2025-09-01 08:00\n2025-09-01 07:00\n");
    CHECK(
        has(wrong("disorder.csv"), "disorder.csv:4:1: demand.t.departures: found '2025-09-01 07:00' after"));
    // Of a longer record, a run has what is within it, and says what it leaves out.
    write("long.csv",
          "departs,trucks\n2025-08-31 06:00,9\n2025-09-01 06:00,1\n2025-09-02 06:00,1\n2026-01-01 06:00,9\n");
    const Scenario some = load(scenario("long.csv"));
    CHECK(24 * some.demand[0].trucks_per_hour() == Approx(2));
    CHECK(outcome_of(some, {"trip.started.total"}).findings.front().estimate.value == 2);
    const std::vector<Problem> said = warnings(some, make_plan(some));
    CHECK(std::any_of(said.begin(), said.end(),
                      [](const Problem& one) { return has(one.text, "2 of its 4 rows are left out"); }));
    CHECK(warnings(good, make_plan(good)).empty());
    write("early.csv", "departs\n2025-08-31 06:00\n");
    const Scenario early = load(files.write(
        "early.yaml", small(world + "demand: {t: {from: a, to: b, departures: {file: early.csv}}}",
                            "{from: 2025-09-01, warm_up: 2 days, measure: 2 days}")));
    CHECK(has(warnings(early, make_plan(early)).front().text,
              "none of its rows is measured: the window is 2025-09-01"));
    // After the window traffic goes on for the trips that started in it; such a row is kept, and not
    // measured.
    write("after.csv", "departs\n2025-09-04 06:00\n");
    const Scenario after = load(scenario("after.csv"));
    CHECK(after.demand[0].departures->all.size() == 1);
    CHECK(has(warnings(after, make_plan(after)).front().text, "none of its rows is measured"));
    write("batch.csv", "departs\n2025-09-01 06:00\n");
    CHECK(has(wrong("batch.csv", ", batch: 3"), "in a column 'trucks'"));
}

TEST_CASE("traffic that cannot be is refused") {
    const auto said = [](const std::string& how, const std::string& more = "") {
        return problems_of(small(world + "demand: {t: {from: a, to: b, " + how + "}}\n" + more));
    };
    CHECK(has(said("tonnes: 900 t per day"), "expected 'carries', with a payload of each commodity"));
    CHECK(has(said("trucks: 9 per day, value: 9 USD per day, carries: coal"), "expected one of 'trucks'"));
    CHECK(has(said("per_hectare: 9 t per year, carries: coal"),
              "neither 'from' nor 'to' is a place with a 'zone'"));
    CHECK(has(said("trucks: 9 per day", "growth: {base: 1925, rate: 15 % per year}"),
              "growth: makes 1.17e+06 times the traffic from 1925 to 2025, expected 0.001 to 1000 times"));
    CHECK(has(said("trucks: 9 per day", "growth: {base: 2020, rate: -99 % per year}"),
              "growth: makes 1e-10 times"));
    CHECK(has(said("trucks: 9 per day", "growth: {base: 2020, rate: -100 % per year}"),
              "expected more than -100"));
    CHECK(has(said("trucks: 9 per day, by_holiday: {tett: 10 %}"), "tett"));
    CHECK(has(said("trucks: 9 per day, corridors: []"), "corridors: found none"));
    CHECK(
        has(said("trucks: 9 per day, by_month: {jan-mar: 1, feb: 2}"), "by_month.feb: names a month twice"));
    CHECK(has(said("trucks: 9 per day", "coordination: {informs: 9 %, holds_above: 1 h, holds_at_most: 0 h}"),
              "coordination.holds_at_most: found 0"));
    CHECK(has(said("value: 9 EUR per day, carries: coal"), "'costs.rates' has no rate of EUR"));
    CHECK(has(said("value: 9 per day, carries: coal"), "without a currency"));
    CHECK(has(said("value: -9 USD per day, carries: coal"), "expected no negative number"));
    CHECK(has(said("trucks: 9 per day", "costs: {rates: {VND: 26300 per USD}}"), "costs.on: is missing"));
    CHECK(has(said("tonnes: 1e300 t per day, carries: coal"), "expected at most 1000000 t per hour"));
    CHECK(has(problems_of(small(replaced(world, "payload: 30 t", "payload: 100 kg") +
                                "demand: {t: {from: a, to: b, carries: coal, tonnes: 900000 t per hour}}\n")),
              "demand.t: makes 9e+06 trucks an hour"));
    CHECK(
        has(said("trucks: 9 per day", "uncertain: {x: {paths: [], values: [3]}}"), "uncertain.x: of what?"));
    for (const char* limit :
         {"week: 0 h", "week: 1 s", "stretch: {drive: 1 ms, rest: 1 min}", "day: {drive: 0 h, rest: 1 h}"})
        CHECK(has(said("trucks: 9 per day", std::string("drivers: {") + limit + "}"),
                  "expected a time to drive"));
    CHECK(has(said("trucks: 9 per day", "costs: {on: 2025-12-31, rates: {USD: 2 per USD}}"),
              "which every rate is of"));
    CHECK(has(said("trucks: 9 per day", "corridors: {c: {via: []}}"), "expected the gate that it takes"));
    CHECK(has(said("trucks: 9 per day", "costs: {goods: -10 % per year}"),
              "costs.goods: expected no negative number"));
    CHECK(has(said("trucks: 9 per day", "costs: {on: 2025-12-31, rates: {VND: 0.0000001 per USD}}"),
              "expected a rate such as 26300 per USD, from 0.001"));
    CHECK(has(said("trucks: 9 per day", "costs: {fuel: 1e13 USD/l}"), "expected at most 1000 USD/l"));
    CHECK(has(said("trucks: 9 per day", "desks: {d: {takes: 0 min, bays: 1, fee: 1e13 USD}}"),
              "expected at most 1000000000 USD"));
    CHECK(has(said("trucks: 9 per day", "fleets: {f: {costs: {driver: 1e9 USD/h}}}"),
              "expected at most 100000 USD/h"));
    CHECK(has(said("trucks: 9 per day", "fleets: {f: {tare: 1e9 t}}"), "expected at most 1000000 t"));
    CHECK(has(said("trucks: 9 per day", "fleets: {f: {fuel: {loaded: 1e6 l/km}}}"),
              "expected at most 1000 l/100km"));
    CHECK(
        has(said("trucks: 9 per day", "uncertain: {x: {path: runs.traffic, factor: \"uniform(1, 2) min\"}}"),
            "found the unit 'min' after uniform(…), expected that of a factor such as 110 %"));
    CHECK(has(said("made_of: {demand: t, yield: 50 %}, carries: coal"), "is made of itself"));
}

TEST_CASE("the traffic of a run is so much of what every stream says") {
    const std::string window = "{from: 2025-09-01, warm_up: 0 days, measure: 40 days, traffic: 250 %}";
    const auto started = [&](const std::string& how) {
        const std::string text = small(world + "demand: {t: {from: a, to: b, " + how + "}}", window);
        return metric_of(text, "trip.started.total");
    };
    CHECK(per_day(small(world + "demand: {t: {from: a, to: b, trucks: 8 per day}}", window)) == Approx(20));
    CHECK(started("trucks: 8 per day") == Approx(800).margin(5 * std::sqrt(800.0)));
    CHECK(started("every: 5 h") == 479);  // 2 h apart, the first after 2 h; the one at 960 h is beyond
    // Four times a day, two trucks for sure and one more half of the time.
    CHECK(started("at: [\"06:00\", \"07:00\", \"08:00\", \"09:00\"]") ==
          Approx(400).margin(5 * std::sqrt(160 * 0.25)));
    CHECK(started("carries: coal, tonnes: 240 t per day") == Approx(800).margin(5 * std::sqrt(800.0)));
    const Scenario made = load_text(small(world + R"(
demand:
  raw: {from: a, to: b, carries: coal, tonnes: 240 t per day}
  product: {from: b, to: a, direction: westbound, carries: wood, made_of: {demand: raw, yield: 50 %}}
)",
                                          window));
    CHECK(24 * made.demand[1].trucks_per_hour() == Approx(15));
    CHECK_THROWS_AS(load_text(small(world + "demand: {t: {from: a, to: b, trucks: 8 per day}}",
                                    "{from: 2025-09-01, traffic: 0 %}")),
                    InputError);
}
