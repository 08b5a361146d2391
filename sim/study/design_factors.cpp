// What is varied: factors, and the futures a design must hold under.
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
        if (values) in_order(*values, at, f);
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
        check_values(node, at, f, study_.arms[arm].recipe);
        for (const DesignFactor& other : design_.factors) {
            for (const std::string& one : f.paths) {
                if (std::find(other.paths.begin(), other.paths.end(), one) != other.paths.end())
                    complain(
                        node, at,
                        fmt::format("sets {} as '{}' does: one of the two would be lost", one, other.name));
            }
        }
        design_.factors.push_back(std::move(f));
    }

    /// More must stand after less: numbers are put in order, words are taken as they come.
    void in_order(const Node& node, const std::string& at, DesignFactor& f) {
        std::vector<std::pair<double, std::string>> sorted;
        std::string unit;
        for (const std::string& level : f.levels) {
            try {
                const Amount amount = parse_amount(level);
                if (sorted.empty()) unit = amount.unit;
                if (amount.unit != unit) break;
                sorted.emplace_back(amount.number, level);
            } catch (const std::invalid_argument&) {
                break;
            }
        }
        if (sorted.size() == f.levels.size()) {
            std::sort(sorted.begin(), sorted.end());
            for (std::size_t i = 0; i < sorted.size(); ++i) f.levels[i] = sorted[i].second;
            f.unit = unit;
            f.is_number = true;
        }
        for (std::size_t i = 0; i < f.levels.size(); ++i) {
            if (std::count(f.levels.begin(), f.levels.end(), f.levels[i]) > 1)
                return complain(node, at + ".values", fmt::format("found '{}' twice", f.levels[i]));
        }
    }

    /// Every level is such as the scenario allows, or both ends of a range.
    void check_values(const Node& node, const std::string& at, const DesignFactor& f, const Recipe& recipe) {
        std::vector<std::string> values{f.value(0), f.value(1)};
        if (!f.levels.empty() && f.levels.size() <= 100) values = f.levels;
        for (const std::string& value : values) {
            try {
                load(recipe, settings_of(f, value));
            } catch (const InputError& error) {
                complain(node, at, fmt::format("{} = {}: {}", f.name, value, error.problems().front().text));
            }
        }
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
            f.is_number = true;
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
                for (const DesignFactor& factor : design_.factors) {
                    for (const std::string& path : paths) {
                        if (std::find(factor.paths.begin(), factor.paths.end(), path) != factor.paths.end())
                            complain(key, at,
                                     fmt::format("sets {} as the factor '{}' does", path, factor.name));
                    }
                }
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

    const Node& root_;
    const Study& study_;
    Design& design_;
    std::vector<Node> trees_;                    // of the arms
    std::map<std::string, std::size_t> arm_of_;  // the first that has a path
};

}  // namespace

void read_factors(const Node& root, const Study& study, Design& design, std::vector<Problem>& problems) {
    FactorReader{root, study, design, problems}.read();
    read_constraints(root, design, problems);
}

}  // namespace hanhlang
