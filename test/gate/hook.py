"""codex-lint hook: what is staged, and nothing else."""
import os
import pathlib
import shutil
import subprocess
import sys

from openings import existing, BAD, GOOD, BOX, bad, hook, commit, files_of
from repo import Repo, blocks, holds, passes, run, same, scenario


@scenario
def staged_counts(r):
    "What is staged is judged, and says in one screen what to do."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    index = (r.root / ".git/index").read_bytes()
    before = files_of(r)
    answer = hook(r)
    blocks(answer, ("a.cpp", 2))
    holds("--no-verify" in answer.out and answer.out.count("\n") < 24, answer)
    same((r.root / ".git/index").read_bytes() == index, True)
    same(files_of(r) == before, True)


@scenario
def working_tree_does_not_count(r):
    "Not staged: not judged. Staged and mended since: judged."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    passes(hook(r))
    r.git("add", "a.cpp")
    r.write("a.cpp", GOOD)
    blocks(hook(r), ("a.cpp", 2))


@scenario
def partially_staged(r):
    "Half of a file is staged."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", GOOD + bad("staged"))
    r.git("add", "a.cpp")
    r.write("a.cpp", "// a line above\n" + GOOD + bad("staged") + bad("notStaged"))
    blocks(hook(r), ("a.cpp", 3))


@scenario
def old_findings_do_not_block(r):
    "The file had one before."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", "// x\n" + BAD)
    r.git("add", "a.cpp")
    passes(hook(r))


@scenario
def first_commit(r):
    "The base is empty."
    r.write("box.h", pathlib.Path(r.box).read_text())
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp", "box.h")
    r.database("a.cpp")
    blocks(hook(r), ("a.cpp", 2))


@scenario
def nothing_staged(r):
    "Nothing to do."
    r.start({"a.cpp": BAD})
    answer = hook(r)
    passes(answer)
    same(answer.json["units"]["total"], 0, answer)


@scenario
def no_commands(r):
    "A clear message, with the way to get some."
    r.start({"a.cpp": GOOD})
    shutil.rmtree(r.root / "build")
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    answer = hook(r)
    same(answer.code, 2, answer)
    holds("CMAKE_EXPORT_COMPILE_COMMANDS" in answer.err, answer)


@scenario
def staged_deletion_and_rename(r):
    "git rm and git mv."
    r.start({"a.cpp": BAD, "b.cpp": BAD.replace("f(", "b(")})
    r.git("rm", "-q", "a.cpp")
    r.git("mv", "b.cpp", "c.cpp")
    r.database("a.cpp", "c.cpp")
    passes(hook(r))


@scenario
def header_of_an_unchanged_source(r):
    "A staged header; the source that includes it is as it was."
    r.start({"h.h": BOX + "inline int h(Box b) { return b.has() ? b.get() : 0; }\n",
             "a.cpp": '#include "h.h"\n'})
    r.write("h.h", BOX + "inline int h(Box b) { return b.get(); }\n")
    r.git("add", "h.h")
    blocks(hook(r), ("h.h", 2))


@scenario
def conflict(r):
    "An unresolved merge is said to be one."
    r.start({"a.cpp": "int a = 0;\n"})
    r.write("a.cpp", "int a = 1;\n")
    r.commit()
    r.git("checkout", "-q", "main")
    r.write("a.cpp", "int a = 2;\n")
    r.commit()
    r.git("merge", "-q", "topic", check=False)
    answer = hook(r)
    same(answer.code, 2, answer)
    holds("conflict" in answer.err, answer)


@scenario
def incomplete_is_open(r):
    "What cannot be parsed is named and does not stop the commit."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", "#error no\n")
    r.git("add", "a.cpp")
    answer = hook(r)
    same((answer.code, answer.json["verdict"]), (0, "incomplete"), answer)


# Through git.

@scenario
def installed(r):
    "git commit stops, --no-verify does not."
    r.start({"a.cpp": GOOD})
    answer = r.run("hook", "install")
    same(answer.code, 0, answer)
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    done = commit(r)
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    same(commit(r, "--no-verify").returncode, 0)


