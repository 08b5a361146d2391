// What vehicles, travellers, paid hours, extra officers and appointments must satisfy: somebody who serves,
// hours in which it happens, thresholds that do not contradict each other.
#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace hanhlang {
namespace {

class PeopleChecker {
 public:
    PeopleChecker(const Scenario& scenario, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems) {}

    void all() {
        entitlement();
        for (const Desk& desk : s_.desks) {
            vehicles(desk);
            if (desk.shared_with)
                travellers(desk, *desk.shared_with, path_of("desks", desk) + ".shared_with");
        }
        for (const Staff& staff : s_.staff) {
            const std::string path = path_of("staff", staff);
            if (staff.after_hours) after_hours(staff, *staff.after_hours, path + ".after_hours");
            if (staff.extra) extra(staff, *staff.extra, path + ".extra");
        }
        for (const Consignment& c : s_.consignments) {
            if (c.pays_for_priority && c.pays_for_priority->priority < 1)
                complain(c.pays_for_priority->mark,
                         path_of("consignments", c) + ".pays_for_priority.priority",
                         "found 0, which buys nothing: expected at least 1");
        }
        for (const Place& place : s_.places) {
            if (place.appointments)
                appointments(place, *place.appointments, path_of("places", place) + ".appointments");
        }
    }

 private:
    template <class Entry>
    static std::string path_of(std::string_view section, const Entry& entry) {
        return fmt::format("{}.{}", section, entry.name);
    }
    void complain(const Mark& mark, std::string path, std::string text) {
        problems_.push_back({mark, std::move(path), std::move(text)});
    }
    template <class Holds>
    bool ever(Holds holds, const std::vector<const Calendar*>& calendars) const {
        for (Time at = s_.runs.start(); at < s_.runs.end();) {
            if (holds(at)) return true;
            Time next = Time::max();
            for (const Calendar* one : calendars) next = std::min(next, one->next_change(at));
            at = next;
        }
        return false;
    }

    void entitlement() {
        const auto changes = [](const Desk& desk) { return desk.changes_truck; };
        const auto desk = std::find_if(s_.desks.begin(), s_.desks.end(), changes);
        bool any = false;
        for (const Fleet& fleet : s_.fleets) {
            if (fleet.entitled.value >= 1 && !fleet.permits) continue;
            any = true;
            if (desk == s_.desks.end())
                complain(
                    fleet.mark, path_of("fleets", fleet),
                    "trucks that are not entitled to cross, but no desk where their goods change trucks: "
                    "expected one with 'changes_truck'");
        }
        if (desk != s_.desks.end() && !any)
            complain(desk->mark, path_of("desks", *desk) + ".changes_truck",
                     "every truck is entitled to cross: expected a fleet with 'entitled' or 'permits'");
    }

    void vehicles(const Desk& desk) {
        const std::string path = path_of("desks", desk);
        for (std::size_t i = 0; i < desk.staff.size(); ++i) {
            const auto end = desk.staff.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::find(desk.staff.begin(), end, desk.staff[i]) != end)
                complain(desk.mark, path + ".staff",
                         fmt::format("names '{}' twice", desk.staff[i].in(s_.staff).name));
        }
        if (desk.first_time && std::none_of(s_.fleets.begin(), s_.fleets.end(),
                                            [](const Fleet& f) { return f.first_time.value > 0; }))
            complain(desk.mark, path + ".first_time",
                     "no truck ever comes for the first time: expected a fleet with 'first_time'");
        if (desk.on_return && std::none_of(s_.demand.begin(), s_.demand.end(),
                                           [](const Demand& d) { return d.returns.has_value(); }))
            complain(desk.mark, path + ".on_return",
                     "no truck ever comes back: expected a stream with 'returns'");
    }

