#include "ledger_file.hpp"

#include <fmt/format.h>

#include <ostream>
#include <stdexcept>

namespace hanhlang {
namespace {

constexpr int format = 1;  // of the tables
constexpr const char* tables = R"sql(
CREATE TABLE series (id INTEGER PRIMARY KEY, scenario TEXT NOT NULL, seed INTEGER NOT NULL, version INTEGER NOT NULL,
                     name TEXT NOT NULL, UNIQUE (scenario, seed, version));
CREATE TABLE task (id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series, replication INTEGER NOT NULL,
                   fingerprint INTEGER NOT NULL, events INTEGER NOT NULL, trips INTEGER NOT NULL, unfinished INTEGER NOT NULL,
                   trucks INTEGER NOT NULL, deadlock TEXT NOT NULL, first_week REAL, last_week REAL,
                   UNIQUE (series, replication));
CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE result (task INTEGER NOT NULL REFERENCES task, metric INTEGER NOT NULL REFERENCES metric, value REAL,
                     units REAL NOT NULL, pool BLOB, PRIMARY KEY (task, metric)) WITHOUT ROWID;
CREATE VIEW results AS
    SELECT series.name, series.scenario, series.seed, series.version, task.replication, metric.name AS metric, result.value
    FROM result JOIN task ON task.id = result.task JOIN series ON series.id = task.series
    JOIN metric ON metric.id = result.metric;
)sql";

/// Where two ledgers have the same task, both must have found the same.
constexpr const char* differs = R"sql(
SELECT series.name, task.replication FROM other.task AS theirs
JOIN other.series AS of ON of.id = theirs.series
JOIN series ON series.scenario = of.scenario AND series.seed = of.seed AND series.version = of.version
JOIN task ON task.series = series.id AND task.replication = theirs.replication
WHERE task.fingerprint <> theirs.fingerprint LIMIT 1
)sql";

constexpr const char* differs_in_value = R"sql(
SELECT series.name, task.replication FROM other.result AS theirs JOIN other.task AS t ON t.id = theirs.task
JOIN other.series AS of ON of.id = t.series JOIN other.metric AS named ON named.id = theirs.metric
JOIN metric ON metric.name = named.name
JOIN series ON series.scenario = of.scenario AND series.seed = of.seed AND series.version = of.version
JOIN task ON task.series = series.id AND task.replication = t.replication
JOIN result ON result.task = task.id AND result.metric = metric.id
WHERE result.value IS NOT theirs.value LIMIT 1
)sql";

constexpr const char* take_over = R"sql(
INSERT INTO series (scenario, seed, version, name)
    SELECT scenario, seed, version, name FROM other.series WHERE true ON CONFLICT DO NOTHING;
INSERT INTO metric (name) SELECT name FROM other.metric WHERE true ON CONFLICT DO NOTHING;
INSERT INTO task (series, replication, fingerprint, events, trips, unfinished, trucks, deadlock, first_week, last_week)
    SELECT series.id, t.replication, t.fingerprint, t.events, t.trips, t.unfinished, t.trucks, t.deadlock, t.first_week,
           t.last_week
    FROM other.task AS t JOIN other.series AS of ON of.id = t.series
    JOIN series ON series.scenario = of.scenario AND series.seed = of.seed AND series.version = of.version
    WHERE true ON CONFLICT DO NOTHING;
INSERT INTO result (task, metric, value, units, pool)
    SELECT task.id, metric.id, r.value, r.units, r.pool
    FROM other.result AS r JOIN other.task AS t ON t.id = r.task JOIN other.series AS of ON of.id = t.series
    JOIN other.metric AS named ON named.id = r.metric JOIN metric ON metric.name = named.name
    JOIN series ON series.scenario = of.scenario AND series.seed = of.seed AND series.version = of.version
    JOIN task ON task.series = series.id AND task.replication = t.replication
    WHERE true ON CONFLICT DO NOTHING;
)sql";

/// A text as one cell of CSV.
std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

Ledger::Open::Open(const std::filesystem::path& file, Access access)
    : db(file, access == Access::create, access == Access::read_only) {
    const std::int64_t found = db.number("PRAGMA user_version");
    if (found == format) return;
    if (found != 0 || db.number("SELECT count(*) FROM sqlite_master") != 0)
        throw db.unusable(
            fmt::format("is a ledger of format {}, or none; this program reads {}: name "
                        "another file, or keep this one for the program that wrote it",
                        found, format));
    if (access != Access::create) throw db.unusable("is empty");
    db.run("BEGIN IMMEDIATE");
    if (db.number("PRAGMA user_version") == 0) {  // nobody was quicker
        db.run(tables);
        db.run(fmt::format("PRAGMA user_version = {}", format));
    }
    db.run("COMMIT");
}

std::int64_t Ledger::Open::series_of(const Series& series) {
    Statement add{db,
                  "INSERT INTO series (scenario, seed, version, name) VALUES (?, ?, ?, ?) ON CONFLICT DO "
                  "NOTHING"};
    add.bind(series.scenario).bind(series.seed).bind(result_version).bind(series.name).run();
    return *find_series(series);
}
std::optional<std::int64_t> Ledger::Open::find_series(const Series& series) {
    Statement find{db, "SELECT id FROM series WHERE scenario = ? AND seed = ? AND version = ?"};
    find.bind(series.scenario).bind(series.seed).bind(result_version);
    return find.step() ? std::optional(find.whole(0)) : std::nullopt;
}
std::int64_t Ledger::Open::metric_of(const std::string& name) {
    const auto at = metrics.find(name);
    if (at != metrics.end()) return at->second;
    Statement{db, "INSERT INTO metric (name) VALUES (?) ON CONFLICT DO NOTHING"}.bind(name).run();
    Statement find{db, "SELECT id FROM metric WHERE name = ?"};
    find.bind(name).step();
    return metrics[name] = find.whole(0);
}

