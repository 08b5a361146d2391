#include "hanhlang/report/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "hanhlang/scenario/document.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

bool passes(const Scenario& s, const Leg& leg, std::string_view section, std::string_view name) {
    return std::any_of(leg.stops.begin(), leg.stops.end(), [&](const Stop& stop) {
        if (section == "places") return s.places[stop.place].name == name;
        if (!stop.road) return false;
        const Road& road = s.roads[*stop.road];
        if (section == "roads") return road.name == name;
        return road.road_class && road.road_class->in(s.road_classes).name == name;
    });
}

bool is_served(const Scenario& s, const Plan& plan, const TripClass& c, std::size_t number,
               std::string_view section, std::string_view name) {
    for (const Stop& stop : plan.leg_of(c).stops) {
        for (const DeskVisit& visit : stop.desks) {
            const Desk& desk = s.desks[visit.desk];
            if (!serves(s, desk, plan, c)) continue;
            if (section == "desks" && desk.name == name) return true;
            for (const Ref<Staff>& team : desk.staff) {
                if (section == "staff" && team.in(s.staff).name == name) return true;
            }
        }
    }
    return std::any_of(
        plan.dossiers[number].begin(), plan.dossiers[number].end(), [&](const DossierPaper& one) {
            const Paper& paper = s.papers[one.paper];
            if (section == "papers") return paper.name == name;
            return section == "staff" && paper.office && paper.office->in(s.staff).name == name;
        });
}

bool meets_entry(const Scenario& s, const Plan& plan, std::size_t number, std::string_view section,
                 std::string_view name) {
    const TripClass& c = plan.classes[number];
    const Leg& leg = plan.leg_of(c);
    const Demand& demand = s.demand[leg.demand];
    if (section == "places" || section == "roads" || section == "road_classes")
        return passes(s, leg, section, name);
    if (section == "desks" || section == "staff" || section == "papers")
        return is_served(s, plan, c, number, section, name);
    if (section == "demand") return demand.name == name;
    if (section == "choice") return chooses(s, plan, leg.demand);
    if (section == "fleets") return demand.fleet && demand.fleet->in(s.fleets).name == name;
    if (section == "patterns") return demand.pattern && demand.pattern->in(s.patterns).name == name;
    if (section == "commodities") return c.commodity && s.commodities[*c.commodity].name == name;
    if (section == "consignments") return c.consignment && s.consignments[*c.consignment].name == name;
    if (section == "traders") return c.trader && s.traders[*c.trader].name == name;
    if (section == "corridors") {
        const Corridor* const corridor = s.corridors.find(name);
        return corridor && takes(leg, *corridor);
    }
    return true;
}

}  // namespace

double trucks_that_meet(const Scenario& s, const Plan& plan, std::string_view section,
                        std::string_view name) {
    double trucks = 0;
    for (std::size_t c = 0; c < plan.classes.size(); ++c) {
        if (meets_entry(s, plan, c, section, name))
            trucks += 24 * trucks_per_hour(s, plan, static_cast<std::uint32_t>(c));
    }
    return trucks;
}

std::string describe_sources(const Scenario& s, const Plan& plan, const std::vector<Input>& inputs) {
    std::map<std::string, std::array<std::size_t, 6>> sections;
    std::map<std::pair<std::string, std::string>, std::size_t> guesses;  // by section and entry
    for (const Input& input : inputs) {
        const std::vector<std::string> keys = split_path(input.path);
        ++sections[keys[0]][static_cast<std::size_t>(input.known)];
        if (input.known == Input::Known::guess) ++guesses[{keys[0], keys.size() > 2 ? keys[1] : ""}];
    }
    std::vector<std::vector<std::string>> rows{
        {"section", "sourced", "derived", "general knowledge", "assumed", "guess", "set"}};
    std::array<std::size_t, 6> all{};
    const auto add = [&](const std::string& name, const std::array<std::size_t, 6>& counts) {
        std::vector<std::string> row{name};
        for (const std::size_t count : counts) row.push_back(std::to_string(count));
        rows.push_back(std::move(row));
    };
    for (const auto& [name, counts] : sections) {
        add(name, counts);
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += counts[i];
    }
    add("all", all);
    std::string text = "Numbers by how they are known\n" + table(rows) + "\n";

    struct Guess {
        std::string entry;
        std::size_t numbers;
        double share;
    };
    const double everybody = trucks_that_meet(s, plan, "", "");
    std::vector<Guess> ranked;
    for (const auto& [entry, numbers] : guesses) {
        const auto& [section, name] = entry;
        if (section == "observed" || section == "expected") continue;  // changes no run
        const double trucks = trucks_that_meet(s, plan, section, name);
        ranked.push_back({name.empty() ? section : fmt::format("{}.{}", section, name), numbers,
                          everybody > 0 ? trucks / everybody : 0});
    }
    std::sort(ranked.begin(), ranked.end(), [](const Guess& a, const Guess& b) {
        return a.share != b.share ? a.share > b.share : a.entry < b.entry;
    });
    rows = {{"guessed", "numbers", "of trucks"}};
    for (const Guess& guess : ranked)
        rows.push_back({guess.entry, std::to_string(guess.numbers), percent(guess.share, 0)});
    if (ranked.empty()) return text + "Nothing is guessed.\n";
    return text + "Guesses by how many of the trucks of an ordinary day they touch\n" + table(rows);
}

}  // namespace hanhlang
