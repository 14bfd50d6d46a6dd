#!/usr/bin/env python3
"""Every rule has one name everywhere, a test that says what it finds and what
it leaves alone, and incidents; every known gap has its reason.

    rules.py SOURCE
"""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import codex_check  # noqa: E402

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# A rule is named after the bad pattern, so that "waive <id>" reads right.
ADVICE = re.compile(r"(avoid|do-not|dont|use|prefer|no|must|should|check|"
                    r"require|ban|disallow)-")


def read(path):
    """JSON with comments."""
    text = re.sub(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/',
                  lambda m: m.group(1) or "", path.read_text(), flags=re.DOTALL)
    return json.loads(text)


def test_problems(path, gaps):
    source = path.read_text()
    listed = codex_check.functions(source)
    for kind in ("bad", "ok"):
        if not any(f.kind == kind for f in listed):
            yield f"has no function *_{kind}", f"add one to {path.name}"
    probe = codex_check.Check.__new__(codex_check.Check)
    probe.lines = source.splitlines()
    for f in listed:
        if f.kind in ("FN", "FP"):
            gaps[f.kind] += 1
            if not probe.has_reason(f.first):
                yield (f"{f.name} has no reason",
                       "write above it, in a comment, why the gap is there")


def rule_problems(path, rule, incidents, gaps):
    name = path.stem
    if rule.get("id") != name:
        yield f"its id is '{rule.get('id')}'", f"name it '{name}', as the file"
    if not KEBAB.fullmatch(name) or not KEBAB.fullmatch(path.parent.name):
        yield "its name is not kebab-case", "lower-case words joined by '-'"
    if ADVICE.match(name):
        yield "its name is advice", "name the bad pattern: 'unchecked-unwrap'"
    for incident in rule.get("incidents", []):
        if incident not in incidents:
            yield (f"there is no incident '{incident}'",
                   "add codex-rules/incidents/<year>/<id>.json")
    if rule.get("state") != "draft" and not rule.get("incidents"):
        yield "it has no incident", "name the one that taught it, or keep it a draft"
    tests = [path.with_suffix(s) for s in (".cpp", ".c")]
    tests = [t for t in tests if t.exists()]
    if not tests:
        yield "it has no test", f"write {path.with_suffix('.cpp').name} beside it"
    for test in tests:
        yield from test_problems(test, gaps)


def main():
    source = pathlib.Path(sys.argv[1])
    data = source / "codex-rules"
    incidents = {p.stem for p in data.glob("incidents/*/*.json")}
    paths = sorted(data.glob("rules/*/*.json"))
    rules = {path: read(path) for path in paths}
    gaps = {"FN": 0, "FP": 0}
    problems = []
    for path, rule in rules.items():
        for problem, fix in rule_problems(path, rule, incidents, gaps):
            problems.append((path, problem, fix))

    names = {}
    for path, rule in rules.items():
        for name in [path.stem] + rule.get("formerly", []):
            if name in names:
                problems.append((path, f"the name '{name}' is that of "
                                 f"{names[name].name} too", "choose another"))
            names.setdefault(name, path)
    for test in sorted(data.glob("rules/*/*.c*")):
        if test.with_suffix(".json") not in rules:
            problems.append((test, "it is the test of no rule",
                             "name it as the rule's file"))

    used = {rule.get("engine") for rule in rules.values()}
    for engine in sorted((source / "checks" / "engines").rglob("*.cpp")):
        for name in re.findall(r"EngineRegistry::Add<\w+>\s*\w+\(\s*\"([\w-]+)\"",
                               engine.read_text()):
            if name not in used:
                problems.append((engine, f"no rule uses the engine '{name}'",
                                 "add the rule that it is for"))

    for path, problem, fix in problems:
        print(f"{path.relative_to(source)}: {problem}\n  fix: {fix}")
    print(f"{len(rules)} rules, {gaps['FN']} known misses (_FN), "
          f"{gaps['FP']} known false alarms (_FP), {len(problems)} problems")
    sys.exit(1 if problems or not rules else 0)


if __name__ == "__main__":
    main()
