// From files to a Scenario: extends, overlays, settings, and every problem at once.
// Rule: what load() returns can run; what cannot run throws InputError with all its problems.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/scenario/document.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// Loads `file` with everything it extends, then lays `overlays` and `settings` (path=value) upon it.
Scenario load(const std::filesystem::path& file, const std::vector<std::string>& settings = {},
              const std::vector<std::filesystem::path>& overlays = {});

/// The same for a text, as tests and the program's own files have it; `name` stands for the file in messages.
Scenario load_text(std::string_view text, const std::vector<std::string>& settings = {},
                   const std::string& name = "text");

/// Every stream of a loaded scenario has so many times the traffic.
void scale_traffic(Scenario& scenario, double times);

/// Every number that a scenario rests on, in the order of the file.
std::vector<Input> inputs(const std::filesystem::path& file, const std::vector<std::string>& settings = {},
                          const std::vector<std::filesystem::path>& overlays = {});

/// The settings that lay one draw of its uncertain inputs upon a scenario, whose tree this is: the same draw
/// for the same seed, number and name of the input.
std::vector<std::string> draw_uncertain(const Node& root, const Scenario& scenario, std::uint64_t seed,
                                        std::uint32_t number);

/// The settings that lay uncertain inputs upon it so far into their ranges, in (0, 1), by name; the others
/// stay.
std::vector<std::string> uncertain_at(const Node& root, const Scenario& scenario,
                                      const std::map<std::string, double>& points);

/// Where draw `number` of an input is in its range, in (0, 1).
double uncertain_point(const std::string& input, std::uint64_t seed, std::uint32_t number);

/// The tree of a file with all that it extends and what is laid upon it, before it is understood.
Node load_tree(const std::filesystem::path& file, const std::vector<std::string>& settings = {},
               const std::vector<std::filesystem::path>& overlays = {});

/// The one file that a file extends, if any.
std::optional<std::filesystem::path> extended(const std::filesystem::path& file);

/// JSON Schema (draft 2020-12) of a scenario file.
std::string scenario_schema();

}  // namespace hanhlang
