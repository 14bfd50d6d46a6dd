"""Preambles of units that are edited: every state of the files gives what a whole parse gives."""
import json
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "gate"))
from repo import holds, run, same, scenario  # noqa: E402

# As long as a head must be to be worth keeping.
LONG = "// %s\n" % ("long " * 50_000)
UNIT = '{}int f(Box o) {{\n  return o.get();\n}}\n'
HEADER = '#pragma once\n#include "box.h"\n#define ASK(B) (B).get()\ninline int own(Box o) { return o.get(); }\n'


class Project:
    """One unit, unit.cpp, with a head that includes own.h, and a second that is left alone."""

    def __init__(self, r, head='#include "own.h"\n', flags=(), name="unit.cpp"):
        self.r, self.home, self.head, self.name = r, r.root, head, name
        self.cache = r.root.parent / "cache"
        r.env["CODEX_CACHE"] = str(self.cache)
        self.write("own.h", HEADER + LONG)
        self.write("box.h", pathlib.Path(sys.argv[4]).read_text())
        self.write("other.cpp", '#include "own.h"\nint other();\n')
        self.flags = list(flags)
        self.edit("")
        build = self.home / "build"
        build.mkdir()
        (build / "compile_commands.json").write_text(json.dumps([
            {"directory": str(self.home), "file": n, "arguments": ["c++", "-I.", "-Isub", *flags, "-c", n]}
            for n in (name, "other.cpp")]))

    def write(self, name, text):
        (self.home / name).parent.mkdir(exist_ok=True)
        (self.home / name).write_text(text)

    def edit(self, more):
        self.write(self.name, UNIT.format(self.head) + more)

    def agrees(self, *ways, rules=()):
        """With a whole parse; says how many units began from a preamble."""
        plain, first = [], None
        chosen = [word for rule in rules for word in ("--rule", rule)]
        for ways in (ways, ("--no-shortcuts", "--no-cache")):
            answer = self.r.run("check", "-p", str(self.home / "build"), "--format",
                                f"json={self.r.root.parent / 'report.json'}", *ways, *chosen)
            holds(answer.json, answer)
            plain.append((answer.code, dict(answer.json, time=None, units=dict(answer.json["units"], cached=None))))
            first = first or answer
        same(plain[0], plain[1], first)
        self.answer = first
        return first.json["time"]["unitsWithPreamble"]

    def lines(self):
        return sorted((f["file"], f["line"]) for f in self.answer.json["findings"])

    def entries(self, kinds="b"):
        return sorted(f for k in kinds for f in self.cache.glob(f"llvmcache-{k}[0-9a-f]*"))


@scenario
def edited(r):
    "The first edit makes it, the next one takes it, and a look at other rules does, too."
    p = Project(r)
    same((p.agrees(), len(p.entries())), (0, 0))
    made = None
    for n, more in enumerate(("int a(Box b) { return b.get(); }\n", "int a(Box b) { return ASK(b); }\n", "int a;\n")):
        p.edit(more)
        same((p.agrees(), len(p.entries()), p.answer.json["units"]["cached"]), (1, 1, 1), p.answer)
        same(p.lines(), [("own.h", 4), ("unit.cpp", 3)] + [("unit.cpp", 5)] * (n < 2), p.answer)
        now = [entry.stat().st_mtime_ns for entry in p.entries("bp")]
        made = made or now
        same(now, made)
    same(p.agrees(rules=["unchecked-box"]), 1)


@scenario
def nothing_kept(r):
    "Without a cache, or without short cuts, there is none."
    p = Project(r)
    p.agrees("--no-shortcuts")
    for ways in (["--no-cache"], ["--no-shortcuts"]):
        p.edit("int more;\n" * len(ways[0]))
        same((p.agrees(*ways), len(p.entries())), (0, 0))


