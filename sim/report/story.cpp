// The story of one truck and of its papers, and beside it that of its twin in another arm.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "hanhlang/report/log.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

std::string_view verb(Cause cause) {
    static constexpr auto verbs = std::to_array<std::string_view>(
        {"drives", "rests on", "is served at", "waits for an officer at", "waits for a bay at",
         "waits for opening of", "waits for room at", "waits for the paper", "waits for the repair of",
         "waits for the other trucks at", "waits for a batch at", "waits out a disruption of",
         "waits for its slot at", "is held at", "breaks down on", "waits for an empty container at"});
    static_assert(verbs.size() == causes);
    return verbs[static_cast<std::size_t>(cause)];
}

std::string_view how_it_ends(Milestone::Kind kind) {
    switch (kind) {
        case Milestone::Kind::turned_away:
            return "finds the yard full and goes elsewhere";
        case Milestone::Kind::gives_up:
            return "loses patience and leaves";
        default:
            return "is there";
    }
}

/// To the minute: seconds are for logs.
std::string clock(Time time) {
    return to_string(std::chrono::floor<std::chrono::minutes>(time));
}

std::string name_of(const Scenario& scenario, TruckId truck) {
    return fmt::format("{}/{}", scenario.demand[truck.demand].name, truck.ordinal);
}

/// What happens to a paper while this lasts, and who keeps it.
std::string happens(const Handling& phase, const std::string& office) {
    const std::string at = office.empty() ? "" : " of " + office;
    switch (phase.kind) {
        case Handling::Kind::waits:
            return "waits for an officer" + at;
        case Handling::Kind::works:
            return office.empty() ? "takes its time" : "is in hand at " + office;
        case Handling::Kind::repairs:
            return "is put right by the trader";
        case Handling::Kind::platform_down:
            return "waits for the platform";
    }
    return "";
}

struct Line {
    Time at;
    std::string text;
};

/// One paper from being handed in to being ready, as far as it went before the run ended.
void tell_paper(const Scenario& scenario, const std::vector<Handling>& phases, std::vector<Line>& lines) {
    const Paper& paper = scenario.papers[phases.front().paper];
    const auto team = phases.front().team;
    const std::string office = team ? scenario.staff[*team].name : "";
    const std::string name = paper.name + (phases.front().digital ? " (on the platform)" : "");
    const auto say = [&](Time at, const std::string& text) { lines.push_back({at, name + " " + text}); };
    say(phases.front().from, "is handed in" + (office.empty() ? "" : " at " + office));
    for (const Handling& phase : phases) {
        if (phase.kind == Handling::Kind::repairs) say(phase.from, "is handed back");
        say(phase.from, happens(phase, office) + ": " + to_string(phase.to - phase.from));
        if (phase.kind == Handling::Kind::repairs) say(phase.to, "is handed in again");
    }
    // Stretches are told when they end: a paper that ends in hand has left it, and nothing came after.
    if (phases.back().kind == Handling::Kind::works) say(phases.back().to, "is ready");
}

/// The dossier of one way, in order of time; a consignment's other trucks have the same.
std::string tell_papers(const Scenario& scenario, const Story& story, bool back) {
    std::map<std::pair<std::uint32_t, bool>, std::vector<Handling>> papers;  // by paper, filed twice apart
    for (const Handling& phase : story.handlings) {
        if (phase.back == back) papers[{phase.paper, phase.digital}].push_back(phase);
    }
    if (papers.empty()) return "";
    std::vector<Line> lines;
    for (const auto& [paper, phases] : papers) tell_paper(scenario, phases, lines);
    std::multimap<Time, std::string> in_order;  // what is of one moment stays in the order it was told
    for (Line& line : lines) in_order.emplace(line.at, std::move(line.text));
    const Handling& any = papers.begin()->second.front();
    std::string text = back ? "Its papers, for the way back" : "Its papers";
    text += fmt::format(" (consignment {})\n", name_of(scenario, {any.demand, any.ordinal}));
    for (const auto& [at, line] : in_order) text += fmt::format("  {} {}\n", clock(at), line);
    return text + "\n";
}

/// What one way of a truck took, by cause, as far as it is told.
struct Way {
    std::array<Duration, causes> spent{};
    Duration whole{};
    std::optional<Time> sets_out;
};
Way way_of(const Story& story, bool back) {
    Way way;
    for (const Activity& activity : story.activities) {
        if (activity.back != back) continue;
        way.spent[static_cast<std::size_t>(activity.cause)] += activity.to - activity.from;
        way.whole += activity.to - activity.from;
    }
    for (const Milestone& milestone : story.milestones) {
        if (milestone.back == back && milestone.kind == Milestone::Kind::sets_out)
            way.sets_out = milestone.at;
    }
    return way;
}

