// Reads a time release study (World Customs Organization): timestamps of single dossiers.
// Rule: a row without one of the two timestamps is not counted; a row that cannot be read is an error.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "csv.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/scenario/document.hpp"
#include "hanhlang/scenario/observed.hpp"
#include "number.hpp"

namespace hanhlang {
namespace {

/// 0 for the mean, the share below a quantile, or nothing.
std::optional<double> share_of(std::string_view statistic) {
    if (statistic == "mean") return 0;
    if (statistic.size() < 2 || statistic[0] != 'p') return std::nullopt;
    const auto read = number(statistic.substr(1));
    const bool whole = read && read->unit.empty() && read->value == std::floor(read->value);
    return whole && read->value >= 1 && read->value <= 99 ? std::optional(read->value / 100) : std::nullopt;
}

}  // namespace

std::optional<double> hours_of(const ReleaseStudy& study, std::vector<Problem>& problems) {
    const std::size_t before = problems.size();
    const auto complain = [&](const Mark& mark, std::string text) {
        problems.push_back({mark, "release_study", std::move(text)});
    };
    const auto share = share_of(study.statistic);
    if (!share)
        complain(study.mark,
                 fmt::format("found the statistic '{}', expected mean or p1 to p99", study.statistic));
    Csv csv;
    try {
        csv = read_csv(study.file.path);
    } catch (const InputError& error) {
        for (const Problem& problem : error.problems())
            complain(study.file.mark, fmt::format("{}: {}", study.file.path, problem.text));
        return std::nullopt;
    }
    const auto from = csv.column(study.from);
    const auto to = csv.column(study.to);
    for (const auto& [name, column] : {std::pair{study.from, from}, std::pair{study.to, to}}) {
        if (!column)
            complain({study.file.path, 1, 1},
                     fmt::format("has no column '{}', expected T0, T1, T2, T3", name));
    }
    if (!from || !to) return std::nullopt;
    std::vector<double> hours;
    for (const auto& [line, fields] : csv.rows) {
        if (fields.size() <= std::max(*from, *to)) {
            complain({study.file.path, line, 1}, fmt::format("has {} fields, expected at least {}",
                                                             fields.size(), std::max(*from, *to) + 1));
            continue;
        }
        if (fields[*from].empty() || fields[*to].empty()) continue;
        const auto first = parse_time(fields[*from]);
        const auto last = parse_time(fields[*to]);
        for (const auto& [field, time] : {std::pair{fields[*from], first}, std::pair{fields[*to], last}}) {
            if (!time)
                complain({study.file.path, line, 1},
                         fmt::format("found '{}', expected a time such as 2025-09-01 07:30", field));
        }
        if (!first || !last) continue;
        if (*last < *first) {
            complain({study.file.path, line, 1},
                     fmt::format("'{}' is before '{}'", fields[*to], fields[*from]));
            continue;
        }
        hours.push_back(to_hours(*last - *first));
    }
    if (hours.empty() && problems.size() == before)
        complain({study.file.path, 1, 1},
                 fmt::format("has no row with both {} and {}", study.from, study.to));
    if (problems.size() > before) return std::nullopt;
    if (*share == 0)
        return std::accumulate(hours.begin(), hours.end(), 0.0) / static_cast<double>(hours.size());
    // The lowest value that so many do not exceed (Hyndman and Fan's type 1), as for simulated quantiles.
    std::sort(hours.begin(), hours.end());
    const auto rank = static_cast<std::size_t>(std::ceil(*share * static_cast<double>(hours.size()) - 1e-9));
    return hours[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace hanhlang