@scenario
def head_changed(r):
    "Another head is another one; and back again the first is still there."
    p = Project(r)
    p.write("more.h", "#define MORE 1\ninline int more(Box o) { return o.get(); }\n")
    p.agrees()
    for head, kept in (('#include "own.h"\n#include "more.h"\n', 1), ('#include "own.h"\n#define ELSE 1\n', 2)):
        p.head = head
        p.edit("#ifdef MORE\nint g(Box o) { return o.get(); }\n#endif\n")
        same((p.agrees(), len(p.entries())), (1, kept))
        same(("more.h", 2) in p.lines(), kept == 1)
    p.head = '#include "own.h"\n#include "more.h"\n'
    p.edit("int g;\n")
    same((p.agrees(), len(p.entries())), (1, 2))


@scenario
def header_changed(r):
    "A header that was edited, touched, removed, or hidden by another is read; it is no edit of the unit."
    p = Project(r)
    p.agrees()
    p.edit("int a;\n")
    same(p.agrees(), 1)
    p.write("own.h", HEADER.replace("own(", "owned(") + LONG)
    same(p.agrees(), 0)
    p.edit("int b;\n")
    same(p.agrees(), 1)
    later = (p.home / "own.h").stat().st_mtime_ns + 5_000_000_000
    os.utime(p.home / "own.h", ns=(later, later))
    p.edit("int c;\n")
    same(p.agrees(), 1)
    # Looked for in the unit's own directory first.
    (p.home / "box.h").rename(p.home / "sub_box.h")
    p.write("sub/box.h", (p.home / "sub_box.h").read_text() + "inline int sub(Box o) { return o.get(); }\n")
    p.edit("int d;\n")
    same(p.agrees(), 0)
    holds(any(f.endswith("box.h") for f, _ in p.lines()), p.answer)
    (p.home / "sub_box.h").rename(p.home / "box.h")
    p.edit("int e;\n")
    p.agrees()
    holds(not any(f.endswith("box.h") for f, _ in p.lines()), p.answer)
    (p.home / "own.h").unlink()
    same(p.agrees(), 0)
    same(len(p.answer.json["units"]["failed"]), 2, p.answer)


@scenario
def open_condition(r):
    "A condition that the head leaves open ends where it does, on either side."
    for value in "01":
        p = Project(r, head=f'#include "own.h"\n#if {value}\n#include "box.h"\n') if value == "0" else p
        p.head = f'#include "own.h"\n#if {value}\n#include "box.h"\n'
        p.edit("#else\nint other(Box o) { return o.get() + o.get(); }\n#endif\n")
        p.agrees()
        p.edit("#else\nint other(Box o) { return o.get(); }\n#endif\n")
        same(p.agrees(), 1, p.answer)
        same(p.lines(), [("own.h", 4), ("unit.cpp", 5 if value == "1" else 8)], p.answer)


@scenario
def by_option(r):
    "What the command includes is in it once, guard or no guard; what it takes macros from needs a whole parse."
    for option, began in (("-include", 1), ("-imacros", 0)):
        shutil.rmtree(r.root.parent / "cache", ignore_errors=True)
        shutil.rmtree(r.root / "build", ignore_errors=True)
        p = Project(r, flags=[option, "first.h"])
        p.write("first.h", "#define FIRST 1\n" + "struct First { int n; };\n" * (began == 1))
        p.agrees()
        p.edit("#ifdef FIRST\nint g(Box o) { return o.get(); }\n#endif\n")
        same((p.agrees(), ("unit.cpp", 6) in p.lines()), (began, True), p.answer)
        same(p.answer.json["units"]["failed"], [], p.answer)


@scenario
def carried_over(r):
    "Counters, pragmas and macros go on where the head has left them."
    p = Project(r, head='#include "own.h"\n#define AT_HEAD(B) (B).get()\n#pragma pack(push, 1)\n'
                        '#if __COUNTER__ != 0\n#error\n#endif\n')
    p.agrees()
    p.edit("struct S { char c; int n; };\n#pragma pack(pop)\nstatic_assert(sizeof(S) == 5);\n"
           "static_assert(__COUNTER__ == 1);\nint g(Box o) { return AT_HEAD(o); }\n")
    same(p.agrees(), 1, p.answer)
    same((p.answer.json["units"]["failed"], ("unit.cpp", 14) in p.lines()), ([], True), p.answer)


