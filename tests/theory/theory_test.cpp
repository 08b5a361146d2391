// Textbook queues as ordinary scenario files, against what they expect of themselves.
// Rule: a case passes when its estimates agree with theory and are sharp; see stats/interval.hpp.
#include <catch2/catch.hpp>

#include "hanhlang/study/verify.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

constexpr double minutes = 1.0 / 60;

Scenario theory(const std::string& file, const std::vector<std::string>& settings = {}) {
    return load(std::string(HANHLANG_ROOT) + "/scenarios/theory/" + file, settings);
}

/// Runs a file as often as it says, and holds every figure against it.
void verify(const std::string& file) {
    RunOptions options;
    options.farm.jobs = 2;
    const std::vector<Check> checks = verify_figures(file, theory(file), options);
    REQUIRE_FALSE(checks.empty());
    for (const Check& check : checks) {
        INFO(check.name << ": expected " << check.expected << ", simulated " << check.simulated << " ± "
                        << check.half_width);
        CHECK(check.passes);
    }
}

}  // namespace

// A quick choice; 'hanhlang verify' checks every file.
TEST_CASE("M/M/1 behaves as theory says") {
    verify("mm1.yaml");
}
TEST_CASE("M/D/1 waits half as long") {
    verify("md1.yaml");
}
TEST_CASE("a yard of five that turns trucks away is M/M/1/5") {
    verify("finite-yard.yaml");
}
TEST_CASE("priorities follow Cobham") {
    verify("priorities.yaml");
}
TEST_CASE("urgent trucks that interrupt see nobody else") {
    verify("preemptive.yaml");
}
TEST_CASE("a tandem with blocking after service follows its chain") {
    verify("tandem-blocking.yaml");
}
TEST_CASE("nights follow the distribution through the day") {
    verify("night.yaml");
}

TEST_CASE("M/M/1: quantiles of wait and sojourn") {
    const std::vector<std::string> metrics{"desk.counter.wait.p95", "trip.transit_time.p50",
                                           "trip.transit_time.p90"};
    const std::vector<double> expected{138.62944 * minutes, 34.65736 * minutes, 115.12925 * minutes};
    const Outcome outcome = outcome_of(theory("mm1.yaml"), metrics, 80, 20260101);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const Estimate& e = outcome.findings[i].estimate;
        INFO(metrics[i] << ": expected " << expected[i] << ", simulated " << e.value << " ± "
                        << e.half_width);
        // A sketched quantile may be off by half a per cent of itself beside its sampling error.
        CHECK(agrees({e.value, e.half_width + 0.005 * expected[i], e.n}, expected[i]));
        CHECK(e.half_width <= 0.03 * expected[i]);
    }
}

TEST_CASE("the border of four desks: the reference runs, to their last digit") {
    const std::vector<std::string> metrics{"trip.transit_time.mean", "trip.transit_time.p95"};
    const std::vector<double> reference{9.60 * minutes, 18.6 * minutes};
    const std::vector<double> rounding{0.005 * minutes, 0.05 * minutes};
    const Outcome outcome = outcome_of(theory("four-desk-border.yaml"), metrics, 6, 20260101);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const Estimate& e = outcome.findings[i].estimate;
        INFO(metrics[i] << ": reference " << reference[i] << ", simulated " << e.value << " ± "
                        << e.half_width);
        CHECK(agrees({e.value, e.half_width + rounding[i], e.n}, reference[i]));
        CHECK(is_sharp(e, reference[i]));
    }
}

TEST_CASE("the negative control: an engine that is off by five per cent is caught") {
    const Scenario slower = theory("md1.yaml", {"desks.counter.takes=10.12 min"});  // 5 % longer waits
    const Outcome outcome = outcome_of(slower, {"desk.counter.wait.mean"}, 80, 20260101);
    CHECK_FALSE(agrees(outcome.findings[0].estimate, 20 * minutes));
}

TEST_CASE("the negative control: too few replications are not sharp") {
    const Outcome outcome = outcome_of(theory("md1.yaml"), {"desk.counter.wait.mean"}, 3, 20260101);
    CHECK_FALSE(is_sharp(outcome.findings[0].estimate, 20 * minutes));
}

TEST_CASE("Little's law holds on the path: trucks present are arrivals times time") {
    // No truck is inside at either end of the window, so both sides count the very same hours.
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 2, hours: mon-sun 06:00-22:00}}
desks: {counter: {staff: officer, takes: exponential(15 min)}}
demand: {t: {route: [gate], trucks: 60 per day, by_hour: {8-16: 1}}}
)",
                                    "{from: 2025-09-01, warm_up: 0 days, measure: 30 days}");
    const double present = metric_of(world, "place.gate.trucks.mean");
    const double arrivals = metric_of(world, "trip.started.per_day") / 24;
    CHECK(present == Approx(arrivals * metric_of(world, "trip.transit_time.mean")).epsilon(1e-9));
    CHECK(metric_of(world, "desk.counter.waiting.mean") ==
          Approx(arrivals * metric_of(world, "desk.counter.wait.mean")).epsilon(1e-9));
}
