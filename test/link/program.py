#!/usr/bin/env python3
"""Checks one small whole program, and what is expected of it.

    program.py CODEX-LINT [--check] FILE WORK

FILE has several files in it, each behind a line `#--- NAME`. A line of C or C++
with `// expect: TEXT` must have a finding whose message has TEXT; no other line
may have one. `// step: TEXT` is a step of some finding on that line. The program
is checked by the rule that a line `rule: ID` names, and twice: by `check`, and by `collect` of each unit and `link` of the
facts, in another order and with one of them given twice; with `--check` by `check` alone, which takes the same two steps inside. A line `flags: ...` is
for all units; `errors: FILE` names a library's header that Clang finds errors in, which are no problem of the test. No place may be left unanalysed but those
that lines `gap: TEXT` name.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

DEFAULT_RULE = RULE = "unvalidated-upstream"
ERRORS = ""
GAPS = []


def split(text):
    files, name = {}, None
    for line in text.splitlines():
        if line.startswith("#--- "):
            name = line[5:].strip()
            files[name] = []
        elif name:
            files[name].append(line)
    return files


def wanted(files, word):
    found = []
    for name, lines in files.items():
        for number, line in enumerate(lines, 1):
            for match in re.finditer(rf"// {word}: (.*?)(?= // |$)", line):
                found.append((name, number, match.group(1)))
    return found


def run(command, cwd):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def compare(how, report, files):
    problems = []
    failed = [f for f in report["units"]["failed"]
              if not ERRORS or any(not e["file"].startswith(ERRORS) for e in f.get("errors", [{"file": ""}]))]
    if failed:
        problems.append(f"units failed: {failed}")
    left = [f for f in report["findings"] if f["rule"] == RULE and f["status"] == "new"]
    for name, number, text in wanted(files, "expect"):
        hit = next((f for f in left if (f["file"], f["line"]) == (name, number) and text in f["message"]), None)
        if hit:
            left.remove(hit)
        else:
            problems.append(f"{name}:{number}: expected, and not found: {text}")
    for f in left:
        problems.append(f"{f['file']}:{f['line']}: found, and not expected: {f['message']}")
    steps = [s for f in report["findings"] for s in f["steps"]]
    for name, number, text in wanted(files, "step"):
        if not any((s["file"], s["line"]) == (name, number) and text in s["message"] for s in steps):
            problems.append(f"{name}:{number}: expected step, and not there: {text}")
    gaps = [f"{g['file']}:{g['line']}: {g['reason']}" for g in report["gaps"] if g["rule"] == RULE]
    for text in GAPS:
        hit = next((g for g in gaps if text in g), None)
        if hit:
            gaps.remove(hit)
        else:
            problems.append(f"expected, and not left unanalysed: {text}")
    problems += [f"not analysed, and not expected: {g}" for g in gaps]
    return [f"{how}: {p}" for p in problems]


def main():
    lint, *options = sys.argv[1:-2]
    test, work = map(pathlib.Path, sys.argv[-2:])
    global RULE, ERRORS, GAPS
    text = test.read_text()
    named = re.search(r"^rule: (\S+)$", text, re.MULTILINE)
    RULE = named.group(1) if named else DEFAULT_RULE
    known = re.search(r"^errors: (\S+)$", text, re.MULTILINE)
    ERRORS = known.group(1) if known else ""
    GAPS = re.findall(r"^gap: (.+)$", text, re.MULTILINE)
    flags = re.search(r"^flags: (.+)$", text, re.MULTILINE)
    files = split(text)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name, lines in files.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text("\n".join(lines) + "\n")
    if ".codex.json" not in files:
        (work / ".codex.json").write_text("{}\n")
    includes = ["-I.", *(flags.group(1).split() if flags else []), "-isystem/usr/include/postgresql", "-isystem/usr/include/mariadb", "-isystem/usr/include/libxml2",
                f"-I{pathlib.Path(__file__).parents[2] / 'codex-rules' / 'include'}"]
    units = []
    for name in sorted(files):
        if name.endswith(".cpp"):
            units.append((name, ["c++", "-std=c++20", *includes, "-c", name]))
        elif name.endswith(".c"):
            units.append((name, ["cc", "-std=c17", *includes, "-c", name]))
    (work / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(work.resolve()), "file": name, "arguments": command} for name, command in units]))
    checked = json.loads(run([lint, "check", "-p", ".", "--rule", RULE, "--format", "json"], work))
    problems = compare("check", checked, files)
    if options == ["--check"]:
        sys.exit("\n".join(problems) or None)
    facts = []
    for name, command in reversed(units):
        facts.append(name.replace("/", "_") + ".facts")
        run([lint, "collect", name, "--rule", RULE, "-o", facts[-1], "--", *command[1:-2]], work)
    linked = json.loads(run([lint, "link", "--rule", RULE, "--format", "json", *facts, facts[0]], work))
    problems += compare("link", linked, files)
    for report in (checked, linked):
        for key in ("time", "units"):
            report.pop(key, None)
    if not problems and checked["findings"] != linked["findings"]:
        problems.append("check and link tell different findings")
    if problems:
        sys.exit("\n".join(problems))


main()