    void travellers(const Desk& desk, const Travellers& people, const std::string& path) {
        if (people.people.value <= 0) complain(people.mark, path + ".people", "found 0, expected travellers");
        if (desk.staff.empty()) {
            complain(people.mark, path, "nobody serves them: expected 'staff' at this desk");
            return;
        }
        const Calendar& hours = desk.staff.front().in(s_.staff).hours;
        if (!people.by_hour) return;
        const auto comes = [&](Time at) {
            for (std::size_t hour = 0; hour < 24; ++hour) {
                const Time from = std::chrono::floor<std::chrono::days>(at) + hour * std::chrono::hours{1};
                if (people.by_hour->weight[hour] > 0 &&
                    hours.open_time(from, from + std::chrono::hours{1}) > Duration{})
                    return true;
            }
            return false;
        };
        for (int day = 0; day < 7; ++day) {
            if (comes(s_.runs.start() + day * one_day)) return;
        }
        complain(people.mark, path + ".by_hour", "in none of these hours the team is on duty");
    }

    void after_hours(const Staff& staff, const AfterHours& paid, const std::string& path) {
        if (paid.people < 1) complain(paid.mark, path + ".people", "found 0, expected at least one officer");
        if (paid.share.value <= 0) complain(paid.mark, path + ".share", "found 0 %: nobody ever pays");
        const auto serves = [&](Time at) { return paid.hours.is_open(at) && !staff.hours.is_open(at); };
        if (!ever(serves, {&paid.hours, &staff.hours}))
            complain(paid.mark, path + ".hours", "are never outside the hours of the team during the run");
    }

    void extra(const Staff& staff, const Extra& e, const std::string& path) {
        if (e.people < 1) complain(e.mark, path + ".people", "found 0, expected at least one officer");
        if (e.when_waiting <= e.until_waiting)
            complain(e.mark, path + ".when_waiting",
                     fmt::format("found {}, expected more than the {} at which they go", e.when_waiting,
                                 e.until_waiting));
        if (!e.hours) return;
        const auto can = [&](Time at) { return e.hours->is_open(at) && staff.hours.is_open(at); };
        if (!ever(can, {&*e.hours, &staff.hours}))
            complain(e.mark, path + ".hours", "are never within the hours of the team during the run");
    }

    void appointments(const Place& place, const Appointments& a, const std::string& path) {
        if (a.slots.has_value() == a.every.has_value()) {
            complain(a.mark, path, "expected either 'slots', such as 12 per hour, or 'every'");
        } else if (a.gap() <= Duration::zero() || a.gap() > one_day) {
            complain(a.mark, path + (a.slots ? ".slots" : ".every"),
                     "expected at least one slot a day, and no two at once");
        }
        if (a.no_show.value > 0.99)
            complain(a.mark, path + ".no_show", "found more than 99 %: nobody would ever come");
        if (a.placeholder.value > 0.99)
            complain(a.mark, path + ".placeholder", "found more than 99 %: there is no slot for a truck");
        if (a.grace && a.late.maximum() <= 0)
            complain(a.mark, path + ".grace", "nobody is ever late: expected 'late'");
        const Calendar& hours = a.hours ? *a.hours : place.hours;
        if (!ever([&](Time at) { return hours.is_open(at); }, {&hours})) {
            complain(a.mark, path + ".hours", "there is no slot during the run");
        } else if (a.gap() > Duration::zero() && !meets_hours(a.gap(), hours)) {
            complain(a.mark, path, "its slots are counted from midnight, and none lies in its hours");
        }
    }
    /// Whether a slot, counted from the midnight before the run, lies in some hours of it.
    bool meets_hours(Duration gap, const Calendar& hours) const {
        const Time midnight = std::chrono::floor<std::chrono::days>(s_.runs.start());
        for (Time at = s_.runs.start(); at < s_.runs.end();) {
            const Time opens = hours.next_open(at);
            if (opens >= s_.runs.end()) return false;
            const Time slot = midnight + (opens - midnight + gap - Duration{1}) / gap * gap;
            if (hours.is_open(slot)) return true;
            at = hours.next_close(opens);
        }
        return false;
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
};

}  // namespace

void check_people(const Scenario& scenario, std::vector<Problem>& problems) {
    const bool unread = std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
        const auto in = [&](std::string_view section) { return problem.path.starts_with(section); };
        return in("places") || in("desks") || in("staff") || in("consignments") || in("fleets") ||
               in("demand") || in("runs") || in("calendars");
    });
    if (!unread)
        PeopleChecker{scenario, problems}.all();  // what could not be read must not be taken for zero
}

}  // namespace hanhlang
