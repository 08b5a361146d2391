#!/usr/bin/env python3
"""Drives the program as a user does: small worlds, bad input, exit codes, files. The program is in $HANHLANG."""

import csv
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("HANHLANG", ROOT / "build/release/hanhlang")).resolve()
VERBS = ["check", "run", "compare", "claims", "sweep", "search", "sensitivity", "ledger", "merge", "verify", "backcast", "metrics", "new", "explain", "holidays", "schema", "version"]

WORLD = """\
title: one gate between two towns
source: guess
runs: {from: 2025-09-01, measure: 3 days, warm_up: 1 day, max_overrun: 3 days}
calendars:
  by_day: mon-sun 06:00-22:00
places:
  west: {}
  gate: {kind: gate, yard: {slots: 10}, desks: [papers]}
  east: {}
roads:
  west to gate: {length: 40 km, speed: 40 km/h}
  gate to east: {length: 20 km, speed: 40 km/h}
staff:
  officers: {people: 2, hours: by_day}
desks:
  papers: {staff: officers, takes: "lognormal(mean 10 min, cv 0.5)"}
commodities:
  fruit: {payload: 20 t}
demand:
  trucks: {direction: eastbound, from: west, to: east, trucks: 100 per day, carries: fruit}
"""


class Program(unittest.TestCase):
    """A test has a directory of its own, is in it, and finds the world there as world.yaml."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="hanhlang-")
        self.addCleanup(holder.cleanup)
        self.here = Path(holder.name)
        self.write("world.yaml", WORLD)

    def write(self, name, text):
        file = self.here / name
        file.write_bytes(text) if isinstance(text, bytes) else file.write_text(text, encoding="utf-8")
        return name

    def world(self, old, new):
        """The world with one text replaced, as bad.yaml."""
        self.assertEqual(WORLD.count(old), 1, f"the world has not exactly one {old!r}")
        return self.write("bad.yaml", WORLD.replace(old, new))

    def call(self, *words):
        return subprocess.run(
            [PROGRAM, *words], cwd=self.here, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=120
        )

    def good(self, *words):
        done = self.call(*words)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stderr}")
        return done

    def run_json(self, *words):
        return json.loads(self.good("run", *words, "--replications", "3", "--format", "json").stdout)

    def files(self):
        return sorted(str(path.relative_to(self.here)) for path in self.here.rglob("*"))


class BadInput(Program):
    """Exit code 2, everything about it on stderr, nothing on stdout, nothing on disk."""

    def refused(self, file, *says, place=True, options=()):
        before = self.files()
        for words in (["check", file], ["run", file, "-o", "out", "--format", "json"], ["compare", file, file, "-o", "out"]):
            done = self.call(*words, *options)
            said = f"{words}: {done.stdout}{done.stderr}"
            self.assertEqual(done.returncode, 2, said)
            self.assertEqual(done.stdout, "", said)
            self.assertEqual(self.files(), before, said)
            if place:
                self.assertRegex(done.stderr, rf"(?m)^{re.escape(file)}:\d+:\d+: \S", said)
            for words_said in says:
                self.assertRegex(done.stderr, f"(?i){words_said}", said)

    def test_missing_file(self):
        self.refused("nowhere.yaml", "nowhere.yaml", "no such file", place=False)

    def test_directory(self):
        (self.here / "folder").mkdir()
        self.refused("folder", "folder", "directory", place=False)

    def test_empty_file(self):
        for text in ("", "\n\n", "# only a comment\n", "---\n"):
            self.refused(self.write("bad.yaml", text), "bad.yaml", "empty", "hanhlang new", place=False)

    def test_binary_junk(self):
        self.refused(self.write("bad.yaml", bytes(range(256)) * 20), "not UTF-8")
        self.refused(self.write("bad.yaml", b"\x7fELF\x02\x01\x01\x00\x00"))
        self.refused(self.write("bad.yaml", WORLD.replace("one gate", "one \0 gate")), "bad.yaml:1:")

    def test_text_that_is_not_yaml(self):
        self.refused(self.write("bad.yaml", "title: [never closed\nruns: {\n"))
        self.refused(self.write("bad.yaml", "just words\n"))
        self.refused(self.write("bad.yaml", "- a\n- list\n"))

    def test_alias_bomb(self):
        bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        bomb += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
        start = time.monotonic()
        self.refused(self.write("bad.yaml", bomb), "alias|anchor")
        self.assertLess(time.monotonic() - start, 30)

    def test_deep_nesting(self):
        self.refused(self.write("bad.yaml", "a: " + "[" * 100_000))

    def test_tab_indentation(self):
        self.refused(self.world("  gate: {kind", "\tgate: {kind"), "bad.yaml:8:1:", "tab")

    def test_duplicate_key(self):
        self.refused(self.world("  west: {}\n", "  west: {}\n  west: {}\n"), "bad.yaml:8:3:", "west", "second time|twice")

    def test_second_document(self):
        self.refused(self.write("bad.yaml", WORLD + "---\n" + WORLD), "second document")

    def test_wrong_unit(self):
        self.refused(self.world("length: 40 km", "length: 40 min"), "bad.yaml:11:.*length", "82 km")

    def test_missing_unit(self):
        self.refused(self.world("length: 40 km", "length: 40"), "bad.yaml:11:.*length", "no unit")

    def test_negative_numbers(self):
        self.refused(self.world("length: 40 km", "length: -40 km"), "bad.yaml:11:.*negative")
        self.refused(self.world("people: 2", "people: -2"), "bad.yaml:14:.*negative")
        self.refused(self.world("100 per day", "-100 per day"), "negative")
        self.refused(self.world('"lognormal(mean 10 min, cv 0.5)"', "-10 min"), "negative")
        self.refused(self.world('"lognormal(mean 10 min, cv 0.5)"', '"uniform(-10, 10) min"'), "negative")

    def test_numbers_that_are_none(self):
        for text in (".inf", ".nan", "-.inf", "inf", "nan", "1e999", "0x10"):
            for unit in (" km", ""):
                self.refused(self.world("length: 40 km", f"length: {text}{unit}"), "bad.yaml:11:.*length")
        self.refused(self.world('"lognormal(mean 10 min, cv 0.5)"', '"lognormal(mean nan min, cv 0.5)"'))

    def test_share_above_100_per_cent(self):
        self.refused(self.world("{staff: officers,", "{share: 120 %, staff: officers,"), "bad.yaml:16:.*share", "100 %")

    def test_unknown_names(self):
        self.refused(self.world("staff: officers", "staff: oficers"), "bad.yaml:16:", "did you mean 'officers'")
        self.refused(self.world("desks: [papers]", "desks: [paper]"), "bad.yaml:8:", "did you mean 'papers'")
        self.refused(self.world("to: east", "to: eats"), "did you mean 'east'")
        self.refused(self.world("hours: by_day", "hours: by_dya"), "bad.yaml:14:")
        self.refused(self.world("source: guess", "source: gues"), "did you mean 'guess'")

    def test_unknown_keys(self):
        self.refused(self.world("people: 2", "peple: 2"), "bad.yaml:14:", "did you mean 'people'")
        self.refused(self.world("demand:", "demnd:"), "did you mean 'demand'")

    def test_number_without_a_source(self):
        self.refused(self.world("source: guess\n", ""), "source")

    def test_cycle_of_extends(self):
        self.write("other.yaml", "extends: bad.yaml\n")
        done = self.call("check", self.write("bad.yaml", "extends: other.yaml\n"))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"\w+\.yaml:1:\d+: .*back to itself")
        self.refused(self.write("bad.yaml", "extends: bad.yaml\n"), "back to itself")

    def test_extends_nothing(self):
        self.refused(self.write("bad.yaml", "extends: nowhere.yaml\n"), "bad.yaml:1:", "nowhere.yaml")

    def test_route_without_a_road(self):
        self.refused(self.world("  gate to east: {length: 20 km, speed: 40 km/h}\n", ""), "no road", "'west'", "'east'")
        self.refused(self.world("from: west, to: east", "route: [west, east]"), "no road", "'west'", "'east'")

    def test_desk_without_staff(self):
        self.refused(self.world("staff: officers, ", ""), "bad.yaml:16:", "staff")

    def test_team_of_nobody(self):
        self.refused(self.world("people: 2", "people: 0"), "bad.yaml:14:", "at least one")

    def test_check_says_the_days_off_and_warns_of_those_outside(self):
        name = self.world("by_day: mon-sun 06:00-22:00", "by_day: mon-sun 06:00-22:00; closed holidays_vn tet")
        done = self.good("check", name)
        self.assertIn("calendars.by_day closed: holidays_vn 2025-09-01..2025-09-02\n", done.stdout)
        self.assertRegex(done.stderr, r"warning: bad\.yaml:5:11: calendars\.by_day: closed tet lies outside the run")
        self.refused(self.world("by_day: mon-sun 06:00-22:00", "by_day: always; closed tett"), "bad.yaml:5:11", "'tet'")
        self.refused(self.write("late.yaml", WORLD.replace("22:00", "22:00; closed tet").replace("2025-09", "2031-09")),
                     "late.yaml:5:11", "tet has no dates for 2031")

    def test_calendar_never_open(self):
        self.refused(self.world("by_day: mon-sun 06:00-22:00", "by_day: closed 2025-09-02"), "bad.yaml:5:", "never open")
        closed = "mon-sun 06:00-22:00; closed 2025-01-01..2026-12-31"
        self.refused(self.world("hours: by_day", f'hours: "{closed}"'), "bad.yaml:14:", "never open")

    def three_problems(self):
        bad = WORLD.replace("40 km,", "40 t,").replace("people: 2", "people: -2").replace("to: east", "to: eats")
        return self.write("bad.yaml", bad)

    def test_several_problems_are_all_said(self):
        self.refused(self.three_problems(), "bad.yaml:11:", "bad.yaml:14:", "bad.yaml:20:")

    def test_no_problem_is_said_that_is_not_there(self):
        said = self.call("check", self.three_problems()).stderr
        self.assertEqual(len(re.findall(r"(?m)^bad\.yaml:", said)), 3, said)

    def test_unquoted_law_in_a_flow_map(self):
        self.refused(self.world('"lognormal(mean 10 min, cv 0.5)"', "lognormal(mean 10 min, cv 0.5)"), "bad.yaml:16:", "quote")

    def test_law_with_the_wrong_arguments(self):
        self.refused(self.world("cv 0.5)", "sd 0.5)"), "bad.yaml:16:", "lognormal")
        self.refused(self.world("lognormal(", "lognorm("), "bad.yaml:16:", "lognormal")

    def test_set(self):
        for setting in ("staff.oficers.people=3", "staff.officers.peple=3", "nothing.at.all=3"):
            self.refused("world.yaml", setting.split(".")[1], place=False, options=["--set", setting])
        self.refused("world.yaml", "did you mean 'officers'", place=False, options=["--set", "staff.oficers.people=3"])
        for setting in ("staff.officers.people=-3", "staff.officers.people", "staff.officers.people=", "=3", "runs.measure=3 km"):
            self.refused("world.yaml", place=False, options=["--set", setting])

    def test_command_line(self):
        for words in ((), ("rnu", "world.yaml"), ("run",), ("run", "world.yaml", "--replikations", "3"),
                      ("run", "world.yaml", "--replications", "0"), ("run", "world.yaml", "--replications", "-1"),
                      ("run", "world.yaml", "--replications", "many"), ("run", "world.yaml", "--jobs", "0"),
                      ("run", "world.yaml", "--format", "xml"), ("run", "world.yaml", "--metric", "trip.speeed.mean"),
                      ("run", "world.yaml", "--visits"), ("compare", "world.yaml"), ("new", "gat"), ("new",),
                      ("explain", "world.yaml"), ("explain", "world.yaml", "--truck", "truks/1"),
                      ("explain", "world.yaml", "--truck", "trucks/one")):
            done = self.call(*words)
            self.assertEqual((done.returncode, done.stdout if words else ""), (2, ""), words)
            self.assertNotEqual(done.stderr if words else "usage", "", words)
        self.assertIn("did you mean 'run'", self.call("rnu", "world.yaml").stderr)


class Help(Program):
    def test_every_verb_helps_with_an_example(self):
        overview = self.good("--help").stdout
        for verb in VERBS:
            self.assertRegex(overview, rf"(?m)^\s+(hanhlang )?{verb}\b")
            said = self.good(verb, "--help").stdout
            self.assertRegex(said, rf"(?i)example[\s\S]*hanhlang {verb}\b", verb)

    def test_version(self):
        self.assertRegex(self.good("version").stdout, r"\d+\.\d+\.\d+")

    def test_schema_is_json(self):
        schema = json.loads(self.good("schema").stdout)
        self.assertIn("$schema", schema)
        self.assertLessEqual({"runs", "places", "demand"}, set(schema["else"]["properties"]))

    def test_holidays_are_listed_by_date(self):
        said = self.good("holidays", "2030").stdout
        self.assertRegex(said, r"(?m)^2030-02-01\.\.2030-02-05 +tet +Tết")
        self.assertRegex(said, r"(?m)^holidays_la: ")
        dates = re.findall(r"(?m)^\d{4}-\d\d-\d\d", said)
        self.assertEqual((len(dates), dates), (9, sorted(dates)))
        for year in ("2031", "soon", "2026x"):
            self.assertIn(f"found '{year}'", self.call("holidays", year).stderr)

    def test_metrics_lists_name_unit_and_definition(self):
        said = self.good("metrics", "world.yaml").stdout
        for name in ("trip.transit_time", "place.gate.crossing_time", "desk.papers.wait", "staff.officers.utilisation",
                     "yard.gate.full"):
            self.assertRegex(said, rf"(?m)^{re.escape(name)}\b")

    def test_check_tells_what_would_run_and_how_much_is_guessed(self):
        self.assertRegex(self.good("check", "world.yaml").stdout, "(?i)guess")
        self.assertEqual(self.files(), ["world.yaml"])

    def test_new_files_are_accepted(self):
        for kind in ("gate", "corridor", "network", "icd"):
            text = self.good("new", kind).stdout
            self.assertIn("#", text)
            self.good("check", self.write(f"{kind}.yaml", text))
            self.run_json(f"{kind}.yaml", "--set", "runs.measure=2 days")
        self.assertIn("arms:", self.good("new", "study").stdout)
        self.assertIn("claims:", self.good("new", "claims").stdout)


class Network(Program):
    """Scenarios in several files, what they rest on, what of them is not known, and corridors."""

    PARTS = {
        "roads.yaml": """\
