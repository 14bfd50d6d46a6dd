"""The judge's own files and words, spoilt or changed in odd ways."""
import json
import pathlib
import sys

from openings import (BAD, BOX, GOOD, JUMP, PACK, RULE, bad, day, hook,
                      rebase_topic, stage, topic, waived)
from repo import Repo, blocks, holds, passes, run, same, scenario


def with_baseline(r, more=""):
    r.start({"a.cpp": BAD, "b.cpp": BOX + bad("b"), "c.cpp": "int c;\n"})
    r.run("baseline", "create", "-p", "build")
    r.commit("baseline")
    rebase_topic(r)
    return r.read(".codex-baseline")


@scenario
def configuration_broken_on_both_sides(r):
    "And in the same way: no earlier state works, so it is said, with the place."
    r.start({"a.cpp": GOOD, ".codex.json": "{\n"})
    r.write("a.cpp", BAD)
    r.write(".codex.json", "{ \n")
    r.commit()
    answer = r.gate()
    same(answer.code, 2, answer)
    holds(".codex.json:2:" in answer.err, answer)


@scenario
def configuration_as_something_else(r):
    "A directory, a link that leads out, a link in a loop, an empty file, rubbish, at the head: the base's holds."
    r.start({"a.cpp": GOOD, ".codex.json": "{}"})
    outside = r.root.parent / "outside.json"
    outside.write_text('{"rules": {"unchecked-box": {"state": "advisory"}}}')
    path = r.root / ".codex.json"
    for make in (lambda: (path.mkdir(), (path / "x").write_text("x")), lambda: path.symlink_to(outside),
                 lambda: path.symlink_to(".codex.json"), lambda: path.write_text(""),
                 lambda: path.write_bytes(b"\xff\xfe\0\0")):
        r.git("checkout", "-q", "-f", "-B", "topic", "main")
        path.unlink()
        make()
        r.write("a.cpp", BAD)
        r.commit()
        blocks(r.gate(), ("a.cpp", 2))


@scenario
def configuration_behind_a_link_at_the_base(r):
    "A link to a tracked file is read as the base has that file."
    r.start({"a.cpp": GOOD, "cfg/codex.json": "{}"})
    r.git("checkout", "-q", "main")
    (r.root / ".codex.json").symlink_to("cfg/codex.json")
    r.commit()
    r.git("checkout", "-q", "-B", "topic")
    r.write("cfg/codex.json", '{"rules": {"unchecked-box": {"state": "retired"}}}')
    r.write("a.cpp", BAD)
    r.commit()
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def rule_renamed_in_the_same_change(r):
    "Its old name holds until the merge; nothing is found twice, and nothing is lost."
    r.start(dict(PACK, **{"a.cpp": JUMP}))
    r.git("rm", "-q", "pack/rules/own/do-here.json")
    r.write("pack/rules/own/do-there.json", json.dumps(dict(RULE, id="do-there", formerly=["do-here"])))
    r.write("a.cpp", "// above\n" + JUMP + JUMP.replace("int j(", "int k("))
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 9))
    same([(f["rule"], f["status"]) for f in answer.json["findings"]],
         [("do-here", "old"), ("do-here", "new")], answer)
    rebase_topic(r)
    r.write("a.cpp", "// more\n" + r.read("a.cpp"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same({f["rule"] for f in answer.json["findings"]}, {"do-there"}, answer)


@scenario
def pack_removed_with_the_configuration(r):
    "The change deletes the pack and the line that names it."
    r.start(PACK)
    r.git("rm", "-q", "-r", "pack", ".codex.json")
    r.write("a.cpp", JUMP)
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 3))
    same([e["change"] for e in answer.json["takesEffectAfterMerge"]], ["deleted"] * 2, answer)


@scenario
def baseline_with_other_line_ends(r):
    "CR LF, no last line end, blank lines, comments, another order: the same entries."
    text = with_baseline(r)
    lines = [l for l in text.splitlines() if not l.startswith("#")]
    for other in (text.replace("\n", "\r\n"), text.rstrip("\n"), "\n\n" + text + "\n\n",
                  "# words\n" + "\n".join(reversed(lines)) + "\n"):
        r.git("checkout", "-q", "-f", "main")
        r.write(".codex-baseline", other.encode())
        r.commit()
        r.git("checkout", "-q", "-B", "topic")
        r.write("a.cpp", BAD + "int more;\n")
        r.commit()
        answer = r.gate()
        passes(answer)
        same((answer.places("baseline"), answer.json["baselineGrown"]), ([("a.cpp", 2)], []), answer)


@scenario
def baseline_with_hand_made_lines(r):
    "The same entry twice, its fingerprint alone, and no fingerprint at all: the last is named with its line."
    text = with_baseline(r)
    entry = next(l for l in text.splitlines() if "a.cpp" in l)
    for number, line in enumerate((entry, entry.split("\t")[0], "x" * 16 + "\tunchecked-box\ta.cpp\tf()")):
        r.git("checkout", "-q", "-f", "-B", "topic", "main")
        r.write(".codex-baseline", text + line + "\n")
        r.write("c.cpp", BOX + bad("c"))
        r.commit()
        answer = r.gate()
        same((number, answer.code), (number, 1), answer)
        same(answer.places(), [("c.cpp", 2)], answer)
        if number == 2:
            holds(".codex-baseline:" in answer.json["takesEffectAfterMerge"][0]["problem"], answer)


