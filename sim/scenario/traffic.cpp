// Traffic that is said in tonnes, in money or by the hectare, as trucks; and its growth.
#include <fmt/format.h>

#include <cmath>

#include "check.hpp"
#include "hanhlang/base/elementary.hpp"
#include "hanhlang/scenario/load.hpp"

namespace hanhlang {
namespace {

int year_of(Time time) {
    return static_cast<int>(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(time)}.year());
}

double power(double base, int exponent) {
    double result = 1;
    for (int i = 0; i < std::abs(exponent); ++i) result *= base;
    return exponent < 0 ? 1 / result : result;
}

/// Trucks per hour that a stream's tonnes, value or hectares make.
Rate trucks_of(const Scenario& s, const Demand& demand) {
    double tonnes = 0;  // of a truck
    double value = 0;
    for (const Cargo& cargo : demand.carries) {
        const Commodity& goods = cargo.commodity.in(s.commodities);
        const double mass = demand.loaded.value * cargo.share.value * goods.payload.value;
        tonnes += mass;
        if (goods.value) value += mass * goods.value->value;
    }
    const double ridden = demand.by_truck.value;
    if (demand.value) return {demand.value->value * ridden / value};
    if (demand.tonnes) return {demand.tonnes->value * ridden / tonnes};
    double hectares = 0;
    for (const auto& end : {demand.from, demand.to}) {
        const auto& zone = end->in(s.places).zone;
        if (zone && hectares == 0) hectares = zone->area.value * zone->occupied.value;
    }
    return {demand.per_hectare->value * hectares * ridden / tonnes};
}

double tonnes_of_a_truck(const Scenario& s, const Demand& demand) {
    double tonnes = 0;
    for (const Cargo& cargo : demand.carries)
        tonnes += demand.loaded.value * cargo.share.value * cargo.commodity.in(s.commodities).payload.value;
    return tonnes;
}

/// Trucks that take what there is at a cut-off and before it, in the mean, when so many parts come from one
/// to the next: `mean` for sure, or by chance (Poisson) in batches.
double trucks_a_cut_off(double mean, double parts_a_truck, bool for_sure, double batch) {
    const auto trucks = [&](double parts) { return std::ceil(parts / parts_a_truck - 1e-9); };
    if (for_sure) {
        const double low = std::floor(mean + 1e-9);
        return trucks(low) + (mean - low) * (trucks(low + 1) - trucks(low));
    }
    const double batches = mean / batch;
    if (batches > 500) return mean / parts_a_truck + 0.5;
    double sum = 0;
    double probability = exp(-batches);
    for (int n = 0; n < batches + 12 * std::sqrt(batches) + 30; ++n) {
        sum += probability * trucks(n * batch);
        probability *= batches / (n + 1);
    }
    return sum;
}

/// What is made of streams that are known, in trucks: with cut-offs more of them, and not all full.
void make_trucks(const Scenario& s, Demand& demand) {
    MadeOf& made = *demand.made_of;
    const Demand& raw = made.demand.in(s.demand);
    const double each = tonnes_of_a_truck(s, raw) * raw.filled() * made.yield.value;
    const double load = tonnes_of_a_truck(s, demand);
    const double full = raw.trucks_per_hour() * each / load;
    made.trucks = {full};
    if (made.cut_off.empty() || full <= 0) return;
    const auto times = static_cast<double>(made.cut_off.size());
    const double batch = raw.batch && !raw.consignment ? raw.batch->mean() : 1;
    made.trucks = {times / 24 *
                   trucks_a_cut_off(raw.trucks_per_hour() * 24 / times, load / each, !raw.at.empty(), batch)};
    made.filled = full / made.trucks.value;
}

/// A chain of n streams is known after n rounds.
void make_trucks(Scenario& s) {
    for (std::size_t i = 0; i < s.demand.size(); ++i) {
        for (Demand& demand : s.demand) {
            if (demand.made_of) make_trucks(s, demand);
        }
    }
}

/// What a stream does not say itself.
void follow(const Pattern& pattern, Demand& demand) {
    if (!demand.by_hour) demand.by_hour = pattern.by_hour;
    if (!demand.by_weekday) demand.by_weekday = pattern.by_weekday;
    if (!demand.by_month) demand.by_month = pattern.by_month;
    if (demand.by_holiday.empty()) demand.by_holiday = pattern.by_holiday;
}

void multiply(Demand& demand, double times) {
    demand.times *= times;
    if (demand.trucks) demand.trucks->value *= times;
    if (demand.tonnes) demand.tonnes->value *= times;
    if (demand.declarations) demand.declarations->value *= times;
}

/// The same stream some years on: each commodity grows by itself, so their shares change as well; trucks
/// without a load grow with those that have one.
void grow(const Growth& growth, Demand& demand, int year) {
    const bool empty = demand.carries.empty() || demand.loaded.value <= 0;
    double all = empty ? growth.factor({}, year) : 0;
    for (Cargo& cargo : demand.carries) {
        cargo.share.value *= growth.factor(cargo.commodity.index, year);
        all += empty ? 0 : cargo.share.value;
    }
    double total = 0;
    for (const Cargo& cargo : demand.carries) total += cargo.share.value;
    for (Cargo& cargo : demand.carries) cargo.share.value /= total;
    multiply(demand, all);
}

}  // namespace

