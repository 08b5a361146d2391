// Driving time limits, by hand.
#include <catch2/catch.hpp>

#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

std::string corridor(const std::string& drivers, double km = 600) {
    return small(fmt::format(R"(
places: {{a: {{}}, gate: {{desks: [counter]}}, b: {{}}}}
roads: {{a to gate: {{length: 180 km, speed: 60 km/h}}, gate to b: {{length: {} km, speed: 60 km/h}}}}
staff: {{officer: {{people: 1, hours: mon-sun 07:00-19:00}}}}
desks: {{counter: {{staff: officer, takes: 10 min}}}}
demand: {{t: {{from: a, to: b, at: 18:00}}}}
drivers: {}
)",
                             km - 180, drivers));
}

}  // namespace

TEST_CASE("without limits nobody rests") {
    CHECK(story_of(corridor("{}"), "t/0") == Lines{"driving a to gate 180", "closed counter 600",
                                                   "service counter 10", "driving gate to b 420"});
}

TEST_CASE("after four hours at the wheel comes a break") {
    CHECK(story_of(corridor("{stretch: {drive: 4 h, rest: 15 min}}"), "t/0") ==
          Lines{"driving a to gate 180", "closed counter 600", "service counter 10", "driving gate to b 60",
                "resting gate to b 15", "driving gate to b 240", "resting gate to b 15",
                "driving gate to b 120"});
}

TEST_CASE("a long closed wait counts as rest where the scenario says so") {
    CHECK(story_of(corridor("{stretch: {drive: 4 h, rest: 15 min}, closed_counts: yes}"), "t/0") ==
          Lines{"driving a to gate 180", "closed counter 600", "service counter 10", "driving gate to b 240",
                "resting gate to b 15", "driving gate to b 180"});
}

TEST_CASE("after the day's driving comes the night's rest") {
    const Lines lines = story_of(corridor("{day: {drive: 8 h, rest: 9 h}}"), "t/0");
    CHECK(lines == Lines{"driving a to gate 180", "closed counter 600", "service counter 10",
                         "driving gate to b 300", "resting gate to b 540", "driving gate to b 120"});
    // Ten closed hours are more than the nine of a night: seven hours are left, and eight allowed.
    CHECK(story_of(corridor("{day: {drive: 8 h, rest: 9 h}, closed_counts: yes}"), "t/0").back() ==
          "driving gate to b 420");
    // But not when a night must be longer than they were.
    CHECK(story_of(corridor("{day: {drive: 8 h, rest: 11 h}, closed_counts: yes}"), "t/0").size() == 6);
}

TEST_CASE("a trip that ends exactly at the limit needs no rest") {
    CHECK(story_of(corridor("{day: {drive: 10 h, rest: 9 h}}"), "t/0").back() == "driving gate to b 420");
}

TEST_CASE("two drivers take turns: no breaks, and two days' worth of driving") {
    CHECK(
        story_of(corridor("{stretch: {drive: 4 h, rest: 15 min}, day: {drive: 5 h, rest: 9 h}, two: 100 %}"),
                 "t/0") ==
        Lines{"driving a to gate 180", "closed counter 600", "service counter 10", "driving gate to b 420"});
}

TEST_CASE("a driver who takes over at the border is fresh") {
    CHECK(
        story_of(corridor("{day: {drive: 8 h, rest: 9 h}, relay: 100 %, relay_at: gate}"), "t/0") ==
        Lines{"driving a to gate 180", "closed counter 600", "service counter 10", "driving gate to b 420"});
}

TEST_CASE("who has driven nothing but rests anyway loses no time twice") {
    // 23 h of driving, 10 h a day: two nights and no more.
    const std::string world = corridor("{day: {drive: 10 h, rest: 8 h}}", 1380);
    CHECK(metric_of(world, "trip.resting_time.mean") == Approx(16.0));
    CHECK(metric_of(world, "trip.driving_time.mean") == Approx(23.0));
}

TEST_CASE("the same faster border can save a night, or be lost waiting for the same opening hour") {
    const auto transit = [](const std::string& departs, const std::string& takes) {
        return metric_of(small(fmt::format(R"(
places: {{a: {{}}, first: {{desks: [long_one]}}, gate: {{desks: [counter]}}, b: {{}}}}
roads: {{a to first: {{length: 60 km, speed: 60 km/h}}, first to gate: {{length: 60 km, speed: 60 km/h}}, gate to b: {{length: 60 km, speed: 60 km/h}}}}
staff: {{clerk: {{people: 9}}, officer: {{people: 1, hours: mon-sun 07:00-19:00}}}}
desks: {{long_one: {{staff: clerk, takes: {}}}, counter: {{staff: officer, takes: 10 min}}}}
demand: {{t: {{from: a, to: b, at: "{}"}}}}
)",
                                           takes, departs)),
                         "trip.transit_time.mean");
    };
    // An hour becomes half an hour. At 16:15 it saves the night: 12.25 h for half an hour of work.
    CHECK(transit("16:15", "60 min") - transit("16:15", "30 min") == Approx(12.25));
    // At 18:00 both wait for the same morning: nothing is saved.
    CHECK(transit("18:00", "60 min") - transit("18:00", "30 min") == Approx(0.0).margin(1e-9));
}

TEST_CASE("short closed waits do not add up to a night") {
    // Closed four hours at a time: 12 h in all, and no eight of them together.
    const std::string world = small(R"(
places: {a: {}, gate: {desks: [one]}, b: {}}
roads: {a to gate: {length: 480 km, speed: 60 km/h}, gate to b: {length: 300 km, speed: 60 km/h}}
staff: {s: {people: 1, hours: mon-sun 00:00-02:00 06:00-08:00 12:00-14:00 18:00-20:00, closing: suspend}}
desks: {one: {staff: s, takes: 5 h}}
demand: {t: {from: a, to: b, at: 00:00}}
drivers: {day: {drive: 10 h, rest: 8 h}, closed_counts: yes}
)");
    CHECK(metric_of(world, "trip.resting_time.mean") == Approx(8.0));
    CHECK(metric_of(world, "trip.closed_time.mean") == Approx(12.0));
}