@scenario
def commit_all_and_commit_file(r):
    "They give the hook an index of their own; the real one keeps its bytes."
    r.start({"a.cpp": GOOD, "b.cpp": "int b;\n"})
    r.run("hook", "install")
    r.write("a.cpp", BAD)
    r.write("b.cpp", "int b, c;\n")
    r.git("add", "b.cpp")
    index = (r.root / ".git/index").read_bytes()
    for arguments in (["-a"], ["a.cpp"]):
        done = commit(r, *arguments)
        holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
        same((r.root / ".git/index").read_bytes() == index, True)
    same(commit(r, "b.cpp").returncode, 0)


@scenario
def existing_hook_is_chained(r):
    "It runs first, and its failure counts."
    r.start({"a.cpp": GOOD})
    theirs = r.root / ".git/hooks/pre-commit"
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text("#!/bin/sh\necho theirs\ntest ! -e stop\n")
    theirs.chmod(0o755)
    holds("runs first" in r.run("hook", "install").out)
    r.run("hook", "install")
    r.write("a.cpp", GOOD + "// x\n")
    done = commit(r, "-a")
    holds(done.returncode == 0 and done.stdout.count("theirs") == 1, done)
    r.write("a.cpp", BAD)
    done = commit(r, "-a")
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    r.write("stop", "")
    done = commit(r, "-a")
    holds(done.returncode != 0 and "unchecked-box" not in done.stdout, done)


@scenario
def existing_hook_that_asks_for_its_name(r):
    "As husky's: name and directory are those that it had, whatever its shell; another language sees the name."
    r.start({"a.cpp": GOOD})
    hooks = r.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "h").write_text('echo "theirs is $(basename "$0") of $1" >>told; test "$told" = yes\n')
    tool = r.root.parent / "tool"
    tool.write_text('#!/bin/sh\necho "theirs is $(basename "$0") of $1, $(readlink -f "$0")" >>told\n')
    tool.chmod(0o755)
    for number, (text, said) in enumerate((
            ("#!/usr/bin/env sh\ntold=yes\n. \"$(dirname \"$0\")/h\"\n", "pre-commit of "),
            ("#!/bin/bash -e\ntold=yes\nlist=(a b)\n. \"$(dirname \"$0\")/h\"\nfalse\n", "pre-commit of "),
            ("#!/usr/bin/env python3\nimport os, sys\nopen('told', 'a').write('theirs is ' + "
             "os.path.basename(sys.argv[0]) + ' of ')\n", "pre-commit of "),
            (None, f"pre-commit of , {tool}"))):
        for path in (hooks / "pre-commit", hooks / "before-codex/pre-commit", r.root / "told"):
            path.unlink(missing_ok=True)
        theirs = hooks / "pre-commit"
        if text is None:
            theirs.symlink_to(os.path.relpath(tool, hooks))
        else:
            theirs.write_text(text)
            theirs.chmod(0o755)
        for _ in range(2):
            holds("runs first" in r.run("hook", "install").out)
        r.write("a.cpp", GOOD + f"// {number}\n")
        done = commit(r, "-a")
        same((number, done.returncode), (number, 1 if "false" in (text or "") else 0), done.stdout)
        same((number, r.read("told").strip()), (number, f"theirs is {said}".strip()))


@scenario
def link_to_nowhere_as_a_hook(r):
    "Nothing is written where it leads; a hook that an earlier version has kept is found."
    r.start({"a.cpp": GOOD})
    hooks = r.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    outside = r.root.parent / "gone"
    (hooks / "pre-commit").symlink_to(outside)
    same(r.run("hook", "install").code, 0)
    holds(not outside.exists() and not (hooks / "pre-commit").is_symlink())
    r.write("a.cpp", BAD)
    holds("unchecked-box" in commit(r, "-a").stdout)
    (hooks / "before-codex/pre-commit").unlink()
    (hooks / "pre-commit.before-codex").write_text("#!/bin/sh\necho theirs\n")
    (hooks / "pre-commit.before-codex").chmod(0o755)
    holds("runs first" in r.run("hook", "install").out)
    holds("theirs" in commit(r, "-a").stdout)


@scenario
def hooks_elsewhere(r):
    "core.hooksPath, of the repository or of the user."
    r.start({"a.cpp": GOOD})
    r.git("config", "core.hooksPath", "my hooks")
    r.run("hook", "install")
    holds((r.root / "my hooks/pre-commit").exists())
    r.write("a.cpp", BAD)
    holds(commit(r, "a.cpp").returncode != 0)


