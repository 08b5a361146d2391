// Which way a truck takes where there are several, and what a coordination centre tells it.
// Rule: a way is chosen once, when a consignment is booked or a truck without one sets out; the papers are
// then those of its gates.
#include <algorithm>

#include "world.hpp"

namespace hanhlang {
/// Gates are watched where anybody chooses by what they take, or is told.
void World::watch_gates() {
    gates_.resize(scenario_.places.size());
    const Duration memory = scenario_.choice.value_or(Choice{}).memory;
    const Duration delay = scenario_.coordination ? scenario_.coordination->delay : Duration::zero();
    for (std::uint32_t i = 0; i < scenario_.demand.size(); ++i) {
        const std::vector<std::uint32_t>& ways = plan_.ways[i];
        const auto& said = scenario_.demand[i].corridors;
        const bool chooses = ways.size() > 1 && (said.empty() || !said.front().share);
        if (!chooses && !scenario_.coordination) continue;
        for (const std::uint32_t way : ways) {
            expected_.resize(std::max<std::size_t>(expected_.size(), way + 1));
            expected_[way] = expect(scenario_, plan_, way);
            for (const Expectation::Gate& gate : expected_[way].gates) {
                auto& watch = gates_[gate.place][side(scenario_.demand[i].direction)];
                if (!watch) watch = std::make_unique<GateWatch>(gate.service, memory, delay, now());
            }
        }
    }
}

/// Hours that the gates of a way are expected to take.
double World::expected_at_gates(std::uint32_t way, bool informed) {
    double hours = 0;
    const Direction direction = plan_.legs[way].direction;
    for (const Expectation::Gate& gate : expected_[way].gates) {
        GateWatch& watch = *gates_[gate.place][side(direction)];
        hours += informed ? std::max(gate.service, watch.expected(now())) : watch.remembered();
    }
    return hours;
}

bool World::informed(const Subject& subject) const {
    return scenario_.coordination && uniform(informed_, subject) < scenario_.coordination->informs.value;
}

std::uint32_t World::choose_way(const Stream& stream, std::uint32_t ordinal) {
    const std::vector<std::uint32_t>& ways = plan_.ways[stream.index];
    if (ways.size() == 1) return ways.front();
    const Subject subject{stream.source, ordinal, replication_};
    const auto& said = stream.demand.corridors;
    std::vector<double> shares;
    if (!said.empty() && said.front().share) {
        for (const std::uint32_t way : ways) shares.push_back(plan_.legs[way].share);
    } else {
        const Choice rule = scenario_.choice.value_or(Choice{});
        const bool knows = informed(subject);
        for (const std::uint32_t way : ways) {
            const Expectation& e = expected_[way];
            const double hours = e.driving + expected_at_gates(way, knows);
            shares.push_back(rule.by == Choice::By::time ? hours : e.money + e.hour * hours);
        }
        shares = choose(rule, shares);
    }
    double u = uniform(way_, subject);
    std::size_t which = 0;
    while (which + 1 < ways.size() && u >= shares[which]) u -= shares[which++];
    return ways[which];
}

/// An informed truck does not set out while the gates on its way are expected to take longer than is worth
/// it.
Process<> World::hold(Trip* trip) {
    const Coordination& centre = *scenario_.coordination;
    const std::uint32_t way = plan_.classes[trip->trip_class].leg;
    if (!centre.holds_above || trip->back || !informed(trip->subject)) co_return;
    const double most = to_hours(*centre.holds_above);
    const Time until = now() + centre.holds_at_most;
    constexpr Duration again = std::chrono::minutes{15};
    while (now() < until && expected_at_gates(way, true) > most)
        co_await sim_.until(std::min(until, now() + again));
    charge(*trip, Cause::held, trip->way->stops.front().place->place->name, nullptr);
}

}  // namespace hanhlang
