// Slots that trucks book: who waits for them, where, and what becomes of those nobody comes for.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Two hours to the gate, ten minutes at its counter, half an hour to b.
std::string world(const std::string& appointments, const std::string& at, const std::string& more = "",
                  const std::string& runs = "") {
    return small(fmt::format(R"(
places: {{a: {{}}, gate: {{kind: gate, desks: [counter]{}}}, b: {{}}}}
roads: {{a to gate: {{length: 90 km, speed: 45 km/h}}, gate to b: {{length: 30 km, speed: 60 km/h}}}}
staff: {{officer: {{people: 9}}}}
desks: {{counter: {{staff: officer, takes: 10 min}}}}
demand: {{east: {{from: a, to: b, at: {}}}{}}}
)",
                             appointments.empty() ? "" : ", appointments: {" + appointments + "}", at, more),
                 runs);
}

Lines after(const Lines& waits) {
    Lines all{"driving a to gate 120"};
    all.insert(all.end(), waits.begin(), waits.end());
    all.insert(all.end(), {"service counter 10", "driving gate to b 30"});
    return all;
}

const std::string long_run = "{from: 2025-09-01, warm_up: 0 days, measure: 500 days, max_overrun: 10 days}";

}  // namespace

TEST_CASE("a truck that books waits off-site for the first free slot, and that is a wait") {
    // At 10:00, 10:00 and 10:05 three could be at the gate, which takes one every 15 min.
    const std::string at = "[\"08:00\", \"08:00\", \"08:05\"]";
    const std::string none = world("", at);
    CHECK(story_of(none, "east/2") == after({}));
    for (const char* slots : {"slots: 4 per hour", "every: 15 min"}) {
        const std::string booked = world(slots, at);
        CHECK(story_of(booked, "east/0") == after({}));
        CHECK(story_of(booked, "east/1") == after({"appointment gate 15"}));
        CHECK(story_of(booked, "east/2") == after({"appointment gate 25"}));
        CHECK(metric_of(booked, "trip.appointment_time.mean") == Approx(40.0 / 3 / 60));
        CHECK(metric_of(booked, "place.gate.offsite_wait.mean") == Approx(40.0 / 3 / 60));
        // It is not at the border meanwhile, but on its way.
        CHECK(metric_of(booked, "trip.border_time.mean") == Approx(10.0 / 60));
        CHECK(metric_of(booked, "place.gate.queue.max") == 0);
        CHECK(metric_of(booked, "trip.transit_time.max") == Approx(185.0 / 60));
        CHECK(metric_of(booked, "place.gate.slots_wasted.total") == 0);
    }
}

TEST_CASE("slots are counted from midnight, within their hours and for their direction") {
    const std::string late = "[\"08:52\"]";  // there at 10:52
    CHECK(story_of(world("every: 20 min", late), "east/0") == after({"appointment gate 8"}));
    CHECK(story_of(world("every: 20 min, hours: mon-sun 08:00-11:00 13:30-17:00", late), "east/0") ==
          after({"appointment gate 168"}));  // 13:40
    CHECK(story_of(world("every: 20 min, direction: westbound", late), "east/0") == after({}));
    CHECK(story_of(world("every: 20 min, direction: eastbound", late), "east/0") ==
          after({"appointment gate 8"}));
}

TEST_CASE("a truck comes early and waits at the gate, or late, or too late") {
    const std::string at = "[\"08:05\"]";  // there at 10:05; the slot is at 10:30
    CHECK(story_of(world("every: 30 min", at), "east/0") == after({"appointment gate 25"}));
    const std::string early = world("every: 30 min, early: 10 min", at);
    CHECK(story_of(early, "east/0") == after({"appointment gate 15", "appointment gate 10"}));
    CHECK(metric_of(early, "place.gate.offsite_wait.mean") == Approx(15.0 / 60));
    CHECK(metric_of(early, "trip.border_time.mean") == Approx(20.0 / 60));
    // Nobody is there before it can be.
    CHECK(story_of(world("every: 30 min, early: 2 h", at), "east/0") == after({"appointment gate 25"}));
    const std::string late = world("every: 30 min, late: 12 min", at);
    CHECK(story_of(late, "east/0") == after({"appointment gate 37"}));
    CHECK(metric_of(late, "place.gate.slots_wasted.total") == 0);
    CHECK(story_of(world("every: 30 min, late: 12 min, grace: 12 min", at), "east/0") ==
          after({"appointment gate 37"}));
    // Too late at 10:42: the next free slot is at 11:00, and one was wasted on each day.
    const std::string too_late = world("every: 30 min, late: 12 min, grace: 11 min", at);
    CHECK(story_of(too_late, "east/0") == after({"appointment gate 37", "appointment gate 18"}));
    CHECK(metric_of(too_late, "place.gate.slots_wasted.total") == 2);
}

