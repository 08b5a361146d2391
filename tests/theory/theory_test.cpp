// Textbook queues as ordinary scenario files, against their formulas.
// A case passes when the estimate lies inside the 1 - 10⁻⁵ interval around the known answer, and the 95 %
// half-width is at most 2 % of it: close enough to be wrong.
#include <catch2/catch.hpp>
#include <cmath>

#include "hanhlang/base/special.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

struct Expected {
    std::string metric;
    double value;  // in the metric's unit; hours for times
};

Outcome theory(const std::string& file, const std::vector<Expected>& cases, std::uint32_t replications,
               const std::vector<std::string>& settings = {}) {
    std::vector<std::string> metrics;
    for (const Expected& c : cases) metrics.push_back(c.metric);
    const Scenario scenario = load(std::string(HANHLANG_ROOT) + "/scenarios/theory/" + file, settings);
    return outcome_of(scenario, metrics, replications, 20260101);
}

bool agrees(const Estimate& e, double expected) {
    const auto degrees = static_cast<double>(e.n - 1);
    const double per_se = student_t_quantile(0.975, degrees);
    return std::abs(e.value - expected) <= e.half_width / per_se * student_t_quantile(1 - 5e-6, degrees);
}

bool sharp(const Estimate& e, double expected) {
    return e.half_width <= 0.02 * std::abs(expected);
}

void verify(const std::string& file, const std::vector<Expected>& cases, std::uint32_t replications) {
    const Outcome outcome = theory(file, cases, replications);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Estimate& e = outcome.findings[i].estimate;
        INFO(file << " " << cases[i].metric << ": expected " << cases[i].value << ", simulated " << e.value
                  << " ± " << e.half_width);
        CHECK(agrees(e, cases[i].value));
        CHECK(sharp(e, cases[i].value));
    }
}

constexpr double minutes = 1.0 / 60;

}  // namespace

TEST_CASE("M/M/1: waits, queue, utilisation and tails") {
    verify("mm1.yaml",
           {{"desk.counter.wait.mean", 40 * minutes},
            {"trip.transit_time.mean", 50 * minutes},
            {"desk.counter.waiting.mean", 3.2},
            {"place.gate.trucks.mean", 4.0},
            {"staff.officers.utilisation", 0.8}},
           80);
}

TEST_CASE("M/M/1: quantiles of wait and sojourn") {
    const std::vector<Expected> cases{{"desk.counter.wait.p95", 138.62944 * minutes},
                                      {"trip.transit_time.p50", 34.65736 * minutes},
                                      {"trip.transit_time.p90", 115.12925 * minutes}};
    const Outcome outcome = theory("mm1.yaml", cases, 80);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Estimate& e = outcome.findings[i].estimate;
        INFO(cases[i].metric << ": expected " << cases[i].value << ", simulated " << e.value << " ± "
                             << e.half_width);
        // A sketched quantile may be off by half a per cent of itself beside its sampling error.
        const Estimate wider{e.value, e.half_width + 0.005 * cases[i].value, e.n};
        CHECK(agrees(wider, cases[i].value));
        CHECK(e.half_width <= 0.03 * cases[i].value);
    }
}

TEST_CASE("M/M/5: Erlang C") {
    verify("mmc.yaml",
           {{"desk.counter.wait.mean", 5.54113 * minutes},
            {"trip.transit_time.mean", 15.54113 * minutes},
            {"place.gate.trucks.mean", 6.21645}},
           120);
}

TEST_CASE("M/D/1: Pollaczek-Khinchine, half the wait of M/M/1") {
    verify("md1.yaml", {{"desk.counter.wait.mean", 20 * minutes}, {"place.gate.trucks.mean", 2.4}}, 50);
}

TEST_CASE("M/G/1 with lognormal service: Pollaczek-Khinchine") {
    verify("mg1-lognormal.yaml",
           {{"desk.counter.wait.mean", 35 * minutes}, {"desk.counter.waiting.mean", 2.45}}, 160);
}

TEST_CASE("D/M/1: arrivals by the clock") {
    verify("gim1.yaml",
           {{"desk.counter.wait.mean", 16.92731 * minutes}, {"place.gate.trucks.mean", 2.154185}}, 50);
}

TEST_CASE("priorities: Cobham, and the mean over all as without them") {
    verify("priorities.yaml",
           {{"desk.counter.wait.mean[demand=urgent]", 11.42857 * minutes},
            {"desk.counter.wait.mean[demand=others]", 57.14286 * minutes},
            {"desk.counter.wait.mean", 40 * minutes}},
           120);
}

TEST_CASE("preemptive priorities: the urgent see nobody else") {
    verify("preemptive.yaml",
           {{"trip.transit_time.mean[demand=urgent]", 14.28571 * minutes},
            {"trip.transit_time.mean[demand=others]", 71.42857 * minutes},
            {"place.gate.trucks.mean", 4.0}},
           120);
}

TEST_CASE("a yard of five that turns trucks away: M/M/1/5") {
    verify("finite-yard.yaml",
           {{"yard.gate.full.share", 0.126023},
            {"trip.transit_time.mean", 27.90286 * minutes},
            {"desk.counter.wait.mean", 17.90286 * minutes},
            {"place.gate.trucks.mean", 2.194782},
            {"staff.officers.utilisation", 0.786580}},
           40);
}

TEST_CASE("a tandem with blocking after service") {
    verify("tandem-blocking.yaml",
           {{"trip.transit_time.mean", 56 * minutes},
            {"trip.space_time.mean", 4 * minutes},
            {"staff.first.busy.mean", 0.7},
            {"staff.second.busy.mean", 0.5}},
           60);
}

TEST_CASE("a Jackson network: every counter as if alone") {
    verify("jackson.yaml",
           {{"trip.transit_time.mean", 132.14286 * minutes},
            {"desk.first.wait.mean", 15 * minutes},
            {"desk.second.wait.mean", 37.5 * minutes},
            {"desk.third.wait.mean", 32.14286 * minutes},
            {"place.gate.trucks.mean", 7.928571}},
           120);
}

TEST_CASE("the border of four desks: an exact first desk, and the reference to its last digit") {
    const std::vector<Expected> cases{{"desk.entry.wait.mean", minutes / 3},
                                      {"trip.transit_time.mean", 9.60 * minutes},
                                      {"trip.transit_time.p95", 18.6 * minutes}};
    const std::vector<double> rounding{0, 0.005 * minutes, 0.05 * minutes};
    const Outcome outcome = theory("four-desk-border.yaml", cases, 6);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Estimate& e = outcome.findings[i].estimate;
        INFO(cases[i].metric << ": expected " << cases[i].value << ", simulated " << e.value << " ± "
                             << e.half_width);
        CHECK(agrees({e.value, e.half_width + rounding[i], e.n}, cases[i].value));
        CHECK(sharp(e, cases[i].value));
    }
}

TEST_CASE("the negative control: an engine that is off by five per cent is caught") {
    const std::vector<Expected> cases{{"desk.counter.wait.mean", 20 * minutes}};
    const Outcome outcome =
        theory("md1.yaml", cases, 50, {"desks.counter.takes=10.12 min"});  // 5 % longer waits
    CHECK_FALSE(agrees(outcome.findings[0].estimate, 20 * minutes));
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
