#include "hanhlang/model/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "hanhlang/network/network.hpp"

namespace hanhlang {
namespace {

class Planner {
 public:
    explicit Planner(const Scenario& scenario)
        : s_(scenario), network_(static_cast<std::uint32_t>(scenario.places.size()), links()) {}

    Plan make() {
        for (std::uint32_t i = 0; i < s_.demand.size(); ++i) add(i);
        for (std::uint32_t i = 0; i < s_.disruptions.size(); ++i) divert(i);
        if (problems_.empty()) plan_dossiers(s_, plan_, problems_);
        if (problems_.empty()) check_flows(s_, plan_, problems_);
        if (!problems_.empty()) throw InputError(std::move(problems_));
        return std::move(plan_);
    }

 private:
    /// Every place of a way, with the road that leads to it.
    using Way = std::vector<std::pair<std::uint32_t, std::optional<std::uint32_t>>>;

    std::vector<Link> links() const {
        std::vector<Link> links;
        for (const Road& road : s_.roads) {
            const RoadClass* kind = road.road_class ? &road.road_class->in(s_.road_classes) : nullptr;
            links.push_back({road.from.index, road.to.index, road.length,
                             road.speed ? *road.speed : kind->speed,
                             road.gradient ? *road.gradient
                             : kind        ? kind->gradient
                                           : Share{}});
        }
        return links;
    }

    Pace pace(const Demand& demand, bool loaded) const {
        if (!demand.fleet) return {};
        const Fleet& fleet = demand.fleet->in(s_.fleets);
        return {fleet.top_speed, loaded ? Factor{1.0} : fleet.empty_speed, fleet.gradient_loss};
    }

    Way way(const Demand& demand) {
        const Pace truck = pace(demand, true);
        Way way;
        if (!demand.route.empty()) {
            for (const Ref<Place>& place : demand.route) {
                const auto road =
                    way.empty() ? std::nullopt : network_.link_between(way.back().first, place.index, truck);
                way.emplace_back(place.index, road);
            }
            return way;
        }
        std::vector<Ref<Place>> stops = demand.via;
        stops.push_back(*demand.to);
        way.emplace_back(demand.from->index, std::nullopt);
        for (const Ref<Place>& next : stops) {
            const auto roads = network_.quickest(way.back().first, next.index, truck);
            if (!roads) {
                problems_.push_back({demand.mark, "demand." + demand.name,
                                     fmt::format("no road leads from '{}' to '{}'",
                                                 s_.places[way.back().first].name, next.in(s_.places).name)});
                return way;
            }
            for (const std::uint32_t road : *roads) {
                const Link& link = network_.links()[road];
                way.emplace_back(link.from == way.back().first ? link.to : link.from, road);
            }
        }
        return way;
    }

    void add(std::uint32_t index) {
        const Demand& demand = s_.demand[index];
        auto places = way(demand);
        plan_.out_leg.push_back(static_cast<std::uint32_t>(plan_.legs.size()));
        add_leg(index, false, demand.direction, places);
        add_classes(demand.carries, demand.loaded, demand.consignment);
        if (!demand.returns) {
            plan_.back_leg.emplace_back();
            return;
        }
        // The way back: the same places, each now reached by the road that led away from it.
        std::reverse(places.begin(), places.end());
        for (std::size_t i = places.size() - 1; i > 0; --i) places[i].second = places[i - 1].second;
        places.front().second.reset();
        plan_.back_leg.emplace_back(static_cast<std::uint32_t>(plan_.legs.size()));
        add_leg(index, true, opposite(demand.direction), places);
        add_classes(demand.returns->carries, demand.returns->loaded, demand.returns->consignment);
    }

