#include "hanhlang/study/beside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace hanhlang {
namespace {

std::string of_population(const Claim& claim, std::string_view metric, std::string_view more = {}) {
    std::string filter = claim.where;
    if (!more.empty()) filter += (filter.empty() ? "" : ",") + std::string(more);
    return filter.empty() ? std::string(metric) : fmt::format("{}[{}]", metric, filter);
}

/// A name of a metric, and what readers call it.
struct Asked {
    std::string metric;
    std::string what;
};

/// Causes of either arm: what only one of them has is 0 in the other.
std::vector<Asked> causes_of(const Claim& claim, const Scenario& baseline, const Scenario& treatment) {
    std::set<Cause> possible;
    for (const Scenario* s : {&baseline, &treatment}) {
        for (const Cause cause : possible_causes(*s)) possible.insert(cause);
    }
    std::vector<Asked> all;
    for (const Cause cause : possible)
        all.push_back({of_population(claim, fmt::format("trip.{}_time.mean", to_string(cause))),
                       std::string(to_string(cause))});
    return all;
}

/// Waits that may move: off-site, to the night, to the other side, to another gate.
std::vector<Asked> displaced_in(const Claim& claim, const Scenario& baseline, const Scenario& s) {
    std::vector<Asked> all;
    const auto trip = [&](const char* measure, const char* what) {
        all.push_back({of_population(claim, fmt::format("trip.{}.mean", measure)), what});
    };
    if (!s.consignments.empty()) trip("lead_time", "booked ahead");
    if (!s.consignments.empty()) trip("departure_delay", "kept from departure");
    const auto has = [&](Cause cause) {
        const auto in = [&](const Scenario& one) {
            const auto causes = possible_causes(one);
            return std::find(causes.begin(), causes.end(), cause) != causes.end();
        };
        return in(baseline) || in(s);
    };
    if (has(Cause::appointment)) trip("appointment_time", "off-site, for a slot");
    if (has(Cause::held)) trip("held_time", "held before the corridor");
    if (has(Cause::closed)) trip("closed_time", "at night and other closed hours");
    for (const Place& place : s.places) {
        if (place.kind != Place::Kind::gate) continue;
        const std::string side = place.country.empty() ? "" : fmt::format(" ({})", place.country);
        all.push_back({of_population(claim, fmt::format("place.{}.crossing_time.mean", place.name)),
                       fmt::format("at {}{}", place.name, side)});
        all.push_back({of_population(claim, fmt::format("place.{}.crossings.per_day", place.name)),
                       fmt::format("trucks by {}{}", place.name, side)});
    }
    return all;
}

std::vector<Asked> groups_in(const Claim& claim, const Scenario& s) {
    std::vector<Asked> all;
    if (claim.statistic != "mean") return all;
    const std::string base = fmt::format("{}.mean", claim.measure);
    const std::size_t weigh = claim.metric.find("weigh=");
    std::string by;
    if (weigh != std::string::npos) by = "," + claim.metric.substr(weigh, claim.metric.size() - weigh - 1);
    const auto add = [&](const char* key, const auto& entries) {
        if (claim.where.find(std::string(key) + "=") != std::string::npos) return;
        for (const auto& entry : entries) {
            const std::string one = fmt::format("{}={}", key, entry.name);
            all.push_back({of_population(claim, base, one + by), fmt::format("{} {}", key, entry.name)});
        }
    };
    add("commodity", s.commodities);
    if (!s.consignments.empty()) add("trader", s.traders);
    return all;
}

std::vector<Asked> detection_in(const Scenario& s) {
    const bool risky = std::any_of(s.consignments.begin(), s.consignments.end(),
                                   [](const Consignment& c) { return c.risk.value > 0; });
    if (!risky) return {};
    return {{"dossier.risk_found.per_day", "declarations with something wrong that is found"},
            {"dossier.risk_missed.per_day", "declarations with something wrong that is missed"}};
}

/// Asks an arm for a metric, where it has it.
void ask(Arm& arm, const Plan& plan, const std::string& metric) {
    if (std::find(arm.metrics.begin(), arm.metrics.end(), metric) != arm.metrics.end()) return;
    try {
        parse_metrics(arm.scenario, plan, {metric});
        arm.metrics.push_back(metric);
    } catch (const InputError&) {
        return;  // this arm does not have it: what is shown is what both have
    }
}

bool is_trip_time(const Claim& claim) {
    return claim.measure.starts_with("clock.") || (claim.measure.starts_with("trip.") && claim.unit == "h");
}

/// The value of a metric in the first n replications; nothing where the arm does not have it.
std::vector<double> values_of(const Experiment& e, std::size_t arm, const std::string& metric,
                              std::uint32_t n) {
    const auto& all = e.metrics(arm);
    const auto at = std::find_if(all.begin(), all.end(), [&](const Metric& m) { return m.name == metric; });
    if (at == all.end()) return {};
    std::vector<double> values;
    for (std::uint32_t r = 0; r < std::min(n, e.replications(arm)); ++r)
        values.push_back(e.result(arm, r).values[static_cast<std::size_t>(at - all.begin())]);
    return values;
}

/// Both arms where both observed something.
std::optional<Series> both(const Experiment& e, const Claim& claim, const std::string& metric,
                           std::uint32_t n) {
    auto b = values_of(e, *claim.baseline, metric, n);
    auto t = values_of(e, claim.treatment, metric, n);
    if (metric.starts_with("trip.")) {  // a cause of waiting that an arm does not have takes no time there
        if (b.empty()) b.assign(t.size(), 0.0);
        if (t.empty()) t.assign(b.size(), 0.0);
    }
    Series s;
    for (std::size_t i = 0; i < std::min(b.size(), t.size()); ++i) {
        if (std::isnan(b[i]) || std::isnan(t[i])) continue;
        s.baseline.push_back(b[i]);
        s.treatment.push_back(t[i]);
    }
    return s.n() < 2 ? std::nullopt : std::optional(s);
}

std::string unit_of(const Experiment& e, const Claim& claim, const std::string& metric) {
    for (const std::size_t arm : {*claim.baseline, claim.treatment}) {
        for (const Metric& one : e.metrics(arm)) {
            if (one.name == metric) return one.unit;
        }
    }
    return "";
}

std::vector<Paired> pairs_of(const Experiment& e, const Claim& claim, const std::vector<Asked>& asked,
                             std::uint32_t n) {
    std::vector<Paired> all;
    for (const auto& [metric, what] : asked) {
        const auto s = both(e, claim, metric, n);
        if (!s) continue;
        all.push_back({what, unit_of(e, claim, metric), student(s->baseline, 0.95).value,
                       student(s->treatment, 0.95).value,
                       paired_difference(s->baseline, s->treatment, 0.95)});
    }
    return all;
}

/// An arm as functions of outcomes read it: numbers only.
Outcome numbers_of(const Experiment& e, std::size_t arm, std::uint32_t n) {
    Outcome outcome;
    outcome.scenario = e.arm(arm).scenario;
    const std::uint32_t count = std::min(n, e.replications(arm));
    for (std::uint32_t r = 0; r < count; ++r) {
        outcome.replications.push_back(r);
        outcome.trips += e.result(arm, r).trips;
    }
    for (std::size_t i = 0; i < e.metrics(arm).size(); ++i) {
        std::vector<double> values;
        for (std::uint32_t r = 0; r < count; ++r) values.push_back(e.result(arm, r).values[i]);
        outcome.findings.push_back({e.metrics(arm)[i], {}, std::move(values)});
    }
    return outcome;
}

}  // namespace