@scenario
def in_c(r):
    "A unit of C."
    p = Project(r, name="unit.c")
    p.write("box.h", "typedef struct Box Box;\nint get(Box *b);\n")
    p.write("own.h", '#include "box.h"\nstatic inline int own(Box *b) { goto end; end: return get(b); }\n' + LONG)
    for n in range(2):
        p.write("unit.c", '#include "own.h"\nint f(Box *b) { return own(b); }\n' + "int more;\n" * n)
        same(p.agrees(rules=["draft-goto", "goto-used"]), n, p.answer)
    same([f for f, _ in p.lines()], ["own.h"] * 2, p.answer)


@scenario
def waived(r):
    "A waiver in the head's own lines, and in a header."
    p = Project(r)
    p.agrees()
    p.edit("int g(Box o) { return o.get(); } // NOLINT(codex-unchecked-box)\n")
    same(p.agrees(), 1)
    p.write("own.h", HEADER.replace("get(); }\n", "get(); } // NOLINT(codex-unchecked-box)\n") + LONG)
    p.agrees()
    p.edit("int h(Box o) { return o.get(); }\n")
    same(p.agrees(), 1, p.answer)


@scenario
def errors(r):
    "An error in the unit, in its head, or in a header is told as a whole parse tells it."
    p = Project(r)
    p.agrees()
    p.edit("int a = no_such_name;\n")
    same(p.agrees(), 0)
    same(len(p.answer.json["units"]["failed"]), 1, p.answer)
    p.edit("int a;\n")
    same(p.agrees(), 1)
    p.head = '#include "own.h"\n#include "no_such_file.h"\n'
    p.edit("int b;\n")
    same(p.agrees(), 0)
    p.head = '#include "own.h"\n'
    p.write("own.h", HEADER + "int c = no_such_name;\n" + LONG)
    p.edit("int d;\n")
    same(p.agrees(), 0)


@scenario
def damaged(r):
    "Flipped, truncated, empty, swapped: made again."
    p = Project(r)
    p.agrees()
    ways = [lambda d: b"", lambda d: d[:len(d) // 2], lambda d: os.urandom(len(d)),
            lambda d: d[:len(d) // 2] + bytes([d[len(d) // 2] ^ 1]) + d[len(d) // 2 + 1:]]
    for kind in "bp":
        for number, way in enumerate(ways):
            p.edit(f"int {kind}{number};\n")
            p.agrees()
            for entry in p.entries(kind):
                entry.chmod(0o600)
                entry.write_bytes(way(entry.read_bytes()))
            p.edit(f"int {kind}{number}{number};\n")
            same(p.agrees(), 1, (kind, number))


@scenario
def many(r):
    "A change of many units is no editing."
    p = Project(r)
    entries = []
    for n in range(9):
        p.write(f"many{n}.c", '#include "many.h"\n')
        entries.append({"directory": str(p.home), "file": f"many{n}.c", "arguments": ["cc", f"-DN={n}", "-c", f"many{n}.c"]})
    p.write("many.h", "#define MANY 1\n" + LONG)
    (p.home / "build" / "compile_commands.json").write_text(json.dumps(entries))
    p.agrees()
    for count in (9, 8):
        for n in range(count):
            p.write(f"many{n}.c", f'#include "many.h"\nint n{count};\n')
        same(p.agrees(), 8 if count == 8 else 0, p.answer)


@scenario
def elsewhere(r):
    "Another checkout makes its own, and the first one's place need not be there."
    p = Project(r)
    p.agrees()
    p.edit("int a;\n")
    same((p.agrees(), len(p.entries())), (1, 1))
    other = r.root.parent / "elsewhere"
    shutil.copytree(p.home, other)
    shutil.rmtree(p.home)
    p.home = other
    build = other / "build" / "compile_commands.json"
    build.write_text(build.read_text().replace(str(r.root), str(other)))
    r.root.mkdir()
    p.agrees()
    p.edit("int b;\n")
    same((p.agrees(), len(p.entries())), (1, 2), p.answer)


run(sys.argv)
