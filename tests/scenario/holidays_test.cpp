// Holidays in a scenario: names after 'closed', those of its own, and every way to get them wrong.
#include <catch2/catch.hpp>

#include "support/problems.hpp"

using namespace hanhlang;

namespace {

const std::string rest = R"(places: {gate: {hours: by_day, desks: [counter]}}
staff: {officer: {people: 2, hours: by_day}}
desks: {counter: {staff: officer, takes: 6 min}}
demand: {t: {route: [gate], trucks: 90 per day}}
)";

/// A gate whose calendar is closed so, in a run of four weeks with a week before and two after it.
std::string world(const std::string& closed, const std::string& from = "2026-02-01",
                  const std::string& more = "") {
    return "source: guess\nruns: {from: " + from + "}\ncalendars:\n  by_day: mon-sun 07:00-19:30; closed " +
           closed + "\n" + more + rest;
}

Time at(const char* text) {
    return *parse_time(text);
}

}  // namespace

TEST_CASE("a gate and its team are closed on the days a name stands for") {
    const Scenario s = load_text(world("tet, pi_mai"));
    CHECK(s.places[0].hours.next_open(at("2026-02-14 08:00")) == at("2026-02-23 07:00"));
    CHECK(s.staff[0].hours == s.places[0].hours);
    REQUIRE(s.closures.size() == 1);  // said once, used twice
    CHECK(s.closures[0].path == "calendars.by_day");
    CHECK(s.closures[0].mark.line == 4);
    CHECK(s.closures[0].closed.size() == 2);
}

TEST_CASE("a scenario has holidays of its own, by date, by range and by list") {
    const std::string own =
        "holidays:\n  market_day: 2026-02-05..2026-02-06, 2026-02-10\n  bun: [2026-02-12]\n";
    const Scenario s = load_text(world("market_day bun", "2026-02-01", own));
    const Calendar& gate = s.places[0].hours;
    CHECK(gate.next_open(at("2026-02-05 08:00")) == at("2026-02-07 07:00"));
    CHECK(gate.next_open(at("2026-02-10 08:00")) == at("2026-02-11 07:00"));
    CHECK(gate.next_open(at("2026-02-12 08:00")) == at("2026-02-13 07:00"));
    CHECK(gate.is_open(at("2026-02-17 08:00")));
    CHECK(s.provenance.total() == 3);  // dates need no source
}

TEST_CASE("a holiday of one's own replaces the one that is built in, and overlays merge by name") {
    const std::string text =
        world("tet", "2026-02-01", "holidays: {tet: 2026-02-16..2026-02-20, fair: 2026-02-03}\n");
    const Calendar gate = load_text(text).places[0].hours;
    CHECK(gate.is_open(at("2026-02-15 08:00")));
    CHECK(gate.next_open(at("2026-02-16 08:00")) == at("2026-02-21 07:00"));
    const Calendar changed = load_text(text, {"holidays.tet=2026-02-17"}).places[0].hours;
    CHECK(changed.next_open(at("2026-02-17 08:00")) == at("2026-02-18 07:00"));
    const Calendar built_in = load_text(text, {"holidays.tet=none"}).places[0].hours;
    CHECK(built_in == load_text(world("tet")).places[0].hours);
    const Calendar added = load_text(world("tet"), {"holidays.tet=2026-02-17"}).places[0].hours;
    CHECK(added == changed);
}

TEST_CASE("what is said of holidays is part of the scenario and reads back") {
    const Scenario s =
        load_text(world("market_day tet", "2026-02-01", "holidays: {market_day: 2026-02-05}\n"));
    const Scenario again = load_text(s.resolved);
    CHECK(again.hash == s.hash);
    CHECK(again.places[0].hours == s.places[0].hours);
    CHECK(load_text(world("market_day tet", "2026-02-01", "holidays: {market_day: 2026-02-06}\n")).hash !=
          s.hash);
}

TEST_CASE("an unknown holiday is said with its place and the name that was meant") {
    const std::string said = problems_of(world("tet pi_may"));
    CHECK(has(said, "text:4:11: calendars.by_day: found 'pi_may' after 'closed'"));
    CHECK(has(said, "(did you mean 'pi_mai'?)"));
    const std::string own =
        problems_of(world("market_dy", "2026-02-01", "holidays: {market_day: 2026-02-05}\n"));
    CHECK(has(own, "(did you mean 'market_day'?)"));
    std::string in_place = world("tet");
    in_place.replace(in_place.rfind("by_day"), 6, "always; closed tett");
    CHECK(has(problems_of(in_place), "text:6:37: staff.officer.hours: found 'tett'"));
}

TEST_CASE("a run outside the years of the table is refused, with the year") {
    CHECK(has(problems_of(world("tet", "2031-02-01")),
              "text:4:11: calendars.by_day: tet has no dates for 2031, only for 2024 to 2030"));
    CHECK(
        has(problems_of(world("holidays_vn 2031-03-01", "2031-02-01")), "holidays_vn has no dates for 2031"));
    CHECK(has(problems_of(world("pi_mai", "2023-12-01")), "pi_mai has no dates for 2023"));
    CHECK(has(problems_of(world("tet", "2030-12-01")), "no dates for 2031"));  // followed into January
    CHECK(problems_of(world("tet", "2030-11-01")) == "none");
    CHECK(problems_of(world("2031-02-03", "2031-02-01")) == "none");
    CHECK(problems_of(world("tet", "2031-02-01", "holidays: {tet: 2031-01-22..2031-01-26}\n")) == "none");
    // A calendar that nobody uses closes nothing.
    CHECK(problems_of(world("2031-02-03", "2031-02-01", "  other: always; closed tet\n")) == "none");
    // When the run itself cannot be read, nothing is made of it.
    CHECK_FALSE(has(problems_of(world("tet", "soon")), "no dates for"));
}

TEST_CASE("dates of one's own are read strictly") {
    const auto of = [](const std::string& line) {
        return problems_of(world("tet", "2026-02-01", "holidays:\n  " + line + "\n"));
    };
    CHECK(has(of("fair: soon"), "text:6:9: holidays.fair: 'soon' is not a date"));
    CHECK(has(of("fair: 2026-02-30"), "is not a date"));
    CHECK(has(of("fair: 2026-02-05T07:30"), "is not a date"));
    CHECK(has(of("fair: []"), "holidays.fair: found no dates"));
    CHECK(has(of("fair: {from: 2026-02-05}"), "holidays.fair: found a map, expected a list"));
    CHECK(has(of("fair day: 2026-02-05"), "expected a name without spaces"));
    CHECK(has(of("2026-02-05: 2026-02-05"), "that begins with a letter"));
    CHECK(of("fair: none") == "none");
    CHECK(of("fair: 2026-02-05") == "none");
}

TEST_CASE("a comma that splits hours in braces is named") {
    std::string text = world("tet");
    text.replace(text.rfind("by_day}"), 7, "always; closed tet, pi_mai}");
    CHECK(has(problems_of(text), "found 'pi_mai', the rest of hours split at their comma: quote them"));
    text = world("tet");
    text.replace(text.find("\n  by_day: mon-sun 07:00-19:30; closed tet"), 42,
                 " {by_day: always; closed tet, pi_mai}");
    CHECK(has(problems_of(text), "calendars.pi_mai: found the rest of a calendar split at its comma"));
}

TEST_CASE("the schema knows holidays") {
    CHECK(has(scenario_schema(), "\"holidays\""));
}
