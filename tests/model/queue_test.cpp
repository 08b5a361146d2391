// Trucks before a place, counted by hand: who waits for it to open or for room in its yard.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Twenty days on which trucks come at 04:00, 05:00 and 12:00 to a gate that opens at 07:00.
const std::string night = small(R"(
places: {gate: {hours: mon-sun 07:00-19:00, desks: [counter]}}
desks: {counter: {bays: 9, takes: 10 min}}
demand: {t: {route: [gate], at: [04:00, 05:00, 12:00]}}
)",
                                "{from: 2025-09-01, warm_up: 0 days, measure: 20 days, max_overrun: 1 day}");

}  // namespace

TEST_CASE("trucks that come at night queue before the gate until it opens") {
    CHECK(metric_of(night, "place.gate.queue.max") == 2);
    CHECK(metric_of(night, "place.gate.queue.mean") == Approx((3.0 + 2.0) / 24));
    // 0 for 21 h of the day, 1 for one hour, 2 for two: 87.5 %, 91.7 %.
    CHECK(metric_of(night, "place.gate.queue.p87") == 0);
    CHECK(metric_of(night, "place.gate.queue.p88") == 1);
    CHECK(metric_of(night, "place.gate.queue.p91") == 1);
    CHECK(metric_of(night, "place.gate.queue.p95") == 2);
}

TEST_CASE("a truck that is let in at once was never in the queue") {
    const std::string day = small(R"(
places: {gate: {hours: mon-sun 03:00-19:00, yard: {slots: 3}, desks: [counter]}}
desks: {counter: {bays: 9, takes: 10 min}}
demand: {t: {route: [gate], at: [04:00, 05:00, 12:00]}}
)");
    CHECK(metric_of(day, "place.gate.queue.max") == 0);
    CHECK(metric_of(day, "place.gate.trucks.max") == 1);
}

TEST_CASE("trucks before a full yard are in its queue; those inside it are not") {
    const std::string full = small(R"(
places: {gate: {yard: {slots: 1}, desks: [counter]}}
desks: {counter: {bays: 9, takes: 2 h}}
demand: {t: {route: [gate], at: [08:00, 09:00, 09:30]}}
)");
    // The second waits 09:00 to 10:00, the third 09:30 to 12:00.
    CHECK(metric_of(full, "place.gate.queue.mean") == Approx(3.5 / 24));
    CHECK(metric_of(full, "place.gate.queue.max") == 2);
    CHECK(metric_of(full, "place.gate.trucks.max") == 3);
}

TEST_CASE("who loses patience leaves the queue") {
    const std::string full = small(R"(
places: {gate: {yard: {slots: 1}, desks: [counter]}}
desks: {counter: {bays: 9, takes: 2 h}}
demand: {t: {route: [gate], at: [08:00, 09:00], patience: 30 min}}
)");
    CHECK(metric_of(full, "trip.given_up.total") == 2);
    CHECK(metric_of(full, "place.gate.queue.mean") == Approx(0.5 / 24));
}

TEST_CASE("where nobody is ever kept out there is no queue to ask for") {
    const Scenario open = load_text(small(R"(
places: {gate: {desks: [counter]}}
desks: {counter: {bays: 1, takes: 2 h}}
demand: {t: {route: [gate], at: 08:00}}
)"));
    CHECK_THROWS_AS(parse_metrics(open, make_plan(open), {"place.gate.queue.mean"}), InputError);
}

TEST_CASE("counts per year are counts per day, 365 times") {
    CHECK(metric_of(night, "place.gate.crossings.per_day") == 3);
    CHECK(metric_of(night, "place.gate.crossings.per_year") == Approx(3 * 365));
}

TEST_CASE("every replication has its part in the quantile of a state") {
    const Scenario busy =
        load_text(small(R"(
places: {gate: {hours: mon-sun 07:00-19:00, desks: [counter]}}
desks: {counter: {bays: 9, takes: 10 min}}
demand: {t: {route: [gate], trucks: 200 per day}}
)",
                        "{from: 2025-09-01, warm_up: 1 day, measure: 4 days, max_overrun: 1 day}"));
    const Outcome many = outcome_of(busy, {"place.gate.queue.p90"}, 30);
    const Finding& p90 = many.findings.front();
    CHECK(p90.estimate.n == 30);
    // The queue grows to about 100 trucks every night: it is 80 % of that for the last fifth of it.
    CHECK(p90.estimate.value == Approx(80).epsilon(0.1));
    CHECK(p90.estimate.half_width > 0);
    CHECK(p90.estimate.half_width < 5);
    CHECK_FALSE(p90.replications[0] == p90.replications[1]);
}
