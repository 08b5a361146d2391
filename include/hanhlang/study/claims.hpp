// Judges the claims of a study.
// Rule: all claims are looked at together; the first look that decides one is final for it, and arms that
// nobody needs any more are not run on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/study/beside.hpp"
#include "hanhlang/study/bundle.hpp"
#include "hanhlang/study/registration.hpp"
#include "hanhlang/study/robustness.hpp"
#include "hanhlang/study/tipping.hpp"

namespace hanhlang {

/// A claim, its verdict, and what stands beside it.
struct Judged {
    const Claim* claim = nullptr;
    ClaimVerdict verdict;
    Series series;  // of all replications of its arms; the first `verdict.n` were judged
    std::optional<ClaimBeside> beside;
    std::optional<RobustView> robust;
    std::optional<TippingView> tipping;
    std::optional<BundleView> bundle;
    // numbers that both arms rest on, and how many of them are guesses
    std::size_t numbers = 0;
    std::size_t guesses = 0;
};

struct ClaimsRun {
    std::vector<Judged> claims;  // in the order of the study
    RegistrationView registration;
    std::uint64_t seed = 0;
    std::uint64_t trips = 0;
    bool complete = true;  // false: it was stopped, and nothing is said
};

struct ClaimsOptions {
    RunOptions run;
    bool verdicts_only = false;
    std::string version;
    std::function<void(const std::string&)> stage;  // what is run from here on
};

ClaimsRun judge_claims(const Study& study, const ClaimsOptions& options);

/// The verdicts alone, of claims on arms that are given; for tests of the rules themselves.
std::vector<ClaimVerdict> judge_all(const Study& study, Experiment& experiment, double confidence,
                                    bool& complete);

}  // namespace hanhlang
