#include "hanhlang/scenario/load.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "support/problems.hpp"
#include "support/scratch.hpp"

using namespace hanhlang;

namespace {

const std::string good = R"(source: guess
runs: {from: 2025-09-01}
places: {gate: {desks: [counter]}}
staff: {officer: {people: 2, hours: mon-fri 07:30-17:00}}
desks: {counter: {staff: officer, takes: 6 min}}
demand: {t: {route: [gate], trucks: 90 per day}}
)";

/// `good` with one text put in the place of another.
std::string with(const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
}

std::string problems_of_file(const std::filesystem::path& file) {
    try {
        load(file);
        return "none";
    } catch (const InputError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("a scenario is read with its units") {
    const Scenario s = load_text(good);
    CHECK(s.runs.from == midnight(2025, 9, 1));
    CHECK(s.staff[0].people == 2);
    CHECK(s.desks[0].takes.mean() == Approx(6 * 60'000));
    CHECK(s.demand[0].trucks->value == Approx(3.75));
    CHECK(s.provenance.guess == 3);
    CHECK(s.provenance.total() == 3);
}

TEST_CASE("every problem is said at once, each with its line and column") {
    const std::string all = problems_of(R"(runs: {from: 2025-13-01}
places: {gate: {desks: [countre], yrad: {slots: 3}}}
staff: {officer: {people: -2, source: guess}}
desks: {counter: {staff: officer, takes: 6 km, share: 120 %, source: guess}}
demand: {t: {route: [gate], trucks: 90, source: guess}}
)");
    CHECK(has(all, "text:1:14: runs.from: found '2025-13-01'"));
    CHECK(has(
        all,
        "text:2:25: places.gate.desks: found 'countre', which is not in 'desks' (did you mean 'counter'?)"));
    CHECK(has(all, "text:2:35: places.gate.yrad: found the unknown key 'yrad'"));
    CHECK(has(all, "(did you mean 'yard'?)"));
    CHECK(has(all, "text:3:27: staff.officer.people: found '-2', expected a whole number, not negative"));
    CHECK(has(
        all,
        "text:4:42: desks.counter.takes: found '6 km' with another unit, expected a duration such as 6 min"));
    CHECK(has(all, "text:4:55: desks.counter.share: found '120 %', expected at most 100 %"));
    CHECK(has(all, "text:5:37: demand.t.trucks: found '90', expected a rate such as 90 per day"));
}

TEST_CASE("a number needs a source") {
    std::string text = good;
    text.erase(0, text.find('\n') + 1);
    const std::string all = problems_of(text);
    CHECK(has(all, "text:3:27: staff.officer.people: '2' has no source"));
    CHECK(has(all, "demand.t.trucks: '90 per day' has no source"));
    CHECK_FALSE(has(all, "runs"));
    CHECK(problems_of(text + "sources: {}\n") == all);
}

TEST_CASE("a source is a key of 'sources', and the nearest one counts") {
    const std::string text = R"yaml(source: guess
runs: {from: 2025-09-01}
sources: {count_2024: {title: Customs count, year: 2024, known: sourced}, seen: {title: Somebody said so, known: general-knowledge}}
places: {gate: {desks: [counter], at: [16.6, 106.6], source: count_2024}}
staff: {officer: {people: 2, source: "count_2024 (hours), seen (people)"}}
desks: {counter: {staff: officer, takes: 6 min, share: 20 %, source: "count_2024 (takes), guess (others)"}}
demand: {t: {route: [gate], trucks: 90 per day}}
)yaml";
    const Provenance p = load_text(text).provenance;
    CHECK(p.sourced == 3);            // two coordinates and takes
    CHECK(p.general_knowledge == 1);  // people
    CHECK(p.guess == 2);              // share: not named, so the weakest; trucks
    std::string wrong = text;
    wrong.replace(wrong.find("source: count_2024}"), 19, "source: count_2042}");
    CHECK(has(problems_of(wrong),
              "found the source 'count_2042', which is not in 'sources' (did you mean 'count_2024'?)"));
}

TEST_CASE("laws of chance are read with their units, named parameters and limits") {
    const auto takes = [](const std::string& law) {
        return load_text(with("6 min", "\"" + law + "\"")).desks[0].takes;
    };
    const double minute = 60'000;
    CHECK(takes("triangular(8, 12, 30) min").mean() == Approx(50.0 / 3 * minute));
    CHECK(takes("triangular(8 min, 12 min, 0.5 h)").mean() == Approx(50.0 / 3 * minute));
    CHECK(takes("lognormal(mean 35 min, cv 0.5)").mean() == Approx(35 * minute));
    CHECK(takes("lognormal(median 24 h, p90 60 h)").quantile(0.5) == Approx(24 * 60 * minute));
    CHECK(takes("exponential(15 min)").mean() == Approx(15 * minute));
    CHECK(takes("exponential(mean 15) min").mean() == Approx(15 * minute));
    CHECK(takes("pert(4, 10, 30) min").mean() == Approx(37.0 / 3 * minute));
    CHECK(takes("uniform(10, 20) min").mean() == Approx(15 * minute));
    CHECK(takes("gamma(mean 10 min, cv 0.7)").mean() == Approx(10 * minute));
    CHECK(takes("erlang(phases 3, mean 12 min)").variance() == Approx(48 * minute * minute));
    CHECK(takes("weibull(shape 1.5, scale 20 min)").mean() == Approx(18.05490586 * minute));
    CHECK(takes("loglogistic(shape 3, scale 10 min)").quantile(0.5) == Approx(10 * minute));
    CHECK(takes("hyperexponential(mean 10 min, scv 4)").mean() == Approx(10 * minute));
    CHECK(takes("empirical(3, 5, 6, 9, 15) min").quantile(0.5) == Approx(6 * minute));
    CHECK(takes("normal(mean 10 min, sd 4 min, min 5 min, max 18 min)").mean() ==
          Approx(10.59044564 * minute));

    const auto complaint = [](const std::string& law) {
        return problems_of(with("6 min", "\"" + law + "\""));
    };
    CHECK(has(complaint("lognormal(35, 0.5) min"), "found no 'mean' in lognormal(…)"));
    CHECK(has(complaint("exponential(15)"), "found no unit for the argument 'mean'"));
    CHECK(has(complaint("triangle(8, 12, 30) min"), "found the law 'triangle', expected"));
    CHECK(has(complaint("triangular(8, 12, 30, 40) min"), "which takes no such argument"));
    CHECK(has(complaint("exponential(-3 min)"), "desks.counter.takes"));
    CHECK(has(complaint("uniform(-5, 5) min"), "not negative"));
}

TEST_CASE("an unquoted law in a flow map is split at its comma, and the message says so") {
    CHECK(has(problems_of(with("6 min", "lognormal(mean 35 min, cv 0.5)")), "quote"));
}

TEST_CASE("numbers are finite and of their kind") {
    for (const char* bad :
         {".inf min", ".nan min", "inf min", "nan min", "1e999 min", "-3 min", "six min", "6", "6 miles"}) {
        INFO(bad);
        CHECK(has(problems_of(with("6 min", bad)), "desks.counter.takes"));
    }
    for (const char* bad : {"2.5", "-1", "many", "1e12", "0"}) {
        INFO(bad);
        CHECK(has(problems_of(with("people: 2", std::string("people: ") + bad)), "staff.officer"));
    }
}

TEST_CASE("what hides something is refused: duplicate keys, second documents, anchors, tags, tabs") {
    CHECK(has(problems_of(good + "staff: {}\n"),
              "text:7:1: found the key 'staff' a second time, the first is in line 4"));
    CHECK(has(problems_of(good + "---\nruns: {}\n"), "found a second document"));
    CHECK(has(problems_of(with("6 min", "&a 6 min")), "found an anchor"));
    CHECK(has(problems_of("a: &a [x, x]\nb: *a\n"), "text:2:4: found an alias"));
    CHECK(has(problems_of(with("6 min", "!!str 6 min")), "found a tag"));
    CHECK(has(problems_of("runs:\n\tfrom: 2025-09-01\n"), "text:2:1: found a tab in the indentation"));
    CHECK(has(problems_of(std::string("runs: \x01\n")), "text:1:7: found a byte that is not UTF-8 text"));
    CHECK(has(problems_of("\xff\xfe"), "not UTF-8"));
    CHECK(has(problems_of(""), "the file is empty"));
    CHECK(has(problems_of("# nothing\n"), "the file is empty"));
    CHECK(has(problems_of("- a\n- b\n"), "expected a map"));
    CHECK(has(problems_of("runs: {from: [}\n"), "not YAML"));
    CHECK(has(problems_of(std::string(100'000, '[')), "nested too deep"));
}

TEST_CASE("what cannot run is found: no road, no staff, never open, nowhere to go") {
    CHECK(has(problems_of(with("staff: officer, takes", "takes")), "desks.counter: nobody serves here"));
    CHECK(has(problems_of(with("mon-fri 07:30-17:00", "mon-fri 17:00-17:00")), "not a pair of hours"));
    CHECK(has(problems_of(with("mon-fri 07:30-17:00", "mon 07:30-17:00; closed 2025-08-01..2025-12-31")),
              "never open during the run"));
    CHECK(has(problems_of(with("route: [gate]", "from: gate")), "where do its trucks go"));
    CHECK(has(problems_of(with("route: [gate]", "from: gate, to: gate")), "to itself"));
    CHECK(has(problems_of(with("trucks: 90 per day", "trucks: 90 per day, every: 5 min")), "found 2"));
    CHECK(has(problems_of(with("trucks: 90 per day", "carries: gold, trucks: 1 per day")),
              "'gold', which is not in 'commodities'"));
    const std::string island = R"(source: guess
runs: {from: 2025-09-01}
places: {a: {}, b: {}, c: {}}
roads: {a to b: {length: 5 km, speed: 30 km/h}}
demand: {t: {from: a, to: c, trucks: 1 per day}, u: {route: [b, c], trucks: 1 per day}}
)";
    CHECK(has(problems_of(island), "text:5:10: demand.t: no road leads from 'a' to 'c'"));
    CHECK(has(problems_of(island), "text:5:50: demand.u.route: there is no road from 'b' to 'c'"));
    CHECK(has(problems_of(with("trucks: 90 per day", "trucks: 90 per day, carries: {x: 40 %, y: 40 %}") +
                          "commodities: {x: {}, y: {}}\n"),
              "found shares that add up to 80 %, expected 100 %"));
}

TEST_CASE("a section of the format that is not simulated yet says so") {
    CHECK(has(problems_of(good + "depot: {}\n"),
              "depot: is part of the scenario format, but this version does not simulate it yet"));
    CHECK(has(problems_of(good + "plaices: {}\n"), "(did you mean 'places'?)"));
}

TEST_CASE("an overlay says what differs: maps merge, the rest replaces, none removes") {
    const Scratch files;
    files.write("base.yaml", good);
    const auto overlay = files.write("more.yaml", R"(extends: base.yaml
staff: {officer: {people: 5, hours: none, source: guess}}
desks: {second: {staff: officer, takes: 1 min, source: guess}}
places: {gate: {desks: [second]}}
)");
    const Scenario s = load(overlay);
    CHECK(s.staff[0].people == 5);
    CHECK(s.staff[0].hours.always_open());
    CHECK(s.desks.size() == 2);
    CHECK(s.places[0].desks.eastbound.size() == 1);
    const auto third =
        files.write("third.yaml", "extends: more.yaml\nstaff: {officer: {people: 7, source: guess}}\n");
    CHECK(load(third).staff[0].people == 7);
    CHECK(has(problems_of_file(files.write("x.yaml", "extends: base.yaml\nstaff: {oficer: none}\n")),
              "there is nothing to remove (did you mean 'officer'?)"));
    CHECK(has(problems_of_file(files.write("y.yaml", "extends: base.yaml\nstaff: {officer: {people: 9}}\n")),
              "y.yaml:2:27: staff.officer.people: '9' has no source"));
}

TEST_CASE("what is wrong with an entry is said where it was last laid upon") {
    const Scratch files;
    files.write("base.yaml", good);
    const auto over =
        files.write("over.yaml",
                    "extends: base.yaml\nsource: guess\ndesks:\n  counter:\n    staff: [officer, officer]\n");
    CHECK(has(problems_of_file(over), "over.yaml:4:3: desks.counter"));
}

TEST_CASE("extends that lead in a circle or nowhere are found") {
    const Scratch files;
    const auto a = files.write("a.yaml", "extends: b.yaml\n");
    files.write("b.yaml", "extends: a.yaml\n");
    CHECK(has(problems_of_file(a), "b.yaml:1:10: extends: 'a.yaml' leads back to itself"));
    CHECK(has(problems_of_file(files.write("c.yaml", "extends: nowhere.yaml\n")), "there is no file"));
    CHECK(has(problems_of_file(files.path / "missing.yaml"), "there is no such file"));
    CHECK(has(problems_of_file(files.path), "is a directory"));
}

TEST_CASE("a setting changes one value, and a path that leads nowhere is an error") {
    CHECK(load_text(good, {"staff.officer.people=7"}).staff[0].people == 7);
    CHECK(load_text(good, {"staff.officer.people=7"}).provenance.set == 1);
    CHECK(load_text(good, {"demand.t.by_hour={6-18: 1}"}).demand[0].by_hour.has_value());
    CHECK(load_text(good, {"drivers.two=20 %"}).drivers.two.value == Approx(0.2));
    CHECK(has(problems_of(good, {"staff.oficer.people=7"}),
              "found no 'staff.oficer' in the scenario (did you mean 'officer'?)"));
    CHECK(has(problems_of(good, {"staff.officer.poeple=7"}), "unknown key 'poeple'"));
    CHECK(has(problems_of(good, {"staff.officer.people"}), "expected path=value"));
    CHECK(has(problems_of(good, {"staff.officer.people=many"}), "--set staff.officer.people=many"));
}

TEST_CASE("a resolved scenario reads back as the same scenario") {
    const Scenario s = load_text(good, {"desks.counter.takes=lognormal(mean 35 min, cv 0.5)"});
    const Scenario again = load_text(s.resolved);
    CHECK(again.hash == s.hash);
    CHECK(again.resolved == s.resolved);
    CHECK(again.provenance.total() == s.provenance.total());
}

TEST_CASE("what is written reads back as the same tree, whatever its texts hold") {
    const std::string text = R"(plain: 07:30-17:00
colon: "a: b"
end: "a:"
hash: "a #b"
word: "null"
none: "none"
quotes: 'say "no" \ yes'
lines: "one\n\ttwo\x01"
dash: "- a"
space: " a "
nothing: ~
"key: with": {list: [a, "b, c", [d], {e: "{f}"}], empty: {}, title: Cửa khẩu Lao Bảo}
)";
    const Node tree = parse_document(text, "text");
    const std::string written = write_document(tree);
    INFO(written);
    CHECK(write_document(parse_document(written, "text")) == written);
    const auto same = [](const auto& self, const Node& a, const Node& b) -> bool {
        bool equal = a.kind == b.kind && a.text == b.text && a.is_none() == b.is_none() &&
                     a.items.size() == b.items.size() && a.members.size() == b.members.size();
        for (std::size_t i = 0; equal && i < a.items.size(); ++i) equal = self(self, a.items[i], b.items[i]);
        for (std::size_t i = 0; equal && i < a.members.size(); ++i)
            equal = a.members[i].key.text == b.members[i].key.text &&
                    self(self, a.members[i].value, b.members[i].value);
        return equal;
    };
    CHECK(same(same, tree, parse_document(written, "text")));
    CHECK(has(written, "plain: 07:30-17:00\n"));
}

TEST_CASE("the hash is of what a scenario means: titles and sources do not count, numbers do") {
    const std::string hash = load_text(good).hash;
    CHECK(load_text("title: A gate\n" + good).hash == hash);
    CHECK(load_text(with("source: guess", "source: x") + "sources: {x: {title: t, known: sourced}}\n").hash ==
          hash);
    CHECK(load_text(with("people: 2", "people: 3")).hash != hash);
}

TEST_CASE("the schema knows every section and refuses unknown keys") {
    const std::string schema = scenario_schema();
    for (const char* key : {"\"runs\"", "\"places\"", "\"extends\"", "\"calendars\"", "\"papers\"",
                            "\"draws_as\"", "\"additionalProperties\": false"}) {
        INFO(key);
        CHECK(has(schema, key));
    }
}

TEST_CASE("a written route may follow a road either way") {
    CHECK(problems_of(R"(source: guess
runs: {from: 2025-09-01}
places: {a: {}, b: {}, c: {}}
roads: {a to b: {length: 5 km, speed: 30 km/h}, c to b: {length: 5 km, speed: 30 km/h}}
demand: {t: {route: [c, b, a, b], trucks: 1 per day}}
)") == "none");
}

TEST_CASE("what no run could hold is refused, not run into") {
    CHECK(has(problems_of(with("6 min", "exponential(mean 999999999999 min)")), "at most a hundred years"));
    CHECK(has(problems_of(with("90 per day", "999999999999 per hour")), "at most 1000000 per hour"));
    CHECK(has(problems_of(with("trucks: 90 per day", "every: 1 ms")), "at least 4 ms"));
    CHECK(has(problems_of(with("trucks: 90 per day", "trucks: 90 per day, by_hour: {0-24: 1e308}")),
              "to 1000000"));
    const std::string road = R"(source: guess
runs: {from: 2025-09-01}
places: {a: {}, b: {}}
roads: {a to b: {length: 1e308 km, speed: 1e-300 km/h}}
demand: {t: {from: a, to: b, trucks: 1 per day}}
)";
    CHECK(has(problems_of(road), "at most 40000 km"));
    CHECK(has(problems_of(road), "from 0.1 to 1000 km/h"));
}

TEST_CASE("a problem with one number hides no other, and brings no untrue one") {
    std::string text = good;
    text.erase(0, text.find('\n') + 1);  // no source
    const std::string from = "staff: officer, takes: 6 min";
    text.replace(text.find(from), from.size(), "takes: 6 min");
    CHECK(has(problems_of(text), "desks.counter: nobody serves here"));
    CHECK(has(problems_of(text), "desks.counter.takes: '6 min' has no source"));
    CHECK_FALSE(has(problems_of(with("trucks: 90 per day", "trucks: 90")), "found 0"));
    CHECK_FALSE(has(problems_of(with("trucks: 90 per day", "trucks: 1 per day, by_hour: {9-8: 1}")),
                    "no hour with traffic"));
    CHECK(has(problems_of(with("demand: {t:", "demand: {\"a,b\":")), "expected one without"));
    CHECK(has(problems_of(with("from: 2025-09-01", "from: 2025-09-01, measure: 0 days")),
              "text:2:7: runs.measure"));
}

TEST_CASE("breakdowns, patience and batches say what is wrong with them") {
    const std::string said = problems_of(R"(
source: guess
runs: {from: 2025-09-01}
places: {gate: {desks: [counter]}}
staff: {scanner: {people: 1, breakdowns: {every: 10 s, repair: 1 h, then: stop}}}
desks: {counter: {staff: scanner, takes: 60 min}}
demand: {t: {route: [gate], trucks: 1 per hour, batch: 2.5, patience: -1 h}, u: {route: [gate], trucks: 1 per hour, batch: geometric(mean 0.5)}}
)");
    CHECK(has(said, "text:5:42: staff.scanner.breakdowns: 'every' is too short"));
    CHECK(has(said, "staff.scanner.breakdowns.then: found 'stop', expected resume or restart"));
    CHECK(has(said, "demand.t.batch: found '2.5', expected"));
    CHECK(has(said, "demand.t.patience: found '-1 h', expected no negative number"));
    CHECK(has(said,
              "demand.u.batch: found 'geometric(mean 0.5)', expected geometric(mean …) with a mean from 1"));
}

TEST_CASE("what theory expects is read with its units, and changes no run") {
    const std::string queue = R"(
source: guess
runs: {from: 2025-09-01}
places: {gate: {}}
demand: {t: {route: [gate], trucks: 1 per hour}}
)";
    const Scenario plain = load_text(queue);
    const Scenario checked = load_text(queue + R"(
expected:
  replications: 40
  figures: {desk.counter.wait.mean: 45 min, "yard.gate.full.share": 12 %, place.gate.trucks.mean: 3.2}
)");
    REQUIRE(checked.expected);
    CHECK(checked.expected->replications == 40);
    REQUIRE(checked.expected->figures.size() == 3);
    CHECK(checked.expected->figures[0].value == 0.75);
    CHECK(checked.expected->figures[0].is_time);
    CHECK(checked.expected->figures[1].value == Approx(0.12));
    CHECK_FALSE(checked.expected->figures[2].is_time);
    CHECK(checked.hash == plain.hash);
    CHECK(checked.provenance.total() == plain.provenance.total());
    CHECK(has(problems_of(queue + "expected: {replications: 2, figures: {a: 3 km}}"),
              "expected.figures.a: found '3 km', expected a duration, a share or a number"));
}

TEST_CASE("one replication has no interval, so that many are not accepted for figures that theory expects") {
    const std::string queue =
        "source: guess\nruns: {from: 2025-09-01}\nplaces: {gate: {}}\n"
        "demand: {t: {route: [gate], trucks: 1 per hour}}\nexpected: {replications: ";
    CHECK(has(problems_of(queue + "1, figures: {trip.started.total: 3}}"),
              "text:5:11: expected.replications: found 1, expected 2 to 1000000"));
    CHECK(problems_of(queue + "2, figures: {trip.started.total: 3}}") == "none");
}