TEST_CASE("without booking one waits behind the booked, in order of coming") {
    // All without: the next slot that nobody has, first come, first served.
    const std::string walk_in = world("every: 15 min, share: 0 %", "[\"08:01\", \"08:02\"]");
    CHECK(story_of(walk_in, "east/0") == after({"appointment gate 14"}));
    CHECK(story_of(walk_in, "east/1") == after({"appointment gate 28"}));
    CHECK(metric_of(walk_in, "trip.border_time.max") == Approx(38.0 / 60));  // it waits at the gate
    // Some with, some without: who has booked never waits longer than the slots ahead allow, whoever was
    // there before; and everybody gets a slot of its own.
    const std::string mixed =
        world("every: 15 min, share: 50 %", "[\"08:00\", \"08:01\", \"08:02\", \"08:03\"]", "", long_run);
    CHECK(metric_of(mixed, "trip.finished.total") == 2000);
    CHECK(metric_of(mixed, "trip.appointment_time.max") <= Approx(44.0 / 60));
    const double booked = metric_of(mixed, "place.gate.offsite_wait.mean");
    const double all = metric_of(mixed, "trip.appointment_time.mean");
    CHECK(booked < all);
    CHECK(metric_of(world("every: 15 min", "[\"08:00\", \"08:01\", \"08:02\", \"08:03\"]", "", long_run),
                    "place.gate.offsite_wait.mean") == Approx((0 + 14 + 28 + 42) / 4.0 / 60));
}

TEST_CASE("bookings for which nobody comes waste slots") {
    const std::string at = "[\"08:05\"]";
    const std::string wasted = "place.gate.slots_wasted.total";
    const std::string wait = "place.gate.offsite_wait.mean";
    // A geometric number of bookings, each half an hour after the last.
    const std::string no_show = world("every: 30 min, no_show: 40 %", at, "", long_run);
    const double missed = metric_of(no_show, wasted);
    const double mean = 0.4 / 0.6;
    CHECK(std::abs(missed / 500 - mean) < 4.42 * std::sqrt(0.4) / 0.6 / std::sqrt(500.0));
    CHECK(metric_of(no_show, wait) * 60 == Approx(25 + 30 * missed / 500));
    // Slots that are booked for nobody are passed over.
    const std::string empty = world("every: 30 min, placeholder: 40 %", at, "", long_run);
    const double passed = metric_of(empty, wasted);
    CHECK(std::abs(passed / 500 - mean) < 4.42 * std::sqrt(0.4) / 0.6 / std::sqrt(500.0));
    CHECK(metric_of(empty, wait) * 60 == Approx(25 + 30 * passed / 500));
    CHECK(passed != missed);
    CHECK(metric_of(world("every: 30 min", at, "", long_run), wasted) == 0);
}

TEST_CASE("a truck that waits off-site stands in nobody's way") {
    // Room for one truck on the road to the gate: the second drives while the first waits for its slot.
    std::string text = world("every: 3 h", "[\"07:30\", \"09:30\"]");
    text.replace(text.find("speed: 45 km/h"), 14, "speed: 45 km/h, holds: 1");
    CHECK(story_of(text, "east/0") == after({"appointment gate 150"}));
    CHECK(story_of(text, "east/1") == after({"appointment gate 210"}));
    std::string here = world("every: 3 h, share: 0 %", "[\"07:30\", \"09:00\"]");
    here.replace(here.find("speed: 45 km/h"), 14, "speed: 45 km/h, holds: 1");
    CHECK(story_of(here, "east/1").front() == "space a to gate 180");  // who waits at the gate does
}

TEST_CASE("problems of appointments are said all at once, where they are") {
    const std::string wrong = problems_of(world(
        "slots: 4 per hour, every: 15 min, no_show: 100 %, placeholder: 100 %, grace: 5 min, hours: mon-sun "
        "10:00-12:00; closed 2025-01-01..2026-12-31",
        "[\"08:00\"]"));
    INFO(wrong);
    for (const char* part :
         {"appointments: expected either 'slots'", "appointments.no_show: found more than 99 %",
          "appointments.placeholder: found more than 99 %", "appointments.grace: nobody is ever late",
          "appointments.hours: there is no slot during the run"})
        CHECK(has(wrong, part));
    CHECK(has(problems_of(world("slots: 0 per hour", "[\"08:00\"]")),
              "appointments.slots: expected at least one slot"));
    CHECK(has(problems_of(world("share: 80 %", "[\"08:00\"]")), "expected either 'slots'"));
}
