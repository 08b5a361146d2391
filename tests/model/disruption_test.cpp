// Disruptions: closed and degraded roads, power cuts, diversion with papers made out again, surges; exact
// times.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Two hours to the gate, ten minutes at its counter, half an hour to b.
std::string gate(const std::string& disruptions, const std::string& at = "08:00",
                 const std::string& more = "") {
    return small(
        fmt::format("places: {{a: {{}}, gate: {{kind: gate, country: VN, desks: [counter]}}, b: {{}}}}\n"
                    "roads: {{a to gate: {{length: 90 km, speed: 45 km/h}}, gate to b: {{length: 30 km, "
                    "speed: 60 km/h}}}}\n"
                    "staff: {{officer: {{people: 9}}}}\n"
                    "desks: {{counter: {{staff: officer, takes: 10 min}}}}\n"
                    "demand: {{east: {{from: a, to: b, at: [{}]}}}}\n"
                    "disruptions: {}\n{}",
                    at, disruptions, more),
        "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 10 days}");
}

const Lines through{"driving a to gate 120", "service counter 10", "driving gate to b 30"};

/// One road of an hour for one truck at a time.
std::string narrow(const std::string& disruptions, const std::string& at) {
    return small(
        fmt::format("places: {{a: {{}}, b: {{}}}}\n"
                    "roads: {{a to b: {{length: 60 km, speed: 60 km/h, holds: 1}}}}\n"
                    "demand: {{east: {{from: a, to: b, at: [{}]}}}}\n"
                    "disruptions: {}\n",
                    at, disruptions));
}

/// From a to x the ways part: by g1 it is three hours in all, by g2 five. Papers where they are said.
std::string ways(const std::string& disruption, const std::string& papers = "", const std::string& needs = "",
                 const std::string& kind = "flow: import") {
    const bool load = !papers.empty();
    return small(fmt::format("places: {{a: {{}}, x: {{}}, g1: {{kind: gate, country: VN, desks: [counter]}}, "
                             "g2: {{kind: gate, country: VN, desks: [counter]}}, b: {{}}}}\n"
                             "roads:\n"
                             "  a to x: {{length: 60 km, speed: 60 km/h}}\n"
                             "  x to g1: {{length: 60 km, speed: 60 km/h}}\n"
                             "  g1 to b: {{length: 60 km, speed: 60 km/h}}\n"
                             "  x to g2: {{length: 120 km, speed: 60 km/h}}\n"
                             "  g2 to b: {{length: 120 km, speed: 60 km/h}}\n"
                             "staff: {{officer: {{people: 9}}, clerk: {{people: 1}}, other: {{people: 1}}}}\n"
                             "desks: {{counter: {{staff: officer, takes: 10 min, needs: [{}]}}}}\n"
                             "{}{}"
                             "demand: {{east: {{from: a, to: b, at: \"08:00\"{}}}}}\n"
                             "disruptions: {{slide: {{road: g1 to b, {}}}}}\n",
                             needs, load ? "papers:\n" + papers : "",
                             load ? fmt::format("consignments: {{goods: {{{}}}}}\n", kind) : "",
                             load ? ", consignment: goods" : "", disruption),
                 "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 10 days}");
}

}  // namespace

TEST_CASE("a truck waits at the beginning of a closed road, and one that is on it goes on") {
    CHECK(story_of(gate("{slide: {road: gate to b, at: 2025-09-01 09:00, lasts: 3 h}}"), "east/0") ==
          Lines{"driving a to gate 120", "service counter 10", "disruption gate to b 110",
                "driving gate to b 30"});
    CHECK(metric_of(gate("{slide: {road: gate to b, at: 2025-09-01 09:00, lasts: 3 h}}"),
                    "trip.disruption_time.mean") == Approx(110.0 / 60));
    CHECK(story_of(gate("{slide: {road: a to gate, at: 2025-09-01 09:00, lasts: 30 h}}"), "east/0") ==
          through);
    CHECK(story_of(gate("{slide: {road: gate to b, at: 2025-09-01 09:00, until: 2025-09-01 10:10}}"),
                   "east/0") == through);
}

TEST_CASE("a road that is closed twice opens when both disruptions are over") {
    CHECK(story_of(gate("{slide: {road: gate to b, at: 2025-09-01 09:00, lasts: 3 h}, flood: {road: gate to "
                        "b, at: 2025-09-01 11:00, lasts: 3 h}}"),
                   "east/0") == Lines{"driving a to gate 120", "service counter 10",
                                      "disruption gate to b 230", "driving gate to b 30"});
}

