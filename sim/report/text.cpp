#include "hanhlang/report/text.hpp"

#include "depot_tables.hpp"
#include "network_tables.hpp"
#include "table.hpp"
#include "trip_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace hanhlang {
namespace {

/// Hours read better as minutes when they are few.
struct Shown {
    Estimate estimate;
    std::string unit;
};
Shown shown(const Metric& metric, Estimate e) {
    if (metric.unit == "h" && metric.statistic != Statistic::total && std::abs(e.value) < 2) {
        return {{e.value * 60, e.half_width * 60, e.n}, "min"};
    }
    if (metric.unit.empty()) return {{e.value * 100, e.half_width * 100, e.n}, "%"};
    return {e, metric.unit};
}

std::string heading(const Outcome& outcome) {
    const std::string& title = outcome.scenario.title.text();
    return fmt::format("{}{}{}\n", outcome.arm, title.empty() ? "" : ": ", title);
}

bool contains(const std::vector<std::string>& asked, const std::string& metric) {
    return std::find(asked.begin(), asked.end(), metric) != asked.end();
}

/// What stands in the table of corridors.
bool of_corridor(const Metric& metric) {
    return metric.name.find("[corridor=") != std::string::npos;
}

/// What a table of a comparison leaves out: the profile has its own, sums and single desks are for programs.
bool is_detail(const Metric& metric) {
    const bool desk = metric.fact == Fact::service || metric.fact == Fact::visits ||
                      metric.fact == Fact::paper_time || metric.fact == Fact::paper_wait ||
                      (metric.fact == Fact::wait && metric.statistic != Statistic::mean);
    return of_corridor(metric) || metric.fact == Fact::cost_out || metric.fact == Fact::elapsed_in ||
           metric.fact == Fact::elapsed_out || metric.statistic == Statistic::total || desk;
}

/// Metrics of both arms with paired reductions; single desks and sums only where they were asked for.
std::string comparison_table(const Outcome& baseline, const Outcome& treatment,
                             const std::vector<Comparison>& all, const std::vector<std::string>& asked) {
    std::vector<std::vector<std::string>> rows{
        {"metric", baseline.arm, treatment.arm, "unit", "reduction", "interval"}};
    std::size_t left_out = 0;
    for (const Comparison& c : all) {
        const Finding& finding = *baseline.find(c.metric);
        const bool was_asked = contains(asked, c.metric);
        if (!was_asked && (is_detail(finding.metric) || (c.baseline.value == 0 && c.treatment.value == 0))) {
            ++left_out;
            continue;
        }
        const Shown b = shown(finding.metric, c.baseline);
        const double scale = c.baseline.value != 0 ? b.estimate.value / c.baseline.value : 1;
        const Estimate t{c.treatment.value * scale, c.treatment.half_width * scale, c.treatment.n};
        rows.push_back({c.metric, with_half_width(b.estimate), with_half_width(t), b.unit,
                        c.baseline.value == 0 ? "–" : percent(c.reduction.estimate),
                        range(c.reduction.interval)});
    }
    return table(rows) + fmt::format("  ({} more in --format json and -o DIR)\n", left_out);
}

/// "desks a, b; papers c".
std::string names_of(const Stages& stages) {
    if (stages.empty()) return "none";
    std::string text = stages.desks.empty() ? "" : fmt::format("desks {}", fmt::join(stages.desks, ", "));
    if (stages.papers.empty()) return text;
    return text + fmt::format("{}papers {}", text.empty() ? "" : "; ", fmt::join(stages.papers, ", "));
}

std::string bounds_text(const Bounds& bounds) {
    const Touched& touched = bounds.touched;
    if (touched.baseline.empty() && touched.treatment.empty()) {
        return "The arms differ in nothing that a desk or a paper is, so there are no bounds of touched "
               "stages\n";
    }
    return fmt::format(
        "The two bounds of the touched desks and papers\n"
        "  touched    {}\n"
        "  direct     {} of transit time: they take {} of a trip (s), {} of their work is removed (r);\n"
        "             saved if nothing else reacts\n"
        "  simulated  {} ({}): the same trucks when the touched desks and papers take no time\n",
        names_of(bounds.touched.baseline), percent(bounds.direct), percent(bounds.share),
        percent(bounds.removed), percent(bounds.simulated.estimate), range(bounds.simulated.interval));
}

std::string verdict_text(const Comparison& transit, const Provenance& known) {
    const Interval& i = transit.reduction.interval;
    const std::string by =
        fmt::format("the reduction is {} ({})", percent(transit.reduction.estimate), range(i));
    std::string word = "UNDECIDED, " + by;
    if (!i.bounded || std::isnan(i.low)) {
        word = "UNDECIDED, too few replications for an interval";
    } else if (i.low > 0) {
        word = "SUPPORTED, " + by;
    } else if (i.high < 0 || (i.low == 0 && i.high == 0)) {
        word = "REFUTED, " + by;
    }
    return fmt::format(
        "Verdict on 'it shortens transit time': {}\n"
        "  rests on {} guesses among {} numbers; 'hanhlang check' shows how they are known\n",
        word, known.guess, known.total());
}

/// The days off within the run, by calendar.
std::string closed_days(const Scenario& s) {
    std::string text;
    for (const Closures& said : s.closures) {
        for (const Closed& closed : said.closed) {
            std::vector<std::string> days;
            for (const DaysOff& off : closed.days) {
                if (off.from < s.runs.end() && s.runs.start() < off.to) days.push_back(to_string(off));
            }
            if (days.empty()) continue;
            const bool named = closed.text != days.front();
            text += fmt::format("  {} closed: {}{}\n", said.path, named ? closed.text + " " : "",
                                fmt::join(days, ", "));
        }
    }
    return text.empty() ? "" : text + "\n";
}

}  // namespace

