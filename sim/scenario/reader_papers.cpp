// Reads what consignments and papers have that is written in ways of its own: whom something is for, when a
// paper may start, how long it takes by channel, who is on the platform.
#include <algorithm>

#include "reader.hpp"

namespace hanhlang {

bool Reader::is_name_in(std::string_view section, std::string_view name) const {
    const auto& names = names_.find(section)->second;
    return names.find(std::string(name)) != names.end();
}

void Reader::read(const Node& node, const std::string& path, Only& out) {
    constexpr std::string_view example =
        "a commodity, a consignment, a trader, a place on the way ('not' and a place that is not), import, "
        "export, transit, green, yellow, red, loaded, empty, eastbound or westbound";
    constexpr std::string_view absent = "not ";
    for_each_item(node, path, [&](const Node& item) {
        read_scalar(item, path, example, false, [&](std::string_view text) {
            if (text == "loaded" || text == "empty") {
                if (out.loaded && *out.loaded != (text == "loaded"))
                    throw std::invalid_argument("names both 'loaded' and 'empty', which are all trucks");
                out.loaded = text == "loaded";
            } else if (text == "eastbound" || text == "westbound") {
                out.directions.push_back(Grammar<Direction>::parse(text));
            } else if (text == "import" || text == "export" || text == "transit") {
                out.flows.push_back(Grammar<Flow>::parse(text));
            } else if (text == "green" || text == "yellow" || text == "red") {
                for (const Channel c : channel_list) {
                    if (to_string(c) == text) out.channels.push_back(c);
                }
            } else if (text.starts_with(absent)) {
                out.none_of.push_back({index_of("places", text.substr(absent.size()))});
            } else if (is_name_in("consignments", text) && !is_name_in("commodities", text)) {
                out.consignments.push_back({index_of("consignments", text)});
            } else if (is_name_in("traders", text) && !is_name_in("commodities", text)) {
                out.traders.push_back({index_of("traders", text)});
            } else if (is_name_in("places", text) && !is_name_in("commodities", text)) {
                out.places.push_back({index_of("places", text)});
            } else {
                out.commodities.push_back({index_of("commodities", text)});
            }
        });
    });
}

void Reader::read(const Node& node, const std::string& path, std::vector<Start>& out) {
    out.clear();
    if (node.kind != Node::Kind::map) {
        read(node, path, out.emplace_back().moment);
        return;
    }
    double total = 0;
    for (const auto& [key, value] : node.members) {
        Start& start = out.emplace_back();
        const std::string at = join(path, key.text);
        read(key, at, start.moment);
        read(value, at, start.share);
        total += start.share.value;
    }
    if (total < 1 - 1e-9 || total > 1 + 1e-9) {
        complain(node, path,
                 fmt::format("found shares that add up to {:.6g} %, expected 100 %", 100 * total));
    }
}

void Reader::read(const Node& node, const std::string& path, ByChannel& out) {
    if (node.kind != Node::Kind::map) {
        Distribution law;
        read(node, path, law);
        out.law.fill(law);
        return;
    }
    Fields fields{*this, node, path};
    for (const Channel c : channel_list) {
        fields.required(to_string(c), out.law[static_cast<std::size_t>(c)],
                        "how long it takes in this channel");
    }
    fields.refuse_unknown();
}

/// One share, or shares at the beginning of years, straight lines between them.
void Reader::read_share_of_year(const Node& node, const std::string& path, Adoption& out) {
    if (node.kind != Node::Kind::map) {
        read(node, path, out.path.emplace_back(0, Share{}).second);
        return;
    }
    if (node.members.empty()) {
        complain(node, path, "found no year, expected shares by year such as {2025: 40 %, 2030: 90 %}");
        out.path.emplace_back(0, Share{});
    }
    for (const auto& [key, value] : node.members) {
        const std::string at = join(path, key.text);
        int year = 0;
        read_scalar(key, at, "a year such as 2030", false, [&](std::string_view text) {
            const auto read_year = Grammar<std::int64_t>::parse(text);
            if (read_year < 1900 || read_year > 2200)
                throw std::invalid_argument(fmt::format("found '{}', expected a year such as 2030", text));
            year = static_cast<int>(read_year);
        });
        read(value, at, out.path.emplace_back(year, Share{}).second);
    }
    std::sort(out.path.begin(), out.path.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
}

void Reader::read(const Node& node, const std::string& path, std::vector<Adoption>& out) {
    const Node* groups = root_.find("traders");
    if (node.kind == Node::Kind::scalar) {  // the same for every group
        Adoption all;
        read_share_of_year(node, path, all);
        const std::size_t n = groups && groups->kind == Node::Kind::map ? groups->members.size() : 0;
        for (std::uint32_t i = 0; i < n; ++i) out.push_back({{i}, all.path});
        if (n == 0) complain(node, path, "no groups of traders: expected a section 'traders'");
        return;
    }
    if (!expect_map(node, path)) return;
    for (const auto& [key, value] : node.members) {
        Adoption& one = out.emplace_back();
        read(key, join(path, key.text), one.trader);
        read_share_of_year(value, join(path, key.text), one);
    }
}

void Reader::read(const Node& node, const std::string& path, std::vector<Coverage>& out) {
    const auto share_of = [&](const Node& value, const std::string& at, Share& share) {
        if (value.kind == Node::Kind::scalar && (value.text == "yes" || value.text == "no")) {
            share.value = value.text == "yes" ? 1 : 0;
            count_source(value, at);
        } else {
            read(value, at, share);
        }
    };
    if (node.kind == Node::Kind::scalar) {  // the same for every office
        Share all;
        share_of(node, path, all);
        const Node* staff = root_.find("staff");
        const std::size_t n = staff && staff->kind == Node::Kind::map ? staff->members.size() : 0;
        for (std::uint32_t i = 0; i < n; ++i) out.push_back({{i}, all});
        return;
    }
    if (!expect_map(node, path)) return;
    for (const auto& [key, value] : node.members) {
        Coverage& one = out.emplace_back();
        read(key, join(path, key.text), one.office);
        share_of(value, join(path, key.text), one.share);
    }
}

}  // namespace hanhlang
