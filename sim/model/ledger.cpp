// Money, fuel and goods of trips, and the books of the run, which must balance when it ends.
// Rule: what is spent on the way is written down there; what time costs, when the trip ends.
#include <fmt/format.h>

#include <cassert>

#include "world.hpp"

namespace hanhlang {
namespace {

constexpr double most_usd = 1e12;  // of one payer; both together fit into the whole numbers of the books

/// Whether a truck is in line or being served, with its engine on now and then; who waits for papers or for
/// the morning has parked.
bool stands_in_line(std::size_t cause) {
    switch (static_cast<Cause>(cause)) {
        case Cause::service:
        case Cause::queue:
        case Cause::bay:
        case Cause::space:
        case Cause::batch:
        case Cause::disruption:
            return true;
        default:
            return false;
    }
}

}  // namespace

void World::spend(Trip& trip, Expense what, double usd) {
    if (usd <= 0) return;
    const auto payer = static_cast<std::size_t>(scenario_.costs->paid_by[static_cast<std::size_t>(what)]);
    if (usd + static_cast<double>(books_.paid[payer]) / 1e6 > most_usd)
        throw InputError(
            {{scenario_.costs->mark, "costs",
              fmt::format("the trips of one run cost more than {:.0g} USD: the books hold no more",
                          most_usd)}});
    const std::int64_t amount = millionths(usd);
    trip.ledger.spent[static_cast<std::size_t>(what)] += amount;
    books_.spent[static_cast<std::size_t>(what)] += amount;
    books_.paid[payer] += amount;
}

/// What a desk asks for: the fee, and what is paid beside it.
void World::pay_desk(Trip& trip, const Desk& desk) {
    if (!scenario_.costs) return;
    spend(trip, Expense::fee, desk.fee.value);
    spend(trip, Expense::informal, desk.informal.value);
    trip.payments += desk.fee.value + desk.informal.value;
}

/// Fees of the papers of its declaration: each truck's part.
void World::pay_papers(Trip& trip) {
    if (!scenario_.costs || !trip.dossier || trip.dossier->on_the_way == 0) return;
    double fees = 0;
    for (std::size_t i = 0; i < trip.dossier->papers.size(); ++i) {
        if (trip.dossier->papers[i].wanted) fees += papers_[(*trip.dossier->plan)[i].paper].paper->fee.value;
    }
    spend(trip, Expense::fee, fees / trip.dossier->on_the_way);
}

/// A road has been driven: kilometres, fuel and toll.
void World::pay_road(Trip& trip, const LiveStop& to) {
    std::int64_t burnt = to.fuel[trip.loaded ? 1 : 0];
    // A truck that is not full burns what lies between empty and loaded, by its tonnes.
    if (const double full = payload_[trip.trip_class]; trip.loaded && trip.tonnes < full)
        burnt = to.fuel[0] +
                static_cast<std::int64_t>(trip.tonnes / full * static_cast<double>(to.fuel[1] - to.fuel[0]));
    trip.ledger.metres += to.metres;
    trip.ledger.moving += burnt;
    books_.metres_driven += to.metres;
    books_.fuel_burnt += burnt;
    if (!scenario_.costs) return;
    spend(trip, Expense::toll, to.stop->toll);
    if (scenario_.costs->fuel)
        spend(trip, Expense::fuel, static_cast<double>(burnt) / 1e6 * scenario_.costs->fuel->value);
    if (const FleetCosts* const costs = costs_of(trip))
        spend(trip, Expense::vehicle,
              static_cast<double>(to.metres) / 1e3 * costs->distance.value_or(MoneyByRoad{}).value);
}

/// Goods that stay at a place longer than is free.
void World::pay_place(Trip& trip, const Place& place, Duration stayed) {
    if (!scenario_.costs || !trip.loaded) return;
    if (place.storage && stayed > place.storage->free)
        spend(trip, Expense::storage, to_hours(stayed - place.storage->free) * place.storage->rate.value);
}

void World::pay_handling(Trip& trip, const Place& place) {
    if (!trip.loaded) return;
    if (place.handling && scenario_.costs)
        spend(trip, Expense::handling, trip.tonnes * place.handling->value);
    if (scenario_.emissions && place.handling)
        trip.handled += trip.tonnes * scenario_.emissions->handling.value;
}

const FleetCosts* World::costs_of(const Trip& trip) const {
    const LiveFleet* const fleet = trip.stream->fleet;
    return fleet && fleet->fleet.costs ? &*fleet->fleet.costs : nullptr;
}

/// USD an hour that the time of its goods costs.
double World::goods_per_hour(std::uint32_t trip_class, double tonnes) const {
    const auto& commodity = plan_.classes[trip_class].commodity;
    if (!scenario_.costs || !commodity || !scenario_.commodities[*commodity].value) return 0;
    return scenario_.costs->goods.value / 8760 * tonnes * scenario_.commodities[*commodity].value->value;
}

/// The empty drive to where it sets out, or home from where it ends: its money and its fuel, but no distance
/// of its goods.
void World::pay_positioning(Trip& trip) {
    const Positioning& empty = *trip.stream->positioning;
    const LiveFleet& fleet = *trip.stream->fleet;
    const std::int64_t burnt = millionths(empty.litres);
    trip.ledger.moving += burnt;
    books_.fuel_burnt += burnt;
    if (Vehicle* const vehicle = trip.vehicle.vehicle()) vehicle->km += empty.km;
    if (trip.counted) recorder_.count(Fact::positioned, fleet.index, trip.trip_class, empty.km);
    if (!scenario_.costs) return;
    spend(trip, Expense::toll, empty.toll);
    if (scenario_.costs->fuel) spend(trip, Expense::fuel, empty.litres * scenario_.costs->fuel->value);
    if (const FleetCosts* const costs = costs_of(trip)) {
        const double hours = to_hours(empty.drive);
        spend(trip, Expense::driver, hours * costs->driver.value_or(MoneyRate{}).value);
        spend(trip, Expense::vehicle,
              hours * costs->vehicle.value_or(MoneyRate{}).value +
                  empty.km * costs->distance.value_or(MoneyByRoad{}).value);
    }
}

void World::begin_ledger(Trip& trip) {
    trip.ledger = {};
    trip.payments = trip.handled = 0;
    trip.ledger.grams = millionths(trip.tonnes + trip.excess);
    trip.ledger.teu = teu_[trip.trip_class];
    begin_containers(trip);
    if (!trip.loaded) trip.ledger.empty = trip.containers * whole_teu;
    if (trip.stream->positioning) pay_positioning(trip);
    ++books_.trips_begun;
    books_.grams_loaded += trip.ledger.grams;
    books_.teu_loaded += trip.ledger.teu + trip.ledger.empty;
    trip.under_way = true;
}

/// Some of what was on the truck has stayed behind.
void World::weigh(Trip& trip) {
    const std::int64_t now = millionths(trip.tonnes + trip.excess);
    books_.grams_ended += std::exchange(trip.ledger.grams, now) - now;
}

/// Fuel burnt so far while it stood in line or was served.
double World::litres_idled(const Trip& trip) {
    const LiveFleet* const fleet = trip.stream->fleet;
    if (!fleet || !fleet->fleet.fuel) return 0;
    Duration standing{};
    for (std::size_t i = 0; i < causes; ++i) standing += stands_in_line(i) ? trip.spent[i] : Duration::zero();
    return to_hours(standing) * fleet->fleet.fuel->idles.value * fleet->fleet.fuel->idle.value;
}

/// A trip has ended, at its destination or before: what its time cost.
void World::end_ledger(Trip& trip) {
    Ledger& ledger = trip.ledger;
    const double hours = to_hours(now() - trip.start);
    const LiveFleet* const fleet = trip.stream->fleet;
    if (fleet && fleet->fleet.fuel) {
        const double litres = litres_idled(trip);
        ledger.idling = millionths(litres);
        books_.fuel_burnt += ledger.idling;
        if (scenario_.costs && scenario_.costs->fuel)
            spend(trip, Expense::fuel, litres * scenario_.costs->fuel->value);
    }
    if (const FleetCosts* const costs = scenario_.costs ? costs_of(trip) : nullptr) {
        spend(trip, Expense::driver, hours * costs->driver.value_or(MoneyRate{}).value);
        spend(trip, Expense::vehicle, hours * costs->vehicle.value_or(MoneyRate{}).value);
    }
    if (scenario_.costs)
        spend(trip, Expense::inventory, hours * goods_per_hour(trip.trip_class, trip.tonnes));
    end_containers(trip);
    ++books_.trips_ended;
    books_.metres_ended += ledger.metres;
    books_.grams_ended += ledger.grams;
    books_.teu_ended += ledger.teu + ledger.empty;
    books_.fuel_ended += ledger.moving + ledger.idling;
    for (const std::int64_t one : ledger.spent) books_.spent_ended += one;
    trip.under_way = false;
}

/// Nothing appears and nothing is lost: trips, kilometres, tonnes, boxes, fuel and money.
void World::check_books() const {
    std::uint64_t trips = books_.trips_ended;
    std::int64_t metres = books_.metres_ended, grams = books_.grams_ended, teu = books_.teu_ended,
                 fuel = books_.fuel_ended, money = books_.spent_ended;
    std::int64_t containers = books_.teu_to_outside + stripping_, from = books_.teu_from_outside;
    for (const LivePlace& place : places_) {
        if (!place.empties) continue;
        containers += place.empties->amount();
        from += place.place->containers->empty;
    }
    for (const Trip* trip : living_) containers += trip->containers;
    assert(containers == from);
    for (const LiveBlock& block : blocks_) {
        std::int64_t inside = block.dwelling + block.for_trucks + block.loading;
        for (const LiveBlock::Lot& lot : block.lots) inside += lot.amount;
        assert(inside == block.occupied() && inside + block.arriving <= block.capacity);
    }
    for (const Trip* trip : living_) {
        if (!trip->under_way) continue;
        ++trips;
        metres += trip->ledger.metres;
        grams += trip->ledger.grams;
        teu += trip->ledger.teu + trip->ledger.empty;
        fuel += trip->ledger.moving + trip->ledger.idling;
        for (const std::int64_t one : trip->ledger.spent) money += one;
    }
    assert(trips == books_.trips_begun);
    assert(metres == books_.metres_driven);
    assert(grams == books_.grams_loaded);
    assert(teu == books_.teu_loaded);
    assert(fuel == books_.fuel_burnt);
    std::int64_t spent = 0, paid = 0;
    for (const std::int64_t one : books_.spent) spent += one;
    for (const std::int64_t one : books_.paid) paid += one;
    assert(money == spent);
    assert(money == paid);
}

/// Of a trip that is under way, its time included.
double World::cost_so_far(const Trip& trip, Time when) const {
    std::int64_t spent = 0;
    for (const std::int64_t one : trip.ledger.spent) spent += one;
    double hour = goods_per_hour(trip.trip_class, trip.tonnes);
    if (const FleetCosts* const costs = costs_of(trip))
        hour += costs->driver.value_or(MoneyRate{}).value + costs->vehicle.value_or(MoneyRate{}).value;
    double idling = 0;
    if (scenario_.costs->fuel) idling = litres_idled(trip) * scenario_.costs->fuel->value;
    return static_cast<double>(spent) / 1e6 + idling + to_hours(when - trip.start) * hour;
}

/// Costs and emissions of a trip that is counted.
void World::tell_ledger(const Trip& trip) {
    const std::uint32_t c = trip.trip_class;
    const Ledger& ledger = trip.ledger;
    const double km = static_cast<double>(ledger.metres) / 1e3;
    const double tonnes = trip.tonnes;
    const double hours = to_hours(now() - trip.start);
    if (km > 0) {
        recorder_.ratio(Fact::swd, 0, c, km, hours);
        recorder_.ratio(Fact::swod, 0, c, km, to_hours(trip.spent[static_cast<std::size_t>(Cause::driving)]));
    }
    if (scenario_.costs) {
        std::array<double, 1 + payers + expenses> costs{};
        for (std::size_t i = 0; i < expenses; ++i) {
            const double usd = static_cast<double>(ledger.spent[i]) / 1e6;
            costs[0] += usd;
            costs[1 + static_cast<std::size_t>(scenario_.costs->paid_by[i])] += usd;
            costs[1 + payers + i] = usd;
        }
        recorder_.together(Fact::cost, 0, c, costs);
        recorder_.ratio(Fact::cost_per_tonne, 0, c, costs[0], tonnes);
        recorder_.ratio(Fact::cost_per_tkm, 0, c, costs[0], tonnes * km);
        recorder_.ratio(Fact::cost_per_teu, 0, c, costs[0], static_cast<double>(ledger.teu) / 1e6);
        if (!scenario_.consignments.empty()) {
            const double declarations = trip.dossier ? 1.0 / std::max(1U, trip.dossier->on_the_way) : 0;
            recorder_.ratio(Fact::cost_per_declaration, 0, c, costs[0], declarations);
        }
        recorder_.ratio(Fact::cost_500km_20t, 0, c, costs[0] * 500 * 20, tonnes * km);
        recorder_.ratio(Fact::buffer_stock, 0, c, hours, goods_per_hour(trip.trip_class, trip.tonnes));
    }
    if (scenario_.emissions) {
        const Emissions& e = *scenario_.emissions;
        const double moving = static_cast<double>(ledger.moving) / 1e6;
        const double idling = static_cast<double>(ledger.idling) / 1e6;
        const double litres = moving + idling;
        const double whole = e.burning.value + e.supplying.value;
        const std::array<double, 5> kg{litres * whole + trip.handled, litres * e.burning.value,
                                       litres * e.supplying.value, idling * whole, trip.handled};
        recorder_.together(Fact::co2e, 0, c, kg);
        recorder_.ratio(Fact::co2e_per_tkm, 0, c, kg[0] * 1e3, tonnes * km);
    }
}

}  // namespace hanhlang
