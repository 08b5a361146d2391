// Which papers each trip class has, what they wait for, and where its trucks arrive for them.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

template <class T>
bool one_of(const std::vector<Ref<T>>& listed, const std::optional<std::uint32_t>& index) {
    return listed.empty() ||
           (index && std::find(listed.begin(), listed.end(), Ref<T>{*index}) != listed.end());
}
template <class T>
bool one_of(const std::vector<T>& listed, const std::optional<T>& value) {
    return listed.empty() || (value && std::find(listed.begin(), listed.end(), *value) != listed.end());
}

/// A truck arrives, for a paper, at the first gate of the paper's country at which it has something to do;
/// where there is none, at the first gate at which it has; else at its destination.
std::uint32_t arrival(const Scenario& s, const Plan& plan, const TripClass& c, const Paper& paper) {
    const std::vector<Stop>& stops = plan.leg_of(c).stops;
    std::optional<std::uint32_t> first;
    for (std::uint32_t i = 0; i < stops.size(); ++i) {
        const Place& place = s.places[stops[i].place];
        const bool busy =
            std::any_of(stops[i].desks.begin(), stops[i].desks.end(),
                        [&](const DeskVisit& visit) { return serves(s, s.desks[visit.desk], plan, c); });
        if (place.kind != Place::Kind::gate || !busy) continue;
        if (place.country == paper.of_country(s.staff)) return i;
        if (!first) first = i;
    }
    return first.value_or(static_cast<std::uint32_t>(stops.size() - 1));
}

/// The places in the dossier of those needs that are in it.
std::vector<std::uint32_t> places(const std::vector<Ref<Paper>>& needs,
                                  const std::vector<std::optional<std::uint32_t>>& place) {
    std::vector<std::uint32_t> found;
    for (const Ref<Paper>& need : needs) {
        if (place[need.index]) found.push_back(*place[need.index]);
    }
    return found;
}

bool passes_any(const Leg& leg, const std::vector<Ref<Place>>& places) {
    return std::any_of(leg.stops.begin(), leg.stops.end(), [&](const Stop& stop) {
        return std::find(places.begin(), places.end(), Ref<Place>{stop.place}) != places.end();
    });
}

}  // namespace

bool goes_by(const Only& only, const Leg& leg) {
    return (only.places.empty() || passes_any(leg, only.places)) && !passes_any(leg, only.none_of);
}

bool meets(const Scenario& s, const Only& only, const Plan& plan, const TripClass& c) {
    if (only.loaded && *only.loaded != c.loaded) return false;
    std::optional<Flow> flow;
    if (c.consignment) flow = s.consignments[*c.consignment].flow;
    return one_of(only.directions, std::optional{plan.leg_of(c).direction}) && one_of(only.flows, flow) &&
           one_of(only.channels, c.channel) && one_of(only.commodities, c.commodity) &&
           one_of(only.consignments, c.consignment) && one_of(only.traders, c.trader) &&
           goes_by(only, plan.leg_of(c));
}

/// Goods are put down where the way of their truck ends, and those of a stream that is made of them are
/// fetched where it begins.
bool serves(const Scenario& s, const Desk& desk, const Plan& plan, const TripClass& c) {
    const Leg& leg = plan.leg_of(c);
    const auto is_at = [&](const Stop& stop) {
        return std::any_of(stop.desks.begin(), stop.desks.end(),
                           [&](const DeskVisit& visit) { return &s.desks[visit.desk] == &desk; });
    };
    if ((desk.puts || desk.trucks == Desk::For::arriving) && !is_at(leg.stops.back())) return false;
    if ((desk.fetches || desk.trucks == Desk::For::leaving) && !is_at(leg.stops.front())) return false;
    if ((desk.puts || desk.fetches) && !c.loaded) return false;
    if (desk.fetches && (leg.back || !s.demand[leg.demand].made_of)) return false;
    return meets(s, desk.only, plan, c);
}

const Channels* channels_of(const Scenario& s, const TripClass& c) {
    if (c.trader && s.traders[*c.trader].channels) return &*s.traders[*c.trader].channels;
    if (c.consignment && s.consignments[*c.consignment].channels)
        return &*s.consignments[*c.consignment].channels;
    if (c.commodity && s.commodities[*c.commodity].channels) return &*s.commodities[*c.commodity].channels;
    return s.channels ? &*s.channels : nullptr;
}

