#include "hanhlang/study/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hanhlang {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

Interval turned(const Interval& i, double from) {
    return {from - i.high, from - i.low, i.bounded};
}

/// An effect that is `from` minus a reduction: increases and ratios.
Measured turned(Measured m, double from) {
    m.estimate = from - m.estimate;
    m.interval = turned(m.interval, from);
    return m;
}

CostsAndUnits sums_of(const std::vector<double>& values, const std::vector<double>& units) {
    CostsAndUnits sums{{}, units};
    for (std::size_t i = 0; i < values.size(); ++i) sums.costs.push_back(values[i] * units[i]);
    return sums;
}

Reduction reduction_at(const Series& s, double confidence) {
    if (s.is_quantile)
        return relative_reduction(s.pooled_baseline, s.pooled_treatment, s.baseline, s.treatment, confidence);
    if (s.independent) return independent_reduction(s.baseline, s.treatment, confidence);
    if (s.is_ratio() && s.of_baseline() > 0 && s.of_treatment() > 0)
        return ratio_of_sums_reduction(sums_of(s.baseline, s.baseline_units),
                                       sums_of(s.treatment, s.treatment_units), confidence);
    return relative_reduction(s.baseline, s.treatment, confidence);
}

double sd_of(const std::vector<double>& values) {
    const Estimate at_95 = student(values, 0.95);
    return at_95.n < 2 ? 0 : standard_error(at_95) * std::sqrt(static_cast<double>(at_95.n));
}

Measured reduction_of(const Series& s, double alpha) {
    const Reduction r = reduction_at(s, 1 - alpha);
    const double independent =
        s.independent
            ? std::hypot(sd_of(s.treatment), (1 - r.estimate) * sd_of(s.baseline)) / std::abs(s.of_baseline())
            : 0;
    Measured m{r.estimate, r.interval, r.g,
               s.independent ? independent : influence_sd(s.baseline, s.treatment)};
    const double blur = (1 - m.estimate) * 2 * s.sketch;  // both quantiles are off by as much, at most
    m.interval.low -= blur;
    m.interval.high += blur;
    return m;
}

Measured of_estimate(const Estimate& e, double blur = 0) {
    const double sd = 0;
    Measured m{e.value, {e.value - e.half_width - blur, e.value + e.half_width + blur, e.n > 1}, 0, sd};
    return m;
}

std::vector<double> differences(const Series& s) {
    std::vector<double> all;
    for (std::size_t i = 0; i < s.n(); ++i) all.push_back(s.baseline[i] - s.treatment[i]);
    return all;
}

Measured level_of(const Series& s, double alpha) {
    const double confidence = 1 - alpha;
    Measured m = s.is_quantile ? of_estimate(sectioned(s.pooled_treatment, s.treatment, confidence),
                                             s.pooled_treatment * s.sketch)
                               : of_estimate(student(s.treatment, confidence));
    m.sd = sd_of(s.treatment);
    return m;
}

Measured difference_of(const Series& s, double alpha) {
    const double confidence = 1 - alpha;
    if (s.independent) {
        Measured m = of_estimate(independent_difference(s.baseline, s.treatment, confidence));
        m.sd = std::hypot(sd_of(s.baseline), sd_of(s.treatment));
        return m;
    }
    const std::vector<double> d = differences(s);
    Measured m = s.is_quantile ? of_estimate(sectioned(s.pooled_baseline - s.pooled_treatment, d, confidence),
                                             (s.pooled_baseline + s.pooled_treatment) * s.sketch)
                               : of_estimate(student(d, confidence));
    m.sd = sd_of(d);
    return m;
}

/// Against a number that somebody quoted, which has no interval of its own.
Measured against_quoted(const Claim& claim, const Series& s, double alpha) {
    Measured level = level_of(s, alpha);
    const double scale = claim.effect == Effect::difference ? 1 : claim.quoted;
    level.estimate /= scale;
    level.interval.low /= scale;
    level.interval.high /= scale;
    level.sd /= std::abs(scale);
    switch (claim.effect) {
        case Effect::relative_reduction:
            return turned(level, 1);
        case Effect::relative_increase:
            level.estimate -= 1;
            level.interval.low -= 1;
            level.interval.high -= 1;
            return level;
        case Effect::difference:
            return turned(level, claim.quoted);
        default:
            return level;
    }
}

double mean_by_units(const std::vector<double>& values, const std::vector<double>& units) {
    double sum = 0, all = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double unit = units.empty() ? 1 : units[i];
        sum += values[i] * unit;
        all += unit;
    }
    return sum / all;
}

}  // namespace

double Series::of_baseline() const {
    return is_quantile ? pooled_baseline : mean_by_units(baseline, baseline_units);
}
double Series::of_treatment() const {
    return is_quantile ? pooled_treatment : mean_by_units(treatment, treatment_units);
}

Measured measure_effect(const Claim& claim, const Series& s, double alpha) {
    if (claim.effect == Effect::level) return level_of(s, alpha);
    if (!claim.baseline) return against_quoted(claim, s, alpha);
    switch (claim.effect) {
        case Effect::relative_increase:
            return turned(reduction_of(s, alpha), 0);
        case Effect::ratio:
            return turned(reduction_of(s, alpha), 1);
        case Effect::difference:
            return difference_of(s, alpha);
        default:
            return reduction_of(s, alpha);
    }
}

std::string word_of(const ClaimVerdict& v) {
    if (!v.invalid.empty()) return "INVALID";
    const char* const over = v.overloaded ? ", OVERLOADED" : "";
    switch (v.decision) {
        case Decision::supported:
            return fmt::format("SUPPORTED{}", over);
        case Decision::refuted_below:
            return fmt::format("REFUTED (below){}", over);
        case Decision::refuted_above:
            return fmt::format("REFUTED (above){}", over);
        case Decision::undecided:
            break;
    }
    return fmt::format("UNDECIDED ({}){}", to_string(v.why), over);
}

