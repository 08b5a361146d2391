// Reads a tree into the structs of a scenario by walking the table of forms.hpp.
// Rule: never stops at the first problem.
#pragma once

#include <fmt/format.h>

#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "forms.hpp"
#include "hanhlang/scenario/document.hpp"
#include "hanhlang/scenario/value.hpp"
#include "number.hpp"

namespace hanhlang {

/// The section a Ref points into.
template <class T>
constexpr std::string_view section_of() = delete;
template <>
constexpr std::string_view section_of<Place>() {
    return "places";
}
template <>
constexpr std::string_view section_of<RoadClass>() {
    return "road_classes";
}
template <>
constexpr std::string_view section_of<Staff>() {
    return "staff";
}
template <>
constexpr std::string_view section_of<Desk>() {
    return "desks";
}
template <>
constexpr std::string_view section_of<Commodity>() {
    return "commodities";
}
template <>
constexpr std::string_view section_of<Fleet>() {
    return "fleets";
}

template <>
constexpr std::string_view section_of<Paper>() {
    return "papers";
}
template <>
constexpr std::string_view section_of<Trader>() {
    return "traders";
}
template <>
constexpr std::string_view section_of<Consignment>() {
    return "consignments";
}

template <>
constexpr std::string_view section_of<Block>() {
    return "blocks";
}
template <>
constexpr std::string_view section_of<Road>() {
    return "roads";
}
template <>
constexpr std::string_view section_of<Demand>() {
    return "demand";
}
template <>
constexpr std::string_view section_of<Pattern>() {
    return "patterns";
}
template <>
constexpr std::string_view section_of<Corridor>() {
    return "corridors";
}

class Reader {
 public:
    Reader(const Node& root, std::vector<Problem>& problems);

    Provenance provenance;

    void complain(const Node& node, const std::string& path, std::string text) {
        problems_.push_back({node.mark(), path, std::move(text)});
    }

    void read_root(Scenario& scenario);

    /// From here on every number is kept, with its path.
    void keep_in(std::vector<Input>& inputs) { inputs_ = &inputs; }

    template <class T>
    void read(const Node& node, const std::string& path, T& out) {
        if constexpr (requires { Grammar<T>::example; }) {
            read_scalar(node, path, Grammar<T>::example, Grammar<T>::counts,
                        [&](std::string_view text) { out = Grammar<T>::parse(text); });
        } else {
            read_map(node, path, out);
        }
    }
    template <class T>
    void read(const Node& node, const std::string& path, std::optional<T>& out) {
        read(node, path, out.emplace());
    }
    template <class T>
    void read(const Node& node, const std::string& path, Ref<T>& out) {
        read_scalar(node, path, "a name", false,
                    [&](std::string_view text) { out.index = index_of(section_of<T>(), text); });
    }
    template <class T>
    void read(const Node& node, const std::string& path, std::vector<Ref<T>>& out) {
        for_each_item(node, path, [&](const Node& item) { read(item, path, out.emplace_back()); });
    }
    template <class T>
    void read(const Node& node, const std::string& path, Named<T>& out) {
        if (!expect_map(node, path)) return;
        for (const auto& [key, value] : node.members) {
            T& entry = out.emplace_back();
            entry.name = key.text;
            entry.mark = key.mark();
            const std::string at = join(path, key.text);
            check_name(key, at);
            read_key(key, at, entry);
            if constexpr (requires { entry.spec; }) entry.spec = write_document(value, false);
            read(value, at, entry);
        }
    }
    void read(const Node& node, const std::string& path, Title& out);
    void read(const Node& node, const std::string& path, Calendar& out);
    void read(const Node& node, const std::string& path, Only& out);
    void read(const Node& node, const std::string& path, std::array<double, 2>& out);
    void read(const Node& node, const std::string& path, std::vector<Duration>& out);
    void read(const Node& node, const std::string& path, std::vector<Cargo>& out);
    void read(const Node& node, const std::string& path, std::vector<Expected::Figure>& out);
    void read(const Node& node, const std::string& path, std::vector<Start>& out);
    void read(const Node& node, const std::string& path, ByChannel& out);
    void read(const Node& node, const std::string& path, std::vector<Adoption>& out);
    void read(const Node& node, const std::string& path, std::vector<Coverage>& out);
    void read(const Node& node, const std::string& path, std::vector<Reissue>& out);
    void read(const Node& node, const std::string& path, ByMonth& out);
    void read(const Node& node, const std::string& path, std::vector<OnHoliday>& out);
    void read(const Node& node, const std::string& path, std::vector<Growth::Of>& out);
    void read(const Node& node, const std::string& path, std::vector<Alternative>& out);
    void read(const Node& node, const std::string& path, std::vector<std::string>& out);
    void read(const Node& node, const std::string& path, Departures& out);
    void read(const Node& node, const std::string& path, std::vector<ExchangeRate>& out);
    void read(const Node& node, const std::string& path, std::array<Payer, expenses>& out);
    void read(const Node& node, const std::string& path, Money& out);
    void read(const Node& node, const std::string& path, MoneyRate& out);
    void read(const Node& node, const std::string& path, MoneyByRoad& out);
    void read(const Node& node, const std::string& path, MoneyByMass& out);
    void read(const Node& node, const std::string& path, MoneyByFuel& out);
    void read(const Node& node, const std::string& path, MoneyByEnergy& out);
    void read(const Node& node, const std::string& path, ByHour& out);
    void read(const Node& node, const std::string& path, ByWeekday& out);
    void read(const Node& node, const std::string& path, Directed<std::vector<Ref<Desk>>>& out);
    void read(const Node& node, const std::string& path, Amount& out);
    void read(const Node& node, const std::string& path, std::array<Amount, 2>& out);
    void read(const Node& node, const std::string& path, MetricName& out);
    void read(const Node& node, const std::string& path, AgainstFile& out);
    void read(const Node& node, const std::string& path, Named<Observed>& out);

