// Amounts in the units of metrics: "1.18 Mt per year" of a metric in "t per day".
// Rule: a unit is a base and, after "per", a time; the base must be of the metric's kind, any time will do.
#include <fmt/format.h>

#include <stdexcept>

#include "hanhlang/scenario/observed.hpp"
#include "number.hpp"

namespace hanhlang {
namespace {

constexpr std::array<Unit, 2> lengths{{{"km", 1}, {"m", 1e-3}}};
constexpr std::array<Unit, 1> speeds{{{"km/h", 1}}};
constexpr std::array<Unit, 4> masses{{{"t", 1}, {"kg", 1e-3}, {"kt", 1e3}, {"Mt", 1e6}}};
constexpr std::array<Unit, 3> moneys{{{"USD", 1}, {"kUSD", 1e3}, {"MUSD", 1e6}}};
constexpr std::array<Unit, 1> shares{{{"%", 1e-2}}};
constexpr double ms_per_hour = 3.6e6;

/// A unit in two: "t per day" is "t" and "day"; "per day" is "" and "day".
struct Split {
    std::string_view base;
    std::optional<std::string_view> time;
};
Split split(std::string_view unit) {
    if (unit.starts_with("per ")) return {"", trim(unit.substr(4))};
    const std::size_t per = unit.find(" per ");
    if (per == std::string_view::npos) return {unit, std::nullopt};
    return {trim(unit.substr(0, per)), trim(unit.substr(per + 5))};
}

bool is_counted(std::string_view base) {
    return base != "h" && base != "km" && base != "km/h" && base != "t" && base != "USD" && !base.empty();
}

/// One of `base` in the metric's base unit.
std::optional<double> base_in(std::string_view base, std::string_view metric,
                              const std::optional<Length>& spacing) {
    if (metric == "h") {
        const auto ms = factor_of(base, duration_units);
        return ms ? std::optional(*ms / ms_per_hour) : std::nullopt;
    }
    if (metric == "km") return factor_of(base, lengths);
    if (metric == "km/h") return factor_of(base, speeds);
    if (metric == "t") return factor_of(base, masses);
    if (metric == "USD") return factor_of(base, moneys);
    if (metric.empty()) return factor_of(base, shares);
    // A count: "trucks", "truck" or nothing at all.
    const bool same = base.empty() || base == metric ||
                      (metric.back() == 's' && base == metric.substr(0, metric.size() - 1));
    if (same) return 1.0;
    const auto km = metric == "trucks" ? factor_of(base, lengths) : std::nullopt;
    return km && spacing && spacing->value > 0 ? std::optional(*km / spacing->value) : std::nullopt;
}

}  // namespace

Amount parse_amount(std::string_view text) {
    const auto read = number(text);
    if (!read)
        throw std::invalid_argument(
            fmt::format("found '{}', expected a number and its unit, such as 630 per day", text));
    return {read->value, std::string(read->unit), {}, {}, {}};
}

std::optional<double> amount_in(const Amount& amount, std::string_view unit,
                                const std::optional<Length>& spacing) {
    const Split mine = split(amount.unit);
    const Split metric = split(unit);
    if (mine.time.has_value() != metric.time.has_value()) return std::nullopt;
    const auto base = base_in(mine.base, metric.base, spacing);
    if (!base) return std::nullopt;
    if (!mine.time) return amount.number * *base;
    if (*mine.time == *metric.time) return amount.number * *base;  // also "per tkm", which is no time
    const auto my_time = factor_of(*mine.time, duration_units);
    const auto its_time = factor_of(*metric.time, duration_units);
    if (!my_time || !its_time) return std::nullopt;
    return amount.number * *base * (*its_time / *my_time);
}

std::string amount_example(std::string_view unit) {
    const auto [base, time] = split(unit);
    if (time && !factor_of(*time, duration_units)) return fmt::format("an amount such as 12 {}", unit);
    if (base == "t") return time ? "a mass and a time such as 12 kt per day" : "a mass such as 12 kt";
    if (is_counted(base) && time) return fmt::format("a rate such as 630 {} per day", base);
    if (base == "trucks") return "a number such as 12 trucks, or with 'spacing' a length such as 2 km";
    if (is_counted(base)) return fmt::format("a number such as 12 {}", base);
    if (base == "h") return "a duration such as 6 h";
    if (base == "km") return "a length such as 82 km";
    if (base == "km/h") return "a speed such as 45 km/h";
    if (base == "USD") return "an amount such as 120 USD";
    return "a share such as 12 %";
}

}  // namespace hanhlang
