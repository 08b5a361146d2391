// Trees laid upon trees, and settings from the command line.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "hanhlang/scenario/document.hpp"

namespace hanhlang {
namespace {

void vouch(Node& node, const std::shared_ptr<const std::string>& source) {
    node.source = source;
    for (Node& item : node.items) vouch(item, source);
    for (Member& member : node.members) vouch(member.value, source);
}

void move_to(Node& node, const Node& place) {
    node.file = place.file;
    node.line = place.line;
    node.column = place.column;
}

}  // namespace

void overlay(Node& base, const Node& over, const std::string& path, std::vector<Problem>& problems) {
    std::unordered_map<std::string_view, Member*> there;  // what `base` says, in the words of `over`
    for (const auto& [key, value] : over.members) there.emplace(key.text, nullptr);
    for (Member& member : base.members) {
        if (const auto at = there.find(member.key.text); at != there.end()) at->second = &member;
    }
    std::vector<const Member*> added;  // only in the end, because `there` points into the members
    std::unordered_set<const Node*> removed;
    for (const Member& member : over.members) {
        const auto& [key, value] = member;
        const std::string at = path.empty() ? key.text : path + "." + key.text;
        Member* const same = there[key.text];
        Node* const below = same ? &same->value : nullptr;
        if (value.is_none() && below) {
            removed.insert(below);
        } else if (value.is_none()) {
            std::vector<std::string> known;
            for (const auto& [name, old] : base.members) known.push_back(name.text);
            problems.push_back(
                {value.mark(), at,
                 "'none' removes what the scenario below says, but there is nothing to remove" +
                     did_you_mean(key.text, known)});
        } else if (!below) {
            added.push_back(&member);
        } else if (value.kind == Node::Kind::map && below->kind == Node::Kind::map) {
            overlay(*below, value, at, problems);
        } else {
            *below = value;
        }
        if (same) {  // what is wrong with the whole of it came with what was laid upon it
            move_to(same->key, key);
            move_to(same->value, value);
        }
    }
    std::erase_if(base.members, [&](const Member& member) { return removed.count(&member.value) > 0; });
    for (const Member* member : added) base.members.push_back(*member);
}

namespace {

using Keys = std::vector<std::string>;

std::string path_of(const Keys& keys) {
    std::string path;
    for (const std::string& key : keys) {
        const bool plain = key.find_first_of(" .") == std::string::npos;
        path += (path.empty() ? "" : ".") + (plain ? key : '"' + key + '"');
    }
    return path;
}

void add_values(const Node& node, const Keys& keys, std::size_t at, Keys& way,
                std::vector<std::pair<std::string, const Node*>>& found) {
    if (at == keys.size()) {
        if (node.kind == Node::Kind::scalar && !node.is_none()) found.emplace_back(path_of(way), &node);
        return;
    }
    for (const auto& [key, value] : node.members) {
        if (keys[at] != "*" && keys[at] != key.text) continue;
        way.push_back(key.text);
        add_values(value, keys, at + 1, way, found);
        way.pop_back();
    }
}

}  // namespace

std::vector<std::pair<std::string, const Node*>> values_at(const Node& root, std::string_view path) {
    std::vector<std::pair<std::string, const Node*>> found;
    Keys way;
    add_values(root, split_path(path), 0, way, found);
    return found;
}

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> keys(1);
    bool quoted = false;
    for (const char c : path) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == '.' && !quoted) {
            keys.emplace_back();
        } else {
            keys.back() += c;
        }
    }
    return keys;
}

Node parse_setting(const std::string& setting) {
    const std::string where = "--set " + setting;
    const auto fail = [&](const char* what) { throw InputError({{{where, 0, 0}, "", what}}); };
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
        fail("expected path=value, such as staff.customs_vn.people=6");
    const std::vector<std::string> keys = split_path(std::string_view(setting).substr(0, equals));
    if (std::any_of(keys.begin(), keys.end(), [](const std::string& key) { return key.empty(); })) {
        fail("found an empty key in the path");
    }
    Node value = parse_document("value: " + setting.substr(equals + 1), where).members[0].value;
    if (value.kind == Node::Kind::empty) fail("found no value after '='");
    const auto source = std::make_shared<const std::string>(set_source);
    vouch(value, source);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        Node map;
        map.kind = Node::Kind::map;
        map.file = value.file;
        Node name;
        name.kind = Node::Kind::scalar;
        name.text = *key;
        name.file = value.file;
        map.members.emplace_back(std::move(name), std::move(value));
        value = std::move(map);
    }
    return value;
}

}  // namespace hanhlang
