#include "hanhlang/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace hanhlang {
namespace {

std::string joined(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + to_string(problem);
    return text;
}

/// Levenshtein distance in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string to_string(const Problem& problem) {
    std::string text = problem.mark.file;
    if (problem.mark.line > 0) text += fmt::format(":{}:{}", problem.mark.line, problem.mark.column);
    if (!problem.path.empty()) text += ": " + problem.path;
    return text + ": " + problem.text;
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}

std::string did_you_mean(std::string_view found, const std::vector<std::string>& known) {
    const std::string* best = nullptr;
    std::size_t best_distance = std::max<std::size_t>(2, found.size() / 3) + 1;
    for (const std::string& name : known) {
        const std::size_t distance = edit_distance(found, name);
        if (distance < best_distance) {
            best = &name;
            best_distance = distance;
        }
    }
    return best ? fmt::format(" (did you mean '{}'?)", *best) : std::string{};
}

}  // namespace hanhlang
