// The hold model: each of N processes draws a delay, waits for it, and begins again; N things are always
// pending. Rule: a coroutine on Simulation::delay and a bare loop over the same agenda draw the same delays,
// and what they pop, in its order, is equal before either is timed.
//
// A coroutine here can be cancelled at any time; an entry of the bare loop cannot.
#include <unistd.h>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "floor.hpp"
#include "hanhlang/engine/simulation.hpp"

namespace hanhlang::bench {
namespace {

constexpr Duration mean = one_day;
constexpr std::uint32_t events_a_step = 1'000'000;

class Delays {
 public:
    /// A millisecond at least, because a delay of nothing is no event.
    Duration draw(std::uint32_t process, std::uint32_t visit) const {
        const Subject subject{source_, process, 0};
        return Duration{1} + to_duration(law_.quantile(uniform(purpose_, subject, visit)));
    }

 private:
    std::uint32_t source_ = hash32("processes");
    Purpose purpose_{1, "delay"};
    Distribution law_ = Distribution::exponential(static_cast<double>(mean.count()));
};

/// What was popped, in its order.
struct Popped {
    std::uint64_t events = 0;
    std::uint64_t checksum = 0;
    void add(std::int64_t at, std::uint32_t process) {
        ++events;
        checksum = checksum * 0x9e3779b97f4a7c15U + (static_cast<std::uint64_t>(at) ^ process);
    }
    bool operator==(const Popped&) const = default;
};

class Coroutines {
 public:
    explicit Coroutines(std::uint32_t processes) {
        for (std::uint32_t i = 0; i < processes; ++i) sim_.spawn(hold(i));
        sim_.run_until(start);
    }
    const Popped& run_until(Duration end) {
        sim_.run_until(start + end);
        return popped_;
    }

 private:
    Process<> hold(std::uint32_t process) {
        for (std::uint32_t visit = 0;; ++visit) {
            const Duration delay = delays_.draw(process, visit);
            co_await sim_.delay(delay);
            popped_.add(sim_.clock(), process);
        }
    }

    static constexpr Time start{};
    Delays delays_;
    Popped popped_;
    Simulation sim_{start};
};

class BareLoop {
 public:
    explicit BareLoop(std::uint32_t processes) : visits_(processes) {
        for (std::uint32_t i = 0; i < processes; ++i) wait(0, i);
    }
    const Popped& run_until(Duration end) {
        while (true) {
            const Agenda::Entry entry = agenda_.top();
            if (entry.at > end.count()) return popped_;
            agenda_.pop();
            popped_.add(entry.at, entry.process);
            wait(entry.at, entry.process);
        }
    }

 private:
    void wait(std::int64_t now, std::uint32_t process) {
        agenda_.push(now + delays_.draw(process, visits_[process]++).count(), Order::process, process);
    }

    Delays delays_;
    Popped popped_;
    Agenda agenda_;
    std::vector<std::uint32_t> visits_;
};

/// In which about a million delays end.
Duration step(std::uint32_t processes) {
    return mean * (events_a_step / processes);
}

bool agree(std::uint32_t processes) {
    const Duration end = step(processes);
    const Popped ours = Coroutines{processes}.run_until(end);
    return ours.events > events_a_step / 2 && ours == BareLoop{processes}.run_until(end);
}

/// Resident bytes of this process.
double resident() {
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    file >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// Resident memory that a million waiting processes add, divided by a million. Right only in a fresh process.
template <class Side>
double bytes_per_process() {
    const double before = resident();
    const Side side{1'000'000};
    return (resident() - before) / 1e6;
}

template <class Side>
void time(const char* name, std::uint32_t processes) {
    benchmark::RegisterBenchmark(fmt::format("{}_{}", name, processes).c_str(),
                                 [processes](benchmark::State& state) {
                                     Side side{processes};
                                     Duration end =
                                         step(processes);  // the first step is not timed: the agenda settles
                                     const std::uint64_t before = side.run_until(end).events;
                                     std::uint64_t events = 0;
                                     for (auto _ : state)
                                         events = side.run_until(end += step(processes)).events;
                                     state.SetItemsProcessed(static_cast<std::int64_t>(events - before));
                                 })
        ->Iterations(3)
        ->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace hanhlang::bench

int main(int count, char** words) {
    using namespace hanhlang::bench;
    if (count == 2 && std::string_view(words[1]) == "--bytes") {
        std::cout << fmt::format("{:.1f}\n", bytes_per_process<Coroutines>());
        return 0;
    }
    for (const std::uint32_t processes : {100U, 10'000U, 1'000'000U}) {
        if (!agree(processes)) {
            std::cerr << "hold: the two sides do not pop the same\n";
            return 1;
        }
        time<BareLoop>("bare_loop", processes);
        time<Coroutines>("coroutines", processes);
    }
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
}
