#include "hanhlang/stats/verdict.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/tally.hpp"

namespace hanhlang {

std::string_view to_string(Decision decision) {
    switch (decision) {
        case Decision::supported:
            return "supported";
        case Decision::refuted_below:
            return "refuted below";
        case Decision::refuted_above:
            return "refuted above";
        case Decision::undecided:
            break;
    }
    return "undecided";
}

std::string_view to_string(Why why) {
    switch (why) {
        case Why::decided:
            return "decided";
        case Why::on_the_edge:
            return "on-the-edge";
        case Why::too_narrow:
            return "claim-too-narrow";
        case Why::more_runs:
            return "more-runs";
        case Why::beyond_budget:
            break;
    }
    return "beyond-budget";
}

Decision decide(const Interval& i, const Claimed& c) {
    if (!i.bounded) return Decision::undecided;
    if (i.low >= c.low && i.high <= c.high) return Decision::supported;
    if (i.high < c.low) return Decision::refuted_below;
    if (i.low > c.high) return Decision::refuted_above;
    return Decision::undecided;
}

std::vector<std::uint32_t> Looks::sizes() const {
    assert(min >= 1 && max >= min && growth > 1);
    std::vector<std::uint32_t> all;
    for (double size = min; size < max; size *= growth) all.push_back(static_cast<std::uint32_t>(size));
    all.push_back(max);
    return all;
}

double Looks::alpha(std::size_t look, double confidence, std::size_t claims) const {
    const auto looks = static_cast<double>(sizes().size());
    assert(look >= 1 && static_cast<double>(look) <= looks && claims >= 1);
    const double weight = 2 * static_cast<double>(look) / (looks * (looks + 1));
    return (1 - confidence) * weight / static_cast<double>(claims);
}

std::size_t pairs_needed(double q, double sd, double distance) {
    assert(distance > 0);
    const double root = q * sd / distance;
    constexpr double most = 1e15;
    return static_cast<std::size_t>(std::ceil(std::min(root * root, most)));
}

double distance_to_edge(double estimate, const Claimed& c) {
    return std::min(std::abs(estimate - c.low), std::abs(estimate - c.high));
}

Why why_undecided(double estimate, const Interval& i, const Claimed& c, double tolerance, double needed,
                  std::uint32_t most) {
    const double half = i.bounded ? (i.high - i.low) / 2 : infinity;
    if (distance_to_edge(estimate, c) <= tolerance && half <= tolerance) return Why::on_the_edge;
    const bool is_narrow = std::isfinite(c.low) && std::isfinite(c.high);
    if (is_narrow && (!i.bounded || (i.low < c.low && i.high > c.high))) return Why::too_narrow;
    return needed <= 10.0 * most ? Why::more_runs : Why::beyond_budget;
}

double two_sided_quantile(double alpha, std::size_t n) {
    return student_t_quantile(1 - alpha / 2, static_cast<double>(n - 1));
}

std::size_t least_replications(const std::vector<double>& values) {
    constexpr std::size_t least = 20;
    const auto n = static_cast<double>(values.size());
    Tally tally;
    for (const double value : values) tally.add(value);
    if (values.size() < 3 || !(tally.variance() > 0)) return least;
    double cubes = 0;
    for (const double value : values) {
        const double off = (value - tally.mean()) / tally.sd();
        cubes += off * off * off;
    }
    const double skewness = n / ((n - 1) * (n - 2)) * cubes;
    return std::max(least, static_cast<std::size_t>(std::ceil(25 * skewness * skewness - 1e-9)));
}

std::vector<double> contrasts(double reduction, const std::vector<double>& baseline,
                              const std::vector<double>& treatment) {
    assert(baseline.size() == treatment.size());
    std::vector<double> all;
    for (std::size_t i = 0; i < baseline.size(); ++i)
        all.push_back((1 - reduction) * baseline[i] - treatment[i]);
    return all;
}

EdgeTest test_reduction(double reduction, const std::vector<double>& baseline,
                        const std::vector<double>& treatment) {
    Tally z;
    for (const double contrast : contrasts(reduction, baseline, treatment)) z.add(contrast);
    const auto n = static_cast<double>(z.count());
    if (z.count() < 2) return {0, 1};
    const double error = z.sd() / std::sqrt(n);
    // What does not vary is exactly at the edge, or exactly not; rounding is no variation.
    if (error <= 1e-14 * std::abs(z.mean()) || error == 0) {
        if (z.mean() == 0) return {0, 1};
        return {z.mean() > 0 ? infinity : -infinity, 0};
    }
    const double t = z.mean() / error;
    return {t, 2 * student_t_cdf(-std::abs(t), n - 1)};
}

double influence_sd(const std::vector<double>& baseline, const std::vector<double>& treatment) {
    Tally b, t;
    for (const double value : baseline) b.add(value);
    for (const double value : treatment) t.add(value);
    const double ratio = t.mean() / b.mean();
    if (baseline.size() != treatment.size())
        return std::sqrt(t.variance() + ratio * ratio * b.variance()) / std::abs(b.mean());
    Tally residuals;
    for (std::size_t i = 0; i < baseline.size(); ++i) residuals.add(treatment[i] - ratio * baseline[i]);
    return residuals.sd() / std::abs(b.mean());
}

double variance_reduction(const std::vector<double>& baseline, const std::vector<double>& treatment) {
    Tally b, t, difference;
    for (std::size_t i = 0; i < baseline.size(); ++i) {
        b.add(baseline[i]);
        t.add(treatment[i]);
        difference.add(baseline[i] - treatment[i]);
    }
    return (b.variance() + t.variance()) / difference.variance();
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    assert(a.size() == b.size());
    Tally one, other;
    for (std::size_t i = 0; i < a.size(); ++i) {
        one.add(a[i]);
        other.add(b[i]);
    }
    double products = 0;
    for (std::size_t i = 0; i < a.size(); ++i) products += (a[i] - one.mean()) * (b[i] - other.mean());
    return products / (static_cast<double>(a.size() - 1) * one.sd() * other.sd());
}

Interval clopper_pearson(std::size_t hits, std::size_t n, double confidence) {
    assert(n > 0 && hits <= n);
    const double side = (1 - confidence) / 2;
    const auto k = static_cast<double>(hits);
    const auto rest = static_cast<double>(n - hits);
    return {hits == 0 ? 0 : beta_quantile(k, rest + 1, side),
            hits == n ? 1 : beta_quantile(k + 1, rest, 1 - side), true};
}

std::vector<double> holm(const std::vector<double>& p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] < p[b] : a < b; });
    std::vector<double> adjusted(p.size());
    double least = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        least = std::max(least, std::min(1.0, p[order[i]] * static_cast<double>(p.size() - i)));
        adjusted[order[i]] = least;
    }
    return adjusted;
}

}  // namespace hanhlang
