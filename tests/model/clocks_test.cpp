// Clocks of a trip, to the minute.
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

// 60 km to the gate (1 h), 10 min at the desk, 30 km (30 min) to the port, 30 km (30 min) on to the town.
const std::string to_port = small(R"(
places: {farm: {}, gate: {kind: gate, desks: [counter]}, harbour: {kind: port}, town: {}}
roads:
  farm to gate: {length: 60 km, speed: 60 km/h}
  gate to harbour: {length: 30 km, speed: 60 km/h}
  harbour to town: {length: 30 km, speed: 60 km/h}
staff: {many: {people: 50}}
desks: {counter: {staff: many, takes: 10 min}}
commodities: {sand: {payload: 20 t, value: 10 USD/t}, cloth: {payload: 10 t, value: 1000 USD/t}}
consignments:
  four: {flow: export, trucks: 4, lead: 2 h}
  one: {flow: export, lead: 5 h}
demand:
  sand: {from: farm, to: town, at: ["08:00"], consignment: four, carries: sand}
  cloth: {from: farm, to: harbour, at: ["09:00"], consignment: one, carries: cloth}
)");

}  // namespace

TEST_CASE("clocks run from booking, departure and the gate to the gate, the port and delivery") {
    // Sand, four trucks, no officers: each takes 60 + 10 + 30 + 30 min; cloth 60 + 10 + 30 min.
    const auto hours = [&](const std::string& metric) { return metric_of(to_port, metric); };
    CHECK(hours("clock.departure.delivery.mean[demand=sand]") == Approx(130 / 60.0));
    CHECK(hours("clock.departure.delivery.mean[demand=cloth]") == Approx(100 / 60.0));
    CHECK(hours("clock.departure.port_gate_in.mean[demand=sand]") == Approx(100 / 60.0));
    CHECK(hours("clock.departure.gate_exit.mean[demand=sand]") == Approx(70 / 60.0));
    CHECK(hours("clock.gate_arrival.gate_exit.mean[demand=sand]") == Approx(10 / 60.0));
    CHECK(hours("clock.gate_arrival.port_gate_in.mean[demand=sand]") == Approx(40 / 60.0));
    CHECK(hours("clock.booking.delivery.mean[demand=sand]") == Approx(2 + 130 / 60.0));
    CHECK(hours("clock.booking.port_gate_in.mean[demand=cloth]") == Approx(5 + 100 / 60.0));
    CHECK(hours("clock.departure.delivery.mean") == Approx(hours("trip.transit_time.mean")));
    CHECK(hours("clock.departure.delivery.p90") == hours("trip.transit_time.p90"));
}

TEST_CASE("a clock weighs trips by trucks, consignments, tonnes or value") {
    const double sand = 130 / 60.0, cloth = 100 / 60.0;
    const auto weighed = [&](const std::string& by) {
        return metric_of(to_port, "clock.departure.delivery.mean[weigh=" + by + "]");
    };
    CHECK(weighed("trucks") == Approx((4 * sand + cloth) / 5));
    CHECK(weighed("consignments") == Approx((sand + cloth) / 2));
    CHECK(weighed("tonnes") == Approx((80 * sand + 10 * cloth) / 90));
    CHECK(weighed("value") == Approx((800 * sand + 10'000 * cloth) / 10'800));
}

TEST_CASE("who starts at a port, or passes none, has no clock to it") {
    const std::string back = replaced(to_port, "from: farm, to: harbour", "from: harbour, to: farm");
    CHECK(std::isnan(metric_of(back, "clock.departure.port_gate_in.mean[demand=cloth]")));
    CHECK(metric_of(back, "clock.departure.gate_exit.mean[demand=cloth]") == Approx(40 / 60.0));
}

TEST_CASE("a weighting that is none, or of what has no weights, is refused") {
    const auto said = [&](const std::string& metric) {
        try {
            metric_of(to_port, metric);
            return std::string("none");
        } catch (const InputError& error) {
            return std::string(error.what());
        }
    };
    CHECK(has(said("clock.departure.delivery.mean[weigh=pallets]"), "expected one of trucks, consignments"));
    CHECK(has(said("clock.departure.delivery.p90[weigh=tonnes]"), "only the mean of a clock is"));
    CHECK(has(said("trip.transit_time.mean[weigh=tonnes]"), "only the mean of a clock is"));
    const std::string worthless =
        replaced(replaced(to_port, ", value: 10 USD/t", ""), ", value: 1000 USD/t", "");
    CHECK_THROWS_WITH(metric_of(worthless, "clock.departure.delivery.mean[weigh=value]"),
                      Catch::Contains("no commodity has one"));
}
