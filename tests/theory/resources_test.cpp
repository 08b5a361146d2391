// Queues that have no meaning at a border, against the engine and its resources: vacations, shared
// processors, feedback, lines that never run dry. Rule: as everywhere in theory: the estimate agrees and is
// sharp; see stats/interval.hpp.
#include "hanhlang/resources/resource.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/stats/interval.hpp"

using namespace hanhlang;

namespace {

constexpr double minute = 60'000;  // the mean service, and the unit of all times below
const Time begins = midnight(2025, 1, 1);

/// One replication: a clock, its draws, and what is measured after the warm-up.
struct World {
    World(std::uint32_t number, double warm_up) : replication(number), measured_from(warm_up) {}

    Duration draw(const Distribution& law, std::string_view purpose) {
        return to_duration(minute * law.quantile(uniform(Purpose(1, purpose), {0, ordinal++, replication})));
    }
    double clock() const { return static_cast<double>((sim.now() - begins).count()) / minute; }
    void add(double value) {
        if (clock() < measured_from) return;
        sum += value;
        ++count;
    }
    void run(double until) { sim.run_until(begins + to_duration(minute * until)); }
    double mean() const { return sum / static_cast<double>(count); }
    double rate() const { return static_cast<double>(count) / (clock() - measured_from); }

    Simulation sim{begins};
    std::uint32_t replication;
    std::uint32_t ordinal = 0;
    double measured_from;
    double sum = 0;
    std::uint64_t count = 0;
};

/// Poisson arrivals at one server: each leaves, or comes again with probability `again`.
struct Counter : World {
    explicit Counter(std::uint32_t number) : World(number, 2000) {}

    Process<> arrivals(double rate, Distribution service, double again) {
        const Distribution gap = Distribution::exponential(1 / rate);
        while (true) {
            co_await sim.delay(draw(gap, "gap"));
            sim.spawn(truck(&service, again));
        }
    }
    Process<> truck(const Distribution* service, double again) {
        const double came = clock();
        const Distribution lot = Distribution::uniform(0, 1);
        while (true) {
            {
                auto hold = co_await server.acquire();
                if (measures_wait) add(clock() - came);
                co_await hold.work(draw(*service, "service"));
            }
            if (again == 0 || lot.quantile(uniform(Purpose(1, "lot"), {0, ordinal++, replication})) >= again)
                break;
        }
        if (!measures_wait) add(clock() - came);
    }
    /// Whenever there is nobody to serve, the server goes away, and again if nobody has come.
    Process<> vacations(Distribution length) {
        while (true) {
            auto hold = co_await server.acquire(-1);
            co_await hold.work(draw(length, "vacation"));
        }
    }

    Resource server{sim, 1};
    bool measures_wait = true;
};

/// One processor that all present share equally.
struct Processor : World {
    explicit Processor(std::uint32_t number) : World(number, 2000) {}

    struct Job {
        double came;
        double left;
    };
    Process<> arrivals(double rate, Distribution service) {
        const Distribution gap = Distribution::exponential(1 / rate);
        while (true) {
            co_await sim.delay(draw(gap, "gap"));
            progress();
            jobs.push_back({clock(), to_minutes(draw(service, "service"))});
            sim.cancel(next);
            next = sim.spawn(departure());
        }
    }
    Process<> departure() {
        const auto first = shortest();
        co_await sim.delay(
            to_duration(minute * std::max(0.0, first->left * static_cast<double>(jobs.size()))));
        progress();
        const auto done = shortest();
        add(clock() - done->came);
        jobs.erase(done);
        if (!jobs.empty()) next = sim.spawn(departure());
    }
    std::vector<Job>::iterator shortest() {
        return std::min_element(jobs.begin(), jobs.end(),
                                [](const Job& a, const Job& b) { return a.left < b.left; });
    }
    void progress() {
        const double each = (clock() - since) / static_cast<double>(std::max<std::size_t>(jobs.size(), 1));
        for (Job& job : jobs) job.left -= each;
        since = clock();
    }

    std::vector<Job> jobs;
    double since = 0;
    ProcessId next;
};

/// Machines in a row with room for `room` between two of them, and always work before the first.
struct Line : World {
    Line(std::uint32_t number, std::vector<double> rates, std::int64_t room) : World(number, 200) {
        for (const double rate : rates) {
            laws.push_back(Distribution::exponential(1 / rate));
            machines.push_back(std::make_unique<Resource>(sim, 1));
            if (room > 0) buffers.push_back(std::make_unique<Resource>(sim, room));
        }
        const auto places = static_cast<std::int64_t>(rates.size()) * (room + 1);
        for (std::int64_t i = 0; i < places + 2; ++i) sim.spawn(piece());
    }
    Process<> piece() {
        while (true) {
            Resource::Hold standing;
            for (std::size_t i = 0; i < machines.size(); ++i) {
                if (i > 0 && !buffers.empty()) standing = co_await buffers[i]->acquire();
                standing = co_await machines[i]->acquire();  // gives up where it stood only now
                co_await standing.work(draw(laws[i], "machine"));
            }
            add(0);
        }
    }

