// A simplex that walks downhill. Rule: what happens to equals is decided here, not by how a library sorts.
#include "hanhlang/stats/minimise.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace hanhlang {
namespace {

using Corner = Minimum;

// Behind its equals, so that what is the worst does not depend on how a library sorts.
void add_corner(std::vector<Corner>& simplex, Corner corner) {
    const auto behind = std::upper_bound(simplex.begin(), simplex.end(), corner.value,
                                         [](double value, const Corner& c) { return value < c.value; });
    simplex.insert(behind, std::move(corner));
}

std::vector<double> moved(const std::vector<double>& from, const std::vector<double>& to, double share) {
    std::vector<double> at = from;
    for (std::size_t i = 0; i < at.size(); ++i) at[i] += share * (to[i] - from[i]);
    return at;
}

// The best corner first.
bool is_small(const std::vector<Corner>& simplex) {
    for (const Corner& corner : simplex)
        for (std::size_t i = 0; i < corner.at.size(); ++i)
            if (std::fabs(corner.at[i] - simplex.front().at[i]) > 1e-4) return false;
    return simplex.back().value - simplex.front().value <= 1e-8;
}

}  // namespace

Minimum minimise(const std::function<double(const std::vector<double>&)>& value_at,
                 const std::vector<double>& start, double step) {
    assert(!start.empty() && step > 0);
    const auto corner_at = [&](std::vector<double> at) {
        const double value = value_at(at);
        return Corner{std::move(at), value};
    };
    std::vector<Corner> simplex;
    add_corner(simplex, corner_at(start));
    for (std::size_t i = 0; i < start.size(); ++i) {
        std::vector<double> at = start;
        at[i] += step;
        add_corner(simplex, corner_at(std::move(at)));
    }
    const std::size_t most = 200 * start.size();
    for (std::size_t turn = 0; turn < most && !is_small(simplex); ++turn) {
        const Corner worst = std::move(simplex.back());
        simplex.pop_back();
        std::vector<double> middle(start.size(), 0);
        for (const Corner& corner : simplex)
            for (std::size_t i = 0; i < middle.size(); ++i)
                middle[i] += corner.at[i] / static_cast<double>(simplex.size());
        Corner reflected = corner_at(moved(middle, worst.at, -1));
        if (reflected.value < simplex.front().value) {
            Corner expanded = corner_at(moved(middle, worst.at, -2));
            const bool is_better = expanded.value < reflected.value;
            add_corner(simplex, std::move(is_better ? expanded : reflected));
            continue;
        }
        if (reflected.value < simplex.back().value) {
            add_corner(simplex, std::move(reflected));
            continue;
        }
        const bool is_outside = reflected.value < worst.value;
        Corner contracted = corner_at(moved(middle, worst.at, is_outside ? -0.5 : 0.5));
        if (is_outside ? contracted.value <= reflected.value : contracted.value < worst.value) {
            add_corner(simplex, std::move(contracted));
            continue;
        }
        std::vector<Corner> shrunk{simplex.front()};
        simplex.push_back(worst);
        for (std::size_t i = 1; i < simplex.size(); ++i)
            add_corner(shrunk, corner_at(moved(shrunk.front().at, simplex[i].at, 0.5)));
        simplex = std::move(shrunk);
    }
    return simplex.front();
}

}  // namespace hanhlang
