#include "hanhlang/study/tipping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace hanhlang {
namespace {

constexpr std::size_t scanned = 6;
constexpr std::size_t halvings = 4;

/// Sides of the edge at values of the parameter, by sequential tests that share one error between them.
class Search {
 public:
    Search(const Study& study, const Claim& claim, bool is_low, std::vector<std::string> more,
           VariedArms& varied, bool& complete)
        : claim_(claim),
          edge_(is_low ? claim.claimed.low : claim.claimed.high),
          sign_(is_low ? 1 : -1),
          more_(std::move(more)),
          varied_(varied),
          complete_(complete) {
        looks_.min = study.beside;
        looks_.max = std::max(study.beside, std::min(study.looks.max, 4 * study.beside));
    }

    TippingPoint find() {
        const Tipping& t = *claim_.tipping;
        std::vector<double> values;
        for (std::size_t i = 0; i < scanned; ++i) {
            const double x = t.low + (t.high - t.low) * static_cast<double>(i) / (scanned - 1);
            values.push_back(t.whole ? std::round(x) : x);
        }
        values.erase(std::unique(values.begin(), values.end()), values.end());
        decide(values);
        if (!point_.why_not.empty() || !complete_) return std::move(point_);
        const std::optional<std::size_t> from = classify(values);
        if (from) narrow(values[*from], values[*from + 1]);
        if (!from && (point_.kind == Kind::rises || point_.kind == Kind::falls)) look_between();
        report();
        return std::move(point_);
    }

 private:
    using Kind = TippingPoint::Kind;
    struct At {
        Series series;
        int side = 0;  // 1: the claim holds there, as far as this edge goes; -1: it does not; 0: not known
        std::string invalid;
        bool overloaded = false;
    };

    Variation at(double x) const {
        Variation v{claim_.tipping->text(x), {}, 1};
        auto& treatment = v.settings[claim_.treatment] = more_;
        for (const std::string& path : claim_.tipping->paths)
            treatment.push_back(fmt::format("{}={}", path, v.name));
        if (!claim_.has_baseline()) return v;
        auto& baseline = v.settings[*claim_.baseline];
        if (claim_.tipping->against && claim_.tipping->against->both) baseline = more_;
        for (std::size_t i = 0; claim_.tipping->both && i < claim_.tipping->paths.size(); ++i)
            baseline.push_back(fmt::format("{}={}", claim_.tipping->paths[i], v.name));
        return v;
    }

    /// Runs these values until each is on one side or all looks are over.
    void decide(const std::vector<double>& values) {
        const auto sizes = looks_.sizes();
        const std::size_t tests = scanned + halvings;
        std::vector<double> open = values;
        for (std::size_t look = 1; look <= sizes.size() && !open.empty(); ++look) {
            std::vector<Variation> variations;
            for (const double x : open) variations.push_back(at(x));
            const auto found = varied_.run({&claim_}, variations, sizes[look - 1], complete_);
            if (!complete_) return;
            std::vector<double> still;
            for (std::size_t i = 0; i < open.size(); ++i) {
                const Varied& varied = found[i].front();
                if (varied.cannot_run()) {
                    point_.why_not = fmt::format("{} = {}: {}", claim_.tipping->parameter, variations[i].name,
                                                 varied.invalid);
                    return;
                }
                At& here = known_[open[i]];
                here = {varied.series, 0, varied.invalid, varied.overloaded};
                if (!here.invalid.empty()) continue;
                const Measured m = measure_effect(claim_, here.series, looks_.alpha(look, 0.95, tests));
                if (m.interval.bounded && m.interval.low > edge_) here.side = sign_;
                if (m.interval.bounded && m.interval.high < edge_) here.side = -sign_;
                if (m.interval.bounded && m.interval.low == edge_ && m.interval.high == edge_) here.side = 1;
                if (here.side == 0) still.push_back(open[i]);
            }
            open = std::move(still);
        }
    }

    double effect_at(double x) const { return measure_effect(claim_, known_.at(x).series, 0.05).estimate; }

