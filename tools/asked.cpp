#include "asked.hpp"

#include <set>

#include "hanhlang/model/metric.hpp"
#include "hanhlang/report/text.hpp"

namespace hanhlang {

std::vector<std::string> metrics_for(const Scenario& scenario, const std::vector<std::string>& wanted,
                                     const std::vector<std::string>& more) {
    const Plan plan = make_plan(scenario);
    std::vector<std::string> names = standard_metrics(scenario, plan);
    const auto profile = profile_metrics(scenario, plan, plan.out_leg[main_demand(scenario, plan)]);
    names.insert(names.end(), profile.begin(), profile.end());
    names.insert(names.end(), more.begin(), more.end());
    names.insert(names.end(), wanted.begin(), wanted.end());
    std::set<std::string> seen;
    std::erase_if(names, [&](const std::string& name) { return !seen.insert(name).second; });
    return names;
}

std::vector<std::string> metrics_known(const Scenario& scenario, const std::vector<std::string>& wanted) {
    const Plan plan = make_plan(scenario);
    std::vector<std::string> known;
    for (const std::string& name : wanted) {
        try {
            parse_metrics(scenario, plan, {name});
            known.push_back(name);
        } catch (const InputError&) {
            continue;
        }
    }
    return known;
}

}  // namespace hanhlang
