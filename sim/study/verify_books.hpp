// Replications with their books beside them, for the laws of verify.
#pragma once

#include <memory>
#include <vector>

#include "hanhlang/study/audit.hpp"
#include "hanhlang/study/verify.hpp"

namespace hanhlang {

/// What one replication says of itself, and what its facts say of it.
struct Books {
    Result result;
    std::unique_ptr<Audit> audit;
};

/// Replications 0, 1, …; empty when interrupted.
inline std::vector<Books> keep_books(const Scenario& scenario, const Plan& plan,
                                     const std::vector<Metric>& metrics, const RunOptions& options) {
    std::vector<Books> books(options.replications);
    const bool complete = run_tasks(options.farm, books.size(), [&](std::size_t i) {
        books[i].audit = std::make_unique<Audit>(scenario);
        books[i].result = simulate(scenario, plan, metrics, options.seed, static_cast<std::uint32_t>(i),
                                   books[i].audit.get());
    });
    if (!complete) books.clear();
    return books;
}

/// Whether a truck that is through at this desk can always go on, so that its officers never stand blocked.
inline bool never_blocks(const Scenario& s) {
    return std::none_of(s.places.begin(), s.places.end(),
                        [](const Place& p) { return p.yard.has_value(); }) &&
           std::none_of(s.roads.begin(), s.roads.end(), [](const Road& r) { return r.holds.has_value(); });
}

/// Where Poisson arrivals meet, first and alone, a yard that turns away or the one desk of a team of one.
std::vector<Check> verify_pasta(const std::string& name, const Scenario& scenario, RunOptions options);

}  // namespace hanhlang
