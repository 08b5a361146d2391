// Desks at which officers of several teams serve: who serves, what is waited for, what is asked of whom.
#include <catch2/catch.hpp>

#include "hanhlang/model/plan.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Juniors and seniors clear; only seniors examine.
std::string two_teams(const std::string& demand, const std::string& junior = "people: 1",
                      const std::string& senior = "people: 1", const std::string& runs = "") {
    return small(fmt::format(R"(
places: {{gate: {{desks: [clear]}}, shed: {{desks: [examine]}}}}
staff: {{junior: {{{}}}, senior: {{{}}}}}
desks:
  clear: {{staff: [junior, senior], takes: 20 min}}
  examine: {{staff: senior, takes: 60 min}}
demand: {{{}}}
)",
                             junior, senior, demand),
                 runs);
}

/// "queue clear 20, service clear 20 junior"
Lines served(const std::string& text, const std::string& truck) {
    const Scenario scenario = load_text(text);
    Story story{parse_truck(scenario, truck)};
    simulate(scenario, make_plan(scenario), {}, 1, 0, &story);
    Lines lines;
    for (const Activity& a : story.activities) {
        lines.push_back(fmt::format("{} {:g}{}", to_string(a.cause), to_minutes(a.to - a.from),
                                    a.cause == Cause::service ? " " + a.resource : ""));
    }
    return lines;
}

}  // namespace

TEST_CASE("an officer of whichever team has one first serves, of the first named when several have") {
    const std::string rush = two_teams("t: {route: [gate], at: [08:00, 08:01, 08:02, 08:03]}");
    CHECK(served(rush, "t/0") == Lines{"service 20 junior"});
    CHECK(served(rush, "t/1") == Lines{"service 20 senior"});
    CHECK(served(rush, "t/2") == Lines{"queue 18", "service 20 junior"});
    CHECK(served(rush, "t/3") == Lines{"queue 18", "service 20 senior"});
    // The senior examines: the junior clears on.
    const std::string busy =
        two_teams("e: {route: [shed], at: 08:00}, t: {route: [gate], at: [08:00, 08:01, 08:02, 08:03]}");
    CHECK(served(busy, "t/1") == Lines{"queue 19", "service 20 junior"});
    CHECK(served(busy, "t/2") == Lines{"queue 38", "service 20 junior"});
    CHECK(served(busy, "t/3") == Lines{"queue 57", "service 20 senior"});  // who examines is free first
    CHECK(metric_of(busy, "staff.senior.busy.mean") == Approx(80.0 / 1440));
}

TEST_CASE("two trucks that wait get an officer each when both teams have one in the same millisecond") {
    const std::string text = two_teams("t: {route: [gate], at: 08:00, batch: 4}");
    CHECK(served(text, "t/2") == Lines{"queue 20", "service 20 junior"});
    CHECK(served(text, "t/3") == Lines{"queue 20", "service 20 senior"});
}

TEST_CASE("a desk of several teams is closed only while all of them are") {
    const std::string text =
        two_teams("t: {route: [gate], at: [11:50, 11:51, 12:30]}", "people: 1, hours: mon-sun 07:00-12:00",
                  "people: 1, hours: mon-sun 13:00-17:00");
    CHECK(served(text, "t/0") == Lines{"service 20 junior"});
    CHECK(served(text, "t/1") == Lines{"queue 9", "closed 60", "service 20 senior"});
    CHECK(served(text, "t/2") == Lines{"closed 30", "queue 20", "service 20 senior"});
}

TEST_CASE("who gives up stands in no queue any more") {
    const std::string text = two_teams(
        "e: {route: [gate], at: 08:00, batch: 2}, t: {route: [gate], at: 08:01, patience: 5 min}, "
        "u: {route: [gate], at: 08:02, batch: 2}");
    CHECK(served(text, "t/0") == Lines{"queue 5"});
    CHECK(metric_of(text, "trip.given_up.total") == 2);  // one a day
    CHECK(served(text, "u/0") == Lines{"queue 18", "service 20 junior"});
    CHECK(served(text, "u/1") == Lines{"queue 18", "service 20 senior"});
}

TEST_CASE("two teams of one at one desk are one team of two, to the millisecond") {
    const auto wait = [](const std::string& staff, const std::string& by) {
        return metric_of(small(fmt::format(R"(
places: {{gate: {{desks: [clear]}}}}
staff: {{{}}}
desks: {{clear: {{staff: {}, takes: exponential(mean 20 min)}}}}
demand: {{t: {{route: [gate], trucks: 4.5 per hour}}}}
)",
                                           staff, by),
                               "{from: 2025-09-01, warm_up: 0 days, measure: 90 days, max_overrun: 10 days}"),
                         "desk.clear.wait.mean");
    };
    const double together = wait("a: {people: 1}, b: {people: 1}", "[a, b]");
    CHECK(together == wait("a: {people: 2}", "a"));
    CHECK(together <
          wait("a: {people: 1, breakdowns: {every: exponential(mean 9 h), repair: 1 h}}, b: {people: 1}",
               "[a, b]"));
}

TEST_CASE("of teams that serve together, what is asked is asked of all") {
    // 60 clearings of 20 min and 10 examinations of 60 min a day: 30 of 48 h. The junior alone could not
    // clear.
    const std::string text =
        two_teams("t: {route: [gate], trucks: 60 per day}, e: {route: [shed], trucks: 10 per day}");
    const Scenario scenario = load_text(text);
    const Plan plan = make_plan(scenario);
    CHECK(offered_load(scenario, plan, 0) == Approx(30.0 / 48));
    CHECK(offered_load(scenario, plan, 1) == Approx(30.0 / 48));
    CHECK(warnings(scenario, plan).empty());
    const Scenario more = load_text(
        two_teams("t: {route: [gate], trucks: 60 per day}, e: {route: [shed], trucks: 30 per day}"));
    CHECK(warnings(more, make_plan(more)).size() == 2);
}

TEST_CASE("a team cannot serve twice at one desk") {
    const std::string text =
        replaced(two_teams("t: {route: [gate], at: 08:00}"), "[junior, senior]", "[junior, junior]");
    CHECK(has(problems_of(text), "desks.clear.staff: names 'junior' twice"));
}