@scenario
def linked_working_tree(r):
    "The hook is of all working trees; the index is of this one."
    r.start({"a.cpp": GOOD})
    tree = r.root.parent / "tree"
    r.git("worktree", "add", "-q", str(tree), "-b", "other")
    other = existing(tree, r)
    other.database("a.cpp")
    other.run("hook", "install")
    other.write("a.cpp", BAD)
    done = commit(other, "-a")
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)


@scenario
def build_directory_of_the_hook(r):
    "hook install -p, from a directory below."
    r.start({"src/a.cpp": GOOD}, where="some dir")
    r.write(".gitignore", "/some dir/\n")
    r.commit()
    r.run("hook", "install", "-p", "../some dir", cwd=r.root / "src")
    r.write("src/a.cpp", BAD)
    done = commit(r, "-a")
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)


@scenario
def removed_from_the_index_only(r):
    "git rm --cached: the header lies there still, and is not in the commit."
    r.start({"h.h": "#define CHECKED 1\n", "a.cpp": BOX + '#if __has_include("h.h")\n'
             '#include "h.h"\n#else\n#define CHECKED 0\n#endif\nint f(Box b) {\n'
             '  if (CHECKED && !b.has()) return 0;\n  return b.get();\n}\n'})
    r.git("rm", "-q", "--cached", "h.h")
    blocks(hook(r), ("a.cpp", 9))


@scenario
def kinds_of_an_index(r):
    "skip-worktree, assume-unchanged, a split index, its fourth version, intent to add."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    r.write("later.cpp", BAD)
    r.git("add", "-N", "later.cpp")
    for options in (["--skip-worktree", "a.cpp"], ["--assume-unchanged", "a.cpp"],
                    ["--split-index"], ["--index-version", "4"]):
        r.git("update-index", *options)
        blocks(hook(r), ("a.cpp", 2))


@scenario
def amended(r):
    "Judged against HEAD, as every commit."
    r.start({"a.cpp": GOOD})
    r.run("hook", "install")
    r.write("a.cpp", BAD)
    done = commit(r, "-a", "--amend")
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)


@scenario
def variables_of_git(r):
    "Called with --git-dir and --work-tree, from elsewhere, and by a misled environment."
    r.start({"a.cpp": GOOD})
    r.run("hook", "install")
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    done = subprocess.run(
        ["git", "--git-dir", str(r.root / ".git"), "--work-tree", str(r.root),
         "commit", "-q", "-m", "x"], cwd="/", env=dict(r.env, CODEX_RULES=r.rules),
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    other = Repo(r.root.parent / "other")
    blocks(hook(r, env={"GIT_DIR": str(other.root / ".git"), "GIT_OBJECT_DIRECTORY": "/nowhere",
                        "GIT_CONFIG_PARAMETERS": "'core.bare=true'"}), ("a.cpp", 2))


@scenario
def hooks_in_a_tracked_directory(r):
    "core.hooksPath is meant from the top, wherever install is called."
    r.start({"src/a.cpp": GOOD})
    r.git("config", "core.hooksPath", ".githooks")
    r.run("hook", "install", cwd=r.root / "src")
    holds((r.root / ".githooks/pre-commit").exists())
    r.write("src/a.cpp", BAD)
    done = commit(r, "-a")
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)


@scenario
def existing_hook_that_git_ignores(r):
    "It is not executable: it did not run, does not run, and nobody is told that it does."
    r.start({"a.cpp": GOOD})
    theirs = r.root / ".git/hooks/pre-commit"
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text("#!/bin/sh\necho theirs; exit 1\n")
    theirs.chmod(0o644)
    said = r.run("hook", "install").out
    holds("is not executable" in said and "runs first: " not in said.replace("lets it run first: ", ""), said)
    r.write("a.cpp", GOOD + "// x\n")
    same(commit(r, "-a").returncode, 0)
    (r.root / ".git/hooks/before-codex/pre-commit").chmod(0o755)
    r.write("a.cpp", GOOD)
    holds("theirs" in commit(r, "-a").stdout)


if __name__ == "__main__":
    run(sys.argv)
