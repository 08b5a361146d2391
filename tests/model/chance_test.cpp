// Chance: the same in every arm, untouched by what has nothing to do with it, and of the law it is said to
// be.
#include <catch2/catch.hpp>
#include <cmath>

#include "hanhlang/base/special.hpp"
#include "support/facts.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

const std::string window = "{from: 2025-09-01, warm_up: 1 days, measure: 10 days, max_overrun: 5 days}";

const std::string base = R"(
places: {gate: {desks: [counter]}, elsewhere: {}}
staff: {officer: {people: 2}}
desks: {counter: {staff: officer, takes: exponential(10 min)}}
demand: {east: {route: [gate], trucks: 8 per hour, carries: {fruit: 30 %, ore: 70 %}}}
commodities: {fruit: {}, ore: {}}
)";

const std::vector<std::string> watched{"desk.counter.wait.mean", "desk.counter.service.mean",
                                       "trip.transit_time.p95", "trip.started.total[commodity=fruit]"};

std::vector<double> values(const std::string& text, std::uint64_t seed = 1) {
    std::vector<double> all;
    for (const Finding& f : outcome_of(load_text(text), watched, 1, seed).findings)
        all.push_back(f.estimate.value);
    return all;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sx += x[i];
        sy += y[i];
        sxx += x[i] * x[i];
        syy += y[i] * y[i];
        sxy += x[i] * y[i];
    }
    const auto n = static_cast<double>(x.size());
    return (n * sxy - sx * sy) / std::sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
}

}  // namespace

TEST_CASE("the same seed gives the same numbers, another seed others") {
    CHECK(values(small(base, window)) == values(small(base, window)));
    CHECK(values(small(base, window)) != values(small(base, window), 2));
}

TEST_CASE("a desk nobody visits, a team and a stream elsewhere change no number") {
    const std::string more = small(R"(
places: {elsewhere: {desks: [idle]}, gate: {desks: [never, counter]}}
staff: {officer: {people: 2}, others: {people: 1}}
desks: {never: {staff: others, takes: exponential(5 min), only: gold}, idle: {staff: others, takes: exponential(1 min)}, counter: {staff: officer, takes: exponential(10 min)}}
demand: {aside: {route: [elsewhere], trucks: 3 per hour}, east: {route: [gate], trucks: 8 per hour, carries: {fruit: 30 %, ore: 70 %}}}
commodities: {gold: {}, fruit: {}, ore: {}}
)",
                                   window);
    const Outcome changed = outcome_of(
        load_text(more), {"desk.counter.wait.mean", "desk.counter.service.mean",
                          "trip.transit_time.p95[demand=east]", "trip.started.total[commodity=fruit]"});
    const std::vector<double> before = values(small(base, window));
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(changed.findings[i].estimate.value == before[i]);
}

TEST_CASE("a renamed desk meets the same chance when it says so") {
    const auto renamed = [](const std::string& draws_as) {
        return small(R"(
places: {gate: {desks: [joint]}, elsewhere: {}}
staff: {officer: {people: 2}}
desks: {joint: {staff: officer, takes: exponential(10 min))" +
                         draws_as + R"(}}
demand: {east: {route: [gate], trucks: 8 per hour, carries: {fruit: 30 %, ore: 70 %}}}
commodities: {fruit: {}, ore: {}}
)",
                     window);
    };
    const double before = metric_of(small(base, window), "trip.transit_time.mean");
    CHECK(metric_of(renamed(", draws_as: counter"), "trip.transit_time.mean") == before);
    CHECK(metric_of(renamed(""), "trip.transit_time.mean") != before);
}

TEST_CASE("a longer service meets the same luck: every truck takes twice as long") {
    const double once = metric_of(small(base, window), "desk.counter.service.mean");
    const double twice =
        metric_of(load_text(small(base, window), {"desks.counter.takes=exponential(20 min)"}).resolved,
                  "desk.counter.service.mean");
    CHECK(twice == Approx(2 * once).epsilon(1e-5));  // each is rounded to the millisecond
}

