// The arms of claims, changed in some way and run again: more traffic, other drivers, other inputs.
// Rule: whatever is varied, all arms meet the same trucks and draws as before, and arms that mean the same
// are run once, whoever asks.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hanhlang/study/experiment.hpp"
#include "hanhlang/study/judge.hpp"
#include "hanhlang/study/study_file.hpp"

namespace hanhlang {

/// Settings that are laid upon each arm of the study, and traffic against what the arms say.
struct Variation {
    std::string name;
    std::map<std::size_t, std::vector<std::string>> settings;
    double traffic = 1;
};

/// What a claim measures under one of them.
struct Varied {
    Series series;
    std::string invalid;  // why nothing can be said; without a series, because the arms cannot be made so
    bool overloaded = false;

    bool cannot_run() const { return series.n() == 0 && !invalid.empty(); }
};

/// Arms of the study that a claim is about, the baseline first.
std::vector<std::size_t> arms_of(const Claim& claim);

/// Arms under variations, and what was run of them.
class VariedArms {
 public:
    /// `claims`: all that will ever be asked about. Study and claims must outlive this.
    VariedArms(const Study& study, std::vector<const Claim*> claims, RunOptions options);

    /// [variation][claim] for some of the claims, with so many replications of each; what was run before is
    /// not run again. `complete` says whether all was run.
    std::vector<std::vector<Varied>> run(const std::vector<const Claim*>& asked,
                                         const std::vector<Variation>& variations, std::uint32_t replications,
                                         bool& complete);

 private:
    void run_some(const std::vector<const Claim*>& asked, const Variation* first, std::size_t count,
                  std::uint32_t replications, std::vector<std::vector<Varied>>& all, bool& complete);
    std::size_t put(std::size_t arm, const Variation& variation, const std::vector<const Claim*>& asked);

    const Study& study_;
    std::vector<const Claim*> claims_;
    RunOptions options_;
    Experiment experiment_;
    std::map<std::string, std::size_t> known_;  // what an arm means, and where it stands
};

}  // namespace hanhlang
