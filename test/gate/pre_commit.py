"""The hook as the pre-commit framework runs it: the real one."""
import os
import shutil
import subprocess
import sys

from openings import BAD, ENFORCED, GOOD, ZERO, as_person, commit, on_main
from repo import Repo, holds, run, same, scenario


def with_framework(r):
    source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    r.start({"a.cpp": GOOD})
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
