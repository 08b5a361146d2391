// A Gaussian process through the mean responses of a few points, to say where to run next.
// Rule: it issues no verdict; a claim is judged by runs, and where the surface is not trusted, so is the
// rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hanhlang {

/// How the correlation of two points falls with their distance h in lengths (Rasmussen and Williams 2006,
/// "Gaussian Processes for Machine Learning", 4.2): (1 + sqrt(5) h + 5 h² / 3) e^(-sqrt(5) h), or e^(-h² / 2)
/// for what is smooth without end.
enum class Kernel : std::uint8_t { matern52, squared_exponential };

/// The mean far from all points: 0, or a constant estimated by generalised least squares.
enum class Trend : std::uint8_t { zero, constant };

struct SurfaceKind {
    Kernel kernel = Kernel::matern52;
    Trend trend = Trend::constant;
};

/// What was run: n points of d inputs, scaled by the caller to [0, 1]. `noise` is the variance of each mean
/// response, s² / replications, in squared units of `response`; 0 where it is known exactly.
struct SurfacePoints {
    std::vector<std::vector<double>> at;  // n times d
    std::vector<double> response;         // n
    std::vector<double> noise;            // n
};

/// Prior variance of the response about its trend, and how far each of the d inputs reaches; all above 0.
struct SurfaceParameters {
    double variance = 1;
    std::vector<double> lengths;
};

/// The mean response somewhere: normal, given the parameters. Noise of a further run is not in `variance`.
struct SurfaceValue {
    double mean;
    double variance;
};

/// Each point as the others predict it, with the trend estimated again and the parameters kept.
struct LeftOut {
    std::vector<double> errors;     // response less prediction
    std::vector<double> variances;  // of these errors, the point's own noise included
    double q2;  // 1 - sum of errors² / sum of squares about the mean; NaN where the response does not vary

    /// Whether 95 % of the errors are below 3 of their standard deviations and q2 is at least 0.9. If not,
    /// say so and use runs alone. It asks whether the surface predicts single points, so it also fails where
    /// noise is a tenth of what the response varies by.
    bool trusted() const;
};

class Surface {
 public:
    /// With parameters that are known. One point or more, all sizes in step, points in the unit cube, all
    /// numbers finite, noise not negative (assert). Noise below 10⁻¹⁰ of the variance counts as that much.
    Surface(SurfacePoints points, SurfaceKind kind, SurfaceParameters parameters);

    /// With the parameters that make the responses likeliest: lengths in [0.05, 5], variance within 10⁻⁴ and
    /// 10⁴ of what the responses vary by. Nelder and Mead 1965 from ten starts. The same seed gives the same
    /// bytes. Two points or more, below 256 inputs (assert). Takes about 0.1 s for 30 points of 2 inputs, 2 s
    /// for 100 of 4.
    static Surface fit(const SurfacePoints& points, SurfaceKind kind, std::uint64_t seed);

    const SurfaceParameters& parameters() const { return parameters_; }
    double trend() const { return trend_; }
    /// -r'K⁻¹r / 2 - log det(K) / 2 - n log(2 pi) / 2, r the responses less the trend and K their covariance
    /// (Rasmussen and Williams 2006, 2.30, with the trend at its estimate).
    double log_likelihood() const { return log_likelihood_; }

    /// Anywhere in the unit cube (assert). The variance has the term for a trend that is estimated (Sacks,
    /// Welch, Mitchell and Wynn 1989, "Design and analysis of computer experiments", 7; with noise Ankenman,
    /// Nelson and Staum 2010, "Stochastic kriging"), not that of parameters that are.
    SurfaceValue predict(const std::vector<double>& at) const;

    /// All n at once, without fitting again (Dubrule 1983, "Cross validation of kriging in a unique
    /// neighborhood"): e = (Q y)_i / Q_ii with variance 1 / Q_ii, Q = K⁻¹ - K⁻¹ 1 1' K⁻¹ / (1' K⁻¹ 1), or K⁻¹
    /// with no trend. Needs two points for an estimated trend (assert).
    LeftOut leave_one_out() const;
    bool trusted() const { return leave_one_out().trusted(); }

 private:
    // For other parameters, in the memory there is: a search does it thousands of times.
    void assume(SurfaceParameters parameters);
    void factorise();

    SurfacePoints points_;
    SurfaceKind kind_;
    SurfaceParameters parameters_;
    double trend_ = 0;
    double log_likelihood_ = 0;
    // L of the covariance K = L L', n times n by columns, only the lower half of it; L⁻¹ 1, empty without a
    // trend to estimate; and L⁻¹ r.
    std::vector<double> factor_;
    std::vector<double> white_ones_;
    std::vector<double> white_rest_;
};

/// Where a response may be on either side of a level, sd being that of the mean response: `sign` looks for
/// the smallest |mean - level| / sd, most likely to have the wrong sign but maybe known well; `straddle` for
/// the largest 1.96 sd - |mean - level| (Bryan, Schneider, Nichol, Miller, Genovese and Wasserman 2005,
/// "Active learning for identifying function level boundaries"), which prefers what is known badly.
enum class Doubt : std::uint8_t { sign, straddle };

/// Where to run next: the place among the candidates of the one the surface knows least, by its standard
/// deviation; or the one where it is least certain on which side of `level` the response is. The first of
/// equals. Candidates as for predict, at least one (assert).
std::size_t propose(const Surface& surface, const std::vector<std::vector<double>>& candidates);
std::size_t propose(const Surface& surface, const std::vector<std::vector<double>>& candidates, double level,
                    Doubt doubt = Doubt::straddle);

}  // namespace hanhlang
