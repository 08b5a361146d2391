#include "check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "hanhlang/base/random.hpp"

namespace hanhlang {
namespace {

class Checker {
 public:
    Checker(const Scenario& scenario, std::vector<Problem>& problems) : s_(scenario), problems_(problems) {
        for (const Problem& problem : problems) unread_.insert(problem.path);
    }

    void all() {
        runs();
        for (const Place& place : s_.places) this->place(place);
        for (const Staff& staff : s_.staff) this->staff(staff);
        for (const Desk& desk : s_.desks) this->desk(desk);
        for (const Road& road : s_.roads) this->road(road);
        closures();
        drivers();
        connect();
        for (const Demand& demand : s_.demand) this->demand(demand);
        same_hash();
        if (s_.expected && s_.expected->replications &&
            (*s_.expected->replications < 2 || *s_.expected->replications > 1'000'000)) {
            complain(s_.expected->mark, "expected.replications", {}, "found {}, expected 2 to 1000000",
                     *s_.expected->replications);
        }
    }

 private:
    /// `about`: the keys below `path` that the complaint is about. What could not be read has its own
    /// problem; it must not be taken for missing or zero.
    using Keys = std::initializer_list<std::string_view>;
    template <class... Args>
    void complain(const Mark& mark, std::string path, Keys about, fmt::format_string<Args...> format,
                  Args&&... args) {
        const bool unread =
            unread_.count(path) > 0 || std::any_of(about.begin(), about.end(), [&](std::string_view key) {
                return unread_.count(fmt::format("{}.{}", path, key)) > 0;
            });
        if (unread) return;
        problems_.push_back({mark, std::move(path), fmt::format(format, std::forward<Args>(args)...)});
    }

    void runs() {
        if (s_.runs.measure <= Duration::zero()) {
            complain(s_.runs.mark, "runs.measure", {}, "found no time to measure, expected such as 28 days");
        }
        if (s_.runs.traffic.value <= 0 || s_.runs.traffic.value > 1000)
            complain(s_.runs.mark, "runs.traffic", {}, "expected above 0 and at most 1000 times");
        if (s_.demand.empty())
            complain({s_.file, 0, 0}, "demand", {}, "no trucks: expected at least one stream of them");
        if (s_.places.empty()) complain({s_.file, 0, 0}, "places", {}, "no places: expected at least one");
    }

    bool opens(const Calendar& hours) const { return hours.next_open(s_.runs.start()) < s_.runs.end(); }

    void place(const Place& place) {
        if (place.yard && place.yard->slots < 1) {
            complain(place.yard->mark, "places." + place.name + ".yard.slots", {},
                     "found 0, expected at least one slot");
        }
        if (!opens(place.hours))
            complain(place.mark, "places." + place.name, {"hours"},
                     "its hours are never open during the run");
    }

    void staff(const Staff& staff) {
        if (staff.people < 1) {
            complain(staff.mark, "staff." + staff.name + ".people", {},
                     "found 0, expected at least one officer");
        }
        if (!opens(staff.hours))
            complain(staff.mark, "staff." + staff.name, {"hours"}, "its hours are never open during the run");
        if (staff.breakdowns && staff.people > 100'000) {
            complain(staff.mark, "staff." + staff.name + ".people", {},
                     "found {}, expected at most 100000 where each may break down", staff.people);
        }
        if (staff.breakdowns && staff.breakdowns->every.mean() < 60'000) {
            complain(staff.breakdowns->mark, "staff." + staff.name + ".breakdowns", {"every"},
                     "'every' is too short: expected a mean time of at least 1 min between two breakdowns");
        }
    }

    /// The table of holidays ends; a run beyond it would find the gate open at Tết.
    void closures() {
        if (std::any_of(unread_.begin(), unread_.end(),
                        [](const std::string& path) { return path.starts_with("runs"); }))
            return;
        for (const Closures& said : s_.closures) {
            for (const Closed& closed : said.closed) {
                if (const auto year = year_without_dates(closed, s_.runs.start(), s_.runs.end())) {
                    complain(said.mark, said.path, {},
                             "{} has no dates for {}, only for {} to {}: say them in 'holidays'", closed.text,
                             *year, Holidays::first_year, Holidays::last_year);
                }
            }
        }
    }

