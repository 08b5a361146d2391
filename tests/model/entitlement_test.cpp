// Trucks that may not cross themselves: whose goods change trucks, permits that run out, deadlines of
// transit.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// An hour to the gate and an hour on; at the gate goods change trucks in half an hour.
std::string crossing(const std::string& fleet, const std::string& demand, const std::string& more = "") {
    return small(fmt::format(R"(
places: {{a: {{}}, gate: {{kind: gate, desks: [change]}}, b: {{}}}}
roads: {{a to gate: {{length: 60 km, speed: 60 km/h}}, gate to b: {{length: 60 km, speed: 60 km/h}}}}
desks: {{change: {{bays: 9, takes: 30 min, changes_truck: yes}}}}
fleets: {{lorry: {{{}}}}}
demand: {{t: {{from: a, to: b, fleet: lorry, {}}}}}
{})",
                             fleet, demand, more));
}

const Lines changes{"driving a to gate 60", "service change 30", "driving gate to b 60"};
const Lines crosses{"driving a to gate 60", "driving gate to b 60"};

}  // namespace

TEST_CASE("goods of a truck that is not entitled to cross go on with another") {
    CHECK(story_of(crossing("entitled: 0 %", "at: 08:00"), "t/0") == changes);
    CHECK(metric_of(crossing("entitled: 0 %", "at: 08:00"), "place.gate.truck_changes.per_day") == 1);
    CHECK(story_of(crossing("entitled: 100 %, permits: 9", "at: 08:00"), "t/0") == crosses);
    CHECK(story_of(crossing("entitled: 0 %", "at: 08:00, loaded: 0 %"), "t/0") == crosses);
    // On the way back as well, when it is loaded.
    const std::string back = crossing("entitled: 0 %", "at: 08:00, returns: {after: 2 h, loaded: 100 %}");
    CHECK(story_of(back, "t/0") == Lines{"driving a to gate 60", "service change 30", "driving gate to b 60",
                                         "driving gate to b 60", "service change 30",
                                         "driving a to gate 60"});
}

TEST_CASE("the share of trucks that are entitled comes out, the same trucks whatever else differs") {
    const auto changed = [](const std::string& share) {
        return metric_of(crossing("entitled: " + share, "trucks: 1000 per day"),
                         "place.gate.truck_changes.total") /
               metric_of(crossing("entitled: " + share, "trucks: 1000 per day"),
                         "place.gate.crossings.total");
    };
    CHECK(std::abs(changed("70 %") - 0.3) < 4.42 * std::sqrt(0.3 * 0.7 / 1900));
    CHECK(changed("0 %") == 1);
    const std::string one = crossing("entitled: 50 %", "at: 08:00");
    for (const char* truck : {"t/0", "t/1"}) {
        if (story_of(one, truck) == crosses)
            CHECK(story_of(replaced(one, "50 %", "80 %"), truck) == crosses);
        else
            CHECK(story_of(replaced(one, "50 %", "20 %"), truck) == changes);
    }
}

TEST_CASE("a permit is away with its truck until that is home") {
    // Two hours out, one there, two back: who sets out at 13:00 finds the permit of 08:00 again, who sets out
    // before does not.
    const std::string text =
        crossing("permits: 1", "at: [08:00, 09:00, 12:59, 13:00], returns: {after: 1 h}");
    CHECK(story_of(text, "t/0").size() == 4);
    CHECK(story_of(text, "t/1")[1] == "service change 30");
    CHECK(story_of(text, "t/2")[1] == "service change 30");
    CHECK(story_of(text, "t/3").size() == 4);
    // Without a way back it is free where the trip ends.
    const std::string out = crossing("permits: 1", "at: [08:00, 09:59, 10:00]");
    CHECK(story_of(out, "t/1") == changes);
    CHECK(story_of(out, "t/2") == crosses);
}

TEST_CASE("another truck has another driver, who is rested") {
    const std::string rule = "drivers: {stretch: {drive: 90 min, rest: 15 min}}";
    CHECK(story_of(crossing("entitled: 0 %", "at: 08:00", rule), "t/0") == changes);
    CHECK(story_of(crossing("permits: 9", "at: 08:00", rule), "t/0") ==
          Lines{"driving a to gate 60", "driving gate to b 30", "resting gate to b 15",
                "driving gate to b 30"});
}

TEST_CASE("what makes no sense of permits is found") {
    const std::string text = crossing("permits: 1", "at: 08:00");
    CHECK(has(problems_of(replaced(text, "permits: 1", "top_speed: 60 km/h")),
              "desks.change.changes_truck: every truck is entitled to cross"));
    CHECK(has(problems_of(replaced(text, ", changes_truck: yes", "")),
              "fleets.lorry: trucks that are not entitled to cross, but no desk"));
}

namespace {

/// Half an hour for the transit paper at the gate, an hour to the destination, where its confirmation is due.
std::string transit(const std::string& due) {
    return small(fmt::format(R"(
places: {{gate: {{kind: gate, country: VN, desks: [seal]}}, port: {{}}}}
roads: {{gate to port: {{length: 60 km, speed: 60 km/h}}}}
staff: {{customs: {{people: 2, country: VN}}}}
desks: {{seal: {{staff: customs, takes: 10 min, needs: [entry]}}}}
papers:
  entry: {{office: customs, starts: arrival, takes: 30 min}}
  confirmed: {{office: customs, starts: destination, takes: 5 min{}}}
consignments: {{goods: {{flow: transit}}}}
demand: {{t: {{from: gate, to: port, at: 08:00, consignment: goods}}}}
)",
                             due));
}

}  // namespace

TEST_CASE("a paper that is handed in after its deadline is overdue, and may take longer then") {
    // Ready at 08:30, handed in at 09:40.
    const std::string in_time = transit(", due: {after: entry, within: 70 min, overdue: 2 h}");
    CHECK(metric_of(in_time, "paper.confirmed.overdue.total") == 0);
    CHECK(metric_of(in_time, "paper.confirmed.time.mean") == Approx(5.0 / 60));
    const std::string late = transit(", due: {after: entry, within: 69 min, overdue: 2 h}");
    CHECK(metric_of(late, "paper.confirmed.overdue.per_day") == 1);
    CHECK(metric_of(late, "paper.confirmed.time.mean") == Approx(2));
    const std::string mild = transit(", due: {after: entry, within: 69 min}");
    CHECK(metric_of(mild, "paper.confirmed.overdue.per_day") == 1);
    CHECK(metric_of(mild, "paper.confirmed.time.mean") == Approx(5.0 / 60));
    CHECK(has(problems_of(transit(", due: {after: confirmed, within: 1 h}")),
              "papers.confirmed.due.after: names itself"));
}
