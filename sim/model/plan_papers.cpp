// Which papers each trip class has, what they wait for, and where its trucks arrive for them.
#include <fmt/format.h>

#include <algorithm>

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

}  // namespace

bool meets(const Scenario& s, const Only& only, const Plan& plan, const TripClass& c) {
    if (only.loaded && *only.loaded != c.loaded) return false;
    std::optional<Flow> flow;
    if (c.consignment) flow = s.consignments[*c.consignment].flow;
    return one_of(only.directions, std::optional{plan.leg_of(c).direction}) && one_of(only.flows, flow) &&
           one_of(only.channels, c.channel) && one_of(only.commodities, c.commodity) &&
           one_of(only.consignments, c.consignment) && one_of(only.traders, c.trader);
}

bool serves(const Scenario& s, const Desk& desk, const Plan& plan, const TripClass& c) {
    return meets(s, desk.only, plan, c);
}

const Channels* channels_of(const Scenario& s, const TripClass& c) {
    if (c.trader && s.traders[*c.trader].channels) return &*s.traders[*c.trader].channels;
    if (c.consignment && s.consignments[*c.consignment].channels)
        return &*s.consignments[*c.consignment].channels;
    if (c.commodity && s.commodities[*c.commodity].channels) return &*s.commodities[*c.commodity].channels;
    return s.channels ? &*s.channels : nullptr;
}

void plan_dossiers(const Scenario& s, Plan& plan, std::vector<Problem>& problems) {
    plan.dossiers.resize(plan.classes.size());
    std::vector<bool> visited(s.desks.size());           // by a consignment
    std::vector<std::vector<bool>> has(s.desks.size());  // [desk][paper]: some consignment there has it
    for (auto& papers : has) papers.resize(s.papers.size());
    for (std::size_t i = 0; i < plan.classes.size(); ++i) {
        const TripClass& c = plan.classes[i];
        if (!c.consignment) continue;
        std::vector<DossierPaper>& dossier = plan.dossiers[i];
        std::vector<std::optional<std::uint32_t>> place(s.papers.size());
        for (std::uint32_t p = 0; p < s.papers.size(); ++p) {
            if (!meets(s, s.papers[p].only, plan, c)) continue;
            place[p] = static_cast<std::uint32_t>(dossier.size());
            dossier.push_back({p, arrival(s, plan, c, s.papers[p]), {}, *place[p]});
        }
        for (DossierPaper& one : dossier) {
            const Paper& paper = s.papers[one.paper];
            one.needs[0] = places(paper.needs, place);
            const bool differs = paper.digital && paper.digital->needs;
            one.needs[1] = differs ? places(*paper.digital->needs, place) : one.needs[0];
            if (!paper.digital || !paper.digital->same_form_as) continue;
            if (const auto& root = place[paper.digital->same_form_as->index]) one.form = *root;
        }
        for (const Stop& stop : plan.leg_of(c).stops) {
            for (const DeskVisit& visit : stop.desks) {
                if (!serves(s, s.desks[visit.desk], plan, c)) continue;
                visited[visit.desk] = true;
                for (const DossierPaper& one : dossier) has[visit.desk][one.paper] = true;
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
