"""Waivers, policy, the base as the judge, break glass, what cannot be analysed."""
import datetime
import json
import shutil
import sys

from new_means_new import BAD, GOOD, GUARDED, bad
import repo
from repo import blocks, holds, passes, run, same, scenario

repo.SCENARIOS.clear()
BOX = '#include "box.h"\n'


def day(offset):
    return (datetime.datetime.now(datetime.timezone.utc)
            + datetime.timedelta(days=offset)).strftime("%Y-%m-%d")


def waived(name, until=None, reason="known", more=""):
    return (f"int {name}(Box b) {{ return b.get(); }} // codex-waive("
            f"unchecked-box, until={until or day(10)}{more}): {reason}\n")


# Waivers.

@scenario
def waiver_added(r):
    "It holds, and stands apart for the reviewer."
    r.start({"a.cpp": BOX + waived("old", reason="before")})
    r.write("a.cpp", BOX + waived("old", reason="before")
            + waived("f", reason="ticket 7", more=", by=ann"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.findings("waived")), 2, answer)
    new, = [w for w in answer.json["waivers"] if w["new"]]
    same((new["reason"], new["owner"], new["daysLeft"], new["until"]),
         ("ticket 7", "ann", 10, day(10)), answer)
    holds("New waivers" in answer.out and "ticket 7 (by ann" in answer.out, answer)


@scenario
def waiver_expired_on_old_finding(r):
    "It is reported, and does not block other changes."
    text = BOX + waived("f", until="2020-01-01")
    r.start({"a.cpp": text})
    r.write("a.cpp", text + "int more;\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(sorted(f["rule"] for f in answer.findings("old")),
         ["invalid-waiver", "unchecked-box"], answer)


@scenario
def waiver_removed(r):
    "What it covered is new."
    r.start({"a.cpp": BOX + waived("f")})
    r.write("a.cpp", BOX + bad("f"))
    r.commit()
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def waiver_without_reason(r):
    "A new waiver that does not hold blocks itself."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BOX + waived("f", reason=""))
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(sorted(f["rule"] for f in answer.findings("new")),
         ["invalid-waiver", "unchecked-box"], answer)


@scenario
def waiver_unused(r):
    "Reported at its line, and does not block."
    r.start({"a.cpp": BOX + waived("f")})
    r.write("a.cpp", BOX + waived("f").replace("b.get()", "1"))
    r.commit()
    answer = r.gate()
    same(answer.code, 0, answer)
    finding, = answer.findings(rule="unused-waiver")
    same((finding["line"], finding["blocks"]), (2, False), answer)


@scenario
def waiver_moves_with_a_rename(r):
    "An old waiver that does not hold is old in a renamed file, too."
    text = BOX + waived("f", until="2020-01-01") + "int filler;\n" * 5
    r.start({"a.cpp": text})
    r.git("mv", "a.cpp", "b.cpp")
    r.commit()
    r.database("b.cpp")
    passes(r.gate())


@scenario
def waiver_too_long_by_the_base(r):
    "The change cannot give itself longer waivers."
    r.start({"a.cpp": GOOD})
    r.write(".codex.json", '{"policy": {"waiverDays": 100000}}')
    r.write("a.cpp", BOX + waived("f", until="2099-01-01"))
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(len(answer.findings("new", "invalid-waiver")), 1, answer)


# The judged cannot change the judge.

@scenario
def configuration_loosened(r):
    "A laxer .codex.json counts after the merge."
    r.start({"a.cpp": GOOD})
    r.write(".codex.json", '{"rules": {"unchecked-box": {"state": "advisory"}}}')
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 2))
    same(answer.json["takesEffectAfterMerge"],
         [{"file": ".codex.json", "what": "configuration", "change": "added"}], answer)
    holds("Takes effect after merge" in answer.out, answer)


