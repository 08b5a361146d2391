// How trucks are let through together, and what they carry too much: batches, convoys, overload.
// Rule: description only; what a batch or a convoy does is the model's.
#pragma once

#include <optional>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"

namespace hanhlang {

/// A barrier that opens only when the space behind it is empty.
struct BatchBarrier {
    Mark mark;
    std::optional<std::int64_t> of;  // trucks at most; as many as there are slots without it
    Duration gap{};                  // from the last truck out to the next one in
};

/// Trucks that go on together from a desk: a number of them, or those that are there at a time of day.
struct Convoy {
    Mark mark;
    std::optional<std::int64_t> of;
    std::optional<Duration> within;  // of its first truck's coming it goes, complete or not
    std::vector<Duration> at;        // times of day
};

/// A law of masses.
struct MassLaw {
    Distribution tonnes = Distribution::constant(0);
};

/// Loads above the legal weight.
struct Overload {
    Mark mark;
    Share share;     // of loaded trucks
    MassLaw excess;  // on top of the payload, which is what is legal
};

}  // namespace hanhlang
