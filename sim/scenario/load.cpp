#include "hanhlang/scenario/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "check.hpp"
#include "hanhlang/base/random.hpp"
#include "reader.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

/// `sources: file.yaml` becomes the map that stands in the file.
void include_sources(Node& root, const fs::path& folder) {
    Node* sources = root.find("sources");
    if (!sources || sources->kind != Node::Kind::scalar || sources->is_none()) return;
    try {
        *sources = read_document(folder / sources->text);
    } catch (const InputError& error) {
        std::vector<Problem> problems{{sources->mark(), "sources", "these sources cannot be read:"}};
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        throw InputError(std::move(problems));
    }
}

Node load_chain(const fs::path& file, std::vector<fs::path>& chain);

/// One file of `extends`, with all that it extends itself.
Node load_below(const Node& name, const fs::path& folder, std::vector<fs::path>& chain) {
    if (name.kind != Node::Kind::scalar || name.text.empty()) {
        throw InputError({{name.mark(), "extends", "expected the path of a scenario file"}});
    }
    const fs::path next = folder / name.text;
    if (std::find(chain.begin(), chain.end(), fs::weakly_canonical(next)) != chain.end()) {
        throw InputError({{name.mark(), "extends", fmt::format("'{}' leads back to itself", name.text)}});
    }
    if (!fs::is_regular_file(next)) {
        throw InputError({{name.mark(), "extends", fmt::format("there is no file '{}'", next.string())}});
    }
    return load_chain(next, chain);
}

/// What a file extends, one or several laid upon each other in their order, and the file upon them.
Node load_chain(const fs::path& file, std::vector<fs::path>& chain) {
    Node node = read_document(file);
    include_sources(node, file.parent_path());
    const Node* below = node.find("extends");
    if (!below) return node;
    chain.push_back(fs::weakly_canonical(file));
    std::vector<Problem> problems;
    std::optional<Node> base;
    const auto lay = [&](const Node& name) {
        Node one = load_below(name, file.parent_path(), chain);
        base ? overlay(*base, one, "", problems) : void(base = std::move(one));
    };
    if (below->kind == Node::Kind::list && !below->items.empty()) {
        for (const Node& item : below->items) lay(item);
    } else {
        lay(*below);
    }
    chain.pop_back();
    std::erase_if(node.members, [](const auto& member) { return member.key.text == "extends"; });
    overlay(*base, node, "", problems);
    if (!problems.empty()) throw InputError(std::move(problems));
    return std::move(*base);
}

/// A setting may change what is there or add a key to it; a path that leads nowhere is a slip of the pen.
void check_path(const Node& root, const std::string& setting, std::vector<Problem>& problems) {
    const std::vector<std::string> keys = split_path(std::string_view(setting).substr(0, setting.find('=')));
    const Node* at = &root;
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
        const Node* next = at->find(keys[i]);
        if (!next && i == 0) return;  // a section of its own: the reader knows whether it exists
        if (!next || next->kind != Node::Kind::map) {
            std::vector<std::string> known;
            for (const auto& [key, value] : at->members) known.push_back(key.text);
            problems.push_back(
                {{"--set " + setting, 0, 0},
                 "",
                 fmt::format("found no '{}' in the scenario{}",
                             fmt::join(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(i) + 1, "."),
                             did_you_mean(keys[i], known))});
            return;
        }
        at = next;
    }
}

/// Departures from files are part of what a scenario means.
std::string departures_of(const Scenario& scenario) {
    std::string text;
    for (const Demand& demand : scenario.demand) {
        if (!demand.departures) continue;
        text += demand.name + ":";
        for (const auto& [at, trucks] : demand.departures->all)
            text += fmt::format(" {}x{}", at.time_since_epoch().count(), trucks);
        text += "\n";
    }
    return text;
}

std::string hash_of(const std::string& text) {
    return fmt::format("{:016x}{:016x}", hash64(text), hash64("hanhlang " + text));
}

