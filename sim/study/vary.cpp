#include "hanhlang/study/vary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/scenario/load.hpp"

namespace hanhlang {
namespace {

/// Arms that are in memory together: of a large network each has its plan.
constexpr std::size_t at_once = 16;

Arm changed(const Study& study, std::size_t arm, const std::vector<std::string>& settings, double traffic,
            const std::vector<const Claim*>& claims) {
    Arm made{study.arms[arm].name, load(study.arms[arm].recipe, settings), {}, 0.001};
    if (traffic != 1) scale_traffic(made.scenario, traffic);
    for (const Claim* claim : claims) {
        if (std::find(made.metrics.begin(), made.metrics.end(), claim->metric) == made.metrics.end())
            made.metrics.push_back(claim->metric);
    }
    return made;
}

/// Where the arms of a variation stand in such an experiment.
struct Places {
    std::size_t baseline = 0;
    std::size_t treatment = 0;
};

Claim moved_to(Claim claim, const Places& places) {
    if (claim.has_baseline()) claim.baseline = places.baseline;
    claim.treatment = places.treatment;
    claim.terminating = true;  // beyond capacity it is judged, and said to be
    return claim;
}

/// The arm among these that means the same, or else a new one: many variations leave the baseline as it is.
std::size_t place_of(std::vector<Arm>& arms, std::vector<std::string>& meanings, Arm arm, double traffic) {
    const std::string& hash = arm.scenario.hash;
    const std::string meaning = hash.empty() ? "" : fmt::format("{} {}", hash, traffic);
    for (std::size_t i = 0; i < arms.size() && !meaning.empty(); ++i) {
        if (meanings[i] == meaning) return i;
    }
    parse_metrics(arm.scenario, make_plan(arm.scenario), arm.metrics);
    arms.push_back(std::move(arm));
    meanings.push_back(meaning);
    return arms.size() - 1;
}

void run_some(const Study& study, const std::vector<const Claim*>& claims, const Variation* first,
              std::size_t count, std::uint32_t replications, const RunOptions& options,
              std::vector<Varied>& all, bool& complete) {
    std::vector<Arm> arms;
    std::vector<std::string> meanings;
    std::vector<std::optional<Places>> place;
    const Claim& of = *claims.front();
    const std::size_t before = all.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Variation& variation = first[i];
        Varied& varied = all.emplace_back();
        try {
            const auto put = [&](std::size_t arm, const std::vector<std::string>& settings) {
                return place_of(arms, meanings, changed(study, arm, settings, variation.traffic, claims),
                                variation.traffic);
            };
            Places at;
            if (of.has_baseline()) at.baseline = put(*of.baseline, variation.baseline);
            at.treatment = put(of.treatment, variation.treatment);
            place.emplace_back(at);
        } catch (const InputError& error) {
            varied.why_not = to_string(error.problems().front());
            place.emplace_back();
        }
    }
    if (arms.empty()) return;
    RunOptions run = options;
    run.independent = study.independent;
    Experiment experiment{std::move(arms), run};
    complete = experiment.run_all(replications) && complete;
    for (std::size_t i = 0; i < count; ++i) {
        if (!place[i]) continue;
        Varied& varied = all[before + i];
        for (const Claim* claim : claims) {
            const Claim here = moved_to(*claim, *place[i]);
            ClaimVerdict verdict;
            varied.series.push_back(series_of(here, experiment, study.independent));
            varied.invalid.push_back(why_invalid(here, experiment, varied.series.back(), verdict));
            varied.overloaded |= verdict.overloaded;
        }
    }
}

}  // namespace

std::vector<Varied> vary(const Study& study, const std::vector<const Claim*>& claims,
                         const std::vector<Variation>& variations, std::uint32_t replications,
                         const RunOptions& options, bool& complete) {
    std::vector<Varied> all;
    for (std::size_t i = 0; i < variations.size() && complete; i += at_once)
        run_some(study, claims, &variations[i], std::min(at_once, variations.size() - i), replications,
                 options, all, complete);
    all.resize(variations.size());
    return all;
}

std::vector<std::vector<const Claim*>> by_arms(const std::vector<const Claim*>& claims) {
    std::vector<std::vector<const Claim*>> groups;
    for (const Claim* claim : claims) {
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& other) {
            return other.front()->has_baseline() == claim->has_baseline() &&
                   other.front()->baseline == claim->baseline && other.front()->treatment == claim->treatment;
        });
        group == groups.end() ? void(groups.push_back({claim})) : group->push_back(claim);
    }
    return groups;
}

}  // namespace hanhlang
