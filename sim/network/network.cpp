#include "hanhlang/network/network.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <cassert>

namespace hanhlang {

Duration driving_time(const Link& link, const Pace& pace) {
    const double loss = std::min(0.9, pace.gradient_loss.value * link.gradient.value * 100);
    double speed = link.speed.value * pace.factor.value * (1 - loss);
    if (pace.top_speed) speed = std::min(speed, pace.top_speed->value);
    return to_duration(link.length.value / speed * 3'600'000.0);
}

struct Network::Graph {
    struct Edge {
        std::uint32_t link = 0;
    };
    using List = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Edge>;
    List list;
    std::vector<Link> links;
};

Network::Network(std::uint32_t places, std::vector<Link> links) : graph_(std::make_unique<Graph>()) {
    graph_->list = Graph::List(places);
    for (std::uint32_t i = 0; i < links.size(); ++i) {
        assert(links[i].from < places && links[i].to < places);
        boost::add_edge(links[i].from, links[i].to, Graph::Edge{i}, graph_->list);
        boost::add_edge(links[i].to, links[i].from, Graph::Edge{i}, graph_->list);
    }
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
    const auto& list = graph_->list;
    const auto weight = boost::make_function_property_map<Graph::List::edge_descriptor, std::int64_t>(
        [&](const auto& edge) { return driving_time(graph_->links[list[edge].link], pace).count(); });
    const std::size_t places = boost::num_vertices(list);
    std::vector<std::size_t> before(places);
    std::vector<std::int64_t> time(places);
    boost::dijkstra_shortest_paths(list, from,
                                   boost::weight_map(weight)
                                       .predecessor_map(boost::make_iterator_property_map(
                                           before.begin(), boost::get(boost::vertex_index, list)))
                                       .distance_map(boost::make_iterator_property_map(
                                           time.begin(), boost::get(boost::vertex_index, list))));
    if (before[to] == to) return std::nullopt;
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
    for (const auto& edge : boost::make_iterator_range(boost::out_edges(a, graph_->list))) {
        if (boost::target(edge, graph_->list) != b) continue;
        const std::uint32_t link = graph_->list[edge].link;
        if (!best || driving_time(graph_->links[link], pace) < driving_time(graph_->links[*best], pace))
            best = link;
    }
    return best;
}

}  // namespace hanhlang
