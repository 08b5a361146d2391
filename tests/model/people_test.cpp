// Travellers at the counters, officers after hours, officers who are called, and priority that is bought.
#include <catch2/catch.hpp>

#include "hanhlang/model/plan.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

std::string counter(const std::string& staff, const std::string& desk, const std::string& demand,
                    const std::string& more = "", const std::string& runs = "") {
    return small(fmt::format(R"(
places: {{gate: {{desks: [counter]}}}}
staff: {{officer: {{people: 1{}}}}}
desks: {{counter: {{staff: officer, takes: 20 min{}}}}}
demand: {{{}}}
{})",
                             staff, desk, demand, more),
                 runs);
}

const std::string long_run = "{from: 2025-09-01, warm_up: 7 days, measure: 700 days, max_overrun: 10 days}";
const std::string day_shift = ", hours: mon-sun 07:00-17:00";

}  // namespace

TEST_CASE("travellers keep officers busy while the team is on duty, and are no trucks") {
    const auto world = [](const std::string& shared) {
        return counter(day_shift, shared, "one: {route: [gate], at: 12:00}", "", long_run);
    };
    const std::string some = ", shared_with: {people: 100 per day, take: 2 min}";
    const std::vector<std::string> metrics{"staff.officer.utilisation", "trip.started.per_day",
                                           "desk.counter.visits.per_day", "trip.queue_time.mean"};
    const Outcome without = outcome_of(load_text(world("")), metrics);
    CHECK(without.findings[0].estimate.value == Approx(20.0 / 600));
    CHECK(without.findings[3].estimate.value == 0);
    const Outcome with = outcome_of(load_text(world(some)), metrics);
    // 100 travellers of 2 min in 10 h, and one truck of 20 min: all are served, but for who leaves at
    // closing.
    const double sd = 2.0 / 600 * std::sqrt(100.0 / 700);
    CHECK(std::abs(with.findings[0].estimate.value - 220.0 / 600) < 4.42 * sd + 0.001);
    CHECK(with.findings[1].estimate.value == 1);
    CHECK(with.findings[2].estimate.value == 1);
    // What the truck finds: M/D/1 with load 1/3 before it (its own service was 20 min, a day ago).
    const double wait = (1.0 / 3) * 2 / (2 * (1 - 1.0 / 3));  // min
    CHECK(std::abs(with.findings[3].estimate.value * 60 - wait) < 4.42 * 1.2 / std::sqrt(700.0));
    const Scenario s = load_text(world(some));
    CHECK(offered_load(s, make_plan(s), 0) == Approx(220.0 / 600));
}

TEST_CASE("travellers come in the hours that are said, and those who wait at closing leave") {
    const auto world = [](const std::string& staff, const std::string& shared) {
        return counter(staff, shared, "one: {route: [gate], at: 12:00}", "", long_run);
    };
    // All of them from 7 to 8, before the truck: it waits for nobody; all of them from 11 to 13: it does.
    const std::string early = ", shared_with: {people: 20 per day, take: 1 min, by_hour: {7: 1}}";
    const std::string noon = ", shared_with: {people: 20 per day, take: 1 min, by_hour: {11-13: 1}}";
    CHECK(metric_of(world(day_shift, early), "trip.queue_time.max") == 0);
    CHECK(metric_of(world(day_shift, noon), "trip.queue_time.max") > 0);
    const double busy = metric_of(world(day_shift, early), "staff.officer.utilisation") * 600;
    CHECK(std::abs(busy - 40) < 4.42 * std::sqrt(20.0 / 700));
    // Ten times what one officer can do: busy all day, and nothing is left over for the next morning: the
    // truck that comes at 7:00 finds the counter free.
    const std::string flood = ", shared_with: {people: 600 per day, take: 10 min}";
    std::string morning = world(day_shift, flood);
    morning.replace(morning.find("at: 12:00"), 9, "at: 07:00");
    CHECK(metric_of(morning, "trip.queue_time.max") == Approx(0).margin(1e-9));
    CHECK(metric_of(morning, "staff.officer.utilisation") > 0.98);
}

TEST_CASE("a truck that pays is served after hours, also when it is in the queue at closing") {
    const auto world = [](const std::string& paid, const std::string& more = "") {
        return counter(day_shift + paid, "",
                       "first: {route: [gate], at: 16:50}, second: {route: [gate], at: 16:55}, "
                       "third: {route: [gate], at: \"18:05\"}, fourth: {route: [gate], at: 21:00}" +
                           more);
    };
    const auto paid = [](const std::string& share) {
        return ", after_hours: {hours: mon-sun 17:00-20:00, people: 1, share: " + share + "}";
    };
    CHECK(story_of(world(""), "second/0") ==
          Lines{"queue counter 5", "closed counter 840", "service counter 20"});
    const std::string all = world(paid("100 %"));
    CHECK(story_of(all, "first/0") == Lines{"service counter 20"});
    CHECK(story_of(all, "second/0") == Lines{"queue counter 5", "service counter 20"});
    CHECK(story_of(all, "third/0") == Lines{"service counter 20"});
    // After hours end as well: it waits for the morning.
    CHECK(story_of(all, "fourth/0") == Lines{"closed counter 600", "service counter 20"});
    CHECK(metric_of(all, "staff.officer.after_hours.total") == 4);
    // One officer after hours, two who pay at once: the second waits for it, and that is a queue.
    const std::string two = world(paid("100 %"), ", fifth: {route: [gate], at: \"18:10\"}");
    CHECK(story_of(two, "fifth/0") == Lines{"queue counter 15", "service counter 20"});
    // Who does not pay is not served, whoever is there.
    CHECK(story_of(world(paid("0.000001 %")), "third/0") ==
          Lines{"closed counter 775", "queue counter 20", "service counter 20"});
    CHECK(metric_of(world(paid("0.000001 %")), "staff.officer.after_hours.total") == 0);
}

