// A study file names its arms, and what to run and to report of them.
// Rule: an arm is a scenario, or another arm with overlays and settings laid upon it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// What an arm is made of, once the arms it extends have been followed.
struct Recipe {
    std::filesystem::path file;
    std::vector<std::filesystem::path> overlays;
    std::vector<std::string> settings;
};

struct Study {
    struct Arm {
        std::string name;
        Scenario scenario;
        Recipe recipe;
    };
    std::vector<Arm> arms;  // the baseline first
    std::vector<std::string> metrics;
    std::optional<std::uint32_t> replications;
    std::optional<std::uint64_t> seed;
    std::optional<double> confidence;
};

/// True when the file has arms: it is a study and no scenario.
bool is_study(const std::filesystem::path& file);

/// Loads every arm with `settings` laid upon each; throws InputError with all problems of the study file.
Study load_study(const std::filesystem::path& file, const std::vector<std::string>& settings = {});

}  // namespace hanhlang
