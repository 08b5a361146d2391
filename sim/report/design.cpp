#include "hanhlang/report/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "claim_numbers.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

std::string with_interval(const Claim& claim, const Measured& m) {
    if (!m.interval.bounded) return metric_text(claim, m.estimate) + " ± ?";
    if (is_relative(claim.effect) || claim.unit.empty())
        return fmt::format("{} ± {} %", fixed(100 * m.estimate, 1),
                           fixed(50 * (m.interval.high - m.interval.low), 1));
    return fmt::format("{:.4g} ± {:.2g} {}", m.estimate, (m.interval.high - m.interval.low) / 2, claim.unit);
}

std::string target_text(const Claim& claim, const Claimed& target) {
    std::string text;
    if (std::isfinite(target.low)) text += "at least " + metric_text(claim, target.low);
    if (std::isfinite(target.high))
        text += (text.empty() ? "" : ", ") + ("at most " + metric_text(claim, target.high));
    return text;
}

std::string money(double usd) {
    return std::abs(usd) >= 1e6 ? fmt::format("{:.3g} MUSD", usd / 1e6)
                                : fmt::format("{:.4g} kUSD", usd / 1e3);
}

}  // namespace

std::string describe_sweep(const Study& study, const SweepRun& run) {
    const Design& design = *study.design;
    const bool futures = design.futures.size() > 1;
    std::vector<std::vector<std::string>> rows(1);
    for (const std::size_t i : design.sweep->of) rows[0].push_back(design.factors[i].name);
    if (futures) rows[0].emplace_back("future");
    for (const Claim& one : design.asked) rows[0].push_back(one.id);
    std::set<std::string> problems;
    for (std::size_t p = 0; p < run.points.size(); ++p) {
        for (std::size_t f = 0; f < design.futures.size(); ++f) {
            auto& row = rows.emplace_back();
            for (const std::size_t i : design.sweep->of) row.push_back(run.points[p].at(i));
            if (futures) row.push_back(design.futures[f].name);
            const SweepCell& cell = run.cells[p][f];
            for (std::size_t i = 0; i < cell.varied.size(); ++i) {
                const Varied& v = cell.varied[i];
                if (!v.invalid.empty()) problems.insert(v.invalid);
                row.push_back(v.series.n() < 2 ? "–"
                                               : with_interval(design.asked[i], cell.measured[i]) +
                                                     (v.invalid.empty() ? v.overloaded ? " !" : "" : " ?"));
            }
        }
    }
    std::string text =
        fmt::format("Sweep: {}, {} points{}, every one on the same trucks\n",
                    design_names[static_cast<std::size_t>(design.sweep->kind)], run.points.size(),
                    futures ? fmt::format(" in {} futures", design.futures.size()) : "");
    text += table(rows);
    if (std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.back().ends_with(" !"); }))
        text += "  ! beyond capacity: its waits depend on the length of the run\n";
    for (const std::string& problem : problems) text += "  ? " + problem + "\n";
    if (run.imprecise > 0)
        text += fmt::format("  {} of {} cells have not reached {:.3g} % at the last look\n", run.imprecise,
                            run.points.size() * design.futures.size(), 100 * *design.sweep->precision);
    if (!run.knees.empty()) text += "\nWhere the next step is no longer worth it:\n";
    for (const KneeFound& one : run.knees) {
        const std::string last =
            std::isfinite(one.knee.high) ? fmt::format("{:g}", one.knee.high) : "beyond the range";
        text += fmt::format("  {} along {}{}: {} (interval {:g} … {})\n", one.metric, one.along,
                            one.where.empty() ? "" : " with " + one.where,
                            one.knee.at ? fmt::format("{:g}", *one.knee.at) : "nowhere in the range",
                            one.knee.low, last);
    }
    return text;
}

