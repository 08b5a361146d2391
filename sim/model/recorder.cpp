#include "hanhlang/model/recorder.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>

#include "hanhlang/base/random.hpp"

namespace hanhlang {
namespace {

std::size_t objects_of(const Scenario& s, Fact fact) {
    switch (fact) {
        case Fact::cause_time:
            return causes;
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
        case Fact::yard_full:
        case Fact::yard_occupied:
            return s.places.size();
        case Fact::wait:
        case Fact::service:
        case Fact::visits:
        case Fact::trucks_waiting:
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
        case Fact::lead_time:
            return {Fact::transit_time, 0, 2 + causes};
        case Fact::departure_delay:
            return {Fact::transit_time, 0, 3 + causes};
        case Fact::booking_time:
            return {Fact::transit_time, 0, 4 + causes};
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
      from_(scenario.runs.from),
      to_(scenario.runs.to()),
      end_(scenario.runs.end()),
      classes_(static_cast<std::uint32_t>(plan.classes.size())) {
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
    for (const Metric& metric : metrics) {
        const std::size_t at = slot(metric.fact, metric.object);
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
                if (!collector.quantiles) collector.quantiles = std::make_unique<Quantiles>();
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
    return state;
}

void Recorder::yard(std::uint32_t place, Time now, std::int64_t occupied, bool full) {
    const std::int64_t at = now.time_since_epoch().count();
    if (const std::uint32_t state = state_of_[slot(Fact::yard_occupied, place)]; state != none)
        states_[state].set(at, occupied);
    if (const std::uint32_t state = state_of_[slot(Fact::yard_full, place)]; state != none)
        states_[state].set(at, full ? 1 : 0);
}

double Recorder::value_of(std::size_t index) const {
    const Metric& metric = metrics_[index];
    const std::uint32_t home = home_[index];
    const std::int64_t end = end_.time_since_epoch().count();
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (is_count(metric.fact)) {
        const double days = static_cast<double>((to_ - from_).count()) / static_cast<double>(one_day.count());
        if (metric.statistic == Statistic::per_year) return totals_[home] / days * 365;
        return metric.statistic == Statistic::per_day ? totals_[home] / days : totals_[home];
    }
    if (!is_sample(metric.fact)) {
        if (metric.fact == Fact::utilisation || metric.fact == Fact::busy) {
            const TeamTime& time = teams_[home];
            if (metric.statistic == Statistic::max) return static_cast<double>(time.held.maximum());
            if (metric.statistic == Statistic::mean) return time.held.average(end);
            const std::int64_t on_duty = time.on_duty.area(end);
            return on_duty > 0 ? static_cast<double>(time.held.area(end)) / static_cast<double>(on_duty)
                               : nothing;
        }
        const State& state = states_[home];
        if (metric.statistic == Statistic::quantile) return state.levels->quantile(metric.p);
        return metric.statistic == Statistic::max ? static_cast<double>(state.time.maximum())
                                                  : state.time.average(end);
    }
    const Collector& collector = collectors_[home];
    if (metric.statistic == Statistic::total) return collector.total();
    if (collector.count == 0) return nothing;
    switch (metric.statistic) {
        case Statistic::mean:
            return collector.total() / static_cast<double>(collector.count);
        case Statistic::sd:
            return collector.count > 1 ? collector.spread->sd() : nothing;
        case Statistic::min:
            return collector.spread->minimum();
        case Statistic::max:
            return collector.spread->maximum();
        default:
            return collector.quantiles->quantile(metric.p);
    }
}

Result Recorder::finish() {
    Result result;
    for (State& state : states_) {
        if (state.levels) state.levels->close(end_.time_since_epoch().count());
    }
    for (std::size_t i = 0; i < metrics_.size(); ++i) result.values.push_back(value_of(i));
    const bool two_weeks = to_ - from_ >= 2 * one_week && first_week_.count() > 0 && last_week_.count() > 0;
    result.first_week = two_weeks ? first_week_.mean() : std::numeric_limits<double>::quiet_NaN();
    result.last_week = two_weeks ? last_week_.mean() : std::numeric_limits<double>::quiet_NaN();
    std::vector<std::shared_ptr<const Quantiles>> pool(collectors_.size());
    for (std::size_t i = 0; i < collectors_.size(); ++i) pool[i] = std::move(collectors_[i].quantiles);
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
        const bool quantile = metrics_[i].statistic == Statistic::quantile;
        const bool sample = is_sample(metrics_[i].fact);
        result.pools.push_back(quantile && sample ? pool[home_[i]] : nullptr);
        result.level_pools.push_back(quantile && !sample ? states_[home_[i]].levels : nullptr);
    }
    return result;
}

}  // namespace hanhlang
