#include "hanhlang/study/bounds.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <stdexcept>

#include "hanhlang/scenario/load.hpp"

using namespace hanhlang;

namespace {

const std::string border = R"(source: guess
runs: {from: 2025-09-01, warm_up: 1 days, measure: 7 days, max_overrun: 3 days}
places: {gate: {kind: gate, desks: [papers, check]}}
staff: {officer: {people: 3, hours: mon-sun 06:00-20:00}}
desks: {papers: {staff: officer, takes: exponential(12 min)}, check: {staff: officer, takes: 30 min, share: 20 %}}
demand: {east: {route: [gate], trucks: 80 per day}, west: {route: [gate], direction: westbound, trucks: 20 per day}}
)";

std::vector<Arm> arms(const std::vector<std::vector<std::string>>& settings,
                      const std::vector<std::string>& metrics) {
    std::vector<Arm> all;
    for (const auto& set : settings) all.push_back({"arm", load_text(border, set), metrics});
    return all;
}

std::vector<Outcome> run(std::vector<Arm> all, unsigned jobs = 2, std::uint32_t replications = 8) {
    RunOptions options;
    options.replications = replications;
    options.farm.jobs = jobs;
    bool complete = false;
    auto outcomes = run_arms(std::move(all), options, complete);
    REQUIRE(complete);
    return outcomes;
}

const std::vector<std::string> metrics{"trip.transit_time.mean", "trip.transit_time.p95",
                                       "desk.check.wait.mean", "staff.officer.utilisation",
                                       "trip.started.total"};

}  // namespace

TEST_CASE("every task runs once, on any number of threads, and the first exception comes out") {
    for (const unsigned jobs : {1U, 2U, 5U}) {
        std::vector<std::atomic<int>> seen(100);
        Farm farm;
        farm.jobs = jobs;
        std::size_t last = 0;
        farm.progress = [&](std::size_t done, std::size_t) { last = done; };
        CHECK(run_tasks(farm, seen.size(), [&](std::size_t i) { ++seen[i]; }));
        CHECK(std::all_of(seen.begin(), seen.end(), [](const auto& n) { return n == 1; }));
        CHECK(last == 100);
        CHECK_THROWS_WITH(run_tasks(farm, 10,
                                    [](std::size_t i) {
                                        if (i == 3) throw std::runtime_error("task 3");
                                    }),
                          "task 3");
    }
}

TEST_CASE("a stopped farm begins no further task and says so") {
    std::atomic<bool> stop{false};
    Farm farm;
    farm.jobs = 2;
    farm.stop = &stop;
    std::atomic<int> done{0};
    CHECK_FALSE(run_tasks(farm, 1000, [&](std::size_t) {
        if (++done == 10) stop = true;
    }));
    CHECK(done < 20);
}

TEST_CASE("the outcome has the same bits on one thread and on four") {
    const auto one = run(arms({{}, {"staff.officer.people=4"}}, metrics), 1);
    const auto four = run(arms({{}, {"staff.officer.people=4"}}, metrics), 4);
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].fingerprint == four[i].fingerprint);
        for (std::size_t k = 0; k < metrics.size(); ++k) {
            CHECK(one[i].findings[k].estimate.value == four[i].findings[k].estimate.value);
            CHECK(one[i].findings[k].estimate.half_width == four[i].findings[k].estimate.half_width);
        }
    }
    CHECK(one[0].fingerprint != one[1].fingerprint);
}

TEST_CASE("a scenario against itself differs by exactly nothing") {
    const auto both = run(arms({{}, {}}, metrics));
    CHECK(same_trucks(both[0], both[1]));
    for (const Comparison& c : compare(both[0], both[1], 0.95)) {
        CHECK(c.difference.value == 0);
        CHECK(c.difference.half_width == 0);
        CHECK(c.reduction.estimate == 0);
    }
}

TEST_CASE("pairs on the same trucks are sharper than independent arms") {
    const auto paired = run(arms({{}, {"staff.officer.people=4"}}, {"trip.transit_time.mean"}), 2, 20);
    CHECK(same_trucks(paired[0], paired[1]));
    const Comparison c = compare(paired[0], paired[1], 0.95).front();
    CHECK(c.reduction.interval.low > 0);
    const double independent = std::sqrt(c.baseline.half_width * c.baseline.half_width +
                                         c.treatment.half_width * c.treatment.half_width);
    CHECK(c.difference.half_width < 0.8 * independent);
    CHECK(c.difference.value == Approx(c.baseline.value - c.treatment.value));
    CHECK(c.reduction.estimate == Approx(1 - c.treatment.value / c.baseline.value));
}

