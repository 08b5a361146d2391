// Trees written out as YAML.
// Rule: what is written reads back as the same tree; when in doubt a text is quoted. (yaml-cpp's emitter
// takes as long for this as its parser for reading, because it matches every text against regular
// expressions.)
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/scenario/document.hpp"

namespace hanhlang {
namespace {

/// Whether a text needs no quotes. YAML would also leave some others bare.
bool is_plain(std::string_view text, bool in_flow) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto begins_well = [&](unsigned char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80 || c == '(' ||
               c == '/';
    };
    if (text.empty() || !begins_well(byte(0)) || text.back() == ' ' || text.back() == ':') return false;
    if (text == "null" || text == "Null" || text == "NULL") return false;
    if (in_flow && text.find_first_of(",[]{}?") != std::string_view::npos) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (byte(i) < 0x20 || byte(i) == 0x7f) return false;
        if (text[i] == ':' && (in_flow || text[i + 1] == ' ')) return false;
        if (text[i] == '#' && text[i - 1] == ' ') return false;
    }
    return true;
}

void write_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out += fmt::format("\\x{:02x}", c);
        } else {
            out += c;
        }
    }
    out += '"';
}

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

class Writer {
 public:
    explicit Writer(bool with_sources) : with_sources_(with_sources) {}

    /// A map in lines of their own at this indentation; the root is one.
    void lines(const Node& map, std::size_t indent) {
        each_member(map, indent == 0, [&](std::string_view key, const Node& value) {
            out.append(indent, ' ');
            write_key(key, false);
            if (value.kind == Node::Kind::map && !is_empty(value)) {
                out += '\n';
                lines(value, indent + 2);
            } else {
                out += ' ';
                inside(value, false);
                out += '\n';
            }
        });
    }

    std::string out;

 private:
    template <class Each>
    void each_member(const Node& map, bool top, Each each) const {
        for (const auto& [key, value] : map.members) {
            if (with_sources_ || (key.text != "title" && !(top && key.text == "sources")))
                each(key.text, value);
        }
        if (!with_sources_) return;
        const auto sources = own_sources(map);
        Node all;
        all.kind = Node::Kind::scalar;
        all.quoted = true;
        for (const auto& [source, keys] : sources) {
            all.text += (all.text.empty() ? "" : ", ") + source;
            if (sources.size() > 1) all.text += fmt::format(" ({})", fmt::join(keys, ", "));
        }
        if (!all.text.empty()) each("source", all);
    }
    bool is_empty(const Node& map) const {
        bool empty = true;
        each_member(map, false, [&](std::string_view, const Node&) { empty = false; });
        return empty;
    }

    /// What stands in a line: a text, a list, and what is in it.
    void inside(const Node& node, bool in_flow) {
        const char* between = "";
        switch (node.kind) {
            case Node::Kind::empty:
                out += '~';
                return;
            case Node::Kind::scalar:
                write_text(node.text, node.quoted, in_flow);
                return;
            case Node::Kind::list:
                out += '[';
                for (const Node& item : node.items) {
                    out += std::exchange(between, ", ");
                    inside(item, true);
                }
                out += ']';
                return;
            case Node::Kind::map:
                out += '{';
                each_member(node, false, [&](std::string_view key, const Node& value) {
                    out += std::exchange(between, ", ");
                    write_key(key, true);
                    out += ' ';
                    inside(value, true);
                });
                out += '}';
        }
    }
    void write_key(std::string_view key, bool in_flow) {
        write_text(key, false, in_flow);
        out += ':';
    }
    void write_text(std::string_view text, bool quoted, bool in_flow) {
        if (!quoted && is_plain(text, in_flow)) {
            out += text;
        } else {
            write_quoted(out, text);
        }
    }

    bool with_sources_;
};

}  // namespace

std::string write_document(const Node& root, bool with_sources) {
    Writer writer{with_sources};
    writer.lines(root, 0);
    return std::move(writer.out);
}

}  // namespace hanhlang
