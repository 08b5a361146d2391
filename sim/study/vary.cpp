#include "hanhlang/study/vary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hanhlang/scenario/load.hpp"

namespace hanhlang {
namespace {

/// Arms that are in memory together: of a large network each has its plan. With more, one starts anew.
constexpr std::size_t most_arms = 128;

void ask(Arm& arm, const std::string& metric) {
    if (std::find(arm.metrics.begin(), arm.metrics.end(), metric) == arm.metrics.end())
        arm.metrics.push_back(metric);
}

/// The claim about arms that stand elsewhere.
Claim moved_to(Claim claim, const std::vector<std::size_t>& arms) {
    if (claim.has_baseline()) claim.baseline = arms.front();
    claim.treatment = arms.back();
    claim.terminating = true;  // beyond capacity it is judged, and said to be
    return claim;
}

}  // namespace

std::vector<std::size_t> arms_of(const Claim& claim) {
    if (claim.has_baseline()) return {*claim.baseline, claim.treatment};
    return {claim.treatment};
}

VariedArms::VariedArms(const Study& study, std::vector<const Claim*> claims, RunOptions options)
    : study_(study),
      claims_(std::move(claims)),
      options_([&] {
          options.independent = study.independent;
          return std::move(options);
      }()),
      experiment_({}, options_) {}

/// Where an arm of the study stands under a variation; throws what stands against making it.
std::size_t VariedArms::put(std::size_t arm, const Variation& variation,
                            const std::vector<const Claim*>& asked) {
    const auto said = variation.settings.find(arm);
    const std::vector<std::string> settings =
        said == variation.settings.end() ? std::vector<std::string>{} : said->second;
    const std::string name = variation.name.empty()
                                 ? study_.arms[arm].name
                                 : fmt::format("{}: {}", study_.arms[arm].name, variation.name);
    Arm made{name, load(study_.arms[arm].recipe, settings), {}, 0.001};
    // What is not as it is written has no hash: it is known by where it comes from.
    std::string meaning = made.scenario.hash;
    if (meaning.empty()) {
        meaning = fmt::format("{}", arm);
        for (const std::string& setting : settings) meaning += "\n" + setting;
    }
    meaning += fmt::format(" {}", variation.traffic);
    if (variation.traffic != 1) scale_traffic(made.scenario, variation.traffic);
    const Plan plan = make_plan(made.scenario);
    for (const Claim* claim : asked) {
        const auto of = arms_of(*claim);
        if (std::find(of.begin(), of.end(), arm) == of.end()) continue;
        parse_metrics(made.scenario, plan, {claim->metric});
        ask(made, claim->metric);
    }
    const auto [at, is_new] = known_.try_emplace(meaning, experiment_.size());
    if (!is_new) return at->second;
    for (const Claim* claim : claims_) {  // what others will ask of it, where it has that
        try {
            parse_metrics(made.scenario, plan, {claim->metric});
            ask(made, claim->metric);
        } catch (const InputError&) {
            continue;
        }
    }
    experiment_.add(std::move(made));
    return at->second;
}

void VariedArms::run_some(const std::vector<const Claim*>& asked, const Variation* first, std::size_t count,
                          std::uint32_t replications, std::vector<std::vector<Varied>>& all, bool& complete) {
    const std::size_t before = all.size();
    std::vector<std::vector<Claim>> moved(count);
    std::set<std::size_t> needed;
    for (std::size_t i = 0; i < count; ++i) {
        all.emplace_back(asked.size());
        for (std::size_t k = 0; k < asked.size(); ++k) {
            moved[i].push_back(*asked[k]);
            try {
                std::vector<std::size_t> places;
                for (const std::size_t arm : arms_of(*asked[k])) places.push_back(put(arm, first[i], asked));
                needed.insert(places.begin(), places.end());
                moved[i].back() = moved_to(*asked[k], places);
            } catch (const InputError& error) {
                all.back()[k].invalid = to_string(error.problems().front());
            }
        }
    }
    complete = experiment_.run({needed.begin(), needed.end()}, replications) && complete;
    if (!complete || options_.shards > 1) return;  // of a slice nothing can be said
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < asked.size(); ++k) {
            Varied& one = all[before + i][k];
            if (!one.invalid.empty()) continue;
            ClaimVerdict verdict;
            one.series = series_of(moved[i][k], experiment_, study_.independent);
            one.invalid = why_invalid(moved[i][k], experiment_, one.series, verdict);
            one.overloaded = verdict.overloaded;
        }
    }
}

std::vector<std::vector<Varied>> VariedArms::run(const std::vector<const Claim*>& asked,
                                                 const std::vector<Variation>& variations,
                                                 std::uint32_t replications, bool& complete) {
    std::set<std::size_t> arms;
    for (const Claim* claim : asked) {
        for (const std::size_t arm : arms_of(*claim)) arms.insert(arm);
    }
    const std::size_t at_once =
        std::max<std::size_t>(1, most_arms / std::max<std::size_t>(1, arms.size()) / 4);
    std::vector<std::vector<Varied>> all;
    for (std::size_t i = 0; i < variations.size() && complete; i += at_once) {
        const std::size_t count = std::min(at_once, variations.size() - i);
        if (experiment_.size() + count * arms.size() > most_arms) {
            experiment_ = Experiment{{}, options_};
            known_.clear();
        }
        run_some(asked, &variations[i], count, replications, all, complete);
    }
    all.resize(variations.size(), std::vector<Varied>(asked.size()));
    return all;
}

}  // namespace hanhlang
