// What disruptions must satisfy: one way to come, an end after its beginning, something that they do.
#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace hanhlang {
namespace {

class DisruptionChecker {
 public:
    DisruptionChecker(const Scenario& scenario, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems) {}

    void all() {
        for (const Disruption& d : s_.disruptions) {
            const std::string path = "disruptions." + d.name;
            when(d, path);
            what(d, path);
        }
        if (s_.disruptions.size() > 100) {
            complain(s_.disruptions[100].mark, "disruptions",
                     fmt::format("found {}, expected at most 100", s_.disruptions.size()));
        }
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        problems_.push_back({mark, std::move(path), std::move(text)});
    }

    void when(const Disruption& d, const std::string& path) {
        if (d.at && d.every)
            complain(d.mark, path, "expected either 'at', once, or 'every', by chance");
        else if (!d.at && !d.every && !d.season)
            complain(d.mark, path, "when? expected 'at', 'every' or 'season'");
        if (d.at && d.season) complain(d.mark, path + ".season", "goes with 'every' or alone, not with 'at'");
        if (d.until && !d.at) complain(d.mark, path + ".until", "goes with 'at'");
        if (d.until && d.at && *d.until <= *d.at) {
            complain(d.mark, path + ".until",
                     fmt::format("found {}, which is not after its beginning at {}", to_string(*d.until),
                                 to_string(*d.at)));
        }
        const int ends = int{d.until.has_value()} + int{d.lasts.has_value()};
        if (d.at && ends != 1)
            complain(d.mark, path, fmt::format("expected one of 'lasts' and 'until', found {}", ends));
        if (d.every && !d.lasts) complain(d.mark, path + ".lasts", "is missing: how long it is");
        if (!d.at && !d.every && d.lasts)
            complain(d.mark, path + ".lasts", "it lasts the whole season: expected 'every' beside it");
        if (d.lasts && d.lasts->minimum() < 0) complain(d.mark, path + ".lasts", "may be negative");
        if (d.every && d.every->mean() < 60'000) {
            complain(d.mark, path + ".every",
                     "is too short: expected a mean time of at least 1 min between two of them");
        }
    }

    void what(const Disruption& d, const std::string& path) {
        if (d.roads.empty() && d.staff.empty() && d.demand.empty())
            complain(d.mark, path, "does nothing: expected 'road', 'staff' or 'demand'");
        if (d.roads.empty() && d.speed.value > 0)
            complain(d.mark, path + ".speed", "on which roads? expected 'road'");
        if (d.speed.value > 0 && d.speed.value < 0.01)
            complain(d.mark, path + ".speed", "expected 0 %, which is closed, or at least 1 %");
        if (d.divert && d.roads.empty())
            complain(d.mark, path + ".divert", "from which roads? expected 'road'");
        if (d.divert && d.divert->via.empty())
            complain(d.divert->mark, path + ".divert.via", "found no place on the other way");
        if (d.demand.empty() == d.traffic.has_value()) {
            complain(d.mark, path,
                     d.traffic ? "'traffic' of which streams? expected 'demand'"
                               : "how much traffic do its streams have? expected 'traffic'");
        }
        if (d.traffic && d.traffic->value > 100)
            complain(d.mark, path + ".traffic", "found more than a hundred times, expected such as 175 %");
        for (const Ref<Demand>& stream : d.demand) {
            const Demand& demand = stream.in(s_.demand);
            if (demand.every || !demand.at.empty() || demand.made_of || demand.departures) {
                complain(d.mark, path + ".demand",
                         fmt::format("the traffic of '{}' is no Poisson stream: expected one with 'trucks', "
                                     "'tonnes', 'value' or 'per_hectare'",
                                     demand.name));
            }
        }
        const auto twice = [](auto refs) {
            std::sort(refs.begin(), refs.end());
            return std::adjacent_find(refs.begin(), refs.end()) != refs.end();
        };
        if (twice(d.roads)) complain(d.mark, path + ".road", "names a road twice");
        if (twice(d.staff)) complain(d.mark, path + ".staff", "names a team twice");
        if (twice(d.demand)) complain(d.mark, path + ".demand", "names a stream twice");
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
};

}  // namespace

void check_disruptions(const Scenario& scenario, std::vector<Problem>& problems) {
    const bool unread = std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
        return problem.path.starts_with("disruptions") || problem.path.starts_with("roads") ||
               problem.path.starts_with("demand") || problem.path.starts_with("staff");
    });
    if (!unread) DisruptionChecker{scenario, problems}.all();  // what could not be read is not missing
}

}  // namespace hanhlang
