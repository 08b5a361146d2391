// Folds the facts of a run into the metrics that were asked for, as they come.
// Rule: memory does not grow with the horizon, and a fact nobody asked for costs one look at an empty list.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "hanhlang/model/metric.hpp"
#include "hanhlang/stats/quantiles.hpp"
#include "hanhlang/stats/tally.hpp"
#include "hanhlang/stats/time_at_levels.hpp"
#include "hanhlang/stats/time_average.hpp"
#include "hanhlang/stats/time_by_hour.hpp"

namespace hanhlang {

/// Samples of one (measure, filter); several metrics may read it. What is not asked for is not kept up.
/// always_inline: in a layer that is compiled at once GCC finds that enough has been inlined, and calls.
struct Collector {
    std::uint64_t count = 0;
    std::int64_t time = 0;  // ms, of samples that are times: whole numbers add up exactly, in any order
    double sum = 0;         // of the others
    double weight = 0;      // what a ratio of sums is divided by
    std::unique_ptr<Quantiles> quantiles;  // for any quantile
    std::unique_ptr<Tally> spread;         // for sd, min and max
    bool is_plain = true;                  // neither
    [[gnu::always_inline]] void add(Duration value) {
        ++count;
        time += value.count();
        if (!is_plain) see(to_hours(value));
    }
    void add(double value) {
        ++count;
        sum += value;
        if (!is_plain) see(value);
    }
    /// Part of a ratio of sums.
    void add(double value, double of) {
        ++count;
        sum += value;
        weight += of;
        if (!is_plain) see(value);
    }
    void see(double value) {
        if (quantiles) quantiles->add(value);
        if (spread) spread->add(value);
    }
    double total() const { return sum + to_hours(Duration{time}); }  // in hours, or the unit of the metric
};

/// Officers of a team in the window: how many are held, how many are on duty or held after closing.
struct TeamTime {
    TimeAverage held;
    TimeAverage on_duty;
    void change(Time now, std::int64_t now_held, std::int64_t capacity) {
        const std::int64_t at = now.time_since_epoch().count();
        held.set(at, now_held);
        const std::int64_t duty = std::max(now_held, capacity);
        if (duty != on_duty.level()) on_duty.set(at, duty);
    }
};

/// The level of a state in the window; how long each level was held only where a quantile is asked for.
struct State {
    TimeAverage time;
    std::shared_ptr<TimeAtLevels> levels;
    std::shared_ptr<TimeByHour> hours;
    void add(std::int64_t now, std::int64_t delta) {
        time.add(now, delta);
        if (levels) levels->add(now, delta);
        if (hours) hours->add(now, delta);
    }
    void set(std::int64_t now, std::int64_t level) { add(now, level - time.level()); }
};

/// What one replication gives.
struct Result {
    std::vector<double> values;  // of each metric; NaN where nothing was observed
    std::vector<double> units;   // what a ratio of sums was divided by; 0 of other metrics
    std::vector<std::shared_ptr<const Quantiles>>
        pools;  // of each metric that is a quantile of samples, else null
    std::vector<std::shared_ptr<const TimeAtLevels>> level_pools;  // of each that is a quantile of a state
    std::uint64_t events = 0;
    std::uint64_t trips = 0;       // that started in the window
    std::uint64_t unfinished = 0;  // of these, at max_overrun
    // Checksum of who was to set out in the window, when and with what, but for goods that others have
    // brought: equal in paired arms.
    std::uint64_t trucks = 0;
    std::string deadlock;   // who waits for whom for ever when the run ends, or nothing
    double first_week = 0;  // mean transit time (h) of trips that start in the window's first week
    double last_week = 0;   // the same of its last week; NaN without trips or below two weeks
    std::uint64_t fingerprint() const;
};

class Recorder {
 public:
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;
    Recorder(const Scenario& scenario, const Plan& plan, const std::vector<Metric>& metrics);

    // ---- facts ----

    /// Times that are known together, from `first` on: of a trip its transit time, the time of each cause and
    /// at the gates; of a passage crossing_time, elapsed_in and elapsed_out; of a visit wait and service.
    /// Only the first `known` of them may be known.
    template <std::size_t n>
    void times(Fact first, std::uint32_t object, std::uint32_t trip_class,
               const std::array<Duration, n>& values, std::size_t known = n) {
        const Span span = spans_[row_of_[slot(first, object)] + trip_class];
        for (std::uint32_t i = span.begin; i < span.end; ++i) {
            const Target& target = targets_[i];
            if (target.place < known) target.collector->add(values[target.place]);
        }
    }