TEST_CASE("when a road opens trucks go on in the order they came, as far as there is room on it") {
    const std::string slide = "{slide: {road: a to b, at: 2025-09-01 08:00, lasts: 2 h}}";
    const std::string three = narrow(slide, "\"08:00\", \"08:05\", \"08:10\"");
    CHECK(story_of(three, "east/0") == Lines{"disruption a to b 120", "driving a to b 60"});
    CHECK(story_of(three, "east/1") ==
          Lines{"disruption a to b 115", "space a to b 60", "driving a to b 60"});
    CHECK(story_of(three, "east/2") ==
          Lines{"disruption a to b 110", "space a to b 120", "driving a to b 60"});
    // The first is on the road at 08:00; who waits for room then goes before who comes to the closed road.
    const std::string before = narrow(slide, "\"07:30\", \"07:50\", \"08:40\"");
    CHECK(story_of(before, "east/0") == Lines{"driving a to b 60"});
    CHECK(story_of(before, "east/1") ==
          Lines{"space a to b 10", "disruption a to b 120", "driving a to b 60"});
    CHECK(story_of(before, "east/2") ==
          Lines{"disruption a to b 80", "space a to b 60", "driving a to b 60"});
}

TEST_CASE("a truck keeps its slot while the road ahead is closed, so the yard fills and blocks") {
    std::string text =
        gate("{slide: {road: gate to b, at: 2025-09-01 09:00, lasts: 3 h}}", "\"08:00\", \"08:30\"");
    const std::string desks = "desks: [counter]}";
    text.replace(text.find(desks), desks.size(), "desks: [counter], yard: {slots: 1}}");
    CHECK(story_of(text, "east/1") ==
          Lines{"driving a to gate 120", "space gate 90", "service counter 10", "driving gate to b 30"});
}

TEST_CASE("on a degraded road those who enter it meanwhile drive longer") {
    const std::string slow = "{holes: {road: gate to b, at: 2025-09-01 09:00, lasts: 2 h, speed: 40 %}}";
    const std::string three = gate(slow, "\"06:45\", \"08:00\", \"09:00\"");
    CHECK(story_of(three, "east/0") == through);
    CHECK(story_of(three, "east/1") ==
          Lines{"driving a to gate 120", "service counter 10", "driving gate to b 75"});
    CHECK(story_of(three, "east/2") == through);
}

TEST_CASE("what comes by chance is timed from the end of one to the next, in its season only") {
    const std::string chance = "road: gate to b, every: 10 h, lasts: 2 h";
    // Closed from 10:00 to 12:00 and from 22:00 on.
    CHECK(story_of(gate("{slide: {" + chance + "}}"), "east/0") ==
          Lines{"driving a to gate 120", "service counter 10", "disruption gate to b 110",
                "driving gate to b 30"});
    const std::string season = gate("{slide: {" + chance + ", season: oct-feb}}");
    CHECK(story_of(season, "east/0") == through);
    std::string october = season;
    october.replace(october.find("from: 2025-09-01"), 16, "from: 2025-09-30");
    october.replace(october.find("measure: 1 day"), 14, "measure: 2 days");
    CHECK(story_of(october, "east/0") == through);
    CHECK(story_of(october, "east/1") == Lines{"driving a to gate 120", "service counter 10",
                                               "disruption gate to b 110", "driving gate to b 30"});
    // A season alone lasts from its first day to its last.
    const std::string rains = gate("{rains: {road: gate to b, season: \"aug-sep\", speed: 50 %}}");
    CHECK(story_of(rains, "east/0") ==
          Lines{"driving a to gate 120", "service counter 10", "driving gate to b 60"});
}

