#include "hanhlang/model/recorder.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>

#include "hanhlang/base/random.hpp"
#include "hanhlang/model/clock.hpp"

namespace hanhlang {
namespace {

std::size_t objects_of(const Scenario& s, Fact fact) {
    switch (fact) {
        case Fact::cause_time:
            return causes;
        case Fact::payer_cost:
            return payers;
        case Fact::expense:
            return expenses;
        case Fact::release:
            return 4;
        case Fact::clock:
            return clock_objects;
        case Fact::co2e:
            return 5;
        case Fact::fleet_wait:
        case Fact::trucks_away:
        case Fact::positioned:
            return s.fleets.size();
        case Fact::payments:
        case Fact::cost_out:
        case Fact::teu:
        case Fact::empty_teu:
        case Fact::crossing_time:
        case Fact::elapsed_in:
        case Fact::elapsed_out:
        case Fact::space_wait:
        case Fact::offsite_wait:
        case Fact::slots_wasted:
        case Fact::crossings:
        case Fact::tonnes:
        case Fact::tonnes_shed:
        case Fact::truck_changes:
        case Fact::trucks_present:
        case Fact::trucks_before:
        case Fact::empties:
        case Fact::yard_full:
        case Fact::yard_occupied:
            return s.places.size();
        case Fact::dwell:
        case Fact::rehandles:
        case Fact::overflow:
        case Fact::put_down:
        case Fact::put_tonnes:
        case Fact::goods_cost:
        case Fact::spoiled_value:
        case Fact::spoiled_here:
        case Fact::block_occupied:
        case Fact::block_crowded:
            return s.blocks.size();
        case Fact::left_behind:
        case Fact::load_factor:
        case Fact::berth_wait:
        case Fact::turnaround:
        case Fact::missed:
        case Fact::calls_unfinished:
            return s.services.size();
        case Fact::wait:
        case Fact::service:
        case Fact::visits:
        case Fact::trucks_waiting:
        case Fact::bays_taken:
            return s.desks.size();
        case Fact::utilisation:
        case Fact::busy:
        case Fact::units_down:
        case Fact::after_hours:
        case Fact::extra_officers:
            return s.staff.size();
        case Fact::paper_time:
        case Fact::paper_wait:
        case Fact::rejections:
        case Fact::issued:
        case Fact::overdue:
        case Fact::held:
            return s.papers.size();
        case Fact::filled:
        case Fact::cost:
        case Fact::swd:
        case Fact::swod:
        case Fact::cost_per_tonne:
        case Fact::cost_per_tkm:
        case Fact::cost_per_teu:
        case Fact::cost_per_declaration:
        case Fact::cost_500km_20t:
        case Fact::co2e_per_tkm:
        case Fact::buffer_stock:
        case Fact::transit_time:
        case Fact::border_time:
        case Fact::lead_time:
        case Fact::departure_delay:
        case Fact::booking_time:
        case Fact::distance:
        case Fact::speed:
        case Fact::dossier_time:
        case Fact::dossier_span:
        case Fact::trips_started:
        case Fact::trips_finished:
        case Fact::trips_unfinished:
        case Fact::trips_turned_away:
        case Fact::trips_given_up:
        case Fact::trips_diverted:
        case Fact::declarations:
        case Fact::risk_found:
        case Fact::risk_missed:
        case Fact::spoiled:
        case Fact::quotient:
            return 1;
    }
    return 0;  // every fact is named above: the compiler says which is not
}

/// The first of the facts that are recorded together with a metric's, and its place among them.
struct Together {
    Fact first;
    std::uint32_t object;
    std::size_t place;
};
Together together_with(const Metric& metric) {
    switch (metric.fact) {
        case Fact::cause_time:
            return {Fact::transit_time, 0, 1 + std::size_t{metric.object}};
        case Fact::border_time:
            return {Fact::transit_time, 0, 1 + causes};
        case Fact::departure_delay:
            return {Fact::transit_time, 0, 2 + causes};
        case Fact::lead_time:
            return {Fact::transit_time, 0, 3 + causes};
        case Fact::booking_time:
            return {Fact::transit_time, 0, 4 + causes};
        case Fact::payer_cost:
            return {Fact::cost, 0, 1 + std::size_t{metric.object}};
        case Fact::expense:
            return {Fact::cost, 0, 1 + payers + std::size_t{metric.object}};
        case Fact::release:
            return {Fact::release, 0, metric.object};
        case Fact::co2e:
            return {Fact::co2e, 0, metric.object};
        case Fact::paper_wait:
            return {Fact::paper_time, metric.object, 1};
        case Fact::dossier_span:
            return {Fact::dossier_time, 0, 1};
        case Fact::elapsed_in:
            return {Fact::crossing_time, metric.object, 1};
        case Fact::elapsed_out:
            return {Fact::crossing_time, metric.object, 2};
        case Fact::service:
            return {Fact::wait, metric.object, 1};
        default:
            return {metric.fact, metric.object, 0};
    }
}

}  // namespace

std::uint64_t Result::fingerprint() const {
    std::uint64_t hash = mix64(values.size());
    for (const double value : values) {
        const double bits = value != value ? std::numeric_limits<double>::quiet_NaN() : value;
        hash = mix64(hash ^ std::bit_cast<std::uint64_t>(bits));
    }
    return mix64(mix64(hash ^ trips) ^ unfinished);
}

Recorder::Recorder(const Scenario& scenario, const Plan& plan, const std::vector<Metric>& metrics)
    : metrics_(metrics),
      asked_(metrics.size()),
      from_(scenario.runs.from),
      to_(scenario.runs.to()),
      end_(scenario.runs.end()),
      classes_(static_cast<std::uint32_t>(plan.classes.size())) {
    for (const Metric& metric : metrics) {
        first_term_.push_back(metrics_.size());
        metrics_.insert(metrics_.end(), metric.terms.begin(), metric.terms.end());
    }
    std::size_t slots = 0;
    for (std::size_t fact = 0; fact < facts; ++fact) {
        first_slot_[fact] = slots;
        slots += objects_of(scenario, static_cast<Fact>(fact));
    }
    state_of_.assign(slots, none);
    const TimeAverage none_yet{from_.time_since_epoch().count(), to_.time_since_epoch().count()};
    teams_.assign(scenario.staff.size(), {none_yet, none_yet});
    wants_team_.assign(scenario.staff.size(), 0);

    // Metrics of the same measure and filter share one collector.
    std::map<std::pair<std::size_t, std::vector<bool>>, std::uint32_t> homes;
    std::map<std::size_t, std::vector<Wanted>> wanted;  // by slot
    for (const Metric& metric : metrics_) {
        if (metric.fact == Fact::quotient) {
            home_.push_back(none);
            continue;
        }
        const std::size_t at = slot(metric.fact, metric.object);
        keeps_clocks_ |= metric.fact == Fact::clock;
        if (metric.fact == Fact::utilisation || metric.fact == Fact::busy) {
            wants_team_[metric.object] = 1;
            home_.push_back(metric.object);
            continue;
        }
        if (!is_sample(metric.fact) && !is_count(metric.fact)) {
            home_.push_back(need_state(metric));
            continue;
        }
        const auto next =
            static_cast<std::uint32_t>(is_sample(metric.fact) ? collectors_.size() : totals_.size());
        const auto [home, is_new] = homes.try_emplace({at, metric.includes}, next);
        if (is_new) {
            is_sample(metric.fact) ? void(collectors_.emplace_back()) : totals_.push_back(0);
            const Together together = together_with(metric);
            wanted[slot(together.first, together.object)].push_back({&metric, next, together.place});
        }
        home_.push_back(home->second);
        if (!is_sample(metric.fact)) continue;
        Collector& collector = collectors_[home->second];
        switch (metric.statistic) {
            case Statistic::quantile:
            case Statistic::buffer_index:
            case Statistic::reliability:
            case Statistic::skew:
            case Statistic::misery:
            case Statistic::over:
                if (!collector.quantiles) collector.quantiles = std::make_unique<Quantiles>(metric.sketch);
                break;
            case Statistic::sd:
            case Statistic::min:
            case Statistic::max:
                if (!collector.spread) collector.spread = std::make_unique<Tally>();
                break;
            default:
                break;
        }
    }
    for (std::size_t i = 0; i < metrics.size(); ++i) {  // the spread of transit times is what stock is for
        if (metrics[i].fact == Fact::buffer_stock)
            collectors_[home_[i]].quantiles = std::make_unique<Quantiles>();
    }
    for (Collector& collector : collectors_) collector.is_plain = !collector.quantiles && !collector.spread;
    // From here on collectors and totals stay where they are.
    row_of_.assign(slots, 0);
    spans_.resize(classes_);
    const std::size_t first_count = first_slot_[static_cast<std::size_t>(Fact::trips_started)];
    for (const auto& [at, metrics_here] : wanted) {
        row_of_[at] = spans_.size();
        for (std::uint32_t c = 0; c < classes_; ++c) {
            const auto begin = static_cast<std::uint32_t>(targets_.size());
            for (const auto& [metric, home, place] : metrics_here) {
                if (!metric->includes[c]) continue;
                const bool sample = at < first_count;
                targets_.push_back(
                    {sample ? &collectors_[home] : nullptr, sample ? nullptr : &totals_[home], place});
            }
            spans_.push_back({begin, static_cast<std::uint32_t>(targets_.size())});
        }
    }
}

std::uint32_t Recorder::need_state(const Metric& metric) {
    std::uint32_t& state = state_of_[slot(metric.fact, metric.object)];
    if (state == none) {
        state = static_cast<std::uint32_t>(states_.size());
        states_.push_back({{from_.time_since_epoch().count(), to_.time_since_epoch().count()}, nullptr});
    }
    if (metric.statistic == Statistic::quantile && !states_[state].levels) {
        states_[state].levels =
            std::make_shared<TimeAtLevels>(from_.time_since_epoch().count(), to_.time_since_epoch().count());
    }
    if (metric.hour && !states_[state].hours) {
        states_[state].hours =
            std::make_shared<TimeByHour>(from_.time_since_epoch().count(), to_.time_since_epoch().count());
    }
    return state;
}

void Recorder::yard(std::uint32_t place, Time now, std::int64_t occupied, bool full) {
    level(Fact::yard_occupied, place, now, occupied);
    level(Fact::yard_full, place, now, full ? 1 : 0);
}

}  // namespace hanhlang
