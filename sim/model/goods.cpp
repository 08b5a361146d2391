// What becomes of goods on the way: raw material is worked on, and what does not keep is lost.
#include "goods.hpp"

#include <algorithm>
#include <utility>

#include "world.hpp"

namespace hanhlang {

/// Raw material has come; when it is product, trucks set out with what there is, each when it is full.
Process<> World::make(Stream* product, double tonnes, Subject raw, Made made) {
    const MadeOf& how = *product->demand.made_of;
    made.came = now();
    if (how.rate) {
        product->works_until =
            std::max(now(), product->works_until) + to_duration(tonnes / how.rate->value * 3'600'000.0);
        co_await sim_.until(std::min(product->works_until, scenario_.runs.end() + one_week));
    }
    if (how.after) co_await sim_.delay(drawn(*how.after, uniform(made_after_, raw)));
    made.tonnes = tonnes * how.yield.value;
    product->stock += made.tonnes;
    product->parts.push_back(made);
    while (load_made(*product, false)) continue;
}

/// A truck sets out with what has been made, first come first go; when it is full, or when it is to.
bool World::load_made(Stream& product, bool must_go) {
    const Subject next{product.source, product.made, replication_};
    const std::size_t cargo = cargo_of(product.demand, false, next);
    const double load =
        scenario_.commodities[product.demand.carries[cargo - 1].commodity.index].payload.value;
    constexpr double gram = 1e-6;
    const double tonnes = product.stock > load - gram / 2 ? load : product.stock;
    if (tonnes < load && !(must_go && tonnes > gram)) return false;
    product.stock = std::max(0.0, product.stock - tonnes);
    Made all = product.parts.front();
    all.tonnes = tonnes;
    double waited = 0;  // t h
    for (double left = tonnes; left > 0 && !product.parts.empty();) {
        Made& first = product.parts.front();
        const double part = std::min(left, first.tonnes);
        waited += part * to_hours(now() - first.came);
        left -= part;
        first.tonnes -= part;
        if (first.tonnes < gram) product.parts.pop_front();
    }
    all.came = now() - to_duration(waited / tonnes * 3'600'000.0);
    const std::uint32_t ordinal = product.made++;
    product.made_of.emplace(ordinal, all);
    sim_.spawn(product.demand.consignment ? consignment(&product, ordinal, 1, now())
                                          : truck(&product, ordinal, nullptr, now()));
    return true;
}

/// At its times of day what is there sets out, full or not, with what comes at that very moment.
Process<> World::cut_offs(Stream* product) {
    const std::vector<Duration>& times = product->demand.made_of->cut_off;
    for (Time day = std::chrono::floor<std::chrono::days>(now());; day += one_day) {
        for (const Duration time : times) {
            if (day + time < now()) continue;
            if (day + time >= scenario_.runs.end()) co_return;
            co_await sim_.until(day + time);
            co_await sim_.settled();
            load_made(*product, true);
        }
    }
}

/// Adds time without cooling; true when the goods are lost by it.
bool World::spoils(Goods& goods, std::uint32_t trip_class, Duration warm) const {
    const auto& commodity = plan_.classes[trip_class].commodity;
    if (!commodity || !scenario_.commodities[*commodity].keeps) return false;
    goods.warm += warm;
    const Distribution& keeps = *scenario_.commodities[*commodity].keeps;
    if (goods.spoiled || goods.warm <= drawn(keeps, uniform(keeps_, goods.of, goods.number))) return false;
    return goods.spoiled = true;
}

/// Goods that have been on the truck until now.
void World::age(Trip& trip) {
    const LiveFleet* const fleet = trip.stream->fleet;
    const Duration on_it = now() - std::exchange(trip.goods_from, now());
    const bool cold = fleet && fleet->fleet.cold;
    if (!trip.loaded || !spoils(trip.goods, trip.trip_class, cold ? Duration::zero() : on_it)) return;
    if (trip.counted) recorder_.count(Fact::spoiled, 0, trip.trip_class, trip.tonnes);
    const auto& value = scenario_.commodities[*plan_.classes[trip.trip_class].commodity].value;
    if (scenario_.costs && value) spend(trip, Expense::spoilage, trip.tonnes * value->value);
}

/// A truck of a stream that is made of others takes what has come: the same goods, where they are the same.
void World::take_made(Trip& trip, const Made& made) {
    trip.goods_since = made.came;
    trip.tonnes = made.tonnes;
    const bool fetches = std::any_of(trip.way->visits.begin(), trip.way->visits.end(),
                                     [](const LiveVisit& visit) { return visit.fetches != nullptr; });
    // What is fetched is what was put down, whatever it is called now; what was worked on is new.
    if (!fetches && plan_.classes[trip.trip_class].commodity != made.commodity) return;
    trip.goods = made.goods;
    // What stays in a block ages there until it is fetched.
    if (!fetches) trip.goods.warm += now() - made.came;
}

}  // namespace hanhlang
