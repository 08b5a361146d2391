#include "csv.hpp"

#include <algorithm>

#include "hanhlang/scenario/document.hpp"
#include "number.hpp"

namespace hanhlang {
namespace {

std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields;
    while (true) {
        const std::size_t comma = line.find(',');
        std::string_view field = trim(line.substr(0, comma));
        if (field.size() > 1 && field.front() == '"' && field.back() == '"')
            field = field.substr(1, field.size() - 2);
        fields.emplace_back(field);
        if (comma == std::string_view::npos) return fields;
        line.remove_prefix(comma + 1);
    }
}

}  // namespace

std::optional<std::size_t> Csv::column(std::string_view name) const {
    const auto at = std::find(columns.begin(), columns.end(), name);
    if (at == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(at - columns.begin());
}

Csv read_csv(const std::string& file) {
    const std::string text = read_text(file);
    Csv csv;
    int line = 0;
    std::string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);  // the mark that spreadsheets write
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view row = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (row.ends_with('\r')) row.remove_suffix(1);
        if (++line == 1) {
            csv.columns = fields_of(row);
        } else if (!trim(row).empty()) {
            csv.rows.push_back({line, fields_of(row)});
        }
    }
    return csv;
}

}  // namespace hanhlang
