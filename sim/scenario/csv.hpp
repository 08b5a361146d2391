// Tables as CSV: a header, and rows of fields that know their line.
// Rule: fields may be quoted, but hold no commas and no line breaks; what a field means is the reader's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hanhlang {

struct Csv {
    struct Row {
        int line = 0;
        std::vector<std::string> fields;
    };
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::optional<std::size_t> column(std::string_view name) const;
};

/// Throws InputError when the file cannot be read.
Csv read_csv(const std::string& file);

}  // namespace hanhlang
