// What a trip costs, who pays, and what it emits.
// Rule: money is USD inside; other currencies are converted when the file is read, at a rate with a date.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/base/error.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"

namespace hanhlang {

/// What money is spent on, on one trip.
enum class Expense : std::uint8_t {
    fuel,
    driver,
    vehicle,
    toll,
    fee,
    informal,
    handling,
    storage,
    inventory,  // the time of the goods
    spoilage,   // goods that are lost
};
inline constexpr std::size_t expenses = 10;
inline constexpr std::array<std::string_view, expenses> expense_names{
    "fuel", "driver", "vehicle", "toll", "fee", "informal", "handling", "storage", "inventory", "spoilage"};

enum class Payer : std::uint8_t { carrier, trader };
inline constexpr std::size_t payers = 2;

/// Units of a currency that one USD buys.
struct ExchangeRate {
    std::string currency;
    double per_usd = 1;
};

struct Costs {
    Mark mark;
    std::optional<Time> on;  // the date of the rates
    std::vector<ExchangeRate> rates;
    std::optional<MoneyByFuel> fuel;
    std::optional<MoneyByEnergy> power;
    GrowthRate goods{0};  // what a year costs, of the value of goods: interest, decay, lost sales
    std::array<Payer, expenses> paid_by{Payer::carrier, Payer::carrier, Payer::carrier, Payer::carrier,
                                        Payer::trader,  Payer::carrier, Payer::trader,  Payer::trader,
                                        Payer::trader,  Payer::trader};
};

/// Of a fleet, for each truck.
struct FleetCosts {
    Mark mark;
    std::optional<MoneyRate> driver;      // all hours of a trip
    std::optional<MoneyRate> vehicle;     // the same: what it costs to stand
    std::optional<MoneyByRoad> distance;  // tyres, maintenance
};

/// Diesel of a fleet's trucks.
struct Consumption {
    Mark mark;
    FuelByRoad loaded;
    std::optional<FuelByRoad> empty;  // as loaded when it is not said
    Share gradient{0.0};              // more, for each per cent of gradient
    FuelByTime idle{0};               // with the engine on
    Share idles{0.0};                 // of the time it stands in queues and is served
    FuelByRoad of(bool is_loaded) const { return is_loaded || !empty ? loaded : *empty; }
};

/// Goods that stay at a place longer than is free.
struct Storage {
    Mark mark;
    Duration free{};
    MoneyRate rate;  // of a truckload, after that
};

/// Greenhouse gases of diesel, and of handling, as CO2 equivalent.
struct Emissions {
    Mark mark;
    MassByFuel burning;      // tank to wheel
    MassByFuel supplying;    // well to tank
    MassByMass handling{0};  // at the places where goods are handled
    MassByEnergy power{0};   // of electricity
};

/// How what is spent now is held against what it saves in the years to come.
struct Investment {
    Mark mark;
    GrowthRate rate{0};  // of discount
    std::int64_t years = 0;
    /// The present value of a dollar a year.
    double of_a_dollar_a_year() const {
        double sum = 0, discount = 1;
        for (std::int64_t year = 0; year < years; ++year) sum += discount /= 1 + rate.value;
        return sum;
    }
};

/// What one unit of capacity costs: an officer or machine of a team, a slot or tonne of a block, a bay.
struct UnitCost {
    Mark mark;
    Money capital{0};
    MoneyRate running{0};  // beside fuel and power, which are counted as they are used
    MoneyRate on_duty{0};  // of a team, for each hour of its hours
    /// USD an hour, to run, with so much of the week on duty.
    double runs(double open) const { return running.value + open * on_duty.value; }
    /// With the annuity of its capital.
    double hourly(const Investment& by, double open) const {
        return capital.value / by.of_a_dollar_a_year() / 8760 + runs(open);
    }
};

}  // namespace hanhlang