@scenario
def configuration_tightened(r):
    "A stricter one counts after the merge as well."
    r.start({"a.cpp": GOOD,
             ".codex.json": '{"rules": {"unchecked-box": {"state": "advisory"}}}'})
    r.write(".codex.json", "{}")
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 0, answer)
    same([f["blocks"] for f in answer.findings("new")], [False], answer)


@scenario
def configuration_nearer(r):
    "A .codex.json beside the sources moves nothing."
    r.start({"src/a.cpp": GOOD})
    r.write("src/.codex.json", '{"rules": {"unchecked-box": {"state": "advisory"}}}')
    r.write("src/a.cpp", BAD)
    r.commit()
    blocks(r.gate(), ("src/a.cpp", 2))


@scenario
def configuration_broken_at_head(r):
    "It is listed; the base's holds."
    r.start({"a.cpp": GOOD})
    r.write(".codex.json", "{")
    r.write("a.cpp", BAD)
    r.commit()
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def configuration_broken_at_base(r):
    "Named, and never ignored."
    r.start({"a.cpp": GOOD, ".codex.json": '{"polcy": {}}'})
    r.write(".codex.json", "{}")
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 2, answer)
    holds(".codex.json:1:" in answer.err and "policy" in answer.err, answer)


@scenario
def path_override(r):
    "Legacy code is advisory, the rest blocks."
    r.start({"src/a.cpp": GOOD, "src/legacy/b.cpp": GOOD,
             ".codex.json": json.dumps({"paths": [
                 {"match": ["src/legacy/**"],
                  "rules": {"unchecked-box": {"state": "advisory"}}}]})})
    r.write("src/legacy/b.cpp", BAD)
    r.commit()
    same(r.gate().code, 0)
    r.write("src/a.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same([(f["file"], f["blocks"]) for f in answer.findings("new")],
         [("src/a.cpp", True), ("src/legacy/b.cpp", False)], answer)


RULE = {
    "id": "do-here", "title": "A jump", "need": "to leave a loop",
    "use": "a function", "level": "must", "state": "enforced", "since": "0.1",
    "engine": "pattern", "message": "a do loop", "why": ["Why not."],
    "fix": ["Write a function."],
    "spec": {"matcher": "doStmt().bind(\"use\")", "at": "use"}}
JUMP = "int j(int i) {\n  int k = i;\n  do { k = --i; } while (i);\n  return k;\n}\n"


@scenario
def rule_pack_changed_in_the_same_change(r):
    "A rule that the change switches off holds."
    r.start({"a.cpp": "int j;\n", ".codex.json": '{"rulePacks": ["pack"]}',
             "pack/rules/own/do-here.json": json.dumps(RULE)})
    r.write("pack/rules/own/do-here.json",
            json.dumps(dict(RULE, state="draft")))
    r.write("a.cpp", JUMP)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 3))
    same([e["what"] for e in answer.json["takesEffectAfterMerge"]], ["rules"], answer)


@scenario
def rule_added_in_the_same_change(r):
    "A new rule counts after the merge; a broken one, too."
    r.start({"a.cpp": "int j;\n", ".codex.json": '{"rulePacks": ["pack"]}',
             "pack/rules/own/do-there.json": json.dumps(
                 dict(RULE, id="do-there", state="draft"))})
    r.write("pack/rules/own/do-here.json", json.dumps(RULE))
    r.write("pack/rules/own/broken.json", "{")
    r.write("a.cpp", JUMP)
    r.commit()
    passes(r.gate())


@scenario
def rules_of_the_environment(r):
    "CODEX_RULES in the checkout is read from the base, too."
    files = {"tools/rules/own/do-here.json": json.dumps(RULE), "a.cpp": "int j;\n"}
    r.start(files)
    r.write("tools/rules/own/do-here.json", json.dumps(dict(RULE, state="draft")))
    r.write("a.cpp", JUMP)
    r.commit()
    answer = r.gate(env={"CODEX_RULES": str(r.root / "tools")})
    blocks(answer, ("a.cpp", 3))
    same(len(answer.json["takesEffectAfterMerge"]), 1, answer)


