// The parameters of a surface by maximum likelihood. Rule: the search is in logarithms, where a factor is a
// factor wherever it is.
#include <algorithm>
#include <cassert>
#include <utility>

#include "hanhlang/base/elementary.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/base/special.hpp"
#include "hanhlang/stats/minimise.hpp"
#include "hanhlang/stats/surface.hpp"
#include "hanhlang/stats/tally.hpp"

namespace hanhlang {
namespace {

// Of one parameter; points of the search are logarithms.
struct ParameterBounds {
    double least;
    double most;
    double held(double logarithm) const { return std::clamp(elementary::exp(logarithm), least, most); }
    // How far outside, squared: 0 inside.
    double excess(double logarithm) const {
        const double log_least = elementary::log(least);
        const double log_most = elementary::log(most);
        const double outside = logarithm - std::clamp(logarithm, log_least, log_most);
        return outside * outside;
    }
    double logarithm_at(double share) const {
        const double log_least = elementary::log(least);
        return log_least + share * (elementary::log(most) - log_least);
    }
};

constexpr ParameterBounds length_bounds{0.05, 5};

ParameterBounds variance_bounds(const SurfacePoints& points) {
    Tally responses;
    Tally noises;
    for (const double response : points.response) responses.add(response);
    for (const double noise : points.noise) noises.add(noise);
    double scale = responses.variance();
    if (!(scale > 0)) scale = noises.mean() > 0 ? noises.mean() : 1;
    return {1e-4 * scale, 1e4 * scale};
}

SurfaceParameters parameters_at(const std::vector<double>& logarithms, const ParameterBounds& variances) {
    SurfaceParameters parameters{variances.held(logarithms.back()), {}};
    for (std::size_t i = 0; i + 1 < logarithms.size(); ++i)
        parameters.lengths.push_back(length_bounds.held(logarithms[i]));
    return parameters;
}

}  // namespace

Surface Surface::fit(const SurfacePoints& points, SurfaceKind kind, std::uint64_t seed) {
    assert(points.at.size() >= 2);
    const std::size_t inputs = points.at.front().size();
    assert(inputs < 256);
    const ParameterBounds variances = variance_bounds(points);
    Surface surface(points, kind, {variances.most, std::vector<double>(inputs, 1)});
    // Outside the box the likelihood is that of its edge, less what pulls back: most starts would be lost on
    // a plain out there, or in a simplex that folds into the edge.
    const auto unlikelihood = [&](const std::vector<double>& logarithms) {
        double excess = variances.excess(logarithms.back());
        for (std::size_t i = 0; i < inputs; ++i) excess += length_bounds.excess(logarithms[i]);
        surface.assume(parameters_at(logarithms, variances));
        return excess - surface.log_likelihood();
    };
    constexpr std::uint32_t starts = 10;
    const Purpose purpose(seed, "starts of a surface");
    Minimum best{{}, infinity};
    for (std::uint32_t start = 0; start < starts; ++start) {
        // The first in the middle of the box.
        const auto share = [&](std::size_t input) {
            return start == 0 ? 0.5 : uniform(purpose, {0, start, 0}, 0, static_cast<std::uint32_t>(input));
        };
        std::vector<double> from;
        for (std::size_t i = 0; i < inputs; ++i) from.push_back(length_bounds.logarithm_at(share(i)));
        from.push_back(variances.logarithm_at(share(inputs)));
        Minimum found = minimise(unlikelihood, from, 0.5);
        if (best.at.empty() || found.value < best.value) best = std::move(found);
    }
    surface.assume(parameters_at(best.at, variances));
    return surface;
}

}  // namespace hanhlang
