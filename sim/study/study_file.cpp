#include "hanhlang/study/study_file.hpp"

#include <algorithm>
#include <numeric>

#include "claims_file.hpp"
#include "design_file.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/bounds.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

class StudyReader : NodeReader {
 public:
    explicit StudyReader(const fs::path& file)
        : NodeReader(found_), folder_(file.parent_path()), root_(read_document(file)) {
        study_.file = file;
    }

    Study read(const std::vector<std::string>& settings) {
        refuse_unknown(root_, "",
                       {"title", "scenario", "arms", "statistics", "baseline", "metrics", "claims", "vary",
                        "against", "require", "sweep", "search", "sensitivity"});
        statistics();
        for_each_text(root_.find("metrics"), "metrics",
                      [&](const Node& item) { study_.metrics.push_back(item.text); });
        const Node* arms = root_.find("arms");
        const Node* one = root_.find("scenario");
        const bool varies = root_.find("vary") != nullptr;
        if (one && arms) complain(*one, "scenario", "found arms as well, expected one of the two");
        if (one && !varies)
            complain(*one, "scenario", "is for studies that vary something: expected arms, or vary");
        const bool enough = arms && arms->kind == Node::Kind::map &&
                            arms->members.size() >= (varies || root_.find("claims") ? 1U : 2U);
        if (!one && !enough)
            complain(arms ? *arms : root_, "arms",
                     varies ? "expected 'scenario: file.yaml', or arms"
                            : "expected at least two arms, 'name: scenario.yaml'");
        if (!one && !enough) throw InputError(std::move(found_));
        std::vector<std::pair<std::string, Recipe>> recipes;
        if (one)
            recipes.emplace_back(one->text, Recipe{(folder_ / one->text).lexically_normal(), {}, {}, {}});
        for (std::size_t i = 0; arms && i < arms->members.size(); ++i) {
            const std::string& name = arms->members[i].key.text;
            recipes.emplace_back(name, recipe(name, {}));
        }
        std::string baseline = recipes.front().first;
        if (const Node* named = root_.find("baseline")) baseline = named->text;
        const auto first =
            std::find_if(recipes.begin(), recipes.end(), [&](const auto& r) { return r.first == baseline; });
        if (first == recipes.end()) {
            complain(*root_.find("baseline"), "baseline", fmt::format("there is no arm '{}'", baseline));
        } else {
            std::rotate(recipes.begin(), first, first + 1);
        }
        for (auto& [name, made] : recipes) {
            if (made.file.empty()) continue;  // has its problem already
            made.settings.insert(made.settings.end(), settings.begin(), settings.end());
            try {
                study_.arms.push_back({name, load(made), made});
            } catch (const InputError& error) {
                complain(arms ? *arms->find(name) : *one, arms ? "arms." + name : "scenario",
                         "this cannot be loaded:");
                found_.insert(found_.end(), error.problems().begin(), error.problems().end());
            }
        }
        if (found_.empty()) read_claims(root_, folder_, study_, found_);
        if (found_.empty()) read_design(root_, study_, found_);
        if (!found_.empty()) throw InputError(std::move(found_));
        return std::move(study_);
    }

