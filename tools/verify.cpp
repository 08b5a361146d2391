// The verb that asks whether the simulator is right.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "built_in.hpp"
#include "hanhlang/report/checks.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/study_file.hpp"
#include "options.hpp"
#include "running.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

struct Case {
    std::string name;
    Scenario scenario;
};

/// The files that were named, or all that are built in.
std::vector<Case> cases_of(const Options& o) {
    std::vector<Case> cases;
    each_file(o, [&](const std::string& file, const std::string& name) {
        cases.push_back({name, load(file)});
        expected_metrics(cases.back().scenario, make_plan(cases.back().scenario));
    });
    if (!cases.empty()) return cases;
    for (const BuiltIn& queue : theory())
        cases.push_back({queue.name, load_text(queue.text, {}, queue.name + ".yaml")});
    return cases;
}

/// "mm1" is asked for by "mm1" and by "mm1/desk.counter.wait.mean"; a check by its name or its file's.
bool asked_for(const Options& o, const std::string& file) {
    return o.cases.empty() || std::any_of(o.cases.begin(), o.cases.end(), [&](const std::string& name) {
               return name == file || name.starts_with(file + "/");
           });
}
bool asked_for(const Options& o, const Case& of, const Check& check) {
    return o.cases.empty() || std::any_of(o.cases.begin(), o.cases.end(), [&](const std::string& name) {
               return name == of.name || name == check.name;
           });
}

int judges_known_pairs(const Options& o, const std::atomic<bool>& stop) {
    if (!o.files.empty() || !o.cases.empty() || o.claim_runs < 1 || o.claim_runs > 1'000'000)
        throw InputError(
            {{{"command line", 0, 0}, "", "--claims takes 1 to 1000000 runs, and no files or cases"}});
    Progress progress{o.quiet ? "none" : "auto"};
    RunOptions options;
    options.seed = o.seed;
    options.farm = {o.jobs, &stop, [&](std::size_t done, std::size_t total) { progress(done, total); }};
    const auto checks = verify_claims(static_cast<int>(o.claim_runs), options);
    progress.clear();
    if (stop) {
        std::cerr << "interrupted: nothing can be said of fewer runs\n";
        return 130;
    }
    std::cout << (o.json() ? claim_checks_json(checks) : describe_claim_checks(checks)) << std::flush;
    return std::all_of(checks.begin(), checks.end(), [](const ClaimCheck& c) { return c.passes; }) ? 0 : 1;
}

}  // namespace

int verb_verify(const CommandLine& words, const std::atomic<bool>& stop) {
    Options o;
    OptionReader reader{
        o,
        "verify [FILE…] [--case NAME]… [--format json]",
        "Runs queues whose answers are known, as the ordinary scenario files they are, and holds every\n"
        "figure against theory: it passes when it lies inside the 1 - 10⁻⁵ interval around the known\n"
        "value and its half-width is at most 2 % of it. Then checks laws that hold in every run, to the\n"
        "last bit: trucks are conserved, time goes forward, Little's law, units granted are returned, a\n"
        "scenario against itself, a desk nobody visits; and that Poisson arrivals see time averages.\n"
        "With files, verifies these: what they expect under 'expected:', and the laws.\n"
        "What has no meaning at a border (vacations, processor sharing, feedback, saturated lines) is\n"
        "tested against the same resources in tests/theory. Exit code 1 when anything fails.",
        {"verify", "verify --case mm1", "verify --case mm1/desk.counter.wait.mean --format json",
         "verify scenarios/ql9/today.yaml", "verify --claims 2000"}};
    if (!reader.files().cases().claim_runs().format().read(words, 0, 64)) return 0;
    if (o.said("claims")) return judges_known_pairs(o, stop);
    const std::vector<Case> cases = cases_of(o);
    std::vector<std::string> known;
    std::vector<Check> checks;
    RunOptions options;
    options.seed = o.seed;
    options.farm = {o.jobs, &stop, {}};
    for (const Case& one : cases) {
        known.push_back(one.name);
        if (!asked_for(o, one.name) || stop) continue;
        if (!o.quiet) std::cerr << one.name << "\n";
        std::vector<Check> found = verify_figures(one.name, one.scenario, options);
        const std::vector<Check> laws = verify_laws(one.name, one.scenario, options);
        found.insert(found.end(), laws.begin(), laws.end());
        for (const Check& check : found) {
            known.push_back(check.name);
            if (asked_for(o, one, check)) checks.push_back(check);
        }
    }
    if (stop) {
        std::cerr << "interrupted: what was not complete is left out\n";
    } else {
        std::vector<Problem> problems;
        for (const std::string& name : o.cases) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            problems.push_back({{"--case " + name, 0, 0},
                                "",
                                fmt::format("found no such case{}", did_you_mean(name, known))});
        }
        if (!problems.empty()) throw InputError(std::move(problems));
    }
    if (stop && checks.empty()) return 130;
    std::cout << (o.json() ? checks_json(checks) : describe_checks(checks, !o.cases.empty())) << std::flush;
    const bool all_pass = std::all_of(checks.begin(), checks.end(), [](const Check& c) { return c.passes; });
    return stop ? 130 : all_pass ? 0 : 1;
}

}  // namespace hanhlang
