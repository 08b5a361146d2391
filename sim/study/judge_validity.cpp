// Whether anything can be said of a claim at all.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "hanhlang/scenario/document.hpp"
#include "hanhlang/study/judge.hpp"

namespace hanhlang {
namespace {

/// Teams and bays that are asked for more than they can do, whose queues grow for as long as a run lasts.
std::vector<std::string> overloaded_resources(const Scenario& s, const Plan& plan) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < s.staff.size(); ++i) {
        const auto people = static_cast<double>(s.staff[i].people);
        const double more = s.staff[i].extra ? static_cast<double>(s.staff[i].extra->people) : 0;
        if (load_that_waits(s, plan, i) * people / (people + more) >= 1)
            names.push_back("staff." + s.staff[i].name);
    }
    for (std::uint32_t i = 0; i < s.desks.size(); ++i) {
        if (s.desks[i].bays && load_of_bays(s, plan, i) >= 1)
            names.push_back("desks." + s.desks[i].name + ".bays");
    }
    return names;
}

/// Trips of the last week of the window against those of the first: they may not take more than a fifth
/// longer, as far as chance does not explain it (one-sided 0.1 %).
bool keeps_growing(const Experiment& e, std::size_t arm) {
    std::vector<double> first, last;
    for (std::uint32_t r = 0; r < e.replications(arm); ++r) {
        if (std::isnan(e.result(arm, r).first_week)) return false;
        first.push_back(e.result(arm, r).first_week);
        last.push_back(e.result(arm, r).last_week);
    }
    if (first.size() < 2) return false;
    const Estimate growth = paired_difference(last, first, 0.998);
    return growth.value > growth.half_width && growth.value > 0.2 * student(first, 0.95).value;
}

/// Sections that say which trucks there are.
constexpr std::array demand_sections{"demand",  "growth", "runs",        "commodities", "consignments",
                                     "traders", "fleets", "disruptions", "choice"};
bool same_demand(const Scenario& a, const Scenario& b) {
    const Node one = parse_document(a.resolved, a.file);
    const Node other = parse_document(b.resolved, b.file);
    const auto text = [](const Node& root, const char* section) {
        const Node* node = root.find(section);
        return node ? write_document(*node, false) : std::string();
    };
    return std::all_of(std::begin(demand_sections), std::end(demand_sections),
                       [&](const char* section) { return text(one, section) == text(other, section); });
}

bool meet_same_trucks(const Experiment& e, std::size_t a, std::size_t b) {
    const std::uint32_t n = std::min(e.replications(a), e.replications(b));
    for (std::uint32_t r = 0; r < n; ++r) {
        if (e.result(a, r).trucks != e.result(b, r).trucks) return false;
    }
    return true;
}

}  // namespace

Series series_of(const Claim& claim, const Experiment& e, bool independent) {
    Series s;
    s.independent = independent;
    const std::size_t metric = e.metric(claim.treatment, claim.metric);
    const Metric& of = e.metrics(claim.treatment)[metric];
    s.is_quantile = of.statistic == Statistic::quantile;
    std::uint32_t n = e.replications(claim.treatment);
    std::optional<std::size_t> base;
    if (claim.has_baseline()) {
        base = e.metric(*claim.baseline, claim.metric);
        n = std::min(n, e.replications(*claim.baseline));
    }
    const auto value = [&](std::size_t arm, std::size_t which, std::uint32_t r) {
        const double v = e.result(arm, r).values[which];
        return claim.complement ? 1 - v : v;
    };
    for (std::uint32_t r = 0; r < n; ++r) {
        const double t = value(claim.treatment, metric, r);
        const double b = base ? value(*claim.baseline, *base, r) : 0;
        if (std::isnan(t) || std::isnan(b)) continue;
        s.treatment.push_back(t);
        s.replications.push_back(r);
        if (base) s.baseline.push_back(b);
        if (!is_ratio_of_sums(of)) continue;
        s.treatment_units.push_back(e.result(claim.treatment, r).units[metric]);
        if (base) s.baseline_units.push_back(e.result(*claim.baseline, r).units[*base]);
    }
    if (!s.is_quantile) return s;
    s.pooled_treatment = e.pooled(claim.treatment, metric);
    if (base) s.pooled_baseline = e.pooled(*claim.baseline, *base);
    if (!e.is_exact(claim.treatment, metric) || (base && !e.is_exact(*claim.baseline, *base)))
        s.sketch = e.arm(claim.treatment).sketch;
    return s;
}

