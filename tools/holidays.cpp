// The verb that lists the holidays which are built in.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <map>

#include "hanhlang/base/holidays.hpp"
#include "options.hpp"
#include "verbs.hpp"

namespace hanhlang {

int verb_holidays(const CommandLine& words) {
    Options o;
    OptionReader reader{o,
                        "holidays [YEAR]",
                        "Lists the holidays a calendar may name after 'closed', with their dates.",
                        {"holidays", "holidays 2026"}};
    if (!reader.files().read(words, 0, 1)) return 0;
    int first = Holidays::first_year, last = Holidays::last_year;
    if (!o.files.empty()) {
        const std::string& text = o.files[0];
        int year = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
        if (error != std::errc{} || end != text.data() + text.size() || year < first || year > last) {
            throw InputError({{{"command line", 0, 0},
                               "",
                               fmt::format("found '{}', expected a year from {} to {}", text, first, last)}});
        }
        first = last = year;
    }
    const std::vector<Holidays::Entry> all = Holidays::built_in();
    std::multimap<Time, std::string> lines;  // what is of one day stays in the order of the table
    for (const Holidays::Entry& entry : all) {
        for (const DaysOff& days : entry.days) {
            if (days.from < midnight(first, 1, 1) || days.from >= midnight(last + 1, 1, 1)) continue;
            lines.emplace(days.from,
                          fmt::format("{:<24}{:<19}{}\n", to_string(days), entry.name, entry.title));
        }
    }
    for (const auto& [from, line] : lines) std::cout << line;
    for (const Holidays::Entry& entry : all) {
        if (!entry.members.empty()) {
            std::cout << fmt::format("\n{}: {}\n    {}\n", entry.name, entry.title,
                                     fmt::join(entry.members, ", "));
        }
    }
    return 0;
}

}  // namespace hanhlang
