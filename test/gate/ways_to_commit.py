"""The hook under every command of git that makes a commit, or nearly."""
import os
import subprocess
import sys

from openings import (BAD, BOX, GOOD, as_person, bad, clone, commit, existing,
                      good, hook, stage, submodule, worktree)
from repo import holds, passes, run, same, scenario


def refused(done, rule="unchecked-box"):
    holds(done.returncode != 0 and rule in done.stdout, done)


def went(done):
    same(done.returncode, 0, done)


def installed(r, files=None):
    r.start(files or {"a.cpp": GOOD})
    same(r.run("hook", "install").code, 0)


@scenario
def patch_by_patch(r):
    "git add -p takes one of two hunks: the good one goes, the bad one does not."
    filler = "// filler\n" * 12
    installed(r, {"a.cpp": BOX + filler})
    r.write("a.cpp", BOX + good("one") + filler + bad("two"))
    r.git("add", "-p", input="y\nn\n")
    went(commit(r))
    holds("two" not in r.git("show", "HEAD:a.cpp"))
    done = as_person(r, "commit", "-q", "-p", "-m", "x", input="y\n")
    refused(done)
    holds("two" in r.read("a.cpp") and "two" not in r.git("show", "HEAD:a.cpp"))


@scenario
def amend_of_a_merge(r):
    "An amended commit is judged against HEAD, which has all of it."
    installed(r)
    r.git("checkout", "-q", "-b", "other", "main")
    r.write("b.txt", "b")
    r.commit()
    r.git("checkout", "-q", "topic")
    r.write("c.txt", "c")
    r.commit()
    r.git("merge", "-q", "--no-edit", "other")
    went(as_person(r, "commit", "-q", "--amend", "-m", "better words"))
    stage(r, "a.cpp", BAD)
    refused(as_person(r, "commit", "-q", "--amend", "-m", "and more"))


@scenario
def rebase_with_edit(r):
    "A commit that is stopped at, changed and gone on with."
    installed(r)
    for name in ("one", "two"):
        r.write(name + ".txt", name)
        r.commit(name)
    r.env["GIT_SEQUENCE_EDITOR"] = "sed -i 1s/pick/edit/"
    r.env["GIT_EDITOR"] = "true"
    as_person(r, "rebase", "-q", "-i", "main")
    stage(r, "a.cpp", BAD)
    refused(as_person(r, "commit", "-q", "--amend", "--no-edit"))
    stage(r, "a.cpp", GOOD + "// fine\n")
    went(as_person(r, "commit", "-q", "--amend", "--no-edit"))
    went(as_person(r, "rebase", "--continue"))
    same(r.git("log", "--format=%s", "main..").split(), ["two", "one"])


@scenario
def cherry_pick_with_conflict(r):
    "What is picked is the commit's own, however old it is elsewhere."
    installed(r, {"a.cpp": "int v = 0;\n"})
    r.git("checkout", "-q", "-b", "other", "main")
    r.write("a.cpp", BOX + "int v = 1;\n" + bad("picked"))
    r.git("add", "-A")
    r.git("commit", "-q", "--no-verify", "-m", "bad")
    r.git("checkout", "-q", "topic")
    r.write("a.cpp", "int v = 2;\n")
    r.commit()
    as_person(r, "cherry-pick", "other")
    stage(r, "a.cpp", BOX + "int v = 3;\n" + bad("picked"))
    refused(commit(r))
    stage(r, "a.cpp", BOX + "int v = 3;\n" + good("picked"))
    went(commit(r))


@scenario
def revert_brings_it_back(r):
    "git revert of the commit that mended it."
    installed(r, {"a.cpp": BAD})
    r.write("a.cpp", GOOD)
    r.commit("mend")
    as_person(r, "revert", "--no-commit", "HEAD")
    refused(commit(r))


@scenario
def stash_and_am(r):
    "Neither asks the hook, and neither is in its way."
    installed(r)
    r.write("a.cpp", BAD)
    went(as_person(r, "stash"))
    same(r.read("a.cpp"), GOOD)
    went(as_person(r, "stash", "pop"))
    r.git("add", "a.cpp")
    refused(commit(r))
    went(as_person(r, "stash", "--keep-index"))
    refused(commit(r))
    r.git("reset", "-q", "--hard")
    r.write("d.txt", "d")
    r.commit("d")
    patch = r.git("format-patch", "--stdout", "HEAD~1") + "\n"
    r.git("reset", "-q", "--hard", "HEAD~1")
    went(as_person(r, "am", "-q", input=patch))


