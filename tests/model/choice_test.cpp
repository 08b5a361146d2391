// Which of several ways trucks take, and what they learn of the gates.
#include <catch2/catch.hpp>

#include "hanhlang/model/plan.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Two gates between a and b; north is 3 h, south 4 h of driving.
std::string fork(const std::string& more, const std::string& of_stream = "corridors: [north, south]",
                 const std::string& runs = "") {
    return small(R"(
places:
  a: {}
  n: {kind: gate, desks: [n_counter]}
  s: {kind: gate, desks: [s_counter]}
  b: {}
roads:
  a to n: {length: 60 km, speed: 60 km/h}
  n to b: {length: 120 km, speed: 60 km/h}
  a to s: {length: 120 km, speed: 60 km/h}
  s to b: {length: 120 km, speed: 60 km/h}
staff: {n_officer: {people: 1}, s_officer: {people: 1}}
desks: {n_counter: {staff: n_officer, takes: 30 min}, s_counter: {staff: s_officer, takes: 30 min}}
corridors: {north: {via: [n]}, south: {via: [s]}}
demand: {t: {from: a, to: b, trucks: 240 per day, )" +
                     of_stream + "}}\n" + more,
                 runs);
}

double share_north(const std::string& text) {
    const std::vector<std::string> metrics{"trip.started.total[corridor=north]", "trip.started.total"};
    const Outcome outcome = outcome_of(load_text(text), metrics);
    return outcome.findings[0].estimate.value / outcome.findings[1].estimate.value;
}

const std::string ten_days = "{from: 2025-09-01, warm_up: 0 days, measure: 10 days, max_overrun: 0 days}";

}  // namespace

TEST_CASE("all or nothing takes the quicker way, fixed shares are kept") {
    const std::string endless = replaced(fork("choice: {rule: best}"), "people: 1}", "people: 1000}");
    CHECK(share_north(endless) == 1);
    CHECK(share_north(fork("", "corridors: {north: 0 %, south: 100 %}")) == 0);
    const double kept = share_north(fork("", "corridors: {north: 30 %, south: 70 %}", ten_days));
    CHECK(kept == Approx(0.3).margin(0.047));  // 5 sigma of 2,400 trucks
}

TEST_CASE("a logit with a stated scale gives its shares where nobody waits") {
    const std::string endless =
        replaced(fork("choice: {rule: logit, scale: 1 h}", "corridors: [north, south]", ten_days),
                 "people: 1}", "people: 1000}");
    CHECK(share_north(endless) == Approx(1 / (1 + std::exp(-1.0))).margin(0.046));  // 5 sigma of 2,400
    const Scenario s = load_text(endless);
    const Plan plan = make_plan(s);
    CHECK(plan.legs[plan.ways[0][0]].share == Approx(1 / (1 + std::exp(-1.0))));
    CHECK(plan.legs[plan.ways[0][0]].share + plan.legs[plan.ways[0][1]].share == Approx(1));
}

TEST_CASE("drivers who remember what gates took spread over both, and no queue grows without end") {
    // One officer serves 48 trucks a day at each gate: north alone cannot serve 72.
    const std::string runs = "{from: 2025-09-15, warm_up: 14 days, measure: 28 days, max_overrun: 30 days}";
    const std::string text = replaced(
        replaced(fork("choice: {rule: logit, scale: 2 h, memory: 6 h}", "corridors: [north, south]", runs),
                 "240 per day", "72 per day"),
        "a to s: {length: 120 km", "a to s: {length: 180 km");
    const std::vector<std::string> metrics{"trip.transit_time.mean[corridor=north]",
                                           "trip.transit_time.mean[corridor=south]",
                                           "trip.started.total[corridor=south]", "trip.started.total"};
    const Outcome seen = outcome_of(load_text(text), metrics, 8);
    const double north = seen.findings[0].estimate.value;
    const double south = seen.findings[1].estimate.value;
    const double share = seen.findings[2].estimate.value / seen.findings[3].estimate.value;
    CHECK(share > 1 - 48.0 / 72);
    CHECK(share < 48.0 / 72);
    // Nobody remembers anything: the shares of empty roads, two hours apart, and north is asked for more than
    // it can do. Its queue grows by so many trucks a day, each of half an hour, for 28 days until the middle
    // of the window; less what the arrivals of those days may be short of, in eight replications, at 99.9 %.
    const double asked = 72 / (1 + std::exp(-1.0));
    const double growing = 28 * (asked - 48) * 0.5 - 3.29 * std::sqrt(28 * asked / 8) * 0.5;
    const Outcome blind =
        outcome_of(load_text(replaced(text, "memory: 6 h", "memory: 20000 days")), metrics, 8);
    CHECK(blind.findings[0].estimate.value > growing);
    CHECK(north < growing);
    CHECK(south < growing);
}

