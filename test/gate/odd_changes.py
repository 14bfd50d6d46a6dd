"""Changes that are more than an edit: combinations, names, sizes, commands."""
import json
import shutil
import sys

from openings import (BAD, BOX, bad, clone, good, hook, rebase_topic,
                      submodule, topic)
from repo import blocks, holds, passes, run, same, scenario


@scenario
def renamed_edited_and_a_header(r):
    "git mv, an edit and a changed header at once: one is old, one is new."
    r.start({"h.h": "#define CHECKED 1\n", "a.cpp": BOX + '#include "h.h"\n' + bad("old")
             + "int u(Box b) {\n  if (CHECKED && !b.has()) return 0;\n  return b.get();\n}\n"
             + "// filler\n" * 9})
    r.git("mv", "a.cpp", "sub.cpp")
    r.write("sub.cpp", "// moved\n" + r.read("sub.cpp"))
    r.write("h.h", "#define CHECKED 0\n")
    r.commit()
    r.database("sub.cpp")
    answer = r.gate()
    blocks(answer, ("sub.cpp", 7))
    same(answer.places("old"), [("sub.cpp", 4)], answer)


@scenario
def header_renamed(r):
    "git mv of a header, with the sources that include it."
    r.start({"one.h": BOX + bad("inH").replace("int", "inline int", 1) + "// x\n" * 9,
             "a.cpp": '#include "one.h"\n', "b.cpp": '#include "one.h"\n'})
    r.git("mv", "one.h", "two.h")
    for name in ("a.cpp", "b.cpp"):
        r.write(name, '#include "two.h"\n')
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("two.h", 2)], answer)


@scenario
def names_swapped(r):
    "a.cpp becomes b.cpp, and b.cpp a.cpp."
    r.start({"a.cpp": BOX + bad("a") + "// a\n" * 9, "b.cpp": "// b\n" * 9 + "int bb;\n"})
    r.git("mv", "a.cpp", "t.cpp")
    r.git("mv", "b.cpp", "a.cpp")
    r.git("mv", "t.cpp", "b.cpp")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("b.cpp", 2)], answer)


@scenario
def case_of_a_name(r):
    "Only the case of the name changes."
    r.start({"Foo.cpp": BAD + "// filler\n" * 9})
    r.git("mv", "Foo.cpp", "foo.cpp")
    r.commit()
    r.database("foo.cpp")
    passes(r.gate())


@scenario
def file_into_directory_and_back(r):
    "x.cpp is a file at one side, a directory with a source at the other."
    r.start({"x.cpp": BAD, "y.cpp": "int y;\n"}, sources=["x.cpp", "x.cpp/in.cpp", "y.cpp"])
    r.git("rm", "-q", "x.cpp")
    r.write("x.cpp/in.cpp", BAD)
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("x.cpp/in.cpp", 2)], answer)
    answer = r.run("gate", "--base", "topic", "--head", "main", "--format",
                   "json=" + str(r.root.parent / "report.json"))
    same(answer.code, 0, answer)


@scenario
def link_to_a_directory(r):
    "A directory becomes a link to another one that has the same headers without the guard."
    r.start({"v1/h.h": "#define CHECKED 1\n", "v2/h.h": "#define CHECKED 0\n", "inc/h.h": "#define CHECKED 1\n",
             "a.cpp": BOX + '#include "inc/h.h"\nint f(Box b) {\n  if (CHECKED && !b.has()) return 0;\n  return b.get();\n}\n'})
    shutil.rmtree(r.root / "inc")
    (r.root / "inc").symlink_to("v2")
    r.commit()
    blocks(r.gate(), ("a.cpp", 5))


