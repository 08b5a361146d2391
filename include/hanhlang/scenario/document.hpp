// YAML files as a tree that remembers where everything stands and who vouches for it.
// Rule: nothing of yaml-cpp is seen outside document.cpp; anchors, aliases, tags, duplicate keys and second
// documents are errors, because each of them hides something from the reader.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hanhlang/base/error.hpp"

namespace hanhlang {

struct Member;

struct Node {
    enum class Kind : std::uint8_t { empty, scalar, list, map };

    Kind kind = Kind::empty;
    std::string text;     // of a scalar
    bool quoted = false;  // a quoted scalar is never `none`
    int line = 0;
    int column = 0;
    std::shared_ptr<const std::string> file;
    std::shared_ptr<const std::string> source;  // what `source:` says of this scalar; null when nothing does
    std::vector<Node> items;                    // of a list
    std::vector<Member> members;                // of a map

    Mark mark() const { return {file ? *file : std::string{}, line, column}; }
    bool is_none() const { return kind == Kind::scalar && !quoted && text == "none"; }
    const Node* find(std::string_view key) const;
    Node* find(std::string_view key);
};

struct Member {
    Node key;  // a scalar
    Node value;
};

/// The bytes of a file; throws InputError when it cannot be read.
std::string read_text(const std::filesystem::path& file);

/// Reads one file; throws InputError with every problem of syntax. The root is a map. Every scalar knows the
/// nearest `source:` above it in this file; the `source` members themselves are taken out.
Node read_document(const std::filesystem::path& file);
Node parse_document(std::string_view text, const std::string& file);

/// Lays `over` upon `base`: maps merge, everything else replaces, `none` removes what is there.
void overlay(Node& base, const Node& over, const std::string& path, std::vector<Problem>& problems);

/// An overlay from the command line, `path.to.key=value`; the value is YAML. What it says needs no source.
Node parse_setting(const std::string& setting);

/// Splits `a.b."c d".e` into its keys.
std::vector<std::string> split_path(std::string_view path);

/// Every scalar that a path stands for, with a path of its own; `*` is any key.
std::vector<std::pair<std::string, const Node*>> values_at(const Node& root, std::string_view path);

/// The tree as YAML that reads back as the same tree, with or without `title`, `source` and `sources`.
std::string write_document(const Node& root, bool with_sources = true);

/// The source that a `--set` value has.
inline constexpr std::string_view set_source = "--set";

}  // namespace hanhlang
