"""What an author who wants to get past the gate would try, and what a checkout
may look like that nobody thought of.
"""
import json
import os
import sys

from judge_and_judged import BOX, RULE, day, waived
from new_means_new import BAD, GOOD, bad
import repo
from repo import Repo, blocks, holds, passes, run, same, scenario

repo.SCENARIOS.clear()


def topic(r):
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()


# Names and shapes of histories.

@scenario
def octopus_merge(r):
    "Three parents, a finding from each."
    r.start({f"{n}.cpp": f"int {n};\n" for n in "abc"})
    for n in "abc":
        r.git("checkout", "-q", "-b", "topic-" + n, "main")
        r.write(n + ".cpp", BAD.replace("f(", n + "("))
        r.commit(n)
    r.git("checkout", "-q", "topic")
    r.git("merge", "-q", "--no-edit", "topic-a", "topic-b", "topic-c")
    blocks(r.gate(), ("a.cpp", 2), ("b.cpp", 2), ("c.cpp", 2))


@scenario
def head_detached(r):
    "And a branch that is called HEAD, and a tag of a tag."
    topic(r)
    r.git("tag", "-a", "v1", "main", "-m", "v")
    r.git("tag", "-a", "v2", "v1", "-m", "v")
    r.git("checkout", "-q", "--detach")
    r.git("update-ref", "refs/heads/HEAD", "main")
    for name in ("main", "v2", "refs/heads/HEAD"):
        blocks(r.gate(base=name), ("a.cpp", 2))


@scenario
def refs_named_like_options(r):
    "By their full names they are refs; by their own they are options."
    topic(r)
    r.git("update-ref", "refs/heads/--all", "main")
    blocks(r.gate(base="heads/--all"), ("a.cpp", 2))
    same(r.run("gate", "--base=--all").code, 2)


@scenario
def ranges_are_refused(r):
    "A range is no base, and git's own advice is not repeated."
    topic(r)
    for name in ("main..topic", "main...topic", "^main"):
        answer = r.gate(base=name)
        same(answer.code, 2, answer)
        holds("range" in answer.err and "hint" not in answer.err, answer)
    same(r.gate(base="main:a.cpp").code, 2)


@scenario
def mode_of_a_file(r):
    "chmod is no change of what is compiled."
    r.start({"a.cpp": BAD})
    (r.root / "a.cpp").chmod(0o755)
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.json["units"]["total"], 0, answer)


@scenario
def link_instead_of_a_file(r):
    "What it leads to is read; a link that leads nowhere is not passed over."
    r.start({"a.cpp": GOOD, "b.cpp": "int b;\n", "evil.cpp": BAD.replace("f(", "e(")},
            sources=["a.cpp", "b.cpp"])
    (r.root / "a.cpp").unlink()
    (r.root / "a.cpp").symlink_to("evil.cpp")
    r.commit()
    blocks(r.gate(), ("a.cpp", 2))
    r.git("checkout", "-q", "-B", "other", "main")
    (r.root / "b.cpp").unlink()
    (r.root / "b.cpp").symlink_to("b.cpp")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)
    same([f["file"] for f in answer.json["units"]["failed"]], ["b.cpp"], answer)


@scenario
def line_ends_in_a_name(r):
    "The report keeps its lines."
    name = "new\nline \"q' ü\t.cpp"
    r.start({name: GOOD}, sources=[name])
    r.write(name, BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, (name, 2))
    holds(answer.out.startswith(r"new\x0aline "), answer)


@scenario
def many_changed_files(r):
    "All are judged, the worst are shown, the rest is counted."
    names = [f"d{i % 3}/f{i}.cpp" for i in range(60)]
    r.start({n: GOOD.replace("f(", f"f{i}(") for i, n in enumerate(names)})
    for i, name in enumerate(names):
        r.write(name, BAD.replace("f(", f"f{i}("))
    r.commit()
    answer = r.gate()
    same(len(answer.places()), 60, answer)
    same((answer.json["notShown"], answer.out.count("error:")), (40, 20))


