// The table of the scenario language: every section, every key, what it holds and what it means.
// Rule: the loader and the JSON Schema both walk this table, so neither can know a key the other does not.
//
// A visitor offers required(key, member, meaning) and optional(key, member, meaning); the type of the member
// says how the value is written.
#pragma once

#include <array>
#include <string_view>

#include "forms_depots.hpp"
#include "forms_disruptions.hpp"
#include "forms_papers.hpp"
#include "forms_traffic.hpp"
#include "forms_trucks.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, Source& s) {
    v.required("title", s.title, "what was read, and where in it");
    v.optional("year", s.year, "year of the figure");
    v.optional("url", s.url, "where it can be read");
    v.required("known", s.known, "how the figure is known");
}

template <class V>
void describe(V& v, Runs& r) {
    v.required("from", r.from, "first moment of the window that is measured");
    v.optional("measure", r.measure, "length of the window");
    v.optional("warm_up", r.warm_up, "simulated before the window and not measured");
    v.optional("max_overrun", r.max_overrun, "how long after the window its trips are followed");
    v.optional("traffic", r.traffic, "of every stream, against what it says, such as 150 %");
}

template <class V>
void describe(V& v, Yard& y) {
    v.required("slots", y.slots, "trucks that fit, for each direction unless shared");
    v.optional("shared", y.shared, "both directions stand in the same slots");
    v.optional("when_full", y.when_full, "what a truck does that finds no slot");
    v.optional("batch", y.batch, "the barrier opens only when the space is empty, for those who wait then");
}

template <class V>
void describe(V& v, Place& p) {
    v.optional("title", p.title, "name for people");
    v.optional("kind", p.kind, "what kind of place it is");
    v.optional("country", p.country, "LA, VN, TH …");
    v.optional("at", p.at, "latitude and longitude in degrees");
    v.optional("hours", p.hours, "when trucks may enter");
    v.optional("crossings", p.crossings, "of trucks, both ways; must fit the demand, and nothing else");
    v.optional("yard", p.yard,
               "finite room to wait and be served in; without it trucks wait where there is room");
    v.optional("appointments", p.appointments, "slots that trucks book");
    v.optional("desks", p.desks, "desks a truck visits, in order; one list, or one for each direction");
    v.optional("zone", p.zone, "an industrial zone, whose cargo comes from its area");
    v.optional("handling", p.handling, "of goods that begin or end their way here, such as 3 USD/t");
    v.optional("storage", p.storage,
               "of goods on a truck that is here for longer than is free, on its way or before its end");
    v.optional("licence", p.licence,
               "what it may handle at most; 'hanhlang check' holds it against the demand");
    v.optional("containers", p.containers, "a stock of empty ones: trucks take them here and leave theirs");
}

template <class V>
void describe(V& v, RoadClass& c) {
    v.optional("title", c.title, "name for people");
    v.required("speed", c.speed, "of a loaded truck on a level road");
    v.optional("gradient", c.gradient, "mean slope, up or down");
    v.optional("paved", c.paved, "of its length");
    v.optional("slow", c.slow, "when it is slower: at night, in the wet season");
    v.optional("congestion", c.congestion, "other traffic, which makes it slower");
    v.optional("toll", c.toll, "such as 0.05 USD/km");
}

template <class V>
void describe(V& v, Road& r) {
    v.optional("title", r.title, "name for people, such as QL9");
    v.required("length", r.length, "from place to place");
    v.optional("class", r.road_class, "a road class, for speed and gradient");
    v.optional("speed", r.speed, "of a loaded truck, instead of the class's");
    v.optional("gradient", r.gradient, "mean slope, instead of the class's");
    v.optional("holds", r.holds, "trucks that fit on it in each direction; without it, any number");
    v.optional("shared", r.shared, "both directions share this room, as on a single lane");
    v.optional("paved", r.paved, "of its length, instead of the class's");
    v.optional("slow", r.slow, "when it is slower, instead of the class's");
    v.optional("congestion", r.congestion, "other traffic, instead of the class's");
    v.optional("toll", r.toll, "instead of the class's");
    v.optional("hours", r.hours, "when trucks may begin to drive it");
    v.optional("limit", r.limit, "trucks that it does not bear");
}

template <class V>
void describe(V& v, Breakdowns& b) {
    v.required("every", b.every, "from the end of a repair to the next breakdown of the same unit");
    v.required("repair", b.repair, "how long the unit is down");
    v.optional("then", b.then, "what becomes of the truck in hand: goes on, or begins again");
}