    void desk(const Desk& desk) {
        if (desk.staff.empty() && !desk.bays && !desk.convoy) {
            complain(desk.mark, "desks." + desk.name, {"staff", "bays"},
                     "nobody serves here, expected 'staff' or 'bays'");
        }
        if (desk.bays && *desk.bays < 1) {
            complain(desk.mark, "desks." + desk.name + ".bays", {}, "found 0, expected at least one bay");
        }
    }

    void road(const Road& road) {
        const std::string path = "roads.\"" + road.name + "\"";
        if (road.length.value < 0.001)
            complain(road.mark, path + ".length", {"length"}, "expected a length of at least 1 m");
        if (!road.speed && !road.road_class)
            complain(road.mark, path, {"speed", "class"}, "no speed, expected 'speed' or 'class'");
        if (unread_.empty() && road.from == road.to)
            complain(road.mark, path, {}, "leads back to where it starts");
        if (road.holds && *road.holds < 1)
            complain(road.mark, path + ".holds", {}, "found 0, expected at least one truck");
    }

    void drivers() {
        const auto limit = [&](const std::optional<DrivingLimit>& rule, const char* name) {
            if (rule && rule->drive < std::chrono::minutes{1}) {
                complain(s_.drivers.mark, fmt::format("drivers.{}.drive", name), {},
                         "expected a time to drive, at least 1 min");
            }
        };
        if (s_.drivers.week && *s_.drivers.week < std::chrono::hours{1})
            complain(s_.drivers.mark, "drivers.week", {}, "expected a time to drive, at least 1 h");
        limit(s_.drivers.stretch, "stretch");
        limit(s_.drivers.day, "day");
        if (s_.drivers.two.value + s_.drivers.relay.value > 1 + 1e-9) {
            complain(s_.drivers.mark, "drivers", {"two", "relay"},
                     "'two' and 'relay' add up to more than 100 %");
        }
        if (s_.drivers.relay.value > 0 && s_.drivers.relay_at.empty()) {
            complain(s_.drivers.mark, "drivers.relay_at", {}, "is missing: where do drivers change?");
        }
    }

    /// The component of the road network each place belongs to.
    void connect() {
        component_.resize(s_.places.size());
        for (std::uint32_t i = 0; i < component_.size(); ++i) component_[i] = i;
        for (const Road& road : s_.roads) {
            if (!component_.empty()) component_[root(road.from.index)] = root(road.to.index);
            neighbours_.emplace_back(std::minmax(road.from, road.to));
        }
        std::sort(neighbours_.begin(), neighbours_.end());
    }
    std::uint32_t root(std::uint32_t place) {
        while (component_[place] != place) place = component_[place] = component_[component_[place]];
        return place;
    }
    bool has_road(Ref<Place> a, Ref<Place> b) const {
        return std::binary_search(neighbours_.begin(), neighbours_.end(), Ends(std::minmax(a, b)));
    }
    const std::string& name(Ref<Place> place) const { return place.in(s_.places).name; }

