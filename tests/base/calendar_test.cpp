#include "hanhlang/base/calendar.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

using namespace hanhlang;

namespace {

Time at(const char* text) {
    return *parse_time(text);
}  // 2025-09-01 is a Monday

}  // namespace

TEST_CASE("dates and times of day are read strictly and written back") {
    CHECK(to_string(at("2025-09-01 07:30")) == "2025-09-01 07:30");
    CHECK(to_string(midnight(2024, 2, 29) + 1234ms) == "2024-02-29 00:00:01.234");
    for (const char* bad :
         {"2025-02-30", "2025-9-1", "25-09-01", "2025-09-01 25:00", "2025-09-01 07:60", "2025-09-01x", ""}) {
        INFO(bad);
        CHECK_FALSE(parse_time(bad).has_value());
    }
    CHECK(weekday(at("2025-09-01")) == 0);
    CHECK(weekday(at("2025-09-07")) == 6);
    CHECK(to_string(Duration{65min}) == "1 h 05 min");
    CHECK(to_string(Duration{12min}) == "12 min");
}

TEST_CASE("hours have a lunch break, and an interval has its start but not its end") {
    const Calendar c = Calendar::parse("mon-fri 07:30-11:30 13:00-17:00; sat 08:00-11:30");
    CHECK(c.is_open(at("2025-09-01 07:30")));
    CHECK_FALSE(c.is_open(at("2025-09-01 11:30")));
    CHECK(c.next_open(at("2025-09-01 11:30")) == at("2025-09-01 13:00"));
    CHECK(c.next_close(at("2025-09-01 08:00")) == at("2025-09-01 11:30"));
    CHECK(c.next_open(at("2025-09-06 11:30")) == at("2025-09-08 07:30"));  // over the weekend
    CHECK(c.open_time(at("2025-09-01"), at("2025-09-08")) == Duration{5 * 8h + 210min});
    CHECK(c.open_share() == Approx(43.5 / 168));
    CHECK(c.closed_time(at("2025-09-01 11:00"), at("2025-09-01 14:00")) == Duration{90min});
}

TEST_CASE("a shift may pass midnight, and the week's end") {
    const Calendar c = Calendar::parse("sun 22:00-06:00");
    CHECK(c.is_open(at("2025-09-07 23:00")));
    CHECK(c.is_open(at("2025-09-08 05:59")));
    CHECK(c.next_close(at("2025-09-07 23:00")) == at("2025-09-08 06:00"));
    CHECK(c.next_open(at("2025-09-08 06:00")) == at("2025-09-14 22:00"));
}

TEST_CASE("a closure cuts into the hours") {
    const Calendar c = Calendar::parse("mon-sun 07:00-19:00; closed 2025-09-02 2025-09-05..2025-09-06");
    CHECK(c.next_open(at("2025-09-01 19:00")) == at("2025-09-03 07:00"));
    CHECK(c.next_open(at("2025-09-05 08:00")) == at("2025-09-07 07:00"));
    CHECK(c.open_time(at("2025-09-01"), at("2025-09-08")) == Duration{4 * 12h});
    const Calendar day_and_night = Calendar::parse("always; closed 2025-09-02");
    CHECK(day_and_night.next_close(at("2025-09-01 05:00")) == at("2025-09-02"));
    CHECK(day_and_night.next_open(at("2025-09-02 05:00")) == at("2025-09-03"));
    CHECK(day_and_night.next_close(at("2025-09-03 05:00")) == Time::max());
}

TEST_CASE("always is always") {
    CHECK(Calendar{}.always_open());
    CHECK(Calendar::parse("mon-sun 00:00-24:00").always_open());
    CHECK(Calendar{}.next_close(at("2025-09-01")) == Time::max());
    CHECK(Calendar{}.open_time(at("2025-09-01"), at("2025-09-02")) == one_day);
}

TEST_CASE("what is no calendar says why") {
    for (const char* bad : {"", "monday 07:00-17:00", "mon", "mon 07:00", "mon 07:00-07:00", "mon 7-17",
                            "closed", "mon 07:00-17:00; closed soon", "closed 2025-09-02",
                            "mon 07:00-17:00; closed 2025-09-05..2025-09-01", "-"}) {
        INFO(bad);
        CHECK_THROWS_AS(Calendar::parse(bad), std::invalid_argument);
    }
}

TEST_CASE("open time agrees with minute by minute counting") {
    const Calendar c = Calendar::parse("mon-fri 07:30-11:30 13:00-17:00; sat 22:00-06:00; closed 2025-09-03");
    const Time start = at("2025-08-31 23:00");
    Duration counted{};
    for (Time t = start; t < start + one_day * 9; t += 1min) {
        if (c.is_open(t)) counted += 1min;
        if (time_of_day(t) == Duration{637min}) REQUIRE(c.open_time(start, t + 1min) == counted);
    }
    CHECK(c.open_time(start, start + one_day * 9) == counted);
}