template <class V>
void describe(V& v, Staff& s) {
    v.optional("title", s.title, "name for people");
    v.optional("country", s.country, "LA, VN, TH …");
    v.required("people", s.people, "officers on duty during the hours");
    v.optional("hours", s.hours, "when they work, or the name of a calendar");
    v.optional("closing", s.closing, "what happens at closing to the truck in hand");
    v.optional("preemptive", s.preemptive, "a higher priority interrupts the truck in hand");
    v.optional("breakdowns", s.breakdowns,
               "each unit fails by itself; the truck in hand goes on with the next unit that is free");
    v.optional("after_hours", s.after_hours, "officers who serve those that pay, outside the hours");
    v.optional("extra", s.extra, "officers who come when the queue is long");
    v.optional("each", s.each, "what one of them costs, an officer or a machine");
    v.optional("burns", s.burns, "diesel that one of them uses at work, such as 18 l/h");
    v.optional("power", s.power, "electricity that one of them uses at work, such as 60 kW");
}

template <class V>
void describe(V& v, Desk& d) {
    v.optional("title", d.title, "name for people");
    v.optional("staff", d.staff,
               "the team that serves here; of several, an officer of whichever has one first, the first "
               "named when several have");
    v.optional("bays", d.bays, "machines or bays a truck occupies while it is served");
    v.optional("puts", d.puts, "the block where the goods of trucks that end their way here are put down");
    v.optional(
        "fetches", d.fetches,
        "the block that the goods of trucks that begin it here come from; `takes` is for one move, and "
        "what stands on a container is moved first");
    v.required("takes", d.takes, "how long one truck is served");
    v.optional("first_time", d.first_time, "instead, on the way out, of a vehicle not yet in the system");
    v.optional("on_return", d.on_return, "instead, on the way back");
    v.optional("shared_with", d.shared_with, "travellers who are served by the same team");
    v.optional("share", d.share, "of the trucks that pass, how many must come here");
    v.optional("sample", d.sample,
               "of the trucks of each declaration, how many must come here, at least one");
    v.optional(
        "only", d.only,
        "commodities, consignments, traders, places on the way ('not icd': that are not), import, export, "
        "transit, green, yellow, red, loaded, empty, eastbound, westbound: who must come here");
    v.optional("for", d.trucks, "trucks whose way ends at its place, or begins there; all, else");
    v.optional("needs", d.needs, "papers that must be ready before a truck is served");
    v.optional("releases", d.releases,
               "trucks of a declaration that is released whole wait here for each other");
    v.optional("finds", d.finds, "of what is wrong with the goods, how much is found here");
    v.optional("convoy", d.convoy, "trucks gather here and go on together, in each direction apart");
    v.optional("if_over", d.if_over, "weighs: a desk after it, to which only overloaded trucks go, to shed");
    v.optional("changes_truck", d.changes_truck,
               "its goods go on with another truck: for loaded trucks of a fleet that are not entitled to "
               "cross, and nobody else");
    v.optional("fee", d.fee, "of each truck that is served");
    v.optional("informal", d.informal, "paid beside the fee, of each truck that is served");
    v.optional("each", d.each, "what one of its bays costs");
    v.optional("draws_as", d.draws_as, "meets the same chance as the desk of this name");
}

template <class V>
void describe(V& v, Fleet& f) {
    v.optional("title", f.title, "name for people");
    v.optional("cold", f.cold, "whether it cools what it carries");
    v.optional("top_speed", f.top_speed, "on any road");
    v.optional("empty_speed", f.empty_speed, "of an empty truck, against a loaded one");
    v.optional("gradient_loss", f.gradient_loss, "speed lost for each per cent of gradient");
    v.optional("first_time", f.first_time,
               "trucks whose vehicle is not yet in the system of a desk that asks");
    v.optional("entitled", f.entitled, "trucks that may cross themselves, by an agreement or a permit");
    v.optional("permits", f.permits,
               "quota: so many of them may be away at a time; who sets out when none is left changes trucks");
    v.optional("country", f.country, "where they are registered: LA, VN, TH …");
    v.optional("home", f.home, "where its trucks set out from and come back to");
    v.optional("size", f.size, "trucks there are; loads wait for one of them");
    v.optional("maintenance", f.maintenance, "between trips, at home");
    v.optional("breakdowns", f.breakdowns, "on the road");
    v.optional("axles", f.axles, "of a truck, for roads with a limit");
    v.optional("tare", f.tare, "of an empty truck, for roads with a limit");
    v.optional("unpaved_speed", f.unpaved_speed, "where a road is not paved, against where it is");
    v.optional("costs", f.costs, "of its trucks");
    v.optional("fuel", f.fuel, "that its trucks use");
}

template <class V>
void describe(V& v, DrivingLimit& l) {
    v.required("drive", l.drive, "the longest allowed driving");
    v.required("rest", l.rest, "what follows it, and allows as much again");
}

