#include "hanhlang/study/verify_claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "hanhlang/base/random.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/scenario/load.hpp"

namespace hanhlang {
namespace {

std::string queue(const char* body, const char* runs) {
    return fmt::format("source: guess\nruns: {}\n{}\n", runs, body);
}

// After four days every queue of load 0.8 has forgotten that it was empty: ten times its relaxation time
// (Kleinrock 1976, 2.9) is three and a half.
constexpr const char* steady = "{from: 2025-01-06, warm_up: 4 days, measure: 6 days, max_overrun: 7 days}";
constexpr const char* single = R"yaml(
places: {gate: {desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: exponential(10 min)}}
demand: {arrivals: {route: [gate], trucks: 4.8 per hour}})yaml";
constexpr const char* constant = R"yaml(
places: {gate: {desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: 10 min}}
demand: {arrivals: {route: [gate], trucks: 4.8 per hour}})yaml";
constexpr const char* two = R"yaml(
places: {gate: {desks: [counter]}}
staff: {officers: {people: 2}}
desks: {counter: {staff: officers, takes: exponential(10 min)}}
demand: {arrivals: {route: [gate], trucks: 9.6 per hour}})yaml";
constexpr const char* fast = R"yaml(
places: {gate: {desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: exponential(5 min)}}
demand: {arrivals: {route: [gate], trucks: 9.6 per hour}})yaml";
// Four agencies with nobody waiting: one after the other, or as papers at the same time.
constexpr const char* in_turn = R"yaml(
places: {gate: {kind: gate, desks: [a, b, c, d]}}
desks:
  a: {bays: 500, takes: exponential(15 min)}
  b: {bays: 500, takes: exponential(15 min)}
  c: {bays: 500, takes: exponential(15 min)}
  d: {bays: 500, takes: exponential(15 min)}
consignments: {one: {flow: import}}
demand: {arrivals: {route: [gate], consignment: one, trucks: 4 per hour}})yaml";
constexpr const char* at_once = R"yaml(
places: {gate: {kind: gate, desks: [release]}}
desks: {release: {bays: 500, takes: 0 min, needs: [a, b, c, d]}}
papers:
  a: {starts: departure, takes: exponential(15 min), clock: elapsed}
  b: {starts: departure, takes: exponential(15 min), clock: elapsed}
  c: {starts: departure, takes: exponential(15 min), clock: elapsed}
  d: {starts: departure, takes: exponential(15 min), clock: elapsed}
consignments: {one: {flow: import}}
demand: {arrivals: {route: [gate], consignment: one, trucks: 4 per hour}})yaml";
constexpr const char* short_run = "{from: 2025-01-06, warm_up: 0 days, measure: 2 days, max_overrun: 2 days}";

KnownPair pair_of(const char* name, const std::string& before, const std::string& after,
                  const std::string& metric, const Claimed& claimed, double reduction) {
    KnownPair pair;
    pair.name = name;
    pair.reduction = reduction;
    pair.study.arms.push_back({"baseline", load_text(before, {}, std::string(name) + " before"), {}});
    pair.study.arms.push_back({"treatment", load_text(after, {}, std::string(name) + " after"), {}});
    pair.study.looks = {20, 40, 2};
    Claim claim;
    claim.id = name;
    claim.family = "headline";
    claim.measure = metric;
    claim.statistic = "mean";
    claim.metric = metric + ".mean";
    claim.unit = "h";
    claim.baseline = 0;
    claim.treatment = 1;
    claim.claimed = claimed;
    claim.tolerance = 0.02;
    pair.study.claims.push_back(std::move(claim));
    // Worked out in floating point, an edge may be a bit off what it is.
    pair.on_the_edge = distance_to_edge(reduction, claimed) < 1e-9;
    pair.is_true = reduction > claimed.low - 1e-9 && reduction < claimed.high + 1e-9;
    return pair;
}

bool is_wrong(const KnownPair& pair, Decision decision) {
    if (decision == Decision::undecided) return false;
    return (decision == Decision::supported) != pair.is_true;
}

/// Looks after every replication, as nobody should: the first verdict that a plain interval gives is taken.
Decision peeked(const KnownPair& pair, Experiment& experiment, bool& complete) {
    const Claim& claim = pair.study.claims[0];
    for (std::uint32_t n = 10; n <= 320; ++n) {
        complete = experiment.run_all(n);
        if (!complete) break;
        const Series s = series_of(claim, experiment, false);
        const Decision d = decide(measure_effect(claim, s, 0.05).interval, claim.claimed);
        if (d != Decision::undecided) return d;
    }
    return Decision::undecided;
}

