// Streams of trucks: from where to where, how many, when, with what.
// Rule: description only; a stream says its traffic in one way, and what is said beside it must agree.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/consignments.hpp"
#include "hanhlang/scenario/named.hpp"
#include "hanhlang/scenario/people.hpp"
#include "hanhlang/scenario/traffic.hpp"

namespace hanhlang {

struct Fleet;

struct Cargo {
    Ref<Commodity> commodity;
    Share share;
};

/// Weights of the seven days of a week.
struct ByWeekday {
    std::array<double, 7> factor{1, 1, 1, 1, 1, 1, 1};
};

/// When the traffic of several streams comes.
struct Pattern {
    std::string name;
    Mark mark;
    std::optional<ByHour> by_hour;
    std::optional<ByWeekday> by_weekday;
    std::optional<ByMonth> by_month;
    std::vector<OnHoliday> by_holiday;
};

struct Return {
    Distribution after;  // at the destination
    Share loaded{0.0};
    std::vector<Cargo> carries;                   // of the loaded ones
    std::optional<Ref<Consignment>> consignment;  // of each load
};

/// A stream of trucks.
struct Demand {
    std::string name;
    Mark mark;
    Title title;
    Direction direction = Direction::eastbound;
    std::optional<Ref<Place>> from;
    std::optional<Ref<Place>> to;
    std::vector<Ref<Place>> via;
    std::vector<Ref<Place>> route;  // every place, instead of from and to
    std::optional<Ref<Fleet>> fleet;
    std::optional<Rate> trucks;         // Poisson, or
    std::optional<Rate> declarations;   // said as well, and held against its trucks, and so are
    std::optional<MassRate> tonnes;     // its goods
    std::optional<Distribution> every;  // a renewal process, or
    std::vector<Duration> at;           // a timetable: times of day
    std::optional<BatchSize> batch;     // trucks at each arrival; those of its consignment, where it has one
    std::optional<Ref<Consignment>> consignment;  // what each arrival is, instead of a batch
    std::optional<Distribution> patience;         // longest wait for one desk or for room in one yard
    std::optional<Ref<Pattern>> pattern;          // what of the following is not said
    std::optional<ByHour> by_hour;
    std::optional<ByWeekday> by_weekday;
    std::vector<Cargo> carries;
    Share loaded{1.0};
    std::int64_t priority = 0;
    std::optional<Return> returns;
    std::optional<ByMonth> by_month;
    std::vector<OnHoliday> by_holiday;
    std::vector<Alternative> corridors;
    std::optional<std::int64_t> alternatives;  // so many of the best ways instead
    // Instead of trucks: what they carry, what it is worth, or where it is made.
    std::optional<MoneyRate> value;
    std::optional<MassRate> per_hectare;
    Share by_truck{1.0};    // of the tonnes or the value, what rides a truck
    Share uses_depot{1.0};  // of its traffic, what comes; the rest clears elsewhere and is not simulated
    std::optional<MadeOf> made_of;
    std::optional<Departures> departures;
    double times = 1;                // as often as `every`, `at` and `departures` say; `trucks` has it in it
    double trucks_per_hour() const;  // long-run mean
    /// Of the payload of a loaded truck, what it carries in the mean.
    double filled() const { return made_of ? made_of->filled : 1; }
};

}  // namespace hanhlang