template <class V>
void describe(V& v, Drivers& d) {
    v.optional("stretch", d.stretch, "driving without a break");
    v.optional("day", d.day, "driving between daily rests");
    v.optional("closed_counts", d.closed_counts,
               "waiting for a closed gate or desk counts as rest when long enough");
    v.optional("two", d.two, "trucks with two drivers, who take turns");
    v.optional("relay", d.relay, "trucks whose driver changes on the way");
    v.optional("relay_at", d.relay_at, "where the driver changes");
    v.optional("week", d.week, "driving in any seven days");
    v.optional("comply", d.comply, "trucks whose drivers keep to these limits; the others drive on");
    v.optional("rest_at", d.rest_at, "places where a daily rest can be taken; anywhere without them");
}

template <class V>
void describe(V& v, Expected& e) {
    v.required("replications", e.replications, "that make the simulated figures sharp enough");
    v.required("figures", e.figures,
               "metrics and their exact values, such as desk.counter.wait.mean: 40 min");
}

template <class V>
void describe_accepted(V& v, Accepted& a) {
    v.optional("value", a.value, "what was published");
    v.optional("within", a.within, "how far from it is accepted, such as 10 %, or 10 pp of a share");
    v.optional("between", a.between, "or the lowest and the highest value that are accepted");
    v.optional("at_least", a.at_least, "or the lowest");
    v.optional("at_most", a.at_most, "or the highest");
}

template <class V>
void describe(V& v, Change& c) {
    describe_accepted(v, c.accepted);
}

template <class V>
void describe(V& v, ReleaseStudy& r) {
    v.required("file", r.file, "CSV with a row for each dossier and columns T0, T1, T2, T3");
    v.optional("from", r.from, "T0 arrival, T1 declaration, T2 approval or T3 removal");
    v.optional("to", r.to, "the later timestamp");
    v.optional("statistic", r.statistic, "mean, or any p1 to p99");
}

template <class V>
void describe(V& v, Observed& o) {
    v.required("metric", o.metric, "what is simulated of it, one of 'hanhlang metrics FILE'");
    describe_accepted(v, o.accepted);
    v.optional("release_study", o.release_study, "timestamps of dossiers that give the value");
    v.optional("spacing", o.spacing, "of trucks in a queue, where the figure is its length and not a count");
    v.optional("against", o.against, "a scenario file: the figure is a change from that scenario to this");
    v.optional("change", o.change, "the relative change that is accepted, on the same seeds");
    v.required("use", o.use, "whether inputs were fitted to it, or it checks the result");
    v.required("year", o.year, "that the figure is of");
    v.optional("regime", o.regime, "the rules then in force, such as one stop");
    v.required("grade", o.grade, "how good the figure is");
}

template <class V>
void describe(V& v, Scenario& s) {
    v.optional("title", s.title, "name for people, a text or {vi: …, en: …}");
    v.required("runs", s.runs, "what is simulated and measured");
    v.required("places", s.places, "cities, gates, depots, ports");
    v.optional("road_classes", s.road_classes, "kinds of road");
    v.optional("roads", s.roads, "'place to place', both ways");
    v.optional("staff", s.staff, "teams of officers");
    v.optional("blocks", s.blocks, "where goods stay when the truck that brought them has left");
    v.optional("services", s.services, "ships and trains that take on what waits in a block");
    v.optional("desks", s.desks, "where trucks are served");
    v.optional("commodities", s.commodities, "what is carried");
    v.optional("papers", s.papers, "the dossier: which office, when it may start, what it waits for");
    v.optional("channels", s.channels, "how declarations are selected for inspection");
    v.optional("digital", s.digital, "who files on the platform, and which offices are on it");
    v.optional("traders", s.traders, "groups of traders");
    v.optional("consignments", s.consignments, "what travels under one declaration");
    v.optional("fleets", s.fleets, "kinds of truck");
    v.optional("drivers", s.drivers, "limits of driving time");
    v.optional("patterns", s.patterns, "when traffic comes: hours, weekdays, months, holidays");
    v.required("demand", s.demand, "streams of trucks");
    v.optional("disruptions", s.disruptions, "closed roads, power cuts, surges");
    v.optional("growth", s.growth, "of traffic, from the year of the demand to that of the run");
    v.optional("corridors", s.corridors, "ways between the countries, by the gates they take");
    v.optional("choice", s.choice, "between corridors");
    v.optional("coordination", s.coordination, "a centre that tells drivers of queues");
    v.optional("costs", s.costs, "prices, exchange rates, and who pays");
    v.optional("emissions", s.emissions, "greenhouse gases of fuel and handling");
    v.optional("investment", s.investment, "how an option's capital is held against what it saves");
    v.optional("uncertain", s.uncertain, "inputs that are not known, with their ranges");
    v.optional("expected", s.expected, "what theory says; 'hanhlang verify' checks it");
    v.optional("observed", s.observed,
               "figures of the real border; 'hanhlang backcast' holds them against it");
    v.optional("sources", s.sources, "where figures come from; a map, or a file of them");
}

/// Sections of the format that this version does not simulate; using one is an error that says so.
inline constexpr std::array<std::string_view, 4> later_sections{"offices", "agencies", "depot", "regime"};

}  // namespace hanhlang
