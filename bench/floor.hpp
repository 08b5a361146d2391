// The floor: a bare callback loop, what no simulation of a row of desks can leave out.
// Rule: the heap, the draws and the order of the engine, and nothing else: no coroutines, and sums for a
// recorder.
//
// A truck is a record in a pool, an event is its index on the agenda, and what happens at an event is written
// out as a state machine. The number of desks is known to the compiler.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/engine/agenda.hpp"

namespace hanhlang::bench {

/// Poisson arrivals in ms since the start, drawn as the model draws them.
class Arrivals {
 public:
    Arrivals(const Purpose& purpose, Subject first, double per_hour)
        : purpose_(purpose), subject_(first), per_hour_(per_hour) {}

    std::int64_t next() {
        const double unit_gap = -elementary::log(1 - uniform(purpose_, subject_));
        ++subject_.ordinal;
        clock_ += unit_gap / per_hour_ * 3'600'000.0;
        return to_duration(clock_).count();
    }

 private:
    Purpose purpose_;
    Subject subject_;
    double per_hour_;
    double clock_ = 0;
};

struct FloorDesk {
    std::int64_t officers;
    Distribution takes;  // ms
    Purpose takes_draws;
    double share;  // of the trucks that must come here
    Purpose share_draws;
};

/// Of the trucks that set out in the window; times in ms.
template <std::size_t desks>
struct Totals {
    std::uint64_t trucks = 0;
    std::int64_t time = 0;  // start to end
    std::array<std::int64_t, desks> waited{};
    std::array<std::uint64_t, desks> visits{};
};

/// A row of desks that every truck meets in order, each with a queue of its own, first-come first-served.
template <std::size_t desks>
class Floor {
 public:
    Floor(const std::array<FloorDesk, desks>& row, Arrivals arrivals, Subject first)
        : arrivals_(arrivals), next_(first) {
        for (std::size_t i = 0; i < desks; ++i) desks_.push_back({row[i], row[i].officers});
    }

    /// Runs until the trucks that set out in [from, to) are through, while traffic goes on.
    Totals<desks> run(std::int64_t from, std::int64_t to) {
        from_ = from;
        to_ = to;
        agenda_.push(arrivals_.next(), Order::process, stream);
        while (now_ < to_ || inside_ > 0) {
            const Agenda::Entry entry = agenda_.top();
            agenda_.pop();
            now_ = entry.at;
            entry.process == stream ? arrive() : end_service(entry.process);
        }
        return totals_;
    }

 private:
    static constexpr std::uint32_t stream = ~std::uint32_t{0};
    static constexpr std::uint32_t nobody = ~std::uint32_t{0};

    struct Truck {
        std::int64_t start;
        std::int64_t arrived;  // at the desk
        std::uint32_t ordinal;
        std::uint32_t behind;  // the next in the queue, or in the list of free records
        std::uint32_t desk;
        bool counted;
    };
    struct Desk {
        FloorDesk is;
        std::int64_t free;
        std::uint32_t first = nobody;
        std::uint32_t last = nobody;
    };

    void arrive() {
        agenda_.push(arrivals_.next(), Order::process, stream);
        std::uint32_t id = free_;
        if (id == nobody) {
            id = static_cast<std::uint32_t>(trucks_.size());
            trucks_.emplace_back();
        } else {
            free_ = trucks_[id].behind;
        }
        const bool counted = now_ >= from_ && now_ < to_;
        trucks_[id] = {now_, now_, next_.ordinal++, nobody, 0, counted};
        if (counted) ++inside_;
        go_to(id, 0);
    }

    /// To the first desk from `desk` on where the truck must stop, or out.
    void go_to(std::uint32_t id, std::uint32_t desk) {
        Truck& truck = trucks_[id];
        while (desk < desks && desks_[desk].is.share < 1 &&
               uniform(desks_[desk].is.share_draws, subject(truck)) >= desks_[desk].is.share)
            ++desk;
        if (desk == desks) return leave(id);
        Desk& at = desks_[desk];
        truck.desk = desk;
        truck.arrived = now_;
        if (at.free > 0) {
            --at.free;
            serve(id);
        } else {
            truck.behind = nobody;
            (at.first == nobody ? at.first : trucks_[at.last].behind) = id;
            at.last = id;
        }
    }

    void serve(std::uint32_t id) {
        const Truck& truck = trucks_[id];
        const FloorDesk& desk = desks_[truck.desk].is;
        if (truck.counted) {
            totals_.waited[truck.desk] += now_ - truck.arrived;
            ++totals_.visits[truck.desk];
        }
        const Duration takes = to_duration(desk.takes.quantile(uniform(desk.takes_draws, subject(truck))));
        agenda_.push(now_ + takes.count(), Order::process, id);
    }

    void end_service(std::uint32_t id) {
        Desk& desk = desks_[trucks_[id].desk];
        const std::uint32_t next = desk.first;
        if (next == nobody) {
            ++desk.free;
        } else {
            desk.first = trucks_[next].behind;
        }
        go_to(id, trucks_[id].desk + 1);
        if (next != nobody) serve(next);
    }

    void leave(std::uint32_t id) {
        Truck& truck = trucks_[id];
        if (truck.counted) {
            --inside_;
            ++totals_.trucks;
            totals_.time += now_ - truck.start;
        }
        truck.behind = std::exchange(free_, id);
    }

    Subject subject(const Truck& truck) const { return {next_.source, truck.ordinal, next_.replication}; }

    Arrivals arrivals_;
    Subject next_;  // who sets out next
    std::int64_t now_ = 0;
    std::int64_t from_ = 0;
    std::int64_t to_ = 0;
    std::uint64_t inside_ = 0;  // of the window
    Agenda agenda_;
    std::vector<Desk> desks_;
    std::vector<Truck> trucks_;
    std::uint32_t free_ = nobody;
    Totals<desks> totals_;
};

}  // namespace hanhlang::bench
