#include "hanhlang/model/metric.hpp"
#include "hanhlang/model/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>

namespace hanhlang {
namespace {

std::optional<std::pair<Statistic, double>> parse_statistic(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, Statistic>, 12> known{
        {{"mean", Statistic::mean},
         {"sd", Statistic::sd},
         {"min", Statistic::min},
         {"max", Statistic::max},
         {"total", Statistic::total},
         {"per_day", Statistic::per_day},
         {"share", Statistic::share},
         {"per_year", Statistic::per_year},
         {"buffer_index", Statistic::buffer_index},
         {"reliability", Statistic::reliability},
         {"skew", Statistic::skew},
         {"misery", Statistic::misery}}};
    for (const auto& [name, statistic] : known) {
        if (name == text) return std::pair{statistic, 0.0};
    }
    int hours = 0;
    if (text.starts_with("over_") && text.ends_with("h")) {
        const char* const end = text.data() + text.size() - 1;
        const auto [at, wrong] = std::from_chars(text.data() + 5, end, hours);
        if (wrong == std::errc{} && at == end && hours >= 0 && hours <= 10'000)
            return std::pair{Statistic::over, static_cast<double>(hours)};
    }
    int per_cent = 0;
    if (text.size() < 2 || text.size() > 3 || text[0] != 'p') return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), per_cent);
    if (error != std::errc{} || end != text.data() + text.size() || per_cent < 1 || per_cent > 99)
        return std::nullopt;
    return std::pair{Statistic::quantile, per_cent / 100.0};
}

/// Any quantile may be asked for where one of them is listed.
bool has_quantiles(const Measure& measure) {
    return std::any_of(measure.statistics.begin(), measure.statistics.end(), [](const std::string& name) {
        const auto statistic = parse_statistic(name);
        return statistic && statistic->first == Statistic::quantile;
    });
}

bool allowed(const Measure& measure, Statistic statistic, std::string_view text) {
    if (statistic == Statistic::quantile) return has_quantiles(measure);
    const bool of_spread = statistic == Statistic::buffer_index || statistic == Statistic::reliability ||
                           statistic == Statistic::skew || statistic == Statistic::misery;
    if (of_spread) return has_quantiles(measure) && is_sample(measure.fact);
    if (statistic == Statistic::over) return measure.unit == "h" && is_sample(measure.fact);
    return std::find(measure.statistics.begin(), measure.statistics.end(), text) != measure.statistics.end();
}

/// Whether a trip class meets one condition; nothing when the condition makes no sense.
std::optional<std::vector<bool>> matching(const Scenario& s, const Plan& plan, std::string_view key,
                                          std::string_view value) {
    std::vector<bool> match(plan.classes.size());
    bool known = false;
    for (std::size_t i = 0; i < plan.classes.size(); ++i) {
        const TripClass& c = plan.classes[i];
        const Leg& leg = plan.leg_of(c);
        if (key == "direction") {
            known = value == "eastbound" || value == "westbound";
            match[i] = to_string(leg.direction) == value;
        } else if (key == "loaded") {
            known = value == "yes" || value == "no";
            match[i] = c.loaded == (value == "yes");
        } else if (key == "diverted") {
            known = value == "yes" || value == "no";
            match[i] = leg.diverted == (value == "yes");
        } else if (key == "leg") {
            known = value == "out" || value == "back";
            match[i] = leg.back == (value == "back");
        } else if (key == "demand") {
            known = s.demand.find(value) != nullptr;
            match[i] = s.demand[leg.demand].name == value;
        } else if (key == "commodity") {
            known = s.commodities.find(value) != nullptr;
            match[i] = c.commodity && s.commodities[*c.commodity].name == value;
        } else if (key == "consignment") {
            known = s.consignments.find(value) != nullptr;
            match[i] = c.consignment && s.consignments[*c.consignment].name == value;
        } else if (key == "flow") {
            known = value == "import" || value == "export" || value == "transit";
            match[i] = c.consignment && to_string(s.consignments[*c.consignment].flow) == value;
        } else if (key == "trader") {
            known = s.traders.find(value) != nullptr;
            match[i] = c.trader && s.traders[*c.trader].name == value;
        } else if (key == "channel") {
            known = value == "green" || value == "yellow" || value == "red";
            match[i] = c.channel && to_string(*c.channel) == value;
        } else if (key == "digital") {
            known = value == "yes" || value == "no";
            match[i] = c.consignment && c.digital == (value == "yes");
        } else if (key == "corridor") {
            const Corridor* const corridor = s.corridors.find(value);
            known = corridor != nullptr;
            match[i] = known && takes(leg, *corridor);
        } else if (key == "fleet" || key == "country") {
            const auto& fleet = s.demand[leg.demand].fleet;
            const auto is = [&](const Fleet& one) {
                return (key == "fleet" ? one.name : one.country) == value;
            };
            known = std::any_of(s.fleets.begin(), s.fleets.end(), is);
            match[i] = fleet && is(fleet->in(s.fleets));
        }
    }
    return known ? std::optional(match) : std::nullopt;
}

/// The names that a filter may have, where it is of one section.
std::string names_of(const Scenario& s, std::string_view key) {
    std::vector<std::string> names;
    const auto take = [&](std::string_view of, const auto& section) {
        for (std::size_t i = 0; key == of && i < section.size(); ++i) names.push_back(section[i].name);
    };
    take("demand", s.demand);
    take("commodity", s.commodities);
    take("consignment", s.consignments);
    take("trader", s.traders);
    take("corridor", s.corridors);
    take("fleet", s.fleets);
    return fmt::format("{}", fmt::join(names, ", "));
}

class MetricReader {
 public:
    MetricReader(const Scenario& scenario, const Plan& plan)
        : s_(scenario), plan_(plan), measures_(measures(scenario)) {
        for (std::size_t i = 0; i < measures_.size(); ++i) index_[measures_[i].name] = i;
    }

