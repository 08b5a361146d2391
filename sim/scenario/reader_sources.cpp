// Who vouches for a number: a key of 'sources', several of them, or nobody but a guess.
#include <algorithm>

#include "reader.hpp"

namespace hanhlang {

/// The least certain of the sources a text names: "data-5 (bays), guess (time)".
Source::Known Reader::weakest(const Node& node, const std::string& path, bool& guess) {
    Source::Known weakest = Source::Known::sourced;
    std::string_view text = *node.source;
    while (!text.empty()) {
        std::size_t end = 0;
        for (int depth = 0; end < text.size() && (depth > 0 || text[end] != ','); ++end) {
            depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
        }
        std::string_view name = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        name = name.substr(0, name.find('('));
        while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
        while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
        if (name == "guess") {
            guess = true;
        } else if (const auto known = sources_.find(name); known != sources_.end()) {
            weakest = std::max(weakest, known->second);
        } else if (unknown_sources_.insert(std::string(name)).second) {
            std::vector<std::string> names{"guess"};
            for (const auto& [key, value] : sources_) names.push_back(key);
            complain(node, path,
                     fmt::format("found the source '{}', which is not in 'sources'{}", name,
                                 did_you_mean(name, names)));
        }
    }
    return weakest;
}

void Reader::count_source(const Node& node, const std::string& path) {
    if (!node.source) {
        complain(
            node, path,
            fmt::format("'{}' has no source; add 'source: …' to its map or above it, or say 'source: guess'",
                        node.text));
        return;
    }
    if (*node.source == set_source) return count(path, Input::Known::set);
    bool guess = false;
    const Source::Known known = weakest(node, path, guess);
    if (guess) return count(path, Input::Known::guess);
    switch (known) {
        case Source::Known::sourced:
            return count(path, Input::Known::sourced);
        case Source::Known::derived:
            return count(path, Input::Known::derived);
        case Source::Known::general_knowledge:
            return count(path, Input::Known::general_knowledge);
        case Source::Known::assumed:
            return count(path, Input::Known::assumed);
    }
}

void Reader::count(const std::string& path, Input::Known known) {
    if (inputs_) inputs_->push_back({path, known});
    const std::array<std::size_t*, 6> counts{
        &provenance.sourced, &provenance.derived, &provenance.general_knowledge,
        &provenance.assumed, &provenance.guess,   &provenance.set};
    ++*counts[static_cast<std::size_t>(known)];
}

}  // namespace hanhlang