@scenario
def models_of_the_project(r):
    "A model that the change takes away is still there."
    model = '{"summary": "can", "wrappers": [{"name": "can", "types": ["Can"], "unwraps": ["pull"], "tests": ["full"]}]}'
    can = "struct Can { bool full() const; int pull() const; };\n"
    config = {"models": ["models/*.json"],
              "rules": {"unchecked-box": {"spec": {"models": ["toy", "can"]}}}}
    r.start({"a.cpp": "int j;\n", ".codex.json": json.dumps(config),
             "models/can.json": model})
    r.git("rm", "-q", "models/can.json")
    r.write("a.cpp", can + "int f(Can c) { return c.pull(); }\n")
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 2))
    same([(e["what"], e["change"]) for e in answer.json["takesEffectAfterMerge"]],
         [("models", "deleted")], answer)


@scenario
def baseline_of_the_change(r):
    "The change cannot put its finding into the baseline."
    r.start({"a.cpp": BAD, "b.cpp": GOOD})
    r.run("baseline", "create", "-p", "build")
    r.git("checkout", "-q", "-B", "main")
    r.commit("baseline")
    r.git("checkout", "-q", "-B", "topic")
    r.write("b.cpp", BAD.replace("f(", "g("))
    r.run("baseline", "create", "--force", "-p", "build")
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(answer.places(), [("b.cpp", 2)], answer)
    same(len(answer.json["baselineGrown"]), 1, answer)
    same([e["what"] for e in answer.json["takesEffectAfterMerge"]], ["baseline"], answer)


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
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")
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
def baseline_shrinks(r):
    "Mended, and the entry taken out; or left, and named."
    r.start({"a.cpp": BAD})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")
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
    same(answer.json["baselineGrown"], [], answer)


@scenario
def baseline_grows(r):
    "By a line that somebody wrote: it blocks, unless the policy lets it."
    r.start({"a.cpp": BAD})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    r.git("checkout", "-q", "-B", "main")
    r.git("checkout", "-q", "-B", "topic")
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
def baseline_broken_at_base(r):
    "Named with its line."
    r.start({"a.cpp": GOOD, ".codex-baseline": "# x\n<<<<<<< ours\n"})
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 2, answer)
    holds(".codex-baseline:2:" in answer.err and "conflict" in answer.err, answer)


# Break glass.

def with_bad_change(r, config=None):
    files = {"a.cpp": GOOD}
    if config:
        files[".codex.json"] = json.dumps({"policy": config})
    r.start(files)
    r.write("a.cpp", BAD)


@scenario
def glass_by_option(r):
    "Everything is reported, nothing blocks."
    with_bad_change(r)
    r.commit()
    answer = r.gate("--break-glass", "site is down")
    same((answer.code, answer.json["verdict"]), (0, "pass"), answer)
    same(answer.places(), [("a.cpp", 2)], answer)
    same(answer.json["breakGlass"]["reason"], "site is down", answer)
    holds("site is down" in answer.out, answer)


@scenario
def glass_by_trailer(r):
    "On one of the change's own commits."
    with_bad_change(r)
    r.commit("Mend it\n\nQuickly.\n\nCodex-Break-Glass: site is down\nSigned-off-by: Ann <a@b>")
    r.write("c.txt", "c")
    r.commit("later")
    answer = r.gate()
    same(answer.code, 0, answer)
    same(answer.json["breakGlass"]["by"], "trailer", answer)
    holds(answer.json["breakGlass"]["author"].startswith("Ann"), answer)


