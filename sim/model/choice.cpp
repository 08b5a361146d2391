// Which way a truck takes where there are several, and what a coordination centre tells it.
// Rule: a way is chosen when a consignment is booked or a truck without one sets out; the papers are then
// those of its gates. Only who is told of queues may think again, where ways part (diversion.cpp).
#include <algorithm>
#include <limits>

#include "world.hpp"

namespace hanhlang {
/// Gates are watched where anybody chooses by what they take, or is told.
void World::watch_gates() {
    gates_.resize(scenario_.places.size());
    const Duration memory = scenario_.choice.value_or(Choice{}).memory;
    const Duration delay = scenario_.coordination ? scenario_.coordination->delay : Duration::zero();
    expected_.resize(plan_.legs.size());
    remembers_.resize(plan_.legs.size());
    const auto watch = [&](std::uint32_t leg) {
        expected_[leg] = expect(scenario_, plan_, leg);
        remembers_[leg].clear();
        for (const Expectation::Gate& gate : expected_[leg].gates) {
            auto& made = gates_[gate.place][side(plan_.legs[leg].direction)];
            const Direction d = plan_.legs[leg].direction;
            if (!made) {
                const Bottleneck slowest =
                    scenario_.coordination ? bottleneck(scenario_, plan_, gate.place, d) : Bottleneck{};
                made = std::make_unique<GateWatch>(slowest, memory, delay);
            }
            const auto desks = desks_by_way(scenario_, plan_.legs[leg], gate.place);
            remembers_[leg].push_back(made->memory_of(desks, gate.service, now()));
        }
    };
    for (std::uint32_t i = 0; i < scenario_.demand.size(); ++i) {
        if (!chooses(scenario_, plan_, i) && !scenario_.coordination) continue;
        for (const std::uint32_t way : plan_.ways[i]) watch(way);
    }
    for (const Diversion& one : plan_.diversions) {
        if (!one.disruption) watch(one.leg);
    }
}

/// Hours that the gates of a way are expected to take.
double World::expected_at_gates(std::uint32_t way, bool informed) {
    double hours = 0;
    const Direction direction = plan_.legs[way].direction;
    for (std::size_t i = 0; i < remembers_[way].size(); ++i) {
        const Expectation::Gate& gate = expected_[way].gates[i];
        GateWatch& watch = *gates_[gate.place][side(direction)];
        hours += informed ? gate.service + watch.expected(now()) : watch.remembered(remembers_[way][i]);
    }
    return hours;
}

/// What a way is worth to who drives it, in the unit of the choice: the less, the better.
double World::perceived_cost(std::uint32_t leg, const Subject& subject, bool informed) {
    const Choice rule = scenario_.choice.value_or(Choice{});
    double cost = cost_of(expected_[leg], rule, expected_at_gates(leg, informed));
    if (rule.rule == Choice::Rule::logit)
        cost -= liking(rule, uniform(way_, subject, plan_.legs[leg].alternative));
    return cost;
}

/// Who is told of the queues takes the best of the other ways from this stop when it is better by so much.
bool World::reroutes(const Diversion& to, const Subject& subject, std::uint32_t stage) {
    if (!informed(subject)) return false;
    const double cost = perceived_cost(to.by, subject, true);
    const Choice rule = scenario_.choice.value_or(Choice{});
    const double enough = *amount_in(*scenario_.coordination->reroutes_above, unit_of(rule));
    if (millionths(perceived_cost(to.leg, subject, true) - cost) <= millionths(enough)) return false;
    return std::none_of(plan_.diversions.begin(), plan_.diversions.end(), [&](const Diversion& other) {
        return !other.disruption && other.leg == to.leg && other.parts_at(stage) &&
               perceived_cost(other.by, subject, true) < cost;
    });
}

bool World::informed(const Subject& subject) const {
    return scenario_.coordination && uniform(informed_, subject) < scenario_.coordination->informs.value;
}

std::uint32_t World::choose_way(const Stream& stream, std::uint32_t ordinal) {
    const std::vector<std::uint32_t>& ways = plan_.ways[stream.index];
    if (ways.size() == 1) return ways.front();
    const Subject subject{stream.source, ordinal, replication_};
    if (chooses(scenario_, plan_, stream.index)) {
        const bool knows = informed(subject);
        std::uint32_t best = ways.front();
        double least = std::numeric_limits<double>::infinity();
        for (const std::uint32_t way : ways) {
            const double cost = perceived_cost(way, subject, knows);
            if (cost < least) least = cost, best = way;
        }
        return best;
    }
    double u = uniform(way_, subject);
    std::size_t which = 0;
    while (which + 1 < ways.size() && u >= plan_.legs[ways[which]].share)
        u -= plan_.legs[ways[which++]].share;
    return ways[which];
}

/// An informed truck does not set out while the gates on its way are expected to take longer than is worth
/// it.
Process<> World::hold(Trip* trip) {
    const Coordination& centre = *scenario_.coordination;
    const std::uint32_t way = plan_.classes[trip->trip_class].leg;
    if (!centre.holds_above || trip->back || !informed(trip->subject)) co_return;
    const Time until = now() + centre.holds_at_most;
    constexpr Duration again = std::chrono::minutes{15};
    while (now() < until && to_duration(expected_at_gates(way, true) * 3'600'000.0) > *centre.holds_above)
        co_await sim_.until(std::min(until, now() + again));
    charge(*trip, Cause::held, trip->way->stops.front().place->place->name, nullptr);
}

}  // namespace hanhlang