TEST_CASE("a team without power stands still, on duty or not, and goes on where it stopped") {
    CHECK(story_of(gate("{power: {staff: officer, at: 2025-09-01 09:30, lasts: 1 h}}"), "east/0") ==
          Lines{"driving a to gate 120", "disruption counter 30", "service counter 10",
                "driving gate to b 30"});
    CHECK(story_of(gate("{power: {staff: officer, at: 2025-09-01 10:05, lasts: 30 min}}"), "east/0") ==
          Lines{"driving a to gate 120", "service counter 5", "disruption counter 30", "service counter 5",
                "driving gate to b 30"});
    std::string hours = gate("{power: {staff: officer, at: 2025-09-01 09:30, lasts: 1 h}}");
    hours.replace(hours.find("people: 9"), 9, "people: 9, hours: \"mon-sun 10:20-17:00\"");
    CHECK(story_of(hours, "east/0") == Lines{"driving a to gate 120", "closed counter 20",
                                             "disruption counter 10", "service counter 10",
                                             "driving gate to b 30"});
}

TEST_CASE("a truck before the fork goes by another gate, one beyond it waits") {
    const std::string by_g2 = "divert: {via: [g2]}";
    const Lines diverted{"driving a to x 60", "driving x to g2 120", "service counter 10",
                         "driving g2 to b 120"};
    // Closed when it sets out, or on its way to the fork.
    for (const char* at : {"07:00", "08:30", "09:00"}) {
        const std::string text = ways(fmt::format("at: 2025-09-01 {}, lasts: 5 h, {}", at, by_g2));
        CHECK(story_of(text, "east/0") == diverted);
        CHECK(metric_of(text, "trip.diverted.total") == 1);
        CHECK(metric_of(text, "trip.finished.total[diverted=yes]") == 1);
        CHECK(metric_of(text, "place.g2.crossings.total") == 1);
        const Scenario scenario = load_text(text);
        Story story{{0, 0}};
        simulate(scenario, make_plan(scenario), {}, 1, 0, &story);
        CHECK(has(tell_story(scenario, {0, 0}, story), "2025-09-01 08:00 goes by another gate") ==
              (std::string(at) == "07:00"));
        CHECK(has(tell_story(scenario, {0, 0}, story), "2025-09-01 09:00 goes by another gate") ==
              (std::string(at) != "07:00"));
    }
    const std::string late = ways("at: 2025-09-01 09:01, lasts: 5 h, " + by_g2);
    CHECK(story_of(late, "east/0") == Lines{"driving a to x 60", "driving x to g1 60", "service counter 10",
                                            "disruption g1 to b 231", "driving g1 to b 60"});
    CHECK(metric_of(late, "trip.diverted.total") == 0);
    // Nobody goes by the other gate of whom no share does, and the usual way stays the usual one.
    CHECK(metric_of(ways("at: 2025-09-01 07:00, lasts: 5 h, divert: {share: 0 %, via: [g2]}"),
                    "trip.disruption_time.mean") == Approx(110.0 / 60));
    CHECK(metric_of(ways("at: 2025-09-03 07:00, lasts: 5 h, " + by_g2), "trip.diverted.total") == 0);
}

TEST_CASE("papers are made out again for the other gate, from the moment of the decision") {
    const std::string entry = "  entry: {office: clerk, starts: departure, takes: 150 min}\n";
    const auto text = [&](const std::string& divert, const std::string& at = "08:30") {
        return ways(fmt::format("at: 2025-09-01 {}, lasts: 9 h, divert: {{via: [g2]{}}}", at, divert), entry,
                    "entry");
    };
    const Lines kept{"driving a to x 60", "driving x to g2 120", "service counter 10", "driving g2 to b 120"};
    // Decided at 09:00. The clerk has the old paper in hand until 10:30, then the new one until 13:00.
    CHECK(story_of(text(""), "east/0") == Lines{"driving a to x 60", "driving x to g2 120",
                                                "papers entry 120", "service counter 10",
                                                "driving g2 to b 120"});
    CHECK(metric_of(text(""), "paper.entry.issued.total") == 2);
    // Another office has it from 09:00 to 11:30.
    CHECK(story_of(text(", reissue: {entry: other}"), "east/0") ==
          Lines{"driving a to x 60", "driving x to g2 120", "papers entry 30", "service counter 10",
                "driving g2 to b 120"});
    CHECK(metric_of(text(", reissue: {entry: other}"), "staff.other.busy.mean") == Approx(150.0 / 1440));
    // A paper that serves at both gates is ready when it is ready.
    CHECK(story_of(text(", reissue: []"), "east/0") == kept);
    CHECK(metric_of(text(", reissue: []"), "paper.entry.issued.total") == 1);
    // Decided at departure: what was not handed in before is made out once.
    const std::string at_gate = "  entry: {office: clerk, starts: arrival, takes: 40 min}\n";
    const std::string first = ways("at: 2025-09-01 07:00, lasts: 9 h, divert: {via: [g2]}", at_gate, "entry");
    CHECK(story_of(first, "east/0") == Lines{"driving a to x 60", "driving x to g2 120", "papers entry 40",
                                             "service counter 10", "driving g2 to b 120"});
    CHECK(metric_of(first, "paper.entry.issued.total") == 1);
}

