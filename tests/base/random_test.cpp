// The generator against Random123's known-answer vectors, the stream layout, and pinned production draws.
#include "hanhlang/base/random.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace hanhlang;

using Words = std::array<std::uint32_t, 4>;

TEST_CASE("Philox4x32-10 gives the known answers of Random123") {
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a counter of plain numbers gives the words and uniforms of the layout table") {
    struct Row {
        std::uint64_t seed;
        std::uint32_t replication, entity, purpose, block;
        Words words;
        double first, second;
    };
    const std::vector<Row> rows{
        {20260101,
         0,
         0,
         0,
         0,
         {0x6d39236d, 0x8af7b285, 0x7f8c6942, 0xb6a7230f},
         0.42665311264406014,
         0.49823625448939579},
        {20260101,
         0,
         17,
         3,
         0,
         {0xf5d3174c, 0x1adf766a, 0xde0e488a, 0x891d129f},
         0.96025224311858703,
         0.86740544683663179},
        {20260101,
         0,
         17,
         3,
         1,
         {0x1399953f, 0x33ad317c, 0x8c45592b, 0x6f03175b},
         0.07656224053396421,
         0.54793317137138009},
        {20260101,
         1,
         17,
         3,
         0,
         {0xf984c964, 0x6b0e7fa0, 0x1d696491, 0x77c9b177},
         0.97468241407028156,
         0.11488941718542989},
        {0x123456789abcdef0,
         7,
         1000000,
         12,
         0,
         {0x7b8f4090, 0x31f932b7, 0x86de97bf, 0x78a8aeac},
         0.48265460510626645,
         0.52683399605362757},
    };
    for (const Row& row : rows) {
        const auto words =
            philox({row.block, row.purpose, row.entity, row.replication},
                   {static_cast<std::uint32_t>(row.seed), static_cast<std::uint32_t>(row.seed >> 32)});
        CHECK(words == row.words);
        CHECK(unit_interval(words[0], words[1]) == row.first);
        CHECK(unit_interval(words[2], words[3]) == row.second);
    }
}

TEST_CASE("mix64 of the golden-ratio steps is the SplitMix64 sequence of seed 0") {
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15U;
    CHECK(mix64(golden) == 0xe220a8397b1dcdafU);
    CHECK(mix64(2 * golden) == 0x6e789e6aa1b965f4U);
    CHECK(mix64(3 * golden) == 0x06c45d188009454fU);
}

TEST_CASE("a uniform number is strictly inside (0, 1) for the most extreme words") {
    CHECK(unit_interval(0, 0) == 0x1p-53);
    CHECK(unit_interval(~0U, ~0U) == 1 - 0x1p-53);
    CHECK(unit_interval(~0U, ~0U) < 1);
    CHECK(unit_interval(0x80000000U, 0) == 0.5 + 0x1p-53);
}

TEST_CASE("the key of a purpose and the draws under it are pinned") {
    CHECK(hash64("") == mix64(0xcbf29ce484222325U));
    CHECK(hash64("a") == mix64(0xaf63dc4c8601ec8cU));  // FNV-1a's published value for "a"
    CHECK(hash32("lao_bao") == static_cast<std::uint32_t>(hash64("lao_bao")));
    const Purpose service{20260101, "service"};
    const Subject truck{hash32("lao_bao"), 17, 3};
    CHECK(truck.source == 0x92b6f999U);
    CHECK(service.key() == PhiloxKey{0x780302de, 0xc97d38a3});
    CHECK(uniform(service, truck, 0, 0) == 0.022556489102098065);
    CHECK(uniform(service, truck, 2, 0) == 0.18810114085420271);
    CHECK(uniform(service, truck, 2, 1) == 0.62533989100978171);
}

TEST_CASE("each part of the address moves the draw, and nothing else does") {
    const Purpose service{1, "service"};
    const Subject truck{hash32("trucks"), 17, 3};
    const double u = uniform(service, truck);
    CHECK(uniform(Purpose{1, "service"}, truck) == u);
    CHECK(uniform(Purpose{2, "service"}, truck) != u);
    CHECK(uniform(Purpose{1, "inspection"}, truck) != u);
    CHECK(uniform(service, {hash32("buses"), 17, 3}) != u);
    CHECK(uniform(service, {hash32("trucks"), 18, 3}) != u);
    CHECK(uniform(service, {hash32("trucks"), 17, 4}) != u);
    CHECK(uniform(service, truck, 1) != u);
    CHECK(uniform(service, truck, 0, 1) != u);
    CHECK(uniform(service, truck, 1, 0) != uniform(service, truck, 0, 1));
}

TEST_CASE("uniform numbers over subjects, visits and replications pass Kolmogorov and Smirnov's test") {
    constexpr std::size_t n = 10'000;
    const Purpose service{20260101, "service"};
    for (int axis = 0; axis < 3; ++axis) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < n; ++i)
            values.push_back(axis == 0   ? uniform(service, {7, i, 0})
                             : axis == 1 ? uniform(service, {7, 1, i})
                                         : uniform(service, {7, 1, 0}, i));
        std::sort(values.begin(), values.end());
        double distance = 0;
        for (std::size_t i = 0; i < n; ++i) {
            distance = std::max(distance, std::abs(values[i] - static_cast<double>(i) / n));
            distance = std::max(distance, std::abs(values[i] - static_cast<double>(i + 1) / n));
        }
        CHECK(distance < 0.026915);  // one false alarm in a million
    }
}

TEST_CASE("draws made together are the draws made one by one, to the bit") {
    // What does not run on this machine's vector units takes the plain way, which is uniform() itself.
    const Subject truck{hash32("imports"), 4711, 19};
    DrawList list;
    std::vector<double> alone;
    for (std::uint32_t i = 0; i < 37; ++i) {
        const Purpose purpose{20260101 + i, "takes desk " + std::to_string(i)};
        const std::uint32_t visit = i % 5 == 0 ? (1U << 24) - 1 : i;
        CHECK(list.add(purpose, visit) == i);
        alone.push_back(uniform(purpose, truck, visit));
    }
    std::vector<double> together(list.room());
    CHECK(list.room() == 40);
    list.draw(truck, together);
    for (std::size_t i = 0; i < alone.size(); ++i) CHECK(together[i] == alone[i]);
}

TEST_CASE("four subjects in a row draw what each draws alone, past the largest ordinal too") {
    const Purpose purpose{1, "arrivals"};
    for (const std::uint32_t first : {0U, 4U, 123'456U, ~0U - 1}) {
        const auto four = uniform_of_four(purpose, {7, first, 3});
        for (std::uint32_t i = 0; i < 4; ++i) CHECK(four[i] == uniform(purpose, {7, first + i, 3}));
    }
}
