// Draws of what is not known, as settings that are laid upon a scenario.
// Rule: a draw belongs to the name of the input, so that every arm that has it meets the same.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "check.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/scenario/value.hpp"
#include "number.hpp"

namespace hanhlang {
namespace {

using Keys = std::vector<std::string>;

std::string path_of(const Keys& keys) {
    std::string path;
    for (const std::string& key : keys) {
        const bool plain = key.find_first_of(" .") == std::string::npos;
        path += (path.empty() ? "" : ".") + (plain ? key : fmt::format("\"{}\"", key));
    }
    return path;
}

/// Every scalar that a path with `*` stands for.
void find(const Node& node, const Keys& keys, std::size_t at, Keys& way,
          std::vector<std::pair<std::string, const Node*>>& found) {
    if (at == keys.size()) {
        if (node.kind == Node::Kind::scalar && !node.is_none()) found.emplace_back(path_of(way), &node);
        return;
    }
    for (const auto& [key, value] : node.members) {
        if (keys[at] != "*" && keys[at] != key.text) continue;
        way.push_back(key.text);
        find(value, keys, at + 1, way, found);
        way.pop_back();
    }
}
std::vector<std::pair<std::string, const Node*>> find(const Node& root, const std::string& path) {
    std::vector<std::pair<std::string, const Node*>> found;
    Keys way;
    find(root, split_path(path), 0, way, found);
    return found;
}

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
            const std::string_view space = digits.substr(digits.find_last_not_of(' ') + 1);
            const bool relative =
                word == "cv" || word == "shape" || word == "phases" || word == "scv" || word == "most";
            result += fmt::format("{:.10g}{}", relative ? read->value : read->value * factor, space);
            i += length;
        } else {
            result += text[i++];
        }
    }
    return result;
}

}  // namespace

void check_uncertain(const Node& root, const Scenario& s, std::vector<Problem>& problems) {
    for (const Uncertain& one : s.uncertain) {
        for (const std::string& path : one.paths) {
            const auto found = find(root, path);
            const std::string at = "uncertain." + one.name + ".paths";
            if (found.empty())
                problems.push_back({one.mark, at, fmt::format("found '{}', which leads to no value", path)});
            for (const auto& [name, node] : found) {
                const bool has_number = std::any_of(node->text.begin(), node->text.end(), [](char c) {
                    return std::isdigit(static_cast<unsigned char>(c)) != 0;
                });
                if (one.factor && !has_number)
                    problems.push_back(
                        {one.mark, at,
                         fmt::format("found '{}' at {}, which is no number", node->text, name)});
            }
        }
    }
}

std::vector<std::string> draw_uncertain(const Node& root, const Scenario& s, std::uint64_t seed,
                                        std::uint32_t number) {
    std::vector<std::string> settings;
    for (const Uncertain& one : s.uncertain) {
        const Purpose purpose{seed, "uncertain " + one.name};
        const double u = uniform(purpose, Subject{0, number, 0});
        for (const std::string& path : one.paths) {
            for (const auto& [name, node] : find(root, path)) {
                std::string value;
                if (one.factor) {
                    value = times(node->text, one.factor->per_cent.quantile(u) / 100);
                } else if (!one.values.empty()) {
                    const auto which = static_cast<std::size_t>(u * static_cast<double>(one.values.size()));
                    value = one.values[std::min(which, one.values.size() - 1)];
                }
                if (!value.empty()) settings.push_back(fmt::format("{}=\"{}\"", name, value));
            }
        }
    }
    return settings;
}

}  // namespace hanhlang
