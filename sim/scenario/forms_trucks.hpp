// The table of the scenario language: limits of roads, seasons, other traffic, breakdowns, costs, emissions.
#pragma once

#include "hanhlang/scenario/costs.hpp"
#include "hanhlang/scenario/trucks.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, RoadLimit& l) {
    v.optional("gross", l.gross, "the heaviest truck with its load");
    v.optional("axles", l.axles, "the most axles");
    v.optional("bars", l.bars, "fleets whose trucks may not take it, whatever they weigh");
    v.optional("enforced", l.enforced, "whether trucks keep to it");
}

template <class V>
void describe(V& v, SlowWhen& s) {
    v.optional("night", s.night, "speed from 18:00 to 06:00, against that by day");
    v.optional("season", s.season, "months such as may-oct, in which it is slower");
    v.optional("in_season", s.in_season, "speed then, against that of the rest of the year");
}

template <class V>
void describe(V& v, Congestion& c) {
    v.required("capacity", c.capacity, "vehicles in each direction");
    v.required("background", c.background, "other vehicles in each direction, in an hour with mean traffic");
    v.optional("by_hour", c.by_hour, "their share by hour of the day, such as 6-18: 2");
    v.optional("truck_as", c.truck_as, "vehicles that a truck counts for");
}

template <class V>
void describe(V& v, Maintenance& m) {
    v.required("every", m.every, "driving between two of them");
    v.required("lasts", m.lasts, "how long the truck is at home for it");
}

template <class V>
void describe(V& v, RoadBreakdowns& b) {
    v.required("every", b.every, "driving between two breakdowns, on average");
    v.required("repair", b.repair, "how long the truck stands on the road");
}

template <class V>
void describe(V& v, FleetCosts& c) {
    v.optional("driver", c.driver, "all hours of a trip, such as 3 USD/h");
    v.optional("vehicle", c.vehicle, "all hours of a trip: capital, insurance, such as 4 USD/h");
    v.optional("distance", c.distance, "tyres, maintenance, such as 0.2 USD/km");
}

template <class V>
void describe(V& v, Consumption& c) {
    v.required("loaded", c.loaded, "on a level road, such as 36 l/100km");
    v.optional("empty", c.empty, "the same of an empty truck");
    v.optional("gradient", c.gradient, "more, for each per cent of gradient");
    v.optional("idle", c.idle, "with the engine on, such as 2.5 l/h");
    v.optional("idles", c.idles, "of the time it waits or is served, with the engine on");
}

template <class V>
void describe(V& v, ContainerDepot& d) {
    v.required("empty", d.empty, "empty containers that are here at the start of the run, in TEU");
    v.optional("strip", d.strip, "from arrival of a full one until it can be had, empty");
    v.optional("keep", d.keep,
               "trucks that leave empty for a place with containers take some along, as long as more than "
               "these are left, in TEU");
}

template <class V>
void describe(V& v, Storage& s) {
    v.optional("free", s.free, "time that costs nothing");
    v.required("rate", s.rate, "of a truck after that, such as 20 USD/day");
}

template <class V>
void describe(V& v, Costs& c) {
    v.optional("on", c.on, "the date of the rates");
    v.optional("rates", c.rates, "of currencies other than USD, such as VND: 26300 per USD");
    v.optional("fuel", c.fuel, "diesel, such as 0.75 USD/l");
    v.optional("power", c.power, "electricity, such as 0.08 USD/kWh");
    v.optional("goods", c.goods, "what the time of goods costs, of their value, such as 20 % per year");
    v.optional("paid_by", c.paid_by, "carrier or trader, of each kind of expense");
}

template <class V>
void describe(V& v, Emissions& e) {
    v.required("burning", e.burning, "CO2e of a litre of diesel in the engine, such as 2.68 kg/l");
    v.optional("supplying", e.supplying, "CO2e of a litre of diesel on its way to the tank");
    v.optional("handling", e.handling, "CO2e of a tonne that is handled at a place, such as 1.2 kg/t");
    v.optional("power", e.power, "CO2e of electricity, such as 0.66 kg/kWh");
}

template <class V>
void describe(V& v, UnitCost& c) {
    v.optional("capital", c.capital, "to buy or build one more, such as 450 kUSD");
    v.optional("running", c.running, "upkeep, such as 60 kUSD per year; fuel and power come on top");
    v.optional("on_duty", c.on_duty,
               "of a team: wages of each unit, such as 6 USD/h, for the hours of the team");
}

template <class V>
void describe(V& v, Investment& i) {
    v.required("rate", i.rate, "of discount, such as 10 % per year");
    v.required("years", i.years, "that the option is used for, such as 15");
}

}  // namespace hanhlang