    /// The quickest way through these places in which none of these roads is taken.
    std::optional<Way> way_without(const std::vector<Ref<Road>>& roads,
                                   const std::vector<Ref<Place>>& through, const Pace& truck) const {
        std::vector<Link> open = network_.links();
        for (const Ref<Road>& road : roads) open[road.index].speed = Speed{1e-3};  // any other way is quicker
        const Network rest{static_cast<std::uint32_t>(s_.places.size()), std::move(open)};
        Way way{{through.front().index, std::nullopt}};
        for (const Ref<Place>& next : through) {
            const auto found = rest.quickest(way.back().first, next.index, truck);
            if (!found) return std::nullopt;
            for (const std::uint32_t road : *found) {
                if (std::find(roads.begin(), roads.end(), Ref<Road>{road}) != roads.end())
                    return std::nullopt;
                const Link& link = rest.links()[road];
                way.emplace_back(link.from == way.back().first ? link.to : link.from, road);
            }
        }
        return way;
    }
    Duration time_of(const Way& way, const Pace& truck) const {
        Duration time{};
        for (const auto& [place, road] : way) {
            if (road) time += driving_time(network_.links()[*road], truck);
        }
        return time;
    }

    /// For every leg that takes a road of the disruption, the leg that is taken instead.
    void divert(std::uint32_t index) {
        const Disruption& what = s_.disruptions[index];
        const auto usual = static_cast<std::uint32_t>(plan_.legs.size());
        for (std::uint32_t leg = 0; what.divert && leg < usual; ++leg) {
            const bool takes_it = std::any_of(
                plan_.legs[leg].stops.begin(), plan_.legs[leg].stops.end(), [&](const Stop& stop) {
                    return stop.road && std::find(what.roads.begin(), what.roads.end(),
                                                  Ref<Road>{*stop.road}) != what.roads.end();
                });
            if (takes_it && !plan_.legs[leg].diverted) divert(index, leg);
        }
    }
    void divert(std::uint32_t index, std::uint32_t leg) {
        const Disruption& what = s_.disruptions[index];
        const Leg usual = plan_.legs[leg];
        const Demand& demand = s_.demand[usual.demand];
        const Pace truck = pace(demand, true);
        std::optional<Way> best;
        for (const bool reversed : {false, true}) {
            std::vector<Ref<Place>> through = what.divert->via;
            if (reversed) std::reverse(through.begin(), through.end());
            through.insert(through.begin(), {usual.stops.front().place});
            through.push_back({usual.stops.back().place});
            const auto one = way_without(what.roads, through, truck);
            if (one && (!best || time_of(*one, truck) < time_of(*best, truck))) best = one;
        }
        if (!best) {
            problems_.push_back(
                {what.divert->mark, "disruptions." + what.name + ".divert",
                 fmt::format("leads nowhere: no such way from '{}' to '{}' avoids the disrupted roads",
                             s_.places[usual.stops.front().place].name,
                             s_.places[usual.stops.back().place].name)});
            return;
        }
        const auto by = static_cast<std::uint32_t>(plan_.legs.size());
        add_leg(usual.demand, usual.back, usual.direction, *best);
        plan_.legs.back().diverted = true;
        if (usual.back) {
            add_classes(demand.returns->carries, demand.returns->loaded, demand.returns->consignment);
        } else {
            add_classes(demand.carries, demand.loaded, demand.consignment);
        }
        const std::vector<Stop>& other = plan_.legs.back().stops;
        std::uint32_t fork = 0;
        const auto last = static_cast<std::uint32_t>(std::min(other.size(), usual.stops.size()) - 1);
        while (fork < last && other[fork + 1].place == usual.stops[fork + 1].place &&
               other[fork + 1].road == usual.stops[fork + 1].road)
            ++fork;
        plan_.diversions.push_back({index, leg, by, fork});
        gathers_before(usual, fork, what);
    }

    /// Trucks that gather before they know which way they go would wait for those that go the other way.
    void gathers_before(const Leg& usual, std::uint32_t fork, const Disruption& what) {
        const Demand& demand = s_.demand[usual.demand];
        const auto& kind = usual.back ? demand.returns->consignment : demand.consignment;
        if (!kind || kind->in(s_.consignments).release != Consignment::Release::whole) return;
        for (std::uint32_t stop = 0; stop <= fork; ++stop) {
            for (const DeskVisit& visit : usual.stops[stop].desks) {
                const Desk& desk = s_.desks[visit.desk];
                if (!desk.releases) continue;
                problems_.push_back(
                    {what.divert->mark, "disruptions." + what.name + ".divert",
                     fmt::format(
                         "trucks of '{}' are released whole at '{}', before the ways part at '{}': those "
                         "that go the other way would be waited for",
                         kind->in(s_.consignments).name, desk.name,
                         s_.places[usual.stops[fork].place].name)});
            }
        }
    }

