// How a single value is written: a number and its unit, a law of chance, a date, hours, a word of a list.
// Rule: a grammar either gives the value or throws std::invalid_argument saying what was expected.
#pragma once

#include <string>
#include <string_view>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// Grammar<T>::parse(text) -> T; Grammar<T>::example; Grammar<T>::counts: true when it is a number that needs
/// a source.
template <class T>
struct Grammar;

#define HANHLANG_GRAMMAR(Type, Counts, Example)              \
    template <>                                              \
    struct Grammar<Type> {                                   \
        static Type parse(std::string_view text);            \
        static constexpr bool counts = Counts;               \
        static constexpr std::string_view example = Example; \
    };

HANHLANG_GRAMMAR(std::string, false, "a text")
HANHLANG_GRAMMAR(bool, false, "yes or no")
HANHLANG_GRAMMAR(std::int64_t, true, "a whole number, not negative, such as 12")
HANHLANG_GRAMMAR(double, true, "a number such as 16.62")
HANHLANG_GRAMMAR(Duration, true, "a duration such as 6 min")
HANHLANG_GRAMMAR(Length, true, "a length such as 82 km")
HANHLANG_GRAMMAR(Speed, true, "a speed such as 45 km/h")
HANHLANG_GRAMMAR(Mass, true, "a mass such as 29 t")
HANHLANG_GRAMMAR(Share, true, "a share from 0 % to 100 %, such as 12 %")
HANHLANG_GRAMMAR(Factor, true, "a factor such as 110 %")
HANHLANG_GRAMMAR(Weight, true, "a relative weight, not negative, such as 2")
HANHLANG_GRAMMAR(Rate, true, "a rate such as 90 per day")
HANHLANG_GRAMMAR(MassRate, true, "a mass and a time such as 928 t per day")
HANHLANG_GRAMMAR(Distribution, true,
                 "a duration or a law of durations, such as 6 min or \"triangular(8, 12, 30) min\"")
HANHLANG_GRAMMAR(
    BatchSize, true,
    "a number of trucks such as 4, or \"geometric(mean 2.2)\", or \"geometric(mean 6, most 30)\"")
HANHLANG_GRAMMAR(MassLaw, true, "a mass or a law of masses, such as 3 t or \"triangular(1, 4, 12) t\"")
HANHLANG_GRAMMAR(FactorLaw, true, "a factor or a law of factors, such as \"triangular(85, 100, 110) %\"")
HANHLANG_GRAMMAR(Area, true, "an area such as 600 ha or 36 m2")
HANHLANG_GRAMMAR(GrowthRate, true, "a growth such as 10.8 % per year")
HANHLANG_GRAMMAR(FuelByRoad, true, "a consumption such as 36 l/100km")
HANHLANG_GRAMMAR(FuelByTime, true, "a consumption such as 2.5 l/h")
HANHLANG_GRAMMAR(Power, true, "a power such as 3.5 kW")
HANHLANG_GRAMMAR(MassByEnergy, true, "a mass by energy such as 0.66 kg/kWh")
HANHLANG_GRAMMAR(MassByFuel, true, "a mass by volume such as 2.68 kg/l")
HANHLANG_GRAMMAR(MassByMass, true, "a mass by mass such as 1.2 kg/t")
HANHLANG_GRAMMAR(Payer, false, "carrier or trader")
HANHLANG_GRAMMAR(Choice::Rule, false, "best or logit")
HANHLANG_GRAMMAR(Choice::By, false, "time or cost")
HANHLANG_GRAMMAR(Calendar, false, "hours such as mon-fri 07:30-17:00")
HANHLANG_GRAMMAR(Time, false, "a date such as 2025-09-01, or a date and time such as 2025-09-01 07:30")
HANHLANG_GRAMMAR(Months, false, "months such as sep-feb, or \"apr, oct-dec\"")
HANHLANG_GRAMMAR(Direction, false, "eastbound or westbound")
HANHLANG_GRAMMAR(Staff::Closing, false, "finish, suspend or hand over")
HANHLANG_GRAMMAR(Breakdowns::Then, false, "resume or restart")
HANHLANG_GRAMMAR(Yard::WhenFull, false, "queue or turn away")
HANHLANG_GRAMMAR(Desk::For, false, "all, arriving or leaving")
HANHLANG_GRAMMAR(Block::WhenFull, false, "wait or elsewhere")
HANHLANG_GRAMMAR(Place::Kind, false, "city, gate, icd, port or zone")
HANHLANG_GRAMMAR(Flow, false, "import, export or transit")
HANHLANG_GRAMMAR(Moment, false, "booking, departure, arrival or destination")
HANHLANG_GRAMMAR(Consignment::Release, false, "per truck or whole")
HANHLANG_GRAMMAR(Paper::Hold, false, "gate, conditional or premises")
HANHLANG_GRAMMAR(Clock, false, "office or elapsed")
HANHLANG_GRAMMAR(Outages::Then, false, "paper or wait")
HANHLANG_GRAMMAR(Source::Known, false, "sourced, derived, general-knowledge or assumed")
HANHLANG_GRAMMAR(Observed::Use, false, "fit or check")
HANHLANG_GRAMMAR(Observed::Grade, false, "measured, official, claim, derived or weak")

#undef HANHLANG_GRAMMAR

/// The words of an enumerated value, for the schema; empty for anything else.
template <class T>
std::vector<std::string> words() {
    return {};
}
template <>
std::vector<std::string> words<Direction>();
template <>
std::vector<std::string> words<Staff::Closing>();
template <>
std::vector<std::string> words<Breakdowns::Then>();
template <>
std::vector<std::string> words<Yard::WhenFull>();
template <>
std::vector<std::string> words<Desk::For>();
template <>
std::vector<std::string> words<Block::WhenFull>();
template <>
std::vector<std::string> words<Place::Kind>();
template <>
std::vector<std::string> words<Source::Known>();
template <>
std::vector<std::string> words<Flow>();
template <>
std::vector<std::string> words<Moment>();
template <>
std::vector<std::string> words<Clock>();
template <>
std::vector<std::string> words<Consignment::Release>();
template <>
std::vector<std::string> words<Paper::Hold>();
template <>
std::vector<std::string> words<Outages::Then>();
template <>
std::vector<std::string> words<Payer>();
template <>
std::vector<std::string> words<Choice::Rule>();
template <>
std::vector<std::string> words<Choice::By>();
template <>
std::vector<std::string> words<Observed::Use>();
template <>
std::vector<std::string> words<Observed::Grade>();

/// A duration in hours, unrounded; empty when the text has another unit or none.
std::optional<double> parse_hours(std::string_view text);

/// A number without unit, or a share such as 12 %.
double parse_plain(std::string_view text);

/// A time of day such as 06:30, as time since midnight.
Duration parse_clock(std::string_view text);

/// A range of hours such as 6-18 (from 06:00 to 18:00), or one hour such as 7.
std::array<int, 2> parse_hour_range(std::string_view text);

/// "mon" … "sun" as 0 … 6, or -1.
int parse_weekday(std::string_view text);

}  // namespace hanhlang
