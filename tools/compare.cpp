// The verb that runs arms side by side.
#include <fmt/format.h>

#include <iostream>

#include "asked.hpp"
#include "hanhlang/report/files.hpp"
#include "hanhlang/report/text.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/study_file.hpp"
#include "running.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

/// The arms of a comparison: a study file, or scenario files of which the first is the baseline.
std::vector<Arm> arms_of(Options& o) {
    std::vector<Study::Arm> loaded;
    if (o.files.size() == 1) {
        if (!is_study(o.files[0])) {
            throw InputError({{{o.files[0], 0, 0},
                               "",
                               "is one scenario; name a second one, or a study file with 'arms:'"}});
        }
        if (o.draw > 0)
            throw InputError({{{"--draw", 0, 0}, "", "is for scenario files, and this is a study"}});
        Study study = load_study(o.files[0], o.settings);
        if (study.arms.size() < 2)
            throw InputError({{{o.files[0], 0, 0}, "arms", "has one arm; expected two to compare"}});
        if (study.replications && !o.said("replications")) o.replications = *study.replications;
        if (study.seed && !o.said("seed")) o.seed = *study.seed;
        if (study.confidence && !o.said("confidence")) o.confidence = 100 * *study.confidence;
        o.metrics.insert(o.metrics.end(), study.metrics.begin(), study.metrics.end());
        loaded = std::move(study.arms);
    } else {
        std::vector<Problem> problems;
        for (const std::string& file : o.files) {
            try {
                std::string name = fs::path(file).stem().string();
                for (const Study::Arm& arm : loaded) {
                    if (arm.name == name) name = file;
                }
                loaded.push_back({name, load(file, settings_of(o, file)), {}});
            } catch (const InputError& error) {
                problems.insert(problems.end(), error.problems().begin(), error.problems().end());
            }
        }
        if (!problems.empty()) throw InputError(std::move(problems));
    }
    std::vector<Problem> unknown;
    for (const std::string& metric : o.metrics) {
        const bool somewhere = std::any_of(loaded.begin(), loaded.end(), [&](const Study::Arm& arm) {
            return !metrics_known(arm.scenario, {metric}).empty();
        });
        if (somewhere) continue;
        try {
            parse_metrics(loaded.front().scenario, make_plan(loaded.front().scenario), {metric});
        } catch (const InputError& error) {
            unknown.insert(unknown.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!unknown.empty()) throw InputError(std::move(unknown));
    std::vector<Arm> arms;
    for (Study::Arm& arm : loaded) arms.push_back({arm.name, std::move(arm.scenario), {}});
    return arms;
}

/// The arms that are run beside those that were named, and what they are for.
struct Beside {
    std::vector<Touched> touched;
    std::vector<std::size_t> nothing;              // the baseline in which what is touched takes no time
    std::vector<std::optional<SplitPlace>> split;  // the treatment without what it assumes
    std::vector<Split> splits;
};

/// For each treatment the arms that say where its effect comes from, and how much there is to save.
Beside add_arms(std::vector<Arm>& arms) {
    Beside beside;
    const std::size_t named = arms.size();
    for (std::size_t i = 1; i < named; ++i) {
        Split& split = beside.splits.emplace_back();
        split.assumed = assumed_effects(arms[0].scenario, arms[i].scenario);
        split.unmatched = unmatched(arms[0].scenario, arms[i].scenario);
        beside.split.push_back(add_split_arms(arms, 0, i, split.why_not));
    }
    for (std::size_t i = 1; i < named; ++i) {
        beside.touched.push_back(touched(arms[0].scenario, arms[i].scenario));
        beside.nothing.push_back(arms.size());
        arms.push_back({"nothing",
                        without(arms[0].scenario, beside.touched.back().baseline),
                        {"trip.transit_time.mean"}});
    }
    return beside;
}

/// What the named arms are asked for: the usual, what was wanted, and what bounds and splits need.
void ask(std::vector<Arm>& arms, const Beside& beside, const std::vector<std::string>& wanted) {
    std::vector<std::string> of_baseline{"trip.transit_time.total"};
    for (std::size_t i = 0; i <= beside.touched.size(); ++i) {
        const Scenario& scenario = arms[i].scenario;
        std::vector<std::string> more = split_metrics(scenario);
        const auto of_capital = investment_metrics(scenario);
        more.insert(more.end(), of_capital.begin(), of_capital.end());
        if (i > 0) {
            const Touched& touched = beside.touched[i - 1];
            const auto own = bound_metrics(scenario, touched.treatment);
            more.insert(more.end(), own.begin(), own.end());
            const auto base = bound_metrics(arms[0].scenario, touched.baseline);
            of_baseline.insert(of_baseline.end(), base.begin(), base.end());
        }
        arms[i].metrics = metrics_for(scenario, metrics_known(scenario, wanted), more);
    }
    of_baseline.insert(of_baseline.end(), arms[0].metrics.begin(), arms[0].metrics.end());
    arms[0].metrics = metrics_for(arms[0].scenario, of_baseline);
}

}  // namespace

int verb_compare(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "compare BASE TREATMENT… [--replications N] [--set path=value]… [-o DIR]",
        "Runs scenarios on the same trucks and the same draws and reports paired differences and\n"
        "reductions with intervals, where the hours of a trip go, where the effect comes from\n"
        "(structure, assumed shorter work, fewer inspections), and two bounds: what is saved if nothing\n"
        "else reacts, and what is saved when the touched desks and papers take no time at all.\n"
        "Instead of files, one study file with 'arms:' may be given.",
        {"compare scenarios/ql9/today.yaml scenarios/ql9/one-stop.yaml",
         "compare scenarios/ql9/today.yaml scenarios/ql9/one-stop.yaml --replications 80 -o results/ql9",
         "compare study.yaml --format json"}};
    if (!reader.files().runs().set().metrics().output().ledger().format().draw().read(words, 1, 64)) return 0;
    check_output(o);
    std::vector<Arm> arms = arms_of(o);
    const std::size_t named = arms.size();
    Beside beside = add_arms(arms);
    ask(arms, beside, o.metrics);

    bool complete = true;
    std::vector<Outcome> outcomes;
    const double confidence = o.confidence / 100;
    {
        Progress progress{o.quiet ? "none" : o.progress};
        outcomes = run_arms(std::move(arms), run_options(o, stop, progress), complete);
    }
    const std::string command = command_of("compare", o, o.replications);
    if (!o.shard.empty()) return said_shard(o, command, stop);
    if (outcomes[0].replications.empty()) return said_interrupted(0, o.replications, command);
    std::vector<Bounds> all_bounds;
    for (std::size_t i = 1; i < named; ++i) {
        all_bounds.push_back(bounds(beside.touched[i - 1], outcomes[0], outcomes[i],
                                    outcomes[beside.nothing[i - 1]], confidence));
        if (const auto& place = beside.split[i - 1]) {
            beside.splits[i - 1].effects =
                split_effects(outcomes[0], outcomes[place->structure], outcomes[place->work], outcomes[i],
                              split_metrics(outcomes[0].scenario), confidence);
        }
    }
    std::vector<TreatmentReport> treatments;
    std::vector<const Outcome*> reported{&outcomes[0]};
    std::string text = said_draw(o);
    std::vector<std::optional<InvestmentView>> views;
    for (std::size_t i = 1; i < named; ++i) views.push_back(investment(outcomes[0], outcomes[i], confidence));
    for (std::size_t i = 1; i < named; ++i) {
        const InvestmentView* const view = views[i - 1] ? &*views[i - 1] : nullptr;
        treatments.push_back({&outcomes[i], &all_bounds[i - 1], &beside.splits[i - 1], view});
        reported.push_back(&outcomes[i]);
        text += (text.empty() ? "" : "\n") + describe_comparison(outcomes[0], outcomes[i], all_bounds[i - 1],
                                                                 confidence, o.metrics, &beside.splits[i - 1],
                                                                 view);
    }
    const std::string json = to_json(outcomes[0], treatments, confidence);
    if (o.json()) {
        for (const Outcome* outcome : reported) say_warnings(*outcome);
    }
    std::cout << (o.json() ? json : text) << std::flush;
    if (!o.output.empty()) {
        write_directory(o.output, o.force, [&](const fs::path& directory) {
            write_file(directory / "manifest.json",
                       manifest_json(reported, HANHLANG_VERSION, command, confidence));
            write_file(directory / "summary.json", json);
            write_file(directory / "kpi.csv", kpi_csv(reported));
            for (std::size_t i = 0; i < reported.size(); ++i) {
                const std::string name = i == 0 ? "resolved.yaml" : fmt::format("resolved-{}.yaml", i);
                write_file(directory / name, reported[i]->scenario.resolved);
            }
            write_file(directory / "report.txt", text);
        });
        std::cerr << "written: " << o.output << "\n";
    }
    return complete ? 0 : said_interrupted(outcomes[0].replications.size(), o.replications, command);
}

}  // namespace hanhlang
