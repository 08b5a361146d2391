// M/M/1, one coroutine per customer, against the bare loop: what the engine itself costs.
// Rule: both sides have the same heap, the same draws and the same flags, and give the same waits to the millisecond.
#include <benchmark/benchmark.h>

#include <iostream>

#include "floor.hpp"
#include "hanhlang/resources/resource.hpp"

namespace hanhlang::bench {
namespace {

struct Model {
    double per_hour = 48;
    Distribution takes = Distribution::exponential(60'000);  // ms: utilisation 0.8
    std::int64_t to = std::chrono::milliseconds{one_day * 365}.count();
    Subject first{hash32("customers"), 0, 0};
    Purpose arrivals{1, "arrivals"};
    Purpose service{1, "takes"};
};

/// One queue and one officer in the words of the engine.
class Queue {
 public:
    explicit Queue(const Model& model) : model_(model) {}

    Totals<1> run() {
        sim_.spawn(arrivals());
        while (!sim_.idle()) sim_.run_until(sim_.now() + one_week);
        return totals_;
    }

 private:
    Process<> arrivals() {
        Arrivals drawn{model_.arrivals, model_.first, model_.per_hour};
        for (Subject customer = model_.first;; ++customer.ordinal) {
            const std::int64_t at = drawn.next();
            if (at >= model_.to) co_return;
            co_await sim_.until(start + Duration{at});
            sim_.spawn(visit(customer));
        }
    }

    Process<> visit(Subject customer) {
        const Time arrived = sim_.now();
        auto officer = co_await officer_.acquire();
        totals_.waited[0] += (sim_.now() - arrived).count();
        ++totals_.visits[0];
        const Duration takes = to_duration(model_.takes.quantile(uniform(model_.service, customer)));
        co_await officer.work(takes);
        ++totals_.trucks;
        totals_.time += (sim_.now() - arrived).count();
    }

    static constexpr Time start{};
    const Model& model_;
    Totals<1> totals_;
    Simulation sim_{start};
    Resource officer_{sim_, 1};
};

Totals<1> coroutines(const Model& model) {
    return Queue{model}.run();
}

Totals<1> bare_loop(const Model& model) {
    const FloorDesk desk{1, model.takes, model.service, 1, model.service};
    return Floor<1>{{desk}, {model.arrivals, model.first, model.per_hour}, model.first}.run(0, model.to);
}

void time(const char* name, const Model& model, Totals<1> (*run)(const Model&)) {
    benchmark::RegisterBenchmark(name, [&model, run](benchmark::State& state) {
        std::uint64_t customers = 0;
        for (auto _ : state) customers += run(model).trucks;
        state.SetItemsProcessed(static_cast<std::int64_t>(customers));
    })->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace hanhlang::bench

int main(int count, char** words) {
    using namespace hanhlang::bench;
    const Model model;
    const Totals<1> fast = bare_loop(model);
    const Totals<1> ours = coroutines(model);
    if (ours.trucks != fast.trucks || ours.waited != fast.waited || ours.time != fast.time) {
        std::cerr << "mm1: the two sides do not simulate the same customers\n";
        return 1;
    }
    time("bare_loop", model, bare_loop);
    time("coroutines", model, coroutines);
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
}
