// The verbs that only look: new, check, metrics, schema, version.
#include <fmt/format.h>

#include <iostream>

#include "built_in.hpp"
#include "hanhlang/report/sources.hpp"
#include "hanhlang/report/text.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/backcast.hpp"
#include "hanhlang/study/split.hpp"
#include "hanhlang/study/study_file.hpp"
#include "hanhlang/study/verify.hpp"
#include "options.hpp"
#include "verbs.hpp"

namespace hanhlang {

int verb_new(const CommandLine& words) {
    Options o;
    std::vector<std::string> kinds;
    for (const BuiltIn& t : templates()) kinds.push_back(t.name);
    OptionReader reader{o,
                        fmt::format("new {}", fmt::join(kinds, "|")),
                        "Prints a commented file to start from; write it where you like.",
                        {"new gate > my-gate.yaml", "new corridor > my-corridor.yaml"}};
    if (!reader.files().read(words, 1, 1)) return 0;
    for (const BuiltIn& t : templates()) {
        if (t.name != o.files[0]) continue;
        std::cout << t.text;
        return 0;
    }
    throw InputError({{{"command line", 0, 0},
                       "",
                       fmt::format("found '{}', expected {}{}", o.files[0], fmt::join(kinds, ", "),
                                   did_you_mean(o.files[0], kinds))}});
}

namespace {

/// What a file extends, as a scenario; nothing when it extends nothing, or a fragment that cannot run by
/// itself.
std::optional<Scenario> below(const std::string& file) {
    const auto base = extended(file);
    if (!base) return std::nullopt;
    try {
        return load(*base);
    } catch (const InputError&) {
        return std::nullopt;
    }
}

/// Says where an arm assumes its effect instead of finding it, and of what that cannot be said.
void say_assumed(const Scenario& baseline, const Study::Arm& arm) {
    const std::vector<Assumed> assumed = assumed_effects(baseline, arm.scenario);
    const std::vector<Unmatched> alone = unmatched(baseline, arm.scenario);
    if (assumed.empty() && alone.empty()) return;
    const Recipe& made = arm.recipe;
    for (const Problem& note : notes_on(assumed, alone, load_tree(made.file, made.settings, made.overlays)))
        std::cerr << "note: " << to_string(note) << (arm.name.empty() ? "" : ", in arm " + arm.name) << "\n";
}

}  // namespace

int verb_check(const CommandLine& words) {
    Options o;
    OptionReader reader{
        o,
        "check FILE [--sources] [--set path=value]…",
        "Says every problem of a scenario or study with its place in the file, or what would run:\n"
        "its streams, its teams with their load, and how its numbers are known. Of a file that extends\n"
        "another, and of the arms of a study, it lists what they assume instead of finding it: work that\n"
        "is shorter, and inspections that are fewer, than in what they are laid upon. With --sources it\n"
        "lists the numbers by how they are known, and the guesses by how much of the traffic they touch.",
        {"check scenarios/ql9/today.yaml", "check scenarios/vn-la/2025.yaml --sources",
         "check scenarios/ql9/one-stop.yaml --set staff.customs_vn.people=2"}};
    if (!reader.files().set().sources().read(words, 1, 1)) return 0;
    std::vector<Study::Arm> arms;
    std::optional<Scenario> baseline;
    if (is_study(o.files[0])) {
        arms = load_study(o.files[0], o.settings).arms;
        baseline = arms.front().scenario;
    } else {
        arms.push_back({"", load(o.files[0], o.settings), {o.files[0], {}, o.settings}});
        baseline = below(o.files[0]);
    }
    for (const Study::Arm& arm : arms) {
        const Plan plan = make_plan(arm.scenario);
        expected_metrics(arm.scenario, plan);
        make_backcast(arm.scenario, o.settings);
        if (!arm.name.empty()) std::cout << "arm " << arm.name << "\n";
        if (o.sources) {
            std::cout << describe_sources(arm.scenario, plan,
                                          inputs(arm.recipe.file, arm.recipe.settings, arm.recipe.overlays));
            continue;
        }
        std::cout << describe_scenario(arm.scenario, plan);
        for (const Problem& warning : warnings(arm.scenario, plan))
            std::cerr << "warning: " << to_string(warning) << "\n";
        if (baseline) say_assumed(*baseline, arm);
    }
    return 0;
}

int verb_metrics(const CommandLine& words) {
    Options o;
    OptionReader reader{
        o,
        "metrics FILE",
        "Lists every measure of a scenario with its unit, statistics and definition. A metric is\n"
        "measure.statistic[filter], where a filter is any of direction=eastbound|westbound,\n"
        "loaded=yes|no, leg=out|back, commodity=NAME, demand=NAME, corridor=NAME, fleet=NAME, country=VN "
        "and\n"
        "others, with commas between; of the mean of a state it is an hour of the day, hour=7.\n"
        "Statistics: p95 is the value that 95 % stay at or below, max the largest, total the sum in the\n"
        "window, per_day that sum by day; of the spread, buffer_index is (p95 - mean) / mean, reliability\n"
        "p95 / p50, skew (p90 - p50) / (p50 - p10), misery the mean of the worst 5 % over the mean, and\n"
        "over_48h the share above 48 h; of any time that has quantiles all of them may be asked for.",
        {"metrics scenarios/ql9/today.yaml"}};
    if (!reader.files().set().read(words, 1, 1)) return 0;
    const Scenario scenario = load(o.files[0], o.settings);
    for (const Measure& m : measures(scenario)) {
        const std::string statistics =
            m.statistics.empty() ? "" : fmt::format(".({})", fmt::join(m.statistics, "|"));
        std::cout << fmt::format("{}{}\n    {}{}\n", m.name, statistics, m.definition,
                                 m.unit.empty() ? ", a share" : ", in " + m.unit);
    }
    return 0;
}

int verb_schema(const CommandLine& words) {
    Options o;
    OptionReader reader{o,
                        "schema",
                        "Prints the JSON Schema of scenario files; editors complete and check with it.",
                        {"schema > scenario.schema.json"}};
    if (!reader.read(words, 0, 0)) return 0;
    std::cout << scenario_schema();
    return 0;
}

int verb_version(const CommandLine& words) {
    Options o;
    OptionReader reader{o, "version", "Says the version.", {"version"}};
    if (!reader.read(words, 0, 0)) return 0;
    std::cout << "hanhlang " << HANHLANG_VERSION << "\n";
    return 0;
}

}  // namespace hanhlang
