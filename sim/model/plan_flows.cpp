// What a plan makes cross and carry in an ordinary week, against what the scenario says that it is.
// Rule: tonnes, trucks, declarations and crossings are four ways to say one thing; a tenth is rounding.
#include <fmt/format.h>

#include <cmath>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

constexpr double hours_a_day = 24;

bool differ(double said, double is) {
    return std::abs(said - is) > 0.1 * said;
}

/// What one stream sets out with in an hour.
void check_stream(const Scenario& s, const Plan& plan, std::uint32_t stream, std::vector<Problem>& problems) {
    const Demand& demand = s.demand[stream];
    if (!demand.tonnes && !demand.declarations) return;
    double tonnes = 0;
    double loaded = 0;
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
        const TripClass& trip = plan.classes[c];
        const Leg& leg = plan.leg_of(trip);
        if (leg.demand != stream || leg.back || !trip.loaded) continue;
        const double trucks = trucks_per_hour(s, plan, c);
        loaded += trucks;
        if (trip.commodity) tonnes += trucks * demand.filled() * s.commodities[*trip.commodity].payload.value;
    }
    const std::string path = "demand." + demand.name;
    if (demand.tonnes && differ(demand.tonnes->value, tonnes)) {
        problems.push_back(
            {demand.mark, path + ".tonnes",
             fmt::format("found {:.4g} t per day, but {:.4g} loaded trucks per day of {:.3g} t are "
                         "{:.4g} t per day; correct one, or remove what is said with 'none'",
                         demand.tonnes->value * hours_a_day, loaded * hours_a_day,
                         loaded > 0 ? tonnes / loaded : 0, tonnes * hours_a_day)});
    }
    if (!demand.declarations) return;
    if (!demand.consignment) {
        problems.push_back(
            {demand.mark, path + ".declarations", "its trucks have no declaration: expected 'consignment'"});
        return;
    }
    const Consignment& kind = demand.consignment->in(s.consignments);
    const double trucks = kind.trucks.mean();
    if (differ(demand.declarations->value, loaded / trucks)) {
        problems.push_back({demand.mark, path + ".declarations",
                            fmt::format("found {:.4g} per day, but {:.4g} trucks per day at {:.3g} trucks a "
                                        "'{}' are {:.4g} per day; "
                                        "correct one, or remove what is said with 'none'",
                                        demand.declarations->value * hours_a_day, loaded * hours_a_day,
                                        trucks, kind.name, loaded / trucks * hours_a_day)});
    }
}

}  // namespace

double trucks_per_hour(const Scenario& s, const Plan& plan, std::uint32_t c) {
    const TripClass& trip = plan.classes[c];
    const Leg& leg = plan.leg_of(trip);
    if (leg.diverted) return 0;  // disruptions are no ordinary week
    const Demand& demand = s.demand[leg.demand];
    const Share loaded = leg.back ? demand.returns->loaded : demand.loaded;
    const auto& carries = leg.back ? demand.returns->carries : demand.carries;
    double share = trip.loaded ? loaded.value : 1 - loaded.value;  // back: of the trucks that went out
    for (const Cargo& cargo : carries) {
        if (trip.commodity && cargo.commodity.index == *trip.commodity) share *= cargo.share.value;
    }
    return demand.trucks_per_hour() * leg.share * share * trip.share;
}

void check_flows(const Scenario& s, const Plan& plan, std::vector<Problem>& problems) {
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) check_stream(s, plan, i, problems);
    for (std::uint32_t i = 0; i < s.places.size(); ++i) {
        const Place& place = s.places[i];
        if (!place.crossings) continue;
        double loaded = 0;
        double empty = 0;
        for (std::uint32_t c = 0; c < plan.classes.size(); ++c) {
            const TripClass& trip = plan.classes[c];
            for (const Stop& stop : plan.leg_of(trip).stops) {
                if (stop.place == i) (trip.loaded ? loaded : empty) += trucks_per_hour(s, plan, c);
            }
        }
        if (!differ(place.crossings->value, loaded + empty)) continue;
        problems.push_back(
            {place.mark, "places." + place.name + ".crossings",
             fmt::format("found {:.4g} per day, but {:.4g} loaded and {:.4g} empty trucks per day pass here; "
                         "correct one, or remove what is said with 'none'",
                         place.crossings->value * hours_a_day, loaded * hours_a_day, empty * hours_a_day)});
    }
}

}  // namespace hanhlang