std::string describe_search(const Study& study, const SearchRun& run) {
    const Design& design = *study.design;
    const SearchAsked& search = *design.search;
    std::string text = fmt::format("{} that keeps, in {} {} future{}, with {:.3g} % confidence:\n",
                                   search.cheapest ? "The cheapest design" : "The smallest",
                                   design.futures.size() > 1 ? "all" : "its", design.futures.size(),
                                   design.futures.size() > 1 ? "s" : "", 100 * search.confidence);
    for (const Kept& kept : search.keep)
        text += fmt::format("  {} {}\n", kept.metric, target_text(design.asked[kept.asked], kept.target));
    const auto named = [&](const SearchPoint& point) {
        return name_of(design, point.at) +
               (search.cheapest ? fmt::format(", {} a year", money(point.cost)) : "");
    };
    if (run.best) {
        const SearchPoint& best = run.points[*run.best];
        text += fmt::format("\n  {}\n", named(best));
        for (std::size_t f = 0; f < best.measured.size(); ++f) {
            for (std::size_t m = 0; m < best.measured[f].size(); ++m)
                text += fmt::format("    {}{}{}: {}\n", design.futures[f].name,
                                    design.futures[f].name.empty() ? "" : ", ", search.keep[m].metric,
                                    with_interval(design.asked[search.keep[m].asked], best.measured[f][m]));
        }
        text += run.undecided_before == 0
                    ? "  every one before it is proven to be too little\n"
                    : fmt::format("  {} before it are neither proven to be enough nor to be too little\n",
                                  run.undecided_before);
    } else {
        text += "\n  none of the candidates is proven to be enough\n";
    }
    std::vector<std::vector<std::string>> rows{{"looked at", "", "replications", "because of"}};
    std::size_t follow = 0, not_looked = 0;
    for (const SearchPoint& point : run.points) {
        if (point.replications == 0) {
            ++(point.because.empty() ? not_looked : follow);
            continue;
        }
        std::string by = point.metric;
        if (!point.future.empty()) by += ", " + point.future;
        rows.push_back(
            {named(point), std::string(to_string(point.proof)), fmt::format("{}", point.replications), by});
    }
    text += "\n" + table(rows);
    if (follow > 0)
        text += fmt::format(
            "  of {} others the same is known: they have less, or more, of everything than one of these\n",
            follow);
    if (not_looked > 0)
        text += fmt::format("  {} others need not be looked at: they cost more\n", not_looked);
    if (search.monotone && search.of.size() > 1)
        text +=
            "  taken for granted: more of anything is never worse ('monotone: no' takes nothing for "
            "granted)\n";
    return text;
}

std::string describe_sensitivity(const Study& study, const SensitivityRun& run) {
    const Design& design = *study.design;
    std::string text =
        fmt::format("What matters, from {} points, every one on the same trucks\n", run.points);
    if (run.unusable > 0) text += fmt::format("  {} of them could not be used\n", run.unusable);
    for (const WhatMatters& one : run.all) {
        const bool share = one.unit.empty();
        const double times = share ? 100 : 1;
        text += fmt::format("\n{}\n", one.id);
        if (!one.screened.empty()) {
            std::vector<std::size_t> order(one.factors.size());
            for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
            std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
                const double x = one.screened[a].mean_size, y = one.screened[b].mean_size;
                return x != y ? x > y : a < b;
            });
            std::vector<std::vector<std::string>> rows{
                {fmt::format("Morris, {} over the whole range", share ? "pp" : one.unit), "mu*", "mu",
                 "sigma", "noise"}};
            for (const std::size_t k : order) {
                const EffectMeasures& m = one.screened[k];
                rows.push_back({design.factors[one.factors[k]].name,
                                fmt::format("{:.3g} ± {:.2g}", times * m.mean_size, 2 * times * m.size_error),
                                fmt::format("{:.3g}", times * m.mean), fmt::format("{:.3g}", times * m.sd),
                                fmt::format("{:.2g}", times * m.noise)});
            }
            text += table(rows);
        }
        if (!one.indices) continue;
        if (std::isnan(one.indices->inputs.front().total)) {
            text += "  nothing varies: there is no variance to share\n";
            continue;
        }
        std::vector<std::vector<std::string>> rows{
            {"Sobol', share of variance", "alone", "", "with all others", ""}};
        for (std::size_t k = 0; k < one.of_variance.size(); ++k) {
            const SobolIndex& i = one.indices->inputs[k];
            const auto range_of = [](const Interval& x) {
                return x.bounded ? fmt::format("({:.0f} … {:.0f} %)", 100 * x.low, 100 * x.high)
                                 : std::string("(?)");
            };
            rows.push_back({design.factors[one.of_variance[k]].name,
                            fmt::format("{:.0f} %", 100 * std::max(0.0, i.first)), range_of(i.first_interval),
                            fmt::format("{:.0f} %", 100 * std::max(0.0, i.total)),
                            range_of(i.total_interval)});
        }
        text += table(rows);
        text += fmt::format("  of which chance adds {:.1f} % to each 'with all others'\n",
                            100 * one.indices->noise);
    }
    return text;
}

}  // namespace hanhlang
