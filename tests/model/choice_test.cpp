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
    const std::string runs = "{from: 2025-09-15, warm_up: 14 days, measure: 28 days, max_overrun: 0 days}";
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
    CHECK(north < 24);
    CHECK(south < 24);
    // Nobody remembers anything: the shares of empty roads, and north is asked for more than it can do.
    const Outcome blind =
        outcome_of(load_text(replaced(text, "memory: 6 h", "memory: 20000 days")), metrics, 8);
    CHECK(blind.findings[0].estimate.value > 1.5 * north);
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
        return outcome_of(load_text(world), {"trip.transit_time.mean"}, 8).findings.front().estimate.value;
    };
    // 60 trucks a day, of which each gate can serve 48: who knows the queues finds the shorter one.
    CHECK(mean(text) < 0.8 * mean(replaced(text, "informs: 100 %", "informs: 0 %")));
    const std::string held =
        replaced(fork("coordination: {informs: 100 %, delay: 0 min, holds_above: 1 h, holds_at_most: 3 h}",
                      "corridors: [north]",
                      "{from: 2025-09-02, warm_up: 1 day, measure: 2 days, max_overrun: 5 days}"),
                 "240 per day", "72 per day");
    CHECK(metric_of(held, "trip.held_time.max") == Approx(3.0).margin(1e-9));
    CHECK(metric_of(held, "trip.held_time.mean") > 0.5);
    CHECK(metric_of(replaced(held, "holds_above: 1 h", "holds_above: 1000 h"), "trip.held_time.max") == 0);
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
