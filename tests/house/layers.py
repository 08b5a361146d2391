#!/usr/bin/env python3
"""What the compiler does not check: who may include whom, and a few rules of style.

    layers.py [ROOT]       prints each problem as file:line: text; exit code 1 when there is any
    layers.py --self-test  feeds itself bad files and fails when one is not caught
"""

import re
import sys
from pathlib import Path, PurePosixPath

# A layer sees itself and these.
LAYERS = {
    "base": (),
    "stats": ("base",),
    "engine": ("base",),
    "network": ("base",),
    "scenario": ("base",),
    "resources": ("base", "engine"),
    "model": ("base", "stats", "engine", "resources", "network", "scenario"),
    "study": ("base", "stats", "scenario", "model"),
    "report": ("base", "stats", "scenario", "model", "study"),
}

# Libraries by the first words of their headers.
LIBRARIES = {
    "fmt/": "fmt", "boost/": "Boost", "Eigen/": "Eigen", "yaml-cpp/": "yaml-cpp", "sqlite3.h": "SQLite", "nlohmann/": "nlohmann-json",
    "Random123/": "Random123", "sleef": "SLEEF", "immintrin": "the vector units",
    "sys/mman": "the system's pages",
}

# Where a library may be included, as a pattern of paths. Public headers show none but these two.
ALLOWED = {
    "fmt": r"sim/.*\.[ch]pp",
    "Boost": r"sim/network/.*\.cpp",
    "Eigen": r"(sim|include/hanhlang)/stats/.*",
    "yaml-cpp": r"sim/scenario/.*\.cpp",
    "SQLite": r"sim/study/database\.(hpp|cpp)",
    "nlohmann-json": r"sim/(scenario|report)/.*\.cpp",
    "Random123": r"(sim|include/hanhlang)/base/.*",
    "SLEEF": r"sim/base/elementary\.cpp",
    "the vector units": r"sim/base/random\.cpp",
    "the system's pages": r"sim/engine/frames\.cpp",
}

