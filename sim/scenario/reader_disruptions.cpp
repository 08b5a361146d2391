// How disruptions are written: seasons of months, and papers that are made out again.
#include <algorithm>
#include <chrono>

#include "reader.hpp"

namespace hanhlang {
namespace {

constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};

std::size_t month_of(std::string_view name) {
    const auto at = std::find(month_names.begin(), month_names.end(), name);
    if (at == month_names.end())
        throw std::invalid_argument(fmt::format("found the month '{}', expected jan to dec", name));
    return static_cast<std::size_t>(at - month_names.begin());
}

std::chrono::year_month_day date_of(Time time) {
    return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(time)};
}

}  // namespace

Months Grammar<Months>::parse(std::string_view text) {
    Months months;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(", "), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty()) continue;
        const std::size_t dash = part.find('-');
        const std::size_t last =
            dash == std::string_view::npos ? month_of(part) : month_of(part.substr(dash + 1));
        for (std::size_t month = month_of(part.substr(0, dash));; month = (month + 1) % 12) {
            months.bits = static_cast<std::uint16_t>(months.bits | 1U << month);
            if (month == last) break;
        }
    }
    if (months.bits == 0) throw std::invalid_argument(fmt::format("found nothing, expected {}", example));
    return months;
}

bool Months::contains(Time time) const {
    return (bits >> (static_cast<unsigned>(date_of(time).month()) - 1) & 1U) != 0;
}

Time Months::changes_after(Time time) const {
    const bool now = contains(time);
    const auto date = date_of(time);
    auto month = date.year() / date.month();
    for (int i = 0; i < 12; ++i) {
        month += std::chrono::months{1};
        const Time first = std::chrono::local_days{month / 1};
        if (contains(first) != now) return first;
    }
    return Time::max();
}

void Reader::read(const Node& node, const std::string& path, std::vector<Reissue>& out) {
    if (node.kind != Node::Kind::map) {
        for_each_item(node, path, [&](const Node& item) { read(item, path, out.emplace_back().paper); });
        return;
    }
    for (const auto& [key, value] : node.members) {
        Reissue& one = out.emplace_back();
        read(key, join(path, key.text), one.paper);
        read(value, join(path, key.text), one.office.emplace());
    }
}

}  // namespace hanhlang
