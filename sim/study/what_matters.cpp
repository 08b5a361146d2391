#include "hanhlang/study/what_matters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "hanhlang/stats/designs.hpp"

namespace hanhlang {
namespace {

/// What each replication adds to the effect: their mean moves as the effect does.
std::vector<double> influences(const Claim& claim, const Series& s) {
    std::vector<double> all;
    const bool relative = is_relative(claim.effect) && s.has_baseline();
    const double base = relative ? s.of_baseline() : 1;
    const double ratio = relative ? s.of_treatment() / base : 0;
    for (std::size_t r = 0; r < s.n(); ++r) {
        all.push_back(relative           ? (ratio * s.baseline[r] - s.treatment[r]) / base
                      : s.has_baseline() ? s.baseline[r] - s.treatment[r]
                                         : s.treatment[r]);
    }
    return all;
}

double standard_error_of(const std::vector<double>& values) {
    return values.size() < 2 ? 0 : standard_error(student(values, 0.95));
}

double error_of_change(const std::vector<double>& from, const std::vector<double>& to) {
    std::vector<double> change;
    if (from.size() != to.size()) return std::nan("");  // not the same replications: not pairs
    for (std::size_t r = 0; r < from.size(); ++r) change.push_back(to[r] - from[r]);
    return standard_error_of(change);
}

class SensitivityRunner {
 public:
    SensitivityRunner(const Study& study, const RunOptions& options)
        : study_(study), design_(*study.design), asked_(*design_.sensitivity), options_(options) {
        for (const std::size_t i : asked_.of) claims_.push_back(&design_.asked[i]);
    }

    SensitivityRun run(const std::function<void(const std::string&)>& stage) {
        for (const Claim* claim : claims_)
            run_.all.push_back(
                {claim->id, is_relative(claim->effect) ? "" : claim->unit, asked_.factors, {}, {}, {}});
        std::vector<std::size_t> chosen = asked_.factors;
        if (asked_.trajectories > 0) {
            stage("screening (Morris)");
            screen();
            if (!run_.complete) return std::move(run_);
            chosen = those_that_matter();
        }
        if (asked_.points > 0) {
            stage("shares of variance (Sobol')");
            variance(chosen);
        }
        return std::move(run_);
    }

 private:
    /// Points of the unit cube of these factors, run; the others stay in the middle where there was a
    /// screening.
    struct Ran {
        std::vector<std::vector<double>> effects;                  // [claim][point]
        std::vector<std::vector<std::vector<double>>> influences;  // [claim][point][replication]
    };
    Ran evaluate(const std::vector<std::vector<double>>& points, const std::vector<std::size_t>& factors) {
        std::vector<Variation> variations;
        for (const auto& u : points) {
            DesignPoint point;
            for (const std::size_t factor : asked_.factors)
                point[factor] = design_.factors[factor].value(0.5);
            for (std::size_t k = 0; k < factors.size(); ++k)
                point[factors[k]] = design_.factors[factors[k]].value(u[k]);
            variations.push_back(variation_of(study_, point, design_.futures.front(), ""));
        }
        VariedArms arms{study_, claims_, options_};
        const auto found = arms.run(claims_, variations, options_.replications, run_.complete);
        run_.points += points.size();
        Ran ran;
        for (std::size_t c = 0; c < claims_.size(); ++c) {
            auto& effects = ran.effects.emplace_back();
            auto& influence = ran.influences.emplace_back();
            for (const auto& at : found) {
                const Series& s = at[c].series;
                run_.unusable += c == 0 && s.n() < 2 ? 1U : 0U;
                effects.push_back(s.n() < 2 ? std::nan("") : measure_effect(*claims_[c], s, 0.05).estimate);
                influence.push_back(influences(*claims_[c], s));
            }
        }
        return ran;
    }

    /// Uncertain inputs go through the middles of as many equal parts of their laws as there are levels.
    double placed(std::size_t factor, double u) const {
        if (!design_.factors[factor].is_uncertain()) return u;
        return (u * (asked_.levels - 1) + 0.5) / asked_.levels;
    }

