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
};

/// What of a truck decides how fast it drives.
struct Pace {
    std::optional<Speed> top_speed;
    Factor factor{1.0};        // against a loaded truck
    Share gradient_loss{0.0};  // speed lost for each per cent of gradient
    bool operator==(const Pace&) const = default;
};

/// Time to drive a link: its speed, less what the gradient costs (at most nine tenths), never above the top
/// speed.
Duration driving_time(const Link& link, const Pace& pace);

/// It remembers the driving times of the kinds of truck it was asked for: a network belongs to one thread.
class Network {
 public:
    Network(std::uint32_t places, std::vector<Link> links);
    ~Network();
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;

    const std::vector<Link>& links() const;

    /// The links of the quickest way (Dijkstra), in order; empty when `from` is `to`, nothing when there is
    /// none. Of two ways of the same length in time the result is always the same one.
    std::optional<std::vector<std::uint32_t>> quickest(std::uint32_t from, std::uint32_t to,
                                                       const Pace& pace) const;

    /// The quickest single link between two neighbours.
    std::optional<std::uint32_t> link_between(std::uint32_t a, std::uint32_t b, const Pace& pace) const;

 private:
    struct Graph;
    std::unique_ptr<Graph> graph_;
};

}  // namespace hanhlang
