"""What an author who wants to get past the gate would try."""
import json
import os
import sys

from openings import BAD, GOOD, BOX, bad, good, day, waived, topic
from repo import blocks, holds, passes, run, same, scenario


# What a unit reads.

@scenario
def embedded_data(r):
    "#embed takes data in, and __has_embed asks for it."
    r.start({"data.bin": "1", "a.cpp": BOX + 'int f(Box b) {\n  const unsigned char d[] = {\n'
             '#embed "data.bin"\n  };\n#if __has_embed("more.bin")\n  return b.get();\n#endif\n  return d[0];\n}\n'})
    r.write("data.bin", "0")
    r.commit()
    same(r.gate().json["units"]["total"], 1)
    r.write("more.bin", "1")
    r.commit()
    answer = r.gate()
    same(answer.json["units"]["total"], 1, answer)
    blocks(answer, ("a.cpp", 7))


@scenario
def headers_by_other_ways(r):
    "A system directory, -include, a header that comes before another."
    use = 'int %s(Box b) {\n  if (CHECKED && !b.has()) return 0;\n  return b.get();\n}\n'
    r.start({"inc/a.h": "#pragma once\n#define CHECKED 1\n", "pre.h": "#define CHECKED 1\n",
             "two/cfg.h": "#define CHECKED 1\n",
             "a.cpp": BOX + "#include <a.h>\n" + use % "a",
             "b.cpp": BOX + use % "b", "c.cpp": BOX + '#include "cfg.h"\n' + use % "c"},
            sources=[("a.cpp", ["-isystem", "inc"]), ("b.cpp", ["-include", "pre.h"]),
                     ("c.cpp", ["-Ione", "-Itwo"])])
    for path in ("inc/a.h", "pre.h", "one/cfg.h"):
        r.write(path, "#define CHECKED 0\n")
    r.commit()
    blocks(r.gate(), ("a.cpp", 5), ("b.cpp", 4), ("c.cpp", 5))


@scenario
def response_files(r):
    "They are read as each side has them; in a loop, missing or evil they do no harm."
    r.start({"a.cpp": "#if defined A && defined B\n" + BAD + "#endif\n",
             "args.rsp": "-I. -DA @more.rsp\n", "more.rsp": "\n",
             "loop.rsp": "@loop.rsp\n",
             "evil.rsp": "-DB -o out.o -MD -MF out.d -fplugin=./x.so -Xclang -load -Xclang ./x.so\n"})
    def words(*arguments):
        r.write("build/compile_commands.json", json.dumps([
            {"directory": str(r.root), "file": "a.cpp",
             "arguments": ["c++", *arguments, "-c", "a.cpp"]}]))
    words("@args.rsp")
    r.write("more.rsp", "-DB\n")
    r.commit()
    r.write("more.rsp", "-DC\n")
    blocks(r.gate(), ("a.cpp", 3))
    r.git("checkout", "-q", ".")
    r.git("checkout", "-q", "-B", "other", "main")
    r.write("a.cpp", r.read("a.cpp") + "int more;\n")
    r.commit()
    for name in ("@loop.rsp", "@none.rsp"):
        words("-I.", name)
        same([f["file"] for f in r.gate().json["units"]["failed"]], ["a.cpp"])
    words("-I.", "-DA", "@evil.rsp")
    answer = r.gate()
    same(answer.places("old"), [("a.cpp", 3)], answer)
    holds(not list(r.root.glob("out.*")))


@scenario
def wrappers_are_never_run(r):
    "ccache, env, sh -c and what stands in backquotes: words, and no more."
    topic(r)
    trap, tools = r.root.parent / "trap", r.root.parent / "tools"
    tools.mkdir()
    for name in ("ccache", "distcc", "c++", "g++", "cc", "as", "ld", "sh", "clang++"):
        (tools / name).write_text(f"#!/bin/sh\necho {name} >> '{trap}'\n")
        (tools / name).chmod(0o755)
    entries = [["ccache", "c++"], [str(tools / "ccache"), str(tools / "g++")],
               ["env", "A=b", "ccache", "distcc", "g++"], ["nice", "-n", "5", "g++"],
               ["cmake", "-E", "env", "A=b", "--", "c++"], ["./wrap.sh", "c++"]]
    commands = [{"arguments": words + ["-I.", "-c", "a.cpp"]} for words in entries]
    commands.append({"command": "c++ -I. `touch x` $(touch y) -c a.cpp; touch z | touch w"})
    for command in commands:
        r.write("build/compile_commands.json", json.dumps(
            [dict(command, directory=str(r.root), file="a.cpp")]))
        blocks(r.gate("--no-cache", env={"PATH": f"{tools}:{r.env['PATH']}"}), ("a.cpp", 2))
    holds(not trap.exists())
    same(sorted(p.name for p in r.root.iterdir()),
         [".git", ".gitignore", "a.cpp", "box.h", "build"])


