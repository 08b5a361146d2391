#include "depot_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "table.hpp"

namespace hanhlang {
namespace {

/// Mean stay in hours, as far as the scenario says it.
std::optional<double> mean_stay(const Scenario& s, const Plan& plan, std::uint32_t block) {
    const Block& b = s.blocks[block];
    const auto hours = [](double ms) { return ms / 3'600'000.0; };
    if (b.dwell) return hours(b.dwell->mean());
    for (const Service& one : s.services) {
        if (one.block.index == block) return 0.5 * to_hours(one.every) + to_hours(one.cut_off);
    }
    double stay = 0, trucks = 0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        const bool fetches = std::any_of(s.desks.begin(), s.desks.end(), [&](const Desk& desk) {
            return desk.fetches && desk.fetches->index == block && serves(s, desk, plan, plan.classes[c]);
        });
        if (!fetches) continue;
        const Demand& demand = s.demand[plan.leg_of(plan.classes[c]).demand];
        const double rate = trucks_per_hour(s, plan, c);
        stay += rate * (demand.made_of->after ? hours(demand.made_of->after->mean()) : 0);
        trucks += rate;
    }
    return trucks > 0 ? std::optional(stay / trucks) : std::nullopt;
}

/// TEU or tonnes a year that trucks put down in the block.
double asked(const Scenario& s, const Plan& plan, std::uint32_t block) {
    double hourly = 0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        const TripClass& trip = plan.classes[c];
        if (!trip.commodity) continue;
        const Commodity& goods = s.commodities[*trip.commodity];
        const bool puts = std::any_of(s.desks.begin(), s.desks.end(), [&](const Desk& desk) {
            return desk.puts && desk.puts->index == block && serves(s, desk, plan, trip);
        });
        if (puts)
            hourly += trucks_per_hour(s, plan, c) * (s.blocks[block].slots ? goods.teu : goods.payload.value);
    }
    return 8760 * hourly;
}

/// What passes in a year when the block is never empty, or nothing where the stay is not known.
std::optional<double> dynamic_capacity(const Scenario& s, const Plan& plan, std::uint32_t block) {
    const auto stay = mean_stay(s, plan, block);
    return stay && *stay > 0 ? std::optional(s.blocks[block].capacity() * 8760 / *stay) : std::nullopt;
}

}  // namespace

std::string block_table(const Scenario& s, const Plan& plan) {
    if (s.blocks.empty()) return "";
    std::vector<std::vector<std::string>> rows{
        {"block", "unit", "fits", "mean stay h", "passes a year", "asked a year", "load"}};
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
        const auto stay = mean_stay(s, plan, i);
        const auto passes = dynamic_capacity(s, plan, i);
        const double wanted = asked(s, plan, i);
        rows.push_back({s.blocks[i].name, std::string(s.blocks[i].unit()), fixed(s.blocks[i].capacity(), 0),
                        stay ? fixed(*stay, 1) : "–", passes ? fixed(*passes, 0) : "–", fixed(wanted, 0),
                        passes ? percent(wanted / *passes, 0) : "–"});
    }
    return table(rows);
}

std::string binding_part(const Scenario& s, const Plan& plan) {
    if (s.blocks.empty()) return "";
    double most = 0;
    std::string name;
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
        const auto passes = dynamic_capacity(s, plan, i);
        if (passes && asked(s, plan, i) / *passes > most)
            most = asked(s, plan, i) / *passes, name = "block " + s.blocks[i].name;
    }
    for (std::uint32_t i = 0; i < s.staff.size(); ++i) {
        if (offered_load(s, plan, i) > most)
            most = offered_load(s, plan, i), name = "team " + s.staff[i].name;
    }
    for (std::uint32_t i = 0; i < s.desks.size(); ++i) {
        if (!s.desks[i].bays || !s.desks[i].staff.empty()) continue;
        const double load = load_of_bays(s, plan, i);
        if (load > most) most = load, name = "desk " + s.desks[i].name;
    }
    return most > 0 ? fmt::format("  binds first: {}, at {} of what it can do\n", name, percent(most, 0))
                    : "";
}

}  // namespace hanhlang
