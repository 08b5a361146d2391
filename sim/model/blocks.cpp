// Goods that stay in a block of a yard: put down by trucks, fetched by trucks, taken by who calls.
// Rule: who puts down needs room first; who fetches has what was put down for it.
#include <algorithm>

#include "world.hpp"

namespace hanhlang {

std::int64_t LiveBlock::stands_above(double u) const {
    if (!block.slots) return 0;
    // Containers are numbered stack by stack, the high stacks first; each is equally likely.
    const std::int64_t all = occupied() / whole_teu;
    if (all < 2) return 0;
    const std::int64_t low = all / *block.slots;
    const std::int64_t in_high = (all - low * *block.slots) * (low + 1);
    const auto one = std::min(all - 1, static_cast<std::int64_t>(u * static_cast<double>(all)));
    return one < in_high ? one % (low + 1) : (one - in_high) % low;
}

void World::make_blocks() {
    for (const Block& block : scenario_.blocks)
        blocks_.emplace_back(block, static_cast<std::uint32_t>(blocks_.size()), seed_);
    for (const Service& service : scenario_.services) {
        LiveBlock& from = blocks_[service.block.index];
        from.by_service = true;
        LiveService& live =
            services_.emplace_back(service, static_cast<std::uint32_t>(services_.size()), from,
                                   service.berth ? &teams_[service.berth->index] : nullptr,
                                   service.cranes ? &teams_[service.cranes->index] : nullptr, seed_);
        sim_.spawn(calls(&live));
    }
}

/// What is there already are truckloads of the first who put down here, and have just come.
void World::fill_blocks() {
    for (LiveBlock& block : blocks_) {
        if (!block.block.at_start) continue;
        const auto puts = [&](const LiveVisit& visit) { return visit.puts == &block; };
        const auto brings = [&](const Itinerary& way) {
            return std::any_of(way.visits.begin(), way.visits.end(), puts);
        };
        const auto first = std::find_if(itineraries_.begin(), itineraries_.end(), brings);
        if (first == itineraries_.end()) continue;
        const auto trip_class = static_cast<std::uint32_t>(first - itineraries_.begin());
        const std::int64_t each = block.block.slots ? teu_[trip_class] : millionths(payload_[trip_class]);
        std::int64_t left = millionths(*amount_in(*block.block.at_start, block.block.unit()));
        Subject one{static_cast<std::uint32_t>(streams_.size()) + block.index, 0, replication_};
        for (; left > 0; ++one.ordinal) {
            const std::int64_t amount = std::min(each, left);
            const double part = static_cast<double>(amount) / static_cast<double>(each);
            const LiveBlock::Lot lot{now(), amount, trip_class, {one}, part * payload_[trip_class]};
            left -= lot.amount;
            hold_value(block, millionths(goods_per_hour(lot.trip_class, lot.tonnes)));
            Stock::Wanted wanted{sim_, lot.amount};
            block.room.take(wanted);
            if (block.by_service) {
                block.lots.push_back(lot);
            } else {
                sim_.spawn(dwells(&block, lot, drawn(*block.block.dwell, uniform(block.dwell, one, 1))));
            }
        }
        tell_block(block);
    }
}

/// What the truck carries, in the unit of the block.
std::int64_t World::load_for(const Trip& trip, const Block& block) const {
    if (!trip.loaded) return 0;
    return block.slots ? teu_[trip.trip_class] : millionths(trip.tonnes + trip.excess);
}

/// Tells what is in a block now.
void World::tell_block(LiveBlock& of) {
    const std::int64_t whole = (of.occupied() + whole_teu / 2) / whole_teu;
    if (whole != of.shown) recorder_.change(Fact::block_occupied, of.index, now(), whole - of.shown);
    of.shown = whole;
    const bool crowded = of.occupied() * 10 > of.capacity * 9;
    if (crowded != of.crowded) recorder_.change(Fact::block_crowded, of.index, now(), crowded ? 1 : -1);
    of.crowded = crowded;
}

/// Waits for room in a block, before the place where that has slots: who fetches gets by.
Process<> World::find_room(Trip* trip, LiveBlock* block, const LiveStop* before, Time patience_ends) {
    LiveBlock& at = *block;
    const std::int64_t load = load_for(*trip, at.block);
    if (load == 0) co_return;
    Stock::Wanted wanted{sim_, load, &at.arriving};
    if (!at.room.take(wanted)) {
        if (before) recorder_.change(Fact::trucks_before, before->stop->place, now(), 1);
        auto granted = wanted.granted.wait();
        auto patience = sim_.until(patience_ends);
        if (patience_ends == Time::max()) {
            co_await granted;
        } else if (co_await first_of(granted, patience) != 0) {
            at.room.forget(wanted);
            trip->end = Milestone::Kind::gives_up;
        }
        if (before) recorder_.change(Fact::trucks_before, before->stop->place, now(), -1);
        charge(*trip, Cause::space, at.block.name, nullptr);
        if (!trip->goes_on()) co_return;
    }
    trip->puts = load;
    trip->puts_in = &at;
}

/// Whether there is anything to do at a desk, now that its turn has come, and how long it takes: goods that
/// find no room go elsewhere, and what stands above what is fetched is moved first.
bool World::begins(Trip& trip, const LiveVisit& where, Duration& takes) {
    if (where.fetches) takes *= moves_for(trip, *where.fetches);
    if (!where.puts || where.puts->keeps_waiting()) return true;
    LiveBlock& at = *where.puts;
    const std::int64_t load = load_for(trip, at.block);
    if (load <= at.room.amount()) {
        Stock::Wanted wanted{sim_, load, &at.arriving};
        at.room.take(wanted);
        trip.puts = load;
        trip.puts_in = &at;
        return true;
    }
    if (recorder_.in_window(now())) recorder_.count(Fact::overflow, at.index, trip.trip_class);
    trip.goods_elsewhere = true;
    if (scenario_.costs) spend(trip, Expense::storage, at.block.overflow.value);
    return false;
}

/// Who leaves before it is served has put nothing down.
void World::give_room_back(Trip& trip) {
    LiveBlock& at = *std::exchange(trip.puts_in, nullptr);
    const std::int64_t load = std::exchange(trip.puts, 0);
    at.arriving -= load;
    at.room.put(load);
}

/// The time of goods in a block costs more by this from now on, or less.
void World::hold_value(LiveBlock& at, std::int64_t more) {
    recorder_.change(Fact::goods_cost, at.index, now(), more);
}

/// What was brought is in the block now, and leaves it in one of three ways.
void World::put_down(Trip& trip, LiveBlock& at) {
    const std::int64_t load = std::exchange(trip.puts, 0);
    trip.puts_in = nullptr;
    if (load == 0) return;
    age(trip);
    trip.put_down = true;
    at.arriving -= load;
    tell_block(at);
    if (recorder_.in_window(now())) {
        recorder_.count(Fact::put_down, at.index, trip.trip_class, static_cast<double>(load) / 1e6);
        recorder_.count(Fact::put_tonnes, at.index, trip.trip_class, trip.tonnes);
    }
    const std::int64_t an_hour = millionths(goods_per_hour(trip.trip_class, trip.tonnes));
    hold_value(at, an_hour);
    if (at.by_service) {
        at.lots.push_back({now(), load, trip.trip_class, trip.goods, trip.tonnes});
    } else if (at.block.dwell) {
        const Duration stays = drawn(*at.block.dwell, draw(at.dwell, trip));
        sim_.spawn(dwells(&at, {now(), load, trip.trip_class, trip.goods, trip.tonnes}, stays));
    } else {
        at.for_trucks += load;
        at.value_for_trucks += an_hour;
    }
}

Process<> World::dwells(LiveBlock* at, LiveBlock::Lot lot, Duration stays) {
    at->dwelling += lot.amount;
    co_await sim_.delay(stays);
    at->dwelling -= lot.amount;
    go_on(*at, lot);
}

/// Goods leave with a ship, a train or trucks of no stream: what they do then is not seen.
void World::go_on(LiveBlock& from, LiveBlock::Lot lot) {
    hold_value(from, -millionths(goods_per_hour(lot.trip_class, lot.tonnes)));
    leave_block(from, lot);
    const Duration warm = from.block.cold ? Duration::zero() : now() - lot.since;
    if (!spoils(lot.goods, lot.trip_class, warm) || !recorder_.in_window(now())) return;
    recorder_.count(Fact::spoiled_here, from.index, lot.trip_class, static_cast<double>(lot.amount) / 1e6);
    const auto& value = scenario_.commodities[*plan_.classes[lot.trip_class].commodity].value;
    if (scenario_.costs && value)
        recorder_.count(Fact::spoiled_value, from.index, lot.trip_class, lot.tonnes * value->value);
}

void World::leave_block(LiveBlock& from, const LiveBlock::Lot& lot) {
    from.room.put(lot.amount);
    tell_block(from);
    if (recorder_.in_window(lot.since))
        recorder_.sample(Fact::dwell, from.index, lot.trip_class, now() - lot.since);
}

/// Moves of the machine until the truck has what it fetches: what stands above is moved first.
std::int64_t World::moves_for(const Trip& trip, LiveBlock& from) {
    const std::int64_t above = from.stands_above(draw(from.above, trip));
    if (trip.counted)
        recorder_.sample(Fact::rehandles, from.index, trip.trip_class, static_cast<double>(above));
    return 1 + above;
}

void World::fetch(Trip& trip, LiveBlock& from) {
    const std::int64_t load = load_for(trip, from.block);
    if (load == 0) return;
    // Of what waits for trucks its part of the value leaves: nobody says which goods they are.
    const double part = static_cast<double>(load) / static_cast<double>(from.for_trucks);
    const std::int64_t value =
        load == from.for_trucks
            ? from.value_for_trucks
            : static_cast<std::int64_t>(part * static_cast<double>(from.value_for_trucks));
    from.value_for_trucks -= value;
    hold_value(from, -value);
    from.for_trucks -= load;
    trip.goods_from = now();
    if (!from.block.cold) trip.goods.warm += now() - trip.goods_since;
    const auto& storage = from.block.storage;
    if (storage && scenario_.costs && now() - trip.goods_since > storage->free)
        spend(trip, Expense::storage,
              to_hours(now() - trip.goods_since - storage->free) * storage->rate.value);
    leave_block(from, {trip.goods_since, load, trip.trip_class, {}, trip.tonnes});
}

}  // namespace hanhlang