@scenario
def glass_by_trailer_of_others(r):
    "A trailer on a commit of the base does not count, nor one in the text."
    with_bad_change(r)
    r.git("stash", "-q")
    r.git("checkout", "-q", "main")
    r.commit("Other\n\nText.\n\nCodex-Break-Glass: theirs")
    r.git("checkout", "-q", "topic")
    r.git("stash", "pop", "-q")
    r.commit("Mine\n\nCodex-Break-Glass: this is in the text,\nas one can see.\n\nReviewed-by: B")
    r.git("merge", "-q", "--no-edit", "main")
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def glass_policy(r):
    "'option' takes the option alone; 'off' makes it an error."
    with_bad_change(r, {"breakGlass": "option"})
    r.commit("x\n\ny\n\nCodex-Break-Glass: z")
    same(r.gate().code, 1)
    same(r.gate("--break-glass", "now").code, 0)
    r.git("checkout", "-q", "main")
    r.write(".codex.json", '{"policy": {"breakGlass": "off"}}')
    r.commit()
    r.git("checkout", "-q", "topic")
    r.git("merge", "-q", "--no-edit", "main")
    same(r.gate().code, 1)
    answer = r.gate("--break-glass", "now")
    same(answer.code, 2, answer)
    holds("breakGlass" in answer.err, answer)


@scenario
def glass_where_nothing_works(r):
    "No compile commands, a broken configuration: pass, and say so."
    r.start({"a.cpp": GOOD, ".codex.json": "{"})
    r.write("a.cpp", BAD)
    r.commit("x\n\ny\n\nCodex-Break-Glass: hurry")
    (r.root / "build/compile_commands.json").unlink()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (0, "pass"), answer)
    holds("could not start" in answer.out and ".codex.json" in answer.out, answer)
    r.git("commit", "-q", "--amend", "-m", "x")
    same(r.gate().code, 2)
    same(r.gate("--break-glass", "hurry").code, 0)


@scenario
def glass_is_logged(r):
    "A line for each use, the old ones untouched."
    with_bad_change(r, {"breakGlassLog": "build/glass.log"})
    r.commit()
    r.write("build/glass.log", '{"reason": "long ago", "findings": []}\n')
    r.gate("--break-glass", "one\nof two lines")
    r.gate("--break-glass", "two")
    lines = [json.loads(line) for line in r.read("build/glass.log").splitlines()]
    same([line["reason"] for line in lines],
         ["long ago", "one\nof two lines", "two"])
    same([f["rule"] for f in lines[1]["findings"]], ["unchecked-box"])
    same(lines[1]["findings"][0]["file"], "a.cpp")


@scenario
def glass_is_counted(r):
    "rules stats says how often it was broken, and which rules were let pass."
    with_bad_change(r, {"breakGlassLog": "build/glass.log"})
    r.commit()
    for reason in ("one", "two"):
        r.gate("--break-glass", reason)
    report = str(r.root.parent / "report.json")
    # The statistics count the rules' tests as well.
    rules = r.root.parent / "rules"
    shutil.copytree(r.rules, rules)
    for rule in rules.glob("rules/*/*.json"):
        rule.with_suffix(".cpp").write_text("int f_ok() { return 1; }\n")
    r.env["CODEX_RULES"] = str(rules)
    answer = r.run("rules", "stats", "unchecked-box", "--report", str(r.root / "build/glass.log"))
    holds("the glass was broken 2 times" in answer.out and "LET PASS" in answer.out, answer)
    r.gate("--break-glass", "three")
    shutil.copy(report, r.root / "build/one.json")
    answer = r.run("rules", "stats", "--report", str(r.root / "build/one.json"), "--format", "json")
    counts = {rule["id"]: rule["letPass"] for rule in json.loads(answer.out)}
    same((counts["unchecked-box"], counts["goto-used"]), (1, 0), answer)
    r.write("build/bad.log", '{"findings": [], "reason": "x"}\n{"no": 1}\n')
    answer = r.run("rules", "stats", "--report", str(r.root / "build/bad.log"))
    same(answer.code, 2, answer)
    holds("bad.log" in answer.err, answer)


# What cannot be analysed.

