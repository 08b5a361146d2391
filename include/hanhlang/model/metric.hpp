// A metric is (measure, filter, statistic), written trip.transit_time.mean[direction=eastbound].
// Rule: what can be asked for is a table made from the scenario; a name outside it is an error with a
// suggestion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {

/// What a truck's time goes to. The times of a trip add up to its transit time, to the millisecond.
enum class Cause : std::uint8_t {
    driving,
    resting,
    service,
    queue,        // an officer is on duty but busy
    bay,          // no bay or machine is free
    closed,       // a gate, a team or an office is off duty
    space,        // no room ahead
    papers,       // a paper is in the queue of an office, or in its hands
    repair,       // a paper is being put right by the trader
    others,       // trucks of the same declaration
    batch,        // the barrier, until a batch may pass
    disruption,   // a closed road, a platform that is down
    appointment,  // the slot that was booked, or one that nobody has
    held,         // where it is, because the gates ahead are full
    breakdown,    // of the truck, on the road
    container,    // no empty one is there
};
inline constexpr std::size_t causes = 16;
std::string_view to_string(Cause cause);

/// Those a scenario can have.
std::vector<Cause> possible_causes(const Scenario& scenario);

/// What is observed. Samples are one value for each trip, passage or visit of a trip that starts in the
/// window; counts and states cover exactly the window.
enum class Fact : std::uint8_t {
    // samples of a trip
    transit_time,
    cause_time,  // object: the cause
    border_time,
    lead_time,
    departure_delay,
    booking_time,
    distance,
    speed,
    fleet_wait,  // object: the fleet
    cost,        // money and emissions of a trip; object: 0
    payer_cost,  // object: the payer
    expense,     // object: the expense
    co2e,        // object: all, tank to wheel, well to tank, idling, handling
    filled,      // object: 0; of a loaded truck
    release,     // object: T0 all, T1.5 to the declaration, T2 to approval, T3 to removal
    clock,       // object: from, to and weighting (clock.hpp)
    // ratios of sums over trips; object: 0
    swd,
    swod,
    cost_per_tonne,
    cost_per_tkm,
    cost_per_teu,
    cost_per_declaration,
    cost_500km_20t,
    co2e_per_tkm,
    buffer_stock,
    // samples of a passage; object: the place
    payments,
    cost_out,
    crossing_time,
    elapsed_in,
    elapsed_out,
    space_wait,
    offsite_wait,
    // samples of a visit; object: the desk
    wait,
    service,
    // samples of a paper; object: the paper
    paper_time,
    paper_wait,
    // samples of a load in a block; object: the block
    dwell,
    rehandles,
    // samples of a call; object: the service
    left_behind,
    load_factor,
    berth_wait,
    turnaround,
    // samples of a dossier
    dossier_time,
    dossier_span,
    // counts
    trips_started,
    trips_finished,
    trips_unfinished,
    trips_turned_away,
    trips_given_up,
    trips_diverted,
    crossings,         // object: the place
    tonnes,            // object: the place
    tonnes_shed,       // object: the place
    teu,               // object: the place
    empty_teu,         // object: the place
    positioned,        // object: the fleet; km
    slots_wasted,      // object: the place
    truck_changes,     // object: the place
    after_hours,       // object: the team
    overflow,          // object: the block
    put_down,          // object: the block
    spoiled_value,     // object: the block; USD
    missed,            // object: the service
    calls_unfinished,  // object: the service
    put_tonnes,        // object: the block; t
    spoiled,           // t
    spoiled_here,      // object: the block; TEU or t
    visits,            // object: the desk
    declarations,
    risk_found,
    risk_missed,
    rejections,  // object: the paper
    issued,      // object: the paper
    overdue,     // object: the paper
    held,        // object: the paper; hours
    // states
    trucks_present,  // object: the place
    trucks_waiting,  // object: the desk
    bays_taken,      // object: the desk
    utilisation,     // object: the team
    busy,            // object: the team
    yard_full,       // object: the place
    yard_occupied,   // object: the place
    units_down,      // object: the team
    trucks_before,   // object: the place
    extra_officers,  // object: the team
    trucks_away,     // object: the fleet
    empties,         // object: the place; TEU
    block_occupied,  // object: the block; TEU or t
    block_crowded,   // object: the block
    goods_cost,      // object: the block; millionths of a dollar an hour
    // made of others
    quotient,
};
inline constexpr std::size_t facts = static_cast<std::size_t>(Fact::quotient) + 1;
constexpr bool is_sample(Fact fact) {
    return fact <= Fact::dossier_span;
}
constexpr bool is_ratio(Fact fact) {
    return fact >= Fact::swd && fact <= Fact::buffer_stock;
}
constexpr bool is_count(Fact fact) {
    return fact > Fact::dossier_span && fact <= Fact::held;
}

