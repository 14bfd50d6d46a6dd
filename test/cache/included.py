#!/usr/bin/python3
"""Units whose command includes a file (CMake's precompiled headers do) begin
from shared headers, too, from those of an earlier run as well, and what they
say is the same.

    included.py CODEX_LINT DIR
"""
import json
import pathlib
import shutil
import subprocess
import sys

UNITS = 18  # enough for the headers to be kept

lint, work = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
before = work / "before.h"
before.write_text("#include <optional>\n#define GET(o) (*(o))\n"
                  "inline int ofHeader(std::optional<int> p) { return *p; }\n")
for number in range(UNITS):
    (work / f"u{number}.cpp").write_text(
        "#include <map>\n#include <string>\n#include <vector>\n"
        f"int f{number}(std::optional<int> o) {{ return GET(o); }}\n"
        f"int g{number}(std::optional<int> o) {{ return o ? *o : 0; }}\n")
(work / "compile_commands.json").write_text(json.dumps([
    {"directory": str(work), "file": f"u{number}.cpp",
     "arguments": ["clang++", "-std=c++20", "-include", str(before), "-c", f"u{number}.cpp"]}
    for number in range(UNITS)]))


def report(*options):
    done = subprocess.run([lint, "check", "-p", work, "--format", "json", *options], capture_output=True, text=True)
    return json.loads(done.stdout)


kept = ["--cache", work / "cache"]
short, whole = report(*kept), report("--no-cache", "--no-shortcuts")
assert short["time"]["unitsWithSharedHeaders"] == UNITS, short["time"]
assert not short["units"]["failed"], short["units"]
assert len(short["findings"]) == UNITS + 1, short["findings"]
assert short["findings"] == whole["findings"], whole["findings"]

# One alone begins from what is kept, where its result is not.
for entry in (work / "cache").glob("llvmcache-m*"):
    entry.unlink()
database = work / "compile_commands.json"
every = json.loads(database.read_text())
database.write_text(json.dumps(every[2:3]))
alone = report(*kept)
assert alone["time"]["unitsWithSharedHeaders"] == 1, alone["time"]

# Edited, it begins from its own head.
database.write_text(json.dumps(every))
report(*kept)
with open(work / "u3.cpp", "a") as unit:
    unit.write("int h(std::optional<int> o) { return *o; }\n")
later, whole = report(*kept), report("--no-cache", "--no-shortcuts")
assert later["units"]["cached"] == UNITS - 1, later["units"]
assert later["time"]["unitsWithPreamble"] == 1, later["time"]
assert len(later["findings"]) == UNITS + 2, later["findings"]
assert later["findings"] == whole["findings"], whole["findings"]

# The project's headers behind such a file are shared where all that is in it is
# the system's, as CMake's says of itself; where it is the project's, they are not.
(work / "large.h").write_text(
    "#pragma once\n#include <optional>\ninline int ofLarge(std::optional<int> p) { return *p; }\n"
    + "// As long as a header is that is worth a process of its own.\n" * 1000)
(work / "first.h").write_text("#pragma once\n#define FIRST 1\ninline int ofFirst(std::optional<int> p) { return *p; }\n")
precompiled = work / "precompiled.hxx"
FEWER = 6
for number in range(FEWER):
    (work / f"u{number}.cpp").write_text(
        f'#include "large.h"\nint f{number}(std::optional<int> o) {{ return *o + FIRST; }}\n')
for text, shared in ((f'#pragma clang system_header\n#include "{work}/first.h"\n', FEWER),
                     (f'#include "{work}/first.h"\n', 0)):
    precompiled.write_text("#include <optional>\n" + text)
    for entry in every[:FEWER]:
        entry["arguments"][3] = str(precompiled)
    database.write_text(json.dumps(every[:FEWER]))
    short, whole = report("--no-cache"), report("--no-cache", "--no-shortcuts")
    assert short["time"]["unitsWithProjectHeaders"] == shared, (text, short["time"])
    assert short["findings"] == whole["findings"], whole["findings"]
    assert len(short["findings"]) == FEWER + (1 if shared else 2), short["findings"]
