// Who serves: teams of officers or machines, their hours, and how they fail.
#pragma once

#include <optional>

#include "hanhlang/base/calendar.hpp"
#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/costs.hpp"
#include "hanhlang/scenario/named.hpp"
#include "hanhlang/scenario/people.hpp"

namespace hanhlang {

/// How the units of a team (officers, machines) fail, each by itself, on duty or not.
struct Breakdowns {
    Mark mark;
    Distribution every;   // from the end of a repair to the next breakdown
    Distribution repair;  // from the breakdown on
    enum class Then : std::uint8_t { resume, restart };
    Then then = Then::resume;  // what becomes of the work in hand
    double availability() const { return every.mean() / (every.mean() + repair.mean()); }
};

struct Staff {
    std::string name;
    Mark mark;
    std::string spec;  // as it is written, without sources: equal specs mean the same team
    Title title;
    std::string country;
    std::int64_t people = 1;
    Calendar hours;
    enum class Closing : std::uint8_t { finish, suspend, hand_over };
    Closing closing = Closing::finish;
    bool preemptive = false;
    std::optional<Breakdowns> breakdowns;
    std::optional<AfterHours> after_hours;
    std::optional<Extra> extra;
    std::optional<UnitCost> each;
    std::optional<FuelByTime> burns;  // one unit, at work
    std::optional<Power> power;       // the same
};

}  // namespace hanhlang
