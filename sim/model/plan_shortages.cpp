// What a place keeps that runs dry or fills up.
// Rule: long-run means; whether a stock of a few containers suffices from day to day is seen in the run.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

/// TEU on a truck, in the mean.
double teu_of(const Scenario& s, Share loaded, const std::vector<Cargo>& carries) {
    double sum = 0;
    for (const Cargo& cargo : carries) sum += cargo.share.value * cargo.commodity.in(s.commodities).teu;
    return loaded.value * sum;
}

/// The most TEU that one truck takes.
double most_teu(const Scenario& s, const std::vector<Cargo>& carries) {
    double most = 0;
    for (const Cargo& cargo : carries) most = std::max(most, cargo.commodity.in(s.commodities).teu);
    return most;
}

/// Containers of which more are taken than come, in the long run.
void warn_of_drains(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    std::vector<double> more(s.places.size());  // TEU an hour that come
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
        const Demand& demand = s.demand[i];
        const std::vector<Stop>& stops = plan.legs[plan.out_leg[i]].stops;
        const std::uint32_t from = stops.front().place, to = stops.back().place;
        const double out = teu_of(s, demand.loaded, demand.carries);
        const double back = demand.returns ? teu_of(s, demand.returns->loaded, demand.returns->carries) : 0;
        const double empties = demand.returns ? (1 - demand.returns->loaded.value) * out : 0;
        const double rate = demand.trucks_per_hour();
        more[to] += rate * (out - back);
        // Elsewhere containers stay with their trucks; where there are enough, empty trucks take some along.
        const bool stay = s.places[to].containers.has_value();
        more[from] += rate * (stay             ? back + empties - out
                              : demand.returns ? std::max(0.0, back - out)
                                               : -out);
    }
    for (std::uint32_t i = 0; i < s.places.size(); ++i) {
        const Place& place = s.places[i];
        if (!place.containers || more[i] > -1e-9) continue;
        const double days = static_cast<double>(place.containers->empty) / -more[i] / 24;
        if (days >= to_hours(s.runs.end() - s.runs.start()) / 24) continue;
        found.push_back(
            {place.containers->mark, "places." + place.name + ".containers",
             fmt::format("{:.3g} TEU a day more are taken than come: the {} that are there last {:.3g} days, "
                         "and after that trucks wait for as long as the run lasts",
                         -24 * more[i], place.containers->empty, days)});
    }
}

/// Containers that are too few from the beginning: for one truck, or because those that go out stay there.
void warn_of_few(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
        const Demand& demand = s.demand[i];
        const std::vector<Stop>& stops = plan.legs[plan.out_leg[i]].stops;
        const Place& from = s.places[stops.front().place];
        const Place& to = s.places[stops.back().place];
        const double load = demand.loaded.value > 0 ? most_teu(s, demand.carries) : 0;
        if (!from.containers || load <= 0) continue;
        const auto empty = static_cast<double>(from.containers->empty);
        const std::string path = "places." + from.name + ".containers";
        if (empty < load) {
            found.push_back(
                {from.containers->mark, path,
                 fmt::format("a truck of '{}' takes {:.3g} TEU, and {:.3g} are there: it waits until "
                             "others have brought them",
                             demand.name, load, empty)});
        } else if (to.containers && demand.returns) {
            const auto stay = static_cast<double>(to.containers->keep - to.containers->empty);
            if (stay >= empty)
                found.push_back(
                    {to.containers->mark, "places." + to.name + ".containers.keep",
                     fmt::format("{:.3g} TEU more than are there stay before any empty one goes back, "
                                 "and '{}' has {:.3g}: its trucks wait for containers that never come",
                                 stay, from.name, empty)});
        }
    }
}

/// Blocks into which more is brought than can pass, and those that lose goods for which nobody pays.
void warn_of_blocks(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
        const Block& b = s.blocks[i];
        const std::string path = "blocks." + b.name;
        if (s.investment && b.when_full == Block::WhenFull::elsewhere && b.overflow.value <= 0)
            found.push_back({b.mark, path + ".overflow",
                             "is 0: what goes elsewhere costs nothing, so more room saves nothing"});
        const auto passes = passes_per_hour(s, plan, i);
        const double wanted = put_per_hour(s, plan, i);
        if (!passes || wanted < *passes) continue;
        const std::string of = *passes > 0
                                   ? fmt::format("{:.0f} % of what can pass it", 100 * wanted / *passes)
                                   : std::string("room, and nothing calls for it in the window");
        found.push_back(
            {b.mark, path, fmt::format("is asked for {}: what comes waits for room, or goes elsewhere", of)});
    }
}

/// Parts that wait for others to fill a truck, in a block that they fill before.
void warn_of_parts(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
        double kept = 0, part = 0;  // t, at worst
        for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
            const Demand& product = s.demand[plan.leg_of(plan.classes[c]).demand];
            const bool fetches = std::any_of(s.desks.begin(), s.desks.end(), [&](const Desk& desk) {
                return desk.fetches && desk.fetches->index == i && serves(s, desk, plan, plan.classes[c]);
            });
            if (!fetches || s.blocks[i].slots || !product.made_of->cut_off.empty()) continue;
            const double each = tonnes_of(s, product.made_of->demand.in(s.demand));
            const double load = s.commodities[*plan.classes[c].commodity].payload.value;
            kept += std::max(0.0, (std::ceil(load / each - 1e-9) - 1) * each);
            part = std::max(part, each);
        }
        if (kept + part <= s.blocks[i].capacity()) continue;
        found.push_back(
            {s.blocks[i].mark, "blocks." + s.blocks[i].name,
             fmt::format(
                 "may fill up with parts of loads, {:g} t at worst: then no truck gets full, and all of "
                 "them wait for ever; expected more room, or a 'cut_off'",
                 kept)});
    }
}

/// Raw material of which more comes than is worked on.
void warn_of_products(const Scenario& s, std::vector<Problem>& found) {
    for (const Demand& demand : s.demand) {
        if (!demand.made_of || !demand.made_of->rate) continue;
        const Demand& raw = demand.made_of->demand.in(s.demand);
        const double load = raw.trucks_per_hour() * tonnes_of(s, raw) / demand.made_of->rate->value;
        if (load < 1) continue;
        found.push_back(
            {demand.made_of->mark, "demand." + demand.name + ".made_of.rate",
             fmt::format("is {:.0f} % of what '{}' brings: it piles up for as long as the run lasts",
                         100 / load, raw.name)});
    }
}

}  // namespace

void warn_of_stocks(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    warn_of_drains(s, plan, found);
    warn_of_few(s, plan, found);
    warn_of_blocks(s, plan, found);
    warn_of_products(s, found);
    warn_of_parts(s, plan, found);
    for (std::uint32_t i = 0; i < s.fleets.size(); ++i) {
        const double load = s.fleets[i].size ? fleet_load(s, plan, i) : 0;
        if (load < 1) continue;
        found.push_back(
            {s.fleets[i].mark, "fleets." + s.fleets[i].name,
             fmt::format("is asked for {:.0f} % of its {} trucks, queues left out: loads wait for as "
                         "long as the run lasts",
                         100 * load, *s.fleets[i].size)});
    }
}

}  // namespace hanhlang
