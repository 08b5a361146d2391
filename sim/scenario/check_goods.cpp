// What streams that are said by their goods, or made of others, must satisfy.
#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace hanhlang {
namespace {

class GoodsChecker {
 public:
    GoodsChecker(const Scenario& scenario, bool is_whole, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems), is_whole_(is_whole) {}

    void all() {
        for (const Demand& demand : s_.demand) {
            goods(demand, "demand." + demand.name);
            made_of(demand, "demand." + demand.name);
        }
        for (const Desk& desk : s_.desks) {
            if (is_whole_ && desk.fetches) fetches(desk);
        }
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        problems_.push_back({mark, std::move(path), std::move(text)});
    }
    static std::optional<Ref<Place>> start_of(const Demand& demand) {
        if (!demand.route.empty()) return demand.route.front();
        return demand.from;
    }
    static std::optional<Ref<Place>> end_of(const Demand& demand) {
        if (!demand.route.empty()) return demand.route.back();
        return demand.to;
    }

    /// What is converted into trucks needs what one truck carries.
    void goods(const Demand& demand, const std::string& path) {
        const bool other = demand.trucks || demand.every || !demand.at.empty() || demand.departures;
        if (!is_whole_) return;  // what could not be read is not missing
        const bool by_goods =
            !other && (demand.value || demand.per_hectare || demand.tonnes || demand.made_of);
        if (demand.by_truck.value < 1 && (other || demand.made_of))
            complain(demand.mark, path + ".by_truck", "is of tonnes or a value, and none is said");
        if (!by_goods) return;
        if (demand.by_truck.value <= 0)
            complain(demand.mark, path + ".by_truck", "found 0 %: nothing would ride a truck");
        bool has_payload = !demand.carries.empty() && demand.loaded.value > 0;
        bool has_value = has_payload;
        for (const Cargo& cargo : demand.carries) {
            const Commodity& one = cargo.commodity.in(s_.commodities);
            has_payload &= one.payload.value > 0;
            has_value &= one.value && one.value->value > 0;
        }
        if (!has_payload)
            complain(
                demand.mark, path,
                "its traffic is said by its goods: expected 'carries', with a payload of each commodity");
        if (demand.value && !has_value)
            complain(demand.mark, path + ".value",
                     "its traffic is said by value: expected a 'value' such as 65 USD/t of each commodity");
        if (!demand.per_hectare) return;
        const auto is_zone = [&](const std::optional<Ref<Place>>& end) {
            return end && end->in(s_.places).zone.has_value();
        };
        if (!is_zone(demand.from) && !is_zone(demand.to))
            complain(demand.mark, path + ".per_hectare",
                     "neither 'from' nor 'to' is a place with a 'zone' and its area");
    }