    std::optional<Metric> read(const std::string& name) {
        Metric metric;
        metric.name = name;
        metric.includes.assign(plan_.classes.size(), true);
        const std::size_t bracket = name.find('[');
        const std::string base = name.substr(0, bracket);
        const Measure* measure = find(base);
        metric.statistic = Statistic::none;
        if (!measure || !measure->statistics.empty()) {
            const std::size_t dot = base.rfind('.');
            const std::string last = dot == std::string::npos ? "" : base.substr(dot + 1);
            const auto statistic = parse_statistic(last);
            measure = statistic ? find(base.substr(0, dot)) : measure;
            if (!measure) return complain(name, "is no metric" + did_you_mean(base, names()));
            if (!statistic || !allowed(*measure, statistic->first, last)) {
                return complain(
                    name, fmt::format("needs a statistic: one of {}{}", fmt::join(measure->statistics, ", "),
                                      has_quantiles(*measure) ? ", or any p1 to p99" : ""));
            }
            metric.statistic = statistic->first;
            metric.p = statistic->second;
        }
        metric.fact = measure->fact;
        metric.object = measure->object;
        metric.unit = measure->unit;
        metric.factor = measure->factor;
        metric.hourly = measure->hourly;
        metric.above = measure->above.size();
        for (const auto* const side : {&measure->above, &measure->below}) {
            for (const Term& term : *side) {
                Metric& one = metric.terms.emplace_back();
                one.fact = term.fact;
                one.object = term.object;
                one.factor = term.factor;
                one.statistic = Statistic::total;
                one.includes = metric.includes;
            }
        }
        if (metric.statistic == Statistic::per_day) metric.unit += " per day";
        if (metric.statistic == Statistic::per_year) metric.unit += " per year";
        if (metric.statistic >= Statistic::buffer_index) metric.unit.clear();
        if (bracket != std::string::npos && !read_filter(name, name.substr(bracket), *measure, metric))
            return {};
        return metric;
    }

    std::vector<Problem> problems;

