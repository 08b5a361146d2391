#include "hanhlang/network/network.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <cassert>

namespace hanhlang {
namespace {
constexpr double ms_per_hour = 3'600'000.0;
}

Duration driving_time(const Link& link, const Pace& pace) {
    const double loss = std::min(0.9, pace.gradient_loss.value * link.gradient.value * 100);
    double speed = link.speed.value * pace.factor.value * (1 - loss);
    if (pace.top_speed) speed = std::min(speed, pace.top_speed->value);
    double hours = link.length.value / speed;
    if (link.paved.value < 1) hours *= link.paved.value + (1 - link.paved.value) / pace.unpaved_speed.value;
    return to_duration(hours * ms_per_hour);
}

double driving_cost(const Link& link, const Pace& pace) {
    const double climbs = 1 + pace.gradient_cost.value * link.gradient.value * 100;
    return link.length.value * (pace.distance.value * climbs + link.toll.value);
}

bool bears(const Link& link, const Pace& pace) {
    const bool barred =
        pace.kind && std::find(link.bars.begin(), link.bars.end(), *pace.kind) != link.bars.end();
    return !barred && !(link.gross && pace.gross.value > link.gross->value) &&
           !(link.axles && pace.axles > *link.axles);
}

namespace {

/// Added to a link that is not to be taken: any other way is shorter.
constexpr std::int64_t detour = 1'000'000'000'000'000;  // ms
constexpr std::int64_t longest = 1'000'000'000'000;     // of a link, three decades

/// Time of a link, and its money as time.
std::int64_t weight_of(const Link& link, const Pace& pace) {
    const bool has_cost = pace.hour && pace.hour->value > 0;
    const double money = has_cost ? driving_cost(link, pace) / pace.hour->value * ms_per_hour : 0;
    const std::int64_t time = driving_time(link, pace).count() + to_duration(money).count();
    return std::min(time, longest) + (bears(link, pace) ? 0 : detour);
}

using Ways = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, std::uint32_t>;

/// Ends Dijkstra's search at the place that was asked for; the library has no other way out.
struct Reached {};
struct Watch : boost::dijkstra_visitor<> {
    explicit Watch(std::uint32_t place) : to(place) {}
    void examine_vertex(std::size_t place, const Ways&) const {
        if (place == to) throw Reached{};
    }
    std::uint32_t to;
};

}  // namespace

struct Network::Graph {
    Ways ways;  // both directions of every link, with its index
    std::vector<Link> links;
    std::vector<std::pair<Pace, std::vector<std::int64_t>>> times;  // found so far: ms of every way

    /// A scenario has many streams and few kinds of truck.
    const std::vector<std::int64_t>& times_for(const Pace& pace) {
        const auto known =
            std::find_if(times.begin(), times.end(), [&](const auto& entry) { return entry.first == pace; });
        if (known != times.end()) return known->second;
        auto& found = times.emplace_back(pace, std::vector<std::int64_t>{}).second;
        for (const auto& way : boost::make_iterator_range(boost::edges(ways)))
            found.push_back(weight_of(links[ways[way]], pace));
        return found;
    }
};

Network::Network(std::uint32_t places, std::vector<Link> links) : graph_(std::make_unique<Graph>()) {
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < links.size(); ++i) {
        assert(links[i].from < places && links[i].to < places);
        ends.insert(ends.end(), {{links[i].from, links[i].to}, {links[i].to, links[i].from}});
        indices.insert(indices.end(), {i, i});
    }
    graph_->ways =
        Ways(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), indices.begin(), places);
    graph_->links = std::move(links);
}

Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

const std::vector<Link>& Network::links() const {
    return graph_->links;
}

namespace {

/// Dijkstra's way from place to place, as places.
std::optional<std::vector<std::size_t>> places_between(const Ways& ways, std::uint32_t from, std::uint32_t to,
                                                       const std::vector<std::int64_t>& weights) {
    const auto place = boost::get(boost::vertex_index, ways);
    const auto weight =
        boost::make_iterator_property_map(weights.begin(), boost::get(boost::edge_index, ways));
    std::vector<std::size_t> before(boost::num_vertices(ways));
    std::vector<std::int64_t> time(before.size());
    const bool is_reached = [&] {
        try {
            boost::dijkstra_shortest_paths_no_color_map(
                ways, from,
                boost::weight_map(weight)
                    .predecessor_map(boost::make_iterator_property_map(before.begin(), place))
                    .distance_map(boost::make_iterator_property_map(time.begin(), place))
                    .visitor(Watch{to}));
            return false;
        } catch (const Reached&) {
            return true;
        }
    }();
    if (!is_reached || time[to] >= detour) return std::nullopt;
    std::vector<std::size_t> way{to};
    while (way.back() != from) way.push_back(before[way.back()]);
    std::reverse(way.begin(), way.end());
    return way;
}

}  // namespace

