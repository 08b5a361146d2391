// The verb that holds scenarios against figures of the real border.
#include "hanhlang/report/backcast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "hanhlang/report/files.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/study_file.hpp"
#include "running.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

struct Asked {
    std::string name;
    Scenario scenario;
    Backcast backcast;
};

std::vector<Asked> asked_of(const Options& o) {
    std::vector<Asked> cases;
    each_file(o, [&](const std::string& file, const std::string& name) {
        Scenario scenario = load(file, settings_of(o, file));
        if (scenario.observed.empty())
            throw InputError({{{file, 0, 0}, "observed", "is missing: no figure to hold it against"}});
        Backcast backcast = make_backcast(scenario, o.settings);
        cases.push_back({name, std::move(scenario), std::move(backcast)});
    });
    return cases;
}

bool fails(const Options& o, const Judgement& j) {
    if (o.fail_on.empty()) return false;
    return j.verdict == Verdict::misses || (o.fail_on == "undecided" && j.verdict == Verdict::undecided);
}

void write_all(const Options& o, const std::vector<BackcastRun>& runs, const std::string& command,
               const std::string& json, const std::string& text) {
    std::vector<const Outcome*> outcomes;
    for (const BackcastRun& run : runs) {
        outcomes.push_back(&run.outcome);
        for (const Outcome& other : run.against) outcomes.push_back(&other);
    }
    write_directory(o.output, o.force, [&](const std::filesystem::path& directory) {
        write_file(directory / "manifest.json",
                   manifest_json(outcomes, HANHLANG_VERSION, command, o.confidence / 100));
        write_file(directory / "summary.json", json);
        write_file(directory / "kpi.csv", kpi_csv(outcomes));
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            const std::string name = i == 0 ? "resolved.yaml" : fmt::format("resolved-{}.yaml", i);
            write_file(directory / name, outcomes[i]->scenario.resolved);
        }
        write_file(directory / "report.txt", text);
    });
    std::cerr << "written: " << o.output << "\n";
}

}  // namespace

int verb_backcast(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "backcast FILE… [--replications N] [--set path=value]… [--fail-on miss] [-o DIR]",
        "Runs a scenario and holds it against the figures of its section 'observed:', each with what is\n"
        "accepted of it. A figure holds when the whole interval of what is simulated lies inside, misses\n"
        "when all of it lies outside, and is undecided when the interval crosses the border. A figure that\n"
        "inputs were fitted to ('use: fit') agrees by construction; only 'use: check' says something.\n"
        "A figure with 'against:' is a change: this scenario relative to that one, minus 1, on the same\n"
        "seeds. Settings are laid upon both.\n"
        "A miss is a finding, so the exit code is 0, unless --fail-on says otherwise.\n"
        "json: {\"confidence\", \"scenarios\": [{\"scenario\", \"seed\", \"replications\", \"figures\": "
        "[{\"name\",\n"
        "\"use\", \"metric\", \"against\", \"unit\", \"low\", \"high\", \"simulated\", \"simulated_low\",\n"
        "\"simulated_high\", \"miss\", \"miss_share\", \"verdict\", \"grade\", \"year\", \"regime\", "
        "\"source\"}]}]};\n"
        "numbers are in the unit of the figure, null where there is none (an open side, no interval).",
        {"backcast scenarios/ql9/today.yaml",
         "backcast scenarios/ql9/today.yaml --replications 40 --format json",
         "backcast scenarios/ql9/today.yaml --fail-on miss -o results/backcast"}};
    if (!reader.files()
             .runs()
             .set()
             .output()
             .format()
             .fail_on({"miss", "undecided"},
                      "exit code 1 when a figure misses, or also when one is undecided")
             .draw()
             .read(words, 1, 64))
        return 0;
    check_output(o);
    const std::string command = command_of("backcast", o, o.replications);
    std::vector<BackcastRun> runs;
    std::string text = said_draw(o);
    bool failed = false;
    std::size_t complete = o.replications;  // in every scenario
    for (const Asked& one : asked_of(o)) {
        if (stop) break;
        BackcastRun run;
        {
            Progress progress{o.quiet ? "none" : o.progress};
            run = run_backcast(one.name, one.scenario, one.backcast, run_options(o, stop, progress));
        }
        complete = std::min(complete, run.outcome.replications.size());
        if (run.outcome.replications.empty()) break;
        text += (text.empty() ? "" : "\n") + describe_backcast(run, o.confidence / 100);
        failed = failed || std::any_of(run.judgements.begin(), run.judgements.end(),
                                       [&](const Judgement& j) { return fails(o, j); });
        if (o.json()) say_warnings(run.outcome);
        runs.push_back(std::move(run));
    }
    if (runs.empty()) return said_interrupted(0, o.replications, command);
    const std::string json = backcast_json(runs, o.confidence / 100);
    std::cout << (o.json() ? json : text) << std::flush;
    if (!o.output.empty()) write_all(o, runs, command, json, text);
    if (runs.size() < o.files.size() || complete < o.replications)
        return said_interrupted(runs.size() < o.files.size() ? 0 : complete, o.replications, command);
    return failed ? 1 : 0;
}

}  // namespace hanhlang
