// Rule: the miss is always said, also where it is bad.
#include "hanhlang/report/backcast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "hanhlang/report/text.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

/// "230683", "7.25": no more digits than a figure has, and no powers of ten.
std::string plain(double value) {
    return std::abs(value) < 1000 ? fmt::format("{:.4g}", value) : fmt::format("{:.0f}", value);
}

std::string amount(double value, const std::string& unit) {
    return plain(value) + (unit.empty() ? "" : " ") + unit;
}

std::string accepted(const Figure& figure) {
    const Band& band = figure.band;
    if (std::isinf(band.high)) return "at least " + amount(band.low, figure.unit);
    if (std::isinf(band.low)) return "at most " + amount(band.high, figure.unit);
    return plain(band.low) + " … " + amount(band.high, figure.unit);
}

/// Half of the interval where it is symmetric, else both ends.
std::string simulated(const Judgement& j) {
    const Simulated& s = j.simulated;
    if (std::isnan(s.value)) return "nothing observed";
    if (std::isinf(s.low) || std::isinf(s.high)) return amount(s.value, j.figure.unit) + ", no interval";
    if (!j.figure.against) return with_half_width({s.value, s.high - s.value, 0}) + " " + j.figure.unit;
    return fmt::format("{} ({} … {}) {}", plain(s.value), plain(s.low), plain(s.high), j.figure.unit);
}

/// What a percentage misses by is a difference of percentages.
std::string miss(const Judgement& j) {
    if (std::isnan(j.miss)) return "–";
    if (j.miss == 0) return "0";
    std::string text = (j.miss > 0 ? "+" : "") + amount(j.miss, j.figure.unit == "%" ? "pp" : j.figure.unit);
    if (!std::isnan(j.miss_share)) text += fmt::format(" ({:+.3g} %)", 100 * j.miss_share);
    return text;
}

const std::string& source_of(const Observed& o) {
    const Accepted& a = o.against ? o.change->accepted : o.accepted;
    return a.value      ? a.value->source
           : a.between  ? a.between->front().source
           : a.at_least ? a.at_least->source
                        : a.at_most->source;
}

std::string tally(const std::vector<Judgement>& all, Observed::Use use) {
    std::array<std::size_t, 3> n{};
    for (const Judgement& j : all) {
        if (j.figure.observed.use == use) ++n[static_cast<std::size_t>(j.verdict)];
    }
    return fmt::format("{} holds, {} misses, {} undecided", n[0], n[1], n[2]);
}

}  // namespace

std::string describe_backcast(const BackcastRun& run, double confidence) {
    const Outcome& outcome = run.outcome;
    const std::string& title = outcome.scenario.title.text();
    std::string text = fmt::format("{}{}{}\n", outcome.arm, title.empty() ? "" : ": ", title);
    text += describe_warnings(outcome);
    for (const Outcome& other : run.against) text += describe_warnings(other);
    text += fmt::format("  {} replications, seed {}; intervals at {}\n\n", outcome.replications.size(),
                        outcome.seed, percent(confidence, 0));
    std::vector<std::vector<std::string>> rows{{"figure", "role", "metric", "observed", "simulated", "miss",
                                                "verdict", "grade", "year", "regime", "source"}};
    for (const Judgement& j : run.judgements) {
        const Observed& o = j.figure.observed;
        const std::string metric =
            o.against ? fmt::format("change of {} from {}", o.metric.text, o.against->path) : o.metric.text;
        rows.push_back({o.name, std::string(to_string(o.use)), metric, accepted(j.figure), simulated(j),
                        miss(j), std::string(to_string(j.verdict)), std::string(to_string(o.grade)),
                        std::to_string(o.year), o.regime.empty() ? "–" : o.regime, source_of(o)});
    }
    text += table(rows);
    text +=
        fmt::format("\n  checks  {}\n  fits    {} (inputs were chosen for these: they prove nothing)\n",
                    tally(run.judgements, Observed::Use::check), tally(run.judgements, Observed::Use::fit));
    const bool undecided = std::any_of(run.judgements.begin(), run.judgements.end(),
                                       [](const Judgement& j) { return j.verdict == Verdict::undecided; });
    if (undecided)
        text +=
            "  undecided: the interval crosses the border of what is accepted, or there is none; more "
            "replications help\n";
    return text;
}

std::string backcast_json(const std::vector<BackcastRun>& runs, double confidence) {
    using Json = nlohmann::ordered_json;
    const auto number = [](double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); };
    Json scenarios = Json::array();
    for (const BackcastRun& run : runs) {
        Json figures = Json::array();
        for (const Judgement& j : run.judgements) {
            const Observed& o = j.figure.observed;
            figures.push_back({{"name", o.name},
                               {"use", to_string(o.use)},
                               {"metric", o.metric.text},
                               {"against", o.against ? Json(o.against->path) : Json(nullptr)},
                               {"unit", j.figure.unit},
                               {"low", number(j.figure.band.low)},
                               {"high", number(j.figure.band.high)},
                               {"simulated", number(j.simulated.value)},
                               {"simulated_low", number(j.simulated.low)},
                               {"simulated_high", number(j.simulated.high)},
                               {"miss", number(j.miss)},
                               {"miss_share", number(j.miss_share)},
                               {"verdict", to_string(j.verdict)},
                               {"grade", to_string(o.grade)},
                               {"year", o.year},
                               {"regime", o.regime.empty() ? Json(nullptr) : Json(o.regime)},
                               {"source", source_of(o)}});
        }
        scenarios.push_back({{"scenario", run.outcome.scenario.file},
                             {"seed", run.outcome.seed},
                             {"replications", run.outcome.replications.size()},
                             {"figures", figures}});
    }
    return Json{{"confidence", confidence}, {"scenarios", scenarios}}.dump(2) + "\n";
}

}  // namespace hanhlang
