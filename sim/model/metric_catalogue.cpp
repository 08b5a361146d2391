// Everything that can be asked of a scenario, and what is reported when nothing is asked for.
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/model/metric.hpp"

namespace hanhlang {
namespace {

const std::vector<std::string> sample_statistics{"mean", "sd", "min", "max", "total", "p50", "p90", "p95"};
const std::vector<std::string> count_statistics{"total", "per_day", "per_year"};
const std::vector<std::string> state_statistics{"mean", "max", "p95"};
const std::vector<std::string> team_statistics{"mean", "max"};

/// Of an ordinary week, the hours of the first place where the desk is.
double open_share(const Scenario& s, std::size_t desk) {
    for (const Place& place : s.places) {
        if (stands_at(place, desk)) return std::max(place.hours.open_share(), 1e-9);
    }
    return 1;
}

bool can_divert(const Scenario& s) {
    return (s.coordination && s.coordination->reroutes_above) ||
           std::any_of(s.disruptions.begin(), s.disruptions.end(),
                       [](const Disruption& d) { return d.divert.has_value(); });
}

}  // namespace

std::vector<Measure> measures(const Scenario& s) {
    const bool overload = std::any_of(s.commodities.begin(), s.commodities.end(),
                                      [](const Commodity& c) { return c.overload.has_value(); });
    const bool changes_truck =
        std::any_of(s.desks.begin(), s.desks.end(), [](const Desk& desk) { return desk.changes_truck; });
    std::vector<Measure> all;
    const auto add = [&](std::string name, Fact fact, std::size_t object, std::string unit,
                         const std::vector<std::string>& statistics, std::string definition) {
        all.push_back({std::move(name), fact, static_cast<std::uint32_t>(object), std::move(unit),
                       std::move(definition), statistics});
    };
    add("trip.transit_time", Fact::transit_time, 0, "h", sample_statistics,
        "departure to arrival at the last place");
    static constexpr std::array<std::string_view, causes> meaning{
        "driving",
        "resting by the rules of driving time",
        "being served",
        "waiting for an officer who is on duty",
        "waiting for a bay or machine",
        "waiting for a gate, a team or an office that is closed",
        "waiting for room in the next yard or on the next road",
        "waiting for a paper that is in an office",
        "waiting for a paper that is being put right",
        "waiting for other trucks of the declaration",
        "waiting for a batch to be let through",
        "waiting for the end of a disruption",
        "waiting for an appointment, off-site or at the gate",
        "held where it sets out, because the gates ahead are full",
        "broken down on the road",
        "waiting for an empty container where it sets out"};
    for (const Cause cause : possible_causes(s)) {
        const auto i = static_cast<std::size_t>(cause);
        add(fmt::format("trip.{}_time", to_string(cause)), Fact::cause_time, i, "h", sample_statistics,
            fmt::format("time of a trip spent {}", meaning[i]));
    }
    add("trip.border_time", Fact::border_time, 0, "h", sample_statistics,
        "time of a trip spent at places of kind gate, queues before them included");
    const bool finite = std::any_of(s.fleets.begin(), s.fleets.end(),
                                    [](const Fleet& fleet) { return fleet.size.has_value(); });
    if (!s.consignments.empty() || finite)
        add("trip.departure_delay", Fact::departure_delay, 0, "h", sample_statistics,
            "from the departure that was booked to departure: waiting for papers it must not set out "
            "without, and for a truck of the fleet");
    if (!s.consignments.empty()) {
        add("trip.lead_time", Fact::lead_time, 0, "h", sample_statistics,
            "from booking to the departure that was booked");
        add("trip.booking_time", Fact::booking_time, 0, "h", sample_statistics,
            "from booking to arrival at the last place: lead, delay and transit");
        add("dossier.time", Fact::dossier_time, 0, "h", sample_statistics,
            "time in which a paper that holds its trucks is in procedure: handed in and not ready, repairs "
            "and outages included");
        add("dossier.span", Fact::dossier_span, 0, "h", sample_statistics,
            "from handing in the first paper to the last that holds its trucks");
        add("dossier.declarations", Fact::declarations, 0, "declarations", count_statistics,
            "consignments that depart in the window");
        add("dossier.risk_found", Fact::risk_found, 0, "declarations", count_statistics,
            "of these, those in which something is wrong that was found");
        add("dossier.risk_missed", Fact::risk_missed, 0, "declarations", count_statistics,
            "of these, those in which something is wrong that was not found");
    }
    for (std::size_t i = 0; i < s.papers.size(); ++i) {
        const std::string paper = fmt::format("paper.{}", s.papers[i].name);
        add(paper + ".time", Fact::paper_time, i, "h", sample_statistics,
            "from when it may be handed in to ready, repairs and outages included");
        add(paper + ".wait", Fact::paper_wait, i, "h", sample_statistics,
            "of this, the time in which no officer has it in hand, closed hours and pauses included");
        add(paper + ".rejections", Fact::rejections, i, "papers", count_statistics,
            "papers handed back in the window");
        add(paper + ".issued", Fact::issued, i, "papers", count_statistics,
            "papers that become ready in the window");
        if (s.papers[i].due)
            add(paper + ".overdue", Fact::overdue, i, "papers", count_statistics,
                "of these, those that were handed in after their deadline");
        add(paper + ".held", Fact::held, i, "h", count_statistics,
            "time that trucks wait and this paper is what keeps them; of trips that start in the window");
    }
    add("trip.distance", Fact::distance, 0, "km", sample_statistics, "length of a trip");
    add("trip.speed", Fact::speed, 0, "km/h", sample_statistics,
        "distance over transit time, stops included (SWD)");
    add("trip.started", Fact::trips_started, 0, "trips", count_statistics, "trips that start in the window");
    add("trip.finished", Fact::trips_finished, 0, "trips", count_statistics,
        "of the trips that start in the window, those that reach their end before max_overrun");
    add("trip.unfinished", Fact::trips_unfinished, 0, "trips", count_statistics,
        "of the trips that start in the window, those still on their way at max_overrun");
    add("trip.turned_away", Fact::trips_turned_away, 0, "trips", count_statistics,
        "of the trips that start in the window, those that find a full yard and leave");
    add("trip.given_up", Fact::trips_given_up, 0, "trips", count_statistics,
        "of the trips that start in the window, those whose truck loses patience and leaves");
    if (can_divert(s))
        add("trip.diverted", Fact::trips_diverted, 0, "trips", count_statistics,
            "of the trips that start in the window, those that go by another gate than the one they set out "
            "for");
    for (std::size_t i = 0; i < s.places.size(); ++i) {
        const std::string at = "place." + s.places[i].name;
        add(at + ".crossing_time", Fact::crossing_time, i, "h", sample_statistics,
            "from reaching the place, or the queue before it, to leaving it");
        add(at + ".elapsed_in", Fact::elapsed_in, i, "h", sample_statistics,
            "from departure to reaching the place");
        add(at + ".elapsed_out", Fact::elapsed_out, i, "h", sample_statistics,
            "from departure to leaving the place");
        add(at + ".crossings", Fact::crossings, i, "trucks", count_statistics,
            "trucks that leave the place, or end their way there, in the window");
        add(at + ".tonnes", Fact::tonnes, i, "t", count_statistics,
            "payload on trucks that leave the place, or end their way there, in the window");
        if (overload)
            add(at + ".tonnes_shed", Fact::tonnes_shed, i, "t", count_statistics,
                "load above the legal weight that is taken off here in the window, and stays");
        if (changes_truck)
            add(at + ".truck_changes", Fact::truck_changes, i, "trucks", count_statistics,
                "trucks whose goods go on with another one from here, in the window");
        add(at + ".trucks", Fact::trucks_present, i, "trucks", state_statistics,
            "trucks at the place and in the queue before it");
        if (s.places[i].appointments) {
            add(at + ".offsite_wait", Fact::offsite_wait, i, "h", sample_statistics,
                "of a truck that books, from when it could be here to when it comes for its slot");
            add(at + ".slots_wasted", Fact::slots_wasted, i, "slots", count_statistics,
                "slots in the window that were booked, and no truck came for in time");
        }
        if (s.places[i].yard || s.places[i].appointments || !s.places[i].hours.always_open()) {
            add(at + ".queue", Fact::trucks_before, i, "trucks", state_statistics,
                "trucks that wait before the place, for it to open or for room in its yard");
        }
        if (s.places[i].yard) {
            const std::string yard = "yard." + s.places[i].name;
            add(yard + ".wait", Fact::space_wait, i, "h", sample_statistics,
                "time of a truck before a full yard, to a slot or to giving up");
            add(yard + ".full", Fact::yard_full, i, "", {"share"},
                "share of the window in which no slot is free (of either direction)");
            add(yard + ".occupied", Fact::yard_occupied, i, "slots", state_statistics, "slots taken");
        }
    }
    for (std::size_t i = 0; i < s.desks.size(); ++i) {
        const std::string at = "desk." + s.desks[i].name;
        add(at + ".wait", Fact::wait, i, "h", sample_statistics,
            "from reaching the desk to the start of service, or to giving up");
        add(at + ".service", Fact::service, i, "h", sample_statistics,
            "start to end of service, interruptions included");
        add(at + ".visits", Fact::visits, i, "trucks", count_statistics, "services that end in the window");
        add(at + ".waiting", Fact::trucks_waiting, i, "trucks", state_statistics,
            "trucks that wait for the desk");
        if (!s.desks[i].bays) continue;
        add(at + ".bays", Fact::bays_taken, i, "bays", state_statistics,
            "bays taken, by trucks that wait for an officer there too");
        add(at + ".utilisation", Fact::bays_taken, i, "", {},
            "time of bays taken over that of bays in the hours of the place; more than 100 % where trucks "
            "stay "
            "there at night");
        all.back().factor =
            1 / (static_cast<double>(std::max<std::int64_t>(1, *s.desks[i].bays)) * open_share(s, i));
    }
    for (std::size_t i = 0; i < s.staff.size(); ++i) {
        const std::string at = "staff." + s.staff[i].name;
        add(at + ".utilisation", Fact::utilisation, i, "", {},
            "busy time over time on duty, overtime included in both");
        add(at + ".busy", Fact::busy, i, "officers", team_statistics,
            "officers busy, or kept by a truck that cannot leave");
        if (s.staff[i].after_hours)
            add(at + ".after_hours", Fact::after_hours, i, "services", count_statistics,
                "trucks and papers that paid to be served after hours, and were, in the window");
        if (s.staff[i].extra)
            add(at + ".extra", Fact::extra_officers, i, "officers", state_statistics,
                "officers who have come because many trucks waited");
        if (!s.staff[i].breakdowns) continue;
        add(at + ".down", Fact::units_down, i, "units", state_statistics,
            "units broken down, on duty or not");
    }
    add_clock_measures(s, all);
    add_cost_measures(s, all);
    add_depot_measures(s, all);
    return all;
}

std::vector<std::string> standard_metrics(const Scenario& s, const Plan& plan) {
    std::vector<std::string> names{"trip.transit_time.mean", "trip.transit_time.p50",
                                   "trip.transit_time.p95"};
    for (const Direction d : directions) {
        const bool used = std::any_of(plan.legs.begin(), plan.legs.end(),
                                      [&](const Leg& leg) { return leg.direction == d; });
        if (!used) continue;
        names.push_back(fmt::format("trip.transit_time.mean[direction={}]", to_string(d)));
        names.push_back(fmt::format("trip.transit_time.p95[direction={}]", to_string(d)));
    }
    for (const Cause cause : possible_causes(s))
        names.push_back(fmt::format("trip.{}_time.mean", to_string(cause)));
    if (!s.consignments.empty()) {
        for (const char* name : {"trip.lead_time.mean", "trip.departure_delay.mean", "trip.booking_time.mean",
                                 "dossier.time.mean", "dossier.time.p95", "dossier.declarations.per_day"})
            names.emplace_back(name);
    }
    if (std::any_of(s.consignments.begin(), s.consignments.end(),
                    [](const Consignment& c) { return c.risk.value > 0; })) {
        for (const char* name : {"dossier.risk_found.per_day", "dossier.risk_missed.per_day"})
            names.emplace_back(name);
    }
    for (const Paper& paper : s.papers) {
        for (const char* what : {"time.mean", "wait.mean", "held.total"})
            names.push_back(fmt::format("paper.{}.{}", paper.name, what));
    }
    for (const char* name :
         {"trip.border_time.mean", "trip.border_time.p95", "trip.speed.mean", "trip.started.per_day",
          "trip.finished.total", "trip.unfinished.total", "trip.turned_away.total"}) {
        names.emplace_back(name);
    }
    const bool patience = std::any_of(s.demand.begin(), s.demand.end(),
                                      [](const Demand& demand) { return demand.patience.has_value(); });
    if (patience) names.emplace_back("trip.given_up.total");
    if (can_divert(s)) names.emplace_back("trip.diverted.total");
    for (const Place& place : s.places) {
        if (place.desks.eastbound.empty() && place.desks.westbound.empty() && !place.yard) continue;
        names.push_back("place." + place.name + ".crossing_time.mean");
        names.push_back("place." + place.name + ".crossing_time.p95");
        names.push_back("place." + place.name + ".crossings.per_day");
        names.push_back("place." + place.name + ".trucks.mean");
        if (place.appointments) {
            names.push_back("place." + place.name + ".offsite_wait.mean");
            names.push_back("place." + place.name + ".slots_wasted.per_day");
        }
        if (!place.yard) continue;
        names.push_back("yard." + place.name + ".full.share");
        names.push_back("yard." + place.name + ".occupied.mean");
    }
    for (const Desk& desk : s.desks) {
        names.push_back("desk." + desk.name + ".wait.mean");
        names.push_back("desk." + desk.name + ".wait.p95");
        names.push_back("desk." + desk.name + ".service.mean");
        names.push_back("desk." + desk.name + ".visits.per_day");
        if (desk.bays) names.push_back("desk." + desk.name + ".utilisation");
    }
    for (const Staff& staff : s.staff) {
        names.push_back("staff." + staff.name + ".utilisation");
        if (staff.after_hours) names.push_back("staff." + staff.name + ".after_hours.per_day");
        if (staff.extra) names.push_back("staff." + staff.name + ".extra.mean");
        if (staff.breakdowns) names.push_back("staff." + staff.name + ".down.mean");
    }
    add_cost_standards(s, names);
    add_depot_standards(s, names);
    return names;
}

std::vector<std::string> profile_metrics(const Scenario& s, const Plan& plan, std::uint32_t leg) {
    std::vector<std::string> names;
    const Leg& on = plan.legs[leg];
    for (const Stop& stop : on.stops) {
        for (const char* side : {"elapsed_in", "elapsed_out", "cost_out"}) {
            if (std::string_view(side) == "cost_out" && !s.costs) continue;
            names.push_back(fmt::format("place.{}.{}.mean[demand={},leg={}]", s.places[stop.place].name, side,
                                        s.demand[on.demand].name, on.back ? "back" : "out"));
        }
    }
    return names;
}

}  // namespace hanhlang