    void made_of(const Demand& demand, const std::string& path) {
        if (!demand.made_of) return;
        const Demand* raw = &demand.made_of->demand.in(s_.demand);
        if (end_of(*raw) != start_of(demand))
            complain(demand.made_of->mark, path + ".made_of",
                     fmt::format("'{}' does not end where this stream starts", raw->name));
        if (demand.loaded.value < 1)
            complain(demand.made_of->mark, path + ".made_of", "expected trucks that are all loaded");
        const bool brings = std::any_of(raw->carries.begin(), raw->carries.end(), [&](const Cargo& cargo) {
            return cargo.commodity.in(s_.commodities).payload.value > 0;
        });
        if (is_whole_ && !brings)
            complain(demand.made_of->mark, path + ".made_of",
                     fmt::format("'{}' brings no tonnes: expected 'carries', with a payload", raw->name));
        double big = 0, little = 1e9;
        for (const Cargo& cargo : raw->carries)
            big = std::max(big, cargo.commodity.in(s_.commodities).payload.value);
        for (const Cargo& cargo : demand.carries)
            little = std::min(little, cargo.commodity.in(s_.commodities).payload.value);
        if (is_whole_ && big * demand.made_of->yield.value > 1000 * little)
            complain(demand.made_of->mark, path + ".made_of",
                     fmt::format("a truck of '{}' makes {:.3g} trucks of it, expected at most 1000",
                                 raw->name, big * demand.made_of->yield.value / little));
        if (demand.made_of->yield.value <= 0)
            complain(demand.made_of->mark, path + ".made_of.yield", "found 0 %: nothing would be made");
        if (demand.consignment && demand.consignment->in(s_.consignments).trucks.mean() > 1)
            complain(demand.made_of->mark, path + ".made_of",
                     "sets out truck by truck, but its consignment has several");
        if (is_whole_ && demand.made_of->rate && demand.made_of->rate->value <= 0)
            complain(demand.made_of->mark, path + ".made_of.rate", "found 0, expected tonnes per hour");
        for (const Duration time : demand.made_of->cut_off) {
            if (std::count(demand.made_of->cut_off.begin(), demand.made_of->cut_off.end(), time) < 2)
                continue;
            complain(demand.made_of->mark, path + ".made_of.cut_off", "names a time twice");
            break;
        }
        double yields = 0;  // of all that is made of the same goods
        for (const Demand& other : s_.demand) {
            if (other.made_of && &other.made_of->demand.in(s_.demand) == raw)
                yields += other.made_of->yield.value;
        }
        if (yields > 1 + 1e-9)
            complain(demand.made_of->mark, path + ".made_of.yield",
                     fmt::format("{:.6g} % are made of '{}' in all, expected at most 100 %", 100 * yields,
                                 raw->name));
        for (std::size_t i = 0; raw->made_of && raw != &demand && i < s_.demand.size(); ++i)
            raw = &raw->made_of->demand.in(s_.demand);
        if (raw == &demand) complain(demand.made_of->mark, path + ".made_of", "is made of itself");
    }

    /// Trucks that fetch carry what other trucks have brought, load for load.
    void fetches(const Desk& desk) {
        for (const Demand& demand : s_.demand) {
            if (!demand.made_of || !demand.from || !(*demand.from == desk.fetches->in(s_.blocks).place))
                continue;
            const Demand& raw = demand.made_of->demand.in(s_.demand);
            const auto load = [&](const Cargo& cargo) {
                const Commodity& goods = cargo.commodity.in(s_.commodities);
                return std::pair{goods.payload.value, goods.teu};
            };
            const auto many = [](const Demand& one) { return one.carries.size() > 1; };
            if (many(raw) || many(demand))
                complain(demand.made_of->mark, "demand." + demand.name + ".made_of",
                         fmt::format("fetches at '{}': expected one commodity, because nobody says which "
                                     "of several a truck is given; one block for each",
                                     desk.name));
            for (const Demand* one : {&raw, &demand}) {
                for (const Cargo& cargo : one->carries) {
                    if (cargo.commodity.in(s_.commodities).overload)
                        complain(demand.made_of->mark, "demand." + demand.name + ".made_of",
                                 fmt::format("fetches at '{}' what was put down, and no more: expected no "
                                             "'overload' of '{}'",
                                             desk.name, cargo.commodity.in(s_.commodities).name));
                }
            }
            if (many(raw) || many(demand) || raw.carries.empty() || demand.carries.empty()) continue;
            // What is in a pile is any of its tonnes; a container is one.
            const bool is_pile = desk.fetches->in(s_.blocks).holds.has_value();
            const bool same = is_pile || load(raw.carries[0]) == load(demand.carries[0]);
            if (!same || raw.loaded.value < 1 || demand.made_of->yield.value != 1)
                complain(
                    demand.made_of->mark, "demand." + demand.name + ".made_of",
                    fmt::format("fetches at '{}' what '{}' has put down: expected a yield of 100 %, trucks "
                                "that are all loaded and, of containers, the same payload and TEU",
                                desk.name, raw.name));
        }
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
    bool is_whole_;  // everything could be read
};

}  // namespace

void check_goods(const Scenario& scenario, bool is_whole, std::vector<Problem>& problems) {
    GoodsChecker{scenario, is_whole, problems}.all();
}

}  // namespace hanhlang