TEST_CASE("a consignment goes by another gate as a whole, and what had gone on keeps its papers") {
    const std::string entry = "  entry: {office: clerk, starts: arrival, takes: 10 min, clock: elapsed}\n";
    const auto text = [&](const std::string& at, const std::string& release) {
        return ways(fmt::format("at: {}, lasts: 9 h, divert: {{via: [g2]}}", at), entry, "entry",
                    "flow: import, trucks: 40, spread: 6 h, release: " + release);
    };
    const std::string all = text("2025-09-01 07:00", "per truck");
    CHECK(metric_of(all, "trip.diverted.total") == 40);
    CHECK(metric_of(all, "dossier.declarations.total") == 1);
    CHECK(metric_of(all, "dossier.declarations.total[diverted=yes]") == 1);
    for (const char* release : {"per truck", "whole"}) {
        const std::string some = text("2025-09-01 12:00", release);
        const double diverted = metric_of(some, "trip.diverted.total");
        CHECK(diverted > 5);
        CHECK(diverted < 35);
        CHECK(metric_of(some, "trip.finished.total") == 40);
        CHECK(metric_of(some, "dossier.declarations.total") == 2);
        // Who is not beyond the fork when it is declared anew follows, also when the road is open again.
        std::string shortly = some;
        shortly.replace(shortly.find("lasts: 9 h"), 10, "lasts: 30 min");
        CHECK(metric_of(shortly, "trip.diverted.total") == diverted);
    }
}

TEST_CASE("a share of trucks is diverted, the same trucks whatever else differs") {
    const auto text = [&](const std::string& share) {
        std::string many = ways("at: 2025-08-31, lasts: 90 days, divert: {share: " + share + ", via: [g2]}");
        many.replace(many.find("at: \"08:00\""), 11, "trucks: 1000 per day");
        return many;
    };
    const double half = metric_of(text("50 %"), "trip.diverted.total");
    const double all = metric_of(text("100 %"), "trip.diverted.total");
    CHECK(std::abs(half - all / 2) < 4.42 * std::sqrt(all / 4));
    CHECK(metric_of(text("60 %"), "trip.diverted.total") > half);
}

TEST_CASE("a surge adds trucks and changes none of the others; a fall takes some away") {
    const auto text = [](const std::string& traffic) {
        return small(
            fmt::format("places: {{gate: {{desks: [counter]}}}}\n"
                        "desks: {{counter: {{bays: 90, takes: \"exponential(20 min)\"}}}}\n"
                        "demand: {{east: {{route: [gate], trucks: 2000 per day}}}}\n"
                        "disruptions: {{tet: {{demand: east, at: 2025-09-02, lasts: 1 day, traffic: "
                        "{}}}}}\n",
                        traffic));
    };
    const double usual = metric_of(text("100 %"), "trip.started.total");
    const double surge = metric_of(text("175 %"), "trip.started.total") - usual;
    CHECK(std::abs(surge - 1500) < 4.42 * std::sqrt(1500.0));
    const double fall = usual - metric_of(text("40 %"), "trip.started.total");
    CHECK(std::abs(fall - 1200) < 4.42 * std::sqrt(1200.0));
    for (const char* truck : {"east/0", "east/1500", "east/2500"})
        CHECK(story_of(text("175 %"), truck) == story_of(text("100 %"), truck));
    // On the first day nothing differs.
    const auto first_day = [&](const std::string& traffic) {
        std::string first = text(traffic);
        first.replace(first.find("measure: 2 days"), 15, "measure: 1 day ");
        return metric_of(first, "trip.started.total");
    };
    CHECK(first_day("175 %") == first_day("100 %"));
    CHECK(first_day("40 %") == first_day("100 %"));
}

