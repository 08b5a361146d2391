// Random networks, audited: what no test thought of. See support/strict_audit.hpp for what must hold.
// Rule: a network is its number; a failure prints the scenario, which can be run by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/problems.hpp"
#include "support/random_network.hpp"
#include "support/small_world.hpp"
#include "support/strict_audit.hpp"

using namespace hanhlang;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint32_t networks = 300;
#else
constexpr std::uint32_t networks = 1500;
#endif

std::string all(const std::vector<std::string>& complaints) {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(complaints.size(), 12); ++i)
        text += complaints[i] + "\n";
    return text;
}

/// The first network with much in it that ran empty.
AuditedRun rich_run() {
    for (std::uint32_t number = 0;; ++number) {
        AuditedRun run{load_text(random_network(number)), 1, number};
        const auto& places = run.scenario.places;
        const bool yard =
            std::any_of(places.begin(), places.end(), [](const Place& p) { return p.yard.has_value(); });
        if (run.ran_empty() && yard && run.facts.trips.size() > 500 && run.value("staff.t0.busy.mean") > 0)
            return run;
    }
}

/// A team of two from eight o'clock on, for the checks themselves.
Station team_of_two() {
    Station team;
    team.name = "team";
    team.able = {{midnight(2025, 9, 1) + 8h, 2}};
    return team;
}
Time at(Duration clock) {
    return midnight(2025, 9, 1) + clock;
}

std::vector<std::string> complaints_of(const Station& team) {
    std::vector<std::string> complaints;
    team.check_units(at(24h), complaints);
    team.check_order(complaints);
    team.check_stops(at(24h), complaints);
    return complaints;
}

}  // namespace

TEST_CASE("random networks keep every truck, every unit and every millisecond") {
    std::uint32_t ran_empty = 0;
    std::size_t trips = 0;
    std::array<std::size_t, causes> caused{};  // activities
    std::array<std::size_t, 4> ended{};        // milestones
    std::size_t back = 0;
    for (std::uint32_t number = 0; number < networks; ++number) {
        const std::string text = random_network(number);
        const AuditedRun run{load_text(text), 1, number};
        const auto complaints = StrictAudit::of(run);
        INFO("network " << number << "\n" << text << all(complaints));
        CHECK(complaints.empty());
        ran_empty += run.ran_empty() ? 1U : 0U;
        trips += run.facts.trips.size();
        for (const TripFacts& trip : run.facts.trips) {
            for (const Activity& a : trip.activities) ++caused[static_cast<std::size_t>(a.cause)];
            ++ended[static_cast<std::size_t>(trip.milestones.back().kind)];
            back += trip.back ? 1 : 0;
        }
    }
    INFO(ran_empty << " networks of " << networks << " ran empty, " << trips << " trips");
    CHECK(ran_empty >= networks * 9 / 10);
    // All that can happen has happened, many times.
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Cause::space); ++i) CHECK(caused[i] > networks);
    for (const std::size_t count : ended) CHECK(count > networks);
    CHECK(back > networks);
}

TEST_CASE("random networks with batches, convoys and roads of one lane keep them, and everything else") {
    std::uint32_t ran_empty = 0;
    std::size_t batch = 0;
    std::uint32_t circles = 0, blocked = 0;
    for (std::uint32_t number = 0; number < networks / 2; ++number) {
        const std::string text = random_network(number, true);
        const AuditedRun run{load_text(text), 1, number};
        const auto complaints = StrictAudit::of(run);
        INFO("network " << number << "\n" << text << all(complaints));
        CHECK(complaints.empty());
        ran_empty += run.ran_empty() ? 1U : 0U;
        // Who is told to wait for ever has not ended: trucks that face each other may block after the window.
        const std::string& told = run.result.deadlock;
        for (const TripFacts& trip : run.facts.trips) {
            const std::string& stream = run.scenario.demand[trip.demand].name;
            if (!told.starts_with(fmt::format("{}/{} waits", stream, trip.ordinal))) continue;
            blocked += trip.ended() ? 0U : 1U;
        }
        circles += told.empty() ? 0U : 1U;
        for (const TripFacts& trip : run.facts.trips) {
            for (const Activity& a : trip.activities) batch += a.cause == Cause::batch ? 1U : 0U;
        }
    }
    INFO(ran_empty << " networks ran empty, " << batch << " waits for a batch");
    CHECK(ran_empty >= networks / 2 * 7 / 10);
    CHECK(blocked == circles);  // the first of every circle is on its way, once
    CHECK(batch > networks);
}

TEST_CASE("random networks give the same numbers with 1 thread, 4 threads and a second time") {
    for (std::uint32_t number = 0; number < networks / 20; ++number) {
        const Scenario scenario = load_text(random_network(number));
        const auto metrics = standard_metrics(scenario, make_plan(scenario));
        std::vector<std::uint64_t> prints;
        for (const unsigned jobs : {1U, 4U, 1U}) {
            RunOptions options;
            options.replications = 4;
            options.farm.jobs = jobs;
            bool complete = false;
            std::vector<Arm> arms{{"network", scenario, metrics}};
            prints.push_back(run_arms(std::move(arms), options, complete).front().fingerprint);
            CHECK(complete);
        }
        INFO("network " << number);
        CHECK(prints[0] == prints[1]);
        CHECK(prints[0] == prints[2]);
    }
}

