#include "reader.hpp"

#include <algorithm>

namespace hanhlang {

Reader::Reader(const Node& root, std::vector<Problem>& problems) : root_(root), problems_(problems) {
    for (const std::string_view section :
         {section_of<Place>(), section_of<RoadClass>(), section_of<Staff>(), section_of<Desk>(),
          section_of<Commodity>(), section_of<Fleet>(), section_of<Paper>(), section_of<Trader>(),
          section_of<Consignment>(), section_of<Road>(), section_of<Demand>(), section_of<Corridor>(),
          section_of<Pattern>(), section_of<Block>()}) {
        auto& names = names_[std::string(section)];
        const Node* map = root.find(section);
        if (!map || map->kind != Node::Kind::map) continue;
        for (const auto& [key, value] : map->members) {
            names.emplace(key.text, static_cast<std::uint32_t>(names.size()));
        }
    }
}

std::string_view Reader::kind_name(const Node& node) {
    switch (node.kind) {
        case Node::Kind::empty:
            return "nothing";
        case Node::Kind::scalar:
            return "a single value";
        case Node::Kind::list:
            return "a list";
        case Node::Kind::map:
            return "a map";
    }
    return "";
}

bool Reader::expect_map(const Node& node, const std::string& path) {
    if (node.kind == Node::Kind::map) return true;
    complain(node, path, fmt::format("found {}, expected a map of keys and values", kind_name(node)));
    return false;
}

void Reader::Fields::refuse_unknown(const std::vector<std::string_view>& others) {
    for (const auto& [key, value] : map_.members) {
        if (std::find(known_.begin(), known_.end(), key.text) != known_.end()) continue;
        if (std::find(others.begin(), others.end(), key.text) != others.end()) continue;
        const auto brackets = std::count(key.text.begin(), key.text.end(), ')') -
                              std::count(key.text.begin(), key.text.end(), '(');
        if (brackets > 0) {
            reader_.complain(
                key, path_,
                fmt::format("found '{}', the rest of a value split at its comma: quote it, such as "
                            "\"lognormal(mean 35 min, cv 0.5)\"",
                            key.text));
        } else if (value.kind == Node::Kind::empty && reader_.holidays_.knows(key.text)) {
            reader_.complain(
                key, path_,
                fmt::format("found '{}', the rest of hours split at their comma: quote them, or write a "
                            "space",
                            key.text));
        } else {
            reader_.complain(key, join(path_, key.text),
                             fmt::format("found the unknown key '{}', expected one of {}{}", key.text,
                                         fmt::join(known_, ", "), did_you_mean(key.text, known_)));
        }
    }
}

std::uint32_t Reader::index_of(std::string_view section, std::string_view name) {
    const auto& names = names_.find(section)->second;
    const auto at = names.find(std::string(name));
    if (at != names.end()) return at->second;
    std::vector<std::string> known;
    if (--suggestions_ >= 0) {
        for (const auto& [key, index] : names) known.push_back(key);
    }
    std::sort(known.begin(), known.end());
    throw std::invalid_argument(
        fmt::format("found '{}', which is not in '{}'{}", name, section, did_you_mean(name, known)));
}

void Reader::read(const Node& node, const std::string& path, Title& out) {
    if (node.kind == Node::Kind::scalar) {
        out.en = node.text;
        return;
    }
    if (!expect_map(node, path)) return;
    Fields fields{*this, node, path};
    fields.optional("vi", out.vi, "in Vietnamese");
    fields.optional("en", out.en, "in English");
    fields.refuse_unknown();
}

void Reader::read(const Node& node, const std::string& path, std::array<double, 2>& out) {
    if (node.kind != Node::Kind::list || node.items.size() != 2) {
        complain(node, path, "expected latitude and longitude in degrees, such as [16.617, 106.593]");
        return;
    }
    read(node.items[0], path, out[0]);
    read(node.items[1], path, out[1]);
    if (!(out[0] >= -90 && out[0] <= 90 && out[1] >= -180 && out[1] <= 180)) {
        complain(node, path, "found coordinates off the globe, expected [latitude, longitude] in degrees");
    }
}

void Reader::read(const Node& node, const std::string& path, std::vector<Duration>& out) {
    for_each_item(node, path, [&](const Node& item) {
        read_scalar(item, path, "a time of day such as 06:30", true,
                    [&](std::string_view text) { out.push_back(parse_clock(text)); });
    });
    std::sort(out.begin(), out.end());
}

void Reader::read(const Node& node, const std::string& path, std::vector<Cargo>& out) {
    if (node.kind == Node::Kind::scalar) {
        read(node, path, out.emplace_back(Cargo{{}, {1.0}}).commodity);
        return;
    }
    if (!expect_map(node, path)) return;
    double total = 0;
    for (const auto& [key, value] : node.members) {
        Cargo& cargo = out.emplace_back();
        read(key, join(path, key.text), cargo.commodity);
        read(value, join(path, key.text), cargo.share);
        total += cargo.share.value;
    }
    if (total < 1 - 1e-9 || total > 1 + 1e-9) {
        complain(node, path,
                 fmt::format("found shares that add up to {:.6g} %, expected 100 %", 100 * total));
    }
}

void Reader::read(const Node& node, const std::string& path, std::vector<Expected::Figure>& out) {
    if (!expect_map(node, path)) return;
    for (const auto& [key, value] : node.members) {
        Expected::Figure& figure = out.emplace_back();
        figure.mark = key.mark();
        figure.metric = key.text;
        read_scalar(value, join(path, key.text), "a duration, a share or a number, such as 40 min", true,
                    [&](std::string_view text) {
                        const auto hours = parse_hours(text);
                        figure.is_time = hours.has_value();
                        figure.value = hours ? *hours : parse_plain(text);
                    });
    }
}

void Reader::read(const Node& node, const std::string& path, ByHour& out) {
    if (!expect_map(node, path)) return;
    double total = 0;
    const std::size_t before = problems_.size();
    for (const auto& [key, value] : node.members) {
        const std::string at = join(path, key.text);
        std::array<int, 2> hours{};
        read_scalar(key, at, "hours of the day such as 6-18", false,
                    [&](std::string_view text) { hours = parse_hour_range(text); });
        Weight weight;
        read(value, at, weight);
        for (int hour = hours[0]; hour < hours[1]; ++hour) {
            double& there = out.weight[static_cast<std::size_t>(hour)];
            if (there > 0) complain(key, at, fmt::format("hour {} is said twice", hour));
            there = weight.value;
            total += weight.value;
        }
    }
    if (total <= 0 && problems_.size() == before)
        complain(node, path, "found no hour with traffic, expected at least one weight above 0");
}

void Reader::read(const Node& node, const std::string& path, ByWeekday& out) {
    if (!expect_map(node, path)) return;
    for (const auto& [key, value] : node.members) {
        const int day = parse_weekday(key.text);
        Weight weight;
        read(value, join(path, key.text), weight);
        if (day < 0) {
            complain(key, join(path, key.text),
                     fmt::format("found '{}', expected a day, mon to sun", key.text));
        } else {
            out.factor[static_cast<std::size_t>(day)] = weight.value;
        }
    }
    if (std::all_of(out.factor.begin(), out.factor.end(), [](double factor) { return factor <= 0; })) {
        complain(node, path, "found no day with traffic");
    }
}

void Reader::read(const Node& node, const std::string& path, Directed<std::vector<Ref<Desk>>>& out) {
    if (node.kind != Node::Kind::map) {
        read(node, path, out.eastbound);
        out.westbound = out.eastbound;
        return;
    }
    Fields fields{*this, node, path};
    fields.optional("eastbound", out.eastbound, "");
    fields.optional("westbound", out.westbound, "");
    fields.refuse_unknown();
}

/// A name stands in metrics, filters and truck numbers; what those are made of may not be in it.
void Reader::check_name(const Node& key, const std::string& path) {
    if (key.text.empty() || key.text.find_first_of("[],=/\"\n") != std::string::npos) {
        complain(key, path,
                 fmt::format("found the name '{}', expected one without [ ] , = / and quotes", key.text));
    }
}

void Reader::read_key(const Node& key, const std::string& path, Road& road) {
    const std::size_t middle = key.text.find(" to ");
    if (middle == std::string::npos) {
        complain(key, path, fmt::format("found the road '{}', expected 'place to place'", key.text));
        return;
    }
    const auto end = [&](std::string_view name, Ref<Place>& place) {
        try {
            place.index = index_of("places", name);
        } catch (const std::invalid_argument& error) {
            complain(key, path, error.what());
        }
    };
    end(std::string_view(key.text).substr(0, middle), road.from);
    end(std::string_view(key.text).substr(middle + 4), road.to);
}

void Reader::read_root(Scenario& scenario) {
    read_rates();
    read_holidays();
    read_calendars();
    if (const Node* sources = root_.find("sources")) {
        Named<Source> read_first;
        std::vector<Problem> ignored = problems_;
        read(*sources, "sources", read_first);
        problems_ = std::move(ignored);  // the walk below says them again
        for (const Source& source : read_first) sources_[source.name] = source.known;
    }
    std::vector<std::string_view> others{"calendars", "holidays"};
    for (const auto& [key, value] : root_.members) {
        if (std::find(later_sections.begin(), later_sections.end(), key.text) == later_sections.end())
            continue;
        complain(key, key.text, "is part of the scenario format, but this version does not simulate it yet");
        others.push_back(key.text);
    }
    Fields fields{*this, root_, ""};
    describe(fields, scenario);
    fields.refuse_unknown(others);
    scenario.closures = std::move(closures_);
}

}  // namespace hanhlang
