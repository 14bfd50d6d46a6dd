"""Merges: what one of the parents, or one of several merge bases, has is not new."""
import sys

from openings import (BAD, BOX, BROKEN, GOOD, bad, commit, good, hook, stage,
                      topic, waived)
from repo import blocks, holds, passes, run, same, scenario


TOP = BOX + "int v = %d;\n"


def conflict(r, ours="", theirs="", more=None):
    """main and topic change the same line of a.cpp, and add something; topic is
    where main is being merged."""
    r.start(dict({"a.cpp": TOP % 0}, **(more or {})))
    r.git("checkout", "-q", "main")
    r.write("a.cpp", TOP % 1 + theirs)
    r.commit("theirs")
    r.git("checkout", "-q", "topic")
    r.write("a.cpp", TOP % 2 + ours)
    r.commit("ours")


def merge(r, *names):
    r.git("merge", "-q", *(names or ("main",)), check=False)


@scenario
def finding_of_the_other_branch(r):
    "It is in the other parent; the author did not bring it."
    conflict(r, theirs=bad("theirs"))
    merge(r)
    stage(r, "a.cpp", TOP % 3 + bad("theirs"))
    answer = hook(r)
    passes(answer)
    same(answer.places("old"), [("a.cpp", 3)], answer)
    r.run("hook", "install")
    same(commit(r).returncode, 0)


@scenario
def finding_of_both_branches_and_a_new_one(r):
    "Each parent has one, and the resolution brings a third."
    conflict(r, ours=bad("ours"), theirs=bad("theirs"))
    merge(r)
    stage(r, "a.cpp", TOP % 3 + bad("ours") + bad("theirs") + bad("mine"))
    answer = hook(r)
    blocks(answer, ("a.cpp", 5))
    same(answer.places("old"), [("a.cpp", 3), ("a.cpp", 4)], answer)


@scenario
def guard_lost_in_the_resolution(r):
    "The guard is from one parent and lost, the access from both."
    use = "int f(Box b) {\n%s  return b.get();\n}\n"
    guard = "  if (!b.has())\n    return %d;\n"
    r.start({"a.cpp": BOX + use % (guard % 0)})
    r.git("checkout", "-q", "main")
    r.write("a.cpp", BOX + use % (guard % 1))
    r.commit()
    r.git("checkout", "-q", "topic")
    r.write("a.cpp", BOX + use % (guard % 2))
    r.commit()
    merge(r)
    stage(r, "a.cpp", BOX + use % "")
    blocks(hook(r), ("a.cpp", 3))


@scenario
def header_of_one_source_of_the_other(r):
    "Neither parent has the finding: a header of one meets a source of the other."
    conflict(r, more={"h.h": "#define CHECKED 1\n", "b.cpp": "int b;\n"})
    r.write("h.h", "#define CHECKED 0\n")
    r.commit()
    r.git("checkout", "-q", "main")
    r.write("b.cpp", BOX + '#include "h.h"\nint b(Box b) {\n  if (CHECKED && !b.has()) return 0;\n  return b.get();\n}\n')
    r.commit()
    r.git("checkout", "-q", "topic")
    merge(r)
    stage(r, "a.cpp", TOP % 3)
    blocks(hook(r), ("b.cpp", 5))


@scenario
def only_what_differs_from_both(r):
    "A hundred files of the other branch are not looked at again."
    more = {f"d{i}.cpp": f"int d{i};\n" for i in range(12)}
    conflict(r, more=more)
    r.git("checkout", "-q", "main")
    for i, name in enumerate(more):
        r.write(name, BOX + bad(f"d{i}"))
    r.write("nobody.h", "int nobody;\n")
    r.write("alone.cpp", "int alone;\n")
    r.commit()
    r.git("checkout", "-q", "topic")
    merge(r)
    stage(r, "a.cpp", TOP % 3)
    answer = hook(r)
    passes(answer)
    same((answer.json["units"]["total"], answer.json["notAnalysed"]), (1, []), answer)


