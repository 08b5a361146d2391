// The inverse of a distribution function without a closed form, at the price of one polynomial. Rule: never
// further than 1e-9 standard deviations from the exact inverse, increasing, and exact in the tails.
//
// Direct inversion costs 0.5 to 20 us, a table 5 to 10 ns. The smaller of u and 1 - u is cut into octaves and
// each octave into equal cells, so the cell is a shift of the bits of the number. In a cell stands the
// quintic that has the value, slope and curvature of the exact inverse at both ends. A cell whose quintic is
// not increasing (proved with Bernstein coefficients) or is off at its middle holds a straight line if that
// is near enough, else nothing: then, and below 2^-14 in either tail, the exact inverse is computed.
#pragma once

#include <cstdint>
#include <vector>

namespace hanhlang {

class InverseTable {
 public:
    enum class Law : std::uint8_t {
        gamma,             // shape a, scale 1; b unused
        beta,              // on [0, 1], both parameters
        hyperexponential,  // mean 1: with probability a a mean of 1/(2a), else 1/(2(1-a)); b unused
    };

    InverseTable(Law law, double a, double b);  // 1 to 3 ms; extreme shapes up to 30 ms

    double quantile(double u) const;                    // u in [0, 1]
    double quantile(double lower, double upper) const;  // lower + upper = 1, the smaller one exact
    double exact(double lower, double upper) const;     // the inverse the table stands for
    double cdf(double x) const;
    double survival(double x) const;

    double mean() const;
    double variance() const;
    double minimum() const { return 0; }
    double maximum() const;
    double exact_share() const { return exact_share_; }  // of the draws; the tails alone are 1.2e-4

 private:
    struct Cell {
        double c[6];  // value at t in [0, 1) of the cell; c[0] is NaN where the cell is left to the exact
                      // inverse
    };
    struct Knot {
        double value, slope, curvature;  // in the smaller tail p
    };

    Knot knot(double p, bool is_upper) const;
    Cell fit(const Knot& from, const Knot& to, double left, double right, bool is_upper,
             double tolerance) const;
    void build(unsigned bits);

    Law law_;
    double a_;
    double b_;
    unsigned shift_ = 0;
    std::uint64_t first_ = 0;  // bits of 2^-14, shifted
    std::uint64_t cells_ = 0;  // per side; the last one is the point p = 1/2
    double exact_share_ = 0;
    std::vector<Cell> table_;  // lower side, then upper side
};

}  // namespace hanhlang
