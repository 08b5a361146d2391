// What growth, zones, corridors, roads, fleets and costs must satisfy.
#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace hanhlang {
namespace {

class TrafficChecker {
 public:
    TrafficChecker(const Scenario& scenario, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems), is_whole_(problems.empty()) {}

    void all() {
        for (const Demand& demand : s_.demand) {
            const std::string path = "demand." + demand.name;
            corridors(demand, path);
            holidays(demand.by_holiday);
            if (demand.departures) departures(demand, path + ".departures");
        }
        for (const Corridor& corridor : s_.corridors) {
            if (corridor.via.empty())
                complain(corridor.mark, "corridors." + corridor.name + ".via",
                         "expected the gate that it takes");
        }
        for (const Pattern& pattern : s_.patterns) holidays(pattern.by_holiday);
        if (s_.growth) growth(*s_.growth);
        if (s_.choice) choice(*s_.choice);
        if (s_.coordination) coordination(*s_.coordination);
        for (const Fleet& fleet : s_.fleets) this->fleet(fleet, "fleets." + fleet.name);
        for (const Place& place : s_.places) containers(place);
        for (const Road& road : s_.roads) this->road(road, "roads.\"" + road.name + "\"");
        for (const RoadClass& kind : s_.road_classes)
            congestion(kind.congestion, "road_classes." + kind.name);
        costs();
        for (const Uncertain& one : s_.uncertain) {
            if (one.factor.has_value() == !one.values.empty())
                complain(one.mark, "uncertain." + one.name, "expected one of 'factor' and 'values'");
            if (one.paths.empty())
                complain(one.mark, "uncertain." + one.name,
                         "of what? expected a path such as staff.customs.people");
        }
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        problems_.push_back({mark, std::move(path), std::move(text)});
    }
    void corridors(const Demand& demand, const std::string& path) {
        if (demand.corridors.empty()) return;
        if (!demand.via.empty() || !demand.route.empty())
            complain(demand.mark, path + ".corridors", "expected either 'corridors', or 'via' or 'route'");
        std::vector<Ref<Corridor>> named;
        for (const Alternative& one : demand.corridors) named.push_back(one.corridor);
        std::sort(named.begin(), named.end());
        if (std::adjacent_find(named.begin(), named.end()) != named.end())
            complain(demand.mark, path + ".corridors", "names a corridor twice");
    }

    void holidays(const std::vector<OnHoliday>& said) {
        for (const OnHoliday& one : said) {
            if (const auto year = year_without_dates(one.days, s_.runs.start(), s_.runs.end()))
                complain(one.mark, one.path,
                         fmt::format("{} has no dates for {}, only for {} to {}: say them in 'holidays'",
                                     one.days.text, *year, Holidays::first_year, Holidays::last_year));
        }
    }

    void departures(const Demand& demand, const std::string& path) {
        const auto& all = demand.departures->all;
        if (all.empty() || !is_whole_) return;
        if (all.back().at < s_.runs.start() || all.front().at >= s_.runs.end())
            complain(demand.departures->mark, path,
                     fmt::format("its departures, {} to {}, are not within the run, {} to {}",
                                 to_string(all.front().at), to_string(all.back().at),
                                 to_string(s_.runs.start()), to_string(s_.runs.end())));
    }

    void growth(const Growth& g) {
        const auto is_year = [](std::int64_t year) { return year >= 1900 && year <= 2200; };
        if (!is_year(g.base) || (g.year && !is_year(*g.year))) {
            complain(g.mark, "growth", "expected years such as 2025");
            return;
        }
        if (!is_whole_) return;
        const int year = static_cast<int>(g.base) + years_of_growth(s_);
        const auto bounded = [&](const Mark& mark, const std::string& path, double times) {
            if (!(times <= 1000 && times >= 1e-3))
                complain(mark, path,
                         fmt::format("makes {:.3g} times the traffic from {} to {}, expected 0.001 to 1000 "
                                     "times",
                                     times, g.base, year));
        };
        bounded(g.mark, "growth", g.factor({}, year));
        for (const Growth::Of& one : g.commodities)
            bounded(g.mark, "growth.commodities." + s_.commodities[one.commodity.index].name,
                    g.factor(one.commodity.index, year));
    }

    void choice(const Choice& c) {
        if (c.rule == Choice::Rule::logit && !c.scale)
            complain(c.mark, "choice.scale", "is missing: the logit needs it");
        if (c.scale) positive(*c.scale, unit_of(c), "choice.scale");
        if (c.by == Choice::By::cost && !s_.costs)
            complain(c.mark, "choice.by", "is by cost, but nothing is said of 'costs'");
        if (c.memory < std::chrono::hours{1}) complain(c.mark, "choice.memory", "expected at least 1 h");
    }

    void positive(const Amount& said, std::string_view unit, const std::string& path) {
        const auto value = amount_in(said, unit);
        if (!value || *value <= 0)
            complain(said.mark, path,
                     fmt::format("found '{} {}', expected {} above 0", said.number, said.unit,
                                 amount_example(unit)));
    }

