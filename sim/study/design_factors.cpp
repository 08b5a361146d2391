// What is varied: factors, the futures a design must hold under, and constraints between factors.
#include "design_file.hpp"

#include <cmath>
#include <map>

#include "hanhlang/scenario/load.hpp"
#include "hanhlang/scenario/observed.hpp"

namespace hanhlang {
namespace {

constexpr std::size_t most_levels = 10'000;

class FactorReader : NodeReader {
 public:
    FactorReader(const Node& root, const Study& study, Design& design, std::vector<Problem>& found)
        : NodeReader(found), root_(root), study_(study), design_(design) {
        for (const Study::Arm& arm : study.arms) trees_.push_back(load_tree(arm.recipe));
    }

    void read() {
        factors();
        futures();
        constraints();
    }

 private:
    /// Paths that a path stands for, in the first arm that has it: as it is written, or with `*` for every
    /// entry.
    std::vector<std::string> paths_of(const Node& node, const std::string& at, const std::string& example) {
        std::vector<std::string> all;
        for (std::size_t arm = 0; arm < trees_.size() && all.empty(); ++arm) {
            auto found = values_at(trees_[arm], node.text);
            if (found.empty()) found = values_at(trees_[arm], node.text + ".*");  // each entry of a map
            for (const auto& [name, value] : found) all.push_back(name);
            arm_of_[node.text] = arm;
        }
        if (!all.empty()) return all;
        try {  // what no file says may still be set, such as runs.traffic
            load(study_.arms.front().recipe, {node.text + "=" + example});
            arm_of_[node.text] = 0;
            return {node.text};
        } catch (const InputError& error) {
            complain(node, at,
                     fmt::format("found '{}', which leads to no value of the scenario ({})", node.text,
                                 error.problems().front().text));
            return {};
        }
    }

    void factors() {
        const Node* node = root_.find("vary");
        if (!node) return;
        if (node->kind == Node::Kind::scalar && node->text == "uncertain") return uncertain(*node);
        if (!is_map(*node, "vary", "{officers: {path: staff.customs_vn.people, values: [4, 6, 8]}}")) return;
        for (const auto& [key, value] : node->members) {
            if (key.text == "uncertain" && value.kind == Node::Kind::scalar) {
                uncertain(value);
            } else {
                factor(key, value);
            }
        }
    }

    void uncertain(const Node& node) {
        std::vector<std::string> seen;
        for (const Study::Arm& arm : study_.arms) {
            for (const Uncertain& input : arm.scenario.uncertain) {
                if (std::find(seen.begin(), seen.end(), input.name) != seen.end()) continue;
                seen.push_back(input.name);
                DesignFactor factor;
                factor.name = input.name;
                factor.mark = input.mark;
                design_.factors.push_back(std::move(factor));
            }
        }
        if (seen.empty())
            complain(node, "vary", "has nothing to vary: no arm says of an input that it is 'uncertain'");
    }

    void factor(const Node& key, const Node& node) {
        const std::string at = "vary." + key.text;
        if (!is_map(node, at, "{path: staff.customs_vn.people, from: 4, to: 8, step: 1}")) return;
        refuse_unknown(node, at, {"path", "values", "from", "to", "step"});
        const std::size_t before = problems.size();
        DesignFactor f;
        f.name = key.text;
        f.mark = key.mark();
        const Node* values = node.find("values");
        const Node* from = node.find("from");
        const Node* to = node.find("to");
        if (values ? from || to || values->kind != Node::Kind::list || values->items.size() < 2
                   : !from || !to)
            return complain(node, at, "expected values: [4, 6, 8], or from, to and perhaps step");
        for_each_text(values, at + ".values", [&](const Node& item) { f.levels.push_back(item.text); });
        if (!values) range(node, at, f);
        if (problems.size() > before) return;
        const Node* path = node.find("path");
        if (!path) return complain(node, at + ".path", "is missing, such as staff.customs_vn.people");
        const std::string example = f.value(0);
        std::size_t arm = 0;
        for_each_text(path, at + ".path", [&](const Node& item) {
            for (std::string& one : paths_of(item, at + ".path", example)) f.paths.push_back(std::move(one));
            arm = arm_of_[item.text];
        });
        if (f.paths.empty()) return;
        for (const double end : {0.0, 1.0}) {  // both ends are such as the scenario allows
            try {
                load(study_.arms[arm].recipe, settings_of(f, f.value(end)));
            } catch (const InputError& error) {
                complain(node, at,
                         fmt::format("{} = {}: {}", f.name, f.value(end), error.problems().front().text));
            }
        }
        design_.factors.push_back(std::move(f));
    }

    static std::vector<std::string> settings_of(const DesignFactor& factor, const std::string& value) {
        std::vector<std::string> all;
        for (const std::string& path : factor.paths) all.push_back(fmt::format("{}={}", path, value));
        return all;
    }

