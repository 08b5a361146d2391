#include "hanhlang/base/holidays.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "hanhlang/base/error.hpp"

namespace hanhlang {
namespace {

struct Date {
    unsigned month;
    unsigned day;
};
struct Days {
    Date first;
    Date last;
    constexpr Days(Date only) : first(only), last(only) {}  // a day is a range of one
    constexpr Days(Date from, Date to) : first(from), last(to) {}
};
using EveryYear = std::array<Days, Holidays::last_year - Holidays::first_year + 1>;  // 2024 … 2030

struct Row {
    std::string_view name;
    std::string_view title;
    EveryYear days;
};

constexpr EveryYear always(Days days) {
    return {days, days, days, days, days, days, days};
}

// How each date is known, and which days in lieu are left out, stands in scenarios/README.md.
constexpr std::array<Row, 9> table{{
    {"new_year", "Tết Dương lịch, New Year", always(Date{1, 1})},
    // Decrees until 2026; then the last day of the old year and four of the new (Labour Code 2019, art. 112).
    {"tet",
     "Tết Nguyên Đán, Lunar New Year",
     {{{{2, 8}, {2, 14}},    // day 1: 10 February 2024
       {{1, 25}, {2, 2}},    // 29 January 2025
       {{2, 14}, {2, 22}},   // 17 February 2026
       {{2, 5}, {2, 9}},     // 6 February 2027
       {{1, 25}, {1, 29}},   // 26 January 2028
       {{2, 12}, {2, 16}},   // 13 February 2029
       {{2, 1}, {2, 5}}}}},  // 2 February 2030, a day before China: the moon is new at 23:07 in Hà Nội
    {"hung_kings",
     "Giỗ Tổ Hùng Vương, 10th day of the 3rd lunar month",
     {{Date{4, 18}, Date{4, 7}, Date{4, 26}, Date{4, 16}, Date{4, 4}, Date{4, 23}, Date{4, 12}}}},
    {"reunification_day", "Ngày Giải phóng miền Nam, Reunification Day", always(Date{4, 30})},
    {"labour_day", "Ngày Quốc tế Lao động, Labour Day", always(Date{5, 1})},
    // Decrees until 2026; then the working day beside 2 September that makes the longer rest with a weekend.
    {"national_day_vn",
     "Quốc khánh, National Day of Vietnam",
     {{{{9, 2}, {9, 3}},
       {{9, 1}, {9, 2}},
       {{9, 1}, {9, 2}},
       {{9, 2}, {9, 3}},
       {{9, 1}, {9, 2}},
       {{9, 2}, {9, 3}},
       {{9, 2}, {9, 3}}}}},
    {"womens_day", "Women's Day, in Laos a day off for women", always(Date{3, 8})},
    {"pi_mai", "Pi Mai, Lao New Year", always({{4, 14}, {4, 16}})},
    {"national_day_la", "National Day of Laos", always(Date{12, 2})},
}};

struct Set {
    std::string_view name;
    std::string_view title;
    std::array<std::string_view, 6> members;  // empty at the end
};
constexpr std::array<Set, 2> sets{{
    {"holidays_vn",
     "public holidays of Vietnam",
     {"new_year", "tet", "hung_kings", "reunification_day", "labour_day", "national_day_vn"}},
    {"holidays_la",
     "public holidays of Laos",
     {"new_year", "womens_day", "pi_mai", "labour_day", "national_day_la"}},
}};

template <class List>
auto find(const List& list, std::string_view name) {
    return std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.name == name; });
}

std::vector<DaysOff> days_of(const Row& row) {
    std::vector<DaysOff> days;
    int year = Holidays::first_year;
    for (const auto& [first, last] : row.days) {
        days.push_back(
            {midnight(year, first.month, first.day), midnight(year, last.month, last.day) + one_day});
        ++year;
    }
    return days;
}

std::string date(Time midnight) {
    return to_string(midnight).substr(0, 10);
}

