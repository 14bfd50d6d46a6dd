"""Shared headers: every state of the files gives what a run without short cuts gives."""
import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "gate"))
from repo import holds, run, same, scenario  # noqa: E402

PLAIN = '#include <outer.h>\nint f{}(Box o) {{\n  return o.get();\n}}\n'
SYSTEM = {
    "outer.h": "#pragma once\n#include <inner.h>\n#include <box.h>\n#ifdef WITH_EXTRA\nint extra;\n#endif\n",
    "inner.h": "#pragma once\n#define LIMIT 1\nint limit();\n",
    "other.h": "#pragma once\n#define OTHER 1\nint other(long);\nstruct Other { int n; };\ntypedef int OtherInt;\n"
               "namespace ns { class Later {}; }\n",
    "box.h": None,
}


class Project:
    """Sixteen units that include <outer.h> and <other.h>, or as a scenario says."""

    def __init__(self, r, units=None, flags=()):
        self.r, self.home, self.system, self.flags = r, r.root, r.root.parent / "system", list(flags)
        self.cache = r.root.parent / "cache"
        r.env["CODEX_CACHE"] = str(self.cache)
        r.env["TMPDIR"] = str(r.root.parent / "tmp")
        (r.root.parent / "tmp").mkdir()
        self.system.mkdir()
        for name, text in SYSTEM.items():
            (self.system / name).write_text(text or pathlib.Path(sys.argv[4]).read_text())
        (self.home / "own").mkdir(parents=True, exist_ok=True)
        for n in range(16):
            self.write(f"plain{n}.cpp", "#include <other.h>\n" * (n % 2) + PLAIN.format(n))
        for name, text in (units or {}).items():
            self.write(name, text)
        self.database()

    def write(self, name, text):
        (self.home / name).write_text(text)

    def database(self, names=None):
        build = self.home / "build"
        build.mkdir(exist_ok=True)
        (build / "compile_commands.json").write_text(json.dumps([
            {"directory": str(self.home), "file": f.name,
             "arguments": ["c++", "-Iown", "-isystem", str(self.system), *self.flags, "-c", f.name]}
            for f in sorted(self.home.glob("*.c*")) if f.suffix in (".c", ".cpp") and (names is None or f.name in names)]))

    def check(self, *more, env=None):
        answer = self.r.run("check", "-p", str(self.home / "build"), "--format",
                            f"json={self.r.root.parent / 'report.json'}", *more, env=env)
        holds(answer.json, answer)
        answer.plain = dict(answer.json, time=None, units=dict(answer.json["units"], cached=None))
        answer.began = answer.json["time"]["unitsWithSharedHeaders"]
        answer.twice = answer.json["time"]["parsedTwice"]
        return answer

    def agrees(self, *more, env=None):
        """With what is said without short cuts."""
        answer = self.check(*more, env=env)
        same(answer.plain, self.check("--no-shortcuts", "--no-cache").plain, answer)
        return answer

    def entries(self, kinds):
        return sorted(f for k in kinds for f in self.cache.glob(f"llvmcache-{k}[0-9a-f]*"))

    def forget_results(self):
        for entry in self.entries("mfol"):
            entry.unlink()


@scenario
def kept(r):
    "Later runs begin from them, also for one unit of the sixteen; no cache, no trace."
    p = Project(r)
    first = p.agrees()
    same((first.began, first.twice), (16, []), first)
    same(len(first.findings()), 16, first)
    same([len(p.entries(k)) for k in "hp"], [1, 1])
    made = p.entries("hp")[0].stat().st_mtime_ns
    p.write("plain3.cpp", PLAIN.format(3) + "int more;\n")
    one = p.agrees()
    same((one.json["units"]["cached"], one.began), (15, 1), one)
    same(p.entries("hp")[0].stat().st_mtime_ns, made)
    for env in ({"CODEX_CACHE": ""}, None):
        answer = p.agrees(*(["--no-cache"] if env is None else []), env=env)
        same(answer.began, 16, answer)
    same(list((r.root.parent / "tmp").iterdir()), [])


@scenario
def changed(r):
    "A header that was edited, also to the same size and time, is read; what was found with it is not taken."
    p = Project(r, {"asks.cpp": "#include <outer.h>\n#if LIMIT == 1\n" + PLAIN.format("asks") + "#endif\n"})
    same(len(p.agrees().findings()), 17)
    header = p.system / "inner.h"
    before = header.stat()
    header.write_text(header.read_text().replace("LIMIT 1", "LIMIT 2"))
    os.utime(header, ns=(before.st_atime_ns, before.st_mtime_ns))
    answer = p.agrees()
    same((len(answer.findings()), answer.json["units"]["cached"], answer.began), (16, 0, 17), answer)


@scenario
def hidden(r):
    "A file that comes to lie before an inner header takes its place."
    p = Project(r, {"asks.cpp": "#include <outer.h>\n#if LIMIT == 1\n" + PLAIN.format("asks") + "#endif\n"})
    same(len(p.agrees().findings()), 17)
    (p.home / "own" / "inner.h").write_text("#pragma once\n#define LIMIT 2\nint limit();\n")
    for _ in range(2):
        answer = p.agrees()
        same((len(answer.findings()), answer.json["units"]["cached"]), (16, 0), answer)
        p.forget_results()