@scenario
def moved_in_one_parent(r):
    "Renamed there, changed here."
    conflict(r, more={"b.cpp": BOX + bad("b") + "// filler\n" * 9})
    r.git("checkout", "-q", "main")
    r.git("mv", "b.cpp", "c.cpp")
    r.commit()
    r.git("checkout", "-q", "topic")
    r.write("b.cpp", BOX + bad("b") + bad("more") + "// filler\n" * 9)
    r.commit()
    r.database("a.cpp", "c.cpp")
    merge(r)
    stage(r, "a.cpp", TOP % 3)
    answer = hook(r)
    passes(answer)
    same(answer.places("old"), [("c.cpp", 2), ("c.cpp", 3)], answer)


@scenario
def copied_by_the_resolution(r):
    "Both parents have one; the second one is the resolution's."
    conflict(r, more={"b.cpp": BOX + bad("b"), "c.cpp": BOX})
    merge(r)
    r.write("c.cpp", BOX + bad("b"))
    stage(r, "a.cpp", TOP % 3)
    r.git("add", "c.cpp")
    answer = hook(r)
    blocks(answer, ("c.cpp", 2))


@scenario
def merged_without_a_conflict(r):
    "git merge --no-commit, with two branches at once."
    r.start({f"{n}.cpp": f"int {n};\n" for n in "abcd"})
    for n in "bc":
        r.git("checkout", "-q", "-b", "branch-" + n, "main")
        r.write(n + ".cpp", BOX + bad(n))
        r.commit()
    r.git("checkout", "-q", "topic")
    r.write("a.cpp", "int a, aa;\n")
    r.commit()
    merge(r, "--no-commit", "branch-b", "branch-c")
    same(len((r.root / ".git/MERGE_HEAD").read_text().split()), 2)
    answer = hook(r)
    passes(answer)
    stage(r, "d.cpp", BOX + bad("d"))
    blocks(hook(r), ("d.cpp", 2))


@scenario
def failed_in_the_other_parent(r):
    "A unit that the other parent could not parse either."
    conflict(r, theirs=BROKEN)
    merge(r)
    stage(r, "a.cpp", TOP % 3 + BROKEN)
    answer = hook(r)
    passes(answer)
    same([f["atBaseToo"] for f in answer.json["units"]["failed"]], [True], answer)
    stage(r, "a.cpp", TOP % 3 + "int broken() { return elsewhere; }\n")
    same(hook(r).json["verdict"], "incomplete")


@scenario
def baseline_of_the_other_parent(r):
    "It grew there; the merge brings the entries along."
    conflict(r, theirs=bad("theirs"), more={"b.cpp": BOX + bad("b")})
    r.run("baseline", "create", "-p", "build")
    base = r.read(".codex-baseline")
    r.git("checkout", "-q", "main")
    for branch in ("main", "topic"):
        r.git("checkout", "-q", branch)
        r.write(".codex-baseline", base)
        r.commit()
    r.git("checkout", "-q", "main")
    r.run("baseline", "create", "--force", "-p", "build")
    r.commit("grown, by permission")
    r.git("checkout", "-q", "topic")
    merge(r)
    stage(r, "a.cpp", TOP % 3 + bad("theirs"))
    r.git("checkout", "-q", "--theirs", ".codex-baseline", check=False)
    r.git("add", "-A")
    holds("theirs" in r.git("show", ":.codex-baseline"))
    passes(hook(r))
    stage(r, ".codex-baseline", r.read(".codex-baseline")
          + "fedcba9876543210\tunchecked-box\tz.cpp\tz()\n")
    answer = hook(r)
    same((answer.code, len(answer.json["baselineGrown"])), (1, 1), answer)


@scenario
def waiver_of_the_other_parent(r):
    "A reviewer there has seen it."
    conflict(r, theirs=waived("w"))
    merge(r)
    stage(r, "a.cpp", TOP % 3 + waived("w") + waived("mine", reason="mine"))
    answer = hook(r)
    passes(answer)
    same([(w["reason"], w["new"]) for w in answer.json["waivers"]],
         [("known", False), ("mine", True)], answer)


