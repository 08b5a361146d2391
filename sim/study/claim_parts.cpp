#include "claim_parts.hpp"

#include <cmath>

#include "hanhlang/scenario/load.hpp"

namespace hanhlang {

std::optional<std::size_t> arm_named(const Study& study, const Node& node, const std::string& path,
                                     std::vector<Problem>& problems) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < study.arms.size(); ++i) {
        if (study.arms[i].name == node.text) return i;
        known.push_back(study.arms[i].name);
    }
    problems.push_back({node.mark(), path,
                        fmt::format("found '{}', which is no arm: there are {}{}", node.text,
                                    fmt::join(known, ", "), did_you_mean(node.text, known))});
    return std::nullopt;
}

double ClaimUnit::in_metric(const Node& node, const std::string& path) const {
    try {
        Amount amount = parse_amount(node.text);
        amount.mark = node.mark();
        if (unit_.empty() && amount.unit == "pp") return amount.number / 100;  // of a difference of shares
        if (const auto value = amount_in(amount, unit_)) return *value;
        complain(node, path, fmt::format("found '{}', expected {}", node.text, amount_example(unit_)));
    } catch (const std::invalid_argument& error) {
        complain(node, path, error.what());
    }
    return std::nan("");
}

double ClaimUnit::number(const Node& node, const std::string& path) const {
    if (!is_relative(effect_)) return in_metric(node, path);
    try {
        const Amount amount = parse_amount(node.text);
        if (amount.unit == "%") return amount.number / 100;
        const bool bare = effect_ != Effect::ratio && std::abs(amount.number) > 1.5;
        if (amount.unit.empty() && !bare) return amount.number;
        complain(node, path,
                 bare && amount.unit.empty()
                     ? fmt::format("found '{0}', expected a share: write {0} % or {1:.4g}", node.text,
                                   amount.number / 100)
                     : fmt::format("found '{}', expected a share such as 30 %", node.text));
    } catch (const std::invalid_argument& error) {
        complain(node, path, error.what());
    }
    return std::nan("");
}

double ClaimUnit::tolerance(const Node& node, const std::string& path) const {
    double value = std::nan("");
    if (!is_relative(effect_) && !unit_.empty()) {
        value = in_metric(node, path);
    } else {
        try {
            const Amount amount = parse_amount(node.text);
            value = amount.unit == "pp" || amount.unit == "%" ? amount.number / 100 : amount.number;
            if (amount.unit.empty() && value > 0.1)
                complain(node, path, fmt::format("found '{}', expected such as {} pp", node.text, node.text));
            if (amount.unit != "pp" && amount.unit != "%" && !amount.unit.empty())
                complain(node, path, fmt::format("found '{}', expected such as 0.5 pp", node.text));
        } catch (const std::invalid_argument& error) {
            complain(node, path, error.what());
        }
    }
    if (value < 0) complain(node, path, "expected no negative number");
    return value;
}

void ClaimUnit::about(const Node& node, const std::string& path, Claimed& claimed) const {
    if (!is_map(node, path, "{value: 30 %, tolerance: 2 pp}")) return;
    refuse_unknown(node, path, {"value", "tolerance"});
    const Node* value = node.find("value");
    const Node* within = node.find("tolerance");
    if (!value || !within)
        return complain(node, path, "expected a value and a tolerance: {value: 30 %, tolerance: 2 pp}");
    const double middle = number(*value, path + ".value");
    const double around = tolerance(*within, path + ".tolerance");
    claimed = {middle - around, middle + around};
}

void ClaimUnit::expect(const Node& claim, const std::string& path, Claimed& claimed) const {
    const Node* node = claim.find("expect");
    const std::string at = path + ".expect";
    const char* const example = "{between: [30 %, 40 %]}, {at_least: 5 %}, {at_most: 10 %} or {about: {…}}";
    if (!node) return complain(claim, at, fmt::format("is missing, expected {}", example));
    if (!is_map(*node, at, example)) return;
    refuse_unknown(*node, at, {"between", "at_least", "at_most", "about"});
    if (node->members.size() != 1)
        return complain(*node, at, fmt::format("expected exactly one of {}", example));
    if (const Node* least = node->find("at_least")) claimed.low = number(*least, at + ".at_least");
    if (const Node* most = node->find("at_most")) claimed.high = number(*most, at + ".at_most");
    if (const Node* around = node->find("about")) about(*around, at + ".about", claimed);
    const Node* between = node->find("between");
    if (!between) return;
    if (between->kind != Node::Kind::list || between->items.size() != 2)
        return complain(*between, at + ".between", "expected two numbers, such as [30 %, 40 %]");
    claimed = {number(between->items[0], at + ".between"), number(between->items[1], at + ".between")};
    if (claimed.low >= claimed.high)
        complain(*between, at + ".between",
                 fmt::format("found [{}, {}], expected the smaller number first", between->items[0].text,
                             between->items[1].text));
}

