#include "split_show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hanhlang/scenario/value.hpp"

namespace hanhlang {
namespace {

/// The law of one channel: its own, or that of all.
const Node* of_channel(const Node* law, Channel channel) {
    return law && law->kind == Node::Kind::map ? law->find(to_string(channel)) : law;
}

Distribution law_of(const Node* node) {
    return node ? Grammar<Distribution>::parse(node->text) : Distribution::constant(0);
}

bool same_law(const Distribution& a, const Distribution& b) {
    for (int i = 1; i < 64; ++i) {
        if (a.quantile(i / 64.0) != b.quantile(i / 64.0)) return false;
    }
    return a.mean() == b.mean();
}

std::string duration(double milliseconds) {
    const double minutes = milliseconds / 60'000;
    if (minutes >= 120) return fmt::format("{:.1f} h", minutes / 60);
    return minutes >= 1 || minutes == 0 ? fmt::format("{:.1f} min", minutes)
                                        : fmt::format("{:.1f} s", minutes * 60);
}

std::optional<std::string> show_law(const Node* before, const Node* after) {
    const Distribution old = law_of(before);
    const Distribution now = law_of(after);
    if (same_law(old, now)) return std::nullopt;
    const std::string first = duration(old.mean());
    const std::string second = duration(now.mean());
    if (first != second) return fmt::format("mean {} -> {}", first, second);
    return fmt::format("{} -> {}", before ? before->text : first, after ? after->text : second);
}

std::optional<std::string> show_share(const Node* before, const Node* after, double otherwise) {
    const auto value = [&](const Node* node) {
        return node ? Grammar<Share>::parse(node->text).value : otherwise;
    };
    if (value(before) == value(after)) return std::nullopt;
    return fmt::format("{:.3g} % -> {:.3g} %", 100 * value(before), 100 * value(after));
}

/// The share of one channel; "none" where declarations are not selected at all.
std::optional<std::string> show_channel(const Node* before, const Node* after, Channel channel) {
    const auto share = [&](const Node* channels) {
        const Node* own = channels ? channels->find(to_string(channel)) : nullptr;
        return own ? fmt::format("{:.3g} %", 100 * Grammar<Share>::parse(own->text).value) : "none";
    };
    if (share(before) == share(after)) return std::nullopt;
    return fmt::format("{} -> {}", share(before), share(after));
}

std::string show_words(const Node* only) {
    const std::set<std::string> words = channel_words(only);
    return words.empty() ? "all channels" : fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

std::vector<Shown> show(Written written, const Node* before, const Node* after) {
    std::vector<Shown> all;
    const auto add = [&](std::string_view part, std::optional<std::string> change) {
        if (change) all.push_back({std::string(part), std::move(*change)});
    };
    const auto by_channel = [](const Node* law) { return law && law->kind == Node::Kind::map; };
    switch (written) {
        case Written::law:
            if (!by_channel(before) && !by_channel(after)) {
                add("", show_law(before, after));
                break;
            }
            for (const Channel c : channel_list)
                add(to_string(c), show_law(of_channel(before, c), of_channel(after, c)));
            break;
        case Written::rare:
            add("", show_share(before, after, 0));
            break;
        case Written::common:
            add("", show_share(before, after, 1));
            break;
        case Written::channels:
            for (const Channel c : channel_list) add(to_string(c), show_channel(before, after, c));
            break;
        case Written::words:
            add("", show_words(before) + " -> " + show_words(after));
            break;
    }
    return all;
}

std::set<std::string> channel_words(const Node* only) {
    std::set<std::string> words;
    const auto add = [&](const Node& item) {
        for (const Channel c : channel_list) {
            if (item.text == to_string(c)) words.insert(item.text);
        }
    };
    if (only && only->kind == Node::Kind::scalar) add(*only);
    if (only) std::for_each(only->items.begin(), only->items.end(), add);
    return words;
}

bool same_but_channels(const Node* a, const Node* b) {
    const auto others = [](const Node* only) {
        std::set<std::string> words;
        const std::optional<Node> rest = with_channel_words(only, {});
        for (std::size_t i = 0; rest && i < rest->items.size(); ++i) words.insert(rest->items[i].text);
        return words;
    };
    return others(a) == others(b);
}

std::optional<Node> with_channel_words(const Node* only, const std::set<std::string>& channels) {
    Node list;
    list.kind = Node::Kind::list;
    const std::set<std::string> own = channel_words(only);
    const auto keep = [&](const Node& item) {
        if (own.count(item.text) == 0) list.items.push_back(item);
    };
    if (only && only->kind == Node::Kind::scalar) keep(*only);
    if (only) std::for_each(only->items.begin(), only->items.end(), keep);
    for (const std::string& channel : channels) {
        Node word;
        word.kind = Node::Kind::scalar;
        word.text = channel;
        list.items.push_back(std::move(word));
    }
    if (list.items.empty()) return std::nullopt;
    return list;
}

}  // namespace hanhlang
