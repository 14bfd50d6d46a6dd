"""The hook as the pre-commit framework runs it: the real one."""
import os
import re
import shutil
import subprocess
import sys

from openings import (BAD, BOX, BROKEN, ENFORCED, FIXED, GOOD, ZERO, as_person, bad, commit, good,
                      on_main)
from repo import Repo, holds, run, same, scenario


def with_framework(r, files=None):
    source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    r.start(files or {"a.cpp": GOOD})
    hooks = Repo(r.root.parent / "hooks")
    shutil.copy(os.path.join(source, ".pre-commit-hooks.yaml"), hooks.root)
    revision = hooks.commit("hooks")
    on_main(r, {".pre-commit-config.yaml": f"repos:\n- repo: {hooks.root}\n  rev: {revision}\n"
            "  hooks:\n  - id: codex-lint\n"})
    r.env["PRE_COMMIT_HOME"] = str(r.root.parent / "cache")


def framework(r, *arguments):
    return subprocess.run(["pre-commit", *arguments], cwd=r.root, env=r.env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@scenario
def pre_commit_framework(r):
    "The hook as the pre-commit framework runs it."
    with_framework(r)
    same(framework(r, "install").returncode, 0)
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    r.write("a.cpp", GOOD + "// not staged\n")
    done = commit(r)
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    same(r.read("a.cpp"), GOOD + "// not staged\n")
    # Installed over it, ours runs theirs first.
    same(r.run("hook", "install").code, 0)
    done = commit(r)
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    r.write("a.cpp", GOOD + "// mended\n")
    r.git("add", "a.cpp")
    done = commit(r)
    same(done.returncode, 0, done)
    holds("Passed" in done.stdout, done)


@scenario
def commits_instead_of_the_index(r):
    "pre-commit run --from-ref, and its pre-push hook: commits are judged, and what is staged is not."
    with_framework(r)
    r.write("a.cpp", BAD)
    r.commit("bad")
    r.write("a.cpp", GOOD)
    r.git("add", "a.cpp")
    refs = ("--from-ref", "main", "--to-ref", "topic")
    done = framework(r, "run", *refs)
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    holds("nothing is committed" not in done.stdout, done)
    r.git("commit", "-q", "--no-verify", "-m", "mended")
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    same(framework(r, "run", *refs).returncode, 0)
    holds(framework(r, "run").returncode != 0)


@scenario
def before_a_push(r):
    "As a pre-push hook it judges what the remote has not."
    with_framework(r)
    remote = r.root.parent / "remote.git"
    r.git("init", "-q", "--bare", str(remote))
    r.git("remote", "add", "origin", str(remote))
    r.git("push", "-q", "origin", "main", "topic")
    framework(r, "install", "-t", "pre-push")
    r.write("a.cpp", BAD)
    r.commit("bad")
    done = as_person(r, "push", "origin", "topic")
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    r.write("a.cpp", GOOD + "// mended\n")
    r.commit("mended")
    done = as_person(r, "push", "origin", "topic")
    same(done.returncode, 0, done)


def told(done, *places):
    "The places that it names as errors, whatever else it says."
    found = re.findall(r"(?m)^(\S+:\d+):\d+: error: ", done.stdout)
    same(found, list(places), done.stdout)
    same(done.returncode, 1 if places else 0, done.stdout)


@scenario
def all_files(r):
    "Files are judged as they lie there: old findings, headers, edits that are not staged."
    with_framework(r, {"a.cpp": BAD, "b.h": bad("of_b"), "c.cpp": BOX + '#include "b.h"\n#include "d.inc"\n',
                       "d.inc": bad("of_d"), "e.cpp": GOOD, "z/alone.cpp": BAD, "notes.md": "Notes.\n"})
    r.database("a.cpp", "c.cpp", "e.cpp")
    told(framework(r, "run"))
    done = framework(r, "run", "--all-files")
    told(done, "a.cpp:2", "b.h:1", "d.inc:1")
    holds("working tree" in done.stdout and "'z/alone.cpp'" in done.stdout, done.stdout)
    holds("nothing is committed" not in done.stdout, done.stdout)
    told(framework(r, "run", "--files", "b.h", "notes.md"), "b.h:1")
    told(framework(r, "run", "--files", "c.cpp"))
    told(framework(r, "run", "--files", "notes.md"))
    database = r.root / "build/compile_commands.json"
    database.rename(database.with_name("elsewhere"))
    same(r.run("hook", "run", "notes.md").code, 0)
    same(r.run("hook", "run", "c.cpp").code, 2)
    database.with_name("elsewhere").rename(database)
    r.write("e.cpp", BAD.replace("f(", "e("))
    told(framework(r, "run", "--files", "e.cpp"), "e.cpp:2")
    # What is staged beside it does not make it a commit.
    r.write("a.cpp", BAD + "// more\n")
    r.git("add", "a.cpp")
    told(framework(r, "run", "--all-files"), "a.cpp:2", "b.h:1", "d.inc:1", "e.cpp:2")
    r.run("baseline", "create", "-p", "build")
    told(framework(r, "run", "--all-files"))
    r.write("c.cpp", r.read("c.cpp") + BROKEN)
    done = framework(r, "run", "--all-files")
    holds(done.returncode == 0 and "missing" in r.run("hook", "run", "c.cpp", "e.cpp").out, done.stdout)


@scenario
def all_files_with_fixes(r):
    "They are applied in the working tree; the index keeps its bytes."
    r.start({"a.cpp": ZERO, "b.cpp": "int b;\n", ".codex.json": ENFORCED})
    index = (r.root / ".git/index").read_bytes()
    answer = r.run("hook", "run", "--fix", "a.cpp", "b.cpp")
    same((answer.code, r.read("a.cpp"), r.git("show", ":a.cpp") + "\n"), (0, FIXED, ZERO), answer)
    holds("1 fix applied in 1 file\n" in answer.err, answer)
    same((r.root / ".git/index").read_bytes(), index)


@scenario
def what_has_no_name(r):
    "A file of any name may be included, a deletion has none: the commit is judged all the same."
    with_framework(r, {"a.cpp": BOX + '#if __has_include("off.cfg")\n#else\n' + bad("f") + "#endif\n",
                       "b.cpp": BOX + '#include "list.cfg"\n', "list.cfg": good("g"), "off.cfg": "\n"})
    framework(r, "install")
    r.write("list.cfg", bad("g"))
    r.git("add", "list.cfg")
    done = commit(r)
    holds(done.returncode != 0 and "list.cfg:1" in done.stdout, done)
    r.git("reset", "-q", "--hard")
    r.git("rm", "-q", "off.cfg")
    done = commit(r)
    holds(done.returncode != 0 and "a.cpp:4" in done.stdout, done)


@scenario
def mode_and_name(r):
    "A file that only becomes executable, or is renamed, is staged: its old findings are old."
    with_framework(r, {"a.cpp": BAD, "b.cpp": BAD.replace("f(", "g(")})
    framework(r, "install")
    (r.root / "a.cpp").chmod(0o755)
    r.git("mv", "b.cpp", "c.cpp")
    r.git("add", "-A")
    r.database("a.cpp", "c.cpp")
    done = commit(r)
    same(done.returncode, 0, done)
    holds("working tree" not in done.stdout, done)


@scenario
def first_commit_and_a_merge(r):
    "Names of a merge are of what one of its parents has otherwise: it is a commit that is judged."
    with_framework(r, {"a.cpp": GOOD, "b.cpp": BAD, "c.cpp": GOOD.replace("f(", "c(")})
    framework(r, "install")
    r.write("a.cpp", GOOD + "// topic\n")
    r.write("c.cpp", r.read("c.cpp") + "// topic\n")
    r.commit("on topic")
    on_main(r, {"a.cpp": GOOD + "// main\n", "b.cpp": BAD + "// main\n"})
    r.git("checkout", "-q", "-B", "other", "topic@{1}")
    r.git("merge", "-q", "main", check=False)
    r.write("a.cpp", GOOD + "// both\n")
    r.git("add", "a.cpp")
    done = commit(r)
    same(done.returncode, 0, done)
    holds("working tree" not in done.stdout, done)
    new = Repo(r.root.parent / "new")
    new.write("a.cpp", BAD)
    new.write("box.h", r.read("box.h"))
    new.database("a.cpp")
    new.write(".gitignore", "/build/\n")
    new.git("add", "-A")
    answer = new.run("hook", "run", "a.cpp", "box.h")
    holds(answer.code == 1 and "nothing is committed" in answer.out, answer)


@scenario
def refs_that_are_none(r):
    "An error that names where they come from; --fix changes no commit."
    r.start({"a.cpp": GOOD})
    answer = r.run("hook", "run", env={"PRE_COMMIT_FROM_REF": "nowhere", "PRE_COMMIT_TO_REF": "HEAD"})
    same(answer.code, 2, answer)
    holds("PRE_COMMIT_FROM_REF nowhere" in answer.err, answer)
    on_main(r, {".codex.json": ENFORCED})
    r.write("a.cpp", ZERO)
    head = r.commit()
    answer = r.run("hook", "run", "--fix", env={"PRE_COMMIT_FROM_REF": "main", "PRE_COMMIT_TO_REF": "HEAD"})
    same(answer.code, 1, answer)
    holds("nothing is changed" in answer.err, answer)
    same((r.read("a.cpp"), r.git("rev-parse", "HEAD")), (ZERO, head))


if __name__ == "__main__":
    run(sys.argv)
