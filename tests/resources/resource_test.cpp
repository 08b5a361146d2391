#include "hanhlang/resources/resource.hpp"

#include <catch2/catch.hpp>

#include "hanhlang/resources/signal.hpp"
#include "hanhlang/resources/store.hpp"
#include "support/diary.hpp"

using namespace hanhlang;

namespace {

const Time monday = midnight(2025, 9, 1);

struct World {
    explicit World(std::int64_t units = 1, ResourceRules rules = {}) : officers(sim, units, rules) {}

    Simulation sim{monday};
    Diary diary{sim};
    Resource officers;
    Signal signal{sim};
    Store<std::string> tray{sim, 2};

    Process<> truck(std::string name, Duration arrives, Duration takes, int priority = 0) {
        co_await sim.delay(arrives);
        {
            auto officer = co_await officers.acquire(priority);
            diary.write(name + " starts");
            co_await officer.work(takes);
        }
        diary.write(name + " ends");
    }
    Process<> asks_again(std::string name, Duration takes) {
        for (int i = 0; i < 2; ++i) {
            auto officer = co_await officers.acquire();
            diary.write(name + " starts");
            co_await officer.work(takes);
        }
    }
    Process<> patient(std::string name, Duration arrives, Duration patience, Duration takes) {
        co_await sim.delay(arrives);
        auto request = officers.acquire();
        auto limit = sim.delay(patience);
        if (co_await first_of(request, limit) == 0) {
            const auto officer = request.take();
            diary.write(name + " starts");
            co_await sim.delay(takes);
        } else {
            diary.write(name + " gives up");
        }
    }
    Process<> capacity(Duration at, std::int64_t units) {
        co_await sim.delay(at, Order::calendar);
        officers.set_capacity(units);
    }
    Process<> breaks_down(Duration at, std::int64_t units, std::int64_t whole) {
        co_await sim.delay(at, Order::calendar);
        officers.break_down(units, whole);
    }
    Process<> cancels(ProcessId victim, Duration at) {
        co_await sim.delay(at);
        sim.cancel(victim);
    }
    Process<> blocks(Duration takes, Duration blocked) {
        auto officer = co_await officers.acquire();
        co_await officer.work(takes);
        diary.write("blocked");
        co_await sim.delay(blocked);
        diary.write("moves on");
    }
    Process<> whichever(std::string name) {
        auto request = officers.acquire();
        auto news = signal.wait();
        auto limit = sim.delay(30min);
        const int came = co_await first_of(news, request, limit);
        diary.write(name + " " + std::to_string(came));
        if (request.came()) co_await request.take().work(1min);
    }
    Process<> signals(Duration at) {
        co_await sim.delay(at);
        signal.happen();
    }
    Process<> listens(std::string name) {
        co_await signal.wait();
        diary.write(name);
    }
    Process<> gets(std::string name) {
        const std::string thing = co_await tray.get();
        diary.write(name + " gets " + thing);
    }
    Process<> puts(std::string thing, Duration at) {
        co_await sim.delay(at);
        co_await tray.put(thing);
        diary.write("put " + thing);
    }
    Process<> same_moment(ProcessId victim, Duration at) {
        co_await sim.delay(at);
        officers.set_capacity(1);  // grants to the victim
        sim.cancel(victim);        // which dies before it resumes
    }
    void run(Duration length = 24h) { sim.run_until(monday + length); }
};

}  // namespace

TEST_CASE("one officer serves first-come first-served") {
    World w;
    w.sim.spawn(w.truck("a", 0min, 10min));
    w.sim.spawn(w.truck("b", 1min, 10min));
    w.sim.spawn(w.truck("c", 2min, 10min));
    w.run();
    CHECK(w.diary.lines ==
          Lines{"0 a starts", "10 a ends", "10 b starts", "20 b ends", "20 c starts", "30 c ends"});
    CHECK(w.officers.held() == 0);
    CHECK(w.officers.queued() == 0);
}

TEST_CASE("a freed officer goes to the head of the queue, not to who asks at that instant") {
    World w;
    w.sim.spawn(w.asks_again("barger", 10min));  // asks again in the very step in which it releases
    w.sim.spawn(w.truck("waits", 5min, 10min));
    w.sim.spawn(w.truck("comes at 10", 10min, 1min));
    w.run();
    CHECK(w.diary.lines == Lines{"0 barger starts", "10 waits starts", "20 waits ends", "20 barger starts",
                                 "30 comes at 10 starts", "31 comes at 10 ends"});
}