std::optional<Network::Path> Network::best(std::uint32_t from, std::uint32_t to, const Pace& pace) const {
    if (from == to) return Path{};
    const auto places = places_between(graph_->ways, from, to, graph_->times_for(pace));
    if (!places) return std::nullopt;
    Path way;
    for (std::size_t i = 0; i + 1 < places->size(); ++i) {
        way.push_back(*link_between(static_cast<std::uint32_t>((*places)[i]),
                                    static_cast<std::uint32_t>((*places)[i + 1]), pace));
    }
    return way;
}

/// Each next way leaves one of those before it at some place: from there on the links that were taken, and
/// before it the places that were passed, are closed.
std::vector<Network::Path> Network::best_few(std::uint32_t from, std::uint32_t to, const Pace& pace,
                                             std::size_t most) const {
    std::vector<Path> found;
    std::vector<std::pair<Duration, Path>> candidates;
    auto first = best(from, to, pace);
    if (!first || first->empty()) return found;
    found.push_back(std::move(*first));
    const std::vector<std::int64_t> open = graph_->times_for(pace);
    while (found.size() < most) {
        const Path last = found.back();
        std::uint32_t spur = from;
        for (std::size_t at = 0; at < last.size(); ++at) {
            const auto same_root = [&](const Path& path) {
                return path.size() > at &&
                       std::equal(last.begin(), last.begin() + static_cast<long>(at), path.begin());
            };
            std::vector<std::int64_t> weights = open;
            std::vector<bool> passed(boost::num_vertices(graph_->ways));
            std::uint32_t place = from;
            for (std::size_t i = 0; i < at; ++i) {
                passed[place] = true;
                const Link& link = graph_->links[last[i]];
                place = link.from == place ? link.to : link.from;
            }
            for (const auto& edge : boost::make_iterator_range(boost::edges(graph_->ways))) {
                const std::uint32_t link = graph_->ways[edge];
                const bool taken = boost::source(edge, graph_->ways) == spur &&
                                   std::any_of(found.begin(), found.end(), [&](const Path& path) {
                                       return same_root(path) && path[at] == link;
                                   });
                if (taken || passed[boost::target(edge, graph_->ways)])
                    weights[boost::get(boost::edge_index, graph_->ways, edge)] += detour;
            }
            if (const auto rest = places_between(graph_->ways, spur, to, weights)) {
                Path path(last.begin(), last.begin() + static_cast<long>(at));
                for (std::size_t i = 0; i + 1 < rest->size(); ++i)
                    path.push_back(*link_between(static_cast<std::uint32_t>((*rest)[i]),
                                                 static_cast<std::uint32_t>((*rest)[i + 1]), pace));
                std::pair candidate{generalised_time(path, pace), std::move(path)};
                if (std::find(candidates.begin(), candidates.end(), candidate) == candidates.end())
                    candidates.push_back(std::move(candidate));
            }
            const Link& next = graph_->links[last[at]];
            spur = next.from == spur ? next.to : next.from;
        }
        std::erase_if(candidates, [&](const auto& candidate) {
            return std::find(found.begin(), found.end(), candidate.second) != found.end();
        });
        if (candidates.empty()) break;
        const auto next = std::min_element(candidates.begin(), candidates.end());
        found.push_back(std::move(next->second));
        candidates.erase(next);
    }
    return found;
}

Duration Network::generalised_time(const Path& path, const Pace& pace) const {
    std::int64_t time = 0;
    for (const std::uint32_t link : path) time += weight_of(graph_->links[link], pace);
    return Duration{time};
}

std::optional<std::uint32_t> Network::link_between(std::uint32_t a, std::uint32_t b, const Pace& pace) const {
    std::optional<std::uint32_t> best;
    for (const auto& edge : boost::make_iterator_range(boost::out_edges(std::size_t{a}, graph_->ways))) {
        if (boost::target(edge, graph_->ways) != b) continue;
        const std::uint32_t link = graph_->ways[edge];
        if (!bears(graph_->links[link], pace)) continue;
        if (!best || weight_of(graph_->links[link], pace) < weight_of(graph_->links[*best], pace))
            best = link;
    }
    return best;
}

}  // namespace hanhlang
