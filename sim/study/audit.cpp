#include "hanhlang/study/audit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hanhlang {
namespace {

template <class Fact>
std::uint64_t trip_of(const Fact& fact) {
    return std::uint64_t{fact.demand} << 33 | std::uint64_t{fact.ordinal} << 1 | (fact.back ? 1U : 0U);
}

bool can_interrupt(const Staff& staff) {
    return staff.preemptive || staff.breakdowns ||
           (staff.closing != Staff::Closing::finish && !staff.hours.always_open());
}

}  // namespace

Audit::Audit(const Scenario& scenario)
    : present(scenario.places.size()),
      waiting(scenario.desks.size()),
      at_work(scenario.staff.size()),
      interrupted(scenario.staff.size()),
      desks(scenario.desks.size()),
      places(scenario.places.size()),
      scenario_(scenario),
      now_(scenario.runs.start()) {
    // What an office still has in hand when the run ends is not told.
    for (const Paper& paper : scenario.papers) {
        if (paper.office) interrupted[paper.office->index] = true;
    }
    for (const Disruption& d : scenario.disruptions) {
        for (const Ref<Staff>& team : d.staff) interrupted[team.index] = true;
        for (std::size_t i = 0; d.divert && d.divert->reissue && i < d.divert->reissue->size(); ++i) {
            if (const auto& office = (*d.divert->reissue)[i].office) interrupted[office->index] = true;
        }
    }
}

bool Audit::in_window(Time time) const {
    return time >= scenario_.runs.from && time < scenario_.runs.to();
}

std::int64_t Audit::inside_window(Time from, Time to) const {
    const Duration inside = std::min(to, scenario_.runs.to()) - std::max(from, scenario_.runs.from);
    return std::max(inside, Duration::zero()).count();
}

void Audit::contradicts(const char* what, std::uint32_t demand, std::uint32_t ordinal) {
    if (contradiction.empty())
        contradiction = fmt::format("{} ({}/{})", what, scenario_.demand[demand].name, ordinal);
}

void Audit::on(const Activity& a) {
    if (a.to < a.from) contradicts("an activity ends before it begins", a.demand, a.ordinal);
    const auto trip = trips_.find(trip_of(a));
    if (trip == trips_.end() || trip->second.told != a.from) {
        contradicts("an activity does not begin where the last one ended", a.demand, a.ordinal);
    } else {
        trip->second.told = a.to;
    }
    if (a.cause == Cause::service && a.team) at_work[*a.team] += inside_window(a.from, a.to);
}

void Audit::on(const Milestone& m) {
    if (m.at < now_) contradicts("time goes back", m.demand, m.ordinal);
    now_ = m.at;
    if (m.kind == Milestone::Kind::sets_out) {
        if (in_window(m.at)) ++set_out;
        if (!trips_.emplace(trip_of(m), Trip{m.at, m.at}).second)
            contradicts("a trip sets out twice", m.demand, m.ordinal);
        return;
    }
    if (m.kind == Milestone::Kind::diverts) return;
    const auto trip = trips_.find(trip_of(m));
    if (trip == trips_.end() || trip->second.told != m.at) {
        contradicts("a trip ends where its last activity does not", m.demand, m.ordinal);
    }
    if (trip == trips_.end()) return;
    if (in_window(trip->second.set_out)) {
        ++(m.kind == Milestone::Kind::arrives       ? arrived
           : m.kind == Milestone::Kind::turned_away ? turned_away
                                                    : gave_up);
    }
    if (m.kind == Milestone::Kind::turned_away && in_window(m.at)) ++places[trip->second.last_place].held_up;
    trips_.erase(trip);
}

void Audit::on(const Visit& v) {
    if (v.started < v.arrived || v.finished < v.started)
        contradicts("a visit is out of order", v.demand, v.ordinal);
    waiting[v.desk] += inside_window(v.arrived, v.started);
    if (v.team && !v.over) {
        at_work[*v.team] += inside_window(v.started, v.finished);
        if (can_interrupt(scenario_.staff[*v.team])) interrupted[*v.team] = true;
    }
    if (!in_window(v.arrived)) return;
    ++desks[v.desk].all;
    if (v.started > v.arrived) ++desks[v.desk].held_up;
}

void Audit::on(const Passage& p) {
    if (p.left < p.arrived) contradicts("a truck leaves before it arrives", p.demand, p.ordinal);
    present[p.place] += inside_window(p.arrived, p.left);
    if (in_window(p.arrived)) ++places[p.place].all;
    if (const auto trip = trips_.find(trip_of(p)); trip != trips_.end()) trip->second.last_place = p.place;
}

}  // namespace hanhlang
