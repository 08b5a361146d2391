// How traffic is written: months, holidays, growth, corridors with shares, departures from a file.
#include <algorithm>
#include <filesystem>

#include "csv.hpp"
#include "reader.hpp"

namespace hanhlang {

void Reader::read(const Node& node, const std::string& path, ByMonth& out) {
    if (!expect_map(node, path)) return;
    unsigned said = 0;
    for (const auto& [key, value] : node.members) {
        Months months;
        read_scalar(key, join(path, key.text), "a month such as feb", false,
                    [&](std::string_view text) { months = Grammar<Months>::parse(text); });
        if ((said & static_cast<unsigned>(months.bits)) != 0)
            complain(key, join(path, key.text), "names a month twice");
        said |= static_cast<unsigned>(months.bits);
        Weight weight;
        read(value, join(path, key.text), weight);
        for (std::size_t month = 0; month < 12; ++month) {
            if ((static_cast<unsigned>(months.bits) >> month & 1U) != 0) out.weight[month] = weight.value;
        }
    }
    if (std::all_of(out.weight.begin(), out.weight.end(), [](double weight) { return weight <= 0; }))
        complain(node, path, "found no month with traffic");
}

void Reader::read(const Node& node, const std::string& path, std::vector<OnHoliday>& out) {
    if (!expect_map(node, path)) return;
    for (const auto& [key, value] : node.members) {
        OnHoliday& one = out.emplace_back();
        one.path = join(path, key.text);
        one.mark = key.mark();
        read_scalar(key, one.path, "a holiday such as tet, or a date", false,
                    [&](std::string_view text) { one.days = holidays_.read(text); });
        Weight weight;
        read(value, one.path, weight);
        one.factor = weight.value;
    }
}

void Reader::read(const Node& node, const std::string& path, std::vector<Growth::Of>& out) {
    if (!expect_map(node, path)) return;
    for (const auto& [key, value] : node.members) {
        Growth::Of& one = out.emplace_back();
        read(key, join(path, key.text), one.commodity);
        read(value, join(path, key.text), one.rate);
    }
}

/// A list of corridors, or a map of them with their shares.
void Reader::read(const Node& node, const std::string& path, std::vector<Alternative>& out) {
    if (node.kind != Node::Kind::map) {
        for_each_item(node, path, [&](const Node& item) { read(item, path, out.emplace_back().corridor); });
        if (node.kind == Node::Kind::list && node.items.empty())
            complain(node, path, "found none, expected one corridor at least");
        return;
    }
    double total = 0;
    for (const auto& [key, value] : node.members) {
        Alternative& one = out.emplace_back();
        read(key, join(path, key.text), one.corridor);
        read(value, join(path, key.text), one.share.emplace());
        total += one.share->value;
    }
    if (total < 1 - 1e-9 || total > 1 + 1e-9) {
        complain(node, path,
                 fmt::format("found shares that add up to {:.6g} %, expected 100 %", 100 * total));
    }
}

void Reader::read(const Node& node, const std::string& path, std::vector<std::string>& out) {
    for_each_item(node, path, [&](const Node& item) { read(item, path, out.emplace_back()); });
}

/// Departures stand beside the scenario; every row that cannot be read is said.
void Reader::read(const Node& node, const std::string& path, Departures& out) {
    if (!expect_map(node, path)) return;
    out.mark = node.mark();
    Fields fields{*this, node, path};
    describe(fields, out);
    fields.refuse_unknown();
    const Node* const name = node.find("file");
    if (!name || out.file.empty()) return;
    count_source(*name, join(path, "file"));
    const std::string file = (std::filesystem::path(name->mark().file).parent_path() / out.file).string();
    Csv csv;
    try {
        csv = read_csv(file);
    } catch (const InputError& error) {
        for (const Problem& problem : error.problems())
            complain(*name, join(path, "file"), fmt::format("{}: {}", file, problem.text));
        return;
    }
    const auto row_problem = [&](int line, std::string text) {
        problems_.push_back({{file, line, 1}, path, std::move(text)});
    };
    const auto departs = csv.column("departs");
    const auto trucks = csv.column("trucks");
    if (!departs) return row_problem(1, "has no column 'departs'");
    for (std::size_t i = 0; i < csv.columns.size(); ++i) {  // other columns are the writer's own
        const std::string& column = csv.columns[i];
        if (*csv.column(column) != i) row_problem(1, fmt::format("has two columns '{}'", column));
        const bool is_known = column == "departs" || column == "trucks";
        if (const std::string meant = did_you_mean(column, {"departs", "trucks"});
            !is_known && !meant.empty())
            row_problem(1, fmt::format("found the column '{}'{}", column, meant));
    }
    for (const auto& [line, cells] : csv.rows) {
        if (cells.size() != csv.columns.size()) {
            row_problem(line, fmt::format("has {} fields, expected {}", cells.size(), csv.columns.size()));
            continue;
        }
        const auto at = parse_time(cells[*departs]);
        if (!at)
            row_problem(line,
                        fmt::format("found '{}', expected a time such as 2025-09-01 07:30", cells[*departs]));
        std::int64_t together = 1;
        if (trucks) {
            try {
                together = Grammar<std::int64_t>::parse(cells[*trucks]);
            } catch (const std::invalid_argument&) {
                together = 0;
            }
            if (together < 1 || together > 1000)
                row_problem(line, fmt::format("found '{}', expected 1 to 1000 trucks", cells[*trucks]));
        }
        if (at && !out.all.empty() && *at < out.all.back().at)
            row_problem(line, fmt::format("found '{}' after {}, expected rows in order of time",
                                          cells[*departs], to_string(out.all.back().at)));
        if (at) out.all.push_back({*at, static_cast<std::uint32_t>(together)});
    }
    if (csv.rows.empty()) row_problem(1, "has no departures");
}

}  // namespace hanhlang
