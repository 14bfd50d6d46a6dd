"""Waivers, policy, the base as the judge."""
import json
import pathlib
import sys

from openings import (BAD, BOX, GOOD, JUMP, PACK, RULE, bad, day, hook, rebase_topic,
                      waived)
from repo import blocks, holds, passes, run, same, scenario


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
    said = "a.cpp:2: unchecked-box: known (it ended on 2020-01-01)"
    title = "Waivers that do not hold, on what was there before"
    holds(f"{title}:\n  {said}\n" in answer.out, answer)
    for form in ("markdown", "html"):
        out = r.run("gate", "--base", "main", "--format", form).out
        holds(title in out and "it ended on 2020-01-01" in out.replace("\\", ""), out)
    # One that is new is told at its line, and once.
    r.write("a.cpp", text + waived("g", until="2020-01-02"))
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(answer.out.count("it ended on 2020-01-02"), 1, answer)


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
    holds("Waivers that hold" not in answer.out and answer.out.count("a.cpp:2:") == 1, answer)
    # And where it was so before.
    rebase_topic(r)
    r.write("a.cpp", r.read("a.cpp") + "int more;\n")
    r.commit()
    answer = r.gate()
    same((answer.code, len(answer.findings("old", "unused-waiver"))), (0, 1), answer)
    holds("Waivers that hold" not in answer.out, answer)
    holds("Waivers that waive nothing any more (take them out):\n  a.cpp:2: unchecked-box: known (" in answer.out, answer)


@scenario
def waiver_moves_with_a_rename(r):
    "An old waiver that does not hold is old in a renamed file, too."
    text = BOX + waived("f", until="2020-01-01") + "// filler\n" * 5
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
    "A new rule counts after the merge."
    r.start({"a.cpp": "int j;\n", ".codex.json": '{"rulePacks": ["pack"]}',
             "pack/rules/own/do-there.json": json.dumps(
                 dict(RULE, id="do-there", state="draft"))})
    r.write("pack/rules/own/do-here.json", json.dumps(RULE))
    r.write("a.cpp", JUMP)
    r.commit()
    passes(r.gate())


@scenario
def rules_broken_by_the_change(r):
    "The base's rules judge, and the change blocks by itself: invalid, empty, without one left."
    r.start(PACK)
    for path, text in (("pack/rules/own/broken.json", "{"), ("pack/rules/own/do-here.json", ""),
                       ("pack/rules/own/do-here.json", None)):
        r.git("checkout", "-q", "-f", "-B", "topic", "main")
        if text is None:
            r.git("rm", "-q", path)
        else:
            r.write(path, text)
        r.write("a.cpp", JUMP)
        r.commit()
        answer = r.gate()
        blocks(answer, ("a.cpp", 3))
        r.write("a.cpp", "int j;\nint more;\n")
        r.commit()
        answer = r.gate()
        blocks(answer)
        reason, = answer.json["reasons"]
        holds(reason.startswith("the change breaks what it will be judged by: "), answer)
        holds("pack" in reason and str(r.root) not in reason, answer)
        r.git("commit", "-q", "--allow-empty", "-m", "now\n\nCodex-Break-Glass: the pack is not ours")
        same(r.gate().code, 0)


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
def untracked_judges(r):
    "What a step of the build writes into the checkout does not judge, and is named."
    lax = '{"rules": {"unchecked-box": {"state": "retired"}}}'
    r.start({"a.cpp": BAD})
    r.run("baseline", "create", "-p", "build")
    baseline = r.read(".codex-baseline")
    r.git("checkout", "-q", ".")
    r.git("clean", "-q", "-f", "-e", "build")
    r.write("a.cpp", BAD + bad("g"))
    r.git("commit", "-q", "-a", "-m", "x")
    for ask in (lambda: r.gate(), lambda: (r.git("reset", "-q", "--soft", "main"), hook(r))[1]):
        r.write(".codex.json", lax)
        r.write(".codex-baseline", baseline)
        answer = ask()
        blocks(answer, ("a.cpp", 3))
        same(answer.places("old"), [("a.cpp", 2)], answer)
        holds(any("'.codex-baseline', '.codex.json' lie in the checkout" in n for n in answer.json["notes"]), answer)
        same((answer.json["takesEffectAfterMerge"], answer.json["baselineGrown"]), ([], []), answer)


@scenario
def untracked_rules(r):
    "The same with a file in a tracked pack, with a model, and with rules that the environment names."
    rule = dict(RULE, id="do-there")
    model = json.loads((pathlib.Path(r.rules) / "models/toy.json").read_text())
    r.start({"a.cpp": "int j;\n", "pack/rules/own/do-here.json": json.dumps(RULE),
             "own/rules/a/do-here.json": json.dumps(RULE),
             ".codex.json": '{"rulePacks": ["pack"], "models": ["models/*.json"]}'})
    r.write("a.cpp", JUMP)
    r.commit()
    r.write("pack/rules/own/do-there.json", json.dumps(rule))
    r.write("models/toy2.json", json.dumps(dict(model, library="toy2")))
    answer = r.gate()
    blocks(answer, ("a.cpp", 3))
    same({f["rule"] for f in answer.json["findings"]}, {"do-here"}, answer)
    holds(any("'models/toy2.json', 'pack/rules/own/do-there.json' lie" in n for n in answer.json["notes"]), answer)
    r.git("clean", "-q", "-f", "-d", "-e", "build")
    r.write("new/rules/a/do-there.json", json.dumps(rule))
    answer = r.gate(env={"CODEX_RULES": str(r.root / "new")})
    same(answer.code, 2, answer)
    holds("'new/rules/a/do-there.json' lies in the checkout" in answer.err, answer)
    # Outside of the repository they are whose who runs the gate.
    outside = r.root.parent / "outside/rules/a"
    outside.mkdir(parents=True)
    (outside / "do-there.json").write_text(json.dumps(rule))
    answer = r.gate(env={"CODEX_RULES": str(r.root.parent / "outside")})
    same({f["rule"] for f in answer.json["findings"]}, {"do-here", "do-there"}, answer)


@scenario
def untracked_pack_with_a_pin(r):
    "One that is fetched into the checkout: it judges if the base says its digest, and it is as that says."
    r.start({"a.cpp": "int j;\n", ".gitignore": "/build/\n/pack/\n"})
    taught = dict(RULE, incidents=["toy-2020-empty-box"])
    r.write("pack/rules/own/do-here.json", json.dumps(taught))
    r.write("pack/rules/own/do-here.cpp", "".join(
        f"int j{n}_bad(int i) {{\n  // expect: a do loop\n  do {{ --i; }} while (i > {n});\n  return i;\n}}\n"
        f"int k{n}_ok(int i) {{ return i + {n}; }}\n" for n in range(5)))
    sealed = r.run("rules", "pack", "pack", "--name", "own", "--version", "1.0.0")
    same(sealed.code, 0, sealed)
    pin = dict(json.loads(r.read("pack/pack.json")), path="pack")
    r.git("checkout", "-q", "main")
    r.write(".codex.json", json.dumps({"rulePacks": [pin]}))
    r.commit()
    r.git("checkout", "-q", "-B", "topic")
    r.write("a.cpp", JUMP)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 3))
    same(answer.json["notes"], [], answer)
    r.write("pack/rules/own/do-here.json", json.dumps(dict(taught, state="draft")))
    answer = r.gate()
    same(answer.code, 2, answer)
    holds("digest" in answer.err, answer)


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


if __name__ == "__main__":
    run(sys.argv)