BesideArms add_beside(const Claim& claim, std::vector<Arm>& arms) {
    BesideArms made;
    if (!claim.has_baseline()) return made;
    const std::size_t base = *claim.baseline;
    // Without a hash an arm is not what was written: it cannot be taken apart.
    const bool is_written = !arms[base].scenario.hash.empty() && !arms[claim.treatment].scenario.hash.empty();
    const std::string split_metric =
        claim.statistic == "mean" || claim.statistic.empty() ? claim.metric : "trip.transit_time.mean";
    if (is_written) {
        made.split = add_split_arms(arms, base, claim.treatment, made.why_no_split);
        made.touched = touched(arms[base].scenario, arms[claim.treatment].scenario);
        if (claim.bound) {
            made.nothing = claim.bound;
        } else {
            made.nothing = arms.size();
            arms.push_back({"nothing", without(arms[base].scenario, made.touched->baseline), {}});
        }
    } else {
        made.why_no_split = "an arm with 'without' is not what was written: it cannot be taken apart";
    }
    const auto ask_all = [&](std::size_t arm, const std::vector<std::string>& names) {
        const Plan plan = make_plan(arms[arm].scenario);
        for (const std::string& name : names) ask(arms[arm], plan, name);
    };
    std::vector<std::string> shown;
    for (const auto& list :
         {causes_of(claim, arms[base].scenario, arms[claim.treatment].scenario),
          displaced_in(claim, arms[base].scenario, arms[claim.treatment].scenario),
          groups_in(claim, arms[claim.treatment].scenario), detection_in(arms[claim.treatment].scenario)}) {
        for (const Asked& one : list) shown.push_back(one.metric);
    }
    shown.push_back(split_metric);
    for (const std::size_t arm : {base, claim.treatment}) {
        ask_all(arm, shown);
        if (made.touched)
            ask_all(arm, bound_metrics(arms[arm].scenario,
                                       arm == base ? made.touched->baseline : made.touched->treatment));
    }
    if (made.split) {
        ask_all(made.split->structure, {split_metric});
        ask_all(made.split->work, {split_metric});
    }
    if (made.nothing) ask_all(*made.nothing, {"trip.transit_time.mean", claim.metric});
    return made;
}

