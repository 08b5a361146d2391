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

TEST_CASE("of a road that is not paved a part takes longer") {
    const Link rough{0, 1, Length{90}, Speed{45}, Share{0}, Share{0.5}};
    CHECK(driving_time(rough, {.unpaved_speed = Factor{0.5}}) == 3h);
    CHECK(driving_time(rough, {}) == 2h);
}

TEST_CASE("a road that does not bear a truck is no way for it, however long the other") {
    Drawing net{"a --10km@60-- b", "a --90km@60-- c --90km@60-- b"};
    std::vector<Link> links = net.network.links();
    links[0].gross = Mass{12};
    const Network limited{3, links};
    CHECK(limited.best(0, 1, {})->size() == 1);
    CHECK(limited.best(0, 1, {.gross = Mass{32}})->size() == 2);
    CHECK(!limited.link_between(0, 1, {.gross = Mass{32}}));
    links[1].axles = 5;
    const Network both{3, links};
    CHECK(!both.best(0, 1, {.gross = Mass{32}, .axles = 6}));
    CHECK(both.best(0, 1, {.gross = Mass{32}, .axles = 5}));
}

TEST_CASE("where time has a cost the best way is the cheapest") {
    Drawing net{"a --60km@60-- b", "a --60km@30-- c --1km@60-- b"};
    std::vector<Link> links = net.network.links();
    links[0].toll = MoneyByRoad{0.2};  // 12 USD, against an hour
    const Network tolled{3, links};
    CHECK(tolled.best(0, 1, {.hour = MoneyRate{20}})->size() == 1);
    CHECK(tolled.best(0, 1, {.hour = MoneyRate{10}})->size() == 2);
}

TEST_CASE("the best few ways are in order, without loops, and all there are") {
    const Drawing net{"a --10km@60-- b --10km@60-- d", "a --15km@60-- c --15km@60-- d", "b --1km@60-- c"};
    const auto ways = net.network.best_few(0, 2, {}, 10);
    // a b d 20, a b c d 26, a c b d 26, a c d 30 km
    REQUIRE(ways.size() == 4);
    const auto km = [&](std::size_t i) {
        double sum = 0;
        for (const std::uint32_t link : ways[i]) sum += net.network.links()[link].length.value;
        return sum;
    };
    CHECK(km(0) == 20);
    CHECK(km(1) == 26);
    CHECK(km(2) == 26);
    CHECK(km(3) == 30);
    CHECK(net.network.best_few(0, 2, {}, 2).size() == 2);
    CHECK(net.network.best_few(0, 0, {}, 2).empty());
}
