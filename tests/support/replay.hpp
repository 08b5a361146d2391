// Goes through the facts of every trip once more and works out which room, bay and officer it had, and when.
// Rule: a fact that does not fit the one before it is a complaint; what is left over is one too.
#pragma once

#include <array>

#include "hanhlang/model/plan.hpp"
#include "support/batch_audit.hpp"
#include "support/stations.hpp"

namespace hanhlang {

class Replay {
 public:
    Replay(const Scenario& scenario, const Plan& plan, std::uint64_t seed, std::uint32_t replication,
           std::vector<std::string>& complaints)
        : s_(scenario), plan_(plan), replication_(replication), complaints_(complaints) {
        for (const Staff& staff : s_.staff) {
            const TeamHours hours{s_, staff, seed, replication};
            const bool stops = staff.closing != Staff::Closing::finish || staff.breakdowns;
            // Where units are preemptive, what was stopped goes on in its turn.
            teams.push_back(
                {staff.name, hours.able, stops && !staff.preemptive, staff.preemptive, hours.stops, {}, {}});
            down.push_back(hours.down);
        }
        for (const Desk& desk : s_.desks) {
            bays.push_back(fixed(desk.name, desk.bays.value_or(0)));
            takes_.emplace_back(seed, "takes " + desk.name);
        }
        for (const Place& place : s_.places) {
            const std::int64_t slots = place.yard ? place.yard->slots : 0;
            for (auto& yard : yards.emplace_back()) yard = fixed("yard " + place.name, slots);
            batches.emplace_back();
        }
        for (const Road& road : s_.roads) {
            for (auto& way : roads.emplace_back()) way = fixed(road.name, road.holds.value_or(0));
        }
    }

    /// A trip that has ended.
    void read(const TripFacts& trip) {
        trip_ = &trip;
        leg_ =
            &plan_.legs[trip.back ? *plan_.back_of[plan_.out_leg[trip.demand]] : plan_.out_leg[trip.demand]];
        activity_ = visit_ = 0;
        room_.clear();
        for (std::size_t i = 0; i < trip.passages.size(); ++i) {
            if (i >= leg_->stops.size() || trip.passages[i].place != leg_->stops[i].place)
                return complain("is at a place that is not on its way");
            stop(i);
        }
        expect(trip.passages.size() == leg_->stops.size() || !trip.ended_as(Milestone::Kind::arrives),
               "arrives without having been everywhere");
        expect(activity_ == trip.activities.size(), "has an activity that fits nowhere");
        expect(visit_ == trip.visits.size(), "has a visit that fits nowhere");
    }

    std::vector<Station> teams;
    std::vector<Station> bays;                                    // of each desk
    std::vector<std::array<Station, 2>> yards;                    // by direction; the first when shared
    std::vector<std::array<Station, 2>> roads;                    // along, against
    std::vector<std::array<std::vector<BatchEntry>, 2>> batches;  // as the yards
    std::vector<std::int64_t> down;  // of each team, unit-milliseconds in the window

 private:
    /// A unit the truck holds on to until it has its next room.
    struct Room {
        Station* station;
        std::size_t stay;
        std::vector<BatchEntry>* batch = nullptr;
        std::size_t entry = 0;
    };

    Station fixed(const std::string& name, std::int64_t units) const {
        return {name, {{s_.runs.start(), units}}, false, false, {}, {}, {}};
    }
    void complain(const char* text) { complaints_.push_back(trip_->name() + " " + text); }
    void expect(bool holds, const char* text) {
        if (!holds) complain(text);
    }
    int priority() const { return static_cast<int>(s_.demand[trip_->demand].priority); }

    const Activity* here() const {
        return activity_ < trip_->activities.size() ? &trip_->activities[activity_] : nullptr;
    }
    /// When the next activity, if it is this one, ends; else `from`.
    Time after(Cause cause, const std::string& where, Time from) {
        const Activity* const a = here();
        if (!a || a->cause != cause || a->where != where || a->from != from) return from;
        ++activity_;
        return a->to;
    }
    /// A wait before a barrier: batch, space and closed in turn.
    Time after_batch(const std::string& where, Time now) {
        for (Time before = Time::min(); before != now;) {
            before = now;
            for (const Cause cause : {Cause::batch, Cause::space, Cause::closed})
                now = after(cause, where, now);
        }
        return now;
    }
    void hold(Station& station, Time from, Time to) { station.held.push_back({from, to}); }
    void ask(Station& station, Time asked, Time until, bool served = true) {
        station.requests.push_back({asked, until, priority(), asked, served, false, false});
    }
    void leave_room(Time at) {
        for (const Room& room : room_) {
            room.station->held[room.stay].to = at;
            if (room.batch) (*room.batch)[room.entry].left = at;
        }
        room_.clear();
    }
    void stay_in(Station& station, Time from, bool granted = true) {
        room_.push_back({&station, station.held.size(), nullptr, 0});
        station.held.push_back({from, from, granted});
    }

