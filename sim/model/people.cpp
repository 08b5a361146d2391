#include "people.hpp"

#include <algorithm>

#include "chance.hpp"
#include "hanhlang/resources/any_unit.hpp"
#include "world.hpp"

namespace hanhlang {

TravellerTimes::TravellerTimes(const Travellers& law, const Calendar& duty) : law_(law), duty_(duty) {
    double weights = 0;  // of an ordinary week, in ms
    for (const Calendar::Span& span : duty.weekly()) {
        for (Duration at = span.from; at < span.to;) {
            const Duration hour_ends = std::min(span.to, (at / 1h + 1) * Duration{1h});
            weights += weight(Time{} + at) * static_cast<double>((hour_ends - at).count());
            at = hour_ends;
        }
    }
    if (weights > 0) per_weight_ = law.people.value * 168 / weights;
}

Time TravellerTimes::next(Time now, double unit_gap) {
    if (per_weight_ <= 0) return Time::max();
    const Time latest = now + Duration{static_cast<std::int64_t>(century)};
    while (now < latest) {
        if (now < opens_ || now >= closes_) {
            opens_ = duty_.is_open(now) ? now : duty_.next_open(now);
            if (opens_ == Time::max()) return opens_;
            now = opens_;
            closes_ = duty_.next_close(now);
        }
        Time ends = closes_;
        if (law_.by_hour) ends = std::min(ends, std::chrono::floor<std::chrono::hours>(now) + Duration{1h});
        const double rate = per_weight_ * weight(now);
        const double left =
            rate * (ends == Time::max() ? century : static_cast<double>((ends - now).count()));
        if (unit_gap < left) {
            // Cut to whole milliseconds: nobody comes in the millisecond of closing.
            return now + Duration{static_cast<std::int64_t>(unit_gap / rate)};
        }
        unit_gap -= left;
        if (ends == Time::max()) return ends;
        now = ends;
    }
    return Time::max();
}

namespace {

const std::string& drawn_as(const Desk& desk) {
    return desk.draws_as.empty() ? desk.name : desk.draws_as;
}

/// One traveller: served by one officer, or gone at closing when its turn has not come.
Process<> traveller(Simulation* sim, Resource* officers, Crowd::Customer customer) {
    auto request = officers->acquire();
    Resource::Hold officer;
    if (request.ready() || customer.leaves == Crowd::never) {
        officer = co_await request;
    } else {
        auto closing = sim->until(sim->time_of(customer.leaves));
        if (co_await first_of(request, closing) != 0) co_return;
        officer = request.take();
    }
    const Duration takes{customer.takes};
    co_await officer.work(takes);
}

}  // namespace

TravellerSource::TravellerSource(const Simulation& sim, const Desk& desk, const Staff& staff,
                                 std::uint64_t seed, std::uint32_t replication)
    : sim_(&sim),
      law_(&*desk.shared_with),
      comes_(seed, "travellers " + drawn_as(desk)),
      takes_(seed, "traveller takes " + drawn_as(desk)),
      times_(*law_, staff.hours),
      last_(sim.now()),
      one_{0, 0, replication} {}

Crowd::Customer TravellerSource::operator()() {
    const std::uint32_t which = one_.ordinal % 4;
    if (which == 0) {
        of_four_come_ = uniform_of_four(comes_, one_);
        of_four_take_ = uniform_of_four(takes_, one_);
    }
    ++one_.ordinal;
    last_ = times_.next(last_, -elementary::log(1 - of_four_come_[which]));
    if (last_ == Time::max()) return {};
    const Duration takes = drawn(law_->take, of_four_take_[which]);
    const Time closes = times_.closes();
    return {sim_->clock_of(last_), takes.count(),
            closes == Time::max() ? Crowd::never : sim_->clock_of(closes)};
}

Process<> travellers(Simulation* sim, Resource* officers, TravellerSource source) {
    while (true) {
        const Crowd::Customer one = source();
        if (one.comes == Crowd::never) co_return;
        const Time comes = sim->time_of(one.comes);
        co_await sim->until(comes);
        sim->spawn(traveller(sim, officers, one));
    }
}

Process<> after_hours(Simulation* sim, LiveNight* night) {
    while (true) {
        const Time next = night->next_change(sim->now());
        if (next == Time::max()) co_return;
        co_await sim->until(next, Order::calendar);
        night->officers.set_capacity(night->able(sim->now()));
    }
}

/// Who pays, pays everywhere and in every arm: held against the share of each team.
double World::payer(const Dossier& load) const {
    return uniform(pays_, load.subject, first_visit(load.back));
}
double World::payer(const Trip& trip) const {
    return trip.dossier ? payer(*trip.dossier) : uniform(pays_, trip.subject, first_visit(trip.back));
}

Team* LiveDesk::first_free() const {
    const auto free = std::find_if(teams.begin(), teams.end(), [](Team* one) {
        one->officers.catch_up();
        return !one->officers.full();
    });
    return free == teams.end() ? team : *free;
}
Team* LiveDesk::serving(const Resource::Hold& officer) const {
    return *std::find_if(teams.begin(), teams.end(), [&](Team* one) {
        return officer.resource() == &one->officers ||
               (one->night && officer.resource() == &one->night->officers);
    });
}

/// Waits for whoever comes first: an officer of any of these teams, or one who works after hours for who
/// pays; holds nobody when patience ends first.
Process<Resource::Hold> World::any_officer(Teams teams, int priority, double payer, std::uint32_t trip_class,
                                           Time patience_ends) {
    AnyUnit officers;
    for (Team* const team : teams) {
        officers.ask(team->officers, priority);
        if (team->night && team->night->serves(payer)) officers.ask(team->night->officers, priority);
    }
    if (patience_ends == Time::max()) {
        co_await first_of(officers);
    } else {
        auto patience = sim_.until(patience_ends);
        if (co_await first_of(officers, patience) != 0) co_return Resource::Hold{};
    }
    Resource::Hold officer = officers.take();
    for (Team* const team : teams) {
        if (team->night && officer.resource() == &team->night->officers && recorder_.in_window(now()))
            recorder_.count(Fact::after_hours, team->index, trip_class);
    }
    co_return officer;
}

void World::extra_present(Team& team, std::int64_t people) {
    recorder_.change(Fact::extra_officers, team.index, now(), people - team.extra->present);
    team.extra->present = people;
    team.officers.resize(team.able());
}

/// Calls officers when so many trucks wait, and sends them away when so few do: two thresholds, so that a
/// queue that goes up and down by one does not make them come and go.
Process<> World::extra_officers(Team* team) {
    LiveExtra& extra = *team->extra;
    Time due = Time::max();  // when those who were called are here
    while (true) {
        const bool can = extra.can_come(now());
        if (can && !extra.called && extra.wanted()) {
            extra.called = true;
            due = now() + extra.rules.after;
        } else if (extra.called && (!can || !extra.wanted())) {
            extra.called = false;
            due = Time::max();
            if (extra.present > 0) extra_present(*team, 0);
            continue;  // perhaps as many wait as call them
        }
        if (due <= now()) {
            extra_present(*team, extra.rules.people);
            due = Time::max();
        }
        extra.stirs.reset();
        auto stirs = extra.stirs.wait();
        const Time next = std::min(extra.next_change(now()), due);
        if (next == Time::max()) {
            co_await first_of(stirs);
        } else {
            auto changes = sim_.until(next, Order::calendar);
            co_await first_of(stirs, changes);
        }
    }
}

/// What registering a vehicle takes that is not yet in the system: the same luck, another law.
void World::draw_first_time(Trip& trip) {
    if (uniform(first_time_, trip.subject) >= trip.way->first_time) return;
    const std::vector<LiveVisit>& visits = trip.way->visits;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const auto& law = visits[i].desk->desk->first_time;
        if (law && trip.takes[i] != passes) trip.takes[i] = drawn(*law, drawn_[visits[i].takes]);
    }
}

/// May cross itself, with one of the permits where there are only so many: kept until it is home.
void World::take_permit(Trip& trip, const Fleet& fleet) {
    trip.entitled = fleet.entitled.value >= 1 || uniform(entitled_, trip.subject) < fleet.entitled.value;
    if (!fleet.permits || !trip.entitled) return;
    auto request = trip.stream->fleet->permits->acquire();
    trip.entitled = request.ready();
    if (trip.entitled) trip.permit = request.take();
}

/// Goods go on with another truck once, at the first desk that does it.
void World::draw_change_of_truck(Trip& trip) {
    bool changes = trip.loaded && !trip.entitled && !trip.changed;
    const std::vector<LiveVisit>& visits = trip.way->visits;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        if (!visits[i].desk->desk->changes_truck) continue;
        if (!changes) trip.takes[i] = passes;
        if (trip.takes[i] != passes) changes = false;
    }
}

void World::change_truck(Trip& trip) {
    trip.changed = true;
    trip.driver.changes();
    if (recorder_.in_window(now()))
        recorder_.count(Fact::truck_changes, trip.at->stop->place, trip.trip_class);
}

}  // namespace hanhlang
