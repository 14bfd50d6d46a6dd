"""The baseline in the gate; codex-lint baseline and codex-lint waivers."""
import json
import sys

from openings import (BAD, BOX, GOOD, LOOSE, bad, day, entries, good,
                      rebase_topic, waived)
from repo import blocks, holds, passes, run, same, scenario


# The baseline.

@scenario
def baseline_covers(r):
    "An entry covers its finding for as long as it stands in the file."
    r.start({"a.cpp": BAD, "b.cpp": GOOD})
    answer = r.run("baseline", "create", "-p", "build")
    same(answer.code, 0, answer)
    r.commit("baseline")
    r.git("checkout", "-q", "-B", "main")
    r.write("a.cpp", GOOD)
    r.commit("mended, and the entry left behind")
    r.git("checkout", "-q", "-B", "topic")
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("baseline"), [("a.cpp", 2)], answer)


@scenario
def baseline_does_not_cover_a_second(r):
    "One entry, two equal findings: the second is new."
    r.start({"a.cpp": BAD, "b.cpp": "int b;\n"})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    rebase_topic(r)
    r.write("b.cpp", BAD)
    r.write("a.cpp", BAD + "// touched\n")
    r.commit()
    answer = r.gate()
    blocks(answer, ("b.cpp", 2))
    same(answer.places("baseline"), [("a.cpp", 2)], answer)
    r.write("a.cpp", BAD)
    r.commit("the other file is not touched")
    blocks(r.gate(), ("b.cpp", 2))


@scenario
def baseline_broken_at_base(r):
    "Named with its line."
    r.start({"a.cpp": GOOD, ".codex-baseline": "# x\n<<<<<<< ours\n"})
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 2, answer)
    holds(".codex-baseline:2:" in answer.err and "conflict" in answer.err, answer)


# A function gets another name.

def with_debt(r):
    "f and g with a debt each, in the baseline of main; topic gives f another name."
    r.start({"a.cpp": LOOSE + "\n" + LOOSE.replace("f(", "g(").split("\n", 1)[1], "b.cpp": "int b;\n"})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    rebase_topic(r)
    r.write("a.cpp", r.read("a.cpp").replace("int f(", "int renamed("))


@scenario
def entry_follows_a_renamed_function(r):
    "The gate sees the entry's finding; update writes the entry anew, and that is no growth."
    with_debt(r)
    r.commit()
    answer = r.gate()
    passes(answer)
    same((len(answer.places("baseline")), answer.json["baselineGone"]), (2, []), answer)
    holds("baseline update" in answer.out, answer)
    update = r.run("baseline", "update", "-p", "build")
    holds("0 taken out, 2 left, 1 of them for functions that have another name now" in update.out, update)
    same(sorted(line.split("\t")[3] for line in entries(r)), ["g(Box)", "renamed(Box)"])
    same(r.run("check", "-p", "build").code, 0)
    r.commit("update")
    answer = r.gate()
    passes(answer)
    same((answer.json["baselineGrown"], answer.json["baselineGone"], answer.json["notes"]), ([], [], []), answer)


@scenario
def entry_follows_in_a_later_change(r):
    "The file that the entry is about does not change any more: it is looked at for the entry's sake."
    with_debt(r)
    r.commit()
    rebase_topic(r)
    r.write("b.cpp", "int b = 1;\n")
    update = r.run("baseline", "update", "-p", "build")
    holds("1 of them for functions" in update.out, update)
    r.commit("update")
    answer = r.gate()
    passes(answer)
    same((answer.json["baselineGrown"], answer.json["baselineGone"]), ([], []), answer)


@scenario
def entry_follows_with_the_file(r):
    "Function and file get other names at once."
    with_debt(r)
    r.git("mv", "a.cpp", "c.cpp")
    r.database("b.cpp", "c.cpp")
    update = r.run("baseline", "update", "-p", "build")
    holds("0 taken out, 2 left, 1 of them for functions that have another name now" in update.out, update)
    r.commit("all at once")
    answer = r.gate()
    passes(answer)
    same((answer.json["baselineGrown"], answer.json["baselineGone"]), ([], []), answer)
    same(r.run("check", "-p", "build").code, 0)


