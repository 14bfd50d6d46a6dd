"""Names, histories, clones, submodules, configuration of others."""
import shutil
import sys
import tempfile

from openings import (BAD, GOOD, clone, existing, rebase_topic, submodule,
                      topic)
from repo import Repo, blocks, holds, run, same, scenario


@scenario
def names_of_the_base(r):
    "Tags, abbreviated commits, remote branches, a name that is two things."
    topic(r)
    first = r.git("rev-parse", "main")
    r.git("tag", "-a", "v1", "main", "-m", "v1")
    r.git("tag", "twice", "main")
    r.git("branch", "twice", "topic")
    r.git("update-ref", "refs/remotes/origin/main", first)
    for name in ("v1", first, first[:9], "origin/main", "refs/heads/main",
                 "topic~1", "HEAD^"):
        answer = r.gate(base=name)
        same((answer.code, answer.json["notes"]), (1, []), answer)
    # Whoever may push a tag, or a branch, must not choose the base with it.
    answer = r.gate(base="twice")
    same((answer.code, len(answer.json["notes"])), (1, 1), answer)
    holds("refs/tags/twice (" in answer.out and "is taken, which the head left first" in answer.out, answer)
    r.git("tag", "main", "topic")
    for _ in range(2):
        answer = r.gate()
        same((answer.code, answer.json["change"]["base"]), (1, first), answer)
        holds("'main' is ambiguous" in answer.out and "/main (" in answer.out, answer)
        holds("refs/tags/main (" not in answer.out, answer)
        # As a pipeline has it: the branch is one of the remote.
        r.git("checkout", "-q", "--detach")
        r.git("update-ref", "-d", "refs/heads/main")
    r.git("update-ref", "refs/heads/main", first)
    r.git("tag", "topic", first)
    answer = r.gate("--head", "topic", base=first)
    same(answer.code, 1, answer)
    holds("refs/heads/topic (" in answer.out and "is judged" in answer.out, answer)
    same(r.gate(base="refs/heads/main").code, 1)
    r.git("tag", "-d", "main")
    r.git("branch", "-q", "-D", "main")
    same(r.gate(base="main").code, 1)


@scenario
def short_names_that_a_tag_or_a_branch_hides(r):
    "A remote by its HEAD, a commit by the begin of its id, a remote's branch: none is hidden by a name that somebody pushes."
    topic(r)
    main = r.git("rev-parse", "main")
    r.git("update-ref", "refs/remotes/origin/main", main)
    r.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    for name, hides in (("origin", ["tag", "origin"]), (main[:8], ["tag", main[:8]]),
                        ("origin/main", ["branch", "origin/main"])):
        answer = r.gate(base=name)
        same((answer.code, answer.json["notes"]), (1, []), answer)
        r.git(*hides, "topic")
        answer = r.gate(base=name)
        same((answer.code, answer.json["change"]["base"], len(answer.json["notes"])), (1, main, 1), answer)
        holds(f"'{name}' is ambiguous" in answer.out and main[:12] in answer.out, answer)
    # What git knows as one thing is one.
    r.git("tag", "FETCH_HEAD", "topic")
    r.write(".git/FETCH_HEAD", main + "\n")
    for name in (main, "FETCH_HEAD", "refs/remotes/origin/main"):
        answer = r.gate(base=name)
        same((answer.code, answer.json["notes"]), (1, []), answer)
    # The head by the begin of its id.
    head = r.git("rev-parse", "topic")
    r.git("tag", head[:9], "main")
    answer = r.gate("--head", head[:9], base=main)
    same((answer.code, answer.json["change"]["head"]), (1, head), answer)


@scenario
def names_that_are_refused(r):
    "An option is no name; neither is what is not there."
    topic(r)
    for name in ("--output=x", "-x", ""):
        answer = r.run("gate", "--base=" + name)
        same(answer.code, 2, answer)
    holds(not (r.root / "x").exists())
    answer = r.gate(base="nowhere")
    same(answer.code, 2, answer)
    holds("nowhere" in answer.err and "git fetch" in answer.err, answer)
    answer = r.run("gate", "--base", "main", "--head=--all")
    same(answer.code, 2, answer)


@scenario
def base_moved_on(r):
    "The base is the merge base: what others merged meanwhile is not ours."
    topic(r)
    r.git("checkout", "-q", "main")
    r.write("a.cpp", BAD)
    r.write("c.cpp", BAD)
    r.commit("theirs")
    r.git("checkout", "-q", "topic")
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def merge_with_conflict_resolved(r):
    "A bad resolution is found; what came from the base is not ours."
    lines = ["int f(Box b) {", "  if (!b.has())", "    return 0;", "  return b.get();", "}", ""]
    r.start({"a.cpp": '#include "box.h"\n' + "\n".join(lines), "b.cpp": GOOD})
    r.write("a.cpp", r.read("a.cpp").replace("return 0", "return 1"))
    r.commit("mine")
    r.git("checkout", "-q", "main")
    r.write("a.cpp", r.read("a.cpp").replace("return 0", "return 2"))
    r.write("b.cpp", BAD.replace("f(", "b("))
    r.commit("theirs")
    r.git("checkout", "-q", "topic")
    r.git("merge", "-q", "main", check=False)
    r.write("a.cpp", '#include "box.h"\nint f(Box b) {\n  return b.get();\n}\n')
    r.commit("merge")
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def unrelated_histories(r):
    "A clear message."
    topic(r)
    r.git("checkout", "-q", "--orphan", "alone")
    r.commit("alone")
    answer = r.gate()
    same(answer.code, 2, answer)
    holds("no commit in common" in answer.err, answer)


