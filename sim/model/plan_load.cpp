// What a plan asks of its teams, and what of it is probably not meant.
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

/// Trucks that lose patience, or that a full yard turns away, make no queue grow for ever.
bool never_queues_for_ever(const Scenario& s, const Leg& leg) {
    return s.demand[leg.demand].patience ||
           std::any_of(leg.stops.begin(), leg.stops.end(), [&](const Stop& stop) {
               const auto& yard = s.places[stop.place].yard;
               return yard && yard->when_full == Yard::WhenFull::turn_away;
           });
}

/// Time of an officer that one truck needs, in ms: more than its service where a breakdown makes it begin
/// again. Exact for exponential times between breakdowns: E[exp(S / every) - 1] every (Gaver 1962); the law
/// of S by 1,000 of its quantiles.
double work_of_one(const Distribution& takes, const Staff& staff) {
    if (!staff.breakdowns || staff.breakdowns->then == Breakdowns::Then::resume) return takes.mean();
    const double every = staff.breakdowns->every.mean();
    double sum = 0;
    for (int i = 0; i < 1000; ++i) sum += elementary::expm1(takes.quantile((i + 0.5) / 1000) / every);
    return sum / 1000 * every;
}

/// The same of the trucks on a leg: out for the first time, out, or back.
double work_of_one(const Scenario& s, const Leg& leg, const Desk& desk, const Staff& staff) {
    const double first = desk.first_time ? first_time_share(s, leg) : 0;
    const Distribution& law = leg.back && desk.on_return ? *desk.on_return : desk.takes;
    return (first > 0 ? first * work_of_one(*desk.first_time, staff) : 0) +
           (1 - first) * work_of_one(law, staff);
}

/// Time of officers that the paper of one dossier needs, in ms: on paper, or on the platform where it is.
double work_on_paper(const Scenario& s, const Paper& paper, const TripClass& c) {
    double covered = 0;
    for (std::size_t i = 0; c.digital && paper.digital && i < s.digital->offices.size(); ++i) {
        const Coverage& one = s.digital->offices[i];
        if (one.office == *paper.office) covered = one.share.value;
    }
    const auto work = [&](bool digital) {
        const Clock clock = digital ? paper.digital->clock.value_or(paper.clock) : paper.clock;
        if (clock == Clock::elapsed) return 0.0;
        const ByChannel& takes = digital && paper.digital->takes ? *paper.digital->takes : paper.takes;
        const Share rejected = digital && paper.digital->rejected ? *paper.digital->rejected : paper.rejected;
        return takes[c.channel.value_or(Channel::green)].mean() / (1 - rejected.value);
    };
    const double twice = covered > 0 ? s.digital->double_filing.value : 0;
    return paper.share.value *
           ((covered > 0 ? covered * (work(true) + twice * work(false)) : 0) + (1 - covered) * work(false));
}

/// Teams that serve a desk together with this one, or with one of them, and so on: whose work is whose is not
/// said.
std::vector<bool> pool_of(const Scenario& s, std::uint32_t team) {
    std::vector<bool> pool(s.staff.size());
    pool[team] = true;
    for (bool grows = true; grows;) {
        grows = false;
        for (const Desk& desk : s.desks) {
            const auto in_pool = [&](const Ref<Staff>& one) { return pool[one.index]; };
            if (std::all_of(desk.staff.begin(), desk.staff.end(), in_pool) ||
                std::none_of(desk.staff.begin(), desk.staff.end(), in_pool))
                continue;
            for (const Ref<Staff>& one : desk.staff) pool[one.index] = true;
            grows = true;
        }
    }
    return pool;
}

/// Officers of a team, or of the pool it is of, that are busy on average, against those that are there; of
/// the trucks for which `counts` holds.
template <class Counts>
double load_of(const Scenario& s, const Plan& plan, std::uint32_t team, Counts counts) {
    const Staff& staff = s.staff[team];
    const std::vector<bool> pool = pool_of(s, team);
    const auto here = [&](const Desk& desk) { return !desk.staff.empty() && pool[desk.staff.front().index]; };
    double work = 0;
    for (const Desk& desk : s.desks) {
        if (desk.shared_with && here(desk))
            work += desk.shared_with->people.value * work_of_one(desk.shared_with->take, staff) / 3'600'000.0;
    }
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        const Leg& leg = plan.leg_of(plan.classes[c]);
        if (!counts(leg)) continue;
        for (const Stop& stop : leg.stops) {
            for (const DeskVisit& visit : stop.desks) {
                const Desk& desk = s.desks[visit.desk];
                if (!here(desk) || !serves(s, desk, plan, plan.classes[c])) continue;
                const double share = (desk.sample ? desk.sample->value : desk.share.value) *
                                     sent_share(s, plan, plan.classes[c], stop, visit.desk);
                work += trucks_per_hour(s, plan, c) * share * work_of_one(s, leg, desk, staff) / 3'600'000.0;
            }
        }
        const double trucks = plan.classes[c].consignment && !leg.back
                                  ? s.consignments[*plan.classes[c].consignment].trucks.mean()
                                  : 1;
        for (const DossierPaper& one : plan.dossiers[c]) {
            const Paper& paper = s.papers[one.paper];
            if (!paper.office || !pool[paper.office->index]) continue;
            work +=
                trucks_per_hour(s, plan, c) / trucks * work_on_paper(s, paper, plan.classes[c]) / 3'600'000.0;
        }
    }
    double able = 0;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        const Staff& one = s.staff[i];
        if (pool[i])
            able += static_cast<double>(one.people) * one.hours.open_share() *
                    (one.breakdowns ? one.breakdowns->availability() : 1.0);
    }
    return work / able;
}

}  // namespace

