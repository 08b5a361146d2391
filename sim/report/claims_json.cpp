// Everything the text says, and what it leaves out, as one document.
#include <cmath>
#include <nlohmann/json.hpp>

#include "hanhlang/report/claims.hpp"

namespace hanhlang {
namespace {

using ClaimsJson = nlohmann::ordered_json;

ClaimsJson number_or_null(double x) {
    return std::isfinite(x) ? ClaimsJson(x) : ClaimsJson(nullptr);
}

ClaimsJson interval_json(const Interval& i) {
    if (!i.bounded) return nullptr;
    return ClaimsJson::array({number_or_null(i.low), number_or_null(i.high)});
}

ClaimsJson title_json(const Title& title) {
    return {{"vi", title.vi}, {"en", title.en}};
}

ClaimsJson pairs_json(const std::vector<Paired>& pairs) {
    ClaimsJson all = ClaimsJson::array();
    for (const Paired& p : pairs)
        all.push_back({{"what", p.what},
                       {"unit", p.unit},
                       {"baseline", number_or_null(p.baseline)},
                       {"treatment", number_or_null(p.treatment)},
                       {"saved", number_or_null(p.saved.value)},
                       {"half_width", number_or_null(p.saved.half_width)}});
    return all;
}

ClaimsJson effects_json(const std::vector<EffectOn>& effects) {
    ClaimsJson all = ClaimsJson::array();
    for (const EffectOn& e : effects)
        all.push_back({{"what", e.what},
                       {"baseline", number_or_null(e.baseline)},
                       {"treatment", number_or_null(e.treatment)},
                       {"estimate", number_or_null(e.effect.estimate)},
                       {"interval", interval_json(e.effect.interval)},
                       {"decision", to_string(e.decision)},
                       {"invalid", e.invalid.empty() ? ClaimsJson(nullptr) : ClaimsJson(e.invalid)},
                       {"overloaded", e.overloaded}});
    return all;
}

ClaimsJson reduction_json(const Reduction& r) {
    return {{"estimate", number_or_null(r.estimate)}, {"interval", interval_json(r.interval)}};
}

ClaimsJson beside_json(const ClaimBeside& b) {
    ClaimsJson json{{"replications", b.replications}};
    if (b.bounds)
        json["bounds"]["direct"] = {
            {"share", b.bounds->share}, {"removed", b.bounds->removed}, {"saved", b.bounds->direct}};
    if (b.simulated) json["bounds"]["simulated"] = reduction_json(*b.simulated);
    if (b.split) {
        const auto part = [](const EffectPart& p) {
            return ClaimsJson{{"saved", number_or_null(p.saved.value)},
                              {"half_width", number_or_null(p.saved.half_width)},
                              {"of_baseline", reduction_json(p.of_baseline)},
                              {"of_whole", reduction_json(p.of_whole)}};
        };
        json["effect"] = {{"metric", b.split->metric},
                          {"structure", part(b.split->structure)},
                          {"work", part(b.split->work)},
                          {"inspections", part(b.split->inspections)},
                          {"whole", part(b.split->whole)}};
    }
    json["assumed"] = ClaimsJson::array();
    for (const Assumed& one : b.assumed)
        json["assumed"].push_back({{"path", one.path},
                                   {"kind", one.kind == Assumed::Kind::work ? "work" : "inspection"},
                                   {"change", one.change}});
    json["waterfall"] = pairs_json(b.waterfall);
    json["displaced"] = pairs_json(b.displaced);
    json["detection"] = pairs_json(b.detection);
    json["groups"] = effects_json(b.groups);
    json["loads"] = effects_json(b.loads);
    json["drivers"] = effects_json(b.drivers);
    json["departures"] = effects_json(b.departures);
    return json;
}

ClaimsJson robust_json(const RobustView& r) {
    ClaimsJson inputs = ClaimsJson::array();
    for (const InputInfluence& one : r.inputs)
        inputs.push_back({{"input", one.input},
                          {"knowing", number_or_null(one.knowing)},
                          {"explained", number_or_null(one.explained)},
                          {"effect_low", number_or_null(one.low)},
                          {"effect_high", number_or_null(one.high)}});
    return {{"word", r.word},
            {"plausible", r.plausible},
            {"tried", r.tried},
            {"supported", r.supported},
            {"refuted", r.refuted},
            {"undecided", r.undecided},
            {"invalid", r.invalid},
            {"share", interval_json(r.share)},
            {"wanted", r.wanted},
            {"median", number_or_null(r.median)},
            {"p5", number_or_null(r.p5)},
            {"p95", number_or_null(r.p95)},
            {"between", number_or_null(r.between)},
            {"within", number_or_null(r.within)},
            {"effects", r.effects},
            {"inputs", inputs}};
}

ClaimsJson tipping_json(const TippingPoint& p) {
    static constexpr std::array words{"always", "never", "rises", "falls", "not monotone", "unclear"};
    ClaimsJson json{{"edge", p.edge},
                    {"kind", words[static_cast<std::size_t>(p.kind)]},
                    {"bracket", interval_json(p.bracket)},
                    {"at", nullptr},
                    {"interval", nullptr},
                    {"scan", effects_json(p.scan)},
                    {"values", p.at},
                    {"why_not", p.why_not.empty() ? ClaimsJson(nullptr) : ClaimsJson(p.why_not)}};
    if (p.refined) {
        json["at"] = number_or_null(p.refined->at);
        json["interval"] = interval_json(p.refined->interval);
    }
    return json;
}

ClaimsJson verdict_json(const Study& study, const Judged& judged) {
    const Claim& c = *judged.claim;
    const ClaimVerdict& v = judged.verdict;
    const std::string word = !v.invalid.empty()                  ? "INVALID"
                             : v.decision == Decision::supported ? "SUPPORTED"
                             : v.decision == Decision::undecided ? "UNDECIDED"
                                                                 : "REFUTED";
    ClaimsJson reason = nullptr;
    if (!v.invalid.empty()) {
        reason = v.invalid;
    } else if (v.decision == Decision::undecided) {
        reason = to_string(v.why);
    } else if (v.decision != Decision::supported) {
        reason = v.decision == Decision::refuted_below ? "below" : "above";
    }
    ClaimsJson weaker = ClaimsJson::array();
    for (const WeakerReading& one : v.weaker)
        weaker.push_back({{"text", one.text}, {"decision", to_string(one.decision)}});
    return {{"id", c.id},
            {"verdict", word},
            {"reason", reason},
            {"overloaded", v.overloaded},
            {"estimate", number_or_null(v.at_look.estimate)},
            {"interval", interval_json(v.at_look.interval)},
            {"level", 1 - v.alpha},
            {"interval_95", interval_json(v.plain.interval)},
            {"claimed", ClaimsJson::array({number_or_null(c.claimed.low), number_or_null(c.claimed.high)})},
            {"tolerance", c.tolerance},
            {"text", title_json(c.text)},
            {"source", c.source},
            {"reading_of", c.reading_of.empty() ? ClaimsJson(nullptr) : ClaimsJson(c.reading_of)},
            {"metric", c.metric},
            {"unit", c.unit},
            {"effect", effect_names[static_cast<std::size_t>(c.effect)]},
            {"baseline", c.baseline ? ClaimsJson(study.arms[*c.baseline].name) : ClaimsJson(nullptr)},
            {"treatment", study.arms[c.treatment].name},
            {"baseline_value", number_or_null(v.baseline)},
            {"treatment_value", number_or_null(v.treatment)},
            {"family", c.family},
            {"family_size", v.family},
            {"n", v.n},
            {"n_min", v.least},
            {"look", v.look},
            {"looks", v.looks},
            {"p_low", number_or_null(v.p_low)},
            {"p_high", number_or_null(v.p_high)},
            {"g", number_or_null(v.at_look.g)},
            {"sd", number_or_null(v.at_look.sd)},
            {"correlation", number_or_null(v.correlation)},
            {"variance_reduction", number_or_null(v.variance_reduction)},
            {"delta", reduction_json(v.delta)},
            {"log_delta", reduction_json(v.log_delta)},
            {"jackknife", reduction_json(v.jackknife)},
            {"needed", number_or_null(v.needed)},
            {"updated",
             {{"estimate", number_or_null(v.latest.estimate)},
              {"interval_95", interval_json(v.latest.interval)}}},
            {"weaker", weaker},
            {"notes", v.notes},
            {"replications",
             {{"baseline", judged.series.baseline},
              {"treatment", judged.series.treatment},
              {"baseline_units", judged.series.baseline_units},
              {"treatment_units", judged.series.treatment_units}}},
            {"numbers", judged.numbers},
            {"guesses", judged.guesses}};
}

}  // namespace

std::string claims_manifest(const Study& study, const ClaimsRun& run, const std::string& version,
                            const std::string& command) {
    ClaimsJson arms = ClaimsJson::array();
    for (const Study::Arm& arm : study.arms)
        arms.push_back(
            {{"arm", arm.name}, {"scenario", arm.recipe.file.string()}, {"hash", arm.scenario.hash}});
    return ClaimsJson{{"version", version}, {"command", command}, {"study", study.file.string()},
                      {"seed", run.seed},   {"trips", run.trips}, {"arms", arms}}
               .dump(2) +
           "\n";
}

std::string claims_json(const Study& study, const ClaimsRun& run, const std::string& version) {
    ClaimsJson claims = ClaimsJson::array();
    for (const Judged& judged : run.claims) {
        ClaimsJson one = verdict_json(study, judged);
        if (judged.beside) one["beside"] = beside_json(*judged.beside);
        if (judged.robust) one["robust"] = robust_json(*judged.robust);
        if (judged.tipping) {
            one["tipping"] = {{"parameter", judged.claim->tipping->parameter},
                              {"edges", ClaimsJson::array()}};
            for (const TippingPoint& p : judged.tipping->edges)
                one["tipping"]["edges"].push_back(tipping_json(p));
            for (const FrontierPoint& f : judged.tipping->frontier)
                one["tipping"]["frontier"].push_back({{"value", f.value}, {"point", tipping_json(f.point)}});
        }
        if (judged.bundle) {
            one["bundle"] = {{"subsets", effects_json(judged.bundle->subsets)},
                             {"is_treatment", judged.bundle->is_treatment},
                             {"effects", ClaimsJson::array()}};
            for (const BundleEffect& e : judged.bundle->effects)
                one["bundle"]["effects"].push_back(
                    {{"measures", e.measures}, {"effect", reduction_json(e.effect)}});
        }
        claims.push_back(std::move(one));
    }
    ClaimsJson arms = ClaimsJson::object();
    for (const Study::Arm& arm : study.arms) arms[arm.name] = arm.scenario.hash;
    return ClaimsJson{{"study", study.file.filename().string()},
                      {"version", version},
                      {"seed", run.seed},
                      {"registered",
                       {{"before", run.registration.exists},
                        {"kept", run.registration.kept()},
                        {"changed", run.registration.changed}}},
                      {"arms", arms},
                      {"claims", claims}}
               .dump(2) +
           "\n";
}

}  // namespace hanhlang
