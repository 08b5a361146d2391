// What can be asked of blocks, ships and trains.
#include <fmt/format.h>

#include "hanhlang/model/metric.hpp"

namespace hanhlang {

void add_depot_measures(const Scenario& s, std::vector<Measure>& all) {
    const auto add = [&](std::string name, Fact fact, std::size_t object, std::string unit,
                         const std::vector<std::string>& statistics, std::string definition,
                         double factor = 1) {
        all.push_back({std::move(name), fact, static_cast<std::uint32_t>(object), std::move(unit),
                       std::move(definition), statistics, factor});
    };
    const std::vector<std::string> samples{"mean", "sd", "min", "max", "total", "p50", "p90", "p95"};
    const std::vector<std::string> counts{"total", "per_day", "per_year"};
    for (std::size_t i = 0; i < s.blocks.size(); ++i) {
        const std::string block = "block." + s.blocks[i].name;
        const std::string unit{s.blocks[i].unit()};
        add(block + ".occupied", Fact::block_occupied, i, unit, {"mean", "max", "p95"},
            "what is in the block, with what is being put down");
        add(block + ".crowded", Fact::block_crowded, i, "", {"share"},
            "of the time, that in which more than 90 % of what fits is taken");
        add(block + ".put", Fact::put_down, i, unit, counts, "put down in the window");
        add(block + ".overflow", Fact::overflow, i, "trucks", counts,
            "trucks in the window that found no room and took their goods elsewhere");
        if (s.costs)
            add(block + ".goods_cost", Fact::goods_cost, i, "USD", counts,
                "what the time costs that goods which leave in the window have spent here");
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
            "truckloads that a call in the window leaves because they came after the cut-off");
        if (!s.services[i].berth) continue;
        add(service + ".berth_wait", Fact::berth_wait, i, "h", samples,
            "of a call that comes in the window, from coming to a free berth or track");
        add(service + ".turnaround", Fact::turnaround, i, "h", samples,
            "of a call that comes in the window, from coming to leaving");
    }
    for (std::size_t i = 0; i < s.staff.size(); ++i) {
        if (!s.staff[i].burns) continue;
        const double litres = s.staff[i].burns->value;
        const std::string team = "staff." + s.staff[i].name;
        add(team + ".fuel", Fact::busy, i, "l", counts, "diesel its machines use at work in the window",
            litres);
        if (s.emissions)
            add(team + ".co2e", Fact::busy, i, "kg", counts, "CO2e of that diesel, well to wheel",
                litres * (s.emissions->burning.value + s.emissions->supplying.value));
    }
}

void add_depot_standards(const Scenario& s, std::vector<std::string>& names) {
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
        if (service.berth) names.push_back(fmt::format("service.{}.berth_wait.mean", service.name));
        if (service.berth) names.push_back(fmt::format("service.{}.turnaround.mean", service.name));
    }
    for (const Staff& team : s.staff) {
        if (team.burns) names.push_back(fmt::format("staff.{}.fuel.per_year", team.name));
    }
}

}  // namespace hanhlang
