// What was run and kept: never run again, the same to the last bit, and whole or not there.
#include "hanhlang/study/ledger.hpp"

#include <sstream>

#include "hanhlang/study/compare.hpp"
#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

#include <catch2/catch.hpp>

using namespace hanhlang;

namespace {

const std::string text = small(
    "places: {gate: {kind: gate, desks: [desk]}}\nstaff: {s: {people: 2}}\n"
    "desks: {desk: {staff: s, takes: exponential(10 min)}}\n"
    "demand: {d: {route: [gate], trucks: 200 per day}}\n",
    "{from: 2025-09-01, measure: 2 days, max_overrun: 2 days}");

const std::vector<std::string> some{"trip.transit_time.mean", "desk.desk.wait.p90", "place.gate.trucks.p90"};
const std::vector<std::string> more{"trip.transit_time.mean", "desk.desk.wait.p90", "place.gate.trucks.p90",
                                    "trip.transit_time.p95"};

struct Ran {
    Outcome outcome;
    std::size_t simulated = 0;
    bool complete = true;
};

/// Runs the scenario, two arms of it, with a ledger or without.
Ran run(const std::shared_ptr<Ledger>& ledger, std::uint32_t replications,
        const std::vector<std::string>& metrics, const std::string& shard = "") {
    RunOptions options;
    options.replications = replications;
    options.farm.jobs = 2;
    options.ledger = ledger;
    if (!shard.empty()) {
        options.shard = static_cast<std::uint32_t>(shard[0] - '0');
        options.shards = static_cast<std::uint32_t>(shard[2] - '0');
    }
    Ran ran;
    options.farm.progress = [&](std::size_t done, std::size_t) { ran.simulated = done; };
    ran.outcome = run_arms({{"small", load_text(text), metrics}}, options, ran.complete).front();
    return ran;
}

void check_same(const Outcome& a, const Outcome& b) {
    CHECK(a.fingerprint == b.fingerprint);
    CHECK(a.trips == b.trips);
    CHECK(a.events == b.events);
    CHECK(a.trucks == b.trucks);
    REQUIRE(a.findings.size() == b.findings.size());
    for (std::size_t i = 0; i < a.findings.size(); ++i) {
        CAPTURE(a.findings[i].metric.name);
        CHECK(a.findings[i].replications == b.findings[i].replications);
        CHECK(a.findings[i].estimate.value == b.findings[i].estimate.value);
        CHECK(a.findings[i].estimate.half_width == b.findings[i].estimate.half_width);
    }
}

std::string csv_of(Ledger& ledger) {
    std::ostringstream out;
    ledger.export_csv(out);
    return out.str();
}

std::shared_ptr<Ledger> at(const std::filesystem::path& file) {
    return std::make_shared<Ledger>(file);
}

}  // namespace

TEST_CASE("what is in the ledger is not run again, and is what it was to the last bit") {
    const Scratch folder;
    const auto file = folder.path / "runs.ledger";
    const Ran fresh = run(nullptr, 12, some);
    CHECK(fresh.simulated == 12);
    CHECK(run(at(file), 12, some).simulated == 12);
    const Ran again = run(at(file), 12, some);
    CHECK(again.simulated == 0);
    check_same(again.outcome, fresh.outcome);
    const Ran longer = run(at(file), 20, some);
    CHECK(longer.simulated == 8);
    check_same(longer.outcome, run(nullptr, 20, some).outcome);
}

TEST_CASE(
    "a metric that was not asked for before is run for, and what was found before must come out again") {
    const Scratch folder;
    const auto file = folder.path / "runs.ledger";
    run(at(file), 6, some);
    const Ran asked = run(at(file), 6, more);
    CHECK(asked.simulated == 6);
    check_same(asked.outcome, run(nullptr, 6, more).outcome);
    CHECK(run(at(file), 6, some).simulated == 0);
    CHECK(run(at(file), 6, more).simulated == 0);

    const Scenario scenario = load_text(text);
    Ledger ledger{file};
    Result other;
    other.trips = 1;
    ledger.add({scenario.hash, "small", RunOptions{}.seed}, 0, {}, other);
    CHECK_THROWS_WITH(ledger.flush(), Catch::Contains("replication 0 of 'small' gave something else before"));
    CHECK(run(at(file), 6, some).simulated == 0);  // and nothing is lost
}

TEST_CASE("slices of the runs, joined, are the whole") {
    const Scratch folder;
    const auto whole = at(folder.path / "whole.ledger");
    run(whole, 12, some);
    std::size_t simulated = 0;
    for (const std::string shard : {"0/3", "1/3", "2/3"}) {
        const Ran slice = run(at(folder.path / (shard.substr(0, 1) + ".ledger")), 12, some, shard);
        CHECK(slice.simulated < 12);
        simulated += slice.simulated;
    }
    CHECK(simulated == 12);
    const auto joined = at(folder.path / "joined.ledger");
    for (const char* const name : {"2.ledger", "0.ledger", "1.ledger", "0.ledger"})
        joined->merge(folder.path / name);
    CHECK(csv_of(*joined) == csv_of(*whole));
    const Ran report = run(joined, 12, some);
    CHECK(report.simulated == 0);
    check_same(report.outcome, run(nullptr, 12, some).outcome);
}

TEST_CASE("two at one ledger do not hinder each other") {
    const Scratch folder;
    const auto file = folder.path / "runs.ledger";
    const auto one = at(file), other = at(file);
    run(one, 4, some);
    CHECK(run(other, 4, some).simulated == 0);
    run(other, 8, some);
    CHECK(run(one, 8, some).simulated == 0);
    REQUIRE(one->rows().size() == 1);
    CHECK(one->rows().front().replications == 8);
    CHECK(one->rows().front().metrics == 3);
    CHECK(one->prune() == 0);
}

TEST_CASE("what is no ledger is refused, and left as it was") {
    const Scratch folder;
    const auto problem = [](const std::filesystem::path& file, Ledger::Access access) -> std::string {
        try {
            const Ledger ledger{file, access};
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    using Access = Ledger::Access;
    const auto poem = folder.write("poem.txt", std::string(200, 'x'));
    CHECK(has(problem(poem, Access::create), "it is no ledger, or damaged"));
    CHECK(std::filesystem::file_size(poem) == 200);
    CHECK(has(problem(folder.path / "none.ledger", Access::read_only), "unable to open"));
    CHECK(has(problem(folder.path / "no" / "where.ledger", Access::create), "unable to open"));
    const auto cut = folder.path / "cut.ledger";
    run(at(cut), 4, some);
    std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
    const std::string found = problem(cut, Access::create);
    CHECK(has(found, "damaged"));
}
