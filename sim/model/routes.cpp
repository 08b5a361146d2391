#include "routes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hanhlang {
namespace {

void append(Way& way, const Network& network, const Network::Path& path) {
    for (const std::uint32_t road : path) {
        const Link& link = network.links()[road];
        way.emplace_back(link.from == way.back().first ? link.to : link.from, road);
    }
}

/// What an hour of a truck costs: driver, vehicle and goods.
MoneyRate hour_of(const Scenario& s, const Demand& demand, const Fleet& fleet) {
    double goods = 0;
    for (const Cargo& cargo : demand.carries) {
        const Commodity& one = cargo.commodity.in(s.commodities);
        if (one.value) goods += cargo.share.value * one.payload.value * one.value->value;
    }
    const double time = s.costs->goods.value / 8760 * goods;
    if (!fleet.costs) return {time};
    return {time + fleet.costs->driver.value_or(MoneyRate{}).value +
            fleet.costs->vehicle.value_or(MoneyRate{}).value};
}

}  // namespace

Routes::Routes(const Scenario& scenario)
    : s_(scenario), network_(static_cast<std::uint32_t>(scenario.places.size()), links()) {}

std::vector<Link> Routes::links() const {
    std::vector<Link> links;
    const RoadClass none{};
    for (const Road& road : s_.roads) {
        const RoadClass& kind = road.road_class ? road.road_class->in(s_.road_classes) : none;
        Link& link = links.emplace_back();
        link.from = road.from.index;
        link.to = road.to.index;
        link.length = road.length;
        link.speed = road.speed.value_or(kind.speed);
        link.gradient = road.gradient.value_or(kind.gradient);
        link.paved = road.paved.value_or(kind.paved);
        link.toll = road.toll ? *road.toll : kind.toll.value_or(MoneyByRoad{});
        if (!road.limit || !road.limit->enforced) continue;
        link.gross = road.limit->gross;
        link.axles = road.limit->axles;
        for (const Ref<Fleet>& fleet : road.limit->bars) link.bars.push_back(fleet.index);
    }
    return links;
}

Pace Routes::pace(const Demand& demand, bool loaded) const {
    if (!demand.fleet) return {};
    const Fleet& fleet = demand.fleet->in(s_.fleets);
    Pace pace;
    pace.kind = demand.fleet->index;
    pace.top_speed = fleet.top_speed;
    pace.factor = loaded ? Factor{1.0} : fleet.empty_speed;
    pace.gradient_loss = fleet.gradient_loss;
    pace.unpaved_speed = fleet.unpaved_speed;
    pace.axles = fleet.axles.value_or(0);
    double payload = 0;
    for (const Cargo& cargo : demand.carries)
        payload = std::max(payload, cargo.commodity.in(s_.commodities).payload.value);
    if (demand.returns) {
        for (const Cargo& cargo : demand.returns->carries)
            payload = std::max(payload, cargo.commodity.in(s_.commodities).payload.value);
    }
    pace.gross = {fleet.tare.value_or(Mass{}).value + payload};
    if (!s_.costs || !s_.choice || s_.choice->by != Choice::By::cost) return pace;
    const double litre = s_.costs->fuel.value_or(MoneyByFuel{}).value;
    const double fuel = fleet.fuel ? fleet.fuel->of(loaded).value * litre : 0;
    const double wear = fleet.costs ? fleet.costs->distance.value_or(MoneyByRoad{}).value : 0;
    pace.distance = {fuel + wear};
    if (fleet.fuel && fuel + wear > 0)
        pace.gradient_cost = {fleet.fuel->gradient.value * fuel / (fuel + wear)};
    pace.hour = hour_of(s_, demand, fleet);
    return pace;
}

double Routes::litres(const Demand& demand, const Link& link, bool loaded) const {
    if (!demand.fleet || !demand.fleet->in(s_.fleets).fuel) return 0;
    const Consumption& fuel = *demand.fleet->in(s_.fleets).fuel;
    return link.length.value * fuel.of(loaded).value * (1 + fuel.gradient.value * link.gradient.value * 100);
}

/// Nothing when somewhere there is no way; `gap` says between which places.
std::optional<Way> Routes::through(const std::vector<Ref<Place>>& places, const Pace& truck,
                                   std::pair<std::uint32_t, std::uint32_t>* gap) const {
    Way way{{places.front().index, std::nullopt}};
    for (std::size_t i = 1; i < places.size(); ++i) {
        const auto path = network_.best(way.back().first, places[i].index, truck);
        if (!path) {
            *gap = {way.back().first, places[i].index};
            return std::nullopt;
        }
        append(way, network_, *path);
    }
    return way;
}