TEST_CASE("the audit complains of every fact that is tampered with") {
    const AuditedRun clean = rich_run();
    CHECK(all(StrictAudit::of(clean)) == "");
    const auto complains = [&](auto tamper) {
        AuditedRun run = clean;
        // A trip in the middle that ended well and was served.
        auto& trips = run.facts.trips;
        const auto trip = std::find_if(
            trips.begin() + static_cast<std::ptrdiff_t>(trips.size() / 3), trips.end(),
            [](const TripFacts& t) { return t.ended() && !t.visits.empty() && t.visits[0].served; });
        tamper(run, *trip);
        return !StrictAudit::of(run).empty();
    };
    CHECK_FALSE(complains([](AuditedRun&, TripFacts&) {}));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.milestones.pop_back(); }));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.milestones.push_back(t.milestones.back()); }));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.activities.back().to += 1ms; }));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.activities.erase(t.activities.begin()); }));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.passages.back().left += 1ms; }));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.passages.pop_back(); }));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.visits.front().started += 1ms; }));
    CHECK(complains([](AuditedRun&, TripFacts& t) { t.visits.pop_back(); }));
    CHECK(complains([](AuditedRun& run, TripFacts& t) {
        run.facts.trips.erase(run.facts.trips.begin() + (&t - run.facts.trips.data()));
    }));
    CHECK(complains([](AuditedRun& run, TripFacts&) { run.facts.in_order = false; }));
    CHECK(complains([](AuditedRun& run, TripFacts&) { run.seed = 2; }));
    CHECK(complains([](AuditedRun& run, TripFacts&) { run.scenario.staff[0].people = 1000; }));
    for (std::size_t metric = 0; metric < clean.metrics.size(); ++metric) {
        INFO(clean.metrics[metric].name);
        CHECK(complains([&](AuditedRun& run, TripFacts&) {
            run.result.values[metric] = std::nextafter(run.result.values[metric], 1e9);
        }));
    }
}

TEST_CASE("the audit sees a batch that is let in too early, too late, too large, mixed or out of turn") {
    Place gate;
    gate.name = "gate";
    gate.hours = Calendar::parse("mon-sun 07:00-19:00");
    gate.yard = Yard{};
    gate.yard->slots = 2;
    gate.yard->shared = true;
    gate.yard->batch = BatchBarrier{};
    gate.yard->batch->gap = 10min;
    // One that finds it empty; then two of the west, who have waited longest; then the one of the east.
    const std::vector<BatchEntry> good{
        {at(8h), at(8h), at(8h), at(9h), 0, true},
        {at(8h + 1min), at(8h + 1min), at(9h + 10min), at(10h), 1, true},
        {at(8h + 2min), at(8h + 2min), at(10h + 10min), at(11h), 0, true},
        {at(8h + 3min), at(8h + 3min), at(9h + 10min), at(9h + 30min), 1, true}};
    const auto complaints = [&](auto change) {
        std::vector<BatchEntry> all = good;
        change(all);
        std::vector<std::string> said;
        check_batches(gate, all, at(24h), said);
        std::string text;
        for (const std::string& line : said) text += line + "\n";
        return text;
    };
    CHECK(complaints([](auto&) {}) == "");
    CHECK(has(complaints([](auto& all) { all[0].left += 1min; }), "before the last one has left"));
    CHECK(has(complaints([](auto& all) { all[0].left -= 1min; }), "without a reason"));
    CHECK(has(complaints([](auto& all) { all[3].side = 0; }), "both directions are let in"));
    CHECK(has(complaints([](auto& all) { all.push_back(all[3]); }), "too large"));
    CHECK(has(complaints([](auto& all) { all[2].arrived = all[2].asked = at(8h) + 30s; }),
              "the wrong direction"));
    CHECK(has(complaints([](auto& all) { all[3].until = all[2].until, all[3].side = 0, all[2].side = 1; }),
              "smaller than it could be"));
    CHECK(has(complaints([](auto& all) { all[0].arrived = all[0].asked = all[0].until = at(6h); }),
              "while the gate is closed"));
}

TEST_CASE("the audit sees who barges in, whose unit is lost, and who is stopped for nothing") {
    Station team = team_of_two();
    team.held = {{at(8h), at(9h)}, {at(8h), at(10h)}, {at(9h), at(11h)}, {at(10h), at(11h)}};
    team.requests = {{at(8h + 1min), at(9h), 0, at(8h + 1min)}, {at(8h + 2min), at(10h), 0, at(8h + 2min)}};
    CHECK(all(complaints_of(team)) == "");

    Station barged = team;  // the second to ask is first to be served
    std::swap(barged.requests[0].until, barged.requests[1].until);
    CHECK(has(all(complaints_of(barged)), "goes before one of priority 0 who asked at 2025-09-01 08:01"));

    Station newcomer = team;  // who asks at nine takes the unit that is freed at nine
    newcomer.requests[0] = {at(9h), at(9h), 0, at(9h)};
    CHECK(has(all(complaints_of(newcomer)), "goes before one of priority 0 who asked at 2025-09-01 08:02"));

    Station urgent = team;  // but a higher priority may
    urgent.requests[0] = {at(9h), at(9h), 1, at(9h)};
    CHECK(all(complaints_of(urgent)) == "");

    Station lost = team;  // nine to ten: one works, one waits
    lost.held.erase(lost.held.begin() + 2);
    CHECK(has(all(complaints_of(lost)), "from 2025-09-01 09:00 1 wait while 1 of 2 units are idle"));

    Station too_many = team;
    too_many.held.push_back({at(9h), at(9h + 5min)});
    CHECK(has(all(complaints_of(too_many)), "at 2025-09-01 09:00 a unit is granted while 3 of 2 are taken"));

    Station stopped = team;
    stopped.requests[0].again = true;
    CHECK(has(all(complaints_of(stopped)), "08:01 a service is stopped without a reason"));
    stopped.stops.push_back(at(8h + 1min));
    CHECK(all(complaints_of(stopped)) == "");
}
