// Holidays and calendars of a scenario, and where what they say stands.
#include <algorithm>
#include <sstream>

#include "reader.hpp"

namespace hanhlang {

/// `name: 2025-09-05..2025-09-06`, several of them with spaces or commas between, or a list.
void Reader::read_holidays() {
    const Node* section = root_.find("holidays");
    if (!section || section->is_none() || !expect_map(*section, "holidays")) return;
    for (const auto& [key, value] : section->members) {
        if (value.is_none()) continue;
        const std::string path = join("holidays", key.text);
        const bool plain = !key.text.empty() && !(key.text[0] >= '0' && key.text[0] <= '9') &&
                           key.text.find_first_of(" ,;.") == std::string::npos;
        if (!plain) {
            complain(
                key, path,
                fmt::format("found the holiday '{}', expected a name without spaces and . , ; that begins "
                            "with a letter",
                            key.text));
        }
        const std::size_t before = problems_.size();
        std::vector<DaysOff> days;
        for_each_item(value, path, [&](const Node& item) {
            read_scalar(item, path, "dates such as 2025-09-05..2025-09-06", false,
                        [&](std::string_view text) {
                            std::string words(text);
                            std::replace(words.begin(), words.end(), ',', ' ');
                            std::istringstream in(words);
                            for (std::string word; in >> word;) days.push_back(parse_days_off(word));
                        });
        });
        if (days.empty() && problems_.size() == before)
            complain(value, path, "found no dates, expected such as 2025-09-05..2025-09-06");
        holidays_.define(key.text, std::move(days));
    }
}

void Reader::read_calendars() {
    const Node* section = root_.find("calendars");
    if (!section || !expect_map(*section, "calendars")) return;
    for (const auto& [key, value] : section->members) {
        const std::string path = join("calendars", key.text);
        NamedCalendar& named = calendars_[key.text];
        if (value.kind == Node::Kind::empty && holidays_.knows(key.text)) {
            complain(key, path,
                     "found the rest of a calendar split at its comma: quote it, or write a space");
            continue;
        }
        named.closures = {value.mark(), path, {}};
        read_scalar(value, path, Grammar<Calendar>::example, false, [&](std::string_view text) {
            named.calendar = Calendar::parse(text, holidays_, named.closures.closed);
        });
    }
}

/// The name of a calendar, or hours. What it says after 'closed' is kept once, where it is written.
void Reader::read(const Node& node, const std::string& path, Calendar& out) {
    read_scalar(node, path, Grammar<Calendar>::example, false, [&](std::string_view text) {
        if (const auto named = calendars_.find(text); named != calendars_.end()) {
            out = named->second.calendar;
            if (!named->second.closures.closed.empty())
                closures_.push_back(std::move(named->second.closures));
            named->second.closures.closed.clear();
            return;
        }
        Closures closures{node.mark(), path, {}};
        out = Calendar::parse(text, holidays_, closures.closed);
        if (!closures.closed.empty()) closures_.push_back(std::move(closures));
    });
}

}  // namespace hanhlang
