// Civil time at the border (UTC+7, no daylight saving) in whole milliseconds.
// Rule: time is an integer; nothing in the simulator adds up seconds in floating point.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hanhlang {

using Duration = std::chrono::milliseconds;
using Time = std::chrono::local_time<Duration>;
using namespace std::chrono_literals;

inline constexpr Duration one_day = std::chrono::hours{24};
inline constexpr Duration one_week = std::chrono::hours{168};
inline constexpr double century = 3.2e12;  // ms, and a little more: the longest duration there is

/// The nearest whole millisecond; `milliseconds` must be finite and within ±10¹⁵.
/// Longer than any run: what takes more never ends.
inline constexpr double longest_ms = 250 * 365.25 * 86'400'000;

inline Duration to_duration(double milliseconds) {
    const double ms = milliseconds > longest_ms ? longest_ms : milliseconds;
    return Duration{static_cast<std::int64_t>(ms + (ms < 0 ? -0.5 : 0.5))};
}

inline double to_hours(Duration duration) {
    return static_cast<double>(duration.count()) * (1 / 3'600'000.0);
}
inline double to_minutes(Duration duration) {
    return static_cast<double>(duration.count()) / 60'000.0;
}

/// Midnight of a civil date.
Time midnight(int year, unsigned month, unsigned day);

/// "2025-09-01" or "2025-09-01 07:30"; empty when the text is neither or the date does not exist.
std::optional<Time> parse_time(std::string_view text);

/// Time since midnight from "07:30" or "24:00"; empty when the text is not a time of day.
std::optional<Duration> parse_time_of_day(std::string_view text);

/// 0 is Monday.
int weekday(Time time);

/// Time since the last midnight.
inline Duration time_of_day(Time time) {
    return time - std::chrono::floor<std::chrono::days>(time);
}

/// "2025-09-01 07:30:05.250"; seconds and milliseconds only where they are not zero.
std::string to_string(Time time);

/// "2025-09-01 07:30:00.000", always as long: for programs.
std::string timestamp(Time time);

/// "1 h 05 min", "12 min 30 s", "250 ms": for people.
std::string to_string(Duration duration);

}  // namespace hanhlang
