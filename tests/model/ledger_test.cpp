// What a trip costs and emits, by hand; and indices of the spread of times.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// 100 km to the gate, 30 min there, 100 km on, 2 h at the port; home empty by the same way.
const std::string world = R"(
places:
  mine: {handling: 1 USD/t}
  gate: {kind: gate, desks: [counter]}
  port: {handling: 2 USD/t, desks: {eastbound: [quay]}, storage: {free: 30 min, rate: 24 USD/day}}
roads:
  mine to gate: {length: 100 km, speed: 50 km/h, toll: 0.05 USD/km}
  gate to port: {length: 100 km, speed: 50 km/h, gradient: 2 %}
staff: {officer: {people: 9}, crane: {people: 9}}
desks: {counter: {staff: officer, takes: 30 min, fee: 12 USD, informal: 52600 VND}, quay: {staff: crane, takes: 2 h}}
commodities: {coal: {payload: 20 t, value: 100 USD/t, teu: 2}}
fleets:
  truck:
    fuel: {loaded: 40 l/100km, empty: 25 l/100km, gradient: 10 %, idle: 2 l/h, idles: 50 %}
    costs: {driver: 3 USD/h, vehicle: 48 USD/day, distance: 0.1 USD/km}
costs: {on: 2025-12-31, rates: {VND: 26300 per USD}, fuel: 0.8 USD/l, goods: 43.8 % per year}
emissions: {burning: 2.5 kg/l, supplying: 0.5 kg/l, handling: 1 kg/t}
demand: {t: {from: mine, to: port, fleet: truck, at: 06:00, carries: coal, returns: {after: 1 h, loaded: 0 %}}}
)";

double out(const std::string& metric) {
    return metric_of(small(world), metric + "[leg=out]");
}

}  // namespace

TEST_CASE("each expense of a trip is what its prices make of it") {
    // 6.5 h: 4 h of driving, 2.5 h of service. Fuel: 40 l, 48 l uphill, 2.5 h × 1 l.
    CHECK(out("trip.fuel_cost.mean") == Approx(0.8 * (40 + 48 + 2.5)));
    CHECK(out("trip.driver_cost.mean") == Approx(3 * 6.5));
    CHECK(out("trip.vehicle_cost.mean") == Approx(2 * 6.5 + 0.1 * 200));
    CHECK(out("trip.toll_cost.mean") == Approx(5));
    CHECK(out("trip.fee_cost.mean") == Approx(12));
    CHECK(out("trip.informal_cost.mean") == Approx(2));  // 52,600 VND
    CHECK(out("trip.handling_cost.mean") == Approx(20 * 3));
    CHECK(out("place.port.cost_out.mean") == Approx(out("trip.cost.mean")));
    CHECK(out("trip.storage_cost.mean") == Approx(1.5));  // 1.5 h more than is free
    CHECK(out("trip.inventory_cost.mean") == Approx(6.5 * 2000 * 0.438 / 8760));
    CHECK(out("place.gate.payments.mean") == Approx(14));
}

