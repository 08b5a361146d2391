// M/M/1, one coroutine per customer, against the bare loop: what the engine itself costs.
// Rule: both sides have the same heap, the same draws and the same flags, and give the same waits to the
// millisecond.
#include <benchmark/benchmark.h>

#include <deque>
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

struct Sums {
    std::uint64_t customers = 0;
    std::int64_t waited = 0;  // ms
    std::int64_t time = 0;    // ms, in the system
    bool operator==(const Sums&) const = default;
};

/// One queue and one officer in the words of the engine.
class Coroutines {
 public:
    explicit Coroutines(const Model& model) : model_(model) {}

    Sums run() {
        sim_.spawn(arrivals());
        while (!sim_.idle()) sim_.run_until(sim_.now() + one_week);
        return sums_;
    }

 private:
    Process<> arrivals() {
        Arrivals drawn{model_.arrivals, model_.first, model_.per_hour};
        for (Subject customer = model_.first;; ++customer.ordinal) {
            const Duration at{drawn.next()};
            if (at.count() >= model_.to) co_return;
            co_await sim_.until(start + at);
            sim_.spawn(visit(customer));
        }
    }

    Process<> visit(Subject customer) {
        const Time arrived = sim_.now();
        auto officer = co_await officer_.acquire();
        sums_.waited += (sim_.now() - arrived).count();
        const Duration takes = to_duration(model_.takes.quantile(uniform(model_.service, customer)));
        co_await officer.work(takes);
        ++sums_.customers;
        sums_.time += (sim_.now() - arrived).count();
    }

    static constexpr Time start{};
    const Model& model_;
    Sums sums_;
    Simulation sim_{start};
    Resource officer_{sim_, 1};
};

/// The same written out for one queue and one officer, and for nothing else.
class BareLoop {
 public:
    explicit BareLoop(const Model& model) : model_(model), next_(model.first) {}

    Sums run() {
        plan_arrival();
        while (!agenda_.empty()) {
            const Agenda::Entry entry = agenda_.top();
            agenda_.pop();
            now_ = entry.at;
            entry.process == arrival ? arrive() : end_service();
        }
        return sums_;
    }

 private:
    static constexpr std::uint32_t arrival = 0;
    static constexpr std::uint32_t end_of_service = 1;

    struct Customer {
        std::int64_t arrived;
        Subject subject;
    };

    void plan_arrival() {
        const std::int64_t at = arrivals_.next();
        if (at < model_.to) agenda_.push(at, Order::process, arrival);
    }

    void arrive() {
        plan_arrival();
        const Customer customer{now_, next_};
        ++next_.ordinal;
        if (busy_) {
            queue_.push_back(customer);
        } else {
            serve(customer);
        }
    }

    void serve(const Customer& customer) {
        busy_ = true;
        served_since_ = customer.arrived;
        sums_.waited += now_ - customer.arrived;
        const Duration takes = to_duration(model_.takes.quantile(uniform(model_.service, customer.subject)));
        agenda_.push(now_ + takes.count(), Order::process, end_of_service);
    }

    void end_service() {
        ++sums_.customers;
        sums_.time += now_ - served_since_;
        busy_ = !queue_.empty();
        if (!busy_) return;
        const Customer next = queue_.front();
        queue_.pop_front();
        serve(next);
    }

    const Model& model_;
    Arrivals arrivals_{model_.arrivals, model_.first, model_.per_hour};
    Subject next_;  // who arrives next
    std::int64_t now_ = 0;
    bool busy_ = false;
    std::int64_t served_since_ = 0;  // arrival of who is served
    std::deque<Customer> queue_;
    Agenda agenda_;
    Sums sums_;
};

template <class Side>
void time(const char* name, const Model& model) {
    benchmark::RegisterBenchmark(name, [&model](benchmark::State& state) {
        std::uint64_t customers = 0;
        for (auto _ : state) customers += Side{model}.run().customers;
        state.SetItemsProcessed(static_cast<std::int64_t>(customers));
    })->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace hanhlang::bench

int main(int count, char** words) {
    using namespace hanhlang::bench;
    const Model model;
    if (Coroutines{model}.run() != BareLoop{model}.run()) {
        std::cerr << "mm1: the two sides do not simulate the same customers\n";
        return 1;
    }
    time<BareLoop>("bare_loop", model);
    time<Coroutines>("coroutines", model);
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
}