TEST_CASE("a choice by cost weighs tolls against hours") {
    const std::string text = replaced(fork(R"(
choice: {rule: best, by: cost}
costs: {goods: 0 % per year}
fleets: {truck: {costs: {driver: 4 USD/h, vehicle: 6 USD/h}}}
)",
                                           "corridors: [north, south], fleet: truck"),
                                      "people: 1}", "people: 1000}");
    CHECK(share_north(text) == 1);  // one hour less is 10 USD
    CHECK(share_north(replaced(text, "n to b: {length", "n to b: {toll: 0.08 USD/km, length")) ==
          1);  // 9.6 USD
    CHECK(share_north(replaced(text, "n to b: {length", "n to b: {toll: 0.09 USD/km, length")) ==
          0);  // 10.8 USD
}

TEST_CASE("alternatives are the best ways there are") {
    const Scenario s = load_text(fork("", "alternatives: 3"));
    const Plan plan = make_plan(s);
    REQUIRE(plan.ways[0].size() == 2);  // there are no more without a loop
    CHECK(plan.legs[plan.ways[0][0]].stops.back().km == 180);
    CHECK(plan.legs[plan.ways[0][1]].stops.back().km == 240);
}

TEST_CASE("who is told of a queue goes the other way, or waits where it is") {
    const std::string text =
        replaced(fork("choice: {rule: best, memory: 7 days}\ncoordination: {informs: 100 %, delay: 10 min}",
                      "corridors: [north, south]",
                      "{from: 2025-09-08, warm_up: 7 days, measure: 14 days, max_overrun: 2 days}"),
                 "240 per day", "60 per day");
    const auto mean = [](const std::string& world) {
        return outcome_of(load_text(world), {"trip.transit_time.mean"}, 8).findings.front().estimate;
    };
    // 60 trucks a day, of which each gate can serve 48: who knows the queues finds the shorter one.
    const Estimate told = mean(text);
    const Estimate untold = mean(replaced(text, "informs: 100 %", "informs: 0 %"));
    CHECK(told.value + told.half_width < untold.value - untold.half_width);
    const std::string held =
        replaced(fork("coordination: {informs: 100 %, delay: 0 min, holds_above: 1 h, holds_at_most: 3 h}",
                      "corridors: [north]",
                      "{from: 2025-09-02, warm_up: 1 day, measure: 2 days, max_overrun: 5 days}"),
                 "240 per day", "72 per day");
    CHECK(metric_of(held, "trip.held_time.max") == Approx(3.0).margin(1e-9));
    CHECK(metric_of(replaced(held, "holds_above: 1 h", "holds_above: 1000 h"), "trip.held_time.max") == 0);
}

namespace {

/// The ways part an hour from a. A truck before it keeps the only officer of the north busy from 06:30 to
/// 11:30.
std::string parting(const std::string& more) {
    return small(R"(
places:
  a: {}
  f: {}
  n: {kind: gate, country: LA, desks: [n_counter]}
  s: {kind: gate, country: LA, desks: [s_counter]}
  b: {}
roads:
  a to f: {length: 60 km, speed: 60 km/h}
  f to n: {length: 60 km, speed: 60 km/h}
  n to b: {length: 60 km, speed: 60 km/h}
  f to s: {length: 120 km, speed: 60 km/h}
  s to b: {length: 60 km, speed: 60 km/h}
staff: {n_officer: {people: 1}, s_officer: {people: 1}, office: {people: 9, country: LA}}
desks:
  n_counter: {staff: n_officer, takes: 5 h, needs: [permit]}
  s_counter: {staff: s_officer, takes: 5 h, needs: [permit]}
papers: {permit: {office: office, starts: departure, takes: 3 h}}
consignments: {sealed: {flow: transit}}
corridors: {north: {via: [n]}, south: {via: [s]}}
demand:
  before: {from: f, to: b, via: [n], at: ["05:30"]}
  t: {from: a, to: b, at: ["06:00"], corridors: [north, south]}
)" + more,
                 "{from: 2025-09-01, warm_up: 0 days, measure: 1 days, max_overrun: 10 days}");
}

}  // namespace

