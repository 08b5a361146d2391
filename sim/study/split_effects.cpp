// The arms of a split, and what their differences are.
// Rule: the parts are switched on one after the other (structure, work, inspections), so they add up to the
// whole; what two of them do only together belongs to the later one.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "hanhlang/study/split.hpp"

namespace hanhlang {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> difference;
    for (std::size_t i = 0; i < a.size(); ++i) difference.push_back(a[i] - b[i]);
    return difference;
}

/// part / base, from the reduction of `base` to what is left of it: 1 - part / base.
Reduction share_of(const std::vector<double>& part, const std::vector<double>& base, double confidence) {
    if (std::all_of(base.begin(), base.end(), [](double value) { return value == 0; }))
        return {unknown, {unknown, unknown, false}, unknown};
    const Reduction rest = relative_reduction(base, part, confidence);
    return {
        1 - rest.estimate, {1 - rest.interval.high, 1 - rest.interval.low, rest.interval.bounded}, rest.g};
}

/// Where arms[i] means the same as this scenario, i; else the place of a new arm.
std::size_t arm_of(std::vector<Arm>& arms, const char* name, Scenario scenario) {
    for (std::size_t i = 0; i < arms.size(); ++i) {
        if (!scenario.hash.empty() && arms[i].scenario.hash == scenario.hash) return i;
    }
    std::vector<std::string> metrics = split_metrics(scenario);
    arms.push_back({name, std::move(scenario), std::move(metrics)});
    return arms.size() - 1;
}

}  // namespace

std::vector<std::string> split_metrics(const Scenario& scenario) {
    std::vector<std::string> names{"trip.transit_time.mean", "trip.border_time.mean"};
    if (!scenario.consignments.empty())
        names.insert(names.end(), {"dossier.time.mean", "trip.booking_time.mean"});
    return names;
}

std::optional<SplitPlace> add_split_arms(std::vector<Arm>& arms, std::size_t baseline, std::size_t treatment,
                                         std::string& why_not) {
    try {
        SplitArms made = split_arms(arms[baseline].scenario, arms[treatment].scenario);
        make_plan(made.structure);  // its problems would be said only when it is run
        make_plan(made.work);
        SplitPlace place;
        place.structure = arm_of(arms, "structure", std::move(made.structure));
        place.work = arm_of(arms, "structure and work", std::move(made.work));
        return place;
    } catch (const InputError& error) {
        why_not = error.what();
        return std::nullopt;
    }
}

std::vector<SplitEffect> split_effects(const Outcome& baseline, const Outcome& structure, const Outcome& work,
                                       const Outcome& treatment, const std::vector<std::string>& metrics,
                                       double confidence) {
    std::vector<SplitEffect> effects;
    for (const std::string& name : metrics) {
        const std::array<const Finding*, 4> found{baseline.find(name), structure.find(name), work.find(name),
                                                  treatment.find(name)};
        if (std::count(found.begin(), found.end(), nullptr) > 0) continue;
        std::array<std::vector<double>, 4> arm;  // replications in which all four observed something
        for (std::size_t i = 0; i < found[0]->replications.size(); ++i) {
            const auto is_seen = [&](const Finding* f) { return !std::isnan(f->replications[i]); };
            if (!std::all_of(found.begin(), found.end(), is_seen)) continue;
            for (std::size_t k = 0; k < arm.size(); ++k) arm[k].push_back(found[k]->replications[i]);
        }
        if (arm[0].empty()) continue;
        const std::vector<double> all = minus(arm[0], arm[3]);
        const auto part = [&](std::size_t from, std::size_t to) {
            const std::vector<double> saved = minus(arm[from], arm[to]);
            return EffectPart{paired_difference(arm[from], arm[to], confidence),
                              share_of(saved, arm[0], confidence), share_of(saved, all, confidence)};
        };
        effects.push_back({name, found[0]->metric.unit, part(0, 1), part(1, 2), part(2, 3), part(0, 3)});
    }
    return effects;
}

}  // namespace hanhlang
