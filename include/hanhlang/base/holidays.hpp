// Holidays by name: the public holidays of Vietnam and Laos with their dates, and those a scenario defines.
// Rule: dates come from a table or from the scenario; outside the years of the table nothing is guessed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hanhlang/base/time.hpp"

namespace hanhlang {

/// Whole days in a row, from the midnight they begin with to the midnight they end with.
struct DaysOff {
    Time from;
    Time to;
    bool operator==(const DaysOff&) const = default;
};

/// "2025-01-27" or "2025-01-27..2025-02-02", both ends included; throws std::invalid_argument.
DaysOff parse_days_off(std::string_view text);

/// The same way back.
std::string to_string(const DaysOff& days);

/// One word after 'closed' in a calendar, and the days it stands for, in their order.
struct Closed {
    std::string text;
    std::vector<DaysOff> days;
    bool built_in = false;  // some of the days are those of the table
};

class Holidays {
 public:
    /// The years the table has dates for.
    static constexpr int first_year = 2024;
    static constexpr int last_year = 2030;

    struct Entry {
        std::string name;
        std::string title;
        std::vector<DaysOff> days;         // of a single holiday
        std::vector<std::string> members;  // of a set of them, such as holidays_vn
    };
    /// What is built in: first the holidays, then the sets.
    static std::vector<Entry> built_in();

    /// A holiday of the scenario; it also stands for a built-in one of its name, alone and in the sets.
    void define(std::string name, std::vector<DaysOff> days);

    bool knows(std::string_view name) const;

    /// A date, a range of dates or the name of a holiday; throws std::invalid_argument with what is wrong.
    Closed read(std::string_view word) const;

 private:
    std::map<std::string, std::vector<DaysOff>, std::less<>> own_;
};

/// The first year of [from, to) that lies outside the table, where `closed` takes dates from it.
std::optional<int> year_without_dates(const Closed& closed, Time from, Time to);

/// True when one of the days lies in [from, to).
bool falls_within(const Closed& closed, Time from, Time to);

}  // namespace hanhlang