TEST_CASE(
    "under many disruptions every truck arrives, and those that come by chance are the same in every arm") {
    const auto text = [](const std::string& counter) {
        std::string many = ways(
            "every: exponential(1 day), lasts: exponential(8 h), divert: {share: 60 %, via: [g2]}}, "
            "rocks: {road: x to g2, every: exponential(1 day), lasts: exponential(8 h)}, "
            "power: {staff: [clerk, officer], every: exponential(10 h), lasts: exponential(2 h)",
            "  entry: {office: clerk, starts: {booking: 50 %, arrival: 50 %}, takes: 30 min, rejected: 20 %, "
            "repair: 3 h}\n",
            "entry], takes: " + counter + ", only: [eastbound",
            "flow: import, trucks: 6, spread: 9 h, lead: 4 h, release: whole");
        many.replace(many.find("at: \"08:00\""), 11, "trucks: 90 per day");
        many.replace(many.find("takes: 10 min, "), 15, "");
        many.replace(many.find("measure: 1 day"), 14, "measure: 90 days");
        return many;
    };
    const Scenario quick = load_text(text("10 min"));
    const std::vector<std::string> asked{"trip.started.total", "trip.finished.total", "trip.diverted.total",
                                         "trip.disruption_time.mean"};
    const Outcome once = outcome_of(quick, asked);
    CHECK(once.findings[0].estimate.value > 7000);
    CHECK(once.findings[1].estimate.value == once.findings[0].estimate.value);
    CHECK(once.findings[2].estimate.value > 500);
    CHECK(once.findings[3].estimate.value > 0);
    // Another counter changes nothing before the fork: as many decide to go by the other gate.
    const Outcome slow = outcome_of(load_text(text("20 min")), asked);
    CHECK(slow.findings[2].estimate.value == once.findings[2].estimate.value);
}

TEST_CASE("what cannot be is said all at once") {
    const auto said = [](const std::string& disruptions) { return problems_of(gate(disruptions)); };
    CHECK(said("{x: {road: gate to c, at: 2025-09-01, lasts: 1 h}}").find("'gate to c'") !=
          std::string::npos);
    const std::string many = said(
        "{x: {road: gate to b, at: 2025-09-02, until: 2025-09-01}, y: {staff: officer}, z: {at: 2025-09-01, "
        "lasts: 1 h}, w: {demand: east, at: 2025-09-01, lasts: 1 h, traffic: 150 %}}");
    for (const char* part : {"is not after its beginning", "when? expected", "does nothing", "no Poisson"}) {
        INFO(many);
        CHECK(many.find(part) != std::string::npos);
    }
    // A diversion that leads nowhere, and one that would take the closed road after all.
    const Scenario nowhere =
        load_text(gate("{x: {road: gate to b, at: 2025-09-01, lasts: 1 h, divert: {via: [gate]}}}"));
    CHECK_THROWS_AS(make_plan(nowhere), InputError);
    // Outside the run.
    const Scenario outside = load_text(gate("{x: {road: gate to b, at: 2027-09-01, lasts: 1 h}}"));
    const auto warned = warnings(outside, make_plan(outside));
    REQUIRE(warned.size() == 1);
    CHECK(warned[0].text.find("lies outside the run") != std::string::npos);
}

TEST_CASE("who keeps to a prescribed route waits where others go by another gate") {
    const auto text = [](const std::string& only) {
        return ways("at: 2025-09-01 07:00, lasts: 9 h, divert: {only: " + only + ", via: [g2], reissue: []}",
                    "  entry: {office: clerk, starts: departure, takes: 10 min}\n", "entry", "flow: transit");
    };
    CHECK(metric_of(text("transit"), "trip.diverted.total") == 1);
    CHECK(metric_of(text("[import, export]"), "trip.diverted.total") == 0);
    CHECK(metric_of(text("[import, export]"), "trip.disruption_time.mean") > 0);
}

