#include "hanhlang/report/files.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "table.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json estimate_of(const Estimate& e, const std::string& unit) {
    return {{"estimate", number(e.value)}, {"half_width", number(e.half_width)}, {"unit", unit}, {"n", e.n}};
}

Json reduction_of(const Reduction& r) {
    return {
        {"estimate", number(r.estimate)}, {"low", number(r.interval.low)}, {"high", number(r.interval.high)}};
}

Json investment_of(const InvestmentView& view) {
    Json units = Json::array();
    for (const UnitChange& one : view.units)
        units.push_back({{"unit", one.name},
                         {"before", one.from},
                         {"after", one.to},
                         {"capital", one.capital},
                         {"running", one.running}});
    return {{"units", std::move(units)},
            {"capital", view.capital},
            {"running", view.running},
            {"saved_by_trips", estimate_of(view.trips, "USD per year")},
            {"saved_by_goods", estimate_of(view.goods, "USD per year")},
            {"saved_by_energy", estimate_of(view.energy, "USD per year")},
            {"saved", estimate_of(view.benefit, "USD per year")},
            {"net_present_value", estimate_of(view.net_present_value, "USD")},
            {"payback_years", view.payback ? number(*view.payback) : Json(nullptr)},
            {"payback_low", number(view.payback_interval.low)},
            {"payback_high", number(view.payback_interval.high)}};
}

Json metrics_of(const Outcome& outcome) {
    Json metrics = Json::object();
    for (const Finding& finding : outcome.findings) {
        metrics[finding.metric.name] = estimate_of(finding.estimate, finding.metric.unit);
    }
    return metrics;
}

Json comparisons_of(const Outcome& baseline, const Outcome& treatment, double confidence) {
    Json all = Json::object();
    for (const Comparison& c : compare(baseline, treatment, confidence)) {
        all[c.metric] = {{"baseline", estimate_of(c.baseline, c.unit)},
                         {"treatment", estimate_of(c.treatment, c.unit)},
                         {"difference", estimate_of(c.difference, c.unit)},
                         {"reduction", reduction_of(c.reduction)}};
    }
    return all;
}

Json bounds_of(const Bounds& b) {
    return {{"touched", b.touched.baseline.desks},
            {"touched_papers", b.touched.baseline.papers},
            {"share", number(b.share)},
            {"removed", number(b.removed)},
            {"direct", number(b.direct)},
            {"simulated", reduction_of(b.simulated)}};
}

Json part_of(const EffectPart& part, const std::string& unit) {
    return {{"saved", estimate_of(part.saved, unit)},
            {"of_baseline", reduction_of(part.of_baseline)},
            {"of_whole", reduction_of(part.of_whole)}};
}

Json effects_of(const Split& split) {
    Json all = Json::object();
    for (const SplitEffect& effect : split.effects) {
        all[effect.metric] = {{"structure", part_of(effect.structure, effect.unit)},
                              {"assumed_shorter_work", part_of(effect.work, effect.unit)},
                              {"fewer_inspections", part_of(effect.inspections, effect.unit)},
                              {"whole", part_of(effect.whole, effect.unit)}};
    }
    return all;
}

Json assumed_of(const Split& split) {
    Json all = Json::array();
    for (const Assumed& one : split.assumed) {
        const bool is_work = one.kind == Assumed::Kind::work;
        all.push_back(
            {{"path", one.path}, {"kind", is_work ? "work" : "inspection"}, {"change", one.change}});
    }
    return all;
}

Json unmatched_of(const Split& split) {
    Json all = Json::array();
    for (const Unmatched& one : split.unmatched)
        all.push_back({{"path", one.path}, {"in", one.is_new ? "treatment" : "baseline"}});
    return all;
}

Json low_volume_of(const LowVolume& low, const Scenario& s) {
    Json indices = Json::object();
    for (const DelayIndices& one : low.indices) {
        indices[one.corridor ? s.corridors[*one.corridor].name : "all"] = {
            {"transit_time", one.hours},
            {"at_low_volume", one.at_low_volume},
            {"delay", estimate_of(one.delay, "h")},
            {"at_gates", number(one.at_gates)},
            {"travel_time_index", one.travel_time_index},
            {"planning_time_index", one.planning_time_index}};
    }
    return {{"traffic", low.traffic}, {"indices", std::move(indices)}};
}

/// The name of a metric without its statistic, and the statistic; the filter stays with the name.
std::pair<std::string, std::string> split_metric(const Metric& metric) {
    if (metric.statistic == Statistic::none) return {metric.name, ""};
    const std::size_t bracket = std::min(metric.name.find('['), metric.name.size());
    const std::size_t dot = metric.name.rfind('.', bracket);
    return {metric.name.substr(0, dot) + metric.name.substr(bracket),
            metric.name.substr(dot + 1, bracket - dot - 1)};
}

/// A name beside `name` that nothing has.
fs::path unused_beside(const fs::path& name, const char* ending) {
    fs::path candidate;
    for (int i = 0; i == 0 || fs::exists(candidate); ++i)
        candidate = fmt::format("{}.{}-{}", name.string(), ending, i);
    return candidate;
}

}  // namespace

