#include "hanhlang/study/investment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hanhlang {
namespace {

/// What there is of everything that may have a unit cost.
struct Units {
    std::string name;
    double number;
    const std::optional<UnitCost>* cost;
};
std::vector<Units> units_of(const Scenario& s) {
    std::vector<Units> all;
    for (const Staff& team : s.staff)
        all.push_back({"staff." + team.name, static_cast<double>(team.people), &team.each});
    for (const Block& block : s.blocks) all.push_back({"blocks." + block.name, block.units(), &block.each});
    for (const Desk& desk : s.desks)
        all.push_back({"desks." + desk.name, static_cast<double>(desk.bays.value_or(0)), &desk.each});
    return all;
}

/// Each unit costs what the treatment says, or else the baseline. Where both say it and at another price,
/// they are other units: all of the treatment's are bought. Those of the baseline run no more.
std::vector<UnitChange> changes(const Scenario& baseline, const Scenario& treatment) {
    std::vector<UnitChange> found;
    const std::vector<Units> before = units_of(baseline), after = units_of(treatment);
    const auto in = [](const std::vector<Units>& all, const std::string& name) {
        const auto at =
            std::find_if(all.begin(), all.end(), [&](const Units& one) { return one.name == name; });
        return at == all.end() ? nullptr : &*at;
    };
    const auto add = [&](const std::string& name, const Units* from, const Units* to) {
        const double more = (to ? to->number : 0) - (from ? from->number : 0);
        const UnitCost* const cost = to && *to->cost       ? &**to->cost
                                     : from && *from->cost ? &**from->cost
                                                           : nullptr;
        if (!cost) return;
        const UnitCost& old = from && *from->cost ? **from->cost : *cost;
        const double before_run = from ? from->number * old.running.value : 0;
        const double after_run = to ? to->number * cost->running.value : 0;
        const bool replaced = from && to && old.capital.value != cost->capital.value;
        if (more == 0 && !replaced && before_run == after_run) return;
        found.push_back({name, from ? from->number : 0, to ? to->number : 0,
                         (replaced ? to->number : more) * cost->capital.value,
                         (after_run - before_run) * 8760});
    };
    for (const Units& one : after) add(one.name, in(before, one.name), &one);
    for (const Units& one : before) {
        if (!in(after, one.name)) add(one.name, &one, nullptr);
    }
    return found;
}

/// USD a year of one arm, in each replication.
struct Yearly {
    std::vector<double> trips, goods, energy;
};
Yearly yearly(const Outcome& of) {
    const Scenario& s = of.scenario;
    const std::size_t n = of.replications.size();
    Yearly all{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
    const auto add = [&](std::vector<double>& to, const std::string& metric, double price) {
        const Finding* const finding = of.find(metric);
        for (std::size_t i = 0; finding && i < n; ++i) {
            if (!std::isnan(finding->replications[i])) to[i] += price * finding->replications[i];
        }
    };
    add(all.trips, "trip.cost.total", 8760 / to_hours(s.runs.measure));
    for (const Block& block : s.blocks) {
        add(all.goods, "block." + block.name + ".goods_cost.per_year", 1);
        if (block.power && s.costs->power)
            add(all.energy, "block." + block.name + ".energy.per_year", s.costs->power->value);
    }
    for (const Staff& team : s.staff) {
        if (team.burns && s.costs->fuel)
            add(all.energy, "staff." + team.name + ".fuel.per_year", s.costs->fuel->value);
        if (team.power && s.costs->power)
            add(all.energy, "staff." + team.name + ".energy.per_year", s.costs->power->value);
    }
    return all;
}

}  // namespace

std::vector<std::string> investment_metrics(const Scenario& s) {
    if (!s.costs) return {};
    std::vector<std::string> names{"trip.cost.total"};
    for (const Block& block : s.blocks) {
        names.push_back("block." + block.name + ".goods_cost.per_year");
        if (block.power) names.push_back("block." + block.name + ".energy.per_year");
    }
    for (const Staff& team : s.staff) {
        if (team.burns) names.push_back("staff." + team.name + ".fuel.per_year");
        if (team.power) names.push_back("staff." + team.name + ".energy.per_year");
    }
    return names;
}

std::optional<InvestmentView> investment(const Outcome& baseline, const Outcome& treatment,
                                         double confidence) {
    if (!treatment.scenario.investment || !baseline.scenario.costs) return std::nullopt;
    const Investment& rules = *treatment.scenario.investment;
    InvestmentView view;
    view.units = changes(baseline.scenario, treatment.scenario);
    for (const UnitChange& one : view.units) {
        view.capital += one.capital;
        view.running += one.running;
    }
    view.unfinished = baseline.unfinished + treatment.unfinished;
    const Yearly before = yearly(baseline), after = yearly(treatment);
    view.trips = paired_difference(before.trips, after.trips, confidence);
    view.goods = paired_difference(before.goods, after.goods, confidence);
    view.energy = paired_difference(before.energy, after.energy, confidence);
    std::vector<double> saved_before, saved_after;
    for (std::size_t i = 0; i < before.trips.size(); ++i) {
        saved_before.push_back(before.trips[i] + before.goods[i] + before.energy[i]);
        saved_after.push_back(after.trips[i] + after.goods[i] + after.energy[i]);
    }
    view.benefit = paired_difference(saved_before, saved_after, confidence);
    const double years = rules.of_a_dollar_a_year();
    view.net_present_value = {years * (view.benefit.value - view.running) - view.capital,
                              years * view.benefit.half_width, view.benefit.n};
    constexpr double never = std::numeric_limits<double>::infinity();
    const auto payback = [&](double saved) { return saved > 0 ? view.capital / saved : never; };
    const double net = view.benefit.value - view.running;
    if (view.capital > 0 && net > 0) view.payback = payback(net);
    view.payback_interval = {payback(net + view.benefit.half_width), payback(net - view.benefit.half_width),
                             net - view.benefit.half_width > 0};
    return view;
}

}  // namespace hanhlang