    void screen() {
        const auto trajectories =
            morris_trajectories(asked_.trajectories, asked_.factors.size(), asked_.levels, options_.seed);
        std::vector<std::vector<double>> points;
        for (const auto& trajectory : trajectories) {
            for (auto point : trajectory) {
                for (std::size_t k = 0; k < point.size(); ++k) point[k] = placed(asked_.factors[k], point[k]);
                points.push_back(std::move(point));
            }
        }
        const Ran ran = evaluate(points, asked_.factors);
        if (!run_.complete) return;
        const std::size_t length = asked_.factors.size() + 1;
        for (std::size_t c = 0; c < claims_.size(); ++c) {
            std::vector<std::vector<double>> values, errors;
            std::vector<std::vector<std::vector<double>>> usable;
            for (std::size_t t = 0; t < trajectories.size(); ++t) {
                std::vector<double> here, steps;
                for (std::size_t p = 0; p < length; ++p) {
                    here.push_back(ran.effects[c][t * length + p]);
                    if (p > 0)
                        steps.push_back(error_of_change(ran.influences[c][t * length + p - 1],
                                                        ran.influences[c][t * length + p]));
                }
                if (std::any_of(here.begin(), here.end(), [](double v) { return std::isnan(v); })) continue;
                // What moves is where the values stand, which is not where the points do: levels and whole
                // numbers.
                auto& real = usable.emplace_back(trajectories[t]);
                for (auto& point : real) {
                    for (std::size_t k = 0; k < point.size(); ++k)
                        point[k] =
                            design_.factors[asked_.factors[k]].place(placed(asked_.factors[k], point[k]));
                }
                values.push_back(std::move(here));
                errors.push_back(std::move(steps));
            }
            if (usable.size() < 2) continue;
            const auto effects = elementary_effects(usable, values);
            const auto noise = effect_errors(usable, errors);
            for (std::size_t k = 0; k < asked_.factors.size(); ++k)
                run_.all[c].screened.push_back(effect_measures(effects[k], noise[k]));
        }
    }

    std::vector<std::size_t> those_that_matter() const {
        std::vector<std::pair<double, std::size_t>> size;
        for (std::size_t k = 0; k < asked_.factors.size(); ++k) {
            double most = 0;
            for (const WhatMatters& one : run_.all) {
                double largest = 0;
                for (const EffectMeasures& m : one.screened) largest = std::max(largest, m.mean_size);
                if (largest > 0) most = std::max(most, one.screened[k].mean_size / largest);
            }
            size.emplace_back(-most, asked_.factors[k]);
        }
        std::sort(size.begin(), size.end());
        std::vector<std::size_t> chosen;
        for (const auto& [less, factor] : size) {
            if (chosen.size() < asked_.most) chosen.push_back(factor);
        }
        std::sort(chosen.begin(), chosen.end());
        return chosen;
    }

    void variance(std::vector<std::size_t> factors) {
        if (factors.size() > asked_.most) factors.resize(asked_.most);
        const SobolMatrices m = sobol_matrices(asked_.points, factors.size(), options_.seed);
        std::vector<std::vector<double>> points = m.a;
        points.insert(points.end(), m.b.begin(), m.b.end());
        for (const auto& ab : m.ab) points.insert(points.end(), ab.begin(), ab.end());
        const Ran ran = evaluate(points, factors);
        if (!run_.complete) return;
        const std::size_t n = asked_.points;
        for (std::size_t c = 0; c < claims_.size(); ++c) {
            // A row in which any point is missing is left out of all.
            std::vector<std::size_t> rows;
            double noise = 0;
            for (std::size_t row = 0; row < n; ++row) {
                bool whole = true;
                for (std::size_t block = 0; block < factors.size() + 2; ++block)
                    whole = whole && !std::isnan(ran.effects[c][block * n + row]);
                if (!whole) continue;
                rows.push_back(row);
                const double error = standard_error_of(ran.influences[c][row]);
                noise += error * error;
            }
            run_.all[c].of_variance = factors;
            if (rows.size() < 8) continue;
            const auto block = [&](std::size_t which) {
                std::vector<double> values;
                for (const std::size_t row : rows) values.push_back(ran.effects[c][which * n + row]);
                return values;
            };
            SobolValues values{block(0), block(1), {}};
            for (std::size_t k = 0; k < factors.size(); ++k) values.ab.push_back(block(k + 2));
            run_.all[c].indices = sobol_indices(values, options_.confidence, options_.seed,
                                                noise / static_cast<double>(rows.size()));
        }
    }

    const Study& study_;
    const Design& design_;
    const SensitivityAsked& asked_;
    RunOptions options_;
    std::vector<const Claim*> claims_;
    SensitivityRun run_;
};

}  // namespace

SensitivityRun run_sensitivity(const Study& study, const RunOptions& options,
                               const std::function<void(const std::string&)>& stage) {
    return SensitivityRunner{study, options}.run(stage);
}

}  // namespace hanhlang
