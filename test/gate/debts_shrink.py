"""The baseline may only shrink: entries, and what each of them covers."""
import sys

from openings import BAD, BOX, GOOD, bad, day, entries, rebase_topic
from repo import blocks, holds, passes, run, same, scenario


def in_debt(r):
    "On the topic's branch, main's baseline has the one finding there is."
    r.start({"a.cpp": BAD})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    rebase_topic(r)


@scenario
def baseline_shrinks(r):
    "Mended, and the entry taken out; or left, and named."
    in_debt(r)
    r.write("a.cpp", GOOD)
    r.commit()
    answer = r.gate()
    passes(answer)
    same([e["file"] for e in answer.json["baselineGone"]], ["a.cpp"], answer)
    holds("baseline update" in answer.out, answer)
    update = r.run("baseline", "update", "-p", "build")
    same(update.code, 0, update)
    r.commit("update")
    answer = r.gate()
    passes(answer)
    same((answer.json["baselineGrown"], answer.json["baselineGone"]), ([], []), answer)


@scenario
def baseline_grows(r):
    "By a line that somebody wrote: it blocks, unless the policy lets it."
    in_debt(r)
    r.write(".codex-baseline", r.read(".codex-baseline")
            + "0123456789abcdef\tunchecked-box\tz.cpp\tz()\n")
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    holds("baseline grows" in answer.out, answer)
    r.git("checkout", "-q", "main")
    r.write(".codex.json", '{"policy": {"baselineMayGrow": true}}')
    r.commit()
    r.git("checkout", "-q", "topic")
    r.git("merge", "-q", "--no-edit", "main")
    same(r.gate().code, 0)


@scenario
def entry_that_a_merge_brings_back(r):
    "git's union of both sides: it was let in once and covers nothing, so it is named and blocks nobody."
    r.start({"a.cpp": BOX + bad("f1") + bad("f2"), "b.cpp": BOX + bad("g1") + bad("g2")})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    whole = r.read(".codex-baseline")
    r.git("checkout", "-q", "-B", "main")
    r.write("a.cpp", BOX + bad("f2"))
    r.run("baseline", "update", "-p", "build")
    r.commit("one side")
    r.git("checkout", "-q", "-B", "topic")
    # As the merge leaves it.
    r.write(".codex-baseline", whole)
    r.write("b.cpp", BOX + bad("g2") + bad("g1"))
    r.commit("the other side, and a merge")
    answer = r.gate()
    passes(answer)
    same(([e["function"] for e in answer.json["baselineGone"]], answer.json["baselineGrown"]), (["f1(Box)"], []), answer)
    # It covers something: then it is growth, though main had it once.
    r.write("a.cpp", BOX + bad("f1") + bad("f2"))
    r.commit("the finding comes back with it")
    answer = r.gate()
    same((answer.code, answer.places()), (1, [("a.cpp", 2)]), answer)
    same([e["function"] for e in answer.json["baselineGrown"]], ["f1(Box)"], answer)
    # Nobody can see whether it does.
    r.write("a.cpp", "#error no\n")
    r.commit()
    same([e["function"] for e in r.gate().json["baselineGrown"]], ["f1(Box)"])


@scenario
def baseline_taken_away_and_written_anew(r):
    "In two changes: the second is measured by the last baseline that there was."
    r.start({"a.cpp": BOX + bad("f"), "b.cpp": "int b;\n"})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    first = r.read(".codex-baseline")
    r.git("checkout", "-q", "-B", "main")
    r.git("rm", "-q", ".codex-baseline")
    r.commit("gone")
    rebase_topic(r)
    r.write(".codex-baseline", first)
    r.write("b.cpp", "int b = 1;\n")
    r.commit("the same again")
    answer = r.gate()
    passes(answer)
    same(answer.json["baselineGrown"], [], answer)
    r.write(".codex-baseline", first + "0123456789abcdef\tunchecked-box\tz.cpp\tz()\n")
    r.commit("and more")
    answer = r.gate()
    same((answer.code, len(answer.json["baselineGrown"])), (1, 1), answer)
    holds("measured by the last one" in answer.json["notes"][0], answer)


