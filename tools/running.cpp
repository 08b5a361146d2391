#include "running.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <set>
#include <sstream>

#include "hanhlang/report/files.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/ledger.hpp"
#include "hanhlang/study/study_file.hpp"

namespace hanhlang {

std::string command_of(const char* verb, const Options& o, std::uint32_t replications) {
    std::string command = fmt::format("hanhlang {}", verb);
    for (const std::string& file : o.files) command += " " + file;
    if (replications > 0) command += fmt::format(" --replications {}", replications);
    command += fmt::format(" --seed {}", o.seed);
    if (o.said("confidence")) command += fmt::format(" --confidence {}", o.confidence);
    for (const std::string& setting : o.settings) command += fmt::format(" --set '{}'", setting);
    if (o.draw > 0) command += fmt::format(" --draw {}", o.draw);
    if (o.low_volume) command += " --low-volume";
    if (!o.ledger.empty()) command += fmt::format(" --ledger '{}'", o.ledger);
    for (const std::string& metric : o.metrics) command += fmt::format(" --metric '{}'", metric);
    return command;
}

std::string said_draw(const Options& o) {
    return o.draw == 0
               ? ""
               : fmt::format("draw {} of the uncertain inputs, by seed {}: not what the file says of them\n",
                             o.draw, o.seed);
}

std::vector<std::string> settings_of(const Options& o, const std::string& file) {
    std::vector<std::string> settings = o.settings;
    if (o.draw == 0) return settings;
    const Scenario scenario = load(file, settings);
    if (scenario.uncertain.empty())
        throw InputError({{{file, 0, 0}, "uncertain", "is missing: there is nothing for --draw to draw"}});
    const auto drawn = draw_uncertain(load_tree(file, settings), scenario, o.seed, o.draw);
    settings.insert(settings.end(), drawn.begin(), drawn.end());
    return settings;
}

RunOptions run_options(const Options& o, const std::atomic<bool>& stop, Progress& progress) {
    RunOptions options;
    options.replications = o.replications;
    options.seed = o.seed;
    options.confidence = o.confidence / 100;
    if (!o.shard.empty()) {
        char slash = 0;
        std::istringstream words(o.shard);
        const bool read = static_cast<bool>(words >> options.shard >> slash >> options.shards);
        if (!read || slash != '/' || !words.eof() || options.shard >= options.shards ||
            options.shards > 100'000)
            throw InputError(
                {{{"--shard", 0, 0}, "", fmt::format("found '{}', expected such as 0/4", o.shard)}});
        if (o.ledger.empty()) throw InputError({{{"--shard", 0, 0}, "", "needs --ledger FILE"}});
    }
    if (!o.ledger.empty()) options.ledger = std::make_shared<Ledger>(o.ledger);
    options.farm.jobs = o.jobs;
    options.farm.stop = &stop;
    options.farm.progress = [&progress](std::size_t done, std::size_t total) { progress(done, total); };
    return options;
}

int said_interrupted(std::size_t complete, std::uint32_t asked, const std::string& command) {
    std::cerr << fmt::format(
        "interrupted: {} of {} replications are complete, and only these are reported\nthe whole again: {}\n",
        complete, asked, command);
    return 130;
}

int said_shard(const Options& o, const std::string& command, bool stopped) {
    if (stopped) {
        std::cerr << "interrupted: what was finished is in " << o.ledger << "; the same command goes on\n";
        return 130;
    }
    std::string whole = command;
    if (const std::size_t at = whole.find(o.ledger); at != std::string::npos)
        whole.replace(at, o.ledger.size(), "all.ledger");
    std::cerr << fmt::format(
        "slice {} is in {}\nwhen all are: hanhlang merge all.ledger SLICE…, and then the report: {}\n",
        o.shard, o.ledger, whole);
    return 0;
}

void check_output(const Options& o) {
    if (!o.output.empty()) refuse_output(o.output, o.force);
}

void each_file(const Options& o, const std::function<void(const std::string&, const std::string&)>& read) {
    std::set<std::string> names;
    std::vector<Problem> problems;
    for (const std::string& file : o.files) {
        const std::string stem = std::filesystem::path(file).stem().string();
        const std::string name = names.insert(stem).second ? stem : file;
        try {
            if (is_study(file))
                throw InputError({{{file, 0, 0}, "", "is a study with arms; name its scenarios"}});
            read(file, name);
        } catch (const InputError& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

void say_warnings(const Outcome& outcome) {
    for (const Problem& warning : outcome.warnings) std::cerr << "warning: " << to_string(warning) << "\n";
}

}  // namespace hanhlang
