"""What many scenarios begin with: code, files, commits."""
import datetime
import json
import pathlib
import subprocess

from repo import Repo

BOX = '#include "box.h"\n'
BAD = BOX + "int f(Box b) { return b.get(); }\n"
GOOD = BOX + "int f(Box b) { return b.has() ? b.get() : 0; }\n"
GUARDED = '''#include "box.h"
int f(Box b) {
  if (!b.has())
    return 0;
  int unrelated = 1;
  return b.get() + unrelated;
}
'''
LOOSE = GUARDED.replace("  if (!b.has())\n    return 0;\n", "")
BROKEN = "int broken() { return missing; }\n"

# With a fix that is safe; the rule is advisory where nothing else is said.
ZERO = "int *f() { return 0; }\n"
FIXED = "int *f() { return nullptr; }\n"
ENFORCED = json.dumps({"rules": {"zero-pointer": {"state": "enforced"}}})

# A rule of the project's own, and what breaks it in line 3.
RULE = {
    "id": "do-here", "title": "A jump", "need": "to leave a loop",
    "use": "a function", "level": "must", "state": "enforced", "since": "0.1",
    "engine": "pattern", "message": "a do loop", "why": ["Why not."],
    "fix": ["Write a function."],
    "spec": {"matcher": "doStmt().bind(\"use\")", "at": "use"}}
JUMP = "int j(int i) {\n  int k = i;\n  do { k = --i; } while (i);\n  return k;\n}\n"
PACK = {"a.cpp": "int j;\n", ".codex.json": '{"rulePacks": ["pack"]}',
        "pack/rules/own/do-here.json": json.dumps(RULE)}


def bad(name):
    return f"int {name}(Box b) {{ return b.get(); }}\n"


def good(name):
    return f"int {name}(Box b) {{ return b.has() ? b.get() : 0; }}\n"


def day(offset):
    return (datetime.datetime.now(datetime.timezone.utc)
            + datetime.timedelta(days=offset)).strftime("%Y-%m-%d")


def waived(name, until=None, reason="known", more=""):
    return (f"int {name}(Box b) {{ return b.get(); }} // codex-waive("
            f"unchecked-box, until={until or day(10)}{more}): {reason}\n")


# Histories.

def topic(r, before=GOOD, after=BAD):
    "main has one state of a.cpp, the branch 'topic' another."
    r.start({"a.cpp": before})
    r.write("a.cpp", after)
    return r.commit()


def on_main(r, files, message="on main"):
    "A commit on main with these files; topic begins there again."
    r.git("checkout", "-q", "main")
    for name, text in files.items():
        r.write(name, text)
    done = r.commit(message)
    r.git("checkout", "-q", "-B", "topic")
    return done


def rebase_topic(r):
    "main is where we are, and topic begins there."
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")


def existing(root, r):
    "A checkout that is there already."
    other = Repo.__new__(Repo)
    other.root, other.env = pathlib.Path(root), r.env
    return other


def clone(r, *options):
    copy = r.root.parent / "clone"
    r.git("clone", "-q", *options, f"file://{r.root}", str(copy))
    return existing(copy, r)


def worktree(r, *options, where="tree"):
    tree = r.root.parent / where
    r.git("worktree", "add", "-q", str(tree), *options)
    return existing(tree, r)


def submodule(r, files, path="sub"):
    "A repository with these files, in r as a submodule that is staged."
    sub = Repo(r.root.parent / "sub")
    for name, text in files.items():
        sub.write(name, text)
    sub.commit("one")
    r.git("-c", "protocol.file.allow=always", "submodule", "add", "-q",
          str(sub.root), path)
    return sub


# The hook.

def hook(r, *args, **more):
    report = str(r.root.parent / "report.json")
    return r.run("hook", "run", "--format", "json=" + report, "--format",
                 "text", *args, **more)


def as_person(r, *command, env=None, **more):
    "git as a person calls it, hooks and all."
    return subprocess.run(["git", *command], cwd=more.pop("cwd", r.root),
                          env=dict(r.env, **(env or {})), text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **more)


def commit(r, *args, **more):
    return as_person(r, "commit", "-q", "-m", "x", *args, **more)


def stage(r, path, text):
    r.write(path, text)
    r.git("add", path)


def entries(r):
    return [line for line in r.read(".codex-baseline").splitlines()
            if not line.startswith("#")]


def files_of(r):
    return {str(p): p.read_bytes() for p in sorted(r.root.rglob("*"))
            if p.is_file() and ".git/" not in str(p)}
