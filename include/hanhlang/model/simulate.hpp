// One replication: a pure function of (scenario, seed, replication).
#pragma once

#include <optional>
#include <string>

#include "hanhlang/model/recorder.hpp"

namespace hanhlang {

/// Of what simulate() gives for the same arguments: higher when the model gives other numbers. The changelog
/// says what moved and why.
inline constexpr int result_version = 1;

/// One stretch of one truck's day, for stories and event logs.
struct Activity {
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;  // the how-manieth truck of its stream, from 0
    bool back = false;          // on the way back
    Cause cause{};
    std::string where;     // the road, the place, or the desk and its place
    std::string resource;  // the team or the bay that serves or is waited for
    std::optional<std::uint32_t> team;
    Time from{};
    Time to{};
};

/// Where one trip begins, takes another gate, and how it ends; a trip without an end is on its way when the
/// run ends.
struct Milestone {
    enum class Kind : std::uint8_t { sets_out, arrives, turned_away, gives_up, diverts };
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;
    bool back = false;
    Kind kind{};
    Time at{};
};

/// One truck at one desk; who gives up is not served, and starts and finishes when it leaves. What is not
/// over when the run ends is told then, as if it ended.
struct Visit {
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;
    bool back = false;
    std::uint32_t desk = 0;
    bool served = true;
    bool over = true;
    Time arrived{};
    Time started{};
    Time finished{};
    std::optional<std::uint32_t> team;  // that serves it
};

/// One truck at one place, from reaching it or the queue before it to leaving it, or to the end of the run.
struct Passage {
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;
    bool back = false;
    std::uint32_t place = 0;
    bool over = true;
    Time arrived{};
    Time left{};
};

/// One stretch of the way of one paper of one consignment, which is named by its first truck.
struct Handling {
    enum class Kind : std::uint8_t { waits, works, repairs, platform_down };
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;
    bool back = false;
    std::uint32_t paper = 0;
    bool digital = false;
    Kind kind{};
    Time from{};
    Time to{};
    std::optional<std::uint32_t> team;  // its office
};

/// What a truck waits for or does when the run ends: nothing is said of its cause where it is at a place but
/// at no desk there.
struct Unfinished {
    std::uint32_t demand = 0;
    std::uint32_t ordinal = 0;
    bool back = false;
    std::optional<Cause> cause;
    std::string where;
    Time since{};
};

/// Sees every fact of a run about the trucks it wants, of each truck in the order they end; only where one is
/// asked for. What it sees is the same run as without it.
class Sink {
 public:
    virtual ~Sink() = default;
    virtual bool wants(std::uint32_t demand, std::uint32_t ordinal) = 0;
    virtual void on(const Activity&) {}
    virtual void on(const Milestone&) {}
    virtual void on(const Visit&) {}
    virtual void on(const Passage&) {}
    virtual void on(const Handling&) {}
    virtual void on(const Unfinished&) {}
};

Result simulate(const Scenario& scenario, const Plan& plan, const std::vector<Metric>& metrics,
                std::uint64_t seed, std::uint32_t replication, Sink* sink = nullptr);

}  // namespace hanhlang