source: guess
places: {a: {}, n: {kind: gate, desks: [n]}, s: {kind: gate, desks: [s]}, b: {}}
roads:
  a to n: {length: 60 km, speed: 60 km/h}
  n to b: {length: 60 km, speed: 60 km/h}
  a to s: {length: 60 km, speed: 40 km/h}
  s to b: {length: 60 km, speed: 40 km/h}
""",
        "gates.yaml": """\
staff: {north: {people: 2}, south: {people: 2}, source: guess}
desks: {n: {staff: north, takes: 10 min, fee: 10 USD}, s: {staff: south, takes: 10 min}, source: guess}
corridors: {north: {via: [n]}, south: {via: [s]}}
choice: {rule: logit, scale: 2 h, source: guess}
costs: {fuel: 1 USD/l, goods: 10 % per year, source: guess}
""",
        "whole.yaml": """\
extends: [roads.yaml, gates.yaml]
runs: {from: 2025-09-01, measure: 5 days, warm_up: 1 day}
fleets: {truck: {fuel: {loaded: 40 l/100km}, source: guess}}
demand: {t: {from: a, to: b, corridors: [north, south], fleet: truck, trucks: 100 per day, source: guess}}
uncertain: {speeds: {paths: roads.*.speed, factor: "uniform(50, 90) %"}, source: guess}
""",
    }

    def setUp(self):
        super().setUp()
        for name, text in self.PARTS.items():
            self.write(name, text)

    def ok(self, *words):
        return self.good(*words).stdout

    def bad(self, *words, says):
        done = self.call(*words)
        self.assertEqual(done.returncode, 2, f"{words}: {done.stdout}{done.stderr}")
        self.assertEqual(done.stdout, "")
        self.assertIn(says, done.stderr)
        return done.stderr

    def test_a_scenario_of_several_files_runs_with_a_table_of_its_corridors(self):
        text = self.ok("run", "whole.yaml", "--replications", "2", "--quiet")
        self.assertRegex(text, r"corridor +trips a day +hours")
        self.assertRegex(text, r"\n +north +\d+")
        self.assertRegex(text, r"gate +trucks a day")

    def test_delay_is_against_low_volume_for_all_trips_and_each_corridor(self):
        words = ("run", "whole.yaml", "--set", "demand.t.trucks=200 per day", "--replications", "2", "--quiet", "--low-volume")
        self.assertRegex(self.ok(*words), r"(?s)against low volume.*all trips.*north.*low volume is [\d.]+ % of the traffic")
        document = json.loads(self.ok(*words, "--format", "json"))
        low = document["low_volume"]
        self.assertLess(low["traffic"], 1)
        every = low["indices"]["all"]
        self.assertIn("north", low["indices"])
        self.assertEqual(every["transit_time"], document["metrics"]["trip.transit_time.mean"]["estimate"])
        self.assertAlmostEqual(every["transit_time"] - every["at_low_volume"], every["delay"]["estimate"], places=9)
        self.assertAlmostEqual(every["travel_time_index"], every["transit_time"] / every["at_low_volume"], places=9)
        self.assertGreater(every["planning_time_index"], every["travel_time_index"])
        self.assertNotIn("low_volume", json.loads(self.ok(*words[:-1], "--format", "json")))

    def test_check_holds_a_depot_against_what_is_asked_and_names_what_binds(self):
        self.write("icd.yaml", self.good("new", "icd").stdout)
        self.assertRegex(self.ok("check", "icd.yaml"), r"imports +TEU +288 +96\.0 +26280 +19710 +75 %(?s:.*)for_ship +TEU +1280 +124\.6 +21900 +19710 +90 %(?s:.*)binds first: block for_ship")
        self.assertIn("binds first: team stackers",
                      self.ok("check", "icd.yaml", "--set", "blocks.imports.slots=9000", "--set", "staff.stackers.people=1",
                              "--set", "services.feeder.capacity=9000 TEU", "--set", "blocks.for_ship.slots=9000"))
        self.assertNotIn("binds first", self.ok("check", "whole.yaml"))

    def test_days_off_of_a_part_are_no_warning_in_another_window(self):
        self.write("parts.yaml", "calendars: {day: mon-sun 06:00-22:00; closed tet}\n")
        whole = self.PARTS["whole.yaml"]
        self.write("window.yaml", whole.replace("gates.yaml]", "gates.yaml, parts.yaml]"))
        self.assertNotIn("lies outside", self.call("check", "window.yaml").stderr)

    def test_files_that_are_extended_are_laid_upon_each_other_in_their_order(self):
        self.write("slow.yaml", "roads: {a to n: {speed: 20 km/h, source: guess}}\n")
        whole = self.PARTS["whole.yaml"]
        self.write("later.yaml", whole.replace("gates.yaml]", "gates.yaml, slow.yaml]"))
        self.write("earlier.yaml", whole.replace("[roads.yaml", "[slow.yaml, roads.yaml"))
        shown = [self.ok("check", file) for file in ("later.yaml", "earlier.yaml", "whole.yaml")]
        self.assertNotEqual(shown[0], shown[2])
        self.assertEqual(shown[1], shown[2])

    def test_a_file_of_several_that_is_missing_or_extends_itself_is_named(self):
        whole = self.PARTS["whole.yaml"]
        self.write("missing.yaml", whole.replace("gates.yaml", "gate.yaml"))
        self.bad("check", "missing.yaml", says="there is no file")
        self.write("self.yaml", whole.replace("gates.yaml", "self.yaml"))
        self.bad("check", "self.yaml", says="'self.yaml' leads back to itself")

    def test_check_lists_sources_and_ranks_guesses_by_traffic(self):
        text = self.ok("check", "whole.yaml", "--sources")
        self.assertRegex(text, r"section +sourced +derived")
        self.assertRegex(text, r"demand\.t +1 +100 %")
        self.assertLess(text.index("demand.t"), text.index("staff.south"))

    def test_a_draw_changes_what_is_uncertain_and_nothing_else(self):
        def run(*words):
            return self.ok("run", "whole.yaml", "--format", "json", "--replications", "2", *words)

        self.assertEqual(run("--draw", "3"), run("--draw", "3"))
        self.assertNotEqual(run("--draw", "3"), run())
        self.assertNotEqual(run("--draw", "3"), run("--draw", "4"))
        self.bad("run", "world.yaml", "--draw", "1", says="there is nothing for --draw to draw")
        text = self.ok("run", "whole.yaml", "--replications", "2", "--draw", "3", "--seed", "9")
        self.assertIn("draw 3 of the uncertain inputs, by seed 9", text)
        for option in ("--draw", "--seed", "--jobs"):
            self.bad("run", "whole.yaml", option, "-1", says=f"{option}: found '-1', expected no negative number")
            self.bad("run", "whole.yaml", option + "=-1", says="expected no negative number")
        self.bad("explain", "whole.yaml", "--truck", "t/0", "--replication", "-1", says="expected no negative number")

    def test_what_was_asked_for_is_in_the_text_as_well(self):
        asked = ("place.gate.elapsed_in.mean", "trip.transit_time.mean[direction=westbound]")
        text = self.ok("run", "world.yaml", "--replications", "2", *(w for m in asked for w in ("--metric", m)))
        self.assertRegex(text, r"(?m)^  place\.gate\.elapsed_in\.mean +[0-9]")
        self.assertRegex(text, r"(?m)^  trip\.transit_time\.mean\[direction=westbound\] +–")
        self.assertNotRegex(self.ok("run", "world.yaml", "--replications", "2"), r"(?m)^  place\.gate\.elapsed_in\.mean ")

    def test_what_is_wrong_with_money_limits_and_departures_is_said_at_once(self):
        self.write("trucks.csv", "departs,trucks\n2025-09-01 06:00,1\nnever,1\n2025-09-01 07:00,0\n")
        whole = self.PARTS["whole.yaml"].replace("trucks: 100 per day", "departures: {file: trucks.csv}")
        self.write("bad.yaml", whole + "road_classes: {x: {speed: 50 km/h, toll: 1000 VND/km, source: guess}}\n")
        text = self.bad("check", "bad.yaml", says="trucks.csv:3:1: demand.t.departures: found 'never'")
        self.assertIn("trucks.csv:4:1: demand.t.departures: found '0', expected 1 to 1000 trucks", text)
        self.assertIn("'costs.rates' has no rate of VND", text)


class Running(Program):
    def test_json_is_one_document(self):
        document = self.run_json("world.yaml", "--seed", "7")
        self.assertLessEqual({"scenario", "seed", "replications", "metrics"}, set(document))
        self.assertEqual((document["seed"], document["replications"]), (7, 3))
        for name, metric in document["metrics"].items():
            self.assertLessEqual({"estimate", "half_width", "unit", "n"}, set(metric), name)
        time_on_the_way = document["metrics"]["trip.transit_time.mean"]
        self.assertEqual(time_on_the_way["unit"], "h")
        self.assertGreater(time_on_the_way["estimate"], 1.5)  # 60 km at 40 km/h
        self.assertGreater(time_on_the_way["half_width"], 0)

    def test_the_parts_of_a_trip_add_up(self):
        metrics = self.run_json("world.yaml")["metrics"]
        parts = [m["estimate"] for name, m in metrics.items()
                 if re.fullmatch(r"trip\.(driving|resting|service|queue|bay|closed|space)_time\.mean", name)]
        self.assertEqual(len(parts), 7)
        self.assertAlmostEqual(sum(parts), metrics["trip.transit_time.mean"]["estimate"], places=9)

    def test_the_number_of_threads_changes_no_byte(self):
        for words in (["run", "world.yaml"], ["compare", "world.yaml", "world.yaml"]):
            said = [self.good(*words, "--replications", "5", "--format", "json", "--jobs", jobs).stdout for jobs in ("1", "2", "7")]
            self.assertEqual(len(set(said)), 1, words)

    def test_the_seed_changes_the_numbers(self):
        first, second = (self.run_json("world.yaml", "--seed", seed)["metrics"] for seed in ("1", "2"))
        self.assertNotEqual(first, second)
        self.assertEqual(first, self.run_json("world.yaml", "--seed", "1")["metrics"])

    def test_set_changes_the_scenario(self):
        slow = self.run_json("world.yaml", "--set", 'roads."west to gate".length=80 km')["metrics"]
        self.assertAlmostEqual(slow["trip.driving_time.mean"]["estimate"], 2.5, places=6)

    def test_an_overlay_is_the_base_with_its_changes(self):
        self.write("more.yaml", "extends: world.yaml\nstaff: {officers: {people: 3, source: guess}}\n")
        self.assertEqual(self.run_json("more.yaml")["metrics"],
                         self.run_json("world.yaml", "--set", "staff.officers.people=3")["metrics"])

    def test_text_for_people(self):
        self.assertRegex(self.good("run", "world.yaml", "--replications", "3").stdout, "(?is)driving.*gate")
        self.assertEqual(self.files(), ["world.yaml"])

    def test_unstable_runs_and_says_so(self):
        words = ["run", "world.yaml", "--set", "demand.trucks.trucks=900 per day", "--replications", "2", "--format", "json"]
        done = self.good(*words)
        json.loads(done.stdout)
        self.assertRegex(done.stderr, r"(?i)warning.*officers")

    def test_a_stable_run_warns_of_nothing(self):
        self.assertNotIn("warning", self.good("run", "world.yaml", "--replications", "2", "--format", "json").stderr)

    def test_interrupt_reports_what_is_complete(self):
        words = [PROGRAM, "run", "world.yaml", "--set", "runs.measure=28 days", "--replications", "900000", "--jobs", "2",
                 "--format", "json"]
        process = subprocess.Popen(words, cwd=self.here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        try:
            time.sleep(3)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
        self.assertEqual(process.returncode, 130, err)
        complete = json.loads(out)["replications"]
        self.assertTrue(0 < complete < 900000, complete)
        self.assertRegex(err, rf"(?i)interrupted.*\b{complete} of 900000\b.*complete")


class Comparing(Program):
    def compare(self, *words):
        return json.loads(self.good("compare", *words, "--replications", "4", "--format", "json").stdout)

    def test_document(self):
        self.write("fast.yaml", "extends: world.yaml\ndesks: {papers: {takes: 2 min, source: guess}}\n")
        document = self.compare("world.yaml", "fast.yaml")
        comparison = document["comparisons"]["trip.transit_time.mean"]
        self.assertEqual(set(comparison), {"baseline", "treatment", "difference", "reduction"})
        self.assertLessEqual({"estimate", "low", "high"}, set(comparison["reduction"]))
        self.assertGreater(comparison["reduction"]["low"], 0)
        self.assertLessEqual(comparison["reduction"]["low"], comparison["reduction"]["estimate"])
        self.assertEqual(comparison["baseline"], document["metrics"]["trip.transit_time.mean"])
        alike = document["comparisons"]["trip.started.per_day"]
        self.assertEqual(alike["difference"]["estimate"], 0)

    def test_a_scenario_differs_from_itself_by_exactly_nothing(self):
        comparisons = self.compare("world.yaml", "world.yaml")["comparisons"]
        self.assertTrue(comparisons)
        for name, comparison in comparisons.items():
            self.assertIn(comparison["difference"]["estimate"], (0, None), name)
            self.assertIn(comparison["difference"]["half_width"], (0, None), name)
        self.assertEqual(comparisons["trip.transit_time.mean"]["difference"]["estimate"], 0)
        self.assertEqual(comparisons["trip.transit_time.mean"]["reduction"]["estimate"], 0)

    def test_directory(self):
        self.good("compare", "world.yaml", "world.yaml", "--replications", "2", "-o", "out")
        self.assertLessEqual({"manifest.json", "summary.json", "kpi.csv", "resolved.yaml"}, set(os.listdir(self.here / "out")))


class Directory(Program):
    def test_run_directory_gives_the_same_again(self):
        said = self.run_json("world.yaml", "--set", "staff.officers.people=3", "-o", "results/a")
        out = self.here / "results/a"
        self.assertEqual(json.loads((out / "summary.json").read_text())["metrics"], said["metrics"])
        manifest = (out / "manifest.json").read_text()
        json.loads(manifest)
        for word in ("hash", "version", "seed", "command", "hanhlang run world.yaml"):
            self.assertIn(word, manifest)
        with open(out / "kpi.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertTrue(rows)
        self.assertLessEqual({"metric", "value", "unit", "replication"}, set(rows[0]))
        again = self.run_json("results/a/resolved.yaml")
        self.assertEqual(again["metrics"], said["metrics"])

    def test_what_is_there_is_not_overwritten(self):
        (self.here / "out").mkdir()
        self.good("run", "world.yaml", "--replications", "2", "-o", "out")  # an empty directory is fine
        before = (self.here / "out/summary.json").read_bytes()
        done = self.call("run", "world.yaml", "--replications", "3", "-o", "out")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--force", done.stderr)
        self.assertEqual((self.here / "out/summary.json").read_bytes(), before)
        self.good("run", "world.yaml", "--replications", "3", "-o", "out", "--force")
        self.assertEqual(json.loads((self.here / "out/summary.json").read_text())["replications"], 3)

    def test_neighbours_are_left_alone(self):
        for name in ("out.old", "out.new"):
            (self.here / name).mkdir()
            self.write(f"{name}/mine.txt", "mine")
        for _ in range(2):
            self.good("run", "world.yaml", "--replications", "2", "-o", "out", "--force")
        for name in ("out.old", "out.new"):
            self.assertEqual((self.here / name / "mine.txt").read_text(), "mine")
        self.assertEqual(sorted(os.listdir(self.here)), ["out", "out.new", "out.old", "world.yaml"])

    def test_a_directory_that_cannot_be_made(self):
        done = self.call("run", "world.yaml", "--replications", "2", "-o", "world.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertEqual((self.here / "world.yaml").read_text(encoding="utf-8"), WORLD)

    def test_logs(self):
        self.good("run", "world.yaml", "--replications", "2", "-o", "out", "--visits", "--events")
        with open(self.here / "out/events.csv", newline="", encoding="utf-8") as file:
            events = list(csv.DictReader(file))
        self.assertEqual(list(events[0]), ["case", "activity", "start", "end", "resource"])
        self.assertTrue(all(event["start"] <= event["end"] for event in events))
        self.assertTrue(any(event["resource"] == "officers" for event in events))
        with open(self.here / "out/visits.csv", newline="", encoding="utf-8") as file:
            visits = list(csv.DictReader(file))
        self.assertGreater(len(visits), 200)
        self.good("run", "world.yaml", "--replications", "2", "-o", "bare")
        self.assertFalse({"visits.csv", "events.csv"} & set(os.listdir(self.here / "bare")))


def minutes(text):
    size = {"h": 60, "min": 1, "s": 1 / 60, "ms": 1 / 60_000}
    return sum(float(number) * size[unit] for number, unit in re.findall(r"([\d.]+) (h|min|ms|s)\b", text))


class Explaining(Program):
    def test_the_story_adds_up(self):
        for truck in ("trucks/0", "trucks/17", "trucks/90"):
            story = self.good("explain", "world.yaml", "--truck", truck).stdout
            self.assertIn(truck, story)
            steps = [minutes(found) for found in re.findall(r"(?m)^ +\d{4}-\d\d-\d\d \d\d:\d\d\S* .*: ([\d.]+ .*)$", story)]
            total = minutes(re.search(r"is there, after (.*)", story)[1])
            parts = [minutes(part) for part in re.search(r"of this: (.*)", story)[1].split(", ")]
            self.assertGreaterEqual(len(steps), 3, story)  # two roads and a desk
            self.assertGreaterEqual(total, 90, story)  # 60 km at 40 km/h
            # Each is rounded to a minute.
            self.assertAlmostEqual(sum(steps), total, delta=0.5 * (len(steps) + 1), msg=story)
            self.assertAlmostEqual(sum(parts), total, delta=0.5 * (len(parts) + 1), msg=story)

    def test_a_twin_stands_beside(self):
        self.write("quick.yaml", "extends: world.yaml\nsource: guess\ndesks: {papers: {takes: 1 min}}\n")
        told = self.good("explain", "world.yaml", "--truck", "trucks/17", "--twin", "quick.yaml").stdout
        self.assertEqual(told.count("Truck trucks/17, the way out"), 2)
        rows = dict(re.findall(r"(?m)^  (\w+) +[\d.]+ +[\d.]+ +(-?[\d.]+)$", told))
        self.assertEqual(float(rows["driving"]), 0)
        self.assertGreater(float(rows["service"]), 0)
        self.assertEqual(self.call("explain", "world.yaml", "--truck", "trucks/17", "--twin", "none.yaml").returncode, 2)
        self.write("busy.yaml", "extends: world.yaml\nsource: guess\ndemand: {trucks: {trucks: 200 per day}}\n")
        self.assertEqual(self.good("explain", "world.yaml", "--truck", "trucks/17", "--twin", "quick.yaml").stderr, "")
        self.assertIn("NOT the same trucks", self.good("explain", "world.yaml", "--truck", "trucks/17", "--twin", "busy.yaml").stderr)


class Assuming(Program):
    """What a treatment assumes is said before it is run, and taken apart afterwards."""

    def test_check_says_where_and_does_not_fail(self):
        self.write("quick.yaml", "extends: world.yaml\nsource: guess\ndesks:\n  papers: {takes: 5 min}\n")
        done = self.good("check", "quick.yaml")
        self.assertRegex(done.stderr, r"(?m)^note: quick\.yaml:4:19: desks\.papers\.takes: mean 10\.0 min -> 5\.0 min: an assumed")
        self.write("more.yaml", "extends: world.yaml\nsource: guess\nstaff: {officers: {people: 9}}\n")
        self.assertEqual(self.good("check", "more.yaml").stderr, "")
        self.write("study.yaml", "arms: {today: world.yaml, more: more.yaml, quick: {extends: more, set: {desks.papers.takes: 5 min}}}\n")
        self.assertRegex(self.good("check", "study.yaml").stderr, r"\Anote: --set \S+ min: desks\.papers\.takes: .*, in arm quick\n\Z")

    def test_compare_takes_the_effect_apart(self):
        self.write("both.yaml", "extends: world.yaml\nsource: guess\nstaff: {officers: {people: 9}}\ndesks: {papers: {takes: 5 min}}\n")
        self.write("more.yaml", "extends: world.yaml\nsource: guess\nstaff: {officers: {people: 9}}\n")
        words = ("compare", "world.yaml", "both.yaml", "more.yaml", "--replications", "3", "-q")
        text = self.good(*words).stdout
        self.assertEqual(text.count("Where the effect comes from"), 2)
        arms = json.loads(self.good(*words, "--format", "json").stdout)["arms"]
        both, more = (arms[name]["effect"]["trip.transit_time.mean"] for name in ("both", "more"))
        self.assertEqual(both["structure"]["saved"]["estimate"], more["whole"]["saved"]["estimate"])
        self.assertEqual(more["assumed_shorter_work"]["saved"]["estimate"], 0)
        self.assertGreater(both["assumed_shorter_work"]["saved"]["estimate"], 0)
        self.assertEqual([one["path"] for one in arms["both"]["assumed"]], ["desks.papers.takes"])


FIGURES = """\
extends: world.yaml
observed:
  source: paper
  crossings: {metric: place.gate.crossings.per_day, value: 36500 per year, within: 20 %, use: fit, year: 2024, grade: official}
  queue: {metric: place.gate.queue.p95, between: [100 km, 200 km], spacing: 20 m, use: check, year: 2024, grade: weak}
  longer: {metric: place.gate.crossing_time.mean, against: world.yaml, change: {between: [-1 %, 1 %]}, use: check,
           year: 2024, regime: one stop, grade: claim}
