#include "hanhlang/study/investment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace hanhlang {
namespace {

/// What there is of everything that may have a unit cost.
struct Units {
    std::string name;
    double number;
    double open;  // share of the week on duty
    const std::optional<UnitCost>* cost;
};
std::vector<Units> units_of(const Scenario& s) {
    std::vector<Units> all;
    for (const Staff& team : s.staff)
        all.push_back(
            {"staff." + team.name, static_cast<double>(team.people), team.hours.open_share(), &team.each});
    for (const Block& block : s.blocks)
        all.push_back({"blocks." + block.name, block.units(), 1, &block.each});
    for (const Desk& desk : s.desks)
        all.push_back({"desks." + desk.name, static_cast<double>(desk.bays.value_or(0)), 1, &desk.each});
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
        const double before_run = from ? from->number * old.runs(from->open) : 0;
        const double after_run = to ? to->number * cost->runs(to->open) : 0;
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

/// A metric of each replication; 0 where nothing was observed.
std::vector<double> of_each(const Outcome& arm, const std::string& metric, double times = 1) {
    std::vector<double> all(arm.replications.size());
    const Finding* const finding = arm.find(metric);
    for (std::size_t i = 0; finding && i < all.size(); ++i) {
        if (!std::isnan(finding->replications[i])) all[i] = times * finding->replications[i];
    }
    return all;
}

/// What is saved a year in each replication.
struct Saved {
    explicit Saved(std::size_t n) : trips(n), goods(n), energy(n) {}
    std::vector<double> trips, goods, energy;
};

/// Adds what is saved on something of which each arm handles so many: where they are as many, the difference
/// of costs; else the difference for each, for the mean of both numbers (the rule of a half of transport
/// appraisal).
void add_saved(std::vector<double>& to, const std::array<std::vector<double>, 2>& costs,
               const std::array<std::vector<double>, 2>& number) {
    for (std::size_t i = 0; i < to.size(); ++i) {
        const double before = number[0][i], after = number[1][i];
        if (before <= 0 || after <= 0 || before == after) {
            to[i] += costs[0][i] - costs[1][i];
        } else {
            to[i] += (before + after) / 2 * (costs[0][i] / before - costs[1][i] / after);
        }
    }
}

Saved saved_by(const Outcome& before, const Outcome& after) {
    Saved all{before.replications.size()};
    const auto both = [&](const std::string& metric, double times = 1) {
        return std::array{of_each(before, metric, times), of_each(after, metric, times)};
    };
    add_saved(all.trips, both("trip.cost.total", 8760 / to_hours(after.scenario.runs.measure)),
              both("trip.finished.total"));
    std::set<std::string> seen;
    for (const Outcome* arm : {&before, &after}) {
        const Scenario& s = arm->scenario;
        for (const Block& block : s.blocks) {
            if (!seen.insert("block " + block.name).second) continue;
            const std::string name = "block." + block.name;
            const auto put = both(name + ".put.per_year");
            add_saved(all.goods, both(name + ".goods_cost.per_year"), put);
            add_saved(all.goods, both(name + ".spoilage_cost.per_year"), put);
            if (block.power && s.costs->power)
                add_saved(all.energy, both(name + ".energy.per_year", s.costs->power->value), put);
        }
        for (const Staff& team : s.staff) {
            if (!seen.insert("team " + team.name).second) continue;
            const std::vector<double> as_many(all.energy.size());
            const std::string name = "staff." + team.name;
            if (s.costs->fuel)
                add_saved(all.energy, both(name + ".fuel.per_year", s.costs->fuel->value),
                          {as_many, as_many});
            if (s.costs->power)
                add_saved(all.energy, both(name + ".energy.per_year", s.costs->power->value),
                          {as_many, as_many});
        }
    }
    return all;
}

}  // namespace

double cost_per_year(const Scenario& scenario) {
    if (!scenario.investment) return 0;
    double sum = 0;
    for (const Units& one : units_of(scenario)) {
        if (*one.cost) sum += one.number * (*one.cost)->hourly(*scenario.investment, one.open) * 8760;
    }
    return sum;
}

std::vector<std::string> investment_metrics(const Scenario& s) {
    if (!s.costs) return {};
    std::vector<std::string> names{"trip.cost.total", "trip.finished.total"};
    for (const Block& block : s.blocks) {
        names.push_back("block." + block.name + ".goods_cost.per_year");
        names.push_back("block." + block.name + ".put.per_year");
        if (has_perishables(s)) names.push_back("block." + block.name + ".spoilage_cost.per_year");
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
    const Saved saved = saved_by(baseline, treatment);
    const std::vector<double> none(saved.trips.size());
    view.trips = paired_difference(saved.trips, none, confidence);
    view.goods = paired_difference(saved.goods, none, confidence);
    view.energy = paired_difference(saved.energy, none, confidence);
    std::vector<double> all;
    for (std::size_t i = 0; i < none.size(); ++i)
        all.push_back(saved.trips[i] + saved.goods[i] + saved.energy[i]);
    view.benefit = paired_difference(all, none, confidence);
    const auto served = [](const Outcome& arm) {
        const std::vector<double> each = of_each(arm, "trip.finished.total");
        return std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
    };
    view.served = {served(baseline), served(treatment)};
    const double years = rules.of_a_dollar_a_year();
    view.net_present_value = {years * (view.benefit.value - view.running) - view.capital,
                              years * view.benefit.half_width, view.benefit.n};
    constexpr double never = std::numeric_limits<double>::infinity();
    const auto payback = [&](double a_year) { return a_year > 0 ? view.capital / a_year : never; };
    const double net = view.benefit.value - view.running;
    if (view.capital > 0 && net > 0) view.payback = payback(net);
    view.payback_interval = {payback(net + view.benefit.half_width), payback(net - view.benefit.half_width),
                             net - view.benefit.half_width > 0};
    return view;
}

}  // namespace hanhlang
