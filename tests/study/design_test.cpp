// What is varied and asked: tables, the smallest that is enough, and which inputs matter, where theory knows.
#include <cmath>

#include "hanhlang/report/design.hpp"
#include "hanhlang/study/ledger.hpp"
#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

#include <catch2/catch.hpp>

using namespace hanhlang;

namespace {

/// A queue of 12 trucks an hour that take 10 minutes each: 2 officers are busy on average.
const std::string queue = small(
    R"yaml(
places: {gate: {kind: gate, desks: [counter]}}
staff: {officers: {people: 5, each: {capital: 0 USD, running: 10 kUSD per year}}}
desks: {counter: {staff: officers, takes: "exponential(10 min)"}}
demand: {d: {route: [gate], trucks: 288 per day}}
investment: {rate: 5 % per year, years: 10}
costs: {fuel: 0.8 USD/l}
)yaml",
    "{from: 2025-09-01, warm_up: 1 days, measure: 14 days, max_overrun: 2 days}");

/// Two desks without chance: what each takes is all there is to know.
const std::string sum = small(
    R"yaml(
places: {gate: {kind: gate, desks: [first, second, third]}}
staff: {a: {people: 50}, b: {people: 50}, c: {people: 50}}
desks: {first: {staff: a, takes: 15 min}, second: {staff: b, takes: 15 min}, third: {staff: c, takes: 1 min}}
demand: {d: {route: [gate], trucks: 50 per day}}
uncertain: {slow: {paths: desks.third.takes, values: [1 min, 1 min]}}
)yaml",
    "{from: 2025-09-01, measure: 1 days, max_overrun: 1 days}");

struct Studies : Scratch {
    Studies() {
        write("queue.yaml", queue);
        write("sum.yaml", sum);
    }
    Study study(const std::string& text) const { return load_study(write("study.yaml", text)); }
    std::string problems(const std::string& text) const {
        try {
            study(text);
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    }
};

RunOptions options(std::uint32_t replications) {
    RunOptions all;
    all.replications = replications;
    all.farm.jobs = 2;
    return all;
}

void quiet(const std::string&) {}

const std::string asks_queue =
    "scenario: queue.yaml\nstatistics: {replications: {min: 20, max: 80}}\n"
    "vary: {officers: {path: staff.officers.people, from: 3, to: 6, step: 1}}\n";

}  // namespace

TEST_CASE("a sweep gives the waits that Erlang knows, and the officer after whom the next is not worth it") {
    const Studies files;
    const Study study =
        files.study(asks_queue +
                    "against: {runs.traffic: [50 %, 100 %]}\nmetrics: [desk.counter.wait.mean]\n"
                    "sweep: {knee: {metric: desk.counter.wait.mean, along: officers, share: 10 %}}\n");
    const SweepRun run = run_sweep(study, options(20));
    REQUIRE(run.points.size() == 4);
    REQUIRE(run.cells.front().size() == 2);
    // Erlang's C over (c mu - lambda), in hours, of 2 erlang and c = 3 … 6.
    const std::array<double, 4> waits{0.4444444 / 6, 0.1739130 / 12, 0.0597015 / 18, 0.0180723 / 24};
    for (std::size_t c = 0; c < 4; ++c) {
        const Measured& m = run.cells[c][1].measured.front();
        const double half = (m.interval.high - m.interval.low) / 2;
        // z at one in 10^5 for a t of 19 degrees; and sharp enough to tell one from the next.
        CHECK(std::abs(m.estimate - waits[c]) < half * 5.8 / 2.093);
        CHECK(half < 0.25 * waits[c]);
        CHECK(run.cells[c][0].measured.front().estimate < m.estimate);
    }
    REQUIRE(run.knees.size() == 2);
    REQUIRE(run.knees[1].knee.at);
    CHECK(*run.knees[1].knee.at == 5);  // the fifth brings 15 % of what all three bring, the sixth 3.5 %
    const std::string text = describe_sweep(study, run);
    CHECK(has(text, "traffic 100 %"));
    CHECK(has(sweep_csv(study, run),
              "officers,future,metric,replication,value\n3,traffic 50 %,desk.counter.wait.mean,0,"));
}