/// The total of another fact, times a factor.
struct Term {
    Fact fact{};
    std::uint32_t object = 0;
    double factor = 1;
};

struct Measure {
    std::string name;  // "place.lao_bao.crossing_time"
    Fact fact{};
    std::uint32_t object = 0;
    std::string unit;
    std::string definition;
    std::vector<std::string> statistics;  // that it may be asked for with; p1 … p99 stand as "p50", "p95"
    double factor = 1;  // of a state whose sum over time is asked for: so many of its unit an hour
    // of a quotient
    std::vector<Term> above, below;
    double hourly = 0;  // above, for each hour of the window
};

struct Filter {
    std::vector<std::pair<std::string, std::string>> conditions;  // key, value
};

enum class Statistic : std::uint8_t {
    none,
    mean,
    sd,
    min,
    max,
    quantile,
    total,
    per_day,
    share,
    per_year,
    buffer_index,  // (p95 - mean) / mean
    reliability,   // p95 / p50
    skew,          // (p90 - p50) / (p50 - p10)
    misery,        // mean of the worst 5 % / mean
    over,          // share above so many hours
};

struct Metric {
    std::string name;
    Fact fact{};
    std::uint32_t object = 0;
    Statistic statistic{};
    double p = 0;                // of a quantile, 0..1; hours of `over`
    double factor = 1;           // of a sum over time of a state
    double sketch = 0.005;       // relative error of quantiles, at most
    std::optional<int> hour;     // of the day, of a state
    std::vector<bool> includes;  // by trip class
    std::string unit;
    // of a quotient: the totals of others with their factors, the first so many above
    std::vector<Metric> terms;
    std::size_t above = 0;
    double hourly = 0;
};

/// Whether a replication gives a sum over a sum: a cost by tonne, the weighted mean of a clock.
bool is_ratio_of_sums(const Metric& metric);

/// Every measure of a scenario.
std::vector<Measure> measures(const Scenario& scenario);

/// Whether any goods do not keep.
bool has_perishables(const Scenario& scenario);

/// Whether a place lists the desk, in one direction or the other.
bool stands_at(const Place& place, std::size_t desk);

/// The parts of it about clocks, about costs, emissions and fleets, and about depots.
void add_clock_measures(const Scenario& scenario, std::vector<Measure>& all);
void add_cost_measures(const Scenario& scenario, std::vector<Measure>& all);
void add_depot_measures(const Scenario& scenario, std::vector<Measure>& all);

/// Reads metric names; throws InputError with every one that is not understood.
std::vector<Metric> parse_metrics(const Scenario& scenario, const Plan& plan,
                                  const std::vector<std::string>& names);

/// What `run` reports when nothing else is asked for.
std::vector<std::string> standard_metrics(const Scenario& scenario, const Plan& plan);

/// The part of it about costs, emissions, fleets and corridors.
void add_cost_standards(const Scenario& scenario, std::vector<std::string>& names);
void add_depot_standards(const Scenario& scenario, std::vector<std::string>& names);

/// The metrics of a leg's time-distance table: hours since departure in and out of each place on the way.
std::vector<std::string> profile_metrics(const Scenario& scenario, const Plan& plan, std::uint32_t leg);

}  // namespace hanhlang
