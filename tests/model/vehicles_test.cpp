// Vehicle papers: the first time, and on the way back.
#include <catch2/catch.hpp>

#include "hanhlang/model/plan.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

std::string world(const std::string& desk, const std::string& fleet, const std::string& trucks = "at: 06:00",
                  const std::string& runs = "") {
    return small(fmt::format(R"(
places: {{a: {{}}, gate: {{kind: gate, desks: [vehicle]}}, b: {{}}}}
roads: {{a to gate: {{length: 90 km, speed: 45 km/h}}, gate to b: {{length: 30 km, speed: 60 km/h}}}}
staff: {{customs: {{people: 1}}}}
fleets: {{lorry: {{{}}}}}
desks: {{vehicle: {{staff: customs, takes: 4 min{}}}}}
demand: {{east: {{from: a, to: b, fleet: lorry, {}, returns: {{after: 1 h}}}}}}
)",
                             fleet, desk, trucks),
                 runs);
}

Lines there_and_back(int out, int back) {
    return {"driving a to gate 120", fmt::format("service vehicle {}", out),  "driving gate to b 30",
            "driving gate to b 30",  fmt::format("service vehicle {}", back), "driving a to gate 120"};
}

}  // namespace

TEST_CASE("registering a vehicle takes longer the first time, and less on the way back") {
    CHECK(story_of(world("", ""), "east/0") == there_and_back(4, 4));
    CHECK(story_of(world(", first_time: 8 min", "first_time: 100 %"), "east/0") == there_and_back(8, 4));
    CHECK(story_of(world(", on_return: 1 min", ""), "east/0") == there_and_back(4, 1));
    CHECK(story_of(world(", first_time: 8 min, on_return: 1 min", "first_time: 100 %"), "east/0") ==
          there_and_back(8, 1));
    // Without a desk that asks, and without trucks that are new, nothing is longer.
    CHECK(story_of(world("", "first_time: 100 %"), "east/0") == there_and_back(4, 4));
}

TEST_CASE("so many trucks come for the first time, the same at every desk and in every arm") {
    const auto many = [](const std::string& share, const std::string& law) {
        return world(law, "first_time: " + share, "every: 1 h",
                     "{from: 2025-09-01, warm_up: 0 days, measure: 400 days, max_overrun: 10 days}");
    };
    const std::string law = ", first_time: 8 min, on_return: 1 min";
    const std::string mean = "desk.vehicle.service.mean[leg=out]";
    const double n = 24 * 400;
    const double z = 4.42;  // two-sided 1e-5
    const double share = (metric_of(many("30 %", law), mean) * 60 - 4) / 4;
    CHECK(std::abs(share - 0.3) < z * std::sqrt(0.3 * 0.7 / n));
    CHECK(share != 0.3);
    // A second desk that asks finds the same trucks: nobody is new at one and known at the other.
    std::string two = many("30 %", law);
    two.replace(two.find("desks: [vehicle]"), 16, "desks: [vehicle, second]");
    two.replace(two.find("desks: {vehicle"), 15,
                "desks: {second: {staff: customs, takes: 4 min, first_time: 8 min}, vehicle");
    CHECK(metric_of(two, mean) == metric_of(two, "desk.second.service.mean[leg=out]"));
    const Outcome outcome =
        outcome_of(load_text(two), {"trip.service_time.max[leg=out]", "trip.service_time.min[leg=out]"});
    CHECK(outcome.findings[0].estimate.value == Approx(16.0 / 60));
    CHECK(outcome.findings[1].estimate.value == Approx(8.0 / 60));
}

TEST_CASE("the load of a team counts first times and ways back") {
    const auto load = [](const std::string& text) {
        const Scenario s = load_text(text);
        return offered_load(s, make_plan(s), 0);
    };
    CHECK(load(world("", "", "every: 1 h")) == Approx((4 + 4) / 60.0));
    CHECK(load(world(", first_time: 9 min, on_return: 1 min", "first_time: 20 %", "every: 1 h")) ==
          Approx((0.2 * 9 + 0.8 * 4 + 1) / 60.0));
}

TEST_CASE("a law for trucks that never come is a problem") {
    CHECK(has(problems_of(world(", first_time: 8 min", "")), "expected a fleet with 'first_time'"));
    std::string no_way_back = world(", on_return: 1 min", "");
    no_way_back.replace(no_way_back.find(", returns: {after: 1 h}"), 23, "");
    CHECK(has(problems_of(no_way_back), "expected a stream with 'returns'"));
}