sources: {paper: {title: a newspaper, known: sourced}}
"""


class Backcasting(Program):
    def setUp(self):
        super().setUp()
        self.write("figures.yaml", FIGURES)

    def figures(self, *words):
        done = self.good("backcast", *words, "--replications", "3", "--format", "json")
        return {f["name"]: f for scenario in json.loads(done.stdout)["scenarios"] for f in scenario["figures"]}

    def test_json_is_one_document(self):
        figures = self.figures("figures.yaml")
        self.assertEqual({name: f["verdict"] for name, f in figures.items()},
                         {"crossings": "holds", "queue": "misses", "longer": "holds"})
        self.assertEqual(list(figures["queue"]),
                         ["name", "use", "metric", "against", "unit", "low", "high", "simulated", "simulated_low",
                          "simulated_high", "miss", "miss_share", "verdict", "grade", "year", "regime", "source"])
        self.assertLess(figures["queue"]["miss"], -90)
        self.assertEqual((figures["queue"]["unit"], figures["queue"]["source"]), ("km", "paper"))
        self.assertEqual((figures["longer"]["simulated"], figures["longer"]["miss"]), (0, 0))

    def test_a_miss_is_a_finding_unless_it_must_not_be(self):
        words = ["backcast", "figures.yaml", "--replications", "3"]
        self.assertIn("misses", self.good(*words).stdout)
        done = self.call(*words, "--fail-on", "miss")
        self.assertEqual((done.returncode, "misses" in done.stdout), (1, True))
        self.write("fine.yaml", "extends: figures.yaml\nobserved: {queue: none}\n")
        self.good("backcast", "fine.yaml", "--replications", "3", "--fail-on", "miss")
        self.good("backcast", "fine.yaml", "--replications", "1", "--fail-on", "miss")
        self.assertEqual(self.call("backcast", "fine.yaml", "--replications", "1", "--fail-on", "undecided").returncode, 1)
        self.assertEqual(self.call("backcast", "fine.yaml", "--fail-on", "anything").returncode, 2)

    def test_several_files_and_a_directory(self):
        self.write("more.yaml", "extends: figures.yaml\nstaff: {officers: {people: 3, source: guess}}\n")
        done = self.good("backcast", "figures.yaml", "more.yaml", "--replications", "2", "--format", "json", "-o", "out")
        self.assertEqual([s["scenario"] for s in json.loads(done.stdout)["scenarios"]], ["figures.yaml", "more.yaml"])
        self.assertEqual((self.here / "out/summary.json").read_text(encoding="utf-8"), done.stdout)
        self.assertLessEqual({"manifest.json", "kpi.csv", "resolved.yaml", "report.txt"}, set(os.listdir(self.here / "out")))

    def test_the_number_of_threads_changes_no_byte(self):
        said = [self.good("backcast", "figures.yaml", "--replications", "4", "--jobs", jobs).stdout for jobs in ("1", "3")]
        self.assertEqual(len(set(said)), 1)

    def test_settings_are_laid_upon_both_sides_of_a_change(self):
        self.assertEqual(self.figures("figures.yaml", "--set", "staff.officers.people=1")["longer"]["simulated"], 0)
        band = self.figures("figures.yaml", "--set", "observed.crossings.within=5 %")["crossings"]
        self.assertAlmostEqual(band["low"], 36500 * 0.95)

    def test_wrong_figures_are_found_by_check_and_by_backcast(self):
        for old, new, said in (("queue.p95", "queue.q95", "bad.yaml:5:19: observed.queue.metric: .*is no metric"),
                               ("place.gate.queue", "place.gaet.queue", "did you mean 'place.gate.queue"),
                               ("36500 per year", "36500 t", "bad.yaml:4:60: observed.crossings.value: .*another unit"),
                               ("use: fit, ", "", "bad.yaml:4:.*observed.crossings.use: is missing"),
                               ("year: 2024, grade: weak", "grade: weak", "bad.yaml:5:.*observed.queue.year: is missing"),
                               ("  source: paper\n", "", "has no source"),
                               ("against: world.yaml", "against: wordl.yaml", "wordl.yaml.*cannot be loaded"),
                               ("place.gate.queue.p95, between: [100 km, 200 km], spacing: 20 m",
                                "place.gate.crossings.total, at_most: 300", "'check' .*'crossings' .*cannot be a check")):
            self.assertEqual(FIGURES.count(old), 1, old)
            self.write("bad.yaml", FIGURES.replace(old, new))
            for verb in ("check", "backcast"):
                done = self.call(verb, "bad.yaml")
                self.assertEqual((done.returncode, done.stdout), (2, ""), old)
                self.assertRegex(done.stderr, said)

    def test_nothing_to_hold_it_against(self):
        done = self.call("backcast", "world.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("world.yaml: observed: is missing", done.stderr)

    def test_what_is_observed_changes_no_run(self):
        self.write("plain.yaml", "extends: world.yaml\n")
        self.assertEqual(self.run_json("figures.yaml")["metrics"], self.run_json("plain.yaml")["metrics"])


CLAIM = """\
arms:
  today: world.yaml
  more: {extends: today, set: {staff.officers.people: 3}}
