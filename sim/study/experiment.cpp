#include "hanhlang/study/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <mutex>
#include <numeric>
#include <tuple>

#include "hanhlang/base/random.hpp"
#include "hanhlang/study/ledger.hpp"

namespace hanhlang {

/// What is known of one arm so far. Samples of a replication are pooled and forgotten as soon as it counts.
struct Experiment::ArmState {
    Arm arm;
    Plan plan;
    std::vector<Metric> metrics;
    std::vector<std::optional<Quantiles>> pools;
    std::vector<std::optional<TimeAtLevels>> level_pools;
    std::vector<std::optional<Result>> results;
    std::uint32_t counted = 0;    // replications from 0 on that are pooled
    std::uint32_t looked_up = 0;  // replications that the ledger was asked for

    template <class Part>
    static void pool(std::optional<Part>& whole, const Part* part) {
        if (part && whole) {
            whole->merge(*part);
        } else if (part) {
            whole = *part;
        }
    }
    /// What the ledger knows of replications below `to`.
    void look_up(const RunOptions& options, std::uint64_t seed, std::uint32_t to) {
        if (!options.ledger || arm.scenario.hash.empty() || looked_up >= to) return;
        for (auto& [r, result] : options.ledger->find({arm.scenario.hash, arm.name, seed}, metrics, to)) {
            if (!results[r]) results[r] = std::move(result);
        }
        looked_up = to;
    }
    void count_next() {
        Result& result = *results[counted++];
        for (std::size_t i = 0; i < metrics.size(); ++i) {
            pool(pools[i], result.pools[i].get());
            pool(level_pools[i], result.level_pools[i].get());
        }
        result.pools.clear();
        result.level_pools.clear();
    }
};

namespace {

std::vector<double> observed(const std::vector<double>& values) {
    std::vector<double> kept;
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
                 [](double v) { return !std::isnan(v); });
    return kept;
}

Estimate estimate(const Metric& metric, const std::vector<double>& values, double pooled, double confidence) {
    const std::vector<double> seen = observed(values);
    if (seen.empty()) return {std::nan(""), std::nan(""), 0};
    return metric.statistic == Statistic::quantile ? sectioned(pooled, seen, confidence)
                                                   : student(seen, confidence);
}

/// The last week of the window against its first, paired over replications. A difference that chance does not
/// explain (two-sided 0.1 %) and that is more than 5 % says that the warm-up is too short or that a queue
/// grows.
void check_warm_up(const Scenario& scenario, const std::vector<double>& first,
                   const std::vector<double>& last, std::vector<Problem>& warnings) {
    if (first.size() < 2) return;
    const Estimate drift = paired_difference(last, first, 0.999);
    const double base = student(first, 0.999).value;
    if (std::abs(drift.value) <= drift.half_width || std::abs(drift.value) <= 0.05 * base) return;
    warnings.push_back(
        {{scenario.file, 0, 0},
         "runs.warm_up",
         fmt::format("transit time in the last week of the window is {:.0f} % {} than in the first: the "
                     "warm-up is too short, a queue grows, or the weeks differ",
                     100 * std::abs(drift.value) / base, drift.value > 0 ? "more" : "less")});
}

}  // namespace

std::uint64_t RunOptions::seed_of(std::size_t arm) const {
    return independent ? mix64(seed ^ mix64(arm + 1)) : seed;
}

bool RunOptions::is_mine(const std::string& scenario, std::uint64_t of_seed,
                         std::uint32_t replication) const {
    if (shards == 1) return true;
    return !scenario.empty() && mix64(hash64(scenario) ^ mix64(of_seed + replication)) % shards == shard;
}

struct Experiment::State {
    std::vector<ArmState> arms;
    RunOptions options;
};

Experiment::Experiment(std::vector<Arm> arms, RunOptions options) : state_(std::make_unique<State>()) {
    state_->options = std::move(options);
    for (Arm& arm : arms) add(std::move(arm));
}
Experiment::Experiment(Experiment&&) noexcept = default;
Experiment& Experiment::operator=(Experiment&&) noexcept = default;
Experiment::~Experiment() = default;

void Experiment::add(Arm arm) {
    ArmState one;
    one.plan = make_plan(arm.scenario);
    one.metrics = parse_metrics(arm.scenario, one.plan, arm.metrics);
    for (Metric& metric : one.metrics) metric.sketch = arm.sketch;
    one.pools.resize(one.metrics.size());
    one.level_pools.resize(one.metrics.size());
    one.arm = std::move(arm);
    state_->arms.push_back(std::move(one));
}

