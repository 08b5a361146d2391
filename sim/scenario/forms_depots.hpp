// The table of the scenario language: blocks of a yard, ships and trains.
#pragma once

#include "hanhlang/scenario/depots.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, Block& b) {
    v.optional("title", b.title, "name for people");
    v.required("place", b.place, "the depot or port that it is of");
    v.optional("slots", b.slots, "containers that fit on the ground, in TEU");
    v.optional("high", b.high, "containers that are stacked upon each other, at most");
    v.optional("fill", b.fill, "of slots times high, what may be used");
    v.optional("holds", b.holds, "of a pile, instead of slots, such as 40000 t");
    v.optional("at_start", b.at_start, "what is there when the run starts, such as 120 TEU or 4 kt");
    v.optional(
        "dwell", b.dwell,
        "what is put here leaves after so long; not where a stream is made of it, or a service takes it");
    v.optional("when_full", b.when_full, "what becomes of a truckload for which there is no room");
    v.optional("storage", b.storage, "of a truckload that stays longer than is free");
    v.optional("overflow", b.overflow, "what it costs a truckload that finds no room and goes elsewhere");
    v.optional("cold", b.cold, "whether it cools what is in it");
    v.optional("power", b.power, "that each TEU or tonne in it uses, such as 3.5 kW for reefers");
    v.optional("each", b.each, "what one of its slots costs, or a tonne that its pile holds");
    v.optional("area", b.area,
               "ground of one slot, or of a tonne of its pile, with its share of lanes, such as 36 m2");
}

template <class V>
void describe(V& v, Licence& l) {
    v.optional("teu", l.teu, "TEU that are put down, such as 100000 TEU per year");
    v.optional("trucks", l.trucks, "trucks that end or begin their way here, such as 1000 vehicles per day");
}

template <class V>
void describe(V& v, Service& s) {
    v.optional("title", s.title, "name for people");
    v.required("block", s.block, "from which it takes what was put there first");
    v.required("first", s.first, "its first call; when it lies before the run the timetable goes on");
    v.required("every", s.every, "from one call to the next, by the timetable");
    v.optional("until", s.until, "no call from then on");
    v.required("capacity", s.capacity, "at each call, such as 300 TEU or 5 kt");
    v.optional("cut_off", s.cut_off,
               "what is put down later than this before a call by the timetable waits for the next");
    v.optional("late", s.late, "against the timetable");
    v.optional("berth", s.berth,
               "a team whose units are the berths or tracks: it takes one, or waits for it");
    v.optional("loads", s.loads, "at its berth, such as 40 TEU per hour; with 'cranes' each of them");
    v.optional("cranes", s.cranes, "a team whose units load it, at any berth; without it the berth does");
    v.optional("cranes_at_most", s.cranes_at_most, "that load it at once, each an equal part");
    v.optional("track", s.track, "what fits on the track at once, of a train");
}

}  // namespace hanhlang