std::vector<Way> Routes::ways(const Demand& demand, std::vector<Problem>& problems) const {
    const Pace truck = pace(demand, true);
    const std::string path = "demand." + demand.name;
    const auto no_way = [&](std::uint32_t from, std::uint32_t to) {
        const bool any_truck = network_.best(from, to, {}).has_value();
        std::string why;
        if (any_truck && demand.fleet)
            why = fmt::format(
                " that bears a truck of '{}', {:.3g} t with its load and {} axles, and is "
                "open to it",
                demand.fleet->in(s_.fleets).name, truck.gross.value, truck.axles);
        problems.push_back({demand.mark, path,
                            fmt::format("no road leads from '{}' to '{}'{}", s_.places[from].name,
                                        s_.places[to].name, why)});
    };
    std::vector<Way> found;
    if (!demand.route.empty()) {
        Way way;
        for (const Ref<Place>& place : demand.route) {
            const auto road =
                way.empty() ? std::nullopt : network_.link_between(way.back().first, place.index, truck);
            if (!way.empty() && !road && network_.link_between(way.back().first, place.index, {}))
                no_way(way.back().first, place.index);
            way.emplace_back(place.index, road);
        }
        found.push_back(std::move(way));
        return found;
    }
    if (demand.alternatives) {
        const auto few = network_.best_few(demand.from->index, demand.to->index, truck,
                                           static_cast<std::size_t>(*demand.alternatives));
        for (const Network::Path& one : few)
            append(found.emplace_back(Way{{demand.from->index, std::nullopt}}), network_, one);
        if (!found.empty()) return found;
        no_way(demand.from->index, demand.to->index);
        return {Way{{demand.from->index, std::nullopt}}};
    }
    std::pair<std::uint32_t, std::uint32_t> gap;
    const std::size_t ways = std::max<std::size_t>(1, demand.corridors.size());
    for (std::size_t i = 0; i < ways; ++i) {
        std::vector<Ref<Place>> middle =
            demand.corridors.empty() ? demand.via : demand.corridors[i].corridor.in(s_.corridors).via;
        std::optional<Way> best;
        for (const bool reversed : {false, true}) {
            if (reversed && (demand.corridors.empty() || middle.size() < 2)) break;
            if (reversed) std::reverse(middle.begin(), middle.end());
            std::vector<Ref<Place>> places{*demand.from};
            places.insert(places.end(), middle.begin(), middle.end());
            places.push_back(*demand.to);
            auto one = through(places, truck, &gap);
            if (one && (!best || time_of(*one, truck) < time_of(*best, truck))) best = std::move(one);
        }
        if (!best) {
            no_way(gap.first, gap.second);
            return {Way{{demand.from->index, std::nullopt}}};
        }
        // A way that must turn round at its end, or come by its start again, is no way there.
        const auto by = [&](std::size_t first, std::size_t last, Ref<Place> place) {
            for (std::size_t at = first; at < last; ++at) {
                if ((*best)[at].first == place.index) return true;
            }
            return false;
        };
        if (by(0, best->size() - 1, *demand.to) || by(1, best->size(), *demand.from)) {
            const std::string through =
                demand.corridors.empty() ? path + ".via"
                                         : "corridors." + demand.corridors[i].corridor.in(s_.corridors).name;
            problems.push_back(
                {demand.mark, path,
                 fmt::format(
                     "the way by '{}' leads past '{}' or '{}' and back: no other is open to its trucks",
                     through, s_.places[demand.from->index].name, s_.places[demand.to->index].name)});
        }
        found.push_back(std::move(*best));
    }
    return found;
}

std::optional<Way> Routes::way_without(const std::vector<Ref<Road>>& roads,
                                       const std::vector<Ref<Place>>& through, const Pace& truck) const {
    std::vector<Link> open = network_.links();
    for (const Ref<Road>& road : roads) open[road.index].speed = Speed{1e-3};  // any other way is quicker
    const Network rest{static_cast<std::uint32_t>(s_.places.size()), std::move(open)};
    Way way{{through.front().index, std::nullopt}};
    for (const Ref<Place>& next : through) {
        const auto path = rest.best(way.back().first, next.index, truck);
        if (!path) return std::nullopt;
        for (const std::uint32_t road : *path) {
            if (std::find(roads.begin(), roads.end(), Ref<Road>{road}) != roads.end()) return std::nullopt;
        }
        append(way, rest, *path);
    }
    return way;
}

Duration Routes::time_of(const Way& way, const Pace& truck) const {
    Duration time{};
    for (const auto& [place, road] : way) {
        if (road) time += driving_time(link(*road), truck);
    }
    return time;
}

}  // namespace hanhlang
