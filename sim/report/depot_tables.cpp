#include "depot_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "table.hpp"

namespace hanhlang {
namespace {

/// Where goods stay, or trucks are only so many by a licence.
bool is_depot(const Scenario& s, const Place& place) {
    return place.licence || std::any_of(s.blocks.begin(), s.blocks.end(), [&](const Block& block) {
               return &block.place.in(s.places) == &place;
           });
}

}  // namespace

std::string block_table(const Scenario& s, const Plan& plan) {
    if (s.blocks.empty()) return "";
    std::vector<std::vector<std::string>> rows{
        {"block", "unit", "fits", "mean stay h", "passes a year", "asked a year", "load"}};
    const bool areas =
        std::any_of(s.blocks.begin(), s.blocks.end(), [](const Block& one) { return one.area.has_value(); });
    if (areas) rows.front().insert(rows.front().end(), {"area m2", "area asked m2"});
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
        const auto stay = mean_stay(s, plan, i);
        const auto passes = passes_per_hour(s, plan, i);
        const double wanted = put_per_hour(s, plan, i);
        rows.push_back({s.blocks[i].name, std::string(s.blocks[i].unit()), fixed(s.blocks[i].capacity(), 0),
                        stay ? fixed(*stay, 1) : "–", passes ? fixed(8760 * *passes, 0) : "–",
                        fixed(8760 * wanted, 0), passes && *passes > 0 ? percent(wanted / *passes, 0) : "–"});
        if (!areas) continue;
        // What is asked in the mean stands on so much ground when it is stacked and filled as the rest.
        const double m2 = s.blocks[i].area ? s.blocks[i].area->value * 1e4 * s.blocks[i].units() : 0;
        rows.back().push_back(m2 > 0 ? fixed(m2, 0) : "–");
        rows.back().push_back(m2 > 0 && passes && *passes > 0 ? fixed(m2 * wanted / *passes, 0) : "–");
    }
    return table(rows);
}

std::string block_use(const Outcome& outcome) {
    const Scenario& s = outcome.scenario;
    if (s.blocks.empty()) return "";
    const Plan plan = make_plan(s);
    std::vector<std::vector<std::string>> rows{
        {"block", "unit", "fits", "passes a year", "came a year", "in it", "p95", "above 90 %"}};
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
        const auto value = [&](const char* metric, double scale, int digits) {
            const Finding* const found = outcome.find("block." + s.blocks[i].name + metric);
            return found ? fixed(found->estimate.value * scale, digits) : std::string("–");
        };
        const auto passes = passes_per_hour(s, plan, i);
        const Finding* const crowded = outcome.find("block." + s.blocks[i].name + ".crowded.share");
        rows.push_back({s.blocks[i].name, std::string(s.blocks[i].unit()), fixed(s.blocks[i].capacity(), 0),
                        passes ? fixed(8760 * *passes, 0) : "–", value(".put.per_day", 365, 0),
                        value(".occupied.mean", 1, 1), value(".occupied.p95", 1, 0),
                        crowded ? percent(crowded->estimate.value, 1) : "–"});
    }
    return table(rows);
}