TEST_CASE("who is told of a queue on the way takes the other road where the ways part") {
    // North is 3 h of driving, south 4 h, and each gate takes 5 h. With one truck before it north is 5 h
    // more. So south is better by 4 h.
    const std::string told = parting("coordination: {informs: 100 %, delay: 10 min, reroutes_above: 3.99 h}");
    const std::vector<std::string> by_south{"driving a to f 60", "driving f to s 120",
                                            "service s_counter 300", "driving s to b 60"};
    CHECK(story_of(told, "t/0") == by_south);
    CHECK(metric_of(told, "trip.diverted.total") == 1);
    CHECK(metric_of(told, "trip.finished.total[corridor=south]") == 1);
    CHECK(metric_of(told, "trip.started.total[corridor=south]") == 1);  // of the same trips as its hours
    CHECK(metric_of(told, "trip.started.total[corridor=north]") == 1);  // the truck before it
    const std::vector<std::string> by_north{"driving a to f 60", "driving f to n 60", "queue n_counter 210",
                                            "service n_counter 300", "driving n to b 60"};
    CHECK(story_of(replaced(told, "3.99 h", "4.01 h"), "t/0") == by_north);
    CHECK(story_of(replaced(told, "informs: 100 %", "informs: 0 %"), "t/0") == by_north);
    CHECK(story_of(replaced(told, "delay: 10 min", "delay: 40 min"), "t/0") == by_north);  // not known yet
    CHECK(metric_of(replaced(told, "3.99 h", "4.01 h"), "trip.diverted.total") == 0);
}

TEST_CASE("who takes the other road has papers made out anew for the other gate") {
    const std::string told =
        replaced(parting("coordination: {informs: 100 %, delay: 10 min, reroutes_above: 1 h}"),
                 "at: [\"06:00\"], ", "at: [\"06:00\"], consignment: sealed, ");
    // The first is ready at 09:00; the second, from 07:00 on, at 10:00, an hour after the truck is there.
    const std::vector<std::string> anew{"driving a to f 60", "driving f to s 120", "papers permit 60",
                                        "service s_counter 300", "driving s to b 60"};
    CHECK(story_of(told, "t/0") == anew);
    const std::string kept = replaced(told, "reroutes_above: 1 h", "reroutes_above: 1 h, reissue: []");
    const std::vector<std::string> with_the_first{"driving a to f 60", "driving f to s 120",
                                                  "service s_counter 300", "driving s to b 60"};
    CHECK(story_of(kept, "t/0") == with_the_first);
}

TEST_CASE("what drivers like about a way stays with them: no news, no other way") {
    const std::string text = replaced(
        fork("choice: {rule: logit, scale: 1 h}\ncoordination: {informs: 100 %, reroutes_above: 1 min}",
             "corridors: [north, south], returns: {after: 1 h}", ten_days),
        "people: 1}", "people: 100000}");
    const std::vector<std::string> metrics{"trip.diverted.total", "trip.started.total[corridor=south]"};
    const Outcome still = outcome_of(load_text(text), metrics);
    CHECK(still.findings[0].estimate.value == 0);
    CHECK(still.findings[1].estimate.value > 0);
    const Outcome seen = outcome_of(load_text(replaced(text, "people: 100000}", "people: 4}")), metrics);
    CHECK(seen.findings[0].estimate.value > 0);
}

