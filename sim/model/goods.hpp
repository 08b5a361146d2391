// Goods that do not keep, from truck to block to truck.
// Rule: what spoils is lost once, where its time without cooling ends up being too long.
#pragma once

#include "hanhlang/base/random.hpp"
#include "hanhlang/base/time.hpp"

namespace hanhlang {

/// A load: how long it keeps is drawn for the truck that carried it first.
struct Goods {
    Subject of{};
    std::uint32_t number = 0;  // of that draw
    Duration warm{};           // without cooling, so far
    bool spoiled = false;
};

}  // namespace hanhlang
