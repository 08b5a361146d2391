// What an option costs and saves, by hand.
#include "hanhlang/study/investment.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "hanhlang/report/files.hpp"
#include "hanhlang/report/text.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Two trucks at 06:00 every day, an hour each: with one officer the second waits an hour, for 10 USD.
const std::string one = small(R"(
places: {icd: {desks: [lift]}}
staff: {stacker: {people: 1, each: {capital: 10 kUSD, running: 650 USD per year}}}
desks: {lift: {staff: stacker, takes: 1 h}}
fleets: {truck: {costs: {vehicle: 10 USD/h}}}
costs: {fuel: 1 USD/l}
investment: {rate: 10 % per year, years: 2}
demand: {t: {route: [icd], fleet: truck, at: ["06:00"], batch: 2}}
)",
                              "{from: 2025-09-01, warm_up: 0 days, measure: 10 days}");
const std::string two = replaced(one, "people: 1", "people: 2");

std::optional<InvestmentView> view_of(const std::string& before, const std::string& after) {
    const Scenario a = load_text(before), b = load_text(after);
    return investment(outcome_of(a, investment_metrics(a), 2), outcome_of(b, investment_metrics(b), 2), 0.95);
}

}  // namespace

TEST_CASE("capital, running cost, savings, net present value and payback of one more machine") {
    const auto view = view_of(one, two);
    REQUIRE(view);
    REQUIRE(view->units.size() == 1);
    CHECK(view->units[0].name == "staff.stacker");
    CHECK(view->capital == Approx(10'000));
    CHECK(view->running == Approx(650));
    CHECK(view->benefit.value == Approx(3650));  // ten dollars a day
    CHECK(view->benefit.half_width == Approx(0).margin(1e-6));
    CHECK(view->net_present_value.value == Approx(3000 / 1.1 + 3000 / 1.21 - 10'000));
    REQUIRE(view->payback);
    CHECK(*view->payback == Approx(10'000 / 3000.0));
    CHECK(view->payback_interval.low == Approx(10'000 / 3000.0));
    const std::string text = describe_investment(*view, {{}, {0.1}, 2}, 0.95);
    CHECK(has(text, "staff.stacker"));
    CHECK(has(text, "3.3 years (3.3 … 3.3)"));
}

TEST_CASE("what saves nothing is never paid back, and what is given up needs no capital") {
    const auto dear = view_of(one, replaced(two, "650 USD", "9000 USD"));
    REQUIRE(dear);
    CHECK_FALSE(dear->payback);
    CHECK(std::isinf(dear->payback_interval.high));
    CHECK(has(describe_investment(*dear, {{}, {0.1}, 2}, 0.95), "never"));
    const auto fewer = view_of(two, one);
    CHECK(fewer->capital == Approx(-10'000));
    CHECK(fewer->benefit.value == Approx(-3650));
    CHECK(has(describe_investment(*fewer, {{}, {0.1}, 2}, 0.95), "no more capital is needed"));
    CHECK_FALSE(view_of(one, replaced(two, "investment: {rate: 10 % per year, years: 2}", "")));
    CHECK(view_of(one, one)->net_present_value.value == 0);
}

TEST_CASE("what a unit costs may be said in one arm alone") {
    const std::string silent = replaced(one, ", each: {capital: 10 kUSD, running: 650 USD per year}", "");
    const auto view = view_of(silent, two);
    REQUIRE(view);
    REQUIRE(view->units.size() == 1);
    CHECK(view->units[0].from == 1);
    CHECK(view->capital == Approx(10'000));
    CHECK(view->running == Approx(650));
    CHECK(view_of(one, replaced(two, ", each: {capital: 10 kUSD, running: 650 USD per year}", ""))->capital ==
          Approx(10'000));
}

TEST_CASE("units that cost otherwise are other units: all of them are bought, and the old ones run no more") {
    const auto view =
        view_of(one, replaced(one, "capital: 10 kUSD, running: 650", "capital: 15 kUSD, running: 250"));
    REQUIRE(view);
    REQUIRE(view->units.size() == 1);
    CHECK(view->units[0].from == 1);
    CHECK(view->units[0].to == 1);
    CHECK(view->capital == Approx(15'000));
    CHECK(view->running == Approx(-400));
    const auto more =
        view_of(one, replaced(two, "capital: 10 kUSD, running: 650", "capital: 15 kUSD, running: 250"));
    CHECK(more->capital == Approx(30'000));
    CHECK(more->running == Approx(2 * 250 - 650));
    // At the same price they are the same units, whatever they cost to run.
    const auto dearer = view_of(one, replaced(two, "running: 650", "running: 250"));
    CHECK(dearer->capital == Approx(10'000));
    CHECK(dearer->running == Approx(2 * 250 - 650));
    CHECK(view_of(one, replaced(one, "running: 650", "running: 250"))->capital == 0);
}

TEST_CASE("hours on duty are paid for, and who is served more does not cost for it") {
    const std::string day = replaced(replaced(one, "running: 650 USD per year", "on_duty: 2 USD/h"),
                                     "people: 1", "people: 1, hours: mon-sun 06:00-12:00");
    const auto longer = view_of(day, replaced(day, "06:00-12:00", "06:00-18:00"));
    CHECK(longer->capital == 0);
    CHECK(longer->running == Approx(2 * 6 * 365));
    CHECK(metric_of(replaced(day, "desks: [lift]", "desks: [lift], yard: {slots: 3}"),
                    "trip.finished.total") == 20);
    // One officer serves one of two trucks, which would wait for half an hour at most; a second serves both.
    // A trip costs the same, so what is not served any less saves nothing.
    const std::string leaves = replaced(one, "batch: 2", "batch: 2, patience: 30 min");
    const auto served = view_of(leaves, replaced(leaves, "people: 1", "people: 2"));
    CHECK(served->served[0] == 10);
    CHECK(served->served[1] == 20);
    CHECK(served->trips.value == Approx(0).margin(1e-9));
    CHECK(has(describe_investment(*served, {{}, {0.1}, 2}, 0.95), "20 trips of a run arrive instead of 10"));
    CHECK_FALSE(has(describe_investment(*view_of(one, two), {{}, {0.1}, 2}, 0.95), "arrive instead of"));
}

TEST_CASE("slots and bays are units as well, and so are those that only one arm has") {
    const std::string with_bays =
        replaced(replaced(two, "staff: stacker, takes", "bays: 3, each: {capital: 5 kUSD}, takes"),
                 "staff: {stacker: {people: 2, each: {capital: 10 kUSD, running: 650 USD per year}}}", "");
    const auto view = view_of(one, with_bays);
    REQUIRE(view);
    CHECK(view->capital == Approx(3 * 5000 - 10'000));
    CHECK(view->running == Approx(-650));
}

TEST_CASE("check says what crosses the border is worth") {
    const std::string text = small(R"(
places: {a: {country: LA}, gate: {kind: gate, country: VN}, b: {country: VN}, inside: {country: VN}}
roads: {a to gate: {length: 9 km, speed: 60 km/h}, gate to b: {length: 9 km, speed: 60 km/h}, b to inside: {length: 9 km, speed: 60 km/h}}
commodities: {wood: {payload: 20 t, value: 500 USD/t}, sand: {payload: 10 t}}
demand:
  out:  {direction: eastbound, from: a, to: b, carries: wood, trucks: 10 per day, returns: {after: 1 h, loaded: 40 %, carries: sand}}
  away: {direction: eastbound, from: b, to: inside, carries: wood, trucks: 90 per day}
)");
    const Scenario s = load_text(text);
    const std::string said = describe_scenario(s, make_plan(s));
    CHECK(has(said, "wood                     eastbound          10.0         73            36\n"));
    CHECK(has(said, "sand                     westbound           4.0         15             –\n"));
    CHECK(has(said, "all that has a value          both          14.0         88            36\n"));
    CHECK_FALSE(has(said, "transit"));
    const Scenario none = load_text(replaced(text, "kind: gate, ", ""));
    CHECK_FALSE(has(describe_scenario(none, make_plan(none)), "goods across the border"));
}

TEST_CASE("check holds a depot against its licence, and says what its parts can pass") {
    const Scenario s = load_text(small(R"(
places: {icd: {kind: icd, hours: mon-sun 06:00-18:00, licence: {teu: 730 TEU per year, trucks: 40 per day}, desks: [weigh, lift]}}
blocks: {boxes: {place: icd, slots: 40, dwell: 2 days}}
desks: {weigh: {bays: 2, takes: 5 min}, lift: {bays: 9, takes: 4 min, puts: boxes}}
commodities: {box: {payload: 10 t, teu: 2}}
demand: {t: {route: [icd], carries: box, trucks: 20 per day}}
)"));
    const std::string text = describe_scenario(s, make_plan(s));
    CHECK(has(text, "bays of desk weigh          2           288           20   7 %"));  // in 12 hours
    CHECK(has(text, "licence of icd: 730 TEU a year, asked 14600 (2000.0 %: NOT ALLOWED)"));
    CHECK(has(text, "licence of icd: 40 trucks a day, asked 20 (50.0 %)"));
}
