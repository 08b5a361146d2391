// Does a verdict hold whatever the inputs are that nobody knows, and which of them should be measured first?
// Rule: a second word beside the verdict, never a change of it. Draws of the inputs are independent and the
// same in both arms; what chance adds within a draw is kept apart.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/vary.hpp"

namespace hanhlang {

/// What an uncertain input has to do with the effect over its draws.
struct InputInfluence {
    std::string input;
    double explained = 0;  // share of the variance of the effect, between quarters of its range (adjusted)
    double knowing = 0;    // more draws with the right verdict, as a share, if only it were known
    double low = 0;        // mean effect in the lowest and the highest quarter of its range
    double high = 0;
};

struct RobustView {
    bool plausible = false;
    std::size_t tried = 0;  // draws, of which
    std::size_t drawn = 0;  // are counted: plausible, where that is asked, and possible
    std::size_t supported = 0, refuted = 0, undecided = 0, invalid = 0;
    Interval share{};  // of draws in which it is supported; each end 95 % one-sided (Clopper and Pearson)
    double wanted = 0;
    std::string word;                    // "yes", "no", "unclear"
    double median = 0, p5 = 0, p95 = 0;  // of the effect, over draws
    double between = 0;                  // standard deviation between draws, without the noise within them
    double within = 0;                   // of chance, within a draw
    std::vector<double> effects;
    std::vector<InputInfluence> inputs;  // those that matter most for the verdict first
};

/// Of claims with the same arms and the same draws.
std::vector<RobustView> robustness(const Study& study, const std::vector<const Claim*>& claims,
                                   const RunOptions& options, bool& complete);

/// The reckoning alone: `effects` and `decisions` of draws whose inputs are at `points` [input][draw].
std::vector<InputInfluence> influence(const std::vector<std::string>& names,
                                      const std::vector<std::vector<double>>& points,
                                      const std::vector<double>& effects, const std::vector<bool>& supported);

}  // namespace hanhlang
