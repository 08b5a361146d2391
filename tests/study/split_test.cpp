#include "hanhlang/study/split.hpp"

#include <catch2/catch.hpp>

#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/study_file.hpp"
#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

using Settings = std::vector<std::string>;

const std::string border = small(R"yaml(
places: {road: {}, gate: {kind: gate, country: VN, desks: [release, examine]}, town: {}}
roads: {road to gate: {length: 30 km, speed: 60 km/h}, gate to town: {length: 30 km, speed: 60 km/h}}
channels: {green: 30 %, yellow: 30 %, red: 40 %}
commodities: {ore: {payload: 25 t}}
staff:
  customs: {country: VN, people: 3, hours: mon-sun 06:00-22:00}
  office: {country: VN, people: 2, hours: mon-sun 06:00-22:00}
papers:
  declaration:
    office: office
    starts: arrival
    takes: {green: 4 min, yellow: "exponential(20 min)", red: 30 min}
    rejected: 20 %
    repair: 30 min
desks:
  release: {staff: customs, takes: 6 min, needs: declaration}
  examine: {staff: customs, takes: "exponential(20 min)", only: red}
consignments: {load: {flow: import, lead: 10 h}}
demand: {t: {from: road, to: town, trucks: 60 per day, carries: ore, consignment: load}}
)yaml");

const Settings halved{"papers.declaration.takes={green: 2 min, yellow: exponential(10 min), red: 15 min}",
                      "desks.release.takes=3 min", "desks.examine.takes=exponential(10 min)"};
const std::string earlier = "papers.declaration.starts=booking";
const std::string fewer_red = "channels={green: 60 %, yellow: 30 %, red: 10 %}";

Settings both(Settings a, const Settings& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

struct Run {
    std::size_t arms;
    SplitPlace place;
    std::vector<SplitEffect> effects;
};

Run run(const Scenario& baseline, const Scenario& treatment) {
    std::vector<Arm> arms;
    arms.push_back({"base", baseline, split_metrics(baseline)});
    arms.push_back({"treatment", treatment, split_metrics(treatment)});
    std::string why_not;
    const auto place = add_split_arms(arms, 0, 1, why_not);
    REQUIRE(place);
    const std::size_t n = arms.size();
    RunOptions options;
    options.replications = 4;
    options.farm.jobs = 2;
    bool complete = false;
    const auto outcomes = run_arms(std::move(arms), options, complete);
    return {n, *place,
            split_effects(outcomes[0], outcomes[place->structure], outcomes[place->work], outcomes[1],
                          split_metrics(outcomes[0].scenario), 0.95)};
}
Run run(const Settings& treatment) {
    return run(load_text(border), load_text(border, treatment));
}

void is_nothing(const EffectPart& part) {
    CHECK(part.saved.value == 0);
    CHECK(part.saved.half_width == 0);
}
void is_all(const EffectPart& part, const SplitEffect& effect) {
    CHECK(part.saved.value == effect.whole.saved.value);
    CHECK(part.saved.value != 0);
    CHECK(part.of_whole.estimate == 1);
    CHECK(part.of_whole.interval.low == 1);
    CHECK(part.of_whole.interval.high == 1);
}

std::vector<std::string> listed(const Scenario& baseline, const Scenario& treatment) {
    std::vector<std::string> lines;
    for (const Assumed& one : assumed_effects(baseline, treatment))
        lines.push_back(one.path + ": " + one.change);
    return lines;
}
std::vector<std::string> listed(const Settings& treatment) {
    return listed(load_text(border), load_text(border, treatment));
}

}  // namespace

TEST_CASE("a treatment that only halves the work is assumed to the last bit, and costs no further arm") {
    const Run halves = run(halved);
    CHECK(halves.arms == 2);
    REQUIRE(halves.effects.size() == 4);
    for (const SplitEffect& effect : halves.effects) {
        CAPTURE(effect.metric);
        is_nothing(effect.structure);
        is_nothing(effect.inspections);
        is_all(effect.work, effect);
    }
}

