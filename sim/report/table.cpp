#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace hanhlang {
namespace {

/// Columns of UTF-8 text: a Vietnamese letter is one column and several bytes.
std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string pad(const std::string& text, std::size_t width, bool right) {
    const std::size_t used = columns(text);
    const std::string space(used < width ? width - used : 0, ' ');
    return right ? space + text : text + space;
}

}  // namespace

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line = "  ";
        for (std::size_t i = 0; i < row.size(); ++i) line += (i ? "  " : "") + pad(row[i], widths[i], i > 0);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
        if (&row == &rows.front()) {
            std::size_t total = 2 * (widths.size() - 1);
            for (const std::size_t width : widths) total += width;
            text += "  " + std::string(total, '-') + "\n";
        }
    }
    return text;
}

std::string fixed(double value, int digits) {
    const double unit = std::pow(10.0, -digits);
    return fmt::format("{:.{}f}", std::abs(value) < unit / 2 ? 0.0 : value, digits);
}

std::string percent(double share, int digits) {
    return std::isnan(share) ? "–" : fixed(100 * share, digits) + " %";
}

std::string range(const Interval& i) {
    return i.bounded ? fmt::format("{} … {} %", fixed(100 * i.low, 1), fixed(100 * i.high, 1))
                     : "not bounded";
}

std::string csv(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

std::string hours(double value) {
    return std::isnan(value) ? "–" : fixed(value, 2);
}

}  // namespace hanhlang
