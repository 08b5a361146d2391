// The dates of the table, against the sky: two ways to the new moon, and the decrees that are known.
#include "hanhlang/base/holidays.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "hanhlang/base/calendar.hpp"

using namespace hanhlang;

namespace {

constexpr double degree = 3.14159265358979323846 / 180;
constexpr double clock_lag = 72.0 / 86400;  // dynamical less universal time in these years, in days

double sine(double degrees) {
    return std::sin(degrees * degree);
}

double centuries(double julian_day) {
    return (julian_day - 2451545.0) / 36525;
}

/// Apparent longitude of the sun, without nutation; Meeus, Astronomical Algorithms, chapter 25.
double sun(double jd) {
    const double t = centuries(jd);
    const double m = 357.52911 + 35999.05029 * t;
    return 280.46646 + 36000.76983 * t + (1.914602 - 0.004817 * t) * sine(m) + 0.019993 * sine(2 * m) +
           0.000289 * sine(3 * m) - 0.00569;
}

/// Longitude of the moon, without nutation, to a hundredth of a degree; chapter 47.
double moon(double jd) {
    const double t = centuries(jd);
    const double d = 297.8501921 + 445267.1114034 * t, m = 357.5291092 + 35999.0502909 * t,
                 a = 134.9633964 + 477198.8675055 * t, f = 93.2720950 + 483202.0175233 * t;
    const double terms = 6288774 * sine(a) + 1274027 * sine(2 * d - a) + 658314 * sine(2 * d) +
                         213618 * sine(2 * a) - 185116 * sine(m) - 114332 * sine(2 * f) +
                         58793 * sine(2 * d - 2 * a) + 57066 * sine(2 * d - m - a) + 53322 * sine(2 * d + a) +
                         45758 * sine(2 * d - m) - 40923 * sine(m - a) - 34720 * sine(d) -
                         30383 * sine(m + a) + 15327 * sine(2 * d - 2 * f) - 12528 * sine(a + 2 * f) +
                         10980 * sine(a - 2 * f) + 10675 * sine(4 * d - a) + 10034 * sine(3 * a) +
                         8548 * sine(4 * d - 2 * a) - 7888 * sine(2 * d + m - a) - 6766 * sine(2 * d + m) -
                         5163 * sine(d - a) + 4987 * sine(d + m) + 4036 * sine(2 * d - m + a) +
                         3994 * sine(2 * d + 2 * a) + 3861 * sine(4 * d) + 3665 * sine(2 * d - 3 * a);
    return 218.3164477 + 481267.88123421 * t + terms * 1e-6;
}

/// The k-th new moon since January 2000 by its series; chapter 49, to a minute.
double new_moon_by_series(double k) {
    const double t = k / 1236.85, e = 1 - 0.002516 * t;
    const double m = 2.5534 + 29.10535670 * k, a = 201.5643 + 385.81693528 * k + 0.0107582 * t * t,
                 f = 160.7108 + 390.67050284 * k - 0.0016118 * t * t, node = 124.7746 - 1.56375588 * k;
    return 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.40720 * sine(a) + 0.17241 * e * sine(m) +
           0.01608 * sine(2 * a) + 0.01039 * sine(2 * f) + 0.00739 * e * sine(a - m) -
           0.00514 * e * sine(a + m) + 0.00208 * e * e * sine(2 * m) - 0.00111 * sine(a - 2 * f) -
           0.00057 * sine(a + 2 * f) + 0.00056 * e * sine(2 * a + m) - 0.00042 * sine(3 * a) +
           0.00042 * e * sine(m + 2 * f) + 0.00038 * e * sine(m - 2 * f) - 0.00024 * e * sine(2 * a - m) -
           0.00017 * sine(node);
}

/// The moment near `jd` when `angle`, in degrees and growing, is a whole number of turns.
template <class Angle>
double whole_turn(double jd, double turn_days, Angle angle) {
    for (int i = 0; i < 20; ++i) jd -= std::remainder(angle(jd), 360.0) / 360 * turn_days;
    return jd;
}

double new_moon_by_places(double k) {
    return whole_turn(2451550.1 + 29.530588861 * k, 29.53, [](double jd) { return moon(jd) - sun(jd); });
}

/// The civil day of a moment, so many hours east of Greenwich.
Time day_of(double jd, int zone) {
    const double days = jd - clock_lag - 2440587.5 + zone / 24.0;
    return Time{} + one_day * static_cast<int>(std::floor(days));
}

/// First day of the lunar month in which the sun reaches `longitude`, which it does near `jd`: the first
/// month has the sun at 330°, the third at 30°.
template <class NewMoon>
Time month_with_sun_at(double longitude, double jd, int zone, NewMoon new_moon) {
    const double term = whole_turn(jd, 365.25, [&](double at) { return sun(at) - longitude; });
    double k = std::ceil((jd - 2451550.1) / 29.530588861) + 2;
    while (day_of(new_moon(k), zone) > day_of(term, zone)) --k;
    return day_of(new_moon(k), zone);
}

template <class NewMoon>
Time tet(int year, int zone, NewMoon new_moon) {
    return month_with_sun_at(330, 2451545 + 365.25 * (year - 2000) + 50, zone, new_moon);
}
template <class NewMoon>
Time hung_kings(int year, NewMoon new_moon) {
    return month_with_sun_at(30, 2451545 + 365.25 * (year - 2000) + 110, 7, new_moon) + 9 * one_day;
}

std::vector<DaysOff> days_of(const char* name) {
    return Holidays{}.read(name).days;
}
std::string text_of(const Closed& closed) {
    std::string text;
    for (const DaysOff& days : closed.days) text += (text.empty() ? "" : " ") + to_string(days);
    return text;
}

std::string complaint(std::string_view word) {
    try {
        return text_of(Holidays{}.read(word));
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("two ways to the new moon agree within five minutes, from 2024 to 2030") {
    for (double k = 296; k < 385; ++k) {
        INFO(k);
        CHECK(std::abs(new_moon_by_series(k) - new_moon_by_places(k)) * 1440 < 5);
    }
}

TEST_CASE("Tết begins with the first lunar month of the Vietnamese calendar") {
    const char* first_days[] = {"2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
                                "2028-01-26", "2029-02-13", "2030-02-02"};
    const auto tables = days_of("tet");
    REQUIRE(tables.size() == 7);
    for (int year = 2024; year <= 2030; ++year) {
        const auto i = static_cast<std::size_t>(year - 2024);
        const Time day = *parse_time(first_days[i]);
        INFO(year);
        CHECK(tet(year, 7, new_moon_by_series) == day);
        CHECK(tet(year, 7, new_moon_by_places) == day);
        CHECK(tables[i].from < day);  // the last day of the old year is off, and three days after the first
        CHECK(tables[i].to >= day + 4 * one_day);
        if (year >= 2027) CHECK(tables[i] == DaysOff{day - one_day, day + 4 * one_day});
    }
    // The zone matters: an hour further east the moon of 2030 is new after midnight.
    CHECK(tet(2030, 8, new_moon_by_series) == midnight(2030, 2, 3));
    CHECK(tet(2029, 8, new_moon_by_series) == midnight(2029, 2, 13));
}

TEST_CASE("Giỗ Tổ Hùng Vương is the tenth day of the third lunar month") {
    const auto table = days_of("hung_kings");
    for (int year = 2024; year <= 2030; ++year) {
        const DaysOff& day = table[static_cast<std::size_t>(year - 2024)];
        INFO(year << " " << to_string(day));
        CHECK(day.to - day.from == one_day);
        CHECK(day.from == hung_kings(year, new_moon_by_series));
        CHECK(day.from == hung_kings(year, new_moon_by_places));
    }
    CHECK(table[0].from == midnight(2024, 4, 18));
    CHECK(table[1].from == midnight(2025, 4, 7));
    CHECK(table[2].from == midnight(2026, 4, 26));
}

TEST_CASE("days off by decree are those of the decrees") {
    CHECK(to_string(days_of("tet")[0]) == "2024-02-08..2024-02-14");
    CHECK(to_string(days_of("tet")[1]) == "2025-01-25..2025-02-02");
    CHECK(to_string(days_of("tet")[2]) == "2026-02-14..2026-02-22");
    CHECK(to_string(days_of("national_day_vn")[1]) == "2025-09-01..2025-09-02");
    CHECK(to_string(days_of("pi_mai")[1]) == "2025-04-14..2025-04-16");
}

TEST_CASE("the day beside 2 September is a working day, and the rest touches a weekend from 2027 on") {
    for (const DaysOff& days : days_of("national_day_vn")) {
        INFO(to_string(days));
        CHECK(days.to - days.from == 2 * one_day);
        const bool begins_it = to_string(days).find("09-02..") != std::string::npos;
        const Time beside = begins_it ? days.to - one_day : days.from;
        CHECK(weekday(beside) < 5);
        if (days.from < midnight(2027, 1, 1)) continue;
        CHECK((weekday(days.from - one_day) >= 5 || weekday(days.from) >= 5 || weekday(days.to) >= 5));
    }
}

TEST_CASE("every holiday has days in each year of the table, and no holiday lies in two years") {
    for (const Holidays::Entry& entry : Holidays::built_in()) {
        const Closed closed = Holidays{}.read(entry.name);
        CHECK(closed.built_in);
        INFO(entry.name);
        for (int year = 2024; year <= 2030; ++year) {
            CHECK(falls_within(closed, midnight(year, 1, 1), midnight(year + 1, 1, 1)));
        }
        CHECK_FALSE(falls_within(closed, midnight(2031, 1, 1), midnight(2040, 1, 1)));
        CHECK_FALSE(falls_within(closed, midnight(2000, 1, 1), midnight(2024, 1, 1)));
        if (entry.members.empty()) CHECK(entry.days.size() == 7);
    }
}

TEST_CASE("a set has the days of its members, and a holiday of one's own takes the place in it") {
    CHECK(days_of("holidays_la").size() == 5 * 7);
    CHECK(days_of("holidays_vn").size() == 6 * 7);
    Holidays holidays;
    holidays.define("tet", {parse_days_off("2031-01-22..2031-01-26")});
    holidays.define("market_day", {parse_days_off("2025-09-05"), parse_days_off("2025-03-01")});
    CHECK(text_of(holidays.read("tet")) == "2031-01-22..2031-01-26");
    CHECK_FALSE(holidays.read("tet").built_in);
    CHECK(holidays.read("holidays_vn").days.size() == 5 * 7 + 1);
    CHECK(text_of(holidays.read("market_day")) == "2025-03-01 2025-09-05");
    CHECK_THROWS_AS(Holidays{}.read("market_day"), std::invalid_argument);
}

TEST_CASE("what is no holiday says what was meant") {
    CHECK(complaint("2025-09-02") == "2025-09-02");
    CHECK(complaint("2025-09-02..2025-09-03") == "2025-09-02..2025-09-03");
    CHECK(complaint("pi_may").find("did you mean 'pi_mai'?") != std::string::npos);
    CHECK(complaint("pi_may").find("found 'pi_may' after 'closed'") != std::string::npos);
    CHECK(complaint("2025-02-30").find("is not a date") != std::string::npos);
    CHECK(complaint("2025-09-02T07:30").find("is not a date") != std::string::npos);
    CHECK(complaint("2025-09-03..2025-09-02").find("is not a date") != std::string::npos);
    CHECK(complaint("2025-09-02..tet").find("is not a date") != std::string::npos);
}

TEST_CASE("a run beyond the table is told the first year that is missing") {
    const Closed tet = Holidays{}.read("tet");
    const auto missing = [&](const char* from, const char* to) {
        return year_without_dates(tet, *parse_time(from), *parse_time(to));
    };
    CHECK_FALSE(missing("2024-01-01", "2031-01-01").has_value());
    CHECK(missing("2030-12-01", "2031-01-01 00:01") == 2031);
    CHECK(missing("2023-12-31", "2024-02-01") == 2023);
    CHECK(missing("2035-01-01", "2035-02-01") == 2035);
    CHECK_FALSE(
        year_without_dates(Holidays{}.read("2035-01-01"), midnight(2035, 1, 1), midnight(2035, 2, 1)));
}

TEST_CASE("a calendar closes by name and by date, with spaces or commas") {
    const auto at = [](const char* text) { return *parse_time(text); };
    const Calendar gate = Calendar::parse("mon-sun 07:00-19:30; closed tet, pi_mai 2026-09-02");
    CHECK(gate == Calendar::parse("mon-sun 07:00-19:30; closed 2026-09-02,pi_mai; closed tet"));
    CHECK(gate.next_open(at("2026-02-13 19:30")) == at("2026-02-23 07:00"));
    CHECK(gate.next_open(at("2026-02-13 19:29")) == at("2026-02-13 19:29"));
    CHECK(gate.next_close(at("2026-02-13 08:00")) == at("2026-02-13 19:30"));
    CHECK(gate.next_open(at("2026-04-14 08:00")) == at("2026-04-17 07:00"));
    CHECK(gate.next_open(at("2026-09-02 08:00")) == at("2026-09-03 07:00"));
    CHECK(gate.is_open(at("2026-04-30 08:00")));
    CHECK(gate.open_time(at("2026-02-13"), at("2026-02-24")) == 2 * Duration{12h + 30min});
    CHECK(gate.open_time(at("2024-01-01"), at("2031-01-01")) ==
          (2557 - 7 - 9 - 9 - 4 * 5 - 7 * 3 - 1) * Duration{12h + 30min});
    const Calendar other_side = Calendar::parse("always; closed holidays_la");
    CHECK(other_side.is_open(at("2026-02-17 08:00")));
    CHECK(other_side.next_close(at("2026-04-01")) == at("2026-04-14"));
    for (const char* bad : {"always; closed", "always; closed ,", "always; closed tet mai", "closed tet",
                            "always; closed,tet"}) {
        INFO(bad);
        CHECK_THROWS_AS(Calendar::parse(bad), std::invalid_argument);
    }
}
