// A living team: its officers, and the processes that change how many there are.
#include "world.hpp"

namespace hanhlang {
namespace {

constexpr ResourceRules rules_of(const Staff& staff, bool may_stop) {
    ResourceRules rules;
    rules.preemptive = staff.preemptive;
    rules.breaks_down = staff.breakdowns.has_value() || may_stop;
    if (staff.breakdowns && staff.breakdowns->then == Breakdowns::Then::restart)
        rules.broken_down = Interrupted::restart;
    switch (staff.closing) {
        case Staff::Closing::finish:
            break;
        case Staff::Closing::suspend:
            rules.closing = Closing::suspend;
            break;
        case Staff::Closing::hand_over:
            rules.closing = Closing::hand_over;
            break;
    }
    return rules;
}

}  // namespace

void Team::changed(void* self, const Resource& of) {
    const Team& team = *static_cast<const Team*>(self);
    team.time->change(of.moment(), of.held(), of.capacity());
}

Team::Team(World& owner, std::uint32_t number)
    : world(owner),
      index(number),
      staff(owner.scenario_.staff[number]),
      time(owner.recorder_.team(number)),
      always_open(staff.hours.always_open()),
      on_duty(staff.hours.is_open(owner.now())),
      fails(owner.seed_, "breakdown " + staff.name),
      repair(owner.seed_, "repair " + staff.name),
      officers(owner.sim_, able(), rules_of(staff, may_stand_still(owner.scenario_, number))) {
    if (staff.after_hours) {
        ResourceRules rules;
        rules.breaks_down = may_stand_still(owner.scenario_, number);
        night = std::make_unique<LiveNight>(owner.sim_, staff, rules);
    }
    if (staff.extra) extra = std::make_unique<LiveExtra>(owner.sim_, staff);
    if (time) {
        officers.watch(&Team::changed, this);
        Team::changed(this, officers);
    }
    if (time && night) {  // those who work after hours count as well
        const auto both = [](void* self, const Resource&) {
            const Team& team = *static_cast<const Team*>(self);
            const Resource& day = team.officers;
            const Resource& late = team.night->officers;
            team.time->change(team.world.now(), day.held() + late.held(), day.capacity() + late.capacity());
        };
        officers.watch(both, this);
        night->officers.watch(both, this);
        both(this, officers);
    }
    if (!always_open) owner.sim_.spawn(owner.shifts(this));
    if (night) owner.sim_.spawn(after_hours(&owner.sim_, night.get()));
    if (extra) owner.sim_.spawn(owner.extra_officers(this));
    for (std::uint32_t unit = 0; staff.breakdowns && unit < staff.people; ++unit)
        owner.sim_.spawn(owner.breakdowns(this, unit));
}

}  // namespace hanhlang
