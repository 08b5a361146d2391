// Figures of the real border: how they are written, and what is refused.
#include <catch2/catch.hpp>

#include "support/problems.hpp"

using namespace hanhlang;

namespace {

std::string world(const std::string& figures) {
    return R"(sources: {paper: {title: a newspaper, known: sourced}}
runs: {from: 2025-09-01}
places: {gate: {desks: [counter]}}
staff: {officer: {people: 2, source: guess}}
desks: {counter: {staff: officer, takes: 6 min, source: guess}}
demand: {t: {route: [gate], trucks: 90 per day, source: guess}}
observed:
  source: paper
)" + figures;
}

double in(const std::string& amount, const std::string& unit) {
    const auto value = amount_in(parse_amount(amount), unit);
    REQUIRE(value);
    return *value;
}
bool fits(const std::string& amount, const std::string& unit) {
    return amount_in(parse_amount(amount), unit).has_value();
}

}  // namespace

TEST_CASE("an observed figure is read with who says it, of when, and what for") {
    const Scenario s = load_text(world(
        "  a: {metric: place.gate.crossings.per_day, value: 630 per day, within: 10 %, use: fit, year: 2024, "
        "regime: one stop, grade: official}\n"
        "  b: {metric: place.gate.crossing_time.mean, between: [8 h, 18 h], use: check, year: 2023, grade: "
        "weak}\n"));
    REQUIRE(s.observed.size() == 2);
    const Observed& a = s.observed[0];
    CHECK(a.metric.text == "place.gate.crossings.per_day");
    CHECK(a.accepted.value->number == 630);
    CHECK(a.accepted.value->unit == "per day");
    CHECK(a.accepted.value->source == "paper");
    CHECK(a.accepted.value->mark.line == 9);
    CHECK(a.use == Observed::Use::fit);
    CHECK(a.year == 2024);
    CHECK(a.regime == "one stop");
    CHECK(a.grade == Observed::Grade::official);
    CHECK(s.observed[1].accepted.between->back().number == 18);
}

TEST_CASE("no run rests on what was observed: neither its hash nor its count of numbers") {
    const Scenario with = load_text(
        world("  a: {metric: x, value: 630 per day, within: 10 %, use: fit, year: 2024, grade: official}\n"));
    const Scenario other = load_text(
        world("  a: {metric: x, value: 999 per day, within: 10 %, use: fit, year: 2024, grade: official}\n"));
    CHECK(with.provenance.total() == 3);
    CHECK(with.provenance.sourced == 0);
    CHECK(with.hash == other.hash);
    CHECK(has(with.resolved, "630 per day"));
}

TEST_CASE("amounts are understood in the unit of the metric") {
    CHECK(in("90 min", "h") == Approx(1.5));
    CHECK(in("3 days", "h") == Approx(72));
    CHECK(in("630 per day", "trucks per day") == Approx(630));
    CHECK(in("630 trucks per day", "trucks per day") == Approx(630));
    CHECK(in("230683 per year", "trucks per day") == Approx(632.01).epsilon(1e-4));
    CHECK(in("26 trucks per hour", "trucks per day") == Approx(624));
    CHECK(in("1.18 Mt per year", "t per year") == Approx(1.18e6));
    CHECK(in("12 kt per day", "t per year") == Approx(12e3 * 365));
    CHECK(in("12 kt", "t") == Approx(12e3));
    CHECK(in("85 %", "") == Approx(0.85));
    CHECK(in("-45 %", "") == Approx(-0.45));
    CHECK(in("12", "trucks") == 12);
    CHECK(in("1 truck", "trucks") == 1);
    CHECK(in("82 km", "km") == 82);
    CHECK(in("35 km/h", "km/h") == 35);
}

TEST_CASE("an amount of another kind is none") {
    CHECK_FALSE(fits("90", "h"));
    CHECK_FALSE(fits("90 km", "h"));
    CHECK_FALSE(fits("630", "trucks per day"));
    CHECK_FALSE(fits("630 t per day", "trucks per day"));
    CHECK_FALSE(fits("630 per day", "trucks"));
    CHECK_FALSE(fits("630 per week and more", "trucks per day"));
    CHECK_FALSE(fits("12 trips", "trucks"));
    CHECK_FALSE(fits("12", ""));
    CHECK_FALSE(fits("12 pp", ""));
    CHECK_FALSE(fits("2 km", "trucks"));
    CHECK_THROWS_AS(parse_amount("many"), std::invalid_argument);
}

TEST_CASE("with the spacing of trucks a length counts them, and only them") {
    const auto with = [](const char* text, const char* unit) {
        return amount_in(parse_amount(text), unit, Length{0.02});
    };
    CHECK(*with("2 km", "trucks") == Approx(100));
    CHECK(*with("40 m", "trucks") == Approx(2));
    CHECK(*with("12 trucks", "trucks") == 12);
    CHECK_FALSE(with("2 km", "slots"));
    CHECK_FALSE(with("2 km", "h"));
}

