"""What the tables of bench/README.md share: goals, the machine, and where they stand."""

import datetime
import os
import platform
import re
from pathlib import Path

from child import ROOT, output


def said_goal(goal):
    least, most = goal or (None, None)
    if least is not None and most is not None:
        return f"{least} – {most}"
    return f">= {least}" if least is not None else f"<= {most}" if goal else "–"


def machine(build):
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    cache = (build / "CMakeCache.txt").read_text()
    compiler = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.*)", cache, re.M)[1]
    return (f"{datetime.date.today()}, {processor[1] if processor else platform.machine()}, {os.cpu_count()} CPUs, "
            f"{output([compiler, '--version']).splitlines()[0]}, release flags")


def write(name, lines):
    """Puts a table between its marks in bench/README.md."""
    readme = ROOT / "bench/README.md"
    before, mark, rest = readme.read_text().partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    readme.write_text("\n".join([before + mark, *lines, end + after]).replace(mark + "\n", mark, 1))