    /// The same of numbers.
    template <std::size_t n>
    void together(Fact first, std::uint32_t object, std::uint32_t trip_class,
                  const std::array<double, n>& values) {
        const Span span = spans_[row_of_[slot(first, object)] + trip_class];
        for (std::uint32_t i = span.begin; i < span.end; ++i) {
            const Target& target = targets_[i];
            target.collector->add(values[target.place]);
        }
    }
    void ratio(Fact fact, std::uint32_t object, std::uint32_t trip_class, double value, double of) {
        const Span span = spans_[row_of_[slot(fact, object)] + trip_class];
        for (std::uint32_t i = span.begin; i < span.end; ++i) targets_[i].collector->add(value, of);
    }

    template <class Value>  // a Duration, or a number in the metric's unit
    void sample(Fact fact, std::uint32_t object, std::uint32_t trip_class, Value value) {
        const Span span = spans_[row_of_[slot(fact, object)] + trip_class];
        for (std::uint32_t i = span.begin; i < span.end; ++i) targets_[i].collector->add(value);
    }
    void count(Fact fact, std::uint32_t object, std::uint32_t trip_class, double amount = 1) {
        const Span span = spans_[row_of_[slot(fact, object)] + trip_class];
        for (std::uint32_t i = span.begin; i < span.end; ++i) *targets_[i].total += amount;
    }
    /// The level of a state changes by `delta`.
    [[gnu::always_inline]] void change(Fact fact, std::uint32_t object, Time now, std::int64_t delta) {
        const std::uint32_t state = state_of_[slot(fact, object)];
        if (state != none) states_[state].add(now.time_since_epoch().count(), delta);
    }
    /// The level of a state is now so much.
    void level(Fact fact, std::uint32_t object, Time now, std::int64_t value) {
        const std::uint32_t state = state_of_[slot(fact, object)];
        if (state != none) states_[state].set(now.time_since_epoch().count(), value);
    }
    /// Whether anybody asked for this state.
    bool keeps(Fact fact, std::uint32_t object) const { return state_of_[slot(fact, object)] != none; }
    bool keeps_clocks() const { return keeps_clocks_; }
    /// Where the time of a team is kept; null when nobody asked how busy it is. Stays where it is.
    TeamTime* team(std::uint32_t team) { return wants_team_[team] != 0 ? &teams_[team] : nullptr; }
    /// A yard: slots taken, and whether one of its directions has none free.
    void yard(std::uint32_t place, Time now, std::int64_t occupied, bool full);

    /// A trip of the window is over: for the check that the warm-up was long enough.
    void trip(Time start, double hours) {
        if (start < from_ + one_week) first_week_.add(hours);
        if (start >= to_ - one_week) last_week_.add(hours);
    }

    bool in_window(Time time) const { return time >= from_ && time < to_; }

    /// Reads all metrics off; the recorder is spent.
    Result finish();

 private:
    struct Span {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    struct Target {
        Collector* collector = nullptr;  // of a sample
        double* total = nullptr;         // of a count
        std::size_t place = 0;           // among the values that come together
    };
    struct Wanted {
        const Metric* metric;
        std::uint32_t home;
        std::size_t place;
    };
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    std::size_t slot(Fact fact, std::uint32_t object) const {
        return first_slot_[static_cast<std::size_t>(fact)] + object;
    }
    std::uint32_t need_state(const Metric& metric);
    double value_of(std::size_t metric) const;

    std::vector<Metric> metrics_;  // that were asked for, and those that a quotient is made of
    std::size_t asked_;
    std::vector<std::size_t> first_term_;  // of each that was asked for
    Time from_;
    Time to_;
    Time end_;  // of the run, at the latest
    std::uint32_t classes_;
    std::array<std::size_t, facts> first_slot_{};
    std::vector<std::size_t>
        row_of_;               // [slot] into spans_; what nobody asked for shares the first, empty row
    std::vector<Span> spans_;  // [row][class] into targets_
    std::vector<Target> targets_;
    std::vector<Collector> collectors_;
    std::vector<double> totals_;
    std::vector<std::uint32_t> state_of_;  // [slot]
    std::vector<State> states_;
    std::vector<TeamTime> teams_;
    std::vector<char> wants_team_;
    bool keeps_clocks_ = false;
    Tally first_week_;
    Tally last_week_;
    std::vector<std::uint32_t> home_;  // of each metric: its collector, total or state
};

}  // namespace hanhlang