ClaimBeside beside(const Study& study, const Claim& claim, const BesideArms& arms, const Experiment& e,
                   std::uint32_t n) {
    ClaimBeside all;
    all.replications = n;
    if (!claim.has_baseline()) return all;
    const Scenario& treatment = e.arm(claim.treatment).scenario;
    const Scenario& baseline = e.arm(*claim.baseline).scenario;
    all.waterfall = pairs_of(e, claim, causes_of(claim, baseline, treatment), n);
    all.displaced = pairs_of(e, claim, displaced_in(claim, baseline, treatment), n);
    all.detection = pairs_of(e, claim, detection_in(treatment), n);
    for (const auto& [metric, what] : groups_in(claim, treatment)) {
        const auto s = both(e, claim, metric, n);
        if (!s) continue;
        const Measured effect = measure_effect(claim, *s, 0.05);
        all.groups.push_back({what, student(s->baseline, 0.95).value, student(s->treatment, 0.95).value,
                              effect, decide(effect.interval, claim.claimed), "", false});
    }
    all.assumed = assumed_effects(baseline, treatment);
    all.unmatched = unmatched(baseline, treatment);
    all.why_no_split = arms.why_no_split;
    if (!arms.touched || study.independent) return all;
    const Outcome base = numbers_of(e, *claim.baseline, n);
    const Outcome with = numbers_of(e, claim.treatment, n);
    const Outcome nothing = numbers_of(e, *arms.nothing, n);
    if (is_trip_time(claim)) all.bounds = bounds(*arms.touched, base, with, nothing, 0.95);
    const auto before = values_of(e, *claim.baseline, claim.metric, n);
    const auto none = values_of(e, *arms.nothing, claim.metric, n);
    const bool is_mean = claim.statistic == "mean" || claim.statistic.empty();
    const auto seen = [](const std::vector<double>& v) {
        return std::none_of(v.begin(), v.end(), [](double x) { return std::isnan(x); });
    };
    if (is_mean && before.size() == none.size() && before.size() > 1 && seen(before) && seen(none))
        all.simulated = relative_reduction(before, none, 0.95);
    if (!arms.split) return all;
    const std::string metric = is_mean ? claim.metric : "trip.transit_time.mean";
    const auto effects = split_effects(base, numbers_of(e, arms.split->structure, n),
                                       numbers_of(e, arms.split->work, n), with, {metric}, 0.95);
    if (!effects.empty()) all.split = effects.front();
    return all;
}

}  // namespace hanhlang
