// Customers without a process, against the same customers with one.
#include "hanhlang/resources/crowd.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>

#include "support/diary.hpp"
#include "support/dice.hpp"

using namespace hanhlang;

namespace {

const Time monday = midnight(2025, 9, 1);
constexpr std::int64_t minute = 60'000;

/// Trucks and customers at some officers. What the trucks meet and what a watcher sees is written down.
struct Counter {
    Counter(std::int64_t units, const std::vector<Crowd::Customer>& customers, bool as_processes)
        : officers(sim, units) {
        officers.watch(&Counter::changed, this);
        if (as_processes) {
            for (const Crowd::Customer& one : customers) sim.spawn(customer(one));
        } else {
            officers.crowd().add([customers, next = std::size_t{0}]() mutable {
                return next < customers.size() ? customers[next++] : Crowd::Customer{};
            });
        }
    }

    Simulation sim{monday};
    Diary diary{sim};
    std::vector<std::pair<std::int64_t, std::int64_t>> levels;  // moment and units held
    Resource officers;

    static void changed(void* self, const Resource& of) {
        Counter& here = *static_cast<Counter*>(self);
        const std::int64_t at = here.sim.clock_of(of.moment());
        if (!here.levels.empty() && here.levels.back().first == at) here.levels.pop_back();
        here.levels.emplace_back(at, of.held());
    }
    Process<> customer(Crowd::Customer one) {
        const Time comes = sim.time_of(one.comes);
        co_await sim.until(comes);
        auto request = officers.acquire();
        Resource::Hold officer;
        if (request.ready() || one.leaves == Crowd::never) {
            officer = co_await request;
        } else {
            auto closing = sim.until(sim.time_of(one.leaves));
            if (co_await first_of(request, closing) != 0) co_return;
            officer = request.take();
        }
        const Duration takes{one.takes};
        co_await officer.work(takes);
    }
    Process<> truck(std::string name, Duration arrives, Duration takes, int priority = 0,
                    Duration patience = 1000h) {
        co_await sim.delay(arrives);
        auto request = officers.acquire(priority);
        auto limit = sim.delay(patience);
        if (co_await first_of(request, limit) != 0) {
            diary.write(name + " gives up");
            co_return;
        }
        const auto officer = request.take();
        diary.write(name + " starts");
        co_await sim.delay(takes);
        diary.write(name + " ends");
    }
    Process<> capacity(Duration at, std::int64_t units) {
        co_await sim.delay(at, Order::calendar);
        officers.set_capacity(units);
    }
    void run(Duration length) {
        sim.run_until(monday + length);
        officers.catch_up();
    }
};

/// Times in minutes: comes, takes, leaves.
std::vector<Crowd::Customer> customers(const std::vector<std::array<std::int64_t, 3>>& all) {
    std::vector<Crowd::Customer> made;
    for (const auto& [comes, takes, leaves] : all)
        made.push_back({comes * minute, takes * minute, leaves == 0 ? Crowd::never : leaves * minute});
    return made;
}

using Levels = std::vector<std::pair<std::int64_t, std::int64_t>>;

}  // namespace

TEST_CASE("a truck waits for the customer who came first, and the next customer for the truck") {
    for (const bool as_processes : {false, true}) {
        Counter c{1, customers({{10, 20, 0}, {16, 5, 0}, {90, 1, 0}}), as_processes};
        c.sim.spawn(c.truck("first", 15min, 10min));
        c.sim.spawn(c.truck("second", 17min, 10min));
        c.run(3h);
        CHECK(c.diary.lines ==
              Lines{"30 first starts", "40 first ends", "45 second starts", "55 second ends"});
        CHECK(c.levels == Levels{{10 * minute, 1}, {55 * minute, 0}, {90 * minute, 1}, {91 * minute, 0}});
    }
}

TEST_CASE("customers who have not been served leave when the officers do, and who is being served stays") {
    for (const bool as_processes : {false, true}) {
        Counter c{1, customers({{10, 50, 30}, {20, 10, 30}, {100, 10, 200}}), as_processes};
        c.sim.spawn(c.capacity(30min, 0));
        c.sim.spawn(c.capacity(40min, 1));
        c.sim.spawn(c.truck("waits over the break", 25min, 5min));
        c.run(3h);
        CHECK(c.diary.lines == Lines{"60 waits over the break starts", "65 waits over the break ends"});
        CHECK(c.levels.back().first == 110 * minute);
    }
}

TEST_CASE("nothing happens for customers alone until somebody looks") {
    std::vector<std::array<std::int64_t, 3>> many;
    for (std::int64_t i = 0; i < 500; ++i) many.push_back({i, 3, 0});
    Counter without{2, customers(many), false};
    without.run(24h);
    Counter with{2, customers(many), true};
    with.run(24h);
    CHECK(without.levels == with.levels);
    CHECK(without.sim.events() < 10);
    CHECK(with.sim.events() > 1000);
}

TEST_CASE("whatever trucks and shifts do, it makes no difference whether customers are processes") {
    for (std::uint32_t world = 0; world < 40; ++world) {
        CAPTURE(world);
        const auto make = [&](bool as_processes) {
            // Milliseconds at random: two things at one moment are as good as impossible, for their order is
            // nobody's business.
            Dice dice{"crowd", world};
            constexpr int day = 86'400'000;
            const int units = dice.number(1, 4);
            const int opens = dice.number(day / 4, day / 3);
            const int closes = dice.number(day / 2, day);
            std::vector<int> comes;
            for (int i = dice.number(0, 300); i > 0; --i) comes.push_back(dice.number(0, closes - 1));
            std::sort(comes.begin(), comes.end());
            std::vector<Crowd::Customer> all;
            for (const int at : comes) {
                const int takes = dice.number(1, units * day / 200);
                if (at >= opens) all.push_back({at, takes, closes});
            }
            auto counter = std::make_unique<Counter>(0, all, as_processes);
            counter->sim.spawn(counter->capacity(Duration{opens}, units));
            const int middle = dice.number(opens, closes);
            const int fewer = dice.number(1, 4);
            counter->sim.spawn(counter->capacity(Duration{middle}, fewer));
            counter->sim.spawn(counter->capacity(Duration{closes}, 0));
            counter->sim.spawn(counter->capacity(Duration{day + opens}, units));
            for (int i = dice.number(1, 40); i > 0; --i) {
                const int arrives = dice.number(0, day);
                const int takes = dice.number(1, day / 100);
                const int priority = dice.number(-1, 1);
                const int patience = dice.number(1, 2 * day);
                counter->sim.spawn(counter->truck(std::to_string(i), Duration{arrives}, Duration{takes},
                                                  priority, Duration{patience}));
            }
            counter->run(72h);
            return counter;
        };
        const auto without = make(false);
        const auto with = make(true);
        CHECK(without->diary.lines == with->diary.lines);
        CHECK(without->levels == with->levels);
    }
}