double ByMonth::factor(int month) const {
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    double sum = 0;
    for (std::size_t i = 0; i < 12; ++i) sum += weight[i] * days[i];
    return weight[static_cast<std::size_t>(month - 1)] * 365 / sum;
}

double Growth::factor(std::optional<std::uint32_t> commodity, int run_year) const {
    GrowthRate by = rate;
    for (const Of& one : commodities) {
        if (commodity && one.commodity.index == *commodity) by = one.rate;
    }
    return power(1 + by.value, run_year - static_cast<int>(base));
}

void Departures::keep_within(Time from, Time to) {
    outside += std::erase_if(all, [&](const One& one) { return one.at < from || one.at >= to; });
}

double Departures::per_hour() const {
    double trucks = 0;
    for (const One& one : all) trucks += one.trucks;
    const double hours = all.empty() ? 0 : to_hours(all.back().at - all.front().at);
    return trucks / std::max(hours, 24.0);
}

int years_of_growth(const Scenario& s) {
    if (!s.growth) return 0;
    const auto year = s.growth->year.value_or(year_of(s.runs.from));
    return static_cast<int>(year - s.growth->base);
}

void say_in_trucks(Scenario& s) {
    for (Demand& demand : s.demand) {
        if (demand.pattern) follow(demand.pattern->in(s.patterns), demand);
        const bool otherwise = demand.every || !demand.at.empty() || demand.made_of || demand.departures;
        if (!demand.trucks && !otherwise) {
            demand.trucks = trucks_of(s, demand);
            demand.tonnes.reset();  // it was the traffic, and has nothing to be held against
        }
        // Real departures are of their own year, and what is made of a stream grows with it.
        if (s.growth && !demand.departures && !demand.made_of)
            grow(*s.growth, demand, static_cast<int>(s.growth->base) + years_of_growth(s));
        if (demand.uses_depot.value != 1) multiply(demand, demand.uses_depot.value);
    }
    make_trucks(s);
    for (const Demand& demand : s.demand) {
        if (!(demand.trucks_per_hour() <= 1e6))
            throw InputError({{demand.mark, "demand." + demand.name,
                               fmt::format("makes {:.3g} trucks an hour, expected at most 1000000",
                                           demand.trucks_per_hour())}});
    }
    for (Demand& demand : s.demand) {
        if (demand.departures) demand.departures->keep_within(s.runs.start(), s.runs.end());
    }
    for (Place& place : s.places) {
        if (years_of_growth(s) != 0) place.crossings.reset();  // they are those of the base year
    }
    if (s.runs.traffic.value != 1) scale_traffic(s, s.runs.traffic.value);
}

void scale_traffic(Scenario& s, double times) {
    for (Demand& demand : s.demand) multiply(demand, times);
    make_trucks(s);
    for (Place& place : s.places) place.crossings.reset();
    if (!s.hash.empty()) s.hash += fmt::format(" x {}", times);  // it no longer means what was written
}

}  // namespace hanhlang