# One command a line: none of them writes, loads, or keeps a unit from its analysis.


FLAGS = """-o out.o
-MD -MF out.d
-MMD -MT x -MF out.d
-MJ out.json
-save-temps
--save-temps
-save-temps=obj
-save-stats
-save-stats=obj
--serialize-diagnostics out.dia
-serialize-diagnostics out.dia
-ftime-trace
-ftime-trace=out.json
-ftime-report
-gen-cdb-fragment-path out
-gen-reproducer=always
-fcrash-diagnostics-dir=out
-fmodules -fmodules-cache-path=out
-fmodules -fcxx-modules -fimplicit-module-maps -fmodules-cache-path=out
-fmodules -fmodules-prune-interval=1 -fmodules-prune-after=1 -fmodules-cache-path=old
-fmodule-output=out.pcm
-fmodule-map-file=none.map
-index-store-path out
-dumpdir out/
-fstack-usage
-fsave-optimization-record
-foptimization-record-file=out.yaml
-fproc-stat-report=out.csv
-gsplit-dwarf
--coverage
-fplugin=./evil.so
-fpass-plugin=./evil.so
-mllvm -load=./evil.so
-mllvm -load -mllvm ./evil.so
-Xclang -load -Xclang ./evil.so
-Xclang=-load -Xclang=./evil.so
-Xclang -fpass-plugin=./evil.so
-Xclang -mllvm -Xclang -load=./evil.so
-Xclang -header-include-file -Xclang out.txt -H
-Xclang -diagnostic-log-file -Xclang out.txt
-Xclang -diagnostic-serialized-file -Xclang out.txt
-Xclang -serialize-diagnostic-file -Xclang out.txt
-Xclang -dependency-file -Xclang out.d -Xclang -MT -Xclang x
-Xclang -dependency-dot -Xclang out.dot
-Xclang -module-dependency-dir -Xclang out
-Xclang -stats-file=out.json -Xclang -print-stats
-Xclang -fmodules-cache-path=out -Xclang -fmodules -Xclang -fimplicit-module-maps
-Xclang -objcmt-migrate-literals -Xclang -mt-migrate-directory -Xclang out
-Xclang -ftime-trace=out.json
-Xclang -emit-pch -Xclang -o -Xclang out.pch
-Xclang -fixit
-Xclang -analyze -Xclang -analyzer-output=plist-html -Xclang -o -Xclang out
-Wp,-MD,out.d
-Wp,-MMD,out.d,-MT,x
-Xpreprocessor -MD -Xpreprocessor -MF -Xpreprocessor out.d
--config evil.cfg
-specs=./evil.specs
-wrapper ./evil.sh
-B. -fno-integrated-as
-fno-integrated-cc1
-fuse-ld=./evil.sh
--offload-arch=native
-print-search-dirs
--help
-help
--help-hidden
-dumpversion
-dumpmachine
--version
-ccc-print-phases
-ccc-print-bindings
-fdriver-only
--autocomplete=-f
-E
-M
-###
-fsyntax-only -emit-llvm -S"""


@scenario
def commands_of_an_enemy(r):
    "None writes, loads, runs, deletes, or makes the gate blind."
    r.start({"a.cpp": GOOD, "m/module.modulemap": 'module m { header "m.h" export * }\n',
             "m/m.h": "inline int m() { return 1; }\n"})
    trap = r.root.parent / "trap"
    for name in ("evil.sh", "as", "evil.specs"):
        r.write(name, f"#!/bin/sh\ntouch '{trap}'\n")
        (r.root / name).chmod(0o755)
    r.write("evil.cfg", "-Xclang -load -Xclang ./evil.so\n")
    r.write("old/AAAA/x.pcm", "x")
    for path in ("old/AAAA/x.pcm", "old/AAAA", "old"):
        os.utime(r.root / path, (1, 1))
    r.write("a.cpp", '#include "m/m.h"\n' + BAD)
    r.commit()
    def state():
        return sorted(str(p) for p in r.root.parent.rglob("*")
                      if "/.git/" not in str(p) and p.name != "report.json")
    before = state()
    for line in FLAGS.splitlines():
        r.database(("a.cpp", line.split()))
        answer = r.gate("--no-cache")
        same((line, answer.code, answer.json and answer.places()),
             (line, 1, [("a.cpp", 3)]), answer)
        same((line, answer.json["units"]["failed"]), (line, []), answer)
        same((line, state()), (line, before))
    holds(not trap.exists())


