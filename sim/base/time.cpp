#include "hanhlang/base/time.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace hanhlang {
namespace {

/// Reads a number of exactly `width` digits and steps over it.
std::optional<int> digits(std::string_view& text, std::size_t width) {
    int value = 0;
    const std::string_view number = text.substr(0, width);
    if (number.size() < width) return std::nullopt;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc{} || end != number.data() + number.size() || number[0] == '-') return std::nullopt;
    text.remove_prefix(width);
    return value;
}

bool skip(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

Time midnight(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    return local_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

std::optional<Duration> parse_time_of_day(std::string_view text) {
    const auto hour = digits(text, 2);
    if (!hour || !skip(text, ':')) return std::nullopt;
    const auto minute = digits(text, 2);
    if (!minute || !text.empty() || *minute > 59 || *hour * 60 + *minute > 24 * 60) return std::nullopt;
    return std::chrono::minutes{*hour * 60 + *minute};
}

std::optional<Time> parse_time(std::string_view text) {
    const auto year = digits(text, 4);
    if (!year || !skip(text, '-')) return std::nullopt;
    const auto month = digits(text, 2);
    if (!month || !skip(text, '-')) return std::nullopt;
    const auto day = digits(text, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    const Time start = std::chrono::local_days{date};
    if (text.empty()) return start;
    if (!skip(text, ' ') && !skip(text, 'T')) return std::nullopt;
    const auto hours = parse_time_of_day(text);
    if (!hours) return std::nullopt;
    return start + *hours;
}

int weekday(Time time) {
    const std::chrono::weekday day{std::chrono::floor<std::chrono::days>(time)};
    return static_cast<int>(day.iso_encoding()) - 1;
}

std::string to_string(Time time) {
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{days};
    const std::int64_t ms = (time - days).count();
    std::string text = fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", int{date.year()}, unsigned{date.month()},
                                   unsigned{date.day()}, ms / 3'600'000, ms / 60'000 % 60);
    if (ms % 60'000 != 0) text += fmt::format(":{:02}", ms / 1000 % 60);
    if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
    return text;
}

std::string timestamp(Time time) {
    std::string text = to_string(std::chrono::floor<std::chrono::minutes>(time));
    const std::int64_t ms = (time - std::chrono::floor<std::chrono::minutes>(time)).count();
    return text + fmt::format(":{:02}.{:03}", ms / 1000, ms % 1000);
}

std::string to_string(Duration duration) {
    const std::int64_t ms = duration.count();
    if (ms < 0) return "-" + to_string(-duration);
    if (ms < 1000) return fmt::format("{} ms", ms);
    if (ms < 60'000) return fmt::format("{:.3g} s", static_cast<double>(ms) / 1000);
    const std::int64_t minutes = (ms + 30'000) / 60'000;
    if (minutes < 60) return fmt::format("{} min", minutes);
    return fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

}  // namespace hanhlang
