// Tables of plain text, and numbers as people read them.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/stats/interval.hpp"

namespace hanhlang {

/// Rows of cells, the first row is the heading; the first column to the left, the others to the right.
std::string table(const std::vector<std::vector<std::string>>& rows);

/// A number with so many digits; never "-0.0".
std::string fixed(double value, int digits);

/// "12.3 %" of a share, "–" of what is unknown.
std::string percent(double share, int digits = 1);

/// "1.2 … 3.4 %" of an interval of shares.
std::string range(const Interval& interval);

/// A field of a CSV file, in quotes where it must be.
std::string csv(const std::string& text);

/// "3.27", "–" of what is unknown.
std::string hours(double value);

}  // namespace hanhlang
