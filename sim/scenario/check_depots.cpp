// What blocks, ships and trains must satisfy: room, a way in, one way out.
#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace hanhlang {
namespace {

constexpr double most_goods = 1e9;  // TEU or tonnes: millionths of them are counted

class DepotChecker {
 public:
    DepotChecker(const Scenario& scenario, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems) {}

    void blocks() {
        for (std::uint32_t i = 0; i < s_.blocks.size(); ++i) block(s_.blocks[i], {i});
    }
    void services() {
        for (const Service& service : s_.services) this->service(service);
    }
    void all() {
        blocks();
        services();
        for (std::uint32_t i = 0; i < s_.blocks.size(); ++i) ways(s_.blocks[i], {i});
        for (const Desk& desk : s_.desks) this->desk(desk);
        costs();
        for (const Demand& demand : s_.demand) {
            if (demand.made_of && demand.uses_depot.value < 1)
                complain(demand.mark, "demand." + demand.name + ".uses_depot",
                         "is of the stream that this one is made of");
            if (demand.uses_depot.value <= 0)
                complain(demand.mark, "demand." + demand.name + ".uses_depot",
                         "found 0 %: nothing would come");
        }
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        problems_.push_back({mark, std::move(path), std::move(text)});
    }
    bool fetched(Ref<Block> block) const {
        return std::any_of(s_.desks.begin(), s_.desks.end(),
                           [&](const Desk& desk) { return desk.fetches == block; });
    }

    void block(const Block& b, Ref<Block> self) {
        const std::string path = "blocks." + b.name;
        if (b.slots.has_value() == b.holds.has_value()) {
            complain(b.mark, path, "expected either 'slots', of containers, or 'holds', of a pile");
            return;
        }
        if (b.slots && *b.slots < 1) complain(b.mark, path + ".slots", "found 0, expected at least one");
        if (b.high < 1) complain(b.mark, path + ".high", "found 0, expected at least one container");
        if (b.holds && b.high != 1) complain(b.mark, path + ".high", "is of containers, and this is a pile");
        if (b.fill.value <= 0) complain(b.mark, path + ".fill", "found 0 %, expected room for something");
        if (b.holds && b.holds->value <= 0) complain(b.mark, path + ".holds", "expected room for something");
        if (b.capacity() > most_goods)
            complain(b.mark, path,
                     fmt::format("found room for {:.3g} {}, expected at most {:.0e}", b.capacity(), b.unit(),
                                 most_goods));
        if (b.dwell && b.dwell->minimum() < 0) complain(b.mark, path + ".dwell", "may be negative");
        if (b.at_start) at_start(b, path, fetched(self));
    }

    /// It has one way in and one way out.
    void ways(const Block& b, Ref<Block> self) {
        const std::string path = "blocks." + b.name;
        const bool by_service = std::any_of(s_.services.begin(), s_.services.end(),
                                            [&](const Service& one) { return one.block == self; });
        const int ways_out = (b.dwell ? 1 : 0) + (by_service ? 1 : 0) + (fetched(self) ? 1 : 0);
        if (ways_out != 1)
            complain(
                b.mark, path,
                fmt::format("what is put here leaves it in {} ways, expected one: 'dwell', a service that "
                            "takes from it, or a desk that fetches from it",
                            ways_out));
        if (b.storage && !fetched(self))
            complain(b.mark, path + ".storage",
                     "who pays it? it is of the truck that fetches, and none does here");
        const bool put = std::any_of(s_.desks.begin(), s_.desks.end(),
                                     [&](const Desk& desk) { return desk.puts == self; });
        if (!put) complain(b.mark, path, "no desk puts anything here: expected one with 'puts'");
    }

    void at_start(const Block& b, const std::string& path, bool for_trucks) {
        const auto amount = amount_in(*b.at_start, b.unit());
        if (!amount || *amount < 0) {
            complain(b.at_start->mark, path + ".at_start",
                     fmt::format("found '{} {}', expected {}", b.at_start->number, b.at_start->unit,
                                 amount_example(b.unit())));
        } else if (*amount > b.capacity()) {
            complain(b.at_start->mark, path + ".at_start",
                     fmt::format("found {} {}, but only {:.6g} fit", *amount, b.unit(), b.capacity()));
        } else if (for_trucks) {
            complain(b.at_start->mark, path + ".at_start",
                     "no truck is on its way for it: a stream fetches what another one has put here");
        }
    }

