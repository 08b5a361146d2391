// The road network: places and roads, and the quickest way between two places for a kind of truck.
// Rule: places and roads are numbers here; names belong to the scenario.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"

namespace hanhlang {

/// A road as the network sees it; it can be driven both ways.
struct Link {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    Length length;
    Speed speed;     // of a loaded truck on the level
    Share gradient;  // mean slope, up or down
    Share paved{1.0};
    MoneyByRoad toll{0};
    std::optional<Mass> gross;  // the heaviest truck it bears
    std::optional<std::int64_t> axles;
    std::vector<std::uint32_t> bars;  // kinds of truck that it is closed to
};

/// What of a truck decides how fast it drives, which roads bear it, and what a way costs it.
struct Pace {
    std::optional<Speed> top_speed;
    Factor factor{1.0};         // against a loaded truck
    Share gradient_loss{0.0};   // speed lost for each per cent of gradient
    Factor unpaved_speed{1.0};  // where it is not paved
    Mass gross{0};
    std::int64_t axles = 0;
    std::optional<std::uint32_t> kind;
    MoneyByRoad distance{0};        // cost beside tolls
    Share gradient_cost{0.0};       // more of it, for each per cent of gradient
    std::optional<MoneyRate> hour;  // cost of its time; without it only time counts
    bool operator==(const Pace&) const = default;
};

/// Time to drive a link: its speed, less what the gradient costs (at most nine tenths), never above the top
/// speed; slower where it is not paved.
Duration driving_time(const Link& link, const Pace& pace);

/// What driving a link costs beside time, in USD.
double driving_cost(const Link& link, const Pace& pace);

/// Whether the link bears such a truck, and is open to it.
bool bears(const Link& link, const Pace& pace);

/// It remembers the driving times of the kinds of truck it was asked for: a network belongs to one thread.
class Network {
 public:
    Network(std::uint32_t places, std::vector<Link> links);
    ~Network();
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;

    const std::vector<Link>& links() const;

    using Path = std::vector<std::uint32_t>;

    /// The links of the best way (Dijkstra), in order; empty when `from` is `to`, nothing when there is none
    /// that bears the truck. Best is quickest or, where the truck's time has a cost, cheapest. Of two ways
    /// that are as good the result is always the same one.
    std::optional<Path> best(std::uint32_t from, std::uint32_t to, const Pace& pace) const;

    /// The best ways without loops, at most so many, the best first (Yen, Management Science 17, 1971).
    std::vector<Path> best_few(std::uint32_t from, std::uint32_t to, const Pace& pace,
                               std::size_t most) const;

    /// Time of a way and, where the truck's time has a cost, of the money it costs beside.
    Duration generalised_time(const Path& path, const Pace& pace) const;

    /// The best single link between two neighbours that bears the truck.
    std::optional<std::uint32_t> link_between(std::uint32_t a, std::uint32_t b, const Pace& pace) const;

 private:
    struct Graph;
    std::unique_ptr<Graph> graph_;
};

}  // namespace hanhlang