int year_of(Time time) {
    return static_cast<int>(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(time)}.year());
}

}  // namespace

DaysOff parse_days_off(std::string_view text) {
    const std::size_t dots = text.find("..");
    const auto first = parse_time(text.substr(0, dots));
    const auto last = dots == std::string_view::npos ? first : parse_time(text.substr(dots + 2));
    if (!first || !last || *last < *first || time_of_day(*first) + time_of_day(*last) != Duration::zero()) {
        throw std::invalid_argument(
            fmt::format("'{}' is not a date or a range of dates such as 2025-01-27..2025-02-02", text));
    }
    return {*first, *last + one_day};
}

std::string to_string(const DaysOff& days) {
    const std::string first = date(days.from);
    return days.to - days.from <= one_day ? first : first + ".." + date(days.to - one_day);
}

std::vector<Holidays::Entry> Holidays::built_in() {
    std::vector<Entry> all;
    for (const Row& row : table)
        all.push_back({std::string(row.name), std::string(row.title), days_of(row), {}});
    for (const Set& set : sets) {
        Entry& entry = all.emplace_back(Entry{std::string(set.name), std::string(set.title), {}, {}});
        for (const std::string_view member : set.members) {
            if (!member.empty()) entry.members.emplace_back(member);
        }
    }
    return all;
}

void Holidays::define(std::string name, std::vector<DaysOff> days) {
    std::sort(days.begin(), days.end(), [](const DaysOff& a, const DaysOff& b) { return a.from < b.from; });
    own_[std::move(name)] = std::move(days);
}

bool Holidays::knows(std::string_view name) const {
    return own_.find(name) != own_.end() || find(table, name) != table.end() ||
           find(sets, name) != sets.end();
}

Closed Holidays::read(std::string_view word) const {
    Closed closed{std::string(word), {}, false};
    const auto add = [&](std::string_view name) {
        if (const auto own = own_.find(name); own != own_.end()) {
            closed.days.insert(closed.days.end(), own->second.begin(), own->second.end());
        } else {
            const std::vector<DaysOff> days = days_of(*find(table, name));
            closed.days.insert(closed.days.end(), days.begin(), days.end());
            closed.built_in = true;
        }
    };
    const auto set = find(sets, word);
    if (!knows(word)) {
        if (!word.empty() && word[0] >= '0' && word[0] <= '9') {
            closed.days.push_back(parse_days_off(word));
            return closed;
        }
        std::vector<std::string> known;
        for (const auto& [name, days] : own_) known.push_back(name);
        for (const Row& row : table) known.emplace_back(row.name);
        for (const Set& one : sets) known.emplace_back(one.name);
        throw std::invalid_argument(fmt::format(
            "found '{}' after 'closed', expected dates such as 2025-01-27..2025-02-02 or a holiday, one of "
            "{}{}",
            word, fmt::join(known, ", "), did_you_mean(word, known)));
    }
    if (own_.find(word) != own_.end() || set == sets.end()) {
        add(word);
    } else {
        for (const std::string_view member : set->members) {
            if (!member.empty()) add(member);
        }
    }
    std::sort(closed.days.begin(), closed.days.end(),
              [](const DaysOff& a, const DaysOff& b) { return a.from < b.from; });
    return closed;
}

std::optional<int> year_without_dates(const Closed& closed, Time from, Time to) {
    if (!closed.built_in || to <= from) return std::nullopt;
    if (year_of(from) < Holidays::first_year) return year_of(from);
    const int last = year_of(to - Duration{1});
    if (last <= Holidays::last_year) return std::nullopt;
    return std::max(year_of(from), Holidays::last_year + 1);
}

bool falls_within(const Closed& closed, Time from, Time to) {
    return std::any_of(closed.days.begin(), closed.days.end(),
                       [&](const DaysOff& days) { return days.from < to && from < days.to; });
}

}  // namespace hanhlang
