"""What is new, and what is not."""
import sys

from repo import blocks, holds, passes, run, same, scenario

BAD = '#include "box.h"\nint f(Box b) { return b.get(); }\n'
BOX = '#include "box.h"\n'
GUARDED = '''#include "box.h"
int f(Box b) {
  if (!b.has())
    return 0;
  int unrelated = 1;
  return b.get() + unrelated;
}
'''
GOOD = '#include "box.h"\nint f(Box b) { return b.has() ? b.get() : 0; }\n'


def bad(name, indent=""):
    return f"int {name}(Box b) {{ return b.get(); }}\n"


@scenario
def deleted_guard(r):
    "The guard above an untouched access goes."
    r.start({"a.cpp": GUARDED})
    r.write("a.cpp", GUARDED.replace("  if (!b.has())\n    return 0;\n", ""))
    r.commit()
    blocks(r.gate(), ("a.cpp", 4))


@scenario
def nothing_changed(r):
    "Base and head are one commit."
    r.start({"a.cpp": BAD})
    answer = r.gate()
    passes(answer)
    same(answer.json["units"]["total"], 0, answer)


@scenario
def old_finding_in_changed_file(r):
    "What was there before does not block, however much moves around it."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", "// a\n// b\n" + BAD + "int g() { return 1; }\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("a.cpp", 4)], answer)


@scenario
def old_finding_in_other_file(r):
    "Only what the change can affect is looked at."
    r.start({"a.cpp": BAD, "b.cpp": GOOD})
    r.write("b.cpp", GOOD + "// more\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.json["findings"], [], answer)
    same(answer.json["units"]["total"], 1, answer)


@scenario
def second_equal_one(r):
    "A second equal finding in the same function is new."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", '#include "box.h"\nint f(Box b) { return b.get(); }\n'
            'int g(Box b) { return b.get(); }\n')
    r.commit()
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def copied_to_other_file(r):
    "Moved is not new, copied is: the function stands in both files."
    r.start({"a.cpp": BAD, "b.cpp": "int b() { return 0; }\n"})
    r.write("a.cpp", BAD + "// touched\n")
    r.write("b.cpp", BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, ("b.cpp", 2))
    same(answer.places("old"), [("a.cpp", 2)], answer)
    prints = [f["fingerprint"] for f in answer.findings()]
    same(len(set(prints)), 2, answer)


@scenario
def moved_within_file(r):
    "Functions change their order."
    two = '#include "box.h"\n' + bad("f") + "int g() { return 1; }\n"
    r.start({"a.cpp": two})
    r.write("a.cpp", '#include "box.h"\nint g() { return 1; }\n' + bad("f"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.findings("old")), 1, answer)
    same(answer.json["fixed"], [], answer)


@scenario
def moved_between_files(r):
    "A function moves to another file."
    r.start({"a.cpp": BAD + "int a;\n", "b.cpp": "int b;\n"})
    r.write("a.cpp", "int a;\n")
    r.write("b.cpp", BAD + "int b;\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("b.cpp", 2)], answer)
    same(answer.json["fixed"], [], answer)


@scenario
def moved_to_new_file(r):
    "A function moves to a file that was not there before."
    r.start({"a.cpp": BAD + "int a;\n"})
    r.write("a.cpp", "int a;\n")
    r.write("b.cpp", BAD)
    r.database("a.cpp", "b.cpp")
    r.commit()
    passes(r.gate())


@scenario
def moved_out_of_deleted_file(r):
    "The file that it was in is gone, with its command."
    r.start({"a.cpp": BAD, "b.cpp": "int b;\n"})
    r.git("rm", "-q", "a.cpp")
    r.write("b.cpp", BAD + "int b;\n")
    r.database("b.cpp")
    r.commit()
    passes(r.gate())


@scenario
def renamed(r):
    "git mv, nothing else."
    r.start({"src/a.cpp": BAD})
    r.git("mv", "src/a.cpp", "src/other.cpp")
    r.commit()
    r.database("src/other.cpp")
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("src/other.cpp", 2)], answer)


