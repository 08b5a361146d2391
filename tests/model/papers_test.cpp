// Papers and trucks: two flows that part at booking and meet at the desks, with exact times.
#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// Two hours to the gate, a counter that needs the papers, half an hour to b. The clerk keeps office hours.
const std::string world = R"(
places: {a: {}, gate: {kind: gate, country: VN, desks: [counter]}, b: {}}
roads: {a to gate: {length: 90 km, speed: 45 km/h}, gate to b: {length: 30 km, speed: 60 km/h}}
staff:
  officer: {people: 9}
  clerk: {people: 1, country: VN, hours: mon-sun 07:00-11:30 13:00-17:00}
)";

std::string with(const std::string& papers, const std::string& needs = "entry",
                 const std::string& kind = "flow: import", const std::string& at = "08:00",
                 const std::string& more = "") {
    return small(world +
                 fmt::format("desks: {{counter: {{staff: officer, takes: 10 min, needs: [{}]}}}}\n"
                             "papers:\n{}"
                             "consignments: {{goods: {{{}}}}}\n"
                             "demand: {{east: {{from: a, to: b, at: \"{}\", consignment: goods}}}}\n{}",
                             needs, papers, kind, at, more));
}

const Lines through{"driving a to gate 120", "service counter 10", "driving gate to b 30"};

}  // namespace

TEST_CASE("a paper that starts at arrival holds its truck for as long as it takes") {
    const std::string at_arrival = with("  entry: {office: clerk, starts: arrival, takes: 40 min}\n");
    CHECK(story_of(at_arrival, "east/0") ==
          Lines{"driving a to gate 120", "papers entry 40", "service counter 10", "driving gate to b 30"});
    CHECK(metric_of(at_arrival, "trip.papers_time.mean") == Approx(40.0 / 60));
    CHECK(metric_of(at_arrival, "paper.entry.time.mean") == Approx(40.0 / 60));
    CHECK(metric_of(at_arrival, "paper.entry.held.total") == Approx(2 * 40.0 / 60));
    CHECK(metric_of(at_arrival, "dossier.time.mean") == Approx(40.0 / 60));
}

TEST_CASE("a paper that starts at departure is ready when its truck arrives, and holds nobody") {
    CHECK(story_of(with("  entry: {office: clerk, starts: departure, takes: 40 min}\n"), "east/0") ==
          through);
    // but for what does not fit into the two hours of the road
    CHECK(story_of(with("  entry: {office: clerk, starts: departure, takes: 130 min}\n"), "east/0") ==
          Lines{"driving a to gate 120", "papers entry 10", "service counter 10", "driving gate to b 30"});
}

TEST_CASE("a paper that starts at booking has the lead before departure as well") {
    const std::string lead = "flow: import, lead: 1 h";
    const std::string paper = "  entry: {office: clerk, starts: booking, takes: 190 min}\n";
    CHECK(story_of(with(paper, "entry", lead), "east/0") ==
          Lines{"driving a to gate 120", "papers entry 10", "service counter 10", "driving gate to b 30"});
    CHECK(metric_of(with(paper, "entry", lead), "trip.lead_time.mean") == Approx(1));
    CHECK(metric_of(with(paper, "entry", lead), "trip.booking_time.mean") == Approx(1 + 170.0 / 60));
}

TEST_CASE(
    "papers in sequence add up, papers in parallel do not; what holds the truck is charged to the paper") {
    const std::string clerks = "  b_side: {office: clerk, starts: arrival, takes: 20 min, clock: elapsed}\n";
    CHECK(
        story_of(with(clerks + "  entry: {office: clerk, starts: arrival, needs: [b_side], takes: 30 min}\n"),
                 "east/0") == Lines{"driving a to gate 120", "papers b_side 20", "papers entry 30",
                                    "service counter 10", "driving gate to b 30"});
    CHECK(
        story_of(with(clerks + "  entry: {office: clerk, starts: arrival, takes: 30 min}\n", "entry, b_side"),
                 "east/0") ==
        Lines{"driving a to gate 120", "papers entry 30", "service counter 10", "driving gate to b 30"});
}