TEST_CASE("books that would overflow end the run, with exit code 2 and not with a wrong sum") {
    // A truck a minute that pays a million at each of 50 desks, for a month.
    std::string desks;
    for (int i = 0; i < 50; ++i) desks += (i > 0 ? ", d" : "d") + std::to_string(i);
    std::string said;
    for (int i = 0; i < 50; ++i)
        said += fmt::format("  d{}: {{takes: 0 min, bays: 9, fee: 1000000 USD}}\n", i);
    const std::string dear =
        small(fmt::format("places: {{a: {{desks: [{}]}}}}\ndesks:\n{}costs: {{fuel: 1 USD/l}}\n"
                          "demand: {{t: {{route: [a], every: 1 min}}}}\n",
                          desks, said),
              "{from: 2025-09-01, warm_up: 0 days, measure: 30 days}");
    CHECK_THROWS_AS(metric_of(dear, "trip.fee_cost.mean"), InputError);
    CHECK(metric_of(replaced(dear, "1000000 USD", "1000 USD"), "trip.fee_cost.mean") == Approx(50'000));
}

TEST_CASE("costs add up, by what they are for and by who pays") {
    double sum = 0;
    for (const std::string_view expense : expense_names)  // nothing here can spoil
        sum += expense == "spoilage" ? 0 : out(fmt::format("trip.{}_cost.mean", expense));
    const double all = out("trip.cost.mean");
    CHECK(all == Approx(sum));
    CHECK(out("trip.carrier_cost.mean") + out("trip.trader_cost.mean") == Approx(all));
    CHECK(out("trip.trader_cost.mean") == Approx(12 + 60 + 1.5 + 6.5 * 0.1));
    CHECK(out("trip.cost_per_tonne") == Approx(all / 20));
    CHECK(out("trip.cost_per_tkm") == Approx(all / 20 / 200));
    CHECK(out("trip.cost_per_teu") == Approx(all / 2));
    CHECK(out("trip.cost_500km_20t") == Approx(all / 200 * 500));
    // With the way home the empty truck is paid for by the goods of the way out.
    const double both = metric_of(small(world), "trip.cost_per_tonne");
    const double home = metric_of(small(world), "trip.cost.mean[leg=back]");
    CHECK(both == Approx((all + home) / 20));
    CHECK(metric_of(replaced(small(world), "goods: 43.8", "paid_by: {fee: carrier}, goods: 43.8"),
                    "trip.trader_cost.mean[leg=out]") == Approx(60 + 1.5 + 6.5 * 0.1));
}

TEST_CASE("greenhouse gases are those of the fuel, well to wheel, with idling and handling apart") {
    CHECK(out("trip.co2e_ttw.mean") == Approx(90.5 * 2.5));
    CHECK(out("trip.co2e_wtt.mean") == Approx(90.5 * 0.5));
    CHECK(out("trip.co2e_idle.mean") == Approx(2.5 * 3));
    CHECK(out("trip.co2e_handling.mean") == Approx(40));
    CHECK(out("trip.co2e.mean") == Approx(90.5 * 3 + 40));
    CHECK(out("trip.co2e_per_tkm") == Approx((90.5 * 3 + 40) * 1000 / 4000));
    // Empty: 25 l, 30 l uphill, and half an hour at the counter.
    CHECK(metric_of(small(world), "trip.co2e_ttw.mean[leg=back]") == Approx((25 + 30 + 0.5) * 2.5));
}

TEST_CASE("boxes go out with goods and home empty") {
    CHECK(metric_of(small(world), "place.gate.teu.total") == 2 * 2);  // two days, one truck each
    CHECK(metric_of(small(world), "place.gate.empty_teu.total") == 2 * 2);
}

TEST_CASE("speed with and without delay are ratios of sums") {
    CHECK(out("trip.swd") == Approx(200 / 6.5));
    CHECK(out("trip.swod") == Approx(50));
    CHECK(metric_of(small(world), "trip.swd") == Approx(400 / (6.5 + 4.5)));
}

TEST_CASE("fees of papers are shared by the trucks of a declaration") {
    const std::string text = small(R"(
places: {a: {}, gate: {kind: gate, country: VN, desks: [counter]}, b: {}}
roads: {a to gate: {length: 60 km, speed: 60 km/h}, gate to b: {length: 60 km, speed: 60 km/h}}
staff: {officer: {people: 9, country: VN}}
desks: {counter: {staff: officer, takes: 1 min, needs: [form]}}
papers: {form: {office: officer, starts: booking, takes: 1 min, fee: 30 USD}}
commodities: {coal: {payload: 20 t}}
consignments: {goods: {flow: import, trucks: 3}, load: {flow: export}}
costs: {goods: 0 % per year}
demand: {t: {from: a, to: b, at: 06:00, consignment: goods, carries: coal, returns: {after: 1 h, loaded: 100 %, carries: coal, consignment: load}}}
)");
    CHECK(metric_of(text, "trip.fee_cost.max[leg=out]") == Approx(10));
    CHECK(metric_of(text, "trip.fee_cost.total[leg=out]") == Approx(2 * 30));
    CHECK(metric_of(text, "trip.fee_cost.min[leg=back]") == Approx(30));  // each has a declaration of its own
}

TEST_CASE("indices of spread are those of the definitions") {
    // Ten trucks a day wait 0, 10, … 90 min for one officer who takes 10 min: 10, 20 … 100 min at the desk.
    const std::string text = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 10 min}}
demand: {t: {route: [gate], at: [06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00]}}
)");
    CHECK(metric_of(text, "trip.transit_time.mean") == Approx(55 / 60.0));
    CHECK(metric_of(text, "trip.transit_time.buffer_index") == Approx(45.0 / 55));
    CHECK(metric_of(text, "trip.transit_time.reliability") == Approx(2));
    CHECK(metric_of(text, "trip.transit_time.skew") == Approx(40.0 / 40));
    CHECK(metric_of(text, "trip.transit_time.over_1h") == Approx(0.4));
    CHECK(metric_of(text, "place.gate.trucks.mean[hour=6]") == Approx((10 + 9 + 8 + 7 + 6 + 5) / 6.0));
    CHECK(metric_of(text, "place.gate.trucks.mean[hour=7]") == Approx((4 + 3 + 2 + 1) / 6.0));
    CHECK(metric_of(text, "place.gate.trucks.mean[hour=8]") == 0);
}

