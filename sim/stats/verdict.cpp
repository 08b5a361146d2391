// What an interval says of a claim, and when it may say so. Rule: whatever cannot be decided has one reason,
// the first that applies.
#include "hanhlang/stats/verdict.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

#include "hanhlang/base/special.hpp"

namespace hanhlang {

std::string_view to_string(Decision decision) {
    static constexpr std::array<std::string_view, 4> words{"supported", "refuted below", "refuted above",
                                                           "undecided"};
    return words[static_cast<std::size_t>(decision)];
}

std::string_view to_string(Why why) {
    static constexpr std::array<std::string_view, 5> words{"decided", "on-the-edge", "claim-too-narrow",
                                                           "more-runs", "beyond-budget"};
    return words[static_cast<std::size_t>(why)];
}

Decision decide(const Interval& interval, const Claimed& claimed) {
    assert(claimed.low <= claimed.high);
    if (!interval.bounded) return Decision::undecided;
    // 1 - 7 / 10 is above 0.3 in binary, and yet on the edge of "at most 30 %".
    constexpr double rounding = 1e-12;
    const double low = claimed.low - rounding * std::abs(claimed.low);
    const double high = claimed.high + rounding * std::abs(claimed.high);
    if (low <= interval.low && interval.high <= high) return Decision::supported;
    if (interval.high < low) return Decision::refuted_below;
    if (interval.low > high) return Decision::refuted_above;
    return Decision::undecided;
}

std::vector<std::uint32_t> Looks::sizes() const {
    assert(min >= 2 && min <= max && growth > 1);
    std::vector<std::uint32_t> sizes;
    for (double size = min; size < max - 0.5; size *= growth) {
        const auto rounded = static_cast<std::uint32_t>(std::floor(size + 0.5));
        if (sizes.empty() || rounded > sizes.back()) sizes.push_back(rounded);
    }
    sizes.push_back(max);
    return sizes;
}

double Looks::alpha(std::size_t look, double confidence, std::size_t claims) const {
    const std::size_t looks = sizes().size();
    assert(look >= 1 && look <= looks && claims >= 1 && confidence > 0 && confidence < 1);
    const double weight = 2 * static_cast<double>(look) / static_cast<double>(looks * (looks + 1));
    return (1 - confidence) * weight / static_cast<double>(claims);
}

double pairs_needed(double q, double sd, double distance) {
    const double root = q * sd / distance;
    return std::ceil(root * root);
}

double distance_to_edge(double estimate, const Claimed& claimed) {
    return std::min(std::abs(estimate - claimed.low), std::abs(estimate - claimed.high));
}

Why why_undecided(double estimate, const Interval& interval, const Claimed& claimed, double tolerance,
                  double needed, std::uint32_t most) {
    if (decide(interval, claimed) != Decision::undecided) return Why::decided;
    const double half_width = (interval.high - interval.low) / 2;
    if (distance_to_edge(estimate, claimed) <= tolerance && half_width <= tolerance) return Why::on_the_edge;
    if (interval.low < claimed.low && interval.high > claimed.high) return Why::too_narrow;
    return needed <= 10.0 * most ? Why::more_runs : Why::beyond_budget;
}

double two_sided_quantile(double alpha, std::size_t n) {
    assert(alpha > 0 && alpha < 1 && n >= 2);
    return -student_t_quantile(alpha / 2, static_cast<double>(n - 1));
}

Interval clopper_pearson(std::size_t hits, std::size_t n, double confidence) {
    assert(n >= 1 && hits <= n && confidence > 0 && confidence < 1);
    const auto in = static_cast<double>(hits);
    const auto out = static_cast<double>(n - hits);
    const double tail = (1 - confidence) / 2;
    return {hits == 0 ? 0 : beta_quantile(in, out + 1, tail),
            hits == n ? 1 : beta_quantile(in + 1, out, 1 - tail), true};
}

std::vector<double> holm(const std::vector<double>& p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] < p[b] : a < b; });
    std::vector<double> adjusted(p.size());
    double largest = 0;
    std::size_t left = p.size();
    for (const std::size_t i : order) {
        assert(p[i] >= 0 && p[i] <= 1);
        largest = std::max(largest, std::min(1.0, p[i] * static_cast<double>(left--)));
        adjusted[i] = largest;
    }
    return adjusted;
}

}  // namespace hanhlang
