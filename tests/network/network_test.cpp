#include "hanhlang/network/network.hpp"

#include <catch2/catch.hpp>

#include "support/drawing.hpp"

using namespace hanhlang;

TEST_CASE("the quickest way is by time, not by length") {
    const Drawing net{"a --60km@60-- b --60km@60-- c", "a --80km@30-- c"};
    CHECK(net.way("a", "c") == "a-b b-c");
    CHECK(net.way("c", "a") == "b-c a-b");
}

TEST_CASE("there is no way to an island, and no distance to oneself") {
    const Drawing net{"a --60km@60-- b", "c --1km@10-- d"};
    CHECK(net.way("a", "d") == "none");
    CHECK(net.way("a", "a").empty());
}

TEST_CASE("a kind of truck may take another way") {
    const Drawing net{"a --100km@80-- c", "a --60km@50-- b --20km@50-- c"};
    CHECK(net.way("a", "c") == "a-c");
    CHECK(net.way("a", "c", Pace{.top_speed = Speed{50}}) == "a-b b-c");
}

TEST_CASE("driving time is length over speed, less for a gradient, never above the top speed") {
    const Link level{0, 1, Length{90}, Speed{45}, Share{0}};
    const Link steep{0, 1, Length{90}, Speed{45}, Share{0.05}};
    CHECK(driving_time(level, {}) == 2h);
    CHECK(driving_time(level, {.factor = Factor{1.25}}) == 96min);
    CHECK(driving_time(level, {.top_speed = Speed{30}}) == 3h);
    CHECK(driving_time(steep, {.gradient_loss = Share{0.04}}) == 150min);  // 5 × 4 % slower: 36 km/h
    CHECK(driving_time(steep, {.gradient_loss = Share{0.5}}) == 20h);      // a tenth of the speed is left
}

TEST_CASE("of parallel roads the quicker one is driven") {
    const Drawing net{"a --60km@60-- b", "a --40km@60-- b"};
    CHECK(net.network.link_between(0, 1, {}) == 1);
}