    void range(const Node& node, const std::string& at, DesignFactor& f) {
        try {
            const Amount from = parse_amount(node.find("from")->text);
            const Amount to = parse_amount(node.find("to")->text);
            f.low = from.number;
            f.high = to.number;
            f.unit = from.unit;
            f.whole = node.find("from")->text.find_first_not_of("0123456789") == std::string::npos;
            if (from.unit != to.unit || !(f.low < f.high))
                return complain(node, at, "expected 'from' below 'to', both in one unit");
            const Node* step = node.find("step");
            if (!step) return;
            const Amount by = parse_amount(step->text);
            const double count = (f.high - f.low) / by.number;
            if (by.unit != from.unit || !(by.number > 0) || count > most_levels)
                return complain(
                    *step, at + ".step",
                    fmt::format("expected above 0, in the same unit, and at most {} steps", most_levels));
            const auto steps = static_cast<std::size_t>(std::floor(count + 1e-9));
            for (std::size_t i = 0; i <= steps; ++i) {
                const double value = f.low + static_cast<double>(i) * by.number;
                f.levels.push_back(f.unit.empty() ? fmt::format("{:.10g}", value)
                                                  : fmt::format("{:.10g} {}", value, f.unit));
            }
        } catch (const std::invalid_argument& error) {
            complain(node, at, error.what());
        }
    }

    /// Every combination of what `against` lists.
    void futures() {
        design_.futures = {{"", {}}};
        const Node* node = root_.find("against");
        if (!node || !is_map(*node, "against", "{runs.traffic: [100 %, 150 %]}")) return;
        for (const auto& [key, values] : node->members) {
            const std::string at = "against." + key.text;
            std::vector<Future> all;
            bool is_first = true;
            std::vector<std::string> paths;
            for_each_text(&values, at, [&](const Node& item) {
                if (is_first) paths = paths_of(key, at, item.text);
                is_first = false;
                for (const Future& before : design_.futures) {
                    Future& one = all.emplace_back(before);
                    const std::string last = key.text.substr(key.text.rfind('.') + 1);
                    one.name += fmt::format("{}{} {}", one.name.empty() ? "" : ", ", last, item.text);
                    for (const std::string& path : paths) one.settings.push_back(path + "=" + item.text);
                }
            });
            if (!all.empty()) design_.futures = std::move(all);
        }
        for (const Future& future : design_.futures) {
            try {
                load(study_.arms.front().recipe, future.settings);
            } catch (const InputError& error) {
                complain(*node, "against", fmt::format("{}: {}", future.name, error.problems().front().text));
                return;
            }
        }
    }

    void constraints() {
        for_each_text(root_.find("require"), "require", [&](const Node& item) {
            Constraint one;
            one.text = item.text;
            const std::size_t at = item.text.find('=');
            const bool is_most = at != std::string::npos && at > 0 && item.text[at - 1] == '<';
            const bool is_least = at != std::string::npos && at > 0 && item.text[at - 1] == '>';
            if (!is_most && !is_least)
                return complain(item, "require",
                                "expected such as 'slots <= 100 * stackers' or 'lanes >= 2'");
            auto left = side(item, item.text.substr(0, at - 1));
            auto right = side(item, item.text.substr(at + 1));
            if (!left || !right) return;
            one.left = is_most ? *left : *right;
            one.right = is_most ? *right : *left;
            design_.constraints.push_back(std::move(one));
        });
    }

    std::optional<Constraint::Side> side(const Node& item, std::string text) {
        const auto trimmed = [](std::string word) {
            word.erase(0, word.find_first_not_of(' '));
            word.erase(word.find_last_not_of(' ') + 1);
            return word;
        };
        Constraint::Side one;
        if (const std::size_t star = text.find('*'); star != std::string::npos) {
            try {
                one.times = parse_plain(trimmed(text.substr(0, star)));
            } catch (const std::invalid_argument& error) {
                complain(item, "require", error.what());
                return std::nullopt;
            }
            text = text.substr(star + 1);
        }
        text = trimmed(text);
        std::vector<std::string> names;
        for (const DesignFactor& factor : design_.factors) names.push_back(factor.name);
        if (std::find(names.begin(), names.end(), text) != names.end()) {
            one.factor = text;
            return one;
        }
        try {
            one.times *= parse_amount(text).number;
            return one;
        } catch (const std::invalid_argument&) {
            complain(item, "require",
                     fmt::format("found '{}', which is no factor{}", text, did_you_mean(text, names)));
            return std::nullopt;
        }
    }

    const Node& root_;
    const Study& study_;
    Design& design_;
    std::vector<Node> trees_;                    // of the arms
    std::map<std::string, std::size_t> arm_of_;  // the first that has a path
};

}  // namespace

void read_factors(const Node& root, const Study& study, Design& design, std::vector<Problem>& problems) {
    FactorReader{root, study, design, problems}.read();
}

}  // namespace hanhlang