std::string part_table(const Scenario& s, const Plan& plan) {
    std::vector<std::vector<std::string>> rows{
        {"part of a depot", "there are", "passes a day", "asked a day", "load"}};
    const auto row = [&](const std::string& name, std::int64_t number, double trucks, double load) {
        const auto a_day = [](double hourly) { return fixed(24 * hourly, 24 * hourly < 9.95 ? 1 : 0); };
        rows.push_back({name, std::to_string(number), load > 0 ? a_day(trucks / load) : "–", a_day(trucks),
                        percent(load, 0)});
    };
    for (const Place& place : s.places) {
        if (!is_depot(s, place)) continue;
        const auto index = static_cast<std::uint32_t>(&place - &s.places[0]);
        std::map<std::string, double> teams;  // visits an hour, by the first of the teams
        std::map<std::uint32_t, double> bays;
        for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
            for (const Stop& stop : plan.leg_of(plan.classes[c]).stops) {
                if (stop.place != index) continue;
                for (const DeskVisit& visit : stop.desks) {
                    const Desk& desk = s.desks[visit.desk];
                    if (!serves(s, desk, plan, plan.classes[c])) continue;
                    const double visits = trucks_per_hour(s, plan, c) * desk.share.value;
                    if (!desk.staff.empty()) teams[desk.staff.front().in(s.staff).name] += visits;
                    if (desk.bays) bays[visit.desk] += visits;
                }
            }
        }
        for (std::uint32_t i = 0; i < s.staff.size(); ++i) {
            if (const auto at = teams.find(s.staff[i].name); at != teams.end())
                row("team " + at->first, s.staff[i].people, at->second, offered_load(s, plan, i));
        }
        std::map<std::uint32_t, double> berths;  // calls an hour
        std::vector<bool> loads_at(s.staff.size());
        for (const Service& one : s.services) {
            if (one.berth && one.block.in(s.blocks).place.index == index)
                berths[one.berth->index] += 1 / to_hours(one.every);
            if (one.cranes && one.block.in(s.blocks).place.index == index) {
                berths[one.cranes->index] += 1 / to_hours(one.every);
                loads_at[one.cranes->index] = true;
            }
        }
        for (const auto& [team, calls] : berths)
            row((loads_at[team] ? "cranes " : "berths ") + s.staff[team].name, s.staff[team].people, calls,
                offered_load(s, plan, team));
        for (const auto& [desk, visits] : bays)
            row("bays of desk " + s.desks[desk].name, *s.desks[desk].bays, visits,
                load_of_bays(s, plan, desk));
    }
    return rows.size() > 1 ? table(rows) : "";
}

std::string licence_lines(const Scenario& s, const Plan& plan) {
    std::string text;
    for (const Place& place : s.places) {
        if (!place.licence) continue;
        const auto line = [&](const Rate& allowed, double asked_per_hour, double hours,
                              std::string_view unit) {
            text += fmt::format("  licence of {}: {:.0f} {}, asked {:.0f} ({}{})\n", place.name,
                                allowed.value * hours, unit, asked_per_hour * hours,
                                percent(asked_per_hour / allowed.value, 1),
                                asked_per_hour > allowed.value ? ": NOT ALLOWED" : "");
        };
        const auto index = static_cast<std::uint32_t>(&place - &s.places[0]);
        double teu = 0, trucks = 0;
        for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
            if (s.blocks[i].place.index == index && s.blocks[i].slots) teu += put_per_hour(s, plan, i);
        }
        for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
            const Leg& leg = plan.leg_of(plan.classes[c]);
            const bool here = leg.stops.front().place == index || leg.stops.back().place == index;
            if (here && !leg.back) trucks += trucks_per_hour(s, plan, c);  // back: the same truck once more
        }
        if (place.licence->teu) line(*place.licence->teu, teu, 8760, "TEU a year");
        if (place.licence->trucks) line(*place.licence->trucks, trucks, 24, "trucks a day");
    }
    return text;
}

std::string binding_part(const Scenario& s, const Plan& plan) {
    if (s.blocks.empty()) return "";
    double most = 0;
    std::string name;
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) {
        const auto passes = passes_per_hour(s, plan, i);
        if (passes && *passes > 0 && put_per_hour(s, plan, i) / *passes > most)
            most = put_per_hour(s, plan, i) / *passes, name = "block " + s.blocks[i].name;
    }
    for (std::uint32_t i = 0; i < s.staff.size(); ++i) {
        if (offered_load(s, plan, i) > most)
            most = offered_load(s, plan, i), name = "team " + s.staff[i].name;
    }
    for (std::uint32_t i = 0; i < s.desks.size(); ++i) {
        if (!s.desks[i].bays) continue;
        const double load = load_of_bays(s, plan, i);
        if (load > most) most = load, name = "bays of desk " + s.desks[i].name;
    }
    return most > 0 ? fmt::format("  binds first: {}, at {} of what it can do\n", name, percent(most, 0))
                    : "";
}

}  // namespace hanhlang
