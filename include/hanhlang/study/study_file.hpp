// A study file names its arms, and what to run, to report and to claim of them.
// Rule: an arm is a scenario, or another arm with overlays and settings laid upon it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/scenario/document.hpp"
#include "hanhlang/study/claim.hpp"
#include "hanhlang/study/design.hpp"

namespace hanhlang {

/// What an arm is made of, once the arms it extends have been followed.
struct Recipe {
    std::filesystem::path file;
    std::vector<std::filesystem::path> overlays;
    std::vector<std::string> settings;
    std::vector<std::string> without;  // desks and papers that take no time; "desks", "papers": all of them
};

/// The scenario of a recipe, with more settings laid upon it. Throws InputError.
Scenario load(const Recipe& recipe, const std::vector<std::string>& more = {});
Node load_tree(const Recipe& recipe);

struct Study {
    struct Arm {
        std::string name;
        Scenario scenario;
        Recipe recipe;
    };
    std::filesystem::path file;
    std::vector<Arm> arms;  // the baseline first
    std::vector<std::string> metrics;
    std::optional<std::uint32_t> replications;
    std::optional<std::uint64_t> seed;
    std::optional<double> confidence;
    // of claims
    std::vector<Claim> claims;
    Looks looks;
    bool bonferroni = true;     // all claims of a family share its error; false: each has all of it
    bool independent = false;   // arms do not meet the same trucks
    std::uint32_t beside = 20;  // replications of what stands beside a verdict
    // of sweeps and searches
    std::optional<Design> design;
};

/// True when the file has arms, or varies something: it is a study and no scenario.
bool is_study(const std::filesystem::path& file);

/// Loads every arm with `settings` laid upon each; throws InputError with all problems of the study file.
Study load_study(const std::filesystem::path& file, const std::vector<std::string>& settings = {});

}  // namespace hanhlang