    void service(const Service& one) {
        const std::string path = "services." + one.name;
        const std::string_view unit = one.block.in(s_.blocks).unit();
        const auto capacity = amount_in(one.capacity, unit);
        if (!capacity || *capacity <= 0 || *capacity > most_goods)
            complain(one.capacity.mark, path + ".capacity",
                     fmt::format("found '{} {}', expected {} above 0, at most {:.0e}", one.capacity.number,
                                 one.capacity.unit, amount_example(unit), most_goods));
        if (one.every < std::chrono::minutes{1})
            complain(one.mark, path + ".every", "expected at least 1 min from one call to the next");
        if (one.first >= s_.runs.end())
            complain(one.mark, path + ".first",
                     fmt::format("is after the run, which ends on {}", to_string(s_.runs.end())));
        const bool often = one.every >= std::chrono::minutes{1};
        const Time first = often ? one.first_after(s_.runs.start()) : one.first;
        if (one.until && *one.until <= first)
            complain(one.mark, path + ".until",
                     fmt::format("comes before its first call in the run, on {}", to_string(first)));
        if (one.cut_off >= s_.runs.end() - s_.runs.start())
            complain(one.mark, path + ".cut_off", "is longer than the run: nothing would be there before it");
        if (one.loads && !one.berth)
            complain(one.loads->mark, path + ".loads", "where? expected 'berth' as well");
        if (one.cranes && one.cranes == one.berth)
            complain(one.mark, path + ".cranes",
                     "is the team of its berth, which the ship holds: it would wait for itself");
        if (one.cranes && !one.berth) complain(one.mark, path + ".cranes", "where? expected 'berth' as well");
        if (one.cranes_at_most < 1 || (one.cranes_at_most > 1 && !one.cranes))
            complain(one.mark, path + ".cranes_at_most",
                     one.cranes ? "found 0, expected at least one" : "of what? expected 'cranes'");
        if (one.cranes && one.cranes_at_most > one.cranes->in(s_.staff).people)
            complain(one.mark, path + ".cranes_at_most",
                     fmt::format("found {}, and there are {}", one.cranes_at_most,
                                 one.cranes->in(s_.staff).people));
        for (const auto& team : {one.berth, one.cranes}) {
            if (!team || team->in(s_.staff).hours.always_open() ||
                team->in(s_.staff).closing != Staff::Closing::finish)
                continue;
            complain(
                one.mark, path,
                fmt::format("a ship that '{}' has begun would be loaded to its end, night or not: expected "
                            "'closing: suspend' or 'hand over'",
                            team->in(s_.staff).name));
        }
        if (one.berth && !one.loads)
            complain(one.mark, path + ".berth", "for how long? expected 'loads', such as 40 TEU per hour");
        const auto rate =
            one.loads ? amount_in(*one.loads, fmt::format("{} per hour", unit)) : std::optional(1.0);
        if (!rate || *rate < 1e-3 || *rate > most_goods)
            complain(one.loads->mark, path + ".loads",
                     fmt::format("found '{} {}', expected {} above 0, at least 0.001", one.loads->number,
                                 one.loads->unit, amount_example(fmt::format("{} per hour", unit))));
        // A length is no load: how long a wagon is, is not known here.
        const auto track = one.track ? amount_in(*one.track, unit) : std::nullopt;
        if (one.track && !track)
            complain(one.track->mark, path + ".track",
                     fmt::format("found '{} {}', expected {}, which fit on it at once", one.track->number,
                                 one.track->unit, amount_example(unit)));
        if (track && capacity && *track < *capacity)
            complain(
                one.track->mark, path + ".track",
                fmt::format("found '{} {}', expected at least its capacity: a train is not longer than its "
                            "track",
                            one.track->number, one.track->unit));
        if (one.late && one.late->minimum() < 0)
            complain(one.mark, path + ".late", "may be negative: nobody waits for a ship that has left");
    }