void ClaimParts::read(const Node& node, const std::string& path, Claim& c) const {
    if (const Node* bound = node.find("bound"))
        c.bound = arm_named(study_, *bound, path + ".bound", problems);
    if (const Node* said = node.find("robust")) c.robust = robust(*said, path + ".robust", c);
    if (const Node* said = node.find("tipping")) c.tipping = tipping(*said, path + ".tipping", c);
    const Node* bundle = node.find("bundle");
    if (!bundle || !is_map(*bundle, path + ".bundle", "{its: its.yaml, customs: [a.yaml, b.yaml]}")) return;
    if (!c.has_baseline() || bundle->members.size() < 2 || bundle->members.size() > 5)
        complain(*bundle, path + ".bundle", "expected two to five measures, of a claim with two arms");
    for (const auto& [key, value] : bundle->members) {
        BundlePart part{key.text, {}};
        for_each_text(&value, path + ".bundle." + key.text, [&](const Node& item) {
            part.overlays.push_back((folder_ / item.text).lexically_normal());
        });
        c.bundle.push_back(std::move(part));
    }
}

Robust ClaimParts::robust(const Node& node, const std::string& path, const Claim& c) const {
    Robust result;
    if (!is_map(node, path, "{draws: 64, share: 90 %}")) return result;
    refuse_unknown(node, path, {"inputs", "by", "draws", "share"});
    constexpr std::array<std::string_view, 2> kinds{"calibrated", "plausible"};
    result.plausible = word(node, "inputs", path, kinds).value_or(0) == 1;
    if (const Node* by = node.find("by")) result.arm = arm_named(study_, *by, path + ".by", problems);
    result.draws = static_cast<std::uint32_t>(value<std::int64_t>(node, "draws", path).value_or(64));
    result.share = value<Share>(node, "share", path).value_or(Share{0.9}).value;
    if (result.draws < 8 || result.draws > 10'000 || result.share <= 0 || result.share >= 1)
        complain(node, path, "expected 8 to 10000 draws, and a share between 0 % and 100 %");
    if (study_.arms[c.treatment].scenario.uncertain.empty())
        complain(node, path,
                 fmt::format("has nothing to draw: arm '{}' says of no input that it is 'uncertain'",
                             study_.arms[c.treatment].name));
    const std::size_t figures = result.arm.value_or(c.baseline.value_or(c.treatment));
    if (result.plausible && study_.arms[figures].scenario.observed.empty())
        complain(node, path,
                 fmt::format("cannot be 'plausible': arm '{}' has no 'observed' figures",
                             study_.arms[figures].name));
    return result;
}

namespace {

/// The values that a parameter stands for in an arm: one, or all of a map.
std::vector<std::pair<std::string, std::string>> values(const Recipe& recipe, const std::string& path) {
    const Node tree = load_tree(recipe);
    auto found = values_at(tree, path);
    if (found.empty()) found = values_at(tree, path + ".*");
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [name, value] : found) all.emplace_back(name, value->text);
    return all;
}

/// A near name among the numbers of an arm.
std::string near_path(const Recipe& recipe, const std::string& path) {
    std::vector<std::string> known;
    for (const Input& input : inputs(recipe.file, recipe.settings, recipe.overlays))
        known.push_back(input.path);
    return did_you_mean(path, known);
}

bool can_be_set(const Recipe& recipe, const std::string& path, const std::string& value) {
    try {
        load(recipe, {path + "=" + value});
        return true;
    } catch (const InputError&) {
        return false;
    }
}

}  // namespace

