#include "hanhlang/report/log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ostream>

#include "table.hpp"

namespace hanhlang {
namespace {

std::string_view verb(Cause cause) {
    static constexpr std::array<std::string_view, causes> verbs{"drives",
                                                                "rests on",
                                                                "is served at",
                                                                "waits for an officer at",
                                                                "waits for a bay at",
                                                                "waits for opening of",
                                                                "waits for room at",
                                                                "waits for the paper",
                                                                "waits for the repair of",
                                                                "waits for the other trucks at",
                                                                "waits for a batch at",
                                                                "waits out a disruption of"};
    return verbs[static_cast<std::size_t>(cause)];
}

template <class Fact>
std::string case_of(const Scenario& scenario, const Fact& fact) {
    return csv(
        fmt::format("{}/{}{}", scenario.demand[fact.demand].name, fact.ordinal, fact.back ? "/back" : ""));
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

}  // namespace

TruckId parse_truck(const Scenario& scenario, const std::string& text) {
    const std::size_t slash = text.rfind('/');
    std::vector<std::string> names;
    for (const Demand& demand : scenario.demand) names.push_back(demand.name);
    const auto fail = [&](const std::string& why) {
        throw InputError({{{"--truck " + text, 0, 0}, "", why}});
    };
    TruckId id;
    const std::string name = text.substr(0, slash);
    while (id.demand < names.size() && names[id.demand] != name) ++id.demand;
    if (id.demand == names.size()) {
        fail(fmt::format("found no stream '{}', expected one of {}{}", name, fmt::join(names, ", "),
                         did_you_mean(name, names)));
    }
    const std::string number = slash == std::string::npos ? "" : text.substr(slash + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id.ordinal);
    if (number.empty() || error != std::errc{} || end != number.data() + number.size()) {
        fail(fmt::format("expected the number of a truck after the stream, such as {}/17", name));
    }
    return id;
}

std::string tell_story(const Scenario& scenario, TruckId truck, const Story& story) {
    const std::string name = fmt::format("{}/{}", scenario.demand[truck.demand].name, truck.ordinal);
    if (story.milestones.empty())
        return fmt::format("Truck {} does not set out before the run ends.\n", name);
    std::string text;
    auto next = story.activities.begin();
    for (std::size_t i = 0; i < story.milestones.size(); ++i) {
        const Milestone& start = story.milestones[i];
        if (start.kind != Milestone::Kind::sets_out) continue;
        text += fmt::format("Truck {}, the way {}, sets out {}\n", name, start.back ? "back" : "out",
                            clock(start.at));
        std::array<Duration, causes> spent{};
        Time end = start.at;
        for (; next != story.activities.end() && next->back == start.back; ++next) {
            const bool named = !next->resource.empty() && next->resource != next->where;
            text += fmt::format("  {} {} {}{}: {}\n", clock(next->from), verb(next->cause), next->where,
                                named ? fmt::format(" ({})", next->resource) : "",
                                to_string(next->to - next->from));
            spent[static_cast<std::size_t>(next->cause)] += next->to - next->from;
            end = next->to;
        }
        const bool over =
            i + 1 < story.milestones.size() && story.milestones[i + 1].kind != Milestone::Kind::sets_out;
        if (!over) {
            text += fmt::format("  {} what comes next is not over when the run ends\n\n", clock(end));
            continue;
        }
        const Milestone& finish = story.milestones[i + 1];
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
    return text;
}

Log::Log(const Scenario& scenario, std::ostream* events, std::ostream* visits)
    : scenario_(scenario), events_(events), visits_(visits) {
    if (events_) *events_ << "case,activity,start,end,resource\n";
    if (visits_) *visits_ << "case,desk,team,arrived,started,finished,wait_minutes,service_minutes\n";
}

void Log::on(const Activity& a) {
    if (!events_) return;
    *events_ << fmt::format("{},{},{},{},{}\n", case_of(scenario_, a),
                            csv(fmt::format("{} {}", to_string(a.cause), a.where)), timestamp(a.from),
                            timestamp(a.to), csv(a.resource));
}

void Log::on(const Milestone& m) {
    if (!events_ || m.kind == Milestone::Kind::sets_out) return;
    const char* const end = m.kind == Milestone::Kind::arrives       ? "arrives"
                            : m.kind == Milestone::Kind::turned_away ? "is turned away"
                                                                     : "gives up";
    *events_ << fmt::format("{},{},{},{},\n", case_of(scenario_, m), end, timestamp(m.at), timestamp(m.at));
}

void Log::on(const Visit& v) {
    if (!visits_ || !v.over) return;
    const Desk& desk = scenario_.desks[v.desk];
    const std::string team = desk.staff ? desk.staff->in(scenario_.staff).name : desk.name;
    *visits_ << fmt::format("{},{},{},{},{},{},{:.3f},{}\n", case_of(scenario_, v), csv(desk.name), csv(team),
                            timestamp(v.arrived), v.served ? timestamp(v.started) : "",
                            v.served ? timestamp(v.finished) : "", to_minutes(v.started - v.arrived),
                            v.served ? fmt::format("{:.3f}", to_minutes(v.finished - v.started)) : "");
}

}  // namespace hanhlang
