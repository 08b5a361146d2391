// Quantiles over time of a level, with every way a change can fall on the edges of the window.
#include "hanhlang/stats/time_at_levels.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace hanhlang;

TEST_CASE("a level that was 0 for 90 ms, 3 for 5 and 7 for 5 has its 95 % quantile at 3") {
    TimeAtLevels queue{0, 100};
    queue.add(40, 3);
    queue.add(45, 4);
    queue.add(50, -7);
    queue.close(100);
    CHECK(queue.quantile(0.5) == 0);
    CHECK(queue.quantile(0.9) == 0);
    CHECK(queue.quantile(0.91) == 3);
    CHECK(queue.quantile(0.95) == 3);
    CHECK(queue.quantile(0.96) == 7);
    CHECK(queue.quantile(1) == 7);
}

TEST_CASE("an exact share is exact for every per cent, however its product rounds") {
    for (int per_cent = 1; per_cent < 100; ++per_cent) {
        for (const std::int64_t ms : {1LL, 7LL, 864'000LL, 31'536'000'000LL}) {
            TimeAtLevels queue{0, 100 * ms};
            queue.set(per_cent * ms, 1);
            queue.close(100 * ms);
            CHECK(queue.quantile(per_cent / 100.0) == 0);
            CHECK(queue.quantile((per_cent + 0.5) / 100.0) == 1);
        }
    }
}

TEST_CASE("what happens outside the window, or takes no time, is not held") {
    TimeAtLevels queue{100, 200};
    queue.set(10, 9);
    queue.set(20, 4);
    queue.set(150, 50);
    queue.set(150, 2);
    queue.set(900, 80);
    queue.close(1000);
    CHECK(queue.quantile(0.5) == 2);
    CHECK(queue.quantile(1) == 4);
}

TEST_CASE("parts merge in any order into the whole") {
    TimeAtLevels a{0, 10}, b{0, 10};
    a.set(4, 5);
    b.set(8, 1);
    a.close(10);
    b.close(10);
    TimeAtLevels ab = a, ba = b;
    ab.merge(b);
    ba.merge(a);
    for (const double p : {0.1, 0.6, 0.61, 0.7, 0.71, 1.0}) CHECK(ab.quantile(p) == ba.quantile(p));
    CHECK(ab.quantile(0.6) == 0);  // 4 + 8 of 20 ms
    CHECK(ab.quantile(0.7) == 1);  // and 2 more
    CHECK(ab.quantile(0.71) == 5);
}

TEST_CASE("where no time has passed there is no quantile") {
    CHECK(std::isnan(TimeAtLevels{0, 10}.quantile(0.5)));
}
