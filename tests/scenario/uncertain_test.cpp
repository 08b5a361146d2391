// Inputs that are not known: what is drawn for them, and what cannot be.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

const std::string world = small(R"yaml(
places: {a: {}, gate: {desks: [counter]}, b: {}}
road_classes: {good: {speed: 50 km/h}, bad: {speed: 20 km/h}}
roads: {a to gate: {length: 60 km, class: good}, gate to b: {length: 60 km, class: bad}}
staff: {officer: {people: 10, closing: finish}}
desks: {counter: {staff: officer, takes: "lognormal(mean 35 min, cv 0.5)"}}
demand: {t: {from: a, to: b, trucks: 90 per day}}
uncertain:
  speeds: {paths: road_classes.*.speed, factor: "uniform(80, 120) %"}
  work:   {paths: [desks.*.takes, staff.officer.people], factor: 50 %}
  rules:  {paths: staff.officer.closing, values: [finish, suspend]}
)yaml");

std::vector<std::string> draw(const std::string& text, std::uint32_t number, std::uint64_t seed = 1) {
    return draw_uncertain(parse_document(text, "text"), load_text(text), seed, number);
}

}  // namespace

TEST_CASE("a draw multiplies what is said on all its paths by one factor, and leaves what is relative") {
    const Scenario drawn = load_text(world, draw(world, 3));
    const double factor = drawn.road_classes[0].speed.value / 50;
    CHECK(factor > 0.8);
    CHECK(factor < 1.2);
    CHECK(drawn.road_classes[1].speed.value == Approx(20 * factor));
    CHECK(drawn.staff[0].people == 5);
    CHECK(drawn.desks[0].takes.mean() == Approx(17.5 * 60'000));
    CHECK(drawn.desks[0].takes.quantile(0.9) / drawn.desks[0].takes.quantile(0.1) ==
          Approx(load_text(world).desks[0].takes.quantile(0.9) /
                 load_text(world).desks[0].takes.quantile(0.1)));
}

TEST_CASE("draws are those of the seed, the number and the name, and spread over the range") {
    CHECK(draw(world, 3) == draw(world, 3));
    CHECK(draw(world, 3) != draw(world, 4));
    CHECK(draw(world, 3) != draw(world, 3, 2));
    std::vector<double> factors;
    int suspends = 0;
    for (std::uint32_t i = 1; i <= 400; ++i) {
        const Scenario s = load_text(world, draw(world, i));
        factors.push_back(s.road_classes[0].speed.value / 50);
        suspends += s.staff[0].closing == Staff::Closing::suspend ? 1 : 0;
    }
    const double mean = std::accumulate(factors.begin(), factors.end(), 0.0) / 400;
    CHECK(mean == Approx(1).margin(5 * 0.4 / std::sqrt(12 * 400)));
    CHECK(*std::min_element(factors.begin(), factors.end()) < 0.81);
    CHECK(*std::max_element(factors.begin(), factors.end()) > 1.19);
    CHECK(std::abs(suspends - 200) < 50);  // 5 sigma
}

TEST_CASE("what is uncertain changes no run by itself, and must lead to a number") {
    const std::string known = world.substr(0, world.find("uncertain:"));
    CHECK(load_text(world).hash == load_text(known).hash);
    CHECK(has(problems_of(replaced(world, "road_classes.*.speed", "road_classes.*.speeed")),
              "uncertain.speeds.paths: found 'road_classes.*.speeed', which leads to no value"));
    CHECK(has(problems_of(replaced(world, "staff.officer.people", "desks.counter.staff")),
              "found 'officer' at desks.counter.staff, which is no number"));
    CHECK(has(problems_of(replaced(world, ", factor: 50 %", "")), "expected one of 'factor' and 'values'"));
}

TEST_CASE("what no draw can use is named with the input that draws it") {
    const auto with = [](const std::string& inputs) {
        return problems_of(world.substr(0, world.find("uncertain:")) + "uncertain:\n  " + inputs + "\n");
    };
    CHECK(with("x: {paths: road_classes.good.speed, factor: \"uniform(80, 120) %\"}") == "none");
    CHECK(has(with("x: {paths: road_classes.good.speed, values: [40 km/h, 30 kg]}"),
              "uncertain.x: a draw may give road_classes.good.speed = 30 kg"));
    CHECK(has(with("x: {paths: runs.from, factor: \"uniform(80, 120) %\"}"),
              "uncertain.x: a draw may give runs.from"));
    CHECK(has(with("x: {paths: desks.counter.takes, values: [\"exponential(3 min)\", banana]}"),
              "uncertain.x: a draw may give desks.counter.takes = banana"));
    CHECK(has(with("x: {paths: staff.officer.people, values: [3, many]}"),
              "uncertain.x: a draw may give staff.officer.people = many"));
    CHECK(has(with("x: {paths: uncertain.x.factor, factor: 50 %}"), "which changes no run"));
    CHECK(
        has(with("x: {paths: staff.officer.people, factor: 50 %}\n  y: {paths: staff.*.people, values: [3]}"),
            "staff.officer.people is uncertain in 'x' already"));
}

TEST_CASE("a draw is tried once, and units are no numbers") {
    const std::string known = world.substr(0, world.find("uncertain:"));
    const std::string growth = known + "growth: {base: 2025, rate: 600 % per year}\n" +
                               "uncertain:\n  x: {paths: growth.rate, factor: \"uniform(100, 160) %\"}\n";
    for (std::uint32_t i = 1; i <= 10; ++i) CHECK_NOTHROW(load_text(growth, draw(growth, i)));
    CHECK(load_text(growth, draw(growth, 1)).uncertain.empty());
    const std::string fuel = known + "fleets: {f: {fuel: {loaded: 40 l/100km, empty: 26 l/100km}}}\n" +
                             "uncertain:\n  x: {paths: fleets.*.fuel.loaded, factor: 50 %}\n";
    CHECK(load_text(fuel, draw(fuel, 1)).fleets[0].fuel->loaded.value == Approx(0.2));
}
