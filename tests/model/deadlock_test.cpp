// Trucks that block each other for ever are found, and those that only wait long are not.
#include <catch2/catch.hpp>

#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

const std::string face_to_face = R"(
places:
  a: {yard: {slots: 1, shared: SHARED}, desks: [at_a]}
  b: {yard: {slots: 1, shared: SHARED}, desks: [at_b]}
staff: {officers: {people: 4}}
desks: {at_a: {staff: officers, takes: 30 min}, at_b: {staff: officers, takes: 30 min}}
demand:
  out: {route: [a, b], at: "06:00"}
  home: {route: [b, a], at: "06:00", direction: westbound}
)";

}  // namespace

TEST_CASE("two shared yards that face each other can block for ever, and the circle is told") {
    CHECK(deadlock_of(small(replaced(face_to_face, "SHARED", "yes"))) ==
          "out/0 waits for the yard of b, kept by home/0, which waits for the yard of a, kept by out/0");
}

TEST_CASE("the same yards with slots for each direction do not block") {
    CHECK(deadlock_of(small(replaced(face_to_face, "SHARED", "no"))).empty());
}

TEST_CASE("who loses patience opens the circle") {
    std::string world = replaced(face_to_face, "SHARED", "yes");
    world = replaced(world, R"([a, b], at: "06:00")", R"([a, b], patience: 2 h, at: "06:00" )");
    CHECK(deadlock_of(small(world)).empty());
}

TEST_CASE("a long queue before a team that is closed when the run ends is no deadlock") {
    CHECK(deadlock_of(small(R"(
places: {first: {desks: [first]}, second: {yard: {slots: 1}, desks: [second]}}
staff: {a: {people: 1}, b: {people: 1, hours: mon 08:00-09:00}}
desks: {first: {staff: a, takes: 30 min}, second: {staff: b, takes: 50 min}}
demand: {t: {route: [first, second], trucks: 60 per day}}
)",
                            "{from: 2025-09-01, warm_up: 0 days, measure: 2 days, max_overrun: 0 days}"))
              .empty());
}

const std::string over_a_road = R"(
places:
  a: {yard: {slots: 1, shared: yes}, desks: [at_a]}
  b: {yard: {slots: 1, shared: yes}, desks: [at_b]}
roads: {a to b: {length: 10 km, speed: 20 km/h, holds: 1 trucks}}
staff: {officers: {people: 4}}
desks: {at_a: {staff: officers, takes: 60 min}, at_b: {staff: officers, takes: 60 min}}
demand:
  out: {route: [a, b], every: 10 minPATIENCE}
  home: {route: [b, a], every: 10 min, direction: westboundPATIENCE}
)";

TEST_CASE("a circle over a road that is full and a desk that is kept is told whole") {
    const std::string said = deadlock_of(small(replaced(over_a_road, "PATIENCE", "")));
    CHECK(said.find("the yard of a") != std::string::npos);
    CHECK(said.find("the yard of b") != std::string::npos);
    CHECK(said.find("the road a to b") != std::string::npos);
}

TEST_CASE("patience that outlasts the run opens no circle") {
    CHECK_FALSE(deadlock_of(small(replaced(over_a_road, "PATIENCE", ", patience: 20 days"))).empty());
}

TEST_CASE("a study says in how many replications trucks block each other") {
    const Outcome outcome =
        outcome_of(load_text(small(replaced(face_to_face, "SHARED", "yes"))), {"trip.unfinished.total"}, 3);
    REQUIRE(outcome.warnings.size() == 1);
    CHECK(to_string(outcome.warnings[0]) ==
          "text: trucks block each other for ever in 3 of 3 replications. In replication 0: out/0 waits for "
          "the "
          "yard of b, kept by home/0, which waits for the yard of a, kept by out/0");
}