TEST_CASE("what a gate makes trucks wait is what its slowest part makes of those that are there") {
    const auto slowest = [](const std::string& text) {
        const Scenario s = load_text(text);
        return bottleneck(s, make_plan(s), 1, Direction::eastbound);
    };
    const std::string text = fork("");
    CHECK(slowest(text).each == Approx(0.5));
    CHECK(slowest(text).own == Approx(0.5));
    CHECK(slowest(text).wait(0) == Approx(0));
    CHECK(slowest(text).wait(3) == Approx(1.5));
    // Nobody waits before as many are there as there are officers.
    const Bottleneck four = slowest(replaced(text, "n_officer: {people: 1}", "n_officer: {people: 4}"));
    CHECK(four.wait(3) == Approx(0));
    CHECK(four.wait(4) == Approx(0.5 / 4));
    // Half the week closed: a truck comes out every hour.
    CHECK(slowest(
              replaced(text, "n_officer: {people: 1}", "n_officer: {people: 1, hours: mon-sun 06:00-18:00}"))
              .each == Approx(1));
    // A barrier lets three in when the space is empty, ten minutes after it is.
    const Bottleneck batch =
        slowest(replaced(replaced(text, "n: {kind: gate, desks",
                                  "n: {kind: gate, yard: {slots: 3, batch: {gap: 30 min}}, desks"),
                         "n_officer: {people: 1}", "n_officer: {people: 9}"));
    CHECK(batch.each == Approx(1.0 / 3));
    CHECK(batch.wait(2) == Approx(0.5));
    // Who serves others for three quarters of the time has a quarter left.
    const std::string shared = replaced(
        text, "n_counter: {staff: n_officer, takes: 30 min}",
        "n_counter: {staff: n_officer, takes: 30 min, shared_with: {people: 36 per day, take: 30 min}}");
    CHECK(slowest(shared).each == Approx(0.5 / 0.25));
}

