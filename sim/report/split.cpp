// Where an effect comes from, for people.
#include <fmt/format.h>

#include <cmath>

#include "hanhlang/report/text.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

std::vector<std::string> row(const char* label, const EffectPart& part, const std::string& unit) {
    const bool has_whole = !std::isnan(part.of_whole.estimate);
    return {label,
            with_half_width(part.saved),
            unit,
            percent(part.of_baseline.estimate),
            range(part.of_baseline.interval),
            percent(part.of_whole.estimate, 0),
            has_whole ? range(part.of_whole.interval) : ""};
}

}  // namespace

std::string describe_split(const Split& split) {
    if (!split.why_not.empty())
        return "Where the effect comes from: it cannot be taken apart\n  " + split.why_not + "\n";
    std::vector<std::vector<std::string>> rows{
        {"", "saved", "unit", "of baseline", "interval", "of the whole", "interval"}};
    for (const SplitEffect& effect : split.effects) {
        rows.push_back({effect.metric});
        rows.push_back(row("  structure", effect.structure, effect.unit));
        rows.push_back(row("  assumed shorter work", effect.work, effect.unit));
        rows.push_back(row("  fewer inspections", effect.inspections, effect.unit));
        rows.push_back(row("  whole", effect.whole, effect.unit));
    }
    std::string text = "Where the effect comes from (switched on in this order)\n" + table(rows);
    if (split.assumed.empty()) text += "  assumed: nothing\n";
    constexpr std::size_t most = 20;  // the rest is for programs
    for (std::size_t i = 0; i < std::min(most, split.assumed.size()); ++i) {
        const Assumed& one = split.assumed[i];
        const char* kind = one.kind == Assumed::Kind::work ? "work" : "inspections";
        text += fmt::format("  assumed, {}: {}: {}\n", kind, one.path, one.change);
    }
    if (split.assumed.size() > most)
        text += fmt::format("  and {} more in --format json\n", split.assumed.size() - most);
    for (const Unmatched& one : split.unmatched) text += fmt::format("  {}: {}\n", one.path, describe(one));
    return text;
}

}  // namespace hanhlang
