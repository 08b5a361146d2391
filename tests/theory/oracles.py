#!/usr/bin/env python3
"""Derives every expected figure of scenarios/theory/ a second time, and compares: oracles.py [--self-test].

Rule: standard library only, nothing of the simulator; a figure that cannot be derived is a failure too.
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCENARIOS = HERE.parents[1] / "scenarios" / "theory"
TOLERANCE = 1e-6  # relative
MINUTES = {"s": 1 / 60, "min": 1.0, "h": 60.0, "days": 1440.0, "%": 0.01, "": 1.0}
FIGURE = re.compile(r'^    "?([^"#\s][^":]*)"?: +(-?[0-9][0-9.e+-]*) ?(s|min|h|days|%|)\s*(?:#.*)?$')

sys.dont_write_bytecode = True  # the sources stay as they are
sys.path.insert(0, str(HERE / "oracle"))
from models import FILES  # noqa: E402


def figures(text):
    """{metric: value} of the section `expected`; times in minutes."""
    found, inside = {}, False
    for line in text.splitlines():
        if re.match(r"\S", line):
            inside = line.startswith("expected:")
        if not inside or not line.startswith("    ") or not line.strip() or line.strip()[0] == "#":
            continue
        match = FIGURE.match(line)
        if not match:
            raise ValueError(f"cannot read '{line.strip()}'")
        found[match[1]] = float(match[2]) * MINUTES[match[3]]
    return found


def problems(name, text, derived):
    """What is wrong with one file, as sentences."""
    found = figures(text)
    if not found:
        yield f"{name}: no expected figures"
    for metric, value in found.items():
        if metric not in derived:
            yield f"{name}: {metric}: no derivation"
        elif abs(value - derived[metric]) > TOLERANCE * abs(derived[metric]):
            yield f"{name}: {metric}: {value:.12g}, derived {derived[metric]:.12g}"


def check():
    wrong, count = [], 0
    names = {path.name for path in SCENARIOS.glob("*.yaml")}
    wrong += [f"{name}: no derivation" for name in sorted(names - FILES.keys())]
    wrong += [f"{name}: no such file" for name in sorted(FILES.keys() - names)]
    for name in sorted(names & FILES.keys()):
        text = (SCENARIOS / name).read_text(encoding="utf-8")
        count += len(figures(text))
        wrong += problems(name, text, FILES[name]())
    print("\n".join(wrong) if wrong else f"{count} figures of {len(names)} files agree")
    return wrong


def self_test():
    """Each figure of the small files, off by 2e-6, must be caught; so must one nobody derived."""
    for name in ("mm1.yaml", "finite-yard.yaml", "batches.yaml", "tandem-blocking.yaml"):
        text = (SCENARIOS / name).read_text(encoding="utf-8")
        derived = FILES[name]()
        assert not list(problems(name, text, derived)), name
        for metric in figures(text):
            wrong = {**derived, metric: derived[metric] * (1 + 2e-6)}
            assert len(list(problems(name, text, wrong))) == 1, metric
            del wrong[metric]
            assert len(list(problems(name, text, wrong))) == 1, metric
    print("every figure that is off is caught")


if __name__ == "__main__":
    sys.exit(self_test() if "--self-test" in sys.argv[1:] else 1 if check() else 0)
