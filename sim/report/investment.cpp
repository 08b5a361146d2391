// What an option costs and saves, for people.
#include <fmt/format.h>

#include <cmath>

#include "hanhlang/report/text.hpp"
#include "table.hpp"

namespace hanhlang {

std::string describe_investment(const InvestmentView& view, const Investment& rules, double confidence) {
    std::string text = fmt::format("Investment, over {} years at {} a year, intervals at {}\n", rules.years,
                                   percent(rules.rate.value, 1), percent(confidence, 0));
    std::vector<std::vector<std::string>> units{
        {"unit of capacity", "before", "after", "capital USD", "running USD a year"}};
    for (const UnitChange& one : view.units)
        units.push_back(
            {one.name, fixed(one.from, 0), fixed(one.to, 0), fixed(one.capital, 0), fixed(one.running, 0)});
    if (view.units.empty()) {
        text += "  no unit of capacity with a cost ('each') is changed\n";
    } else {
        text += table(units);
    }
    const auto line = [&](std::string_view what, const Estimate& e) {
        text += fmt::format("  {:<24}{} USD{}\n", what, with_half_width(e),
                            what.starts_with("net") ? "" : " a year");
    };
    line("saved by trips", view.trips);
    line("saved by goods in store", view.goods);
    line("saved by fuel and power", view.energy);
    line("saved in all", view.benefit);
    line("net present value", view.net_present_value);
    const auto [before, after] = view.served;
    if (std::abs(before - after) > 0.001 * std::max(before, after))
        text += fmt::format(
            "  {:.0f} trips of a run arrive instead of {:.0f}: savings are of one trip, or of one tonne in "
            "store, times the "
            "mean of both\n",
            after, before);
    if (view.unfinished > 0)
        text += fmt::format("  warning: {} trips have not ended, and what they cost is in none of this\n",
                            view.unfinished);
    const auto years = [](double n) {
        return !std::isfinite(n) ? std::string("never") : fmt::format("{:.{}f}", n, n < 0.95 ? 2 : 1);
    };
    if (view.capital <= 0) {
        text += view.benefit.value - view.running >= 0
                    ? "  payback                 no more capital is needed\n"
                    : "  payback                 no more capital is needed, and each year costs more\n";
    } else {
        const Interval& between = view.payback_interval;
        text += fmt::format("  payback                 {}{}\n",
                            view.payback ? years(*view.payback) + " years" : "never",
                            std::isnan(view.benefit.half_width)
                                ? ""
                                : fmt::format(" ({} … {})", years(between.low), years(between.high)));
    }
    return text;
}

}  // namespace hanhlang