@scenario
def conflict_in_the_baseline_at_the_head(r):
    "Said, and the base's holds."
    text = with_baseline(r)
    r.write(".codex-baseline", "<<<<<<< HEAD\n" + text + "=======\n>>>>>>> x\n")
    r.write("a.cpp", BAD + "int more;\n")
    r.commit()
    answer = r.gate()
    blocks(answer)
    later, = answer.json["takesEffectAfterMerge"]
    holds(later["problem"].startswith(".codex-baseline:1:1: ") and "merge conflict" in later["problem"], answer)
    holds(".codex-baseline (baseline, modified): it is broken: .codex-baseline:1:1: " in answer.out, answer)


@scenario
def baseline_deleted(r):
    "It takes effect after the merge."
    with_baseline(r)
    r.git("rm", "-q", ".codex-baseline")
    r.write("a.cpp", BAD + "int more;\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same([(e["what"], e["change"]) for e in answer.json["takesEffectAfterMerge"]],
         [("baseline", "deleted")], answer)


@scenario
def waivers_in_a_header_of_many(r):
    "Seen by three units, it is one waiver, one finding; in a macro it stands where the macro is used."
    inline = "inline " + waived("h", reason="one")
    r.start({"h.h": BOX, "a.cpp": '#include "h.h"\n', "b.cpp": '#include "h.h"\n',
             "c.cpp": '#include "h.h"\n#define GET(b) (b).get()\n'})
    r.write("h.h", BOX + inline)
    r.write("c.cpp", '#include "h.h"\n#define GET(b) (b).get()\n'
            f"int m(Box b) {{ return GET(b); }} // codex-waive(unchecked-box, until={day(9)}): two\n"
            "int n(Box b) { return GET(b); }\n")
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(sorted(w["reason"] for w in answer.json["waivers"]), ["one", "two"], answer)
    same(sorted(answer.places("waived")), [("c.cpp", 3), ("h.h", 2)], answer)
    same(answer.places(), [("c.cpp", 4)], answer)


@scenario
def waiver_prolonged_and_reworded(r):
    "A later date, another reason or owner is a new waiver; lines above it are none."
    r.start({"a.cpp": BOX + waived("f", reason="known")})
    for text, new in ((waived("f", until=day(99), reason="known"), True),
                      (waived("f", reason="better known"), True),
                      (waived("f", reason="known", more=", by=bob"), True),
                      ("// above\n\n" + waived("f", reason="known"), False)):
        r.git("checkout", "-q", "-f", "-B", "topic", "main")
        r.write("a.cpp", BOX + text)
        r.commit()
        answer = r.gate()
        passes(answer)
        same([w["new"] for w in answer.json["waivers"]], [new], answer)


@scenario
def odd_trailers(r):
    "Which forms of the trailer break the glass, and which are only words."
    topic(r)
    good_ones = ("x\n\nCodex-Break-Glass: why", "x\n\ncodex-break-glass: why",
                 "x\n\ny\n\nSigned-off-by: A <a@b>\nCodex-Break-Glass:   why  \n",
                 "x\r\n\r\nCodex-Break-Glass: why\r\n", "x\n\nCodex-Break-Glass: why\n and more",
                 "x\n\nCodex-Break-Glass: why\n(cherry picked from commit 12345)")
    bad_ones = ("Codex-Break-Glass: why", "x\n\nCodex-Break-Glass:", "x\n\nCodex-Break-Glass:  \t",
                "x\n\nCodex-Break-Glass why", "x\n\n> Codex-Break-Glass: why", "x\n\n  Codex-Break-Glass: why",
                "x\n\nCodex-Break-Glass: why\n\nBut then words follow.", "x Codex-Break-Glass: why",
                "x\n\nNo-Codex-Break-Glass: why", 'Revert "x"\n\nThis reverts\nCodex-Break-Glass: why of then')
    for message in good_ones + bad_ones:
        r.git("commit", "-q", "--amend", "--cleanup=verbatim", "-m", message)
        answer = r.gate()
        same((message, answer.code), (message, 0 if message in good_ones else 1), answer)
        same((message, bool(answer.json["breakGlass"])), (message, message in good_ones))


@scenario
def glass_and_an_incomplete_analysis(r):
    "A crash, a missing header, a base that is not there: it passes, and all is told."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", "#pragma clang __debug crash\n" + BAD)
    r.commit("x\n\nCodex-Break-Glass: hurry")
    answer = r.gate()
    same((answer.code, answer.json["verdict"], len(answer.json["units"]["failed"])), (0, "pass", 1), answer)
    answer = r.gate("--break-glass", "hurry", base="nowhere")
    same((answer.code, answer.json["verdict"]), (0, "pass"), answer)
    holds("nowhere" in answer.out, answer)
    same(r.gate("--break-glass", "  ").code, 2)


