// Figures against small worlds whose answers are known by hand; each that holds beside one that does not.
#include "hanhlang/study/backcast.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "hanhlang/report/backcast.hpp"
#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Three trucks a day at a gate that opens at 07:00; each is served for 10 min. Nothing is left to chance.
const std::string world = small(R"(
places: {gate: {hours: mon-sun 07:00-19:00, desks: [counter]}}
desks: {counter: {bays: 9, takes: 10 min}}
commodities: {stone: {payload: 20 t}}
demand: {t: {route: [gate], at: [04:00, 05:00, 12:00], carries: stone}}
)",
                                "{from: 2025-09-01, warm_up: 0 days, measure: 20 days, max_overrun: 1 day}");

std::string with(const std::string& figure) {
    return world + "observed:\n  f: {" + figure + ", use: check, year: 2024, grade: measured}\n";
}

Judgement judged(const std::string& figure, const std::vector<std::string>& settings = {},
                 std::uint32_t replications = 3) {
    const Scenario scenario = load_text(with(figure), settings);
    RunOptions options;
    options.replications = replications;
    return run_backcast("world", scenario, make_backcast(scenario, settings), options).judgements.front();
}

std::string complaints(const std::string& figure) {
    try {
        make_backcast(load_text(with(figure)));
        return "none";
    } catch (const InputError& error) {
        return error.what();
    }
}

/// A file for a change to start from, which is gone when the test ends.
class Baseline {
 public:
    explicit Baseline(const std::string& text) : path(folder.write("baseline.yaml", text).string()) {}
    const Scratch folder;
    const std::string path;
};

}  // namespace

TEST_CASE("an interval inside the band holds, outside it misses, across its border it is undecided") {
    const Band band{10, 20};
    CHECK(verdict_of(band, {15, 11, 19}) == Verdict::holds);
    CHECK(verdict_of(band, {15, 10, 20}) == Verdict::holds);
    CHECK(verdict_of(band, {5, 1, 9}) == Verdict::misses);
    CHECK(verdict_of(band, {25, 21, 29}) == Verdict::misses);
    CHECK(verdict_of(band, {15, 9, 21}) == Verdict::undecided);
    CHECK(verdict_of(band, {9, 7, 11}) == Verdict::undecided);
    CHECK(verdict_of(band, {19, 18, 20.1}) == Verdict::undecided);
}

TEST_CASE("an open side of a band is never crossed") {
    const Band at_least{48, Band{}.high};
    CHECK(verdict_of(at_least, {60, 50, 70}) == Verdict::holds);
    CHECK(verdict_of(at_least, {40, 30, 47}) == Verdict::misses);
    CHECK(verdict_of(at_least, {50, 40, 60}) == Verdict::undecided);
    const Band at_most{Band{}.low, 48};
    CHECK(verdict_of(at_most, {40, 30, 47}) == Verdict::holds);
    CHECK(verdict_of(at_most, {60, 50, 70}) == Verdict::misses);
}

TEST_CASE("without an interval, or without anything observed, nothing is decided") {
    CHECK(verdict_of({10, 20}, {15}) == Verdict::undecided);
    CHECK(verdict_of({10, 20}, {}) == Verdict::undecided);
    CHECK(verdict_of({}, {}) == Verdict::undecided);
    CHECK(std::isnan(miss_of({10, 20}, std::nan(""))));
}

TEST_CASE("a miss says how far outside and on which side; what is rounded is not outside") {
    CHECK(miss_of({10, 20}, 15) == 0);
    CHECK(miss_of({10, 20}, 7) == -3);
    CHECK(miss_of({10, 20}, 26) == 6);
    CHECK(miss_of({567, 693}, 567 * (1 - 1e-12)) == 0);
    CHECK(verdict_of({567, 693}, {567, 567 * (1 - 1e-12), 567}) == Verdict::holds);
    CHECK(verdict_of({567, 693}, {567, 567 * (1 - 1e-6), 567}) == Verdict::undecided);
}

