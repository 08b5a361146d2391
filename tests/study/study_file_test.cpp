#include "hanhlang/study/study_file.hpp"

#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/scratch.hpp"

using namespace hanhlang;

namespace {

struct Folder : Scratch {
    Folder() {
        write("today.yaml",
              "source: guess\nruns: {from: 2025-09-01}\nplaces: {gate: {desks: [counter]}}\n"
              "staff: {officer: {people: 2}}\ndesks: {counter: {staff: officer, takes: 6 min}}\n"
              "demand: {t: {route: [gate], trucks: 90 per day}}\n");
        write("more.yaml", "staff: {officer: {people: 5, source: guess}}\n");
    }
    std::string problems(const std::string& text) const {
        try {
            load_study(write("study.yaml", text));
            return "none";
        } catch (const InputError& error) {
            return error.what();
        }
    }
};

}  // namespace

TEST_CASE("a study builds arms from arms, and the baseline comes first") {
    const Folder folder;
    const Study study = load_study(folder.write("study.yaml", R"(arms:
  more: {extends: today, with: [more.yaml]}
  today: today.yaml
  most: {extends: more, set: {staff.officer.people: 9}}
baseline: today
statistics: {replications: 40, seed: 7, confidence: 99 %}
metrics: [trip.transit_time.mean]
)"));
    REQUIRE(study.arms.size() == 3);
    CHECK(study.arms[0].name == "today");
    CHECK(study.arms[0].scenario.staff[0].people == 2);
    CHECK(study.arms[1].scenario.staff[0].people == 5);
    CHECK(study.arms[2].scenario.staff[0].people == 9);
    CHECK(study.replications == 40U);
    CHECK(study.seed == 7U);
    CHECK(*study.confidence == Approx(0.99));
    CHECK(is_study(folder.path / "study.yaml"));
    CHECK_FALSE(is_study(folder.path / "today.yaml"));
    CHECK_FALSE(is_study(folder.write("farms.yaml", "places: {farms: {}, arms: {}}\n")));
}

TEST_CASE("a study says all its problems") {
    const Folder folder;
    const std::string all = folder.problems(R"(arms:
  today: today.yaml
  a: {extends: b}
  b: {extends: a}
  c: {extend: today}
baseline: tody
statistics: {replications: 1, confidence: 200 %, sed: 3}
)");
    CHECK(has(all, "leads back to itself"));
    CHECK(has(all,
              "found the unknown key 'extend', expected one of extends, with, set, without (did you mean "
              "'extends'?)"));
    CHECK(has(all, "there is no arm 'tody'"));
    CHECK(has(all, "at least 2"));
    CHECK(has(all, "statistics.confidence"));
    CHECK(has(all, "'sed'"));
    CHECK(has(folder.problems("arms: {today: today.yaml}\n"), "at least two arms"));
}