std::string describe_warnings(const Outcome& outcome) {
    std::string text;
    for (const Problem& warning : outcome.warnings) text += "  warning: " + to_string(warning) + "\n";
    if (outcome.unfinished > 0) {
        text += fmt::format(
            "  warning: {} of {} trips had not ended at max_overrun and are not in the times; see "
            "trip.unfinished.total\n",
            outcome.unfinished, outcome.trips);
    }
    return text;
}

std::string with_half_width(const Estimate& e) {
    if (std::isnan(e.value)) return "–";
    if (e.value == 0 && !(e.half_width > 0)) return "0";
    if (std::isnan(e.half_width)) return fmt::format("{:.4g}", e.value);
    const double scale = e.half_width > 0 ? e.half_width : std::max(std::abs(e.value), 1e-9) / 1000;
    const int digits = std::clamp(static_cast<int>(std::ceil(1 - std::log10(scale))), 0, 6);
    return fmt::format("{:.{}f} ± {:.{}f}", e.value, digits, e.half_width, digits);
}

std::uint32_t main_demand(const Scenario& s, const Plan& plan) {
    std::uint32_t best = 0;
    double most = -1;
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
        const double weight =
            s.demand[i].trucks_per_hour() * (1e-6 + plan.legs[plan.out_leg[i]].stops.back().km);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    return best;
}

std::string describe_scenario(const Scenario& s, const Plan& plan) {
    std::string text = s.title.text().empty() ? "" : s.title.text() + "\n";
    text += fmt::format("  measured {} to {}, warm-up {} days, trips followed for at most {} days after it\n",
                        to_string(s.runs.from), to_string(s.runs.to()), s.runs.warm_up / one_day,
                        s.runs.max_overrun / one_day);
    text += fmt::format("  {} places, {} roads, {} teams, {} desks\n\n", s.places.size(), s.roads.size(),
                        s.staff.size(), s.desks.size());
    std::vector<std::vector<std::string>> rows{{"stream", "direction", "trucks a day", "km", "route"}};
    for (std::uint32_t i = 0; i < s.demand.size(); ++i) {
        for (const std::uint32_t way : plan.ways[i]) {
            const Leg& leg = plan.legs[way];
            std::string route = s.places[leg.stops.front().place].name;
            if (leg.stops.size() > 2) route += fmt::format(" … {} …", leg.stops.size() - 2);
            if (leg.stops.size() > 1) route += " " + s.places[leg.stops.back().place].name;
            rows.push_back({s.demand[i].name, std::string(to_string(leg.direction)),
                            fmt::format("{:.1f}", 24 * leg.share * s.demand[i].trucks_per_hour()),
                            fmt::format("{:.0f}", leg.stops.back().km), route});
        }
    }
    text += table(rows) + "\n";
    if (const std::string goods = goods_table(s, plan); !goods.empty()) text += goods + "\n";
    rows = {{"team", "people", "open", "load"}};
    for (std::uint32_t i = 0; i < s.staff.size(); ++i) {
        rows.push_back({s.staff[i].name, std::to_string(s.staff[i].people),
                        percent(s.staff[i].hours.open_share(), 0), percent(offered_load(s, plan, i), 0)});
    }
    if (!s.staff.empty()) text += table(rows);
    const auto demands = std::views::iota(std::uint32_t{0}, static_cast<std::uint32_t>(s.demand.size()));
    if (std::any_of(demands.begin(), demands.end(), [&](std::uint32_t i) { return chooses(s, plan, i); }))
        text += "  trucks that choose their way are counted as they choose on empty roads\n";
    if (!s.staff.empty()) text += "\n";
    if (const std::string blocks = block_table(s, plan); !blocks.empty())
        text += blocks + "\n" + part_table(s, plan) + binding_part(s, plan) + licence_lines(s, plan) + "\n";
    text += closed_days(s);
    const Provenance& known = s.provenance;
    const auto share = [&](std::size_t n) {
        return known.total() == 0 ? "0 %"
                                  : percent(static_cast<double>(n) / static_cast<double>(known.total()), 0);
    };
    text += fmt::format(
        "  {} numbers: {} sourced, {} derived, {} general knowledge, {} assumed, {} guesses ({}){}\n",
        known.total(), known.sourced, known.derived, known.general_knowledge, known.assumed, known.guess,
        share(known.guess), known.set ? fmt::format(", {} set on the command line", known.set) : "");
    return text;
}