    /// Sets the kind; the value after which the side changes, where there is exactly one.
    std::optional<std::size_t> classify(const std::vector<double>& values) {
        std::vector<int> sides;
        std::vector<std::size_t> where;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (known_.at(values[i]).side == 0) continue;
            sides.push_back(known_.at(values[i]).side);
            where.push_back(i);
        }
        if (sides.empty()) return std::nullopt;
        std::size_t changes = 0, last = 0;
        for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
            if (sides[i] == sides[i + 1]) continue;
            ++changes;
            last = i;
        }
        if (changes == 0) {
            const bool all = sides.size() == values.size();
            point_.kind = !all ? Kind::unclear : sides.front() > 0 ? Kind::always : Kind::never;
            if (!all) hidden(values);
            return std::nullopt;
        }
        if (changes > 1 || !is_monotone(values, sides.front() < 0)) {
            point_.kind = Kind::not_monotone;
            return std::nullopt;
        }
        point_.kind = sides.front() < 0 ? Kind::rises : Kind::falls;
        point_.bracket = {values[where[last]], values[where[last + 1]], true};
        // What lies between and is not decided is in the bracket already.
        if (where[last + 1] - where[last] > 1) return std::nullopt;
        return where[last];
    }

    /// Decided on one side only, and hidden at one end: it tips there, if at all.
    void hidden(const std::vector<double>& values) {
        const int first = known_.at(values.front()).side;
        const int last = known_.at(values.back()).side;
        if ((first == 0) == (last == 0)) return;
        double inner = first == 0 ? values.back() : values.front();
        for (const double x : values) {
            if (known_.at(x).side == 0) continue;
            inner = first == 0 ? std::min(inner, x) : std::max(inner, x);
        }
        const double outer = first == 0 ? values.front() : values.back();
        point_.bracket = {std::min(inner, outer), std::max(inner, outer), true};
    }

    /// By pooling adjacent violators: no effect is off by more than two standard errors.
    bool is_monotone(const std::vector<double>& values, bool rises) const {
        std::vector<double> effects, errors;
        for (const double x : values) {
            const Measured m = measure_effect(claim_, known_.at(x).series, 0.05);
            effects.push_back(rises == (sign_ > 0) ? m.estimate : 0 - m.estimate);
            errors.push_back(m.sd / std::sqrt(static_cast<double>(known_.at(x).series.n())));
        }
        const auto pooled = isotonic(effects);
        for (std::size_t i = 0; i < effects.size(); ++i) {
            if (std::abs(pooled[i] - effects[i]) > 2 * errors[i] + 1e-12) return false;
        }
        return true;
    }

    void narrow(double low, double high) {
        for (std::size_t i = 0; i < halvings; ++i) {
            double middle = (low + high) / 2;
            if (claim_.tipping->whole) middle = std::floor(middle);
            if (middle <= low || middle >= high) break;
            decide({middle});
            if (!complete_ || !point_.why_not.empty()) return;
            if (known_.at(middle).side == 0) break;
            (known_.at(middle).side == known_.at(low).side ? low : high) = middle;
        }
        point_.bracket = {low, high, true};
        if (claim_.tipping->whole) return;
        refine(low, high);
    }

    /// Where chance hides some values between the two sides: others are tried on either side of them.
    void look_between() {
        double low = point_.bracket.low, high = point_.bracket.high;
        const int below = known_.at(low).side;
        std::vector<double> more{(low + known_.upper_bound(low)->first) / 2,
                                 (std::prev(known_.lower_bound(high))->first + high) / 2};
        if (claim_.tipping->whole) {
            more.clear();
            for (double x = low + 1; x < high && more.size() < scanned; ++x) more.push_back(x);
            std::erase_if(more, [&](double x) { return known_.count(x) > 0; });
        }
        decide(more);
        if (!complete_ || !point_.why_not.empty()) return;
        for (const double x : more) {
            if (known_.at(x).side == below) low = std::max(low, x);
            if (known_.at(x).side == -below) high = std::min(high, x);
        }
        point_.bracket = {low, high, true};
        if (!claim_.tipping->whole) refine(low, high);
    }

    /// Lines through points in and around the bracket, one for each replication.
    void refine(double low, double high) {
        std::vector<double> x;
        for (const auto& [value, here] : known_) {
            if (value >= low - (high - low) && value <= high + (high - low)) x.push_back(value);
        }
        std::vector<double> more;
        for (const double part : {1.0 / 3, 2.0 / 3}) {
            const double value = low + part * (high - low);
            if (x.size() + more.size() < 4 || known_.count(value) == 0) more.push_back(value);
        }
        decide(more);
        if (!complete_ || !point_.why_not.empty()) return;
        x.insert(x.end(), more.begin(), more.end());
        std::sort(x.begin(), x.end());
        x.erase(std::unique(x.begin(), x.end()), x.end());
        std::size_t n = known_.at(x.front()).series.n();
        for (const double value : x) n = std::min(n, known_.at(value).series.n());
        std::vector<std::vector<double>> values(n);
        for (const double value : x) {
            const std::vector<double> z = excess(known_.at(value).series);
            for (std::size_t r = 0; r < n; ++r) values[r].push_back(z[r]);
        }
        if (x.size() < 2 || n < 2) return;
        point_.refined = paired_crossing(x, values, 0.95);
    }

    /// What each replication adds to the effect beyond the edge: its mean is 0 where the effect is at the
    /// edge.
    std::vector<double> excess(const Series& s) const {
        std::vector<double> z;
        const bool relative = is_relative(claim_.effect);
        const double reduction = claim_.effect == Effect::relative_increase ? 0 - edge_
                                 : claim_.effect == Effect::ratio           ? 1 - edge_
                                                                            : edge_;
        for (std::size_t r = 0; r < s.n(); ++r) {
            const double b = s.has_baseline() ? s.baseline[r] : claim_.quoted;
            const double t = s.treatment[r];
            z.push_back(claim_.effect == Effect::level ? t - edge_
                        : relative                     ? (1 - reduction) * b - t
                                                       : b - t - edge_);
        }
        return z;
    }

    void report() {
        for (const auto& [x, here] : known_) {
            const double none = claim_.effect == Effect::level ? std::nan("") : claim_.quoted;
            EffectOn one{claim_.tipping->text(x), none, 0, {}, {}, here.invalid, here.overloaded};
            if (here.series.n() > 1) {
                one.effect = measure_effect(claim_, here.series, 0.05);
                one.decision = ::hanhlang::decide(one.effect.interval, claim_.claimed);
                one.treatment = student(here.series.treatment, 0.95).value;
                if (here.series.has_baseline()) one.baseline = student(here.series.baseline, 0.95).value;
            }
            point_.scan.push_back(std::move(one));
            point_.at.push_back(x);
        }
    }

    const Claim& claim_;
    double edge_;
    int sign_;  // of effects that are on the claim's side of the edge
    std::vector<std::string> more_;
    VariedArms& varied_;
    bool& complete_;
    Looks looks_;
    std::map<double, At> known_;
    TippingPoint point_;
};