 private:
    void statistics() {
        const Node* node = root_.find("statistics");
        if (!node || !is_map(*node, "statistics", "{replications: 40, confidence: 95 %}")) return;
        refuse_unknown(*node, "statistics",
                       {"replications", "seed", "confidence", "multiplicity", "pairing", "beside"});
        replications(*node);
        if (const auto seed = value<std::int64_t>(*node, "seed", "statistics"))
            study_.seed = static_cast<std::uint64_t>(*seed);
        const auto confidence = value<Share>(*node, "confidence", "statistics");
        if (confidence) study_.confidence = confidence->value;
        if (confidence && (confidence->value <= 0 || confidence->value >= 1))
            complain(*node->find("confidence"), "statistics.confidence",
                     "expected more than 0 % and less than 100 %, such as 95 %");
        constexpr std::array<std::string_view, 2> rules{"bonferroni", "none"};
        study_.bonferroni = word(*node, "multiplicity", "statistics", rules).value_or(0) == 0;
        constexpr std::array<std::string_view, 2> pairings{"crn", "independent"};
        study_.independent = word(*node, "pairing", "statistics", pairings).value_or(0) == 1;
        if (const auto beside = value<std::int64_t>(*node, "beside", "statistics")) {
            study_.beside = static_cast<std::uint32_t>(*beside);
            if (*beside < 2 || *beside > 100'000)
                complain(*node->find("beside"), "statistics.beside", "expected 2 to 100000 replications");
        }
    }

    /// A number, of a comparison; or when claims are looked at.
    void replications(const Node& statistics) {
        const Node* node = statistics.find("replications");
        if (!node) return;
        const std::string path = "statistics.replications";
        constexpr std::int64_t limit = 1'000'000;
        if (node->kind != Node::Kind::map) {
            const auto number = value<std::int64_t>(statistics, "replications", "statistics");
            if (number && (*number < 2 || *number > limit))
                complain(*node, path,
                         "expected at least 2: one replication has no interval; and at most 1000000");
            if (!number) return;
            study_.replications = static_cast<std::uint32_t>(*number);
            study_.looks = {*study_.replications, *study_.replications, 2};
            return;
        }
        refuse_unknown(*node, path, {"min", "max", "growth"});
        const auto least = value<std::int64_t>(*node, "min", path).value_or(study_.looks.min);
        const auto most = value<std::int64_t>(*node, "max", path).value_or(study_.looks.max);
        if (const Node* growth = node->find("growth")) {
            try {
                study_.looks.growth = parse_plain(growth->text);
            } catch (const std::invalid_argument& error) {
                complain(*growth, path + ".growth", error.what());
            }
            if (!(study_.looks.growth >= 1.1 && study_.looks.growth <= 100))
                complain(*growth, path + ".growth", "expected 1.1 to 100, such as 2");
        }
        if (least < 10 || most < least || most > limit)
            complain(*node, path,
                     fmt::format("found {} to {}, expected at least 10 and at most 1000000, the smaller "
                                 "first",
                                 least, most));
        study_.looks.min = static_cast<std::uint32_t>(least);
        study_.looks.max = static_cast<std::uint32_t>(most);
        study_.replications = study_.looks.min;
    }

    Recipe recipe(const std::string& name, std::vector<std::string> chain) {
        const Node& node = *root_.find("arms")->find(name);
        const std::string path = "arms." + name;
        if (node.kind == Node::Kind::scalar) return {(folder_ / node.text).lexically_normal(), {}, {}, {}};
        if (node.kind != Node::Kind::map) {
            complain(node, path, "expected a scenario file, or {extends: arm, with: […], set: {…}}");
            return {};
        }
        refuse_unknown(node, path, {"extends", "with", "set", "without"});
        const Node* below = node.find("extends");
        const Node* arms = root_.find("arms");
        if (!below || !arms->find(below->text)) {
            complain(below ? *below : node, path + ".extends", "expected the name of another arm");
            return {};
        }
        if (std::find(chain.begin(), chain.end(), below->text) != chain.end() || below->text == name) {
            complain(*below, path + ".extends", fmt::format("'{}' leads back to itself", below->text));
            return {};
        }
        chain.push_back(name);
        Recipe made = recipe(below->text, std::move(chain));
        for_each_text(node.find("with"), path + ".with", [&](const Node& item) {
            made.overlays.push_back((folder_ / item.text).lexically_normal());
        });
        if (const Node* set = node.find("set")) {
            for (const auto& [key, value] : set->members)
                made.settings.push_back(key.text + "=" + value.text);
        }
        for_each_text(node.find("without"), path + ".without",
                      [&](const Node& item) { made.without.push_back(item.text); });
        return made;
    }

    fs::path folder_;
    Node root_;
    std::vector<Problem> found_;
    Study study_;
};

}  // namespace

Scenario load(const Recipe& recipe, const std::vector<std::string>& more) {
    std::vector<std::string> settings = recipe.settings;
    settings.insert(settings.end(), more.begin(), more.end());
    Scenario scenario = load(recipe.file, settings, recipe.overlays);
    if (recipe.without.empty()) return scenario;
    Stages stages;
    std::vector<Problem> problems;
    for (const std::string& name : recipe.without) {
        const auto all = [&](const char* section, const auto& entries, std::vector<std::string>& names) {
            for (std::size_t i = 0; i < entries.size(); ++i) {
                if (name == section || name == entries[i].name) names.push_back(entries[i].name);
            }
        };
        const std::size_t before = stages.desks.size() + stages.papers.size();
        all("desks", scenario.desks, stages.desks);
        all("papers", scenario.papers, stages.papers);
        if (stages.desks.size() + stages.papers.size() > before) continue;
        std::vector<std::string> known{"desks", "papers"};
        for (const Desk& desk : scenario.desks) known.push_back(desk.name);
        for (const Paper& paper : scenario.papers) known.push_back(paper.name);
        problems.push_back(
            {{recipe.file.string(), 0, 0},
             "without",
             fmt::format("found '{}', which is no desk and no paper{}", name, did_you_mean(name, known))});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    return without(std::move(scenario), stages);
}

Node load_tree(const Recipe& recipe) {
    return load_tree(recipe.file, recipe.settings, recipe.overlays);
}

bool is_study(const fs::path& file) {
    // Without these words there are no arms, and a large scenario need not be parsed twice.
    const std::string text = read_text(file);
    if (text.find("arms") == std::string::npos && text.find("vary") == std::string::npos) return false;
    const Node root = parse_document(text, file.string());
    return root.find("arms") || root.find("vary");
}

Study load_study(const fs::path& file, const std::vector<std::string>& settings) {
    return StudyReader{file}.read(settings);
}

}  // namespace hanhlang
