// Trees laid upon trees, settings from the command line, and trees written out again.
#include <fmt/format.h>
#include <yaml-cpp/emitter.h>

#include <algorithm>

#include "hanhlang/scenario/document.hpp"

namespace hanhlang {
namespace {

void vouch(Node& node, const std::shared_ptr<const std::string>& source) {
    node.source = source;
    for (Node& item : node.items) vouch(item, source);
    for (Member& member : node.members) vouch(member.value, source);
}

}  // namespace

void overlay(Node& base, const Node& over, const std::string& path, std::vector<Problem>& problems) {
    for (const auto& [key, value] : over.members) {
        const std::string at = path.empty() ? key.text : path + "." + key.text;
        const auto there = std::find_if(base.members.begin(), base.members.end(),
                                        [&](const auto& member) { return member.key.text == key.text; });
        if (value.is_none()) {
            if (there != base.members.end()) {
                base.members.erase(there);
                continue;
            }
            std::vector<std::string> known;
            for (const auto& member : base.members) known.push_back(member.key.text);
            problems.push_back(
                {value.mark(), at,
                 "'none' removes what the scenario below says, but there is nothing to remove" +
                     did_you_mean(key.text, known)});
        } else if (there == base.members.end()) {
            base.members.emplace_back(key, value);
        } else if (value.kind == Node::Kind::map && there->value.kind == Node::Kind::map) {
            overlay(there->value, value, at, problems);
        } else {
            there->value = value;
        }
    }
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

namespace {

/// The sources of the scalars that stand in this map itself, in order, each with its keys.
std::vector<std::pair<std::string, std::vector<std::string>>> own_sources(const Node& map) {
    std::vector<std::pair<std::string, std::vector<std::string>>> sources;
    for (const auto& [key, value] : map.members) {
        const Node* leaf = &value;
        while (leaf->kind == Node::Kind::list && !leaf->items.empty()) leaf = &leaf->items.front();
        if (leaf->kind != Node::Kind::scalar || !leaf->source) continue;
        auto at = std::find_if(sources.begin(), sources.end(),
                               [&](const auto& s) { return s.first == *leaf->source; });
        if (at == sources.end()) at = sources.insert(sources.end(), {*leaf->source, {}});
        at->second.push_back(key.text);
    }
    return sources;
}

void emit(YAML::Emitter& out, const Node& node, bool with_sources, bool top) {
    switch (node.kind) {
        case Node::Kind::empty:
            out << YAML::Null;
            return;
        case Node::Kind::scalar:
            if (node.quoted) out << YAML::DoubleQuoted;
            out << node.text;
            return;
        case Node::Kind::list:
            out << YAML::Flow << YAML::BeginSeq;
            for (const Node& item : node.items) emit(out, item, with_sources, false);
            out << YAML::EndSeq;
            return;
        case Node::Kind::map:
            break;
    }
    out << YAML::BeginMap;
    for (const auto& [key, value] : node.members) {
        if (!with_sources && (key.text == "title" || (top && key.text == "sources"))) continue;
        out << YAML::Key << key.text << YAML::Value;
        emit(out, value, with_sources, false);
    }
    if (with_sources) {
        const auto sources = own_sources(node);
        std::string text;
        for (const auto& [source, keys] : sources) {
            text += (text.empty() ? "" : ", ") + source;
            if (sources.size() > 1) text += fmt::format(" ({})", fmt::join(keys, ", "));
        }
        if (!text.empty()) out << YAML::Key << "source" << YAML::Value << YAML::DoubleQuoted << text;
    }
    out << YAML::EndMap;
}

}  // namespace

std::string write_document(const Node& root, bool with_sources) {
    YAML::Emitter out;
    emit(out, root, with_sources, true);
    return std::string(out.c_str()) + "\n";
}

}  // namespace hanhlang