@scenario
def many_equal_findings(r):
    "A generated function with thousands of equal ones, and one more."
    line = "  if (i) goto out;\n"
    text = "int f(int i) {\n" + line * 4000 + "out:\n  return i;\n}\n"
    r.start({"a.cpp": text})
    r.write("a.cpp", text.replace("out:\n", line + "out:\n"))
    r.commit()
    answer = r.gate()
    same(answer.places(), [("a.cpp", 4002)])
    same(len(answer.findings("old")), 4000)
    # Pair by pair it would be hours.
    holds(answer.json["time"]["wall"] < 120, answer.json["time"])


@scenario
def attributes_and_line_ends(r):
    "Filters, encodings, export-ignore, ident: the blob is what is judged."
    r.start({"a.cpp": GOOD})
    r.write(".gitattributes", "*.cpp text eol=crlf filter=x ident export-ignore "
            "working-tree-encoding=UTF-16\n*.h export-ignore -text\n")
    r.git("add", ".gitattributes")
    r.git("commit", "-q", "-m", "attributes")
    r.git("config", "filter.x.clean", "sed 's/b.get/1 + b.get/'")
    r.git("config", "filter.x.smudge", "cat")
    r.git("config", "core.autocrlf", "true")
    blob = r.git("hash-object", "-w", "--stdin", "--no-filters", input=BAD)
    r.git("update-index", "--cacheinfo", f"100644,{blob},a.cpp")
    r.git("commit", "-q", "-m", "bad")
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def sparse_checkout(r):
    "What is not checked out is judged like the rest, with a sparse index, too."
    r.start({"src/a.cpp": GOOD, "src/c.cpp": '#include "other/b.h"\nint c = X;\n',
             "other/b.h": "#define X 1\n"})
    r.write("src/a.cpp", BAD)
    r.write("other/b.h", "#define X 2\n")
    r.commit()
    for option in ("--no-sparse-index", "--sparse-index"):
        r.git("sparse-checkout", "init", "--cone", option)
        r.git("sparse-checkout", "set", "docs")
        holds(not (r.root / "src").exists())
        answer = r.gate()
        blocks(answer, ("src/a.cpp", 2))
        same(answer.json["units"]["total"], 2, answer)


@scenario
def separate_places(r):
    "A .git elsewhere, and a linked tree of a bare repository."
    topic(r)
    r.git("init", "-q", "--separate-git-dir", str(r.root.parent / "away.git"))
    blocks(r.gate(), ("a.cpp", 2))
    bare, tree = r.root.parent / "bare.git", r.root.parent / "tree"
    r.git("clone", "-q", "--bare", str(r.root), str(bare))
    r.git("worktree", "add", "-q", str(tree), "topic", cwd=bare)
    other = Repo.__new__(Repo)
    other.root, other.env = tree, r.env
    other.database("a.cpp")
    blocks(other.gate(), ("a.cpp", 2))
    answer = r.run("gate", "--base", "main", cwd=bare)
    same(answer.code, 2, answer)
    holds("no working tree" in answer.err, answer)


@scenario
def submodule_of_the_working_tree(r):
    "One that only the index has does not count; one that both sides lack is told."
    sub = Repo(r.root.parent / "sub")
    sub.write("s.h", "")
    first = sub.commit("one")
    topic(r)
    r.git("-c", "protocol.file.allow=always", "submodule", "add", "-q",
          str(sub.root), "sub")
    gone = "1234567890123456789012345678901234567890"
    r.git("update-index", "--cacheinfo", f"160000,{gone},sub")
    answer = r.gate()
    blocks(answer, ("a.cpp", 2))
    same(answer.json["missing"], [], answer)
    r.git("commit", "-q", "-m", "a submodule that nobody has")
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")
    r.write("a.cpp", GOOD)
    r.git("add", "a.cpp")
    r.git("commit", "-q", "-m", "mended")
    answer = r.gate()
    passes(answer)
    holds(any("the base lacks it as well" in n for n in answer.json["notes"]), answer)


