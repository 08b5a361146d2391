// Who watches a run sees the run as it is without a watcher.
#include <catch2/catch.hpp>

#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

class Everybody : public Sink {
 public:
    bool wants(std::uint32_t, std::uint32_t) override { return true; }
};

/// Two trucks reach one officer at 08:00, one of them by a place where nothing happens; and drivers must
/// rest.
const std::string tie = small(R"(
places: {a: {}, m: {}, c: {}, g: {kind: gate, desks: [counter]}, b: {}}
roads:
  a to m: {length: 50 km, speed: 50 km/h}
  m to g: {length: 50 km, speed: 50 km/h}
  c to g: {length: 75 km, speed: 50 km/h}
  g to b: {length: 50 km, speed: 50 km/h}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 60 min}}
drivers: {stretch: {drive: 90 min, rest: 15 min}}
demand:
  t: {from: a, to: b, at: ["06:00"], batch: 3}
  u: {from: c, to: b, at: ["06:30"], batch: 2}
)");

}  // namespace

TEST_CASE("a run that is watched is the run that is not, also where trucks come at one moment") {
    const Scenario s = load_text(tie);
    const Plan plan = make_plan(s);
    const std::vector<Metric> metrics = parse_metrics(
        s, plan,
        {"trip.transit_time.mean[demand=t]", "trip.transit_time.mean[demand=u]", "trip.transit_time.max"});
    Everybody everybody;
    const Result alone = simulate(s, plan, metrics, 1, 0);
    const Result watched = simulate(s, plan, metrics, 1, 0, &everybody);
    CHECK(alone.values == watched.values);
    Story one{parse_truck(s, "t/0")};
    CHECK(simulate(s, plan, metrics, 1, 0, &one).values == alone.values);
    CHECK(alone.events == watched.events);
}