TEST_CASE("arrivals follow the hours and the days they are said to") {
    // 156 trucks a day: 2 an hour to 06:00, 10 to 18:00, 4 to midnight; half of it on Sundays, a week at a
    // time.
    const std::string world = small(R"(
places: {gate: {desks: [counter]}}
desks: {counter: {bays: 1000, takes: 0 min}}
demand: {t: {route: [gate], trucks: 144.8571428571 per day, by_hour: {0-6: 2, 6-18: 10, 18-24: 4}, by_weekday: {sun: 50 %}}}
)");
    const auto per_day = [&](const std::string& from, const std::string& measure) {
        const Scenario part = load_text(world, {"runs.from=" + from, "runs.measure=" + measure});
        return outcome_of(part, {"trip.started.total"}, 200).findings.front().estimate;
    };
    const double z = 4.4;  // two-sided 1e-5
    const auto near = [&](const Estimate& e, double expected) {
        return std::abs(e.value - expected) <= z * std::sqrt(expected / 200);
    };
    CHECK(near(per_day("2025-09-01", "6 h"), 12));                // Monday night
    CHECK(near(per_day("2025-09-03 06:00", "12 h"), 120));        // Wednesday by day
    CHECK(near(per_day("2025-09-05 18:00", "6 h"), 24));          // Friday evening
    CHECK(near(per_day("2025-09-07 06:00", "12 h"), 60));         // Sunday by day
    CHECK_FALSE(near(per_day("2025-09-07 06:00", "12 h"), 120));  // the negative control
}

TEST_CASE("a share sends that share of trucks, and a higher share the same ones and more") {
    const auto visits = [](const std::string& share) {
        return metric_of(small(R"(
places: {gate: {desks: [check]}}
desks: {check: {bays: 1000, takes: 1 min, share: )" +
                                   share + R"(}}
demand: {t: {route: [gate], trucks: 100 per hour}}
)",
                               window),
                         "desk.check.visits.total");
    };
    const double n = 24000;
    CHECK(std::abs(visits("20 %") - 0.2 * n) <= 4.4 * std::sqrt(0.2 * n));
    CHECK(visits("20 %") < visits("30 %"));
    CHECK(visits("0 %") == 0);
}

TEST_CASE("a timetable is kept to the minute, and a renewal process has its interval") {
    const std::string timetable = small(R"(
places: {gate: {desks: [counter]}}
desks: {counter: {bays: 9, takes: 1 min}}
demand: {t: {route: [gate], at: [06:00, 18:30]}}
)",
                                        window);
    CHECK(metric_of(timetable, "trip.started.total") == 20);
    const std::string renewal = small(R"(
places: {gate: {desks: [counter]}}
desks: {counter: {bays: 9, takes: 1 min}}
demand: {t: {route: [gate], every: 30 min}}
)",
                                      window);
    CHECK(metric_of(renewal, "trip.started.total") == 480);
}

TEST_CASE("how long a truck takes at one desk says nothing of the next, nor of when it set out") {
    const Scenario scenario = load_text(small(R"(
places: {gate: {desks: [first, second]}}
staff: {officers: {people: 1000}}
desks: {first: {staff: officers, takes: exponential(10 min)}, second: {staff: officers, takes: exponential(10 min)}}
demand: {east: {route: [gate], trucks: 20 per hour}}
)",
                                              window));
    Facts told;
    simulate(scenario, make_plan(scenario), {}, 1, 0, &told);
    std::vector<double> gap, first, second;
    Time before = scenario.runs.start();
    for (const TripFacts& trip : told.trips) {
        if (trip.visits.size() != 2) continue;
        gap.push_back(to_minutes(trip.start() - std::exchange(before, trip.start())));
        first.push_back(to_minutes(trip.visits[0].finished - trip.visits[0].started));
        second.push_back(to_minutes(trip.visits[1].finished - trip.visits[1].started));
    }
    REQUIRE(gap.size() > 5000);
    const double four_sigma = 4 / std::sqrt(static_cast<double>(gap.size()));
    CHECK(std::abs(correlation(first, second)) < four_sigma);
    CHECK(std::abs(correlation(gap, first)) < four_sigma);
    CHECK(std::abs(correlation(gap, second)) < four_sigma);
    // The measure sees what does hang together.
    std::vector<double> both;
    for (std::size_t i = 0; i < first.size(); ++i) both.push_back(first[i] + second[i]);
    CHECK(correlation(first, both) > 0.6);
}
