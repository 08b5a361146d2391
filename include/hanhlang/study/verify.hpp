// Is the simulator right? Figures that theory knows, and laws that hold in every run.
// Rule: a figure passes when it lies inside the 1 - 10⁻⁵ interval around the known answer and its 95 %
// half-width is at most 2 % of it: close enough to be wrong. A law passes when both sides are equal.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

struct Check {
    std::string name;  // "mm1/desk.counter.wait.mean"
    double expected = 0;
    double simulated = 0;
    double half_width = 0;  // 95 %; 0 where both sides must be equal
    double z = 0;  // distance in standard errors; 0 when equal, infinite when not and there is no error
    std::string unit;
    bool passes = false;
    bool exact = false;  // a law: both sides must be equal
    bool blunt = false;  // agrees, but its half-width is too wide to be wrong
};

/// The metrics of the figures a scenario expects, in their order. Throws InputError for one that the scenario
/// does not have, or that has another unit than its figure.
std::vector<std::string> expected_metrics(const Scenario& scenario, const Plan& plan);

/// The figures the scenario expects, each as a check named `name`/METRIC; `options.replications` is not used.
/// Throws InputError for a metric the scenario does not have, or one of another unit.
std::vector<Check> verify_figures(const std::string& name, const Scenario& scenario, RunOptions options);

/// The laws of any scenario, on a short run of it: conservation of trucks, time that goes forward, Little's
/// law at every place and desk, officers' time at work, the arm against itself, a desk nobody visits; and,
/// where Poisson arrivals meet a single officer or a full yard first after a warm-up, PASTA (Wolff 1982),
/// over replications.
std::vector<Check> verify_laws(const std::string& name, const Scenario& scenario, RunOptions options);

}  // namespace hanhlang
