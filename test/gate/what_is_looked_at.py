"""Which units a change can affect."""
import json
import sys

from openings import BAD, BOX, GOOD, GUARDED, LOOSE, bad, hook, rebase_topic, worktree
from repo import Repo, blocks, holds, passes, run, same, scenario


@scenario
def header_only(r):
    "A header changes; the finding is in a source that did not."
    r.start({"size.h": '#include "box.h"\ninline bool ok(Box b) { return b.has(); }\n',
             "a.cpp": '#include "size.h"\nint f(Box b) { if (!ok(b)) return 0; return 1; }\n',
             "b.cpp": "int b;\n"})
    r.write("size.h", '#include "box.h"\ninline bool ok(Box b) { return b.get() > 0; }\n')
    r.commit()
    answer = r.gate()
    blocks(answer, ("size.h", 2))
    same(answer.json["units"]["total"], 1, answer)


@scenario
def header_of_many(r):
    "A finding in a header is one, however many units see it."
    r.start({"h.h": '#include "box.h"\ninline int h(Box b) { return b.has() ? b.get() : 0; }\n',
             "a.cpp": '#include "h.h"\n', "b.cpp": '#include "h.h"\n',
             "c.cpp": '#include "box.h"\n'})
    r.write("h.h", '#include "box.h"\ninline int h(Box b) { return b.get(); }\n')
    r.commit()
    answer = r.gate()
    blocks(answer, ("h.h", 2))
    same(answer.json["units"]["total"], 2, answer)


@scenario
def header_seen_through_has_include(r):
    "A new header is not entered, only asked for, and decides what is compiled."
    r.start({"a.cpp": '#include "box.h"\n#if __has_include("fast.h")\n'
             'int f(Box b) { return b.get(); }\n#endif\n'})
    r.write("fast.h", "")
    r.commit()
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def header_deleted(r):
    "A header goes, and another of the same name comes into sight."
    r.start({"one/cfg.h": "#define CHECKED 1\n", "two/cfg.h": "#define CHECKED 0\n",
             "a.cpp": '#include "box.h"\n#include "cfg.h"\n'
             'int f(Box b) {\n  if (CHECKED && !b.has()) return 0;\n  return b.get();\n}\n'},
            flags=["-Ione", "-Itwo"])
    r.git("rm", "-q", "one/cfg.h")
    r.commit()
    blocks(r.gate(), ("a.cpp", 5))


@scenario
def source_that_another_includes(r):
    "A source is part of another unit: by name, by a macro, or generated."
    part = "int part(Box b) { return b.has() ? b.get() : 0; }\n"
    r.start({"part.cpp": BOX + part, "whole.cpp": '#include "part.cpp"\n',
             "other.cpp": '#define NAME "part.cpp"\n#include NAME\n',
             "alone.cpp": "int alone;\n"},
            sources=["whole.cpp", "other.cpp", "alone.cpp"])
    r.write("part.cpp", BOX + part.replace("b.has() ? b.get() : 0", "b.get()"))
    r.commit()
    answer = r.gate()
    blocks(answer, ("part.cpp", 2))
    same(answer.json["units"]["total"], 2, answer)
    r.git("rm", "-q", "whole.cpp", "other.cpp")
    r.commit()
    rebase_topic(r)
    r.write("build/unity.cxx", '#include "../part.cpp"\n')
    r.database("build/unity.cxx", "alone.cpp")
    r.write("part.cpp", BOX + bad("part") + bad("second"))
    r.commit()
    answer = r.gate()
    blocks(answer, ("part.cpp", 3))
    same(answer.json["units"]["total"], 1, answer)


@scenario
def two_flags_for_one_file(r):
    "One file, two units: the finding is in one of them."
    text = '#include "box.h"\nint f(Box b) {\n#ifdef FAST\n  return b.%s;\n#else\n  return 0;\n#endif\n}\n'
    r.start({"a.cpp": text % "has() ? b.get() : 0"},
            sources=["a.cpp", ("a.cpp", ["-DFAST"])])
    r.write("a.cpp", text % "get()")
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 4))
    same(answer.json["units"]["total"], 2, answer)


@scenario
def new_file_without_command(r):
    "It is listed, and does not make the verdict incomplete."
    r.start({"a.cpp": GOOD})
    r.write("new.cpp", BAD)
    r.commit()
    answer = r.gate()
    passes(answer)
    same([n["file"] for n in answer.json["notAnalysed"]], ["new.cpp"], answer)
    holds("new.cpp" in answer.out, answer)


@scenario
def header_that_nobody_includes(r):
    "It is listed, too."
    r.start({"a.cpp": GOOD})
    r.write("lonely.h", '#include "box.h"\ninline int l(Box b) { return b.get(); }\n')
    r.commit()
    answer = r.gate()
    passes(answer)
    same([n["file"] for n in answer.json["notAnalysed"]], ["lonely.h"], answer)


