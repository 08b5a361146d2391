// Reads the metrics off when a replication is over.
#include <limits>

#include "hanhlang/model/recorder.hpp"

namespace hanhlang {

double Recorder::value_of(std::size_t index) const {
    const Metric& metric = metrics_[index];
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (metric.fact == Fact::quotient) {
        double above = metric.hourly * to_hours(to_ - from_), below = 0;
        for (std::size_t i = 0; i < metric.terms.size(); ++i)
            (i < metric.above ? above : below) += value_of(first_term_[index] + i);
        return below > 0 ? above / below : nothing;
    }
    const std::uint32_t home = home_[index];
    const std::int64_t end = end_.time_since_epoch().count();
    if (is_count(metric.fact)) {
        const double days = static_cast<double>((to_ - from_).count()) / static_cast<double>(one_day.count());
        if (metric.statistic == Statistic::per_year) return totals_[home] / days * 365;
        return metric.factor *
               (metric.statistic == Statistic::per_day ? totals_[home] / days : totals_[home]);
    }
    if (!is_sample(metric.fact)) {
        const auto over_time = [&](double level) {
            const double hours = to_hours(to_ - from_);
            return level * metric.factor *
                   (metric.statistic == Statistic::per_year  ? 8760
                    : metric.statistic == Statistic::per_day ? 24
                                                             : hours);
        };
        const bool is_sum = metric.statistic == Statistic::total || metric.statistic == Statistic::per_day ||
                            metric.statistic == Statistic::per_year;
        if (metric.fact == Fact::utilisation || metric.fact == Fact::busy) {
            const TeamTime& time = teams_[home];
            if (metric.statistic == Statistic::max) return static_cast<double>(time.held.maximum());
            if (metric.statistic == Statistic::mean) return time.held.average(end);
            if (is_sum) return over_time(time.held.average(end));
            const std::int64_t on_duty = time.on_duty.area(end);
            return on_duty > 0 ? static_cast<double>(time.held.area(end)) / static_cast<double>(on_duty)
                               : nothing;
        }
        const State& state = states_[home];
        if (is_sum) return over_time(state.time.average(end));
        if (metric.statistic == Statistic::none) return metric.factor * state.time.average(end);
        if (metric.hour) return state.hours->average(static_cast<std::size_t>(*metric.hour));
        if (metric.statistic == Statistic::quantile) return state.levels->quantile(metric.p);
        return metric.statistic == Statistic::max ? static_cast<double>(state.time.maximum())
                                                  : state.time.average(end);
    }
    const Collector& collector = collectors_[home];
    if (metric.statistic == Statistic::total) return metric.factor * collector.total();
    if (collector.count == 0) return nothing;
    const auto quantile = [&](double p) { return collector.quantiles->quantile(p); };
    if (metric.fact == Fact::buffer_stock)
        return collector.weight / static_cast<double>(collector.count) * (quantile(0.95) - quantile(0.5));
    if (is_ratio_of_sums(metric)) return collector.weight > 0 ? collector.sum / collector.weight : nothing;
    const double mean = collector.total() / static_cast<double>(collector.count);
    switch (metric.statistic) {
        case Statistic::buffer_index:
            return mean > 0 ? (quantile(0.95) - mean) / mean : nothing;
        case Statistic::reliability:
            return quantile(0.5) > 0 ? quantile(0.95) / quantile(0.5) : nothing;
        case Statistic::skew:
            return quantile(0.5) > quantile(0.1)
                       ? (quantile(0.9) - quantile(0.5)) / (quantile(0.5) - quantile(0.1))
                       : nothing;
        case Statistic::misery:
            return mean > 0 ? collector.quantiles->mean_above(0.95) / mean : nothing;
        case Statistic::over:
            return collector.quantiles->share_above(metric.p);
        case Statistic::mean:
            return mean;
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
        if (state.hours) state.hours->close(end_.time_since_epoch().count());
    }
    for (std::size_t i = 0; i < asked_; ++i) {
        result.values.push_back(value_of(i));
        result.units.push_back(is_ratio_of_sums(metrics_[i]) ? collectors_[home_[i]].weight : 0);
    }
    const bool two_weeks = to_ - from_ >= 2 * one_week && first_week_.count() > 0 && last_week_.count() > 0;
    result.first_week = two_weeks ? first_week_.mean() : std::numeric_limits<double>::quiet_NaN();
    result.last_week = two_weeks ? last_week_.mean() : std::numeric_limits<double>::quiet_NaN();
    std::vector<std::shared_ptr<const Quantiles>> pool(collectors_.size());
    for (std::size_t i = 0; i < collectors_.size(); ++i) pool[i] = std::move(collectors_[i].quantiles);
    for (std::size_t i = 0; i < asked_; ++i) {
        const bool quantile = metrics_[i].statistic == Statistic::quantile;
        const bool sample = is_sample(metrics_[i].fact);
        result.pools.push_back(quantile && sample ? pool[home_[i]] : nullptr);
        result.level_pools.push_back(quantile && !sample ? states_[home_[i]].levels : nullptr);
    }
    return result;
}

}  // namespace hanhlang
