// What was run, kept in a file: a task that is finished is never run again, whoever asks.
// Rule: a task is one replication of what a scenario means, by a seed, of a version of results; what it gave
// is there whole or not at all, however a process ends.
//
// An SQLite database; sim/README.md has its tables and queries. Several processes may have it open, each
// writes for a moment at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "hanhlang/model/simulate.hpp"

namespace hanhlang {

class Ledger {
 public:
    enum class Access : std::uint8_t { create, existing, read_only };

    /// Throws InputError when the file cannot be used as one: it is none, damaged, of another format, not to
    /// be written.
    explicit Ledger(const std::filesystem::path& file, Access access = Access::create);
    ~Ledger();  // writes what is not yet written
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /// What a task belongs to.
    struct Series {
        std::string scenario;  // hash
        std::string name;      // for people
        std::uint64_t seed = 0;
    };

    /// Of replications below `to`, those that gave all these metrics.
    std::map<std::uint32_t, Result> find(const Series& series, const std::vector<Metric>& metrics,
                                         std::uint32_t to);
    /// Adds what a replication gave. Throws std::runtime_error when it was run before and gave something
    /// else. May be called by several threads.
    void add(const Series& series, std::uint32_t replication, const std::vector<Metric>& metrics,
             const Result& result);
    /// Writes what is not yet written, as happens by itself after half a second.
    void flush();

    struct Row {
        Series series;
        int version = 0;  // of results
        std::uint32_t replications = 0;
        std::uint32_t metrics = 0;
    };
    /// What there is, in order of name, hash and seed.
    std::vector<Row> rows();
    /// A line for each task and metric, in the same order: CSV with a header.
    void export_csv(std::ostream& out);
    /// Adds what another one has. Throws std::runtime_error when the same task gave something else there.
    void merge(const std::filesystem::path& other);
    /// Removes results of other versions than this program's; gives how many tasks.
    std::size_t prune();

 private:
    struct Open;
    std::unique_ptr<Open> open_;
};

}  // namespace hanhlang