TEST_CASE("arms with other traffic are not the same trucks") {
    const auto both = run(arms({{}, {"demand.east.trucks=90 per day"}}, {"trip.transit_time.mean"}), 2, 2);
    CHECK_FALSE(same_trucks(both[0], both[1]));
    CHECK(other_ends(both[0].scenario, both[1].scenario).empty());
    Scenario shorter = both[0].scenario;
    shorter.demand[0].route.clear();
    shorter.demand[0].from.reset();
    shorter.demand[0].to.reset();
    CHECK(other_ends(both[0].scenario, shorter) == std::vector<std::string>{shorter.demand[0].name});
}

TEST_CASE("what a treatment touches is found by what is written, and by who serves") {
    const Scenario base = load_text(border);
    CHECK(touched(base, base).baseline.empty());
    CHECK(touched(base, load_text(border, {"desks.papers.takes=10 min"})).baseline.desks ==
          std::vector<std::string>{"papers"});
    CHECK(touched(base, load_text(border, {"staff.officer.people=5"})).baseline.desks ==
          std::vector<std::string>{"check", "papers"});
    CHECK(touched(base, load_text(border, {"places.gate.desks=[papers]"})).baseline.desks ==
          std::vector<std::string>{"check"});
    CHECK(touched(base, load_text(border, {"title=Another name"})).baseline.empty());
}

TEST_CASE("the two bounds by hand: nothing queues, so direct and simulated agree with arithmetic") {
    // 60 min driving, 20 and 10 min at two desks: the treatment halves the first.
    const std::string world = R"(source: guess
runs: {from: 2025-09-01, warm_up: 0 days, measure: 2 days}
places: {a: {}, gate: {desks: [one, two]}}
roads: {a to gate: {length: 60 km, speed: 60 km/h}}
staff: {s: {people: 50}}
desks: {one: {staff: s, takes: 20 min}, two: {staff: s, takes: 10 min}}
demand: {t: {from: a, to: gate, at: [06:00, 07:00]}}
)";
    const Scenario base = load_text(world);
    const Scenario half = load_text(world, {"desks.one.takes=10 min"});
    const Touched what = touched(base, half);
    CHECK(what.baseline.desks == std::vector<std::string>{"one"});
    std::vector<Arm> all;
    all.push_back({"base", base, bound_metrics(base, what.baseline)});
    all.push_back({"half", half, bound_metrics(half, what.treatment)});
    all.push_back({"nothing", without(base, what.baseline), {"trip.transit_time.mean"}});
    const auto outcomes = run(std::move(all), 1, 2);
    const Bounds b = bounds(what, outcomes[0], outcomes[1], outcomes[2], 0.95);
    CHECK(b.share == Approx(20.0 / 90));
    CHECK(b.removed == Approx(0.5));
    CHECK(b.direct == Approx(10.0 / 90));
    CHECK(b.simulated.estimate == Approx(20.0 / 90));
}

TEST_CASE("estimates agree with their replications") {
    const Outcome outcome = run(arms({{}}, metrics)).front();
    for (const Finding& f : outcome.findings) {
        CHECK(f.replications.size() == 8);
        CHECK(f.estimate.n == 8);
        if (f.metric.statistic == Statistic::quantile) continue;
        const double mean = std::accumulate(f.replications.begin(), f.replications.end(), 0.0) / 8;
        CHECK(f.estimate.value == Approx(mean));
    }
}

TEST_CASE("a warm-up that is too short is found, a good one is not") {
    const auto drifts = [](const std::string& people, const std::string& warm_up) {
        const std::string world = R"(source: guess
runs: {from: 2025-09-01, measure: 4 weeks, max_overrun: 30 days}
places: {gate: {desks: [counter]}}
staff: {officer: {people: 9}}
desks: {counter: {staff: officer, takes: exponential(50 min)}}
demand: {t: {route: [gate], trucks: 5 per hour}}
)";
        std::vector<Arm> one;
        one.push_back(
            {"arm", load_text(world, {"staff.officer.people=" + people, "runs.warm_up=" + warm_up}), {}});
        const auto outcomes = run(std::move(one), 2, 20);
        const auto& found = outcomes.front().warnings;
        return std::any_of(found.begin(), found.end(),
                           [](const Problem& p) { return p.path == "runs.warm_up"; });
    };
    CHECK_FALSE(drifts("9", "7 days"));  // 0.46 of what the team can do
    CHECK(drifts("4", "0 days"));        // 1.04: the queue grows through all four weeks
}
