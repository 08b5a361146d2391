// Roads that are slower at times, trucks that break down, and where drivers rest.
#include <catch2/catch.hpp>

#include <map>

#include "support/facts.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

std::string drive(const std::string& of_road, const std::string& at, const std::string& more = "") {
    return small("places: {a: {}, b: {}}\nroads: {a to b: {length: 60 km, speed: 60 km/h" + of_road +
                 "}}\ndemand: {t: {from: a, to: b, at: [" + at + "]}}\n" + more);
}

}  // namespace

TEST_CASE("a road is slower at night and in its season, as it is when a truck enters") {
    const std::string night =
        drive(", slow: {night: 50 %, season: aug-sep, in_season: 80 %}", "12:00, 17:59, 18:00");
    CHECK(story_of(night, "t/0") == Lines{"driving a to b 75"});
    CHECK(story_of(night, "t/1") == Lines{"driving a to b 75"});
    CHECK(story_of(night, "t/2") == Lines{"driving a to b 150"});
    CHECK(story_of(replaced(night, "aug-sep", "oct-dec"), "t/2") == Lines{"driving a to b 120"});
}

TEST_CASE("a road that is not paved takes longer where it is not") {
    const std::string rough = drive(", paved: 40 %", "12:00", "fleets: {truck: {unpaved_speed: 50 %}}");
    CHECK(story_of(replaced(rough, "at: [12", "fleet: truck, at: [12"), "t/0") == Lines{"driving a to b 96"});
    CHECK(story_of(rough, "t/0") == Lines{"driving a to b 60"});  // other trucks do not mind
}

TEST_CASE("other traffic makes a road slower by the formula of the Bureau of Public Roads") {
    const std::string busy = drive(
        ", congestion: {capacity: 1000 vehicles per hour, background: 500 vehicles per hour, by_hour: {0-12: "
        "0, "
        "12-24: 2}, truck_as: 0}",
        "06:00, 13:00");
    CHECK(story_of(busy, "t/0") == Lines{"driving a to b 60"});
    CHECK(story_of(busy, "t/1") == Lines{"driving a to b 69"});  // at capacity 1.15 times as long
    // Ten trucks on an hour's road are a flow of ten an hour; the eleventh meets them.
    std::string times = "06:00";
    for (int i = 1; i <= 10; ++i) times += fmt::format(", 06:{:02}", i);
    const std::string own =
        drive(", congestion: {capacity: 10 vehicles per hour, background: 0 vehicles per hour, truck_as: 1}",
              times);
    CHECK(story_of(own, "t/0") == Lines{"driving a to b 60"});
    CHECK(story_of(own, "t/10") == Lines{"driving a to b 69"});
}

TEST_CASE("a road that is closed at night is begun in the morning") {
    const std::string ban = drive(", hours: mon-sun 06:00-18:00", "17:00, 18:30");
    CHECK(story_of(ban, "t/0") == Lines{"driving a to b 60"});
    CHECK(story_of(ban, "t/1") == Lines{"closed a to b 690", "driving a to b 60"});
}

TEST_CASE("breakdowns come after so many kilometres, and the truck is repaired where it stands") {
    const std::string text = R"(
source: guess
runs: {from: 2025-09-01, warm_up: 0 days, measure: 200 days, max_overrun: 10 days}
places: {a: {}, b: {}}
roads: {a to b: {length: 500 km, speed: 50 km/h}}
fleets: {truck: {breakdowns: {every: 1000 km, repair: 3 h}}}
demand: {t: {from: a, to: b, fleet: truck, trucks: 20 per day}}
)";
    const std::vector<std::string> metrics{"trip.breakdown_time.mean", "trip.driving_time.mean",
                                           "trip.driving_time.min", "trip.driving_time.max"};
    const Outcome seen = outcome_of(load_text(text), metrics, 4);
    // Poisson with mean 0.5 a trip, 3 h each: mean 1.5 h, variance 4.5 h²; 16,000 trips, 5 sigma.
    CHECK(seen.findings[0].estimate.value == Approx(1.5).margin(5 * std::sqrt(4.5 / 16000)));
    CHECK(seen.findings[2].estimate.value == Approx(10));
    CHECK(seen.findings[3].estimate.value == Approx(10));  // it does not drive longer, it stands
    CHECK(metric_of(replaced(text, "1000 km", "40000 km"), "trip.breakdown_time.mean") < 0.1);
}

