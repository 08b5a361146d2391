// Sobol's sequence, Latin hypercubes, grids and walks on them. Rule: what is drawn is named by dimension and
// place, never by when it is drawn.
#include "hanhlang/stats/designs.hpp"

#include <array>
#include <bit>
#include <cassert>
#include <numeric>
#include <utility>

#include "hanhlang/base/random.hpp"

namespace hanhlang {
namespace {

constexpr std::size_t sobol_bits = 32;
using DirectionNumbers = std::array<std::uint32_t, sobol_bits>;

// A row of new-joe-kuo-6: degree and inner coefficients of the primitive polynomial, first numbers.
struct JoeKuoRow {
    std::size_t degree;
    std::uint32_t coefficients;
    std::array<std::uint32_t, 6> first;
};
constexpr std::array<JoeKuoRow, most_sobol_dimensions - 1> joe_kuo_rows{{
    {1, 0, {1}},  // the second dimension
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
}};

// Bratley and Fox 1988, Algorithm 659; the first dimension is van der Corput's sequence.
DirectionNumbers direction_numbers(std::size_t dimension) {
    DirectionNumbers numbers{};
    for (std::size_t k = 0; k < sobol_bits; ++k) numbers[k] = std::uint32_t{1} << (sobol_bits - 1 - k);
    if (dimension == 0) return numbers;
    const auto& [degree, coefficients, first] = joe_kuo_rows[dimension - 1];
    for (std::size_t k = 0; k < degree; ++k) numbers[k] *= first[k];
    for (std::size_t k = degree; k < sobol_bits; ++k) {
        numbers[k] = numbers[k - degree] ^ (numbers[k - degree] >> degree);
        for (std::size_t back = 1; back < degree; ++back) {
            if ((coefficients >> (degree - 1 - back) & 1U) != 0) numbers[k] ^= numbers[k - back];
        }
    }
    return numbers;
}

// [point][dimension]
std::vector<std::vector<std::uint32_t>> sobol_words(std::size_t n, std::size_t dimensions) {
    assert(dimensions >= 1 && dimensions <= most_sobol_dimensions);
    assert(n <= std::size_t{1} << sobol_bits);
    std::vector<std::vector<std::uint32_t>> words(n, std::vector<std::uint32_t>(dimensions));
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
        const DirectionNumbers numbers = direction_numbers(dimension);
        for (std::size_t i = 1; i < n; ++i) {
            const auto changed = static_cast<std::size_t>(std::countr_zero(i));  // bit of the Gray code
            words[i][dimension] = words[i - 1][dimension] ^ numbers[changed];
        }
    }
    return words;
}

std::uint32_t design_word(std::size_t value) {
    assert(value <= 0xffffffffU);
    return static_cast<std::uint32_t>(value);
}

// A whole number below `size`: a uniform number is at most 1 - 2^-53, so the product never rounds up to size.
std::size_t level_drawn(std::size_t size, const Purpose& purpose, std::size_t source, std::size_t ordinal) {
    const double u = uniform(purpose, {design_word(source), design_word(ordinal), 0});
    return static_cast<std::size_t>(u * static_cast<double>(size));
}

// 0 to n - 1 in random order, all equally likely (Durstenfeld 1964).
std::vector<std::size_t> order_drawn(std::size_t n, const Purpose& purpose, std::size_t source) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = n; left > 1; --left) {
        std::swap(order[left - 1], order[level_drawn(left, purpose, source, left)]);
    }
    return order;
}

}  // namespace

std::vector<std::vector<double>> sobol_points(std::size_t n, std::size_t dimensions) {
    std::vector<std::vector<double>> points;
    points.reserve(n);
    for (const std::vector<std::uint32_t>& words : sobol_words(n, dimensions)) {
        std::vector<double>& point = points.emplace_back();
        for (const std::uint32_t word : words) point.push_back(static_cast<double>(word) * 0x1p-32);
    }
    return points;
}

