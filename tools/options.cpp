#include "options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <array>

#include <algorithm>
#include <iostream>
#include <sstream>
#include <thread>

namespace hanhlang {
namespace po = boost::program_options;

namespace {

[[noreturn]] void wrong(const std::string& what) {
    throw InputError({{{"command line", 0, 0}, "", what}});
}

/// The conversion to a whole number would take them round the clock.
void refuse_negative(const po::parsed_options& parsed) {
    for (const auto& option : parsed.options) {
        const bool is_text = option.string_key == "set" || option.string_key == "metric";
        if (!is_text && !option.string_key.empty() && !option.value.empty() &&
            option.value.front().starts_with('-'))
            wrong(fmt::format("--{}: found '{}', expected no negative number", option.string_key,
                              option.value.front()));
    }
}

}  // namespace

OptionReader::OptionReader(Options& options, std::string usage, std::string about,
                           std::vector<std::string> examples)
    : options_(options), usage_(std::move(usage)), about_(std::move(about)), examples_(std::move(examples)) {
    declared_.add_options()("help,h", "say this");
}

OptionReader& OptionReader::files() {
    declared_.add_options()("file", po::value(&options_.files), "files to read");
    return *this;
}
OptionReader& OptionReader::set() {
    declared_.add_options()(
        "set", po::value(&options_.settings)->value_name("path=value"),
        "lay a value upon the scenario, such as staff.customs_vn.people=6; may be repeated");
    return *this;
}
OptionReader& OptionReader::sources() {
    declared_.add_options()("sources", po::bool_switch(&options_.sources),
                            "how its numbers are known, and which guesses touch most of the traffic");
    return *this;
}
OptionReader& OptionReader::draw() {
    declared_.add_options()(
        "draw", po::value(&options_.draw)->value_name("N")->default_value(0),
        "run with the N-th draw of the inputs that the scenario says are uncertain, instead "
        "of what it says of them");
    return *this;
}
OptionReader& OptionReader::low_volume() {
    declared_.add_options()(
        "low-volume", po::bool_switch(&options_.low_volume),
        "also run it with so little traffic that hardly anybody queues, and report delay, "
        "travel-time and planning-time index against that");
    return *this;
}
OptionReader& OptionReader::metrics() {
    declared_.add_options()(
        "metric", po::value(&options_.metrics)->value_name("NAME"),
        "report this metric too, such as \"trip.transit_time.p90[direction=eastbound]\"; may be "
        "repeated; 'hanhlang metrics FILE' lists them");
    return *this;
}
OptionReader& OptionReader::runs() {
    options_.jobs = std::max(1U, std::thread::hardware_concurrency());
    declared_.add_options()("replications",
                            po::value(&options_.replications)->default_value(20)->value_name("N"),
                            "independent runs, at least 1")(
        "seed", po::value(&options_.seed)->default_value(20260101)->value_name("S"), "of all chance")(
        "confidence", po::value(&options_.confidence)->default_value(95)->value_name("%"),
        "of every interval")("jobs", po::value(&options_.jobs)->default_value(options_.jobs)->value_name("J"),
                             "threads; the result does not depend on them")(
        "progress", po::value(&options_.progress)->default_value("auto")->value_name("auto|plain|json|none"),
        "how far it is, on stderr")("quiet,q", po::bool_switch(&options_.quiet), "no progress");
    return *this;
}
OptionReader& OptionReader::cases() {
    options_.jobs = std::max(1U, std::thread::hardware_concurrency());
    declared_.add_options()("case", po::value(&options_.cases)->value_name("NAME"),
                            "only this file of cases, or this case; may be repeated")(
        "seed", po::value(&options_.seed)->default_value(20260101)->value_name("S"), "of all chance")(
        "jobs", po::value(&options_.jobs)->default_value(options_.jobs)->value_name("J"),
        "threads; the result does not depend on them")("quiet,q", po::bool_switch(&options_.quiet),
                                                       "no progress");
    return *this;
}
OptionReader& OptionReader::output() {
    declared_.add_options()("output,o", po::value(&options_.output)->value_name("DIR"),
                            "write manifest.json, summary.json, kpi.csv, resolved.yaml and report.txt")(
        "force", po::bool_switch(&options_.force), "replace what is in DIR");
    return *this;
}
OptionReader& OptionReader::ledger() {
    declared_.add_options()("ledger", po::value(&options_.ledger)->value_name("FILE"),
                            "keep every finished run there, and do not run again what is there already; made "
                            "when it is not there")(
        "shard", po::value(&options_.shard)->value_name("I/N"),
        "run a slice of it, from 0/N to N-1/N, for a ledger of its own, and report nothing: then join the "
        "ledgers "
        "with 'hanhlang merge' and give the same command with --ledger alone");
    return *this;
}
OptionReader& OptionReader::many() {
    declared_.add_options()("yes", po::bool_switch(&options_.yes),
                            "also when there are more than ten million points");
    return *this;
}
OptionReader& OptionReader::keeping() {
    declared_.add_options()("csv", po::value(&options_.csv)->value_name("OUT"),
                            "write all results, a line for each replication and metric")(
        "prune", po::bool_switch(&options_.prune), "remove results of other versions of the program");
    return *this;
}
OptionReader& OptionReader::logs() {
    declared_.add_options()("visits", po::bool_switch(&options_.visits),
                            "with -o: visits.csv, every service of replication 0 with its wait")(
        "events", po::bool_switch(&options_.events),
        "with -o: events.csv, the event log of replication 0 (case, activity, start, end, resource)");
    return *this;
}
OptionReader& OptionReader::format() {
    declared_.add_options()("format",
                            po::value(&options_.format)->default_value("text")->value_name("text|json"),
                            "json: exactly one document on stdout");
    return *this;
}
OptionReader& OptionReader::truck() {
    declared_.add_options()("truck", po::value(&options_.truck)->value_name("ID"),
                            "the stream and the number of the truck, such as eastbound/17")(
        "twin", po::value(&options_.twin)->value_name("OTHER"),
        "another scenario: the story of the same truck there, and the hours of both side by side")(
        "seed", po::value(&options_.seed)->default_value(20260101)->value_name("S"), "of all chance")(
        "replication", po::value(&options_.replication)->default_value(0)->value_name("R"), "which run");
    return *this;
}

OptionReader& OptionReader::fail_on(std::vector<std::string> words, const char* about) {
    fail_words_ = std::move(words);
    const std::string shown = fmt::format("{}", fmt::join(fail_words_, "|"));
    declared_.add_options()("fail-on", po::value(&options_.fail_on)->value_name(shown), about);
    return *this;
}

OptionReader& OptionReader::claim_runs() {
    declared_.add_options()(
        "claims", po::value(&options_.claim_runs)->value_name("N"),
        "instead: judge claims about pairs of queues whose effect is known, N times each, and "
        "count the wrong verdicts");
    return *this;
}

OptionReader& OptionReader::claims() {
    declared_.add_options()("verdicts-only", po::bool_switch(&options_.verdicts_only),
                            "judge, and run nothing of what stands beside the verdicts")(
        "register", po::bool_switch(&options_.registers),
        "before the first run: write STUDY.registered with the hashes of study, scenarios and version; every "
        "run says whether it was kept");
    return *this;
}

bool OptionReader::read(const std::vector<std::string>& words, std::size_t least_files,
                        std::size_t most_files) {
    po::positional_options_description positional;
    positional.add("file", -1);
    try {
        const auto parsed = po::command_line_parser(words).options(declared_).positional(positional).run();
        refuse_negative(parsed);
        po::store(parsed, options_.given);
        if (options_.given.count("help") > 0) {
            std::cout << "hanhlang " << usage_ << "\n\n" << about_ << "\n\n" << declared_ << "\nExamples:\n";
            for (const std::string& example : examples_) std::cout << "  hanhlang " << example << "\n";
            return false;
        }
        po::notify(options_.given);
    } catch (const po::error& error) {
        wrong(fmt::format("{}; see 'hanhlang {} --help'", error.what(), usage_.substr(0, usage_.find(' '))));
    }
    if (options_.files.size() < least_files || options_.files.size() > most_files) {
        wrong(fmt::format("found {} names, expected: hanhlang {}", options_.files.size(), usage_));
    }
    if (options_.format != "text" && options_.format != "json") wrong("--format is text or json");
    if (!options_.fail_on.empty() &&
        std::find(fail_words_.begin(), fail_words_.end(), options_.fail_on) == fail_words_.end())
        wrong(fmt::format("--fail-on is {}", fmt::join(fail_words_, " or ")));
    constexpr std::array styles{"auto", "plain", "json", "none"};
    if (std::find(styles.begin(), styles.end(), options_.progress) == styles.end()) {
        wrong("--progress is auto, plain, json or none");
    }
    if (options_.given.count("replications") > 0 &&
        (options_.replications < 1 || options_.replications > 1'000'000)) {
        wrong("--replications is at least 1 and at most 1000000");
    }
    if (options_.jobs < 1 || options_.jobs > 1024) wrong("--jobs is at least 1 and at most 1024");
    if (!(options_.confidence > 0 && options_.confidence < 100)) wrong("--confidence is between 0 and 100 %");
    if ((options_.visits || options_.events) && options_.output.empty())
        wrong("--visits and --events need -o DIR");
    return true;
}

}  // namespace hanhlang