TEST_CASE("figures are judged in their own unit") {
    // 3 h, 2 h and no waiting, and 10 min each.
    const Judgement time = judged("metric: place.gate.crossing_time.mean, value: 110 min, within: 1 min");
    CHECK(time.simulated.value == Approx(110));
    CHECK(time.verdict == Verdict::holds);
    CHECK(time.miss == 0);
    const Judgement tonnes =
        judged("metric: place.gate.tonnes.per_day, between: [21 kt per year, 22 kt per year]");
    CHECK(tonnes.simulated.value == Approx(60 * 365 / 1e3));
    CHECK(tonnes.verdict == Verdict::holds);
    CHECK(judged("metric: place.gate.crossings.per_year, value: 3 per day, within: 0 %").verdict ==
          Verdict::holds);
    CHECK(judged("metric: place.gate.queue.max, value: 40 m, within: 1 m, spacing: 20 m").verdict ==
          Verdict::holds);
}

TEST_CASE("a figure that is off misses, by so much of its own unit and of the border") {
    const Judgement low = judged("metric: place.gate.crossing_time.mean, at_least: 220 min");
    CHECK(low.verdict == Verdict::misses);
    CHECK(low.miss == Approx(-110));
    CHECK(low.miss_share == Approx(-0.5));
    const Judgement high = judged("metric: place.gate.queue.max, at_most: 10 m, spacing: 20 m");
    CHECK(high.verdict == Verdict::misses);
    CHECK(high.miss == Approx(30));
    CHECK(high.miss_share == Approx(3));
    const Judgement of_nothing = judged("metric: trip.finished.total, at_most: 0");
    CHECK(of_nothing.miss == 60);
    CHECK(std::isnan(of_nothing.miss_share));
}

TEST_CASE("per cent of a value are relative, points of a share are absolute") {
    const auto band = [](const std::string& figure) { return judged(figure).figure.band; };
    CHECK(band("metric: place.gate.crossings.per_day, value: 600 per day, within: 10 %").low == Approx(540));
    CHECK(band("metric: place.gate.crossings.per_day, value: 600 per day, within: 20 per day").high ==
          Approx(620));
    const Baseline base{world};
    const std::string change = "metric: place.gate.crossings.per_day, against: " + base.path;
    CHECK(band(change + ", change: {value: -45 %, within: 10 pp}").low == Approx(-55));
    CHECK(band(change + ", change: {value: -45 %, within: 10 pp}").high == Approx(-35));
    CHECK(band(change + ", change: {value: -45 %, within: 10 %}").low == Approx(-49.5));
}

TEST_CASE("a change is this scenario relative to the one it is against") {
    const Baseline base{world};
    const std::string figure =
        "metric: place.gate.crossings.per_day, against: " + base.path + ", change: {between: [-34 %, -33 %]}";
    const Judgement third = judged(figure, {"demand.t.at=[\"04:00\", \"05:00\"]"});
    // The setting is laid upon both, so nothing changes.
    CHECK(third.simulated.value == 0);
    CHECK(third.simulated.low == 0);
    CHECK(third.simulated.high == 0);
    CHECK(third.verdict == Verdict::misses);
    CHECK(third.miss == Approx(33));
    CHECK(third.miss_share == Approx(1));

    std::string fewer = with(figure);
    fewer.replace(fewer.find("04:00, 05:00, 12:00"), 19, "04:00, 05:00");
    const Scenario scenario = load_text(fewer);
    RunOptions options;
    options.replications = 3;
    const BackcastRun run = run_backcast("fewer", scenario, make_backcast(scenario), options);
    CHECK(run.judgements[0].simulated.value == Approx(-100 / 3.0));
    CHECK(run.judgements[0].verdict == Verdict::holds);
}

TEST_CASE("a change is paired: what chance does to both scenarios is no doubt about it") {
    const std::string busy = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: exponential(10 min)}}
