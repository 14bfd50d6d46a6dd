"""What a change puts where a compiler, or a checkout, does not look."""
import json
import sys

from openings import BOX, bad, clone, good, rebase_topic, submodule
from repo import Repo, blocks, holds, passes, run, same, scenario

USE = '#include <m.h>\nint use(Box b) { return m(b); }\n'
ONCE = "#pragma once\n" + BOX


def unseen(answer):
    return {n["file"]: n["reason"] for n in answer.json["notAnalysed"]}


@scenario
def file_that_calls_itself_the_systems(r):
    "A pragma or a line marker makes a system header of what git tracks here: it is judged all the same."
    r.start({"m.h": ONCE + "inline " + good("m"), "n.h": ONCE + "inline " + good("n"), "a.cpp": USE,
             "b.cpp": '#include "n.h"\n' + good("b"), "old.h": ONCE + "inline " + bad("old"),
             "c.cpp": '#include "old.h"\n'})
    r.write("m.h", ONCE + "#pragma GCC system_header\ninline " + bad("m"))
    r.write("n.h", "#pragma clang system_header\n" + ONCE + '# 7 "/usr/include/n.h" 1 3\ninline ' + bad("n")
            + '# 8 "/usr/include/n.h" 2\ninline ' + good("n2"))
    r.write("b.cpp", '# 1 "/usr/include/b.h" 1 3\n#include "n.h"\n# 2 "/usr/include/b.h" 3\n' + bad("b"))
    r.write("old.h", "#pragma GCC system_header\n" + ONCE + "inline " + bad("old"))
    r.commit()
    r.env["CODEX_CACHE"] = str(r.root.parent / "cache")
    for _ in range(2):
        answer = r.gate()
        blocks(answer, ("b.cpp", 4), ("m.h", 4), ("n.h", 5))
        same((answer.places("old"), unseen(answer)), ([("old.h", 4)], {}), answer)
    same(answer.json["units"]["cached"], 3, answer)


@scenario
def directory_of_the_systems(r):
    "Our own headers by -isystem, in a directory that was so before, and in one that the change makes so."
    for before, after in ((["-isystem", "lib"], ["-isystem", "lib"]), (["-Ilib"], ["-isystem", "lib"])):
        own = Repo(r.root.parent / before[0])
        own.start({"lib/m.h": ONCE + "inline " + good("m") + "inline " + bad("old"), "a.cpp": USE,
                   "lib/same.h": ONCE + "inline " + bad("same")})
        own.database(("a.cpp", before), where=".")
        own.commit("commands")
        rebase_topic(own)
        own.write("lib/m.h", '#include "same.h"\n' + ONCE + "inline " + bad("m") + "inline " + bad("old"))
        own.database(("a.cpp", after), where=".")
        own.commit()
        answer = own.gate()
        blocks(answer, ("lib/m.h", 4))
        same(answer.places("old"), [("lib/m.h", 5)], answer)
        holds("'lib/m.h' is judged though" in answer.out and "thirdParty.paths" in answer.out, answer)
        # The file moves on: what was there stays old.
        rebase_topic(own)
        own.git("mv", "lib/m.h", "lib/k.h")
        own.write("a.cpp", USE.replace("m.h", "k.h"))
        own.commit()
        answer = own.gate()
        passes(answer)
        same(answer.places("old"), [("lib/k.h", 4), ("lib/k.h", 5)], answer)


@scenario
def directory_of_the_systems_behind_a_link(r):
    "The link is in the search path, the file elsewhere; either may be what changes."
    r.start({"lib/m.h": ONCE + "inline " + good("m"), "other/m.h": ONCE + "inline " + bad("m") + "inline " + bad("n"),
             "a.cpp": USE}, flags=["-isystem", "inc"])
    (r.root / "inc").symlink_to("lib")
    r.commit("link")
    rebase_topic(r)
    r.write("lib/m.h", ONCE + "inline " + bad("m"))
    r.commit()
    blocks(r.gate(), ("inc/m.h", 3))
    rebase_topic(r)
    (r.root / "inc").unlink()
    (r.root / "inc").symlink_to("other")
    r.commit("turned")
    answer = r.gate()
    blocks(answer, ("inc/m.h", 4))
    same(answer.places("old"), [("inc/m.h", 3)], answer)


