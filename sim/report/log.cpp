#include "hanhlang/report/log.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <ostream>

#include "table.hpp"

namespace hanhlang {
namespace {

template <class Fact>
std::string case_of(const Scenario& scenario, const Fact& fact) {
    return csv(
        fmt::format("{}/{}{}", scenario.demand[fact.demand].name, fact.ordinal, fact.back ? "/back" : ""));
}

std::string_view does(Handling::Kind kind) {
    static constexpr std::array<std::string_view, 4> verbs{"waits", "works", "repairs",
                                                           "waits for the platform"};
    return verbs[static_cast<std::size_t>(kind)];
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
                            : m.kind == Milestone::Kind::diverts     ? "goes by another gate"
                                                                     : "gives up";
    *events_ << fmt::format("{},{},{},{},\n", case_of(scenario_, m), end, timestamp(m.at), timestamp(m.at));
}

void Log::on(const Handling& h) {
    if (!events_) return;
    const Paper& paper = scenario_.papers[h.paper];
    *events_ << fmt::format("{},{},{},{},{}\n", case_of(scenario_, h),
                            csv(fmt::format("papers {} {}", paper.name, does(h.kind))), timestamp(h.from),
                            timestamp(h.to), csv(h.team ? scenario_.staff[*h.team].name : ""));
}

void Log::on(const Visit& v) {
    if (!visits_ || !v.over) return;
    const Desk& desk = scenario_.desks[v.desk];
    const std::string& team = v.team               ? scenario_.staff[*v.team].name
                              : desk.staff.empty() ? desk.name
                                                   : desk.staff.front().in(scenario_.staff).name;
    *visits_ << fmt::format("{},{},{},{},{},{},{:.3f},{}\n", case_of(scenario_, v), csv(desk.name), csv(team),
                            timestamp(v.arrived), v.served ? timestamp(v.started) : "",
                            v.served ? timestamp(v.finished) : "", to_minutes(v.started - v.arrived),
                            v.served ? fmt::format("{:.3f}", to_minutes(v.finished - v.started)) : "");
}

}  // namespace hanhlang