demand: {t: {route: [gate], trucks: 100 per day}}
)");
    const Baseline base{busy};
    const std::string figures =
        "observed:\n  slower: {metric: desk.counter.service.mean, against: " + base.path +
        ", change: {value: 10 %, within: 1 pp}, use: check, year: 2024, grade: weak}\n"
        "  level: {metric: desk.counter.service.mean, value: 11 min, within: 10 %, use: "
        "check, year: 2024, grade: weak}\n";
    std::string slower = busy + figures;
    slower.replace(slower.find("exponential(10 min)"), 19, "exponential(11 min)");
    const Scenario scenario = load_text(slower);
    RunOptions options;
    options.replications = 4;
    const auto judgements = run_backcast("slower", scenario, make_backcast(scenario), options).judgements;
    CHECK(judgements[0].verdict == Verdict::holds);
    CHECK(judgements[0].simulated.high - judgements[0].simulated.low < 0.1);
    CHECK(judgements[1].simulated.high - judgements[1].simulated.low > 0.1);
}

TEST_CASE("one replication has no interval and decides nothing") {
    const Judgement one =
        judged("metric: place.gate.crossings.per_day, value: 3 per day, within: 10 %", {}, 1);
    CHECK(one.simulated.value == Approx(3));
    CHECK(one.verdict == Verdict::undecided);
}

TEST_CASE("a metric that never came up is undecided, not zero") {
    const Judgement never =
        judged("metric: \"place.gate.crossing_time.mean[direction=westbound]\", at_most: 3 h");
    CHECK(std::isnan(never.simulated.value));
    CHECK(never.verdict == Verdict::undecided);
}

TEST_CASE("metrics and units that do not fit are refused with their place") {
    CHECK(complaints("metric: place.gate.crossing_time.mean, at_most: 3 h") == "none");
    CHECK(has(complaints("metric: place.gaet.crossing_time.mean, at_most: 3 h"),
              "observed.f.metric: 'place.gaet.crossing_time.mean' is no metric (did you mean "
              "'place.gate.crossing_time.mean'?)"));
    const std::string unit = complaints("metric: place.gate.crossing_time.mean, at_most: 3 km");
    CHECK(has(unit, "text:"));
    CHECK(has(unit,
              ":55: observed.f.at_most: found '3 km' with another unit, expected a duration such as 6 h"));
    CHECK(has(complaints("metric: place.gate.queue.max, at_most: 3 km"), "with 'spacing' a length"));
    CHECK(has(complaints("metric: place.gate.queue.max, at_most: 3, spacing: 20 m"),
              "observed.f.spacing: is for"));
    CHECK(has(complaints("metric: place.gate.queue.max, between: [5, 3]"), "the lowest value first"));
    CHECK(has(complaints("metric: place.gate.queue.max, value: 5, within: 1 h"),
              "observed.f.within: found '1 h'"));
    CHECK(has(complaints("metric: place.gate.crossings.per_day, value: 5 per day, within: 1 pp"), "'1 pp'"));
}

TEST_CASE("a scenario that a change starts from must be there, be whole and have the metric") {
    const std::string figure = "metric: desk.counter.service.mean, change: {at_most: 3 %}, against: ";
    CHECK(has(complaints(figure + "nowhere.yaml"), "observed.f.against: 'nowhere.yaml' cannot be loaded:"));
    const Baseline broken{"runs: {}\n"};
    CHECK(has(complaints(figure + broken.path), "runs.from: is missing"));
    const Baseline other{small("places: {elsewhere: {}}\ndemand: {t: {route: [elsewhere], at: 08:00}}\n")};
    CHECK(has(complaints(figure + other.path), "is no metric, in " + other.path));
}

TEST_CASE("what is printed names figures, roles, bands and misses") {
    const Scenario scenario =
        load_text(with("metric: place.gate.crossings.per_year, at_most: 500 per year, regime: one stop"));
    RunOptions options;
    options.replications = 2;
    const BackcastRun run = run_backcast("world", scenario, make_backcast(scenario), options);
    const std::string text = describe_backcast(run, 0.95);
    CHECK(has(text, "at most 500 per year"));
    CHECK(has(text, "+595 per year (+119 %)"));
    CHECK(has(text, "one stop"));
    CHECK(has(text, "checks  0 holds, 1 misses, 0 undecided"));
    const std::string json = backcast_json({run}, 0.95);
    CHECK(has(json, "\"low\": null"));
    CHECK(has(json, "\"verdict\": \"misses\""));
    CHECK(has(json, "\"source\": \"guess\""));
}
