// What can be asked of blocks, ships and trains.
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/model/metric.hpp"

namespace hanhlang {

bool stands_at(const Place& place, std::size_t desk) {
    const auto lists = [&](const std::vector<Ref<Desk>>& listed) {
        return std::any_of(listed.begin(), listed.end(),
                           [&](const Ref<Desk>& one) { return one.index == desk; });
    };
    return lists(place.desks.eastbound) || lists(place.desks.westbound);
}

namespace {

bool consolidates(const Demand& demand) {
    return demand.made_of && !demand.made_of->cut_off.empty();
}

/// Whether a team serves at a desk of the place, or is its berths.
bool works_at(const Scenario& s, std::size_t place, std::size_t team) {
    for (std::size_t d = 0; d < s.desks.size(); ++d) {
        const auto& staff = s.desks[d].staff;
        if (stands_at(s.places[place], d) &&
            std::any_of(staff.begin(), staff.end(), [&](const Ref<Staff>& one) { return one.index == team; }))
            return true;
    }
    return std::any_of(s.services.begin(), s.services.end(), [&](const Service& one) {
        return one.block.in(s.blocks).place.index == place &&
               ((one.berth && one.berth->index == team) || (one.cranes && one.cranes->index == team));
    });
}

/// What the units of a place cost and do, against what it handles.
void add_depot_quotients(const Scenario& s, std::vector<Measure>& all) {
    std::vector<double> part(s.staff.size());  // of a team that works at several places, equal parts
    for (std::size_t p = 0; p < s.places.size(); ++p) {
        for (std::size_t i = 0; i < part.size(); ++i) part[i] += works_at(s, p, i) ? 1 : 0;
    }
    for (double& one : part) one = 1 / std::max(1.0, one);
    for (std::size_t p = 0; p < s.places.size(); ++p) {
        Measure teu, tonne, moves;
        const auto visits = [](std::size_t desk) {
            return Term{Fact::visits, static_cast<std::uint32_t>(desk), 1};
        };
        for (std::size_t d = 0; d < s.desks.size(); ++d) {
            if (!stands_at(s.places[p], d)) continue;
            if (s.desks[d].puts || s.desks[d].fetches) moves.above.push_back(visits(d));
            if (s.desks[d].puts) moves.below.push_back(visits(d));
        }
        const auto unit = [&](const std::optional<UnitCost>& each, double number, double open) {
            if (each && s.investment) teu.hourly += number * each->hourly(*s.investment, open);
        };
        bool has_blocks = false, has_piles = false;
        for (std::size_t b = 0; b < s.blocks.size(); ++b) {
            const Block& block = s.blocks[b];
            if (block.place.index != p) continue;
            const auto index = static_cast<std::uint32_t>(b);
            has_blocks = true;
            if (block.slots) teu.below.push_back({Fact::put_down, index, 1});
            tonne.below.push_back({Fact::put_tonnes, index, 1});
            has_piles |= !block.slots;
            moves.above.push_back({Fact::rehandles, index, 1});
            unit(block.each, block.units(), 1);
            if (block.power && s.costs && s.costs->power)
                teu.above.push_back(
                    {Fact::block_occupied, index, block.power->value * s.costs->power->value});
        }
        for (std::size_t i = 0; i < s.staff.size(); ++i) {
            if (!works_at(s, p, i)) continue;
            unit(s.staff[i].each, part[i] * static_cast<double>(s.staff[i].people),
                 s.staff[i].hours.open_share());
            if (s.staff[i].power && s.costs && s.costs->power)
                teu.above.push_back({Fact::busy, static_cast<std::uint32_t>(i),
                                     part[i] * s.staff[i].power->value * s.costs->power->value});
            if (s.staff[i].burns && s.costs && s.costs->fuel)
                teu.above.push_back({Fact::busy, static_cast<std::uint32_t>(i),
                                     part[i] * s.staff[i].burns->value * s.costs->fuel->value});
        }
        for (std::size_t d = 0; d < s.desks.size(); ++d) {
            if (!stands_at(s.places[p], d)) continue;
            const auto places = std::count_if(s.places.begin(), s.places.end(),
                                              [&](const Place& one) { return stands_at(one, d); });
            unit(s.desks[d].each,
                 static_cast<double>(s.desks[d].bays.value_or(0)) / static_cast<double>(places), 1);
        }
        if (!has_blocks) continue;
        const auto add = [&](Measure measure, const char* name, const char* of, std::string definition) {
            if (measure.below.empty() || (measure.above.empty() && measure.hourly == 0)) return;
            measure.name = fmt::format("place.{}.{}", s.places[p].name, name);
            measure.fact = Fact::quotient;
            measure.unit = of;
            measure.definition = std::move(definition);
            all.push_back(std::move(measure));
        };
        tonne.above = teu.above;
        tonne.hourly = teu.hourly;
        const std::string cost =
            "what its blocks, teams and bays cost in the window (capital by the years of 'investment', "
            "running), with "
            "their diesel and power, what several places share in equal parts, for each ";
        // Where both are handled nobody says which of them a machine is for.
        if (!has_piles) add(teu, "cost_per_teu", "USD per TEU", cost + "TEU put down");
        add(tonne, "cost_per_tonne", "USD per t", cost + "tonne put down, in containers or not");
        add(moves, "moves_per_load", "moves",
            "of machines, for each load put down: putting, fetching, and moving what stands above");
    }
}

}  // namespace

void add_depot_measures(const Scenario& s, std::vector<Measure>& all) {
    const auto add = [&](std::string name, Fact fact, std::size_t object, std::string unit,
                         const std::vector<std::string>& statistics, std::string definition,
                         double factor = 1) {
        all.push_back({std::move(name), fact, static_cast<std::uint32_t>(object), std::move(unit),
                       std::move(definition), statistics, factor});
    };
    const std::vector<std::string> samples{"mean", "sd", "min", "max", "total", "p50", "p90", "p95"};
    const std::vector<std::string> counts{"total", "per_day", "per_year"};
    if (std::any_of(s.demand.begin(), s.demand.end(), consolidates))
        add("trip.load_factor", Fact::filled, 0, "", {"mean", "sd", "min", "max", "p50", "p90", "p95"},
            "of a loaded trip, how much of its payload it carries");
    for (std::size_t i = 0; i < s.blocks.size(); ++i) {
        const std::string block = "block." + s.blocks[i].name;
        const std::string unit{s.blocks[i].unit()};
        add(block + ".occupied", Fact::block_occupied, i, unit, {"mean", "max", "p95"},
            "what is in the block");
        add(block + ".crowded", Fact::block_crowded, i, "", {"share"},
            "of the time, that in which more than 90 % of what fits is taken");
        add(block + ".put", Fact::put_down, i, unit, counts, "put down in the window");
        add(block + ".overflow", Fact::overflow, i, "trucks", counts,
            "trucks in the window that found no room and took their goods elsewhere");
        if (has_perishables(s))
            add(block + ".spoiled", Fact::spoiled_here, i, unit, counts,
                "of what leaves in the window by ship, train or with trucks of no stream, what is lost here "
                "because "
                "it did not keep");
        if (s.costs)
            add(block + ".goods_cost", Fact::goods_cost, i, "USD", counts,
                "what the time costs that goods spend here in the window", 1e-6);
        if (s.costs && has_perishables(s))
            add(block + ".spoilage_cost", Fact::spoiled_value, i, "USD", counts,
                "value of what leaves in the window by ship, train or with trucks of no stream and did not "
                "keep");
        if (s.blocks[i].power) {
            const double kw = s.blocks[i].power->value;
            add(block + ".energy", Fact::block_occupied, i, "kWh", counts, "electricity used in the window",
                kw);
            if (s.emissions)
                add(block + ".co2e", Fact::block_occupied, i, "kg", counts, "CO2e of that electricity",
                    kw * s.emissions->power.value);
        }
        add(block + ".dwell", Fact::dwell, i, "h", samples,
            "of a truckload that is put down in the window, until it leaves; without those still there at "
            "the "
            "end of the run");
        add(block + ".rehandles", Fact::rehandles, i, "moves", samples,
            "of a container that is fetched, others that stand on it and are moved first");
    }
    for (std::size_t i = 0; i < s.services.size(); ++i) {
        const std::string service = "service." + s.services[i].name;
        const std::string unit{s.services[i].block.in(s.blocks).unit()};
        add(service + ".left_behind", Fact::left_behind, i, unit, samples,
            "at a call in the window, what was there before the cut-off and did not fit");
        add(service + ".load_factor", Fact::load_factor, i, "", {"mean", "min", "max"},
            "of a call in the window, how much of its capacity it takes");
        add(service + ".missed", Fact::missed, i, "trucks", counts,
            "truckloads that came after the cut-off of a call in the window and before it by the timetable");
        add(service + ".unfinished", Fact::calls_unfinished, i, "calls", {"total"},
            "calls that come in the window and have not ended when the run does");
        if (!s.services[i].berth) continue;
        add(service + ".berth_wait", Fact::berth_wait, i, "h", samples,
            "of a call that comes in the window, from coming to a free berth or track");
        add(service + ".turnaround", Fact::turnaround, i, "h", samples,
            "of a call that comes in the window, from coming to leaving");
    }
    add_depot_quotients(s, all);
    for (std::size_t i = 0; i < s.staff.size(); ++i) {
        const std::string team = "staff." + s.staff[i].name;
        double co2e = 0;  // kg an hour of work
        if (s.staff[i].burns) {
            add(team + ".fuel", Fact::busy, i, "l", counts, "diesel its machines use at work in the window",
                s.staff[i].burns->value);
            if (s.emissions)
                co2e += s.staff[i].burns->value * (s.emissions->burning.value + s.emissions->supplying.value);
        }
        if (s.staff[i].power) {
            add(team + ".energy", Fact::busy, i, "kWh", counts,
                "electricity its machines use at work in the window", s.staff[i].power->value);
            if (s.emissions) co2e += s.staff[i].power->value * s.emissions->power.value;
        }
        if (s.emissions && (s.staff[i].burns || s.staff[i].power))
            add(team + ".co2e", Fact::busy, i, "kg", counts,
                "CO2e of its diesel, well to wheel, and electricity", co2e);
    }
}

void add_depot_standards(const Scenario& s, std::vector<std::string>& names) {
    for (const Demand& demand : s.demand) {
        if (consolidates(demand))
            names.push_back(fmt::format("trip.load_factor.mean[demand={}]", demand.name));
    }
    for (const Block& block : s.blocks) {
        for (const char* what :
             {"occupied.mean", "occupied.p95", "crowded.share", "put.per_day", "dwell.mean"})
            names.push_back(fmt::format("block.{}.{}", block.name, what));
        if (block.when_full == Block::WhenFull::elsewhere)
            names.push_back(fmt::format("block.{}.overflow.per_day", block.name));
        if (block.power) names.push_back(fmt::format("block.{}.energy.per_year", block.name));
        if (block.slots && !block.dwell) names.push_back(fmt::format("block.{}.rehandles.mean", block.name));
    }
    for (const Service& service : s.services) {
        for (const char* what : {"left_behind.mean", "load_factor.mean", "missed.total"})
            names.push_back(fmt::format("service.{}.{}", service.name, what));
        if (!service.berth) continue;
        names.push_back(fmt::format("service.{}.unfinished.total", service.name));
        names.push_back(fmt::format("service.{}.berth_wait.mean", service.name));
        names.push_back(fmt::format("service.{}.turnaround.mean", service.name));
    }
    std::vector<Measure> quotients;
    add_depot_quotients(s, quotients);
    for (const Measure& one : quotients) names.push_back(one.name);
    for (const Staff& team : s.staff) {
        if (team.burns) names.push_back(fmt::format("staff.{}.fuel.per_year", team.name));
        if (team.power) names.push_back(fmt::format("staff.{}.energy.per_year", team.name));
    }
}

}  // namespace hanhlang
