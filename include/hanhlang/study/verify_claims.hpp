// Are verdicts right as often as they say? Whole studies of pairs whose effect theory knows, again and again
// with other seeds, through the same looks, runs and judges as any study.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/claims.hpp"

namespace hanhlang {

/// A claim about a pair of queues whose reduction is known.
struct KnownPair {
    std::string name;
    Study study;               // two arms, one claim
    double reduction = 0;      // that theory knows
    bool is_true = false;      // the claim
    bool on_the_edge = false;  // the reduction is an edge of what is claimed: no verdict can be wrong but the
                               // one that says it is beyond
};

std::vector<KnownPair> known_pairs();

struct ClaimCheck {
    std::string name;
    double reduction = 0;
    std::string claimed;
    int runs = 0;
    int supported = 0, refuted = 0, undecided = 0, invalid = 0;
    int on_the_edge = 0;  // of the undecided, those that say so
    int wrong = 0;
    int most_wrong = 0;       // of a rule that is wrong one time in twenty, but for one time in ten thousand
    double replications = 0;  // pairs, in the mean
    bool passes = false;
};

/// Judges each pair so many times, with seeds that follow from `options.seed`. `naive`: instead a plain 95 %
/// interval after every replication, of one pair that is on the edge; it must fail.
std::vector<ClaimCheck> verify_claims(int runs, const RunOptions& options, bool naive = false);

}  // namespace hanhlang