TEST_CASE("what cannot be said of rerouting is refused") {
    const auto refused = [](const std::string& text) -> std::string {
        try {
            load_text(text);
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    const std::string good = fork("coordination: {informs: 50 %, reroutes_above: 1 h}");
    CHECK(refused(good) == "none");
    CHECK_THAT(refused(replaced(good, "reroutes_above: 1 h", "reroutes_above: 20 USD")),
               Catch::Contains("coordination.reroutes_above"));
    CHECK_THAT(refused(replaced(good, "reroutes_above: 1 h", "holds_at_most: 3 h")),
               Catch::Contains("holds_at_most: of what?"));
    CHECK_THAT(refused(replaced(good, "reroutes_above: 1 h", "holds_above: 0 h")),
               Catch::Contains("holds_above: found 0"));
    CHECK_THAT(refused(replaced(good, "reroutes_above: 1 h", "reissue: []")),
               Catch::Contains("expected 'reroutes_above'"));
}

TEST_CASE("a stream that no road bears is refused, and so is a choice that is none") {
    const auto refused = [](const std::string& text) -> std::string {
        try {
            make_plan(load_text(text));
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    const std::string heavy = R"(
fleets: {truck: {axles: 6, tare: 17 t}}
commodities: {ore: {payload: 31 t}}
)";
    const std::string barred =
        replaced(replaced(fork(heavy, "corridors: [north], fleet: truck, carries: ore"), "n to b: {length",
                          "n to b: {limit: {gross: 40 t}, length"),
                 "a to s: {length", "a to s: {limit: {axles: 5}, length");
    CHECK(has(refused(barred),
              "no road leads from 'n' to 'b' that bears a truck of 'truck', 48 t with its load "
              "and 6 axles"));
    CHECK(refused(replaced(barred, "gross: 40 t}", "gross: 40 t, enforced: no}")) == "none");
    CHECK(refused(replaced(barred, "payload: 31 t", "payload: 23 t")) == "none");
    CHECK(has(refused(fork("", "corridors: {north: 60 %, south: 60 %}")), "add up to 120 %"));
    CHECK(has(refused(fork("", "corridors: [north, north]")), "names a corridor twice"));
    CHECK(has(refused(fork("", "corridors: [north], via: [n]")), "either 'corridors', or 'via'"));
    CHECK(has(refused(fork("choice: {rule: logit}")), "choice.scale: is missing"));
    CHECK(has(refused(fork("choice: {rule: logit, scale: 3 USD}")), "expected a duration"));
    CHECK(has(refused(fork("choice: {by: cost}")), "nothing is said of 'costs'"));
}

TEST_CASE("drivers learn what a depot on the way takes, as they do of gates") {
    // The quicker way leads by a depot with one officer for five times the work that he can do.
    const std::string depot =
        replaced(replaced(fork("choice: {rule: best, memory: 1 day}", "corridors: [north, south]", ten_days),
                          "s: {kind: gate", "s: {kind: icd"),
                 "a to s: {length: 120 km", "a to s: {length: 30 km");
    CHECK(share_north(depot) > 0);
    CHECK(share_north(replaced(depot, "s: {kind: icd", "s: {kind: city")) == 0);
}

TEST_CASE("who goes by the depot learns what the line takes without the desks that he does not go to") {
    // One gate for both ways; behind it the line's desk takes 5 h of whoever does not go by the depot, which
    // is an hour further. Half of the trucks are told to go either way, and one stream chooses.
    const std::string text = small(R"(
places: {a: {}, gate: {kind: gate, desks: [line]}, icd: {kind: icd, desks: [office]}, b: {}}
roads:
  a to gate: {length: 60 km, speed: 60 km/h}
  gate to b: {length: 60 km, speed: 60 km/h}
  gate to icd: {length: 60 km, speed: 60 km/h}
  icd to b: {length: 60 km, speed: 60 km/h}
desks: {line: {bays: 99, takes: 1 min, only: [not icd]}, office: {bays: 99, takes: 1 min}}
corridors: {direct: {via: [gate]}, depot: {via: [gate, icd]}}
choice: {rule: best, memory: 1 day}
demand: {t: {from: a, to: b, trucks: 240 per day, corridors: [direct, depot]}, u: {from: a, to: b, trucks: 240 per day, corridors: {direct: 50 %, depot: 50 %}}}
)",
                                   ten_days);
    const auto by_depot = [](const std::string& of) {
        return metric_of(of, "trip.started.total[demand=t,corridor=depot]") /
               metric_of(of, "trip.started.total[demand=t]");
    };
    CHECK(by_depot(text) == 0);
    // An officer with more to do than he can, which is not known beforehand: at the line, or for all.
    const std::string queue = replaced(
        replaced(text, "line: {bays: 99, takes: 1 min", "line: {bays: 1, takes: 5 min"),
        "trucks: 240 per day, corridors: {direct: 50 %", "trucks: 960 per day, corridors: {direct: 50 %");
    CHECK(by_depot(queue) > 0.5);
    CHECK(by_depot(replaced(queue, ", only: [not icd]", "")) == 0);
}

TEST_CASE("a corridor that its trucks cannot take is refused, not driven back from the destination") {
    const std::string text =
        replaced(fork("fleets: {f: {}}", "fleet: f, corridors: {north: 30 %, south: 70 %}"),
                 "n to b: {length: 120 km", "n to b: {limit: {bars: [f]}, length: 120 km");
    const std::string closed = replaced(text, "a to n: {length", "a to n: {limit: {bars: [f]}, length");
    const auto refused = [](const std::string& of) -> std::string {
        try {
            make_plan(load_text(of));
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    CHECK_THAT(refused(text),
               Catch::Contains("demand.t: the way by 'corridors.north' leads past 'a' or 'b' and back"));
    CHECK_THAT(refused(closed), Catch::Contains("no road leads from 'a' to 'n'"));
    CHECK(refused(replaced(text, "bars: [f]", "bars: [f], enforced: no")) == "none");
}

TEST_CASE("a desk may be for those only who do not pass by a place") {
    const std::string text = replaced(fork("", "corridors: {north: 0 %, south: 100 %}"), "n_counter: {staff",
                                      "n_counter: {only: [not s], staff");
    const std::string none = replaced(text, "s_counter: {staff", "s_counter: {only: [not s], staff");
    CHECK(metric_of(text, "trip.service_time.max") == Approx(0.5));
    CHECK(metric_of(none, "trip.service_time.max") == 0);
    CHECK(metric_of(replaced(none, "north: 0 %, south: 100 %", "north: 100 %, south: 0 %"),
                    "trip.service_time.max") == Approx(0.5));
    CHECK_THAT(problems_of(replaced(text, "[not s]", "[loaded, empty]")),
               Catch::Contains("names both 'loaded' and 'empty'"));
    CHECK_THAT(problems_of(replaced(text, "[not s]", "[not t]")),
               Catch::Contains("found 't', which is not in 'places'"));
}
