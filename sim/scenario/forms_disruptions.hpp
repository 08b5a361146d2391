// The table of the scenario language: disruptions.
#pragma once

#include "hanhlang/scenario/disruptions.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, Divert& d) {
    v.optional("share", d.share, "of the trucks, or consignments, that would take the road");
    v.optional("only", d.only,
               "who may, such as [import, export]; the others keep to their way, as under a prescribed "
               "route");
    v.required("via", d.via, "places on the other way, in either order");
    v.optional("reissue", d.reissue,
               "papers made out again for the other gate, or a map of them to the offices that do it; "
               "without it, every paper that holds trucks at a gate");
}

template <class V>
void describe(V& v, Disruption& d) {
    v.optional("title", d.title, "name for people");
    v.optional("at", d.at, "when it begins, once");
    v.optional("until", d.until, "when it is over, instead of 'lasts'");
    v.optional("every", d.every, "or by chance: from the end of one to the next, counted in the season");
    v.optional("lasts", d.lasts, "how long it is");
    v.optional("season", d.season, "months such as sep-feb; without 'every', it lasts the whole season");
    v.optional("road", d.roads, "the roads it closes or slows down, both ways");
    v.optional("speed", d.speed, "of the usual speed, for trucks that enter the road; 0 %: it is closed");
    v.optional("divert", d.divert, "trucks that go by another gate as long as it lasts");
    v.optional("staff", d.staff, "teams that stand still, as without power");
    v.optional("demand", d.demand, "streams whose Poisson traffic it changes");
    v.optional("traffic", d.traffic, "of their usual traffic, such as 175 %");
}

}  // namespace hanhlang
