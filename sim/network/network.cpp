#include "hanhlang/network/network.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <cassert>

namespace hanhlang {

Duration driving_time(const Link& link, const Pace& pace) {
    const double loss = std::min(0.9, pace.gradient_loss.value * link.gradient.value * 100);
    double speed = link.speed.value * pace.factor.value * (1 - loss);
    if (pace.top_speed) speed = std::min(speed, pace.top_speed->value);
    return to_duration(link.length.value / speed * 3'600'000.0);
}

namespace {

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
            found.push_back(driving_time(links[ways[way]], pace).count());
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

std::optional<std::vector<std::uint32_t>> Network::quickest(std::uint32_t from, std::uint32_t to,
                                                            const Pace& pace) const {
    if (from == to) return std::vector<std::uint32_t>{};
    const Ways& ways = graph_->ways;
    const auto place = boost::get(boost::vertex_index, ways);
    const auto weight = boost::make_iterator_property_map(graph_->times_for(pace).begin(),
                                                          boost::get(boost::edge_index, ways));
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
    if (!is_reached) return std::nullopt;
    std::vector<std::uint32_t> way;
    for (std::size_t at = to; at != from; at = before[at]) {
        way.push_back(
            *link_between(static_cast<std::uint32_t>(before[at]), static_cast<std::uint32_t>(at), pace));
    }
    std::reverse(way.begin(), way.end());
    return way;
}

std::optional<std::uint32_t> Network::link_between(std::uint32_t a, std::uint32_t b, const Pace& pace) const {
    std::optional<std::uint32_t> best;
    for (const auto& edge : boost::make_iterator_range(boost::out_edges(std::size_t{a}, graph_->ways))) {
        if (boost::target(edge, graph_->ways) != b) continue;
        const std::uint32_t link = graph_->ways[edge];
        if (!best || driving_time(graph_->links[link], pace) < driving_time(graph_->links[*best], pace))
            best = link;
    }
    return best;
}

}  // namespace hanhlang
