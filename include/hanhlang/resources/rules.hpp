// What happens to work in hand when there are fewer units, or somebody comes first.
// Rule: every case that can meet is said here.
//
//   when                       rule              what happens to the work in hand
//   capacity falls below       finish            goes on to its end; the unit is withdrawn when given back
//   what is held: a shift      suspend           stops; goes on, first in line, when capacity next rises
//   ends                       hand over         stops; goes on, first in line, with the next free unit
//   a unit breaks down         (always so)       as with hand over; while a unit is idle, that one fails
//   a higher priority waits    preemptive        stops; goes on in its turn of the queue
//   any of these stops         resume, restart   goes on where it stopped, or from its beginning
//
// Of several works the one started last stops first. A unit held without working (a truck that blocks its
// desk) is never taken away. What is stopped in the millisecond of its end may end. First in line is before
// everybody; where units are preemptive it is before equals, and no work goes on while a higher priority
// waits. What is finished after a shift ends is not preempted.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hanhlang/base/time.hpp"

namespace hanhlang {

enum class Closing : std::uint8_t { finish, suspend, hand_over };
enum class Interrupted : std::uint8_t { resume, restart };

/// A stretch in which work stood still.
struct Pause {
    Time from{};
    Time to{};
};
using Pauses = std::unique_ptr<std::vector<Pause>>;  // null when there was none, as nearly always

struct ResourceRules {
    Closing closing = Closing::finish;
    Interrupted interrupted = Interrupted::resume;
    bool preemptive = false;
    bool breaks_down = false;  // units may break down
    Interrupted broken_down = Interrupted::resume;
};

}  // namespace hanhlang
