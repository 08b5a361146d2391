// Ships and trains that call at a block and take what is there.
// Rule: what was put down before the cut-off of the timetable goes, first come first go, and leaves with the
// ship.
#include <fmt/format.h>

#include <algorithm>

#include "world.hpp"

namespace hanhlang {

/// A ship or a train comes by its timetable, late or not; who is very late may come after the next.
Process<> World::calls(LiveService* one) {
    const Service& rules = one->service;
    Time planned = rules.first_after(now());
    for (Subject call{0, 0, replication_};; ++call.ordinal, planned += rules.every) {
        if (planned >= scenario_.runs.end() || (rules.until && planned >= *rules.until)) co_return;
        co_await sim_.until(std::max(now(), planned));
        const Duration late = rules.late ? drawn(*rules.late, uniform(one->late, call)) : Duration::zero();
        sim_.spawn(this->call(one, planned, late));
    }
}

/// Each crane has an equal part of the work; who finds none free does it when one is.
Process<> World::crane(Team* of, Duration work, Gang* gang) {
    auto request = of->officers.acquire(0);
    Resource::Hold one = co_await request;
    co_await one.work(work);
    if (--gang->at_work == 0) gang->done.happen();
}

/// It takes what was there before the cut-off, as far as it goes: at once, or for as long as it lies at its
/// berth, and all of it leaves with the ship.
Process<> World::call(LiveService* one, Time planned, Duration late) {
    if (late > Duration::zero()) co_await sim_.delay(late);
    LiveBlock& from = *one->block;
    const Service& rules = one->service;
    const std::int64_t capacity = millionths(*amount_in(rules.capacity, from.block.unit()));
    const Time cut_off = planned - rules.cut_off;
    const Time came = now();
    const bool counted = recorder_.in_window(came);
    if (counted) ++calls_, ++one->open;
    Resource::Hold berth;
    double per_hour = 0;
    if (one->berth) {
        auto request = one->berth->officers.acquire(0);
        berth = co_await request;
        per_hour = *amount_in(*rules.loads, fmt::format("{} per hour", from.block.unit()));
    }
    const Time begins = now();
    std::int64_t left = capacity;
    std::vector<LiveBlock::Lot> taken;
    while (!from.lots.empty() && from.lots.front().since <= cut_off && from.lots.front().amount <= left) {
        taken.push_back(from.lots.front());
        from.lots.pop_front();
        left -= taken.back().amount;
    }
    std::int64_t behind = 0;
    std::size_t missed = 0;
    for (const LiveBlock::Lot& lot : from.lots) {
        if (lot.since <= cut_off) behind += lot.amount;
        if (lot.since > cut_off && lot.since <= planned) ++missed;
    }
    const std::int64_t load = capacity - left;
    from.loading += load;
    if (one->berth && load > 0) {
        const Duration work = to_duration(static_cast<double>(load) / 1e6 / per_hour * 3'600'000.0);
        if (one->cranes) {
            Gang gang{sim_};
            gang.at_work = rules.cranes_at_most;
            for (std::int64_t i = 0; i < rules.cranes_at_most; ++i)
                sim_.spawn(crane(one->cranes, work / rules.cranes_at_most, &gang));
            co_await gang.done.wait();
        } else {
            co_await berth.work(work);
        }
    }
    from.loading -= load;
    for (const LiveBlock::Lot& lot : taken) go_on(from, lot);
    if (!counted) co_return;
    --calls_, --one->open;
    recorder_.sample(Fact::left_behind, one->index, 0, static_cast<double>(behind) / 1e6);
    recorder_.sample(Fact::load_factor, one->index, 0,
                     static_cast<double>(load) / static_cast<double>(capacity));
    recorder_.count(Fact::missed, one->index, 0, static_cast<double>(missed));
    if (!one->berth) co_return;
    recorder_.sample(Fact::berth_wait, one->index, 0, begins - came);
    recorder_.sample(Fact::turnaround, one->index, 0, now() - came);
}

}  // namespace hanhlang