TEST_CASE("a wait for a paper goes back through what it needs, clipped to the wait") {
    // The permit starts when the truck does and takes 150 min: 30 of them after the truck is there.
    const std::string papers =
        "  permit: {office: clerk, starts: departure, takes: 150 min, clock: elapsed}\n"
        "  entry: {office: clerk, starts: departure, needs: [permit], takes: 20 min}\n";
    CHECK(story_of(with(papers), "east/0") == Lines{"driving a to gate 120", "papers permit 30",
                                                    "papers entry 20", "service counter 10",
                                                    "driving gate to b 30"});
    CHECK(metric_of(with(papers), "paper.permit.held.total") == Approx(2 * 0.5));
}

TEST_CASE("an office that is closed is closed, not slow") {
    // There at 11:20; the clerk is busy with it until 11:50 (closing: finish), the next is for 13:00.
    const std::string papers =
        "  first: {office: clerk, starts: arrival, takes: 30 min}\n"
        "  entry: {office: clerk, starts: arrival, needs: [first], takes: 15 min}\n";
    CHECK(story_of(with(papers, "entry", "flow: import", "09:20"), "east/0") ==
          Lines{"driving a to gate 120", "papers first 30", "closed entry 70", "papers entry 15",
                "service counter 10", "driving gate to b 30"});
}

TEST_CASE("what an officer does on duty is a queue for the next: digital and paper share the same people") {
    const std::string two =
        with("  entry: {office: clerk, starts: arrival, takes: 30 min}\n", "entry", "flow: import", "08:00");
    // The second consignment comes five minutes later and waits for the clerk.
    std::string later = two;
    later.replace(later.find("at: \"08:00\""), 11, "at: [\"08:00\", \"08:05\"]");
    CHECK(story_of(later, "east/1") == Lines{"driving a to gate 120", "papers entry 25", "papers entry 30",
                                             "service counter 10", "driving gate to b 30"});
    CHECK(metric_of(later, "paper.entry.wait.mean") == Approx(12.5 / 60));
}

TEST_CASE("a paper that is handed back is repaired by the trader and handed in again") {
    // Rejected with 50 %: a truck is held 30 min, or 30 + 120 + 30, and so on; the mean of the tries is 2.
    const std::string often = with(
        "  entry: {office: clerk, starts: arrival, takes: 30 min, clock: elapsed, rejected: 50 %, repair: 2 "
        "h}\n");
    const Outcome many = outcome_of(load_text(often, {"runs.measure=1000 days"}),
                                    {"trip.papers_time.mean", "trip.repair_time.mean",
                                     "paper.entry.rejections.total", "dossier.declarations.total"});
    const double n = 1000;
    const double sd = std::sqrt(2.0);  // of a geometric number of rejections with mean 1
    const double z = 4.42;             // two-sided 1e-5
    CHECK(std::abs(many.findings[0].estimate.value - 1) < z * sd * 0.5 / std::sqrt(n));
    CHECK(std::abs(many.findings[1].estimate.value - 2) < z * sd * 2 / std::sqrt(n));
    CHECK(many.findings[3].estimate.value == n);
    CHECK(many.findings[1].estimate.value * n / 2 == Approx(many.findings[2].estimate.value));
}

TEST_CASE("the platform changes when and in what order, for its traders at its offices only") {
    const std::string papers =
        "  entry: {office: clerk, starts: arrival, takes: 40 min, digital: {starts: departure}}\n";
    const auto on = [&](const std::string& traders, const std::string& offices) {
        return with(
            papers, "entry", "flow: import", "08:00",
            fmt::format("traders: {{any: {{share: 100 %}}}}\ndigital: {{traders: {{any: {}}}, offices: "
                        "{{clerk: {}}}}}\n",
                        traders, offices));
    };
    const Lines held{"driving a to gate 120", "papers entry 40", "service counter 10",
                     "driving gate to b 30"};
    CHECK(story_of(on("100 %", "yes"), "east/0") == through);
    CHECK(story_of(on("0 %", "yes"), "east/0") == held);
    CHECK(story_of(on("100 %", "no"), "east/0") == held);
    // Adoption along a path of years: at the beginning of 2025 nobody, of 2026 everybody; 1 September is day
    // 243.
    const std::string half = on("{2025: 0 %, 2026: 100 %}", "yes");
    const Outcome shares = outcome_of(load_text(half, {"runs.from=2025-07-02 12:00", "runs.measure=1 day"}),
                                      {"dossier.declarations.total[digital=yes]"}, 400);
    CHECK(std::abs(shares.findings[0].estimate.value - 0.5) < 4.42 * 0.5 / std::sqrt(400.0) + 0.002);
}

