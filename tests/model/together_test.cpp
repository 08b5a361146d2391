// Everything that concerns people and appointments in one scenario, with what can cut across it: patience,
// breakdowns, shifts that suspend, full yards, rest. Asserts in the model watch over it.
#include <catch2/catch.hpp>

#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

std::string crowded(const std::string& closing, const std::string& preemptive) {
    return small(fmt::format(R"yaml(
places:
  a: {{}}
  gate:
    kind: gate
    country: VN
    hours: mon-sun 06:00-22:00
    yard: {{slots: 6}}
    appointments: {{slots: 8 per hour, share: 70 %, no_show: 10 %, placeholder: 10 %, grace: 10 min,
                   early: exponential(10 min), late: exponential(8 min)}}
    desks: [vehicle, driver]
  b: {{desks: [driver]}}
roads:
  a to gate: {{length: 20 km, speed: 40 km/h, holds: 5}}
  gate to b: {{length: 10 km, speed: 40 km/h, holds: 3}}
staff:
  customs: {{people: 2, hours: mon-sun 07:00-12:00 13:00-17:00, closing: {0}, preemptive: {1},
            after_hours: {{hours: mon-sat 16:00-20:00, people: 1, share: 40 %}},
            extra: {{people: 2, when_waiting: 3, until_waiting: 1, after: 5 min, hours: mon-fri 08:00-15:00}},
            breakdowns: {{every: exponential(20 h), repair: exponential(2 h)}}}}
  police: {{people: 2, hours: mon-sun 06:00-21:00, closing: {0},
           extra: {{people: 1, when_waiting: 2, until_waiting: 0}}}}
fleets: {{lorry: {{first_time: 30 %}}}}
desks:
  vehicle: {{staff: customs, bays: 3, takes: exponential(4 min), first_time: exponential(20 min),
            on_return: 1 min, needs: [entry]}}
  driver: {{staff: police, takes: exponential(3 min),
           shared_with: {{people: 200 per day, take: exponential(2 min), by_hour: {{5-9: 3, 9-23: 1}}}}}}
papers:
  entry: {{office: customs, only: import, starts: {{departure: 50 %, arrival: 50 %}}, takes: exponential(12 min)}}
consignments:
  goods: {{flow: import, trucks: geometric(mean 2), pays_for_priority: {{share: 20 %, priority: 3}}}}
drivers: {{stretch: {{drive: 30 min, rest: 10 min}}, closed_counts: yes}}
demand:
  east: {{direction: eastbound, from: a, to: b, fleet: lorry, trucks: 60 per day, patience: exponential(12 h),
         consignment: goods, returns: {{after: exponential(3 h)}}}}
  west: {{direction: westbound, from: b, to: a, fleet: lorry, trucks: 20 per day}}
)yaml",
                             closing, preemptive),
                 "{from: 2025-09-01, warm_up: 1 days, measure: 14 days, max_overrun: 10 days}");
}

}  // namespace

TEST_CASE("every millisecond of every trip has one cause, whatever happens together") {
    for (const char* closing : {"finish", "suspend", "hand over"}) {
        for (const char* preemptive : {"no", "yes"}) {
            const Scenario s = load_text(crowded(closing, preemptive));
            std::vector<std::string> metrics{"trip.transit_time.total", "staff.customs.after_hours.total",
                                             "place.gate.slots_wasted.total", "staff.customs.extra.mean",
                                             "place.gate.offsite_wait.mean"};
            for (const Cause cause : possible_causes(s))
                metrics.push_back(fmt::format("trip.{}_time.total", to_string(cause)));
            const Outcome outcome = outcome_of(s, metrics, 4);
            double sum = 0;
            for (std::size_t i = 5; i < metrics.size(); ++i) sum += outcome.findings[i].estimate.value;
            INFO(closing << ", preemptive: " << preemptive);
            CHECK(sum == Approx(outcome.findings[0].estimate.value).epsilon(1e-12));
            for (std::size_t i = 0; i < 5; ++i) CHECK(outcome.findings[i].estimate.value > 0);
        }
    }
}
