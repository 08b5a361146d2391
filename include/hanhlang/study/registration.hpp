// Pre-registration: what a study was before it was run.
// Rule: whoever runs it sees whether study, scenarios and program are still what was registered.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hanhlang/study/study_file.hpp"

namespace hanhlang {

/// "study.registered" beside "study.yaml".
std::filesystem::path registration_file(const std::filesystem::path& study);

/// A line each: the version, the hash of the study file, and of the scenario of each arm.
std::string registration(const Study& study, const std::string& version);

struct RegistrationView {
    bool exists = false;
    std::vector<std::string> changed;  // what is no longer as it was registered; nothing: it was kept
    bool kept() const { return exists && changed.empty(); }
};

/// Holds the study against its registration, where there is one. Throws InputError when that cannot be read.
RegistrationView held_against_registration(const Study& study, const std::string& version);

}  // namespace hanhlang
