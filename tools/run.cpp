// The verbs that simulate: run, compare, explain.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <set>

#include "hanhlang/report/files.hpp"
#include "hanhlang/report/log.hpp"
#include "hanhlang/report/text.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/study_file.hpp"
#include "options.hpp"
#include "running.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

/// Standard metrics, the profile of the main stream, and what was asked for, each once.
std::vector<std::string> metrics_for(const Scenario& scenario, const std::vector<std::string>& wanted,
                                     const std::vector<std::string>& more = {}) {
    const Plan plan = make_plan(scenario);
    std::vector<std::string> names = standard_metrics(scenario, plan);
    const auto profile = profile_metrics(scenario, plan, plan.out_leg[main_demand(scenario, plan)]);
    names.insert(names.end(), profile.begin(), profile.end());
    names.insert(names.end(), more.begin(), more.end());
    names.insert(names.end(), wanted.begin(), wanted.end());
    std::set<std::string> seen;
    std::erase_if(names, [&](const std::string& name) { return !seen.insert(name).second; });
    return names;
}

/// Asked-for metrics an arm does not have are left out there; one that no arm has is an error.
std::vector<std::string> metrics_known(const Scenario& scenario, const std::vector<std::string>& wanted) {
    const Plan plan = make_plan(scenario);
    std::vector<std::string> known;
    for (const std::string& name : wanted) {
        try {
            parse_metrics(scenario, plan, {name});
            known.push_back(name);
        } catch (const InputError&) {
            continue;
        }
    }
    return known;
}

void write_logs(const Options& o, const Scenario& scenario, const fs::path& directory) {
    if (!o.visits && !o.events) return;
    std::ofstream events, visits;
    if (o.events) events.open(directory / "events.csv", std::ios::binary);
    if (o.visits) visits.open(directory / "visits.csv", std::ios::binary);
    Log log{scenario, o.events ? &events : nullptr, o.visits ? &visits : nullptr};
    simulate(scenario, make_plan(scenario), {}, o.seed, 0, &log);
    if ((o.events && !events.flush()) || (o.visits && !visits.flush()))
        throw std::runtime_error("cannot write the logs");
}

}  // namespace

int verb_run(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{o,
                        "run FILE [--replications N] [--set path=value]… [-o DIR]",
                        "Simulates a scenario and reports every standard metric with its interval.",
                        {"run scenarios/ql9/today.yaml",
                         "run scenarios/ql9/today.yaml --set staff.customs_vn.people=6 -o results/six",
                         "run scenarios/theory/mm1.yaml --metric desk.counter.wait.p99 --format json"}};
    if (!reader.files().runs().set().metrics().output().logs().format().read(words, 1, 1)) return 0;
    check_output(o);
    if (is_study(o.files[0])) {
        throw InputError({{{o.files[0], 0, 0}, "", "is a study with arms; 'hanhlang compare' runs it"}});
    }
    Scenario scenario = load(o.files[0], o.settings);
    std::vector<std::string> metrics = metrics_for(scenario, o.metrics);
    std::vector<Arm> arms;
    arms.push_back({fs::path(o.files[0]).stem().string(), std::move(scenario), std::move(metrics)});
    bool complete = true;
    std::vector<Outcome> outcomes;
    {
        Progress progress{o.quiet ? "none" : o.progress};
        outcomes = run_arms(std::move(arms), run_options(o, stop, progress), complete);
    }
    const Outcome& outcome = outcomes.front();
    const double confidence = o.confidence / 100;
    const std::string command = command_of("run", o, o.replications);
    if (outcome.replications.empty()) return said_interrupted(0, o.replications, command);
    const std::string json = to_json(outcome, {}, confidence);
    const std::string text = describe_outcome(outcome, confidence);
    if (o.json()) say_warnings(outcome);
    std::cout << (o.json() ? json : text) << std::flush;
    if (!o.output.empty()) {
        write_directory(o.output, o.force, [&](const fs::path& directory) {
            write_file(directory / "manifest.json",
                       manifest_json({&outcome}, HANHLANG_VERSION, command, confidence));
            write_file(directory / "summary.json", json);
            write_file(directory / "kpi.csv", kpi_csv({&outcome}));
            write_file(directory / "resolved.yaml", outcome.scenario.resolved);
            write_file(directory / "report.txt", text);
            write_logs(o, outcome.scenario, directory);
        });
        std::cerr << "written: " << o.output << "\n";
    }
    return complete ? 0 : said_interrupted(outcome.replications.size(), o.replications, command);
}

