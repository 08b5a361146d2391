// A number and what follows it: the part of the grammar that every value shares.
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/time.hpp"

namespace hanhlang {

inline std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

struct Number {
    double value;
    std::string_view unit;  // what follows the digits
};

/// A finite decimal number and the rest of the text.
inline std::optional<Number> number(std::string_view text) {
    text = trim(text);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
    return Number{value, trim(text.substr(static_cast<std::size_t>(end - text.data())))};
}

struct Unit {
    std::string_view name;
    double factor;
};

inline constexpr std::array<Unit, 15> duration_units{{{"ms", 1},
                                                      {"s", 1e3},
                                                      {"min", 6e4},
                                                      {"minute", 6e4},
                                                      {"minutes", 6e4},
                                                      {"h", 3.6e6},
                                                      {"hour", 3.6e6},
                                                      {"hours", 3.6e6},
                                                      {"d", 8.64e7},
                                                      {"day", 8.64e7},
                                                      {"days", 8.64e7},
                                                      {"week", 6.048e8},
                                                      {"weeks", 6.048e8},
                                                      {"year", 3.1536e10},
                                                      {"years", 3.1536e10}}};
inline std::optional<double> factor_of(std::string_view name, std::span<const Unit> units) {
    for (const Unit& unit : units) {
        if (unit.name == name) return unit.factor;
    }
    return std::nullopt;
}

/// What a law is a law of.
struct LawOf {
    std::span<const Unit> units;
    std::string_view example;  // of one value
    std::string_view what;
    double most;  // that its mean may be, in units of factor 1
};
inline constexpr LawOf of_durations{duration_units, "a duration such as 6 min", "durations", century};

/// A law such as "triangular(8, 12, 30) min", in units of factor 1 (ms for durations); throws
/// std::invalid_argument.
Distribution parse_law(std::string_view text, const LawOf& of = of_durations);

}  // namespace hanhlang
