// Inputs that we do not know, with their ranges; kept apart from chance.
// Rule: a scenario runs with what it says; who studies it draws from the ranges, one draw for a whole run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"

namespace hanhlang {

/// A law of factors, in per cent.
struct FactorLaw {
    Distribution per_cent = Distribution::constant(100);
};

/// One thing that is not known: values on the paths below it are multiplied, or set, all together.
struct Uncertain {
    std::string name;
    Mark mark;
    std::vector<std::string> paths;   // of keys; `*` stands for every entry of a section
    std::optional<FactorLaw> factor;  // of what is said there
    std::vector<std::string> values;  // or one of these instead, each as likely
};

}  // namespace hanhlang
