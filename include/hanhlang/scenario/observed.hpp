// Figures that somebody published of the real border, and how near a simulation must come to each.
// Rule: a figure is used to fit inputs or to check the result, never both.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hanhlang/base/error.hpp"
#include "hanhlang/base/units.hpp"

namespace hanhlang {

/// A number as it is written, with its unit. What the unit must be, the metric says.
struct Amount {
    double number = 0;
    std::string unit;
    Mark mark;
    std::string path;    // of keys
    std::string source;  // who vouches for it
};

/// A number and any unit; throws std::invalid_argument.
Amount parse_amount(std::string_view text);

/// The amount in the unit of a metric ("h", "km", "t per day", "trucks", "" of a share, …), or nothing when
/// it has another one. With `spacing`, what one truck takes of a road, a length counts trucks. A year has 365
/// days.
std::optional<double> amount_in(const Amount& amount, std::string_view unit,
                                const std::optional<Length>& spacing = {});

/// "a duration such as 6 h": what an amount in this unit looks like.
std::string amount_example(std::string_view unit);

/// What is accepted: a value and how far from it, a range, or one side of it.
struct Accepted {
    std::optional<Amount> value;
    std::optional<Amount> within;  // "10 %" of the value, or absolute; "10 pp" of a share
    std::optional<std::array<Amount, 2>> between;
    std::optional<Amount> at_least;
    std::optional<Amount> at_most;
};

/// The same of a relative change, such as -45 %.
struct Change {
    Mark mark;
    Accepted accepted;
};

struct MetricName {
    std::string text;
    Mark mark;
};

struct AgainstFile {
    std::string path;  // as this process finds it
    Mark mark;
};

/// A time release study: a CSV file with a row for each dossier and its timestamps T0 (arrival), T1
/// (declaration), T2 (approval) and T3 (removal). The figure is a statistic of the time between two of them.
struct ReleaseStudy {
    Mark mark;
    AgainstFile file;
    std::string from = "T0";
    std::string to = "T3";
    std::string statistic = "mean";  // or p50, p90, …
};

/// The statistic in hours, of the rows that have both timestamps; adds what is wrong with the file, by line.
std::optional<double> hours_of(const ReleaseStudy& study, std::vector<Problem>& problems);

struct Observed {
    std::string name;
    Mark mark;
    enum class Use : std::uint8_t { fit, check };
    enum class Grade : std::uint8_t { measured, official, claim, derived, weak };
    MetricName metric;
    Accepted accepted;
    std::optional<ReleaseStudy> release_study;  // gives the value
    std::optional<Length> spacing;              // of trucks in a queue, where the figure is its length
    std::optional<AgainstFile> against;         // the figure is a change from that scenario to this one
    std::optional<Change> change;
    Use use = Use::check;
    std::int64_t year = 0;
    std::string regime;  // then in force, such as "one stop"
    Grade grade = Grade::weak;
};
std::string_view to_string(Observed::Use use);
std::string_view to_string(Observed::Grade grade);

}  // namespace hanhlang
