#include "hanhlang/study/bundle.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace hanhlang {

// The effect of a set of measures is the mean over all runs of the value, with the sign of how many of the
// set are missing, twice: of one measure the mean with it less the mean without. What is saved is its
// negative.
std::vector<BundleEffect> factorial_effects(const std::vector<std::string>& measures,
                                            const std::vector<std::vector<double>>& values,
                                            double confidence) {
    std::vector<BundleEffect> all;
    const auto subsets = static_cast<unsigned>(values.size());
    const std::size_t n = values.front().size();
    std::vector<unsigned> sets(subsets - 1);
    std::iota(sets.begin(), sets.end(), 1U);
    std::sort(sets.begin(), sets.end(), [](unsigned a, unsigned b) {
        return std::pair{std::popcount(a), a} < std::pair{std::popcount(b), b};
    });
    for (const unsigned set : sets) {
        std::vector<double> left;  // the baseline less what the set saves
        for (std::size_t r = 0; r < n; ++r) {
            double contrast = 0;
            for (unsigned run = 0; run < subsets; ++run)
                contrast += std::popcount(set & ~run) % 2 == 0 ? values[run][r] : 0 - values[run][r];
            left.push_back(values[0][r] + 2 * contrast / subsets);
        }
        BundleEffect effect{{}, relative_reduction(values[0], left, confidence)};
        for (std::size_t i = 0; i < measures.size(); ++i) {
            if ((set >> i & 1U) != 0) effect.measures.push_back(measures[i]);
        }
        all.push_back(std::move(effect));
    }
    return all;
}

BundleView take_apart(const Study& study, const Claim& claim, const RunOptions& options, bool& complete) {
    BundleView view;
    view.replications = 2 * std::size_t{study.beside};
    std::vector<std::string> names;
    for (const BundlePart& part : claim.bundle) names.push_back(part.name);
    const auto subsets = 1U << names.size();
    std::vector<Arm> arms;
    for (unsigned subset = 0; subset < subsets; ++subset) {
        Recipe recipe = study.arms[*claim.baseline].recipe;
        for (std::size_t i = 0; i < claim.bundle.size(); ++i) {
            if ((subset >> i & 1U) != 0)
                recipe.overlays.insert(recipe.overlays.end(), claim.bundle[i].overlays.begin(),
                                       claim.bundle[i].overlays.end());
        }
        try {
            arms.push_back({fmt::format("subset {}", subset), load(recipe), {claim.metric}, 0.001});
            parse_metrics(arms.back().scenario, make_plan(arms.back().scenario), {claim.metric});
        } catch (const InputError& error) {
            view.why_not = to_string(error.problems().front());
            return view;
        }
    }
    const std::string& treatment = study.arms[claim.treatment].scenario.hash;
    view.is_treatment = !treatment.empty() && arms.back().scenario.hash == treatment;
    Experiment experiment{std::move(arms), options};
    complete = experiment.run_all(static_cast<std::uint32_t>(view.replications)) && complete;
    if (!complete) return view;
    std::vector<std::vector<double>> values(subsets);
    for (unsigned subset = 0; subset < subsets; ++subset) {
        Claim here = claim;
        here.baseline = 0;
        here.treatment = subset;
        here.terminating = true;
        ClaimVerdict verdict;
        const Series s = series_of(here, experiment, false);
        EffectOn one;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if ((subset >> i & 1U) != 0) one.what += (one.what.empty() ? "" : " + ") + names[i];
        }
        one.invalid = why_invalid(here, experiment, s, verdict);
        one.overloaded = verdict.overloaded;
        if (one.what.empty()) one.what = "none of them";
        if (s.n() < view.replications) {
            view.why_not = fmt::format("with {} nothing is observed in some replications", one.what);
            return view;
        }
        one.effect = measure_effect(claim, s, 0.05);
        one.decision = decide(one.effect.interval, claim.claimed);
        one.baseline = student(s.baseline, 0.95).value;
        one.treatment = student(s.treatment, 0.95).value;
        values[subset] = s.treatment;
        view.subsets.push_back(std::move(one));
    }
    view.effects = factorial_effects(names, values, 0.95);
    return view;
}

}  // namespace hanhlang