std::string describe_outcome(const Outcome& outcome, double confidence,
                             const std::vector<std::string>& asked) {
    std::string text = heading(outcome) + describe_warnings(outcome);
    text += fmt::format("  {} replications, seed {}, {} trips; ± is the half-width at {}\n\n",
                        outcome.replications.size(), outcome.seed, outcome.trips, percent(confidence, 0));
    text += breakdown({&outcome}) + "\n";
    if (const std::string times = profile({&outcome}); !times.empty()) text += times + "\n";
    for (const std::string& of : {corridor_table({&outcome}), gate_table({&outcome}), block_use(outcome)})
        if (!of.empty()) text += of + "\n";
    std::vector<std::vector<std::string>> rows{{"metric", "estimate", "unit"}};
    for (const Finding& finding : outcome.findings) {
        const bool in_profile = finding.metric.fact == Fact::elapsed_in ||
                                finding.metric.fact == Fact::elapsed_out ||
                                finding.metric.fact == Fact::cost_out;
        const bool is_asked = contains(asked, finding.metric.name);
        const bool stands_above = in_profile || of_corridor(finding.metric);
        if (!is_asked && (stands_above || std::isnan(finding.estimate.value))) continue;
        const Shown s = shown(finding.metric, finding.estimate);
        rows.push_back({finding.metric.name, with_half_width(s.estimate), s.unit});
    }
    return text + table(rows);
}

std::string describe_comparison(const Outcome& baseline, const Outcome& treatment, const Bounds& bounds,
                                double confidence, const std::vector<std::string>& asked, const Split* split,
                                const InvestmentView* investment) {
    std::string text =
        heading(baseline) + describe_warnings(baseline) + heading(treatment) + describe_warnings(treatment);
    text += fmt::format("  {} replications in pairs, seed {}, {}; intervals at {}\n\n",
                        baseline.replications.size(), baseline.seed,
                        same_trucks(baseline, treatment)
                            ? "the same trucks in both arms"
                            : "NOT the same trucks: the arms differ in their traffic",
                        percent(confidence, 0));
    if (const auto streams = other_ends(baseline.scenario, treatment.scenario); !streams.empty())
        text += fmt::format(
            "  warning: NOT the same journeys: {} start or end elsewhere in the other arm, so times and "
            "costs of a trip are not of the same way\n\n",
            fmt::join(streams, ", "));
    text += breakdown({&baseline, &treatment}) + "\n";
    if (const std::string times = profile({&baseline, &treatment}); !times.empty()) text += times + "\n";
    for (const std::string& of :
         {corridor_table({&baseline, &treatment}), gate_table({&baseline, &treatment})})
        if (!of.empty()) text += of + "\n";
    const std::vector<Comparison> all = compare(baseline, treatment, confidence);
    text += comparison_table(baseline, treatment, all, asked) + "\n";
    if (split) text += describe_split(*split) + "\n";
    if (investment)
        text += describe_investment(*investment, *treatment.scenario.investment, confidence) + "\n";
    text += bounds_text(bounds);
    for (const Comparison& c : all) {
        if (c.metric == "trip.transit_time.mean")
            text += "\n" + verdict_text(c, treatment.scenario.provenance);
    }
    return text;
}

}  // namespace hanhlang
