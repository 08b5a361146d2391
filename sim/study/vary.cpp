#include "hanhlang/study/vary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hanhlang/scenario/load.hpp"

namespace hanhlang {
namespace {

/// Arms that are in memory together: of a large network each has its plan.
constexpr std::size_t most_arms = 32;

/// The arms of some variations, each once.
class VariedArms {
 public:
    VariedArms(const Study& study, const std::vector<const Claim*>& claims)
        : study_(study), claims_(claims) {}

    /// Where an arm of the study stands under a variation; the problem, where it cannot be made so.
    std::size_t put(std::size_t arm, const Variation& variation) {
        const auto said = variation.settings.find(arm);
        const std::vector<std::string> settings =
            said == variation.settings.end() ? std::vector<std::string>{} : said->second;
        Arm made{study_.arms[arm].name, load(study_.arms[arm].recipe, settings), {}, 0.001};
        const std::string meaning =
            made.scenario.hash.empty() ? "" : fmt::format("{} {}", made.scenario.hash, variation.traffic);
        for (std::size_t i = 0; i < arms.size() && !meaning.empty(); ++i) {
            if (meanings_[i] == meaning) return i;
        }
        if (variation.traffic != 1) scale_traffic(made.scenario, variation.traffic);
        for (const Claim* claim : claims_) {
            const auto of = arms_of(*claim);
            const bool is_asked = std::find(of.begin(), of.end(), arm) != of.end();
            if (is_asked || !meaning.empty()) ask(made, claim->metric, is_asked);
        }
        arms.push_back(std::move(made));
        meanings_.push_back(meaning);
        return arms.size() - 1;
    }

    std::vector<Arm> arms;

 private:
    /// What other claims ask for is asked where the arm has it, because it may be theirs under another name.
    static void ask(Arm& arm, const std::string& metric, bool must) {
        if (std::find(arm.metrics.begin(), arm.metrics.end(), metric) != arm.metrics.end()) return;
        try {
            parse_metrics(arm.scenario, make_plan(arm.scenario), {metric});
            arm.metrics.push_back(metric);
        } catch (const InputError&) {
            if (must) throw;
        }
    }

    const Study& study_;
    const std::vector<const Claim*>& claims_;
    std::vector<std::string> meanings_;
};

/// The claim about arms that stand elsewhere.
Claim moved_to(Claim claim, const std::vector<std::size_t>& arms) {
    if (claim.has_baseline()) claim.baseline = arms.front();
    claim.treatment = arms.back();
    claim.terminating = true;  // beyond capacity it is judged, and said to be
    return claim;
}

void run_some(const Study& study, const std::vector<const Claim*>& claims, const Variation* first,
              std::size_t count, std::uint32_t replications, const RunOptions& options,
              std::vector<std::vector<Varied>>& all, bool& complete) {
    VariedArms varied{study, claims};
    const std::size_t before = all.size();
    std::vector<std::vector<Claim>> moved(count);
    for (std::size_t i = 0; i < count; ++i) {
        all.emplace_back(claims.size());
        for (std::size_t k = 0; k < claims.size(); ++k) {
            moved[i].push_back(*claims[k]);
            try {
                std::vector<std::size_t> places;
                for (const std::size_t arm : arms_of(*claims[k])) places.push_back(varied.put(arm, first[i]));
                moved[i].back() = moved_to(*claims[k], places);
            } catch (const InputError& error) {
                all.back()[k].invalid = to_string(error.problems().front());
            }
        }
    }
    if (varied.arms.empty()) return;
    RunOptions run = options;
    run.independent = study.independent;
    Experiment experiment{std::move(varied.arms), run};
    complete = experiment.run_all(replications) && complete;
    if (!complete) return;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < claims.size(); ++k) {
            Varied& one = all[before + i][k];
            if (!one.invalid.empty()) continue;
            ClaimVerdict verdict;
            one.series = series_of(moved[i][k], experiment, study.independent);
            one.invalid = why_invalid(moved[i][k], experiment, one.series, verdict);
            one.overloaded = verdict.overloaded;
        }
    }
}

}  // namespace

std::vector<std::size_t> arms_of(const Claim& claim) {
    if (claim.has_baseline()) return {*claim.baseline, claim.treatment};
    return {claim.treatment};
}

std::vector<std::vector<Varied>> vary(const Study& study, const std::vector<const Claim*>& claims,
                                      const std::vector<Variation>& variations, std::uint32_t replications,
                                      const RunOptions& options, bool& complete) {
    std::set<std::size_t> arms;
    for (const Claim* claim : claims) {
        for (const std::size_t arm : arms_of(*claim)) arms.insert(arm);
    }
    const std::size_t at_once = std::max<std::size_t>(1, most_arms / std::max<std::size_t>(1, arms.size()));
    std::vector<std::vector<Varied>> all;
    for (std::size_t i = 0; i < variations.size() && complete; i += at_once)
        run_some(study, claims, &variations[i], std::min(at_once, variations.size() - i), replications,
                 options, all, complete);
    all.resize(variations.size(), std::vector<Varied>(claims.size()));
    return all;
}

}  // namespace hanhlang