TEST_CASE("everything that is wrong with figures is said at once, each with its place") {
    const std::string all = problems_of(world(
        "  a: {metric: x, value: 5 h, use: chekc, yaer: 2024, grade: weak}\n"
        "  b: {metric: x, between: [5 h], use: check, year: 24, grade: hearsay}\n"
        "  c: {metric: x, value: 5 h, at_least: 3 h, within: 1 h, use: check, year: 2024, grade: weak}\n"
        "  d: {metric: x, at_most: -5 h, use: check, year: 2024, grade: weak}\n"
        "  e: {use: check, year: 2024, grade: weak, source: papre}\n"));
    CHECK(has(all, "text:9:3: observed.a.within: is missing"));
    CHECK(
        has(all, "text:9:35: observed.a.use: found 'chekc', expected fit or check (did you mean 'check'?)"));
    CHECK(has(all, "observed.a.yaer: found the unknown key 'yaer'"));
    CHECK(has(all, "observed.a.year: is missing"));
    CHECK(has(all, "text:10:27: observed.b.between: expected the lowest and the highest value"));
    CHECK(has(all, "text:10:3: observed.b.year: found 24, expected a year such as 2024"));
    CHECK(has(all, "observed.b.grade: found 'hearsay', expected measured, official, claim, derived or weak"));
    CHECK(has(all,
              "text:11:3: observed.c: expected one of 'value', 'between', 'at_least' and 'at_most', found "
              "value and at_least"));
    CHECK(has(all, "text:12:27: observed.d.at_most: found '-5 h', expected no negative number"));
    CHECK(has(all, "found the source 'papre', which is not in 'sources'"));
    CHECK(has(all, "observed.e.metric: is missing"));
    CHECK(has(all, "observed.e: expected one of 'value', 'between', 'at_least' and 'at_most', found none"));
}

TEST_CASE("a figure has a source, as every number has") {
    const std::string text = "  a: {metric: x, at_most: 5 h, use: check, year: 2024, grade: weak}\n";
    std::string bare = world(text);
    bare.erase(bare.find("  source: paper\n"), 16);
    CHECK(has(problems_of(bare), "observed.a.at_most: '5 h' has no source"));
    CHECK(problems_of(world(text)) == "none");
}

TEST_CASE("a figure that was used to fit is refused as a check, whatever it is called") {
    const auto both = [](const std::string& fit, const std::string& check) {
        const std::string rest = ", at_most: 5 h, year: 2024, grade: weak, use: ";
        return problems_of(world("  a: {metric: \"" + fit + "\"" + rest + "fit}\n  b: {metric: \"" + check +
                                 "\"" + rest + "check}\n"));
    };
    const std::string crossings = "place.gate.crossings.per_day[direction=eastbound,loaded=yes]";
    CHECK(has(both(crossings, crossings), "text:10:3: observed.b.use: found 'check' of"));
    CHECK(has(both(crossings, crossings), "but 'a' (line 9) uses"));
    CHECK(has(both(crossings, "place.gate.crossings.per_year[loaded=yes, direction=eastbound]"),
              "cannot be a check"));
    CHECK(has(both("place.gate.tonnes.total", "place.gate.tonnes.per_day"), "cannot be a check"));
    // Other figures of the same place may.
    CHECK(both(crossings, "place.gate.crossings.per_day[direction=westbound,loaded=yes]") == "none");
    CHECK(both("place.gate.crossing_time.mean", "place.gate.crossing_time.p95") == "none");
    CHECK(both(crossings, "place.gate.tonnes.per_day[direction=eastbound,loaded=yes]") == "none");
}

TEST_CASE("two figures of one metric may have the same role, and an unread role is no conflict") {
    const std::string rest = ", at_most: 5 h, year: 2024, grade: weak";
    CHECK(problems_of(world("  a: {metric: x, use: check" + rest + "}\n  b: {metric: x, use: check" + rest +
                            "}\n")) == "none");
    const std::string unread =
        problems_of(world("  a: {metric: x, use: fit" + rest + "}\n  b: {metric: x" + rest + "}\n"));
    CHECK(has(unread, "observed.b.use: is missing"));
    CHECK_FALSE(has(unread, "cannot be a check"));
}

TEST_CASE("a change has a scenario to start from, and a scenario to start from has a change") {
    const std::string rest = ", use: check, year: 2024, grade: weak}\n";
    CHECK(problems_of(world("  a: {metric: x, against: b.yaml, change: {value: -45 %, within: 10 pp}" +
                            rest)) == "none");
    CHECK(has(problems_of(world("  a: {metric: x, against: b.yaml, at_most: 3 %" + rest)),
              "observed.a.change: is missing"));
    CHECK(has(problems_of(world("  a: {metric: x, change: {at_most: 3 %}" + rest)),
              "observed.a.against: is missing"));
    CHECK(has(problems_of(world("  a: {metric: x, against: b.yaml, change: {}" + rest)),
              "observed.a.change: expected one of"));
    CHECK(has(
        problems_of(world("  a: {metric: x, against: b.yaml, at_most: 3 %, change: {at_most: 3 %}" + rest)),
        "with 'against', what is accepted stands under 'change'"));
}

TEST_CASE("the schema of scenarios knows what is observed") {
    const std::string schema = scenario_schema();
    CHECK(has(schema, "\"observed\""));
    CHECK(has(schema, "\"at_least\""));
    CHECK(has(schema, "\"hearsay\"") == false);
    CHECK(has(schema, "\"measured\""));
}
