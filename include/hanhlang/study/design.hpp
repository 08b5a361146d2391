// What a study varies, and what it asks of that: a table, the smallest that is enough, which inputs matter.
// Rule: every point meets the same trucks and the same chance, so that points differ by what was varied
// alone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/base/error.hpp"
#include "hanhlang/stats/verdict.hpp"
#include "hanhlang/study/claim.hpp"

namespace hanhlang {

/// Something that is varied: values on some paths, all together; or an uncertain input of the scenario.
struct DesignFactor {
    std::string name;
    Mark mark;
    std::vector<std::string> paths;   // none: an uncertain input
    std::vector<std::string> levels;  // as they are written, in order; empty where it is a range
    double low = 0;                   // of a range
    double high = 1;
    std::string unit;
    bool whole = false;      // only whole numbers make sense
    bool is_number = false;  // values are numbers in one unit, in order

    bool is_uncertain() const { return paths.empty(); }
    /// The value so far from the low end, u in [0, 1]: of levels one of them, each as likely.
    std::string value(double u) const;
    /// Where value(u) stands between the least and the most, in [0, 1].
    double place(double u) const;
};

/// Other values that a design must hold under.
struct Future {
    std::string name;
    std::vector<std::string> settings;
};

/// left <= right of two multiples of factors, or a number.
struct Constraint {
    struct Side {
        double times = 1;
        std::string factor;  // empty: the number alone
        std::string unit;
    };
    Side left, right;
    std::string text;
};

enum class DesignKind : std::uint8_t { grid, one_at_a_time, latin_hypercube, sobol, list };
inline constexpr std::array<std::string_view, 5> design_names{"grid", "one at a time", "latin hypercube",
                                                              "sobol", "list"};

/// "Where is more no longer worth it": along one factor.
struct KneeAsked {
    std::size_t asked = 0;
    std::size_t along = 0;  // factor
    double share = 0.05;
};

struct SweepAsked {
    DesignKind kind = DesignKind::grid;
    std::vector<std::size_t> of;  // factors
    std::size_t points = 64;      // where the design does not say how many
    std::vector<std::vector<std::string>> list;
    std::vector<KneeAsked> knees;
    std::optional<double> precision;  // half-width over the mean of every metric, at most
};

struct Kept {
    std::string metric;     // as it is written
    std::size_t asked = 0;  // its place in what is asked
    Claimed target;
};

struct SearchAsked {
    bool cheapest = false;  // else the smallest
    std::vector<std::size_t> of;
    std::vector<Kept> keep;
    double confidence = 0.95;
    bool monotone = true;  // more of anything is never worse: what is proven of one design is of others
};

struct SensitivityAsked {
    std::vector<std::size_t> of;  // places in what is asked
    std::vector<std::size_t> factors;
    std::uint32_t trajectories = 0;  // of Morris
    std::uint32_t levels = 8;
    std::uint32_t points = 0;  // of Sobol'
    std::uint32_t most = 8;    // factors that go from the one to the other
};

/// All of it.
struct Design {
    std::vector<DesignFactor> factors;
    std::vector<Future> futures;  // at least one, which may change nothing
    std::vector<Constraint> constraints;
    std::vector<Claim> asked;  // claims of the study by their id, and metrics: levels of its first arm
    std::optional<SweepAsked> sweep;
    std::optional<SearchAsked> search;
    std::optional<SensitivityAsked> sensitivity;
};

/// A design point: the value of each factor it sets, by the place of the factor.
using DesignPoint = std::map<std::size_t, std::string>;

/// Whether a point meets all constraints between the factors it sets.
bool is_possible(const Design& design, const DesignPoint& point);

}  // namespace hanhlang
