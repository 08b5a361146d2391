// The command line of one verb.
// Rule: --help of every verb says what it does, its options with their defaults, and an example that works.
#pragma once

#include <boost/program_options.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// What a verb was called with; a verb reads what it has declared.
struct Options {
    std::vector<std::string> files;
    std::vector<std::string> settings;
    std::vector<std::string> metrics;
    std::vector<std::string> cases;
    std::string truck;
    std::string twin;
    std::string output;
    std::string format = "text";
    std::string progress = "auto";
    std::string fail_on;
    std::string ledger;
    std::string shard;
    std::string csv;
    bool prune = false;
    bool yes = false;
    std::uint32_t replications = 20;
    std::uint64_t seed = 20260101;
    std::uint32_t replication = 0;
    std::uint32_t draw = 0;  // of the uncertain inputs; 0: as the scenario says
    double confidence = 95;
    unsigned jobs = 1;
    bool force = false;
    bool quiet = false;
    bool visits = false;
    bool events = false;
    bool sources = false;
    bool low_volume = false;
    bool verdicts_only = false;
    bool registers = false;
    std::uint32_t claim_runs = 0;
    boost::program_options::variables_map given;

    bool json() const { return format == "json"; }
    bool said(const char* option) const { return given.count(option) > 0 && !given[option].defaulted(); }
};

/// Declares options one by one, then reads the words of the command line into `options`.
class OptionReader {
 public:
    OptionReader(Options& options, std::string usage, std::string about, std::vector<std::string> examples);

    OptionReader& files();
    OptionReader& set();
    OptionReader& metrics();
    OptionReader& runs();     // replications, seed, confidence, jobs, progress, quiet
    OptionReader& cases();    // --case, and of runs() what does not say how much is run
    OptionReader& output();   // -o, --force
    OptionReader& ledger();   // --ledger, --shard
    OptionReader& many();     // --yes
    OptionReader& keeping();  // --csv, --prune
    OptionReader& logs();     // --visits, --events
    OptionReader& format();
    OptionReader& truck();
    OptionReader& sources();     // --sources
    OptionReader& draw();        // --draw
    OptionReader& low_volume();  // --low-volume
    OptionReader& claims();      // --verdicts-only, --register
    OptionReader& claim_runs();  // --claims
    OptionReader& fail_on(std::vector<std::string> words, const char* about);

    /// False when --help was asked for and printed. Throws InputError for words that are not understood.
    bool read(const std::vector<std::string>& words, std::size_t least_files, std::size_t most_files);

 private:
    Options& options_;
    std::string usage_;
    std::string about_;
    std::vector<std::string> examples_;
    std::vector<std::string> fail_words_;
    boost::program_options::options_description declared_{"Options"};
};

}  // namespace hanhlang
