// The verbs that vary a scenario: a table, the smallest that is enough, and which inputs matter.
#include <fmt/format.h>

#include <iostream>

#include "hanhlang/report/design.hpp"
#include "hanhlang/report/files.hpp"
#include "running.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

constexpr double many = 10'000'000;

/// How many points a sweep has, before its constraints.
double points_of(const Design& design) {
    const SweepAsked& sweep = *design.sweep;
    if (sweep.kind == DesignKind::list) return static_cast<double>(sweep.list.size());
    if (sweep.kind != DesignKind::grid) return static_cast<double>(sweep.points);
    double all = 1;
    for (const std::size_t i : sweep.of) all *= static_cast<double>(design.factors[i].levels.size());
    return all;
}

/// A study that asks this question.
template <class Asked>
Study study_of(Options& o, const char* verb, std::optional<Asked> Design::* question) {
    if (!is_study(o.files[0]))
        throw InputError(
            {{{o.files[0], 0, 0},
              "",
              fmt::format("is a scenario; expected a study with 'vary:' and '{}:'; 'hanhlang new design' "
                          "writes one to start from",
                          verb)}});
    Study study = load_study(o.files[0], o.settings);
    if (!study.design || !((*study.design).*question))
        throw InputError({{{o.files[0], 0, 0}, verb, "is missing: there is nothing to do"}});
    if (study.replications && !o.said("replications")) o.replications = *study.replications;
    if (o.said("replications")) study.looks = {o.replications, o.replications, 2};
    if (study.seed && !o.said("seed")) o.seed = *study.seed;
    if (study.confidence && !o.said("confidence")) o.confidence = 100 * *study.confidence;
    return study;
}

/// Prints and writes what was found; the exit code.
int report(const Options& o, const Study& study, const char* verb, bool complete, const std::string& text,
           const std::string& json, const std::string& csv) {
    const std::string command = command_of(verb, o, o.said("replications") ? o.replications : 0);
    if (!complete) {
        std::cerr << "interrupted: "
                  << (o.ledger.empty() ? "nothing is reported" : "what was run is in " + o.ledger)
                  << "\nthe whole" << (o.ledger.empty() ? " again: " : ", going on: ") << command << "\n";
        return 130;
    }
    std::cout << (o.json() ? json : text) << std::flush;
    if (o.output.empty()) return 0;
    write_directory(o.output, o.force, [&](const fs::path& directory) {
        write_file(directory / "manifest.json", design_manifest(study, HANHLANG_VERSION, command));
        write_file(directory / "summary.json", json);
        if (!csv.empty()) write_file(directory / "points.csv", csv);
        write_file(directory / "report.txt", text);
    });
    std::cerr << "written: " << o.output << "\n";
    return 0;
}

}  // namespace

int verb_sweep(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "sweep STUDY [--ledger FILE] [-o DIR]",
        "Runs a scenario at every point of a design (grid, one at a time, Latin hypercube, Sobol'\n"
        "sequence, list) in every future, on the same trucks, and shows its metrics as a table; and\n"
        "where the next step along a factor is no longer worth it. 'hanhlang new design' is a study to\n"
        "start from.",
        {"sweep scenarios/studies/icd-capacity.yaml --ledger icd.ledger",
         "sweep study.yaml --shard 0/4 --ledger part-0.ledger"}};
    if (!reader.files().runs().set().output().ledger().format().many().read(words, 1, 1)) return 0;
    check_output(o);
    const Study study = study_of(o, "sweep", &Design::sweep);
    const double points = points_of(*study.design);
    if (points * static_cast<double>(study.design->futures.size()) > many && !o.yes)
        throw InputError(
            {{{o.files[0], 0, 0},
              "sweep",
              fmt::format("has {:.0f} points in {} futures: more than {}; say --yes when that is meant",
                          points, study.design->futures.size(), 10'000'000)}});
    SweepRun run;
    {
        Progress progress{o.quiet ? "none" : o.progress};
        run = run_sweep(study, run_options(o, stop, progress));
    }
    if (!o.shard.empty())
        return said_shard(o, command_of("sweep", o, o.said("replications") ? o.replications : 0), stop);
    return report(o, study, "sweep", run.complete, describe_sweep(study, run), sweep_json(study, run),
                  sweep_csv(study, run));
}

int verb_search(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "search STUDY [--ledger FILE] [-o DIR]",
        "Looks for the smallest capacity, or the cheapest design, that keeps all its service levels in\n"
        "every future with the stated confidence. Designs are looked at a few replications after the\n"
        "others, the cheapest first, until they are proven to be enough or too little.",
        {"search scenarios/studies/icd-capacity.yaml --ledger icd.ledger"}};
    if (!reader.files().runs().set().output().ledger().format().read(words, 1, 1)) return 0;
    check_output(o);
    Study study = study_of(o, "search", &Design::search);
    if (!o.shard.empty())
        throw InputError(
            {{{"--shard", 0, 0}, "", "is not for a search: what is run depends on what was found before"}});
    if (o.said("confidence")) study.design->search->confidence = o.confidence / 100;
    Progress progress{o.quiet ? "none" : o.progress};
    const RunOptions options = run_options(o, stop, progress);
    const SearchRun run = run_search(study, options, [&](const std::string& what) {
        if (!o.quiet && o.progress != "none") progress.begins(what);
    });
    progress.clear();
    return report(o, study, "search", run.complete, describe_search(study, run), search_json(study, run), "");
}

int verb_sensitivity(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "sensitivity STUDY [--ledger FILE] [-o DIR]",
        "Which inputs matter for claims or metrics: Morris' screening of all factors, then Sobol'\n"
        "indices of those that matter most, with intervals and with what chance adds.",
        {"sensitivity scenarios/studies/which-inputs-matter.yaml --ledger inputs.ledger"}};
    if (!reader.files().runs().set().output().ledger().format().read(words, 1, 1)) return 0;
    check_output(o);
    const Study study = study_of(o, "sensitivity", &Design::sensitivity);
    if (!o.shard.empty())
        throw InputError(
            {{{"--shard", 0, 0}, "", "is not for this: which factors go on depends on the screening"}});
    Progress progress{o.quiet ? "none" : o.progress};
    const RunOptions options = run_options(o, stop, progress);
    const SensitivityRun run = run_sensitivity(study, options, [&](const std::string& what) {
        if (!o.quiet && o.progress != "none") progress.begins(what);
    });
    progress.clear();
    return report(o, study, "sensitivity", run.complete, describe_sensitivity(study, run),
                  sensitivity_json(study, run), "");
}

}  // namespace hanhlang