TEST_CASE("after hours are part of the time a team is on duty") {
    const std::string world =
        counter(day_shift + ", after_hours: {hours: mon-sun 17:00-20:00, share: 100 %}", "",
                "late: {route: [gate], at: 18:00}, day: {route: [gate], at: 08:00}");
    CHECK(metric_of(world, "staff.officer.utilisation") == Approx(40.0 / (13 * 60)));
    CHECK(metric_of(world, "staff.officer.busy.mean") == Approx(40.0 / (24 * 60)));
}

TEST_CASE("the same traders pay in every arm, and a higher share only adds some") {
    const auto paid = [](const std::string& share, const std::string& people) {
        return metric_of(
            counter(day_shift + ", after_hours: {hours: mon-sun 17:00-24:00 00:00-07:00, people: " + people +
                        ", share: " + share + "}",
                    "", "late: {route: [gate], at: 18:00}", "", long_run),
            "staff.officer.after_hours.total");
    };
    const double fifth = paid("20 %", "1");
    CHECK(std::abs(fifth - 140) < 4.42 * std::sqrt(700 * 0.2 * 0.8));
    CHECK(paid("20 %", "3") == fifth);
    CHECK(paid("100 %", "1") == 700);
}

TEST_CASE("a paper whose trader pays is handled after hours") {
    const auto world = [](const std::string& paid) {
        return small(fmt::format(R"(
places: {{a: {{}}, gate: {{kind: gate, country: VN, desks: [counter]}}, b: {{}}}}
roads: {{a to gate: {{length: 90 km, speed: 45 km/h}}, gate to b: {{length: 30 km, speed: 60 km/h}}}}
staff:
  officer: {{people: 9}}
  clerk: {{people: 1, country: VN, hours: mon-sun 07:00-17:00{}}}
desks: {{counter: {{staff: officer, takes: 10 min, needs: [entry]}}}}
papers: {{entry: {{office: clerk, starts: arrival, takes: 40 min}}}}
consignments: {{goods: {{flow: import}}}}
demand: {{east: {{from: a, to: b, at: "15:30", consignment: goods}}}}
)",
                                 paid));
    };
    CHECK(story_of(world(""), "east/0") == Lines{"driving a to gate 120", "closed entry 810",
                                                 "papers entry 40", "service counter 10",
                                                 "driving gate to b 30"});
    const std::string late = world(", after_hours: {hours: mon-sun 18:00-20:00, share: 100 %}");
    CHECK(story_of(late, "east/0") == Lines{"driving a to gate 120", "closed entry 30", "papers entry 40",
                                            "service counter 10", "driving gate to b 30"});
    CHECK(metric_of(late, "staff.clerk.after_hours.total") == 2);
}

TEST_CASE("priority can be bought") {
    const auto world = [](const std::string& kind) {
        return counter("", "",
                       "first: {route: [gate], at: 08:00}, plain: {route: [gate], at: \"08:05\"}, "
                       "rich: {route: [gate], at: \"08:10\", consignment: goods}",
                       "consignments: {goods: {flow: import" + kind + "}}\n");
    };
    CHECK(story_of(world(""), "rich/0") == Lines{"queue counter 30", "service counter 20"});
    const std::string paid = world(", pays_for_priority: {share: 100 %, priority: 5}");
    CHECK(story_of(paid, "rich/0") == Lines{"queue counter 10", "service counter 20"});
    CHECK(story_of(paid, "plain/0") == Lines{"queue counter 35", "service counter 20"});
    CHECK(story_of(world(", pays_for_priority: {share: 0 %, priority: 5}"), "rich/0") ==
          Lines{"queue counter 30", "service counter 20"});
}

