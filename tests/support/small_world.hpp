// Small scenarios for tests, and what comes out of them: stories with exact times, metrics, whole outcomes.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "hanhlang/report/log.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// A scenario text around what a test says; everything in it is a guess.
inline std::string small(const std::string& body, const std::string& runs = "") {
    const std::string window = "{from: 2025-09-01, warm_up: 0 days, measure: 2 days, max_overrun: 10 days}";
    return fmt::format("source: guess\nruns: {}\n{}\n", runs.empty() ? window : runs, body);
}

inline Outcome outcome_of(const Scenario& scenario, const std::vector<std::string>& metrics,
                          std::uint32_t replications = 1, std::uint64_t seed = 1) {
    RunOptions options;
    options.replications = replications;
    options.seed = seed;
    options.farm.jobs = 2;
    bool complete = false;
    std::vector<Arm> arms;
    arms.push_back({"arm", scenario, metrics});
    return std::move(run_arms(std::move(arms), options, complete).front());
}

inline double metric_of(const std::string& text, const std::string& metric) {
    return outcome_of(load_text(text), {metric}).findings.front().estimate.value;
}

/// The text with every `what` replaced.
inline std::string replaced(std::string text, const std::string& what, const std::string& value) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + value.size()))
        text.replace(at, what.size(), value);
    return text;
}

/// What the first replication says at its end of who waits for whom for ever.
inline std::string deadlock_of(const std::string& text) {
    const Scenario scenario = load_text(text);
    return simulate(scenario, make_plan(scenario), {}, 1, 0).deadlock;
}

/// "closed desk 780": cause, where, minutes; one line for each stretch of a truck's trips.
inline std::vector<std::string> story_of(const std::string& text, const std::string& truck) {
    const Scenario scenario = load_text(text);
    Story story{parse_truck(scenario, truck)};
    simulate(scenario, make_plan(scenario), {}, 1, 0, &story);
    std::vector<std::string> lines;
    for (const Activity& a : story.activities) {
        lines.push_back(fmt::format("{} {} {:g}", to_string(a.cause), a.where, to_minutes(a.to - a.from)));
    }
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace hanhlang