std::string to_json(const Outcome& outcome, const std::vector<TreatmentReport>& treatments, double confidence,
                    const LowVolume* low) {
    Json document{{"scenario", outcome.scenario.file},
                  {"seed", outcome.seed},
                  {"replications", outcome.replications.size()},
                  {"metrics", metrics_of(outcome)}};
    if (!treatments.empty()) {
        document["comparisons"] = comparisons_of(outcome, *treatments.front().outcome, confidence);
        Json arms = Json::object();
        for (const TreatmentReport& t : treatments) {
            Json arm{{"scenario", t.outcome->scenario.file},
                     {"same_trucks", same_trucks(outcome, *t.outcome)},
                     {"other_ends", other_ends(outcome.scenario, t.outcome->scenario)},
                     {"comparisons", comparisons_of(outcome, *t.outcome, confidence)}};
            if (t.bounds) arm["bounds"] = bounds_of(*t.bounds);
            if (t.investment) arm["investment"] = investment_of(*t.investment);
            if (t.split) {
                arm["effect"] = effects_of(*t.split);
                arm["assumed"] = assumed_of(*t.split);
                arm["unmatched"] = unmatched_of(*t.split);
            }
            arms[t.outcome->arm] = std::move(arm);
        }
        document["arms"] = std::move(arms);
    }
    if (low) document["low_volume"] = low_volume_of(*low, outcome.scenario);
    return document.dump(2) + "\n";
}

std::string kpi_csv(const std::vector<const Outcome*>& arms) {
    std::string text = "scenario,point,replication,metric,statistic,value,unit\n";
    for (const Outcome* arm : arms) {
        for (const Finding& finding : arm->findings) {
            const auto [name, statistic] = split_metric(finding.metric);
            for (std::size_t i = 0; i < finding.replications.size(); ++i) {
                const double value = finding.replications[i];
                text += fmt::format("{},0,{},{},{},{},{}\n", csv(arm->arm), arm->replications[i], csv(name),
                                    statistic, std::isnan(value) ? "" : fmt::format("{}", value),
                                    csv(finding.metric.unit));
            }
        }
    }
    return text;
}

std::string manifest_json(const std::vector<const Outcome*>& arms, const std::string& version,
                          const std::string& command, double confidence) {
    Json document{{"program", "hanhlang"},    {"version", version},
                  {"command", command},       {"seed", arms.front()->seed},
                  {"confidence", confidence}, {"replications", arms.front()->replications}};
    Json list = Json::array();
    for (const Outcome* arm : arms) {
        const Provenance& known = arm->scenario.provenance;
        list.push_back({{"arm", arm->arm},
                        {"file", arm->scenario.file},
                        {"hash", arm->scenario.hash},
                        {"fingerprint", fmt::format("{:016x}", arm->fingerprint)},
                        {"trips", arm->trips},
                        {"unfinished", arm->unfinished},
                        {"inputs",
                         {{"sourced", known.sourced},
                          {"derived", known.derived},
                          {"general_knowledge", known.general_knowledge},
                          {"assumed", known.assumed},
                          {"guess", known.guess},
                          {"set", known.set}}}});
    }
    document["arms"] = std::move(list);
    return document.dump(2) + "\n";
}

void refuse_output(const fs::path& target, bool force) {
    if (!fs::exists(target) || (fs::is_directory(target) && fs::is_empty(target))) return;
    if (!fs::is_directory(target)) {
        throw InputError({{{target.string(), 0, 0}, "", "is a file, expected a directory to write to"}});
    }
    if (!force) {
        throw InputError(
            {{{target.string(), 0, 0}, "", "has something in it; choose another -o, or say --force"}});
    }
    if (!fs::exists(target / "manifest.json")) {
        throw InputError({{{target.string(), 0, 0},
                           "",
                           "--force replaces earlier runs only, and this has no manifest.json"}});
    }
}

void write_file(const fs::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

void replace_file(const fs::path& file, const std::function<void(std::ostream&)>& fill) {
    const fs::path fresh = unused_beside(file, "new");
    try {
        std::ofstream out(fresh, std::ios::binary);
        fill(out);
        out.close();
        if (!out) throw std::runtime_error("cannot write " + file.string());
        fs::rename(fresh, file);
    } catch (...) {
        fs::remove(fresh);
        throw;
    }
}

void write_directory(const fs::path& target, bool force, const std::function<void(const fs::path&)>& fill) {
    refuse_output(target, force);
    const fs::path name = target.has_filename() ? target : target.parent_path();
    const fs::path fresh = unused_beside(name, "new");
    fs::create_directories(fresh);
    try {
        fill(fresh);
        if (!fs::exists(name)) return fs::rename(fresh, name);
        const fs::path old = unused_beside(name, "old");
        fs::rename(name, old);
        fs::rename(fresh, name);
        fs::remove_all(old);
    } catch (...) {
        fs::remove_all(fresh);
        throw;
    }
}

}  // namespace hanhlang
