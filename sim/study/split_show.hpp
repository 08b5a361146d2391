// How a value that differs is shown: its mean before and after, by channel where it differs by channel.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hanhlang/scenario/document.hpp"

namespace hanhlang {

/// How the value of a field is written, and what holds where nothing is.
enum class Written : std::uint8_t {
    law,       // of durations, perhaps by channel; none: no time
    rare,      // a share; none: 0 %
    common,    // a share; none: 100 %
    channels,  // three shares
    words,     // the channels among those whom something is for; none: all
};

struct Shown {
    std::string part;    // the channel, where the value differs by channel
    std::string change;  // "mean 3.7 min -> 2.0 min"
};

/// What differs between two values; nothing when they mean the same.
std::vector<Shown> show(Written written, const Node* before, const Node* after);

/// Channels in a list of those whom something is for.
std::set<std::string> channel_words(const Node* only);

/// Whether two lists name the same but for channels.
bool same_but_channels(const Node* a, const Node* b);

/// The list with these channels instead of its own; nothing when nobody is left to be named.
std::optional<Node> with_channel_words(const Node* only, const std::set<std::string>& channels);

}  // namespace hanhlang
