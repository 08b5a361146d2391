// Reading the tree of a study file: what every section of it needs.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "hanhlang/scenario/document.hpp"
#include "hanhlang/scenario/value.hpp"

namespace hanhlang {

class NodeReader {
 public:
    explicit NodeReader(std::vector<Problem>& found) : problems(found) {}

    void complain(const Node& node, const std::string& path, std::string text) const {
        problems.push_back({node.mark(), path, std::move(text)});
    }
    bool is_map(const Node& node, const std::string& path, const char* example) const {
        if (node.kind == Node::Kind::map) return true;
        complain(node, path, fmt::format("expected a map such as {}", example));
        return false;
    }
    void refuse_unknown(const Node& map, const std::string& path,
                        const std::vector<std::string>& known) const {
        for (const auto& [key, value] : map.members) {
            if (std::find(known.begin(), known.end(), key.text) != known.end()) continue;
            complain(key, path.empty() ? key.text : path + "." + key.text,
                     fmt::format("found the unknown key '{}', expected one of {}{}", key.text,
                                 fmt::join(known, ", "), did_you_mean(key.text, known)));
        }
    }
    template <class Each>
    void for_each_text(const Node* node, const std::string& path, Each each) const {
        if (!node) return;
        if (node->kind == Node::Kind::scalar) return each(*node);
        if (node->kind != Node::Kind::list) return complain(*node, path, "expected a list");
        for (const Node& item : node->items) {
            if (item.kind == Node::Kind::scalar) {
                each(item);
            } else {
                complain(item, path, "expected a name or a text");
            }
        }
    }
    /// The value of a key, or nothing where it is missing or has a problem.
    template <class T>
    std::optional<T> value(const Node& map, const char* key, const std::string& path) const {
        const Node* node = map.find(key);
        if (!node) return std::nullopt;
        try {
            return Grammar<T>::parse(node->text);
        } catch (const std::invalid_argument& error) {
            complain(*node, path + "." + key, error.what());
            return std::nullopt;
        }
    }
    /// One of a few words, by its place among them.
    template <class Words>
    std::optional<std::size_t> word(const Node& map, const char* key, const std::string& path,
                                    const Words& words) const {
        const Node* node = map.find(key);
        if (!node) return std::nullopt;
        const auto at = std::find(words.begin(), words.end(), node->text);
        if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
        complain(*node, path + "." + key,
                 fmt::format("found '{}', expected one of {}{}", node->text, fmt::join(words, ", "),
                             did_you_mean(node->text, {words.begin(), words.end()})));
        return std::nullopt;
    }

 protected:
    std::vector<Problem>& problems;
};

}  // namespace hanhlang
