// Fleets with so many trucks, which loads wait for.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

const std::string two_trucks = R"(
places: {mine: {}, port: {}}
roads: {mine to port: {length: 60 km, speed: 60 km/h}}
fleets: {dumper: {home: mine, size: 2}}
demand: {coal: {from: mine, to: port, fleet: dumper, at: [06:00, 06:10, 06:20], returns: {after: 1 h, loaded: 0 %}}}
)";

}  // namespace

TEST_CASE("a load waits for a truck of the fleet, which is away until it is home") {
    const std::string text = small(two_trucks);
    // Each is away for 3 h: the third load of a day gets the first truck at 09:00.
    CHECK(metric_of(text, "fleet.dumper.wait.max") == Approx(160 / 60.0));
    CHECK(metric_of(text, "trip.departure_delay.max") == Approx(160 / 60.0));
    CHECK(metric_of(text, "trip.transit_time.max") == Approx(1));  // the wait is before departure
    CHECK(metric_of(text, "fleet.dumper.away.max") == 2);
    CHECK(metric_of(text, "fleet.dumper.away.mean") == Approx(3 * 3 / 24.0));
    CHECK(metric_of(replaced(text, "size: 2", "size: 3"), "fleet.dumper.wait.max") == 0);
}

TEST_CASE("loads for a fleet that is away for exponential times wait as in M/M/c") {
    // Loads come as Poisson, a truck is away for an exponential time of 6 h on top of 2 h: M/G/c, and with
    // hardly any driving M/M/c. 40 loads a day, 6 h away: ten busy of twelve; Erlang C.
    const std::string text = R"(
source: guess
runs: {from: 2025-09-29, warm_up: 28 days, measure: 364 days, max_overrun: 0 days}
places: {mine: {}, port: {}}
roads: {mine to port: {length: 1 m, speed: 100 km/h}}
fleets: {dumper: {home: mine, size: 12}}
demand: {coal: {from: mine, to: port, fleet: dumper, trucks: 40 per day, returns: {after: exponential(6 h), loaded: 0 %}}}
)";
    const std::vector<std::string> metrics{"fleet.dumper.wait.mean", "fleet.dumper.away.mean"};
    const Outcome seen = outcome_of(load_text(text), metrics, 32);
    // Erlang C with 12 servers and a load of 10: P(wait) = 0.4494, mean wait 0.4494 × 6 h / 2.
    const Estimate wait = seen.findings[0].estimate;
    CHECK(std::abs(wait.value - 1.3482) < 3 * wait.half_width);
    CHECK(wait.half_width < 0.1 * wait.value);
    CHECK(seen.findings[1].estimate.value == Approx(10).epsilon(0.02));
}

TEST_CASE("after so much driving a truck stays at home for maintenance") {
    const std::string text = small(R"(
places: {mine: {}, port: {}}
roads: {mine to port: {length: 60 km, speed: 60 km/h}}
fleets: {dumper: {home: mine, size: 1, maintenance: {every: 200 km, lasts: 5 h}}}
demand: {coal: {from: mine, to: port, fleet: dumper, at: [00:00, 02:00, 04:00, 06:00], returns: {after: 0 min, loaded: 0 %}}}
)");
    // 120 km a load: due after the second, home at 04:00 and ready at 09:00; the third waits 5 h, the fourth
    // too.
    CHECK(metric_of(text, "fleet.dumper.wait.max") == Approx(5.0));
    CHECK(metric_of(replaced(text, "lasts: 5 h", "lasts: 0 h"), "fleet.dumper.wait.max") == 0);
}

TEST_CASE("a fleet that cannot be is refused") {
    CHECK(has(problems_of(small(replaced(two_trucks, "home: mine, ", ""))),
              "fleets.dumper.home: is missing: where do its trucks wait for loads?"));
    CHECK(has(problems_of(small(replaced(two_trucks, "size: 2", "size: 0"))),
              "fleets.dumper.size: found 0, expected 1 to 1000000"));
    CHECK(has(problems_of(small(replaced(two_trucks, ", returns: {after: 1 h, loaded: 0 %}", ""))),
              "demand.coal.returns: is missing"));
}

