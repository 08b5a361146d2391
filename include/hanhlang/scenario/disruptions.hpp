// What goes wrong on the way: closed and degraded roads, power cuts, surges; and who then goes another way.
// Rule: description only; when a disruption comes is a matter of its own name, and the same in every arm.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/consignments.hpp"
#include "hanhlang/scenario/named.hpp"

namespace hanhlang {

struct Demand;
struct Place;
struct Road;
struct Staff;

/// Months of the year.
struct Months {
    std::uint16_t bits = 0;  // January is the lowest
    bool contains(Time time) const;
    /// The first moment after `time` at which contains() is another; Time::max() when it never is.
    Time changes_after(Time time) const;
};

/// A paper that is made out again for another gate, perhaps by the office of that gate.
struct Reissue {
    Ref<Paper> paper;
    std::optional<Ref<Staff>> office;
};

/// Trucks that go by another gate while the road is disrupted.
struct Divert {
    Mark mark;
    Share share{1.0};                             // of trucks, or of consignments
    Only only;                                    // the others keep to the way that is prescribed
    std::vector<Ref<Place>> via;                  // in the order in which the way is shorter
    std::optional<std::vector<Reissue>> reissue;  // without it, every paper that holds trucks at a gate
};

/// Comes at a time, by chance, or with a season; and does one thing or several as long as it lasts.
struct Disruption {
    std::string name;
    Mark mark;
    Title title;
    // when
    std::optional<Time> at;
    std::optional<Time> until;
    std::optional<Distribution> every;  // from the end of one to the next, in the season
    std::optional<Distribution> lasts;
    std::optional<Months> season;
    // what
    std::vector<Ref<Road>> roads;
    Share speed{0.0};  // of the usual one; 0: closed
    std::optional<Divert> divert;
    std::vector<Ref<Staff>> staff;    // teams that stand still
    std::vector<Ref<Demand>> demand;  // streams with more traffic, or less
    std::optional<Factor> traffic;
};

}  // namespace hanhlang
