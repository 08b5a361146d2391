#include "hanhlang/study/robustness.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "hanhlang/base/random.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/backcast.hpp"

namespace hanhlang {
namespace {

constexpr std::size_t quarters = 4;
constexpr std::uint32_t shuffles = 200;

/// Which quarter of its values each draw is in, of equal numbers of draws.
std::vector<std::size_t> quarter_of(const std::vector<double>& points) {
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return points[a] != points[b] ? points[a] < points[b] : a < b;
    });
    std::vector<std::size_t> quarter(points.size());
    for (std::size_t i = 0; i < order.size(); ++i) quarter[order[i]] = i * quarters / order.size();
    return quarter;
}

/// Draws with the right verdict when it may depend on the quarter; `order` says whose verdict each has.
double right_when_known(const std::vector<std::size_t>& quarter, const std::vector<bool>& supported,
                        const std::vector<std::size_t>& order) {
    std::array<double, quarters> yes{}, all{};
    for (std::size_t i = 0; i < quarter.size(); ++i) {
        all[quarter[i]] += 1;
        yes[quarter[i]] += supported[order[i]] ? 1 : 0;
    }
    double right = 0;
    for (std::size_t q = 0; q < quarters; ++q) right += std::max(yes[q], all[q] - yes[q]);
    return right;
}

/// The draws in an order that has nothing to do with them.
std::vector<std::size_t> shuffled(std::size_t n, std::uint32_t number) {
    static const Purpose purpose{0, "orders of draws"};
    std::vector<std::pair<double, std::size_t>> keys;
    for (std::uint32_t i = 0; i < n; ++i) keys.emplace_back(uniform(purpose, {number, i, 0}), i);
    std::sort(keys.begin(), keys.end());
    std::vector<std::size_t> order;
    for (const auto& [key, i] : keys) order.push_back(i);
    return order;
}

/// Draws of the uncertain inputs that are run: number and what it lays upon each arm.
struct Draws {
    std::size_t tried = 0;
    std::vector<std::uint32_t> numbers;
    std::vector<Variation> variations;
};

std::vector<std::string> drawn(const Study& study, std::size_t arm, std::uint64_t seed,
                               std::uint32_t number) {
    return draw_uncertain(load_tree(study.arms[arm].recipe), study.arms[arm].scenario, seed, number);
}

/// Whether no observed figure of the arm misses under this draw.
bool is_plausible(const Study& study, std::size_t arm, const RunOptions& options, std::uint32_t number) {
    try {
        const Scenario scenario = load(study.arms[arm].recipe, drawn(study, arm, options.seed, number));
        const Backcast backcast = make_backcast(scenario);
        RunOptions few = options;
        few.replications = std::max<std::uint32_t>(4, study.beside / 4);
        const auto run = run_backcast(study.arms[arm].name, scenario, backcast, few);
        return std::none_of(run.judgements.begin(), run.judgements.end(),
                            [](const Judgement& j) { return j.verdict == Verdict::misses; });
    } catch (const InputError&) {
        return false;
    }
}

Draws draw_all(const Study& study, const std::vector<const Claim*>& claims, const RunOptions& options) {
    Draws draws;
    const Claim& first = *claims.front();
    const Robust& robust = *first.robust;
    std::set<std::size_t> arms;
    for (const Claim* claim : claims) {
        for (const std::size_t arm : arms_of(*claim)) arms.insert(arm);
    }
    const std::size_t figures = robust.arm.value_or(first.baseline.value_or(first.treatment));
    const std::size_t most = robust.plausible ? std::size_t{robust.draws} * 8 : robust.draws;
    for (std::uint32_t number = 1; draws.tried < most && draws.numbers.size() < robust.draws; ++number) {
        if (options.farm.stop && *options.farm.stop) break;
        ++draws.tried;
        if (robust.plausible && !is_plausible(study, figures, options, number)) continue;
        draws.numbers.push_back(number);
        Variation& variation = draws.variations.emplace_back();
        for (const std::size_t arm : arms) variation.settings[arm] = drawn(study, arm, options.seed, number);
    }
    return draws;
}

double quantile_of(std::vector<double> values, double p) {
    if (values.empty()) return std::nan("");
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(values.size()) - 1e-9));
    return values[std::max<std::size_t>(rank, 1) - 1];
}