std::string edge_text(const Claim& claim, bool is_low) {
    const double edge = is_low ? claim.claimed.low : claim.claimed.high;
    const char* const side = is_low ? "at least" : "at most";
    return is_relative(claim.effect) ? fmt::format("{} {:.4g} %", side, 100 * edge)
                                     : fmt::format("{} {:.4g} {}", side, edge, claim.unit);
}

}  // namespace

TippingView tipping_points(const Study& study, const Claim& claim, VariedArms& varied, bool& complete) {
    TippingView view;
    for (const bool is_low : {true, false}) {
        if (!std::isfinite(is_low ? claim.claimed.low : claim.claimed.high) || !complete) continue;
        view.edges.push_back(Search{study, claim, is_low, {}, varied, complete}.find());
        view.edges.back().edge = edge_text(claim, is_low);
    }
    if (!claim.tipping->against) return view;
    const bool is_low = std::isfinite(claim.claimed.low);
    for (const std::string& value : claim.tipping->against->values) {
        std::vector<std::string> settings;
        for (const std::string& path : claim.tipping->against->paths)
            settings.push_back(fmt::format("{}={}", path, value));
        if (!complete) break;
        view.frontier.push_back({value, Search{study, claim, is_low, settings, varied, complete}.find()});
        view.frontier.back().point.edge = edge_text(claim, is_low);
    }
    return view;
}

}  // namespace hanhlang
