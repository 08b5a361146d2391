// Lines that move only when they are called, and who looks at them when a moment is over.
#include "hanhlang/resources/line.hpp"

#include <catch2/catch.hpp>

#include "support/diary.hpp"

using namespace hanhlang;

namespace {

struct World {
    Simulation sim{midnight(2025, 9, 1)};
    Diary diary{sim};
    Line line{sim};

    Process<> truck(std::string name, Duration arrives, Duration stays, int priority = 0) {
        co_await sim.delay(arrives);
        Resource::Hold place;
        {
            const Line::Stand stand{line, sim.now()};
            place = co_await line.units().acquire(priority);
        }
        diary.write(name);
        co_await sim.delay(stays);
    }
    Process<> calls(Duration at, std::int64_t members) {
        co_await sim.delay(at);
        co_await sim.settled();
        diary.write("call");
        line.call(members);
    }
};

}  // namespace

TEST_CASE("a line moves only when it is called, by priority and then in order of coming") {
    World w;
    w.sim.spawn(w.truck("a", 1min, 10min));
    w.sim.spawn(w.truck("b", 2min, 10min));
    w.sim.spawn(w.truck("urgent", 3min, 10min, 1));
    w.sim.spawn(w.truck("late", 6min, 10min));
    w.sim.spawn(w.calls(5min, 2));
    w.sim.run_until(midnight(2025, 9, 1) + 6min);
    CHECK(w.diary.lines == Lines{"5 call", "5 urgent", "5 a"});
    CHECK(w.line.waiting() == 2);
    CHECK(w.line.inside() == 2);
    CHECK(w.line.waits_since() == midnight(2025, 9, 1) + 2min);
    w.sim.run_until(midnight(2025, 9, 1) + 1h);  // nobody comes in because somebody leaves
    CHECK(w.line.waiting() == 2);
    CHECK(w.line.inside() == 0);
}

TEST_CASE(
    "who calls when the moment has settled calls those too who come at that moment, however they come") {
    World w;
    w.sim.spawn(w.calls(5min, 9));
    w.sim.spawn(w.truck("a", 5min, 0min));
    w.sim.spawn(w.truck("b", 5min, 0min));
    w.sim.spawn(w.truck("c", 5min + 1ms, 0min));
    w.sim.run_until(midnight(2025, 9, 1) + 1h);
    CHECK(w.diary.lines == Lines{"5 call", "5 a", "5 b"});
}

TEST_CASE("a truck that is cancelled before a line leaves no trace in it") {
    World w;
    const ProcessId a = w.sim.spawn(w.truck("a", 1min, 10min));
    w.sim.spawn(w.truck("b", 2min, 10min));
    w.sim.run_until(midnight(2025, 9, 1) + 3min);
    w.sim.cancel(a);
    CHECK(w.line.waiting() == 1);
    CHECK(w.line.waits_since() == midnight(2025, 9, 1) + 2min);
}