statistics: {replications: {min: 20, max: 40}, beside: 4}
claims:
  - id: quicker
    text: a third officer saves a tenth of the time at the gate
    source: nobody
    metric: trip.border_time
    baseline: today
    treatment: more
    expect: {at_least: 10 %}
    also: {transit: {metric: trip.transit_time}}
"""


class Claiming(Program):
    def judge(self, text=CLAIM, *more):
        self.write("study.yaml", text)
        return self.call("claims", "study.yaml", "-q", *more)

    def test_a_verdict_and_what_stands_beside_it(self):
        done = self.judge()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^quicker   (SUPPORTED|REFUTED|UNDECIDED)")
        self.assertIn("quicker/transit", done.stdout)
        self.assertIn("“a third officer saves a tenth of the time at the gate”, nobody", done.stdout)
        for beside in ("bounds", "comes from", "hours of a trip", "effect against load", "not registered"):
            self.assertIn(beside, done.stdout)
        self.assertNotIn("Beside", self.judge(CLAIM, "--verdicts-only").stdout)

    def test_json_has_all_of_it_and_the_same_bytes_on_any_number_of_threads(self):
        one, two = (self.judge(CLAIM, "--format", "json", "--jobs", jobs).stdout for jobs in "12")
        self.assertEqual(one, two)
        document = json.loads(one)
        claim, reading = document["claims"]
        for key in ("id", "verdict", "interval", "level", "n", "look", "p_low", "g", "variance_reduction", "delta", "beside"):
            self.assertIn(key, claim)
        self.assertEqual((reading["id"], reading["reading_of"]), ("quicker/transit", "quicker"))
        self.assertEqual(len(claim["beside"]["loads"]), 6)
        self.assertEqual(document["registered"], {"before": False, "kept": False, "changed": []})

    def test_exit_codes(self):
        only = ("--verdicts-only",)
        never = CLAIM.replace("at_least: 10 %", "at_least: 99 %")
        self.assertEqual(self.judge(never, *only).returncode, 0)
        self.assertEqual(self.judge(never, *only, "--fail-on", "refuted").returncode, 3)
        hardly = CLAIM.replace("people: 3", "people: 2, demand.trucks.trucks: 100.5 per day").replace("at_least: 10 %", "between: [-0.1 %, 0.1 %]")
        self.assertEqual(self.judge(hardly, *only, "--fail-on", "undecided").returncode, 4)
        crowded = CLAIM.replace("people: 3", "people: 1, demand.trucks.trucks: 200 per day")
        done = self.judge(crowded, *only)
        self.assertEqual(done.returncode, 5)
        self.assertIn("INVALID", done.stdout)
        self.assertEqual(self.judge(CLAIM, "--fail-on", "miss").returncode, 2)

    def test_a_study_is_registered_once_and_held_against_that(self):
        self.write("study.yaml", CLAIM)
        self.assertIn("registered: study.registered", self.good("claims", "study.yaml", "--register").stdout)
        self.assertEqual(self.call("claims", "study.yaml", "--register").returncode, 2)
        self.assertIn("as it was registered before the run", self.judge(CLAIM, "--verdicts-only").stdout)
        changed = self.judge(CLAIM.replace("at_least: 10 %", "at_least: 1 %"), "--verdicts-only")
        self.assertIn("registered, but changed since: study is another", changed.stdout)

    def test_a_directory_holds_the_verdicts_and_the_arms(self):
        self.judge(CLAIM, "--verdicts-only", "-o", "out")
        self.assertEqual(sorted(p.name for p in (self.here / "out").iterdir()),
                         ["manifest.json", "registered.txt", "report.txt", "resolved-more.yaml", "resolved-today.yaml", "summary.json"])
        self.assertEqual(self.judge(CLAIM, "--verdicts-only", "-o", "out").returncode, 2)

    def test_what_is_wrong_is_said_before_the_first_run(self):
        for old, new, said in (
            ("metric: trip.border_time", "metric: trip.border_tme", r"study\.yaml:9:13: claims\.quicker\.metric: .*did you mean 'trip\.border_time'"),
            ("at_least: 10 %", "at_least: 10", r"write 10 % or 0\.1"),
            ("treatment: more", "treatment: today", r"is the same scenario"),
            ("claims:", "claim:", r"unknown key 'claim'"),
        ):
            done = self.judge(CLAIM.replace(old, new))
            self.assertEqual((done.returncode, done.stdout), (2, ""), old)
            self.assertRegex(done.stderr, said)
        self.assertIn("is a scenario", self.call("claims", "world.yaml").stderr)
        self.assertIn("claims: is missing", self.judge(CLAIM[: CLAIM.index("claims:")]).stderr)

    def test_verdicts_on_known_pairs(self):
        done = self.good("verify", "--claims", "5", "--format", "json", "-q")
        names = [claim["name"] for claim in json.loads(done.stdout)["claims"]]
        self.assertIn("four-agencies", names)
        self.assertEqual(self.call("verify", "--claims", "0").returncode, 2)


QUEUE = """\
title: a queue that theory knows
source: guess
runs: {from: 2025-01-01, measure: 300 days, warm_up: 30 days, max_overrun: 7 days}
places: {gate: {desks: [counter]}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: 10 min}}
demand: {t: {route: [gate], trucks: 4.8 per hour}}
expected: {replications: 40, figures: {desk.counter.wait.mean: 20 min}}
"""


class Verifying(Program):
    def test_built_in_cases_from_any_directory(self):
        said = self.good("verify", "--case", "md1").stdout
        self.assertIn("all pass", said)
        self.assertIn("tests/theory", said)

    def test_json_is_one_document(self):
        self.write("queue.yaml", QUEUE)
        done = self.good("verify", "queue.yaml", "--format", "json", "--case", "queue/desk.counter.wait.mean")
        (case,) = json.loads(done.stdout)["cases"]
        self.assertEqual(list(case), ["name", "expected", "simulated", "half_width", "z", "unit", "verdict", "reason"])
        self.assertEqual((case["name"], case["verdict"]), ("queue/desk.counter.wait.mean", "pass"))
        self.assertAlmostEqual(case["expected"], 1 / 3)
        self.assertLess(abs(case["simulated"] - case["expected"]), case["half_width"] * 3)

    def test_a_wrong_figure_is_failure(self):
        self.write("queue.yaml", QUEUE.replace("20 min}}", "25 min}}"))
        done = self.call("verify", "queue.yaml")
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAIL", done.stdout)
        done = self.call("verify", "queue.yaml", "--format", "json")
        self.assertEqual(done.returncode, 1)
        verdicts = {case["name"]: case["verdict"] for case in json.loads(done.stdout)["cases"]}
        self.assertEqual(verdicts.pop("queue/desk.counter.wait.mean"), "fail")
        self.assertEqual(set(verdicts.values()), {"pass"})

    def test_any_scenario_must_keep_the_laws(self):
        self.assertIn("all pass", self.good("verify", "world.yaml").stdout)

    def test_unknown_cases_and_files(self):
        done = self.call("verify", "--case", "md2")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'md1'", done.stderr)
        self.assertEqual(self.call("verify", "nowhere.yaml").returncode, 2)
        self.write("queue.yaml", QUEUE.replace("desk.counter.wait.mean", "desk.countre.wait.mean"))
        done = self.call("verify", "queue.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("queue.yaml:8:40: expected.figures.desk.countre.wait.mean", done.stderr)


DESIGN = """\
scenario: world.yaml
statistics: {replications: {min: 10, max: 20}}
vary:
  officers: {path: staff.officers.people, values: [2, 3, 4]}
  traffic: {path: runs.traffic, from: 50 %, to: 100 %, step: 50 %}