namespace {

/// The arms of a comparison: a study file, or scenario files of which the first is the baseline.
std::vector<Arm> arms_of(Options& o) {
    std::vector<Study::Arm> loaded;
    if (o.files.size() == 1) {
        if (!is_study(o.files[0])) {
            throw InputError({{{o.files[0], 0, 0},
                               "",
                               "is one scenario; name a second one, or a study file with 'arms:'"}});
        }
        Study study = load_study(o.files[0], o.settings);
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
                loaded.push_back({name, load(file, o.settings)});
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

}  // namespace

int verb_compare(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "compare BASE TREATMENT… [--replications N] [--set path=value]… [-o DIR]",
        "Runs scenarios on the same trucks and the same draws and reports paired differences and\n"
        "reductions with intervals, where the hours of a trip go, and two bounds: what is saved if\n"
        "nothing else reacts, and what is saved when the touched stages take no time at all.\n"
        "Instead of files, one study file with 'arms:' may be given.",
        {"compare scenarios/ql9/today.yaml scenarios/ql9/one-stop.yaml",
         "compare scenarios/ql9/today.yaml scenarios/ql9/one-stop.yaml --replications 80 -o results/ql9",
         "compare study.yaml --format json"}};
    if (!reader.files().runs().set().metrics().output().format().read(words, 1, 64)) return 0;
    check_output(o);
    std::vector<Arm> arms = arms_of(o);
    const std::size_t named = arms.size();
    // For each treatment one arm more: the baseline in which what it touches takes no time.
    std::vector<Touched> touched_by;
    for (std::size_t i = 1; i < named; ++i) {
        touched_by.push_back(touched(arms[0].scenario, arms[i].scenario));
        Arm nothing{"nothing",
                    without_desks(arms[0].scenario, touched_by.back().baseline),
                    {"trip.transit_time.mean"}};
        arms.push_back(std::move(nothing));
    }
    std::vector<std::string> for_bounds{"trip.transit_time.total"};
    for (std::size_t i = 1; i < named; ++i) {
        const Touched& t = touched_by[i - 1];
        const auto base = bound_metrics(arms[0].scenario, t.baseline);
        for_bounds.insert(for_bounds.end(), base.begin(), base.end());
        arms[i].metrics = metrics_for(arms[i].scenario, metrics_known(arms[i].scenario, o.metrics),
                                      bound_metrics(arms[i].scenario, t.treatment));
    }
    arms[0].metrics = metrics_for(arms[0].scenario, metrics_known(arms[0].scenario, o.metrics), for_bounds);

    bool complete = true;
    std::vector<Outcome> outcomes;
    const double confidence = o.confidence / 100;
    {
        Progress progress{o.quiet ? "none" : o.progress};
        outcomes = run_arms(std::move(arms), run_options(o, stop, progress), complete);
    }
    const std::string command = command_of("compare", o, o.replications);
    if (outcomes[0].replications.empty()) return said_interrupted(0, o.replications, command);
    std::vector<Bounds> all_bounds;
    for (std::size_t i = 1; i < named; ++i) {
        all_bounds.push_back(
            bounds(touched_by[i - 1], outcomes[0], outcomes[i], outcomes[named + i - 1], confidence));
    }
    std::vector<TreatmentReport> treatments;
    std::vector<const Outcome*> reported{&outcomes[0]};
    std::string text;
    for (std::size_t i = 1; i < named; ++i) {
        treatments.push_back({&outcomes[i], &all_bounds[i - 1]});
        reported.push_back(&outcomes[i]);
        text += (text.empty() ? "" : "\n") +
                describe_comparison(outcomes[0], outcomes[i], all_bounds[i - 1], confidence, o.metrics);
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

int verb_explain(const CommandLine& words) {
    Options o;
    OptionReader reader{o,
                        "explain FILE --truck ID [--seed S] [--replication R]",
                        "Tells the story of one truck: where each hour went, and why.",
                        {"explain scenarios/ql9/today.yaml --truck imports_general/120"}};
    if (!reader.files().set().truck().read(words, 1, 1)) return 0;
    const Scenario scenario = load(o.files[0], o.settings);
    if (o.truck.empty())
        throw InputError(
            {{{"command line", 0, 0},
              "",
              fmt::format("expected --truck, such as --truck {}/0", scenario.demand.front().name)}});
    const TruckId truck = parse_truck(scenario, o.truck);
    Story story{truck};
    simulate(scenario, make_plan(scenario), {}, o.seed, o.replication, &story);
    std::cout << tell_story(scenario, truck, story);
    return 0;
}

}  // namespace hanhlang
