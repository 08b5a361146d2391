// What a run did with each team, bay, yard and road: units held and requests that waited, worked out from
// facts. Rule: only facts and the scenario are read, nothing of the engine; so an engine that is wrong
// contradicts them.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "hanhlang/base/random.hpp"
#include "support/facts.hpp"

namespace hanhlang {

struct Request {
    Time asked{};
    Time until{};  // granted, or given up
    int priority = 0;
    Time ticket{};  // when it asked first: a truck whose service was stopped asks again with its old place
    bool served = true;    // else it gave up
    bool again = false;    // in the middle of a service
    bool goes_on = false;  // the same pause as the one before
};

/// Identical units, and what was asked of them.
struct Station {
    struct Stay {
        Time from{};
        Time to{};
        bool granted = true;  // else it is kept on: a truck that cannot leave
    };
    struct Change {
        Time at{};
        std::int64_t units = 0;  // able to serve from now on
    };
    std::string name;
    std::vector<Change> able;     // the first at the start of the run
    bool stops_go_first = false;  // a service that was stopped goes on before everybody
    bool preemptive = false;
    std::vector<Time> stops;  // when a service may be stopped but for a higher priority
    std::vector<Stay> held;
    std::vector<Request> requests;

    /// Unit-milliseconds held in [from, to).
    std::int64_t area(Time from, Time to) const {
        std::int64_t sum = 0;
        for (const Stay& stay : held) {
            sum += std::max(Duration{}, std::min(stay.to, to) - std::max(stay.from, from)).count();
        }
        return sum;
    }

    /// Until `end`: nobody waits while a unit is idle, and no unit is granted that is not there.
    void check_units(Time end, std::vector<std::string>& complaints) const {
        struct Step {
            Time at;
            int held, waiting, granted;
            std::int64_t able;
        };
        std::vector<Step> steps;
        std::int64_t before = 0;
        for (const Change& change : able) {
            steps.push_back({change.at, 0, 0, 0, change.units - before});
            before = change.units;
        }
        for (const Stay& stay : held) {
            if (stay.from == stay.to) continue;
            steps.push_back({stay.from, 1, 0, stay.granted ? 1 : 0, 0});
            steps.push_back({stay.to, -1, 0, 0, 0});
        }
        for (const Request& request : requests) {
            if (request.asked == request.until) continue;
            steps.push_back({request.asked, 0, 1, 0, 0});
            steps.push_back({request.until, 0, -1, 0, 0});
        }
        std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
        std::int64_t units = 0, taken = 0, waiting = 0;
        for (std::size_t i = 0; i < steps.size() && steps[i].at < end;) {
            const Time now = steps[i].at;
            bool granted = false;
            for (; i < steps.size() && steps[i].at == now; ++i) {
                units += steps[i].able;
                taken += steps[i].held;
                waiting += steps[i].waiting;
                granted = granted || steps[i].granted > 0;
            }
            if (waiting > 0 && taken < units) {
                complaints.push_back(fmt::format("{}: from {} {} wait while {} of {} units are idle", name,
                                                 to_string(now), waiting, units - taken, units));
            }
            if (granted && taken > units) {
                complaints.push_back(fmt::format("{}: at {} a unit is granted while {} of {} are taken", name,
                                                 to_string(now), taken, units));
            }
        }
    }

    /// Until `end`: a service is stopped by a closing, a breakdown or a higher priority that is granted just
    /// then; not by an opening, a repair or an equal.
    void check_stops(Time end, std::vector<std::string>& complaints) const {
        for (const Request& stopped : requests) {
            if (!stopped.again || stopped.goes_on || stopped.asked >= end) continue;
            const bool for_whom =
                preemptive && std::any_of(requests.begin(), requests.end(), [&](const Request& other) {
                    return other.served && other.until == stopped.asked && other.priority > stopped.priority;
                });
            if (!for_whom && std::find(stops.begin(), stops.end(), stopped.asked) == stops.end()) {
                complaints.push_back(fmt::format("{}: at {} a service is stopped without a reason", name,
                                                 to_string(stopped.asked)));
            }
        }
    }

