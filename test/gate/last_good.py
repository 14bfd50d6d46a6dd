"""What judges where the base's own configuration, rules or baseline are broken."""
import json
import shutil
import sys

from openings import BAD, GOOD, JUMP, PACK, RULE, commit, good, on_main
from repo import Repo, blocks, holds, passes, run, same, scenario


def judged_by(answer, commit):
    notes = [n for n in answer.json["notes"] if "last known good" in n]
    same(len(notes), 1, answer)
    holds("commit " + commit[:12] in notes[0], answer)
    holds("last known good" in answer.out, answer)
    return notes[0]


@scenario
def configuration(r):
    "The one before it was broken judges, and the report says so."
    r.start({"a.cpp": GOOD})
    good = on_main(r, {".codex.json": '{"rules": {"unchecked-box": {"state": "advisory"}}}'})
    on_main(r, {".codex.json": '{"rules": {"unchecked-box": '})
    on_main(r, {"other.txt": "x"})
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (0, "pass"), answer)
    same([f["blocks"] for f in answer.findings("new")], [False], answer)
    holds(".codex.json:1:" in judged_by(answer, good), answer)


@scenario
def the_first_configuration(r):
    "There was none before it: that was good, and the change that mends it passes."
    r.start({"a.cpp": GOOD})
    good = r.git("rev-parse", "main").strip()
    on_main(r, {".codex.json": '{"rules": '})
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 2))
    judged_by(answer, good)
    r.write("a.cpp", GOOD)
    r.write(".codex.json", "{}")
    r.commit()
    passes(r.gate())


@scenario
def configuration_with_a_rule_that_is_gone(r):
    "It can be read, and names a rule that there is not."
    r.start({"a.cpp": GOOD})
    good = on_main(r, {".codex.json": '{"policy": {"maxShown": 3}}'})
    on_main(r, {".codex.json": '{"rules": {"no-such": {"state": "advisory"}}}'})
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 2))
    judged_by(answer, good)


@scenario
def rule_pack(r):
    "A broken rule file in the project's pack, and one more that was good since."
    r.start(PACK)
    good = on_main(r, {"pack/rules/own/do-there.json": json.dumps(dict(RULE, id="do-there"))})
    on_main(r, {"pack/rules/own/broken.json": "{"})
    r.write("a.cpp", JUMP)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 3), ("a.cpp", 3))
    holds("broken.json" in judged_by(answer, good), answer)


@scenario
def configuration_and_pack(r):
    "The pack went on after the configuration was last good: the newest state of both that works."
    r.start(PACK)
    good = on_main(r, {"pack/rules/own/do-there.json": json.dumps(dict(RULE, id="do-there"))})
    on_main(r, {".codex.json": "{"})
    r.write("a.cpp", JUMP)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 3), ("a.cpp", 3))
    judged_by(answer, good)


@scenario
def rules_of_the_company(r):
    "CODEX_RULES names another repository, where somebody just broke a rule."
    company = Repo(r.root.parent / "company")
    shutil.copytree(r.rules, company.root / "rules-of-all")
    good = company.commit("good")
    company.write("rules-of-all/rules/toy/broken.json", "{")
    company.commit("broken")
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()
    env = {"CODEX_RULES": str(company.root / "rules-of-all")}
    answer = r.gate(env=env)
    blocks(answer, ("a.cpp", 2))
    holds("broken.json" in judged_by(answer, good), answer)
    # Not committed yet, not even known to git.
    company.git("reset", "-q", "--hard", good)
    company.write("rules-of-all/rules/toy/half.json", "{")
    judged_by(r.gate(env=env), good)


@scenario
def for_the_hook(r):
    "HEAD's configuration is broken: commits go on, and are judged."
    r.start({"a.cpp": GOOD})
    good = on_main(r, {".codex.json": "{}"})
    on_main(r, {".codex.json": "{"})
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    report = str(r.root.parent / "report.json")
    answer = r.run("hook", "run", "--format", "json=" + report, "--format", "text")
    blocks(answer, ("a.cpp", 2))
    judged_by(answer, good)


@scenario
def baseline(r):
    "Somebody committed a conflict in it."
    r.start({"a.cpp": BAD})
    r.run("baseline", "create", "-p", "build")
    good = r.commit("baseline")
    text = r.read(".codex-baseline")
    r.git("checkout", "-q", "-B", "main")
    on_main(r, {".codex-baseline": "<<<<<<< ours\n" + text})
    r.write("a.cpp", BAD + "int more;\n")
    r.write(".codex-baseline", text)
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("baseline"), [("a.cpp", 2)], answer)
    judged_by(answer, good)


@scenario
def none_was_ever_good(r):
    "Nothing is made up: exit 2, with the place."
    r.start({"a.cpp": GOOD, ".codex.json": "{"})
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 2, answer)
    holds(".codex.json:1:" in answer.err and "no earlier state" in answer.err, answer)


@scenario
def a_change_cannot_choose(r):
    "What the change itself brings is never the good one."
    r.start({"a.cpp": GOOD})
    good = on_main(r, {".codex.json": "{}"})
    on_main(r, {".codex.json": "{"})
    r.write(".codex.json", '{"rules": {"unchecked-box": {"state": "advisory"}}}')
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 2))
    judged_by(answer, good)


@scenario
def glass_by_the_good_one(r):
    "Who may break it is what the last good configuration says."
    r.start({"a.cpp": GOOD})
    on_main(r, {".codex.json": '{"policy": {"breakGlass": "off"}}'})
    on_main(r, {".codex.json": "{"})
    r.write("a.cpp", BAD)
    r.commit("x\n\nCodex-Break-Glass: hurry")
    answer = r.gate()
    same((answer.code, answer.json["breakGlass"]), (1, None), answer)
    same(r.gate("--break-glass", "hurry").code, 2)


@scenario
def wrong_usage_is_not_a_broken_rule(r):
    "A rule that nobody ever had is the caller's mistake."
    r.start({"a.cpp": GOOD})
    on_main(r, {".codex.json": "{}"})
    r.write("a.cpp", BAD)
    r.commit()
    answer = r.gate("--rule", "no-such")
    same(answer.code, 2, answer)
    holds("no rule 'no-such'" in answer.err and "earlier" not in answer.err, answer)


if __name__ == "__main__":
    run(sys.argv)