@scenario
def merge_is_over(r):
    "MERGE_HEAD is gone: the next commit is judged against HEAD alone."
    conflict(r, theirs=bad("theirs"))
    merge(r)
    stage(r, "a.cpp", TOP % 3)
    r.git("commit", "-q", "-m", "merged")
    stage(r, "a.cpp", TOP % 3 + bad("theirs"))
    blocks(hook(r), ("a.cpp", 3))


@scenario
def squashed(r):
    "git merge --squash has one parent: all of it is this commit's."
    r.start({"a.cpp": GOOD, "b.cpp": "int b;\n"})
    r.git("checkout", "-q", "-b", "other", "main")
    r.write("b.cpp", BOX + bad("b"))
    r.commit()
    r.git("checkout", "-q", "topic")
    merge(r, "--squash", "other")
    blocks(hook(r), ("b.cpp", 2))


# The gate.

def crosswise(r, main, topic):
    "Each branch has merged the other's first commit."
    r.start({"m.cpp": "int m;\n", "t.cpp": "int t;\n"})
    r.git("checkout", "-q", "main")
    r.write("m.cpp", main)
    r.commit("m1")
    r.git("branch", "m1")
    r.git("checkout", "-q", "topic")
    r.write("t.cpp", topic)
    r.commit("t1")
    r.git("branch", "t1")
    r.git("merge", "-q", "--no-edit", "m1")
    r.git("checkout", "-q", "main")
    r.git("merge", "-q", "--no-edit", "t1")
    r.git("checkout", "-q", "topic")
    same(len(r.git("merge-base", "--all", "main", "topic").split()), 2)


@scenario
def criss_cross(r):
    "Two merge bases, a finding in each: both are in the base's branch already."
    crosswise(r, BOX + bad("m"), BOX + bad("t"))
    passes(r.gate())
    r.write("t.cpp", BOX + bad("t") + bad("tt"))
    r.write("m.cpp", BOX + bad("m") + bad("mm"))
    r.commit()
    answer = r.gate()
    blocks(answer, ("m.cpp", 3), ("t.cpp", 3))
    same(answer.places("old"), [("m.cpp", 2), ("t.cpp", 2)], answer)


@scenario
def criss_cross_with_a_lost_guard(r):
    "What neither merge base has is new."
    crosswise(r, BOX + good("m"), BOX + good("t"))
    r.write("m.cpp", BOX + bad("m"))
    r.commit()
    blocks(r.gate(), ("m.cpp", 2))


@scenario
def evil_merge(r):
    "A merge commit brings what neither parent has."
    r.start({"a.cpp": GOOD, "b.cpp": "int b;\n"})
    r.write("b.cpp", "int bb;\n")
    r.commit()
    r.git("checkout", "-q", "main")
    r.write("c.txt", "c\n")
    r.commit()
    r.git("checkout", "-q", "topic")
    merge(r, "--no-commit", "main")
    r.write("a.cpp", BAD)
    r.commit("merge, and more")
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def merged_into_the_base_long_ago(r):
    "The branch was merged, and goes on: what was merged is old."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()
    r.git("checkout", "-q", "main")
    r.git("merge", "-q", "--no-ff", "--no-edit", "topic")
    r.git("checkout", "-q", "topic")
    passes(r.gate())
    r.write("a.cpp", BAD + bad("g"))
    r.commit()
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def reverted_merge(r):
    "The base took it back; the branch brings it again."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()
    r.git("checkout", "-q", "main")
    r.git("merge", "-q", "--no-ff", "--no-edit", "topic")
    r.git("revert", "-m", "1", "--no-edit", "HEAD")
    r.git("checkout", "-q", "-B", "again", "main")
    r.git("revert", "--no-edit", "HEAD")
    blocks(r.gate(), ("a.cpp", 2))


if __name__ == "__main__":
    run(sys.argv)