TEST_CASE("a truck that is at home elsewhere comes empty and goes home empty") {
    const std::string text = small(R"(
places: {yard: {}, mine: {}, port: {}}
roads:
  yard to mine: {length: 30 km, speed: 60 km/h, toll: 0.1 USD/km}
  mine to port: {length: 60 km, speed: 60 km/h}
fleets:
  dumper:
    home: yard
    size: 1
    fuel: {loaded: 0.5 l/km, empty: 0.4 l/km}
    costs: {driver: 4 USD/h, vehicle: 6 USD/h, distance: 0.2 USD/km}
costs: {on: 2025-09-01, rates: {VND: 26300 per USD}, fuel: 1 USD/l}
demand: {t: {from: mine, to: port, fleet: dumper, at: ["06:00", "07:00"], returns: {after: 1 h}}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 20 h, max_overrun: 0 days}");
    // 30 min to the mine, 1 h out, 1 h there, 1 h back, 30 min home: away for 4 h, twice.
    CHECK(metric_of(text, "fleet.dumper.away.mean") == Approx(8.0 / 20));
    CHECK(metric_of(text, "fleet.dumper.wait.max") == Approx(3.5));  // home at 10:00
    CHECK(metric_of(text, "trip.departure_delay.max[direction=eastbound]") == Approx(3.5));
    CHECK(metric_of(text, "fleet.dumper.positioning.total") == 4 * 30);
    // Out: 60 km loaded, 30 l, 12 USD, and an hour, 10 USD; the empty drive 12 l, 3 USD toll, 6 USD, half an
    // hour.
    CHECK(metric_of(text, "trip.cost.mean[direction=eastbound]") == Approx(30 + 12 + 10 + 12 + 3 + 6 + 5));
    CHECK(metric_of(text, "trip.cost.mean[direction=westbound]") == Approx(24 + 12 + 10 + 12 + 3 + 6 + 5));
    CHECK(metric_of(text, "trip.distance.mean") == 60);
    const std::string at_the_mine = replaced(text, "home: yard", "home: mine");
    CHECK(metric_of(at_the_mine, "fleet.dumper.positioning.total") == 0);
    CHECK(metric_of(at_the_mine, "trip.cost.mean[direction=eastbound]") == Approx(52));
    // Without a way back it goes home from the port: 90 km, 36 l, 3 USD toll, 18 USD and 1.5 h more.
    const std::string one_way = replaced(replaced(text, ", returns: {after: 1 h}", ""), "    size: 1\n", "");
    CHECK(metric_of(one_way, "trip.cost.mean") ==
          Approx(30 + 12 + 10 + (12 + 3 + 6 + 5) + (36 + 3 + 18 + 15)));
    CHECK(metric_of(one_way, "fleet.dumper.positioning.total") == 2 * 120);
}

TEST_CASE(
    "a truck of which it is not known whether a road bears it is refused, one that is barred goes round") {
    const std::string text = small(R"(
places: {a: {}, b: {}, c: {}}
roads:
  a to b: {length: 30 km, speed: 60 km/h, limit: {gross: 40 t}}
  a to c: {length: 30 km, speed: 60 km/h}
  c to b: {length: 60 km, speed: 60 km/h}
commodities: {ore: {payload: 20 t}}
fleets: {dumper: {tare: 15 t, axles: 4}, other: {tare: 15 t}}
demand: {t: {from: a, to: b, fleet: dumper, carries: ore, at: ["06:00"]}}
)");
    const auto problems_of_plan = [](const std::string& scenario) {
        try {
            make_plan(load_text(scenario));
            return std::string("none");
        } catch (const InputError& error) {
            return std::string(error.what());
        }
    };
    const auto refused = [&](const std::string& what, const std::string& by) {
        return problems_of_plan(replaced(text, what, by));
    };
    CHECK(metric_of(text, "trip.distance.mean") == 30);
    CHECK(metric_of(replaced(text, "gross: 40 t", "gross: 34 t"), "trip.distance.mean") == 90);
    CHECK(refused("tare: 15 t", "tare: 15 t") == "none");
    CHECK(has(refused("{tare: 15 t, axles: 4}", "{axles: 4}"),
              "demand.t.fleet: takes 'a to b', which has a limit: expected a fleet that says its 'tare'"));
    CHECK(has(refused("fleet: dumper, ", ""), "expected a fleet that says its 'tare'"));
    CHECK(refused("{tare: 15 t, axles: 4}", "{tare: 15 t}") == "none");
    const std::string axles = replaced(text, "gross: 40 t", "axles: 5");
    CHECK(
        has(problems_of_plan(replaced(axles, "{tare: 15 t, axles: 4}", "{tare: 15 t}")), "says its 'axles'"));
    CHECK(metric_of(replaced(text, "gross: 40 t", "bars: [dumper]"), "trip.distance.mean") == 90);
    CHECK(metric_of(replaced(text, "gross: 40 t", "bars: [other]"), "trip.distance.mean") == 30);
    CHECK(metric_of(replaced(text, "gross: 40 t", "bars: [dumper], enforced: no"), "trip.distance.mean") ==
          30);
    CHECK(has(refused("gross: 40 t", "enforced: yes"), "expected 'gross', 'axles' or 'bars'"));
}

TEST_CASE("no truck crosses a gate to fetch its load") {
    const Scenario s = load_text(small(R"(
places: {yard: {}, gate: {kind: gate}, mine: {}, port: {}}
roads:
  yard to gate: {length: 30 km, speed: 60 km/h}
  gate to mine: {length: 30 km, speed: 60 km/h}
  mine to port: {length: 60 km, speed: 60 km/h}
fleets: {dumper: {home: yard, size: 1}}
demand: {t: {from: mine, to: port, fleet: dumper, at: ["06:00"], returns: {after: 1 h}}}
)"));
    try {
        make_plan(s);
        FAIL("expected a problem");
    } catch (const InputError& error) {
        CHECK(has(error.what(),
                  "at home in 'yard', from where no road leads to 'mine' without crossing a gate"));
    }
}