namespace {

/// (1 - reduction) B - T of pairs, or what else the t interval is of: its skewness decides how many are
/// enough.
std::vector<double> tested(const Claim& claim, const Series& s, double estimate) {
    if (!s.has_baseline()) return s.treatment;
    if (claim.effect == Effect::difference) return differences(s);
    const double reduction = claim.effect == Effect::relative_increase ? 0 - estimate
                             : claim.effect == Effect::ratio           ? 1 - estimate
                                                                       : estimate;
    return s.baseline.size() == s.treatment.size() ? contrasts(reduction, s.baseline, s.treatment)
                                                   : s.treatment;
}

/// Two-sided p of the hypothesis that the effect is exactly at an edge, from the interval's own t.
double p_at(const Claim& claim, const Series& s, double edge) {
    if (!std::isfinite(edge)) return undefined;
    if (s.has_baseline() && is_relative(claim.effect) && !s.is_quantile && !s.independent && !s.is_ratio()) {
        const double reduction = claim.effect == Effect::relative_increase ? 0 - edge
                                 : claim.effect == Effect::ratio           ? 1 - edge
                                                                           : edge;
        return test_reduction(reduction, s.baseline, s.treatment).p;
    }
    // Where the edge just leaves the interval.
    double low = 1e-12, high = 1;
    for (int i = 0; i < 60; ++i) {
        const double alpha = std::sqrt(low * high);
        const Interval at = measure_effect(claim, s, alpha).interval;
        const bool inside = !at.bounded || (edge >= at.low && edge <= at.high);
        (inside ? low : high) = alpha;
    }
    return high;
}

void read_weaker(const Claim& claim, ClaimVerdict& v) {
    const Interval& i = v.at_look.interval;
    const auto add = [&](std::string text, const Claimed& c) {
        v.weaker.push_back({std::move(text), decide(i, c)});
    };
    const Claimed& c = claim.claimed;
    const auto show = [&](double x) {
        return is_relative(claim.effect) ? fmt::format("{:.3g} %", 100 * x)
                                         : fmt::format("{:.3g} {}", x, claim.unit);
    };
    if (std::isfinite(c.low) && std::isfinite(c.high)) {
        add("at least " + show(c.low), {c.low, infinity});
        add("at most " + show(c.high), {-infinity, c.high});
    }
    if (claim.effect == Effect::relative_reduction || claim.effect == Effect::difference)
        add("some reduction", {std::nextafter(0.0, 1.0), infinity});
    if (claim.effect == Effect::relative_increase) add("some increase", {std::nextafter(0.0, 1.0), infinity});
}

}  // namespace

void judge(const Claim& claim, const Series& s, const Looks& looks, std::size_t look, double confidence,
           std::size_t family, ClaimVerdict& v) {
    const auto sizes = looks.sizes();
    v.n = s.n();
    v.look = look;
    v.looks = sizes.size();
    v.family = family;
    v.alpha = looks.alpha(look, confidence, family);
    v.at_look = measure_effect(claim, s, v.alpha);
    v.plain = measure_effect(claim, s, 0.05);
    v.latest = v.plain;
    v.baseline = s.has_baseline() ? s.of_baseline() : claim.quoted;
    v.treatment = s.of_treatment();
    v.least = std::min<std::size_t>(least_replications(tested(claim, s, v.at_look.estimate)),
                                    std::max(looks.max, 20U));
    v.decision = v.n < v.least ? Decision::undecided : decide(v.at_look.interval, claim.claimed);
    v.p_low = p_at(claim, s, claim.claimed.low);
    v.p_high = p_at(claim, s, claim.claimed.high);
    v.correlation = v.variance_reduction = undefined;
    v.delta = v.log_delta = v.jackknife = {undefined, {undefined, undefined, false}, undefined};
    if (s.has_baseline() && !s.independent) {
        v.correlation = correlation(s.baseline, s.treatment);
        v.variance_reduction = variance_reduction(s.baseline, s.treatment);
        if (claim.effect == Effect::relative_reduction && !s.is_quantile && !s.is_ratio()) {
            v.delta = delta_reduction(s.baseline, s.treatment, 0.95);
            v.log_delta = log_delta_reduction(s.baseline, s.treatment, 0.95);
            v.jackknife = jackknife_reduction(s.baseline, s.treatment, 0.95);
        }
    }
    v.weaker.clear();
    read_weaker(claim, v);
    if (v.decision != Decision::undecided) {
        v.why = Why::decided;
        v.needed = 0;
        return;
    }
    if (look == v.looks && v.n < v.least)
        v.invalid = fmt::format("too few replications: {}, and at least {} are needed", v.n, v.least);
    v.needed_within = std::max(distance_to_edge(v.at_look.estimate, claim.claimed), claim.tolerance);
    v.needed = v.needed_within > 0 ? pairs_needed(two_sided_quantile(v.alpha, std::max<std::size_t>(v.n, 2)),
                                                  v.at_look.sd, v.needed_within)
                                   : 0;
    const Interval& i = v.at_look.interval;
    const double blur = s.has_baseline() ? (1 - v.at_look.estimate) * 2 * s.sketch : s.sketch;
    if (s.sketch > 0 && i.bounded && blur > (i.high - i.low) / 4)
        v.notes.push_back(
            fmt::format("more than half of the interval is the resolution of the quantile ({:.2g} %), "
                        "which more runs do not make finer",
                        100 * s.sketch));
    v.why = why_undecided(v.at_look.estimate, v.at_look.interval, claim.claimed, claim.tolerance, v.needed,
                          looks.max);
}

}  // namespace hanhlang