    /// Nobody is granted a unit while somebody waits who goes before: a higher priority, or the same and
    /// earlier. Of two that ask in the same millisecond either may go first. A service that was stopped by a
    /// closing or a breakdown is the rule's one exception: it goes on before who waits.
    void check_order(std::vector<std::string>& complaints) const {
        struct Rank {
            int priority;
            Time ticket;
            bool operator<(const Rank& other) const {  // who goes first
                return priority != other.priority ? priority > other.priority : ticket < other.ticket;
            }
        };
        struct Step {
            Time at;
            int kind;  // at one moment: who is granted leaves first, then the order is looked at, then who
                       // asks joins
            const Request* request;
        };
        std::vector<Step> steps;
        for (const Request& request : requests) {
            if (request.asked < request.until) {
                steps.push_back({request.until, 0, &request});
                steps.push_back({request.asked, 2, &request});
            }
            if (request.served && !(request.again && stops_go_first))
                steps.push_back({request.until, 1, &request});
        }
        std::sort(steps.begin(), steps.end(),
                  [](const Step& a, const Step& b) { return a.at != b.at ? a.at < b.at : a.kind < b.kind; });
        std::multiset<Rank> waiting;
        for (const Step& step : steps) {
            const Rank rank{step.request->priority, step.request->ticket};
            if (step.kind == 2) waiting.insert(rank);
            if (step.kind == 0) waiting.erase(waiting.find(rank));
            if (step.kind == 1 && !waiting.empty() && *waiting.begin() < rank) {
                complaints.push_back(
                    fmt::format("{}: at {} somebody of priority {} who asked at {} goes before "
                                "one of priority {} who asked at {}",
                                name, to_string(step.at), rank.priority, to_string(rank.ticket),
                                waiting.begin()->priority, to_string(waiting.begin()->ticket)));
            }
        }
    }
};

/// When a team has how many able units: its hours, less what is broken down, drawn as the model draws it.
struct TeamHours {
    std::vector<Station::Change> able;
    std::vector<Time> stops;  // closings that stop a service, and breakdowns
    std::int64_t down = 0;    // unit-milliseconds in the window

    TeamHours(const Scenario& s, const Staff& staff, std::uint64_t seed, std::uint32_t replication) {
        std::vector<std::pair<Time, int>> broken;  // +1: one more is down
        const Time start = s.runs.start();
        const Time end = s.runs.to();
        for (std::uint32_t unit = 0; staff.breakdowns && unit < staff.people; ++unit) {
            const Purpose fails{seed, "breakdown " + staff.name};
            const Purpose repair{seed, "repair " + staff.name};
            const auto lasts = [&](const Purpose& purpose, const Distribution& law, std::uint32_t time) {
                return to_duration(law.quantile(uniform(purpose, {0, time, replication}, unit)));
            };
            Time at = start;
            for (std::uint32_t time = 0; at < end; ++time) {
                const Time fails_at = at + lasts(fails, staff.breakdowns->every, time);
                at = fails_at + lasts(repair, staff.breakdowns->repair, time);
                broken.emplace_back(fails_at, 1);
                stops.push_back(fails_at);
                broken.emplace_back(at, -1);
                down += std::max(Duration{}, std::min(at, end) - std::min(fails_at, end)).count();
            }
        }
        std::sort(broken.begin(), broken.end());
        std::size_t next = 0;
        std::int64_t are_down = 0;
        for (Time now = start; now < end;) {
            while (next < broken.size() && broken[next].first <= now) are_down += broken[next++].second;
            const bool open = staff.hours.is_open(now);
            able.push_back({now, open ? staff.people - are_down : 0});
            if (!open && staff.closing != Staff::Closing::finish) stops.push_back(now);
            now = open ? staff.hours.next_close(now) : staff.hours.next_open(now);
            if (next < broken.size()) now = std::min(now, broken[next].first);
        }
    }
};

}  // namespace hanhlang