@scenario
def trailer_of_the_base_in_a_shallow_clone(r):
    "Where history ends too soon, an old emergency of the base is not ours."
    r.start({"a.cpp": GOOD})
    r.git("checkout", "-q", "main")
    r.write("x.txt", "x")
    r.commit("old\n\nCodex-Break-Glass: long ago")
    r.git("checkout", "-q", "-B", "topic")
    r.write("a.cpp", BAD)
    r.commit("mine")
    r.git("checkout", "-q", "main")
    r.write("y.txt", "y")
    r.commit("main moves on")
    copy = r.root.parent / "clone"
    r.git("clone", "-q", "--depth=2", "--branch=topic", f"file://{r.root}", str(copy))
    c = Repo.__new__(Repo)
    c.root, c.env = copy, r.env
    c.database("a.cpp")
    c.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    answer = c.gate(base="origin/main")
    same(answer.code, 2, answer)
    holds("git fetch --unshallow" in answer.err, answer)
    c.git("commit", "-q", "--amend", "-m", "mine\n\nCodex-Break-Glass: now")
    answer = c.gate(base="origin/main")
    same((answer.code, answer.json["breakGlass"]["reason"]), (0, "now"), answer)


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


# What cannot be seen.

@scenario
def blinder_than_before(r):
    "A unit with an error at the base does not excuse one that crashes at the head."
    broken = "int broken() { return missing; }\n"
    r.start({"a.cpp": GOOD + broken, "b.cpp": GOOD.replace("f(", "b(") + broken})
    r.write("a.cpp", "#pragma clang __debug crash\n" + BAD + broken)
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)
    r.git("checkout", "-q", "-B", "other", "main")
    r.write("b.cpp", '#include "nowhere.h"\n' + GOOD.replace("f(", "b(") + broken)
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)


@scenario
def each_command_for_itself(r):
    "Of two units of a file one failed before; the other fails now."
    r.start({"a.cpp": "#ifdef A\n#error a\n#endif\nint x;\n"},
            sources=["a.cpp", ("a.cpp", ["-DA"])])
    r.write("a.cpp", "#ifndef A\n#error b\n#endif\nint x;\n")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)


@scenario
def crash_on_both_sides(r):
    "A crash, or a unit that takes too long, at base and head alike."
    crash = "#pragma clang __debug crash\n"
    slow = ("template <int N, int M> struct S { static constexpr int v = S<N - 1, M>::v + S<N - 1, M + 1>::v; };\n"
            "template <int M> struct S<0, M> { static constexpr int v = 1; };\nint s = S<900, 0>::v;\n")
    r.start({"a.cpp": crash, "b.cpp": slow, "c.cpp": GOOD.replace("f(", "c("),
             ".codex.json": '{"limits": {"unitSeconds": 1}}'})
    r.write("a.cpp", crash + "int a;\n")
    r.write("b.cpp", slow + "int b;\n")
    r.write("c.cpp", BAD.replace("f(", "c("))
    r.commit()
    answer = r.gate()
    blocks(answer, ("c.cpp", 2))
    same([(f["file"], f["atBaseToo"]) for f in answer.json["units"]["failed"]],
         [("a.cpp", True), ("b.cpp", True)], answer)
    same(answer.json["reasons"], ["1 finding blocks"], answer)


@scenario
def out_of_memory(r):
    "It costs the unit."
    r.start({"a.cpp": GOOD, ".codex.json": '{"limits": {"unitMemoryMiB": 300}}'})
    r.write("a.cpp", "template <class... T> struct L {};\n"
            "template <int N, class... T> struct M { using t = typename M<N - 1, T..., T..., int>::t; };\n"
            "template <class... T> struct M<0, T...> { using t = L<T...>; };\nM<26>::t x;\n")
    r.commit()
    answer = r.gate()
    same(answer.code, 3, answer)
    holds("limits.unitMemoryMiB" in answer.json["units"]["failed"][0]["reason"], answer)


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
    r.write("a.cpp", BOX + "int f(Box b) { return b.get(); } // \x1b[2J\x1b]0;x\x07\n"
            + f"int g(Box b) {{ return b.get(); }} // codex-waive(unchecked-box, until={day(5)}): \x1b[31mred\n"
            + "#error \x1b[2J\n")
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    holds("\x1b" not in answer.out and "\x07" not in answer.out, answer)


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