@scenario
def variables_and_languages(r):
    "Odd locales, dates, a far time zone, variables of git and of compilers change nothing."
    topic(r, after=BAD + waived("w", until=day(0)))
    def told(**env):
        answer = r.gate(env=env)
        answer.json.pop("time")
        return answer.code, answer.json, answer.out
    first = told()
    for env in ({"LC_ALL": "xx_YY"}, {"LANG": "C.UTF-8", "LC_ALL": ""}, {"TZ": "Pacific/Kiritimati"},
                {"TZ": "nonsense"}, {"CPATH": "/nowhere", "CPLUS_INCLUDE_PATH": "/nowhere"},
                {"GIT_DEFAULT_HASH": "sha256", "GIT_CEILING_DIRECTORIES": "/"},
                {"GIT_NAMESPACE": "x", "GIT_ATTR_SOURCE": "HEAD", "GIT_FLUSH": "1"},
                {"GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere", "GIT_SHALLOW_FILE": "/nowhere"},
                {"CCC_OVERRIDE_OPTIONS": "+-DX", "CLANG_NO_DEFAULT_CONFIG": "1"}):
        same((env, told(**env)), (env, first))


@scenario
def objects_by_sha256(r):
    "A repository whose names of objects are longer."
    other = Repo.__new__(Repo)
    other.root, other.env = r.root.parent / "long", r.env
    other.root.mkdir()
    other.git("init", "-q", "-b", "main", "--object-format=sha256")
    topic(other)
    blocks(other.gate(), ("a.cpp", 2))
    stage(other, "a.cpp", BAD + bad("g"))
    blocks(hook(other), ("a.cpp", 3))


@scenario
def broken_configuration_is_named(r):
    "A .codex.json in the change that cannot be read: what is wrong stands beside it."
    for number, (text, why) in enumerate((("{\n", ".codex.json:"),
                                          ('{"rules": {"unchecked-box": {"state": "lax"}}}', "lax"))):
        own = Repo(r.root.parent / f"own{number}")
        own.start({"a.cpp": GOOD})
        stage(own, ".codex.json", text)
        stage(own, "a.cpp", GOOD + "int more;\n")
        for ask, code in (hook, 0), (lambda o: (o.commit(), o.gate())[1], 1):
            answer = ask(own)
            same(answer.code, code, answer)
            later = answer.json["takesEffectAfterMerge"]
            same([e["file"] for e in later], [".codex.json"], answer)
            holds(why in later[0].get("problem", "") and str(own.root) not in later[0]["problem"], answer)
            holds("(configuration, added): it is broken: " in answer.out, answer)


@scenario
def broken_rules_are_named(r):
    "A rule, a model, a rule that the configuration does not find: at its file, with the place; what is good is not."
    model = json.loads((pathlib.Path(r.rules) / "models/toy.json").read_text())
    settings = {"rulePacks": ["pack"], "models": ["models/*.json"]}
    r.start({"a.cpp": GOOD, "pack/rules/own/do-here.json": json.dumps(RULE), ".codex.json": json.dumps(settings),
             "models/own.json": json.dumps(dict(model, library="own"))})
    def later(path, text, **more):
        r.git("checkout", "-q", "-f", "-B", "topic", "main")
        r.write(path, text)
        for name, other in more.items():
            r.write(name.replace("_", "."), other)
        of_hook = (r.git("add", "-A"), hook(r))[1]
        r.commit()
        answer = r.gate()
        broken = any("problem" in e for e in answer.json["takesEffectAfterMerge"])
        for one, code in (of_hook, 0), (answer, int(broken)):
            same((one.code, one.json["notes"]), (code, answer.json["notes"]), one)
            holds(str(r.root) not in one.out, one)
        return {e["file"]: e.get("problem") for e in answer.json["takesEffectAfterMerge"]}, answer
    problems, answer = later("pack/rules/own/do-here.json", json.dumps(dict(RULE, level="much")))
    holds(problems["pack/rules/own/do-here.json"].startswith("pack/rules/own/do-here.json:1:"), answer)
    holds("do-here.json (rules, modified): it is broken: pack/rules/own/do-here.json:1:" in answer.out, answer)
    problems, answer = later("models/own.json", "{\n", a_cpp=GOOD + "int more;\n")
    holds(problems["models/own.json"].startswith("models/own.json:2:"), answer)
    problems, answer = later(".codex.json", json.dumps(dict(settings, rules={"no-such": {"state": "draft"}})))
    holds("no-such" in problems[".codex.json"], answer)
    problems, answer = later("pack/rules/own/do-there.json", json.dumps(dict(RULE, id="do-there")))
    same((problems, answer.json["notes"]), ({"pack/rules/own/do-there.json": None}, []), answer)
    # The file that is broken by it is not among the changed ones.
    r.git("checkout", "-q", "-f", "-B", "topic", "main")
    r.git("rm", "-q", "-r", "pack")
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    holds(any("broken once this is merged" in n for n in answer.json["notes"]), answer)


if __name__ == "__main__":
    run(sys.argv)
