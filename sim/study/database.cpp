#include "database.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace hanhlang {

Database::Database(const std::filesystem::path& file, bool may_create, bool read_only)
    : name_(file.string()) {
    const int how = read_only    ? SQLITE_OPEN_READONLY
                    : may_create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                 : SQLITE_OPEN_READWRITE;
    const auto open = [&](const std::string& name, int more) {
        sqlite3* opened = nullptr;
        const int code = sqlite3_open_v2(name.c_str(), &opened, how | SQLITE_OPEN_NOMUTEX | more, nullptr);
        db_.reset(opened);
        if (code != SQLITE_OK) throw unusable(opened ? sqlite3_errmsg(opened) : "cannot be opened");
        sqlite3_extended_result_codes(opened, 1);
        sqlite3_busy_timeout(opened, 60'000);  // another process writes for a moment
    };
    open(name_, 0);
    if (!read_only && sqlite3_db_readonly(raw(), "main") == 1)
        throw unusable("cannot be written: make it or its directory writable, or name another file");
    // What is torn by a crash is noticed when it is next opened, and what was not finished is undone.
    try {
        if (!read_only) run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        number("SELECT count(*) FROM sqlite_master");
        return;
    } catch (const std::runtime_error&) {
        const int found = sqlite3_errcode(raw()) & 0xff;
        const bool broken = found == SQLITE_NOTADB || found == SQLITE_CORRUPT;
        if (broken || !read_only)
            throw unusable(fmt::format(
                "{}{}", sqlite3_errmsg(raw()),
                broken ? ": it is no ledger, or damaged; name another file, or take it from a copy"
                       : ": make room, or make it and its directory writable"));
    }
    // Where nothing can be written beside it, a file that is only read is taken as it is.
    open(fmt::format("file:{}?immutable=1", name_), SQLITE_OPEN_URI);
    number("SELECT count(*) FROM sqlite_master");
}

InputError Database::unusable(const std::string& why) const {
    return InputError{{{{name_, 0, 0}, "", why}}};
}

void Database::check(int code, int fine) const {
    if (code != fine) throw std::runtime_error(fmt::format("{}: {}", name_, sqlite3_errmsg(db_.get())));
}

void Database::run(const std::string& sql) {
    check(sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

void Database::roll_back() noexcept {
    if (sqlite3_get_autocommit(db_.get()) == 0)
        sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::number(const char* sql) {
    Statement one{*this, sql};
    return one.step() ? one.whole(0) : 0;
}

Statement::Statement(Database& database, const std::string& sql) : database_(database) {
    sqlite3_stmt* made = nullptr;
    database_.check(sqlite3_prepare_v2(database_.raw(), sql.c_str(), -1, &made, nullptr));
    made_.reset(made);
}

Statement& Statement::bind(std::int64_t number) {
    database_.check(sqlite3_bind_int64(made_.get(), ++bound_, number));
    return *this;
}
Statement& Statement::bind(double number) {
    database_.check(std::isnan(number) ? sqlite3_bind_null(made_.get(), ++bound_)
                                       : sqlite3_bind_double(made_.get(), ++bound_, number));
    return *this;
}
Statement& Statement::bind(const std::string& text) {
    database_.check(sqlite3_bind_text(made_.get(), ++bound_, text.data(), static_cast<int>(text.size()),
                                      SQLITE_TRANSIENT));
    return *this;
}
Statement& Statement::bind(const std::optional<std::string>& bytes) {
    database_.check(bytes ? sqlite3_bind_blob(made_.get(), ++bound_, bytes->data(),
                                              static_cast<int>(bytes->size()), SQLITE_TRANSIENT)
                          : sqlite3_bind_null(made_.get(), ++bound_));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(made_.get());
    if (code == SQLITE_ROW) return true;
    database_.check(code, SQLITE_DONE);
    return false;
}

double Statement::real(int column) const {
    return sqlite3_column_type(made_.get(), column) == SQLITE_NULL
               ? std::numeric_limits<double>::quiet_NaN()
               : sqlite3_column_double(made_.get(), column);
}
std::string Statement::text(int column) const {
    const unsigned char* const found = sqlite3_column_text(made_.get(), column);
    return found ? reinterpret_cast<const char*>(found) : "";
}
std::optional<std::string> Statement::blob(int column) const {
    if (sqlite3_column_type(made_.get(), column) == SQLITE_NULL) return std::nullopt;
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(made_.get(), column));
    return std::string(static_cast<const char*>(sqlite3_column_blob(made_.get(), column)), size);
}

}  // namespace hanhlang
