// The open file behind a ledger: tables, and tasks that wait to be written.
// Rule: what waits is written in one transaction, so a crash leaves each task whole or not there.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "database.hpp"
#include "hanhlang/study/ledger.hpp"

namespace hanhlang {

/// One finished task that is not yet written.
struct FinishedTask {
    Ledger::Series series;
    std::uint32_t replication = 0;
    std::uint64_t fingerprint = 0;
    Result result;  // without its pools
    std::vector<std::string> metrics;
    std::vector<std::optional<std::string>> pools;
};

struct Ledger::Open {
    Open(const std::filesystem::path& file, Access access);

    std::optional<std::int64_t> find_series(const Series& series);
    void write(const FinishedTask& task);
    void flush();

    Database db;
    std::mutex mutex;  // guards all below, and the database
    std::map<std::string, std::int64_t> metrics;
    std::vector<FinishedTask> waiting;
    std::chrono::steady_clock::time_point written = std::chrono::steady_clock::now();

 private:
    std::int64_t series_of(const Series& series);
    std::int64_t metric_of(const std::string& name);
};

}  // namespace hanhlang
