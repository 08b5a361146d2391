#include "ql9_floor.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace hanhlang::bench {

CorridorFloor::CorridorFloor(const Scenario& scenario, const Plan& plan, std::uint64_t seed)
    : s_(scenario),
      plan_(plan),
      crew_(seed, "crew"),
      loaded_(seed, "loaded"),
      cargo_(seed, "cargo"),
      after_(seed, "turnaround"),
      now_(scenario.runs.start()) {
    totals_.desks.resize(s_.desks.size());
    for (const Staff& staff : s_.staff) {
        assert(!staff.preemptive && !staff.breakdowns);
        teams_.push_back({{staff.hours.is_open(now_) ? staff.people : 0}, &staff});
    }
    for (const Desk& desk : s_.desks) {
        assert(desk.staff.size() == 1 && desk.draws_as.empty());
        desks_.push_back({&desk,
                          &teams_[desk.staff.front().index],
                          {desk.bays.value_or(0)},
                          Purpose(seed, "takes " + desk.name),
                          Purpose(seed, "share " + desk.name)});
    }
    for (const Place& place : s_.places) {
        assert(place.hours.always_open());
        const Units slots{place.yard ? place.yard->slots : 0};
        yards_.push_back({slots, slots});
    }
    for (const Road& road : s_.roads)
        roads_.push_back({Units{road.holds.value_or(0)}, Units{road.holds.value_or(0)}});
    for (const TripClass& c : plan_.classes) ways_.push_back(way(c));
    for (std::uint32_t i = 0; i < teams_.size(); ++i) plan_shift(i);
    for (std::uint32_t i = 0; i < s_.demand.size(); ++i) {
        streams_.push_back({hash32(s_.demand[i].name), {s_.demand[i], now_, seed, 0}});
        plan_arrival(i);
    }
}

CorridorTotals CorridorFloor::run() {
    while (now_ < s_.runs.to() || inside_ > 0) {
        const Agenda::Entry entry = agenda_.top();
        agenda_.pop();
        now_ = s_.runs.start() + Duration{entry.at};
        const std::uint32_t which = entry.process & ~(stream | team);
        if ((entry.process & stream) != 0) {
            arrive(which);
        } else if ((entry.process & team) != 0) {
            shift(which);
        } else {
            go_on(which);
        }
        while (!granted_.empty()) {
            const std::uint32_t id = granted_.front();
            granted_.pop_front();
            has_got(id);
        }
    }
    return totals_;
}

CorridorFloor::Way CorridorFloor::way(const TripClass& c) {
    const Leg& leg = plan_.leg_of(c);
    Way way;
    for (const Stop& stop : leg.stops) {
        Units* const room = stop.road ? &roads_[*stop.road][stop.along ? 0 : 1] : nullptr;
        if (!way.halts.empty() && room && room->capacity > 0) way.halts.back().road_ahead = room;
        for (const DeskVisit& visit : stop.desks) {
            if (!serves(s_, s_.desks[visit.desk], plan_, c)) continue;
            way.visits.push_back({&desks_[visit.desk], visit.desk, number(leg.back) + visit.repeat});
        }
        Units& yard = yards_[stop.place][side(leg.direction)];
        const auto& relays = s_.drivers.relay_at;
        const bool relay = std::any_of(relays.begin(), relays.end(),
                                       [&](const Ref<Place>& at) { return at.index == stop.place; });
        way.halts.push_back({&stop, yard.capacity > 0 ? &yard : nullptr, nullptr, relay, way.visits.size()});
    }
    return way;
}

bool CorridorFloor::take(Units& units, std::uint32_t id) {
    if (units.held < units.capacity) {
        ++units.held;
        return true;
    }
    trucks_[id].behind = nobody;
    (units.first == nobody ? units.first : trucks_[units.last].behind) = id;
    units.last = id;
    return false;
}

void CorridorFloor::grant(Units& units) {
    while (units.held < units.capacity && units.first != nobody) {
        ++units.held;
        granted_.push_back(units.first);
        units.first = trucks_[units.first].behind;
    }
}

void CorridorFloor::give_back(Units& units) {
    --units.held;
    grant(units);
}

void CorridorFloor::leave_room(Truck& truck) {
    if (Units* const room = std::exchange(truck.standing, nullptr)) give_back(*room);
}

