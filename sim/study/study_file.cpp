#include "hanhlang/study/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/scenario/load.hpp"
#include "hanhlang/scenario/value.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

class StudyReader {
 public:
    explicit StudyReader(const fs::path& file) : folder_(file.parent_path()), root_(read_document(file)) {}

    Study read(const std::vector<std::string>& settings) {
        refuse_unknown(root_, "", {"title", "arms", "statistics", "baseline", "metrics"});
        Study study;
        statistics(study);
        for_each_text(root_.find("metrics"), "metrics",
                      [&](const Node& item) { study.metrics.push_back(item.text); });
        const Node* arms = root_.find("arms");
        if (!arms || arms->kind != Node::Kind::map || arms->members.size() < 2) {
            complain(arms ? *arms : root_, "arms", "expected at least two arms, 'name: scenario.yaml'");
            throw InputError(std::move(problems_));
        }
        std::vector<std::pair<std::string, Recipe>> recipes;
        for (const auto& [key, value] : arms->members) recipes.emplace_back(key.text, recipe(key.text, {}));
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
                study.arms.push_back({name, load(made.file, made.settings, made.overlays), made});
            } catch (const InputError& error) {
                complain(*root_.find("arms")->find(name), "arms." + name, "this arm cannot be loaded:");
                problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
            }
        }
        if (!problems_.empty()) throw InputError(std::move(problems_));
        return study;
    }

 private:
    void complain(const Node& node, const std::string& path, std::string text) {
        problems_.push_back({node.mark(), path, std::move(text)});
    }
    void refuse_unknown(const Node& map, const std::string& path, const std::vector<std::string>& known) {
        for (const auto& [key, value] : map.members) {
            if (std::find(known.begin(), known.end(), key.text) != known.end()) continue;
            complain(key, path.empty() ? key.text : path + "." + key.text,
                     fmt::format("found the unknown key '{}', expected one of {}{}", key.text,
                                 fmt::join(known, ", "), did_you_mean(key.text, known)));
        }
    }
    template <class Each>
    void for_each_text(const Node* node, const std::string& path, Each each) {
        if (!node) return;
        if (node->kind == Node::Kind::scalar) return each(*node);
        if (node->kind != Node::Kind::list) return complain(*node, path, "expected a list");
        for (const Node& item : node->items) each(item);
    }
    template <class T, class Out>
    void value(const Node& map, const char* key, Out& out) {
        const Node* node = map.find(key);
        if (!node) return;
        try {
            out = static_cast<typename Out::value_type>(Grammar<T>::parse(node->text));
        } catch (const std::invalid_argument& error) {
            complain(*node, std::string("statistics.") + key, error.what());
        }
    }
    void statistics(Study& study) {
        const Node* node = root_.find("statistics");
        if (!node) return;
        if (node->kind != Node::Kind::map) return complain(*node, "statistics", "expected a map");
        refuse_unknown(*node, "statistics", {"replications", "seed", "confidence"});
        value<std::int64_t>(*node, "replications", study.replications);
        value<std::int64_t>(*node, "seed", study.seed);
        std::optional<Share> confidence;
        if (const Node* given = node->find("confidence")) {
            try {
                confidence = Grammar<Share>::parse(given->text);
            } catch (const std::invalid_argument& error) {
                complain(*given, "statistics.confidence", error.what());
            }
            if (confidence && (confidence->value <= 0 || confidence->value >= 1)) {
                complain(*given, "statistics.confidence",
                         "expected more than 0 % and less than 100 %, such as 95 %");
            }
        }
        if (confidence) study.confidence = confidence->value;
        if (study.replications && *study.replications < 2) {
            complain(*node, "statistics.replications",
                     "expected at least 2: one replication has no interval");
        }
    }

    Recipe recipe(const std::string& name, std::vector<std::string> chain) {
        const Node& node = *root_.find("arms")->find(name);
        const std::string path = "arms." + name;
        if (node.kind == Node::Kind::scalar) return {folder_ / node.text, {}, {}};
        if (node.kind != Node::Kind::map) {
            complain(node, path, "expected a scenario file, or {extends: arm, with: […], set: {…}}");
            return {};
        }
        refuse_unknown(node, path, {"extends", "with", "set"});
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
        for_each_text(node.find("with"), path + ".with",
                      [&](const Node& item) { made.overlays.push_back(folder_ / item.text); });
        if (const Node* set = node.find("set")) {
            for (const auto& [key, value] : set->members)
                made.settings.push_back(key.text + "=" + value.text);
        }
        return made;
    }

    fs::path folder_;
    Node root_;
    std::vector<Problem> problems_;
};

}  // namespace

bool is_study(const fs::path& file) {
    // Without the word there are no arms, and a large scenario need not be parsed twice.
    const std::string text = read_text(file);
    return text.find("arms") != std::string::npos &&
           parse_document(text, file.string()).find("arms") != nullptr;
}

Study load_study(const fs::path& file, const std::vector<std::string>& settings) {
    return StudyReader{file}.read(settings);
}

}  // namespace hanhlang
