// What clocks can be asked for, and what a trip leaves on them.
#include "hanhlang/model/clock.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "world.hpp"

namespace hanhlang {

bool is_ratio_of_sums(const Metric& metric) {
    const bool is_clock = metric.fact == Fact::clock && metric.statistic == Statistic::mean;
    return is_clock || (is_ratio(metric.fact) && metric.fact != Fact::buffer_stock);
}

void add_clock_measures(const Scenario& s, std::vector<Measure>& all) {
    static constexpr std::array<std::string_view, 3> from_meaning{
        "booking", "departure", "arrival at the first gate, or the queue before it,"};
    static constexpr std::array<std::string_view, 3> to_meaning{
        "leaving the last gate", "reaching the first port after departure", "arrival at the last place"};
    const auto has = [&](Place::Kind kind) {
        return std::any_of(s.places.begin(), s.places.end(),
                           [&](const Place& place) { return place.kind == kind; });
    };
    const std::array<bool, 3> has_from{!s.consignments.empty(), true, has(Place::Kind::gate)};
    const std::array<bool, 3> has_to{has(Place::Kind::gate), has(Place::Kind::port), true};
    for (std::size_t from = 0; from < has_from.size(); ++from) {
        for (std::size_t to = 0; to < has_to.size(); ++to) {
            if (!has_from[from] || !has_to[to]) continue;
            all.push_back({fmt::format("clock.{}.{}", clock_from_names[from], clock_to_names[to]),
                           Fact::clock,
                           clock_object(from, to, 0),
                           "h",
                           fmt::format("from {} to {}, of trips that have both; its mean may be weighted: "
                                       "[weigh=trucks|consignments|tonnes|value]",
                                       from_meaning[from], to_meaning[to]),
                           {"mean", "sd", "min", "max", "p50", "p90", "p95"}});
        }
    }
}

void World::tell_clocks(const Trip& trip) {
    const std::array<std::optional<Time>, 3> from{
        trip.dossier ? std::optional{trip.dossier->booking} : std::nullopt, trip.start, trip.gate_in};
    const std::array<std::optional<Time>, 3> to{trip.gate_in ? std::optional{trip.gate_out} : std::nullopt,
                                                trip.port_in, now()};
    const auto& commodity = plan_.classes[trip.trip_class].commodity;
    const double value = commodity && scenario_.commodities[*commodity].value
                             ? scenario_.commodities[*commodity].value->value * trip.tonnes
                             : 0;
    const std::array<double, 4> weight{1, trip.dossier ? 1.0 / trip.dossier->trucks : 1, trip.tonnes, value};
    for (std::size_t i = 0; i < from.size(); ++i) {
        for (std::size_t k = 0; k < to.size(); ++k) {
            if (!from[i] || !to[k] || *to[k] < *from[i]) continue;
            const double hours = to_hours(*to[k] - *from[i]);
            for (std::size_t w = 0; w < weight.size(); ++w)
                recorder_.ratio(Fact::clock, clock_object(i, k, w), trip.trip_class, hours * weight[w],
                                weight[w]);
        }
    }
}

}  // namespace hanhlang
