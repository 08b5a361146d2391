// The table of the scenario language: streams of trucks, growth, zones, corridors, the choice between them,
// uncertain inputs.
#pragma once

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, Return& r) {
    v.required("after", r.after, "time at the destination before going back");
    v.optional("loaded", r.loaded, "trucks that find a load for the way back");
    v.optional("carries", r.carries, "a commodity, or shares of several that add up to 100 %");
    v.optional("consignment", r.consignment, "what each load is, with its dossier");
}

template <class V>
void describe(V& v, Demand& d) {
    v.optional("title", d.title, "name for people");
    v.optional("direction", d.direction, "which desks of a place it meets");
    v.optional("from", d.from, "where trips start");
    v.optional("to", d.to, "where they end");
    v.optional("via", d.via, "places on the way, in order");
    v.optional("route", d.route, "every place on the way, instead of from, to and via");
    v.optional("fleet", d.fleet, "the kind of truck");
    v.optional("trucks", d.trucks, "Poisson arrivals, mean over an ordinary week");
    v.optional("declarations", d.declarations, "must fit its trucks and those of a declaration");
    v.optional("tonnes", d.tonnes,
               "instead of trucks, such as 928 t per day; beside them it must fit their payload");
    v.optional("value", d.value, "instead of trucks: what the goods are worth, such as 159 MUSD per year");
    v.optional("per_hectare", d.per_hectare,
               "instead of trucks: tonnes for each hectare in use of the zone where it starts or ends");
    v.optional("by_truck", d.by_truck, "of these tonnes or this value, what rides a truck");
    v.optional("uses_depot", d.uses_depot,
               "of its traffic, what comes to the depot; the rest clears at the line and is not simulated");
    v.optional("made_of", d.made_of, "instead of trucks: what another stream brings is processed here");
    v.optional("departures", d.departures, "instead of trucks: real departures from a file");
    v.optional("every", d.every, "time between two arrivals, independent draws");
    v.optional("at", d.at, "a timetable: times of day");
    v.optional("batch", d.batch, "trucks that set out together at each arrival");
    v.optional("consignment", d.consignment,
               "the kind of consignment that each arrival is, with its trucks and its dossier");
    v.optional("patience", d.patience,
               "how long a truck waits at one desk, or for room in one yard, before it gives up its trip");
    v.optional("pattern", d.pattern, "when its traffic comes, as far as the stream does not say it itself");
    v.optional("by_hour", d.by_hour, "relative traffic by hour of the day, such as 6-18: 2");
    v.optional("by_weekday", d.by_weekday, "traffic by day, against the others, such as sun: 50 %");
    v.optional("by_month", d.by_month, "traffic by month, against the others, such as feb: 0.75");
    v.optional("by_holiday", d.by_holiday, "traffic on holidays, such as tet: 10 %, against other days");
    v.optional("corridors", d.corridors, "those it may take, perhaps with shares that add up to 100 %");
    v.optional("alternatives", d.alternatives, "ways it may take instead: so many of the best");
    v.optional("carries", d.carries, "a commodity, or shares of several that add up to 100 %");
    v.optional("loaded", d.loaded, "trucks that carry anything");
    v.optional("priority", d.priority, "in queues, the highest first");
    v.optional("returns", d.returns, "the way back, in the other direction's lanes");
}

template <class V>
void describe(V& v, Pattern& p) {
    v.optional("by_hour", p.by_hour, "relative traffic by hour of the day, such as 6-18: 2");
    v.optional("by_weekday", p.by_weekday, "traffic by day, against the others, such as sun: 50 %");
    v.optional("by_month", p.by_month, "traffic by month, against the others, such as feb: 0.75");
    v.optional("by_holiday", p.by_holiday, "traffic on holidays, such as tet: 10 %, against other days");
}

template <class V>
void describe(V& v, Growth& g) {
    v.required("base", g.base, "the year that the demand is of");
    v.optional("year", g.year, "the year that is simulated; that of runs.from when it is not said");
    v.optional("rate", g.rate, "growth of traffic, such as 10.8 % per year");
    v.optional("commodities", g.commodities, "of trucks with these commodities, instead");
}

template <class V>
void describe(V& v, Zone& z) {
    v.required("area", z.area, "of the industrial zone, such as 600 ha");
    v.optional("occupied", z.occupied, "of this, what is in use");
}

template <class V>
void describe(V& v, MadeOf& m) {
    v.required("demand", m.demand, "the stream that brings the raw material to where this one starts");
    v.required("yield", m.yield, "tonnes of product from a tonne of raw material");
    v.optional("rate", m.rate, "raw material that can be worked on, such as 60 t per hour; any amount, else");
    v.optional("after", m.after, "from arrival of the raw material, worked on, to the product");
    v.optional(
        "cut_off", m.cut_off,
        "times of day at which what is there sets out, full or not; else a truck waits until it is full");
}

template <class V>
void describe(V& v, Departures& d) {
    v.required("file", d.file, "CSV with a column 'departs', such as 2025-09-01 07:30, and perhaps 'trucks'");
}

template <class V>
void describe(V& v, Corridor& c) {
    v.optional("title", c.title, "name for people");
    v.required("via", c.via, "places that whoever takes it passes, in one order or the other");
}

template <class V>
void describe(V& v, Choice& c) {
    v.optional("rule", c.rule, "best: all take the best; logit: the better, the more");
    v.optional("by", c.by, "time, or cost: money and the time of truck, driver and goods");
    v.optional("scale", c.scale, "of the logit, in hours or USD: the larger, the less a difference counts");
    v.optional("memory", c.memory, "over which it is remembered what crossing a gate takes");
}

template <class V>
void describe(V& v, Coordination& c) {
    v.required("informs", c.informs, "of trucks, those whose drivers know how long the queues are now");
    v.optional("delay", c.delay, "how old what they know is");
    v.optional("reroutes_above", c.reroutes_above,
               "informed trucks take another way where ways part, when it is expected to be better by more, "
               "in hours or USD as in 'choice'");
    v.optional("reissue", c.reissue,
               "papers of rerouted trucks that are made out again, or a map of them to the offices that do "
               "it; without it, every paper that holds trucks at a gate");
    v.optional("holds_above", c.holds_above,
               "informed trucks do not set out while the gates on their way are expected to take longer");
    v.optional("holds_at_most", c.holds_at_most,
               "but they are held no longer than this; 12 h when it is not said");
}

template <class V>
void describe(V& v, Uncertain& u) {
    v.required("paths", u.paths, "keys of what is not known, such as road_classes.*.speed");
    v.optional("factor", u.factor,
               "range of a factor on all of them, such as \"triangular(85, 100, 110) %\"");
    v.optional("values", u.values, "or values that they may have instead, each as likely");
}

}  // namespace hanhlang