LONGEST = 300
LONGER = ()  # files of include/ and sim/ that may be longer, each with a good reason

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def code_only(text):
    """The text with comments, strings and characters blanked, each byte in its place."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\''
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)


def layer_of(path):
    parts = path.parts
    if parts[0] == "sim" and len(parts) > 2:
        return parts[1]
    if parts[:2] == ("include", "hanhlang") and len(parts) > 3:
        return parts[2]
    return None


def check_includes(path, text):
    layer = layer_of(path)
    if layer is None:
        if path.parts[0] in ("sim", "include"):
            yield 1, "belongs to no layer"
        return
    if layer not in LAYERS:
        yield 1, f"'{layer}' is not a layer of layers.py"
        return
    for match in INCLUDE.finditer(text):
        line, quote, header = line_of(text, match.start()), match[1], match[2]
        parts = header.split("/")
        library = next((name for start, name in LIBRARIES.items() if header.startswith(start)), None)
        if parts[0] == "hanhlang" and len(parts) > 2:
            if parts[1] != layer and parts[1] not in LAYERS[layer]:
                yield line, f"{layer} must not include {parts[1]}: {header}"
        elif library:
            if not re.fullmatch(ALLOWED[library], str(path)):
                yield line, f"{library} must not be included here: {header}"
        elif quote == '"':
            if path.parts[0] == "include":
                yield line, f"a public header includes by the whole path: {header}"
            elif len(parts) > 1:
                yield line, f"a private header is included by its own layer only: {header}"
        elif not re.fullmatch(r"[a-z_]+", header):
            yield line, f"is neither of the standard library nor in the table of layers.py: {header}"


def full_expression(code, at):
    """From the co_await at `at` to the end of its expression, and before it to the start of its statement."""
    depth, end = 0, at
    while end < len(code):
        if code[end] in "([{":
            depth += 1
        elif code[end] in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and code[end] == ";"):
            break
        end += 1
    depth, start = 0, at
    while start > 0:
        c = code[start - 1]
        if c in ")]}":
            if c == "}" and depth == 0 and not re.match(r"\s*[,).?:|&<>=+*/%-]", code[start:]):
                break  # the end of a block, not of a braced value
            depth += 1
        elif c in "([{":
            if c == "{" and depth == 0:
                break
            depth = max(depth - 1, 0)
        elif c == ";" and depth == 0:
            break
        start -= 1
    return start, end


def check_co_await(path, text):
    """g++ 12 destroys some temporaries of a co_await expression twice: braced values and capturing lambdas."""
    code = code_only(text)
    for match in re.finditer(r"\bco_await\b", code):
        if re.match(r"\s*\(\s*\)", code[match.end():]) and re.search(r"\boperator\s*$", code[: match.start()]):
            continue
        start, end = full_expression(code, match.start())
        expression = code[start:end]
        # A subscript follows a value; a lambda does not.
        lambdas = r"(?<![\w\])])\s*\[([^\]]*)\]\s*(?:\([^()]*\))?[^{};,()]*\{[^{}]*\}"
        if any(found[1].strip() for found in re.finditer(lambdas, expression)):
            yield line_of(code, match.start()), "a capturing lambda in a co_await expression; name it before"
        if "{" in re.sub(lambdas, "", expression):
            yield line_of(code, match.start()), "a braced value in a co_await expression; name it before"


def check_style(path, text):
    if path.suffix == ".hpp" and not re.search(r"^#pragma once$", text, re.M):
        yield 1, "a header says #pragma once"
    if path.parts[0] != "tests" and not text.startswith(("//", "#include")):
        yield 1, "begins with neither a comment nor an include"
    code = code_only(text)
    for match in re.finditer(r"\busing\s+namespace\s+std\s*;", code):
        yield line_of(code, match.start()), "using namespace std"
    lines = text.count("\n")
    if path.parts[0] in ("include", "sim") and lines > LONGEST and str(path) not in LONGER:
        yield LONGEST + 1, f"has {lines} lines, more than {LONGEST}: one idea per file"


def check(path, text):
    path = PurePosixPath(path)
    for rule in (check_includes, check_co_await, check_style):
        yield from rule(path, text)


def check_tree(root):
    files = sorted(
        file
        for folder in ("include", "sim", "tools", "tests", "bench")
        for file in (root / folder).rglob("*")
        if file.suffix in (".hpp", ".cpp")
    )
    problems = [
        f"{file.relative_to(root)}:{line}: {text}"
        for file in files
        for line, text in check(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
    ]
    for problem in problems:
        print(problem)
    print(f"{len(files)} files, {len(problems)} problems", file=sys.stderr)
    return not files or bool(problems)


BAD = [  # path, text, words of the problem
    ("sim/base/a.cpp", '#include "hanhlang/engine/agenda.hpp"\n', "base must not include engine"),
    ("sim/resources/a.cpp", '#include "hanhlang/model/plan.hpp"\n', "resources must not include model"),
    ("sim/stats/a.cpp", '#include "hanhlang/scenario/load.hpp"\n', "stats must not include scenario"),
    ("include/hanhlang/network/a.hpp", "// a\n#pragma once\n#include <boost/graph/graph_traits.hpp>\n", "Boost"),
    ("sim/network/a.hpp", "// a\n#pragma once\n#include <boost/graph/graph_traits.hpp>\n", "Boost"),
    ("sim/model/a.cpp", "#include <yaml-cpp/yaml.h>\n", "yaml-cpp"),
    ("sim/study/ledger.cpp", "#include <sqlite3.h>\n", "SQLite"),
    ("sim/scenario/a.hpp", "// a\n#pragma once\n#include <yaml-cpp/yaml.h>\n", "yaml-cpp"),
    ("include/hanhlang/report/a.hpp", "// a\n#pragma once\n#include <nlohmann/json.hpp>\n", "nlohmann"),
    ("include/hanhlang/base/a.hpp", "// a\n#pragma once\n#include <fmt/format.h>\n", "fmt"),
    ("sim/base/random.cpp", "#include <sleef.h>\n", "SLEEF"),
    ("sim/engine/a.cpp", "#include <Eigen/Dense>\n", "Eigen"),
    ("sim/engine/a.cpp", "#include <immintrin.h>\n", "vector units"),
    ("sim/engine/a.cpp", "#include <Random123/philox.h>\n", "Random123"),
    ("sim/engine/a.cpp", "  #  include <zlib.h>\n", "neither of the standard library"),
    ("sim/model/a.cpp", '#include "../scenario/reader.hpp"\n', "private header"),
    ("include/hanhlang/base/a.hpp", '// a\n#pragma once\n#include "b.hpp"\n', "whole path"),
    ("sim/magic/a.cpp", "// a\n", "not a layer"),
    ("sim/a.cpp", "// a\n", "no layer"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    co_await store.put(Truck{1, 2});\n}\n", "braced value"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    co_await store.put({1, 2});\n}\n", "braced value"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    co_await Timer{5};\n}\n", "braced value"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    note(Visit{1}, co_await store.get());\n}\n", "braced value"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    if (co_await ask(\n        Visit{1})) {\n    }\n}\n", "braced value"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    co_await on([&] { return x; });\n}\n", "capturing lambda"),
    ("tests/engine/a.cpp", "// a\nvoid f() {\n    co_await on([this](int a) { return a; });\n}\n", "capturing lambda"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    co_await on(1, [x = y] { return x; });\n}\n", "capturing lambda"),
    ("tools/a.cpp", "// a\nusing  namespace std;\n", "using namespace std"),
    ("tools/a.hpp", "// a\nint a();\n", "#pragma once"),
    ("sim/base/a.cpp", "\n// a\n", "begins with"),
    ("sim/base/a.cpp", "// a\n" * (LONGEST + 1), "more than"),
]

GOOD = [
    ("sim/base/elementary.cpp", "#include <sleef.h>\n"),
    ("sim/network/a.cpp", '#include "a.hpp"\n\n#include <boost/graph/graph_traits.hpp>\n#include <cmath>\n'),
    ("sim/scenario/a.cpp", "#include <fmt/format.h>\n#include <yaml-cpp/parser.h>\n#include <nlohmann/json.hpp>\n"),
    ("include/hanhlang/stats/a.hpp", "// a\n#pragma once\n#include <Eigen/Dense>\n"),
    ("include/hanhlang/model/a.hpp", '// a\n#pragma once\n#include "hanhlang/network/network.hpp"\n'),
    ("tools/main.cpp", '#include <boost/program_options.hpp>\n\n#include "hanhlang/model/plan.hpp"\n'),
    ("sim/model/a.cpp", "// co_await f(Truck{1})\nint x = 1'000'000;  // {\n"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    if (x) { y(); }\n    co_await desks_[where.desk].visit(std::move(t), 1);\n}\n"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    while (!co_await enter(trip, &at)) {\n        g(Visit{1});\n    }\n}\n"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    Visit visit{1};\n    auto a = co_await ask(visit, \"{\", '{');\n}\n"),
    ("sim/model/a.cpp", "// a\nvoid f() {\n    co_await on([](int a) { return a; });\n}\n"),
    ("sim/model/a.cpp", "// a\nauto operator co_await() const { return Awaiter{handle_}; }\n"),
]


def self_test():
    failures = [f"not caught: {bad!r}" for bad in BAD if not any(bad[2] in text for _, text in check(*bad[:2]))]
    failures += [f"wrongly caught: {good!r}: {found}" for good in GOOD if (found := list(check(*good)))]
    for failure in failures:
        print(failure)
    print(f"{len(BAD)} bad and {len(GOOD)} good files, {len(failures)} misjudged", file=sys.stderr)
    return bool(failures)


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(self_test())
    sys.exit(check_tree(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]))
