// A time release study as a figure of the real border.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// A scenario beside a study with these rows.
std::string with_study(const std::string& rows, const std::string& what) {
    static const Scratch files;
    const auto file = files.write("release-study.csv", "dossier,T0,T1,T2,T3\n" + rows);
    return small(
        fmt::format("places: {{gate: {{kind: gate, desks: [desk]}}}}\n"
                    "staff: {{s: {{people: 1}}}}\n"
                    "desks: {{desk: {{staff: s, takes: 10 min}}}}\n"
                    "demand: {{d: {{route: [gate], at: 08:00}}}}\n"
                    "observed: {{time: {{metric: place.gate.crossing_time.mean, within: 10 %, use: check, "
                    "year: 2025, grade: measured, release_study: {{file: {}, {}}}}}}}\n",
                    file.string(), what));
}

const std::string rows =
    "1,2025-03-03 08:00,2025-03-03 08:30,2025-03-03 10:00,2025-03-03 11:00\n"
    "2,2025-03-03 09:00,2025-03-03 09:10,,\n"
    "3,2025-03-03 22:00,2025-03-03 22:20,2025-03-04 08:00,2025-03-04 08:30\n"
    "4,2025-03-04 08:00,2025-03-04 08:30,2025-03-04 09:00,2025-03-04 09:30\n";

double value_of(const std::string& what) {
    return load_text(with_study(rows, what)).observed.front().accepted.value->number;
}

}  // namespace

TEST_CASE("a release study gives the mean and the quantiles of the time between two timestamps") {
    CHECK(value_of("from: T0, to: T3") == Approx((3 + 10.5 + 1.5) / 3));  // one dossier is not over
    CHECK(value_of("from: T0, to: T1, statistic: p50") == Approx(20.0 / 60));
    CHECK(value_of("from: T0, to: T1, statistic: p90") == Approx(0.5));
    CHECK(value_of("from: T2, to: T3, statistic: p1") == Approx(0.5));
}

TEST_CASE("what is wrong with a release study is said with its lines") {
    const std::string bad =
        rows + "5,2025-03-04 08:00,x,2025-03-04 07:00,2025-03-04 09:30\n6,2025-03-04 08:00\n";
    CHECK(has(problems_of(with_study(bad, "from: T0, to: T2")),
              "csv:6:1: release_study: '2025-03-04 07:00' is before"));
    CHECK(has(problems_of(with_study(bad, "from: T0, to: T2")),
              "csv:7:1: release_study: has 2 fields, expected at least 4"));
    CHECK(has(problems_of(with_study(bad, "from: T0, to: T1")), "found 'x', expected a time such as"));
    CHECK(has(problems_of(with_study(rows, "from: T0, to: T9")), "has no column 'T9'"));
    CHECK(has(problems_of(with_study(rows, "statistic: middle")), "found the statistic 'middle'"));
    CHECK(has(problems_of(with_study("", "from: T0, to: T3")), "has no row with both T0 and T3"));
    std::string nowhere = with_study(rows, "from: T0, to: T3");
    nowhere.replace(nowhere.find("release-study.csv"), 17, "no-such-file.csv");
    CHECK(has(problems_of(nowhere), "no-such-file.csv"));
}