std::string why_invalid(const Claim& claim, const Experiment& e, const Series& s, ClaimVerdict& v) {
    std::vector<std::size_t> arms;
    if (claim.has_baseline()) arms.push_back(*claim.baseline);
    arms.push_back(claim.treatment);
    v.notes.clear();
    v.overloaded = false;
    for (const std::size_t i : arms) {
        const std::string& name = e.arm(i).name;
        const auto over = overloaded_resources(e.arm(i).scenario, e.plan(i));
        if (!over.empty() && !claim.terminating)
            return fmt::format(
                "arm '{}' is beyond capacity ({}): its waits depend on the length of the run; a "
                "season may be judged with 'horizon: terminating'",
                name, fmt::join(over, ", "));
        v.overloaded |= !over.empty();
        if (!claim.terminating && keeps_growing(e, i))
            return fmt::format(
                "queues of arm '{}' keep growing: trips of the last week take more than a fifth "
                "longer than those of the first",
                name);
        std::uint64_t trips = 0, unfinished = 0;
        for (std::uint32_t r = 0; r < e.replications(i); ++r) {
            trips += e.result(i, r).trips;
            unfinished += e.result(i, r).unfinished;
        }
        if (static_cast<double>(unfinished) > 0.005 * static_cast<double>(trips))
            return fmt::format(
                "{:.1f} % of the trips of arm '{}' are still on their way when the run ends: the "
                "slow ones are missing (raise runs.max_overrun)",
                100 * static_cast<double>(unfinished) / static_cast<double>(trips), name);
    }
    if (s.n() < 2) return "what is claimed of is not observed: no trip is of its population";
    if (claim.has_baseline() && !s.independent && !meet_same_trucks(e, *claim.baseline, claim.treatment)) {
        if (same_demand(e.arm(*claim.baseline).scenario, e.arm(claim.treatment).scenario))
            return "the arms do not meet the same trucks, though they say so";
        v.notes.emplace_back("traffic differs between the arms, so its effect is in this one");
    }
    if (claim.has_baseline() && is_relative(claim.effect) && s.of_baseline() == 0)
        return "what the baseline measures is 0: there is no percentage of it";
    if (claim.statistic.starts_with("over_")) {
        const auto same = [](const std::vector<double>& values) {
            return !values.empty() && (values.front() == 0 || values.front() == 1) &&
                   std::count(values.begin(), values.end(), values.front()) ==
                       static_cast<std::ptrdiff_t>(values.size());
        };
        if (same(s.baseline) || same(s.treatment))
            return "the share is 0 % or 100 % in every replication of an arm: too rare to be judged from "
                   "these";
    }
    if (claim.has_baseline() && is_relative(claim.effect)) {
        const double g = measure_effect(claim, s, 0.05).g;
        if (!(g < 0.1))
            return fmt::format(
                "what the baseline measures is too noisy for a percentage (g = {:.2f}, at most "
                "0.10)",
                g);
    }
    if (s.is_quantile) {
        const std::size_t metric = e.metric(claim.treatment, claim.metric);
        const double p = e.metrics(claim.treatment)[metric].p;
        const auto count = static_cast<double>(e.count(claim.treatment, metric)) * std::min(p, 1 - p);
        if (count < 200 || count < 10 * static_cast<double>(s.n()))
            return fmt::format(
                "only {:.0f} observations are beyond the quantile in {} replications: at least "
                "200, and 10 in each, are needed",
                count, s.n());
    }
    if (!claim.has_baseline() && claim.effect != Effect::level)
        v.notes.emplace_back(
            "the baseline is a quoted number, not simulated: model bias is not cancelled by "
            "pairing");
    return "";
}

}  // namespace hanhlang
