// The verb that judges the claims of a study.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "hanhlang/report/claims.hpp"
#include "hanhlang/report/files.hpp"
#include "running.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

Study study_of(Options& o) {
    if (!is_study(o.files[0]))
        throw InputError(
            {{{o.files[0], 0, 0}, "", "is a scenario; expected a study with 'arms:' and 'claims:'"}});
    Study study = load_study(o.files[0], o.settings);
    if (study.claims.empty())
        throw InputError({{{o.files[0], 0, 0}, "claims", "is missing: there is nothing to judge"}});
    if (o.said("replications")) {
        if (o.replications < 10)
            throw InputError({{{"command line", 0, 0}, "", "--replications of claims is at least 10"}});
        study.looks = {o.replications, o.replications, 2};
    }
    if (study.seed && !o.said("seed")) o.seed = *study.seed;
    if (study.confidence && !o.said("confidence")) o.confidence = 100 * *study.confidence;
    study.seed = o.seed;  // what is said on the command line is held against what was registered
    study.confidence = o.confidence / 100;
    return study;
}

int registers(const Study& study) {
    const fs::path file = registration_file(study.file);
    if (fs::exists(file))
        throw InputError(
            {{{file.string(), 0, 0}, "", "is there already: remove it to register the study anew"}});
    replace_file(file, [&](std::ostream& out) { out << registration(study, HANHLANG_VERSION); });
    std::cout << "registered: " << file.string() << "\n";
    return 0;
}

int exit_code(const Options& o, const ClaimsRun& run) {
    const auto any = [&](auto is) { return std::any_of(run.claims.begin(), run.claims.end(), is); };
    if (any([](const Judged& j) { return !j.verdict.invalid.empty(); })) return 5;
    const auto refuted = [](const Judged& j) {
        return j.verdict.decision == Decision::refuted_below || j.verdict.decision == Decision::refuted_above;
    };
    if (o.fail_on == "refuted" && any(refuted)) return 3;
    if (o.fail_on == "undecided" &&
        any([](const Judged& j) { return j.verdict.decision == Decision::undecided; }))
        return 4;
    return 0;
}

}  // namespace

int verb_claims(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "claims STUDY [--verdicts-only] [--register] [-o DIR]",
        "Judges the claims of a study: SUPPORTED, REFUTED or UNDECIDED with its reason, by paired intervals\n"
        "that may be looked at several times, or INVALID. Beside each verdict stands what was computed with "
        "it:\n"
        "two bounds, where the effect comes from and goes to, winners and losers, the effect against load,\n"
        "driver rules and hours of departure, bundles taken apart, whether it holds for other inputs that\n"
        "nobody knows, which of them to measure first, and where it tips. 'hanhlang new claims' is a study "
        "to\n"
        "start from. Exit code 5 when a claim is INVALID.",
        {"claims scenarios/studies/seed-claims.yaml", "claims study.yaml --verdicts-only --format json",
         "claims study.yaml --register"}};
    reader.files().runs().set().claims().output().ledger().format();
    reader.fail_on({"refuted", "undecided"}, "exit code 3 when a claim is refuted; 4 when one is undecided");
    if (!reader.read(words, 1, 1)) return 0;
    check_output(o);
    const Study study = study_of(o);
    if (o.registers) return registers(study);
    if (!o.shard.empty())
        throw InputError({{{"--shard", 0, 0},
                           "",
                           "is not for claims: which runs are needed depends on what the ones before them "
                           "showed; give all of them one ledger"}});
    ClaimsOptions options;
    options.verdicts_only = o.verdicts_only;
    options.version = HANHLANG_VERSION;
    Progress progress{o.quiet ? "none" : o.progress};
    options.run = run_options(o, stop, progress);
    if (!o.quiet && o.progress != "none")
        options.stage = [&](const std::string& what) { progress.begins(what); };
    const ClaimsRun run = judge_claims(study, options);
    progress.clear();
    const std::string command = command_of("claims", o, o.said("replications") ? o.replications : 0) +
                                (o.verdicts_only ? " --verdicts-only" : "");
    if (!run.complete && run.claims.empty()) {
        std::cerr << "interrupted: nothing was judged\nthe whole again: " << command << "\n";
        return 130;
    }
    const std::string text = describe_claims(study, run);
    const std::string json = claims_json(study, run, HANHLANG_VERSION);
    std::cout << (o.json() ? json : text) << std::flush;
    if (!o.output.empty()) {
        write_directory(o.output, o.force, [&](const fs::path& directory) {
            write_file(directory / "manifest.json", claims_manifest(study, run, HANHLANG_VERSION, command));
            write_file(directory / "summary.json", json);
            write_file(directory / "report.txt", text);
            write_file(directory / "registered.txt", registration(study, HANHLANG_VERSION));
            for (const Study::Arm& arm : study.arms)
                write_file(directory / fmt::format("resolved-{}.yaml", arm.name), arm.scenario.resolved);
        });
        std::cerr << "written: " << o.output << "\n";
    }
    if (!run.complete) {
        std::cerr << fmt::format(
            "interrupted: {} of {} claims are decided and stand; the others, and what was to stand beside "
            "them, are not "
            "complete\nthe whole again: {}\n",
            run.claims.size(), study.claims.size(), command);
        return 130;
    }
    return exit_code(o, run);
}

}  // namespace hanhlang
