// Random processes on a few resources, checked after every millisecond against a ledger the processes keep.
// Rule: a world is its number; what is random is drawn under the number, so a failure repeats.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <deque>

#include "hanhlang/resources/resource.hpp"
#include "support/dice.hpp"

using namespace hanhlang;

namespace {

const Time monday = midnight(2025, 9, 1);
#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint32_t worlds = 1000;
#else
constexpr std::uint32_t worlds = 2000;
#endif

struct Pool {
    Pool(Simulation& sim, std::int64_t units, ResourceRules rules)
        : rule(rules), most(units), units_of(sim, units, rules) {
        units_of.watch(&Pool::changed, this);
    }
    /// No unit is granted that is not there; what is held may only be too much because capacity fell.
    static void changed(void* self, const Resource& of) {
        Pool& pool = *static_cast<Pool*>(self);
        if (of.held() > pool.held && of.held() > of.capacity()) pool.overfull = true;
        pool.held = of.held();
    }
    ResourceRules rule;
    std::int64_t most;  // capacity, when nothing is closed or broken
    std::int64_t held = 0;
    bool overfull = false;
    Resource units_of;
};

/// What a visitor does, as far as the ledger is concerned.
struct Entry {
    const Resource::Hold* hold = nullptr;
    const Resource::Acquire* request = nullptr;
    bool waits = false;  // for its first grant
    bool works = false;  // or stands stopped in its work
    int priority = 0;
    Time asked{};
    Pool* pool = nullptr;
};

/// The line of one visitor in the ledger, for as long as its frame lives.
class Line {
 public:
    Line(std::vector<Entry*>& ledger, Entry& entry) : ledger_(ledger), entry_(entry) {
        ledger_.push_back(&entry_);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { ledger_.erase(std::find(ledger_.begin(), ledger_.end(), &entry_)); }

 private:
    std::vector<Entry*>& ledger_;
    Entry& entry_;
};

class World {
 public:
    explicit World(std::uint32_t number) : dice_("resources", number) {
        for (int i = 0, n = dice_.number(1, 3); i < n; ++i) {
            ResourceRules rules;
            rules.closing = static_cast<Closing>(dice_.number(0, 2));
            rules.interrupted = static_cast<Interrupted>(dice_.number(0, 1));
            rules.preemptive = dice_.happens(40);
            rules.breaks_down = dice_.happens(40);
            pools_.emplace_back(sim_, dice_.number(1, 4), rules);
        }
        for (int i = 0, n = dice_.number(5, 40); i < n; ++i) visitors_.push_back(sim_.spawn(visitor()));
        for (Pool& pool : pools_) sim_.spawn(manager(&pool));
        if (dice_.happens(60)) sim_.spawn(killer());
    }

    /// Runs for so long and says the first thing that is wrong, if any.
    std::string run(int milliseconds) {
        for (int i = 0; i < milliseconds; ++i) {
            sim_.run_until(monday + Duration{i});
            if (std::string found = wrong(); !found.empty()) return fmt::format("{} ms: {}", i, found);
        }
        return "";
    }
    /// Tears everything down, wherever it is; gives how many frames are left.
    std::size_t close() {
        sim_.close();
        return ledger_.size();
    }
    /// Puts something into the ledger that is not so.
    void lie(Entry& entry) {
        entry.pool = &pools_.front();
        ledger_.push_back(&entry);
    }
    int granted = 0;
    int given_up = 0;

 private:
    std::string wrong() {
        if (!barged_.empty()) return barged_;
        for (Pool& pool : pools_) {
            const auto of_pool = [&](auto says) {
                return std::count_if(ledger_.begin(), ledger_.end(),
                                     [&](const Entry* e) { return e->pool == &pool && says(*e); });
            };
            const auto have = of_pool([](const Entry& e) { return e.hold && *e.hold; });
            const auto wait = of_pool([](const Entry& e) { return e.waits; });
            const auto stopped = of_pool([](const Entry& e) { return e.works && e.hold && !*e.hold; });
            const Resource& units = pool.units_of;
            if (pool.overfull) return "a unit was granted that was not there";
            if (units.held() != have)
                return fmt::format("{} units are held, {} processes have one", units.held(), have);
            if (units.queued() != wait + stopped)
                return fmt::format("{} are queued, {} wait and {} are stopped", units.queued(), wait,
                                   stopped);
            // What is suspended waits for capacity to rise, not for a unit.
            const bool asks = wait > 0 || (stopped > 0 && pool.rule.closing != Closing::suspend);
            if (asks && !units.full()) return "somebody waits while a unit is free";
        }
        return "";
    }

