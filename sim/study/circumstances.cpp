// Effect against load, driver rules and hours of departure.
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/beside.hpp"

namespace hanhlang {
namespace {

/// The rules under which every verdict on transit is shown: with one driver, with two, changed on the way.
std::vector<Variation> driver_rules(const Study& study, const Claim& claim) {
    const Scenario& s = study.arms[claim.treatment].scenario;
    std::vector<Variation> all;
    if (!s.drivers.stretch && !s.drivers.day) return all;
    const auto add = [&](const char* name, const char* two, const char* relay) {
        std::vector<std::string> settings{std::string("drivers.two=") + two};
        if (!s.drivers.relay_at.empty()) settings.push_back(std::string("drivers.relay=") + relay);
        all.push_back({name, settings, settings, 1});
    };
    add("one driver", "0 %", "0 %");
    add("two drivers", "100 %", "0 %");
    if (!s.drivers.relay_at.empty()) add("a fresh driver on the way", "0 %", "100 %");
    return all;
}

/// Hours of departure of all streams that have hours.
std::vector<Variation> departure_profiles(const Study& study, const Claim& claim) {
    static constexpr std::array<std::array<const char*, 2>, 3> profiles{
        {{"departures evenly round the clock", "{0-24: 1}"},
         {"departures before dawn, 00-06", "{0-6: 1, 6-24: 0.1}"},
         {"departures in the morning, 06-12", "{0-6: 0.1, 6-12: 1, 12-24: 0.1}"}}};
    std::vector<Variation> all;
    for (const auto& [name, hours] : profiles) {
        Variation variation{name, {}, {}, 1};
        const auto lay = [&, text = hours](std::size_t arm, std::vector<std::string>& settings) {
            const Node tree = load_tree(study.arms[arm].recipe);
            const Node* demand = tree.find("demand");
            for (std::size_t i = 0; demand && i < demand->members.size(); ++i) {
                const auto& [key, stream] = demand->members[i];
                if (!stream.find("by_hour")) continue;
                settings.push_back(fmt::format("demand.\"{}\".by_hour=none", key.text));
                settings.push_back(fmt::format("demand.\"{}\".by_hour={}", key.text, text));
            }
        };
        if (claim.has_baseline()) lay(*claim.baseline, variation.baseline);
        lay(claim.treatment, variation.treatment);
        if (!variation.treatment.empty()) all.push_back(std::move(variation));
    }
    return all;
}

std::vector<Variation> loads() {
    std::vector<Variation> all;
    for (const double traffic : {0.5, 0.75, 1.0, 1.25, 1.5, 2.0})
        all.push_back({fmt::format("{:.0f} % of the traffic", 100 * traffic), {}, {}, traffic});
    return all;
}

bool is_transit(const Claim& claim) {
    return claim.measure.starts_with("clock.") || claim.measure == "trip.transit_time" ||
           claim.measure == "trip.booking_time";
}

}  // namespace

void add_circumstances(const Study& study, const std::vector<const Claim*>& claims,
                       std::vector<ClaimBeside*>& beside, const RunOptions& options, bool& complete) {
    const Claim& of = *claims.front();
    const auto run = [&](const std::vector<Variation>& variations, auto member, bool transit_only) {
        const auto found = vary(study, claims, variations, study.beside, options, complete);
        for (std::size_t i = 0; i < variations.size() && complete; ++i) {
            for (std::size_t k = 0; k < claims.size(); ++k) {
                if (transit_only && !is_transit(*claims[k])) continue;
                EffectOn one{variations[i].name, 0, 0, {}, {}, found[i].why_not, found[i].overloaded};
                if (one.invalid.empty()) one.invalid = found[i].invalid[k];
                if (found[i].why_not.empty() && found[i].series[k].n() > 1) {
                    const Series& s = found[i].series[k];
                    one.effect = measure_effect(*claims[k], s, 0.05);
                    one.decision = decide(one.effect.interval, claims[k]->claimed);
                    if (s.has_baseline()) one.baseline = student(s.baseline, 0.95).value;
                    one.treatment = student(s.treatment, 0.95).value;
                }
                (beside[k]->*member).push_back(std::move(one));
            }
        }
    };
    run(loads(), &ClaimBeside::loads, false);
    if (std::none_of(claims.begin(), claims.end(), [](const Claim* c) { return is_transit(*c); })) return;
    run(driver_rules(study, of), &ClaimBeside::drivers, true);
    run(departure_profiles(study, of), &ClaimBeside::departures, true);
}

}  // namespace hanhlang