TEST_CASE("a higher priority goes first, equals keep their order") {
    World w;
    w.sim.spawn(w.truck("in service", 0min, 10min));
    w.sim.spawn(w.truck("low 1", 1min, 1min, 0));
    w.sim.spawn(w.truck("high 1", 2min, 1min, 5));
    w.sim.spawn(w.truck("low 2", 3min, 1min, 0));
    w.sim.spawn(w.truck("high 2", 4min, 1min, 5));
    w.sim.spawn(w.truck("lowest", 4min, 1min, -1));
    w.run();
    Lines starts;
    for (const std::string& line : w.diary.lines) {
        if (line.find("starts") != std::string::npos) starts.push_back(line);
    }
    CHECK(starts == Lines{"0 in service starts", "10 high 1 starts", "11 high 2 starts", "12 low 1 starts",
                          "13 low 2 starts", "14 lowest starts"});
}

TEST_CASE("who waits with a deadline gives up at it, and leaves no trace in the queue") {
    World w;
    w.sim.spawn(w.truck("a", 0min, 10min));
    w.sim.spawn(w.patient("b", 1min, 5min, 1min));
    w.sim.spawn(w.patient("c", 2min, 20min, 1min));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a starts", "6 b gives up", "10 a ends", "10 c starts"});
    CHECK(w.officers.held() == 0);
}

TEST_CASE(
    "an officer who is free in the very millisecond of the deadline still serves when asked for first") {
    World w;
    w.sim.spawn(w.truck("a", 0min, 10min));  // its end is on the agenda before the deadline
    w.sim.spawn(w.patient("b", 5min, 5min, 1min));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a starts", "10 a ends", "10 b starts"});
}

TEST_CASE("a cancelled truck gives back its officer, a cancelled wait leaves the queue") {
    World w;
    const ProcessId serving = w.sim.spawn(w.truck("a", 0min, 60min));
    const ProcessId waiting = w.sim.spawn(w.truck("b", 1min, 60min));
    w.sim.spawn(w.truck("c", 2min, 5min));
    w.sim.spawn(w.cancels(waiting, 3min));
    w.sim.spawn(w.cancels(serving, 4min));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a starts", "4 c starts", "9 c ends"});
}

TEST_CASE("a unit granted to a process that dies before it resumes is not lost") {
    World w{0};
    const ProcessId victim = w.sim.spawn(w.truck("victim", 0min, 60min));
    w.sim.spawn(w.truck("next", 1min, 5min));
    w.sim.spawn(w.same_moment(victim, 10min));
    w.run();
    CHECK(w.diary.lines == Lines{"10 next starts", "15 next ends"});
    CHECK(w.officers.held() == 0);
}

