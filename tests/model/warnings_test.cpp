// What runs but is probably not meant, and the same world without it, of which nothing is said.
#include <catch2/catch.hpp>

#include "hanhlang/model/plan.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// The paths of what is warned of.
Lines warned(const std::string& text) {
    const Scenario scenario = load_text(text);
    Lines paths;
    for (const Problem& one : warnings(scenario, make_plan(scenario))) paths.push_back(one.path);
    return paths;
}

std::string month(const std::string& body, const std::string& warm_up = "0 days") {
    return small(body,
                 "{from: 2025-09-01, warm_up: " + warm_up + ", measure: 28 days, max_overrun: 10 days}");
}

/// Declarations that gather in a yard of a gate.
std::string yard(const std::string& slots, const std::string& kind, const std::string& more = "") {
    return month(fmt::format(R"(
places: {{gate: {{kind: gate, country: VN, yard: {{slots: {}{}}}, desks: [release]}}}}
staff: {{officer: {{people: 9, country: VN}}}}
desks: {{release: {{staff: officer, takes: 1 min, releases: yes}}}}
consignments: {{goods: {{flow: import, {}}}}}
demand: {{t: {{route: [gate], trucks: 20 per day, consignment: goods}}}}
)",
                             slots, more, kind));
}

/// One officer by day, asked for twelve hours a day, of whom some may be paid for at night.
std::string nights(const std::string& staff) {
    return month(fmt::format(R"(
places: {{gate: {{desks: [counter]}}}}
staff: {{officer: {{people: 1, hours: mon-sun 08:00-16:00{}}}}}
desks: {{counter: {{staff: officer, takes: 30 min}}}}
demand: {{t: {{route: [gate], trucks: 24 per day}}}}
)",
                             staff));
}

}  // namespace

TEST_CASE("a warm-up that is shorter than the time from a booking to the last truck is warned of") {
    const auto lead = [](const std::string& warm_up, const std::string& kind) {
        return warned(month(R"(
places: {gate: {kind: gate, desks: [counter]}}
staff: {officer: {people: 9}}
desks: {counter: {staff: officer, takes: 1 min}}
consignments: {goods: {flow: import, )" +
                                kind + R"(}}
demand: {t: {route: [gate], trucks: 20 per day, consignment: goods}}
)",
                            warm_up));
    };
    CHECK(lead("3 days", "lead: 2 days, trucks: 3, spread: 1 day").empty());
    CHECK(lead("71 h", "lead: 2 days, trucks: 3, spread: 1 day") == Lines{"consignments.goods"});
    CHECK(lead("3 days", "lead: exponential(mean 12 h)").empty());  // one in a hundred: 55 h
    CHECK(lead("2 days", "lead: exponential(mean 12 h)") == Lines{"consignments.goods"});
    CHECK(lead("0 days", "trucks: 3").empty());
}

TEST_CASE("two declarations that can fill a yard while each waits for its last truck are warned of") {
    CHECK(warned(yard("10", "trucks: 6, release: whole")) == Lines{"places.gate.yard"});
    CHECK(warned(yard("11", "trucks: 6, release: whole")).empty());
    CHECK(warned(yard("10", "trucks: 6, release: per truck")).empty());
    CHECK(warned(yard("10", "trucks: 6, release: whole", ", when_full: turn away")).empty());
}

TEST_CASE("who works after hours counts for those that pay") {
    const auto load = [](const std::string& staff) {
        const Scenario scenario = load_text(nights(staff));
        return offered_load(scenario, make_plan(scenario), 0);
    };
    CHECK(load("") == Approx(12.0 / 8));
    CHECK(load(", after_hours: {hours: always, share: 100 %}") == Approx(12.0 / 24));
    CHECK(load(", after_hours: {hours: mon-sun 12:00-20:00, share: 100 %}") == Approx(12.0 / 12));
    CHECK(load(", after_hours: {hours: always, people: 2, share: 20 %}") == Approx(0.8 * 12 / 8));
    CHECK(warned(nights("")) == Lines{"staff.officer"});
    CHECK(warned(nights(", after_hours: {hours: always, share: 60 %}")).empty());
    CHECK(warned(nights(", after_hours: {hours: always, share: 20 %}")) == Lines{"staff.officer"});
}