@scenario
def headers_of_others(r):
    "What lies below thirdParty.paths, or in a submodule, and is read as a system header is named, and no more."
    r.start({"vendor/m.h": ONCE + "inline " + good("m"), "lib/n.h": ONCE + "inline " + good("n"),
             "a.cpp": USE + "#include <n.h>\n#include <s.h>\n"},
            flags=["-isystem", "vendor", "-isystem", "lib", "-isystem", "sub"])
    submodule(r, {"s.h": ONCE + "inline " + good("s")})
    r.commit("submodule")
    rebase_topic(r)
    r.write("vendor/m.h", ONCE + "inline " + bad("m"))
    r.write("lib/n.h", ONCE + "inline " + bad("n"))
    (r.root / "sub/s.h").write_text(ONCE + "inline " + bad("s"))
    r.git("commit", "-qam", "two", cwd=r.root / "sub")
    r.commit()
    answer = r.gate()
    blocks(answer, ("lib/n.h", 3))
    same(sorted(unseen(answer)), ["sub/s.h", "vendor/m.h"], answer)
    holds(all("of a third party" in reason for reason in unseen(answer).values()), answer)
    # The base says which paths, the change does not.
    r.write(".codex.json", json.dumps({"thirdParty": {"paths": ["lib/**"]}}))
    r.commit("ours and theirs")
    blocks(r.gate(), ("lib/n.h", 3))
    r.git("checkout", "-q", "main")
    r.git("submodule", "update", "-q")
    r.write(".codex.json", json.dumps({"thirdParty": {"paths": ["lib/**"]}}))
    r.commit("ours and theirs")
    r.git("checkout", "-q", "topic")
    r.git("rebase", "-q", "main")
    answer = r.gate()
    blocks(answer, ("vendor/m.h", 3))
    same(sorted(unseen(answer)), ["lib/n.h", "sub/s.h"], answer)


def moved_submodule(r, use, flags=()):
    "A clone without its submodule, which the head moves to another commit."
    r.start({"a.cpp": BOX + use, "b.cpp": '#include "b.h"\n' + BOX + good("b"), "b.h": "",
             "aside/s.h": "#define CHECK\n"}, sources=["a.cpp", "b.cpp"], flags=flags)
    submodule(r, {"inc/s.h": "#define CHECK !b.has() ? 0 :\n"})
    r.commit("submodule")
    rebase_topic(r)
    (r.root / "sub/inc/s.h").write_text("#define CHECK\n")
    r.git("commit", "-qam", "two", cwd=r.root / "sub")
    r.commit("bump")
    copy = clone(r)
    copy.database("a.cpp", "b.cpp", flags=flags)
    return copy


@scenario
def moved_submodule_that_is_not_checked_out(r):
    "What includes its headers could not be judged, however it names them; that it is the same at the base is no excuse."
    for place, include, flags in (("one", "sub/inc/s.h", []), ("two", "s.h", ["-Isub/inc"]),
                                  ("three", "inc/s.h", ["-isystem", "sub"]),
                                  # Another one of that name is found behind it.
                                  ("four", "s.h", ["-Isub/inc", "-Iaside"])):
        copy = moved_submodule(Repo(r.root.parent / place / "r"),
                               f'#include "{include}"\nint f(Box b) {{ return CHECK b.get(); }}\n', flags)
        answer = copy.gate(base="origin/main")
        same((answer.code, answer.json["verdict"], list(unseen(answer))), (3, "incomplete", ["a.cpp"]), answer)
        holds("git submodule update --init sub" in answer.out and "1 unit includes" in answer.out, answer)


@scenario
def moved_submodule_that_nobody_includes(r):
    "Data, or another program's: nothing is missing."
    copy = moved_submodule(r, good("f"))
    answer = copy.gate(base="origin/main")
    passes(answer)
    same((answer.json["missing"], unseen(answer)), ([], {}), answer)


@scenario
def submodule_becomes_a_directory(r):
    "Its old commit is not at hand: the head's files are not taken for the base's."
    r.start({"a.cpp": BOX + '#include "sub/s.h"\nint f(Box b) { return CHECK b.get(); }\n', "b.cpp": "int b;\n"})
    submodule(r, {"s.h": "#define CHECK !b.has() ? 0 :\n"})
    r.commit("submodule")
    rebase_topic(r)
    r.git("rm", "-q", "-f", "sub")
    r.write("sub/s.h", "#define CHECK\n")
    r.commit("copied in")
    # Where the commit is at hand it is compared.
    blocks(r.gate(), ("a.cpp", 3))
    copy = clone(r)
    copy.database("a.cpp", "b.cpp")
    answer = copy.gate(base="origin/main")
    holds(answer.code in (1, 3), answer)
    same(list(unseen(answer)), ["a.cpp"], answer)
    holds("'sub' was a submodule at the base" in answer.out and "1 unit includes" in answer.out, answer)


if __name__ == "__main__":
    run(sys.argv)
