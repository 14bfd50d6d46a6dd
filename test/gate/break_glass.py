"""The emergency override."""
import json
import shutil
import sys
from xml.etree import ElementTree

from openings import BAD, GOOD
from repo import blocks, holds, run, same, scenario


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
    holds("1 finding would block" in answer.out and "finding blocks" not in answer.out, answer)
    holds("1 that would block" in answer.out and "1 blocking" not in answer.out, answer)
    # From a variable of CI: the lines of the report are its own.
    answer = r.gate("--break-glass", "site\n::error::is down")
    same((answer.code, answer.json["breakGlass"]["reason"]), (0, "site\n::error::is down"), answer)
    holds("\n::error::" not in answer.out and "::error::is down" in answer.out, answer)
    same(r.run("gate", "--base", "main", "--break-glass", "\n").code, 2)


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
    "A line for each use, the old ones untouched, also behind one that an editor left without its end."
    with_bad_change(r, {"breakGlassLog": "build/glass.log"})
    r.commit()
    r.write("build/glass.log", '{"reason": "long ago", "findings": []}')
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
    # The statistics count the rules' tests as well.
    rules = r.root.parent / "rules"
    shutil.copytree(r.rules, rules)
    for rule in rules.glob("rules/*/*.json"):
        rule.with_suffix(".cpp").write_text("int f_ok() { return 1; }\n")
    r.env["CODEX_RULES"] = str(rules)
    log = str(r.root / "build/glass.log")
    answer = r.run("rules", "stats", "unchecked-box", "goto-used", "--break-glass-log", log, "--format", "json")
    counts = {rule["id"]: rule["brokenGlass"] for rule in json.loads(answer.out)}
    # Twice, for one finding.
    same(counts, {"unchecked-box": 1, "goto-used": 0}, answer)
    for line in ('{"no": 1}', "broken"):
        r.write("build/bad.log", '{"findings": [], "reason": "x"}\n' + line + "\n")
        answer = r.run("rules", "stats", "--break-glass-log", str(r.root / "build/bad.log"))
        same(answer.code, 2, answer)
        holds("bad.log:2:1" in answer.err, answer)


@scenario
def glass_in_junit(r):
    "Servers of CI count failures themselves: there are none, and what is skipped says why."
    r.start({"a.cpp": GOOD, "b.cpp": "int b;\n"})
    r.write("a.cpp", BAD)
    r.write("b.cpp", "#error no\n")
    r.commit()
    def counts(*args):
        path = r.root.parent / "junit.xml"
        code = r.gate("--format", f"junit={path}", *args).code
        tree = ElementTree.parse(path)
        return (code, *(len(tree.findall(f".//testcase/{kind}")) for kind in ("failure", "error", "skipped"))), tree
    # The verdict is a case, too.
    same(counts()[0], (1, 2, 1, 0))
    found, tree = counts("--break-glass", "site is down")
    same(found, (0, 0, 0, 2))
    for skipped in tree.findall(".//skipped"):
        holds("the glass is broken (site is down)" in skipped.get("message"), skipped.attrib)


if __name__ == "__main__":
    run(sys.argv)
