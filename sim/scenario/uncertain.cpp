// Draws of what is not known, as settings that are laid upon a scenario.
// Rule: a draw belongs to the name of the input, so that every arm that has it meets the same.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "check.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/scenario/value.hpp"
#include "number.hpp"
#include "reader.hpp"

namespace hanhlang {
namespace {

/// A number, or a law, whose numbers are multiplied: all but those that are relative already.
std::string times(std::string_view text, double factor) {
    const bool whole = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (whole) {  // officers, slots: whole ones, and one at least
        const double exact = number(text)->value * factor;
        return fmt::format("{}", std::max<std::int64_t>(1, to_duration(exact).count()));
    }
    std::string result;
    std::string word;  // before a number
    for (std::size_t i = 0; i < text.size();) {
        const auto is_digit = [&](std::size_t at) {
            return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
        };
        if (std::isalpha(static_cast<unsigned char>(text[i])) != 0) {
            word.clear();
            while (i < text.size() &&
                   (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_'))
                word += text[i++];
            result += word;
        } else if (is_digit(i) || (text[i] == '.' && is_digit(i + 1))) {
            const auto read = number(text.substr(i));
            const std::size_t length =
                static_cast<std::size_t>(read->unit.empty() ? text.data() + text.size() - (text.data() + i)
                                                            : read->unit.data() - (text.data() + i));
            std::string_view digits = text.substr(i, length);
            const bool unit = !result.empty() && result.back() == '/';  // as in l/100km
            const std::string_view space = digits.substr(digits.find_last_not_of(' ') + 1);
            const bool relative =
                word == "cv" || word == "shape" || word == "phases" || word == "scv" || word == "most";
            result += fmt::format("{:.10g}{}", relative || unit ? read->value : read->value * factor, space);
            i += length;
        } else {
            result += text[i++];
        }
    }
    return result;
}

/// What is laid upon the scenario: a setting of each value, and whose it is.
struct Drawn {
    std::string path;
    std::string value;
    const Uncertain* of;
};

/// `u` is of each input, in (0, 1).
template <typename U>
std::vector<Drawn> draw(const Node& root, const Scenario& s, const U& u) {
    std::vector<Drawn> all;
    for (const Uncertain& one : s.uncertain) {
        const double at = u(one);
        for (const std::string& path : one.paths) {
            for (const auto& [name, node] : values_at(root, path)) {
                const auto which = static_cast<std::size_t>(at * static_cast<double>(one.values.size()));
                all.push_back({name,
                               one.factor ? times(node->text, one.factor->per_cent.quantile(at) / 100)
                                          : one.values[std::min(which, one.values.size() - 1)],
                               &one});
            }
        }
    }
    return all;
}

std::string setting(const Drawn& drawn) {
    return fmt::format("{}=\"{}\"", drawn.path, drawn.value);
}

/// The scenario with a draw must be one that can be read; each problem is of the input that leads to it.
void check_draw(Node root, const std::vector<Drawn>& drawn, const Uncertain& first,
                std::vector<Problem>& problems) {
    for (const Drawn& one : drawn) overlay(root, parse_setting(setting(one)), "", problems);
    std::vector<Problem> found;
    Scenario scenario;
    Reader reader{root, found};
    reader.read_root(scenario);
    check(scenario, found);
    for (const Problem& problem : found) {
        const auto by = std::find_if(drawn.begin(), drawn.end(), [&](const Drawn& one) {
            return problem.path == one.path || problem.mark.file == "--set " + setting(one);
        });
        const Uncertain& of = by == drawn.end() ? first : *by->of;
        const std::string at = by == drawn.end() ? problem.path : fmt::format("{} = {}", by->path, by->value);
        const std::string path = "uncertain." + of.name;
        const bool is_said = std::any_of(problems.begin(), problems.end(), [&](const Problem& other) {
            return other.path == path && other.mark.line == of.mark.line;
        });
        if (!is_said)
            problems.push_back({of.mark, path, fmt::format("a draw may give {}: {}", at, problem.text)});
    }
}

}  // namespace

void check_uncertain(const Node& root, const Scenario& s, std::vector<Problem>& problems) {
    std::map<std::string, const Uncertain*> taken;
    for (const Uncertain& one : s.uncertain) {
        const std::string at = "uncertain." + one.name + ".paths";
        for (const std::string& path : one.paths) {
            const auto found = values_at(root, path);
            const std::string section = split_path(path).front();
            if (found.empty())
                problems.push_back({one.mark, at, fmt::format("found '{}', which leads to no value", path)});
            if (section == "uncertain" || section == "observed" || section == "expected")
                problems.push_back({one.mark, at, fmt::format("found '{}', which changes no run", path)});
            for (const auto& [name, node] : found) {
                const bool has_number = std::any_of(node->text.begin(), node->text.end(), [](char c) {
                    return std::isdigit(static_cast<unsigned char>(c)) != 0;
                });
                if (one.factor && !has_number)
                    problems.push_back(
                        {one.mark, at,
                         fmt::format("found '{}' at {}, which is no number", node->text, name)});
                if (const auto [other, is_first] = taken.emplace(name, &one); !is_first)
                    problems.push_back(
                        {one.mark, at,
                         fmt::format("{} is uncertain in '{}' already", name, other->second->name)});
            }
        }
    }
    if (s.uncertain.empty() || !problems.empty()) return;
    // The ends of each range, but for what one draw in a million is beyond, and each of the values.
    std::size_t most = 2;
    for (const Uncertain& one : s.uncertain) most = std::max(most, one.values.size());
    for (std::size_t i = 0; i < most; ++i) {
        const auto drawn = draw(root, s, [&](const Uncertain& one) {
            const auto count = static_cast<double>(one.values.size());
            if (one.factor) return i % 2 == 0 ? 1e-6 : 1 - 1e-6;
            return (static_cast<double>(i % one.values.size()) + 0.5) / count;
        });
        check_draw(root, drawn, s.uncertain.front(), problems);
    }
}

std::vector<std::string> uncertain_at(const Node& root, const Scenario& s,
                                      const std::map<std::string, double>& points) {
    Scenario asked;
    for (const Uncertain& one : s.uncertain) {
        if (points.count(one.name) > 0) asked.uncertain.push_back(one);
    }
    std::vector<std::string> settings;
    for (const Drawn& one : draw(root, asked, [&](const Uncertain& of) { return points.at(of.name); }))
        settings.push_back(setting(one));
    settings.emplace_back("uncertain=none");
    return settings;
}

double uncertain_point(const std::string& input, std::uint64_t seed, std::uint32_t number) {
    return uniform(Purpose{seed, "uncertain " + input}, Subject{0, number, 0});
}

std::vector<std::string> draw_uncertain(const Node& root, const Scenario& s, std::uint64_t seed,
                                        std::uint32_t number) {
    std::vector<std::string> settings;
    for (const Drawn& one :
         draw(root, s, [&](const Uncertain& of) { return uncertain_point(of.name, seed, number); }))
        settings.push_back(setting(one));
    settings.emplace_back("uncertain=none");  // it is drawn: nothing is left to draw from
    return settings;
}

}  // namespace hanhlang