@scenario
def entry_does_not_follow_to_another_finding(r):
    "The finding goes, and one like it comes in new lines: the entry goes, and does not come back."
    with_debt(r)
    text = r.read("a.cpp").replace("renamed(Box b) {\n", "renamed(Box b) {\n  if (!b.has())\n    return 0;\n", 1)
    r.write("a.cpp", text + "int later(Box b) {\n  int n = 0;\n  n += 1;\n  int v = b.get();\n  return v;\n}\n")
    update = r.run("baseline", "update", "-p", "build")
    holds("1 taken out, 1 left" in update.out, update)
    old = r.git("show", "main:.codex-baseline")
    r.commit()
    answer = r.gate()
    same((answer.code, len(answer.places())), (1, 1), answer)
    # Nor by hand.
    later, = answer.findings("new")
    r.write(".codex-baseline", "\n".join([*entries(r), "\t".join(
        [later["fingerprint"], later["rule"], later["file"], later["function"]])]) + "\n")
    r.commit("by hand")
    answer = r.gate()
    same([e["function"] for e in answer.json["baselineGrown"]], ["later(Box)"], answer)
    # One entry for two is growth, even where the second is old.
    r.git("checkout", "-q", "-B", "main")
    r.write(".codex-baseline", old + "\n")
    r.commit("main has the finding meanwhile")
    r.git("checkout", "-q", "-B", "topic")
    r.write(".codex-baseline", old + "\n" + "\t".join(
        [later["fingerprint"], later["rule"], later["file"], later["function"]]) + "\n")
    r.commit("an entry more")
    answer = r.gate()
    same(answer.code, 1, answer)
    same(len(answer.json["baselineGrown"]), 1, answer)


# The commands.

@scenario
def created(r):
    "Sorted, one line for each finding, the same bytes again; check minds it."
    r.start({"a.cpp": BOX + "".join(bad(f"f{i}") for i in range(9)), "b.cpp": BAD,
             "test/c.cpp": BAD.replace("f(", "c("),
             "d.cpp": BOX + waived("w")})
    answer = r.run("baseline", "create", "-p", "build")
    same(answer.code, 0, answer)
    lines = entries(r)
    same(len(lines), 10, lines)
    same(lines, sorted(lines))
    holds(all(len(line.split("\t")) == 4 for line in lines), lines)
    text = r.read(".codex-baseline")
    same(r.run("baseline", "create", "-p", "build").code, 2)
    same(r.run("baseline", "create", "-p", "build", "--force").code, 0)
    same(r.read(".codex-baseline"), text)
    report = r.root.parent / "report.json"
    answer = r.run("check", "-p", "build", "--format", f"json={report}")
    same(answer.code, 0, answer)
    same(len(answer.findings("baseline")), 10, answer)
    shown = json.loads(r.run("baseline", "show", "-p", "build", "--format", "json").out)
    same([e["fingerprint"] for e in shown["entries"]],
         [line.split("\t")[0] for line in lines])


@scenario
def updated(r):
    "What is gone goes, what is new does not come in."
    r.start({"a.cpp": BOX + bad("f") + bad("g")})
    r.run("baseline", "create", "-p", "build")
    r.write("a.cpp", BOX + bad("g") + bad("h"))
    answer = r.run("baseline", "update", "-p", "build")
    same(answer.code, 0, answer)
    line, = entries(r)
    holds(line.endswith("g(Box)"), line)
    holds("1 taken out, 1 left" in answer.out, answer)


@scenario
def update_where_not_all_is_seen(r):
    "An entry is not gone because its file does not parse."
    r.start({"a.cpp": BOX + bad("f"), "b.cpp": BOX + bad("g")})
    r.run("baseline", "create", "-p", "build")
    r.write("a.cpp", "#error no\n")
    answer = r.run("baseline", "update", "-p", "build")
    same(len(entries(r)), 2, answer)
    holds("a.cpp" in answer.err and "kept" in answer.out, answer)


