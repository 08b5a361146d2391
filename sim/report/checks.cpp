#include "hanhlang/report/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "table.hpp"

namespace hanhlang {

std::string describe_checks(const std::vector<Check>& checks, bool all) {
    std::vector<std::vector<std::string>> rows{
        {"case", "expected", "simulated", "± 95 %", "z", "unit", "verdict"}};
    std::size_t failed = 0;
    for (const Check& c : checks) {
        const bool is_law = c.exact;
        failed += c.passes ? 0U : 1U;
        if (is_law && c.passes && !all) continue;
        // Times read better as minutes, and exact sides with every digit.
        const double scale = c.unit == "h" ? 60 : 1;
        const auto shown = [&](double x) {
            return is_law ? fmt::format("{}", x) : fmt::format("{:.6g}", x * scale);
        };
        rows.push_back({c.name, shown(c.expected), shown(c.simulated),
                        is_law ? "exact" : fmt::format("{:.2g}", c.half_width * scale),
                        std::isfinite(c.z) ? fixed(c.z, 2) : "–", c.unit == "h" && !is_law ? "min" : c.unit,
                        c.passes  ? "pass"
                        : c.blunt ? "FAIL: not sharp"
                                  : "FAIL"});
    }
    std::string text = rows.size() > 1 ? table(rows) + "\n" : "";
    const auto laws = static_cast<std::size_t>(
        std::count_if(checks.begin(), checks.end(), [](const Check& c) { return c.exact; }));
    text += fmt::format("{} figures and {} exact laws checked: ", checks.size() - laws, laws);
    text += failed == 0 ? "all pass.\n" : fmt::format("{} FAIL.\n", failed);
    if (std::any_of(checks.begin(), checks.end(), [](const Check& c) { return c.blunt; })) {
        text +=
            "Not sharp: it agrees, but ± is more than 2 % of the value; longer runs or more replications "
            "help.\n";
    }
    text +=
        "Idle vacations, processor sharing, feedback and saturated lines have no meaning at a border: they "
        "are "
        "tested\nagainst the same resources in tests/theory.\n";
    return text;
}

std::string checks_json(const std::vector<Check>& checks) {
    using Json = nlohmann::ordered_json;
    const auto number = [](double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); };
    Json cases = Json::array();
    for (const Check& c : checks) {
        cases.push_back({{"name", c.name},
                         {"expected", number(c.expected)},
                         {"simulated", number(c.simulated)},
                         {"half_width", number(c.half_width)},
                         {"z", number(c.z)},
                         {"unit", c.unit},
                         {"verdict", c.passes ? "pass" : "fail"},
                         {"reason", c.passes  ? ""
                                    : c.blunt ? "not sharp"
                                              : "wrong"}});
    }
    return Json{{"cases", cases}}.dump(2) + "\n";
}

std::string describe_claim_checks(const std::vector<ClaimCheck>& checks) {
    std::vector<std::vector<std::string>> rows{{"pair", "reduction", "claimed", "runs", "pairs", "supported",
                                                "refuted", "undecided", "wrong", "at most", ""}};
    for (const ClaimCheck& c : checks)
        rows.push_back({c.name, percent(c.reduction, 2), c.claimed, std::to_string(c.runs),
                        fixed(c.replications, 0), std::to_string(c.supported), std::to_string(c.refuted),
                        std::to_string(c.undecided), std::to_string(c.wrong), std::to_string(c.most_wrong),
                        c.passes ? "pass" : "FAIL"});
    return table(rows) +
           "  (verdicts on pairs whose reduction theory knows; at most so many are wrong when one in twenty "
           "is, but "
           "for one time in 10,000)\n";
}

std::string claim_checks_json(const std::vector<ClaimCheck>& checks) {
    using Json = nlohmann::ordered_json;
    Json all = Json::array();
    for (const ClaimCheck& c : checks)
        all.push_back({{"name", c.name},
                       {"reduction", c.reduction},
                       {"claimed", c.claimed},
                       {"runs", c.runs},
                       {"supported", c.supported},
                       {"refuted", c.refuted},
                       {"undecided", c.undecided},
                       {"on_the_edge", c.on_the_edge},
                       {"invalid", c.invalid},
                       {"wrong", c.wrong},
                       {"most_wrong", c.most_wrong},
                       {"pairs", c.replications},
                       {"verdict", c.passes ? "pass" : "fail"}});
    return Json{{"claims", all}}.dump(2) + "\n";
}

}  // namespace hanhlang
