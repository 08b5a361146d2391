// The makers of closed-form laws. Rule: a parameter that makes no sense is named in a sentence, with what was
// found.
#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <string_view>

#include "distribution_table.hpp"
#include "hanhlang/base/distribution.hpp"

namespace hanhlang {
namespace {

[[noreturn]] void refuse(std::string_view law, std::string_view expected, double found) {
    throw std::invalid_argument(fmt::format("{}: {}, found {}", law, expected, found));
}

void require_finite(std::string_view law, std::string_view name, double value) {
    if (!std::isfinite(value)) refuse(law, fmt::format("the {} must be a finite number", name), value);
}

void require_not_negative(std::string_view law, std::string_view name, double value) {
    require_finite(law, name, value);
    if (value < 0) refuse(law, fmt::format("the {} must not be negative", name), value);
}

void require_positive(std::string_view law, std::string_view name, double value) {
    require_finite(law, name, value);
    if (value <= 0) refuse(law, fmt::format("the {} must be above 0", name), value);
}

void require_range(std::string_view law, double minimum, double maximum) {
    require_finite(law, "minimum", minimum);
    require_finite(law, "maximum", maximum);
    if (maximum < minimum)
        throw std::invalid_argument(
            fmt::format("{}: the maximum {} is below the minimum {}", law, maximum, minimum));
}

void require_mode(std::string_view law, double minimum, double mode, double maximum) {
    require_range(law, minimum, maximum);
    require_finite(law, "mode", mode);
    if (mode < minimum || mode > maximum)
        throw std::invalid_argument(
            fmt::format("{}: the mode {} is outside the range {} to {}", law, mode, minimum, maximum));
}

std::shared_ptr<const DistributionTable> inverse(InverseTable::Law law, double a, double b) {
    auto table = std::make_shared<DistributionTable>();
    table->inverse.emplace(law, a, b);
    return table;
}

}  // namespace

Distribution Distribution::constant(double value) {
    require_finite("constant", "value", value);
    return {Kind::constant, value, 0, 0};
}

Distribution Distribution::uniform(double minimum, double maximum) {
    require_range("uniform", minimum, maximum);
    if (minimum == maximum) return constant(minimum);
    return {Kind::uniform, minimum, maximum, 0};
}

Distribution Distribution::exponential(double mean) {
    require_not_negative("exponential", "mean", mean);
    if (mean == 0) return constant(0);
    return {Kind::exponential, mean, 0, 0};
}

Distribution Distribution::normal(double mean, double sd) {
    require_finite("normal", "mean", mean);
    require_not_negative("normal", "standard deviation", sd);
    if (sd == 0) return constant(mean);
    return {Kind::normal, mean, sd, 0};
}

Distribution Distribution::lognormal(double mean, double cv) {
    require_positive("lognormal", "mean", mean);
    require_not_negative("lognormal", "coefficient of variation", cv);
    if (cv == 0) return constant(mean);
    const double s2 = elementary::log1p(cv * cv);
    require_finite("lognormal", "square of the coefficient of variation", s2);
    return {Kind::lognormal, elementary::log(mean) - s2 / 2, std::sqrt(s2), 0};
}

Distribution Distribution::lognormal_quantiles(double median, double p90) {
    require_positive("lognormal", "median", median);
    require_finite("lognormal", "90 % quantile", p90);
    if (p90 < median)
        throw std::invalid_argument(
            fmt::format("lognormal: the 90 % quantile {} is below the median {}", p90, median));
    if (p90 == median) return constant(median);
    const double log_sd = (elementary::log(p90) - elementary::log(median)) / normal_quantile(0.9);
    return {Kind::lognormal, elementary::log(median), log_sd, 0};
}

Distribution Distribution::gamma(double mean, double cv) {
    require_positive("gamma", "mean", mean);
    require_not_negative("gamma", "coefficient of variation", cv);
    if (cv == 0) return constant(mean);
    if (cv < 0.001 || cv > 30) refuse("gamma", "the coefficient of variation must be 0 or 0.001 to 30", cv);
    const double shape = 1 / (cv * cv);
    return {Kind::inverse, 0, mean / shape, 0, inverse(InverseTable::Law::gamma, shape, 0)};
}

Distribution Distribution::erlang(int phases, double mean) {
    if (phases < 1 || phases > 1'000'000)
        refuse("erlang", "the number of phases must be 1 to a million", phases);
    require_positive("erlang", "mean", mean);
    if (phases == 1) return exponential(mean);
    return {Kind::inverse, 0, mean / phases, 0, inverse(InverseTable::Law::gamma, phases, 0)};
}

Distribution Distribution::triangular(double minimum, double mode, double maximum) {
    require_mode("triangular", minimum, mode, maximum);
    if (minimum == maximum) return constant(minimum);
    return {Kind::triangular, minimum, mode, maximum};
}

Distribution Distribution::pert(double minimum, double mode, double maximum) {
    require_mode("pert", minimum, mode, maximum);
    if (minimum == maximum) return constant(minimum);
    const double range = maximum - minimum;
    return {
        Kind::inverse, minimum, range, 0,
        inverse(InverseTable::Law::beta, 1 + 4 * (mode - minimum) / range, 1 + 4 * (maximum - mode) / range)};
}

Distribution Distribution::weibull(double shape, double scale) {
    require_positive("weibull", "shape", shape);
    require_positive("weibull", "scale", scale);
    if (shape < 0.02)
        refuse("weibull", "the shape must be at least 0.02 (below, no number holds the variance)", shape);
    return {Kind::weibull, scale, 1 / shape, 0};
}

Distribution Distribution::loglogistic(double shape, double scale) {
    require_finite("loglogistic", "shape", shape);
    if (shape <= 1)
        refuse("loglogistic", "the shape must be above 1 (at or below it there is no mean)", shape);
    require_positive("loglogistic", "scale", scale);
    return {Kind::loglogistic, scale, 1 / shape, 0};
}

Distribution Distribution::geometric(double mean_failures) {
    require_not_negative("geometric", "mean", mean_failures);
    if (mean_failures == 0) return constant(0);
    // p = 1 / (1 + mean), so 1 - p = mean / (1 + mean)
    return {Kind::geometric, -elementary::log1p(1 / mean_failures), mean_failures, 0};
}

Distribution Distribution::hyperexponential(double mean, double scv) {
    require_positive("hyperexponential", "mean", mean);
    require_finite("hyperexponential", "squared coefficient of variation", scv);
    if (scv < 1 || scv > 1e5)
        refuse("hyperexponential", "the squared coefficient of variation must be 1 to 100000", scv);
    if (scv == 1) return exponential(mean);
    const double p = (1 + std::sqrt((scv - 1) / (scv + 1))) / 2;
    return {Kind::inverse, 0, mean, 0, inverse(InverseTable::Law::hyperexponential, p, 0)};
}

}  // namespace hanhlang
