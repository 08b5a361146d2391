// What stands beside a verdict, as tables.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "claim_numbers.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string saved_text(const Estimate& e, const std::string& unit) {
    return fmt::format("{:.3g} ± {:.2g} {}", e.value, e.half_width, unit);
}

std::string pairs_table(const char* heading, const std::vector<Paired>& pairs, bool only_changed) {
    Rows rows{{heading, "baseline", "treatment", "less by"}};
    for (const Paired& pair : pairs) {
        if (pair.baseline == 0 && pair.treatment == 0) continue;
        if (only_changed && pair.saved.value == 0 && pair.saved.half_width == 0) continue;
        rows.push_back({pair.what, fmt::format("{:.4g}", pair.baseline),
                        fmt::format("{:.4g}", pair.treatment), saved_text(pair.saved, pair.unit)});
    }
    return rows.size() > 1 ? table(rows) : "";
}

std::string circumstances_table(const Claim& claim, const char* heading, const std::vector<EffectOn>& all) {
    Rows rows{{heading, "baseline", "treatment", effect_word(claim), "95 %", "the claim then"}};
    std::string below;
    for (const EffectOn& one : all) {
        if (!one.invalid.empty()) below += fmt::format("  invalid: {}: {}\n", one.what, one.invalid);
        if (!one.effect.interval.bounded) {
            rows.push_back({one.what, "–", "–", "–", "–", one.invalid.empty() ? "undecided" : "invalid"});
            continue;
        }
        rows.push_back({one.what, metric_text(claim, one.baseline), metric_text(claim, one.treatment),
                        effect_text(claim, one.effect.estimate), effect_range(claim, one.effect.interval),
                        one.overloaded && !claim.terminating ? std::string("overloaded")
                        : one.invalid.empty()                ? std::string(to_string(one.decision))
                                                             : std::string("invalid")});
    }
    if (!claim.terminating &&
        std::any_of(all.begin(), all.end(), [](const EffectOn& one) { return one.overloaded; }))
        below += "  overloaded: an arm is beyond capacity, and its waits depend on the length of the run\n";
    return rows.size() > 1 ? table(rows) + below : "";
}

std::string who_gains(const Claim& claim, const std::vector<EffectOn>& groups) {
    Rows rows{{"who", "baseline", "treatment", effect_word(claim), "95 %", ""}};
    for (const EffectOn& one : groups) {
        const Interval& i = one.effect.interval;
        const bool fewer_is_gain = claim.effect != Effect::relative_increase && claim.effect != Effect::ratio;
        std::string word = "cannot be told";
        if (fewer_is_gain && i.bounded && i.low > 0) word = "less";
        if (fewer_is_gain && i.bounded && i.high < 0) word = "more";
        if (!fewer_is_gain) word = "";
        rows.push_back({one.what, metric_text(claim, one.baseline), metric_text(claim, one.treatment),
                        effect_text(claim, one.effect.estimate), effect_range(claim, i), word});
    }
    return rows.size() > 1 ? table(rows) : "";
}

std::string bounds_text(const ClaimBeside& b) {
    std::string text;
    if (b.bounds)
        text += fmt::format(
            "  bounds      direct {}: {} of the hours of all trips is at touched stages, of which {} is "
            "removed\n",
            percent(b.bounds->direct), percent(b.bounds->share), percent(b.bounds->removed));
    if (b.simulated)
        text += fmt::format(
            "  {}simulated {} ({}) of what is claimed: the touched stages take no time; no ceiling\n",
            b.bounds ? "            " : "bounds      ", percent(b.simulated->estimate),
            range(b.simulated->interval));
    return text;
}

std::string split_text(const ClaimBeside& b) {
    if (!b.why_no_split.empty()) return fmt::format("  split       none: {}\n", b.why_no_split);
    if (!b.split) return "";
    const auto part = [](const EffectPart& p) {
        return fmt::format("{} ({})", percent(p.of_baseline.estimate), range(p.of_baseline.interval));
    };
    const bool is_all = b.split->structure.saved.value == 0 && b.split->whole.saved.value != 0;
    std::string text =
        fmt::format("  comes from  structure {}, assumed shorter work {}, fewer inspections {}{}\n",
                    part(b.split->structure), part(b.split->work), part(b.split->inspections),
                    is_all ? "; 100 % assumed" : "");
    for (const Assumed& one : b.assumed)
        text += fmt::format("              assumed: {}, {}\n", one.path, one.change);
    return text;
}

}  // namespace

std::string describe_beside(const Claim& claim, const ClaimBeside& b) {
    std::string text = bounds_text(b) + split_text(b);
    const auto add = [&](const std::string& part) {
        if (!part.empty()) text += "\n" + part;
    };
    add(pairs_table("hours of a trip", b.waterfall, false));
    if (claim.measure != "trip.transit_time" && !b.waterfall.empty())
        text += "  (of whole trips, from departure to delivery, whatever the claim measures)\n";
    add(pairs_table("where waits go", b.displaced, true));
    add(pairs_table("what is found", b.detection, false));
    add(who_gains(claim, b.groups));
    add(circumstances_table(claim, "effect against load", b.loads));
    add(circumstances_table(claim, "driver rule", b.drivers));
    add(circumstances_table(claim, "hours of departure", b.departures));
    return text + fmt::format("  ({} replications each)\n", b.replications);
}

