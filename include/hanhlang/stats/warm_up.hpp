// Whether output has reached a steady state, and from when on. Rule: that no steady state was found is an
// answer of its own, never a cut of some length.
//
// A series holds one number per interval: the mean of an hour of a system that knows no calendar, of a whole
// week where days and weeks repeat, or the cycle itself is taken for a trend. Values are finite (assert).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace hanhlang {

// The mean over replications, interval by interval: what a warm-up is read from. A cut chosen for each
// replication alone follows its noise, and arms cut apart are no longer pairs: cut all replications of all
// arms at the largest of the arms' cuts. At least one replication, of equal lengths (assert).
std::vector<double> mean_series(const std::vector<std::vector<double>>& replications);

// G(d) of d = 0 to floor(k / 2): the estimated squared standard error of the mean of what is left of k values
// without the first d, sum (z - mean)^2 / (k - d)^2 over the rest.
std::vector<double> mser_curve(const std::vector<double>& values);

struct SteadyState {
    std::size_t from;  // values to leave out at the beginning, a multiple of 5
    double mean;       // of the groups of five after them
};

// MSER-5 (White, Cobb and Spratt 2000, "A comparison of five steady-state truncation heuristics for
// simulation"): the series in groups of five, cut where G is least, the first such place. Nothing when no
// steady state was found, because G is least at half the series, the last place looked at, or because the
// series has fewer than 50 values. Values at the end that do not fill a group do not count.
std::optional<SteadyState> mser5(const std::vector<double>& series);

struct QueueTrend {
    double slope;              // trucks per cycle, the mean over replications of their least-squares slopes
    double t;                  // of the slopes against 0; infinite when all are the same, NaN when all are 0
    double growth;             // over the second half of the run, as a share of the mean queue in it
    bool queue_keeps_growing;  // t above the one-sided 0.1 % point and growth above 20 %
};

// One series per replication: the mean queue in each whole cycle (day or week) of the run. Looks at its
// second half, the middle cycle of an odd number left out. Both conditions are needed: many replications find
// any growth, few find large growth by chance. At least two replications, of equal lengths of at least 4
// (assert).
QueueTrend queue_trend(const std::vector<std::vector<double>>& replications);

}  // namespace hanhlang