@scenario
def deleted_source_in_database(r):
    "A deleted source that still has a command is passed over."
    r.start({"a.cpp": BAD, "b.cpp": GOOD})
    r.git("rm", "-q", "a.cpp")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.json["units"]["failed"], [], answer)
    same(len(answer.json["fixed"]), 1, answer)


@scenario
def tracked_database(r):
    "Flags change, and with them what a source means."
    r.start({"a.cpp": '#include "box.h"\nint f(Box b) {\n#ifdef FAST\n  return b.get();\n#endif\n  return 0;\n}\n',
             "b.cpp": GOOD})
    r.git("checkout", "-q", "main")
    r.database("a.cpp", "b.cpp", where=".")
    r.commit("commands")
    r.git("checkout", "-q", "-B", "topic")
    r.database(("a.cpp", ["-DFAST"]), "b.cpp", where=".")
    r.commit("fast")
    answer = r.gate()
    blocks(answer, ("a.cpp", 4))
    same(answer.json["units"]["total"], 1, answer)


@scenario
def base_build(r):
    "Commands of the base that lie elsewhere."
    r.start({"a.cpp": '#include "box.h"\nint f(Box b) {\n#ifdef FAST\n  return b.get();\n#endif\n  return 0;\n}\n'})
    r.database("a.cpp", where="build/base")
    r.database(("a.cpp", ["-DFAST"]))
    r.write("README.md", "x\n")
    r.commit()
    blocks(r.gate("--base-build", "build/base"), ("a.cpp", 4))
    passes(r.gate())


FAST = '#include "box.h"\nint f(Box b) {\n#ifdef FAST\n  return b.get();\n#endif\n  return 0;\n}\n'


@scenario
def flags_that_are_not_compared(r):
    "The build's own files change, and the commands are generated: that is said, and what helps."
    for name in ("CMakeLists.txt", "sub/meson.build", "cmake/flags.cmake", "lib/BUILD", "Makefile"):
        own = Repo(r.root.parent / name.replace("/", "-"))
        own.start({"a.cpp": FAST, "README.md": "x\n"})
        own.write(name, "FAST\n")
        own.database(("a.cpp", ["-DFAST"]))
        own.commit()
        said = f"compile flags were not compared: the change touches '{name}'"
        answer = own.gate()
        holds(any(said in n and "--base-build" in n for n in answer.json["notes"]), answer)
        holds(said in answer.out, answer)
        own.database("a.cpp", where="build/base")
        answer = own.gate("--base-build", "build/base")
        blocks(answer, ("a.cpp", 4))
        same(answer.json["notes"], [], answer)
    r.start({"a.cpp": FAST})
    r.write("a.cpp", FAST + "// more\n")
    r.commit()
    same(r.gate().json["notes"], [])


@scenario
def base_build_of_another_checkout(r):
    "A working tree of the base, built there: places differ, and commands are the same but for one."
    r.start({"a.cpp": FAST, "b.cpp": GOOD, "gen.h": "\n"})
    def configure(repo, build, *first):
        repo.write(f"{build}/compile_commands.json", json.dumps([
            {"directory": f"{repo.root}/{build}", "file": f"{repo.root}/{name}",
             "command": f"c++ -I{repo.root} -I{repo.root}/{build}/inc {' '.join(more)} -c ../{name}"}
            for name, more in (("a.cpp", first), ("b.cpp", ()))]))
    tree = worktree(r, "--detach", "main")
    configure(tree, "out-of-base")
    r.write("CMakeLists.txt", "FAST\n")
    configure(r, "build", "-DFAST")
    r.commit()
    answer = r.gate("--base-build", f"{tree.root}/out-of-base")
    blocks(answer, ("a.cpp", 4))
    same((answer.json["units"]["total"], answer.json["notes"]), (1, []), answer)


@scenario
def database_of_another_project(r):
    "Nothing in it is ours, or none of its directories is there: usage, not a pass."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()
    for entry in ({"directory": "/nowhere/else", "file": str(r.root / "a.cpp")},
                  {"directory": str(r.root), "file": "/nowhere/else/x.cpp"}):
        r.write("build/compile_commands.json", json.dumps([dict(entry, arguments=["c++", "-c", entry["file"]])]))
        r.git("reset", "-q", "--soft", "HEAD~")
        of_hook = hook(r)
        r.commit()
        for answer in (of_hook, r.gate()):
            same(answer.code, 2, answer)
            holds("/nowhere/else" in answer.err and "another project or checkout" in answer.err, answer)
    # A unit that a build elsewhere makes of our sources is ours.
    unity = r.root.parent / "unity.cpp"
    unity.write_text('#include "a.cpp"\n')
    r.database((str(unity), [f"-I{r.root}"]))
    blocks(r.gate(), ("a.cpp", 2))
    r.database("a.cpp")
    r.write("build/base/compile_commands.json", json.dumps([
        {"directory": str(r.root), "file": "/nowhere/else/x.cpp", "arguments": ["c++", "-c", "/nowhere/else/x.cpp"]}]))
    answer = r.gate("--base-build", "build/base")
    same(answer.code, 2, answer)
    holds("--base-build" in answer.err, answer)


