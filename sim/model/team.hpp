// A living team: its officers, who is on duty, what is broken or stands still.
#pragma once

#include <memory>
#include <span>

#include "disruption.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/model/recorder.hpp"
#include "hanhlang/resources/resource.hpp"
#include "people.hpp"

namespace hanhlang {

class World;

struct Team {
    Team(World& owner, std::uint32_t number);
    static void changed(void* self, const Resource& of);
    World& world;
    std::uint32_t index;
    const Staff& staff;
    TeamTime* time;  // null when nobody asked
    bool always_open;
    bool on_duty;
    std::int64_t down = 0;  // units
    Purpose fails, repair;
    Interruptions stands_still;
    std::unique_ptr<LiveNight> night;  // where some work after hours
    std::unique_ptr<LiveExtra> extra;
    Resource officers;
    /// What is there to serve: nobody off duty, and what is not broken on duty.
    std::int64_t able() const { return on_duty && !stands_still.active() ? whole() : 0; }
    std::int64_t whole() const { return staff.people + (extra ? extra->present : 0) - down; }
    void stand_still(bool begins);
};

/// Of whom one is asked or waited for.
using Teams = std::span<Team* const>;

}  // namespace hanhlang