TEST_CASE("finish: the truck in hand is finished after closing, the next waits for opening") {
    World w{1, {Closing::finish}};
    w.sim.spawn(w.truck("a", 0min, 10min));
    w.sim.spawn(w.truck("b", 1min, 10min));
    w.sim.spawn(w.capacity(5min, 0));
    w.sim.spawn(w.capacity(60min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a starts", "10 a ends", "60 b starts", "70 b ends"});
}

TEST_CASE("suspend: the work in hand stops at closing and goes on at opening, before the queue") {
    World w{1, {Closing::suspend}};
    w.sim.spawn(w.truck("a", 0min, 10min));
    w.sim.spawn(w.truck("b", 1min, 10min));
    w.sim.spawn(w.capacity(4min, 0));
    w.sim.spawn(w.capacity(60min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a starts", "66 a ends", "66 b starts", "76 b ends"});
}

TEST_CASE("suspend keeps the work for the officer who left, hand over gives it to the next one who is free") {
    const auto lines_with = [](Closing closing) {
        World w{2, {closing}};
        w.sim.spawn(w.truck("a", 0min, 10min));
        w.sim.spawn(w.truck("b", 1min, 10min));  // started last, stops first
        w.sim.spawn(w.truck("c", 2min, 10min));
        w.sim.spawn(w.capacity(4min, 1));
        w.sim.spawn(w.capacity(60min, 2));
        w.run();
        return w.diary.lines;
    };
    CHECK(lines_with(Closing::suspend) ==
          Lines{"0 a starts", "1 b starts", "10 a ends", "10 c starts", "20 c ends", "67 b ends"});
    CHECK(lines_with(Closing::hand_over) ==
          Lines{"0 a starts", "1 b starts", "10 a ends", "17 b ends", "17 c starts", "27 c ends"});
}

TEST_CASE("restart: stopped work begins again from its beginning") {
    World w{1, {Closing::suspend, Interrupted::restart}};
    w.sim.spawn(w.truck("a", 0min, 10min));
    w.sim.spawn(w.capacity(4min, 0));
    w.sim.spawn(w.capacity(60min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a starts", "70 a ends"});
}

TEST_CASE("work that ends in the millisecond of closing is finished") {
    World w{1, {Closing::suspend}};
    w.sim.spawn(w.truck("a", 0min, 10min));
    w.sim.spawn(w.truck("b", 1min, 5min));
    w.sim.spawn(w.capacity(10min, 0));
    w.sim.spawn(w.capacity(60min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 a starts", "10 a ends", "60 b starts", "65 b ends"});
}

TEST_CASE("preemptive: a higher priority stops the work in hand, which resumes in its turn") {
    World w{1, {.preemptive = true}};
    w.sim.spawn(w.truck("low", 0min, 10min, 0));
    w.sim.spawn(w.truck("later low", 1min, 10min, 0));
    w.sim.spawn(w.truck("high", 4min, 5min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 low starts", "4 high starts", "9 high ends", "15 low ends",
                                 "15 later low starts", "25 later low ends"});
}

TEST_CASE("preemptive: equals do not preempt, and a blocked unit is never taken away") {
    World w{1, {.preemptive = true}};
    w.sim.spawn(w.blocks(5min, 20min));
    w.sim.spawn(w.truck("high", 10min, 5min, 9));
    w.sim.spawn(w.truck("equal", 26min, 5min, 9));
    w.run();
    CHECK(w.diary.lines == Lines{"5 blocked", "25 moves on", "25 high starts", "30 high ends",
                                 "30 equal starts", "35 equal ends"});
}

TEST_CASE(
    "preemptive: who waits while a stopped lower priority would go on is served first, and nobody barges "
    "in") {
    World w{1, {Closing::suspend, Interrupted::resume, true}};
    w.sim.spawn(w.truck("low", 0min, 10min, 0));
    w.sim.spawn(w.capacity(4min, 0));
    w.sim.spawn(w.truck("night", 10min, 5min, 1));
    w.sim.spawn(w.capacity(60min, 1));
    w.sim.spawn(w.truck("morning", 61min, 5min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 low starts", "60 night starts", "65 night ends", "65 morning starts",
                                 "70 morning ends", "76 low ends"});
}

TEST_CASE("preemptive: a unit granted at the moment a higher priority asks is given up before work begins") {
    World w{1, {.preemptive = true}};
    w.sim.spawn(w.truck("first", 0min, 10min, 0));
    w.sim.spawn(w.truck("low", 1min, 10min, 0));
    w.sim.spawn(w.truck("high", 10min, 5min, 1));  // asks when low has the unit and has not yet begun
    w.sim.spawn(w.truck("later", 12min, 5min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 first starts", "10 first ends", "10 low starts", "10 high starts",
                                 "15 high ends", "15 later starts", "20 later ends", "30 low ends"});
}

TEST_CASE("preemptive: nobody who comes after closing interrupts what is finished") {
    World w{1, {.preemptive = true}};
    w.sim.spawn(w.truck("low", 0min, 10min, 0));
    w.sim.spawn(w.capacity(4min, 0));
    w.sim.spawn(w.truck("high", 5min, 5min, 1));
    w.sim.spawn(w.capacity(60min, 1));
    w.run();
    CHECK(w.diary.lines == Lines{"0 low starts", "10 low ends", "60 high starts", "65 high ends"});
}

TEST_CASE("preemptive: what is still being finished at opening gives way to who waits") {
    World w{2, {.preemptive = true}};
    w.sim.spawn(w.truck("low", 0min, 60min, 0));
    w.sim.spawn(w.capacity(4min, 0));
    w.sim.spawn(w.truck("high 1", 5min, 10min, 1));
    w.sim.spawn(w.truck("high 2", 6min, 10min, 1));
    w.sim.spawn(w.capacity(30min, 2));
    w.run();
    CHECK(w.diary.lines == Lines{"0 low starts", "30 high 1 starts", "30 high 2 starts", "40 high 1 ends",
                                 "40 high 2 ends", "70 low ends"});
}

TEST_CASE(
    "what is finished after closing is stopped by no repair, and by a breakdown only of the unit it needs") {
    const auto lines_with = [](std::int64_t whole) {
        World w{2, {.breaks_down = true}};
        w.sim.spawn(w.truck("a", 0min, 50min));
        w.sim.spawn(w.capacity(10min, 0));
        w.sim.spawn(w.breaks_down(20min, 0, whole));
        w.sim.spawn(w.breaks_down(30min, 0, whole + 1));
        w.sim.spawn(w.capacity(60min, 1));
        w.run();
        return w.diary.lines;
    };
    CHECK(lines_with(1) == Lines{"0 a starts", "50 a ends"});
    CHECK(lines_with(0) == Lines{"0 a starts", "90 a ends"});
}

TEST_CASE("a process that is stopped in its work can be cancelled") {
    World w{1, {.preemptive = true}};
    const ProcessId low = w.sim.spawn(w.truck("low", 0min, 10min, 0));
    w.sim.spawn(w.truck("high", 4min, 5min, 1));
    w.sim.spawn(w.cancels(low, 6min));
    w.run();
    CHECK(w.diary.lines == Lines{"0 low starts", "4 high starts", "9 high ends"});
    CHECK(w.officers.held() == 0);
    CHECK(w.officers.queued() == 0);
}

TEST_CASE("the first of several things comes, and the others are withdrawn") {
    SECTION("a signal") {
        World w;
        w.sim.spawn(w.truck("a", 0min, 20min));
        w.sim.spawn(w.whichever("b"));
        w.sim.spawn(w.signals(5min));
        w.run();
        CHECK(w.diary.lines == Lines{"0 a starts", "5 b 0", "20 a ends"});
    }
    SECTION("an officer") {
        World w;
        w.sim.spawn(w.truck("a", 0min, 20min));
        w.sim.spawn(w.whichever("b"));
        w.run();
        CHECK(w.diary.lines == Lines{"0 a starts", "20 a ends", "20 b 1"});
        CHECK(w.officers.held() == 0);
    }
    SECTION("a time") {
        World w;
        w.sim.spawn(w.truck("a", 0min, 40min));
        w.sim.spawn(w.whichever("b"));
        w.run();
        CHECK(w.diary.lines == Lines{"0 a starts", "30 b 2", "40 a ends"});
    }
    SECTION("what is there already does not wait") {
        World w;
        w.signal.happen();
        w.sim.spawn(w.whichever("b"));
        w.run();
        CHECK(w.diary.lines == Lines{"0 b 0"});
    }
}

TEST_CASE("a signal wakes everybody in order, and nobody waits for one that has happened") {
    World w;
    w.sim.spawn(w.listens("a"));
    w.sim.spawn(w.listens("b"));
    w.sim.spawn(w.signals(5min));
    w.run(1h);
    w.sim.spawn(w.listens("c"));
    w.run(2h);
    CHECK(w.diary.lines == Lines{"5 a", "5 b", "60 c"});
}

TEST_CASE("a store hands things over in order, and who puts into a full store waits") {
    World w;
    w.sim.spawn(w.puts("one", 0min));
    w.sim.spawn(w.puts("two", 0min));
    w.sim.spawn(w.puts("three", 0min));
    w.run(5min);
    CHECK(w.diary.lines == Lines{"0 put one", "0 put two"});
    w.sim.spawn(w.gets("x"));
    w.run(6min);
    CHECK(w.diary.lines == Lines{"0 put one", "0 put two", "5 x gets one", "5 put three"});
    w.sim.spawn(w.gets("y"));
    w.sim.spawn(w.gets("z"));
    const ProcessId waits = w.sim.spawn(w.gets("cancelled"));
    w.sim.spawn(w.gets("last"));
    w.sim.spawn(w.cancels(waits, 1min));
    w.sim.spawn(w.puts("four", 2min));
    w.run(10min);
    CHECK(w.diary.lines.back() == "8 last gets four");
    CHECK(w.tray.size() == 0);
}

TEST_CASE("a world may be torn down at any moment") {
    for (int minutes = 0; minutes < 40; ++minutes) {
        World w{1, {Closing::suspend, Interrupted::resume, true}};
        w.sim.spawn(w.truck("a", 0min, 10min));
        w.sim.spawn(w.truck("b", 1min, 10min, 1));
        w.sim.spawn(w.patient("c", 2min, 5min, 1min));
        w.sim.spawn(w.whichever("d"));
        w.sim.spawn(w.capacity(4min, 0));
        w.sim.spawn(w.capacity(20min, 1));
        w.sim.spawn(w.gets("e"));
        w.run(std::chrono::minutes{minutes});
    }
    SUCCEED();
}