RobustView view_of(const Claim& claim, std::size_t at, const Draws& draws,
                   const std::vector<std::vector<Varied>>& varied, const Scenario& scenario,
                   std::uint64_t seed) {
    RobustView view;
    view.plausible = claim.robust->plausible;
    view.wanted = claim.robust->share;
    view.tried = draws.tried;
    std::vector<bool> supported;
    std::vector<std::uint32_t> numbers;
    double noise = 0;
    for (std::size_t i = 0; i < varied.size(); ++i) {
        const Varied& here = varied[i][at];
        if (!here.invalid.empty()) {
            ++view.invalid;
            continue;
        }
        const Measured m = measure_effect(claim, here.series, 0.05);
        const Decision decision = decide(m.interval, claim.claimed);
        view.supported += decision == Decision::supported;
        view.undecided += decision == Decision::undecided;
        view.refuted += decision == Decision::refuted_below || decision == Decision::refuted_above;
        supported.push_back(decision == Decision::supported);
        numbers.push_back(draws.numbers[i]);
        view.effects.push_back(m.estimate);
        noise += m.sd * m.sd / static_cast<double>(here.series.n());
    }
    view.drawn = view.supported + view.refuted + view.undecided;
    // A draw that cannot be judged does not support the claim.
    const std::size_t all = view.drawn + view.invalid;
    if (all == 0 || view.drawn < 2) {
        view.word = "unclear";
        return view;
    }
    view.share = clopper_pearson(view.supported, all, 0.9);
    view.word = view.share.low >= view.wanted ? "yes" : view.share.high < view.wanted ? "no" : "unclear";
    view.median = quantile_of(view.effects, 0.5);
    view.p5 = quantile_of(view.effects, 0.05);
    view.p95 = quantile_of(view.effects, 0.95);
    const auto n = static_cast<double>(view.drawn);
    const double mean = std::accumulate(view.effects.begin(), view.effects.end(), 0.0) / n;
    double squares = 0;
    for (const double effect : view.effects) squares += (effect - mean) * (effect - mean);
    view.within = std::sqrt(noise / n);
    view.between = std::sqrt(std::max(0.0, squares / (n - 1) - noise / n));
    std::vector<std::string> names;
    std::vector<std::vector<double>> points;
    for (const Uncertain& input : scenario.uncertain) {
        names.push_back(input.name);
        auto& of = points.emplace_back();
        for (const std::uint32_t number : numbers) of.push_back(uncertain_point(input.name, seed, number));
    }
    view.inputs = influence(names, points, view.effects, supported);
    return view;
}

}  // namespace

// What an input explains is the variance between quarters of its range over the whole, less what as many
// quarters explain of nothing (Ezekiel 1930). What knowing it is worth is the expected value of partial
// perfect information with a loss of 1 for a wrong verdict (Claxton 1999, "The irrelevance of inference"),
// less the same of draws in orders that have nothing to do with the input, which is what chance alone gives.
std::vector<InputInfluence> influence(const std::vector<std::string>& names,
                                      const std::vector<std::vector<double>>& points,
                                      const std::vector<double>& effects,
                                      const std::vector<bool>& supported) {
    std::vector<InputInfluence> all;
    const std::size_t n = effects.size();
    if (n < 2 * quarters) return all;
    const double mean = std::accumulate(effects.begin(), effects.end(), 0.0) / static_cast<double>(n);
    double total = 0;
    for (const double effect : effects) total += (effect - mean) * (effect - mean);
    for (std::size_t k = 0; k < names.size(); ++k) {
        const auto quarter = quarter_of(points[k]);
        std::array<double, quarters> sum{}, count{};
        for (std::size_t i = 0; i < n; ++i) {
            sum[quarter[i]] += effects[i];
            count[quarter[i]] += 1;
        }
        double between = 0;
        for (std::size_t q = 0; q < quarters; ++q) {
            const double off = sum[q] / count[q] - mean;
            between += count[q] * off * off;
        }
        InputInfluence one{names[k], 0, 0, sum[0] / count[0], sum[quarters - 1] / count[quarters - 1]};
        const auto degrees = static_cast<double>(n - 1) / static_cast<double>(n - quarters);
        if (total > 0) one.explained = std::max(0.0, 1 - (1 - between / total) * degrees);
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), std::size_t{0});
        const double right = right_when_known(quarter, supported, order);
        double by_chance = 0;
        for (std::uint32_t number = 0; number < shuffles; ++number)
            by_chance += right_when_known(quarter, supported, shuffled(n, number));
        one.knowing = std::max(0.0, (right - by_chance / shuffles) / static_cast<double>(n));
        all.push_back(std::move(one));
    }
    std::sort(all.begin(), all.end(), [](const InputInfluence& a, const InputInfluence& b) {
        if (a.knowing != b.knowing) return a.knowing > b.knowing;
        return a.explained != b.explained ? a.explained > b.explained : a.input < b.input;
    });
    return all;
}

std::vector<RobustView> robustness(const Study& study, const std::vector<const Claim*>& claims,
                                   const RunOptions& options, bool& complete) {
    const Draws draws = draw_all(study, claims, options);
    VariedArms arms{study, claims, options};
    const auto varied = arms.run(claims, draws.variations, study.beside, complete);
    std::vector<RobustView> views;
    for (std::size_t k = 0; k < claims.size() && complete; ++k)
        views.push_back(
            view_of(*claims[k], k, draws, varied, study.arms[claims[k]->treatment].scenario, options.seed));
    return views;
}

}  // namespace hanhlang