@scenario
def submodule_moved_removed_and_back(r):
    "What it has stays old under another name; removed, the unit fails and that is said."
    r.start({"a.cpp": '#include "box.h"\n#include "sub/s.h"\nint a;\n'})
    submodule(r, {"s.h": BOX + "inline " + bad("s")})
    r.git("commit", "-q", "-m", "submodule")
    rebase_topic(r)
    r.git("mv", "sub", "lib")
    r.write("a.cpp", '#include "box.h"\n#include "lib/s.h"\nint a;\n')
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("lib/s.h", 2)], answer)
    r.git("checkout", "-q", "-B", "other", "main")
    r.git("submodule", "update", "-q", check=False)
    r.git("rm", "-q", "-f", "sub")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)


@scenario
def names_of_all_kinds(r):
    "Tabs, line ends, quotes, a leading dash, bytes that are no UTF-8, a leading colon."
    names = ["-a.cpp", "b\tb.cpp", "c\nc.cpp", "d'd\".cpp", "e*e?.cpp", ":f.cpp", "g g/[g].cpp", "~h.cpp", "$i`i`.cpp"]
    r.start({n: BOX + good(f"f{i}") for i, n in enumerate(names)})
    for i, n in enumerate(names):
        r.write(n, BOX + bad(f"f{i}"))
    r.commit()
    answer = r.gate()
    same(sorted(answer.places()), sorted((n, 2) for n in names), answer)
    r.git("reset", "-q", "--soft", "main")
    same(sorted(hook(r).places()), sorted((n, 2) for n in names))


@scenario
def empty_and_huge(r):
    "Nothing at all, and fifty million bytes of data beside it."
    r.start({"a.cpp": "", "b.cpp": BOX})
    r.write("big.bin", b"\0\xff" * 25_000_000)
    r.write("big.inc", "0,\n" * 3_000_000)
    r.write("a.cpp", "")
    r.write("b.cpp", "")
    r.write("c.cpp", BAD)
    r.database("a.cpp", "b.cpp", "c.cpp")
    r.commit()
    answer = r.gate()
    blocks(answer, ("c.cpp", 2))
    holds(answer.json["time"]["wall"] < 30, answer)


@scenario
def two_commands_and_one_of_them_changes(r):
    "Of two commands of a file one loses the guard, in a tracked database."
    text = BOX + "int f(Box b) {\n#ifdef SAFE\n  if (!b.has()) return 0;\n#endif\n#ifdef FAST\n  return b.get();\n#endif\n  return 1;\n}\n"
    r.start({"a.cpp": text})
    r.git("checkout", "-q", "main")
    r.write(".gitignore", "")
    r.database(("a.cpp", ["-DFAST", "-DSAFE"]), "a.cpp")
    r.commit("with its database")
    r.git("checkout", "-q", "-B", "topic")
    r.database(("a.cpp", ["-DFAST"]), "a.cpp")
    r.commit()
    blocks(r.gate(), ("a.cpp", 7))


@scenario
def database_with_relative_directories(r):
    "directory and file are relative to where the file lies, or the command has them."
    topic(r)
    for directory, file in (("..", "a.cpp"), ("../build", "../a.cpp"), (".", "../a.cpp")):
        r.write("build/compile_commands.json", json.dumps(
            [{"directory": directory, "file": file, "arguments": ["c++", "-I" + str(r.root), "-c", file]}]))
        answer = r.gate()
        holds(answer.code in (1, 2), (directory, answer))
        if answer.code == 1:
            same(answer.places(), [("a.cpp", 2)], (directory, answer))


@scenario
def database_outside_and_broken(r):
    "Outside of the repository it works; broken, empty or of another kind it is said."
    topic(r)
    away = r.root.parent / "away"
    shutil.move(r.root / "build", away)
    blocks(r.gate("-p", "../away"), ("a.cpp", 2))
    blocks(r.gate("-p", str(away / "compile_commands.json")), ("a.cpp", 2))
    for text in ("", "{}", "[", "[1]", '[{"file": 1}]', "\0", "[{}]"):
        (away / "compile_commands.json").write_text(text)
        answer = r.gate("-p", "../away")
        same((text, answer.code), (text, 2), answer)
        holds("compile_commands.json" in answer.err, answer)