void CorridorFloor::at(Time time, std::uint32_t process, Order order) {
    agenda_.push((time - s_.runs.start()).count(), order, process);
}

void CorridorFloor::after(Duration duration, std::uint32_t id, Does does) {
    trucks_[id].does = does;
    at(now_ + duration, id);
}

void CorridorFloor::plan_shift(std::uint32_t i) {
    const Calendar& hours = teams_[i].staff->hours;
    const Time next = teams_[i].capacity > 0 ? hours.next_close(now_) : hours.next_open(now_);
    if (next != Time::max()) at(next, i | team, Order::calendar);
}

void CorridorFloor::shift(std::uint32_t i) {
    teams_[i].capacity = teams_[i].capacity > 0 ? 0 : teams_[i].staff->people;
    grant(teams_[i]);
    plan_shift(i);
}

void CorridorFloor::arrive(std::uint32_t i) {
    std::uint32_t id = free_;
    if (id == nobody) {
        id = static_cast<std::uint32_t>(trucks_.size());
        trucks_.emplace_back();
    } else {
        free_ = trucks_[id].behind;
    }
    trucks_[id] = {};
    trucks_[id].stream = i;
    trucks_[id].subject = {streams_[i].source, streams_[i].trucks++, 0};
    plan_arrival(i);
    set_out(id);
}

void CorridorFloor::set_out(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Demand& demand = s_.demand[truck.stream];
    const bool back = truck.back;
    const auto draw = [&](const Purpose& purpose) { return uniform(purpose, truck.subject, number(back)); };
    const double share = back ? demand.returns->loaded.value : demand.loaded.value;
    const auto& carries = back ? demand.returns->carries : demand.carries;
    truck.loaded = share >= 1 || (share > 0 && draw(loaded_) < share);
    std::size_t which = truck.loaded ? 1 : 0;
    if (truck.loaded && carries.size() > 1) {
        double u = draw(cargo_) - carries[0].share.value;
        while (u >= 0 && which < carries.size()) u -= carries[which++].share.value;
    }
    const std::uint32_t leg =
        back ? *plan_.back_of[plan_.out_leg[truck.stream]] : plan_.out_leg[truck.stream];
    truck.way = &ways_[plan_.class_of[leg][which]];
    if (!back) {
        const double u = draw(crew_);
        const double two = s_.drivers.two.value;
        truck.driver = Driver{s_.drivers, u < two};
        truck.relay = u >= two && u < two + s_.drivers.relay.value;
    }
    truck.start = now_;
    truck.counted = now_ >= s_.runs.from && now_ < s_.runs.to();
    inside_ += truck.counted ? 1 : 0;
    truck.halt = truck.visit = 0;
    truck.way->halts[0].stop->road ? set_off(id) : reach(id);
}

void CorridorFloor::go_on(std::uint32_t id) {
    Truck& truck = trucks_[id];
    switch (truck.does) {
        case Does::drive_to_rest:
            return rest(id);
        case Does::rest:
            truck.driver.rests(truck.driver.rest_needed(now_));
            return drive(id);
        case Does::drive_to_halt:
            return reach(id);
        case Does::serve:
            return end_service(id);
        default:
            truck.driver.rests(truck.left);
            truck.back = true;
            return set_out(id);
    }
}

void CorridorFloor::has_got(std::uint32_t id) {
    Truck& truck = trucks_[id];
    switch (truck.does) {
        case Does::want_slot:
            return park(id);
        case Does::want_bay:
            return ask_officer(id);
        case Does::want_officer:
            rest_while_closed(truck, *truck.way->visits[truck.visit].desk->officers->staff);
            return serve(id);
        default:
            return enter_road(id);
    }
}

void CorridorFloor::set_off(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Stop& stop = *truck.way->halts[truck.halt].stop;
    truck.left = truck.loaded ? stop.drive_loaded : stop.drive_empty;
    drive(id);
}

void CorridorFloor::drive(std::uint32_t id) {
    Truck& truck = trucks_[id];
    Duration stretch = truck.left;
    if (truck.driver.limited()) stretch = std::min(stretch, truck.driver.may_drive(now_));
    truck.driver.drives(now_, stretch);
    const bool arrives = stretch == truck.left;
    truck.left -= stretch;
    if (!arrives && stretch == Duration::zero()) return rest(id);
    after(stretch, id, arrives ? Does::drive_to_halt : Does::drive_to_rest);
}

