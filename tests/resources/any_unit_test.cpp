#include "hanhlang/resources/any_unit.hpp"

#include <catch2/catch.hpp>

#include "support/diary.hpp"

using namespace hanhlang;

namespace {

const Time monday = midnight(2025, 9, 1);

/// Two counters; whoever wants one of either, and who wants the first or the second only.
struct World {
    Simulation sim{monday};
    Diary diary{sim};
    Resource left{sim, 1};
    Resource right{sim, 1};

    Process<> either(std::string name, Duration arrives, Duration takes, Duration patience = 9h) {
        co_await sim.delay(arrives);
        AnyUnit any;
        any.ask(left);
        any.ask(right);
        auto limit = sim.delay(patience);
        if (co_await first_of(any, limit) != 0) {
            diary.write(name + " gives up");
            co_return;
        }
        auto unit = any.take();
        diary.write(name + (unit.resource() == &left ? " left" : " right"));
        co_await unit.work(takes);
    }
    Process<> only(Resource* at, std::string name, Duration arrives, Duration takes) {
        co_await sim.delay(arrives);
        auto unit = co_await at->acquire();
        diary.write(name);
        co_await unit.work(takes);
    }
    Process<> cancels(ProcessId victim, Duration at) {
        co_await sim.delay(at);
        sim.cancel(victim);
    }
    Process<> same_moment(ProcessId victim, Duration at) {
        co_await sim.delay(at);
        left.set_capacity(2);  // a unit comes to the victim,
        sim.cancel(victim);    // which dies before it resumes
    }
    void run() { sim.run_until(monday + 24h); }
    std::int64_t in_use() const { return left.held() + right.held() + left.queued() + right.queued(); }
};

}  // namespace

TEST_CASE("whichever unit is free is taken, the first asked when both are") {
    World w;
    for (const char* name : {"a", "b", "c"}) w.sim.spawn(w.either(name, 0min, 10min));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a left", "0 b right", "10 c left"});
    CHECK(w.in_use() == 0);
}

TEST_CASE("two units that come to one process in one millisecond: the other goes to the next in its queue") {
    World w;
    w.sim.spawn(w.only(&w.left, "x", 0min, 10min));
    w.sim.spawn(w.only(&w.right, "y", 0min, 10min));
    w.sim.spawn(w.either("a", 1min, 10min));
    w.sim.spawn(w.only(&w.right, "z", 2min, 10min));
    w.sim.spawn(w.either("b", 3min, 10min));
    w.run();
    // At 10 both come to a, who has the left one; the right one is z's, who came before b.
    CHECK(w.diary.lines == Lines{"0 x", "0 y", "10 a left", "10 z", "20 b left"});
    CHECK(w.in_use() == 0);
}

TEST_CASE("who gives up or is cancelled stands in neither queue any more") {
    World w;
    w.sim.spawn(w.only(&w.left, "x", 0min, 10min));
    w.sim.spawn(w.only(&w.right, "y", 0min, 12min));
    w.sim.spawn(w.either("a", 1min, 10min, 5min));
    const ProcessId victim = w.sim.spawn(w.either("b", 2min, 10min));
    w.sim.spawn(w.cancels(victim, 7min));
    const ProcessId late = w.sim.spawn(w.either("c", 3min, 10min));
    w.sim.spawn(w.same_moment(late, 8min));
    w.sim.spawn(w.either("d", 4min, 10min));
    w.run();
    CHECK(w.diary.lines == Lines{"0 x", "0 y", "6 a gives up", "8 d left"});
    CHECK(w.in_use() == 0);
}
