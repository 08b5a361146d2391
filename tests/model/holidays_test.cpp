// What a holiday does to single trucks, and what is said of one that does nothing.
#include <catch2/catch.hpp>

#include "hanhlang/report/text.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// A truck sets out each day at 18:00 and is at the gate at 20:00, half an hour after it closes; the days off
/// of Tết 2026 begin on 14 February.
std::string eve_of_tet(const std::string& closed, const std::string& team = "always") {
    return small("calendars: {gate_vn: \"mon-sun 07:00-19:30" + closed + "\", team: \"" + team + R"("}
places: {a: {}, gate: {kind: gate, hours: gate_vn, desks: [counter]}, b: {}}
roads: {a to gate: {length: 90 km, speed: 45 km/h}, gate to b: {length: 30 km, speed: 60 km/h}}
staff: {officer: {people: 1, hours: team}}
desks: {counter: {staff: officer, takes: 10 min}}
demand: {east: {from: a, to: b, at: "18:00"}}
)",
                 "{from: 2026-02-13, warm_up: 0 days, measure: 1 day, max_overrun: 12 days}");
}

std::vector<std::string> warnings_of(const std::string& text) {
    const Scenario s = load_text(text);
    std::vector<std::string> all;
    for (const Problem& problem : warnings(s, make_plan(s))) all.push_back(to_string(problem));
    return all;
}

}  // namespace

TEST_CASE("who reaches the gate on the eve of Tết waits until it is over") {
    // From 20:00 on the 13th to 07:00 on the 23rd.
    CHECK(story_of(eve_of_tet("; closed tet"), "east/0") ==
          Lines{"driving a to gate 120", "closed gate 13620", "service counter 10", "driving gate to b 30"});
    CHECK(story_of(eve_of_tet("; closed holidays_vn"), "east/0")[1] == "closed gate 13620");
    // The same truck where the gate knows no holiday, or only the other side's.
    CHECK(story_of(eve_of_tet(""), "east/0")[1] == "closed gate 660");
    CHECK(story_of(eve_of_tet("; closed holidays_la"), "east/0")[1] == "closed gate 660");
}

TEST_CASE("each side has its own holidays: the gate opens in the morning, the officers come back after Tết") {
    CHECK(story_of(eve_of_tet("", "mon-sun 08:00-17:00; closed tet"), "east/0") ==
          Lines{"driving a to gate 120", "closed gate 660", "closed counter 13020", "service counter 10",
                "driving gate to b 30"});
}

TEST_CASE(
    "who comes before closing on the eve goes through, and those of the holidays queue when it is over") {
    const std::string early = [] {
        std::string text = eve_of_tet("; closed tet");
        text.replace(text.find("measure: 1 day"), 14, "measure: 4 days");
        return text.replace(text.find("18:00"), 5, "17:00");
    }();
    CHECK(story_of(early, "east/0") ==
          Lines{"driving a to gate 120", "service counter 10", "driving gate to b 30"});
    // The second truck is the first of nine that wait for the morning of the 23rd.
    CHECK(story_of(early, "east/1")[1] == "closed gate 12240");
    CHECK(story_of(early, "east/3")[2] == "queue counter 20");
}

TEST_CASE("a holiday that lies outside the run is warned of, one that touches it is not") {
    CHECK(warnings_of(eve_of_tet("; closed tet")).empty());
    CHECK(warnings_of(eve_of_tet("; closed 2026-02-25")).empty());  // in the overrun
    const auto found = warnings_of(eve_of_tet("; closed 2023-09-02 tet pi_mai"));
    REQUIRE(found.size() == 1);
    CHECK(found[0] ==
          "text:3:22: calendars.gate_vn: closed 2023-09-02, pi_mai lie outside the run, which is from "
          "2026-02-13 00:00 to 2026-02-26 00:00");
    CHECK(warnings_of(eve_of_tet("; closed 2026-02-26")).size() == 1);
    CHECK(warnings_of(eve_of_tet("; closed 2026-02-12")).size() == 1);
}

TEST_CASE("what would run is said with the days off that lie in it") {
    const Scenario s = load_text(eve_of_tet("; closed tet, 2026-02-25 2026-03-25"));
    const std::string text = describe_scenario(s, make_plan(s));
    CHECK(text.find("calendars.gate_vn closed: tet 2026-02-14..2026-02-22\n") != std::string::npos);
    CHECK(text.find("calendars.gate_vn closed: 2026-02-25\n") != std::string::npos);
    CHECK(text.find("2026-03-25") == std::string::npos);
    const Scenario open = load_text(eve_of_tet(""));
    CHECK(describe_scenario(open, make_plan(open)).find("closed") == std::string::npos);
}
