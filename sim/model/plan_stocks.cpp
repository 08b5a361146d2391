// What places keep, as a plan sees it: goods that one stream puts down for another, and containers.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "hanhlang/model/plan.hpp"

namespace hanhlang {
namespace {

/// Goods that trucks fetch are those that other trucks have put down, one by one: so each of them must.
class Exchange {
 public:
    Exchange(const Scenario& scenario, const Plan& plan, std::vector<Problem>& problems)
        : s_(scenario), plan_(plan), problems_(problems) {}

    /// A truck has one load: it puts it down once, and fetches it once.
    void check_once(std::uint32_t c) {
        const TripClass& trip = plan_.classes[c];
        const Leg& leg = plan_.leg_of(trip);
        std::array<int, 2> times{};
        for (const Stop& stop : leg.stops) {
            for (const DeskVisit& visit : stop.desks) {
                const Desk& desk = s_.desks[visit.desk];
                if (!serves(s_, desk, plan_, trip)) continue;
                times[0] += desk.puts ? 1 : 0;
                times[1] += desk.fetches ? 1 : 0;
            }
        }
        const Demand& demand = s_.demand[leg.demand];
        if (times[0] > 1 || times[1] > 1)
            complain(
                demand.mark, "demand." + demand.name,
                fmt::format(
                    "its trucks {} their load at {} desks, expected one for each load: 'only' says whose",
                    times[0] > 1 ? "put down" : "fetch", std::max(times[0], times[1])));
    }

    void check(std::uint32_t block) {
        const auto puts = [&](const Desk& desk) { return desk.puts && desk.puts->index == block; };
        const auto fetches = [&](const Desk& desk) { return desk.fetches && desk.fetches->index == block; };
        const Block& b = s_.blocks[block];
        for (std::uint32_t c = 0; c < plan_.classes.size(); ++c) {
            if (!meets(c, puts) && !meets(c, fetches)) continue;
            const auto& goods = plan_.classes[c].commodity;
            const double load = !goods    ? 0
                                : b.slots ? s_.commodities[*goods].teu
                                          : s_.commodities[*goods].payload.value;
            if (load <= 0)
                complain(
                    b.mark, "blocks." + b.name,
                    fmt::format("'{}' has no '{}' and takes no room here",
                                goods ? s_.commodities[*goods].name : "goods", b.slots ? "teu" : "payload"));
            for (const Service& one : s_.services) {
                if (one.block.index == block && meets(c, puts) && load > *amount_in(one.capacity, b.unit()))
                    complain(one.mark, "services." + one.name + ".capacity",
                             fmt::format("a truckload of '{}' is {:g} {}: it would take nothing",
                                         s_.commodities[*goods].name, load, b.unit()));
            }
            if (load > b.capacity())
                complain(b.mark, "blocks." + b.name,
                         fmt::format("a truckload of '{}' is {:g} {}, and {:g} fit",
                                     s_.commodities[*goods].name, load, b.unit(), b.capacity()));
        }
        if (std::none_of(s_.desks.begin(), s_.desks.end(), fetches)) return;
        for (const Desk& desk : s_.desks) {
            if ((puts(desk) || fetches(desk)) && (desk.share.value < 1 || desk.sample))
                complain(
                    desk.mark, "desks." + desk.name,
                    fmt::format("is for some trucks only, but those that fetch at '{}' carry what others "
                                "put there, load for load",
                                b.name));
        }
        std::set<std::uint32_t> served;  // streams whose goods are fetched
        for (std::uint32_t i = 0; i < s_.demand.size(); ++i) {
            if (!all_or_none(i, fetches, "fetch", b)) continue;
            const Demand& demand = s_.demand[i];
            const std::uint32_t raw = demand.made_of->demand.index;
            if (!all_or_none(raw, puts, "put", b))
                complain(demand.mark, "demand." + demand.name,
                         fmt::format("fetches at '{}', where '{}' puts nothing down", b.name,
                                     s_.demand[raw].name));
            if (!served.insert(raw).second)
                complain(demand.mark, "demand." + demand.name,
                         fmt::format("fetches at '{}' what another stream fetches already", b.name));
            const auto& yard = b.place.in(s_.places).yard;
            if (demand.patience || (yard && yard->when_full == Yard::WhenFull::turn_away))
                complain(demand.mark, "demand." + demand.name,
                         fmt::format("may leave '{}' without what it fetches: expected no 'patience', and no "
                                     "yard that turns trucks away",
                                     b.place.in(s_.places).name));
        }
        for (std::uint32_t c = 0; c < plan_.classes.size(); ++c) {
            const Leg& leg = plan_.leg_of(plan_.classes[c]);
            if (!meets(c, puts) || (!leg.back && served.count(leg.demand) > 0)) continue;
            complain(s_.demand[leg.demand].mark, "demand." + s_.demand[leg.demand].name,
                     fmt::format("puts goods down at '{}'{}, from where no stream fetches them: expected one "
                                 "that is 'made_of' it",
                                 b.name, leg.back ? " on its way back" : ""));
        }
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        const bool known = std::any_of(problems_.begin(), problems_.end(), [&](const Problem& one) {
            return one.path == path && one.text == text;
        });
        if (!known) problems_.push_back({mark, std::move(path), std::move(text)});
    }

    /// True when trucks of this class come to a desk for which `does` holds.
    template <class Does>
    bool meets(std::uint32_t c, Does does) const {
        const TripClass& trip = plan_.classes[c];
        const Leg& leg = plan_.leg_of(trip);
        return std::any_of(leg.stops.begin(), leg.stops.end(), [&](const Stop& stop) {
            return std::any_of(stop.desks.begin(), stop.desks.end(), [&](const DeskVisit& visit) {
                return does(s_.desks[visit.desk]) && serves(s_, s_.desks[visit.desk], plan_, trip);
            });
        });
    }

    /// Whether the loads of a stream do, on the way out; all of them must, or none.
    template <class Does>
    bool all_or_none(std::uint32_t stream, Does does, std::string_view what, const Block& block) {
        std::size_t some = 0, all = 0;
        for (std::uint32_t c = 0; c < plan_.classes.size(); ++c) {
            const Leg& leg = plan_.leg_of(plan_.classes[c]);
            if (leg.demand != stream || leg.back || !plan_.classes[c].loaded) continue;
            ++all;
            if (meets(c, does)) ++some;
        }
        if (some > 0 && some < all)
            complain(s_.demand[stream].mark, "demand." + s_.demand[stream].name,
                     fmt::format("some of its trucks {} at '{}' and some do not: expected all of them", what,
                                 block.name));
        return some > 0;
    }

    const Scenario& s_;
    const Plan& plan_;
    std::vector<Problem>& problems_;
};

}  // namespace

void check_blocks(const Scenario& s, const Plan& plan, std::vector<Problem>& problems) {
    Exchange exchange{s, plan, problems};
    for (std::uint32_t c = 0; c < plan.classes.size(); ++c) exchange.check_once(c);
    for (std::uint32_t i = 0; i < s.blocks.size(); ++i) exchange.check(i);
}

}  // namespace hanhlang
