// Random but valid scenarios, as text: places, roads, teams, desks, yards, hours, breakdowns and streams.
// Rule: the text is a pure function of its number; loads are moderate, so that most networks run empty.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "hanhlang/base/calendar.hpp"
#include "support/dice.hpp"

namespace hanhlang {

class NetworkWriter {
 public:
    /// `together`: with batches before barriers, convoys and roads of one lane.
    explicit NetworkWriter(std::uint32_t number, bool together = false)
        : dice_("random network", number), together_(together) {}

    std::string write() {
        const int first_day = dice_.number(1, 7);
        const int days = dice_.number(2, 10);
        const std::string text = fmt::format(
            "source: guess\nruns: {{from: 2025-09-{:02}, warm_up: 0 days, measure: {} days, max_overrun: 20 "
            "days}}\n",
            first_day, days);
        places_ = dice_.number(1, 6);
        connected_ = dice_.happens(85);
        listed_.resize(static_cast<std::size_t>(places_));
        std::string streams, teams, desks, places, roads;
        const int stream_count = dice_.number(1, 5);
        for (int i = 0; i < stream_count; ++i) streams += stream(i);
        for (int i = 0, n = dice_.number(1, 5); i < n; ++i) teams += team(i);
        const int desk_count = dice_.number(1, 8);
        for (int i = 0; i < desk_count; ++i) desks += desk(i, desk_count);
        for (int i = 0; i < places_; ++i) places += place(i);
        if (connected_) {
            for (int i = 0; i + 1 < places_; ++i) roads += road(i, i + 1);
            if (places_ > 3 && dice_.happens(40)) roads += road(0, places_ - 1);
        }
        return text + "places:\n" + places + (roads.empty() ? "" : "roads:\n" + roads) + "staff:\n" + teams +
               "desks:\n" + desks + "commodities: {fruit: {}, ore: {}}\n" + drivers() + "demand:\n" + streams;
    }

 private:
    struct Team {
        int people;
        double hours_a_day;
    };

    std::string stream(int i) {
        const int a = dice_.number(0, places_ - 1);
        int b = dice_.number(0, places_ - 1);
        std::string text = fmt::format("  s{}: {{", i);
        if (a == b || (connected_ && dice_.happens(10))) {
            text += fmt::format("route: [p{}]", a);
            b = a;
        } else if (connected_) {
            text += fmt::format("from: p{}, to: p{}", a, b);
        } else {
            text += fmt::format("route: [p{}", a);
            for (int at = a; at != b; text += fmt::format(", p{}", at)) at += a < b ? 1 : -1;
            text += "]";
        }
        text +=
            fmt::format(", direction: {}", (a == b ? dice_.happens(50) : a < b) ? "eastbound" : "westbound");
        double trucks = dice_.number(6, 40);
        const int kind = dice_.number(0, 3);
        if (kind == 0) {
            text += fmt::format(", every: \"exponential({} min)\"", static_cast<int>(1440 / trucks));
        } else if (kind == 1) {
            trucks = dice_.number(1, 6);
            text += ", at: [";
            for (int k = 0; k < static_cast<int>(trucks); ++k) {
                const int hour = 4 * k + dice_.number(0, 3);
                const int quarter = dice_.number(0, 3);
                text += fmt::format("{}\"{:02}:{:02}\"", k > 0 ? ", " : "", hour, 15 * quarter);
            }
            text += "]";
        } else {
            text += fmt::format(", trucks: {} per day", static_cast<int>(trucks));
            if (dice_.happens(30)) text += ", by_hour: {6-18: 3, 18-24: 1}";
        }
        if (dice_.happens(25)) {
            const int together = dice_.number(2, 5);
            text += fmt::format(", batch: {}", together);
            if (kind < 2) trucks *= together;
        }
        if (dice_.happens(25))
            text += fmt::format(", patience: \"exponential({} min)\"", dice_.number(5, 300));
        if (dice_.happens(40)) text += fmt::format(", priority: {}", dice_.number(0, 2));
        if (dice_.happens(40)) text += ", carries: {fruit: 40 %, ore: 60 %}";
        if (dice_.happens(40)) text += fmt::format(", loaded: {} %", dice_.number(10, 90));
        if (dice_.happens(25)) {
            trucks *= 2;
            text += fmt::format(", returns: {{after: {} min, loaded: 50 %}}", dice_.number(0, 600));
        }
        trucks_ += trucks;
        return text + "}\n";
    }

    /// Hours and how much of a day they are open; lunch, weekends and nights.
    std::string hours() {
        return dice_.one_of({"mon-fri 07:30-11:30 13:00-17:00", "mon-sun 07:00-11:30 13:00-19:30",
                             "mon-sat 08:00-17:00", "mon-sun 06:00-22:00",
                             "mon-sun 20:00-04:00 09:00-15:00"});
    }

    std::string team(int i) {
        const int people = dice_.number(1, 4);
        std::string text = fmt::format("  t{}: {{people: {}", i, people);
        double open = 24;
        if (dice_.happens(60)) {
            const std::string when = hours();
            open *= Calendar::parse(when).open_share();
            text += fmt::format(", hours: {}", when);
        }
        text += fmt::format(", closing: {}", dice_.one_of({"finish", "suspend", "hand over"}));
        if (dice_.happens(30)) text += ", preemptive: yes";
        if (dice_.happens(35)) {
            const int works = dice_.number(60, 900);
            const int down = dice_.number(10, 120);
            text += fmt::format(
                ", breakdowns: {{every: \"exponential({} min)\", repair: \"exponential({} min)\", then: {}}}",
                works, down, dice_.one_of({"resume", "restart"}));
            open *= static_cast<double>(works) / (works + down);
        }
        teams_.push_back({people, open});
        return text + "}\n";
    }