TEST_CASE("80 % of procedures on the platform leave 26 % of dossiers that are wholly on it") {
    std::string papers;
    for (int i = 1; i <= 6; ++i)
        papers += fmt::format(
            "  p{}: {{office: clerk, starts: arrival, takes: 10 min, clock: elapsed, digital: "
            "{{starts: departure}}}}\n",
            i);
    const std::string six =
        with(papers, "p1, p2, p3, p4, p5, p6", "flow: import", "08:00",
             "traders: {any: {share: 100 %}}\ndigital: {traders: 100 %, offices: {clerk: 80 %}}\n");
    // Held for ten minutes by the papers that are not on it, or not at all.
    const Outcome many = outcome_of(load_text(six, {"runs.measure=2000 days"}), {"trip.papers_time.mean"});
    const double wholly = 0.8 * 0.8 * 0.8 * 0.8 * 0.8 * 0.8;
    const double held = (1 - wholly) * 10 / 60;
    const double sd = std::sqrt(wholly * (1 - wholly)) * 10 / 60;
    CHECK(std::abs(many.findings[0].estimate.value - held) < 4.42 * sd / std::sqrt(2000.0));
}

TEST_CASE("one form for both: its error is found and repaired once") {
    const std::string exit =
        "  exit: {office: clerk, starts: arrival, takes: 10 min, clock: elapsed, rejected: 50 %, "
        "repair: 2 h, digital: {starts: arrival}}\n";
    const std::string entry =
        "  entry: {office: clerk, starts: arrival, needs: [exit], takes: 10 min, clock: elapsed, "
        "rejected: 50 %, repair: 2 h, digital: {needs: [], same_form_as: exit}}\n";
    const auto on = [&](const std::string& adoption) {
        return outcome_of(
            load_text(with(exit + entry, "exit, entry", "flow: import", "08:00",
                           fmt::format(
                               "traders: {{any: {{share: 100 %}}}}\ndigital: {{traders: {}, offices: yes}}\n",
                               adoption)),
                      {"runs.measure=1000 days"}),
            {"trip.repair_time.mean", "trip.papers_time.mean", "paper.exit.rejections.total",
             "paper.entry.rejections.total"});
    };
    const Outcome twice = on("0 %");
    const Outcome once = on("100 %");
    const double error = 4.42 * std::sqrt(2.0) / std::sqrt(1000.0);  // of a mean number of rejections
    CHECK(std::abs(twice.findings[0].estimate.value - 4) < 2 * std::sqrt(2.0) * error);
    CHECK(std::abs(once.findings[0].estimate.value - 2) < 2 * error);
    // Both offices look at the same form at the same time, and both hand it back.
    CHECK(once.findings[2].estimate.value == once.findings[3].estimate.value);
}

TEST_CASE("a platform that is down sends what is to be filed to paper, or keeps it waiting") {
    const std::string papers =
        "  entry: {office: clerk, starts: arrival, takes: 40 min, digital: {starts: departure}}\n";
    const auto down = [&](const std::string& then) {
        return with(
            papers, "entry", "flow: import", "08:00",
            "traders: {any: {share: 100 %}}\ndigital: {traders: 100 %, offices: yes, down: {every: 7 h, "
            "lasts: 4 h, then: " +
                then + "}}\n");
    };
    CHECK(story_of(down("paper"), "east/0") ==
          Lines{"driving a to gate 120", "papers entry 40", "service counter 10", "driving gate to b 30"});
    // Down from 07:00 to 11:00: an hour of the outage and the 40 minutes of work are left when it is there.
    CHECK(story_of(down("wait"), "east/0") == Lines{"driving a to gate 120", "disruption entry 60",
                                                    "papers entry 40", "service counter 10",
                                                    "driving gate to b 30"});
}

