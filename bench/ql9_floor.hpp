// The floor of the QL9 corridor: a bare callback loop that sends the same trucks along the same roads.
// Rule: everything that moves a truck is here, in the order of the model; nothing is recorded but a few sums.
//
// A truck is a record in a pool, an event is its index on the agenda, and what comes next is written out as a
// state machine. It knows what this corridor needs: arrivals by the hour, loads, drivers with breaks and
// relays, yards and roads that fill up, bays, teams that close and finish or suspend the truck in hand, ways
// back. It has no priorities, patience, breakdowns, closed gates, batches or desks that a truck may block.
#pragma once

#include <array>
#include <deque>
#include <vector>

#include "arrivals.hpp"
#include "driver.hpp"
#include "hanhlang/engine/agenda.hpp"
#include "hanhlang/model/plan.hpp"

namespace hanhlang::bench {

/// Of the trips that set out in the window.
struct CorridorTotals {
    struct AtDesk {
        std::uint64_t visits = 0;
        Duration waited{};
        Duration service{};
    };
    std::uint64_t trips = 0;
    Duration time{};
    std::vector<AtDesk> desks;
};

class CorridorFloor {
 public:
    CorridorFloor(const Scenario& scenario, const Plan& plan, std::uint64_t seed);

    CorridorTotals run();

 private:
    static constexpr std::uint32_t nobody = ~std::uint32_t{0};
    static constexpr std::uint32_t stream = 1U << 31;  // on the agenda; what is neither is a truck
    static constexpr std::uint32_t team = 1U << 30;

    /// Slots, room on a road, bays, officers: with a queue, first-come first-served.
    struct Units {
        std::int64_t capacity = 0;
        std::int64_t held = 0;
        std::uint32_t first = nobody;
        std::uint32_t last = nobody;
    };
    struct Team : Units {
        const Staff* staff;
    };
    struct LiveDesk {
        const Desk* desk;
        Team* officers;
        Units bays;
        Purpose takes;
        Purpose share;
    };
    struct Visit {
        LiveDesk* desk;
        std::uint32_t index;   // of the desk
        std::uint32_t number;  // of its draws
    };
    struct Halt {
        const Stop* stop;
        Units* yard = nullptr;
        Units* road_ahead = nullptr;
        bool relay = false;
        std::size_t visits = 0;  // one past the last
    };
    struct Way {
        std::vector<Halt> halts;
        std::vector<Visit> visits;
    };
    struct Stream {
        std::uint32_t source;
        Arrivals arrivals;
        std::uint32_t trucks = 0;
    };
    enum class Does : std::uint8_t {
        drive_to_rest,
        rest,
        drive_to_halt,
        serve,
        stay,
        want_slot,
        want_bay,
        want_officer,
        want_road
    };
    struct Truck {
        const Way* way = nullptr;
        Units* standing = nullptr;  // the room it takes up
        Driver driver;
        Time start{};
        Time asked{};
        Duration left{};  // of the road, or the service, or the rest
        Subject subject{};
        std::uint32_t stream = 0;
        std::uint32_t behind = nobody;  // the next in the queue, or in the list of free records
        std::uint32_t halt = 0;
        std::uint32_t visit = 0;
        Does does{};
        bool loaded = false;
        bool relay = false;
        bool back = false;
        bool counted = false;
    };

    static std::uint32_t number(bool back) { return back ? 1U << 12 : 0U; }
    static std::size_t side(Direction d) { return d == Direction::eastbound ? 0 : 1; }

    Way way(const TripClass& c);

    // ---- units ----

    bool take(Units& units, std::uint32_t id);
    void grant(Units& units);
    void give_back(Units& units);
    void leave_room(Truck& truck);

    // ---- events ----

    void at(Time time, std::uint32_t process, Order order = Order::process);
    void after(Duration duration, std::uint32_t id, Does does);

    void plan_shift(std::uint32_t i);
    void shift(std::uint32_t i);

    void plan_arrival(std::uint32_t i) { at(streams_[i].arrivals.next().at, i | stream); }
    void arrive(std::uint32_t i);

    void set_out(std::uint32_t id);

    /// What was on the agenda is over.
    void go_on(std::uint32_t id);
    /// What it waited for is there.
    void has_got(std::uint32_t id);

    void set_off(std::uint32_t id);
    void drive(std::uint32_t id);
    void rest(std::uint32_t id) { after(trucks_[id].driver.rest_needed(now_), id, Does::rest); }

    void reach(std::uint32_t id);
    void park(std::uint32_t id);

    void next_desk(std::uint32_t id);
    void ask_officer(std::uint32_t id);
    void rest_while_closed(Truck& truck, const Staff& staff);
    void serve(std::uint32_t id);
    void end_service(std::uint32_t id);

    void enter_road(std::uint32_t id);
    void arrive_home(std::uint32_t id);

    const Scenario& s_;
    const Plan& plan_;
    Purpose crew_, loaded_, cargo_, after_;
    Time now_;
    Agenda agenda_;
    std::deque<Team> teams_;
    std::deque<LiveDesk> desks_;
    std::vector<std::array<Units, 2>> yards_;  // by direction
    std::vector<std::array<Units, 2>> roads_;
    std::vector<Way> ways_;  // of each trip class
    std::deque<Stream> streams_;
    std::vector<Truck> trucks_;
    std::uint32_t free_ = nobody;
    std::deque<std::uint32_t> granted_;  // go on at this instant, first-in first-out
    std::uint64_t inside_ = 0;           // of the window
    CorridorTotals totals_;
};

}  // namespace hanhlang::bench