metrics: [trip.border_time.mean]
sweep: {design: grid, knee: {metric: trip.border_time.mean, along: officers}}
search: {find: smallest, of: [officers], keep: [{metric: trip.border_time.mean, at_most: 10 h}]}
sensitivity: {of: [trip.border_time.mean], morris: {trajectories: 2, levels: 4}}
"""


class Keeping(Program):
    RUN = ("compare", "world.yaml", "more.yaml", "--replications", "100", "-q", "--jobs", "2")

    def setUp(self):
        super().setUp()
        self.write("more.yaml", "extends: world.yaml\nstaff: {officers: {people: 3, source: guess}}\n")

    def content(self, ledger):
        self.good("ledger", ledger, "--csv", "out.csv")
        return (self.here / "out.csv").read_bytes()

    def test_what_was_run_is_not_run_again_and_the_report_is_the_same(self):
        plain = self.good(*self.RUN).stdout
        self.assertEqual(self.good(*self.RUN, "--ledger", "a.ledger").stdout, plain)
        before = self.content("a.ledger")
        self.assertEqual(self.good(*self.RUN, "--ledger", "a.ledger").stdout, plain)
        self.assertEqual(self.content("a.ledger"), before)
        self.assertRegex(self.good("ledger", "a.ledger").stdout, r"(?m)^more +[0-9a-f]{16} +20260101 +1 +100 +\d+$")
        self.assertIn("removed: 0 runs", self.good("ledger", "a.ledger", "--prune").stderr)

    def test_killed_at_any_instant_nothing_that_was_kept_is_wrong(self):
        self.good(*self.RUN, "--ledger", "whole.ledger")
        for kill in range(int(os.environ.get("HANHLANG_KILLS", "12"))):
            process = subprocess.Popen([PROGRAM, *self.RUN, "--ledger", "killed.ledger"], cwd=self.here,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.02 + 0.061803 * kill % 0.4)
            process.kill()
            process.wait()
        self.good(*self.RUN, "--ledger", "killed.ledger")
        self.assertEqual(self.content("killed.ledger"), self.content("whole.ledger"))

    def test_slices_joined_are_the_whole(self):
        plain = self.good(*self.RUN, "--ledger", "whole.ledger").stdout
        for shard in ("0/2", "1/2"):
            done = self.good(*self.RUN, "--ledger", f"{shard[0]}.ledger", "--shard", shard)
            self.assertEqual(done.stdout, "")
            self.assertIn("hanhlang merge", done.stderr)
        self.good("merge", "all.ledger", "0.ledger", "1.ledger")
        self.assertEqual(self.content("all.ledger"), self.content("whole.ledger"))
        self.assertEqual(self.good(*self.RUN, "--ledger", "all.ledger").stdout, plain)

    def test_a_ledger_that_cannot_be_used(self):
        self.write("poem.txt", "roses are red, " * 50)
        done = self.call(*self.RUN, "--ledger", "poem.txt")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("it is no ledger, or damaged", done.stderr)
        self.assertEqual(self.call("ledger", "nowhere.ledger").returncode, 2)
        self.assertEqual(self.call("merge", "a.ledger", "nowhere.ledger").returncode, 2)
        for shard, says in (("2/2", "expected such as 0/4"), ("x", "expected such as 0/4")):
            self.assertIn(says, self.call(*self.RUN, "--ledger", "a.ledger", "--shard", shard).stderr)
        self.assertIn("needs --ledger", self.call(*self.RUN, "--shard", "0/2").stderr)

    def test_a_design_is_swept_searched_and_asked_what_matters(self):
        self.write("design.yaml", DESIGN)
        text = self.good("sweep", "design.yaml", "-q", "-o", "out").stdout
        self.assertRegex(text, r"officers +traffic +trip.border_time.mean")
        self.assertIn("Where the next step is no longer worth it", text)
        self.assertEqual(sorted(p.name for p in (self.here / "out").iterdir()),
                         ["manifest.json", "points.csv", "report.txt", "summary.json"])
        rows = (self.here / "out/points.csv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(len(rows), 1 + 6 * 10)
        one, two = (self.good("sweep", "design.yaml", "-q", "--jobs", jobs, "--format", "json").stdout for jobs in "12")
        self.assertEqual(one, two)
        self.assertEqual(len(json.loads(one)["points"]), 6)
        found = json.loads(self.good("search", "design.yaml", "-q", "--format", "json").stdout)
        self.assertEqual(found["best"], {"officers": "2"})
        screened = json.loads(self.good("sensitivity", "design.yaml", "-q", "--format", "json").stdout)["of"][0]["screened"]
        self.assertEqual(sorted(screened), ["officers", "traffic"])
        done = self.call("sweep", "world.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("hanhlang new design", done.stderr)
        self.write("design.yaml", DESIGN.replace("sweep:", "swepe:"))
        self.assertIn("did you mean 'sweep'?", self.call("search", "design.yaml").stderr)

    def test_progress_for_programs_is_lines_of_json(self):
        self.write("design.yaml", DESIGN)
        done = self.good("sweep", "design.yaml", "--progress", "json")
        last = json.loads(done.stderr.splitlines()[-1])
        self.assertEqual(last["done"], last["total"])


if __name__ == "__main__":
    if not PROGRAM.is_file():
        raise SystemExit(f"there is no program {PROGRAM}; build it, or say where it is in $HANHLANG")
    unittest.main(verbosity=2)
