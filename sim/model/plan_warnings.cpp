// What runs but is probably not meant.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

/// Desks that no place lists or no truck meets.
std::vector<Problem> warn_of_desks(const Scenario& s, const Plan& plan) {
    std::vector<Problem> found;
    std::vector<bool> listed(s.desks.size());
    std::vector<bool> met(s.desks.size());
    for (const Place& place : s.places) {
        for (const Direction d : directions) {
            for (const Ref<Desk>& desk : place.desks[d]) listed[desk.index] = true;
        }
    }
    for (const TripClass& c : plan.classes) {
        for (const Stop& stop : plan.leg_of(c).stops) {
            for (const DeskVisit& visit : stop.desks) {
                if (serves(s, s.desks[visit.desk], plan, c) && sent_share(s, plan, c, stop, visit.desk) > 0)
                    met[visit.desk] = true;
            }
        }
    }
    for (std::uint32_t i = 0; i < s.desks.size(); ++i) {
        const Desk& desk = s.desks[i];
        if (!listed[i]) {
            found.push_back({desk.mark, "desks." + desk.name, "no place lists this desk"});
        } else if (!met[i]) {
            found.push_back({desk.mark, "desks." + desk.name, "no truck ever comes to this desk"});
        }
    }
    return found;
}

/// Papers that nobody has, or that wait for trucks at a gate of a country that has none.
void warn_of_papers(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    std::vector<bool> filed(s.papers.size());
    for (const auto& dossier : plan.dossiers) {
        for (const DossierPaper& one : dossier) filed[one.paper] = true;
    }
    for (std::uint32_t i = 0; i < s.papers.size(); ++i) {
        const Paper& paper = s.papers[i];
        const std::string& country = paper.of_country(s.staff);
        if (!filed[i]) found.push_back({paper.mark, "papers." + paper.name, "no consignment has this paper"});
        const bool at_a_gate = std::any_of(paper.starts.begin(), paper.starts.end(), [](const Start& start) {
            return start.moment == Moment::arrival && start.share.value > 0;
        });
        const bool has_gate = std::any_of(s.places.begin(), s.places.end(), [&](const Place& place) {
            return place.kind == Place::Kind::gate && place.country == country;
        });
        if (at_a_gate && !country.empty() && !has_gate)
            found.push_back(
                {paper.mark, "papers." + paper.name,
                 fmt::format("starts when its trucks arrive, but no gate is in '{}': it starts at "
                             "the first gate there is, or at the destination",
                             country)});
    }
}

void warn_of_bays(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    for (std::uint32_t i = 0; i < s.desks.size(); ++i) {
        const double load = s.desks[i].bays ? load_of_bays(s, plan, i) : 0;
        if (load < 1) continue;
        found.push_back(
            {s.desks[i].mark, "desks." + s.desks[i].name + ".bays",
             fmt::format("are asked for {:.0f} % of what they can do: the queue for them grows for as "
                         "long as the run lasts, unless trucks leave it",
                         100 * load)});
    }
}

void warn_of_staff(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    std::vector<bool> busy(s.staff.size());
    for (const Desk& desk : s.desks) {
        for (const Ref<Staff>& team : desk.staff) busy[team.index] = true;
    }
    for (const Paper& paper : s.papers) {
        if (paper.office) busy[paper.office->index] = true;
    }
    for (const Service& service : s.services) {
        if (service.berth) busy[service.berth->index] = true;
        if (service.cranes) busy[service.cranes->index] = true;
    }
    for (const Disruption& d : s.disruptions) {
        for (std::size_t i = 0; d.divert && d.divert->reissue && i < d.divert->reissue->size(); ++i) {
            if (const auto& office = (*d.divert->reissue)[i].office) busy[office->index] = true;
        }
    }
    for (std::uint32_t i = 0; i < s.staff.size(); ++i) {
        const Staff& staff = s.staff[i];
        if (!busy[i]) {
            found.push_back({staff.mark, "staff." + staff.name,
                             "this team serves no desk, handles no paper, is no berth and loads no ship"});
            continue;
        }
        const double load = load_that_waits(s, plan, i);
        const double more = staff.extra ? static_cast<double>(staff.extra->people) : 0;
        const auto people = static_cast<double>(staff.people);
        if (load * people / (people + more) >= 1) {
            found.push_back(
                {staff.mark, "staff." + staff.name,
                 fmt::format("is asked for {:.0f} % of the work it can do: its queue grows for as long as "
                             "the run lasts, and its waits depend on that length",
                             100 * load)});
        }
    }
}