@scenario
def shallow_clone(r):
    "What to fetch is said; fetched, it works."
    topic(r)
    r.write("more.txt", "more")
    r.commit()
    c = clone(r, "--depth=1", "--branch=topic")
    answer = c.gate(base="origin/main")
    same(answer.code, 2, answer)
    holds("shallow" in answer.err and "git fetch" in answer.err, answer)
    c.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    answer = c.gate(base="origin/main")
    same(answer.code, 2, answer)
    holds("git fetch --unshallow" in answer.err, answer)
    c.git("fetch", "-q", "--unshallow", "origin")
    c.write("build/compile_commands.json",
            r.read("build/compile_commands.json").replace(str(r.root), str(c.root)))
    blocks(c.gate(base="origin/main"), ("a.cpp", 2))


@scenario
def submodule_moves(r):
    "Another commit of a submodule whose header is used."
    r.start({"a.cpp": '#include "box.h"\n#include "sub/s.h"\nint a;\n'})
    submodule(r, {"s.h": '#include "box.h"\ninline int s(Box b) { return b.has() ? b.get() : 0; }\n'})
    r.commit("submodule")
    rebase_topic(r)
    inner = r.root / "sub"
    (inner / "s.h").write_text('#include "box.h"\ninline int s(Box b) { return b.get(); }\n')
    r.git("commit", "-qam", "two", cwd=inner)
    r.commit("bump")
    blocks(r.gate(), ("sub/s.h", 2))
    shutil.rmtree(r.root / ".git/modules/sub/objects")
    (r.root / ".git/modules/sub/objects").mkdir()
    answer = r.gate()
    holds(answer.code in (1, 3), answer)
    holds("submodule" in answer.out and "git submodule update" in answer.out, answer)


@scenario
def submodule_not_checked_out(r):
    "A project can live without."
    topic(r)
    submodule(r, {"s.h": ""})
    r.commit("submodule")
    r.git("submodule", "deinit", "-q", "-f", "sub")
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def configuration_of_others(r):
    "Neither git's configuration nor its variables nor attributes matter."
    topic(r)
    trap = r.root.parent / "trap"
    script = r.root.parent / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch '{trap}'\ncat\n")
    script.chmod(0o755)
    r.write(".gitattributes", "*.cpp filter=trap diff=trap -diff binary\n")
    r.commit("attributes")
    for key, value in (("filter.trap.clean", str(script)),
                       ("filter.trap.smudge", str(script)),
                       ("filter.trap.process", str(script)),
                       ("diff.trap.textconv", str(script)),
                       ("diff.external", str(script)),
                       ("core.fsmonitor", str(script)),
                       ("core.pager", str(script)), ("core.autocrlf", "true"),
                       ("diff.noprefix", "true"), ("color.ui", "always"),
                       ("diff.renames", "false"), ("core.quotePath", "true"),
                       ("log.showSignature", "true")):
        r.git("config", key, value)
    other = Repo(r.root.parent / "other")
    other.commit("other")
    env = {"GIT_DIR": str(other.root / ".git"), "GIT_WORK_TREE": str(other.root),
           "GIT_INDEX_FILE": "/nonexistent", "GIT_EXTERNAL_DIFF": str(script),
           "GIT_OBJECT_DIRECTORY": "/nonexistent", "GIT_PAGER": str(script),
           "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.bare",
           "GIT_CONFIG_VALUE_0": "true", "GIT_TRACE": str(trap),
           "GIT_CEILING_DIRECTORIES": str(r.root.parent)}
    blocks(r.gate(env=env), ("a.cpp", 2))
    holds(not trap.exists())


@scenario
def replaced_objects(r):
    "A replaced commit is the one that it was."
    topic(r)
    r.git("replace", r.git("rev-parse", "topic:a.cpp"), r.git("rev-parse", "main:a.cpp"))
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def linked_working_tree(r):
    "git worktree add."
    topic(r)
    tree = r.root.parent / "tree"
    r.git("worktree", "add", "-q", str(tree), "-b", "other", "topic")
    other = existing(tree, r)
    other.database("a.cpp")
    blocks(other.gate(), ("a.cpp", 2))


@scenario
def nothing_is_written(r):
    "Neither in the working tree nor in .git."
    topic(r)
    def state():
        return {str(p): (p.read_bytes(), p.stat().st_mtime_ns)
                for p in sorted(r.root.rglob("*")) if p.is_file()}
    before = state()
    r.gate()
    same(state() == before, True)


@scenario
def no_repository(r):
    "A clear message."
    # The tests' own directory may lie in a repository: ours.
    with tempfile.TemporaryDirectory() as outside:
        answer = r.gate(cwd=outside)
    same(answer.code, 2, answer)
    holds("no working tree of git" in answer.err, answer)


@scenario
def stale_file_in_the_working_tree(r):
    "A header that the head deleted lies there still."
    r.start({"a.cpp": '#include "box.h"\n#if __has_include("old.h")\n#include "old.h"\n#endif\n'
             '#ifndef CHECKED\n#define CHECKED 0\n#endif\n'
             'int f(Box b) {\n  if (CHECKED && !b.has()) return 0;\n  return b.get();\n}\n',
             "old.h": "#define CHECKED 1\n"})
    r.git("rm", "-q", "old.h")
    r.commit()
    r.write("old.h", "#define CHECKED 1\n")
    blocks(r.gate(), ("a.cpp", 10))
    r.git("checkout", "-q", "-f", "main")
    blocks(r.gate("--head", "topic"), ("a.cpp", 10))


if __name__ == "__main__":
    run(sys.argv)