TEST_CASE("officers who are called come after a while, and go when few wait") {
    // A truck every 10 min from 08:00 to 10:50, numbers 0 to 17, each of 20 min. One officer takes 1 at
    // 08:20, 2 at 08:40, 3 at 09:00; so there wait 1 at 08:10, 2 at 08:30, 3 at 08:50.
    std::string at = "at: [";
    for (int i = 0; i < 18; ++i)
        at += fmt::format("{}\"{:02}:{:02}\"", i > 0 ? ", " : "", 8 + i / 6, i % 6 * 10);
    at += "]";
    const auto world = [&](int when, int until) {
        const std::string extra = fmt::format(
            ", extra: {{people: 1, when_waiting: {}, until_waiting: {}, after: 30 min}}", when, until);
        return counter(when > 0 ? extra : "", "", "east: {route: [gate], " + at + "}", "",
                       "{from: 2025-09-01, warm_up: 0 days, measure: 1 days, max_overrun: 10 days}");
    };
    const auto waits = [](int minutes) {
        return Lines{fmt::format("queue counter {}", minutes), "service counter 20"};
    };
    const std::string extra = "staff.officer.extra.mean";
    CHECK(story_of(world(0, 0), "east/17") == waits(170));   // the 18th of 20 min each from 08:00
    CHECK(story_of(world(99, 1), "east/17") == waits(170));  // never called
    CHECK(metric_of(world(99, 1), "staff.officer.extra.max") == 0);

    // Called at 08:50, here at 09:20: takes number 4, and the officer who is free then number 5. From now on
    // two are served and two come every 20 min. At 11:20 number 16 is taken, one waits: the extra officer
    // goes.
    CHECK(story_of(world(3, 1), "east/4") == waits(40));
    CHECK(story_of(world(3, 1), "east/5") == waits(30));
    CHECK(story_of(world(3, 1), "east/17") == waits(50));
    CHECK(metric_of(world(3, 1), extra) == Approx(120.0 / 1440));
    // Until nobody waits: takes the last as well.
    CHECK(story_of(world(3, 0), "east/17") == waits(30));
    CHECK(metric_of(world(3, 0), extra) == Approx(120.0 / 1440));
    // At 09:00 two wait for an instant: who has not come yet is not needed; called again by number 6, and
    // here from 09:30 to 11:10, when number 15 is taken and two wait.
    CHECK(story_of(world(3, 2), "east/5") == waits(40));
    CHECK(story_of(world(3, 2), "east/17") == waits(60));
    CHECK(metric_of(world(3, 2), extra) == Approx(100.0 / 1440));
    // Far apart thresholds do not flap: called at 09:10 by the fourth, here from 09:40 to 11:20 although four
    // and three wait in turn.
    CHECK(story_of(world(4, 1), "east/5") == waits(50));
    CHECK(story_of(world(4, 1), "east/17") == waits(50));
    CHECK(metric_of(world(4, 1), extra) == Approx(100.0 / 1440));
}

TEST_CASE("extra officers keep the hours of the team, and their own") {
    const auto world = [](const std::string& hours) {
        return counter(day_shift + ", extra: {people: 3, when_waiting: 3, until_waiting: 1" + hours + "}", "",
                       "east: {route: [gate], at: [16:45, 16:45, 16:45, 16:45, 20:00]}");
    };
    // All are served at once when the fourth comes, though the shift ends while they are; who comes at 20:00
    // waits for the morning.
    CHECK(story_of(world(""), "east/3") == Lines{"service counter 20"});
    CHECK(metric_of(world(""), "staff.officer.extra.max") == 3);
    CHECK(story_of(world(""), "east/4") == Lines{"closed counter 660", "service counter 20"});
    // Not in the afternoon: the second waits 15 min and the night.
    CHECK(story_of(world(", hours: mon-sun 07:00-12:00"), "east/1") ==
          Lines{"queue counter 15", "closed counter 840", "service counter 20"});
}

TEST_CASE("problems of people are said all at once, where they are") {
    const std::string wrong = problems_of(counter(
        day_shift + ", after_hours: {hours: mon-sun 08:00-12:00, people: 0, share: 20 %}, "
                    "extra: {people: 0, when_waiting: 5, until_waiting: 5, hours: mon-sun 18:00-20:00}",
        ", shared_with: {people: 0 per day, take: 1 min, by_hour: {20: 1}}",
        "one: {route: [gate], at: 12:00, consignment: goods}",
        "consignments: {goods: {flow: import, pays_for_priority: {share: 10 %, priority: 0}}}\n"));
    for (const char* part :
         {"staff.officer.after_hours.people: found 0", "staff.officer.after_hours.hours: are never outside",
          "staff.officer.extra.people: found 0",
          "staff.officer.extra.when_waiting: found 5, expected more than the 5",
          "staff.officer.extra.hours: are never within", "desks.counter.shared_with.people: found 0",
          "desks.counter.shared_with.by_hour: in none of these hours",
          "consignments.goods.pays_for_priority.priority: found 0"}) {
        INFO(wrong);
        CHECK(has(wrong, part));
    }
    CHECK(has(problems_of(small(
                  "places: {gate: {desks: [bay]}}\n"
                  "desks: {bay: {bays: 1, takes: 1 min, shared_with: {people: 9 per day, take: 1 min}}}\n"
                  "demand: {one: {route: [gate], at: 12:00}}\n")),
              "nobody serves them"));
}
