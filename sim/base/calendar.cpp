#include "hanhlang/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

namespace hanhlang {
namespace {

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// Sorts and joins what overlaps or touches.
template <class Interval>
void unite(std::vector<Interval>& intervals) {
    std::sort(intervals.begin(), intervals.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
    std::vector<Interval> united;
    for (const Interval& interval : intervals) {
        if (interval.from >= interval.to) continue;
        if (!united.empty() && interval.from <= united.back().to) {
            united.back().to = std::max(united.back().to, interval.to);
        } else {
            united.push_back(interval);
        }
    }
    intervals = std::move(united);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        std::string_view part = text.substr(0, end);
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
        if (!part.empty()) parts.push_back(part);
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<int> day_number(std::string_view name) {
    for (std::size_t i = 0; i < day_names.size(); ++i) {
        if (day_names[i] == name) return static_cast<int>(i);
    }
    return std::nullopt;
}

/// "mon", "mon-fri", "sat-mon" (over the weekend), "mon,wed".
std::vector<int> parse_days(std::string_view text) {
    std::vector<int> days;
    for (const std::string_view part : split(text, ',')) {
        const auto ends = split(part, '-');
        const auto first = ends.empty() ? std::nullopt : day_number(ends[0]);
        const auto last = ends.size() == 2 ? day_number(ends[1]) : first;
        if (!first || !last || ends.size() > 2) {
            throw std::invalid_argument(
                fmt::format("'{}' is not a day or a range of days such as mon-fri", part));
        }
        for (int day = *first;; day = (day + 1) % 7) {
            days.push_back(day);
            if (day == *last) break;
        }
    }
    return days;
}

void parse_hours(std::string_view text, const std::vector<int>& days, std::vector<Calendar::Span>& weekly) {
    const auto ends = split(text, '-');
    const auto from = ends.empty() ? std::nullopt : parse_time_of_day(ends[0]);
    const auto to = ends.size() == 2 ? parse_time_of_day(ends[1]) : std::nullopt;
    if (!from || !to || *from == *to) {
        throw std::invalid_argument(fmt::format("'{}' is not a pair of hours such as 07:30-17:00", text));
    }
    for (const int day : days) {
        const Duration start = one_day * day + *from;
        const Duration end = one_day * day + *to + (*to < *from ? one_day : Duration::zero());
        weekly.push_back({start, std::min(end, one_week)});
        if (end > one_week) weekly.push_back({Duration::zero(), end - one_week});
    }
}

}  // namespace

Calendar::Calendar(std::vector<Span> weekly, std::vector<Closure> closures)
    : weekly_(std::move(weekly)), closures_(std::move(closures)) {
    unite(weekly_);
    unite(closures_);
}

Calendar Calendar::parse(std::string_view text) {
    std::vector<Closed> closed;
    return parse(text, Holidays{}, closed);
}

Calendar Calendar::parse(std::string_view text, const Holidays& holidays, std::vector<Closed>& closed) {
    std::vector<Span> weekly;
    std::vector<Closure> closures;
    for (const std::string_view clause : split(text, ';')) {
        const auto words = split(clause, ' ');  // at least one: a clause is not blank
        if (words[0] == "always" && words.size() == 1) {
            weekly.push_back({Duration::zero(), one_week});
        } else if (words[0] == "closed") {
            std::string after(clause.substr(words[0].size()));
            std::replace(after.begin(), after.end(), ',', ' ');
            const auto days = split(after, ' ');
            if (days.empty())
                throw std::invalid_argument(
                    "'closed' needs dates or holidays, such as closed 2025-09-02 tet");
            for (const std::string_view word : days) {
                const Closed& said = closed.emplace_back(holidays.read(word));
                closures.insert(closures.end(), said.days.begin(), said.days.end());
            }
        } else {
            const std::vector<int> days = parse_days(words[0]);
            if (words.size() < 2) {
                throw std::invalid_argument(
                    fmt::format("'{}' needs hours, such as {} 07:30-17:00", clause, words[0]));
            }
            for (std::size_t i = 1; i < words.size(); ++i) parse_hours(words[i], days, weekly);
        }
    }
    if (weekly.empty()) throw std::invalid_argument("the calendar is never open");
    return {std::move(weekly), std::move(closures)};
}

bool Calendar::always_open() const {
    return closures_.empty() && weekly_.size() == 1 && weekly_[0] == Span{Duration::zero(), one_week};
}

const Calendar::Closure* Calendar::closure_at(Time time) const {
    auto after = std::upper_bound(closures_.begin(), closures_.end(), time,
                                  [](Time t, const Closure& closure) { return t < closure.from; });
    if (after == closures_.begin()) return nullptr;
    --after;
    return time < after->to ? &*after : nullptr;
}

Time Calendar::next_open(Time time) const {
    if (weekly_.empty()) return Time::max();
    while (true) {
        if (const Closure* closure = closure_at(time)) {
            time = closure->to;
            continue;
        }
        const Duration in_day = time_of_day(time);
        const Duration in_week = one_day * weekday(time) + in_day;
        const Time monday = time - in_week;
        auto span =
            std::find_if(weekly_.begin(), weekly_.end(), [&](const Span& s) { return in_week < s.to; });
        Time open = span == weekly_.end() ? monday + one_week + weekly_[0].from
                                          : monday + std::max(in_week, span->from);
        if (!closure_at(open)) return open;
        time = open;
    }
}

Time Calendar::next_close(Time time) const {
    if (closures_.empty() && always_open()) return Time::max();
    while (true) {
        if (next_open(time) != time) return time;
        const Duration in_week = one_day * weekday(time) + time_of_day(time);
        const auto span =
            std::find_if(weekly_.begin(), weekly_.end(), [&](const Span& s) { return in_week < s.to; });
        Time close = time - in_week + span->to;
        const auto closure = std::upper_bound(closures_.begin(), closures_.end(), time,
                                              [](Time t, const Closure& c) { return t < c.from; });
        if (closure != closures_.end() && closure->from < close) return closure->from;
        if (span->to != one_week || weekly_[0].from != Duration::zero()) return close;
        if (weekly_.size() == 1 && weekly_[0] == Span{Duration::zero(), one_week}) {
            return closure == closures_.end() ? Time::max() : closure->from;
        }
        time = close;  // open across Sunday midnight: look on into the next week
    }
}

Duration Calendar::open_time(Time from, Time to) const {
    if (always_open()) return to - from;
    Duration open{};
    while (true) {
        from = next_open(from);
        if (from >= to) return open;
        const Time close = std::min(next_close(from), to);
        open += close - from;
        from = close;
    }
}

double Calendar::open_share() const {
    Duration open{};
    for (const Span& span : weekly_) open += span.to - span.from;
    return static_cast<double>(open.count()) / static_cast<double>(one_week.count());
}

}  // namespace hanhlang