bool Experiment::run(const std::vector<std::size_t>& which, std::uint32_t to) {
    struct Task {
        std::uint32_t replication;
        std::size_t arm;
    };
    std::vector<Task> tasks;
    std::uint32_t next = to;  // the first replication that does not count in every arm
    for (const std::size_t i : which) {
        ArmState& one = state_->arms[i];
        if (one.results.size() < to) one.results.resize(to);
        one.look_up(state_->options, state_->options.seed_of(i), to);
        for (std::uint32_t r = one.counted; r < to; ++r) {
            if (!one.results[r] &&
                state_->options.is_mine(one.arm.scenario.hash, state_->options.seed_of(i), r))
                tasks.push_back({r, i});
        }
        next = std::min(next, one.counted);
    }
    // All arms of a replication stand together, so that what is interrupted has whole pairs.
    std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
        return std::tie(a.replication, a.arm) < std::tie(b.replication, b.arm);
    });
    const auto whole = [&](std::uint32_t r) {
        return std::all_of(which.begin(), which.end(),
                           [&](std::size_t i) { return state_->arms[i].results[r].has_value(); });
    };
    const auto count = [&] {
        for (; next < to && whole(next); ++next) {
            for (const std::size_t k : which) {
                if (state_->arms[k].counted == next) state_->arms[k].count_next();
            }
        }
    };
    count();
    std::mutex mutex;  // guards the arms and `next`
    const RunOptions& options = state_->options;
    const bool complete = run_tasks(options.farm, tasks.size(), [&](std::size_t task) {
        const auto [replication, i] = tasks[task];
        ArmState& one = state_->arms[i];
        Result result = simulate(one.arm.scenario, one.plan, one.metrics, options.seed_of(i), replication);
        if (options.ledger && !one.arm.scenario.hash.empty())
            options.ledger->add({one.arm.scenario.hash, one.arm.name, options.seed_of(i)}, replication,
                                one.metrics, result);
        const std::scoped_lock lock(mutex);
        one.results[replication] = std::move(result);
        count();
    });
    if (options.ledger) options.ledger->flush();
    return complete;
}

bool Experiment::run_all(std::uint32_t to) {
    std::vector<std::size_t> all(size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return run(all, to);
}

std::size_t Experiment::size() const {
    return state_->arms.size();
}
const Arm& Experiment::arm(std::size_t i) const {
    return state_->arms[i].arm;
}
const Plan& Experiment::plan(std::size_t i) const {
    return state_->arms[i].plan;
}
std::uint32_t Experiment::replications(std::size_t i) const {
    return state_->arms[i].counted;
}
const Result& Experiment::result(std::size_t i, std::uint32_t replication) const {
    return *state_->arms[i].results[replication];
}
const std::vector<Metric>& Experiment::metrics(std::size_t i) const {
    return state_->arms[i].metrics;
}
std::size_t Experiment::metric(std::size_t i, std::string_view name) const {
    const auto& all = metrics(i);
    const auto at = std::find_if(all.begin(), all.end(), [&](const Metric& m) { return m.name == name; });
    assert(at != all.end());
    return static_cast<std::size_t>(at - all.begin());
}
std::size_t Experiment::count(std::size_t i, std::size_t metric) const {
    const auto& pool = state_->arms[i].pools[metric];
    return pool ? pool->count() : 0;
}
bool Experiment::is_exact(std::size_t i, std::size_t metric) const {
    const auto& pool = state_->arms[i].pools[metric];
    return !pool || pool->is_exact();
}
double Experiment::pooled(std::size_t i, std::size_t metric) const {
    const ArmState& one = state_->arms[i];
    const double p = one.metrics[metric].p;
    if (one.level_pools[metric]) return one.level_pools[metric]->quantile(p);
    return one.pools[metric] ? one.pools[metric]->quantile(p) : std::nan("");
}

Outcome Experiment::take(std::size_t at) {
    auto& [arm, plan, metrics, pools, level_pools, results, counted, looked_up] = state_->arms[at];
    const RunOptions& options = state_->options;
    Outcome outcome;
    outcome.arm = std::move(arm.name);
    outcome.seed = options.seed;
    outcome.replications.resize(counted);
    std::iota(outcome.replications.begin(), outcome.replications.end(), 0U);
    std::uint64_t fingerprint = mix64(metrics.size());
    std::vector<double> first_week, last_week;
    std::size_t deadlocks = 0;
    std::string deadlock;  // the first
    for (std::uint32_t replication = 0; replication < counted; ++replication) {
        const Result& result = *results[replication];
        outcome.trucks.push_back(result.trucks);
        outcome.trips += result.trips;
        outcome.unfinished += result.unfinished;
        outcome.events += result.events;
        fingerprint = mix64(fingerprint ^ result.fingerprint());
        deadlocks += result.deadlock.empty() ? 0U : 1U;
        if (deadlock.empty() && !result.deadlock.empty())
            deadlock = fmt::format("replication {}: {}", replication, result.deadlock);
        if (std::isnan(result.first_week)) continue;
        first_week.push_back(result.first_week);
        last_week.push_back(result.last_week);
    }
    outcome.fingerprint = fingerprint;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        std::vector<double> values;
        for (std::uint32_t r = 0; r < counted; ++r) values.push_back(results[r]->values[i]);
        const Estimate value = estimate(metrics[i], values, pooled(at, i), options.confidence);
        outcome.findings.push_back({std::move(metrics[i]), value, std::move(values)});
    }
    outcome.warnings = warnings(arm.scenario, plan);
    if (deadlocks > 0) {
        outcome.warnings.push_back(
            {{arm.scenario.file, 0, 0},
             "",
             fmt::format("trucks block each other for ever in {} of {} replications. In {}", deadlocks,
                         counted, deadlock)});
    }
    check_warm_up(arm.scenario, first_week, last_week, outcome.warnings);
    outcome.scenario = std::move(arm.scenario);
    outcome.plan = std::move(plan);
    return outcome;
}

std::vector<Outcome> run_arms(std::vector<Arm> arms, const RunOptions& options, bool& complete) {
    Experiment experiment{std::move(arms), options};
    complete = experiment.run_all(options.replications);
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < experiment.size(); ++i) outcomes.push_back(experiment.take(i));
    return outcomes;
}

}  // namespace hanhlang