@scenario
def intent_to_add(r):
    "A file that is only announced has no content yet; git commit -a gives it one."
    installed(r)
    r.write("b.cpp", BOX + bad("b"))
    r.database("a.cpp", "b.cpp")
    r.git("add", "-N", "b.cpp")
    passes(hook(r))
    refused(as_person(r, "commit", "-q", "-a", "-m", "x"))


@scenario
def flags_of_the_index(r):
    "assume-unchanged and skip-worktree hide the working tree, which does not count."
    installed(r)
    for flag in ("assume-unchanged", "skip-worktree"):
        r.git("update-index", "--" + flag, "a.cpp")
        r.write("a.cpp", BAD)
        passes(hook(r))
        r.git("update-index", "--no-" + flag, "a.cpp")
        r.git("checkout", "-q", "a.cpp")


@scenario
def one_of_two_files(r):
    "git commit --only, --include, and a path with wildcards."
    installed(r, {"a.cpp": GOOD, "b.cpp": BOX + good("b")})
    r.write("a.cpp", BAD)
    stage(r, "b.cpp", BOX + "// b\n" + good("b"))
    went(as_person(r, "commit", "-q", "-m", "x", "--only", "b.cpp"))
    stage(r, "b.cpp", BOX + "// c\n" + good("b"))
    refused(as_person(r, "commit", "-q", "-m", "x", "--include", "a.cpp"))
    refused(as_person(r, "commit", "-q", "-m", "x", "--", "*.cpp"))
    from_file = r.root.parent / "paths"
    from_file.write_text("b.cpp\n")
    went(as_person(r, "commit", "-q", "-m", "x", "--pathspec-from-file", str(from_file)))


@scenario
def hooks_path_in_linked_trees(r):
    "A relative core.hooksPath is meant from the top of each tree."
    r.start({"a.cpp": GOOD})
    r.git("config", "core.hooksPath", "tools/hooks")
    tree = worktree(r, "-b", "other")
    tree.database("a.cpp")
    same(tree.run("hook", "install").code, 0)
    holds((tree.root / "tools/hooks/pre-commit").exists() and not (r.root / "tools").exists())
    tree.write("a.cpp", BAD)
    refused(commit(tree, "-a"))


@scenario
def hooks_path_of_the_user(r):
    "core.hooksPath in the user's own configuration, with a tilde."
    r.start({"a.cpp": GOOD})
    (r.root.parent / ".gitconfig").write_text("[core]\n\thooksPath = ~/my-hooks\n")
    same(r.run("hook", "install").code, 0)
    holds((r.root.parent / "my-hooks/pre-commit").exists())
    r.write("a.cpp", BAD)
    refused(commit(r, "-a"))


@scenario
def hook_that_is_a_link(r):
    "A hook manager's: the link stays one, and what it leads to is not written."
    r.start({"a.cpp": GOOD})
    shared = r.root.parent / "shared-hook"
    shared.write_text("#!/bin/sh\necho shared\n")
    shared.chmod(0o755)
    (r.root / ".git/hooks").mkdir(exist_ok=True)
    (r.root / ".git/hooks/pre-commit").symlink_to(shared)
    same(r.run("hook", "install").code, 0)
    same(shared.read_text(), "#!/bin/sh\necho shared\n")
    r.write("a.cpp", BAD)
    done = commit(r, "-a")
    refused(done)
    holds("shared" in done.stdout, done)