@scenario
def baseline_by_another_name(r):
    "The configuration of the head names another file: what stands in it is measured by the base's."
    r.start({"a.cpp": BOX + bad("f")})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    rebase_topic(r)
    text = r.read(".codex-baseline")
    r.git("mv", ".codex-baseline", "debts")
    r.write(".codex.json", '{"baseline": "debts"}')
    r.commit("another name")
    passes(r.gate())
    r.write("debts", text + "0123456789abcdef\tunchecked-box\tz.cpp\tz()\n")
    r.commit("and more")
    answer = r.gate()
    same((answer.code, len(answer.json["baselineGrown"])), (1, 1), answer)


# Further places of one finding.

TWICE = BOX + """int f(Box b, int n) {
  if (n) return b.get();
  if (!b.has()) return 0;
  return b.get() + 1;
}
"""
THRICE = TWICE.replace("  if (!b.has()) return 0;\n", "")


@scenario
def entry_does_not_cover_a_further_place(r):
    "check, with a baseline and no base: the guard of a second access goes beside an old one."
    r.start({"a.cpp": TWICE})
    r.run("baseline", "create", "-p", "build")
    line, = entries(r)
    same(len(line.split("\t")), 4, line)
    report = str(r.root.parent / "report.json")
    def check():
        return r.run("check", "-p", "build", "--format", "json=" + report)
    same(check().code, 0)
    r.write("a.cpp", THRICE)
    answer = check()
    same((answer.code, answer.places()), (1, [("a.cpp", 4)]), answer)
    same(answer.places("baseline"), [("a.cpp", 3)], answer)
    # A file of before there were such fields covers all of them, as it did.
    text = r.read(".codex-baseline")
    r.write(".codex-baseline", "".join(l for l in text.splitlines(True) if "urther places" not in l))
    same(check().code, 0)
    # It is written down with the finding; it may go, and not come.
    r.run("baseline", "create", "-p", "build", "--force")
    same(check().code, 0)
    line, = entries(r)
    same(len(line.split("\t")), 5, line)
    wide = r.read(".codex-baseline")
    r.write(".codex-baseline", text)
    r.commit("narrow")
    rebase_topic(r)
    for more in (wide, text.replace("# Further places", "# Or further places")):
        r.write(".codex-baseline", more)
        r.commit("wide")
        answer = r.gate()
        same((answer.code, len(answer.json["baselineGrown"])), (1, 1), answer)
    r.git("reset", "-q", "--hard", "main")
    r.write(".codex-baseline", wide)
    r.commit("wide at the base")
    rebase_topic(r)
    r.write(".codex-baseline", text)
    r.commit("narrow")
    passes(r.gate())


@scenario
def waiver_of_a_further_place(r):
    "It holds beside an old finding, and is no useless one; without it the place is new."
    r.start({"a.cpp": TWICE})
    r.write("a.cpp", THRICE.replace("+ 1;", f"+ 1; // codex-waive(unchecked-box, until={day(9)}): known"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same(([w["new"] for w in answer.json["waivers"]], answer.findings(rule="unused-waiver")), ([True], []), answer)
    rebase_topic(r)
    r.write("a.cpp", THRICE)
    r.commit()
    blocks(r.gate(), ("a.cpp", 4))


@scenario
def waiver_of_the_first_place(r):
    "It is for that place: another one, without a guard, is a finding of its own."
    waived = f"; // codex-waive(unchecked-box, until={day(9)}): known"
    text = BOX + "int f(Box b, int k) {\n  if (k == 1)\n    return b.get()%s\n%s  return b.get() + k;\n}\n"
    r.start({"a.cpp": text % (waived, "  if (!b.has()) return 0;\n")})
    r.write("a.cpp", text % (waived, ""))
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 5))
    same(answer.places("waived"), [("a.cpp", 4)], answer)
    # It was there before.
    r.git("branch", "-f", "main")
    r.write("a.cpp", "// above\n" + text % (waived, ""))
    r.commit()
    answer = r.gate()
    passes(answer)
    same((answer.places("old"), answer.places("waived")), ([("a.cpp", 6)], [("a.cpp", 5)]), answer)
    checked = r.run("check", "-p", "build")
    same(checked.code, 1, checked)


if __name__ == "__main__":
    run(sys.argv)
