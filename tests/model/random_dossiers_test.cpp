// Random dossiers: papers with random needs, offices, errors, platforms and outages, in which every fact must
// be possible: nothing before what it needs, no office with more hands than it has, no truck without papers.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "support/dice.hpp"
#include "support/facts.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

constexpr std::uint32_t worlds = 400;

std::string hours(Dice& dice) {
    return dice.happens(50) ? ""
                            : ", hours: mon-sun 07:00-11:30 13:00-17:00, closing: " +
                                  dice.one_of({"finish", "suspend", "hand over"});
}

/// Four papers, each needs some of those before it.
std::string random_papers(Dice& dice, bool platform) {
    std::string text;
    for (int i = 0; i < 4; ++i) {
        std::string needs;
        for (int k = 0; k < i; ++k) {
            if (dice.happens(40)) needs += (needs.empty() ? "" : ", ") + fmt::format("p{}", k);
        }
        const int office = dice.number(0, 1);
        const std::string starts = dice.one_of({"booking", "departure", "arrival"});
        const int takes = dice.number(1, 25);
        text += fmt::format("  p{}: {{office: office{}, starts: {}, needs: [{}], takes: exponential({} min)",
                            i, office, starts, needs, takes);
        if (dice.happens(30)) text += ", clock: elapsed";
        if (dice.happens(50)) text += fmt::format(", rejected: {} %, repair: 40 min", dice.number(1, 40));
        if (i > 0 && dice.happens(30)) text += fmt::format(", share: {} %", dice.number(10, 90));
        if (platform && dice.happens(70)) {
            text += ", digital: {starts: " + dice.one_of({"booking", "departure"});
            if (dice.happens(30)) text += ", needs: []";
            if (dice.happens(30)) text += ", clock: elapsed";
            if (i > 0 && dice.happens(20) && text.find("same_form_as") == std::string::npos)
                text += ", same_form_as: p0";
            text += "}";
        }
        text += "}\n";
    }
    return text;
}

std::string random_world(std::uint32_t number) {
    Dice dice{"dossiers", number};
    const bool platform = dice.happens(60);
    std::string text =
        "places: {a: {}, gate: {kind: gate, desks: [one, two]}, b: {}}\n"
        "roads: {a to gate: {length: 60 km, speed: 60 km/h}, gate to b: {length: 30 km, speed: 60 km/h}}\n";
    text += fmt::format("staff:\n  officer: {{people: 2{}}}\n", hours(dice));
    for (int i = 0; i < 2; ++i) {
        const int people = dice.number(2, 3);
        text += fmt::format("  office{}: {{people: {}{}}}\n", i, people, hours(dice));
    }
    const bool releases = dice.happens(50);
    text += fmt::format("desks:\n  one: {{staff: officer, takes: 3 min, needs: [p{}]}}\n", dice.number(0, 3));
    const int earlier = dice.number(0, 1);
    text += fmt::format("  two: {{staff: officer, takes: 2 min, needs: [p{}, p{}]{}}}\n", earlier,
                        dice.number(2, 3), releases ? ", releases: yes" : "");
    text += "papers:\n" + random_papers(dice, platform);
    text += "traders: {large: {share: 30 %}, small: {share: 70 %}}\n";
    if (platform) {
        const int large = dice.number(0, 100);
        const int small_ones = dice.number(0, 100);
        text += fmt::format(
            "digital: {{traders: {{large: {} %, small: {} %}}, offices: {{office0: {} %, office1: yes}}",
            large, small_ones, dice.number(0, 100));
        if (dice.happens(40))
            text += ", down: {every: exponential(3 h), lasts: exponential(3 h), then: " +
                    dice.one_of({"paper", "wait"}) + "}";
        if (dice.happens(30)) text += ", double_filing: 30 %";
        text += "}\n";
    }
    const int spread = dice.number(0, 5);
    const int lead = dice.number(1, 20);
    text += fmt::format(
        "consignments: {{goods: {{flow: import, trucks: \"geometric(mean 3, most 8)\", spread: {} h, lead: "
        "exponential({} h), release: {}}}}}\n",
        spread, lead, dice.one_of({"per truck", "whole"}));
    text += fmt::format("demand: {{east: {{from: a, to: b, trucks: {} per day, consignment: goods}}}}\n",
                        dice.number(10, 40));
    return small(text, "{from: 2025-09-01, warm_up: 1 day, measure: 3 days, max_overrun: 60 days}");
}

struct PaperFacts : Facts {
    using Facts::on;
    void on(const Handling& h) override { papers[{h.ordinal, h.paper, h.digital}].push_back(h); }
    std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, std::vector<Handling>> papers;
};