@scenario
def lines_of_its_own(r):
    "Names of files and what code says begin no line of the report: a runner of CI would obey it."
    r.start({"::error::c.cpp": GOOD, "x\n::warning::n.h": "int q;\n"}, sources=["::error::c.cpp", "b.cpp"])
    r.write("::error::c.cpp", BAD.rstrip() + " // ##[set-output name=x]y ##vso[task.complete]z\n")
    r.write("::notice::h.h", "int h;\n")
    r.write("x\n::warning::n.h", "int r;\n")
    r.write("new\n::error::n.cpp", "int n;\n")
    r.write("b.cpp", 'static_assert(false, "x\\n::error::b");\n')
    r.commit()
    answer = r.gate()
    same((len(answer.json["notAnalysed"]), answer.places()), (3, [("::error::c.cpp", 2)]), answer)
    for text in ("::warning::n.h", "::error::n.cpp", "::error::b"):
        holds(text in answer.out, answer)
    same([line for line in answer.out.splitlines() if line.lstrip().startswith("::")], [], answer)
    # These a runner looks for anywhere in a line.
    holds("##[" not in answer.out and "##vso[" not in answer.out, answer)
    holds("#?[set-output name=x]y #?vso[" in answer.out, answer)
    answer = r.gate("--head", "no##[such]::x")
    holds(answer.code == 2 and "##[" not in answer.err, answer)


# Waivers and the judge's own files.

@scenario
def forms_of_waivers(r):
    "All forms that hold, and all that do not and say so."
    until = f"until={day(10)}"
    call = "int x(Box b) { return b.get(); }"
    head = f"codex-waive(unchecked-box, {until})"
    good = [f"{call} // {head}: why\n", f"// {head}: why\n{call}\n",
            f"/// {head}: why\n{call}\n", f"//!< {head}: why\n{call}\n",
            f"/* {head}: why */\n{call}\n", f"{call} /* {head}: why */\n",
            f"// {head}: why\n// more words\n\n{call}\n",
            f"int x(Box b) {{\n  // {head}: why\n  return 1 +\n    b.get();\n}}\n",
            f"{call} // codex-waive(codex-unchecked-box, {until}): why\n",
            f"{call} // codex-waive (unchecked-box, until = {day(10)} , by = ann): why (really)\n",
            f"{call} // codex-waive({until}, unchecked-box, goto-used): why\n",
            f"// {head}: why\r\n{call}\r\n",
            f"{call} // codex-waive(unchecked-box, until={day(0)}): today is the last day\n",
            f"{call} // codex-waive(unchecked-box, until={day(180)}): the farthest\n"]
    wrong = [f"codex-waive(unchecked-box, until={day(181)}): why",
             f"codex-waive(unchecked-box, until={day(-1)}): why",
             "codex-waive(unchecked-box): why", head, head + ":  ", head + " why",
             f"codex-waive({until}): why", f"codex-waive(*, {until}): why",
             f"codex-waive(goto-used, {until}): why",
             f"codex-waive(no-such-rule, {until}): why",
             "codex-waive(unchecked-box, until=2026-02-30): why",
             "codex-waive(unchecked-box, until=31.12.2026): why",
             f"codex-waive(unchecked-box, {until}, until=2020-01-01): why",
             "codex-waive", "NOLINT", "NOLINT(codex-unchecked-box)", "NOLINT(codex-*): why"]
    files = [BOX + text for text in good] + [BOX + f"{call} // {text}\n" for text in wrong]
    files += [BOX + f"// NOLINTNEXTLINE\n{call}\n", BOX + f"// NOLINTBEGIN\n{call}\n// NOLINTEND\n"]
    r.start({f"f{i:02}.cpp": "int a;\n" for i in range(len(files))})
    for i, text in enumerate(files):
        r.write(f"f{i:02}.cpp", text.encode())
    r.commit()
    answer = r.gate()
    for i, text in enumerate(files):
        found = {f["rule"]: f["status"] for f in answer.json["findings"]
                 if f["file"] == f"f{i:02}.cpp"}
        if i < len(good):
            same((text, found), (text, {"unchecked-box": "waived"}))
        else:
            same((text, found.get("unchecked-box")), (text, "new"))
            holds("invalid-waiver" in found or "unused-waiver" in found, text)


