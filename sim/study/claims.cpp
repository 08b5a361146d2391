#include "hanhlang/study/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "hanhlang/scenario/load.hpp"

namespace hanhlang {

std::vector<ClaimVerdict> judge_all(const Study& study, Experiment& experiment, double confidence,
                                    bool& complete) {
    std::map<std::string, std::size_t> family;  // claims in it
    for (const Claim& claim : study.claims) ++family[claim.family];
    std::vector<ClaimVerdict> verdicts(study.claims.size());
    const auto sizes = study.looks.sizes();
    std::vector<bool> open(study.claims.size(), true);
    for (std::size_t look = 1; look <= sizes.size(); ++look) {
        std::set<std::size_t> needed;
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (!open[i]) continue;
            const Claim& claim = study.claims[i];
            if (claim.has_baseline()) needed.insert(*claim.baseline);
            needed.insert(claim.treatment);
        }
        if (needed.empty()) break;
        complete = experiment.run({needed.begin(), needed.end()}, sizes[look - 1]);
        if (!complete) return verdicts;
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (!open[i]) continue;
            const Claim& claim = study.claims[i];
            ClaimVerdict& v = verdicts[i];
            const Series s = series_of(claim, experiment, study.independent);
            v.invalid = why_invalid(claim, experiment, s, v);
            if (s.n() > 1)
                judge(claim, s, study.looks, look, confidence, study.bonferroni ? family[claim.family] : 1,
                      v);
            if (v.n < sizes[look - 1] && look == sizes.size() && v.invalid.empty() && v.n < study.looks.min)
                v.invalid = fmt::format("only {} of {} replications observe anything of its population", v.n,
                                        sizes[look - 1]);
            // What cannot be judged now may be judged with more: noise gets less, and so does what is
            // missing.
            open[i] = v.decision == Decision::undecided || !v.invalid.empty();
            if (!v.invalid.empty() && v.invalid.starts_with("arm ")) open[i] = false;
        }
    }
    for (std::size_t i = 0; i < verdicts.size(); ++i) {  // arms may have been run on for others
        const Series s = series_of(study.claims[i], experiment, study.independent);
        if (s.n() > 1) verdicts[i].latest = measure_effect(study.claims[i], s, 0.05);
    }
    return verdicts;
}

namespace {

void count_guesses(const Study& study, Judged& judged) {
    std::set<std::string> paths, guessed;
    std::vector<std::size_t> arms{judged.claim->treatment};
    if (judged.claim->has_baseline()) arms.push_back(*judged.claim->baseline);
    for (const std::size_t arm : arms) {
        const Recipe& made = study.arms[arm].recipe;
        for (const Input& input : inputs(made.file, made.settings, made.overlays)) {
            paths.insert(input.path);
            if (input.known == Input::Known::guess) guessed.insert(input.path);
        }
    }
    judged.numbers = paths.size();
    judged.guesses = guessed.size();
}

/// The arms of the study with all that claims ask of them, and those that are run beside them.
struct AskedOfArms {
    std::vector<Arm> arms;
    std::vector<BesideArms> beside;  // of each claim
    std::vector<std::size_t> extra;  // arms that are no claim's own
};

AskedOfArms ask_of_arms(const Study& study, bool verdicts_only) {
    AskedOfArms asked;
    for (const Study::Arm& arm : study.arms) asked.arms.push_back({arm.name, arm.scenario, {}, 0.001});
    const auto ask = [&](std::size_t arm, const std::string& metric) {
        auto& metrics = asked.arms[arm].metrics;
        if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) metrics.push_back(metric);
    };
    for (const Claim& claim : study.claims) {
        if (claim.has_baseline()) ask(*claim.baseline, claim.metric);
        ask(claim.treatment, claim.metric);
    }
    std::set<std::size_t> extra;
    for (const Claim& claim : study.claims) {
        asked.beside.emplace_back();
        if (verdicts_only || !claim.reading_of.empty()) continue;
        BesideArms& made = asked.beside.back() = add_beside(claim, asked.arms);
        if (made.split) extra.insert({made.split->structure, made.split->work});
        if (made.nothing) extra.insert(*made.nothing);
    }
    asked.extra.assign(extra.begin(), extra.end());
    return asked;
}

}  // namespace

ClaimsRun judge_claims(const Study& study, const ClaimsOptions& options) {
    ClaimsRun run;
    const auto stage = [&](const std::string& what) {
        if (options.stage) options.stage(what);
    };
    run.seed = options.run.seed;
    run.registration = held_against_registration(study, options.version);
    AskedOfArms asked = ask_of_arms(study, options.verdicts_only);
    RunOptions how = options.run;
    how.independent = study.independent;
    Experiment experiment{std::move(asked.arms), how};
    stage("verdicts");
    const auto verdicts = judge_all(study, experiment, options.run.confidence, run.complete);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (!run.complete && !(verdicts[i].n > 0 && verdicts[i].is_decided()))
            continue;  // others are not final
        Judged& judged = run.claims.emplace_back();
        judged.claim = &study.claims[i];
        judged.verdict = verdicts[i];
        judged.series = series_of(study.claims[i], experiment, study.independent);
        count_guesses(study, judged);
    }
    for (std::size_t arm = 0; arm < experiment.size(); ++arm) {
        for (std::uint32_t r = 0; r < experiment.replications(arm); ++r)
            run.trips += experiment.result(arm, r).trips;
    }
    if (options.verdicts_only || !run.complete) return run;
    stage("where effects come from");
    run.complete = experiment.run(asked.extra, study.beside);
    if (!run.complete) return run;
    std::vector<const Claim*> own;  // claims, but no other readings of them
    for (std::size_t i = 0; i < run.claims.size(); ++i) {
        const Claim& claim = study.claims[i];
        if (!claim.reading_of.empty()) continue;
        run.claims[i].beside = beside(study, claim, asked.beside[i], experiment, study.beside);
        own.push_back(&claim);
    }
    const auto judged_of = [&](const Claim* claim) -> Judged& {
        return run.claims[static_cast<std::size_t>(claim - study.claims.data())];
    };
    stage("effect against load, drivers and departures");
    std::vector<ClaimBeside*> views;
    for (const Claim* claim : own) views.push_back(&*judged_of(claim).beside);
    VariedArms varied{study, own, options.run};
    add_circumstances(study, own, views, varied, run.complete);
    if (!run.complete) return run;
    for (const Claim* claim : own) {
        if (claim->bundle.empty()) continue;
        stage("bundle of " + claim->id);
        judged_of(claim).bundle = take_apart(study, *claim, options.run, run.complete);
        if (!run.complete) return run;
    }
    std::vector<const Claim*> robust;
    std::copy_if(own.begin(), own.end(), std::back_inserter(robust),
                 [](const Claim* claim) { return claim->robust.has_value(); });
    while (!robust.empty()) {  // those with the same draws together
        const auto others = std::partition(robust.begin() + 1, robust.end(), [&](const Claim* claim) {
            return claim->robust->same_draws(*robust.front()->robust);
        });
        const std::vector<const Claim*> same(robust.begin(), others);
        robust.erase(robust.begin(), others);
        stage("draws of uncertain inputs");
        const auto found = robustness(study, same, options.run, run.complete);
        if (!run.complete) return run;
        for (std::size_t k = 0; k < same.size(); ++k) judged_of(same[k]).robust = found[k];
    }
    for (const Claim* claim : own) {
        if (!claim->tipping) continue;
        stage("tipping point of " + claim->id);
        judged_of(claim).tipping = tipping_points(study, *claim, varied, run.complete);
        if (!run.complete) return run;
    }
    return run;
}

}  // namespace hanhlang
