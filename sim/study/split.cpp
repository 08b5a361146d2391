#include "hanhlang/study/split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "hanhlang/scenario/load.hpp"
#include "split_show.hpp"

namespace hanhlang {
namespace {

using Keys = std::vector<std::string>;

/// A value that is an effect already.
struct Field {
    std::string section;  // every entry of it; empty: the file itself
    Keys keys;
    Assumed::Kind kind;
    Written written;
    // On the platform a value may differ from the paper's own, which holds where nothing else is said.
    bool overrides = false;
    const char* otherwise = nullptr;  // the key that holds where this one is not said
};

/// The table. Shorter work: how long hands, or what counts in their place, are busy with one thing, and how
/// often it fails by itself. Fewer inspections: who is selected. Everything else is structure: who works, how
/// many, when and where, what starts when and after what, who is on the platform, and how fast roads are.
/// A value is compared where both have the thing: a desk or paper that is new is held against the one whose
/// chance it meets (draws_as), and is structure where there is none.
const std::vector<Field>& fields() {
    constexpr auto work = Assumed::Kind::work;
    constexpr auto inspection = Assumed::Kind::inspection;
    static const std::vector<Field> all{
        {"desks", {"takes"}, work, Written::law},
        {"desks", {"first_time"}, work, Written::law, true, "takes"},
        {"desks", {"on_return"}, work, Written::law, true, "takes"},
        {"desks", {"shared_with", "take"}, work, Written::law},
        {"papers", {"takes"}, work, Written::law},
        {"papers", {"digital", "takes"}, work, Written::law, true},
        {"papers", {"rejected"}, work, Written::rare},
        {"papers", {"digital", "rejected"}, work, Written::rare, true},
        {"papers", {"repair"}, work, Written::law},
        {"papers", {"due", "overdue"}, work, Written::law},
        {"consignments", {"lead"}, work, Written::law},
        {"demand", {"returns", "after"}, work, Written::law},
        {"staff", {"breakdowns", "every"}, work, Written::law},
        {"staff", {"breakdowns", "repair"}, work, Written::law},
        {"places", {"appointments", "early"}, work, Written::law},
        {"places", {"appointments", "late"}, work, Written::law},
        {"places", {"appointments", "no_show"}, work, Written::rare},
        {"places", {"appointments", "placeholder"}, work, Written::rare},
        {"", {"digital", "down", "every"}, work, Written::law},
        {"", {"digital", "down", "lasts"}, work, Written::law},
        {"", {"channels"}, inspection, Written::channels},
        {"commodities", {"channels"}, inspection, Written::channels},
        {"traders", {"channels"}, inspection, Written::channels},
        {"consignments", {"channels"}, inspection, Written::channels},
        {"desks", {"share"}, inspection, Written::common},
        {"desks", {"sample"}, inspection, Written::common},
        {"desks", {"only"}, inspection, Written::words},
        {"papers", {"share"}, inspection, Written::common},
        {"papers", {"only"}, inspection, Written::words},
    };
    return all;
}

const Node* find(const Node* node, const Keys& keys) {
    for (const std::string& key : keys) {
        if (node) node = node->find(key);
        if (!node || node->is_none()) return nullptr;
    }
    return node;
}

bool same(const Node* a, const Node* b) {
    if (!a || !b) return a == b;
    if (a->kind != b->kind || a->text != b->text || a->items.size() != b->items.size() ||
        a->members.size() != b->members.size())
        return false;
    for (std::size_t i = 0; i < a->items.size(); ++i) {
        if (!same(&a->items[i], &b->items[i])) return false;
    }
    return std::all_of(a->members.begin(), a->members.end(),
                       [&](const Member& member) { return same(&member.value, b->find(member.key.text)); });
}

/// A field that differs: where it stands in the treatment, what the baseline has there, and what holds in
/// each.
struct Difference {
    const Field* field;
    Keys keys;
    std::optional<Node> back;
    const Node* before;
    const Node* after;
};

/// The pairs of entries to be compared, in the order of the treatment.
struct Pair {
    Keys keys;
    const Node* before;
    const Node* after;
};
std::vector<Pair> pairs(const Node& baseline, const Node& treatment, const std::string& section) {
    if (section.empty()) return {{{}, &baseline, &treatment}};
    const Node* before = find(&baseline, {section});
    const Node* after = find(&treatment, {section});
    if (!before || !after) return {};
    std::unordered_map<std::string_view, const Node*> named;
    for (const auto& [name, entry] : before->members) named.emplace(name.text, &entry);
    std::vector<Pair> found;
    for (const auto& [name, entry] : after->members) {
        auto other = named.find(name.text);
        const Node* old = find(&entry, {"draws_as"});
        if (other == named.end() && old) other = named.find(old->text);
        if (other != named.end()) found.push_back({{section, name.text}, other->second, &entry});
    }
    return found;
}

bool has_channels(const Node& root) {
    if (find(&root, {"channels"})) return true;
    for (const char* section : {"commodities", "traders", "consignments"}) {
        const Node* entries = find(&root, {section});
        if (entries && std::any_of(entries->members.begin(), entries->members.end(),
                                   [](const Member& one) { return find(&one.value, {"channels"}); }))
            return true;
    }
    return false;
}

std::vector<Difference> differences(const Node& baseline, const Node& treatment) {
    std::vector<Difference> all;
    const bool selects = has_channels(baseline);  // otherwise there is nothing to go back to
    for (const Field& field : fields()) {
        const Keys parent(field.keys.begin(), field.keys.end() - 1);
        for (const Pair& pair : pairs(baseline, treatment, field.section)) {
            if (!find(pair.after, parent) || (!find(pair.before, parent) && !field.overrides)) continue;
            const Node* before = find(pair.before, field.keys);
            const Node* after = find(pair.after, field.keys);
            if (same(before, after)) continue;
            if (field.written == Written::channels && !before && !selects) continue;
            Difference one{&field, pair.keys, std::nullopt, before, after};
            one.keys.insert(one.keys.end(), field.keys.begin(), field.keys.end());
            if (field.written == Written::words) {
                if (channel_words(before) == channel_words(after)) continue;
                // Word for word what the baseline says, where nothing but channels differs.
                const bool only_channels = same_but_channels(before, after);
                one.back = !only_channels ? with_channel_words(after, channel_words(before))
                           : before       ? std::optional{*before}
                                          : std::nullopt;
            } else if (before) {
                one.back = *before;
            }
            const Keys general =
                field.written == Written::channels
                    ? Keys{"channels"}
                    : Keys{field.otherwise ? std::string(field.otherwise) : field.keys.back()};
            const bool falls_back = field.overrides || field.written == Written::channels;
            if (!before && falls_back) one.before = find(field.overrides ? pair.before : &baseline, general);
            if (!after && falls_back) one.after = find(field.overrides ? pair.after : &treatment, general);
            all.push_back(std::move(one));
        }
    }
    return all;
}

void forget_source(Node& node) {
    node.source = std::make_shared<const std::string>("guess");  // the treatment may not know the baseline's
    for (Node& item : node.items) forget_source(item);
    for (Member& member : node.members) forget_source(member.value);
}

void put(Node& root, const Difference& difference) {
    Node* map = &root;
    for (std::size_t i = 0; i + 1 < difference.keys.size(); ++i) map = map->find(difference.keys[i]);
    const std::string& key = difference.keys.back();
    if (!difference.back) {
        std::erase_if(map->members, [&](const Member& member) { return member.key.text == key; });
        return;
    }
    Node value = *difference.back;
    forget_source(value);
    if (Node* there = map->find(key)) {
        *there = std::move(value);
        return;
    }
    Node name;
    name.kind = Node::Kind::scalar;
    name.text = key;
    map->members.push_back({std::move(name), std::move(value)});
}

Scenario taken_back(const Node& tree, const Scenario& treatment, const std::vector<Difference>& all,
                    bool work_too) {
    Node changed = tree;
    bool is_changed = false;
    for (const Difference& one : all) {
        if (one.field->kind == Assumed::Kind::work && !work_too) continue;
        put(changed, one);
        is_changed = true;
    }
    return is_changed ? load_text(write_document(changed), {}, treatment.file) : treatment;
}

/// As a setting is written: keys with a dot or a blank in quotes.
std::string path_of(const Keys& keys) {
    std::string path;
    for (const std::string& key : keys) {
        const bool is_plain = key.find_first_of(" .") == std::string::npos;
        path += (path.empty() ? "" : ".") + (is_plain ? key : "\"" + key + "\"");
    }
    return path;
}

}  // namespace

std::vector<Assumed> assumed_effects(const Scenario& baseline, const Scenario& treatment) {
    if (baseline.hash == treatment.hash && !baseline.hash.empty()) return {};
    const Node before = parse_document(baseline.resolved, baseline.file);
    const Node after = parse_document(treatment.resolved, treatment.file);
    std::vector<Assumed> all;
    for (const Difference& one : differences(before, after)) {
        for (const Shown& shown : show(one.field->written, one.before, one.after)) {
            const std::string path = path_of(one.keys) + (shown.part.empty() ? "" : "." + shown.part);
            all.push_back({one.field->kind, path, shown.change});
        }
    }
    return all;
}

std::vector<Unmatched> unmatched(const Scenario& baseline, const Scenario& treatment) {
    if (baseline.hash == treatment.hash && !baseline.hash.empty()) return {};
    const Node before = parse_document(baseline.resolved, baseline.file);
    const Node after = parse_document(treatment.resolved, treatment.file);
    std::vector<Unmatched> all;
    for (const char* section : {"desks", "papers"}) {
        const std::vector<Pair> both = pairs(before, after, section);
        const auto add = [&](const Node& root, bool is_new, auto has) {
            const Node* entries = find(&root, {section});
            for (std::size_t i = 0; entries && i < entries->members.size(); ++i) {
                const Member& one = entries->members[i];
                if (std::none_of(both.begin(), both.end(),
                                 [&](const Pair& pair) { return has(pair, one.value); }))
                    all.push_back({path_of({section, one.key.text}), is_new});
            }
        };
        add(after, true, [](const Pair& pair, const Node& entry) { return pair.after == &entry; });
        add(before, false, [](const Pair& pair, const Node& entry) { return pair.before == &entry; });
    }
    return all;
}

namespace {

/// Where a value stands; what was taken away has no place: what it stood in has.
Mark mark_of(const std::string& path, const Node& tree) {
    const Node* at = &tree;
    for (const std::string& key : split_path(path)) {
        if (const Node* next = at->find(key)) at = next;
    }
    Mark mark = at->mark();
    if (mark.file.starts_with(set_source)) mark.line = mark.column = 0;  // a setting is one value
    return mark;
}

}  // namespace

std::vector<Problem> notes_on(const std::vector<Assumed>& assumed, const std::vector<Unmatched>& unmatched,
                              const Node& tree) {
    std::vector<Problem> notes;
    for (const Assumed& one : assumed) {
        notes.push_back(
            {mark_of(one.path, tree), one.path, one.change + ": an assumed effect, reported apart"});
    }
    for (const Unmatched& one : unmatched)
        notes.push_back({mark_of(one.path, tree), one.path, describe(one)});
    return notes;
}

std::string describe(const Unmatched& one) {
    return one.is_new
               ? "has no counterpart below ('draws_as' may name one): what it takes counts as structure"
               : "has no counterpart here: what it took counts as structure";
}

SplitArms split_arms(const Scenario& baseline, const Scenario& treatment) {
    const Node before = parse_document(baseline.resolved, baseline.file);
    const Node after = parse_document(treatment.resolved, treatment.file);
    const std::vector<Difference> all = differences(before, after);
    return {taken_back(after, treatment, all, true), taken_back(after, treatment, all, false)};
}

}  // namespace hanhlang