void Ledger::Open::write(const FinishedTask& one) {
    const std::int64_t series = series_of(one.series);
    const Result& r = one.result;
    Statement add{db,
                  "INSERT INTO task (series, replication, fingerprint, events, trips, unfinished, trucks, "
                  "deadlock, first_week, last_week) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO "
                  "NOTHING"};
    add.bind(series).bind(one.replication).bind(one.fingerprint).bind(r.events).bind(r.trips);
    add.bind(r.unfinished).bind(r.trucks).bind(r.deadlock).bind(r.first_week).bind(r.last_week).run();
    Statement find{db, "SELECT id, fingerprint FROM task WHERE series = ? AND replication = ?"};
    find.bind(series).bind(one.replication).step();
    const std::int64_t task = find.whole(0);
    if (static_cast<std::uint64_t>(find.whole(1)) != one.fingerprint)
        throw std::runtime_error(fmt::format(
            "{}: replication {} of '{}' gave something else before: the program has changed without a new "
            "version of results, or the ledger was edited; name another ledger",
            db.name(), one.replication, one.series.name));
    for (std::size_t i = 0; i < one.metrics.size(); ++i) {
        const std::int64_t metric = metric_of(one.metrics[i]);
        Statement result{db,
                         "INSERT INTO result (task, metric, value, units, pool) VALUES (?, ?, ?, ?, ?) ON "
                         "CONFLICT DO NOTHING"};
        result.bind(task).bind(metric).bind(r.values[i]).bind(i < r.units.size() ? r.units[i] : 0);
        result.bind(one.pools[i]).run();
    }
}

void Ledger::Open::flush() {
    if (waiting.empty()) return;
    db.run("BEGIN IMMEDIATE");
    try {
        for (const FinishedTask& one : waiting) write(one);
        db.run("COMMIT");
    } catch (...) {
        metrics.clear();  // may be of rows that are gone
        waiting.clear();
        db.roll_back();
        throw;
    }
    waiting.clear();
    written = std::chrono::steady_clock::now();
}

std::vector<Ledger::Row> Ledger::rows() {
    const std::scoped_lock lock(open_->mutex);
    open_->flush();
    Statement all{
        open_->db,
        "SELECT series.scenario, series.name, series.seed, series.version, count(*), (SELECT count(DISTINCT "
        "metric) "
        "FROM result JOIN task AS t ON t.id = result.task WHERE t.series = series.id) FROM series JOIN task "
        "ON "
        "task.series = series.id GROUP BY series.id ORDER BY series.name, series.scenario, series.seed, "
        "series.version"};
    std::vector<Row> rows;
    while (all.step()) {
        Row row;
        row.series = {all.text(0), all.text(1), static_cast<std::uint64_t>(all.whole(2))};
        row.version = static_cast<int>(all.whole(3));
        row.replications = static_cast<std::uint32_t>(all.whole(4));
        row.metrics = static_cast<std::uint32_t>(all.whole(5));
        rows.push_back(std::move(row));
    }
    return rows;
}

void Ledger::export_csv(std::ostream& out) {
    const std::scoped_lock lock(open_->mutex);
    open_->flush();
    out << "name,scenario,seed,version,replication,metric,value\n";
    Statement all{open_->db,
                  "SELECT name, scenario, seed, version, replication, metric, value FROM results ORDER BY "
                  "name, scenario, seed, "
                  "version, replication, metric"};
    while (all.step()) {
        const double value = all.real(6);
        out << fmt::format("{},{},{},{},{},{},{}\n", cell(all.text(0)), cell(all.text(1)),
                           static_cast<std::uint64_t>(all.whole(2)), all.whole(3), all.whole(4),
                           cell(all.text(5)), value != value ? std::string() : fmt::format("{}", value));
    }
}

void Ledger::merge(const std::filesystem::path& other) {
    {
        const Ledger sound{other, Access::existing};
    }  // throws unless it is a ledger of this format
    const std::scoped_lock lock(open_->mutex);
    open_->flush();
    Database& db = open_->db;
    Statement{db, "ATTACH ? AS other"}.bind(other.string()).run();
    db.run("BEGIN IMMEDIATE");
    try {
        for (const char* const question : {differs, differs_in_value}) {
            Statement found{db, question};
            if (!found.step()) continue;
            throw std::runtime_error(
                fmt::format("{}: replication {} of '{}' gave something else there than in {}: the two are of "
                            "different programs",
                            other.string(), found.whole(1), found.text(0), db.name()));
        }
        db.run(take_over);
        db.run("COMMIT; DETACH other");
    } catch (...) {
        db.roll_back();
        throw;
    }
}

std::size_t Ledger::prune() {
    const std::scoped_lock lock(open_->mutex);
    open_->flush();
    Database& db = open_->db;
    const std::string old = fmt::format("(SELECT id FROM series WHERE version <> {})", result_version);
    const auto count = db.number(("SELECT count(*) FROM task WHERE series IN " + old).c_str());
    db.run("BEGIN IMMEDIATE");
    db.run(fmt::format(
        "DELETE FROM result WHERE task IN (SELECT id FROM task WHERE series IN {0}); DELETE FROM task "
        "WHERE series IN {0}; DELETE FROM series WHERE version <> {1}; COMMIT; VACUUM",
        old, result_version));
    return static_cast<std::size_t>(count);
}

}  // namespace hanhlang
