#include <catch2/catch.hpp>
#include <sstream>

#include "hanhlang/report/files.hpp"
#include "hanhlang/report/log.hpp"
#include "hanhlang/report/text.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

using Settings = std::vector<std::string>;

// The consignment is booked at 04:00 and sets out at 06:00; its office opens at 06:00.
const std::string world = small(R"(
places: {a: {}, gate: {kind: gate, country: VN, desks: [counter]}}
roads: {a to gate: {length: 60 km, speed: 60 km/h}}
staff: {officer: {country: VN, people: 1}, office: {country: VN, people: 1, hours: mon-sun 06:00-18:00}}
papers:
  permit: {office: office, starts: booking, takes: 30 min}
  declaration: {office: office, starts: booking, needs: permit, takes: 90 min}
desks: {counter: {staff: officer, takes: 20 min, needs: declaration}}
consignments: {load: {flow: import, lead: 2 h, trucks: 2}}
commodities: {ore: {payload: 25 t}}
demand: {t: {from: a, to: gate, at: [06:00], carries: ore, consignment: load}}
)");

Story story_in(const Scenario& s, const std::string& truck) {
    Story story{parse_truck(s, truck)};
    simulate(s, make_plan(s), {}, 1, 0, &story);
    return story;
}

}  // namespace

TEST_CASE("the story of any truck of a consignment tells its papers, in order of time") {
    const Scenario s = load_text(world);
    const std::string text = tell_story(s, {0, 1}, story_in(s, "t/1"));
    CHECK(has(text, "2025-09-01 07:00 waits for the paper declaration (office): 1 h 00 min\n"));
    CHECK(has(text,
              "Its papers (consignment t/0)\n"
              "  2025-09-01 04:00 permit is handed in at office\n"
              "  2025-09-01 04:00 permit waits for an officer of office: 2 h 00 min\n"
              "  2025-09-01 06:00 permit is in hand at office: 30 min\n"
              "  2025-09-01 06:30 permit is ready\n"
              "  2025-09-01 06:30 declaration is handed in at office\n"
              "  2025-09-01 06:30 declaration is in hand at office: 1 h 30 min\n"
              "  2025-09-01 08:00 declaration is ready\n\n"));
}

TEST_CASE("what is handed back is put right and handed in again; what nobody handles takes its time") {
    const Scenario s = load_text(world, {"papers.permit.rejected=90 %", "papers.permit.repair=1 h",
                                         "papers.permit.office=none", "papers.permit.clock=elapsed"});
    const std::string text = tell_story(s, {0, 2}, story_in(s, "t/2"));
    CHECK(has(text, "04:00 permit is handed in\n  2025-09-02 04:00 permit takes its time: 30 min\n"));
    CHECK(
        has(text,
            "04:30 permit is handed back\n  2025-09-02 04:30 permit is put right by the trader: 1 h 00 min\n"
            "  2025-09-02 05:30 permit is handed in again\n"));
}

TEST_CASE("a paper that is still in a queue when the run ends is not called ready") {
    const Scenario s = load_text(world, {"papers.declaration.takes=30 days", "papers.permit.takes=1 min"});
    const std::string text = tell_story(s, {0, 0}, story_in(s, "t/0"));
    CHECK(has(text, "permit is ready"));
    CHECK_FALSE(has(text, "declaration is ready"));
}

TEST_CASE("a truck without a consignment has no papers to tell of") {
    const Scenario s =
        load_text(small("places: {a: {}, b: {}}\nroads: {a to b: {length: 60 km, speed: 60 km/h}}\n"
                        "demand: {t: {from: a, to: b, at: [06:00]}}\n"));
    CHECK_FALSE(has(tell_story(s, {0, 0}, story_in(s, "t/0")), "papers"));
}

TEST_CASE("a truck and its twin stand side by side, hour by hour") {
    const Scenario s = load_text(world);
    const Scenario other = load_text(world, {"papers.declaration.takes=45 min", "desks.counter.takes=5 min"});
    CHECK(beside_its_twin(story_in(s, "t/0"), story_in(other, "t/0")) ==
          "  hours of the way out  this  twin  difference\n"
          "  --------------------------------------------\n"
          "  driving               1.00  1.00        0.00\n"
          "  service               0.33  0.08        0.25\n"
          "  papers                1.00  0.25        0.75\n"
          "  whole                 2.33  1.33        1.00\n\n");
    const Scenario late = load_text(world, {"consignments.load.needs=permit"});
    CHECK(
        has(beside_its_twin(story_in(s, "t/0"), story_in(late, "t/0")), "the twin sets out 30 min later\n"));
}

TEST_CASE("the event log has a row for each stretch of a paper, under the first truck of its consignment") {
    const Scenario s = load_text(world);
    std::ostringstream events;
    Log log{s, &events, nullptr};
    simulate(s, make_plan(s), {}, 1, 0, &log);
    CHECK(has(events.str(),
              "t/0,papers permit waits,2025-09-01 04:00:00.000,2025-09-01 06:00:00.000,office\n"));
    CHECK(has(events.str(),
              "t/0,papers permit works,2025-09-01 06:00:00.000,2025-09-01 06:30:00.000,office\n"));
    CHECK_FALSE(has(events.str(), "t/1,papers permit "));
}

TEST_CASE("where an effect comes from, for people and for programs") {
    const Scenario s = load_text(world);
    const Scenario other = load_text(world, {"papers.declaration.takes=45 min"});
    const Outcome base = outcome_of(s, split_metrics(s), 2);
    const Outcome half = outcome_of(other, split_metrics(other), 2);
    Split split;
    split.assumed = assumed_effects(s, other);
    split.effects = split_effects(base, base, half, half, split_metrics(base.scenario), 0.95);
    const std::string text = describe_split(split);
    CHECK(has(text, "assumed shorter work"));
    CHECK(has(text, "100.0 … 100.0 %"));
    CHECK(has(text, "assumed, work: papers.declaration.takes: mean 90.0 min -> 45.0 min\n"));
    const std::string json = to_json(base, {{&half, nullptr, &split}}, 0.95);
    CHECK(has(json, "\"assumed_shorter_work\""));
    CHECK(has(json, "\"change\": \"mean 90.0 min -> 45.0 min\""));
    CHECK(has(describe_split({{}, {}, {}, "because"}), "because"));
}
