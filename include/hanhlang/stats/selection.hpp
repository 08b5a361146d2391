// The best of several systems by its mean: how often to run which, and when to stop.
// Rule: what differs by less than the indifference is as good; what differs by more is told apart with the
// stated probability.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "hanhlang/stats/tally.hpp"

namespace hanhlang {

enum class Aim : std::uint8_t { minimise, maximise };

/// Constants of the procedure KN (Kim and Nelson 2001, "A fully sequential procedure for indifference-zone
/// selection in simulation"): eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2 and h2 = 2 eta (n0 - 1).
/// For any dependence between systems. k at least 2 systems, n0 at least 2 rounds before the first look,
/// alpha in (0, 1 - 1/k): below, guessing is as good (assert).
struct KnConstants {
    double eta;
    double h2;
};
KnConstants kn_constants(std::size_t systems, std::size_t first_stage, double alpha);

/// How far a mean may be behind another after so many rounds and not be dropped, in units of the values:
/// max(0, delta / (2 r) (h2 S2 / delta^2 - r)), where S2 is the variance of the difference of the two systems
/// over the first stage. With the sum of their variances instead, common random numbers would save nothing.
double kn_margin(double h2, double variance_of_difference, double indifference, std::size_t rounds);

/// Indifference is in units of the values and above 0: the smallest difference that matters.
struct KnPlan {
    std::size_t systems = 2;
    std::size_t first_stage = 20;
    double indifference = 0;
    double alpha = 0.05;
    Aim aim = Aim::minimise;
};

/// KN, fed one round of observations at a time. The system left is the best with probability 1 - alpha if it
/// is better than all others by the indifference, for normal observations, independent from round to round
/// and with any dependence within one (the random numbers of a round may and should be common).
class KimNelson {
 public:
    explicit KimNelson(const KnPlan& plan);

    /// One finite value of each survivor, in the order of survivors() (assert); not after one is selected
    /// (assert). From the first stage on, drops all that are behind another survivor by more than the margin;
    /// of two that are equal where the margin is 0, the later.
    void add(const std::vector<double>& values);

    /// Numbers of the systems, from 0, rising.
    const std::vector<std::size_t>& survivors() const { return survivors_; }
    std::optional<std::size_t> selected() const;
    std::size_t rounds() const { return rounds_; }
    /// Values taken of all systems together.
    std::size_t observations() const { return observations_; }
    /// The round after which a system was dropped; nothing of a survivor.
    std::optional<std::size_t> dropped_after(std::size_t system) const;
    double mean(std::size_t system) const;
    /// Sample variance of the difference of two systems over the first stage; NaN below two rounds.
    double variance_of_difference(std::size_t i, std::size_t l) const;
    /// The round in which one is selected at the latest, max(n0, ceil(h2 S2 / delta^2)) over the pairs of
    /// survivors. Not before the end of the first stage (assert).
    std::size_t rounds_at_most() const;

 private:
    bool is_behind(std::size_t i, std::size_t l) const;
    void screen();

    KnPlan plan_;
    double h2_;
    std::size_t rounds_ = 0;
    std::size_t observations_ = 0;
    std::vector<std::size_t> survivors_;
    std::vector<std::optional<std::size_t>> dropped_;
    std::vector<Tally> systems_;
    std::vector<Tally> differences_;  // of i and l > i at i k + l
};

/// Rinott's h (Rinott 1978, "On two-stage selection procedures and related probability-inequalities"):
///     P* = E_y[ (E_x Phi(h / sqrt(v (1/x + 1/y))))^(k - 1) ],   x, y chi-squared of v = n0 - 1 degrees,
/// to about 1e-10. For independent systems. k and n0 at least 2, p_star in (1/k, 1) (assert).
double rinott_h(std::size_t systems, std::size_t first_stage, double p_star);

/// Observations in both stages together, max(n0, ceil((h sd / delta)^2)), of a system whose first stage has
/// this sample standard deviation. Indifference above 0 (assert).
std::size_t rinott_size(double h, double sd, double indifference, std::size_t first_stage);

/// Shares of a budget of `total` observations, not rounded, that make it likeliest to pick the best: OCBA
/// (Chen, Lin, Yücesan and Chick 2000, "Simulation budget allocation for further enhancing the efficiency of
/// ordinal optimization"). N_i ~ (s_i / d_i)^2 with d_i the distance to the best mean, at least the
/// indifference, and N_b = s_b sqrt(sum (N_i / s_i)^2) of the best, the first of equals. Even where nobody
/// but the best varies. For independent systems: it does not know of common random numbers. Means and sds of
/// equal sizes, not empty, total at least 0, indifference above 0 (assert).
std::vector<double> ocba(const std::vector<double>& means, const std::vector<double>& sds, double total,
                         double indifference, Aim aim);

}  // namespace hanhlang
