#include "hanhlang/study/bounds.hpp"

#include <catch2/catch.hpp>

#include "hanhlang/scenario/load.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

using Settings = std::vector<std::string>;

// 60 min driving, 30 min for a paper that starts on arrival, 20 min at the desk; nothing queues.
const std::string world = small(R"(
places: {a: {}, gate: {kind: gate, country: VN, desks: [counter]}}
roads: {a to gate: {length: 60 km, speed: 60 km/h}}
staff: {officer: {country: VN, people: 50}, office: {country: VN, people: 50}}
papers: {declaration: {office: office, starts: arrival, takes: 30 min, draws_as: declaration}}
desks: {counter: {staff: officer, takes: 20 min, needs: declaration}}
traders: {all: {share: 100 %}}
consignments: {load: {flow: import, lead: 5 h}}
commodities: {ore: {payload: 25 t}}
demand: {t: {from: a, to: gate, at: [06:00, 07:00], carries: ore, consignment: load}}
)");

Bounds bounds_of(const Settings& settings) {
    const Scenario base = load_text(world);
    const Scenario treatment = load_text(world, settings);
    const Touched what = touched(base, treatment);
    std::vector<Arm> arms;
    arms.push_back({"base", base, bound_metrics(base, what.baseline)});
    arms.push_back({"treatment", treatment, bound_metrics(treatment, what.treatment)});
    arms.push_back({"nothing", without(base, what.baseline), {"trip.transit_time.mean"}});
    RunOptions options;
    options.replications = 2;
    options.farm.jobs = 1;
    bool complete = false;
    const auto outcomes = run_arms(std::move(arms), options, complete);
    return bounds(what, outcomes[0], outcomes[1], outcomes[2], 0.95);
}

Lines papers_touched(const Settings& before, const Settings& after) {
    return touched(load_text(world, before), load_text(world, after)).baseline.papers;
}

}  // namespace

TEST_CASE("bounds of a paper by hand: it holds a truck for 30 of 110 minutes") {
    const Bounds quicker = bounds_of({"papers.declaration.takes=10 min"});
    CHECK(quicker.touched.baseline.papers == Lines{"declaration"});
    CHECK(quicker.touched.baseline.desks.empty());
    CHECK(quicker.share == Approx(30.0 / 110));
    CHECK(quicker.removed == Approx(2.0 / 3));
    CHECK(quicker.direct == Approx(20.0 / 110));
    CHECK(quicker.simulated.estimate == Approx(30.0 / 110));
    const Bounds earlier = bounds_of({"papers.declaration.starts=booking"});
    CHECK(earlier.removed == Approx(1));
    CHECK(earlier.direct == Approx(30.0 / 110));
}

TEST_CASE("bounds of a paper and a desk together count each minute once") {
    const Bounds both = bounds_of({"papers.declaration.takes=10 min", "desks.counter.takes=10 min"});
    CHECK(both.share == Approx(50.0 / 110));
    CHECK(both.removed == Approx(30.0 / 50));
    CHECK(both.simulated.estimate == Approx(50.0 / 110));
}

TEST_CASE("a desk that takes no time still waits for papers that are not touched") {
    const Bounds desk = bounds_of({"desks.counter.takes=10 min"});
    CHECK(desk.share == Approx(20.0 / 110));
    CHECK(desk.simulated.estimate == Approx(20.0 / 110));
}

TEST_CASE(
    "a paper is touched by its office, by who files on the platform, and by coverage where it is there") {
    const Settings none;
    CHECK(papers_touched(none, none).empty());
    CHECK(papers_touched(none, {"staff.officer.people=3"}).empty());
    CHECK(papers_touched(none, {"staff.office.people=3"}) == Lines{"declaration"});
    CHECK(papers_touched(none, {"papers.declaration.starts=booking"}) == Lines{"declaration"});
    CHECK(papers_touched(none, {"papers.more={office: office, starts: booking, takes: 1 min}"}).empty());
    CHECK(touched(load_text(world),
                  load_text(world, {"papers.more={office: office, starts: booking, takes: 1 min}"}))
              .treatment.papers == Lines{"more"});

    const Settings platform{"papers.declaration.digital={starts: booking}",
                            "digital={traders: 50 %, offices: {office: 50 %, officer: 50 %}}"};
    const auto with = [&](const std::string& more) {
        Settings set = platform;
        set.push_back(more);
        return set;
    };
    CHECK(papers_touched(platform, platform).empty());
    CHECK(papers_touched(platform, with("digital.traders=60 %")) == Lines{"declaration"});
    CHECK(papers_touched(platform, with("digital.offices.office=60 %")) == Lines{"declaration"});
    CHECK(papers_touched(platform, with("digital.offices.officer=60 %")).empty());
    CHECK(papers_touched({"digital={traders: 50 %, offices: yes}"}, {"digital={traders: 60 %, offices: yes}"})
              .empty());
}

TEST_CASE("what depends on the channel is touched when channels are") {
    const Settings before{"channels={green: 50 %, yellow: 0 %, red: 50 %}",
                          "desks.examine={staff: officer, takes: 1 h, only: red}",
                          "places.gate.desks=[counter, examine]",
                          "papers.declaration.takes={green: 1 min, yellow: 2 min, red: 3 min}"};
    Settings after = before;
    after[0] = "channels={green: 90 %, yellow: 0 %, red: 10 %}";
    const Touched what = touched(load_text(world, before), load_text(world, after));
    CHECK(what.baseline.desks == Lines{"examine"});
    CHECK(what.baseline.papers == Lines{"declaration"});
}

TEST_CASE("a calendar that changes where it is named touches the desks and papers of its teams") {
    const std::string named = world + "calendars: {day: mon-sun 06:00-18:00}\n";
    const auto with = [&](const std::string& day) {
        return load_text(named, {"staff.officer.hours=day", "calendars.day=" + day});
    };
    const Touched longer = touched(with("mon-sun 06:00-18:00"), with("mon-sun 06:00-22:00"));
    CHECK(longer.baseline.desks == std::vector<std::string>{"counter"});
    CHECK(longer.baseline.papers.empty());
    CHECK(touched(with("mon-sun 06:00-18:00"), with("mon-sun 06:00-18:00")).baseline.empty());
}
