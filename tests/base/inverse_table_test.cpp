// The table keeps its promises: near the exact inverse, increasing, exact in the tails.
#include "hanhlang/base/inverse_table.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace hanhlang;

namespace {

struct Case {
    InverseTable::Law law;
    double a, b;
};

const std::vector<Case> cases{
    {InverseTable::Law::gamma, 0.05, 0},
    {InverseTable::Law::gamma, 0.5, 0},
    {InverseTable::Law::gamma, 1, 0},
    {InverseTable::Law::gamma, 2.5, 0},
    {InverseTable::Law::gamma, 400, 0},
    {InverseTable::Law::beta, 1, 5},
    {InverseTable::Law::beta, 1.0001, 4.9999},
    {InverseTable::Law::beta, 25 / 13.0, 53 / 13.0},
    {InverseTable::Law::beta, 3, 3},
    {InverseTable::Law::beta, 5, 1},
    {InverseTable::Law::hyperexponential, 0.5, 0},
    {InverseTable::Law::hyperexponential, 0.887298, 0},
    {InverseTable::Law::hyperexponential, 0.9999, 0},
};

}  // namespace

TEST_CASE("the table is within 1e-9 standard deviations of the exact inverse, and almost never needs it") {
    for (const Case& c : cases) {
        CAPTURE(static_cast<int>(c.law), c.a, c.b);
        const InverseTable table{c.law, c.a, c.b};
        double worst = 0;
        for (int i = 0; i < 3'001; ++i) {
            const double u = (i + 0.5) / 3'001;
            worst = std::max(worst, std::abs(table.quantile(u) - table.exact(u, 1 - u)));
        }
        for (double p = 0.4; p > 1e-4; p *= 0.93) {  // octaves of both tails
            worst = std::max(worst, std::abs(table.quantile(p) - table.exact(p, 1 - p)));
            worst = std::max(worst, std::abs(table.quantile(1 - p, p) - table.exact(1 - p, p)));
        }
        CHECK(worst < 1e-9 * std::sqrt(table.variance()));
        CHECK(table.exact_share() < 1e-3);
    }
}

TEST_CASE("the table increases inside cells, across their borders and into the tails") {
    for (const Case& c : cases) {
        CAPTURE(static_cast<int>(c.law), c.a, c.b);
        const InverseTable table{c.law, c.a, c.b};
        double last = -1;
        bool is_monotone = true;
        for (int i = 1; i < 200'000; ++i) {
            const double x = table.quantile(i / 200'000.0);
            is_monotone = is_monotone && x >= last;
            last = x;
        }
        CHECK(is_monotone);
        // A border falls between neighbouring numbers; there, rounding may take back a few units in the last
        // place.
        for (double border = 0x1p-14; border < 0.5; border *= 1 + 1 / 16.0) {
            const double below = table.quantile(border * (1 - 1e-14));
            CHECK(table.quantile(border) >= below - 1e-11 * std::sqrt(table.variance()));
        }
    }
}

TEST_CASE("the tails and the ends of the table are exact") {
    for (const Case& c : cases) {
        const InverseTable table{c.law, c.a, c.b};
        for (double p : {1e-5, 1e-9, 0x1p-53}) {
            CHECK(table.quantile(p) == table.exact(p, 1 - p));
            CHECK(table.quantile(1 - p, p) == table.exact(1 - p, p));
        }
        CHECK(table.quantile(0) == 0);
        CHECK(table.quantile(1) == table.maximum());
        CHECK(table.quantile(0.5) == table.exact(0.5, 0.5));
    }
}