@scenario
def program_with_quotes_in_its_path(r):
    "The hook calls it by its full name, whatever that is."
    r.start({"a.cpp": GOOD})
    place = r.root.parent / "it's a \"$HOME\" `x`"
    place.mkdir()
    (place / "codex-lint").symlink_to(r.lint)
    done = subprocess.run([str(place / "codex-lint"), "hook", "install"], cwd=r.root,
                          env=r.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    same(done.returncode, 0, done)
    r.env["PATH"] = os.environ["PATH"]
    r.write("a.cpp", BAD)
    refused(commit(r, "-a"))


@scenario
def submodule_is_committed_in(r):
    "The hook of the submodule itself, whose .git is a file."
    r.start({"x.txt": "x\n"})
    submodule(r, {"a.cpp": GOOD, "box.h": open(r.box).read(), ".gitignore": "/build/\n"})
    inner = existing(r.root / "sub", r)
    inner.database("a.cpp")
    same(inner.run("hook", "install").code, 0)
    holds((r.root / ".git/modules/sub/hooks/pre-commit").exists())
    inner.write("a.cpp", BAD)
    refused(commit(inner, "-a"))


@scenario
def from_a_directory_below(r):
    "git commit in a directory below, with paths that are meant from there."
    installed(r, {"src/deep/a.cpp": GOOD})
    r.write("src/deep/a.cpp", BAD)
    refused(commit(r, "a.cpp", cwd=r.root / "src/deep"))
    refused(commit(r, "-a", cwd=r.root / "src"))


@scenario
def languages_and_signals(r):
    "An odd locale, no HOME, no terminal, a closed standard input."
    installed(r)
    stage(r, "a.cpp", BAD)
    for env in ({"LANG": "de_DE.UTF-8", "LC_ALL": "xx_YY"}, {"LC_ALL": "C.UTF-8"},
                {"LC_ALL": "", "LANG": ""}, {"HOME": "/nonexistent"}, {"TERM": "dumb"}):
        refused(commit(r, env=env, stdin=subprocess.DEVNULL))


@scenario
def object_store_elsewhere(r):
    "git clone --reference: objects come from another repository."
    r.start({"a.cpp": GOOD})
    copy = clone(r, "--shared", "--branch=topic")
    copy.database("a.cpp")
    copy.run("hook", "install")
    stage(copy, "a.cpp", BAD)
    refused(commit(copy))


@scenario
def blob_that_is_missing(r):
    "A partial clone's index names a blob that is nowhere: said, and no crash."
    r.start({"a.cpp": GOOD})
    gone = "1234567890123456789012345678901234567890"
    r.git("update-index", "--cacheinfo", f"100644,{gone},a.cpp")
    answer = hook(r)
    holds(answer.code in (0, 2, 3) and "1234567890" in answer.out + answer.err, answer)
    holds(answer.json is None or answer.json["verdict"] != "pass", answer)


@scenario
def merge_that_git_commits_itself(r):
    "A clean `git merge`: what one of the parents has is not new, what they make together is."
    use = BOX + '#include "size.h"\nint f(Box b) { CHECK(b) return b.get(); }\n'
    r.start({"size.h": "#define CHECK(b) if (!b.has()) return 0;\n", "a.cpp": "int a;\n", "z.cpp": "int z;\n"})
    r.write("a.cpp", use)
    r.commit()
    r.git("checkout", "-q", "main")
    r.write("z.cpp", BAD)
    r.commit()
    r.git("checkout", "-q", "topic")
    said = r.run("hook", "install").out
    holds("hooks/pre-merge-commit" in said, said)
    done = as_person(r, "merge", "-q", "--no-edit", "main")
    same(done.returncode, 0, done.stdout)
    r.git("checkout", "-q", "main")
    r.write("size.h", "#define CHECK(b)\n")
    r.git("commit", "-q", "--no-verify", "-am", "no check")
    r.git("checkout", "-q", "topic")
    head = r.git("rev-parse", "HEAD")
    done = as_person(r, "merge", "-q", "--no-edit", "main")
    holds(done.returncode != 0 and "a.cpp:3" in done.stdout and "z.cpp" not in done.stdout, done.stdout)
    same(r.git("rev-parse", "HEAD"), head)


@scenario
def usage_of_the_hook(r):
    "It takes no files of its own accord, and does not say so."
    r.start({"a.cpp": GOOD})
    holds("[FILE" not in r.run("hook", "--help").out and "[FILE" in r.run("hook", "run", "--help").out)
    same(r.run("hook", "a.cpp").code, 2)


if __name__ == "__main__":
    run(sys.argv)