@scenario
def database_that_only_the_head_tracks(r):
    "The base has none: the head's commands serve both."
    r.write("box.h", open(r.box).read())
    r.write("a.cpp", BOX + bad("before"))
    r.commit("start")
    r.branch()
    r.database("a.cpp", where=".")
    r.write("a.cpp", BOX + bad("before") + bad("more"))
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 3))
    same(answer.places("old"), [("a.cpp", 2)], answer)


@scenario
def orphan_branch_by_a_graft(r):
    "A replaced parent joins two histories for git log, and not for us."
    topic(r)
    r.git("checkout", "-q", "--orphan", "alone")
    r.commit("alone")
    r.git("replace", "--graft", "alone", "main")
    answer = r.gate()
    same(answer.code, 2, answer)
    holds("no commit in common" in answer.err, answer)


@scenario
def shallow_with_grafts(r):
    "Deep enough for the merge base is enough."
    topic(r)
    r.write("more.txt", "x")
    r.commit()
    c = clone(r, "--depth=3", "--no-single-branch", "--branch=topic")
    c.database("a.cpp")
    blocks(c.gate(base="origin/main"), ("a.cpp", 2))


@scenario
def filter_of_a_partial_clone(r):
    "Blobs that were not fetched: what is needed of them is said, or got."
    topic(r)
    r.git("config", "uploadpack.allowFilter", "true")
    c = clone(r, "--filter=blob:none", "--no-checkout", "--branch=topic")
    c.database("a.cpp")
    c.git("read-tree", "HEAD")
    answer = c.gate(base="origin/main")
    holds(answer.code in (1, 2, 3), answer)
    if answer.code == 1:
        same(answer.places(), [("a.cpp", 2)], answer)


@scenario
def five_hundred_findings(r):
    "People see twenty, programs all; no form is confused by them."
    r.start({"a.cpp": BOX})
    r.write("a.cpp", BOX + "".join(bad(f"f{i}") for i in range(500)))
    r.commit()
    places = {n: str(r.root.parent / n) for n in ("markdown", "html", "gitlab", "sarif", "github")}
    answer = r.gate(*[w for n, p in places.items() for w in ("--format", f"{n}={p}")])
    same((len(answer.places()), answer.json["notShown"]), (500, 480), answer)
    text = open(places["markdown"]).read()
    same(text.count("#### "), 20)
    holds("480 more" in text)
    same(open(places["html"]).read().count("<article"), 20)
    same(len(json.load(open(places["gitlab"]))), 500)
    same(len(json.load(open(places["sarif"]))["runs"][0]["results"]), 500)


@scenario
def generated_by_the_build(r):
    "Two generated files in the build directory: one of a changed input, one new."
    r.start({"in.txt": "1\n", "a.cpp": BOX + '#include "build/gen.h"\nint f(Box b) {\n  if (GEN && !b.has()) return 0;\n  return b.get();\n}\n'})
    r.write("build/gen.h", "#define GEN 1\n")
    r.write("in.txt", "0\n")
    r.commit()
    passes(r.gate())
    r.write("a.cpp", "// x\n" + r.read("a.cpp"))
    r.commit()
    passes(r.gate())


@scenario
def line_ends_and_byte_order_mark(r):
    "CR LF, a byte order mark and no last line end come in together."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").rstrip().encode())
    r.commit()
    passes(r.gate())


@scenario
def conditional_on_nothing(r):
    "The guard goes by a macro on the command line of a header's only unit."
    r.start({"a.cpp": BOX + "#if __has_include(<opt.h>)\n#include <opt.h>\n#endif\n#ifndef K\n#define K 1\n#endif\n"
             "int f(Box b) {\n  if (K && !b.has()) return 0;\n  return b.get();\n}\n"},
            sources=[("a.cpp", ["-Iopt"])])
    r.write("opt/opt.h", "#define K 0\n")
    r.commit()
    blocks(r.gate(), ("a.cpp", 10))


if __name__ == "__main__":
    run(sys.argv)