@scenario
def not_included(r):
    "A unit that uses what only others include fails as it does alone, whatever it uses."
    uses = {"macro": "int i = OTHER;", "function": "int i = other(1);", "overload": "int other(int); int i = other(1L);",
            "type": "OtherInt i;", "class": "struct Other *o; int i = o->n;", "value": "struct Other; Other o;",
            "scope": "ns::Later l;", "asked": "#ifdef OTHER\nint i\n#endif\nint j;"}
    p = Project(r, {f"{n}.cpp": text + "\n" + PLAIN.format(n) for n, text in uses.items()})
    answer = p.agrees()
    failed = sorted(u["file"] for u in answer.json["units"]["failed"])
    same(failed, ["class.cpp", "function.cpp", "macro.cpp", "scope.cpp", "type.cpp", "value.cpp"], answer)
    same(len(answer.twice), 8, answer)


@scenario
def each_defines(r):
    "A type that each of C's headers defines, if no other one has, is whose header is included."
    guarded = "#ifndef SMALL\n#define SMALL\nextern \"C\" {\ntypedef short small_t;\n}\n#endif\n"
    p = Project(r, {f"uses_{n}.cpp": f"#include <{n}.h>\nsmall_t small;\n" for n in ("inner", "other")})
    for name in ("inner.h", "other.h"):
        (p.system / name).write_text(SYSTEM[name] + guarded)
    answer = p.agrees()
    same((answer.began, answer.twice), (18, []), answer)


@scenario
def braces(r):
    "Within braces a header means something else; within extern \"C\" one of C does not."
    p = Project(r, {"linkage.cpp": 'extern "C" {\n#include <other.h>\n}\n' + PLAIN.format("linkage"),
                    "space.cpp": "namespace n {\n#include <other.h>\n}\nn::Other o;\n" + PLAIN.format("space"),
                    "both.cpp": 'namespace n { extern "C" {\n#include <other.h>\n} }\nn::Other o;\n'
                                + PLAIN.format("both")})
    answer = p.agrees()
    same(answer.json["units"]["failed"], [], answer)
    same(len(answer.findings()), 19, answer)
    same([text.split(":")[0] for text in answer.twice], ["both.cpp", "space.cpp"], answer)


@scenario
def flags(r):
    "Other flags are other headers, and C has none."
    p = Project(r, {"plain.c": "int c(void) { return 0; }\n"})
    p.agrees()
    p.flags = ["-DLIMIT=3", "-DWITH_EXTRA"]
    p.database()
    answer = p.agrees()
    same((answer.json["units"]["cached"], answer.began), (0, 16), answer)
    p.flags = []
    p.database(["plain1.cpp", "plain.c"])
    p.forget_results()
    same(p.agrees().began, 1)


@scenario
def environment(r):
    "So are other variables that Clang's driver reads."
    p = Project(r)
    p.agrees()
    other = r.root.parent / "system2"
    other.mkdir()
    (other / "box.h").write_text("#define BOX_H\nstruct Box { int get() const; bool ready; };\n")
    r.env["CPLUS_INCLUDE_PATH"] = str(other)
    same(p.agrees().began, 16)
    same(len(p.entries("h")), 2)


@scenario
def damaged(r):
    "Flipped, truncated, empty, swapped: made again."
    p = Project(r)
    good = p.agrees()
    ways = [lambda d: b"", lambda d: d[:len(d) // 2], lambda d: d + b"x", lambda d: os.urandom(len(d)),
            lambda d: d[:len(d) // 2] + bytes([d[len(d) // 2] ^ 1]) + d[len(d) // 2 + 1:]]
    for kind in "hp":
        for number, way in enumerate(ways):
            p.forget_results()
            for entry in p.entries(kind):
                entry.chmod(0o600)
                entry.write_bytes(way(entry.read_bytes()))
            answer = p.check()
            same((answer.plain, answer.began), (good.plain, 16), (kind, number))
    for entry in p.entries("p"):
        entry.unlink()
    p.forget_results()
    same(p.agrees().began, 16)


@scenario
def people(r):
    "stats counts them, clear removes them, and the policy bounds them."
    p = Project(r)
    p.agrees()
    answer = r.run("cache", "stats")
    for line in ("lists of headers that units share: 1,", "such headers, precompiled: 1,"):
        holds(line in answer.out, answer)
    r.run("cache", "clear")
    same(p.entries("hp"), [])
    p.agrees(env={"CODEX_CACHE_POLICY": "prune_interval=0s:cache_size_files=1"})
    holds(len(p.entries("mfolshp")) <= 1, p.entries("mfolshp"))
    same(list(p.cache.glob("Thin-*")), [])


@scenario
def linked(r):
    "A checkout that is reached by a link, and flags with relative paths."
    p = Project(r)
    link = r.root.parent / "link"
    link.symlink_to(p.home)
    p.flags = ["-I../project/own/..", "-Iplain"]
    p.home = link
    p.database()
    answer = p.agrees()
    same((len(answer.findings()), answer.began), (16, 16), answer)


@scenario
def together(r):
    "Runs that make the same headers at once all say the same."
    import concurrent.futures
    p = Project(r)
    plain = p.check("--no-shortcuts").plain
    with concurrent.futures.ThreadPoolExecutor() as pool:
        def one(n):
            report = r.root.parent / f"report{n}.json"
            r.run("check", "-p", str(p.home / "build"), "--format", f"json={report}")
            said = json.loads(report.read_text())
            return dict(said, time=None, units=dict(said["units"], cached=None))
        for said in pool.map(one, range(4)):
            same(said, plain)
    same(list(p.cache.glob("Thin-*")), [])


run(sys.argv)
