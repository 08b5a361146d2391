#include "roads.hpp"

#include <numeric>

namespace hanhlang {

std::optional<LiveSpeed> LiveSpeed::of(const Scenario& s, const Road& road) {
    const RoadClass none{};
    const RoadClass& kind = road.road_class ? road.road_class->in(s.road_classes) : none;
    LiveSpeed live;
    live.slow_ = road.slow ? &*road.slow : road.road_class && kind.slow ? &*kind.slow : nullptr;
    live.congestion_ = road.congestion                      ? &*road.congestion
                       : road.road_class && kind.congestion ? &*kind.congestion
                                                            : nullptr;
    if (!live.slow_ && !live.congestion_) return std::nullopt;
    if (!live.congestion_) return live;
    const double mean = live.congestion_->background.value;
    live.background_.fill(mean);
    if (const auto& hours = live.congestion_->by_hour) {
        const double sum = std::accumulate(hours->weight.begin(), hours->weight.end(), 0.0);
        for (std::size_t i = 0; i < 24; ++i) live.background_[i] = mean * 24 * hours->weight[i] / sum;
    }
    return live;
}

double LiveSpeed::factor(Time now, Duration usual) const {
    const Duration time = time_of_day(now);
    double factor = 1;
    if (slow_) {
        const bool night = time < std::chrono::hours{6} || time >= std::chrono::hours{18};
        if (night) factor /= slow_->night.value;
        if (slow_->season && slow_->season->contains(now)) factor /= slow_->in_season.value;
    }
    if (!congestion_) return factor;
    const auto hour = static_cast<std::size_t>(time / std::chrono::hours{1});
    const double trucks = static_cast<double>(trucks_) / to_hours(usual);  // that enter in an hour
    const double flow = background_[hour] + congestion_->truck_as * trucks;
    const double load = flow / congestion_->capacity.value;
    return factor * (1 + 0.15 * (load * load) * (load * load));
}

}  // namespace hanhlang
