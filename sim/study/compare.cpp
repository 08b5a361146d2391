#include "hanhlang/study/compare.hpp"

#include <algorithm>
#include <cmath>

namespace hanhlang {

const Finding* Outcome::find(std::string_view metric) const {
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [&](const Finding& f) { return f.metric.name == metric; });
    return at == findings.end() ? nullptr : &*at;
}

std::vector<Comparison> compare(const Outcome& baseline, const Outcome& treatment, double confidence) {
    std::vector<Comparison> all;
    for (const Finding& base : baseline.findings) {
        const Finding* other = treatment.find(base.metric.name);
        if (!other) continue;
        std::vector<double> b, t;  // replications in which both arms observed something
        for (std::size_t i = 0; i < base.replications.size(); ++i) {
            if (std::isnan(base.replications[i]) || std::isnan(other->replications[i])) continue;
            b.push_back(base.replications[i]);
            t.push_back(other->replications[i]);
        }
        if (b.empty()) continue;
        Comparison c{base.metric.name, base.metric.unit, base.estimate, other->estimate, {}, {}};
        c.difference = paired_difference(b, t, confidence);
        if (base.metric.statistic == Statistic::quantile) {
            std::vector<double> d;
            for (std::size_t i = 0; i < b.size(); ++i) d.push_back(b[i] - t[i]);
            c.difference = sectioned(base.estimate.value - other->estimate.value, d, confidence);
            c.reduction = relative_reduction(base.estimate.value, other->estimate.value, b, t, confidence);
        } else {
            c.reduction = relative_reduction(b, t, confidence);
        }
        all.push_back(std::move(c));
    }
    return all;
}

bool same_trucks(const Outcome& a, const Outcome& b) {
    return a.trucks == b.trucks;
}

std::vector<std::string> other_ends(const Scenario& a, const Scenario& b) {
    std::vector<std::string> streams;
    const auto name = [](const Scenario& s, const std::optional<Ref<Place>>& end,
                         const std::vector<Ref<Place>>& route, bool last) -> std::string {
        if (!route.empty()) return (last ? route.back() : route.front()).in(s.places).name;
        return end ? end->in(s.places).name : "";
    };
    for (const Demand& one : a.demand) {
        const Demand* const other = b.demand.find(one.name);
        if (!other) continue;
        if (name(a, one.from, one.route, false) != name(b, other->from, other->route, false) ||
            name(a, one.to, one.route, true) != name(b, other->to, other->route, true))
            streams.push_back(one.name);
    }
    return streams;
}

}  // namespace hanhlang