namespace {

/// The furthest stop at which a paper of a dossier may have to start, with what it needs, by paper or
/// platform.
int latest_start(const Scenario& s, const std::vector<DossierPaper>& dossier, std::uint32_t place, int last) {
    const DossierPaper& one = dossier[place];
    const Paper& paper = s.papers[one.paper];
    int latest = -1;
    const auto look = [&](const std::vector<Start>& starts) {
        for (const Start& start : starts) {
            if (start.share.value <= 0) continue;
            const int stop = start.moment == Moment::arrival       ? static_cast<int>(one.arrival)
                             : start.moment == Moment::destination ? last
                             : start.moment == Moment::departure   ? 0
                                                                   : -1;
            latest = std::max(latest, stop);
        }
    };
    look(paper.starts);
    if (paper.digital) look(paper.digital->starts);
    for (const auto& needs : one.needs) {
        for (const std::uint32_t need : needs)
            latest = std::max(latest, latest_start(s, dossier, need, last));
    }
    return latest;
}

/// The paper keeps its trucks waiting, and so does what it needs.
void holds(std::vector<DossierPaper>& dossier, std::uint32_t place) {
    if (std::exchange(dossier[place].holds, true)) return;
    for (const auto& needs : dossier[place].needs) {
        for (const std::uint32_t need : needs) holds(dossier, need);
    }
}

}  // namespace

void plan_dossiers(const Scenario& s, Plan& plan, std::vector<Problem>& problems) {
    plan.dossiers.resize(plan.classes.size());
    std::set<std::pair<std::uint32_t, std::uint32_t>> late;  // desks, papers
    std::vector<bool> visited(s.desks.size());               // by a consignment
    std::vector<std::vector<bool>> has(s.desks.size());      // [desk][paper]: some consignment there has it
    for (auto& papers : has) papers.resize(s.papers.size());
    for (std::size_t i = 0; i < plan.classes.size(); ++i) {
        const TripClass& c = plan.classes[i];
        if (!c.consignment) continue;
        std::vector<DossierPaper>& dossier = plan.dossiers[i];
        std::vector<std::optional<std::uint32_t>> place(s.papers.size());
        for (std::uint32_t p = 0; p < s.papers.size(); ++p) {
            if (!meets(s, s.papers[p].only, plan, c)) continue;
            place[p] = static_cast<std::uint32_t>(dossier.size());
            dossier.push_back({.paper = p, .arrival = arrival(s, plan, c, s.papers[p]), .form = *place[p]});
        }
        for (DossierPaper& one : dossier) {
            const Paper& paper = s.papers[one.paper];
            one.needs[0] = places(paper.needs, place);
            const bool differs = paper.digital && paper.digital->needs;
            one.needs[1] = differs ? places(*paper.digital->needs, place) : one.needs[0];
            if (!paper.digital || !paper.digital->same_form_as) continue;
            if (const auto& root = place[paper.digital->same_form_as->index]) one.form = *root;
        }
        for (const Ref<Paper>& need : s.consignments[*c.consignment].needs) {
            if (place[need.index]) holds(dossier, *place[need.index]);
        }
        const std::vector<Stop>& stops = plan.leg_of(c).stops;
        for (std::size_t stop = 0; stop < stops.size(); ++stop) {
            for (const DeskVisit& visit : stops[stop].desks) {
                const Desk& desk = s.desks[visit.desk];
                if (!serves(s, desk, plan, c)) continue;
                visited[visit.desk] = true;
                for (const DossierPaper& one : dossier) has[visit.desk][one.paper] = true;
                for (const Ref<Paper>& need : desk.needs) {
                    if (!place[need.index] || s.papers[need.index].hold != Paper::Hold::gate) continue;
                    holds(dossier, *place[need.index]);
                    const int starts =
                        latest_start(s, dossier, *place[need.index], static_cast<int>(stops.size()) - 1);
                    if (starts <= static_cast<int>(stop) || !late.emplace(visit.desk, need.index).second)
                        continue;
                    problems.push_back(
                        {desk.mark, "desks." + desk.name + ".needs",
                         fmt::format(
                             "waits at '{}' for '{}', which may start only when the truck has gone on to "
                             "'{}': it would wait for ever",
                             s.places[stops[stop].place].name, need.in(s.papers).name,
                             s.places[stops[static_cast<std::size_t>(starts)].place].name)});
                }
            }
        }
    }
    for (std::size_t d = 0; d < s.desks.size(); ++d) {
        for (const Ref<Paper>& need : s.desks[d].needs) {
            if (!visited[d] || has[d][need.index]) continue;
            problems.push_back({s.desks[d].mark, "desks." + s.desks[d].name + ".needs",
                                fmt::format("waits for '{}', which no consignment that comes here has",
                                            need.in(s.papers).name)});
        }
    }
}

}  // namespace hanhlang