    /// What is counted in money, carbon or years needs its price.
    void costs() {
        for (const Block& b : s_.blocks) {
            const std::string path = "blocks." + b.name;
            if (b.power && s_.costs && !s_.costs->power)
                complain(b.mark, path + ".power", "what does it cost? expected 'costs.power'");
            if (b.area && b.area->value <= 0) complain(b.mark, path + ".area", "found 0, expected an area");
            if (b.overflow.value > 0 && b.when_full == Block::WhenFull::wait)
                complain(b.mark, path + ".overflow", "is of goods that go elsewhere, and these wait");
        }
        const auto each = [&](const std::optional<UnitCost>& one, const std::string& path) {
            if (!one) return;
            if (one->capital.value <= 0 && one->runs(1) <= 0)
                complain(one->mark, path + ".each", "expected 'capital', 'running' or 'on_duty' above 0");
            if (one->on_duty.value > 0 && !path.starts_with("staff"))
                complain(one->mark, path + ".each.on_duty", "is of a team, which has hours");
        };
        for (const Staff& team : s_.staff) each(team.each, "staff." + team.name);
        for (const Block& b : s_.blocks) each(b.each, "blocks." + b.name);
        for (const Desk& desk : s_.desks) each(desk.each, "desks." + desk.name);
        const auto priced = [&](const Staff& team, bool used, bool known, const std::string& key,
                                const char* price) {
            if (used && s_.costs && !known)
                complain(team.mark, "staff." + team.name + key,
                         fmt::format("what does it cost? expected '{}'", price));
        };
        for (const Staff& team : s_.staff) {
            priced(team, team.burns.has_value(), s_.costs && s_.costs->fuel, ".burns", "costs.fuel");
            priced(team, team.power.has_value(), s_.costs && s_.costs->power, ".power", "costs.power");
        }
        for (const Desk& desk : s_.desks) {
            if (desk.each && !desk.bays)
                complain(desk.mark, "desks." + desk.name + ".each", "of what? expected 'bays'");
        }
        for (const Place& place : s_.places) {
            if (!place.licence) continue;
            const std::string path = "places." + place.name + ".licence";
            if (!place.licence->teu && !place.licence->trucks)
                complain(place.licence->mark, path, "expected 'teu' or 'trucks'");
            for (const auto& allowed : {place.licence->teu, place.licence->trucks})
                if (allowed && allowed->value <= 0)
                    complain(place.licence->mark, path, "found 0: it allows nothing");
        }
        if (!s_.investment) return;
        if (s_.investment->rate.value < 0)
            complain(s_.investment->mark, "investment.rate", "expected no negative number");
        if (s_.investment->years < 1 || s_.investment->years > 100)
            complain(s_.investment->mark, "investment.years", "expected 1 to 100 years");
        if (!s_.costs) complain(s_.investment->mark, "investment", "what is saved? expected 'costs' as well");
    }

    void desk(const Desk& desk) {
        const std::string path = "desks." + desk.name;
        if (desk.puts && desk.fetches)
            complain(desk.mark, path, "puts and fetches: expected a desk for each");
        for (const auto& block : {desk.puts, desk.fetches}) {
            if (!block) continue;
            for (const Place& place : s_.places) {
                for (const Direction d : directions) {
                    const auto& there = place.desks[d];
                    const bool is_there = std::any_of(there.begin(), there.end(), [&](const Ref<Desk>& one) {
                        return &one.in(s_.desks) == &desk;
                    });
                    if (is_there && &block->in(s_.blocks).place.in(s_.places) != &place)
                        complain(desk.mark, path,
                                 fmt::format("is at '{}', but its block '{}' is at '{}'", place.name,
                                             block->in(s_.blocks).name,
                                             block->in(s_.blocks).place.in(s_.places).name));
                }
            }
        }
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
};

}  // namespace

void check_depots(const Scenario& scenario, std::vector<Problem>& problems) {
    const std::vector<Problem> so_far = problems;
    // What could not be read is not missing.
    const auto is_read = [&](std::initializer_list<std::string_view> sections) {
        return std::none_of(so_far.begin(), so_far.end(), [&](const Problem& problem) {
            return std::any_of(sections.begin(), sections.end(), [&](std::string_view section) {
                return std::string_view(problem.path).starts_with(section);
            });
        });
    };
    DepotChecker checker{scenario, problems};
    if (is_read({"blocks", "services", "desks", "places", "demand", "staff"})) return checker.all();
    if (is_read({"blocks", "desks"})) checker.blocks();
    if (is_read({"blocks", "services", "staff"})) checker.services();
}

}  // namespace hanhlang
