// Smallest capacities and knees. Rule: an edge that is hit but for rounding is hit, as in `decide`.
#include "hanhlang/stats/capacity.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <functional>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/crossing.hpp"
#include "hanhlang/stats/tally.hpp"

namespace hanhlang {
namespace {

constexpr double rounding_of_means = 1e-12;

using FutureValues = std::vector<std::vector<std::vector<double>>>;

bool is_rising(const std::vector<double>& capacities) {
    return std::adjacent_find(capacities.begin(), capacities.end(), std::greater_equal<>{}) ==
           capacities.end();
}

void check_shapes(const std::vector<Candidate>& candidates, const std::vector<Claimed>& targets) {
    assert(!candidates.empty() && !targets.empty());
    const FutureValues& first = candidates.front().values;
    assert(!first.empty());
    std::vector<double> capacities;
    for (const Candidate& candidate : candidates) {
        capacities.push_back(candidate.capacity);
        assert(candidate.values.size() == first.size());
        for (std::size_t f = 0; f < first.size(); ++f) {
            assert(candidate.values[f].size() == targets.size());
            for (std::size_t m = 0; m < targets.size(); ++m) {
                assert(candidate.values[f][m].size() == first[f][m].size());
            }
        }
    }
    assert(is_rising(capacities));
}

std::size_t edge_count(const std::vector<Claimed>& targets) {
    std::size_t found = 0;
    for (const Claimed& target : targets) {
        found += static_cast<std::size_t>(std::isfinite(target.low));
        found += static_cast<std::size_t>(std::isfinite(target.high));
    }
    assert(found > 0);
    return found;
}

bool is_sufficient(const FutureValues& values, const std::vector<Claimed>& targets, double alpha) {
    for (const auto& future : values) {
        for (std::size_t m = 0; m < targets.size(); ++m) {
            if (decide(one_sided_bounds(future[m], alpha), targets[m]) != Decision::supported) return false;
        }
    }
    return true;
}

bool is_insufficient(const FutureValues& values, const std::vector<Claimed>& targets, double alpha) {
    const double each = alpha / static_cast<double>(values.size() * edge_count(targets));
    for (const auto& future : values) {
        for (std::size_t m = 0; m < targets.size(); ++m) {
            const Decision decision = decide(one_sided_bounds(future[m], each), targets[m]);
            if (decision == Decision::refuted_below || decision == Decision::refuted_above) return true;
        }
    }
    return false;
}

// Setbacks of one measure in one future, which should rise; values[i] of candidate i.
struct MeasureCurve {
    std::vector<std::vector<double>> values;
    std::vector<double> means;
};

MeasureCurve rising_curve(const std::vector<Candidate>& candidates, std::size_t future, std::size_t measure,
                          double towards) {
    MeasureCurve curve;
    for (const Candidate& candidate : candidates) {
        std::vector<double>& turned = curve.values.emplace_back();
        Tally tally;
        for (const double value : candidate.values[future][measure]) {
            turned.push_back(towards * value);
            tally.add(towards * value);
        }
        curve.means.push_back(tally.mean());
    }
    return curve;
}

void add_setbacks(const std::vector<Candidate>& candidates, const MeasureCurve& curve, double alpha,
                  Setback made, std::vector<Setback>& found) {
    const std::vector<double> pooled = isotonic(curve.means);
    for (std::size_t first = 0, end = 0; first < pooled.size(); first = end) {
        end = first + 1;
        while (end < pooled.size() && pooled[end] == pooled[first]) ++end;
        std::size_t from = first;
        std::size_t to = first;
        for (std::size_t i = first; i < end; ++i) {
            for (std::size_t j = i + 1; j < end; ++j) {
                if (curve.means[i] - curve.means[j] <= curve.means[from] - curve.means[to]) continue;
                from = i;
                to = j;
            }
        }
        made.loss = curve.means[from] - curve.means[to];
        const double size = std::max(std::abs(curve.means[from]), std::abs(curve.means[to]));
        if (!(made.loss > rounding_of_means * size)) continue;
        made.better = candidates[from].capacity;
        made.worse = candidates[to].capacity;
        const Estimate lost = paired_difference(curve.values[from], curve.values[to], 1 - 2 * alpha);
        made.is_proven = lost.value > lost.half_width;
        found.push_back(made);
    }
}

}  // namespace

std::string_view to_string(Proof proof) {
    static constexpr std::array<std::string_view, 3> words{"sufficient", "insufficient", "undecided"};
    return words[static_cast<std::size_t>(proof)];
}

Interval one_sided_bounds(const std::vector<double>& values, double alpha) {
    assert(alpha > 0 && alpha < 0.5);
    const Estimate mean = student(values, 1 - 2 * alpha);
    return {mean.value - mean.half_width, mean.value + mean.half_width, true};
}

std::vector<Setback> setbacks(const std::vector<Candidate>& candidates, const std::vector<Claimed>& targets,
                              double alpha) {
    check_shapes(candidates, targets);
    const std::size_t futures = candidates.front().values.size();
    const std::size_t pairs = std::max<std::size_t>(1, candidates.size() * (candidates.size() - 1) / 2);
    const double each = alpha / static_cast<double>(pairs * futures * targets.size());
    std::vector<Setback> found;
    for (std::size_t f = 0; f < futures; ++f) {
        for (std::size_t m = 0; m < targets.size(); ++m) {
            if (std::isfinite(targets[m].low) == std::isfinite(targets[m].high)) continue;
            const double towards = std::isfinite(targets[m].low) ? 1 : -1;
            Setback made;
            made.future = f;
            made.measure = m;
            add_setbacks(candidates, rising_curve(candidates, f, m, towards), each, made, found);
        }
    }
    return found;
}

SmallestCapacity smallest_capacity(const std::vector<Candidate>& candidates,
                                   const std::vector<Claimed>& targets, double alpha, Testing testing) {
    check_shapes(candidates, targets);
    const std::size_t n = candidates.size();
    const bool in_order = testing == Testing::in_order;
    const double each = in_order ? alpha : alpha / static_cast<double>(n);
    SmallestCapacity result{std::vector<Proof>(n, Proof::undecided), std::nullopt, {}};
    for (std::size_t i = n; i-- > 0;) {
        if (is_sufficient(candidates[i].values, targets, each)) {
            result.proofs[i] = Proof::sufficient;
            result.smallest = candidates[i].capacity;
        } else if (in_order) {
            break;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (is_insufficient(candidates[i].values, targets, each)) {
            result.proofs[i] = Proof::insufficient;
        } else if (in_order) {
            break;
        }
    }
    result.setbacks = setbacks(candidates, targets, alpha);
    return result;
}

Knee knee(const std::vector<double>& capacities, const std::vector<std::vector<double>>& curves, double share,
          double confidence, Aim aim) {
    const std::size_t n = capacities.size();
    assert(n >= 2 && is_rising(capacities) && curves.size() >= 2 && share > 0 && share < 1);
    assert(confidence > 0 && confidence < 1);
    const double towards = aim == Aim::maximise ? 1 : -1;
    std::vector<double> gains;
    std::vector<Tally> contrasts_of(n - 1);
    for (const std::vector<double>& curve : curves) {
        assert(curve.size() == n);
        gains.push_back(towards * (curve.back() - curve.front()));
        for (std::size_t i = 0; i + 1 < n; ++i) {
            contrasts_of[i].add(towards * (curve[i + 1] - curve[i]) - share * gains.back());
        }
    }
    Knee found{std::nullopt, capacities.front(), infinity};
    const Estimate gain = student(gains, confidence);
    if (!(gain.value > 0)) return found;
    const double error = 1 - confidence;  // of both sides
    const double q_low = two_sided_quantile(error, curves.size());
    const double q_high = two_sided_quantile(error / static_cast<double>(n - 1), curves.size());
    const double edge = -rounding_of_means * gain.value;
    const bool is_gain = gain.value > gain.half_width;
    bool all_worth_it = is_gain;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const double mean = contrasts_of[i].mean();
        const double standard = contrasts_of[i].sd() / std::sqrt(static_cast<double>(curves.size()));
        if (!found.at && mean < edge) found.at = capacities[i];
        all_worth_it = all_worth_it && mean - q_low * standard >= edge;
        if (all_worth_it) found.low = capacities[i + 1];
        const bool is_too_small = mean + q_high * standard < edge;
        if (is_gain && found.high == infinity && is_too_small) found.high = capacities[i];
    }
    return found;
}

}  // namespace hanhlang
