// The program: reads the command line, calls one function, prints.
// Rule: results go to stdout, everything else to stderr; exit 0 done, 1 failed, 2 wrong input, 130
// interrupted.
#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <functional>
#include <iostream>
#include <map>

#include "verbs.hpp"

namespace {

using namespace hanhlang;

std::atomic<bool> interrupted{false};  // set by the signal handler, the one thing it can reach

extern "C" void interrupt(int) {
    interrupted = true;
    std::signal(SIGINT, SIG_DFL);  // a second Ctrl-C ends at once
}

struct Verb {
    std::function<int(const std::vector<std::string>&)> call;
    const char* about;
};

const std::map<std::string, Verb>& verbs() {
    static const std::map<std::string, Verb> all{
        {"new", {verb_new, "write a commented file to start from"}},
        {"check", {verb_check, "say every problem of a scenario, or what would run"}},
        {"run", {[](const auto& words) { return verb_run(words, interrupted); }, "simulate a scenario"}},
        {"compare",
         {[](const auto& words) { return verb_compare(words, interrupted); },
          "compare scenarios on the same trucks"}},
        {"claims",
         {[](const auto& words) { return verb_claims(words, interrupted); },
          "judge claims: supported, refuted or undecided"}},
        {"verify",
         {[](const auto& words) { return verb_verify(words, interrupted); },
          "hold the simulator against theory"}},
        {"backcast",
         {[](const auto& words) { return verb_backcast(words, interrupted); },
          "hold a scenario against what was observed"}},
        {"sweep",
         {[](const auto& words) { return verb_sweep(words, interrupted); },
          "run a scenario at every point of a design"}},
        {"search",
         {[](const auto& words) { return verb_search(words, interrupted); },
          "find the smallest or cheapest that is enough"}},
        {"sensitivity",
         {[](const auto& words) { return verb_sensitivity(words, interrupted); }, "which inputs matter"}},
        {"ledger", {verb_ledger, "list, export or prune what was run"}},
        {"merge", {verb_merge, "join ledgers"}},
        {"explain", {verb_explain, "tell the story of one truck"}},
        {"metrics", {verb_metrics, "list what can be asked for"}},
        {"holidays", {verb_holidays, "list the holidays a calendar may name"}},
        {"schema", {verb_schema, "print the JSON Schema of scenarios, for editors"}},
        {"version", {verb_version, "say the version"}}};
    return all;
}

void usage(std::ostream& out) {
    out << "hanhlang: freight across the Vietnam-Laos border, simulated\n\n  hanhlang VERB [FILE…] "
           "[OPTIONS]\n\n";
    for (const char* name :
         {"new", "check", "run", "compare", "claims", "sweep", "search", "sensitivity", "verify", "backcast",
          "explain", "ledger", "merge", "metrics", "holidays", "schema", "version"}) {
        out << fmt::format("  {:<11} {}\n", name, verbs().at(name).about);
    }
    out << "\n'hanhlang VERB --help' says more, with examples.\n";
}

int call(int count, char** words) {
    const std::string name = count > 1 ? words[1] : "--help";
    if (name == "--help" || name == "-h" || name == "help") {
        usage(std::cout);
        return count > 1 ? 0 : 2;
    }
    if (name == "--version") return verb_version({});
    const auto verb = verbs().find(name);
    if (verb == verbs().end()) {
        std::vector<std::string> known;
        for (const auto& [key, value] : verbs()) known.push_back(key);
        std::cerr << fmt::format("hanhlang: '{}' is not a verb{}\n\n", name, did_you_mean(name, known));
        usage(std::cerr);
        return 2;
    }
    return verb->second.call({words + 2, words + count});
}

}  // namespace

int main(int count, char** words) {
    std::signal(SIGINT, interrupt);
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return call(count, words);
    } catch (const hanhlang::InputError& error) {
        for (const hanhlang::Problem& problem : error.problems()) std::cerr << to_string(problem) << "\n";
        const std::size_t n = error.problems().size();
        std::cerr << fmt::format("hanhlang: {} problem{}\n", n, n == 1 ? "" : "s");
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "hanhlang: " << error.what() << "\n";
        return 1;
    }
}
