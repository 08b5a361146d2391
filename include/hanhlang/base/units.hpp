// Physical quantities whose type says their unit.
// Rule: a bare double never crosses a layer when it has a unit.
#pragma once

#include <compare>

namespace hanhlang {

template <class Unit>
struct Quantity {
    double value = 0;
    auto operator<=>(const Quantity&) const = default;
};

using Length = Quantity<struct KilometreUnit>;             // km
using Speed = Quantity<struct KilometrePerHourUnit>;       // km/h
using Mass = Quantity<struct TonneUnit>;                   // t
using Rate = Quantity<struct PerHourUnit>;                 // per hour
using MassRate = Quantity<struct TonnePerHourUnit>;        // t per hour
using Share = Quantity<struct ShareUnit>;                  // 0..1
using Factor = Quantity<struct FactorUnit>;                // any share of something, may exceed 1
using Weight = Quantity<struct WeightUnit>;                // relative, no unit
using Area = Quantity<struct HectareUnit>;                 // ha
using GrowthRate = Quantity<struct PerYearUnit>;           // share a year, may be negative
using FuelByRoad = Quantity<struct LitrePerKmUnit>;        // l per km
using FuelByTime = Quantity<struct LitrePerHourUnit>;      // l per hour
using Money = Quantity<struct DollarUnit>;                 // USD
using MoneyRate = Quantity<struct DollarPerHourUnit>;      // USD per hour
using MoneyByRoad = Quantity<struct DollarPerKmUnit>;      // USD per km
using MoneyByMass = Quantity<struct DollarPerTonneUnit>;   // USD per t
using MoneyByFuel = Quantity<struct DollarPerLitreUnit>;   // USD per l
using Power = Quantity<struct KilowattUnit>;               // kW
using MoneyByEnergy = Quantity<struct DollarPerKwhUnit>;   // USD per kWh
using MassByEnergy = Quantity<struct KilogramPerKwhUnit>;  // kg per kWh
using MassByFuel = Quantity<struct KilogramPerLitreUnit>;  // kg per l
using MassByMass = Quantity<struct KilogramPerTonneUnit>;  // kg per t

}  // namespace hanhlang
