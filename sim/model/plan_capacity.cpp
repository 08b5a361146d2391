// How much passes what a place keeps.
// Rule: long-run means; whether a stock of a few containers suffices from day to day is seen in the run.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

/// Hours from a load's coming until it has been worked on, as by one machine (M/D/1).
double works_on(const Scenario& s, const Demand& product) {
    if (!product.made_of->rate) return 0;
    const Demand& raw = product.made_of->demand.in(s.demand);
    const double each = tonnes_of(s, raw) / product.made_of->rate->value;
    const double load = raw.trucks_per_hour() * each;
    return load < 1 ? each * (1 + load / (2 * (1 - load))) : each;
}

/// What takes from a block by a timetable, all together.
struct Calls {
    double an_hour = 0;
    double taken = 0;    // TEU or t an hour
    double loading = 0;  // h for each TEU or t
    double ahead = 0;    // h, by how often they are: cut-offs, and what they come late
};
Calls calls_at(const Scenario& s, std::uint32_t block) {
    Calls all;
    for (const Service& one : s.services) {
        if (one.block.index != block) continue;
        const double often = calls_per_hour(s, one);
        const double capacity = *amount_in(one.capacity, s.blocks[block].unit());
        all.an_hour += often;
        all.taken += often * capacity;
        all.ahead += often * (to_hours(one.cut_off) + (one.late ? one.late->mean() / 3'600'000.0 : 0));
        if (one.loads)
            all.loading +=
                often / (*amount_in(*one.loads, fmt::format("{} per hour", s.blocks[block].unit())) *
                         static_cast<double>(one.cranes_at_most));
    }
    if (all.an_hour <= 0) return all;
    all.ahead /= all.an_hour;
    all.loading /= all.an_hour;
    return all;
}

/// Hours that goods stay in a block in the mean, and those before they leave together, which is as long as
/// the room for them must last.
struct Stay {
    double mean = 0;
    double longest = 0;
};
std::optional<Stay> stay_in(const Scenario& s, const Plan& plan, std::uint32_t block) {
    const Block& b = s.blocks[block];
    const auto hours = [](double ms) { return ms / 3'600'000.0; };
    if (b.dwell) return Stay{hours(b.dwell->mean()), hours(b.dwell->mean())};
    if (const Calls calls = calls_at(s, block); calls.an_hour > 0) {
        const double every = 1 / calls.an_hour;
        const double lies = std::min(put_per_hour(s, plan, block), calls.taken) * every * calls.loading;
        return Stay{every / 2 + calls.ahead + lies, every + calls.ahead + lies};
    }
    Stay sum;
    double trucks = 0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        const bool fetches = std::any_of(s.desks.begin(), s.desks.end(), [&](const Desk& desk) {
            return desk.fetches && desk.fetches->index == block && serves(s, desk, plan, plan.classes[c]);
        });
        if (!fetches) continue;
        const Demand& demand = s.demand[plan.leg_of(plan.classes[c]).demand];
        const double rate = trucks_per_hour(s, plan, c);
        const MadeOf& made = *demand.made_of;
        const Demand& raw = made.demand.in(s.demand);
        // Until a truck is full, by chance (Poisson): half of the parts that it takes but one; or to the
        // cut-off.
        const double parts = raw.trucks_per_hour();
        double fills = std::max(0.0, parts / std::max(rate, 1e-12) - 1) / (2 * std::max(parts, 1e-12));
        if (!made.cut_off.empty()) fills = std::min(fills, 12.0 / static_cast<double>(made.cut_off.size()));
        const double works = (made.after ? hours(made.after->mean()) : 0) + works_on(s, demand);
        sum.mean += rate * (works + fills);
        sum.longest += rate * (works + 2 * fills);
        trucks += rate;
    }
    if (trucks <= 0) return std::nullopt;
    return Stay{sum.mean / trucks, sum.longest / trucks};
}

}  // namespace

double calls_per_hour(const Scenario& s, const Service& one) {
    // None before the first, and none after the last.
    const Time first = std::clamp(one.first - one.every, s.runs.from, s.runs.to());
    const Time last = std::clamp(one.until.value_or(s.runs.to()), s.runs.from, s.runs.to());
    const double on = std::max(0.0, to_hours(last - first)) / to_hours(s.runs.measure);
    return on / to_hours(one.every);
}

std::optional<double> mean_stay(const Scenario& s, const Plan& plan, std::uint32_t block) {
    const auto stay = stay_in(s, plan, block);
    return stay ? std::optional(stay->mean) : std::nullopt;
}

std::optional<double> passes_per_hour(const Scenario& s, const Plan& plan, std::uint32_t block) {
    const double room = s.blocks[block].capacity();
    if (const Calls calls = calls_at(s, block); calls.an_hour > 0) {
        // x an hour stand until the ship that takes them has gone: x (every + ahead + x every loading) =
        // room.
        const double every = 1 / calls.an_hour, a = every * calls.loading, b = every + calls.ahead;
        const double by_room = a > 0 ? (std::sqrt(b * b + 4 * a * room) - b) / (2 * a) : room / b;
        return std::min(by_room, calls.taken);
    }
    for (const Service& one : s.services) {
        if (one.block.index == block) return 0;  // it calls at another time
    }
    const auto stay = stay_in(s, plan, block);
    if (!stay || stay->longest <= 0) return std::nullopt;
    return room / stay->longest;
}

double tonnes_of(const Scenario& s, const Demand& demand) {
    double sum = 0;
    for (const Cargo& cargo : demand.carries)
        sum += cargo.share.value * cargo.commodity.in(s.commodities).payload.value;
    return demand.loaded.value * demand.filled() * sum;
}

double moves_of_one(const Scenario& s, const Plan& plan, std::uint32_t block) {
    const Block& b = s.blocks[block];
    const auto stay = mean_stay(s, plan, block);
    if (!b.slots || !stay) return 1;
    // h full layers and a part of one more: the sum of h (h - 1) / 2 over the stacks, against all containers.
    const double all = std::min(b.capacity(), put_per_hour(s, plan, block) * *stay);
    const auto slots = static_cast<double>(*b.slots);
    const double low = std::floor(all / slots), high = all - low * slots;
    const double above = (high * (low + 1) * low + (slots - high) * low * (low - 1)) / 2;
    return all > 0 ? 1 + std::max(0.0, above / all) : 1;
}

double fleet_load(const Scenario& s, const Plan& plan, std::uint32_t fleet) {
    double away = 0;
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
        const Demand& demand = s.demand[i];
        if (!demand.fleet || demand.fleet->index != fleet) continue;
        double hours = plan.positioning[i] ? 2 * to_hours(plan.positioning[i]->drive) : 0;
        if (demand.returns) hours += demand.returns->after.mean() / 3'600'000.0;
        for (const std::uint32_t way : plan.ways[i]) {
            const Expectation out = expect(s, plan, way);
            double one = out.driving;
            for (const Expectation::Gate& gate : out.gates) one += gate.service;
            if (plan.back_of[way]) {
                for (const Stop& stop : plan.legs[*plan.back_of[way]].stops)
                    one += to_hours(stop.drive_empty);
            }
            hours += plan.legs[way].share * one;
        }
        away += demand.trucks_per_hour() * hours;
    }
    return away / static_cast<double>(s.fleets[fleet].size.value_or(1));
}

}  // namespace hanhlang
