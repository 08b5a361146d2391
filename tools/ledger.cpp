// The verbs for what was run and kept.
#include "hanhlang/study/ledger.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "hanhlang/report/files.hpp"
#include "options.hpp"
#include "verbs.hpp"

namespace hanhlang {

int verb_ledger(const CommandLine& words) {
    Options o;
    OptionReader reader{
        o,
        "ledger FILE [--csv OUT] [--prune]",
        "Lists what a ledger holds: scenarios by what they mean, with seed and replications.\n"
        "It is an SQLite database: sqlite3 FILE \"SELECT metric, avg(value) FROM results GROUP BY name, "
        "metric\"",
        {"ledger runs.ledger", "ledger runs.ledger --csv all.csv", "ledger runs.ledger --prune"}};
    if (!reader.files().keeping().read(words, 1, 1)) return 0;
    std::error_code none;
    if (!o.csv.empty() && std::filesystem::equivalent(o.csv, o.files[0], none))
        throw InputError({{{o.csv, 0, 0}, "--csv", "is the ledger itself: name another file"}});
    Ledger ledger{o.files[0], o.prune ? Ledger::Access::existing : Ledger::Access::read_only};
    if (o.prune) std::cerr << fmt::format("removed: {} runs of other versions\n", ledger.prune());
    if (!o.csv.empty()) {
        replace_file(o.csv, [&](std::ostream& out) { ledger.export_csv(out); });
        std::cerr << "written: " << o.csv << "\n";
        return 0;
    }
    std::cout << fmt::format("{:<40} {:<16} {:>20} {:>7} {:>12} {:>7}\n", "name", "scenario", "seed",
                             "version", "replications", "metrics");
    for (const Ledger::Row& row : ledger.rows()) {
        std::cout << fmt::format("{:<40} {:<16} {:>20} {:>7} {:>12} {:>7}\n", row.series.name,
                                 row.series.scenario.substr(0, 16), row.series.seed, row.version,
                                 row.replications, row.metrics);
    }
    return 0;
}

int verb_merge(const CommandLine& words) {
    Options o;
    OptionReader reader{
        o,
        "merge INTO FROM…",
        "Adds to a ledger what others have, such as those of the shards of a study. What both have must\n"
        "be the same; nothing is changed where it is not.",
        {"merge all.ledger shard-0.ledger shard-1.ledger"}};
    if (!reader.files().read(words, 2, 10'000)) return 0;
    std::vector<Problem> problems;
    for (std::size_t i = 1; i < o.files.size(); ++i) {  // all of them are sound before anything is written
        std::error_code none;
        if (std::filesystem::equivalent(o.files[0], o.files[i], none))
            problems.push_back({{o.files[i], 0, 0}, "", "is what it is to be added to"});
        try {
            const Ledger sound{o.files[i], Ledger::Access::read_only};
        } catch (const InputError& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    Ledger into{o.files[0]};
    for (std::size_t i = 1; i < o.files.size(); ++i) into.merge(o.files[i]);
    std::size_t runs = 0;
    for (const Ledger::Row& row : into.rows()) runs += row.replications;
    std::cout << fmt::format("{}: {} runs\n", o.files[0], runs);
    return 0;
}

}  // namespace hanhlang
