// The table of the scenario language: travellers, paid hours, extra officers, appointments.
#pragma once

#include "hanhlang/scenario/people.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, Travellers& t) {
    v.required("people", t.people, "mean over an ordinary week; they come while the team is on duty");
    v.required("take", t.take, "how long one of them is served");
    v.optional("by_hour", t.by_hour, "relative traffic by hour of the day, such as 6-18: 2");
}

template <class V>
void describe(V& v, AfterHours& a) {
    v.required("hours", a.hours, "when they serve, but for the hours of the team");
    v.optional("people", a.people, "officers who do");
    v.required("share", a.share, "of consignments, and of trucks without one, whose trader pays");
}

template <class V>
void describe(V& v, Extra& e) {
    v.required("people", e.people, "officers who come");
    v.required("when_waiting", e.when_waiting, "trucks waiting for the team that call them");
    v.required("until_waiting", e.until_waiting, "they go when no more than these wait");
    v.optional("after", e.after, "from the call to their coming");
    v.optional("hours", e.hours, "when they can come, of the hours of the team");
}

template <class V>
void describe(V& v, PaidPriority& p) {
    v.required("share", p.share, "of consignments, those whose trader pays");
    v.required("priority", p.priority, "on top of all others, in queues");
}

template <class V>
void describe(V& v, Appointments& a) {
    v.optional("slots", a.slots, "for one truck each, such as 12 per hour; or 'every'");
    v.optional("every", a.every, "from slot to slot");
    v.optional("hours", a.hours, "when there are slots; those of the place when it is not said");
    v.optional("direction", a.direction, "of trucks that need one; both when it is not said");
    v.optional("share", a.share, "trucks that book; the others come and wait behind them");
    v.optional("no_show", a.no_show,
               "bookings nobody comes for; the truck books again when it has missed it");
    v.optional("placeholder", a.placeholder, "slots that are booked for no truck");
    v.optional("early", a.early, "how long before its slot a truck comes");
    v.optional("late", a.late, "how long after it; with both, the difference counts");
    v.optional("grace", a.grace, "who is later takes the next free slot; without it, nobody is too late");
}

}  // namespace hanhlang