TEST_CASE(
    "of a declaration that is made out anew, those that had gone on and given up are not missed twice") {
    // Three trucks within 6 h. The first is beyond the fork when the road closes, and gives up before a
    // closed counter; the two others go by g2 and are released together.
    const std::string text =
        small(R"(
places: {a: {}, x: {}, g1: {kind: gate, country: VN, desks: [shut]}, g2: {kind: gate, country: VN, desks: [release]}, b: {}}
roads: {a to x: {length: 1 km, speed: 60 km/h}, x to g1: {length: 1 km, speed: 60 km/h}, g1 to b: {length: 1 km, speed: 60 km/h},
        x to g2: {length: 9 km, speed: 60 km/h}, g2 to b: {length: 9 km, speed: 60 km/h}}
staff: {nobody: {people: 1, hours: mon-sun 01:00-02:00}, officer: {people: 9}}
desks: {shut: {staff: nobody, takes: 1 min}, release: {staff: officer, takes: 1 min, releases: yes}}
consignments: {goods: {flow: import, trucks: 3, spread: 6 h, release: whole}}
demand: {t: {from: a, to: b, at: 08:00, consignment: goods, patience: 5 min}}
disruptions: {slide: {road: g1 to b, at: AT, lasts: 20 h, divert: {via: [g2]}}}
)",
              "{from: 2025-09-01, warm_up: 0 days, measure: 1 day, max_overrun: 10 days}");
    std::vector<std::pair<Time, std::string>> starts;
    for (const char* truck : {"t/0", "t/1", "t/2"}) {
        const Scenario scenario = load_text(replaced(text, "AT", "2025-09-01 20:00"));
        Story story{parse_truck(scenario, truck)};
        simulate(scenario, make_plan(scenario), {}, 1, 0, &story);
        starts.emplace_back(story.activities.front().from, truck);
    }
    std::sort(starts.begin(), starts.end());
    const Time closes = std::chrono::ceil<std::chrono::minutes>(starts[0].first + std::chrono::minutes{9});
    REQUIRE(closes < starts[1].first);
    const std::string closed = replaced(text, "AT", to_string(closes));
    CHECK(story_of(closed, starts[0].second).back() == "closed shut 5");
    CHECK(metric_of(closed, "trip.given_up.total") == 1);
    CHECK(metric_of(closed, "trip.diverted.total") == 2);
    CHECK(metric_of(closed, "trip.others_time.max") ==
          Approx(to_hours(starts[2].first - starts[1].first)).margin(0.01));
}

TEST_CASE("who gathers before the ways part cannot go another way") {
    std::string text = ways("at: 2025-09-01 07:00, lasts: 9 h, divert: {via: [g2]}",
                            "  entry: {office: clerk, starts: departure, takes: 10 min}\n", "entry",
                            "flow: import, trucks: 2, release: whole");
    CHECK_NOTHROW(make_plan(load_text(text)));
    text = replaced(text, "x: {}", "x: {desks: [early]}");
    text = replaced(text, "desks: {counter",
                    "desks: {early: {staff: officer, takes: 1 min, releases: yes}, counter");
    CHECK_THROWS_WITH(make_plan(load_text(text)), Catch::Contains("before the ways part at 'x'"));
}

TEST_CASE("a paper that is filed twice is kept for the other gate only when both copies are handed in") {
    std::string text =
        ways("at: 2025-09-01 07:00, lasts: 9 h, divert: {via: [g2], reissue: []}",
             "  entry: {office: clerk, starts: arrival, takes: 10 min, digital: {starts: booking}}\n",
             "entry", "flow: import, lead: 6 h");
    text += "traders: {all: {share: 100 %}}\ndigital: {traders: 100 %, offices: yes, double_filing: 100 %}\n";
    CHECK(metric_of(text, "trip.diverted.total") == 1);
    CHECK(metric_of(text, "trip.finished.total") == 1);
    CHECK(metric_of(text, "trip.papers_time.mean") ==
          Approx(10.0 / 60));  // the one on paper, at the other gate
}

TEST_CASE("without power nobody serves after hours either") {
    const auto text = [](const std::string& at) {
        const std::string night =
            gate("{power: {staff: officer, at: 2025-09-01 " + at + ", lasts: 1 h}}", "\"18:00\"");
        return replaced(night, "{people: 9",
                        "{people: 4, hours: mon-sun 07:00-17:00, after_hours: {hours: always, share: 100 %}");
    };
    CHECK(story_of(text("19:30"), "east/0") == Lines{"driving a to gate 120", "disruption counter 30",
                                                     "service counter 10", "driving gate to b 30"});
    CHECK(story_of(text("20:05"), "east/0") == Lines{"driving a to gate 120", "service counter 5",
                                                     "disruption counter 60", "service counter 5",
                                                     "driving gate to b 30"});
    CHECK(story_of(text("23:05"), "east/0") ==
          Lines{"driving a to gate 120", "service counter 10", "driving gate to b 30"});
}
