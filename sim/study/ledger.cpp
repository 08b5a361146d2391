#include "hanhlang/study/ledger.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <mutex>
#include <ostream>

#include "hanhlang/base/random.hpp"
#include "ledger_file.hpp"

namespace hanhlang {
namespace {

/// A metric by name; of a quantile with the accuracy its parts were kept with.
std::string key_of(const Metric& metric) {
    return metric.statistic == Statistic::quantile ? fmt::format("{} ~{}", metric.name, metric.sketch)
                                                   : metric.name;
}

/// What does not depend on what was asked.
std::uint64_t facts_of(const Result& r) {
    std::uint64_t hash = mix64(r.events);
    for (const std::uint64_t fact : {r.trips, r.unfinished, r.trucks}) hash = mix64(hash ^ fact);
    return hash;
}

std::optional<std::string> pool_of(const Result& r, std::size_t metric) {
    if (metric < r.pools.size() && r.pools[metric]) return r.pools[metric]->bytes();
    if (metric < r.level_pools.size() && r.level_pools[metric]) return r.level_pools[metric]->bytes();
    return std::nullopt;
}

/// False when the bytes are not what they should be.
bool read_pool(const Metric& metric, const std::optional<std::string>& bytes, std::size_t at, Result& r) {
    if (metric.statistic != Statistic::quantile) return true;
    if (!bytes) return false;
    if (auto quantiles = Quantiles::from_bytes(*bytes)) {
        r.pools[at] = std::make_shared<const Quantiles>(std::move(*quantiles));
        return true;
    }
    auto levels = TimeAtLevels::from_bytes(*bytes);
    if (levels) r.level_pools[at] = std::make_shared<const TimeAtLevels>(std::move(*levels));
    return levels.has_value();
}

}  // namespace

Ledger::Ledger(const std::filesystem::path& file, Access access)
    : open_(std::make_unique<Open>(file, access)) {}

Ledger::~Ledger() {
    try {
        flush();
    } catch (const std::exception&) {
        return;  // who cares for what is not yet written calls flush()
    }
}

void Ledger::flush() {
    const std::scoped_lock lock(open_->mutex);
    open_->flush();
}

void Ledger::add(const Series& series, std::uint32_t replication, const std::vector<Metric>& metrics,
                 const Result& result) {
    FinishedTask one{series, replication, facts_of(result), result, {}, {}};
    one.result.pools.clear();
    one.result.level_pools.clear();
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        one.metrics.push_back(key_of(metrics[i]));
        one.pools.push_back(pool_of(result, i));
    }
    const std::scoped_lock lock(open_->mutex);
    open_->waiting.push_back(std::move(one));
    if (std::chrono::steady_clock::now() - open_->written > std::chrono::milliseconds{500}) open_->flush();
}

std::map<std::uint32_t, Result> Ledger::find(const Series& series, const std::vector<Metric>& metrics,
                                             std::uint32_t to) {
    std::map<std::uint32_t, Result> all;
    const std::scoped_lock lock(open_->mutex);
    open_->flush();
    const auto id = open_->find_series(series);
    if (!id) return all;
    Statement tasks{open_->db,
                    "SELECT replication, events, trips, unfinished, trucks, deadlock, first_week, last_week "
                    "FROM task WHERE series = ? AND replication < ?"};
    tasks.bind(*id).bind(to);
    while (tasks.step()) {
        Result& r = all[static_cast<std::uint32_t>(tasks.whole(0))];
        r.events = static_cast<std::uint64_t>(tasks.whole(1));
        r.trips = static_cast<std::uint64_t>(tasks.whole(2));
        r.unfinished = static_cast<std::uint64_t>(tasks.whole(3));
        r.trucks = static_cast<std::uint64_t>(tasks.whole(4));
        r.deadlock = tasks.text(5);
        r.first_week = tasks.real(6);
        r.last_week = tasks.real(7);
        r.values.resize(metrics.size());
        r.units.resize(metrics.size());
        r.pools.resize(metrics.size());
        r.level_pools.resize(metrics.size());
    }
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        Statement values{
            open_->db,
            "SELECT task.replication, value, units, pool FROM task JOIN result ON result.task = "
            "task.id JOIN metric ON metric.id = result.metric WHERE series = ? AND replication < "
            "? AND metric.name = ?"};
        values.bind(*id).bind(to).bind(key_of(metrics[i]));
        std::map<std::uint32_t, Result> with;
        while (values.step()) {
            const auto at = all.find(static_cast<std::uint32_t>(values.whole(0)));
            if (at == all.end()) continue;
            at->second.values[i] = values.real(1);
            at->second.units[i] = values.real(2);
            if (read_pool(metrics[i], values.blob(3), i, at->second)) with.insert(all.extract(at));
        }
        all = std::move(with);
    }
    return all;
}

}  // namespace hanhlang
