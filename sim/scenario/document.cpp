#include "hanhlang/scenario/document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <unordered_map>

namespace hanhlang {
namespace {

using Text = std::shared_ptr<const std::string>;

/// Builds the tree from yaml-cpp's events; its own tree would hide duplicate keys and expand aliases.
class TreeBuilder : public YAML::EventHandler {
 public:
    TreeBuilder(Text file, std::vector<Problem>& problems) : file_(std::move(file)), problems_(problems) {}

    Node root;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        put(node(Node::Kind::empty, mark));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        problem(mark, "an alias (*name); write the value out, scenarios have no anchors");
        put(node(Node::Kind::empty, mark));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        if (!tag.empty() && tag != "?" && tag != "!")
            problem(mark, "a tag (" + tag + "); scenarios have none");
        Node scalar = node(Node::Kind::scalar, mark);
        scalar.text = value;
        scalar.quoted = tag == "!";
        put(std::move(scalar));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        refuse_anchor(mark, anchor);
        open_.push_back(node(Node::Kind::list, mark));
        keys_.emplace_back();
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        refuse_anchor(mark, anchor);
        open_.push_back(node(Node::Kind::map, mark));
        keys_.emplace_back();
    }
    void OnMapEnd() override { close(); }

 private:
    struct Key {
        bool waiting = false;  // a key has been read, its value has not
        Node node;
        std::unordered_map<std::string, int> seen;  // line of the first
    };

    Node node(Node::Kind kind, const YAML::Mark& mark) const {
        Node made;
        made.kind = kind;
        made.line = mark.line + 1;
        made.column = mark.column + 1;
        made.file = file_;
        return made;
    }
    void problem(const YAML::Mark& mark, std::string text) {
        problems_.push_back({{*file_, mark.line + 1, mark.column + 1}, "", "found " + std::move(text)});
    }
    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0) problem(mark, "an anchor (&name); write the value out, scenarios have no anchors");
    }
    void close() {
        Node done = std::move(open_.back());
        open_.pop_back();
        keys_.pop_back();
        put(std::move(done));
    }
    void put(Node value) {
        if (open_.empty()) {
            root = std::move(value);
            return;
        }
        Node& parent = open_.back();
        if (parent.kind == Node::Kind::list) {
            parent.items.push_back(std::move(value));
            return;
        }
        Key& key = keys_.back();
        if (!key.waiting) {
            if (value.kind != Node::Kind::scalar) {
                problems_.push_back({value.mark(), "", "found a key that is not a text"});
            }
            key.node = std::move(value);
        } else {
            const auto [first, is_new] = key.seen.emplace(key.node.text, key.node.line);
            if (is_new) {
                parent.members.emplace_back(std::move(key.node), std::move(value));
            } else {
                problems_.push_back({key.node.mark(), "",
                                     fmt::format("found the key '{}' a second time, the first is in line {}",
                                                 key.node.text, first->second)});
            }
        }
        key.waiting = !key.waiting;
    }

    Text file_;
    std::vector<Problem>& problems_;
    std::vector<Node> open_;
    std::vector<Key> keys_;
};

/// Line and column of a byte.
Mark position(std::string_view text, std::size_t at, const std::string& file) {
    const std::string_view before = text.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    return {file, static_cast<int>(line) + 1,
            static_cast<int>(start == std::string_view::npos ? at + 1 : at - start)};
}

/// The first byte that is no UTF-8 text, or npos.
std::size_t first_bad_byte(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80       ? 1
                                   : byte >> 5 == 6  ? 2
                                   : byte >> 4 == 14 ? 3
                                   : byte >> 3 == 30 ? 4
                                                     : 0;
        const bool control = byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
        if (length == 0 || control || i + length > text.size()) return i;
        for (std::size_t k = 1; k < length; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) >> 6) != 2) return i;
        }
        i += length;
    }
    return std::string_view::npos;
}

/// Tabs before the first word of a line, which YAML forbids and editors hide.
void refuse_tabs(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
    int line = 1;
    for (std::size_t start = 0; start < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::size_t first = std::min(text.find_first_not_of(' ', start), end);
        if (first < end && text[first] == '\t') {
            problems.push_back({{file, line, static_cast<int>(first - start) + 1},
                                "",
                                "found a tab in the indentation, expected spaces"});
        }
        start = end + 1;
    }
}