@scenario
def does_not_parse_at_head_only(r):
    "The change's own fault: incomplete, and the gate is closed."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", GOOD + "int broken() { return missing; }\n")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)
    failed, = answer.json["units"]["failed"]
    same((failed["file"], failed["partial"]), ("a.cpp", True), answer)
    same(answer.json["units"]["total"], 1, answer)


@scenario
def does_not_parse_on_either_side(r):
    "Listed, and no fault of the change."
    broken = GOOD + "int broken() { return missing; }\n"
    r.start({"a.cpp": broken})
    r.write("a.cpp", broken + "// more\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.json["units"]["failed"]), 1, answer)


@scenario
def fail_open(r):
    "The policy lets it through; what blocks blocks."
    r.start({"a.cpp": GOOD, "b.cpp": GOOD, ".codex.json":
             '{"policy": {"incomplete": "fail-open"}}'})
    r.write("a.cpp", "#error no\n")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (0, "incomplete"), answer)
    r.write("b.cpp", BAD)
    r.commit()
    same(r.gate().code, 1)


@scenario
def found_and_incomplete(r):
    "Both at once: exit 1."
    r.start({"a.cpp": GOOD, "b.cpp": GOOD})
    r.write("a.cpp", BOX + "int broken() { return missing; }\n")
    r.write("b.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(len(answer.json["reasons"]), 3, answer)


@scenario
def crash_in_one_unit(r):
    "It costs that unit, and the others are judged."
    r.start({"a.cpp": GOOD, "b.cpp": GOOD})
    r.write("a.cpp", "#pragma clang __debug crash\n")
    r.write("b.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(answer.places(), [("b.cpp", 2)], answer)
    same([f["file"] for f in answer.json["units"]["failed"]], ["a.cpp"], answer)


@scenario
def cap(r):
    "People are shown the worst, programs get all."
    r.start({"a.cpp": GOOD, ".codex.json": '{"policy": {"maxShown": 2}}'})
    r.write("a.cpp", BOX + "int j(int i) {\nagain:\n  if (--i) goto again;\n  return i;\n}\n"
            + "".join(bad(f"f{i}") for i in range(4)))
    r.commit()
    answer = r.gate()
    same(len(answer.findings("new")), 5, answer)
    same(answer.json["notShown"], 3, answer)
    same(answer.out.count("error:"), 2, answer)
    holds("3 new findings more" in answer.out, answer)


@scenario
def only_texts_change(r):
    "Nothing of C or C++ in it: no compile commands are needed."
    r.start({"a.cpp": BAD})
    (r.root / "build/compile_commands.json").unlink()
    r.write("README.md", "x\n")
    r.commit()
    passes(r.gate())
    r.write("a.cpp", GOOD)
    r.commit()
    answer = r.gate()
    same(answer.code, 2, answer)
    holds("CMAKE_EXPORT_COMPILE_COMMANDS" in answer.err, answer)


@scenario
def commands_write_and_load_nothing(r):
    "Compile commands are data."
    flags = ["-o", "out.o", "-MD", "-MF", "out.d", "-save-temps",
             "--serialize-diagnostics", "out.dia", "-ftime-trace=out.json",
             "-fplugin=./evil.so", "-Xclang", "-load", "-Xclang", "./evil.so",
             "-fpass-plugin=./evil.so", "-mllvm", "-load=./evil.so",
             "-fcrash-diagnostics-dir=crash", "-Wp,-MD,out2.d"]
    r.start({"a.cpp": GOOD}, sources=[("a.cpp", flags)])
    r.write("a.cpp", BAD)
    r.commit()
    before = sorted(str(p) for p in r.root.rglob("*") if ".git/" not in str(p))
    blocks(r.gate(), ("a.cpp", 2))
    same(sorted(str(p) for p in r.root.rglob("*") if ".git/" not in str(p)), before)


if __name__ == "__main__":
    run(sys.argv)