TEST_CASE("a treatment that only changes when papers start assumes nothing") {
    const Run starts = run({earlier});
    CHECK(starts.arms == 2);
    CHECK(listed({earlier}).empty());
    for (const SplitEffect& effect : starts.effects) {
        CAPTURE(effect.metric);
        is_nothing(effect.work);
        is_nothing(effect.inspections);
        if (effect.metric != "dossier.time.mean") is_all(effect.structure, effect);
    }
}

TEST_CASE("a treatment that only changes channel shares is all inspections") {
    const Run channels = run({fewer_red});
    CHECK(channels.arms == 2);
    for (const SplitEffect& effect : channels.effects) {
        CAPTURE(effect.metric);
        is_nothing(effect.structure);
        is_nothing(effect.work);
        is_all(effect.inspections, effect);
    }
}

TEST_CASE("the parts of a mixed treatment add up to the whole, and its structure is what it is alone") {
    const Run mixed = run(both(both({earlier}, halved), {fewer_red}));
    CHECK(mixed.arms == 4);
    const Run alone = run({earlier});
    for (std::size_t i = 0; i < mixed.effects.size(); ++i) {
        const SplitEffect& e = mixed.effects[i];
        CAPTURE(e.metric);
        CHECK(e.structure.saved.value + e.work.saved.value + e.inspections.saved.value ==
              Approx(e.whole.saved.value));
        CHECK(e.structure.of_whole.estimate + e.work.of_whole.estimate + e.inspections.of_whole.estimate ==
              Approx(1));
        CHECK(e.structure.saved.value == alone.effects[i].whole.saved.value);
        CHECK(e.work.saved.value > 0);
        CHECK(e.inspections.saved.value > 0);
    }
}

TEST_CASE("a scenario against itself has no effect, and no shares of it") {
    const Run same = run(Settings{});
    CHECK(same.arms == 2);
    is_nothing(same.effects[0].whole);
    CHECK(std::isnan(same.effects[0].work.of_whole.estimate));
}

TEST_CASE("every assumed value is listed with what it was") {
    CHECK(
        listed(both(halved, {fewer_red, "papers.declaration.rejected=5 %", "papers.declaration.repair=10 min",
                             "consignments.load.lead=5 h", "papers.declaration.share=50 %"})) ==
        Lines{"desks.release.takes: mean 6.0 min -> 3.0 min",
              "desks.examine.takes: mean 20.0 min -> 10.0 min",
              "papers.declaration.takes.green: mean 4.0 min -> 2.0 min",
              "papers.declaration.takes.yellow: mean 20.0 min -> 10.0 min",
              "papers.declaration.takes.red: mean 30.0 min -> 15.0 min",
              "papers.declaration.rejected: 20 % -> 5 %",
              "papers.declaration.repair: mean 30.0 min -> 10.0 min",
              "consignments.load.lead: mean 10.0 h -> 5.0 h", "channels.green: 30 % -> 60 %",
              "channels.red: 40 % -> 10 %", "papers.declaration.share: 100 % -> 50 %"});
    CHECK(listed({"desks.examine.only=[green, red]"}) == Lines{"desks.examine.only: red -> green, red"});
    CHECK(listed({"desks.examine.only=ore"}) == Lines{"desks.examine.only: red -> all channels"});
    CHECK(listed({"desks.examine.sample=20 %"}) == Lines{"desks.examine.sample: 100 % -> 20 %"});
    CHECK(listed({"traders={aeo: {share: 100 %, channels: {green: 100 %, yellow: 0 %, red: 0 %}}}"})
              .empty());  // new
    CHECK(listed({"commodities.ore.channels={green: 100 %, yellow: 0 %, red: 0 %}"}) ==
          Lines{"commodities.ore.channels.green: 30 % -> 100 %",
                "commodities.ore.channels.yellow: 30 % -> 0 %", "commodities.ore.channels.red: 40 % -> 0 %"});
}

TEST_CASE("structure is not listed, nor the same value in other words") {
    CHECK(listed({"staff.customs.people=9", "staff.office.hours=mon-sun 00:00-24:00", earlier,
                  "desks.release.needs=none", "places.gate.desks=[examine, release]",
                  "desks.release.takes=360 s", "desks.examine.only=[ore, red]", "demand.t.trucks=90 per day"})
              .empty());
    CHECK(listed({"desks.release.takes=exponential(6 min)"}) ==
          Lines{"desks.release.takes: 6 min -> exponential(6 min)"});
}

