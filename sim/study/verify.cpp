// The figures that theory knows, against the simulation.
#include "hanhlang/study/verify.hpp"

#include <fmt/format.h>

namespace hanhlang {

std::vector<std::string> expected_metrics(const Scenario& scenario, const Plan& plan) {
    if (!scenario.expected) return {};
    std::vector<std::string> metrics;
    std::vector<Problem> problems;
    for (const Expected::Figure& figure : scenario.expected->figures) {
        const std::string path = "expected.figures." + figure.metric;
        try {
            const Metric metric = parse_metrics(scenario, plan, {figure.metric}).front();
            if ((metric.unit == "h") != figure.is_time) {
                problems.push_back({figure.mark, path,
                                    figure.is_time ? "found a duration, but the metric is no time"
                                                   : "found no duration, but the metric is a time"});
            }
            metrics.push_back(figure.metric);
        } catch (const InputError& error) {
            for (const Problem& problem : error.problems())
                problems.push_back({figure.mark, path, problem.text});
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    return metrics;
}

std::vector<Check> verify_figures(const std::string& name, const Scenario& scenario, RunOptions options) {
    const std::vector<std::string> metrics = expected_metrics(scenario, make_plan(scenario));
    if (metrics.empty()) return {};
    const auto& figures = scenario.expected->figures;
    options.replications = static_cast<std::uint32_t>(*scenario.expected->replications);
    options.confidence = 0.95;
    bool complete = false;
    std::vector<Arm> arms;
    arms.push_back({name, scenario, metrics});
    const Outcome outcome = std::move(run_arms(std::move(arms), options, complete).front());
    if (!complete) return {};
    std::vector<Check> checks;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Estimate& e = outcome.findings[i].estimate;
        const double expected = figures[i].value;
        checks.push_back({name + "/" + figures[i].metric, expected, e.value, e.half_width,
                          e.value == expected ? 0 : (e.value - expected) / standard_error(e),
                          outcome.findings[i].metric.unit, agrees(e, expected) && is_sharp(e, expected),
                          false, agrees(e, expected) && !is_sharp(e, expected)});
    }
    return checks;
}

}  // namespace hanhlang
