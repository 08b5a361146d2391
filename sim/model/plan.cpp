#include "hanhlang/model/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "routes.hpp"

namespace hanhlang {
namespace {

class Planner {
 public:
    explicit Planner(const Scenario& scenario) : s_(scenario), routes_(scenario) {}

    Plan make() {
        for (std::uint32_t i = 0; i < s_.demand.size(); ++i) add(i);
        for (std::uint32_t i = 0; i < s_.disruptions.size(); ++i) divert(i);
        for (std::uint32_t i = 0; s_.coordination && i < s_.demand.size(); ++i) reroute(i);
        if (problems_.empty()) check_limits(s_, routes_, plan_, problems_);
        if (problems_.empty()) plan_dossiers(s_, plan_, problems_);
        if (problems_.empty()) check_blocks(s_, plan_, problems_);
        if (problems_.empty()) check_flows(s_, plan_, problems_);
        if (!problems_.empty()) throw InputError(std::move(problems_));
        return std::move(plan_);
    }

 private:
    void add(std::uint32_t index) {
        const Demand& demand = s_.demand[index];
        plan_.ways.emplace_back();
        for (Way& places : routes_.ways(demand, problems_)) {
            const auto out = static_cast<std::uint32_t>(plan_.legs.size());
            const auto alternative = static_cast<std::uint32_t>(plan_.ways.back().size());
            plan_.ways.back().push_back(out);
            add_leg(index, false, demand.direction, places);
            plan_.legs.back().alternative = alternative;
            add_classes(demand.carries, demand.loaded, demand.consignment);
            if (!demand.returns) continue;
            // The way back: the same places, each now reached by the road that led away from it.
            std::reverse(places.begin(), places.end());
            for (std::size_t i = places.size() - 1; i > 0; --i) places[i].second = places[i - 1].second;
            places.front().second.reset();
            plan_.back_of[out] = static_cast<std::uint32_t>(plan_.legs.size());
            add_leg(index, true, opposite(demand.direction), places);
            plan_.legs.back().alternative = alternative;
            add_classes(demand.returns->carries, demand.returns->loaded, demand.returns->consignment);
        }
        plan_.out_leg.push_back(plan_.ways.back().front());
        share_out(s_, plan_, index);
        plan_.positioning.push_back(positioning(s_, routes_, plan_.legs[plan_.out_leg.back()], problems_));
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
        const Pace truck = routes_.pace(demand, true);
        std::optional<Way> best;
        for (const bool reversed : {false, true}) {
            std::vector<Ref<Place>> through = what.divert->via;
            if (reversed) std::reverse(through.begin(), through.end());
            through.insert(through.begin(), {usual.stops.front().place});
            through.push_back({usual.stops.back().place});
            const auto one = routes_.way_without(what.roads, through, truck);
            if (one && (!best || routes_.time_of(*one, truck) < routes_.time_of(*best, truck))) best = one;
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
        part(index, leg, by, what.divert->mark, "disruptions." + what.name + ".divert");
    }

    /// For every way of a stream that chooses, the others that may be taken instead.
    void reroute(std::uint32_t index) {
        if (!s_.coordination->reroutes_above || !chooses(s_, plan_, index)) return;
        for (const std::uint32_t usual : plan_.ways[index]) {
            for (const std::uint32_t by : plan_.ways[index]) {
                if (by == usual) continue;
                const auto part_at = [&](std::uint32_t leg, std::uint32_t other) {
                    part({}, leg, other, s_.coordination->mark, "coordination.reroutes_above");
                };
                part_at(usual, by);
                if (plan_.back_of[usual]) part_at(*plan_.back_of[usual], *plan_.back_of[by]);
            }
        }
    }

    /// Adds that trucks of a leg may go by another where the two part.
    void part(std::optional<std::uint32_t> disruption, std::uint32_t leg, std::uint32_t by, const Mark& mark,
              const std::string& path) {
        const std::vector<Stop>& usual = plan_.legs[leg].stops;
        const std::vector<Stop>& other = plan_.legs[by].stops;
        std::uint32_t fork = 0;
        const auto last = static_cast<std::uint32_t>(std::min(other.size(), usual.size()) - 1);
        while (fork < last && other[fork + 1].place == usual[fork + 1].place &&
               other[fork + 1].road == usual[fork + 1].road)
            ++fork;
        plan_.diversions.push_back({disruption, leg, by, fork});
        gathers_before(plan_.legs[leg], fork, mark, path);
    }

    /// Trucks that gather before they know which way they go would wait for those that go the other way.
    void gathers_before(const Leg& usual, std::uint32_t fork, const Mark& mark, const std::string& path) {
        const Demand& demand = s_.demand[usual.demand];
        const auto& kind = usual.back ? demand.returns->consignment : demand.consignment;
        if (!kind || kind->in(s_.consignments).release != Consignment::Release::whole) return;
        for (std::uint32_t stop = 0; stop <= fork; ++stop) {
            for (const DeskVisit& visit : usual.stops[stop].desks) {
                const Desk& desk = s_.desks[visit.desk];
                if (!desk.releases) continue;
                problems_.push_back(
                    {mark, path,
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
                const Link& link = routes_.link(*road);
                stop.along = link.to == place;
                stop.drive_loaded = driving_time(link, routes_.pace(demand, true));
                stop.drive_empty = driving_time(link, routes_.pace(demand, false));
                stop.fuel_loaded = routes_.litres(demand, link, true);
                stop.fuel_empty = routes_.litres(demand, link, false);
                stop.toll = link.length.value * link.toll.value;
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
        plan_.back_of.emplace_back();
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
    Routes routes_;
    Plan plan_;
    std::vector<Problem> problems_;
};

}  // namespace

Plan make_plan(const Scenario& scenario) {
    return Planner{scenario}.make();
}

}  // namespace hanhlang
