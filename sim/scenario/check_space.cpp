// What batches, convoys, roads and weighbridges must satisfy: room for those who go together, desks that are
// there to be sent to.
#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace hanhlang {
namespace {

class SpaceChecker {
 public:
    SpaceChecker(const Scenario& scenario, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems) {}

    void all() {
        for (const Place& place : s_.places) {
            if (place.yard && place.yard->batch) batch(place, *place.yard);
            for (const Direction d : directions) {
                convoys(place, place.desks[d]);
                weighing(place, place.desks[d], d);
            }
        }
        for (const Road& road : s_.roads) {
            if (road.shared && !road.holds)
                complain(road.mark, "roads.\"" + road.name + "\".shared",
                         "says whose its room is, but not how much: expected 'holds'");
        }
        for (const Desk& desk : s_.desks) this->desk(desk);
        for (const Commodity& c : s_.commodities) {
            if (c.overload && c.payload.value <= 0)
                complain(c.overload->mark, "commodities." + c.name + ".overload",
                         "tonnes above the legal weight, but no 'payload', which is what is legal");
        }
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        const bool said = std::any_of(problems_.begin(), problems_.end(), [&](const Problem& problem) {
            return problem.path == path && problem.text == text;  // of the other direction, or unread
        });
        if (!said) problems_.push_back({mark, std::move(path), std::move(text)});
    }

    void batch(const Place& place, const Yard& yard) {
        const std::string path = "places." + place.name + ".yard";
        const auto of = yard.batch->of;
        if (of && *of < 1)
            complain(yard.batch->mark, path + ".batch.of", "found 0, expected at least one truck");
        if (of && *of > yard.slots)
            complain(yard.batch->mark, path + ".batch.of",
                     fmt::format("found batches of {}, more than the {} slots", *of, yard.slots));
        if (yard.when_full == Yard::WhenFull::turn_away)
            complain(yard.mark, path,
                     "trucks wait for a batch and are not turned away: expected 'when_full: queue'");
    }

    void desk(const Desk& desk) {
        const std::string path = "desks." + desk.name;
        if (desk.if_over && std::none_of(s_.commodities.begin(), s_.commodities.end(),
                                         [](const Commodity& c) { return c.overload.has_value(); }))
            complain(desk.mark, path + ".if_over",
                     "no truck is ever over: expected a commodity with 'overload'");
        if (!desk.convoy) return;
        const Convoy& convoy = *desk.convoy;
        if (convoy.of.has_value() == !convoy.at.empty())
            complain(convoy.mark, path + ".convoy", "expected either 'of' trucks, or 'at' times of day");
        if (convoy.of && *convoy.of < 2)
            complain(convoy.mark, path + ".convoy.of",
                     fmt::format("found {}, expected at least two trucks", *convoy.of));
        if (convoy.within && !convoy.at.empty())
            complain(convoy.mark, path + ".convoy.within", "goes with 'of', not with 'at'");
    }

    /// A convoy that must be complete needs room to gather in.
    void convoys(const Place& place, const std::vector<Ref<Desk>>& desks) {
        if (!place.yard) return;
        for (const Ref<Desk>& ref : desks) {
            const Desk& desk = ref.in(s_.desks);
            if (!desk.convoy || !desk.convoy->of || desk.convoy->within) continue;
            const std::string path = "desks." + desk.name + ".convoy.of";
            if (*desk.convoy->of > place.yard->slots)
                complain(desk.convoy->mark, path,
                         fmt::format("found convoys of {}, more than the {} slots of '{}': they are never "
                                     "complete",
                                     *desk.convoy->of, place.yard->slots, place.name));
            else if (place.yard->batch)
                complain(desk.convoy->mark, path,
                         fmt::format("a smaller batch in '{}' would wait for ever to be complete: expected "
                                     "'within'",
                                     place.name));
        }
    }

    void weighing(const Place& place, const std::vector<Ref<Desk>>& desks, Direction d) {
        for (std::size_t i = 0; i < desks.size(); ++i) {
            const Desk& desk = desks[i].in(s_.desks);
            if (desk.if_over && std::find(desks.begin() + static_cast<std::ptrdiff_t>(i) + 1, desks.end(),
                                          *desk.if_over) == desks.end())
                complain(desk.mark, "desks." + desk.name + ".if_over",
                         fmt::format("'{}' does not list '{}' after it ({})", place.name,
                                     desk.if_over->in(s_.desks).name, to_string(d)));
            const bool of_the_heavy = std::any_of(s_.desks.begin(), s_.desks.end(),
                                                  [&](const Desk& w) { return w.if_over == desks[i]; });
            const bool sent =
                std::any_of(desks.begin(), desks.begin() + static_cast<std::ptrdiff_t>(i),
                            [&](const Ref<Desk>& w) { return w.in(s_.desks).if_over == desks[i]; });
            if (of_the_heavy && !sent)
                complain(
                    place.mark, "places." + place.name + ".desks",
                    fmt::format("nobody sends a truck to '{}' here ({}): expected the desk that weighs it "
                                "before it",
                                desk.name, to_string(d)));
        }
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
};

}  // namespace

void check_space(const Scenario& scenario, std::vector<Problem>& problems) {
    const bool unread = std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
        const auto in = [&](std::string_view section) { return problem.path.starts_with(section); };
        return in("places") || in("desks") || in("roads") || in("commodities");
    });
    if (!unread) SpaceChecker{scenario, problems}.all();  // what could not be read must not be taken for zero
}

}  // namespace hanhlang
