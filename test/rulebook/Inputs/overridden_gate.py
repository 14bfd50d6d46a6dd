"""A project whose change breaks a rule that blocks, and the gate overridden.

    overridden_gate.py LINT PROJECT RULES
"""
import json
import os
import pathlib
import subprocess
import sys

lint, root, rules = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
rule = pathlib.Path(rules) / "rules/input/printf-in-handler.json"
rule.write_text(rule.read_text().replace('"should"', '"must"'))
root.mkdir()
(root / "a.cpp").write_text(
    "int printf(const char *, ...);\n"
    "// codex-waive(printf-in-handler, until=2020-01-01): a tool\n"
    "void old() { printf(\"old\"); }\n")
(root / ".codex.json").write_text(json.dumps(
    {"policy": {"breakGlassLog": "glass.jsonl"}}))
(root / "compile_commands.json").write_text(json.dumps(
    [{"directory": str(root), "file": "a.cpp", "command": "clang++ -c a.cpp"}]))
environment = dict(os.environ, CODEX_RULES=rules)


def git(*words):
    subprocess.run(["git", "-c", "user.name=T", "-c", "user.email=t@example.org",
                    *words], cwd=root, check=True, stdout=subprocess.DEVNULL)


git("init", "-q", "-b", "main")
git("add", "a.cpp", ".codex.json")
git("commit", "-q", "-m", "base")
with (root / "a.cpp").open("a") as file:
    file.write("void f() { printf(\"f\"); }\n")
git("commit", "-q", "-a", "-m", "change")
done = subprocess.run(
    [lint, "gate", "--base", "HEAD~1", "-p", ".", "--break-glass", "fire",
     "--format", "json=report.json"], cwd=root, env=environment)
sys.exit(done.returncode)