/// What is wrong with a run, one line each.
std::vector<std::string> wrong_with(const Scenario& s, const PaperFacts& facts) {
    std::vector<std::string> wrong;
    // The last moment of every paper of every consignment, named by its first truck.
    std::map<std::pair<std::uint32_t, std::uint32_t>, Time> ready;
    std::map<std::uint32_t, std::vector<std::pair<Time, int>>> hands;  // of each office
    for (const auto& [key, phases] : facts.papers) {
        const auto& [first, paper, digital] = key;
        const Paper& rules = s.papers[paper];
        for (std::size_t i = 0; i < phases.size(); ++i) {
            if (phases[i].to <= phases[i].from) wrong.push_back("a phase without time");
            if (i > 0 && phases[i].from < phases[i - 1].to)
                wrong.push_back("two phases of one paper at once");
            const bool elapsed = digital && rules.digital
                                     ? rules.digital->clock.value_or(rules.clock) == Clock::elapsed
                                     : rules.clock == Clock::elapsed;
            if (phases[i].kind != Handling::Kind::works || elapsed) continue;
            hands[rules.office->index].emplace_back(phases[i].from, 1);
            hands[rules.office->index].emplace_back(phases[i].to, -1);
        }
        Time& last = ready.try_emplace({first, paper}, Time::min()).first->second;
        last = std::max(last, phases.back().to);
    }
    for (auto& [office, changes] : hands) {
        std::sort(changes.begin(), changes.end());  // at one moment, who ends before who begins
        int busy = 0;
        for (const auto& [at, change] : changes) {
            busy += change;
            if (busy > s.staff[office].people) wrong.push_back("more hands than an office has");
        }
    }
    // First trucks of consignments are the ordinals that papers are named by; a truck belongs to the last
    // before it.
    std::vector<std::uint32_t> firsts;
    for (const auto& [key, phases] : facts.papers) firsts.push_back(std::get<0>(key));
    std::sort(firsts.begin(), firsts.end());
    for (const TripFacts& trip : facts.trips) {
        const auto after = std::upper_bound(firsts.begin(), firsts.end(), trip.ordinal);
        if (after == firsts.begin()) continue;
        const std::uint32_t first = *(after - 1);
        for (const Visit& visit : trip.visits) {
            for (const Ref<Paper>& need : s.desks[visit.desk].needs) {
                const auto paper = ready.find({first, need.index});
                if (paper != ready.end() && visit.started < paper->second && visit.started > trip.start())
                    wrong.push_back(fmt::format("{} is served before its papers", trip.name()));
            }
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE("in random dossiers nothing comes before what it needs, and trucks wait for their papers alone") {
    std::size_t trips = 0, phases = 0, repairs = 0, down = 0, waits = 0;
    for (std::uint32_t number = 0; number < worlds; ++number) {
        const std::string text = random_world(number);
        const Scenario scenario = load_text(text);
        const Plan plan = make_plan(scenario);
        std::vector<std::string> names{"trip.papers_time.total", "trip.repair_time.total",
                                       "trip.unfinished.total", "trip.finished.total", "trip.started.total"};
        for (const Paper& paper : scenario.papers) names.push_back("paper." + paper.name + ".held.total");
        const auto metrics = parse_metrics(scenario, plan, names);
        PaperFacts told;
        const Result result = simulate(scenario, plan, metrics, 7, number, &told);
        const auto wrong = wrong_with(scenario, told);
        INFO("world " << number << "\n" << text << (wrong.empty() ? "" : wrong.front()));
        CHECK(wrong.empty());
        CHECK(result.values[2] == 0);
        CHECK(result.values[3] == result.values[4]);
        double held = 0;
        for (std::size_t i = 5; i < names.size(); ++i) held += result.values[i];
        CHECK(held >= result.values[0] + result.values[1] - 1e-6);  // and what was closed meanwhile
        trips += told.trips.size();
        for (const auto& [key, all] : told.papers) {
            for (const Handling& h : all) {
                ++phases;
                repairs += h.kind == Handling::Kind::repairs ? 1U : 0U;
                down += h.kind == Handling::Kind::platform_down ? 1U : 0U;
                waits += h.kind == Handling::Kind::waits ? 1U : 0U;
            }
        }
    }
    INFO(trips << " trips, " << phases << " phases");
    for (const std::size_t count : {trips, phases, repairs, down, waits}) CHECK(count > worlds);
}

TEST_CASE("a paper that is told too early, or an office with a hand too many, is noticed") {
    std::size_t early = 0, hand = 0;
    for (std::uint32_t number = 0; number < 20; ++number) {
        const Scenario scenario = load_text(random_world(number));
        PaperFacts told;
        simulate(scenario, make_plan(scenario), {}, 7, number, &told);
        PaperFacts late = told;
        for (auto& [key, phases] : late.papers) phases.back().to += one_week;
        early += wrong_with(scenario, late).empty() ? 0U : 1U;
        PaperFacts busy = told;
        for (auto& [key, phases] : busy.papers) {
            for (Handling& h : phases) h.from = std::min(h.from, scenario.runs.start());
        }
        hand += wrong_with(scenario, busy).empty() ? 0U : 1U;
    }
    CHECK(early >= 15);
    CHECK(hand >= 15);
}
