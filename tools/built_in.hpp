// Scenario files that are built into the program, from scenarios/templates and scenarios/theory.
#pragma once

#include <string>
#include <vector>

namespace hanhlang {

struct BuiltIn {
    std::string name;
    std::string text;
};

/// The commented files `hanhlang new` writes.
const std::vector<BuiltIn>& templates();

/// The queues `hanhlang verify` holds the simulation against.
const std::vector<BuiltIn>& theory();

}  // namespace hanhlang