void CorridorFloor::reach(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Halt& halt = truck.way->halts[truck.halt];
    truck.does = Does::want_slot;
    if (!halt.yard || take(*halt.yard, id)) park(id);
}

void CorridorFloor::park(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Halt& halt = truck.way->halts[truck.halt];
    leave_room(truck);
    truck.standing = halt.yard;
    if (halt.relay && truck.relay) truck.driver.changes();
    next_desk(id);
}

void CorridorFloor::next_desk(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Halt& halt = truck.way->halts[truck.halt];
    for (; truck.visit < halt.visits; ++truck.visit) {
        const Visit& visit = truck.way->visits[truck.visit];
        const double share = visit.desk->desk->share.value;
        if (share < 1 && uniform(visit.desk->share, truck.subject, visit.number) >= share) continue;
        truck.asked = now_;
        truck.does = Does::want_bay;
        if (!visit.desk->desk->bays || take(visit.desk->bays, id)) ask_officer(id);
        return;
    }
    truck.does = Does::want_road;
    if (!halt.road_ahead || take(*halt.road_ahead, id)) enter_road(id);
}

void CorridorFloor::ask_officer(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Visit& visit = truck.way->visits[truck.visit];
    truck.left = now_ - truck.asked;  // the wait for a bay, which is no rest
    truck.does = Does::want_officer;
    if (take(*visit.desk->officers, id)) serve(id);
}

void CorridorFloor::rest_while_closed(Truck& truck, const Staff& staff) {
    for (Time from = truck.asked + truck.left; from < now_;) {
        const bool open = staff.hours.is_open(from);
        const Time next = std::min(open ? staff.hours.next_close(from) : staff.hours.next_open(from), now_);
        if (!open) truck.driver.waits_for_opening(next - from);
        from = next;
    }
}

void CorridorFloor::serve(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Visit& visit = truck.way->visits[truck.visit];
    const Desk& desk = *visit.desk->desk;
    const double u = uniform(visit.desk->takes, truck.subject, visit.number);
    const Duration takes = to_duration(std::min(desk.takes.quantile(u), century));
    Time ends = now_ + takes;
    const Staff& staff = *visit.desk->officers->staff;
    // No unit is lost but to the end of the shift, so who is suspended goes on when the next one begins.
    Time from = now_;
    while (staff.closing == Staff::Closing::suspend) {
        const Time closes = staff.hours.next_close(from);
        if (closes >= ends) break;
        from = staff.hours.next_open(closes);
        truck.driver.waits_for_opening(from - closes);
        ends += from - closes;
    }
    if (truck.counted) {
        totals_.desks[visit.index].waited += now_ - truck.asked;
        totals_.desks[visit.index].service += ends - now_;
    }
    after(ends - now_, id, Does::serve);
}

void CorridorFloor::end_service(std::uint32_t id) {
    Truck& truck = trucks_[id];
    const Visit& visit = truck.way->visits[truck.visit++];
    if (now_ >= s_.runs.from && now_ < s_.runs.to()) ++totals_.desks[visit.index].visits;
    give_back(*visit.desk->officers);
    if (visit.desk->desk->bays) give_back(visit.desk->bays);
    next_desk(id);
}

void CorridorFloor::enter_road(std::uint32_t id) {
    Truck& truck = trucks_[id];
    leave_room(truck);
    truck.standing = truck.way->halts[truck.halt].road_ahead;
    if (++truck.halt == truck.way->halts.size()) return arrive_home(id);
    truck.way->halts[truck.halt].stop->road ? set_off(id) : reach(id);
}

void CorridorFloor::arrive_home(std::uint32_t id) {
    Truck& truck = trucks_[id];
    if (truck.counted) {
        --inside_;
        ++totals_.trips;
        totals_.time += now_ - truck.start;
    }
    if (!truck.back && plan_.back_of[plan_.out_leg[truck.stream]]) {
        const Distribution& stay = s_.demand[truck.stream].returns->after;
        truck.left = to_duration(std::min(stay.quantile(uniform(after_, truck.subject)), century));
        after(truck.left, id, Does::stay);
    } else {
        truck.behind = std::exchange(free_, id);
    }
}

}  // namespace hanhlang::bench
