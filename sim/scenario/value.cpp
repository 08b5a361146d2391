#include "hanhlang/scenario/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "hanhlang/scenario/observed.hpp"
#include "number.hpp"
#include "words.hpp"

namespace hanhlang {
namespace {

[[noreturn]] void expected(std::string_view text, std::string_view example) {
    throw std::invalid_argument(fmt::format("found '{}', expected {}", text, example));
}

constexpr std::array<Unit, 2> length_units{{{"km", 1}, {"m", 1e-3}}};
constexpr std::array<Unit, 1> speed_units{{{"km/h", 1}}};
constexpr std::array<Unit, 2> mass_units{{{"t", 1}, {"kg", 1e-3}}};
constexpr std::array<Unit, 1> share_units{{{"%", 1e-2}}};
constexpr std::array<Unit, 1> per_cent_units{{{"%", 1}}};
constexpr std::array<Unit, 3> area_units{{{"ha", 1}, {"m2", 1e-4}, {"m²", 1e-4}}};
constexpr std::array<Unit, 2> fuel_by_road_units{{{"l/100km", 1e-2}, {"l/km", 1}}};
constexpr std::array<Unit, 1> fuel_by_time_units{{{"l/h", 1}}};
constexpr std::array<Unit, 1> power_units{{{"kW", 1}}};
constexpr std::array<Unit, 1> mass_by_energy_units{{{"kg/kWh", 1}}};
constexpr std::array<Unit, 1> mass_by_fuel_units{{{"kg/l", 1}}};
constexpr std::array<Unit, 1> mass_by_mass_units{{{"kg/t", 1}}};
constexpr std::array<Unit, 5> rate_units{
    {{"minute", 60}, {"hour", 1}, {"day", 1.0 / 24}, {"week", 1.0 / 168}, {"year", 1.0 / 8760}}};

/// A number with one of these units, from 0 to `most`, which is so many of its first unit.
double quantity(std::string_view text, std::span<const Unit> units, std::string_view example,
                double most = 1e6) {
    const auto read = number(text);
    if (!read) expected(text, example);
    const auto factor = factor_of(read->unit, units);
    if (!factor) {
        throw std::invalid_argument(fmt::format("found '{}' with {}, expected {}", text,
                                                read->unit.empty() ? "no unit" : "another unit", example));
    }
    if (read->value < 0)
        throw std::invalid_argument(fmt::format("found '{}', expected no negative number", text));
    if (read->value * *factor > most * units.front().factor)
        throw std::invalid_argument(
            fmt::format("found '{}', expected at most {:.0f} {}", text, most, units.front().name));
    return read->value * *factor;
}

}  // namespace

std::string_view to_string(Direction direction) {
    return direction == Direction::eastbound ? "eastbound" : "westbound";
}

std::string Grammar<std::string>::parse(std::string_view text) {
    return std::string(text);
}

bool Grammar<bool>::parse(std::string_view text) {
    if (text == "yes" || text == "true") return true;
    if (text == "no" || text == "false") return false;
    expected(text, example);
}

std::int64_t Grammar<std::int64_t>::parse(std::string_view text) {
    const auto read = number(text);
    const bool noun = read && (read->unit.empty() || read->unit == "trucks" || read->unit == "truck" ||
                               read->unit == "people" || read->unit == "slots" || read->unit == "bays");
    if (!noun || read->value < 0 || read->value > 1e9 || read->value != std::floor(read->value))
        expected(text, example);
    return static_cast<std::int64_t>(read->value);
}

double Grammar<double>::parse(std::string_view text) {
    const auto read = number(text);
    if (!read || !read->unit.empty()) expected(text, example);
    return read->value;
}

Duration Grammar<Duration>::parse(std::string_view text) {
    const double ms = quantity(text, duration_units, example, 1e300);
    if (ms > century)
        throw std::invalid_argument(fmt::format("found '{}', expected at most a hundred years", text));
    return to_duration(ms);
}

Length Grammar<Length>::parse(std::string_view text) {
    return {quantity(text, length_units, example, 40'000)};
}
Speed Grammar<Speed>::parse(std::string_view text) {
    const Speed speed{quantity(text, speed_units, example)};
    if (speed.value < 0.1 || speed.value > 1000) {
        throw std::invalid_argument(fmt::format("found '{}', expected a speed from 0.1 to 1000 km/h", text));
    }
    return speed;
}
Mass Grammar<Mass>::parse(std::string_view text) {
    return {quantity(text, mass_units, example)};
}
Factor Grammar<Factor>::parse(std::string_view text) {
    const Factor factor{quantity(text, share_units, example)};
    if (factor.value <= 0)
        throw std::invalid_argument(fmt::format("found '{}', expected a factor above 0 %", text));
    return factor;
}
Share Grammar<Share>::parse(std::string_view text) {
    const Share share{quantity(text, share_units, example)};
    if (share.value > 1) throw std::invalid_argument(fmt::format("found '{}', expected at most 100 %", text));
    return share;
}
Weight Grammar<Weight>::parse(std::string_view text) {
    const auto read = number(text);
    if (!read || read->value < 0 || !(read->unit.empty() || read->unit == "%")) expected(text, example);
    const double weight = read->unit == "%" ? read->value / 100 : read->value;
    if (weight > 0 && (weight < 1e-6 || weight > 1e6)) {
        throw std::invalid_argument(fmt::format("found '{}', expected 0, or from 0.000001 to 1000000", text));
    }
    return {weight};
}

Rate Grammar<Rate>::parse(std::string_view text) {
    const auto read = number(text);
    if (!read) expected(text, example);
    std::string_view unit = read->unit;
    for (const std::string_view noun : {"trucks ", "truck ", "declarations ", "vehicles ", "TEU "}) {
        if (unit.starts_with(noun)) unit.remove_prefix(noun.size());
    }
    if (!unit.starts_with("per ")) expected(text, example);
    const auto factor = factor_of(trim(unit.substr(4)), rate_units);
    if (!factor) expected(text, example);
    if (read->value < 0)
        throw std::invalid_argument(fmt::format("found '{}', expected no negative number", text));
    if (read->value * *factor > 1e6) {
        throw std::invalid_argument(fmt::format("found '{}', expected at most 1000000 per hour", text));
    }
    return {read->value * *factor};
}

MassRate Grammar<MassRate>::parse(std::string_view text) {
    const auto read = number(text);
    const auto rate = read ? amount_in(parse_amount(text), "t per hour", {}) : std::nullopt;
    if (!rate || *rate < 0) expected(text, example);
    if (*rate > 1e6)
        throw std::invalid_argument(fmt::format("found '{}', expected at most 1000000 t per hour", text));
    return {*rate};
}

Distribution Grammar<Distribution>::parse(std::string_view text) {
    if (text.find('(') != std::string_view::npos) return parse_law(text);
    return Distribution::constant(static_cast<double>(Grammar<Duration>::parse(text).count()));
}

BatchSize Grammar<BatchSize>::parse(std::string_view text) {
    const std::string_view geometric = "geometric(mean ";
    if (text.starts_with(geometric) && text.ends_with(')')) {
        const std::string_view inside = text.substr(geometric.size(), text.size() - geometric.size() - 1);
        const std::size_t comma = inside.find(',');
        const auto mean = number(inside.substr(0, comma));
        std::string_view rest =
            comma == std::string_view::npos ? "most 1000000" : trim(inside.substr(comma + 1));
        const bool says_most = rest.starts_with("most ");
        if (says_most) rest.remove_prefix(5);
        const auto most = number(rest);
        const bool fits = mean && mean->unit.empty() && mean->value >= 1 && mean->value <= 1000 &&
                          says_most && most && most->unit.empty() && most->value >= 1 &&
                          most->value <= 1'000'000;
        if (!fits) {
            expected(text, "geometric(mean …) with a mean from 1 to 1000, or geometric(mean 6, most 30)");
        }
        return {Distribution::geometric(mean->value - 1), static_cast<std::uint32_t>(most->value)};
    }
    const std::int64_t trucks =
        text.find('(') == std::string_view::npos ? Grammar<std::int64_t>::parse(text) : 0;
    if (trucks < 1 || trucks > 1000) expected(text, "1 to 1000 trucks, or geometric(mean 2.2)");
    return {Distribution::constant(static_cast<double>(trucks - 1))};
}

MassLaw Grammar<MassLaw>::parse(std::string_view text) {
    const std::size_t close = text.rfind(')');
    if (close == std::string_view::npos) return {Distribution::constant(Grammar<Mass>::parse(text).value)};
    return {parse_law(text, {mass_units, "a mass such as 3 t", "masses", 1e6})};
}

FactorLaw Grammar<FactorLaw>::parse(std::string_view text) {
    const std::size_t close = text.rfind(')');
    if (close == std::string_view::npos)
        return {Distribution::constant(100 * Grammar<Factor>::parse(text).value)};
    return {parse_law(text, {per_cent_units, "a factor such as 110 %", "factors", 1e6})};
}

GrowthRate Grammar<GrowthRate>::parse(std::string_view text) {
    const auto read = number(text);
    if (!read || read->unit != "% per year") expected(text, example);
    if (read->value <= -100 || read->value > 1000)
        throw std::invalid_argument(
            fmt::format("found '{}', expected more than -100 and at most 1000 % per year", text));
    return {read->value / 100};
}

Area Grammar<Area>::parse(std::string_view text) {
    return {quantity(text, area_units, example)};
}
FuelByRoad Grammar<FuelByRoad>::parse(std::string_view text) {
    return {quantity(text, fuel_by_road_units, example, 1000)};
}
FuelByTime Grammar<FuelByTime>::parse(std::string_view text) {
    return {quantity(text, fuel_by_time_units, example, 1000)};
}
Power Grammar<Power>::parse(std::string_view text) {
    return {quantity(text, power_units, example)};
}
MassByEnergy Grammar<MassByEnergy>::parse(std::string_view text) {
    return {quantity(text, mass_by_energy_units, example, 1000)};
}
MassByFuel Grammar<MassByFuel>::parse(std::string_view text) {
    return {quantity(text, mass_by_fuel_units, example, 1000)};
}
MassByMass Grammar<MassByMass>::parse(std::string_view text) {
    return {quantity(text, mass_by_mass_units, example)};
}

Calendar Grammar<Calendar>::parse(std::string_view text) {
    return Calendar::parse(text);
}

Time Grammar<Time>::parse(std::string_view text) {
    const auto time = parse_time(text);
    if (!time) expected(text, example);
    return *time;
}

std::optional<double> parse_hours(std::string_view text) {
    const auto read = number(text);
    if (!read) return std::nullopt;
    const auto factor = factor_of(read->unit, duration_units);
    return factor ? std::optional(read->value * *factor / 3.6e6) : std::nullopt;
}

double parse_plain(std::string_view text) {
    const auto read = number(text);
    if (!read || !(read->unit.empty() || read->unit == "%"))
        expected(text, "a duration, a share or a number, such as 40 min, 12 % or 3.2");
    return read->unit == "%" ? read->value / 100 : read->value;
}

Duration parse_clock(std::string_view text) {
    const auto time = parse_time_of_day(text);
    if (!time || *time >= one_day) expected(text, "a time of day such as 06:30");
    return *time;
}

std::array<int, 2> parse_hour_range(std::string_view text) {
    const std::size_t dash = text.find('-');
    const auto first = number(text.substr(0, dash));
    const auto last = dash == std::string_view::npos
                          ? (first ? std::optional(Number{first->value + 1, {}}) : first)
                          : number(text.substr(dash + 1));
    const auto whole = [](const std::optional<Number>& n) {
        return n && n->unit.empty() && n->value == std::floor(n->value) && n->value >= 0 && n->value <= 24;
    };
    if (!whole(first) || !whole(last) || first->value >= last->value) {
        expected(text, "hours of the day such as 6-18");
    }
    return {static_cast<int>(first->value), static_cast<int>(last->value)};
}

int parse_weekday(std::string_view text) {
    constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto* at = std::find(days.begin(), days.end(), text);
    return at == days.end() ? -1 : static_cast<int>(at - days.begin());
}

}  // namespace hanhlang
