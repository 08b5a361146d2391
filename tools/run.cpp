// The verb that simulates one scenario.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <optional>

#include "asked.hpp"
#include "hanhlang/report/files.hpp"
#include "hanhlang/report/log.hpp"
#include "hanhlang/report/text.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/study_file.hpp"
#include "running.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

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
                        "run FILE [--replications N] [--set path=value]… [--low-volume] [-o DIR]",
                        "Simulates a scenario and reports every standard metric with its interval.",
                        {"run scenarios/ql9/today.yaml",
                         "run scenarios/ql9/today.yaml --set staff.customs_vn.people=6 -o results/six",
                         "run scenarios/theory/mm1.yaml --metric desk.counter.wait.p99 --format json"}};
    if (!reader.files().runs().set().metrics().output().ledger().logs().format().draw().low_volume().read(
            words, 1, 1))
        return 0;
    check_output(o);
    if (is_study(o.files[0])) {
        throw InputError({{{o.files[0], 0, 0}, "", "is a study with arms; 'hanhlang compare' runs it"}});
    }
    Scenario scenario = load(o.files[0], settings_of(o, o.files[0]));
    std::vector<std::string> of_delay;
    if (o.low_volume) of_delay = metrics_known(scenario, delay_metrics(scenario));
    const double traffic = o.low_volume ? low_traffic(scenario, make_plan(scenario)) : 1;
    std::vector<Arm> arms;
    arms.push_back(
        {fs::path(o.files[0]).stem().string(), scenario, metrics_for(scenario, o.metrics, of_delay)});
    if (o.low_volume) {
        scale_traffic(scenario, traffic);
        arms.push_back({"low volume", std::move(scenario), std::move(of_delay)});
    }
    bool complete = true;
    std::vector<Outcome> outcomes;
    {
        Progress progress{o.quiet ? "none" : o.progress};
        outcomes = run_arms(std::move(arms), run_options(o, stop, progress), complete);
    }
    const Outcome& outcome = outcomes.front();
    const double confidence = o.confidence / 100;
    const std::string command = command_of("run", o, o.replications);
    if (!o.shard.empty()) return said_shard(o, command, stop);
    if (outcome.replications.empty()) return said_interrupted(0, o.replications, command);
    std::optional<LowVolume> low;
    if (o.low_volume) low = against_low_volume(outcome, outcomes[1], traffic, confidence);
    const std::string json = to_json(outcome, {}, confidence, low ? &*low : nullptr);
    std::string text = said_draw(o) + describe_outcome(outcome, confidence, o.metrics);
    if (low) text += "\n" + describe_low_volume(outcome.scenario, *low);
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

}  // namespace hanhlang