    /// The grant of `mine`, at once or after a wait: nobody who goes before it may be left waiting.
    void check_order(const Entry& mine) {
        for (const Entry* other : ledger_) {
            if (other == &mine || !other->waits || other->pool != mine.pool || other->asked >= sim_.now())
                continue;
            if (other->request && other->request->came()) continue;
            if (other->priority > mine.priority ||
                (other->priority == mine.priority && other->asked < mine.asked))
                barged_ = "somebody was passed in the queue";
        }
    }

    Duration within(int low, int high) { return Duration{dice_.number(low, high)}; }

    Process<> visitor() {
        for (int turn = 0; turn < 20; ++turn) {
            co_await sim_.delay(within(0, 60));
            co_await uses(dice_.number(0, static_cast<int>(pools_.size()) - 1));
        }
    }
    /// Asks for one unit, perhaps with a deadline; works or merely stands; perhaps uses the next pool
    /// meanwhile.
    Process<> uses(int which) {
        Pool& pool = pools_[static_cast<std::size_t>(which)];
        Entry entry;
        entry.pool = &pool;
        entry.priority = dice_.number(0, 2);
        entry.asked = sim_.now();
        Resource::Hold hold;
        entry.hold = &hold;
        const Line line{ledger_, entry};
        auto request = pool.units_of.acquire(entry.priority);
        entry.request = &request;
        if (!request.ready()) {
            entry.waits = true;
            if (dice_.happens(40)) {
                auto deadline = sim_.delay(within(0, 30));
                const int came = co_await first_of(request, deadline);
                entry.waits = false;
                if (came != 0) {
                    ++given_up;
                    co_return;
                }
            } else {
                auto got = co_await request;
                hold = std::move(got);
                entry.waits = false;
            }
        }
        check_order(entry);
        if (!hold) hold = request.take();
        ++granted;
        if (dice_.happens(30)) co_await sim_.delay(within(0, 20));
        if (dice_.happens(80)) {
            entry.works = true;
            co_await hold.work(within(0, 25));
            entry.works = false;
        }
        if (dice_.happens(20) && which + 1 < static_cast<int>(pools_.size())) co_await uses(which + 1);
        if (dice_.happens(20)) co_await sim_.delay(within(0, 20));
        if (dice_.happens(50)) hold.release();
    }
    /// Opens and closes, breaks and repairs.
    Process<> manager(Pool* pool) {
        std::int64_t whole = pool->most;
        bool open = true;
        while (true) {
            co_await sim_.delay(within(1, 80), Order::calendar);
            if (pool->rule.breaks_down && dice_.happens(50)) {
                whole = dice_.number(0, static_cast<int>(pool->most));
                pool->units_of.break_down(open ? whole : 0, whole);
            } else {
                open = !open;
                pool->units_of.set_capacity(open ? whole : 0);
            }
        }
    }
    Process<> killer() {
        while (true) {
            co_await sim_.delay(within(1, 100));
            const int victim = dice_.number(0, static_cast<int>(visitors_.size()) - 1);
            sim_.cancel(visitors_[static_cast<std::size_t>(victim)]);
        }
    }

    Dice dice_;
    Simulation sim_{monday};
    std::vector<Entry*> ledger_;
    std::string barged_;
    std::vector<ProcessId> visitors_;
    std::deque<Pool> pools_;
};

}  // namespace

TEST_CASE(
    "whatever random processes do, units are neither lost nor invented, and nobody is forgotten or passed") {
    int granted = 0;
    int given_up = 0;
    for (std::uint32_t number = 0; number < worlds; ++number) {
        World world{number};
        // Most worlds are torn down in the middle of everything.
        const int moment = Dice("moment", number).number(1, 2500);
        INFO("world " << number);
        CHECK(world.run(moment) == "");
        granted += world.granted;
        given_up += world.given_up;
        CHECK(world.close() == 0);
    }
    CHECK(granted > 50 * static_cast<int>(worlds));
    CHECK(given_up > 2 * static_cast<int>(worlds));
}

TEST_CASE("the ledger complains of a process that says it waits and does not") {
    Entry waits;
    waits.waits = true;
    Entry passed = waits;
    passed.priority = 9;
    passed.asked = monday - 1h;
    for (Entry* entry : {&waits, &passed}) {
        World world{1};
        world.lie(*entry);
        CHECK(world.run(2000) != "");
    }
}