std::string describe_bundle(const Claim& claim, const BundleView& b) {
    if (!b.why_not.empty()) return fmt::format("\n  bundle      cannot be taken apart: {}\n", b.why_not);
    std::string text = "\n" + circumstances_table(claim, "of the bundle", b.subsets) +
                       fmt::format("  ({} replications each)\n\n", b.replications);
    Rows rows{{"effect, as a share of the baseline", "saved", "95 %"}};
    for (const BundleEffect& one : b.effects)
        rows.push_back(
            {fmt::format("{}{}", one.measures.size() > 1 ? "together: " : "", fmt::join(one.measures, " × ")),
             percent(one.effect.estimate), range(one.effect.interval)});
    text += table(rows);
    if (!b.is_treatment) text += "  (all of them together are not quite the treatment)\n";
    return text;
}

std::string describe_robust(const Claim& claim, const RobustView& r) {
    std::string text = fmt::format(
        "\n  robust      {}: of {} draws of the uncertain inputs{} {} support the claim, {} refute it, {} "
        "leave it "
        "undecided, {} are invalid\n",
        r.word, r.drawn + r.invalid,
        r.plausible ? fmt::format(" ({} tried, those in which an observed figure misses left out)", r.tried)
                    : "",
        r.supported, r.refuted, r.undecided, r.invalid);
    if (r.drawn < 2) return text;
    text += fmt::format("              supported share {} (each end 95 %), {} wanted\n", range(r.share),
                        percent(r.wanted, 0));
    text += fmt::format(
        "              median {}, 5 to 95 % of draws {} … {}; between draws ±{:.2g}, chance ±{:.2g}{}\n",
        effect_text(claim, r.median), effect_text(claim, r.p5), effect_text(claim, r.p95),
        is_relative(claim.effect) ? 100 * r.between : r.between,
        is_relative(claim.effect) ? 100 * r.within : r.within,
        is_relative(claim.effect) ? " pp" : " " + claim.unit);
    Rows rows{
        {"measure first", "knowing it is worth", "of the variance", "effect at its low end", "high end"}};
    for (const InputInfluence& one : r.inputs)
        rows.push_back({one.input, percent(one.knowing), percent(one.explained, 0),
                        effect_text(claim, one.low), effect_text(claim, one.high)});
    if (rows.size() > 1)
        text +=
            "\n" + table(rows) +
            "  (worth: draws more with the right verdict if it were known, less what chance alone gives)\n";
    return text;
}

namespace {

std::string tipping_word(const Claim& claim, const TippingPoint& p) {
    const std::string& name = claim.tipping->parameter;
    const auto bracket = [&] {
        return fmt::format("{} … {}", claim.tipping->text(p.bracket.low),
                           claim.tipping->text(p.bracket.high));
    };
    const auto refined = [&] {
        if (!p.refined) return std::string();
        if (!p.refined->interval.bounded) return std::string("; lines through it have no finite interval");
        return fmt::format("; by lines through it at {:.4g} ({:.4g} … {:.4g}) {}, 95 %", p.refined->at,
                           p.refined->interval.low, p.refined->interval.high, claim.tipping->unit);
    };
    using Kind = TippingPoint::Kind;
    if (!p.why_not.empty()) return "cannot be run: " + p.why_not;
    switch (p.kind) {
        case Kind::always:
            return "always true, from one end of the range to the other";
        case Kind::never:
            return "never reached in the range";
        case Kind::rises:
            return fmt::format("true from {} of {} on{}", bracket(), name, refined());
        case Kind::falls:
            return fmt::format("true up to {} of {}{}", bracket(), name, refined());
        case Kind::not_monotone:
            return "several crossings: see the values below";
        case Kind::unclear:
            break;
    }
    return p.bracket.bounded ? fmt::format("unclear: if at all, within {} of {}", bracket(), name)
                             : "unclear: chance hides on which side of the edge the effect is";
}

}  // namespace

std::string describe_tipping(const Claim& claim, const TippingView& view) {
    std::string text = "\n";
    for (const TippingPoint& p : view.edges)
        text += fmt::format("  tips        “{}”: {}\n", p.edge, tipping_word(claim, p));
    for (const FrontierPoint& f : view.frontier)
        text += fmt::format("              at {} = {}: {}\n", claim.tipping->against->parameter, f.value,
                            tipping_word(claim, f.point));
    if (!view.edges.empty())
        text += "\n" + circumstances_table(claim, claim.tipping->parameter.c_str(), view.edges.front().scan);
    return text;
}

}  // namespace hanhlang
