// Judging is arithmetic on a band and an interval; all that runs is in run_backcast().
#include "hanhlang/study/backcast.hpp"

#include <algorithm>
#include <cmath>

namespace hanhlang {
namespace {

/// Converting units there and back must move nothing across a border.
double rounding_of(double border) {
    return std::isfinite(border) ? 1e-9 * std::abs(border) : 0;
}

Simulated level_of(const Outcome& outcome, const Figure& figure) {
    const Estimate& e = outcome.find(figure.observed.metric.text)->estimate;
    Simulated s;
    s.value = e.value / figure.unit_size;
    if (std::isnan(e.half_width)) return s;
    s.low = std::max(0.0, e.value - e.half_width) / figure.unit_size;  // no metric is below 0
    s.high = (e.value + e.half_width) / figure.unit_size;
    return s;
}

Simulated change_of(const Outcome& against, const Outcome& outcome, const Figure& figure, double confidence) {
    Simulated s;
    for (const Comparison& c : compare(against, outcome, confidence)) {
        if (c.metric != figure.observed.metric.text || !std::isfinite(c.reduction.estimate)) continue;
        s.value = (0 - c.reduction.estimate) / figure.unit_size;
        if (!c.reduction.interval.bounded) continue;
        s.low = (0 - c.reduction.interval.high) / figure.unit_size;
        s.high = (0 - c.reduction.interval.low) / figure.unit_size;
    }
    return s;
}

std::vector<std::string> metrics_of(const Backcast& backcast, std::optional<std::size_t> against) {
    std::vector<std::string> names;
    for (const Figure& figure : backcast.figures) {
        const std::string& metric = figure.observed.metric.text;
        const bool wanted = !against || figure.against == against;
        if (wanted && std::find(names.begin(), names.end(), metric) == names.end()) names.push_back(metric);
    }
    return names;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
    return verdict == Verdict::holds ? "holds" : verdict == Verdict::misses ? "misses" : "undecided";
}

Verdict verdict_of(const Band& band, const Simulated& simulated) {
    if (std::isnan(simulated.value)) return Verdict::undecided;
    const double low = band.low - rounding_of(band.low);
    const double high = band.high + rounding_of(band.high);
    if (simulated.low >= low && simulated.high <= high) return Verdict::holds;
    if (simulated.high < low || simulated.low > high) return Verdict::misses;
    return Verdict::undecided;
}

double miss_of(const Band& band, double value) {
    if (std::isnan(value)) return value;
    if (value < band.low - rounding_of(band.low)) return value - band.low;
    if (value > band.high + rounding_of(band.high)) return value - band.high;
    return 0;
}

std::vector<Judgement> judge(const Backcast& backcast, const Outcome& outcome,
                             const std::vector<Outcome>& against, double confidence) {
    std::vector<Judgement> all;
    for (const Figure& figure : backcast.figures) {
        Judgement j{figure, {}, 0, 0, {}};
        j.simulated = figure.against ? change_of(against[*figure.against], outcome, figure, confidence)
                                     : level_of(outcome, figure);
        j.miss = miss_of(figure.band, j.simulated.value);
        if (j.miss != 0) {
            const double border = std::abs(j.miss < 0 ? figure.band.low : figure.band.high);
            j.miss_share = border > 0 ? j.miss / border : std::nan("");
        }
        j.verdict = verdict_of(figure.band, j.simulated);
        all.push_back(std::move(j));
    }
    return all;
}

BackcastRun run_backcast(const std::string& name, const Scenario& scenario, const Backcast& backcast,
                         const RunOptions& options) {
    std::vector<Arm> arms;
    arms.push_back({name, scenario, metrics_of(backcast, std::nullopt)});
    for (std::size_t i = 0; i < backcast.against.size(); ++i)
        arms.push_back({backcast.against[i].file, backcast.against[i], metrics_of(backcast, i)});
    BackcastRun run;
    std::vector<Outcome> outcomes = run_arms(std::move(arms), options, run.complete);
    run.outcome = std::move(outcomes.front());
    outcomes.erase(outcomes.begin());
    run.against = std::move(outcomes);
    run.judgements = judge(backcast, run.outcome, run.against, options.confidence);
    return run;
}

}  // namespace hanhlang
