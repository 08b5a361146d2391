#include "hanhlang/scenario/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <stdexcept>

namespace hanhlang {
namespace {

[[noreturn]] void expected(std::string_view text, std::string_view example) {
    throw std::invalid_argument(fmt::format("found '{}', expected {}", text, example));
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

struct Number {
    double value;
    std::string_view unit;  // what follows the digits
};

/// A finite decimal number and the rest of the text.
std::optional<Number> number(std::string_view text) {
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

constexpr std::array<Unit, 15> duration_units{{{"ms", 1},
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
constexpr std::array<Unit, 2> length_units{{{"km", 1}, {"m", 1e-3}}};
constexpr std::array<Unit, 1> speed_units{{{"km/h", 1}}};
constexpr std::array<Unit, 2> mass_units{{{"t", 1}, {"kg", 1e-3}}};
constexpr std::array<Unit, 1> share_units{{{"%", 1e-2}}};
constexpr std::array<Unit, 5> rate_units{
    {{"minute", 60}, {"hour", 1}, {"day", 1.0 / 24}, {"week", 1.0 / 168}, {"year", 1.0 / 8760}}};

std::optional<double> factor_of(std::string_view name, std::span<const Unit> units) {
    for (const Unit& unit : units) {
        if (unit.name == name) return unit.factor;
    }
    return std::nullopt;
}

/// A number with one of these units, not negative.
double quantity(std::string_view text, std::span<const Unit> units, std::string_view example) {
    const auto read = number(text);
    if (!read) expected(text, example);
    const auto factor = factor_of(read->unit, units);
    if (!factor) {
        throw std::invalid_argument(fmt::format("found '{}' with {}, expected {}", text,
                                                read->unit.empty() ? "no unit" : "another unit", example));
    }
    if (read->value < 0)
        throw std::invalid_argument(fmt::format("found '{}', expected no negative number", text));
    return read->value * *factor;
}

template <class T>
T word(std::string_view text, std::span<const std::pair<std::string_view, T>> known,
       std::string_view example) {
    std::vector<std::string> names;
    for (const auto& [name, value] : known) {
        if (name == text) return value;
        names.emplace_back(name);
    }
    throw std::invalid_argument(
        fmt::format("found '{}', expected {}{}", text, example, did_you_mean(text, names)));
}

template <class T, std::size_t n>
using Words = std::array<std::pair<std::string_view, T>, n>;

constexpr Words<Direction, 2> direction_words{
    {{"eastbound", Direction::eastbound}, {"westbound", Direction::westbound}}};
constexpr Words<Staff::Closing, 3> closing_words{{{"finish", Staff::Closing::finish},
                                                  {"suspend", Staff::Closing::suspend},
                                                  {"hand over", Staff::Closing::hand_over}}};
constexpr Words<Yard::WhenFull, 2> full_words{
    {{"queue", Yard::WhenFull::queue}, {"turn away", Yard::WhenFull::turn_away}}};
constexpr Words<Place::Kind, 5> kind_words{{{"city", Place::Kind::city},
                                            {"gate", Place::Kind::gate},
                                            {"icd", Place::Kind::icd},
                                            {"port", Place::Kind::port},
                                            {"zone", Place::Kind::zone}}};
constexpr Words<Source::Known, 4> known_words{{{"sourced", Source::Known::sourced},
                                               {"derived", Source::Known::derived},
                                               {"general-knowledge", Source::Known::general_knowledge},
                                               {"assumed", Source::Known::assumed}}};

template <class List>
std::vector<std::string> names_of(const List& list) {
    std::vector<std::string> names;
    for (const auto& [name, value] : list) names.emplace_back(name);
    return names;
}

// ---- laws of chance: name(arguments) unit ----

struct Argument {
    std::string_view name;
    double value;
    std::string_view unit;
    bool read = false;
};

/// The arguments of a law; every one must be used once, by name or in order.
class Arguments {
 public:
    Arguments(std::string_view law, std::string_view inside, double common_unit, bool has_common)
        : law_(law), common_(common_unit), has_common_(has_common) {
        while (!inside.empty()) {
            const std::size_t end = std::min(inside.find(','), inside.size());
            std::string_view part = trim(inside.substr(0, end));
            inside.remove_prefix(std::min(end + 1, inside.size()));
            const std::size_t digit = part.find_first_of("0123456789.-+");
            const auto value = number(digit == std::string_view::npos ? part : part.substr(digit));
            if (!value)
                throw std::invalid_argument(fmt::format("found '{}' in {}(…), expected a number", part, law));
            list_.push_back({trim(part.substr(0, digit)), value->value, value->unit});
        }
    }

    std::size_t size() const { return list_.size(); }
    bool has(std::string_view name) const { return index_of(name) < list_.size(); }

    /// A duration in ms: named, or else the one at `position`.
    double duration(std::string_view name, std::size_t position) {
        Argument& argument = take(name, position);
        if (argument.unit.empty()) {
            if (!has_common_) {
                throw std::invalid_argument(fmt::format(
                    "found no unit for '{}' in {}(…), expected a duration such as 6 min", name, law_));
            }
            return argument.value * common_;
        }
        const auto factor = factor_of(argument.unit, duration_units);
        if (!factor) {
            throw std::invalid_argument(fmt::format(
                "found the unit '{}' in {}(…), expected a duration such as 6 min", argument.unit, law_));
        }
        return argument.value * *factor;
    }
    double plain(std::string_view name, std::size_t position) {
        const Argument& argument = take(name, position);
        if (!argument.unit.empty()) {
            throw std::invalid_argument(
                fmt::format("found a unit for '{}' in {}(…), expected a bare number", name, law_));
        }
        return argument.value;
    }
    std::vector<double> all_durations() {
        std::vector<double> values;
        for (std::size_t i = 0; i < list_.size(); ++i) values.push_back(duration("", i));
        return values;
    }
    void finish() const {
        for (const Argument& argument : list_) {
            if (!argument.read) {
                throw std::invalid_argument(
                    fmt::format("found '{}{}{}' in {}(…), which takes no such argument", argument.name,
                                argument.name.empty() ? "" : " ", argument.value, law_));
            }
        }
    }

 private:
    std::size_t index_of(std::string_view name) const {
        return static_cast<std::size_t>(
            std::find_if(list_.begin(), list_.end(), [&](const Argument& a) { return a.name == name; }) -
            list_.begin());
    }
    Argument& take(std::string_view name, std::size_t position) {
        std::size_t index = name.empty() ? position : index_of(name);
        if (index == list_.size() && position < list_.size() && list_[position].name.empty())
            index = position;
        if (index >= list_.size()) {
            throw std::invalid_argument(fmt::format("found no '{}' in {}(…)", name, law_));
        }
        list_[index].read = true;
        return list_[index];
    }

    std::string_view law_;
    double common_;
    bool has_common_;
    std::vector<Argument> list_;
};

constexpr std::string_view law_names =
    "constant, uniform, exponential, lognormal, normal, gamma, erlang, triangular, pert, weibull, "
    "loglogistic, "
    "hyperexponential or empirical";

Distribution law(std::string_view name, Arguments& a) {
    if (name == "constant") return Distribution::constant(a.duration("value", 0));
    if (name == "uniform") return Distribution::uniform(a.duration("min", 0), a.duration("max", 1));
    if (name == "exponential") return Distribution::exponential(a.duration("mean", 0));
    if (name == "lognormal") {
        // Parameters are those of the variable, never of its logarithm; so they must be named.
        if (a.has("median")) {
            const double median = a.duration("median", 9);
            return Distribution::lognormal_quantiles(median, a.duration("p90", 9));
        }
        const double mean = a.duration("mean", 9);
        return Distribution::lognormal(mean, a.plain("cv", 9));
    }
    if (name == "normal") {
        const double mean = a.duration("mean", 0);
        const double sd = a.duration("sd", 1);
        const double low = a.has("min") ? a.duration("min", 9) : 0.0;
        const double high = a.has("max") ? a.duration("max", 9) : mean + 8 * sd;
        return Distribution::truncated(Distribution::normal(mean, sd), low, high);
    }
    if (name == "gamma") {
        const double mean = a.duration("mean", 9);
        return Distribution::gamma(mean, a.plain("cv", 9));
    }
    if (name == "erlang") {
        const double phases = a.plain("phases", 9);
        if (phases < 1 || phases != std::floor(phases) || phases > 1e6) {
            throw std::invalid_argument("erlang(…) needs a whole number of phases, at least 1");
        }
        return Distribution::erlang(static_cast<int>(phases), a.duration("mean", 9));
    }
    if (name == "triangular" || name == "pert") {
        const double low = a.duration("min", 0);
        const double mode = a.duration("mode", 1);
        const double high = a.duration("max", 2);
        return name == "pert" ? Distribution::pert(low, mode, high)
                              : Distribution::triangular(low, mode, high);
    }
    if (name == "weibull") {
        const double shape = a.plain("shape", 9);
        return Distribution::weibull(shape, a.duration("scale", 9));
    }
    if (name == "loglogistic") {
        const double shape = a.plain("shape", 9);
        return Distribution::loglogistic(shape, a.duration("scale", 9));
    }
    if (name == "hyperexponential") {
        const double mean = a.duration("mean", 9);
        return Distribution::hyperexponential(mean, a.plain("scv", 9));
    }
    if (name == "empirical") {
        std::vector<double> values = a.all_durations();
        std::sort(values.begin(), values.end());
        return Distribution::empirical(std::move(values));
    }
    throw std::invalid_argument(fmt::format("found the law '{}', expected {}", name, law_names));
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
    const double ms = quantity(text, duration_units, example);
    if (ms > 3.2e12)
        throw std::invalid_argument(fmt::format("found '{}', expected at most a hundred years", text));
    return to_duration(ms);
}

Length Grammar<Length>::parse(std::string_view text) {
    return {quantity(text, length_units, example)};
}
Speed Grammar<Speed>::parse(std::string_view text) {
    const Speed speed{quantity(text, speed_units, example)};
    if (speed.value <= 0)
        throw std::invalid_argument(fmt::format("found '{}', expected a speed above 0", text));
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
    return {read->unit == "%" ? read->value / 100 : read->value};
}

Rate Grammar<Rate>::parse(std::string_view text) {
    const auto read = number(text);
    if (!read) expected(text, example);
    std::string_view unit = read->unit;
    for (const std::string_view noun : {"trucks ", "truck "}) {
        if (unit.starts_with(noun)) unit.remove_prefix(noun.size());
    }
    if (!unit.starts_with("per ")) expected(text, example);
    const auto factor = factor_of(trim(unit.substr(4)), rate_units);
    if (!factor) expected(text, example);
    if (read->value < 0)
        throw std::invalid_argument(fmt::format("found '{}', expected no negative number", text));
    return {read->value * *factor};
}

Distribution Grammar<Distribution>::parse(std::string_view text) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos) {
        return Distribution::constant(static_cast<double>(Grammar<Duration>::parse(text).count()));
    }
    const std::size_t close = text.rfind(')');
    if (close == std::string_view::npos || close < open) {
        throw std::invalid_argument(fmt::format(
            "found '{}' without its closing bracket; quote a law that holds a comma: \"triangular(8, 12, "
            "30) min\"",
            text));
    }
    const std::string_view name = trim(text.substr(0, open));
    const std::string_view unit = trim(text.substr(close + 1));
    const auto factor = unit.empty() ? std::optional<double>(1.0) : factor_of(unit, duration_units);
    if (!factor)
        throw std::invalid_argument(
            fmt::format("found the unit '{}' after {}(…), expected min or h", unit, name));
    Arguments arguments{name, text.substr(open + 1, close - open - 1), *factor, !unit.empty()};
    Distribution distribution = law(name, arguments);
    arguments.finish();
    if (distribution.minimum() < 0) {
        throw std::invalid_argument(
            fmt::format("found '{}', expected a law of durations that are not negative", text));
    }
    return distribution;
}

Calendar Grammar<Calendar>::parse(std::string_view text) {
    return Calendar::parse(text);
}

Time Grammar<Time>::parse(std::string_view text) {
    const auto time = parse_time(text);
    if (!time) expected(text, example);
    return *time;
}

Direction Grammar<Direction>::parse(std::string_view text) {
    return word<Direction>(text, direction_words, example);
}
Staff::Closing Grammar<Staff::Closing>::parse(std::string_view text) {
    return word<Staff::Closing>(text, closing_words, example);
}
Yard::WhenFull Grammar<Yard::WhenFull>::parse(std::string_view text) {
    return word<Yard::WhenFull>(text, full_words, example);
}
Place::Kind Grammar<Place::Kind>::parse(std::string_view text) {
    return word<Place::Kind>(text, kind_words, example);
}
Source::Known Grammar<Source::Known>::parse(std::string_view text) {
    return word<Source::Known>(text, known_words, example);
}

template <>
std::vector<std::string> words<Direction>() {
    return names_of(direction_words);
}
template <>
std::vector<std::string> words<Staff::Closing>() {
    return names_of(closing_words);
}
template <>
std::vector<std::string> words<Yard::WhenFull>() {
    return names_of(full_words);
}
template <>
std::vector<std::string> words<Place::Kind>() {
    return names_of(kind_words);
}
template <>
std::vector<std::string> words<Source::Known>() {
    return names_of(known_words);
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