    void add_leg(std::uint32_t index, bool back, Direction direction, const Way& places) {
        const Demand& demand = s_.demand[index];
        Leg leg{index, back, direction, {}};
        std::map<std::string, std::uint32_t> repeats;
        double km = 0;
        for (const auto& [place, road] : places) {
            Stop stop;
            stop.place = place;
            stop.road = road;
            if (road) {
                const Link& link = network_.links()[*road];
                stop.along = link.to == place;
                stop.drive_loaded = driving_time(link, pace(demand, true));
                stop.drive_empty = driving_time(link, pace(demand, false));
                km += link.length.value;
            }
            stop.km = km;
            for (const Ref<Desk>& desk : s_.places[place].desks[direction]) {
                const Desk& there = desk.in(s_.desks);
                stop.desks.push_back(
                    {desk.index, repeats[there.draws_as.empty() ? there.name : there.draws_as]++});
            }
            leg.stops.push_back(std::move(stop));
        }
        plan_.legs.push_back(std::move(leg));
    }

    void add_classes(const std::vector<Cargo>& carries, Share loaded,
                     const std::optional<Ref<Consignment>>& consignment) {
        const auto leg = static_cast<std::uint32_t>(plan_.legs.size() - 1);
        plan_.class_of.emplace_back();
        plan_.variants.push_back(consignment ? variants() : Variants{});
        add_class({leg, false, {}, {}, {}, {}}, {});
        if (loaded.value <= 0) return;
        if (carries.empty()) add_class({leg, true, {}, {}, {}, {}}, consignment);
        for (const Cargo& cargo : carries)
            add_class({leg, true, cargo.commodity.index, {}, {}, {}}, consignment);
    }

    Variants variants() const {
        const auto of_their_own = [](const auto& section) {
            return std::any_of(section.begin(), section.end(), [](const auto& one) { return one.channels; });
        };
        const bool selected = s_.channels || of_their_own(s_.commodities) || of_their_own(s_.traders) ||
                              of_their_own(s_.consignments);
        return {std::max<std::uint32_t>(1, static_cast<std::uint32_t>(s_.traders.size())), selected ? 3U : 1U,
                s_.digital ? 2U : 1U};
    }

    /// The class and, where it has a consignment, every variant of it.
    void add_class(TripClass c, const std::optional<Ref<Consignment>>& consignment) {
        plan_.class_of.back().push_back(static_cast<std::uint32_t>(plan_.classes.size()));
        if (!consignment) return void(plan_.classes.push_back(c));
        c.consignment = consignment->index;
        const Variants& v = plan_.variants.back();
        for (std::uint32_t trader = 0; trader < v.traders; ++trader) {
            double share = 1;
            if (!s_.traders.empty()) {
                c.trader = trader;
                share = s_.traders[trader].share.value;
            }
            for (std::uint32_t channel = 0; channel < v.channels; ++channel) {
                double selected = 1;
                if (v.channels > 1) {
                    c.channel = channel_list[channel];
                    const Channels* law = channels_of(s_, c);
                    selected = law ? law->share(*c.channel) : channel == 0 ? 1 : 0;
                }
                for (std::uint32_t on_platform = 0; on_platform < v.digital; ++on_platform) {
                    const double adoption = v.digital > 1 ? adopted(c) : 0;
                    c.digital = on_platform == 1;
                    c.share = share * selected * (c.digital ? adoption : 1 - adoption);
                    plan_.classes.push_back(c);
                }
            }
        }
    }

    /// Share of its trader's group that uses the platform at the beginning of the window.
    double adopted(const TripClass& c) const {
        for (const Adoption& adoption : s_.digital->traders) {
            if (c.trader && adoption.trader.index == *c.trader) return adoption.at(s_.runs.from);
        }
        return 0;
    }

    const Scenario& s_;
    Network network_;
    Plan plan_;
    std::vector<Problem> problems_;
};

}  // namespace

Plan make_plan(const Scenario& scenario) {
    return Planner{scenario}.make();
}

}  // namespace hanhlang