@scenario
def waiver_that_covers_more_than_before(r):
    "An old waiver over a new finding is shown to the reviewer, too."
    comment = f" // codex-waive(unchecked-box, until={day(10)}): legacy\n"
    r.start({"a.cpp": BOX + "int x(Box b, Box c) { return b.get(); }" + comment,
             "b.cpp": BOX + "int y(Box b) { return b.get(); }" + comment,
             "c.cpp": BOX + "int z(Box b) { return b.get(); }" + comment})
    r.write("a.cpp", BOX + "int x(Box b, Box c) { return b.get() + c.get(); }" + comment)
    r.write("b.cpp", BOX + "int y(Box b) { return 1; }\nint q(Box b) { return b.get(); }" + comment)
    r.write("c.cpp", "// above\n" + r.read("c.cpp"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same([(w["file"], w["new"], w["coversNew"]) for w in answer.json["waivers"]],
         [("a.cpp", False, True), ("b.cpp", False, True), ("c.cpp", False, False)], answer)
    shown = answer.out.split("Old waivers that cover something new", 1)[1].split("Waivers that hold")[0]
    holds("a.cpp:2" in shown and "b.cpp:3" in shown and "c.cpp" not in shown, answer)
    r.git("checkout", "-q", "-B", "other", "main")
    r.write("c.cpp", r.read("c.cpp").replace(day(10), day(90)))
    r.commit()
    same([w["new"] for w in r.gate().json["waivers"]], [True])


@scenario
def cache_that_comes_along(r):
    "A change cannot bring the results of its own analysis."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()
    options = ("--cache", str(r.root / ".cache"))
    blocks(r.gate(*options), ("a.cpp", 2))
    answer = r.gate(*options)
    same((answer.json["units"]["cached"], answer.json["notes"]), (1, []), answer)
    r.commit("with its cache")
    answer = r.gate(*options)
    blocks(answer, ("a.cpp", 2))
    same(answer.json["units"]["cached"], 0, answer)
    holds("git tracks files in it" in answer.json["notes"][0], answer)


@scenario
def log_behind_a_link(r):
    "Broken glass does not write where the change's links lead."
    outside = r.root.parent / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x\n")
    r.start({"a.cpp": GOOD, ".codex.json": '{"policy": {"breakGlassLog": "logs/glass.log"}}'})
    (r.root / "logs").symlink_to(outside)
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate("--break-glass", "hurry")
    same(answer.code, 0, answer)
    holds("symbolic link" in answer.json["notes"][-1], answer)
    (r.root / "logs").unlink()
    (r.root / "logs").mkdir()
    (r.root / "logs/glass.log").symlink_to(outside / "precious")
    r.gate("--break-glass", "hurry")
    same([p.name for p in outside.iterdir()], ["precious"])
    same((outside / "precious").read_text(), "x\n")


@scenario
def terminal_and_runner(r):
    "What code says is shown, and neither a terminal nor a CI runner obeys it."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BOX + "int f(Box b) { return b.get(); } // \x1b[2J\x1b]0;x\x07 \x9b2J \u202e \u2028 \u00e9\n"
            + f"int g(Box b) {{ return b.get(); }} // codex-waive(unchecked-box, until={day(5)}): \x1b[31mred\n"
            + "#error \x1b[2J\n")
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    holds(not any(c in answer.out for c in "\x1b\x07\x9b\u202e\u2028"), answer)
    holds("\u00e9" in answer.out, answer)


@scenario
def warm_and_cold(r):
    "They print the same but for the time and what came from the cache."
    r.start({"a.cpp": BAD, "b.cpp": GOOD.replace("f(", "b("), "broken.cpp": "int x;\n"})
    r.write("a.cpp", BAD + bad("g") + waived("w"))
    r.write("b.cpp", "int b;\n")
    r.write("broken.cpp", "int x = y;\n")
    r.commit()
    options = ("--cache", str(r.root.parent / "cache"))
    cold, warm = r.gate(*options), r.gate(*options)
    holds(cold.json["units"]["cached"] == 0 and warm.json["units"]["cached"] > 0, warm)
    for answer in (cold, warm):
        answer.json.pop("time")
        answer.json["units"].pop("cached")
    same(warm.json, cold.json)
    same(warm.out, cold.out)


if __name__ == "__main__":
    run(sys.argv)
