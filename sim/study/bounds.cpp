#include "hanhlang/study/bounds.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "hanhlang/scenario/document.hpp"

namespace hanhlang {
namespace {

/// What stages are: by name, in texts that are equal when nothing about a stage changed.
struct Descriptions {
    std::map<std::string, std::string> desks;
    std::map<std::string, std::string> papers;
};

std::string text_of(const Node* node) {
    return node ? write_document(*node, false) + ";" : ";";
}

/// How declarations are selected, in general and for each kind of them.
std::string channels_text(const Node& root) {
    std::string text = text_of(root.find("channels"));
    for (const char* section : {"commodities", "traders", "consignments"}) {
        const Node* entries = root.find(section);
        if (!entries) continue;
        for (const auto& [name, entry] : entries->members) {
            if (const Node* own = entry.find("channels")) text += name.text + text_of(own);
        }
    }
    return text;
}

/// What decides which dossiers are digital, but for the offices: these are told paper by paper.
std::string platform_text(const Node& root) {
    const Node* digital = root.find("digital");
    if (!digital) return "";
    Node rest = *digital;
    std::erase_if(rest.members, [](const Member& member) { return member.key.text == "offices"; });
    return text_of(&rest);
}

std::string coverage_text(const Scenario& s, const Paper& paper) {
    if (!s.digital || !paper.office) return "";
    for (const Coverage& one : s.digital->offices) {
        if (one.office == *paper.office) return std::to_string(one.share.value);
    }
    return "";
}

/// A team as it is written, and when it is on duty in the run: a named calendar may change where it is
/// defined.
std::string team_text(const Scenario& s, const Staff& staff) {
    std::string text = staff.spec;
    if (staff.hours.always_open()) return text;
    for (Time at = s.runs.start(); at < s.runs.end();) {
        const Time opens = std::min(staff.hours.next_open(at), s.runs.end());
        at = std::min(staff.hours.next_close(opens), s.runs.end());
        for (const Time change : {opens, at}) text += std::to_string(change.time_since_epoch().count()) + ";";
    }
    return text;
}

void describe_desks(const Scenario& s, const std::string& channels, Descriptions& all) {
    for (const Desk& desk : s.desks) {
        std::string& text = all.desks[desk.name];
        text = desk.spec;
        for (const Ref<Staff>& team : desk.staff) text += team_text(s, team.in(s.staff));
        if (!desk.only.channels.empty()) text += channels;
    }
    for (const Place& place : s.places) {
        for (const Direction d : directions) {
            for (const Ref<Desk>& desk : place.desks[d])
                all.desks[desk.in(s.desks).name] += place.name + std::string(to_string(d)) + ";";
        }
    }
}

Descriptions describe(const Scenario& s) {
    Node root;  // what is not kept as it was written is read again, where there is anything to read
    if (!s.papers.empty() || s.channels) root = parse_document(s.resolved, s.file);
    const std::string channels = channels_text(root);
    const std::string platform = platform_text(root);
    Descriptions all;
    describe_desks(s, channels, all);
    for (const Paper& paper : s.papers) {
        std::string& text = all.papers[paper.name];
        text = paper.spec;
        if (paper.office) text += team_text(s, paper.office->in(s.staff));
        const Node* takes = root.find("papers")->find(paper.name)->find("takes");
        const bool by_channel = takes && takes->kind == Node::Kind::map;
        if (by_channel || !paper.only.channels.empty()) text += channels;
        if (paper.digital) text += platform + coverage_text(s, paper);
    }
    return all;
}

/// Those of `here` that are not the same in `there`.
std::vector<std::string> differ(const std::map<std::string, std::string>& here,
                                const std::map<std::string, std::string>& there) {
    std::vector<std::string> names;
    for (const auto& [name, text] : here) {
        const auto other = there.find(name);
        if (other == there.end() || other->second != text) names.push_back(name);
    }
    return names;
}

double total(const Outcome& outcome, const std::string& metric) {
    const Finding* finding = outcome.find(metric);
    return finding ? std::accumulate(finding->replications.begin(), finding->replications.end(), 0.0) : 0.0;
}

/// Hours that are there to be removed: trucks are served, or a paper holds them.
double occupied(const Outcome& outcome, const Stages& stages) {
    double hours = 0;
    for (const std::string& desk : stages.desks) hours += total(outcome, "desk." + desk + ".service.total");
    for (const std::string& paper : stages.papers) hours += total(outcome, "paper." + paper + ".held.total");
    return hours;
}

}  // namespace

Touched touched(const Scenario& baseline, const Scenario& treatment) {
    const Descriptions before = describe(baseline);
    const Descriptions after = describe(treatment);
    return {{differ(before.desks, after.desks), differ(before.papers, after.papers)},
            {differ(after.desks, before.desks), differ(after.papers, before.papers)}};
}

Scenario without(Scenario scenario, const Stages& stages) {
    const auto listed = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    std::vector<bool> removed(scenario.desks.size());
    for (std::size_t i = 0; i < removed.size(); ++i) {
        Desk& desk = scenario.desks[i];
        if (!listed(stages.desks, desk.name)) continue;
        if (desk.needs.empty() && !desk.releases) {
            removed[i] = true;
            continue;
        }
        // Papers and trucks that are waited for here may be untouched: only the desk takes no time.
        desk.staff.clear();
        desk.bays.reset();
        desk.takes = Distribution::constant(0);
        desk.first_time.reset();
        desk.on_return.reset();
        desk.shared_with.reset();
        desk.convoy.reset();
    }
    for (Place& place : scenario.places) {
        for (const Direction d : directions)
            std::erase_if(place.desks[d], [&](const Ref<Desk>& desk) { return removed[desk.index]; });
    }
    // A paper that no dossier has is ready for whoever asks.
    for (Paper& paper : scenario.papers) {
        if (listed(stages.papers, paper.name)) paper.share = Share{0};
    }
    scenario.hash.clear();  // it is no longer what was written
    return scenario;
}

std::vector<std::string> bound_metrics(const Scenario& scenario, const Stages& stages) {
    std::vector<std::string> names{"trip.transit_time.total", "trip.transit_time.mean"};
    for (const std::string& desk : stages.desks) {
        if (!scenario.desks.find(desk)) continue;
        names.push_back("desk." + desk + ".wait.total");
        names.push_back("desk." + desk + ".service.total");
    }
    for (const std::string& paper : stages.papers) {
        if (scenario.papers.find(paper)) names.push_back("paper." + paper + ".held.total");
    }
    return names;
}

Bounds bounds(const Touched& touched, const Outcome& baseline, const Outcome& treatment,
              const Outcome& nothing, double confidence) {
    const double before = occupied(baseline, touched.baseline);
    const double after = occupied(treatment, touched.treatment);
    double at_stages = before;
    for (const std::string& desk : touched.baseline.desks)
        at_stages += total(baseline, "desk." + desk + ".wait.total");
    Bounds result;
    result.touched = touched;
    const double transit = total(baseline, "trip.transit_time.total");
    result.share = transit > 0 ? at_stages / transit : 0;
    const double per_trip = static_cast<double>(baseline.trips) / static_cast<double>(treatment.trips);
    result.removed = before > 0 ? 1 - after * per_trip / before : 0;
    result.direct = result.share * result.removed;
    result.simulated = relative_reduction(baseline.find("trip.transit_time.mean")->replications,
                                          nothing.find("trip.transit_time.mean")->replications, confidence);
    return result;
}

}  // namespace hanhlang
