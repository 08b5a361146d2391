#include "hanhlang/report/claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "claim_numbers.hpp"
#include "table.hpp"

namespace hanhlang {

namespace {

/// Of per cents: two where an edge, or how close to one nobody cares, has more than one.
int digits_of(const Claim& claim) {
    for (const double number : {claim.claimed.low, claim.claimed.high, claim.tolerance}) {
        if (std::isfinite(number) && std::abs(1000 * number - std::round(1000 * number)) > 1e-6) return 2;
    }
    return 1;
}
/// A difference of shares is in points.
const char* per_cent_of(const Claim& claim) {
    return claim.effect == Effect::difference ? "pp" : "%";
}

}  // namespace

std::string effect_text(const Claim& claim, double value) {
    if (std::isnan(value)) return "–";
    if (is_relative(claim.effect) || claim.unit.empty())
        return fmt::format("{} {}", fixed(100 * value, digits_of(claim)), per_cent_of(claim));
    return fmt::format("{:.4g} {}", value, claim.unit);
}

std::string effect_range(const Claim& claim, const Interval& i) {
    if (!i.bounded) return "not bounded";
    if (is_relative(claim.effect) || claim.unit.empty())
        return fmt::format("{} … {} {}", fixed(100 * i.low, digits_of(claim)),
                           fixed(100 * i.high, digits_of(claim)), per_cent_of(claim));
    return fmt::format("{:.4g} … {:.4g} {}", i.low, i.high, claim.unit);
}

std::string claimed_text(const Claim& claim) {
    const auto edge = [&](double value) {
        return is_relative(claim.effect) || claim.unit.empty() ? fmt::format("{:.4g}", 100 * value)
                                                               : fmt::format("{:.4g}", value);
    };
    const std::string unit =
        is_relative(claim.effect) || claim.unit.empty() ? per_cent_of(claim) : claim.unit;
    if (std::isinf(claim.claimed.high)) return fmt::format("at least {} {}", edge(claim.claimed.low), unit);
    if (std::isinf(claim.claimed.low)) return fmt::format("at most {} {}", edge(claim.claimed.high), unit);
    return fmt::format("{} … {} {}", edge(claim.claimed.low), edge(claim.claimed.high), unit);
}

std::string effect_word(const Claim& claim) {
    static constexpr std::array words{"reduction", "increase", "difference", "ratio", "level"};
    return words[static_cast<std::size_t>(claim.effect)];
}

std::string metric_text(const Claim& claim, double value) {
    if (std::isnan(value)) return "–";
    return claim.unit.empty() ? percent(value) : fmt::format("{:.4g} {}", value, claim.unit);
}

namespace {

std::string line(const char* what, const std::string& text) {
    return fmt::format("  {:<12}{}\n", what, text);
}

std::string p_text(double p) {
    return p < 1e-6 ? "p < 1e-6" : fmt::format("p = {:.2g}", p);
}

/// Which edges the interval crosses and which it clears.
std::string edges(const Claim& claim, const ClaimVerdict& v) {
    std::string crossed, cleared;
    const Interval& i = v.at_look.interval;
    const auto look = [&](double edge, const char* name, double p) {
        if (!std::isfinite(edge)) return;
        const bool inside = !i.bounded || (i.low <= edge && i.high >= edge);
        std::string& text = inside ? crossed : cleared;
        text += (text.empty() ? "" : "; ") + fmt::format("{} edge {}", name, effect_text(claim, edge));
        if (!inside) {
            const double se = v.at_look.sd / std::sqrt(static_cast<double>(v.n));
            text += fmt::format(" by {:.1f} standard errors ({})", std::abs(v.at_look.estimate - edge) / se,
                                p_text(p));
        }
    };
    look(claim.claimed.low, "lower", v.p_low);
    look(claim.claimed.high, "upper", v.p_high);
    std::string text;
    if (!crossed.empty()) text += line("straddles", crossed);
    if (!cleared.empty()) text += line("excludes", cleared);
    return text;
}

std::string to_decide(const Claim& claim, const ClaimVerdict& v) {
    if (v.why == Why::on_the_edge)
        return line("to decide",
                    fmt::format("more runs would not help: it is within {} of an edge, and so is "
                                "half of the interval",
                                effect_text(claim, claim.tolerance)));
    if (v.n < v.least)
        return line("to decide",
                    fmt::format("at least {} replications: what differs is very skewed", v.least));
    return line("to decide", fmt::format("about {:.0f} {} if the true value is {} from the edge, limit {}",
                                         v.needed, claim.has_baseline() ? "pairs" : "replications",
                                         is_relative(claim.effect) ? fixed(100 * v.needed_within, 2) + " pp"
                                                                   : effect_text(claim, v.needed_within),
                                         v.n));
}

std::string conditions(const Judged& judged) {
    if (judged.robust && judged.robust->drawn + judged.robust->invalid > 0) {
        const RobustView& r = *judged.robust;
        return fmt::format("(robust: {}, {} of {} draws)", r.word, r.supported, r.drawn + r.invalid);
    }
    return judged.guesses > 0 ? "(conditional on guesses)" : "";
}

std::string describe_verdict(const Study& study, const Judged& judged) {
    const Claim& claim = *judged.claim;
    const ClaimVerdict& v = judged.verdict;
    const std::string& says = claim.text.text();
    std::string text = fmt::format("{}   {}   {}", claim.id, word_of(v), conditions(judged));
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
    if (claim.reading_of.empty())
        text += line("claim", fmt::format("“{}”{}", says, claim.source.empty() ? "" : ", " + claim.source));
    const std::string& treatment = study.arms[claim.treatment].name;
    text += line("measured", claim.effect == Effect::level ? fmt::format("{}, {}", claim.metric, treatment)
                             : claim.baseline ? fmt::format("{}, {} against {}", claim.metric, treatment,
                                                            study.arms[*claim.baseline].name)
                                              : fmt::format("{}, {} against {} as quoted", claim.metric,
                                                            treatment, metric_text(claim, claim.quoted)));
    if (claim.complement) text += line("", "(the share within, one less that metric)");
    if (!v.invalid.empty()) text += line("invalid", v.invalid);
    if (v.n < 2) return text;
    text += line(effect_word(claim).c_str(),
                 fmt::format("{}   interval {}   claim {}", effect_text(claim, v.at_look.estimate),
                             effect_range(claim, v.at_look.interval), claimed_text(claim)));
    text += line(
        "", fmt::format("n = {} {}, look {} of {}, level {:.2f} % (family '{}' of {}); at 95 % {}", v.n,
                        claim.has_baseline() ? "pairs" : "replications", v.look, v.looks, 100 * (1 - v.alpha),
                        claim.family, v.family, effect_range(claim, v.plain.interval)));
    if (claim.effect != Effect::level)
        text += line(
            "", fmt::format("{} -> {}{}", metric_text(claim, v.baseline), metric_text(claim, v.treatment),
                            std::isfinite(v.variance_reduction)
                                ? fmt::format("; pairs save {:.1f} times the variance (corr. {:.3f})",
                                              v.variance_reduction, v.correlation)
                                : ""));
    if (v.latest.estimate != v.plain.estimate)
        text += line("later", fmt::format("with all replications {}, at 95 % {}",
                                          effect_text(claim, v.latest.estimate),
                                          effect_range(claim, v.latest.interval)));
    if (!v.invalid.empty()) return text;
    text += edges(claim, v);
    std::string weaker;
    for (const WeakerReading& one : v.weaker)
        weaker += (weaker.empty() ? "" : "; ") + fmt::format("“{}”: {}", one.text, to_string(one.decision));
    if (!weaker.empty()) text += line("weaker", weaker);
    if (v.decision == Decision::refuted_below && v.at_look.estimate > 0 && v.at_look.interval.low > 0)
        text += line("", fmt::format("there is an effect, but a smaller one: {}",
                                     effect_range(claim, v.at_look.interval)));
    if (v.invalid.empty() && v.decision == Decision::undecided) text += to_decide(claim, v);
    for (const std::string& note : v.notes) text += line("note", note);
    if (claim.reading_of.empty())
        text += line("rests on",
                     fmt::format("{} numbers, of which {} are guesses", judged.numbers, judged.guesses));
    return text;
}

std::string describe_registration(const RegistrationView& r) {
    if (!r.exists) return "not registered before the run (claims --register STUDY)";
    return r.changed.empty() ? "as it was registered before the run"
                             : fmt::format("registered, but changed since: {}", fmt::join(r.changed, ", "));
}

}  // namespace

std::string describe_claims(const Study& study, const ClaimsRun& run) {
    std::string text =
        fmt::format("{}: {} claims and other readings, seed {}; {}\n\n", study.file.filename().string(),
                    run.claims.size(), run.seed, describe_registration(run.registration));
    if (!study.bonferroni)
        text +=
            "WARNING: multiplicity is none: each claim has all of the error, so the more claims, the "
            "likelier a "
            "wrong verdict\n\n";
    for (const Judged& judged : run.claims) text += describe_verdict(study, judged) + "\n";
    for (const Judged& judged : run.claims) {
        if (!judged.beside) continue;
        text += fmt::format("Beside the verdict on {}\n", judged.claim->id);
        text += describe_beside(*judged.claim, *judged.beside);
        if (judged.bundle) text += describe_bundle(*judged.claim, *judged.bundle);
        if (judged.robust) text += describe_robust(*judged.claim, *judged.robust);
        if (judged.tipping) text += describe_tipping(*judged.claim, *judged.tipping);
        text += "\n";
    }
    return text;
}

}  // namespace hanhlang