/// Names the roads of a story in the direction in which they are driven: from where the truck is.
class RoadNames {
 public:
    RoadNames(const Scenario& scenario, TruckId truck) : s_(scenario) {
        const Demand& demand = scenario.demand[truck.demand];
        if (!demand.route.empty() || demand.from)
            at_ = demand.route.empty() ? *demand.from : demand.route.front();
    }
    std::string of(const Activity& activity) {
        const auto road = std::find_if(s_.roads.begin(), s_.roads.end(),
                                       [&](const Road& one) { return one.name == activity.where; });
        if (road == s_.roads.end()) return activity.where;
        if (activity.where != last_ || activity.back != back_) {
            backwards_ = at_ == road->to;
            at_ = backwards_ ? road->from : road->to;
            last_ = activity.where;
            back_ = activity.back;
        }
        if (!backwards_) return road->name;
        return fmt::format("{} to {}", road->to.in(s_.places).name, road->from.in(s_.places).name);
    }

 private:
    const Scenario& s_;
    std::optional<Ref<Place>> at_;
    std::string last_;
    bool back_ = false, backwards_ = false;
};

}  // namespace

std::string tell_story(const Scenario& scenario, TruckId truck, const Story& story) {
    const std::string name = name_of(scenario, truck);
    std::string text;
    if (story.milestones.empty())
        text = fmt::format("Truck {} does not set out before the run ends.\n", name);
    auto next = story.activities.begin();
    RoadNames roads{scenario, truck};
    std::vector<Milestone> milestones = story.milestones;
    std::vector<Time> diverted;
    std::erase_if(milestones, [&](const Milestone& one) {
        if (one.kind == Milestone::Kind::diverts) diverted.push_back(one.at);
        return one.kind == Milestone::Kind::diverts;
    });
    for (std::size_t i = 0; i < milestones.size(); ++i) {
        const Milestone& start = milestones[i];
        if (start.kind != Milestone::Kind::sets_out) continue;
        text += fmt::format("Truck {}, the way {}, sets out {}\n", name, start.back ? "back" : "out",
                            clock(start.at));
        std::array<Duration, causes> spent{};
        Time end = start.at;
        for (; next != story.activities.end() && next->back == start.back; ++next) {
            if (!diverted.empty() && diverted.front() <= next->from) {
                text += fmt::format("  {} goes by another gate\n", clock(diverted.front()));
                diverted.erase(diverted.begin());
            }
            const bool named = !next->resource.empty() && next->resource != next->where;
            text += fmt::format("  {} {} {}{}: {}\n", clock(next->from), verb(next->cause), roads.of(*next),
                                named ? fmt::format(" ({})", next->resource) : "",
                                to_string(next->to - next->from));
            spent[static_cast<std::size_t>(next->cause)] += next->to - next->from;
            end = next->to;
        }
        const bool over = i + 1 < milestones.size() && milestones[i + 1].kind != Milestone::Kind::sets_out;
        if (!over) {
            const auto& what = story.unfinished;
            const std::string does = !what || what->back != start.back ? "what comes next"
                                     : what->cause
                                         ? fmt::format("{} {}, which", verb(*what->cause), what->where)
                                         : fmt::format("is at {}, which", what->where);
            text += fmt::format("  {} {} is not over when the run ends\n\n", clock(end), does);
            continue;
        }
        const Milestone& finish = milestones[i + 1];
        text += fmt::format("  {} {}, after {}\n", clock(finish.at), how_it_ends(finish.kind),
                            to_string(finish.at - start.at));
        std::string separator = "  of this: ";
        const auto whole = static_cast<double>(std::max(finish.at - start.at, Duration{1}).count());
        for (std::size_t k = 0; k < causes; ++k) {
            if (spent[k] == Duration::zero()) continue;
            text += fmt::format("{}{} {} ({:.0f} %)", separator, to_string(static_cast<Cause>(k)),
                                to_string(spent[k]), 100.0 * static_cast<double>(spent[k].count()) / whole);
            separator = ", ";
        }
        text += separator == ", " ? "\n\n" : "\n";
    }
    for (const bool back : {false, true}) text += tell_papers(scenario, story, back);
    return text;
}

std::string beside_its_twin(const Story& story, const Story& twin) {
    std::string text;
    for (const bool back : {false, true}) {
        const Way mine = way_of(story, back);
        const Way other = way_of(twin, back);
        if (!mine.sets_out && !other.sets_out) continue;
        std::vector<std::vector<std::string>> rows{
            {back ? "hours of the way back" : "hours of the way out", "this", "twin", "difference"}};
        const auto add = [&](std::string_view label, Duration a, Duration b) {
            rows.push_back(
                {std::string(label), hours(to_hours(a)), hours(to_hours(b)), hours(to_hours(a - b))});
        };
        for (std::size_t i = 0; i < causes; ++i) {
            const bool is_there = mine.spent[i] != Duration::zero() || other.spent[i] != Duration::zero();
            if (is_there) add(to_string(static_cast<Cause>(i)), mine.spent[i], other.spent[i]);
        }
        add("whole", mine.whole, other.whole);
        text += table(rows);
        if (mine.sets_out && other.sets_out && *mine.sets_out != *other.sets_out) {
            const bool is_earlier = *other.sets_out < *mine.sets_out;
            const Duration apart =
                is_earlier ? *mine.sets_out - *other.sets_out : *other.sets_out - *mine.sets_out;
            text += fmt::format("  the twin sets out {} {}\n", to_string(apart),
                                is_earlier ? "earlier" : "later");
        }
        text += "\n";
    }
    return text;
}

}  // namespace hanhlang
