// What a plan asks of its teams, against what they can do.
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

/// Share of an ordinary week in which the one is open and the other is not.
double open_share_outside(const Calendar& one, const Calendar& other) {
    Duration both{};
    for (const Calendar::Span& a : one.weekly()) {
        for (const Calendar::Span& b : other.weekly())
            both += std::max(Duration::zero(), std::min(a.to, b.to) - std::max(a.from, b.from));
    }
    return one.open_share() - static_cast<double>(both.count()) / static_cast<double>(one_week.count());
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
                const double moves = desk.fetches ? moves_of_one(s, plan, desk.fetches->index) : 1;
                work += trucks_per_hour(s, plan, c) * share * moves * work_of_one(s, leg, desk, staff) /
                        3'600'000.0;
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
    for (const Service& one : s.services) {
        const bool lies = one.berth && pool[one.berth->index], lifts = one.cranes && pool[one.cranes->index];
        if (!lies && !lifts) continue;
        const std::string_view unit = one.block.in(s.blocks).unit();
        double offered = 0;  // by all that take from the block, an hour
        for (const Service& other : s.services) {
            if (other.block == one.block)
                offered += *amount_in(other.capacity, unit) * calls_per_hour(s, other);
        }
        if (offered <= 0) continue;
        const double used = std::min(1.0, put_per_hour(s, plan, one.block.index) / offered);
        const double hours = used * *amount_in(one.capacity, unit) * calls_per_hour(s, one) /
                             *amount_in(*one.loads, fmt::format("{} per hour", unit));
        if (lies) work += hours / static_cast<double>(one.cranes_at_most);
        if (lifts) work += hours;
    }
    double able = 0;
    double by_night = 0;  // of those that only serve who pays
    double pay = 0;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (!pool[i]) continue;
        const Staff& one = s.staff[i];
        able += static_cast<double>(one.people) * one.hours.open_share() *
                (one.breakdowns ? one.breakdowns->availability() : 1.0);
        if (!one.after_hours) continue;
        by_night += static_cast<double>(one.after_hours->people) *
                    open_share_outside(one.after_hours->hours, one.hours);
        pay = std::max(pay, one.after_hours->share.value);
    }
    return std::max(work / (able + by_night), (1 - pay) * work / able);
}

}  // namespace

double put_per_hour(const Scenario& s, const Plan& plan, std::uint32_t block) {
    double hourly = 0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        const TripClass& trip = plan.classes[c];
        if (!trip.commodity) continue;
        const Commodity& goods = s.commodities[*trip.commodity];
        double puts = 0;
        for (const Desk& desk : s.desks) {
            if (desk.puts && desk.puts->index == block && serves(s, desk, plan, trip))
                puts = desk.sample ? desk.sample->value : desk.share.value;
        }
        const double filled = s.demand[plan.leg_of(trip).demand].filled();
        hourly += puts * trucks_per_hour(s, plan, c) *
                  (s.blocks[block].slots ? goods.teu : filled * goods.payload.value);
    }
    return hourly;
}

double first_time_share(const Scenario& s, const Leg& leg) {
    const auto& fleet = s.demand[leg.demand].fleet;
    return leg.back || !fleet ? 0 : fleet->in(s.fleets).first_time.value;
}

double offered_load(const Scenario& s, const Plan& plan, std::uint32_t team) {
    return load_of(s, plan, team, [](const Leg&) { return true; });
}

double load_of_bays(const Scenario& s, const Plan& plan, std::uint32_t desk) {
    const Desk& d = s.desks[desk];
    double busy = 0, open = 1;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        if (!serves(s, d, plan, plan.classes[c])) continue;
        for (const Stop& stop : plan.leg_of(plan.classes[c]).stops) {
            for (const DeskVisit& visit : stop.desks) {
                if (visit.desk != desk) continue;
                const double moves = d.fetches ? moves_of_one(s, plan, d.fetches->index) : 1;
                const double share = (d.sample ? d.sample->value : d.share.value) *
                                     sent_share(s, plan, plan.classes[c], stop, desk);
                busy += trucks_per_hour(s, plan, c) * share * moves * d.takes.mean() / 3'600'000.0;
                open = s.places[stop.place].hours.open_share();
            }
        }
    }
    return busy / (static_cast<double>(*d.bays) * open);
}

Bottleneck bottleneck(const Scenario& s, const Plan& plan, std::uint32_t index, Direction direction) {
    const Place& place = s.places[index];
    const auto comes_here = [&](const Leg& leg) {
        return leg.direction == direction &&
               std::any_of(leg.stops.begin(), leg.stops.end(),
                           [&](const Stop& stop) { return stop.place == index; });
    };
    double trucks = 0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c)
        trucks += comes_here(plan.leg_of(plan.classes[c])) ? trucks_per_hour(s, plan, c) : 0;
    Bottleneck slowest;
    const auto consider = [&](double own, double each) {
        if (each > slowest.each) slowest = {own, each};
    };
    double whole = 0;
    for (const Ref<Desk>& one : place.desks[direction]) {
        const Desk& desk = one.in(s.desks);
        const double own = desk.share.value * desk.takes.mean() / 3'600'000.0;
        whole += own;
        if (desk.staff.empty()) {
            if (desk.bays) consider(own, own / (static_cast<double>(*desk.bays) * place.hours.open_share()));
            continue;
        }
        // Officers have for these trucks what the others leave of them; who is never left any time is taken
        // to have a tenth.
        const std::uint32_t team = desk.staff.front().index;
        const double others = load_of(s, plan, team, [&](const Leg& leg) { return !comes_here(leg); });
        const double mine =
            load_of(s, plan, team, comes_here) - load_of(s, plan, team, [](const Leg&) { return false; });
        const Staff& staff = s.staff[team];
        const double alone = own / (static_cast<double>(staff.people) * staff.hours.open_share());
        consider(own, (trucks > 0 ? mine / trucks : alone) / (1 - std::min(0.9, others)));
    }
    if (!place.yard) return slowest;
    const bool batches = place.yard->batch.has_value();
    const double room =
        static_cast<double>(batches ? place.yard->batch->of.value_or(place.yard->slots) : place.yard->slots);
    const double gap = batches ? to_hours(place.yard->batch->gap) : 0;
    consider(whole, (whole + gap) / (room * place.hours.open_share()));
    return slowest;
}

double load_that_waits(const Scenario& s, const Plan& plan, std::uint32_t team) {
    return load_of(s, plan, team, [&](const Leg& leg) { return !never_queues_for_ever(s, leg); });
}

}  // namespace hanhlang