    void stop(std::size_t i) {
        const Stop& stop = leg_->stops[i];
        const Passage& at = trip_->passages[i];
        const Place& place = s_.places[stop.place];
        const bool last = i + 1 == trip_->passages.size();
        const bool ends_early = last && !trip_->ended_as(Milestone::Kind::arrives);
        if (stop.road) drive(stop);
        expect(at.arrived == clock_at(), "reaches a place before or after its road");
        Time now = after(Cause::closed, place.name, at.arrived);
        if (place.yard) {
            Station& yard =
                yards[stop.place][place.yard->shared || leg_->direction == Direction::eastbound ? 0 : 1];
            if (ends_early && trip_->ended_as(Milestone::Kind::turned_away)) {
                expect(at.left == now, "is turned away but stays");
                return leave_room(at.left);
            }
            const Time asked = now;
            now = place.yard->batch ? after_batch(place.name, now) : after(Cause::space, place.name, now);
            const bool gives_up =
                ends_early && (visit_ == trip_->visits.size() || trip_->visits.back().served);
            auto& batch = batches[stop.place][&yard == yards[stop.place].data() ? 0 : 1];
            const std::size_t side = leg_->direction == Direction::eastbound ? 0 : 1;
            if (place.yard->batch) {
                batch.push_back({at.arrived, asked, now, now, side, !gives_up});
            } else {
                ask(yard, asked, now, !gives_up);
            }
            if (gives_up) {
                expect(at.left == now, "gives up before a yard but stays");
                return leave_room(at.left);
            }
            leave_room(now);
            stay_in(yard, now);
            if (place.yard->batch) {
                room_.back().batch = &batch;
                room_.back().entry = batch.size() - 1;
            }
            now = after(Cause::closed, place.name, now);
        } else {
            leave_room(now);
        }
        const bool next_stop = i + 1 < leg_->stops.size();
        const Stop* const next = next_stop ? &leg_->stops[i + 1] : nullptr;
        const bool keeps_desk =
            !place.yard && next &&
            (next->road ? s_.roads[*next->road].holds.has_value() : s_.places[next->place].yard.has_value());
        while (visit_ < std::min(trip_->visits_before[i], trip_->visits.size()))
            now = visit(stop, now, keeps_desk);
        if (!ends_early && next && next->road && s_.roads[*next->road].holds) {
            const Road& road = s_.roads[*next->road];
            const Time asked = std::exchange(now, after(Cause::space, road.name, now));
            Station& way = roads[*next->road][next->along || road.shared ? 0 : 1];
            ask(way, asked, now);
            leave_room(now);
            stay_in(way, now);
        } else if (!next || next->road || ends_early) {
            leave_room(now);
        }
        expect(now == at.left, "leaves a place before or after its last desk");
    }

    Time clock_at() const { return activity_ == 0 ? trip_->start() : trip_->activities[activity_ - 1].to; }

    /// Drives a road: as long as the plan says, and rests on top.
    void drive(const Stop& stop) {
        const std::string& road = s_.roads[*stop.road].name;
        Duration driven{};
        for (; here() && here()->where == road && here()->cause != Cause::space; ++activity_) {
            if (here()->cause == Cause::driving) driven += here()->to - here()->from;
        }
        expect(driven == stop.drive_loaded || driven == stop.drive_empty,
               "drives longer or shorter than its road takes");
    }

