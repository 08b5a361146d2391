// SQLite as little as is needed. Rule: seen by the ledger only; whatever goes wrong is an InputError that
// names the file, or a std::runtime_error while it is in use.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "hanhlang/base/error.hpp"

namespace hanhlang {

class Database {
 public:
    Database(const std::filesystem::path& file, bool may_create, bool read_only);

    void run(const std::string& sql);
    void roll_back() noexcept;
    std::int64_t number(const char* sql);
    const std::string& name() const { return name_; }
    InputError unusable(const std::string& why) const;
    /// Throws what SQLite says of `code`, unless that is `fine`.
    void check(int code, int fine = SQLITE_OK) const;

    sqlite3* raw() const { return db_.get(); }

 private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close(db); }
    };
    std::string name_;
    std::unique_ptr<sqlite3, Close> db_;
};

/// Parameters are bound in the order of their question marks.
class Statement {
 public:
    Statement(Database& database, const std::string& sql);

    Statement& bind(std::int64_t number);
    Statement& bind(std::uint64_t number) { return bind(static_cast<std::int64_t>(number)); }
    Statement& bind(std::uint32_t number) { return bind(std::int64_t{number}); }
    Statement& bind(int number) { return bind(std::int64_t{number}); }
    Statement& bind(double number);  // NaN becomes NULL
    Statement& bind(const std::string& text);
    Statement& bind(const std::optional<std::string>& bytes);  // a blob, or NULL

    /// Whether there is a (further) row.
    bool step();
    void run() { step(); }

    std::int64_t whole(int column) const { return sqlite3_column_int64(made_.get(), column); }
    double real(int column) const;  // NaN of NULL
    std::string text(int column) const;
    std::optional<std::string> blob(int column) const;

 private:
    struct Finalise {
        void operator()(sqlite3_stmt* made) const { sqlite3_finalize(made); }
    };
    Database& database_;
    std::unique_ptr<sqlite3_stmt, Finalise> made_;
    int bound_ = 0;
};

}  // namespace hanhlang
