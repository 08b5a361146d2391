// KN, Rinott and OCBA. Rule: two systems are compared by the variance of their difference, never by the sum
// of their variances, unless they are independent by design.
#include "hanhlang/stats/selection.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/special.hpp"

namespace hanhlang {
namespace {

// A chi-squared distribution of v degrees as points x and weights, by trapezoids in d = log(x / v) / 2.
// Weight v (d - (e^(2 d) - 1) / 2) in the exponent falls so fast at both ends that trapezoids converge
// exponentially.
struct ChiSquaredGrid {
    std::vector<double> inverses;  // v / x
    std::vector<double> weights;   // their sum is 1
};

ChiSquaredGrid chi_squared_grid(double v) {
    constexpr double negligible = 1e-18;
    const double step = std::min(0.15, 0.6 / std::sqrt(2 * v));
    ChiSquaredGrid grid;
    double sum = 0;
    const auto walk = [&](double from, double by) {
        for (double d = from;; d += by) {
            const double weight = elementary::exp(v * (d - elementary::expm1(2 * d) / 2));
            if (weight < negligible) return;
            grid.inverses.push_back(elementary::exp(-2 * d));
            grid.weights.push_back(weight);
            sum += weight;
        }
    };
    walk(0, step);
    walk(-step, -step);
    for (double& weight : grid.weights) weight /= sum;
    return grid;
}

double rinott_probability(double h, std::size_t systems, const ChiSquaredGrid& grid) {
    const auto others = static_cast<double>(systems - 1);
    double probability = 0;
    for (std::size_t j = 0; j < grid.weights.size(); ++j) {
        double beats_one = 0;
        for (std::size_t i = 0; i < grid.weights.size(); ++i) {
            beats_one += grid.weights[i] * normal_cdf(h / std::sqrt(grid.inverses[i] + grid.inverses[j]));
        }
        probability += grid.weights[j] * elementary::pow(beats_one, others);
    }
    return probability;
}

}  // namespace

KnConstants kn_constants(std::size_t systems, std::size_t first_stage, double alpha) {
    assert(systems >= 2 && first_stage >= 2);
    assert(alpha > 0 && alpha < 1 - 1 / static_cast<double>(systems));
    const auto degrees = static_cast<double>(first_stage - 1);
    const double share = 2 * alpha / static_cast<double>(systems - 1);
    const double eta = (elementary::pow(share, -2 / degrees) - 1) / 2;
    return {eta, 2 * eta * degrees};
}

double kn_margin(double h2, double variance_of_difference, double indifference, std::size_t rounds) {
    assert(indifference > 0 && rounds > 0);
    const auto r = static_cast<double>(rounds);
    const double needed = h2 * variance_of_difference / (indifference * indifference);
    return std::max(0.0, indifference / (2 * r) * (needed - r));
}

KimNelson::KimNelson(const KnPlan& plan)
    : plan_(plan),
      h2_(kn_constants(plan.systems, plan.first_stage, plan.alpha).h2),
      survivors_(plan.systems),
      dropped_(plan.systems),
      systems_(plan.systems),
      differences_(plan.systems * plan.systems) {
    assert(plan.indifference > 0);
    std::iota(survivors_.begin(), survivors_.end(), std::size_t{0});
}

void KimNelson::add(const std::vector<double>& values) {
    assert(!selected() && values.size() == survivors_.size());
    ++rounds_;
    observations_ += values.size();
    for (std::size_t j = 0; j < values.size(); ++j) {
        assert(std::isfinite(values[j]));
        systems_[survivors_[j]].add(values[j]);
    }
    if (rounds_ <= plan_.first_stage) {  // all systems are still there
        for (std::size_t i = 0; i < values.size(); ++i) {
            for (std::size_t l = i + 1; l < values.size(); ++l) {
                differences_[i * plan_.systems + l].add(values[i] - values[l]);
            }
        }
    }
    if (rounds_ >= plan_.first_stage) screen();
}

std::optional<std::size_t> KimNelson::selected() const {
    if (survivors_.size() > 1) return std::nullopt;
    return survivors_.front();
}

std::optional<std::size_t> KimNelson::dropped_after(std::size_t system) const {
    assert(system < plan_.systems);
    return dropped_[system];
}

double KimNelson::mean(std::size_t system) const {
    assert(system < plan_.systems);
    return systems_[system].mean();
}

double KimNelson::variance_of_difference(std::size_t i, std::size_t l) const {
    assert(i < plan_.systems && l < plan_.systems && i != l);
    return differences_[std::min(i, l) * plan_.systems + std::max(i, l)].variance();
}

std::size_t KimNelson::rounds_at_most() const {
    assert(rounds_ >= plan_.first_stage);
    double most = static_cast<double>(plan_.first_stage);
    for (const std::size_t i : survivors_) {
        for (const std::size_t l : survivors_) {
            if (i >= l) continue;
            const double squared = plan_.indifference * plan_.indifference;
            most = std::max(most, std::ceil(h2_ * variance_of_difference(i, l) / squared));
        }
    }
    return static_cast<std::size_t>(most);
}

bool KimNelson::is_behind(std::size_t i, std::size_t l) const {
    const double lead = plan_.aim == Aim::maximise ? mean(l) - mean(i) : mean(i) - mean(l);
    const double margin = kn_margin(h2_, variance_of_difference(i, l), plan_.indifference, rounds_);
    // Equal systems on common random numbers would otherwise be run for ever.
    return lead > margin || (margin == 0 && lead == 0 && l < i);
}

void KimNelson::screen() {
    std::vector<std::size_t> left;
    for (const std::size_t i : survivors_) {
        const bool is_dropped = std::any_of(survivors_.begin(), survivors_.end(),
                                            [&](std::size_t l) { return l != i && is_behind(i, l); });
        if (is_dropped) {
            dropped_[i] = rounds_;
        } else {
            left.push_back(i);
        }
    }
    survivors_ = left;
}

double rinott_h(std::size_t systems, std::size_t first_stage, double p_star) {
    assert(systems >= 2 && first_stage >= 2);
    assert(p_star > 1 / static_cast<double>(systems) && p_star < 1);
    const ChiSquaredGrid grid = chi_squared_grid(static_cast<double>(first_stage - 1));
    double low = 0;
    double high = 1;
    while (rinott_probability(high, systems, grid) < p_star) {
        low = high;
        high *= 2;
    }
    while (high - low > 1e-11 * high) {
        const double middle = low + (high - low) / 2;
        (rinott_probability(middle, systems, grid) < p_star ? low : high) = middle;
    }
    return high;
}

std::size_t rinott_size(double h, double sd, double indifference, std::size_t first_stage) {
    assert(h > 0 && sd >= 0 && indifference > 0);
    const double root = h * sd / indifference;
    return std::max(first_stage, static_cast<std::size_t>(std::ceil(root * root)));
}

std::vector<double> ocba(const std::vector<double>& means, const std::vector<double>& sds, double total,
                         double indifference, Aim aim) {
    assert(!means.empty() && means.size() == sds.size() && total >= 0 && indifference > 0);
    const auto at = aim == Aim::maximise ? std::max_element(means.begin(), means.end())
                                         : std::min_element(means.begin(), means.end());
    const auto best = static_cast<std::size_t>(at - means.begin());
    std::vector<double> shares(means.size(), 0.0);
    double sum = 0;
    double squares = 0;  // of N / s, without dividing by an s that may be 0
    for (std::size_t i = 0; i < means.size(); ++i) {
        assert(sds[i] >= 0);
        if (i == best) continue;
        const double distance = std::max(std::abs(means[i] - means[best]), indifference);
        const double per_sd = sds[i] / (distance * distance);
        shares[i] = sds[i] * per_sd;
        sum += shares[i];
        squares += per_sd * per_sd;
    }
    shares[best] = sds[best] * std::sqrt(squares);
    sum += shares[best];
    const double even = total / static_cast<double>(means.size());
    for (double& share : shares) share = sum > 0 ? share / sum * total : even;
    return shares;
}

}  // namespace hanhlang