std::optional<Tipping> ClaimParts::tipping(const Node& node, const std::string& path, const Claim& c) const {
    Tipping t;
    t.mark = node.mark();
    if (!is_map(node, path, "{parameter: digital.traders, range: [0 %, 100 %]}")) return std::nullopt;
    refuse_unknown(node, path, {"parameter", "range", "in", "against"});
    const Node* parameter = node.find("parameter");
    if (!parameter) {
        complain(node, path, "expected a parameter and a range");
        return std::nullopt;
    }
    t.parameter = parameter->text;
    constexpr std::array<std::string_view, 2> where{"treatment", "both"};
    t.both = word(node, "in", path, where).value_or(0) == 1;
    const Node* range = node.find("range");
    const bool is_range = range && range->kind == Node::Kind::list && range->items.size() == 2;
    const Study::Arm& arm = study_.arms[c.treatment];
    const auto found = values(arm.recipe, t.parameter);
    for (const auto& [name, text] : found) t.paths.push_back(name);
    // What a file does not say may still be set, such as runs.traffic.
    if (found.empty() && is_range && can_be_set(arm.recipe, t.parameter, range->items[0].text))
        t.paths.push_back(t.parameter);
    if (t.paths.empty()) {
        complain(*parameter, path + ".parameter",
                 fmt::format("found '{}', which leads to no value of arm '{}'{}", t.parameter, arm.name,
                             near_path(arm.recipe, t.parameter)));
        return std::nullopt;
    }
    const std::string now = found.empty() ? "" : found.front().second;
    t.whole = !now.empty() && now.find_first_not_of("0123456789") == std::string::npos;
    if (!is_range) {
        complain(range ? *range : node, path + ".range", "expected two values, such as [0 %, 100 %]");
        return std::nullopt;
    }
    try {
        const Amount low = parse_amount(range->items[0].text);
        const Amount high = parse_amount(range->items[1].text);
        t.low = low.number;
        t.high = high.number;
        t.unit = low.unit;
        if (low.unit != high.unit || !(t.low < t.high))
            complain(*range, path + ".range", "expected the smaller value first, both in one unit");
    } catch (const std::invalid_argument& error) {
        complain(*range, path + ".range", error.what());
    }
    for (const double end : {t.low, t.high}) {
        for (std::size_t i = 0; i < t.paths.size() && i < 1; ++i) {
            if (!can_be_set(arm.recipe, t.paths[i], t.text(end)))
                complain(*range, path + ".range",
                         fmt::format("arm '{}' cannot have {} = {}", arm.name, t.parameter, t.text(end)));
        }
    }
    if (const Node* second = node.find("against")) against(*second, path + ".against", c, t);
    return t;
}

void ClaimParts::against(const Node& node, const std::string& path, const Claim& c, Tipping& tipping) const {
    if (!is_map(node, path, "{parameter: runs.traffic, values: [50 %, 100 %]}")) return;
    refuse_unknown(node, path, {"parameter", "values"});
    const Node* parameter = node.find("parameter");
    Tipping::Against second;
    for_each_text(node.find("values"), path + ".values",
                  [&](const Node& item) { second.values.push_back(item.text); });
    if (!parameter || second.values.empty())
        return complain(node, path, "expected a parameter, and a list of values for it");
    const Recipe& recipe = study_.arms[c.treatment].recipe;
    for (const auto& [name, text] : values(recipe, parameter->text)) second.paths.push_back(name);
    const bool is_unsaid = second.paths.empty();
    if (is_unsaid && can_be_set(recipe, parameter->text, second.values.front()))
        second.paths.push_back(parameter->text);
    if (second.paths.empty())
        return complain(*parameter, path + ".parameter",
                        fmt::format("found '{}', which leads to no value of arm '{}'", parameter->text,
                                    study_.arms[c.treatment].name));
    second.parameter = parameter->text;
    second.both =
        c.has_baseline() && (is_unsaid || !values(study_.arms[*c.baseline].recipe, parameter->text).empty());
    tipping.against = std::move(second);
}

std::string Tipping::text(double value) const {
    const double shown = whole ? std::round(value) : value;
    return unit.empty() ? fmt::format("{:.10g}", shown) : fmt::format("{:.10g} {}", shown, unit);
}

}  // namespace hanhlang