    void demand(const Demand& demand) {
        const std::string path = "demand." + demand.name;
        const int said = int{demand.trucks.has_value()} + int{demand.every.has_value()} +
                         int{!demand.at.empty()} + int{demand.value.has_value()} +
                         int{demand.per_hectare.has_value()} + int{demand.made_of.has_value()} +
                         int{demand.departures.has_value()};
        const int ways = said == 0 && demand.tonnes ? 1 : said;
        if (ways != 1)
            complain(demand.mark, path,
                     {"trucks", "every", "at", "tonnes", "value", "per_hectare", "made_of", "departures"},
                     "expected one of 'trucks', 'every', 'at', 'tonnes', 'value', 'per_hectare', 'made_of' "
                     "and 'departures', found {}",
                     ways);
        if (demand.trucks && demand.trucks->value <= 0)
            complain(demand.mark, path + ".trucks", {}, "found 0, expected traffic");
        if (demand.every && demand.every->mean() < 3.6)
            complain(demand.mark, path + ".every", {},
                     "expected a mean time of at least 4 ms between two trucks");
        if (demand.departures && demand.batch)
            complain(demand.mark, path + ".batch", {},
                     "its departures say how many trucks set out together, in a column 'trucks'");
        const bool poisson = !demand.every && demand.at.empty() && !demand.made_of && !demand.departures;
        const bool shaped = demand.pattern || demand.by_hour || demand.by_weekday || demand.by_month ||
                            !demand.by_holiday.empty();
        if (shaped && !poisson) {
            complain(demand.mark, path, {},
                     "'by_hour', 'by_weekday', 'by_month' and 'by_holiday' shape Poisson arrivals, expected "
                     "'trucks' or another rate");
        }
        route(demand, path);
    }

    void route(const Demand& demand, const std::string& path) {
        if (!demand.route.empty()) {
            if (demand.from || demand.to || !demand.via.empty()) {
                complain(demand.mark, path, {}, "expected either 'route', or 'from' and 'to'");
            }
            for (std::size_t i = 0; i + 1 < demand.route.size() && !s_.roads.empty(); ++i) {
                if (!has_road(demand.route[i], demand.route[i + 1])) {
                    complain(demand.mark, path + ".route", {}, "there is no road from '{}' to '{}'",
                             name(demand.route[i]), name(demand.route[i + 1]));
                }
            }
            return;
        }
        if (!demand.from || !demand.to) {
            complain(demand.mark, path, {"from", "to", "route"},
                     "where do its trucks go? expected 'from' and 'to', or 'route'");
            return;
        }
        std::vector<Ref<Place>> stops{*demand.from};
        stops.insert(stops.end(), demand.via.begin(), demand.via.end());
        stops.push_back(*demand.to);
        for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
            if (stops[i].index >= component_.size() || stops[i + 1].index >= component_.size()) return;
            if (stops[i] == stops[i + 1]) {
                complain(demand.mark, path, {"from", "to", "via"},
                         "goes from '{}' to itself; for a single place say 'route: [{}]'", name(stops[i]),
                         name(stops[i]));
            } else if (root(stops[i].index) != root(stops[i + 1].index)) {
                complain(demand.mark, path, {"from", "to", "via"}, "no road leads from '{}' to '{}'",
                         name(stops[i]), name(stops[i + 1]));
            }
        }
    }

    /// Draws are keyed by a 32-bit hash of the stream's name; two names with one hash would share their
    /// chance.
    void same_hash() {
        std::unordered_map<std::uint32_t, std::string> seen;
        for (const Demand& demand : s_.demand) {
            const auto [at, is_new] = seen.emplace(hash32(demand.name), demand.name);
            if (!is_new) {
                complain(demand.mark, "demand." + demand.name, {},
                         "its name has the same hash as '{}'; rename one of them", at->second);
            }
        }
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
    std::unordered_set<std::string> unread_;  // paths the reader has complained about
    std::vector<std::uint32_t> component_;
    using Ends = std::pair<Ref<Place>, Ref<Place>>;
    std::vector<Ends> neighbours_;  // sorted, the lower place first
};

}  // namespace

void check(const Scenario& scenario, std::vector<Problem>& problems) {
    Checker{scenario, problems}.all();
    check_papers(scenario, problems);
    check_observed(scenario, problems);
    check_space(scenario, problems);
    check_people(scenario, problems);
    check_disruptions(scenario, problems);
    check_traffic(scenario, problems);
    check_depots(scenario, problems);
}

double Demand::trucks_per_hour() const {
    if (trucks) return trucks->value;
    const double together = batch ? batch->mean() : 1;
    if (every) return times * together * 3'600'000.0 / every->mean();
    if (departures) return times * departures->per_hour();
    if (made_of) return made_of->trucks.value;
    return times * together * static_cast<double>(at.size()) / 24.0;
}

}  // namespace hanhlang
