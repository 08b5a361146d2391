// Levels over a window of milliseconds, with every way a change can fall on its edges.
#include "hanhlang/stats/time_average.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace hanhlang;

TEST_CASE("a level that goes 0, 1, 3, 2, 0 at 0, 2, 5, 6, 9 averages 1.2 over ten") {
    TimeAverage queue{0, 10};
    queue.add(2, 1);
    queue.add(5, 2);
    queue.add(6, -1);
    queue.add(9, -2);
    CHECK(queue.average(10) == 1.2);
    CHECK(queue.maximum() == 3);
    CHECK(queue.level() == 0);
    CHECK(queue.average(25) == 1.2);
}

TEST_CASE("changes outside the window move the level and nothing else") {
    TimeAverage queue{100, 200};
    queue.add(10, 9);
    queue.add(20, -5);  // 4 at the start
    queue.add(150, -2);
    queue.add(200, 50);  // the window ends before 200
    queue.add(900, 1);
    CHECK(queue.level() == 53);
    CHECK(queue.average(1000) == 3);
    CHECK(queue.maximum() == 4);
}

TEST_CASE("a level held through the whole window without a change is its average and its maximum") {
    TimeAverage queue{100, 200};
    queue.add(10, 4);
    CHECK(queue.maximum() == 4);
    CHECK(queue.average(150) == 4);
    CHECK(queue.average(200) == 4);
    queue.add(300, -4);
    CHECK(queue.average(300) == 4);
    CHECK(queue.maximum() == 4);
    CHECK(TimeAverage(0, 10, 7).average(5) == 7);
}

TEST_CASE("a level held for no time counts to the maximum and not to the average") {
    TimeAverage queue{0, 10};
    queue.add(5, 7);
    queue.add(5, -7);
    CHECK(queue.maximum() == 7);
    CHECK(queue.average(10) == 0);
}

TEST_CASE("a level that ends in the moment the window opens is not in the window") {
    TimeAverage queue{100, 200};
    queue.add(50, 9);
    queue.add(100, -8);
    CHECK(queue.maximum() == 1);
    CHECK(queue.average(200) == 1);
}

TEST_CASE("before the window opens there is no average") {
    TimeAverage queue{100, 200};
    queue.add(50, 9);
    CHECK(std::isnan(queue.average(100)));
    CHECK(queue.average(101) == 9);
}

TEST_CASE("times before 1970 are times") {
    TimeAverage queue{-100, 100};
    queue.add(-200, 1);
    queue.add(-50, 1);
    CHECK(queue.average(100) == 1.75);
}