/// Consignments that are not yet as they will be when the window begins, or that can hold each other up in a
/// yard: each of two waits there for trucks that the other's keep out.
void warn_of_consignments(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> said;
    for (const Consignment& kind : s.consignments) {
        const Duration lead = kind.lead ? to_duration(kind.lead->quantile(0.99)) : Duration::zero();
        const Duration ahead = lead + kind.spread.value_or(Duration::zero());
        if (ahead > s.runs.warm_up)
            found.push_back({kind.mark, "consignments." + kind.name,
                             fmt::format("one in a hundred is booked {:.3g} days before its last truck sets "
                                         "out, and the warm-up is {:.3g}: when the window begins, bookings "
                                         "and traffic are not yet what they will be",
                                         to_hours(ahead) / 24, to_hours(s.runs.warm_up) / 24)});
    }
    for (const TripClass& c : plan.classes) {
        if (!c.consignment) continue;
        const Consignment& kind = s.consignments[*c.consignment];
        if (kind.release != Consignment::Release::whole) continue;
        const auto trucks = static_cast<std::int64_t>(kind.trucks.quantile(0.99));
        for (const Stop& stop : plan.leg_of(c).stops) {
            const Place& place = s.places[stop.place];
            const bool gathers =
                std::any_of(stop.desks.begin(), stop.desks.end(), [&](const DeskVisit& visit) {
                    return s.desks[visit.desk].releases && serves(s, s.desks[visit.desk], plan, c);
                });
            if (!gathers || !place.yard || place.yard->slots > 2 * (trucks - 1) || trucks < 2 ||
                place.yard->when_full == Yard::WhenFull::turn_away ||
                !said.emplace(*c.consignment, stop.place).second)
                continue;
            found.push_back(
                {place.yard->mark, "places." + place.name + ".yard",
                 fmt::format("two declarations '{}' of {} trucks (one in a hundred has so many) can fill the "
                             "{} slots, each waiting for its last truck: expected more than {}",
                             kind.name, trucks, place.yard->slots, 2 * (trucks - 1))});
        }
    }
}

/// Groups of traders of whom it is not said whether they use the platform.
void warn_of_traders(const Scenario& s, std::vector<Problem>& found) {
    if (!s.digital || s.digital->traders.empty()) return;
    for (std::uint32_t i = 0; i < s.traders.size(); ++i) {
        const bool named = std::any_of(s.digital->traders.begin(), s.digital->traders.end(),
                                       [&](const Adoption& one) { return one.trader.index == i; });
        if (!named)
            found.push_back(
                {s.digital->mark, "digital.traders",
                 fmt::format("does not name '{}': none of them uses the platform", s.traders[i].name)});
    }
}

/// Gates to which more trucks come than there are slots.
void warn_of_slots(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    for (std::uint32_t i = 0; i < s.places.size(); ++i) {
        const Place& place = s.places[i];
        if (!place.appointments) continue;
        const Appointments& rules = *place.appointments;
        double come = 0;
        for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
            const Leg& leg = plan.leg_of(plan.classes[c]);
            if (rules.direction && *rules.direction != leg.direction) continue;
            for (const Stop& stop : leg.stops) {
                if (stop.place == i) come += trucks_per_hour(s, plan, c);
            }
        }
        const double bookings = 1 + rules.share.value * (1 / (1 - rules.no_show.value) - 1);
        const Calendar& hours = rules.hours ? *rules.hours : place.hours;
        const double slots = 3'600'000.0 / static_cast<double>(rules.gap().count()) * hours.open_share() *
                             (1 - rules.placeholder.value);
        if (come * bookings < slots) continue;
        found.push_back(
            {rules.mark, "places." + place.name + ".appointments",
             fmt::format("{:.4g} trucks per day need {:.4g} slots, and there are {:.4g}: the wait "
                         "for a slot grows for as long as the run lasts",
                         24 * come, 24 * come * bookings, 24 * slots)});
    }
}

