// The table of the scenario language: consignments, traders, channels, papers and the platform.
#pragma once

#include "forms_people.hpp"
#include "forms_space.hpp"
#include "hanhlang/scenario/consignments.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, Channels& c) {
    v.required("green", c.green, "declarations that are released as they are");
    v.required("yellow", c.yellow, "declarations whose documents are checked");
    v.required("red", c.red, "declarations whose goods are examined");
}

template <class V>
void describe(V& v, Commodity& c) {
    v.optional("title", c.title, "name for people");
    v.optional("payload", c.payload, "per loaded truck");
    v.optional("value", c.value, "such as 65 USD/t");
    v.optional("teu", c.teu, "containers of a truckload, in TEU");
    v.optional("keeps", c.keeps, "how long a load keeps without cooling; then it is lost");
    v.optional("priority", c.priority, "on top of that of its stream, in queues for desks and offices");
    v.optional("channels", c.channels, "selection of its declarations, instead of the general one");
    v.optional("overload", c.overload, "trucks that carry more than the payload, until they shed it");
}

template <class V>
void describe(V& v, Trader& t) {
    v.optional("title", t.title, "name for people");
    v.required("share", t.share, "of consignments; the groups add up to 100 %");
    v.optional("priority", t.priority, "on top of that of its stream, such as that of authorised operators");
    v.optional("channels", t.channels, "selection of its declarations, before any other");
}

template <class V>
void describe(V& v, Consignment& c) {
    v.optional("title", c.title, "name for people");
    v.required("flow", c.flow, "import, export or transit, seen from Vietnam");
    v.optional("trucks", c.trucks, "of one declaration");
    v.optional("lead", c.lead, "from booking to departure");
    v.optional("spread", c.spread, "its trucks set out over this time; without it, together");
    v.optional("release", c.release, "each truck by itself, or all when the last is here");
    v.optional("needs", c.needs, "papers without which no truck sets out");
    v.optional("channels", c.channels, "selection of its declarations, instead of the general one");
    v.optional("tonnes", c.tonnes, "of a whole consignment; must fit its trucks and their payload");
    v.optional("risk", c.risk, "declarations in which something is wrong");
    v.optional("pays_for_priority", c.pays_for_priority, "a payment that changes the place in every queue");
}

template <class V>
void describe(V& v, DigitalPaper& p) {
    v.optional("starts", p.starts, "when it may start, on the platform");
    v.optional("needs", p.needs, "papers that must be ready before, on the platform");
    v.optional("takes", p.takes, "how long it takes, on the platform: an assumed effect");
    v.optional("clock", p.clock, "whose time it takes, on the platform");
    v.optional("rejected", p.rejected, "rejections, on the platform: an assumed effect");
    v.optional("same_form_as", p.same_form_as, "one form for both: its errors are found and repaired once");
}

template <class V>
void describe(V& v, Due& d) {
    v.required("after", d.after, "the paper whose readiness starts the deadline");
    v.required("within", d.within, "handed in later than this after it, the paper is overdue");
    v.optional("overdue", d.overdue, "how long it is worked on then, instead");
}

template <class V>
void describe(V& v, Paper& p) {
    v.optional("title", p.title, "name for people");
    v.optional("office", p.office, "the team that handles it");
    v.optional("country", p.country, "LA, VN, TH …; that of its office when it is not said");
    v.optional(
        "only", p.only,
        "commodities, consignments, traders, places on the way ('not icd': that are not), import, export, "
        "transit, green, yellow, red, eastbound, westbound: which dossiers have it");
    v.optional("share", p.share, "of these dossiers, how many have it");
    v.required("starts", p.starts,
               "booking, departure, arrival (at the gate of its country) or destination, or shares of them");
    v.optional("needs", p.needs, "papers that must be ready before it is handed in");
    v.required("takes", p.takes, "how long it is worked on, or a law for each of green, yellow and red");
    v.optional("clock", p.clock,
               "office: an officer's time, in the hours of the office; elapsed: calendar time, and nobody's");
    v.optional("rejected", p.rejected, "how often it is handed back");
    v.optional("repair", p.repair, "by the trader, before it is handed in again");
    v.optional("hold", p.hold, "where the goods are until it is ready: at the gate, or gone on");
    v.optional("due", p.due, "a deadline, such as that of a transit");
    v.optional("fee", p.fee, "of a declaration");
    v.optional("digital", p.digital, "what differs for traders on the platform at offices on it");
    v.optional("draws_as", p.draws_as, "meets the same chance as the paper of this name");
}

template <class V>
void describe(V& v, Outages& o) {
    v.required("every", o.every, "from the end of an outage to the next");
    v.required("lasts", o.lasts, "how long an outage is");
    v.optional("then", o.then, "what is to be filed meanwhile: goes to paper, or waits");
}

template <class V>
void describe(V& v, Digital& d) {
    v.required("traders", d.traders,
               "adoption: traders of each group that use the platform, perhaps by year");
    v.required("offices", d.offices, "coverage: yes, no, or the share of its papers that is on the platform");
    v.optional("down", d.down, "outages of the platform");
    v.optional("double_filing", d.double_filing, "digital dossiers that are filed on paper as well");
}

}  // namespace hanhlang