TEST_CASE("a gate to which more trucks come than it has slots is warned of") {
    const auto slots = [](const std::string& appointments) {
        return warned(month("places: {gate: {appointments: {" + appointments + "}, desks: [counter]}}\n" +
                            R"(desks: {counter: {bays: 9, takes: 1 min}}
demand: {t: {route: [gate], trucks: 96 per day}}
)"));
    };
    const Lines too_few{"places.gate.appointments"};
    CHECK(slots("slots: 4.1 per hour").empty());
    CHECK(slots("slots: 4 per hour") == too_few);
    CHECK(slots("slots: 8 per hour, hours: mon-sun 08:00-20:00") == too_few);
    CHECK(slots("slots: 5 per hour, no_show: 25 %") == too_few);
    CHECK(slots("slots: 5 per hour, no_show: 25 %, share: 50 %").empty());
    CHECK(slots("slots: 5 per hour, placeholder: 25 %") == too_few);
    CHECK(slots("slots: 1 per hour, direction: westbound").empty());
}

TEST_CASE(
    "a group of traders of whom nothing is said, and a paper whose country has no gate, are warned of") {
    const auto traders = [](const std::string& on_platform, const std::string& country = "VN") {
        return warned(month(R"(
places: {gate: {kind: gate, country: VN, desks: [counter]}}
staff: {officer: {people: 9, country: )" +
                            country + R"(}}
desks: {counter: {staff: officer, takes: 1 min, needs: [entry]}}
papers: {entry: {office: officer, starts: arrival, takes: 5 min, digital: {starts: booking}}}
traders: {large: {share: 40 %}, small: {share: 60 %}}
digital: {traders: )" + on_platform +
                            R"(, offices: yes}
consignments: {goods: {flow: import}}
demand: {t: {route: [gate], trucks: 20 per day, consignment: goods}}
)"));
    };
    CHECK(traders("80 %").empty());
    CHECK(traders("{large: 90 %, small: 30 %}").empty());
    CHECK(traders("{large: 90 %}") == Lines{"digital.traders"});
    CHECK(traders("80 %", "LA") == Lines{"papers.entry"});
}

TEST_CASE("a centre that nobody can make use of, and rates of another time, are warned of") {
    const auto said = [](const std::string& more) {
        const Scenario s =
            load_text(small("places: {a: {}, b: {}}\nroads: {a to b: {length: 9 km, speed: 9 km/h}}\n"
                            "demand: {t: {from: a, to: b, trucks: 9 per day}}\n" +
                            more));
        std::string all;
        for (const Problem& one : warnings(s, make_plan(s))) all += to_string(one) + "\n";
        return all;
    };
    CHECK(has(said("coordination: {informs: 50 %}"), "coordination: changes nothing"));
    CHECK(said("coordination: {informs: 50 %, holds_above: 2 h}").empty());
    CHECK(has(said("costs: {on: 1825-09-01, rates: {VND: 26300 per USD}}"),
              "costs.on: the rates are of 1825-09-01 00:00, 200 years from the run"));
    CHECK(said("costs: {on: 2025-09-01, rates: {VND: 26300 per USD}}").empty());
}

TEST_CASE("fleets that are too small, roads that are full and ways without a place to rest are warned of") {
    const auto said = [](const std::string& more, const std::string& road = "") {
        const Scenario s = load_text(
            small("places: {a: {}, m: {}, b: {}}\nroads: {a to m: {length: 300 km, speed: 60 km/h" + road +
                  "}, m to b: {length: 300 km, speed: 60 km/h}}\ndemand: {t: {from: a, to: b, trucks: 2 per "
                  "day, fleet: f, "
                  "returns: {after: 4 h}}}\n" +
                  more));
        std::string all;
        for (const Problem& one : warnings(s, make_plan(s))) all += to_string(one) + "\n";
        return all;
    };
    // Away for 24 hours, twice a day.
    CHECK(has(said("fleets: {f: {home: a, size: 2}}"), "fleets.f: is asked for 100 % of its 2 trucks"));
    CHECK(said("fleets: {f: {home: a, size: 3}}").empty());
    const std::string many = "fleets: {f: {home: a, size: 99}}\n";
    CHECK(has(said(many + "drivers: {day: {drive: 9 h, rest: 8 h}, rest_at: [b]}"),
              "demand.t: its drivers find no place of 'drivers.rest_at' for 10 h"));
    CHECK(said(many + "drivers: {day: {drive: 9 h, rest: 8 h}, rest_at: [m]}").empty());
    const std::string full =
        ", congestion: {capacity: 10 vehicles per hour, background: 30 vehicles per hour}";
    CHECK(has(said(many, full), "other traffic alone is 3 times what it can bear"));
    CHECK(said(many, replaced(full, "30 veh", "19 veh")).empty());
}