TEST_CASE("what was set back is the baseline's, and nothing is left to be listed") {
    const Scenario baseline = load_text(border);
    const Settings all =
        both(both({earlier, "desks.examine.only=ore", "papers.declaration.rejected=none"}, halved),
             {fewer_red, "papers.declaration.share=50 %"});
    const SplitArms arms = split_arms(baseline, load_text(border, all));
    CHECK(listed(baseline, arms.structure).empty());
    CHECK(listed(baseline, arms.work).size() == 6);                // those of halved, and rejected
    CHECK(listed(arms.work, load_text(border, all)).size() == 4);  // two channels, only, share
    CHECK(arms.structure.papers[0].starts[0].moment == Moment::booking);
    CHECK(arms.structure.papers[0].rejected.value == 0.2);
    CHECK(arms.structure.desks[1].only.channels == std::vector{Channel::red});
}

TEST_CASE("a renamed desk is held against the one whose chance it meets, a new one against none") {
    const Scenario baseline = load_text(border);
    const Scenario renamed = load_text(
        border, {"desks.one_look={staff: customs, takes: 3 min, draws_as: release, needs: declaration}",
                 "places.gate.desks=[one_look, examine]"});
    CHECK(listed(baseline, renamed) == Lines{"desks.one_look.takes: mean 6.0 min -> 3.0 min"});
    CHECK(split_arms(baseline, renamed).structure.desks.find("one_look")->takes.mean() == 6 * 60'000);
    CHECK(listed({"desks.one_look={staff: customs, takes: 3 min}", "places.gate.desks=[one_look, examine]"})
              .empty());
}

TEST_CASE(
    "a desk or paper that only one of the two has is named: nothing of it can be held against anything") {
    const auto alone = [](const Settings& settings) {
        Lines lines;
        for (const Unmatched& one : unmatched(load_text(border), load_text(border, settings)))
            lines.push_back(one.path + (one.is_new ? " is new" : " is gone"));
        return lines;
    };
    const std::string one_look = "desks.one_look={staff: customs, takes: 3 min, needs: declaration";
    const std::string one_list = "places.gate.desks=[one_look, examine]";
    CHECK(alone(halved).empty());
    CHECK(alone({one_look + ", draws_as: release}", one_list, "desks.release=none"}).empty());
    CHECK(alone({one_look + "}", one_list, "desks.release=none"}) ==
          Lines{"desks.one_look is new", "desks.release is gone"});
    CHECK(alone({"papers.declaration=none", "papers.\"a. b\"={office: office, starts: booking, takes: 1 min}",
                 "desks.release.needs=none"}) ==
          Lines{"papers.\"a. b\" is new", "papers.declaration is gone"});
    const Settings renamed{one_look + "}", one_list, "desks.release=none"};
    const Scenario treatment = load_text(border, renamed);
    const auto notes = notes_on({}, unmatched(load_text(border), treatment),
                                parse_document(treatment.resolved, treatment.file));
    REQUIRE(notes.size() == 2);
    CHECK(has(to_string(notes[0]), "desks.one_look: has no counterpart below"));
    CHECK(has(to_string(notes[1]), "desks.release: has no counterpart here"));
}

TEST_CASE("how trucks keep their slots, and what is overdue, is assumed") {
    const Settings before{"places.gate.appointments={slots: 12 per hour, late: 10 min, no_show: 5 %}",
                          "papers.later={office: office, starts: destination, takes: 1 min, due: {after: "
                          "declaration, within: 1 h, overdue: 2 h}}"};
    const Scenario baseline = load_text(border, before);
    const auto treatment = [&](const Settings& more) { return load_text(border, both(before, more)); };
    CHECK(listed(baseline, treatment({"places.gate.appointments.slots=20 per hour"})).empty());
    CHECK(listed(baseline,
                 treatment({"places.gate.appointments.late=5 min", "places.gate.appointments.no_show=1 %",
                            "places.gate.appointments.placeholder=1 %", "papers.later.due.overdue=1 h"})) ==
          Lines{"papers.later.due.overdue: mean 2.0 h -> 60.0 min",
                "places.gate.appointments.late: mean 10.0 min -> 5.0 min",
                "places.gate.appointments.no_show: 5 % -> 1 %",
                "places.gate.appointments.placeholder: 0 % -> 1 %"});
    // What the baseline has no slots for is structure.
    CHECK(listed(load_text(border), load_text(border, {before[0]})).empty());
}

TEST_CASE("where only channels differ, whom a desk is for is set back to the letter") {
    const Settings listed_so{"desks.examine.only=[red, ore]"};
    const Scenario baseline = load_text(border, listed_so);
    for (const char* only : {"[ore, green]", "[ore, red, green]", "ore"}) {
        const Scenario treatment = load_text(border, {"desks.examine.only=" + std::string(only)});
        CHECK(split_arms(baseline, treatment).structure.hash == baseline.hash);
    }
}

TEST_CASE("on the platform a paper takes what the baseline's takes there, or what it takes on paper") {
    const Settings platform{"traders={all: {share: 100 %}}", "digital={traders: 80 %, offices: yes}"};
    const std::string takes = "papers.declaration.digital.takes=";
    const Settings digital = both(platform, {"papers.declaration.digital={starts: booking}"});
    const auto with = [&](const std::string& law) { return load_text(border, both(digital, {takes + law})); };
    CHECK(listed(load_text(border), load_text(border, digital)).empty());
    CHECK(listed(load_text(border), with("2 min")) ==
          Lines{"papers.declaration.digital.takes.green: mean 4.0 min -> 2.0 min",
                "papers.declaration.digital.takes.yellow: mean 20.0 min -> 2.0 min",
                "papers.declaration.digital.takes.red: mean 30.0 min -> 2.0 min"});
    const Scenario alone = split_arms(load_text(border), with("2 min")).structure;
    CHECK_FALSE(alone.papers[0].digital->takes);
    CHECK(alone.papers[0].digital->starts[0].moment == Moment::booking);
    CHECK(split_arms(with("3 min"), with("2 min")).structure.hash == with("3 min").hash);
    CHECK(listed(with("3 min"), with("2 min")) ==
          Lines{"papers.declaration.digital.takes: mean 3.0 min -> 2.0 min"});
    CHECK(split_arms(with("3 min"), load_text(border, digital)).structure.hash == with("3 min").hash);
}

TEST_CASE("a note stands where the value is written, in an overlay as on the command line") {
    const Scratch files;
    const auto folder = files.path;
    files.write("today.yaml", border);
    files.write("quick.yaml", "extends: today.yaml\nsource: guess\ndesks:\n  release: {takes: 3 min}\n");
    const Scenario baseline = load(folder / "today.yaml");
    CHECK(*extended(folder / "quick.yaml") == folder / "today.yaml");
    CHECK_FALSE(extended(folder / "today.yaml"));
    const Settings settings{"papers.declaration.rejected=10 %"};
    const auto all = assumed_effects(baseline, load(folder / "quick.yaml", settings));
    const auto notes = notes_on(all, {}, load_tree(folder / "quick.yaml", settings));
    REQUIRE(notes.size() == 2);
    CHECK(to_string(notes[0]) ==
          (folder / "quick.yaml").string() +
              ":4:20: desks.release.takes: mean 6.0 min -> 3.0 min: an assumed effect, "
              "reported apart");
    CHECK(has(to_string(notes[1]), "--set papers.declaration.rejected=10 %"));
}

TEST_CASE("arms of several treatments that mean the same are run once") {
    std::vector<Arm> arms;
    for (const Settings& set :
         std::vector<Settings>{{}, both({earlier}, halved), {earlier}, both({earlier}, {fewer_red})})
        arms.push_back({"arm", load_text(border, set), {}});
    std::string why_not;
    for (const std::size_t treatment : {1U, 2U, 3U}) {
        const auto place = add_split_arms(arms, 0, treatment, why_not);
        CHECK(place->structure == 2);  // the arm that only starts earlier is the structure of all three
    }
    CHECK(arms.size() == 4);
}
