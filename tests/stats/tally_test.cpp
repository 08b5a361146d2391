// Tallies of small lists whose answers are known.
#include "hanhlang/stats/tally.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace hanhlang;

namespace {

Tally tally_of(const std::vector<double>& values) {
    Tally tally;
    for (double value : values) tally.add(value);
    return tally;
}

}  // namespace

TEST_CASE("merged tallies are the tally of all values") {
    Tally tally = tally_of({1, 2, 3, 4});
    tally.merge(tally_of({10, 20, 30}));
    CHECK(tally.count() == 7);
    CHECK(tally.mean() == Approx(10).epsilon(1e-15));
    CHECK(tally.variance() == Approx(730 / 6.0).epsilon(1e-14));
    CHECK(tally.sd() == Approx(std::sqrt(730 / 6.0)).epsilon(1e-14));
    CHECK(tally.sum() == 70);
    CHECK(tally.minimum() == 1);
    CHECK(tally.maximum() == 30);
}

TEST_CASE("a large offset does not eat the variance") {
    const Tally tally = tally_of({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
    CHECK(tally.variance() == 30);
    CHECK(tally.mean() == 1e9 + 10);
}

TEST_CASE("equal values have exactly no variance") {
    CHECK(tally_of({0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}).variance() == 0);
    CHECK(tally_of({0.1, 0.1, 0.1}).mean() == 0.1);
}

TEST_CASE("what is not known yet is not a number") {
    Tally tally;
    CHECK(std::isnan(tally.mean()));
    tally.add(3);
    CHECK(tally.mean() == 3);
    CHECK(std::isnan(tally.variance()));
}

TEST_CASE("merging with nothing changes nothing") {
    Tally tally = tally_of({1, 2, 4});
    tally.merge(Tally{});
    CHECK(tally.count() == 3);
    Tally empty;
    empty.merge(tally);
    CHECK(empty.variance() == tally.variance());
    CHECK(empty.minimum() == 1);
}