    /// The visitor of one map.
    class Fields {
     public:
        Fields(Reader& reader, const Node& map, std::string path)
            : reader_(reader), map_(map), path_(std::move(path)) {}
        template <class T>
        void required(std::string_view key, T& member, std::string_view meaning) {
            if (!visit(key, member)) {
                reader_.complain(map_, join(path_, key), fmt::format("is missing: {}", meaning));
            }
        }
        template <class T>
        void optional(std::string_view key, T& member, std::string_view) {
            visit(key, member);
        }
        /// Complains of keys that were not offered, but not of `others`.
        void refuse_unknown(const std::vector<std::string_view>& others = {});

     private:
        template <class T>
        bool visit(std::string_view key, T& member) {
            known_.emplace_back(key);
            const Node* value = map_.find(key);
            if (!value || value->is_none()) return false;
            reader_.read(*value, join(path_, key), member);
            return true;
        }
        Reader& reader_;
        const Node& map_;
        std::string path_;
        std::vector<std::string> known_;
    };

    static std::string join(const std::string& path, std::string_view key) {
        const bool plain = key.find_first_of(" .") == std::string_view::npos;
        std::string text = path.empty() ? "" : path + ".";
        return text + (plain ? std::string(key) : fmt::format("\"{}\"", key));
    }

 private:
    template <class T>
    void read_map(const Node& node, const std::string& path, T& out) {
        if (!expect_map(node, path)) return;
        if constexpr (requires { out.mark; }) {
            if (out.mark.line == 0) out.mark = node.mark();
        }
        Fields fields{*this, node, path};
        describe(fields, out);
        fields.refuse_unknown();
    }
    template <class T>
    void read_key(const Node&, const std::string&, T&) {}
    void read_key(const Node& key, const std::string& path, Road& road);
    void check_name(const Node& key, const std::string& path);

    template <class Parse>
    void read_scalar(const Node& node, const std::string& path, std::string_view example, bool counts,
                     Parse parse) {
        if (node.kind != Node::Kind::scalar) {
            complain(node, path, fmt::format("found {}, expected {}", kind_name(node), example));
            return;
        }
        try {
            parse(node.text);
        } catch (const std::invalid_argument& error) {
            complain(node, path, error.what());
            return;
        }
        if (counts && !exempt(path)) count_source(node, path);
    }
    template <class Each>
    void for_each_item(const Node& node, const std::string& path, Each each) {
        if (node.kind == Node::Kind::scalar) {
            each(node);
        } else if (node.kind == Node::Kind::list) {
            for (const Node& item : node.items) each(item);
        } else {
            complain(node, path, fmt::format("found {}, expected a list", kind_name(node)));
        }
    }

    static std::string_view kind_name(const Node& node);
    static bool exempt(std::string_view path) {
        return path.starts_with("runs") || path.starts_with("sources") || path.starts_with("expected");
    }
    void read_rates();
    void read_money(const Node& node, const std::string& path, std::span<const Unit> units,
                    std::string_view example, double most, double& out);
    void read_holidays();
    void read_calendars();
    bool expect_map(const Node& node, const std::string& path);
    bool is_name_in(std::string_view section, std::string_view name) const;
    void read_share_of_year(const Node& node, const std::string& path, Adoption& out);
    std::uint32_t index_of(std::string_view section, std::string_view name);
    void count_source(const Node& node, const std::string& path);
    void count(const std::string& path, Input::Known known);
    Source::Known weakest(const Node& node, const std::string& path, bool& guess);

    const Node& root_;
    std::vector<Problem>& problems_;
    std::map<std::string, std::unordered_map<std::string, std::uint32_t>, std::less<>> names_;
    struct NamedCalendar {
        Calendar calendar;
        Closures closures;
    };
    std::map<std::string, NamedCalendar, std::less<>> calendars_;
    Holidays holidays_;
    std::map<std::string, double, std::less<>> rates_;  // of a currency for one USD
    std::vector<Closures> closures_;                    // of the calendars in use
    std::map<std::string, Source::Known, std::less<>> sources_;
    std::set<std::string> unknown_sources_;
    std::vector<Input>* inputs_ = nullptr;
    int suggestions_ = 100;  // of similar names; each looks at all names of a section
};

}  // namespace hanhlang