TEST_CASE("stock for late trips costs the time of goods from the median to the 95th percentile") {
    const std::string text = small(R"(
places: {gate: {desks: [counter]}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 1 h}}
commodities: {coal: {payload: 20 t, value: 100 USD/t}}
costs: {goods: 438 % per year}
demand: {t: {route: [gate], carries: coal, at: [06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00, 06:00]}}
)");
    CHECK(metric_of(text, "trip.buffer_stock") == Approx(2000 * 4.38 / 8760 * (10 - 5)));  // 5 h at 1 USD
}

TEST_CASE("a time release study tells arrival, declaration, approval and removal apart") {
    const std::string text = small(R"(
places:
  a: {}
  gate: {kind: gate, country: VN, desks: [counter]}
  b: {}
roads: {a to gate: {length: 60 km, speed: 60 km/h}, gate to b: {length: 60 km, speed: 60 km/h}}
staff: {officer: {people: 9, country: VN}, clerk: {people: 9, country: VN}}
desks: {counter: {staff: officer, takes: 10 min, needs: [form]}}
papers: {form: {office: clerk, starts: arrival, needs: [permit], takes: 30 min}, permit: {clock: elapsed, starts: arrival, takes: 20 min, office: clerk}}
commodities: {coal: {payload: 20 t}}
consignments: {goods: {flow: import, trucks: 2}}
costs: {goods: 0 % per year}
fleets: {truck: {costs: {driver: 6 USD/h}}}
demand: {t: {from: a, to: b, at: 06:00, fleet: truck, consignment: goods, carries: coal}}
)");
    // The permit is handed in on arrival, the form 20 min later and ready 30 min after that; then the
    // counter.
    CHECK(metric_of(text, "release.t0.mean") == Approx(1.0));
    CHECK(metric_of(text, "release.t1_5.mean") == Approx(0).margin(1e-12));
    CHECK(metric_of(text, "release.t2.mean") == Approx(50 / 60.0));
    CHECK(metric_of(text, "release.t3.mean") == Approx(10 / 60.0));
    const std::string early = replaced(text, "starts: arrival", "starts: booking");
    CHECK(metric_of(early, "release.t0.mean") == Approx(10 / 60.0));
    CHECK(metric_of(early, "release.t2.mean") == Approx(50 / 60.0));
    CHECK(metric_of(early, "release.t3.mean") == Approx(10 / 60.0));
    // 3 h at 6 USD a truck, two trucks a declaration.
    CHECK(metric_of(text, "trip.cost_per_declaration") == Approx(36));
    CHECK(metric_of(text, "place.gate.cost_out.mean") == Approx(12));
}