/// "data-5 (bays), guess (time)" as parts; for `key`, the part whose brackets name it, or the whole text.
std::string source_of(const std::string& source, std::string_view key) {
    if (source.find('(') == std::string::npos || key.empty()) return source;
    std::size_t at = 0;
    while (at < source.size()) {
        const std::size_t open = source.find('(', at);
        const std::size_t close = source.find(')', open == std::string::npos ? at : open);
        if (open == std::string::npos || close == std::string::npos) break;
        std::string_view names = std::string_view(source).substr(open + 1, close - open - 1);
        for (std::size_t start = 0; start <= names.size();) {
            const std::size_t end = std::min(names.find_first_of(", ", start), names.size());
            if (names.substr(start, end - start) == key) {
                std::string name = source.substr(at, open - at);
                name.erase(0, name.find_first_not_of(", "));
                name.erase(name.find_last_not_of(' ') + 1);
                return name;
            }
            start = end + 1;
        }
        at = close + 1;
    }
    return source;
}

void settle_sources(Node& node, const Text& source, std::string_view key, std::vector<Problem>& problems) {
    switch (node.kind) {
        case Node::Kind::empty:
            return;
        case Node::Kind::scalar:
            node.source = source && source->find('(') != std::string::npos
                              ? std::make_shared<const std::string>(source_of(*source, key))
                              : source;
            return;
        case Node::Kind::list:
            for (Node& item : node.items) settle_sources(item, source, key, problems);
            return;
        case Node::Kind::map:
            break;
    }
    Text own = source;
    for (auto it = node.members.begin(); it != node.members.end(); ++it) {
        if (it->key.text != "source") continue;
        if (it->value.kind != Node::Kind::scalar || it->value.text.empty()) {
            problems.push_back({it->value.mark(), "source", "expected the key of a source, or guess"});
        } else {
            own = std::make_shared<const std::string>(it->value.text);
        }
        node.members.erase(it);
        break;
    }
    // A source inside a named part of a map says its names there; outside, the whole text holds.
    for (auto& [name, value] : node.members) {
        if (name.text != "sources") settle_sources(value, own, name.text, problems);
    }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    for (const auto& [name, value] : members) {
        if (name.text == key) return &value;
    }
    return nullptr;
}

Node* Node::find(std::string_view key) {
    return const_cast<Node*>(std::as_const(*this).find(key));  // NOLINT: the one search serves both
}

std::string read_text(const std::filesystem::path& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    const auto fail = [&](const char* what) { throw InputError({{{file.string(), 0, 0}, "", what}}); };
    if (!std::filesystem::exists(status)) fail("there is no such file");
    if (std::filesystem::is_directory(status)) fail("is a directory, expected a scenario file");
    if (!std::filesystem::is_regular_file(status)) fail("is not a regular file");
    std::ifstream in(file, std::ios::binary);
    if (!in) fail("cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

Node read_document(const std::filesystem::path& file) {
    return parse_document(read_text(file), file.string());
}

Node parse_document(std::string_view text, const std::string& file) {
    std::vector<Problem> problems;
    const auto name = std::make_shared<const std::string>(file);
    if (const std::size_t bad = first_bad_byte(text); bad != std::string_view::npos) {
        throw InputError(
            {{position(text, bad, file), "", "found a byte that is not UTF-8 text, expected YAML"}});
    }
    refuse_tabs(text, file, problems);
    TreeBuilder builder{name, problems};
    if (problems.empty()) {
        std::istringstream in{std::string(text)};
        try {
            YAML::Parser parser(in);
            if (parser.HandleNextDocument(builder)) {
                TreeBuilder second{name, problems};
                const bool more = parser.HandleNextDocument(second);
                if (more && second.root.kind != Node::Kind::empty) {
                    problems.push_back({second.root.mark(), "",
                                        "found a second document (---), expected one document per file"});
                }
            }
        } catch (const YAML::DeepRecursion& error) {
            problems.push_back({{file, error.mark.line + 1, error.mark.column + 1},
                                "",
                                "found maps or lists nested too deep, expected a few levels"});
        } catch (const YAML::ParserException& error) {
            problems.push_back({{file, error.mark.line + 1, error.mark.column + 1},
                                "",
                                "found text that is not YAML: " + error.msg});
        }
    }
    if (problems.empty() && builder.root.kind == Node::Kind::empty) {
        problems.push_back({{file, 0, 0}, "", "the file is empty; 'hanhlang new' writes one to start from"});
    } else if (problems.empty() && builder.root.kind != Node::Kind::map) {
        problems.push_back({builder.root.mark(), "", "found no keys, expected a map such as 'title: …'"});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    settle_sources(builder.root, nullptr, "", problems);
    if (!problems.empty()) throw InputError(std::move(problems));
    return std::move(builder.root);
}

}  // namespace hanhlang
