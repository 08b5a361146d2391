// The slots of a place: which are taken, by whom and by nobody.
// Rule: slots are counted from midnight and given in order; what has been passed over stays empty.
#pragma once

#include "hanhlang/base/random.hpp"
#include "hanhlang/resources/resource.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

class SlotBook {
 public:
    SlotBook(Simulation& sim, const Place& place, std::uint64_t seed, std::uint32_t replication)
        : rules(*place.appointments),
          turn(sim, 1),
          books(seed, "books " + place.name),
          no_show(seed, "no show " + place.name),
          early(seed, "early " + place.name),
          late(seed, "late " + place.name),
          hours_(rules.hours ? *rules.hours : place.hours),
          placeholder_(seed, "placeholder " + place.name),
          origin_(std::chrono::floor<std::chrono::days>(sim.now())),
          first_(origin_),
          slot_{hash32(place.name), 0, replication} {}

    const Appointments& rules;
    Resource turn;  // the first of those without booking
    Purpose books, no_show, early, late;

    /// The first slot at or after `now` that is nobody's; Time::max() when there is none any more. Calls
    /// `wasted(slot)` for each it passes over because it is booked for no truck.
    template <class Wasted>
    Time next_free(Time now, Wasted wasted) {
        const Duration gap = rules.gap();
        first_ = on_grid(std::max(first_, now));
        while (true) {
            while (!hours_.is_open(first_)) {
                const Time opens = hours_.next_open(first_);
                if (opens == Time::max() || opens - now > one_week * 520) return Time::max();  // ten years
                first_ = on_grid(opens);
            }
            if (!is_placeholder(first_)) return first_;
            wasted(first_);
            first_ += gap;
        }
    }
    void take(Time slot) { first_ = slot + rules.gap(); }

 private:
    Time on_grid(Time at) const {
        const std::int64_t gap = rules.gap().count();
        return origin_ + Duration{((at - origin_).count() + gap - 1) / gap * gap};
    }
    bool is_placeholder(Time slot) {
        if (rules.placeholder.value <= 0) return false;
        slot_.ordinal = static_cast<std::uint32_t>((slot - origin_) / rules.gap());
        return uniform(placeholder_, slot_) < rules.placeholder.value;
    }

    const Calendar& hours_;
    Purpose placeholder_;
    Time origin_;
    Time first_;  // no slot before it is free
    Subject slot_;
};

}  // namespace hanhlang
