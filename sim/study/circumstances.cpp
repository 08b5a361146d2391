// Effect against load, driver rules and hours of departure.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/beside.hpp"

namespace hanhlang {
namespace {

using Arms = std::set<std::size_t>;

/// The rules under which every verdict on transit is shown: with one driver, with two, changed on the way.
std::vector<Variation> driver_rules(const Study& study, const Arms& arms) {
    const auto all_have = [&](auto has) {
        return std::all_of(arms.begin(), arms.end(),
                           [&](std::size_t arm) { return has(study.arms[arm].scenario.drivers); });
    };
    std::vector<Variation> all;
    if (!all_have([](const Drivers& d) { return d.stretch || d.day; })) return all;
    const bool relays = all_have([](const Drivers& d) { return !d.relay_at.empty(); });
    const auto add = [&](const char* name, const char* two, const char* relay) {
        Variation variation{name, {}, 1};
        for (const std::size_t arm : arms) {
            auto& settings = variation.settings[arm];
            settings.push_back(std::string("drivers.two=") + two);
            if (!study.arms[arm].scenario.drivers.relay_at.empty())
                settings.push_back(std::string("drivers.relay=") + relay);
        }
        all.push_back(std::move(variation));
    };
    add("one driver", "0 %", "0 %");
    add("two drivers", "100 %", "0 %");
    if (relays) add("a fresh driver on the way", "0 %", "100 %");
    return all;
}

/// Hours of departure of all streams that have hours.
std::vector<Variation> departure_profiles(const Study& study, const Arms& arms) {
    static constexpr std::array<std::array<const char*, 2>, 3> profiles{
        {{"evenly round the clock", "{0-24: 1}"},
         {"before dawn, 00-06", "{0-6: 1, 6-24: 0.1}"},
         {"in the morning, 06-12", "{0-6: 0.1, 6-12: 1, 12-24: 0.1}"}}};
    std::map<std::size_t, std::vector<std::string>> streams;
    for (const std::size_t arm : arms) {
        const Node tree = load_tree(study.arms[arm].recipe);
        const Node* demand = tree.find("demand");
        for (std::size_t i = 0; demand && i < demand->members.size(); ++i) {
            const auto& [key, stream] = demand->members[i];
            if (stream.find("by_hour")) streams[arm].push_back(key.text);
        }
    }
    std::vector<Variation> all;
    for (const auto& [name, hours] : profiles) {
        Variation variation{name, {}, 1};
        for (const auto& [arm, names] : streams) {
            for (const std::string& stream : names) {  // settings merge with what is there
                variation.settings[arm].push_back(fmt::format("demand.\"{}\".by_hour=none", stream));
                variation.settings[arm].push_back(fmt::format("demand.\"{}\".by_hour={}", stream, hours));
            }
        }
        if (!streams.empty()) all.push_back(std::move(variation));
    }
    return all;
}

std::vector<Variation> loads() {
    std::vector<Variation> all;
    for (const double traffic : {0.5, 0.75, 1.0, 1.25, 1.5, 2.0})
        all.push_back({fmt::format("{:.0f} % of the traffic", 100 * traffic), {}, traffic});
    return all;
}

bool is_transit(const Claim& claim) {
    return claim.measure.starts_with("clock.") || claim.measure == "trip.transit_time" ||
           claim.measure == "trip.booking_time";
}

EffectOn effect_under(const Claim& claim, const std::string& name, const Varied& varied) {
    const double none = claim.effect == Effect::level ? std::nan("") : claim.quoted;
    EffectOn one{name, none, 0, {}, {}, varied.invalid, varied.overloaded};
    if (varied.series.n() < 2) return one;
    one.effect = measure_effect(claim, varied.series, 0.05);
    one.decision = decide(one.effect.interval, claim.claimed);
    if (varied.series.has_baseline()) one.baseline = student(varied.series.baseline, 0.95).value;
    one.treatment = student(varied.series.treatment, 0.95).value;
    return one;
}

}  // namespace

void add_circumstances(const Study& study, const std::vector<const Claim*>& claims,
                       const std::vector<ClaimBeside*>& beside, VariedArms& varied, bool& complete) {
    const auto run = [&](auto variations_of, auto member, bool transit_only) {
        std::vector<const Claim*> asked;
        std::vector<ClaimBeside*> views;
        Arms arms;
        for (std::size_t k = 0; k < claims.size(); ++k) {
            if (transit_only && !is_transit(*claims[k])) continue;
            asked.push_back(claims[k]);
            views.push_back(beside[k]);
            for (const std::size_t arm : arms_of(*claims[k])) arms.insert(arm);
        }
        if (asked.empty() || !complete) return;
        const std::vector<Variation> variations = variations_of(arms);
        const auto found = varied.run(asked, variations, study.beside, complete);
        for (std::size_t i = 0; i < variations.size() && complete; ++i) {
            for (std::size_t k = 0; k < asked.size(); ++k)
                (views[k]->*member).push_back(effect_under(*asked[k], variations[i].name, found[i][k]));
        }
    };
    run([](const Arms&) { return loads(); }, &ClaimBeside::loads, false);
    run([&](const Arms& arms) { return driver_rules(study, arms); }, &ClaimBeside::drivers, true);
    run([&](const Arms& arms) { return departure_profiles(study, arms); }, &ClaimBeside::departures, true);
}

}  // namespace hanhlang
