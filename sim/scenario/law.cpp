// Laws of chance as they are written: name(arguments) unit.
// Rule: parameters are those of the variable itself, never of its logarithm, and are named where they could
// be confused.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <stdexcept>

#include "hanhlang/base/time.hpp"
#include "number.hpp"

namespace hanhlang {
namespace {

struct Argument {
    std::string_view name;
    double value;
    std::string_view unit;
    bool read = false;
};

/// The arguments of a law; every one must be used once, by name or in order.
class Arguments {
 public:
    Arguments(std::string_view law, std::string_view inside, const LawOf& of, std::optional<double> common)
        : law_(law), of_(of), common_(common) {
        while (!inside.empty()) {
            const std::size_t end = std::min(inside.find(','), inside.size());
            std::string_view part = trim(inside.substr(0, end));
            inside.remove_prefix(std::min(end + 1, inside.size()));
            const bool named = !part.empty() && std::isalpha(static_cast<unsigned char>(part.front())) != 0;
            const std::size_t name_end = named ? std::min(part.find(' '), part.size()) : 0;
            const auto value = number(part.substr(name_end));
            if (!value)
                throw std::invalid_argument(fmt::format("found '{}' in {}(…), expected a number", part, law));
            list_.push_back({part.substr(0, name_end), value->value, value->unit});
        }
    }

    std::size_t size() const { return list_.size(); }
    bool has(std::string_view name) const { return index_of(name) < list_.size(); }

    /// A value with its unit: named, or else the one at `position`.
    double value(std::string_view name, std::size_t position) {
        Argument& argument = take(name, position);
        if (argument.unit.empty()) {
            if (!common_) {
                throw std::invalid_argument(fmt::format(
                    "found no unit for the argument '{}' of {}(…), expected {}", name, law_, of_.example));
            }
            return argument.value * *common_;
        }
        const auto factor = factor_of(argument.unit, of_.units);
        if (!factor) {
            throw std::invalid_argument(
                fmt::format("found the unit '{}' in {}(…), expected {}", argument.unit, law_, of_.example));
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
    std::vector<double> all_values() {
        std::vector<double> values;
        for (std::size_t i = 0; i < list_.size(); ++i) values.push_back(value("", i));
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
    const LawOf& of_;
    std::optional<double> common_;  // factor of the unit after the bracket
    std::vector<Argument> list_;
};

constexpr std::string_view law_names =
    "constant, uniform, exponential, lognormal, normal, gamma, erlang, triangular, pert, weibull, "
    "loglogistic, "
    "hyperexponential or empirical";

Distribution law(std::string_view name, Arguments& a) {
    if (name == "constant") return Distribution::constant(a.value("value", 0));
    if (name == "uniform") return Distribution::uniform(a.value("min", 0), a.value("max", 1));
    if (name == "exponential") return Distribution::exponential(a.value("mean", 0));
    if (name == "lognormal") {
        // Parameters are those of the variable, never of its logarithm; so they must be named.
        if (a.has("median")) {
            const double median = a.value("median", 9);
            return Distribution::lognormal_quantiles(median, a.value("p90", 9));
        }
        const double mean = a.value("mean", 9);
        return Distribution::lognormal(mean, a.plain("cv", 9));
    }
    if (name == "normal") {
        const double mean = a.value("mean", 0);
        const double sd = a.value("sd", 1);
        const double low = a.has("min") ? a.value("min", 9) : 0.0;
        const double high = a.has("max") ? a.value("max", 9) : mean + 8 * sd;
        return Distribution::truncated(Distribution::normal(mean, sd), low, high);
    }
    if (name == "gamma") {
        const double mean = a.value("mean", 9);
        return Distribution::gamma(mean, a.plain("cv", 9));
    }
    if (name == "erlang") {
        const double phases = a.plain("phases", 9);
        if (phases < 1 || phases != std::floor(phases) || phases > 1e6) {
            throw std::invalid_argument("erlang(…) needs a whole number of phases, at least 1");
        }
        return Distribution::erlang(static_cast<int>(phases), a.value("mean", 9));
    }
    if (name == "triangular" || name == "pert") {
        const double low = a.value("min", 0);
        const double mode = a.value("mode", 1);
        const double high = a.value("max", 2);
        return name == "pert" ? Distribution::pert(low, mode, high)
                              : Distribution::triangular(low, mode, high);
    }
    if (name == "weibull") {
        const double shape = a.plain("shape", 9);
        return Distribution::weibull(shape, a.value("scale", 9));
    }
    if (name == "loglogistic") {
        const double shape = a.plain("shape", 9);
        return Distribution::loglogistic(shape, a.value("scale", 9));
    }
    if (name == "hyperexponential") {
        const double mean = a.value("mean", 9);
        return Distribution::hyperexponential(mean, a.plain("scv", 9));
    }
    if (name == "empirical") {
        std::vector<double> values = a.all_values();
        std::sort(values.begin(), values.end());
        return Distribution::empirical(std::move(values));
    }
    throw std::invalid_argument(fmt::format("found the law '{}', expected {}", name, law_names));
}

}  // namespace

Distribution parse_law(std::string_view text, const LawOf& of) {
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (close == std::string_view::npos || close < open) {
        throw std::invalid_argument(fmt::format(
            "found '{}' without its closing bracket; quote a law that holds a comma: \"triangular(8, 12, "
            "30) min\"",
            text));
    }
    const std::string_view name = trim(text.substr(0, open));
    const std::string_view unit = trim(text.substr(close + 1));
    const auto common = factor_of(unit, of.units);
    if (!unit.empty() && !common)
        throw std::invalid_argument(
            fmt::format("found the unit '{}' after {}(…), expected that of {}", unit, name, of.example));
    Arguments arguments{name, text.substr(open + 1, close - open - 1), of, common};
    Distribution distribution = law(name, arguments);
    arguments.finish();
    if (distribution.minimum() < 0) {
        throw std::invalid_argument(
            fmt::format("found '{}', expected a law of {} that are not negative", text, of.what));
    }
    if (!(distribution.mean() <= of.most)) {
        throw std::invalid_argument(fmt::format("found '{}', expected a mean of at most {}", text,
                                                of.most == century ? "a hundred years" : "1000000"));
    }
    return distribution;
}

}  // namespace hanhlang
