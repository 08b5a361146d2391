// Random numbers for tests that make up their own worlds.
// Rule: throw n of a world is a pure function of what is made up and of the world's number. One throw to a
// statement: the order in which arguments are worked out is the compiler's.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/base/random.hpp"

namespace hanhlang {

class Dice {
 public:
    Dice(std::string_view what, std::uint32_t number) : subject_{hash32(what), 0, number} {}

    /// A whole number of [low, high].
    int number(int low, int high) {
        return low + static_cast<int>(next() * static_cast<double>(high - low + 1));
    }
    bool happens(int per_cent) { return next() * 100 < per_cent; }
    std::string one_of(const std::vector<std::string>& list) {
        return list[static_cast<std::size_t>(number(0, static_cast<int>(list.size()) - 1))];
    }

 private:
    double next() {
        const double u = uniform(purpose_, subject_);
        ++subject_.ordinal;
        return u;
    }
    Purpose purpose_{20260101, "dice"};
    Subject subject_;
};

}  // namespace hanhlang