    void coordination(const Coordination& c) {
        if (c.reroutes_above)
            positive(*c.reroutes_above, unit_of(s_.choice.value_or(Choice{})), "coordination.reroutes_above");
        if (c.reissue && !c.reroutes_above)
            complain(c.mark, "coordination.reissue", "of which trucks? expected 'reroutes_above'");
        if (c.holds_above && *c.holds_above <= Duration::zero())
            complain(c.mark, "coordination.holds_above",
                     "found 0, expected a duration above which trucks wait");
        if (c.holds_at_most <= Duration::zero())
            complain(c.mark, "coordination.holds_at_most",
                     "found 0, expected how long a truck waits at most");
        if (c.holds_at_most != Coordination{}.holds_at_most && !c.holds_above)
            complain(c.mark, "coordination.holds_at_most", "of what? expected 'holds_above'");
    }

    void fleet(const Fleet& fleet, const std::string& path) {
        if (is_whole_ && fleet.size && !fleet.home)
            complain(fleet.mark, path + ".home", "is missing: where do its trucks wait for loads?");
        if (is_whole_ && fleet.size && (*fleet.size < 1 || *fleet.size > 1'000'000))
            complain(fleet.mark, path + ".size",
                     fmt::format("found {}, expected 1 to 1000000 trucks", *fleet.size));
        for (const Demand& demand : s_.demand) {
            const bool is_of = demand.fleet && &demand.fleet->in(s_.fleets) == &fleet;
            if (is_of && fleet.size && !demand.returns)
                complain(demand.mark, "demand." + demand.name + ".returns",
                         fmt::format("is missing: trucks of '{}', of which there are {}, come back",
                                     fleet.name, *fleet.size));
        }
        if (fleet.maintenance && !fleet.size)
            complain(fleet.mark, path + ".maintenance", "keeps trucks at home: expected 'size' and 'home'");
        if (fleet.maintenance && fleet.maintenance->every.value < 1)
            complain(fleet.maintenance->mark, path + ".maintenance.every", "expected at least 1 km");
        if (fleet.breakdowns && fleet.breakdowns->every.value < 10)
            complain(fleet.breakdowns->mark, path + ".breakdowns.every", "expected at least 10 km");
        const MoneyRate none{};
        const double hour = fleet.costs ? std::max(fleet.costs->driver.value_or(none).value,
                                                   fleet.costs->vehicle.value_or(none).value)
                                        : 0;
        if (hour > 1e5)
            complain(fleet.costs->mark, path + ".costs", "expected at most 100000 USD/h of a truck");
        if (fleet.fuel && s_.costs && !s_.costs->fuel)
            complain(s_.costs->mark, "costs.fuel", "is missing: trucks use it, what does a litre cost?");
    }

    void containers(const Place& place) {
        if (!place.containers) return;
        const ContainerDepot& depot = *place.containers;
        const std::string path = "places." + place.name + ".containers";
        if (depot.strip && depot.strip->minimum() < 0)
            complain(depot.mark, path + ".strip", "may be negative");
        for (const Commodity& goods : s_.commodities) {
            if (goods.teu != static_cast<double>(static_cast<std::int64_t>(goods.teu)))
                complain(goods.mark, "commodities." + goods.name + ".teu",
                         "expected whole TEU, because containers are kept at a place");
        }
    }

    void congestion(const std::optional<Congestion>& said, const std::string& path) {
        if (said && said->capacity.value <= 0)
            complain(said->mark, path + ".congestion.capacity", "found 0, expected vehicles per hour");
        if (said && (said->truck_as < 0 || said->truck_as > 100))
            complain(said->mark, path + ".congestion.truck_as", "expected 0 to 100 vehicles");
    }

    void road(const Road& road, const std::string& path) {
        congestion(road.congestion, path);
        if (road.limit && !road.limit->gross && !road.limit->axles && road.limit->bars.empty())
            complain(road.limit->mark, path + ".limit", "expected 'gross', 'axles' or 'bars'");
        if (road.hours && road.hours->next_open(s_.runs.start()) >= s_.runs.end())
            complain(road.mark, path + ".hours", "it is never open during the run");
    }

    void costs() {
        for (const Commodity& goods : s_.commodities) {
            if (goods.teu < 0 || goods.teu > 1000)
                complain(goods.mark, "commodities." + goods.name + ".teu",
                         fmt::format("found {:g}, expected 0 to 1000 TEU on a truck", goods.teu));
            if (goods.payload.value > 1000)
                complain(
                    goods.mark, "commodities." + goods.name + ".payload",
                    fmt::format("found {:g} t, expected at most 1000 t on a truck", goods.payload.value));
        }
        if (s_.costs && s_.costs->goods.value < 0)
            complain(s_.costs->mark, "costs.goods", "expected no negative number: time cannot earn money");
        if (s_.costs && !s_.costs->rates.empty() && !s_.costs->on)
            complain(s_.costs->mark, "costs.on", "is missing: of what day are the rates?");
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
    bool is_whole_;  // everything could be read
};

}  // namespace

void check_traffic(const Scenario& scenario, std::vector<Problem>& problems) {
    TrafficChecker traffic{scenario, problems};
    check_goods(scenario, problems.empty(), problems);
    traffic.all();
}

}  // namespace hanhlang
