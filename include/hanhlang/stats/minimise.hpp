// The lowest place of a function near a start, without derivatives. Rule: a local minimum only; whoever wants
// the lowest of all starts in several places.
#pragma once

#include <functional>
#include <vector>

namespace hanhlang {

struct Minimum {
    std::vector<double> at;
    double value;
};

/// Nelder and Mead 1965, "A simplex method for function minimization", with the rules of Lagarias, Reeds,
/// Wright and Wright 1998, "Convergence properties of the Nelder-Mead simplex method in low dimensions", for
/// one variable or more (assert). The first simplex is `start` and a `step` (above 0, assert) from it along
/// each variable. Ends where all corners are within 1e-4 of the best along each variable and their values
/// within 1e-8, or after 200 turns for each variable. Values may be +infinity, never NaN.
Minimum minimise(const std::function<double(const std::vector<double>&)>& value_at,
                 const std::vector<double>& start, double step);

}  // namespace hanhlang