TEST_CASE("the smallest number of officers that is enough is the one that Erlang gives") {
    const Studies files;
    const Study study = files.study(
        asks_queue + "search: {find: smallest, keep: [{metric: desk.counter.wait.mean, at_most: 2 min}]}\n");
    const SearchRun run = run_search(study, options(20), quiet);
    REQUIRE(run.best);
    CHECK(run.points[*run.best].at.begin()->second == "4");  // 4.4 min with three, 52 s with four
    CHECK(run.points[0].proof == Proof::insufficient);
    CHECK(run.undecided_before == 0);
    CHECK(run.alpha == Approx(0.05));  // the order is fixed: nothing is shared
    const Study never = files.study(
        asks_queue + "search: {find: smallest, keep: [{metric: desk.counter.wait.mean, at_most: 1 s}]}\n");
    const SearchRun none = run_search(never, options(20), quiet);
    CHECK_FALSE(none.best);
    for (const SearchPoint& point : none.points) CHECK(point.proof == Proof::insufficient);
}

TEST_CASE("the cheapest design holds in every future, and what is worse in everything is not run") {
    const Studies files;
    const Study study = files.study(
        asks_queue.substr(0, asks_queue.find("vary:")) +
        "vary: {officers: {path: staff.officers.people, from: 2, to: 7, step: 1}, takes: {path: "
        "desks.counter.takes, "
        "values: [exponential(12 min), exponential(10 min)]}}\nagainst: {runs.traffic: [50 %, 100 %]}\n"
        "search: {find: cheapest, keep: [{metric: desk.counter.wait.mean, at_most: 2 min}]}\n");
    const SearchRun run = run_search(study, options(20), quiet);
    REQUIRE(run.best);
    // Four officers: enough at 10 minutes a truck (52 s), and at 12 they wait 2.7 min.
    CHECK(name_of(*study.design, run.points[*run.best].at) == "officers 4, takes exponential(10 min)");
    CHECK(run.points[*run.best].cost == Approx(40'000));
    CHECK(run.alpha == Approx(0.05 / 12));
    const auto not_run = std::count_if(run.points.begin(), run.points.end(), [](const SearchPoint& p) {
        return p.proof != Proof::undecided && !p.because.empty() && p.replications == 0;
    });
    CHECK(not_run >= 2);
    CHECK(has(describe_search(study, run), "more of anything is never worse"));
}

TEST_CASE("a sum of two times has the effects and shares of variance that one works out by hand") {
    const Studies files;
    const Study study = files.study(
        "scenario: sum.yaml\nvary: {first: {path: desks.first.takes, from: 10 min, to: 20 min}, second: "
        "{path: "
        "desks.second.takes, from: 5 min, to: 30 min}, uncertain: uncertain}\n"
        "sensitivity: {of: [trip.service_time.mean], morris: {trajectories: 4, levels: 4}, sobol: {points: "
        "64, most: "
        "2}}\n");
    REQUIRE(study.design->factors.size() == 3);
    const SensitivityRun run = run_sensitivity(study, options(2), quiet);
    CHECK(run.unusable == 0);
    CHECK(run.points == 4 * 4 + 64 * 4);
    const WhatMatters& one = run.all.front();
    REQUIRE(one.screened.size() == 3);
    CHECK(one.screened[0].mean_size == Approx(10.0 / 60).epsilon(1e-4));
    CHECK(one.screened[1].mean_size == Approx(25.0 / 60).epsilon(1e-4));
    CHECK(one.screened[1].sd == Approx(0).margin(1e-6));
    CHECK(one.screened[2].mean_size == 0);  // both values are the same
    CHECK(one.of_variance == std::vector<std::size_t>{0, 1});
    // Variances 100 / 12 and 625 / 12; 64 points of a sequence are off by little, and the two add up.
    CHECK(one.indices->inputs[0].total == Approx(100.0 / 725).margin(0.02));
    CHECK(one.indices->inputs[1].total == Approx(625.0 / 725).margin(0.05));
    CHECK(one.indices->noise == Approx(0).margin(1e-9));
    CHECK(has(describe_sensitivity(study, run), "first"));
}

TEST_CASE("designs take their points from levels and ranges, and constraints leave some out") {
    const Studies files;
    const std::string vary =
        "scenario: queue.yaml\nmetrics: [desk.counter.wait.mean]\nvary: {officers: {path: "
        "staff.officers.people, from: 2, "
        "to: 9}, traffic: {path: runs.traffic, values: [50 %, 100 %, 150 %]}}\n";
    const auto points = [&](const std::string& sweep, const std::string& more = "") {
        const Study study = files.study(vary + more + "sweep: " + sweep + "\n");
        return sweep_points(*study.design, *study.design->sweep, 1);
    };
    const auto sobol = points("{design: sobol, points: 16}");
    CHECK(sobol.size() == 16);
    for (const DesignPoint& point : sobol) {
        const int officers = std::stoi(point.at(0));
        CHECK((officers >= 2 && officers <= 9));
    }
    CHECK(points("{design: latin hypercube, points: 9}").size() == 9);
    CHECK(points("{design: list, of: [officers, traffic], points: [[2, 50 %], [3, 150 %]]}").size() == 2);
    CHECK(points("{design: one at a time, of: [traffic]}").size() == 3);
    CHECK(points("{design: list, points: [[2, 50 %], [3, 150 %], [9, 150 %]]}",
                 "require: [officers >= 3, officers <= 8]\n")
              .size() == 1);
    CHECK(points("{design: list, points: [[2, 50 %], [3, 150 %], [9, 150 %]]}",
                 "require: ['traffic <= 25 * officers']\n")
              .size() == 2);
}

TEST_CASE("all that is wrong with a design is said before anything is run") {
    const Studies files;
    const auto with = [&](const std::string& vary, const std::string& more) {
        return files.problems("scenario: queue.yaml\nvary: " + vary + "\n" + more);
    };
    const std::string fine = "{officers: {path: staff.officers.people, from: 3, to: 6, step: 1}}";
    const std::string sweep = "metrics: [desk.counter.wait.mean]\nsweep: {design: grid}\n";
    CHECK(with(fine, sweep) == "none");
    CHECK(has(with("{officers: {path: staff.oficers.people, from: 3, to: 6, step: 1}}", sweep),
              "found 'staff.oficers.people', which leads to no value of the scenario"));
    CHECK(has(with("{officers: {path: staff.officers.people, from: -3, to: 6, step: 1}}", sweep),
              "officers = -3: "));
    CHECK(has(with("{officers: {path: staff.officers.people, from: 6, to: 3}}", sweep),
              "expected 'from' below 'to'"));
    CHECK(has(with("{officers: {path: staff.officers.people, from: 3, to: 6}}", sweep),
              "needs values of 'officers'"));
    CHECK(has(with(fine, ""), "nothing asks for it"));
    CHECK(has(with(fine, "metrics: [desk.counter.wate.mean]\nsweep: {design: grid}\n"),
              "desk.counter.wate.mean"));
    CHECK(has(with(fine, "metrics: [desk.counter.wait.mean]\nsweep: {design: gird}\n"),
              "did you mean 'grid'?"));
    CHECK(has(with(fine, "metrics: [desk.counter.wait.mean]\nsweep: {design: grid, of: [oficers]}\n"),
              "found 'oficers', which is no factor"));
    CHECK(has(with(fine, "require: [officer >= 2]\n" + sweep),
              "found 'officer', which is no factor (did you mean"));
    CHECK(has(with(fine, "against: {runs.trafic: [1]}\n" + sweep), "runs.trafic"));
    CHECK(
        has(with(fine, "search: {keep: [{metric: desk.counter.wait.mean, at_most: 2 t}]}\n"), "found '2 t'"));
    CHECK(has(with(fine, "sensitivity: {of: [c1], morris: {}}\n"), "no claim has this id"));
    CHECK(has(with("{officers: {path: staff.officers.people, values: [3, x, 5]}}", sweep), "officers = x: "));
    CHECK(has(with("{officers: {path: staff.officers.people, values: [3, 3]}}", sweep), "found '3' twice"));
    CHECK(has(with("{a: {path: staff.officers.people, values: [3, 4]}, b: {path: staff.officers.people, "
                   "values: [3, 4]}}",
                   sweep),
              "sets staff.officers.people as 'a' does"));
    CHECK(has(with("{a: {path: runs.traffic, values: [100 %, 200 %]}}",
                   "against: {runs.traffic: [100 %]}\n" + sweep),
              "as the factor 'a' does"));
    CHECK(has(with(fine, "require: [officers <= 6 min]\n" + sweep), "expected both sides in one unit"));
    CHECK(has(with(fine, "require: [officers >= 9]\n"), "nothing asks for it"));
    CHECK(has(with("uncertain", "sensitivity: {of: [trip.transit_time.mean], morris: {}}\n"),
              "has nothing to vary"));
    CHECK(has(files.problems("scenario: queue.yaml\n"), "expected arms, or vary"));
    CHECK(has(files.problems("arms: {a: queue.yaml, b: queue.yaml}\nsweep: {design: grid}\n"),
              "needs 'vary:'"));
}

TEST_CASE(
    "values are put in order of their numbers, and what is too little stays so in any order of the file") {
    const Studies files;
    const Study study = files.study(
        "scenario: queue.yaml\nstatistics: {replications: {min: 20, max: 80}}\n"
        "vary: {officers: {path: staff.officers.people, values: [6, 3, 5, 4]}}\n"
        "search: {find: smallest, keep: [{metric: desk.counter.wait.mean, at_most: 2 min}]}\n");
    const SearchRun run = run_search(study, options(20), quiet);
    REQUIRE(run.best);
    CHECK(run.points[*run.best].at.begin()->second == "4");
}

TEST_CASE("a design beyond capacity is never enough, however short the run") {
    const Studies files;
    const Study study = files.study(
        "scenario: queue.yaml\nstatistics: {replications: {min: 20, max: 20}}\n"
        "vary: {officers: {path: staff.officers.people, values: [1, 2, 3]}}\n"
        "search: {find: smallest, keep: [{metric: desk.counter.wait.mean, at_most: 1000 h}]}\n");
    const SearchRun run = run_search(study, options(20), quiet);
    REQUIRE(run.best);
    CHECK(run.points[*run.best].at.begin()->second == "3");
    CHECK(run.points[1].proof == Proof::undecided);
}

TEST_CASE("effects over the whole range are those of whole numbers and of levels as well") {
    const Studies files;
    for (const char* const levels : {"2", "4", "8"}) {
        const Study study = files.study(std::string("scenario: sum.yaml\nvary: {first: {path: "
                                                    "desks.first.takes, values: [10 min, 20 min]}, second: "
                                                    "{path: desks.second.takes, values: [5 min, 10 min, 15 "
                                                    "min]}, third: {path: desks.third.takes, "
                                                    "from: 1 min, to: 2 min}}\nsensitivity: {of: "
                                                    "[trip.service_time.mean], morris: {trajectories: 4, "
                                                    "levels: ") +
                                        levels + "}}\n");
        const SensitivityRun run = run_sensitivity(study, options(2), quiet);
        const auto& screened = run.all.front().screened;
        REQUIRE(screened.size() == 3);
        CHECK(screened[0].mean_size == Approx(10.0 / 60).epsilon(1e-4));
        CHECK(screened[1].mean_size == Approx(10.0 / 60).epsilon(1e-4));
        CHECK(screened[2].mean_size == Approx(1.0 / 60).epsilon(1e-4));
    }
}

TEST_CASE("slices of a large sweep are all of it") {
    const Studies files;
    const Study study = files.study(
        "scenario: sum.yaml\nvary: {first: {path: desks.first.takes, from: 1 min, to: 70 min, step: 1 min}}\n"
        "metrics: [trip.service_time.mean]\nsweep: {design: grid}\n");
    std::size_t runs = 0;
    for (std::uint32_t shard = 0; shard < 2; ++shard) {
        RunOptions slice = options(2);
        slice.shard = shard;
        slice.shards = 2;
        slice.ledger = std::make_shared<Ledger>(files.path / ("slice" + std::to_string(shard)));
        run_sweep(study, slice);
        for (const Ledger::Row& row : slice.ledger->rows()) runs += row.replications;
    }
    CHECK(runs == 140);
}
