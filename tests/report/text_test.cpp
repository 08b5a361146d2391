#include "hanhlang/report/text.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "hanhlang/report/files.hpp"
#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;
namespace fs = std::filesystem;

namespace {

const std::string world = small(R"(
title: Một cửa khẩu
places: {a: {}, gate: {kind: gate, desks: [counter]}}
roads: {a to gate: {length: 60 km, speed: 60 km/h}}
staff: {officer: {people: 1}}
desks: {counter: {staff: officer, takes: 30 min}}
demand: {t: {from: a, to: gate, at: [06:00, 06:15]}}
)");

}  // namespace

TEST_CASE("an estimate has as many digits as its half-width supports") {
    CHECK(with_half_width({12.3456, 0.4, 20}) == "12.35 ± 0.40");
    CHECK(with_half_width({1234.5, 37, 20}) == "1234 ± 37");
    CHECK(with_half_width({0, 0, 20}) == "0");
    CHECK(with_half_width({2.5, std::nan(""), 1}) == "2.5");
    CHECK(with_half_width({std::nan(""), std::nan(""), 0}) == "–");
}

TEST_CASE("a story tells each hour and adds up") {
    const Scenario s = load_text(world);
    Story story{parse_truck(s, "t/1")};
    simulate(s, make_plan(s), {}, 1, 0, &story);
    CHECK(tell_story(s, {0, 1}, story) ==
          "Truck t/1, the way out, sets out 2025-09-01 06:15\n"
          "  2025-09-01 06:15 drives a to gate: 1 h 00 min\n"
          "  2025-09-01 07:15 waits for an officer at counter (officer): 15 min\n"
          "  2025-09-01 07:30 is served at counter (officer): 30 min\n"
          "  2025-09-01 08:00 is there, after 1 h 45 min\n"
          "  of this: driving 1 h 00 min (57 %), service 30 min (29 %), queue 15 min (14 %)\n\n");
    CHECK_THROWS_AS(parse_truck(s, "u/1"), InputError);
    CHECK_THROWS_AS(parse_truck(s, "t"), InputError);
    CHECK_THROWS_AS(parse_truck(s, "t/x"), InputError);
}

TEST_CASE("logs have a row for each stretch and for each visit") {
    const Scenario s = load_text(world);
    std::ostringstream events, visits;
    Log log{s, &events, &visits};
    simulate(s, make_plan(s), {}, 1, 0, &log);
    CHECK(has(events.str(),
              "case,activity,start,end,resource\nt/0,driving a to gate,2025-09-01 06:00:00.000,2025-09-01 "
              "07:00:00.000,\n"));
    CHECK(has(events.str(), "t/1,queue counter,2025-09-01 07:15:00.000,2025-09-01 07:30:00.000,officer\n"));
    CHECK(has(visits.str(),
              "t/1,counter,officer,2025-09-01 07:15:00.000,2025-09-01 07:30:00.000,2025-09-01 "
              "08:00:00.000,15.000,30.000\n"));
    CHECK(has(visits.str(),
              "t/0,counter,officer,2025-09-01 07:00:00.000,2025-09-01 07:00:00.000,2025-09-01 "
              "07:30:00.000,0.000,30.000\n"));
}

TEST_CASE("the document for programs has estimates in hours, and null where nothing was seen") {
    const Outcome outcome = outcome_of(
        load_text(world), {"trip.transit_time.mean", "trip.transit_time.mean[direction=westbound]"}, 2);
    const auto json = nlohmann::json::parse(to_json(outcome, {}, 0.95));
    CHECK(json["replications"] == 2);
    CHECK(json["metrics"]["trip.transit_time.mean"]["estimate"] == Approx(1.625));
    CHECK(json["metrics"]["trip.transit_time.mean"]["unit"] == "h");
    CHECK(json["metrics"]["trip.transit_time.mean[direction=westbound]"]["estimate"].is_null());
    CHECK(json["metrics"]["trip.transit_time.mean[direction=westbound]"]["n"] == 0);
    CHECK(has(kpi_csv({&outcome}), "arm,0,1,trip.transit_time,mean,1.625,h\n"));
}

TEST_CASE("text for people keeps Vietnamese names and shows where the hours go") {
    const Scenario s = load_text(world);
    const Outcome outcome = outcome_of(s, standard_metrics(s, make_plan(s)), 3);
    const std::string text = describe_outcome(outcome, 0.95);
    CHECK(has(text, "Một cửa khẩu"));
    CHECK(has(text, "being served"));
    CHECK(has(describe_scenario(s, make_plan(s)), "guesses (100 %)"));
}

TEST_CASE("a directory appears whole or not at all, and nothing beside it is touched") {
    const Scratch files;
    const fs::path folder = files.path;
    fs::create_directories(folder / "out.new-0");
    const fs::path out = folder / "out";
    CHECK_THROWS_WITH(write_directory(out, false,
                                      [](const fs::path& d) {
                                          write_file(d / "half", "x");
                                          throw std::runtime_error("disk full");
                                      }),
                      "disk full");
    CHECK_FALSE(fs::exists(out));
    const auto fill = [](const fs::path& d) { write_file(d / "manifest.json", "{}"); };
    write_directory(out, false, fill);
    CHECK(fs::exists(out / "manifest.json"));
    CHECK_THROWS_AS(write_directory(out, false, fill), InputError);
    write_directory(out, true, fill);
    fs::remove(out / "manifest.json");
    write_file(out / "mine.txt", "not a run");
    CHECK_THROWS_AS(write_directory(out, true, fill), InputError);
    CHECK(fs::exists(out / "mine.txt"));
    std::size_t entries = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++entries;
    CHECK(entries == 2);
}