void lay(const std::vector<std::string>& settings, Node& root) {
    std::vector<Problem> problems;
    for (const std::string& setting : settings) {
        const Node over = parse_setting(setting);
        check_path(root, setting, problems);
        overlay(root, over, "", problems);
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

Scenario understand(Node root, const std::string& file) {
    std::vector<Problem> problems;
    Scenario scenario;
    scenario.file = file;
    Reader reader{root, problems};
    reader.read_root(scenario);
    scenario.provenance = reader.provenance;
    check(scenario, problems);
    check_uncertain(root, scenario, problems);
    if (!problems.empty()) {
        std::sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
            return std::tie(a.mark.file, a.mark.line, a.mark.column, a.path, a.text) <
                   std::tie(b.mark.file, b.mark.line, b.mark.column, b.path, b.text);
        });
        throw InputError(std::move(problems));
    }
    for (Demand& demand : scenario.demand) {
        if (demand.consignment) demand.batch = demand.consignment->in(scenario.consignments).trucks;
    }
    say_in_trucks(scenario);
    scenario.resolved = write_document(root);
    // What theory expects, what was observed and how far inputs may be wrong change no run.
    std::erase_if(root.members, [](const auto& member) {
        return member.key.text == "expected" || member.key.text == "observed" ||
               member.key.text == "uncertain";
    });
    scenario.hash = hash_of(write_document(root, false) + departures_of(scenario));
    return scenario;
}

std::vector<Node> names_below(const Node& root) {
    const Node* below = root.find("extends");
    if (!below) return {};
    return below->kind == Node::Kind::list ? below->items : std::vector<Node>{*below};
}

/// A file and all that it extends.
void files_of(const fs::path& file, std::set<fs::path>& files) {
    if (!files.insert(fs::weakly_canonical(file)).second || !fs::is_regular_file(file)) return;
    for (const Node& name : names_below(read_document(file))) files_of(file.parent_path() / name.text, files);
}

/// An overlay, after what it extends beyond the scenario it is laid upon: `there` are the files that are in
/// that already, those of `base` first.
void lay_upon(Node& root, const fs::path& file, const fs::path& base, std::set<fs::path>& there,
              std::vector<Problem>& problems) {
    Node over = read_document(file);
    include_sources(over, file.parent_path());
    const std::vector<Node> below = names_below(over);
    if (!below.empty() && !there.contains(fs::weakly_canonical(base))) files_of(base, there);
    bool meets = below.empty();
    for (const Node& name : below) {
        const fs::path next = file.parent_path() / name.text;
        std::set<fs::path> files;
        files_of(next, files);
        meets |=
            std::any_of(files.begin(), files.end(), [&](const fs::path& f) { return there.contains(f); });
    }
    if (!meets) {
        problems.push_back({below.front().mark(), "extends",
                            fmt::format("'{}' is no part of '{}', upon which this overlay is laid",
                                        below.front().text, base.string())});
        return;
    }
    there.insert(fs::weakly_canonical(file));
    for (const Node& name : below) {
        const fs::path next = file.parent_path() / name.text;
        if (!there.contains(fs::weakly_canonical(next))) lay_upon(root, next, base, there, problems);
    }
    std::erase_if(over.members, [](const auto& member) { return member.key.text == "extends"; });
    overlay(root, over, "", problems);
}

}  // namespace

Node load_tree(const fs::path& file, const std::vector<std::string>& settings,
               const std::vector<fs::path>& overlays) {
    std::vector<fs::path> chain;
    Node root = load_chain(file, chain);
    std::vector<Problem> problems;
    std::set<fs::path> there;
    for (const fs::path& path : overlays) lay_upon(root, path, file, there, problems);
    if (!problems.empty()) throw InputError(std::move(problems));
    lay(settings, root);
    return root;
}

std::optional<fs::path> extended(const fs::path& file) {
    const std::string text = read_text(file);
    if (text.find("extends") == std::string::npos)
        return std::nullopt;  // a large scenario is not parsed twice
    const Node root = parse_document(text, file.string());
    const Node* below = root.find("extends");
    if (!below || below->kind != Node::Kind::scalar) return std::nullopt;  // several are parts, no baseline
    return file.parent_path() / below->text;
}

std::vector<Input> inputs(const fs::path& file, const std::vector<std::string>& settings,
                          const std::vector<fs::path>& overlays) {
    const Node root = load_tree(file, settings, overlays);
    std::vector<Problem> problems;
    Reader reader{root, problems};
    std::vector<Input> all;
    reader.keep_in(all);
    Scenario scenario;
    reader.read_root(scenario);
    return all;
}

Scenario load(const fs::path& file, const std::vector<std::string>& settings,
              const std::vector<fs::path>& overlays) {
    return understand(load_tree(file, settings, overlays), file.string());
}

Scenario load_text(std::string_view text, const std::vector<std::string>& settings, const std::string& name) {
    Node root = parse_document(text, name);
    include_sources(root, fs::current_path());
    lay(settings, root);
    return understand(std::move(root), name);
}

}  // namespace hanhlang