/// Departures of a file that no run can have.
void warn_of_departures(const Scenario& s, std::vector<Problem>& found) {
    for (const Demand& demand : s.demand) {
        if (!demand.departures) continue;
        const auto& rows = demand.departures->all;
        if (std::none_of(rows.begin(), rows.end(), [&](const Departures::One& one) {
                return one.at >= s.runs.from && one.at < s.runs.to();
            }))
            found.push_back({demand.departures->mark, "demand." + demand.name + ".departures",
                             fmt::format("none of its rows is measured: the window is {} to {}",
                                         to_string(s.runs.from), to_string(s.runs.to()))});
        if (demand.departures->outside == 0) continue;
        const std::size_t all = demand.departures->all.size() + demand.departures->outside;
        found.push_back({demand.departures->mark, "demand." + demand.name + ".departures",
                         fmt::format("{} of its {} rows are left out: they are not within the run, {} to {}",
                                     demand.departures->outside, all, to_string(s.runs.start()),
                                     to_string(s.runs.end()))});
    }
}

/// Roads that are full before the first truck, and ways on which no place to rest lies.
void warn_of_roads(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    for (const Road& road : s.roads) {
        const auto& said = road.congestion   ? road.congestion
                           : road.road_class ? road.road_class->in(s.road_classes).congestion
                                             : std::nullopt;
        if (!said) continue;
        double most = 1;
        if (said->by_hour)
            most = *std::max_element(said->by_hour->weight.begin(), said->by_hour->weight.end());
        const double ratio = said->background.value * most / said->capacity.value;
        if (ratio > 2)
            found.push_back(
                {said->mark, "roads.\"" + road.name + "\"",
                 fmt::format("other traffic alone is {:.3g} times what it can bear: trucks take {:.3g} "
                             "times as long",
                             ratio, 1 + 0.15 * ratio * ratio * ratio * ratio)});
    }
    if (!s.drivers.day || s.drivers.rest_at.empty()) return;
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
        Duration since{}, most{};  // the last place to rest
        for (const Stop& stop : plan.legs[plan.out_leg[i]].stops) {
            most = std::max(most, since += stop.drive_loaded);
            if (std::any_of(s.drivers.rest_at.begin(), s.drivers.rest_at.end(),
                            [&](const Ref<Place>& at) { return at.index == stop.place; }))
                since = Duration::zero();
        }
        if (most > s.drivers.day->drive)
            found.push_back(
                {s.demand[i].mark, "demand." + s.demand[i].name,
                 fmt::format("its drivers find no place of 'drivers.rest_at' for {:.3g} h: they drive on "
                             "without a daily rest",
                             to_hours(most))});
    }
}

/// A coordination centre whose news nobody can use, and exchange rates of another time.
void warn_of_unused(const Scenario& s, const Plan& plan, std::vector<Problem>& found) {
    const auto can_choose = [&] {
        for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
            if (chooses(s, plan, i)) return true;
        }
        return false;
    };
    if (s.coordination && !s.coordination->holds_above && !can_choose())
        found.push_back(
            {s.coordination->mark, "coordination",
             "changes nothing: no stream chooses between corridors, and 'holds_above' is not said"});
    if (!s.costs || !s.costs->on) return;
    const double years = to_hours(s.runs.from - *s.costs->on) / 8766;
    if (std::abs(years) > 5)
        found.push_back({s.costs->mark, "costs.on",
                         fmt::format("the rates are of {}, {:.0f} years from the run",
                                     to_string(*s.costs->on), std::abs(years))});
}

}  // namespace

std::vector<Problem> warnings(const Scenario& s, const Plan& plan) {
    std::vector<Problem> found = warn_of_desks(s, plan);
    warn_of_papers(s, plan, found);
    warn_of_disruptions(s, plan, found);
    warn_of_staff(s, plan, found);
    warn_of_bays(s, plan, found);
    warn_of_consignments(s, plan, found);
    warn_of_traders(s, found);
    warn_of_slots(s, plan, found);
    warn_of_departures(s, found);
    warn_of_stocks(s, plan, found);
    warn_of_unused(s, plan, found);
    warn_of_roads(s, plan, found);
    for (const Closures& said : s.closures) {
        std::vector<std::string> outside;
        for (const Closed& closed : said.closed) {
            if (!falls_within(closed, s.runs.start(), s.runs.end())) outside.push_back(closed.text);
        }
        // A calendar of a file that says no window was not made for this one.
        if (outside.empty() || said.mark.file != s.runs.mark.file) continue;
        found.push_back({said.mark, said.path,
                         fmt::format("closed {} {} outside the run, which is from {} to {}",
                                     fmt::join(outside, ", "), outside.size() == 1 ? "lies" : "lie",
                                     to_string(s.runs.start()), to_string(s.runs.end()))});
    }
    return found;
}

}  // namespace hanhlang