    /// Is served at a desk, or gives up there; gives the moment it is over.
    Time visit(const Stop& stop, Time now, bool keeps_desk) {
        const Visit& v = trip_->visits[visit_++];
        const Desk& desk = s_.desks[v.desk];
        if (keeps_desk) leave_room(now);
        if (desk.convoy) {
            const Time asked = std::exchange(now, after(Cause::batch, desk.name, now));
            expect(now - asked <= *desk.convoy->within, "waits for a convoy that should have gone");
        }
        expect(v.arrived == now, "reaches a desk before or after it left the one before");
        const bool finds_no_bay = desk.bays && !v.served && bay_is_all(desk, v);
        if (desk.bays) {
            const Time asked = std::exchange(now, after(Cause::bay, desk.name, now));
            ask(bays[v.desk], asked, now, !finds_no_bay);
            if (!finds_no_bay) hold(bays[v.desk], now, v.finished);
        }
        if (!desk.staff.empty() && !finds_no_bay) {
            Station& team = teams[v.team.value_or(desk.staff.front().index)];
            const Time asked = now;
            now = wait_for_team(desk, now, v.started);
            for (const Ref<Staff>& one : desk.staff) {  // it leaves the queues of those that do not serve it
                Station& asked_too = teams[one.index];
                ask(asked_too, asked, now, v.served && &asked_too == &team);
            }
            expect(now == v.started, "is served before or after its wait");
            now = served(desk, team, asked, now, v.finished);
        } else {
            expect(now == v.started, "is served before or after its wait");
            now = after(Cause::service, desk.name, now);
        }
        expect(now == v.finished, "is served longer or shorter than its visit");
        if (v.served) check_draw(stop, v);
        if (keeps_desk && v.served) {
            if (desk.bays) stay_in(bays[v.desk], now, false);
            if (!desk.staff.empty()) stay_in(teams[*v.team], now, false);
        }
        return now;
    }
    /// Whether all that a truck did here before it gave up was to wait for a bay.
    bool bay_is_all(const Desk& desk, const Visit& v) const {
        const Activity* const a = here();
        return desk.staff.empty() || v.arrived == v.finished ||
               (a && a->cause == Cause::bay && a->to == v.finished);
    }

    /// A wait: queue and closed in turn.
    Time wait_for_team(const Desk& desk, Time now, Time until) {
        while (now < until) {
            const Activity* const a = here();
            if (!a || a->where != desk.name || a->from != now || a->cause == Cause::service) break;
            now = a->to;
            ++activity_;
        }
        return now;
    }
    /// The pauses between two stretches of a service; two stretches of queue that touch are two pauses.
    Time pause(const Desk& desk, Station& team, Time ticket, Time now, Time until) {
        Cause before = Cause::service;
        for (; now < until; ++activity_) {
            const Activity* const a = here();
            if (!a || a->where != desk.name || a->from != now || a->cause == Cause::service) break;
            const bool goes_on = before != Cause::service && a->cause != before;
            if (goes_on && !team.preemptive) {
                team.requests.back().until = a->to;
            } else {
                // Where units are preemptive, the truck may go on and be stopped again in the very
                // millisecond of an opening, so the order of grants in just that one is not looked at.
                if (goes_on) team.requests.back().served = false;
                team.requests.push_back({now, a->to, priority(), ticket, true, true, goes_on});
            }
            before = a->cause;
            now = a->to;
        }
        return now;
    }
    /// The stretches of one service, and the pauses between them.
    Time served(const Desk& desk, Station& team, Time ticket, Time now, Time until) {
        work_.clear();
        for (Time before = Time::min(); now < until && now != before;) {
            before = now;
            const Time stops = after(Cause::service, desk.name, now);
            hold(team, now, stops);
            work_.push_back(stops - now);
            now = pause(desk, team, ticket, stops, until);
        }
        return now;
    }

    /// A service takes what was drawn for it, whatever comes between; what begins again takes it at the end.
    void check_draw(const Stop& stop, const Visit& v) {
        const Desk& desk = s_.desks[v.desk];
        const auto listed = std::find_if(stop.desks.begin(), stop.desks.end(),
                                         [&](const DeskVisit& other) { return other.desk == v.desk; });
        const Subject truck{hash32(s_.demand[trip_->demand].name), trip_->ordinal, replication_};
        if (listed == stop.desks.end()) return complain("is served at a desk that is not on its way");
        const std::uint32_t number = (trip_->back ? 1U << 12 : 0U) + listed->repeat;
        const Duration drawn = to_duration(desk.takes.quantile(uniform(takes_[v.desk], truck, number)));
        if (desk.staff.empty())
            return expect(v.finished - v.started == drawn, "is served longer or shorter than was drawn");
        Duration all{};
        for (const Duration part : work_) all += part;
        const Staff& staff = s_.staff[*v.team];
        const bool restarts = staff.breakdowns && staff.breakdowns->then == Breakdowns::Then::restart;
        expect(restarts ? all >= drawn : all == drawn, "is served longer or shorter than was drawn");
    }

    const Scenario& s_;
    const Plan& plan_;
    std::uint32_t replication_;
    std::vector<std::string>& complaints_;
    std::vector<Purpose> takes_;  // of each desk
    const TripFacts* trip_ = nullptr;
    const Leg* leg_ = nullptr;
    std::size_t activity_ = 0;  // the next one
    std::size_t visit_ = 0;
    std::vector<Room> room_;
    std::vector<Duration> work_;
};

}  // namespace hanhlang
