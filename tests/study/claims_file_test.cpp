// What a study may claim, and everything that is wrong with one, before anything is run.
#include <fstream>

#include "hanhlang/study/registration.hpp"
#include "hanhlang/study/study_file.hpp"
#include "support/problems.hpp"
#include "support/scratch.hpp"

#include <catch2/catch.hpp>

using namespace hanhlang;

namespace {

struct Folder : Scratch {
    Folder() {
        write("today.yaml", R"yaml(source: guess
runs: {from: 2025-09-01, warm_up: 1 days, measure: 7 days, max_overrun: 2 days}
places: {farm: {}, gate: {kind: gate, country: VN, desks: [counter]}, harbour: {kind: port}}
roads: {farm to gate: {length: 30 km, speed: 60 km/h}, gate to harbour: {length: 30 km, speed: 60 km/h}}
staff: {officer: {people: 2}}
commodities: {wood: {payload: 20 t}, fruit: {payload: 15 t}}
desks: {counter: {staff: officer, takes: "exponential(6 min)"}}
demand: {t: {from: farm, to: harbour, trucks: 90 per day, carries: {wood: 50 %, fruit: 50 %}}}
)yaml");
        write("more.yaml", "extends: today.yaml\nstaff: {officer: {people: 5, source: guess}}\n");
        write("most.yaml",
              "extends: more.yaml\ndesks: {counter: {takes: \"exponential(3 min)\", source: guess}}\n");
        write("other.yaml", "source: guess\nplaces: {elsewhere: {}}\n");
        write("astray.yaml", "extends: other.yaml\nstaff: {officer: {people: 5, source: guess}}\n");
    }
    Study study(const std::string& claims, const std::string& more = "") const {
        return load_study(write("study.yaml",
                                "arms: {today: today.yaml, more: {extends: today, with: [more.yaml]}, "
                                "same: {extends: today}}\n" +
                                    more + "claims:\n" + claims));
    }
    std::string problems(const std::string& claims, const std::string& more = "") const {
        try {
            study(claims, more);
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    }
};

/// One claim with these keys in place of, or beside, the usual ones.
std::string claim(const std::string& keys) {
    std::string text = "  - {id: c1, text: quicker";
    for (const auto& [key, value] :
         {std::pair{"metric", "trip.transit_time"}, std::pair{"baseline", "today"},
          std::pair{"treatment", "more"}, std::pair{"expect", "{between: [30 %, 40 %]}"}}) {
        if (keys.find(std::string(key) + ":") == std::string::npos)
            text += std::string(", ") + key + ": " + value;
    }
    return text + (keys.empty() ? "" : ", " + keys) + "}\n";
}

}  // namespace

TEST_CASE("a claim says its metric in parts, and other readings change some of them") {
    const Folder folder;
    const Study study = folder.study(claim(
        "clock: {from: departure, to: port_gate_in}, where: {loaded: yes}, weigh: tonnes, tolerance: 1 pp, "
        "also: {of_trucks: {weigh: trucks}, longest: {clock: none, weigh: none, statistic: p90}}"));
    REQUIRE(study.claims.size() == 3);
    CHECK(study.claims[0].metric == "clock.departure.port_gate_in.mean[loaded=yes,weigh=tonnes]");
    CHECK(study.claims[0].claimed.low == Approx(0.3));
    CHECK(study.claims[0].claimed.high == Approx(0.4));
    CHECK(study.claims[0].tolerance == Approx(0.01));
    CHECK(study.claims[0].family == "headline");
    CHECK(study.arms[*study.claims[0].baseline].name == "today");
    CHECK(study.arms[study.claims[0].treatment].name == "more");
    CHECK(study.claims[1].id == "c1/of_trucks");
    CHECK(study.claims[1].metric == "clock.departure.port_gate_in.mean[loaded=yes]");
    CHECK(study.claims[1].family == "other readings of c1");
    CHECK(study.claims[2].metric == "trip.transit_time.p90[loaded=yes]");
}

TEST_CASE(
    "a statistic may be part of the metric, a share, a rate, or missing where there is only one number") {
    const Folder folder;
    const auto metric = [&](const std::string& keys) { return folder.study(claim(keys)).claims[0]; };
    CHECK(metric("metric: trip.border_time.p95").metric == "trip.border_time.p95");
    CHECK(metric("metric: trip.border_time, statistic: \"share_within(2h)\"").metric ==
          "trip.border_time.over_2h");
    CHECK(metric("metric: trip.border_time, statistic: \"share_within(2h)\"").complement);
    CHECK(metric("metric: place.gate.crossings, statistic: rate").metric == "place.gate.crossings.per_day");
    CHECK(metric("metric: staff.officer.utilisation").metric == "staff.officer.utilisation");
    CHECK(metric("where: {commodity: wood}").metric == "trip.transit_time.mean[commodity=wood]");
}

TEST_CASE("an expectation is a range, a side, or about a value; a level and a difference have a unit") {
    const Folder folder;
    const auto claimed = [&](const std::string& keys) { return folder.study(claim(keys)).claims[0].claimed; };
    CHECK(claimed("expect: {at_least: 5 %}").low == Approx(0.05));
    CHECK(std::isinf(claimed("expect: {at_least: 5 %}").high));
    CHECK(claimed("expect: {at_most: 0.25}").high == Approx(0.25));
    CHECK(claimed("expect: {about: {value: 30 %, tolerance: 2 pp}}").low == Approx(0.28));
    CHECK(claimed("effect: difference, expect: {between: [30 min, 2 h]}").low == Approx(0.5));
    CHECK(claimed("effect: ratio, expect: {at_most: 1.7}").high == Approx(1.7));
    CHECK(
        folder
            .study(
                "  - {id: c1, text: quick, metric: trip.border_time, effect: level, treatment: more, expect: "
                "{at_most: 90 min}}\n")
            .claims[0]
            .claimed.high == Approx(1.5));
    const Claim quoted = folder.study(claim("baseline: {value: 12 d}")).claims[0];
    CHECK_FALSE(quoted.baseline.has_value());
    CHECK(quoted.quoted == Approx(288));
}

TEST_CASE("everything that is wrong with claims is said before anything is run") {
    const Folder folder;
    const auto says = [&](const std::string& keys, const std::string& what) {
        CAPTURE(keys);
        CHECK_THAT(folder.problems(claim(keys)), Catch::Contains(what));
    };
    says("metric: trip.transit_tme", "is no measure of arm 'more' (did you mean 'trip.transit_time'?)");
    says("clock: {from: departure, to: port_gate}",
         "expected one of gate_exit, port_gate_in, delivery (did you mean 'port_gate_in'?)");
    says("clock: {from: booking, to: delivery}", "is no measure of arm 'more'");  // nothing is booked here
    says("metric: trip.border_time, clock: {to: delivery}", "is for trip.transit_time");
    says("expect: {between: [40 %, 30 %]}", "expected the smaller number first");
    says("expect: {between: [30, 40]}", "expected a share: write 30 % or 0.3");
    says("expect: {at_least: 5 %, at_most: 9 %}", "expected exactly one of");
    says("expect: {about: {value: 30 %}}", "expected a value and a tolerance");
    says("effect: difference, expect: {at_least: 30 %}", "expected a duration");
    says("treatment: same", "is the same scenario as the baseline 'today'");
    says("treatment: today", "is the same scenario as the baseline 'today'");
    says("treatment: mor",
         "found 'mor', which is no arm: there are today, more, same (did you mean 'more'?)");
    says("where: {diverted: no}", "is decided during the run");
    says("where: {channel: red}", "is decided during the run");
    says("where: {commodity: wod}", "expected one of wood, fruit");
    says("statistic: p101", "is no metric (did you mean 'trip.transit_time.p50'?)");
    says("weigh: pallets", "expected one of trucks, consignments, tonnes, value");
    says("tipping: {parameter: digital.traders, range: [0 %, 100 %]}", "leads to no value of arm 'more'");
    says("tipping: {parameter: staff.officer.people, range: [9, 2]}", "expected the smaller value first");
    says("tipping: {parameter: staff.officer.people, range: [2]}", "expected two values");
    says("robust: {draws: 64}", "says of no input that it is 'uncertain'");
    says("bundle: {one: more.yaml}", "expected two to five measures");
    says("expct: 1", "found the unknown key 'expct'");
    says("horizon: season", "expected one of steady, terminating");
    CHECK_THAT(folder.problems(claim("") + claim("")), Catch::Contains("found this id twice"));
    CHECK_THAT(folder.problems("  - {id: C 1, text: x}\n"),
               Catch::Contains("small letters, digits and hyphens"));
    CHECK_THAT(folder.problems("  - {id: c1, text: x}\n"), Catch::Contains("treatment: is missing"));
    // Several at once.
    const std::string all = folder.problems(claim("expect: {between: [40 %, 30 %]}, tolerance: 3 apples"));
    CHECK(has(all, "smaller number first"));
    CHECK(has(all, "3 apples"));
    CHECK_THAT(folder.problems(claim(""), "statistics: {replications: {min: 5, max: 3}, pairing: none}\n"),
               Catch::Contains("at least 10") && Catch::Contains("crn, independent"));
}

TEST_CASE("an overlay brings along what it extends beyond the arm it is laid upon") {
    const Folder folder;
    const auto load_arms = [&](const std::string& arms) {
        return load_study(folder.write("study.yaml", "arms: {today: today.yaml, " + arms + "}\n"));
    };
    const Study study = load_arms("most: {extends: today, with: [most.yaml]}");
    CHECK(study.arms[1].scenario.staff[0].people == 5);  // of more.yaml, between the two
    CHECK(study.arms[1].scenario.desks[0].takes.mean() == Approx(180'000));
    // What is in the arm already is not laid again.
    const Study again = load_arms(
        "more: {extends: today, with: [more.yaml], set: {}}, most: {extends: more, with: [most.yaml]}");
    CHECK(again.arms[2].scenario.staff[0].people == 5);
    CHECK_THROWS_WITH(load_arms("astray: {extends: today, with: [astray.yaml]}"),
                      Catch::Contains("is no part of"));
}

TEST_CASE("an arm may do without desks and papers") {
    const Folder folder;
    const auto load_arms = [&](const std::string& without) {
        return load_study(folder.write(
            "study.yaml", "arms: {today: today.yaml, none: {extends: today, without: [" + without + "]}}\n"));
    };
    CHECK(load_arms("counter").arms[1].scenario.places.find("gate")->desks.eastbound.empty());
    CHECK(load_arms("desks").arms[1].scenario.places.find("gate")->desks.eastbound.empty());
    CHECK_THROWS_WITH(load_arms("conter"), Catch::Contains("did you mean 'counter'?"));
}

TEST_CASE("a registration is kept, or what has changed is said") {
    const Folder folder;
    Study study = folder.study(claim(""));
    CHECK_FALSE(held_against_registration(study, "1").exists);
    std::ofstream(registration_file(study.file)) << registration(study, "1");
    CHECK(held_against_registration(study, "1").kept());
    CHECK(held_against_registration(study, "2").changed ==
          std::vector<std::string>{"version 2 instead of 1"});
    folder.write("more.yaml", "extends: today.yaml\nstaff: {officer: {people: 6, source: guess}}\n");
    CHECK(held_against_registration(folder.study(claim("")), "1").changed ==
          std::vector<std::string>{"arm more is another"});
    CHECK(held_against_registration(folder.study(claim("expect: {at_least: 1 %}")), "1").changed ==
          std::vector<std::string>{"arm more is another", "study is another"});
}