    /// A desk that takes as long as keeps its team, or its bays, at a moderate load.
    std::string desk(int i, int desks) {
        for (int k = 0, n = dice_.happens(20) ? 2 : 1; k < n; ++k) {
            auto& here = listed_[static_cast<std::size_t>(dice_.number(0, places_ - 1))];
            if (std::find(here.begin(), here.end(), i) == here.end()) here.push_back(i);
        }
        std::string text = fmt::format("  d{}: {{", i);
        const int who = dice_.number(0, 9);
        double capacity = 1e9;  // hours of service a day
        if (who < 8) {
            const int last = static_cast<int>(teams_.size()) - 1;
            const auto t = static_cast<std::size_t>(dice_.number(0, last));
            const auto other = static_cast<std::size_t>(dice_.number(0, last));
            const bool skills = dice_.happens(30) && other != t;  // officers of either team serve here
            capacity = teams_[t].people * teams_[t].hours_a_day /
                       std::max(1.0, static_cast<double>(desks) / static_cast<double>(teams_.size()));
            text += skills ? fmt::format("staff: [t{}, t{}], ", t, other) : fmt::format("staff: t{}, ", t);
        }
        if (who > 6) {
            const int bays = dice_.number(1, 3);
            capacity = std::min(capacity, bays * 24.0);
            text += fmt::format("bays: {}, ", bays);
        }
        const double load = dice_.number(10, 75) / 100.0;
        const int seconds = std::clamp(static_cast<int>(3600 * load * capacity / trucks_), 5, 3 * 3600);
        switch (dice_.number(0, 3)) {
            case 0:
                text += fmt::format("takes: {} min", std::max(1, seconds / 60));
                break;
            case 1:
                text += fmt::format("takes: \"triangular({}, {}, {}) s\"", seconds / 3, seconds, 2 * seconds);
                break;
            default:
                text += fmt::format("takes: \"exponential({} s)\"", seconds);
        }
        if (dice_.happens(25)) text += fmt::format(", share: {} %", dice_.number(5, 95));
        if (together_ && dice_.happens(20)) {
            const int of = dice_.number(2, 5);
            text += fmt::format(", convoy: {{of: {}, within: {} min}}", of, dice_.number(1, 60));
        }
        if (dice_.happens(25))
            text += ", only: " + dice_.one_of({"loaded", "empty", "eastbound", "westbound", "fruit"});
        return text + "}\n";
    }

    std::string place(int i) {
        std::string text = fmt::format("  p{}: {{kind: {}", i, dice_.one_of({"city", "gate"}));
        if (dice_.happens(25)) text += ", hours: " + hours();
        if (together_ && dice_.happens(30)) {
            const int slots = dice_.number(3, 20);
            text += fmt::format(", yard: {{slots: {}, batch: {{", slots);
            if (dice_.happens(30)) text += fmt::format("of: {}, ", dice_.number(slots / 2 + 1, slots));
            text += fmt::format("gap: {} min}}, ", dice_.number(0, 5));
            text += fmt::format("shared: {}}}", dice_.one_of({"no", "yes"}));
        } else if (dice_.happens(35)) {
            text += fmt::format(", yard: {{slots: {}", dice_.number(1, 12));
            text += ", shared: " + dice_.one_of({"no", "no", "yes"});
            text += ", when_full: " + dice_.one_of({"queue", "queue", "turn away"}) + "}";
        }
        const auto& here = listed_[static_cast<std::size_t>(i)];
        if (!here.empty()) {
            text += ", desks: [";
            for (std::size_t k = 0; k < here.size(); ++k)
                text += fmt::format("{}d{}", k > 0 ? ", " : "", here[k]);
            text += "]";
        }
        return text + "}\n";
    }

    std::string road(int a, int b) {
        std::string text = fmt::format("  p{} to p{}: {{length: {} km", a, b, dice_.number(1, 150));
        text += fmt::format(", speed: {} km/h", 10 * dice_.number(2, 6));
        if (dice_.happens(25)) {
            text += fmt::format(", holds: {}", dice_.number(1, 6));
            if (together_ && dice_.happens(50)) text += ", shared: yes";
        }
        return text + "}\n";
    }

    std::string drivers() {
        if (!dice_.happens(40)) return "";
        std::string text = "drivers: {stretch: {drive: 90 min, rest: 15 min}";
        if (dice_.happens(50)) text += ", day: {drive: 3 h, rest: 5 h}";
        if (dice_.happens(50)) text += ", closed_counts: yes";
        if (dice_.happens(50)) text += ", two: 20 %";
        if (dice_.happens(50)) text += fmt::format(", relay: 30 %, relay_at: [p{}]", places_ / 2);
        return text + "}\n";
    }

    Dice dice_;
    bool together_;
    int places_ = 0;
    bool connected_ = true;  // by roads; otherwise places lie side by side
    double trucks_ = 0;      // a day, at most
    std::vector<Team> teams_;
    std::vector<std::vector<int>> listed_;  // desks of each place
};

inline std::string random_network(std::uint32_t number, bool together = false) {
    return NetworkWriter{number, together}.write();
}

}  // namespace hanhlang
