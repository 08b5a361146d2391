// Delay and its indices against the queue that is known.
#include "hanhlang/study/low_volume.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "hanhlang/scenario/load.hpp"

using namespace hanhlang;

namespace {

/// M/M/1 with a mean service of 12 min, at 80 % of what it can do.
const std::string queue = R"(source: guess
runs: {from: 2025-09-22, warm_up: 21 days, measure: 140 days, max_overrun: 10 days}
places: {gate: {kind: gate, desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: exponential(12 min)}}
demand: {t: {route: [gate], trucks: 96 per day}}
)";

}  // namespace

TEST_CASE("delay and indices of M/M/1 are those of theory") {
    const Scenario scenario = load_text(queue);
    const double traffic = low_traffic(scenario, make_plan(scenario));
    CHECK(traffic == Approx(low_load / 0.8));
    Scenario low = scenario;
    scale_traffic(low, traffic);
    RunOptions options;
    options.farm.jobs = 2;
    bool complete = false;
    std::vector<Arm> arms{{"as it is", scenario, delay_metrics(scenario)},
                          {"low volume", low, delay_metrics(scenario)}};
    const std::vector<Outcome> outcomes = run_arms(std::move(arms), options, complete);
    const LowVolume seen = against_low_volume(outcomes[0], outcomes[1], traffic, 0.999);
    REQUIRE(seen.indices.size() == 1);
    const DelayIndices& all = seen.indices.front();
    // Time in the system is exponential with mean E[S] / (1 - rho), which is 1 h and 0.2857 h.
    const double mean = 0.2 / (1 - 0.8);
    const double low_mean = 0.2 / (1 - low_load);
    CHECK(std::abs(all.delay.value - (mean - low_mean)) <= all.delay.half_width);
    CHECK(all.delay.half_width < low_mean - 0.2);  // delay against an empty road would be seen
    CHECK(all.at_gates == Approx(all.delay.value));
    // Each index is off by no more than its two parts at 99.9 %.
    const auto relative = [&](const Outcome& outcome, const char* metric) {
        const Estimate e = student(outcome.find(metric)->replications, 0.999);
        return e.half_width / e.value;
    };
    const double base = relative(outcomes[1], "trip.transit_time.mean");
    const double by_mean = base + relative(outcomes[0], "trip.transit_time.mean");
    const double by_p95 = base + relative(outcomes[0], "trip.transit_time.p95");
    CHECK(all.travel_time_index == Approx(mean / low_mean).epsilon(by_mean));
    CHECK(all.planning_time_index == Approx(mean * std::log(20) / low_mean).epsilon(by_p95));
    CHECK(by_p95 < low_mean / 0.2 - 1);  // and so would an index against it
}

TEST_CASE("what others than trucks ask of a team is no traffic of ours") {
    const std::string shared =
        queue.substr(0, queue.find("\ndesks:") + 1) +
        "desks: {counter: {staff: officer, takes: 12 min, shared_with: {people: 24 per day, take: 6 min}}}\n"
        "demand: {t: {route: [gate], trucks: 60 per day}}\n";
    const Scenario scenario = load_text(shared);
    // Travellers keep the officer busy for 10 % of his hours, trucks for 50 %.
    CHECK(low_traffic(scenario, make_plan(scenario)) == Approx(0.2 / 0.5));
    const Scenario quiet = load_text(shared, {"demand.t.trucks=12 per day"});
    CHECK(low_traffic(quiet, make_plan(quiet)) == 1);
}
