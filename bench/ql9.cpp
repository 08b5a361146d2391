// A year of the QL9 corridor through simulate(), all standard metrics recorded, against the bare loop.
// Rule: both sides send the same trucks to the same desks for the same times, to the millisecond, before
// either is timed.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <iostream>

#include "hanhlang/model/simulate.hpp"
#include "hanhlang/scenario/load.hpp"
#include "ql9_floor.hpp"

namespace hanhlang::bench {
namespace {

constexpr std::uint64_t seed = 20260101;

struct Year {
    Scenario scenario = load(HANHLANG_ROOT "/bench/ql9-desks.yaml", {"runs.measure=365 days"});
    Plan plan = make_plan(scenario);
    std::vector<Metric> metrics = parse_metrics(scenario, plan, standard_metrics(scenario, plan));
};

Result simulated(const Year& year) {
    return simulate(year.scenario, year.plan, year.metrics, seed, 0);
}

CorridorTotals bare_loop(const Year& year) {
    return CorridorFloor{year.scenario, year.plan, seed}.run();
}

bool agree(const Year& year) {
    const CorridorTotals floor = bare_loop(year);
    std::vector<std::string> names{"trip.transit_time.total"};
    std::vector<double> expected{to_hours(floor.time)};
    for (std::size_t i = 0; i < floor.desks.size(); ++i) {
        const auto& [visits, waited, service] = floor.desks[i];
        for (const char* what : {"visits", "wait", "service"})
            names.push_back(fmt::format("desk.{}.{}.total", year.scenario.desks[i].name, what));
        expected.insert(expected.end(), {static_cast<double>(visits), to_hours(waited), to_hours(service)});
    }
    const Result result =
        simulate(year.scenario, year.plan, parse_metrics(year.scenario, year.plan, names), seed, 0);
    bool all = result.trips == floor.trips;
    std::cerr << fmt::format("{} trips, the bare loop has {}\n", result.trips, floor.trips);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (result.values[i] == expected[i]) continue;
        std::cerr << fmt::format("{}: {}, the bare loop has {}\n", names[i], result.values[i], expected[i]);
        all = false;
    }
    return all;
}

template <class Run>
void time(const char* name, Run run) {
    benchmark::RegisterBenchmark(name, [run](benchmark::State& state) {
        std::uint64_t trips = 0;
        for (auto _ : state) trips += run();
        state.SetItemsProcessed(static_cast<std::int64_t>(trips));
    })->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace hanhlang::bench

int main(int count, char** words) {
    using namespace hanhlang::bench;
    const Year year;
    if (!agree(year)) return 1;
    time("bare_loop", [&] { return bare_loop(year).trips; });
    time("simulate", [&] { return simulated(year).trips; });
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
}