TEST_CASE("who files twice waits for both, and the office does both") {
    const std::string papers =
        "  entry: {office: clerk, starts: arrival, takes: 40 min, digital: {starts: departure}}\n";
    const std::string twice = with(papers, "entry", "flow: import", "08:00",
                                   "traders: {any: {share: 100 %}}\ndigital: {traders: 100 %, offices: yes, "
                                   "double_filing: 100 %}\n");
    CHECK(story_of(twice, "east/0") ==
          Lines{"driving a to gate 120", "papers entry 40", "service counter 10", "driving gate to b 30"});
    CHECK(metric_of(twice, "staff.clerk.busy.mean") == Approx(2 * 80.0 / (2 * 24 * 60)));
}

TEST_CASE("a declaration that is released whole waits for its last truck") {
    const auto release = [&](const std::string& how) {
        std::string text = with("  entry: {office: clerk, starts: departure, takes: 10 min}\n", "entry",
                                "flow: import, trucks: 2, spread: 4 h, release: " + how);
        text.replace(text.find("needs: [entry]"), 14, "needs: [entry], releases: yes");
        return text;
    };
    const Scenario scenario = load_text(release("whole"));
    CHECK(metric_of(release("per truck"), "trip.others_time.mean") == 0);
    // Two trucks at independent uniform moments of 4 h: one waits for the other, 4/3 h on average.
    const Outcome many = outcome_of(load_text(release("whole"), {"runs.measure=2000 days"}),
                                    {"trip.others_time.mean", "trip.started.total"});
    const double sd = 4 / std::sqrt(18.0) / 2;  // of half the distance of two uniform points
    CHECK(std::abs(many.findings[0].estimate.value - 2.0 / 3) < 4.42 * sd / std::sqrt(2000.0));
    CHECK(many.findings[1].estimate.value == 4000);
}

TEST_CASE("channels, samples and hits: shares come out as they were put in") {
    const std::string text =
        with("  entry: {office: clerk, starts: departure, takes: 1 min, clock: elapsed}\n", "entry",
             "flow: import, trucks: 10, risk: 40 %", "08:00",
             "channels: {green: 60 %, yellow: 30 %, red: 10 %}\n");
    std::string examined = text;
    examined.replace(examined.find("desks: [counter]"), 16, "desks: [examine, counter]");
    examined.replace(
        examined.find("desks: {counter:"), 16,
        "desks: {examine: {staff: officer, takes: 5 min, only: red, sample: 30 %, finds: 50 %}, counter:");
    const double n = 4000;
    const Outcome out = outcome_of(load_text(examined, {"runs.measure=4000 days"}),
                                   {"dossier.declarations.total[channel=red]", "desk.examine.visits.total",
                                    "dossier.risk_found.total", "dossier.risk_missed.total"});
    const double red = out.findings[0].estimate.value;
    CHECK(std::abs(red - 0.1 * n) < 4.42 * std::sqrt(n * 0.1 * 0.9));
    CHECK(out.findings[1].estimate.value == 3 * red);  // three trucks of every ten
    const double found = out.findings[2].estimate.value;
    const double risky = found + out.findings[3].estimate.value;
    CHECK(std::abs(risky - 0.4 * n) < 4.42 * std::sqrt(n * 0.4 * 0.6));
    const double p = 0.4 * (1 - 0.5 * 0.5 * 0.5);  // three looks, each finds half
    CHECK(std::abs(found - red * p) < 4.42 * std::sqrt(red * p * (1 - p)));
}

TEST_CASE("a sample that is waited for elsewhere does not hold the truck") {
    const auto lab = [&](const std::string& hold) {
        return with("  entry: {office: clerk, starts: arrival, takes: 2 h, clock: elapsed, hold: " + hold +
                    "}\n");
    };
    CHECK(story_of(lab("gate"), "east/0") ==
          Lines{"driving a to gate 120", "papers entry 120", "service counter 10", "driving gate to b 30"});
    CHECK(story_of(lab("conditional"), "east/0") == through);
    CHECK(story_of(lab("premises"), "east/0") == through);
    CHECK(metric_of(lab("premises"), "paper.entry.time.mean") == Approx(2));
}

TEST_CASE("trucks do not set out without what they must have with them") {
    const std::string text = with("  entry: {office: clerk, starts: booking, takes: 3 h, clock: elapsed}\n",
                                  "entry", "flow: import, lead: 2 h, needs: [entry]");
    CHECK(story_of(text, "east/0") == through);
    CHECK(metric_of(text, "trip.departure_delay.mean") == Approx(1));
    CHECK(metric_of(text, "trip.booking_time.mean") == Approx(3 + 160.0 / 60));
    CHECK(metric_of(text, "trip.transit_time.mean") == Approx(160.0 / 60));
}

