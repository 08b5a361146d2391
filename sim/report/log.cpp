#include "hanhlang/report/log.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <ostream>

namespace hanhlang {
namespace {

std::string_view verb(Cause cause) {
    static constexpr std::array<std::string_view, causes> verbs{"drives",
                                                                "rests on",
                                                                "is served at",
                                                                "waits for an officer at",
                                                                "waits for a bay at",
                                                                "waits for opening of",
                                                                "waits for room at"};
    return verbs[static_cast<std::size_t>(cause)];
}

std::string case_of(const Scenario& scenario, const Activity& a) {
    return fmt::format("{}/{}{}", scenario.demand[a.demand].name, a.ordinal, a.back ? "/back" : "");
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

std::string tell_story(const Scenario& scenario, TruckId truck, const std::vector<Activity>& activities) {
    const std::string& stream = scenario.demand[truck.demand].name;
    if (activities.empty()) {
        return fmt::format("Truck {}/{} does not set out before the run ends.\n", stream, truck.ordinal);
    }
    std::string text;
    std::size_t next = 0;
    while (next < activities.size()) {
        const bool back = activities[next].back;
        const Time start = activities[next].from;
        std::array<Duration, causes> spent{};
        text += fmt::format("Truck {}/{}, the way {}, sets out {}\n", stream, truck.ordinal,
                            back ? "back" : "out", clock(start));
        Time end = start;
        for (; next < activities.size() && activities[next].back == back; ++next) {
            const Activity& a = activities[next];
            std::string with =
                a.resource.empty() || a.resource == a.where ? "" : fmt::format(" ({})", a.resource);
            text += fmt::format("  {} {} {}{}: {}\n", clock(a.from), verb(a.cause), a.where, with,
                                to_string(a.to - a.from));
            spent[static_cast<std::size_t>(a.cause)] += a.to - a.from;
            end = a.to;
        }
        text += fmt::format("  {} is there, after {}\n  of this:", clock(end), to_string(end - start));
        std::string separator = " ";
        for (std::size_t i = 0; i < causes; ++i) {
            if (spent[i] == Duration::zero()) continue;
            text += fmt::format(
                "{}{} {} ({:.0f} %)", separator, to_string(static_cast<Cause>(i)), to_string(spent[i]),
                100.0 * static_cast<double>(spent[i].count()) / static_cast<double>((end - start).count()));
            separator = ", ";
        }
        text += "\n\n";
    }
    return text;
}

Log::Log(const Scenario& scenario, std::ostream* events, std::ostream* visits)
    : scenario_(scenario), events_(events), visits_(visits) {
    if (events_) *events_ << "case,activity,start,end,resource\n";
    if (visits_) *visits_ << "case,desk,team,arrived,started,finished,wait_minutes,service_minutes\n";
}

void Log::on(const Activity& a) {
    if (events_) {
        *events_ << fmt::format("{},{} {},{},{},{}\n", case_of(scenario_, a), to_string(a.cause), a.where,
                                to_string(a.from), to_string(a.to), a.resource);
    }
    if (!visits_) return;
    const std::uint64_t truck = std::uint64_t{a.demand} << 32 | a.ordinal;
    if (a.cause == Cause::queue || a.cause == Cause::bay || a.cause == Cause::closed) {
        Waiting& waiting = waiting_[truck];
        if (waiting.where != a.where) waiting = {a.where, a.from};
        return;
    }
    const auto waited = waiting_.find(truck);
    if (a.cause == Cause::service) {
        const bool here = waited != waiting_.end() && waited->second.where == a.where;
        const Time arrived = here ? waited->second.since : a.from;
        *visits_ << fmt::format("{},{},{},{},{},{},{:.3f},{:.3f}\n", case_of(scenario_, a), a.where,
                                a.resource, to_string(arrived), to_string(a.from), to_string(a.to),
                                to_minutes(a.from - arrived), to_minutes(a.to - a.from));
    }
    if (waited != waiting_.end()) waiting_.erase(waited);
}

}  // namespace hanhlang
