// Whole studies of pairs that theory knows, through the same looks, runs and judges as any study.
#include "hanhlang/study/verify_claims.hpp"

#include <catch2/catch.hpp>

using namespace hanhlang;

namespace {

constexpr int times = 200;  // 'hanhlang verify --claims 2000' is the long way

RunOptions two_threads() {
    RunOptions options;
    options.farm.jobs = 2;
    return options;
}

}  // namespace

TEST_CASE("verdicts on queues whose effect theory knows are seldom wrong, and undecided on the edge") {
    for (const ClaimCheck& c : verify_claims(times, two_threads())) {
        CAPTURE(c.name, c.supported, c.refuted, c.undecided, c.invalid, c.on_the_edge, c.wrong, c.most_wrong);
        CHECK(c.runs == times);
        CHECK(c.invalid == 0);
        CHECK(c.wrong <= c.most_wrong);
        CHECK(c.passes);
        if (c.name == "four-agencies") CHECK(c.supported == times);
        if (c.name == "one-fast-officer-edge") CHECK(c.undecided > times / 2);
    }
}

TEST_CASE("a verdict that is taken at the first plain interval is wrong too often: the experiment can fail") {
    if (times < 200) return;  // too few to tell
    const auto checks = verify_claims(times, two_threads(), true);
    REQUIRE(checks.size() == 1);
    CHECK(checks[0].wrong > checks[0].most_wrong);
    CHECK_FALSE(checks[0].passes);
}
