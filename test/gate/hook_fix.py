"""codex-lint hook --fix: the index and the working tree, apart."""
import json
import sys

from openings import ENFORCED, FIXED, ZERO, existing, hook, submodule
from repo import blocks, holds, run, same, scenario


def with_zero(r):
    r.start({"a.cpp": "int a;\n\n\n\nint z;\n", ".codex.json": ENFORCED})
    r.write("a.cpp", "int a;\n" + ZERO + "\n\n\nint z;\n")
    r.git("add", "a.cpp")


@scenario
def fix_whole_file(r):
    "Index and working tree are one, and stay one."
    with_zero(r)
    answer = hook(r, "--fix")
    same(answer.code, 0, answer)
    same(r.git("show", ":a.cpp"), ("int a;\n" + FIXED + "\n\n\nint z;"), answer)
    same(r.git("diff", "--stat"), "", answer)


@scenario
def fix_beside_other_edits(r):
    "What is not staged stays, and stays unstaged."
    with_zero(r)
    r.write("a.cpp", "int a;\n" + ZERO + "\n\n\nint z, notStaged;\n")
    answer = hook(r, "--fix")
    same(answer.code, 0, answer)
    same(r.git("show", ":a.cpp"), "int a;\n" + FIXED + "\n\n\nint z;", answer)
    same(r.read("a.cpp"), "int a;\n" + FIXED + "\n\n\nint z, notStaged;\n", answer)


@scenario
def fix_under_other_edits(r):
    "The same lines were edited since: the index alone is mended."
    with_zero(r)
    mine = "int a;\nint *f() { return 0; } // mine\n\n\n\nint z;\n"
    r.write("a.cpp", mine)
    answer = hook(r, "--fix")
    same(answer.code, 0, answer)
    same(r.git("show", ":a.cpp"), "int a;\n" + FIXED + "\n\n\nint z;", answer)
    same(r.read("a.cpp"), mine, answer)
    holds("index only" in answer.err, answer)


@scenario
def fix_with_other_line_ends(r):
    "core.autocrlf: the index has LF, the working tree CR LF, before and after."
    with_zero(r)
    r.git("config", "core.autocrlf", "true")
    r.write("a.cpp", ("int a;\n" + ZERO).replace("\n", "\r\n").encode())
    r.git("add", "a.cpp")
    answer = hook(r, "--fix")
    same(answer.code, 0, answer)
    same(r.git("show", ":a.cpp"), "int a;\n" + FIXED.strip(), answer)
    same((r.root / "a.cpp").read_bytes(),
         ("int a;\n" + FIXED).replace("\n", "\r\n").encode(), answer)
    holds("1 fix staged in 1 file\n" in answer.err, answer)


@scenario
def fix_where_a_link_lies(r):
    "The working tree has a link where the index has a file: what it leads to stays."
    with_zero(r)
    outside = r.root.parent / "outside.cpp"
    outside.write_text(r.read("a.cpp"))
    (r.root / "a.cpp").unlink()
    (r.root / "a.cpp").symlink_to(outside)
    answer = hook(r, "--fix")
    same(answer.code, 0, answer)
    holds("nullptr" in r.git("show", ":a.cpp"), answer)
    holds("nullptr" not in outside.read_text(), answer)


@scenario
def fix_keeps_mode_and_name(r):
    "An executable file whose name has all that a name can have."
    r.start({".codex.json": ENFORCED}, sources=["a b'\n.cpp"])
    name = "a b'\n.cpp"
    r.write(name, ZERO)
    (r.root / name).chmod(0o755)
    r.git("add", name)
    same(hook(r, "--fix").code, 0)
    holds("100755" in r.git("ls-files", "-s", name))
    same(r.read(name), FIXED)
    same(r.git("diff", "--stat"), "")


@scenario
def fix_in_a_submodule(r):
    "It is not staged here: told, and the rest is mended."
    with_zero(r)
    submodule(r, {"s.h": "#define S 1\n"})
    r.git("commit", "-q", "--no-verify", "-m", "submodule")
    inner = existing(r.root / "sub", r)
    inner.write("s.h", ZERO.replace("*f", "*s"))
    inner.commit("two")
    r.write("b.cpp", '#include "sub/s.h"\n' + ZERO.replace("*f", "*b"))
    r.git("add", "sub", "b.cpp")
    r.database("a.cpp", "b.cpp")
    answer = hook(r, "--fix")
    blocks(answer, ("sub/s.h", 1))
    holds("'sub/s.h' is not mended" in answer.err, answer)
    holds("nullptr" in r.git("show", ":b.cpp") and "nullptr" in r.read("b.cpp"), answer)
    same(inner.git("status", "--short"), "", answer)


@scenario
def fix_behind_a_link_and_in_a_generated_file(r):
    "Neither is a file that is staged; a link stays one."
    r.start({"real.cpp": "int z;\n", ".codex.json": ENFORCED}, sources=["link.cpp", "b.cpp"])
    r.write("build/gen.h", ZERO.replace("*f", "*g"))
    r.write("real.cpp", ZERO)
    (r.root / "link.cpp").symlink_to("real.cpp")
    r.write("b.cpp", '#include "build/gen.h"\n')
    r.git("add", "-A")
    answer = hook(r, "--fix")
    same(answer.code, 1, answer)
    holds("120000" in r.git("ls-files", "-s", "link.cpp"), answer)
    same((r.root / "link.cpp").resolve().name, "real.cpp", answer)
    for name in answer.places():
        holds(f"'{name[0]}' is not mended" in answer.err, answer)


@scenario
def fix_where_filters_write(r):
    "What lies there differs from what is staged by a filter alone: nothing is unstaged, and both are mended."
    with_zero(r)
    r.git("config", "filter.up.clean", "sed s/LOUD/quiet/")
    r.git("config", "filter.up.smudge", "sed s/quiet/LOUD/")
    r.write(".gitattributes", "*.cpp filter=up\n")
    r.write("a.cpp", "int LOUD;\n" + ZERO)
    r.git("add", "a.cpp", ".gitattributes")
    answer = hook(r, "--fix")
    same(answer.code, 0, answer)
    same(r.git("show", ":a.cpp"), "int quiet;\n" + FIXED.strip(), answer)
    same(r.read("a.cpp"), "int LOUD;\n" + FIXED, answer)
    holds("index only" not in answer.err, answer)
    # With edits beside it is theirs.
    mine = "int LOUD;\n" + ZERO.replace("*f", "*g") + "// mine\n"
    r.write("a.cpp", mine.replace("// mine\n", ""))
    r.git("add", "a.cpp")
    r.write("a.cpp", mine)
    hook(r, "--fix")
    holds("// mine" in r.read("a.cpp") and "mine" not in r.git("show", ":a.cpp"))


@scenario
def fix_that_is_not_safe(r):
    "It is left to the author, by name."
    r.start({"a.cpp": "int a;\n", ".codex.json": json.dumps({"rules": {
        "zero-pointer": {"state": "draft"}, "zero-pointer-unsafe": {"state": "enforced"}}})})
    r.write("a.cpp", ZERO)
    r.git("add", "a.cpp")
    answer = hook(r, "--fix")
    same((answer.code, answer.json["verdict"]), (1, "fail"), answer)
    holds("a.cpp:1: the fix of zero-pointer-unsafe is not safe" in answer.err, answer)
    same(r.read("a.cpp"), ZERO)


if __name__ == "__main__":
    run(sys.argv)