double first_time_share(const Scenario& s, const Leg& leg) {
    const auto& fleet = s.demand[leg.demand].fleet;
    return leg.back || !fleet ? 0 : fleet->in(s.fleets).first_time.value;
}

double offered_load(const Scenario& s, const Plan& plan, std::uint32_t team) {
    return load_of(s, plan, team, [](const Leg&) { return true; });
}

std::vector<Problem> warnings(const Scenario& s, const Plan& plan) {
    std::vector<Problem> found;
    std::vector<bool> desk_listed(s.desks.size()), desk_met(s.desks.size()), staffed(s.staff.size());
    for (const Place& place : s.places) {
        for (const Direction d : directions) {
            for (const Ref<Desk>& desk : place.desks[d]) desk_listed[desk.index] = true;
        }
    }
    for (const TripClass& c : plan.classes) {
        for (const Stop& stop : plan.leg_of(c).stops) {
            for (const DeskVisit& visit : stop.desks) {
                if (serves(s, s.desks[visit.desk], plan, c) && sent_share(s, plan, c, stop, visit.desk) > 0)
                    desk_met[visit.desk] = true;
            }
        }
    }
    for (std::uint32_t i = 0; i < s.desks.size(); ++i) {
        const Desk& desk = s.desks[i];
        for (const Ref<Staff>& team : desk.staff) staffed[team.index] = true;
        if (!desk_listed[i]) {
            found.push_back({desk.mark, "desks." + desk.name, "no place lists this desk"});
        } else if (!desk_met[i]) {
            found.push_back({desk.mark, "desks." + desk.name, "no truck ever comes to this desk"});
        }
    }
    std::vector<bool> filed(s.papers.size());
    for (const auto& dossier : plan.dossiers) {
        for (const DossierPaper& one : dossier) filed[one.paper] = true;
    }
    for (std::uint32_t i = 0; i < s.papers.size(); ++i) {
        const Paper& paper = s.papers[i];
        if (paper.office) staffed[paper.office->index] = true;
        if (!filed[i]) found.push_back({paper.mark, "papers." + paper.name, "no consignment has this paper"});
    }
    for (const Disruption& d : s.disruptions) {
        for (std::size_t i = 0; d.divert && d.divert->reissue && i < d.divert->reissue->size(); ++i) {
            if (const auto& office = (*d.divert->reissue)[i].office) staffed[office->index] = true;
        }
    }
    warn_of_disruptions(s, plan, found);
    for (std::uint32_t i = 0; i < s.staff.size(); ++i) {
        const Staff& staff = s.staff[i];
        if (!staffed[i]) {
            found.push_back(
                {staff.mark, "staff." + staff.name, "this team serves no desk and handles no paper"});
            continue;
        }
        const double load =
            load_of(s, plan, i, [&](const Leg& leg) { return !never_queues_for_ever(s, leg); });
        const double more = staff.extra ? static_cast<double>(staff.extra->people) : 0;
        const auto people = static_cast<double>(staff.people);
        if (load * people / (people + more) >= 1) {
            found.push_back(
                {staff.mark, "staff." + staff.name,
                 fmt::format("is asked for {:.0f} % of the work it can do: its queue grows for as long as "
                             "the run lasts, and its waits depend on that length",
                             100 * load)});
        }
    }
    for (const Closures& said : s.closures) {
        std::vector<std::string> outside;
        for (const Closed& closed : said.closed) {
            if (!falls_within(closed, s.runs.start(), s.runs.end())) outside.push_back(closed.text);
        }
        if (outside.empty()) continue;
        found.push_back({said.mark, said.path,
                         fmt::format("closed {} {} outside the run, which is from {} to {}",
                                     fmt::join(outside, ", "), outside.size() == 1 ? "lies" : "lie",
                                     to_string(s.runs.start()), to_string(s.runs.end()))});
    }
    return found;
}

}  // namespace hanhlang
