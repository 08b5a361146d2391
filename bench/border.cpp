// The four-desk border as a scenario file through simulate(), all standard metrics recorded, against the bare
// loop. Rule: both sides meet the same trucks with the same draws, and their means are equal before either is
// timed.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <iostream>

#include "floor.hpp"
#include "hanhlang/model/simulate.hpp"
#include "hanhlang/scenario/load.hpp"

namespace hanhlang::bench {
namespace {

constexpr std::size_t desks = 4;
constexpr std::uint64_t seed = 20260101;

struct Border {
    Scenario scenario = load(HANHLANG_ROOT "/scenarios/theory/four-desk-border.yaml");
    Plan plan = make_plan(scenario);
    std::vector<Metric> metrics = parse_metrics(scenario, plan, standard_metrics(scenario, plan));
};

Result simulated(const Border& border) {
    return simulate(border.scenario, border.plan, border.metrics, seed, 0);
}

Totals<desks> bare_loop(const Border& border) {
    const Scenario& s = border.scenario;
    const auto desk = [&s](std::size_t i) {
        const Desk& d = s.desks[i];
        return FloorDesk{d.staff.front().in(s.staff).people, d.takes, Purpose{seed, "takes " + d.name},
                         d.share.value, Purpose{seed, "share " + d.name}};
    };
    const Demand& demand = s.demand[0];
    const Subject first{hash32(demand.name), 0, 0};
    const Arrivals arrivals{Purpose{seed, "arrivals"}, first, demand.trucks->value};
    return Floor<desks>{{desk(0), desk(1), desk(2), desk(3)}, arrivals, first}.run(
        (s.runs.from - s.runs.start()).count(), (s.runs.to() - s.runs.start()).count());
}

/// Whether both sides agree to 1e-9, and the results with the known values within what one year's luck
/// allows.
bool agree(const Border& border) {
    const Totals<desks> floor = bare_loop(border);
    const Result result = simulated(border);
    struct Check {
        const char* metric;
        double known;      // min
        double tolerance;  // of the known value: three standard deviations of a year, and its rounding
        double floor;      // min; none for a quantile
    };
    const auto mean = [](std::int64_t total, std::uint64_t n) {
        return static_cast<double>(total) / static_cast<double>(n) / 60'000.0;
    };
    const auto wait = [&](std::size_t i) { return mean(floor.waited[i], floor.visits[i]); };
    bool all = true;
    for (const Check& check : {Check{"trip.transit_time.mean", 9.60, 0.01, mean(floor.time, floor.trucks)},
                               Check{"trip.transit_time.p95", 18.6, 0.01, std::nan("")},
                               Check{"desk.entry.wait.mean", 0.333, 0.03, wait(0)},
                               Check{"desk.papers.wait.mean", 0.71, 0.05, wait(1)},
                               Check{"desk.search.wait.mean", 0.205, 0.09, wait(2)},
                               Check{"desk.exit.wait.mean", 0.028, 0.05, wait(3)}}) {
        std::size_t i = 0;
        while (border.metrics[i].name != check.metric) ++i;
        const double ours = result.values[i] * 60;
        const bool known = std::abs(ours - check.known) <= check.tolerance * check.known;
        const bool same = std::isnan(check.floor) || std::abs(ours - check.floor) <= 1e-9 * check.floor;
        std::cerr << fmt::format("{:<24}{:8.4f} min, known {:6.3f}{}{}\n", check.metric, ours, check.known,
                                 known ? "" : ": too far from the known value",
                                 same ? "" : fmt::format(": the bare loop has {:.9f}", check.floor));
        all = all && known && same;
    }
    return all && result.trips == floor.trucks;
}

template <class Run>
void time(const char* name, Run run) {
    benchmark::RegisterBenchmark(name, [run](benchmark::State& state) {
        std::uint64_t trucks = 0;
        for (auto _ : state) trucks += run();
        state.SetItemsProcessed(static_cast<std::int64_t>(trucks));
    })->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace hanhlang::bench

int main(int count, char** words) {
    using namespace hanhlang::bench;
    const Border border;
    if (!agree(border)) return 1;
    time("bare_loop", [&] { return bare_loop(border).trucks; });
    time("simulate", [&] { return simulated(border).trips; });
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
}
