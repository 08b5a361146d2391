#include <catch2/catch.hpp>

#include <stdexcept>

#include "support/diary.hpp"

using namespace hanhlang;

namespace {

const Time monday = midnight(2025, 9, 1);

struct World {
    Simulation sim{monday};
    Diary diary{sim};

    Process<> sleeper(std::string name, Duration delay, Order order = Order::process) {
        co_await sim.delay(delay, order);
        diary.write(name);
    }
    Process<int> answer(int value, Duration delay) {
        co_await sim.delay(delay);
        co_return value;
    }
    Process<> asks() {
        const int first = co_await answer(20, 3min);
        const int second = co_await answer(22, 4min);
        diary.write("got " + std::to_string(first + second));
    }
    Process<> at_once() { co_return; }
    Process<> many_children(int n) {
        for (int i = 0; i < n; ++i) co_await at_once();
        diary.write("done");
    }
    Process<> nested(int depth) {
        if (depth > 0) co_await nested(depth - 1);
        if (depth == 0) co_await sim.delay(1min);
    }
    Process<> outer(int depth) {
        co_await nested(depth);
        diary.write("back");
    }
    Process<> throws_after(Duration delay) {
        co_await sim.delay(delay);
        throw std::runtime_error("broken");
    }
    Process<> catches() {
        std::string caught;
        try {
            co_await throws_after(2min);
        } catch (const std::runtime_error& error) {
            caught = error.what();
        }
        diary.write("caught " + caught);
    }
    Process<> spawns_twice() {
        diary.write("parent");
        sim.spawn(sleeper("child 1", 0min));
        sim.spawn(sleeper("child 2", 0min));
        diary.write("parent goes on");
        co_await sim.delay(0min);
    }
    struct Says {
        Diary* diary;
        std::string text;
        ~Says() { diary->write(text); }
    };
    Process<> holds(std::string name) {
        const Says says{&diary, name + " destroyed"};
        co_await sim.delay(100h);
    }
    Process<> holds_deep(std::string name) {
        const Says says{&diary, name + " destroyed"};
        co_await holds(name + " child");
    }
    Process<> cancels(ProcessId victim, Duration after) {
        co_await sim.delay(after);
        sim.cancel(victim);
    }
};

}  // namespace

TEST_CASE("time goes forward, and the clock ends where the run ends") {
    World w;
    w.sim.spawn(w.sleeper("b", 5min));
    w.sim.spawn(w.sleeper("a", 2min));
    w.sim.spawn(w.sleeper("late", 11min));
    w.sim.run_until(monday + 10min);
    CHECK(w.diary.lines == Lines{"2 a", "5 b"});
    CHECK(w.sim.now() == monday + 10min);
    w.sim.run_until(monday + 11min);
    CHECK(w.diary.lines.back() == "11 late");
    CHECK(w.sim.idle());
}

TEST_CASE("a tie is broken by class, then by the order of scheduling") {
    World w;
    w.sim.spawn(w.sleeper("first truck", 5min));
    w.sim.spawn(w.sleeper("second truck", 5min));
    w.sim.spawn(w.sleeper("shift", 5min, Order::calendar));
    w.sim.run_until(monday + 1h);
    CHECK(w.diary.lines == Lines{"5 shift", "5 first truck", "5 second truck"});
}

TEST_CASE("what starts at time t runs first-in first-out before the next agenda entry of t") {
    World w;
    w.sim.spawn(w.spawns_twice());
    w.sim.spawn(w.sleeper("zero", 0min));
    w.sim.run_until(monday);
    CHECK(w.diary.lines == Lines{"0 parent", "0 parent goes on", "0 zero", "0 child 1", "0 child 2"});
}

TEST_CASE("an awaited process returns its value to the one that awaits it") {
    World w;
    w.sim.spawn(w.asks());
    w.sim.run_until(monday + 1h);
    CHECK(w.diary.lines == Lines{"7 got 42"});
}

TEST_CASE("a million awaited children and a deep nest use no stack") {
    World w;
    w.sim.spawn(w.many_children(1'000'000));
    w.sim.spawn(w.outer(100'000));
    w.sim.run_until(monday + 1h);
    CHECK(w.diary.lines == Lines{"0 done", "1 back"});
}

TEST_CASE("an exception reaches the parent that awaits") {
    World w;
    w.sim.spawn(w.catches());
    w.sim.run_until(monday + 1h);
    CHECK(w.diary.lines == Lines{"2 caught broken"});
}

TEST_CASE("an exception nobody awaits comes out of the run") {
    World w;
    w.sim.spawn(w.throws_after(2min));
    CHECK_THROWS_WITH(w.sim.run_until(monday + 1h), "broken");
    CHECK(w.sim.processes() == 0);
}

TEST_CASE("at the end the frames are destroyed newest first, children before parents") {
    World w;
    w.sim.spawn(w.holds("a"));
    w.sim.spawn(w.holds_deep("b"));
    w.sim.spawn(w.holds("c"));
    w.sim.run_until(monday + 1min);
    w.sim.close();
    CHECK(w.diary.lines == Lines{"1 c destroyed", "1 b child destroyed", "1 b destroyed", "1 a destroyed"});
    CHECK(w.sim.idle());
}

TEST_CASE("a cancelled process ends where it waits, and its name means nothing afterwards") {
    World w;
    const ProcessId victim = w.sim.spawn(w.holds("victim"));
    w.sim.spawn(w.cancels(victim, 3min));
    w.sim.run_until(monday + 5min);
    CHECK(w.diary.lines == Lines{"3 victim destroyed"});
    CHECK_FALSE(w.sim.alive(victim));
    const ProcessId other = w.sim.spawn(w.sleeper("other", 1min));
    const ProcessId next = w.sim.spawn(w.sleeper("next", 1min));  // one of them takes the freed slot
    REQUIRE((other.process == victim.process || next.process == victim.process));
    w.sim.cancel(victim);
    w.sim.run_until(monday + 10min);
    CHECK(w.diary.lines.back() == "6 next");
}

TEST_CASE("the agenda gives back in order what was put in at random") {
    Agenda agenda;
    std::uint64_t state = 1;
    const auto random = [&] {
        return (state = state * 6364136223846793005ULL + 1442695040888963407ULL) >> 40;
    };
    std::int64_t last = 0;
    std::uint64_t last_sequence = 0;
    std::size_t inside = 0;
    for (int i = 0; i < 200'000; ++i) {
        if (inside == 0 || (random() % 5 < 3 && inside < 3'000)) {
            agenda.push(last + static_cast<std::int64_t>(random() % 50), Order::process,
                        static_cast<std::uint32_t>(i));
            ++inside;
            continue;
        }
        const Agenda::Entry entry = agenda.top();
        agenda.pop();
        --inside;
        REQUIRE((entry.at > last || (entry.at == last && entry.sequence > last_sequence)));
        last = entry.at;
        last_sequence = entry.sequence;
    }
}