@scenario
def update_with_a_part_of_the_database(r):
    "An entry is not gone because this build has no unit for its file; it is where the file is."
    r.start({"a.cpp": BOX + bad("f"), "b.cpp": BOX + bad("g"), "c.cpp": BOX + bad("h")})
    r.run("baseline", "create", "-p", "build")
    r.write("a.cpp", GOOD)
    (r.root / "c.cpp").unlink()
    r.database("a.cpp")
    answer = r.run("baseline", "update", "-p", "build")
    line, = entries(r)
    holds("b.cpp" in line, line)
    holds("kept: 1 entry of b.cpp, which no unit of the database reads" in answer.out, answer)
    holds("2 taken out, 1 left" in answer.out, answer)


@scenario
def branches_merge(r):
    "Two branches mend neighbouring findings."
    names = [f"f{i}" for i in range(4)]
    r.start({f"{n}.cpp": BOX + bad(n) for n in names})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    for branch, name in (("one", "f0"), ("two", "f1"), ("three", "f2")):
        r.git("checkout", "-q", "-b", branch, "topic")
        r.write(f"{name}.cpp", GOOD)
        r.run("baseline", "update", "-p", "build")
        r.commit()
    r.git("checkout", "-q", "one")
    for branch in ("two", "three"):
        r.git("merge", "-q", "--no-edit", branch)
    r.run("baseline", "update", "-p", "build")
    line, = entries(r)
    holds("f3.cpp" in line, line)


@scenario
def debts_that_a_merge_brings_back(r):
    "Two branches have paid one each, and git's union has both again: what such an entry covers is shown to the reviewer."
    r.start({"a.cpp": BOX + bad("a"), "b.cpp": BOX + bad("b"), "c.cpp": BOX + bad("c")})
    r.run("baseline", "create")
    r.commit("baseline")
    r.git("checkout", "-q", "-B", "main")
    for branch, name in (("left", "a"), ("right", "b")):
        r.git("checkout", "-q", "-b", branch, "main")
        r.write(f"{name}.cpp", BOX + good(name))
        r.run("baseline", "update")
        r.commit()
    r.git("merge", "-q", "--no-edit", "left")
    same(len(entries(r)), 3)
    rebase_topic(r)
    r.write("a.cpp", BOX + bad("a"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.json["newInBaseline"], [{"file": "a.cpp", "line": 2}], answer)
    holds("covered by an entry of the baseline" in answer.out, answer)
    # Once they are taken out it is new.
    r.git("checkout", "-q", "main")
    r.run("baseline", "update")
    same(len(entries(r)), 1)
    r.commit("paid")
    r.git("checkout", "-q", "topic")
    r.git("rebase", "-q", "main")
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def waivers_listed(r):
    "All of the code base, the next to end first; without compile commands."
    r.start({"a.cpp": BOX + waived("f", until=day(100), reason="late"),
             "sub/b.h": BOX + waived("g", until=day(3), reason="soon", more=", by=ann"),
             "c.cpp": BOX + waived("h", until="2020-01-01", reason="past"),
             "notes.txt": waived("i")}, sources=["a.cpp"])
    (r.root / "build/compile_commands.json").unlink()
    answer = r.run("waivers", "list")
    same(answer.code, 0, answer)
    first, second, third = answer.out.splitlines()[:3]
    holds("sub/b.h:2" in first and "3 days left, soon" in first and "ann" in first, answer)
    holds("a.cpp:2" in second and "late" in second and "soon" not in second, answer)
    holds(third.startswith("c.cpp:2:") and "ended on 2020-01-01" in third, answer)
    data = json.loads(r.run("waivers", "list", "--format", "json", "--soon", "200",
                            cwd=r.root / "sub").out)
    same([(w["file"], w["daysLeft"], w["soon"]) for w in data["waivers"]],
         [("sub/b.h", 3, True), ("a.cpp", 100, True)])
    same([w["file"] for w in data["invalid"]], ["c.cpp"])


if __name__ == "__main__":
    run(sys.argv)
