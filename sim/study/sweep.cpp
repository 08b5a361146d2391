#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hanhlang/scenario/load.hpp"
#include "hanhlang/scenario/observed.hpp"
#include "hanhlang/stats/designs.hpp"
#include "hanhlang/study/design_runs.hpp"

namespace hanhlang {

Variation variation_of(const Study& study, const DesignPoint& point, const Future& future, std::string name) {
    Variation made{std::move(name), {}, 1};
    const Design& design = *study.design;
    std::vector<Node> trees;
    for (const Study::Arm& arm : study.arms) trees.push_back(load_tree(arm.recipe));
    // What some arms have is set there; what none says, such as runs.traffic, in all of them.
    const auto belongs = [&](const std::string& path, std::size_t arm) {
        const auto has = [&](const Node& tree) { return !values_at(tree, path).empty(); };
        return has(trees[arm]) || std::none_of(trees.begin(), trees.end(), has);
    };
    for (std::size_t arm = 0; arm < study.arms.size(); ++arm) {
        const Node& tree = trees[arm];
        auto& settings = made.settings[arm];
        std::map<std::string, double> uncertain;
        for (const auto& [which, value] : point) {
            const DesignFactor& factor = design.factors[which];
            if (factor.is_uncertain()) uncertain[factor.name] = std::stod(value);
            for (const std::string& path : factor.paths) {
                if (belongs(path, arm)) settings.push_back(fmt::format("{}={}", path, value));
            }
        }
        if (!uncertain.empty()) {
            const auto more = uncertain_at(tree, study.arms[arm].scenario, uncertain);
            settings.insert(settings.end(), more.begin(), more.end());
        }
        for (const std::string& setting : future.settings) {
            if (belongs(setting.substr(0, setting.find('=')), arm)) settings.push_back(setting);
        }
    }
    return made;
}

std::string name_of(const Design& design, const DesignPoint& point) {
    std::string name;
    for (const auto& [factor, value] : point)
        name += fmt::format("{}{} {}", name.empty() ? "" : ", ", design.factors[factor].name, value);
    return name;
}

std::vector<DesignPoint> sweep_points(const Design& design, const SweepAsked& sweep, std::uint64_t seed) {
    std::vector<DesignPoint> all;
    const auto add = [&](const auto& value_of) {
        DesignPoint point;
        for (std::size_t i = 0; i < sweep.of.size(); ++i) point[sweep.of[i]] = value_of(i);
        if (is_possible(design, point)) all.push_back(std::move(point));
    };
    const auto factor = [&](std::size_t i) -> const DesignFactor& { return design.factors[sweep.of[i]]; };
    std::vector<std::size_t> sizes, middle;
    for (std::size_t i = 0; i < sweep.of.size(); ++i) {
        sizes.push_back(factor(i).levels.size());
        middle.push_back(sizes.back() / 2);
    }
    const auto add_levels = [&](const std::vector<std::size_t>& levels) {
        add([&](std::size_t i) { return factor(i).levels[levels[i]]; });
    };
    switch (sweep.kind) {
        case DesignKind::grid:
            for (const auto& levels : grid(sizes)) add_levels(levels);
            break;
        case DesignKind::one_at_a_time:
            for (const auto& levels : one_at_a_time(middle, sizes)) add_levels(levels);
            break;
        case DesignKind::latin_hypercube:
            for (const auto& u : latin_hypercube(sweep.points, sweep.of.size(), seed))
                add([&](std::size_t i) { return factor(i).value(u[i]); });
            break;
        case DesignKind::sobol:
            for (const auto& u : sobol_points(sweep.points, sweep.of.size(), seed))
                add([&](std::size_t i) { return factor(i).value(u[i]); });
            break;
        case DesignKind::list:
            for (const auto& values : sweep.list) add([&](std::size_t i) { return values[i]; });
            break;
    }
    return all;
}

namespace {

/// Half of the interval over the estimate is small enough; near 0 it never is.
bool is_precise(const SweepCell& cell, double precision) {
    return std::all_of(cell.measured.begin(), cell.measured.end(), [&](const Measured& m) {
        const double half = (m.interval.high - m.interval.low) / 2;
        return m.interval.bounded && half <= std::abs(m.estimate) * precision / (1 + precision);
    });
}

/// The curve along a factor in every replication, of points that differ in it alone; knees of all of them.
void find_knees(const Study& study, const KneeAsked& asked, double confidence, SweepRun& run) {
    const Design& design = *study.design;
    const DesignFactor& along = design.factors[asked.along];
    std::map<DesignPoint, std::map<std::size_t, std::size_t>> lines;  // the rest of the point: level, place
    for (std::size_t i = 0; i < run.points.size(); ++i) {
        DesignPoint rest = run.points[i];
        const std::string value = rest.at(asked.along);
        rest.erase(asked.along);
        const auto level = std::find(along.levels.begin(), along.levels.end(), value);
        lines[rest][static_cast<std::size_t>(level - along.levels.begin())] = i;
    }
    for (const auto& [rest, line] : lines) {
        for (std::size_t f = 0; f < design.futures.size() && line.size() > 2; ++f) {
            std::vector<double> capacities;
            std::vector<const std::vector<double>*> values;
            std::size_t n = ~std::size_t{0};
            for (const auto& [level, place] : line) {
                const std::vector<double>& all = run.cells[place][f].varied[asked.asked].series.treatment;
                n = std::min(n, all.size());
                capacities.push_back(parse_amount(along.levels[level]).number);
                values.push_back(&all);
            }
            // Curves are of one replication: all points must have observed something in the same ones.
            const auto& first_at = run.cells[line.begin()->second][f].varied[asked.asked].series.replications;
            const bool paired = std::all_of(line.begin(), line.end(), [&](const auto& entry) {
                return run.cells[entry.second][f].varied[asked.asked].series.replications == first_at;
            });
            if (!paired || n < 2 || !std::is_sorted(capacities.begin(), capacities.end())) continue;
            std::vector<std::vector<double>> curves(n);
            double first = 0, last = 0;
            for (std::size_t r = 0; r < n; ++r) {
                for (const auto* one : values) curves[r].push_back((*one)[r]);
                first += curves[r].front();
                last += curves[r].back();
            }
            KneeFound found;
            found.where = name_of(design, rest);
            if (!design.futures[f].name.empty())
                found.where += (found.where.empty() ? "" : ", ") + design.futures[f].name;
            found.metric = design.asked[asked.asked].id;
            found.along = along.name;
            found.knee = knee(capacities, curves, asked.share, confidence,
                              last < first ? Aim::minimise : Aim::maximise);
            run.knees.push_back(std::move(found));
        }
    }
}

}  // namespace

SweepRun run_sweep(const Study& study, const RunOptions& options) {
    const Design& design = *study.design;
    const SweepAsked& sweep = *design.sweep;
    SweepRun run;
    run.points = sweep_points(design, sweep, options.seed);
    if (run.points.empty()) throw InputError({{{study.file.string(), 0, 0}, "require", "leaves no point"}});
    std::vector<const Claim*> asked;
    for (const Claim& one : design.asked) asked.push_back(&one);
    std::vector<Variation> variations;
    for (const DesignPoint& point : run.points) {
        for (const Future& future : design.futures)
            variations.push_back(variation_of(study, point, future, name_of(design, point)));
    }
    run.cells.assign(run.points.size(), std::vector<SweepCell>(design.futures.size()));
    VariedArms arms{study, asked, options};
    std::vector<std::size_t> open(variations.size());
    for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
    const auto sizes =
        sweep.precision ? study.looks.sizes() : std::vector<std::uint32_t>{options.replications};
    for (const std::uint32_t n : sizes) {
        std::vector<Variation> some;
        for (const std::size_t i : open) some.push_back(variations[i]);
        const auto found = arms.run(asked, some, n, run.complete);
        if (!run.complete) return run;
        std::vector<std::size_t> still;
        for (std::size_t k = 0; k < open.size(); ++k) {
            SweepCell& cell = run.cells[open[k] / design.futures.size()][open[k] % design.futures.size()];
            cell.varied = found[k];
            cell.measured.clear();
            for (std::size_t i = 0; i < asked.size(); ++i) {
                if (found[k][i].series.n() > 1)
                    cell.measured.push_back(
                        measure_effect(*asked[i], found[k][i].series, 1 - options.confidence));
                else
                    cell.measured.emplace_back();
            }
            if (sweep.precision && !is_precise(cell, *sweep.precision)) still.push_back(open[k]);
        }
        open = std::move(still);
        if (open.empty()) break;
    }
    if (sweep.precision) run.imprecise = open.size();
    for (const KneeAsked& one : sweep.knees) find_knees(study, one, options.confidence, run);
    return run;
}

}  // namespace hanhlang