@scenario
def generated_header(r):
    "What git does not know is read from the disk, on both sides."
    r.start({"a.cpp": '#include "gen.h"\n#include "box.h"\nint f(Box b) { return GUARD(b) b.get(); }\n'},
            flags=["-Ibuild"])
    r.write("build/gen.h", "#define GUARD(b) !b.has() ? 0 :\n")
    r.write("a.cpp", r.read("a.cpp") + "// more\n")
    r.commit()
    passes(r.gate())


@scenario
def symbolic_links(r):
    "A source and a directory of headers that are links."
    r.start({"real/a.cpp": GOOD, "inc1/k.h": "#define K 1\n"})
    (r.root / "link.cpp").symlink_to("real/a.cpp")
    (r.root / "inc").symlink_to("inc1")
    r.commit("links")
    rebase_topic(r)
    r.database("link.cpp")
    r.write("real/a.cpp", BAD)
    r.commit()
    blocks(r.gate(), ("link.cpp", 2))


@scenario
def link_turned_elsewhere(r):
    "The link is what changes; what it led to and leads to does not."
    use = '#include "box.h"\n#include "inc/k.h"\nint f(Box b) {\n  if (K && !b.has()) return 0;\n  return b.get();\n}\n'
    r.start({"a.cpp": use, "inc1/k.h": "#define K 1\n", "inc0/k.h": "#define K 0\n"})
    (r.root / "inc").symlink_to("inc1")
    r.commit("links")
    rebase_topic(r)
    (r.root / "inc").unlink()
    (r.root / "inc").symlink_to("inc0")
    r.commit()
    blocks(r.gate(), ("a.cpp", 5))


@scenario
def configuration_files_of_clang(r):
    "--config: flags are read as each side has them, of a file that is not there the unit is named."
    r.start({"a.cpp": "#if defined A && !defined B\n" + BAD + "#endif\n", "cfg/flags.cfg": "# none\n-DX\n",
             "cfg/more.cfg": "-DY\n", "evil.cfg": "-DA -fplugin=./x.so -o out.o\n"})
    def command(*words):
        r.write("build/compile_commands.json", json.dumps([
            {"directory": str(r.root), "file": "a.cpp", "arguments": ["clang++", *words, "-I.", "-c", "a.cpp"]}]))
    r.write("cfg/flags.cfg", "-DX \\\n -DA\n@more.cfg\n")
    r.commit()
    for words in (["--config=cfg/flags.cfg"], ["--config", str(r.root / "cfg/flags.cfg")],
                  [f"--config-user-dir={r.root}/cfg", "--config=flags.cfg"]):
        command(*words)
        blocks(r.gate(), ("a.cpp", 3))
    r.write("cfg/more.cfg", "-DB\n")
    r.commit()
    passes(r.gate())
    command("--config=none/flags.cfg")
    r.write("a.cpp", r.read("a.cpp") + "int more;\n")
    r.commit()
    same([f["file"] for f in r.gate().json["units"]["failed"]], ["a.cpp"])
    command("--config=./evil.cfg")
    same(r.gate().places("old"), [("a.cpp", 3)])
    holds(not list(r.root.glob("out.*")))


@scenario
def another_file_in_a_files_place(r):
    "-ivfsoverlay: what is read under one name is the file with another one."
    r.start({"impl.h": GUARDED.split("\n", 1)[1], "a.cpp": BOX + '#include "shown.h"\n'}, flags=["-ivfsoverlay", "build/overlay.json"])
    r.write("build/overlay.json", json.dumps({"version": 0, "roots": [
        {"type": "directory", "name": str(r.root), "contents": [
            {"type": "file", "name": "shown.h", "external-contents": str(r.root / "impl.h")}]}]}))
    r.write("impl.h", LOOSE.split("\n", 1)[1])
    r.commit()
    answer = r.gate()
    same(answer.json["units"]["failed"], [], answer)
    same([line for _, line in answer.places()], [3], answer)
    (r.root / "build/overlay.json").unlink()
    answer = r.run("check", "-p", "build", "--no-cache")
    holds("incomplete" in answer.out and "overlay.json" in answer.out, answer)


@scenario
def directory_of_headers_renamed_with_its_flags(r):
    "The commands are generated, and the head's: the base finds its headers by the names of the head."
    r.start({"src/in/h.h": BOX + bad("inH").replace("int", "inline int", 1) + "// x\n" * 9,
             "src/in/a.cpp": '#include "in/h.h"\n' + bad("inA"), "b.cpp": '#include "in/h.h"\n'}, flags=["-Isrc"])
    r.git("mv", "src", "lib")
    r.database("lib/in/a.cpp", "b.cpp", flags=["-Ilib"])
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("lib/in/a.cpp", 2), ("lib/in/h.h", 2)], answer)
    r.write("lib/in/h.h", r.read("lib/in/h.h") + bad("more").replace("int", "inline int", 1))
    r.commit()
    blocks(r.gate(), ("lib/in/h.h", 12))


if __name__ == "__main__":
    run(sys.argv)
