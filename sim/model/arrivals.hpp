// When the trucks of a stream set out.
// Rule: one draw for each truck, by inversion; truck n sets out at the same moment in every arm.
#pragma once

#include <deque>
#include <map>
#include <optional>

#include "goods.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

class Arrivals {
 public:
    /// Starts at `start`; a renewal process has its first arrival after one full interval.
    /// Poisson arrivals come `times` as often as the demand says.
    Arrivals(const Demand& demand, Time start, std::uint64_t seed, std::uint32_t replication,
             double times = 1);

    struct Arrival {
        Time at;
        std::uint32_t trucks;
    };
    /// The next arrival, not before the previous one; at Time::max() when there is none any more.
    /// What is said to come at a moment comes there `demand.times`: so often for sure, and once more by
    /// chance.
    Arrival next();

 private:
    Arrival next_said();
    Time next_time();
    double factor_of_day(Time day) const;
    double next_draw();
    double by_the_week(double unit_gap);

    const Demand& demand_;
    Time start_;
    double per_hour_;  // Poisson arrivals
    Purpose purpose_;
    Purpose batch_, repeats_;
    Arrival said_{};  // and how often it still comes
    std::uint32_t again_ = 0;
    std::uint32_t repeated_ = 0;
    std::uint32_t arrivals_ = 0;
    Subject subject_;
    std::array<double, 4> draws_{};  // of four trucks at a time
    double clock_ = 0;               // ms since start
    std::vector<double> week_;       // trucks per ms in each hour of the week, where it is not even
    std::size_t hour_ = 0;           // of the week
    double hour_ends_ = 0;           // ms since start
    bool changes_ = false;           // from day to day, beside the weekday
    double of_day_ = 1;              // factor of the day it is
    std::size_t departure_ = 0;      // next row of a file
    std::size_t timetable_ = 0;      // next entry
    Time day_;                       // of the timetable
};

struct LiveSurge;
struct Positioning;
struct LiveFleet;

/// Goods that wait for a truck of a stream that is made of others, or what one truck takes of them: of
/// several parts it is the goods that came first, and the time is the mean of their tonnes.
struct Made {
    Time came;
    std::optional<std::uint32_t> commodity;  // that it was then
    Goods goods;
    double tonnes = 0;  // of product
};

/// A stream of trucks as it runs.
struct Stream {
    Stream(const Demand& of, std::uint32_t number, Time start, std::uint64_t seed, std::uint32_t replication)
        : demand(of), index(number), source(hash32(of.name)), arrivals(of, start, seed, replication) {}
    const Demand& demand;
    std::uint32_t index;
    std::uint32_t source;  // hash of its name
    Arrivals arrivals;
    LiveFleet* fleet = nullptr;
    const Positioning* positioning = nullptr;  // of its trucks, which are at home elsewhere
    std::vector<Stream*> makes;                // streams whose goods are made of what this one brings
    double stock = 0;        // t of product that waits for a truck, where this one is made of another
    std::deque<Made> parts;  // of the stock, in the order in which it was ready
    Time works_until{};      // on the raw material that has come, where that takes time
    std::uint32_t made = 0;  // trucks that have set out with it
    std::map<std::uint32_t, Made> made_of;  // what each truck takes that has not set out, by its number
    std::vector<LiveSurge*> falls;          // disruptions with less traffic
};

}  // namespace hanhlang
