#include "hanhlang/study/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "hanhlang/base/random.hpp"

namespace hanhlang {
namespace {

/// Collects the results of one arm in the order of replications and forgets their samples as soon as it can.
class Reducer {
 public:
    Reducer(std::size_t metrics, std::uint32_t replications)
        : pools_(metrics), level_pools_(metrics), results_(replications) {}

    void put(std::uint32_t replication, Result result) { results_[replication] = std::move(result); }
    const std::optional<Result>& result(std::uint32_t replication) const { return results_[replication]; }
    double pooled(std::size_t metric, double p) const {
        if (level_pools_[metric]) return level_pools_[metric]->quantile(p);
        return pools_[metric] ? pools_[metric]->quantile(p) : std::nan("");
    }

    /// Pools the samples of one replication, which then forgets them; called once for each that counts.
    void merge(std::uint32_t replication) {
        Result& result = *results_[replication];
        for (std::size_t i = 0; i < pools_.size(); ++i) {
            pool(pools_[i], result.pools[i].get());
            pool(level_pools_[i], result.level_pools[i].get());
        }
        result.pools.clear();
        result.level_pools.clear();
    }

 private:
    template <class Part>
    static void pool(std::optional<Part>& whole, const Part* part) {
        if (part && whole) {
            whole->merge(*part);
        } else if (part) {
            whole = *part;
        }
    }

    std::vector<std::optional<Quantiles>> pools_;
    std::vector<std::optional<TimeAtLevels>> level_pools_;
    std::vector<std::optional<Result>> results_;
};

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

Outcome reduce(Arm arm, Plan plan, std::vector<Metric> metrics, const RunOptions& options, Reducer& reducer,
               const std::vector<std::uint32_t>& kept) {
    Outcome outcome;
    outcome.arm = std::move(arm.name);
    outcome.seed = options.seed;
    outcome.replications = kept;
    std::uint64_t fingerprint = mix64(metrics.size());
    std::vector<double> first_week, last_week;
    std::size_t deadlocks = 0;
    std::string deadlock;  // the first
    for (const std::uint32_t replication : kept) {
        const Result& result = *reducer.result(replication);
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
        for (const std::uint32_t replication : kept) values.push_back(reducer.result(replication)->values[i]);
        const double pooled = reducer.pooled(i, metrics[i].p);
        const Estimate value = estimate(metrics[i], values, pooled, options.confidence);
        outcome.findings.push_back({std::move(metrics[i]), value, std::move(values)});
    }
    outcome.warnings = warnings(arm.scenario, plan);
    if (deadlocks > 0) {
        outcome.warnings.push_back(
            {{arm.scenario.file, 0, 0},
             "",
             fmt::format("trucks block each other for ever in {} of {} replications. In {}", deadlocks,
                         kept.size(), deadlock)});
    }
    check_warm_up(arm.scenario, first_week, last_week, outcome.warnings);
    outcome.scenario = std::move(arm.scenario);
    outcome.plan = std::move(plan);
    return outcome;
}

}  // namespace

const Finding* Outcome::find(std::string_view metric) const {
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [&](const Finding& f) { return f.metric.name == metric; });
    return at == findings.end() ? nullptr : &*at;
}

std::vector<Outcome> run_arms(std::vector<Arm> arms, const RunOptions& options, bool& complete) {
    std::vector<Plan> plans;
    std::vector<std::vector<Metric>> metrics;
    std::vector<Reducer> reducers;
    for (const Arm& arm : arms) {
        plans.push_back(make_plan(arm.scenario));
        metrics.push_back(parse_metrics(arm.scenario, plans.back(), arm.metrics));
        reducers.emplace_back(metrics.back().size(), options.replications);
    }
    const auto whole = [&](std::uint32_t replication) {
        return std::all_of(reducers.begin(), reducers.end(),
                           [&](const Reducer& reducer) { return reducer.result(replication).has_value(); });
    };
    std::mutex mutex;  // guards the reducers and merged
    std::uint32_t merged = 0;
    // All arms of a replication stand together, so that an interrupted study has whole pairs.
    complete = run_tasks(options.farm, arms.size() * options.replications, [&](std::size_t task) {
        const std::size_t arm = task % arms.size();
        const auto replication = static_cast<std::uint32_t>(task / arms.size());
        Result result = simulate(arms[arm].scenario, plans[arm], metrics[arm], options.seed, replication);
        const std::scoped_lock lock(mutex);
        reducers[arm].put(replication, std::move(result));
        for (; merged < options.replications && whole(merged); ++merged) {
            for (Reducer& reducer : reducers) reducer.merge(merged);
        }
    });
    std::vector<std::uint32_t> kept;
    for (std::uint32_t replication = 0; replication < options.replications; ++replication) {
        if (!whole(replication)) continue;
        kept.push_back(replication);
        if (replication < merged) continue;
        for (Reducer& reducer : reducers) reducer.merge(replication);
    }
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < arms.size(); ++i) {
        outcomes.push_back(reduce(std::move(arms[i]), std::move(plans[i]), std::move(metrics[i]), options,
                                  reducers[i], kept));
    }
    return outcomes;
}

std::vector<Comparison> compare(const Outcome& baseline, const Outcome& treatment, double confidence) {
    std::vector<Comparison> all;
    for (const Finding& base : baseline.findings) {
        const Finding* other = treatment.find(base.metric.name);
        if (!other) continue;
        std::vector<double> b, t;  // replications in which both arms observed something
        for (std::size_t i = 0; i < base.replications.size(); ++i) {
            if (std::isnan(base.replications[i]) || std::isnan(other->replications[i])) continue;
            b.push_back(base.replications[i]);
            t.push_back(other->replications[i]);
        }
        if (b.empty()) continue;
        Comparison c{base.metric.name, base.metric.unit, base.estimate, other->estimate, {}, {}};
        c.difference = paired_difference(b, t, confidence);
        if (base.metric.statistic == Statistic::quantile) {
            std::vector<double> d;
            for (std::size_t i = 0; i < b.size(); ++i) d.push_back(b[i] - t[i]);
            c.difference = sectioned(base.estimate.value - other->estimate.value, d, confidence);
            c.reduction = relative_reduction(base.estimate.value, other->estimate.value, b, t, confidence);
        } else {
            c.reduction = relative_reduction(b, t, confidence);
        }
        all.push_back(std::move(c));
    }
    return all;
}

bool same_trucks(const Outcome& a, const Outcome& b) {
    return a.trucks == b.trucks;
}

std::vector<std::string> other_ends(const Scenario& a, const Scenario& b) {
    std::vector<std::string> streams;
    const auto name = [](const Scenario& s, const std::optional<Ref<Place>>& end,
                         const std::vector<Ref<Place>>& route, bool last) -> std::string {
        if (!route.empty()) return (last ? route.back() : route.front()).in(s.places).name;
        return end ? end->in(s.places).name : "";
    };
    for (const Demand& one : a.demand) {
        const Demand* const other = b.demand.find(one.name);
        if (!other) continue;
        if (name(a, one.from, one.route, false) != name(b, other->from, other->route, false) ||
            name(a, one.to, one.route, true) != name(b, other->to, other->route, true))
            streams.push_back(one.name);
    }
    return streams;
}

}  // namespace hanhlang
