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
    if (*node.source == set_source) {
        ++provenance.set;
        return;
    }
    bool guess = false;
    const Source::Known known = weakest(node, path, guess);
    if (guess) {
        ++provenance.guess;
        return;
    }
    switch (known) {
        case Source::Known::sourced:
            ++provenance.sourced;
            break;
        case Source::Known::derived:
            ++provenance.derived;
            break;
        case Source::Known::general_knowledge:
            ++provenance.general_knowledge;
            break;
        case Source::Known::assumed:
            ++provenance.assumed;
            break;
    }
}

}  // namespace hanhlang