TEST_CASE("what makes no sense of papers is found, with the names involved") {
    const std::string circle = with(
        "  entry: {office: clerk, starts: arrival, needs: [exit], takes: 1 h}\n"
        "  exit: {office: clerk, starts: arrival, needs: [entry], takes: 1 h}\n");
    CHECK(has(problems_of(circle), "a circle: entry needs exit needs entry"));
    const std::string channels =
        with("  entry: {office: clerk, starts: arrival, takes: 1 h}\n", "entry", "flow: import", "08:00",
             "channels: {green: 60 %, yellow: 30 %, red: 5 %}\n");
    CHECK(has(problems_of(channels), "green, yellow and red add up to 95 %, expected 100 %"));
    CHECK(has(problems_of(with("  entry: {office: clerk, starts: arrival, takes: 1 h}\n", "entri")),
              "(did you mean 'entry'?)"));
    const std::string tonnes =
        with("  entry: {office: clerk, starts: arrival, takes: 1 h}\n", "entry",
             "flow: import, trucks: 4, tonnes: 200 t", "08:00", "commodities: {ore: {payload: 29 t}}\n");
    std::string carried = tonnes;
    carried.replace(carried.find("consignment: goods"), 18, "consignment: goods, carries: ore");
    CHECK(has(problems_of(carried), "'goods' says 200 t, but 4 trucks of 29 t are 116 t"));
    const std::string nobody = with("  entry: {office: clerk, starts: arrival, takes: 1 h, only: export}\n");
    const auto plan_of = [](const std::string& text) {
        const Scenario scenario = load_text(text);
        try {
            make_plan(scenario);
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string{};
    };
    CHECK(plan_of(nobody).find("waits for 'entry', which no consignment that comes here has") !=
          std::string::npos);
    std::string yard = with("  entry: {office: clerk, starts: arrival, takes: 1 h}\n", "entry",
                            "flow: import, trucks: 30, release: whole");
    yard.replace(yard.find("needs: [entry]"), 14, "needs: [entry], releases: yes");
    yard.replace(yard.find("kind: gate,"), 11, "kind: gate, yard: {slots: 20},");
    CHECK(has(problems_of(yard),
              "up to 30 trucks wait for each other in the yard of 'gate', which has 20 slots"));
}

TEST_CASE("what would make trucks wait for ever is refused") {
    const auto plan_of = [](const std::string& text) {
        try {
            const Scenario scenario = load_text(text);
            make_plan(scenario);
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string{};
    };
    // A paper that starts at the destination, or needs one that does, behind a desk on the way.
    const std::string late =
        "  entry: {office: clerk, starts: booking, needs: [after], takes: 1 h}\n"
        "  after: {office: clerk, starts: destination, takes: 1 h}\n";
    CHECK(has(plan_of(with(late)),
              "waits at 'gate' for 'entry', which may start only when the truck has gone on to 'b'"));
    const std::string fine = "  entry: {office: clerk, starts: arrival, takes: 1 h}\n";
    CHECK(plan_of(with(fine)).empty());
    // A desk that releases, and to which not all trucks come.
    std::string some = with(fine, "entry", "flow: import, trucks: 5, release: whole");
    some.replace(some.find("needs: [entry]"), 14, "needs: [entry], releases: yes, sample: 20 %");
    CHECK(has(problems_of(some), "not all trucks come here"));
    // Trucks that wait on the platform for what waits for them.
    const std::string digital = "traders: {any: {share: 100 %}}\ndigital: {traders: 100 %, offices: yes}\n";
    CHECK(has(problems_of(with(
                  "  entry: {office: clerk, starts: booking, takes: 1 h, digital: {starts: departure}}\n",
                  "entry", "flow: import, needs: [entry]", "08:00", digital)),
              "its trucks would wait for 'entry' before they set out, and it for them"));
    CHECK(has(
        problems_of(with(fine, "entry", "flow: import", "08:00",
                         "traders: {any: {share: 100 %}}\ndigital: {traders: {any: {}}, offices: yes}\n")),
        "found no year"));
}

TEST_CASE("a truck that waits for its papers does not keep the officer of the desk before") {
    // No yard, and a road of two trucks: the truck blocks desk one until it goes on; the paper's office is
    // the team of desk one.
    const std::string text = small(R"(
places: {gate: {kind: gate, desks: [one, two]}, b: {}}
roads: {gate to b: {length: 30 km, speed: 60 km/h, holds: 2}}
staff: {officer: {people: 1}, other: {people: 1}}
desks: {one: {staff: officer, takes: 10 min}, two: {staff: other, takes: 5 min, needs: [entry]}}
papers: {entry: {office: officer, starts: arrival, takes: 20 min}}
consignments: {goods: {flow: import}}
demand: {east: {from: gate, to: b, at: "08:00", consignment: goods}}
)");
    CHECK(metric_of(text, "trip.unfinished.total") == 0);
    CHECK(metric_of(text, "trip.transit_time.mean") == Approx(65.0 / 60));
}

TEST_CASE("the last truck of a declaration does not overtake those that waited for it") {
    std::string text = with("  entry: {office: clerk, starts: departure, takes: 1 min}\n", "entry",
                            "flow: import, trucks: 2, spread: 4 h, release: whole");
    text.replace(text.find("needs: [entry]"), 14, "needs: [entry], releases: yes");
    text.replace(text.find("officer: {people: 9}"), 20, "officer: {people: 1}");
    // Of every pair the one that waited is served at once, and the last one waits for it.
    const Outcome pairs = outcome_of(load_text(text), {"desk.counter.wait.mean", "trip.others_time.max"});
    CHECK(pairs.findings[0].estimate.value == Approx(5.0 / 60));
    const auto first = story_of(text, "east/0");
    const auto second = story_of(text, "east/1");
    const bool first_waits = first[1].starts_with("others");
    CHECK((first_waits ? second : first)[1] == "queue counter 10");
}

TEST_CASE("slots that never fall into the hours, and outages without time, are refused") {
    const std::string fine = "  entry: {office: clerk, starts: arrival, takes: 1 h}\n";
    std::string slots = with(fine);
    slots.replace(slots.find("kind: gate,"), 11,
                  "kind: gate, appointments: {every: 24 h, hours: mon-sun 11:00-12:00},");
    CHECK(has(problems_of(slots), "its slots are counted from midnight, and none lies in its hours"));
    slots.replace(slots.find("every: 24 h"), 11, "every: 30 min");
    CHECK(problems_of(slots) == "none");
    CHECK(has(problems_of(with(
                  fine, "entry", "flow: import", "08:00",
                  "traders: {any: {share: 100 %}}\ndigital: {traders: 100 %, offices: yes, down: {every: "
                  "0 s, lasts: 0 s, then: wait}}\n")),
              "expected at least 1 min between two outages"));
}

TEST_CASE("a dossier is in procedure while a copy that its trucks wait for is handed in, and not otherwise") {
    const std::string platform = "traders: {any: {share: 100 %}}\ndigital: {traders: 100 %, offices: yes";
    const std::string paper =
        "  entry: {office: clerk, starts: arrival, takes: 40 min, clock: elapsed, digital: {starts: "
        "departure}}\n";
    const auto time = [](const std::string& text) { return metric_of(text, "dossier.time.mean"); };
    CHECK(time(with(paper, "entry", "flow: import", "08:00", platform + "}\n")) == Approx(40.0 / 60));
    // Filed twice: 08:00 to 08:40 on the platform and 10:00 to 10:40 on paper, with nothing in between.
    CHECK(time(with(paper, "entry", "flow: import", "08:00", platform + ", double_filing: 100 %}\n")) ==
          Approx(80.0 / 60));
    // Down from 07:00 to 11:00 and, the day after, from 05:00 to 09:00: handed in at 08:00 it waits 3 h and 1
    // h.
    CHECK(time(with(paper, "entry", "flow: import", "08:00",
                    platform + ", down: {every: 7 h, lasts: 4 h, then: wait}}\n")) ==
          Approx((220 + 100) / 2.0 / 60));
    // What no desk needs decides nothing.
    CHECK(time(with(paper + "  other: {office: clerk, starts: booking, takes: 3 h, clock: elapsed}\n",
                    "entry", "flow: import", "08:00", platform + "}\n")) == Approx(40.0 / 60));
}