TEST_CASE("a daily rest is taken at the last place for it that the day reaches") {
    const std::string text = small(R"(
places: {a: {}, b: {}, c: {}, d: {}}
roads: {a to b: {length: 240 km, speed: 60 km/h}, b to c: {length: 240 km, speed: 60 km/h}, c to d: {length: 240 km, speed: 60 km/h}}
drivers: {day: {drive: 10 h, rest: 8 h}}
demand: {t: {route: [a, b, c, d], at: 06:00}}
)");
    CHECK(story_of(text, "t/0") == Lines{"driving a to b 240", "driving b to c 240", "driving c to d 120",
                                         "resting c to d 480", "driving c to d 120"});
    const std::string at_b = replaced(text, "rest: 8 h}}", "rest: 8 h}, rest_at: [b] }");
    CHECK(story_of(at_b, "t/0") ==  // 8 h lie ahead of b, 6 h are left of the day
          Lines{"driving a to b 240", "resting b 480", "driving b to c 240", "driving c to d 240"});
    const std::string short_way = replaced(at_b, "c to d: {length: 240 km", "c to d: {length: 120 km");
    CHECK(story_of(short_way, "t/0") ==
          Lines{"driving a to b 240", "driving b to c 240", "driving c to d 120"});
    const std::string long_way = replaced(at_b, "c to d: {length: 240 km", "c to d: {length: 420 km");
    CHECK(story_of(long_way, "t/0") ==
          Lines{"driving a to b 240", "resting b 480", "driving b to c 240", "driving c to d 420"});
    const std::string at_c = replaced(long_way, "rest_at: [b] }", "rest_at: [b, c] }");
    CHECK(story_of(at_c, "t/0") ==
          Lines{"driving a to b 240", "driving b to c 240", "resting c 480", "driving c to d 420"});
}

TEST_CASE("a share of drivers keeps the rules") {
    const std::string text = small(R"(
places: {a: {}, b: {}}
roads: {a to b: {length: 600 km, speed: 60 km/h}}
drivers: {stretch: {drive: 4 h, rest: 15 min}, comply: 60 %}
demand: {t: {from: a, to: b, trucks: 1000 per day}}
)");
    // Two breaks of 15 min for 60 % of 2,000 trucks: 0.3 h on average, 5 sigma 0.027.
    CHECK(metric_of(text, "trip.resting_time.mean") == Approx(0.3).margin(0.03));
}

TEST_CASE("in seven days a driver drives so much and no more") {
    const std::string text = R"(
source: guess
runs: {from: 2025-09-01, warm_up: 0 days, measure: 28 days, max_overrun: 20 days}
places: {a: {}, b: {}}
roads: {a to b: {length: 240 km, speed: 60 km/h}}
fleets: {truck: {home: a, size: 1}}
drivers: {week: 48 h}
demand: {t: {from: a, to: b, fleet: truck, at: 00:00, returns: {after: 0 min, loaded: 0 %}}}
)";
    // One truck and a load every day, 8 h out and back: six a week, then a day off.
    const auto busiest_week = [&](const std::string& world) {
        const Scenario scenario = load_text(world);
        Facts seen;
        simulate(scenario, make_plan(scenario), {}, 1, 0, &seen);
        std::map<std::int64_t, Duration> days;
        for (const TripFacts& trip : seen.trips) {
            for (const Activity& a : trip.activities) {
                const auto day = std::chrono::floor<std::chrono::days>(a.to).time_since_epoch().count();
                if (a.cause == Cause::driving) days[day] += a.to - a.from;
            }
        }
        Duration most{};
        for (const auto& [first, of_first] : days) {
            Duration week{};
            for (std::int64_t day = first; day < first + 7; ++day)
                week += days.count(day) ? days.at(day) : Duration{};
            most = std::max(most, week);
        }
        return to_hours(most);
    };
    CHECK(busiest_week(text) == Approx(48));
    CHECK(busiest_week(replaced(text, "week: 48 h", "week: 50 h")) == Approx(50));
    CHECK(busiest_week(replaced(text, "week: 48 h", "week: 100 h")) == Approx(56));
}