// The shift has 52 bits, 20 more than the points, and a half: no point is ever at an end of the interval.
std::vector<std::vector<double>> sobol_points(std::size_t n, std::size_t dimensions, std::uint64_t seed) {
    const Purpose purpose(seed, "sobol points: digital shift");
    std::vector<std::uint64_t> shifts;
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
        shifts.push_back(
            static_cast<std::uint64_t>(uniform(purpose, {design_word(dimension), 0, 0}) * 0x1p52));
    }
    std::vector<std::vector<double>> points;
    points.reserve(n);
    for (const std::vector<std::uint32_t>& words : sobol_words(n, dimensions)) {
        std::vector<double>& point = points.emplace_back();
        for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
            const std::uint64_t bits = std::uint64_t{words[dimension]} << 20 ^ shifts[dimension];
            point.push_back((static_cast<double>(bits) + 0.5) * 0x1p-52);
        }
    }
    return points;
}

// A place in a slice has 32 bits and a half: with 52, slice + place would round to the next slice.
std::vector<std::vector<double>> latin_hypercube(std::size_t n, std::size_t dimensions, std::uint64_t seed) {
    assert(n <= std::size_t{1} << 20);
    const Purpose slice(seed, "latin hypercube: slice");
    const Purpose place(seed, "latin hypercube: place");
    std::vector<std::vector<double>> points(n, std::vector<double>(dimensions));
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
        const std::vector<std::size_t> slices = order_drawn(n, slice, dimension);
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t bits = level_drawn(std::size_t{1} << 32, place, dimension, i);
            const double within = (static_cast<double>(bits) + 0.5) * 0x1p-32;
            points[i][dimension] = (static_cast<double>(slices[i]) + within) / static_cast<double>(n);
        }
    }
    return points;
}

std::vector<std::vector<std::size_t>> grid(const std::vector<std::size_t>& sizes) {
    for (const std::size_t size : sizes) assert(size >= 1);
    std::vector<std::vector<std::size_t>> tuples;
    std::vector<std::size_t> tuple(sizes.size(), 0);
    while (true) {
        tuples.push_back(tuple);
        std::size_t dimension = sizes.size();
        while (dimension > 0 && tuple[dimension - 1] + 1 == sizes[dimension - 1]) tuple[--dimension] = 0;
        if (dimension == 0) return tuples;
        ++tuple[dimension - 1];
    }
}

std::vector<std::vector<std::size_t>> one_at_a_time(const std::vector<std::size_t>& base,
                                                    const std::vector<std::size_t>& sizes) {
    assert(base.size() == sizes.size());
    std::vector<std::vector<std::size_t>> tuples{base};
    for (std::size_t dimension = 0; dimension < sizes.size(); ++dimension) {
        assert(base[dimension] < sizes[dimension]);
        for (std::size_t level = 0; level < sizes[dimension]; ++level) {
            if (level == base[dimension]) continue;
            tuples.push_back(base);
            tuples.back()[dimension] = level;
        }
    }
    return tuples;
}

double morris_step(std::size_t levels) {
    assert(levels >= 2 && levels % 2 == 0);
    const std::size_t half = levels / 2;
    return static_cast<double>(half) / static_cast<double>(levels - 1);
}

std::vector<std::vector<std::vector<double>>> morris_trajectories(std::size_t count, std::size_t dimensions,
                                                                  std::size_t levels, std::uint64_t seed) {
    assert(levels >= 2 && levels % 2 == 0);
    const Purpose start(seed, "morris trajectories: start");
    const Purpose order(seed, "morris trajectories: order");
    const auto at = [levels](std::size_t level) {
        return static_cast<double>(level) / static_cast<double>(levels - 1);
    };
    std::vector<std::vector<std::vector<double>>> trajectories(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<std::size_t> start_levels;
        std::vector<double> point;
        for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
            start_levels.push_back(level_drawn(levels, start, dimension, i));
            point.push_back(at(start_levels.back()));
        }
        trajectories[i].push_back(point);
        for (const std::size_t dimension : order_drawn(dimensions, order, i)) {
            const std::size_t level = start_levels[dimension];
            point[dimension] = at(level < levels / 2 ? level + levels / 2 : level - levels / 2);
            trajectories[i].push_back(point);
        }
    }
    return trajectories;
}

}  // namespace hanhlang
