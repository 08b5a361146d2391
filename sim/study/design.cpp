#include "hanhlang/study/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hanhlang/scenario/observed.hpp"

namespace hanhlang {
namespace {

/// The number of a value as it is written; nothing of what is no number.
std::optional<double> number_of(const std::string& text) {
    try {
        return parse_amount(text).number;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

/// A side of a constraint at a point; nothing where its factor is not set there.
std::optional<double> side_at(const Design& design, const Constraint::Side& side, const DesignPoint& point) {
    if (side.factor.empty()) return side.times;
    for (const auto& [factor, value] : point) {
        if (design.factors[factor].name != side.factor) continue;
        const auto number = number_of(value);
        return number ? std::optional(side.times * *number) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

namespace {

/// Which of n equal parts of [0, 1] u is in.
std::size_t part_of(double u, std::size_t n) {
    return std::min(static_cast<std::size_t>(u * static_cast<double>(n)), n - 1);
}

}  // namespace

std::string DesignFactor::value(double u) const {
    if (!levels.empty()) return levels[part_of(u, levels.size())];
    double at = low + u * (high - low);
    if (whole) at = low + static_cast<double>(part_of(u, static_cast<std::size_t>(high - low) + 1));
    return unit.empty() ? fmt::format("{:.10g}", at) : fmt::format("{:.10g} {}", at, unit);
}

double DesignFactor::place(double u) const {
    const std::size_t n = !levels.empty() ? levels.size()
                          : whole         ? static_cast<std::size_t>(high - low) + 1
                                          : 0;
    return n < 2 ? u : static_cast<double>(part_of(u, n)) / static_cast<double>(n - 1);
}

bool is_possible(const Design& design, const DesignPoint& point) {
    return std::all_of(design.constraints.begin(), design.constraints.end(), [&](const Constraint& one) {
        const auto left = side_at(design, one.left, point);
        const auto right = side_at(design, one.right, point);
        return !left || !right || *left <= *right + 1e-12 * std::abs(*right);
    });
}

}  // namespace hanhlang
