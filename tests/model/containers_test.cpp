// Containers that change trucks: stocks of empty ones, who waits for them, who takes them home.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Two loads a day leave a for b, an hour away, and come back empty an hour later.
std::string shuttle(const std::string& a, const std::string& b,
                    const std::string& more = "returns: {after: 1 h}",
                    const std::string& at = "[\"06:00\", \"07:00\"]") {
    return small(R"(
places:
  a: {)" + a + R"(}
  b: {)" + b + R"(}
roads: {a to b: {length: 60 km, speed: 60 km/h}}
commodities: {parts: {payload: 12 t, teu: 2}}
demand: {t: {from: a, to: b, carries: parts, at: )" +
                 at + ", " + more + "}}\n");
}

const std::string none_kept;

}  // namespace

TEST_CASE("who finds no empty container waits for one that comes back") {
    // Two TEU for two loads: the second waits until the first is home at 09:00.
    const std::string text = shuttle("containers: {empty: 2}", none_kept);
    const std::vector<std::string> at_once{"driving a to b 60", "driving a to b 60"};
    CHECK(story_of(text, "t/0") == at_once);
    CHECK(story_of(text, "t/1") ==
          std::vector<std::string>{"container a 120", "driving a to b 60", "driving a to b 60"});
    CHECK(metric_of(text, "trip.container_time.max") == Approx(2));
    CHECK(story_of(shuttle("containers: {empty: 4}", none_kept), "t/1") == at_once);
    // From outside, with their trucks, there are any number.
    CHECK(story_of(shuttle(none_kept, none_kept), "t/1") == at_once);
    CHECK_THROWS(metric_of(shuttle(none_kept, none_kept), "trip.container_time.max"));
}

TEST_CASE("a container stays where it is unloaded, and another truck takes it home") {
    // The first leaves its two TEU at b at 07:00, to be had at 10:00: it goes home without at 08:00, and so
    // does the second at 09:00. The third, there at 10:30, goes home at 11:30 with those of the first; the
    // others wait.
    const std::string text = shuttle("containers: {empty: 6}", "containers: {empty: 0, strip: 3 h}",
                                     "returns: {after: 1 h}", "[\"06:00\", \"07:00\", \"09:30\"]");
    const auto day =
        replaced(text, "measure: 2 days, max_overrun: 10 days", "measure: 12 h, max_overrun: 0 h");
    CHECK(metric_of(day, "place.a.teu.total") == 6);
    CHECK(metric_of(day, "place.b.empty_teu.total") == 2);
    // Stock at b: nothing until 10:00, 2 until 11:00, 4 until 11:30, then 2: 2 + 2 + 1 TEU h in 12 h.
    CHECK(metric_of(day, "place.b.empties.mean") == Approx((2 * 1 + 4 * 0.5 + 2 * 0.5) / 12));
    CHECK(metric_of(day, "place.b.empties.max") == 4);
    // With 4 to be kept at b, nobody takes any.
    const std::string kept = replaced(day, "strip: 3 h", "strip: 3 h, keep: 4");
    CHECK(metric_of(kept, "place.b.empty_teu.total") == 0);
    CHECK(metric_of(kept, "place.b.empties.max") == 4);
}

TEST_CASE("who came first is served first, also when fewer would do for the next") {
    // One TEU comes back at 08:00; a truck that wants two stands before one that wants one.
    const std::string text = small(R"(
places: {a: {containers: {empty: 1}}, b: {}}
roads: {a to b: {length: 30 km, speed: 60 km/h}}
commodities: {small: {payload: 12 t, teu: 1}, large: {payload: 20 t, teu: 2}}
demand:
  first: {from: a, to: b, carries: small, at: ["06:00"], returns: {after: 1 h}}
  second: {from: a, to: b, carries: large, at: ["06:30"], returns: {after: 1 h}}
  third: {from: a, to: b, carries: small, at: ["06:45"], returns: {after: 1 h}}
)");
    const std::string day =
        replaced(text, "measure: 2 days, max_overrun: 10 days", "measure: 12 h, max_overrun: 0 h");
    CHECK(metric_of(day, "trip.unfinished.total") == 2);
    const std::string enough = replaced(day, "empty: 1", "empty: 2");
    CHECK(metric_of(enough, "trip.unfinished.total") == 0);
    CHECK(story_of(enough, "third/0").front() ==
          "container a 195");  // the first at 08:00, the second at 10:00
}

TEST_CASE("what cannot be said of containers is refused, and what runs out is warned of") {
    CHECK(has(problems_of(shuttle("containers: {empty: -1, keep: -2}", none_kept)),
              "places.a.containers.empty: found '-1', expected a whole number"));
    CHECK(has(problems_of(replaced(shuttle("containers: {empty: 2}", none_kept), "teu: 2", "teu: 1.5")),
              "commodities.parts.teu: expected whole TEU"));
    const Scenario s = load_text(shuttle("containers: {empty: 2}", none_kept, "loaded: 100 %"));
    const auto warned = [](const Scenario& of) {
        std::string all;
        for (const Problem& one : warnings(of, make_plan(of))) all += to_string(one) + "\n";
        return all;
    };
    CHECK(has(warned(s),
              "places.a.containers: 4 TEU a day more are taken than come: the 2 that are there last "
              "0.5 days"));
    // Who waits for one that never comes says so.
    Story story{parse_truck(s, "t/1")};
    simulate(s, make_plan(s), {}, 1, 0, &story);
    CHECK(has(tell_story(s, {0, 1}, story), "waits for an empty container at a, which is not over"));
    const Scenario more =
        load_text(shuttle(none_kept, "containers: {empty: 2}",
                          "loaded: 50 %, returns: {after: 1 h, loaded: 100 %, carries: parts}"));
    CHECK(has(warned(more), "places.b.containers: 2 TEU a day more are taken than come"));
    // What another stream brings is enough for it, and so is what is there for as long as the run lasts.
    const Scenario enough = load_text(shuttle("containers: {empty: 2}", none_kept,
                                              "loaded: 100 %}, u: {from: b, to: a, direction: westbound, "
                                              "carries: parts, at: [\"09:00\", \"10:00\"]"));
    CHECK_FALSE(has(warned(enough), "places.a.containers"));
    // Too few for one truck, or so many kept at the other end that none comes back.
    CHECK(has(warned(load_text(shuttle("containers: {empty: 1}", none_kept))),
              "places.a.containers: a truck of 't' takes 2 TEU, and 1 are there"));
    CHECK(has(warned(load_text(shuttle("containers: {empty: 4}", "containers: {empty: 0, keep: 4}"))),
              "places.b.containers.keep: 4 TEU more than are there stay"));
    CHECK_FALSE(has(warned(load_text(shuttle("containers: {empty: 4}", "containers: {empty: 0, keep: 3}"))),
                    "containers.keep"));
    CHECK_FALSE(has(warned(load_text(shuttle("containers: {empty: 48}", none_kept, "loaded: 100 %"))),
                    "places.a.containers"));
}
