#include "arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "hanhlang/base/elementary.hpp"

namespace hanhlang {
namespace {

constexpr double hour_ms = 3'600'000.0;

}  // namespace

Arrivals::Arrivals(const Demand& demand, Time start, std::uint64_t seed, std::uint32_t replication,
                   double times)
    : demand_(demand),
      start_(start),
      per_hour_(demand.trucks ? times * demand.trucks->value / (demand.batch ? demand.batch->mean() : 1) : 0),
      purpose_(seed, "arrivals"),
      batch_(seed, "batch"),
      repeats_(seed, "repeats"),
      subject_{hash32(demand.name), 0, replication},
      changes_(demand.by_month.has_value() || !demand.by_holiday.empty()),
      day_(std::chrono::floor<std::chrono::days>(start)) {
    while (!demand.at.empty() && day_ + demand.at[timetable_] < start) {
        if (++timetable_ == demand.at.size()) {
            timetable_ = 0;
            day_ += one_day;
        }
    }
    while (demand.departures && departure_ < demand.departures->all.size() &&
           demand.departures->all[departure_].at < start)
        ++departure_;
    if (!demand.by_hour && !demand.by_weekday && !demand.by_month && demand.by_holiday.empty()) return;
    for (std::size_t day = 0; day < 7; ++day) {
        for (std::size_t hour = 0; hour < 24; ++hour) {
            week_.push_back((demand.by_hour ? demand.by_hour->weight[hour] : 1.0) *
                            (demand.by_weekday ? demand.by_weekday->factor[day] : 1.0));
        }
    }
    const double mean = std::accumulate(week_.begin(), week_.end(), 0.0) / 168;
    for (double& rate : week_) rate *= per_hour_ / mean / hour_ms;
    const Duration in_week = one_day * weekday(start) + time_of_day(start);
    const auto hours = in_week / std::chrono::hours{1};
    hour_ = static_cast<std::size_t>(hours);
    hour_ends_ = static_cast<double>(((hours + 1) * std::chrono::hours{1} - in_week) / Duration{1});
    of_day_ = factor_of_day(start);
}

/// Traffic of a day against an ordinary day of its weekday: the month's and, where it is one, the holiday's.
double Arrivals::factor_of_day(Time day) const {
    double factor = 1;
    if (demand_.by_month) {
        const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(day)};
        factor = demand_.by_month->factor(static_cast<int>(static_cast<unsigned>(date.month())));
    }
    for (const OnHoliday& one : demand_.by_holiday) {
        const bool is_on = std::any_of(one.days.days.begin(), one.days.days.end(),
                                       [&](const DaysOff& off) { return day >= off.from && day < off.to; });
        if (is_on) factor *= one.factor;
    }
    return factor;
}

/// Inverts the integrated rate: goes on until `unit_gap` arrivals of rate 1 have been used up.
double Arrivals::by_the_week(double unit_gap) {
    const double latest = clock_ + century;
    while (clock_ < latest) {
        const double rate = week_[hour_] * of_day_;
        const double left = rate * (hour_ends_ - clock_);
        if (unit_gap < left) return clock_ + unit_gap / rate;
        unit_gap -= left;
        clock_ = hour_ends_;
        hour_ends_ += hour_ms;
        hour_ = hour_ + 1 == week_.size() ? 0 : hour_ + 1;
        if (hour_ % 24 == 0 && changes_) of_day_ = factor_of_day(start_ + to_duration(clock_));
    }
    return latest;
}

double Arrivals::next_draw() {
    const std::uint32_t place = subject_.ordinal % 4;
    if (place == 0) draws_ = uniform_of_four(purpose_, subject_);
    ++subject_.ordinal;
    return draws_[place];
}

Arrivals::Arrival Arrivals::next() {
    const bool at_moments = demand_.departures || !demand_.at.empty();
    if (!at_moments || demand_.times == 1) return next_said();
    while (again_ == 0) {
        said_ = next_said();
        if (said_.at == Time::max()) return said_;
        const Subject subject{subject_.source, repeated_++, subject_.replication};
        const double whole = std::floor(demand_.times);
        const bool once_more = uniform(repeats_, subject) < demand_.times - whole;
        again_ = static_cast<std::uint32_t>(whole) + (once_more ? 1U : 0U);
    }
    --again_;
    return said_;
}

Arrivals::Arrival Arrivals::next_said() {
    if (demand_.departures) {
        const auto& all = demand_.departures->all;
        if (departure_ == all.size()) return {Time::max(), 1};
        const Departures::One& one = all[departure_++];
        return {one.at, one.trucks};
    }
    const Subject arrival{subject_.source, arrivals_++, subject_.replication};
    return {next_time(), demand_.batch ? demand_.batch->quantile(uniform(batch_, arrival)) : 1};
}

Time Arrivals::next_time() {
    if (!demand_.at.empty()) {
        const Time at = day_ + demand_.at[timetable_];
        if (++timetable_ == demand_.at.size()) {
            timetable_ = 0;
            day_ += one_day;
        }
        return at;
    }
    const double u = next_draw();
    if (demand_.every) {
        clock_ += std::min(demand_.every->quantile(u) / demand_.times, century);
    } else {
        const double unit_gap = -elementary::log(1 - u);
        clock_ = week_.empty() ? clock_ + std::min(unit_gap / per_hour_ * hour_ms, century)
                               : by_the_week(unit_gap);
    }
    return start_ + to_duration(clock_);
}

}  // namespace hanhlang
