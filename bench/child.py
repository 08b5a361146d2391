"""Runs a command to its end and says what it took. Rule: a command that fails ends the measurement."""

import resource
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

Took = namedtuple("Took", "wall cpu peak said")  # s, s of all threads, MB of the largest resident set, stdout


def output(command):
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
    return done.stdout


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def took(command):
    """As the kernel counted it. GNU time starts the command, because a child of Python inherits Python's peak."""
    with tempfile.NamedTemporaryFile("r") as peak:
        begin, before = time.monotonic(), cpu_of_children()
        said = output(["/usr/bin/time", "--format=%M", f"--output={peak.name}", *command])
        return Took(time.monotonic() - begin, cpu_of_children() - before, int(peak.read()) / 1024, said)


def built(directory, *targets):
    """The build directory that holds the programs; without one the release preset is built."""
    if directory:
        return directory.resolve()
    subprocess.run([ROOT / "tools/install", "build", "test", "bench"], check=True, stdout=sys.stderr)
    subprocess.run([ROOT / "tools/build", "release", *targets, "--", "-DHANHLANG_BENCH=ON"], check=True,
                   stdout=sys.stderr)
    return ROOT / "build/release"