/// The smallest k with P(X <= k) >= 1 - 10⁻⁴, X binomial of so many trials at 5 %.
int most_wrong_of(int runs) {
    int k = 0;
    while (k < runs && beta_i(runs - k, k + 1, 0.95) < 1 - 1e-4) ++k;
    return k;
}

}  // namespace

std::vector<KnownPair> known_pairs() {
    std::vector<KnownPair> all;
    const std::string mm1 = queue(single, steady), md1 = queue(constant, steady);
    const std::string before = queue(in_turn, short_run), after = queue(at_once, short_run);
    const std::string mm2 = queue(two, steady), mm1_fast = queue(fast, steady);
    const std::string wait = "desk.counter.wait", transit = "trip.transit_time";
    // Waits of M/D/1 are half of those of M/M/1 (Pollaczek and Khinchine).
    all.push_back(pair_of("constant-work", mm1, md1, wait, {0.3, 0.45}, 0.5));
    all.push_back(pair_of("constant-work-edge", mm1, md1, wait, {0.5, 0.6}, 0.5));
    // The longest of four exponential times is 25/12 of one (harmonic numbers), not four.
    const double parallel = 1 - 25.0 / 12 / 4;
    all.push_back(pair_of("four-agencies", before, after, transit, {0.3, 0.5}, parallel));
    all.push_back(pair_of("four-agencies-too-much", before, after, transit, {0.485, 0.6}, parallel));
    all.push_back(pair_of("four-agencies-edge", before, after, transit, {parallel, 0.6}, parallel));
    // M/M/2 against one officer who is twice as fast, load 0.8: time in system 2.7778 and 2.5 (Erlang C).
    all.push_back(pair_of("one-fast-officer-edge", mm2, mm1_fast, transit, {0.10, 0.15}, 0.1));
    return all;
}

std::vector<ClaimCheck> verify_claims(int runs, const RunOptions& options, bool naive) {
    std::vector<ClaimCheck> checks;
    std::vector<KnownPair> pairs = known_pairs();
    if (naive) std::erase_if(pairs, [](const KnownPair& p) { return p.name != "four-agencies-edge"; });
    for (const KnownPair& pair : pairs) {
        const Claimed& c = pair.study.claims[0].claimed;
        ClaimCheck& check = checks.emplace_back();
        check.name = pair.name;
        check.reduction = pair.reduction;
        check.claimed = fmt::format("{:g} … {:g} %", 100 * c.low, 100 * c.high);
        check.most_wrong = most_wrong_of(runs);
    }
    std::mutex mutex;  // guards the checks
    const auto total = static_cast<std::size_t>(runs) * pairs.size();
    run_tasks(options.farm, total, [&](std::size_t task) {
        const std::size_t which = task % pairs.size();
        const KnownPair& pair = pairs[which];
        RunOptions one;
        one.seed = mix64(options.seed ^ mix64(task / pairs.size() + 1));
        one.farm.stop = options.farm.stop;
        const std::string& metric = pair.study.claims[0].metric;
        Experiment experiment{{{"baseline", pair.study.arms[0].scenario, {metric}},
                               {"treatment", pair.study.arms[1].scenario, {metric}}},
                              one};
        bool complete = true;
        ClaimVerdict v;
        if (naive) {
            v.decision = peeked(pair, experiment, complete);
            v.n = experiment.replications(0);
        } else {
            v = judge_all(pair.study, experiment, 0.95, complete).front();
        }
        if (!complete) return;
        const std::scoped_lock lock(mutex);
        ClaimCheck& check = checks[which];
        ++check.runs;
        check.replications += static_cast<double>(v.n);
        if (!v.invalid.empty()) {
            ++check.invalid;
            return;
        }
        check.supported += v.decision == Decision::supported;
        check.undecided += v.decision == Decision::undecided;
        check.on_the_edge += v.decision == Decision::undecided && v.why == Why::on_the_edge;
        check.refuted += v.decision == Decision::refuted_below || v.decision == Decision::refuted_above;
        check.wrong += is_wrong(pair, v.decision);
    });
    for (std::size_t i = 0; i < checks.size(); ++i) {
        ClaimCheck& check = checks[i];
        if (check.runs > 0) check.replications /= check.runs;
        check.passes = check.runs == runs && check.invalid == 0 && check.wrong <= check.most_wrong &&
                       (!pairs[i].on_the_edge || check.undecided > runs / 2);
    }
    return checks;
}

}  // namespace hanhlang
