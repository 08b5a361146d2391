// Clocks of a trip: from one of its moments to another, over all who have both, each trip with its weight.
// Rule: a trip that has not both moments is not of the population; a clock never guesses one.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hanhlang {

enum class ClockFrom : std::uint8_t { booking, departure, gate_arrival };
enum class ClockTo : std::uint8_t { gate_exit, port_gate_in, delivery };
/// What a trip counts as: one truck; its part of a consignment; its tonnes; the value of its goods.
enum class Weighting : std::uint8_t { trucks, consignments, tonnes, value };

inline constexpr std::array<std::string_view, 3> clock_from_names{"booking", "departure", "gate_arrival"};
inline constexpr std::array<std::string_view, 3> clock_to_names{"gate_exit", "port_gate_in", "delivery"};
inline constexpr std::array<std::string_view, 4> weighting_names{"trucks", "consignments", "tonnes", "value"};

/// The place of a clock with its weighting among all of them.
constexpr std::uint32_t clock_object(std::size_t from, std::size_t to, std::size_t weighting) {
    return static_cast<std::uint32_t>((from * clock_to_names.size() + to) * weighting_names.size() +
                                      weighting);
}
inline constexpr std::size_t clock_objects =
    clock_from_names.size() * clock_to_names.size() * weighting_names.size();

}  // namespace hanhlang
