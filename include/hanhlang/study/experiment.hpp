// Arms that are run side by side, a few replications after the others, as far as anybody wants.
// Rule: results count in the order of replications, whatever thread finished first, and what has been run is
// not run again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

class Experiment {
 public:
    /// Throws InputError with every metric that an arm does not have. `options.replications` is not used.
    Experiment(std::vector<Arm> arms, RunOptions options);
    Experiment(Experiment&&) noexcept;
    Experiment& operator=(Experiment&&) noexcept;
    ~Experiment();

    /// One more arm, after those there are.
    void add(Arm arm);

    /// Runs what is missing of replications 0 … to - 1 of these arms. False when it was stopped: then
    /// each arm has as many as all of these have without a gap.
    bool run(const std::vector<std::size_t>& arms, std::uint32_t to);
    bool run_all(std::uint32_t to);

    std::size_t size() const;
    const Arm& arm(std::size_t i) const;
    const Plan& plan(std::size_t i) const;
    std::uint32_t replications(std::size_t i) const;
    const Result& result(std::size_t i, std::uint32_t replication) const;
    /// The place of a metric among those the arm was asked for.
    std::size_t metric(std::size_t i, std::string_view name) const;
    const std::vector<Metric>& metrics(std::size_t i) const;
    /// A quantile of all that was observed in all replications; NaN of other metrics.
    double pooled(std::size_t i, std::size_t metric) const;
    /// How many it is of, and whether it is exact.
    std::size_t count(std::size_t i, std::size_t metric) const;
    bool is_exact(std::size_t i, std::size_t metric) const;

    /// What became of an arm, which is spent.
    Outcome take(std::size_t i);

 private:
    struct ArmState;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hanhlang
