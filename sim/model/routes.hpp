// Which roads a stream takes: one way, or one for each corridor it may take.
// Rule: a way is found once, for loaded trucks; the way back is the same.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "hanhlang/model/plan.hpp"
#include "hanhlang/network/network.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// Every place of a way, with the road that leads to it.
using Way = std::vector<std::pair<std::uint32_t, std::optional<std::uint32_t>>>;

class Routes {
 public:
    explicit Routes(const Scenario& scenario);

    /// What of the trucks of a stream decides how they drive; the heaviest load they carry.
    Pace pace(const Demand& demand, bool loaded) const;

    /// Fuel of one truck on a road.
    double litres(const Demand& demand, const Link& link, bool loaded) const;

    /// The ways of a stream: of its corridors in their order, where it names any; and what is wrong.
    std::vector<Way> ways(const Demand& demand, std::vector<Problem>& problems) const;

    /// The best way through these places in which none of these roads is taken.
    std::optional<Way> way_without(const std::vector<Ref<Road>>& roads,
                                   const std::vector<Ref<Place>>& through, const Pace& truck) const;

    Duration time_of(const Way& way, const Pace& truck) const;
    const Link& link(std::uint32_t road) const { return network_.links()[road]; }

 private:
    std::vector<Link> links() const;
    std::optional<Way> through(const std::vector<Ref<Place>>& places, const Pace& truck,
                               std::pair<std::uint32_t, std::uint32_t>* gap) const;

    const Scenario& s_;
    Network network_;
};

/// The empty drives of a stream's trucks that are at home elsewhere: they come from home, and go home from
/// where they have come back to or, without a way back, from the destination.
std::optional<Positioning> positioning(const Scenario& s, const Routes& routes, const Leg& out,
                                       std::vector<Problem>& problems);

/// Of every truck that takes a road with a limit it must be known whether the road bears it.
void check_limits(const Scenario& s, const Routes& routes, const Plan& plan, std::vector<Problem>& problems);

}  // namespace hanhlang
