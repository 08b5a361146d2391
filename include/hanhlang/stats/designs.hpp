// Where to run a model: points of the unit cube, and tuples of levels. Rule: a design is a pure function of
// its sizes and its seed, and dimension j of it does not depend on how many follow.
//
// Points are [point][dimension], in [0, 1]; levels are counted from 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hanhlang {

inline constexpr std::size_t most_sobol_dimensions = 16;

/// The first n points of Sobol's sequence in Gray-code order (Sobol' 1967; Antonov and Saleev 1979), with the
/// direction numbers new-joe-kuo-6 (Joe and Kuo 2008). Multiples of 2^-32 in [0, 1); the first point is 0 and
/// belongs to the rest: take n a power of two, never skip or thin. 1 to 16 dimensions, n up to 2^32 (assert).
std::vector<std::vector<double>> sobol_points(std::size_t n, std::size_t dimensions);

/// The same with a random digital shift of each dimension (Cranley and Patterson 1976 in base 2; L'Ecuyer and
/// Lemieux 2002): each point is uniform in the open cube, the set is as even as before, and the spread of an
/// average over some seeds is its error.
std::vector<std::vector<double>> sobol_points(std::size_t n, std::size_t dimensions, std::uint64_t seed);

/// One point in each of n equal slices of each dimension, at a random place in it, the slices in an order of
/// its own (McKay, Beckman and Conover 1979). In the open cube; n up to 2^20 (assert).
std::vector<std::vector<double>> latin_hypercube(std::size_t n, std::size_t dimensions, std::uint64_t seed);

/// All tuples of levels, [tuple][dimension], the last dimension varies fastest; sizes are at least 1
/// (assert). No dimensions have one tuple, the empty one.
std::vector<std::vector<std::size_t>> grid(const std::vector<std::size_t>& sizes);

/// The base and then, dimension by dimension, each other level from the lowest, with the rest at the base.
/// The base is within the sizes (assert).
std::vector<std::vector<std::size_t>> one_at_a_time(const std::vector<std::size_t>& base,
                                                    const std::vector<std::size_t>& sizes);

/// Length of a step on a grid of so many levels 0, 1 / (levels - 1) ... 1, for which all levels are equally
/// likely at either end: levels / (2 (levels - 1)); levels even, at least 2 (assert).
double morris_step(std::size_t levels);

/// `count` independent walks of dimensions + 1 points each, [trajectory][point][dimension]: from a random
/// point of the grid, each dimension steps once, up from the lower half of the levels and down from the
/// upper, in random order (Morris 1991, "Factorial sampling plans for preliminary computational
/// experiments").
std::vector<std::vector<std::vector<double>>> morris_trajectories(std::size_t count, std::size_t dimensions,
                                                                  std::size_t levels, std::uint64_t seed);

}  // namespace hanhlang
