// Goods that do not keep: on trucks, in blocks, and from one to the other.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Ten loads of 20 t, an hour to the depot, three hours there, an hour on.
std::string through(const std::string& keeps, const std::string& block = "", const std::string& fleet = "") {
    return small(R"(
places: {farm: {}, icd: {kind: icd, desks: [off, on]}, port: {}}
roads: {farm to icd: {length: 60 km, speed: 60 km/h}, icd to port: {length: 60 km, speed: 60 km/h}}
blocks: {store: {place: icd, holds: 1000 t)" +
                     block + R"(}}
desks: {off: {bays: 99, takes: 0 min, puts: store}, on: {bays: 99, takes: 0 min, fetches: store}}
commodities: {fruit: {payload: 20 t, value: 100 USD/t, keeps: )" +
                     keeps + R"(}}
fleets: {truck: {)" + fleet +
                     R"(}}
costs: {goods: 0 % per year}
demand:
  in:  {from: farm, to: icd, carries: fruit, fleet: truck, at: ["06:00"], batch: 10}
  out: {from: icd, to: port, carries: fruit, fleet: truck, made_of: {demand: in, yield: 100 %, after: 3 h}}
)",
                 "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
}

}  // namespace

TEST_CASE("goods are lost once, where their time without cooling is longer than they keep") {
    const auto lost = [](const std::string& text, const std::string& on) {
        return metric_of(text, "trip.spoiled.total[demand=" + on + "]");
    };
    CHECK(lost(through("6 h"), "in") + lost(through("6 h"), "out") == 0);
    CHECK(lost(through("4 h"), "in") == 0);
    CHECK(lost(through("4 h"), "out") == 10 * 20);
    CHECK(lost(through("30 min"), "in") == 10 * 20);
    CHECK(lost(through("30 min"), "out") == 0);
    CHECK(metric_of(through("4 h"), "trip.spoilage_cost.total") == Approx(10 * 20 * 100));
    CHECK(metric_of(through("4 h"), "trip.cost.total") == Approx(10 * 20 * 100));
    CHECK(metric_of(through("4 h"), "trip.trader_cost.total") == Approx(10 * 20 * 100));
    // A cold store leaves the two hours on the road, a cold truck the three at the depot.
    CHECK(lost(through("4 h", ", cold: yes"), "out") == 0);
    CHECK(lost(through("90 min", ", cold: yes"), "out") == 10 * 20);
    CHECK(lost(through("4 h", "", "cold: yes"), "out") == 0);
    CHECK(lost(through("2 h", "", "cold: yes"), "out") == 10 * 20);
    CHECK(lost(through("1 min", ", cold: yes", "cold: yes"), "out") == 0);
    // What each load keeps is drawn once: lost on one trip or on the other.
    const std::string half = through("\"uniform(0, 4) h\"");
    const double early = lost(half, "in"), late = lost(half, "out");
    CHECK(early + late == 10 * 20);  // five hours are longer than any keeps
}

TEST_CASE("what waits for a ship without cooling may be lost there") {
    const std::string text = small(R"(
places: {farm: {}, port: {kind: port, desks: [off]}}
roads: {farm to port: {length: 60 km, speed: 60 km/h}}
blocks: {store: {place: port, holds: 1000 t}}
services: {ship: {block: store, first: 2025-09-01 12:00, every: 30 days, capacity: 1000 t}}
desks: {off: {bays: 99, takes: 0 min, puts: store}}
commodities: {fruit: {payload: 20 t, keeps: 5 h}}
demand: {in: {from: farm, to: port, carries: fruit, at: ["04:00", "08:00"]}}
)",
                                   "{from: 2025-09-01, warm_up: 0 days, measure: 1 day}");
    CHECK(metric_of(text, "block.store.spoiled.total") == 20);  // an hour and seven against an hour and three
    CHECK(metric_of(text, "trip.spoiled.total") == 0);
    CHECK(metric_of(replaced(text, "holds: 1000 t", "holds: 1000 t, cold: yes"),
                    "block.store.spoiled.total") == 0);
    CHECK_THROWS(metric_of(replaced(text, ", keeps: 5 h", ""), "block.store.spoiled.total"));
}