 private:
    const Measure* find(const std::string& name) const {
        const auto at = index_.find(name);
        return at == index_.end() ? nullptr : &measures_[at->second];
    }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const Measure& m : measures_) {
            if (m.statistics.empty()) all.push_back(m.name);
            for (const std::string& statistic : m.statistics) all.push_back(m.name + "." + statistic);
        }
        return all;
    }
    std::nullopt_t complain(const std::string& name, std::string text) {
        problems.push_back({{"metric '" + name + "'", 0, 0}, "", std::move(text)});
        return std::nullopt;
    }
    /// What a trip counts as in a mean.
    bool weigh(const std::string& name, std::string_view by, Metric& metric) {
        const auto* const at = std::find(weighting_names.begin(), weighting_names.end(), by);
        if (at == weighting_names.end()) {
            complain(name, fmt::format("found the weighting '{}', expected one of {}", by,
                                       fmt::join(weighting_names, ", ")));
        } else if (metric.fact != Fact::clock || metric.statistic != Statistic::mean) {
            complain(name,
                     "is not weighted: only the mean of a clock is, such as clock.departure.delivery.mean");
        } else if (by == "value" && std::none_of(s_.commodities.begin(), s_.commodities.end(),
                                                 [](const Commodity& c) { return c.value.has_value(); })) {
            complain(name, "cannot be weighted by value: no commodity has one");
        } else {
            metric.object += static_cast<std::uint32_t>(at - weighting_names.begin());
            return true;
        }
        return false;
    }
    bool read_filter(const std::string& name, std::string_view filter, const Measure& measure,
                     Metric& metric) {
        if (!is_sample(measure.fact) && !is_count(measure.fact)) {
            int hour = -1;
            if (filter.starts_with("[hour=") && filter.ends_with(']'))
                std::from_chars(filter.data() + 6, filter.data() + filter.size() - 1, hour);
            if (hour >= 0 && hour < 24 && metric.statistic == Statistic::mean) {
                metric.hour = hour;
                return true;
            }
            complain(
                name,
                "a state is not of single trips: it has no filter but the hour of a mean, such as [hour=7]");
            return false;
        }
        if (filter.size() < 3 || filter.back() != ']') {
            complain(name, "its filter is not closed, expected such as [direction=eastbound]");
            return false;
        }
        filter = filter.substr(1, filter.size() - 2);
        while (!filter.empty()) {
            const std::size_t end = std::min(filter.find(','), filter.size());
            std::string_view condition = filter.substr(0, end);
            while (!condition.empty() && condition.front() == ' ') condition.remove_prefix(1);
            filter.remove_prefix(std::min(end + 1, filter.size()));
            const std::size_t equals = condition.find('=');
            const auto match =
                equals == std::string_view::npos
                    ? std::nullopt
                    : matching(s_, plan_, condition.substr(0, equals), condition.substr(equals + 1));
            if (condition.starts_with("weigh=")) {
                if (!weigh(name, condition.substr(6), metric)) return false;
                continue;
            }
            const std::string known =
                equals == std::string_view::npos ? "" : names_of(s_, condition.substr(0, equals));
            if (!match && !known.empty()) {
                complain(name, fmt::format("found the filter '{}', expected one of {}", condition, known));
                return false;
            }
            if (!match) {
                complain(name,
                         fmt::format("found the filter '{}', expected direction=eastbound|westbound, "
                                     "loaded=yes|no, leg=out|back, commodity=…, demand=…, consignment=…, "
                                     "flow=import|export|transit, trader=…, "
                                     "channel=green|yellow|red, digital=yes|no, diverted=yes|no, corridor=…, "
                                     "fleet=… or country=…",
                                     condition));
                return false;
            }
            for (std::size_t i = 0; i < match->size(); ++i)
                metric.includes[i] = metric.includes[i] && (*match)[i];
        }
        return true;
    }

    const Scenario& s_;
    const Plan& plan_;
    std::vector<Measure> measures_;
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace

std::vector<Metric> parse_metrics(const Scenario& scenario, const Plan& plan,
                                  const std::vector<std::string>& names) {
    MetricReader reader{scenario, plan};
    std::vector<Metric> metrics;
    for (const std::string& name : names) {
        if (auto metric = reader.read(name)) metrics.push_back(std::move(*metric));
    }
    if (!reader.problems.empty()) throw InputError(std::move(reader.problems));
    return metrics;
}

}  // namespace hanhlang
