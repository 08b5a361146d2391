// What trucks may spend their time on, as far as the scenario has it.
#include <algorithm>
#include <array>

#include "hanhlang/model/metric.hpp"

namespace hanhlang {

std::string_view to_string(Cause cause) {
    static constexpr std::array<std::string_view, causes> names{
        "driving", "resting", "service", "queue",      "bay",         "closed", "space",     "papers",
        "repair",  "others",  "batch",   "disruption", "appointment", "held",   "breakdown", "container"};
    return names[static_cast<std::size_t>(cause)];
}

std::vector<Cause> possible_causes(const Scenario& s) {
    const bool papers = !s.papers.empty();
    const bool others =
        std::any_of(s.desks.begin(), s.desks.end(), [](const Desk& desk) { return desk.releases; });
    const bool disruption = (s.digital && s.digital->down) ||
                            std::any_of(s.disruptions.begin(), s.disruptions.end(), [](const Disruption& d) {
                                return !d.roads.empty() || !d.staff.empty();
                            });
    const bool batch =
        std::any_of(s.desks.begin(), s.desks.end(),
                    [](const Desk& desk) { return desk.convoy.has_value(); }) ||
        std::any_of(s.places.begin(), s.places.end(), [](const Place& p) { return p.yard && p.yard->batch; });
    const bool appointments = std::any_of(s.places.begin(), s.places.end(),
                                          [](const Place& p) { return p.appointments.has_value(); });
    const bool held = s.coordination && s.coordination->holds_above;
    const bool breakdown = std::any_of(s.fleets.begin(), s.fleets.end(),
                                       [](const Fleet& fleet) { return fleet.breakdowns.has_value(); });
    const bool containers = std::any_of(s.places.begin(), s.places.end(),
                                        [](const Place& p) { return p.containers.has_value(); });
    std::vector<Cause> all;
    for (std::size_t i = 0; i < causes; ++i) {
        const auto cause = static_cast<Cause>(i);
        const bool possible =
            cause <= Cause::space || (papers && (cause == Cause::papers || cause == Cause::repair)) ||
            (others && cause == Cause::others) || (batch && cause == Cause::batch) ||
            (disruption && cause == Cause::disruption) || (appointments && cause == Cause::appointment) ||
            (held && cause == Cause::held) || (breakdown && cause == Cause::breakdown) ||
            (containers && cause == Cause::container);
        if (possible) all.push_back(cause);
    }
    return all;
}

}  // namespace hanhlang