@scenario
def renamed_with_edit(r):
    "Renamed, and a new finding in it."
    long = BAD + "".join(f"int filler{i}() {{ return {i}; }}\n" for i in range(20))
    r.start({"a.cpp": long})
    r.git("mv", "a.cpp", "z.cpp")
    r.write("z.cpp", long + bad("g"))
    r.commit()
    r.database("z.cpp")
    answer = r.gate()
    blocks(answer, ("z.cpp", 23))
    same(len(answer.findings("old")), 1, answer)


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
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")
    r.write("build/unity.cxx", '#include "../part.cpp"\n')
    r.database("build/unity.cxx", "alone.cpp")
    r.write("part.cpp", BOX + bad("part") + bad("second"))
    r.commit()
    answer = r.gate()
    blocks(answer, ("part.cpp", 3))
    same(answer.json["units"]["total"], 1, answer)


@scenario
def fixed_is_counted(r):
    "What the change mends is said."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", GOOD)
    r.commit()
    answer = r.gate()
    passes(answer)
    same([f["file"] for f in answer.json["fixed"]], ["a.cpp"], answer)
    holds("1 fixed" in answer.out, answer)


@scenario
def crlf(r):
    "A file gets the other line ends."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", BAD.replace("\n", "\r\n").encode())
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.findings("old")), 1, answer)


@scenario
def reformatted(r):
    "White space, and no more."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", '#include "box.h"\nint f(Box b)\n{\n    return b . get( ) ;\n}\n')
    r.commit()
    passes(r.gate())


@scenario
def not_utf8(r):
    "Bytes that are no UTF-8, in a comment and in a name of a file."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", b"// caf\xe9\n" + BAD.encode())
    name = "ü\udce9.cpp"
    r.write(name, BAD)
    r.database("a.cpp")
    r.commit()
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def odd_path(r):
    "Spaces, quotes and letters beyond ASCII in a path."
    name = "dir with space/it's \"quoted\" ä$.cpp"
    r.start({name: GOOD}, sources=[name])
    r.write(name, '#include "box.h"\n' + bad("f"))
    r.commit()
    blocks(r.gate(), (name, 2))


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
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")
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
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")
    (r.root / "inc").unlink()
    (r.root / "inc").symlink_to("inc0")
    r.commit()
    blocks(r.gate(), ("a.cpp", 5))


@scenario
def working_tree_does_not_count(r):
    "The head is a commit: neither an edit nor a new file beside it is seen."
    r.start({"a.cpp": GOOD, "h.h": "#define X 1\n"})
    r.write("a.cpp", GOOD + "// more\n")
    r.commit()
    r.write("a.cpp", BAD)
    r.write("box.h", "#error not this one\n")
    passes(r.gate())
    r.git("add", "a.cpp")
    passes(r.gate())


@scenario
def head_elsewhere(r):
    "--head names a commit that is not checked out."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()
    r.git("checkout", "-q", "main")
    passes(r.gate(base="main"))
    blocks(r.gate("--head", "topic"), ("a.cpp", 2))


@scenario
def from_a_directory_below(r):
    "Called from below, with paths relative to there; the root is git's."
    r.start({"src/a.cpp": GOOD})
    r.write("src/a.cpp", BAD)
    r.commit()
    blocks(r.gate("-p", "../build", cwd=r.root / "src"), ("src/a.cpp", 2))


@scenario
def project_reached_by_a_link(r):
    "compile_commands.json names the project by another way."
    r.start({"a.cpp": GOOD})
    other = r.root.parent / "alias"
    other.symlink_to(r.root)
    r.write("build/compile_commands.json",
            '[{"directory": "%s", "file": "%s/a.cpp", "arguments": '
            '["c++", "-I%s", "-c", "%s/a.cpp"]}]' % ((other,) * 4))
    r.write("a.cpp", BAD)
    r.commit()
    r.write("a.cpp", GOOD)
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def same_answer_twice(r):
    "Same input, same bytes, but for the time."
    r.start({"a.cpp": BAD, "b.cpp": GOOD, "c.cpp": GOOD.replace("f(", "c(")})
    r.write("b.cpp", BAD.replace("f(", "h("))
    r.write("c.cpp", BAD.replace("f(", "c("))
    r.commit()
    first, second = r.gate("-j", "1"), r.gate("-j", "4")
    for answer in (first, second):
        answer.json.pop("time")
    same(first.json, second.json)
    same(first.out, second.out)


if __name__ == "__main__":
    run(sys.argv)