    std::vector<Distribution> laws;
    std::vector<std::unique_ptr<Resource>> machines;
    std::vector<std::unique_ptr<Resource>> buffers;
};

/// Thirty replications of a world; what(number) runs one and says what came out.
template <class What>
Estimate estimate(What what) {
    std::vector<double> values;
    for (std::uint32_t number = 0; number < 30; ++number) values.push_back(what(number));
    return student(values, 0.95);
}

void check(const Estimate& e, double expected) {
    INFO("expected " << expected << ", simulated " << e.value << " ± " << e.half_width);
    CHECK(agrees(e, expected));
    CHECK(is_sharp(e, expected));
}

Estimate wait_with_vacations(const Distribution& service, const Distribution& vacation) {
    return estimate([&](std::uint32_t number) {
        Counter world(number);
        world.sim.spawn(world.arrivals(0.7, service, 0));
        world.sim.spawn(world.vacations(vacation));
        world.run(62'000);
        return world.mean();
    });
}

Estimate time_shared(const Distribution& service) {
    return estimate([&](std::uint32_t number) {
        Processor world(number);
        world.sim.spawn(world.arrivals(0.7, service));
        world.run(62'000);
        return world.mean();
    });
}

Estimate output_of(const std::vector<double>& rates, std::int64_t room) {
    return estimate([&](std::uint32_t number) {
        Line world(number, rates, room);
        world.run(6'200);
        return world.rate();
    });
}

const Distribution by_chance = Distribution::exponential(1);
const Distribution by_the_clock = Distribution::constant(1);

}  // namespace

// Doshi 1986, "Queueing systems with vacations - a survey": the wait without vacations and E[V²] / (2 E[V]).
TEST_CASE("an officer who goes away when nobody is there: exponential service and absence") {
    check(wait_with_vacations(by_chance, Distribution::exponential(2)), 0.7 / 0.3 + 2);
}

TEST_CASE("an officer who goes away when nobody is there: constant service and absence") {
    check(wait_with_vacations(by_the_clock, Distribution::constant(3)), 0.7 / 0.6 + 1.5);
}

// Kleinrock 1976, "Queueing Systems, volume 2", section 4.4: E[S] / (1 - load), whatever the law.
TEST_CASE("a processor that is shared equally serves every law in the same mean time") {
    check(time_shared(by_chance), 1 / 0.3);
    check(time_shared(by_the_clock), 1 / 0.3);
    check(time_shared(Distribution::lognormal(1, 1.5)), 1 / 0.3);
}

// Jackson 1957, "Networks of waiting lines": as M/M/1 with the rate of all visits.
TEST_CASE("a truck that must come again with probability 1/4 sees M/M/1 at load 0.8") {
    const Estimate time = estimate([](std::uint32_t number) {
        Counter world(number);
        world.measures_wait = false;
        world.sim.spawn(world.arrivals(0.6, by_chance, 0.25));
        world.run(122'000);
        return world.mean();
    });
    check(time, 4 / 0.6);
}

// Hunt 1956, "Sequential arrays of waiting lines".
TEST_CASE("two machines without room between them make 2/3 of what one makes") {
    check(output_of({1, 1}, 0), 2.0 / 3);
    check(output_of({1, 1.5}, 0), 15.0 / 19);
}

TEST_CASE("room between two machines brings their output to (room + 2) / (room + 3)") {
    check(output_of({1, 1}, 1), 3.0 / 4);
    check(output_of({1, 1}, 2), 4.0 / 5);
    check(output_of({1, 1}, 5), 7.0 / 8);
}

TEST_CASE("three machines without room between them make 22/39 of what one makes") {
    check(output_of({1, 1, 1}, 0), 22.0 / 39);
}

TEST_CASE("the negative control: a place too many between two machines is caught") {
    const Estimate output = output_of({1, 1}, 2);
    CHECK_FALSE(agrees(output, 3.0 / 4));
    CHECK_FALSE(agrees(time_shared(Distribution::constant(1.02)), 1 / 0.3));
}
