"""The history of a real repository, commit by commit through the gate: how often
does a finding lose its identity though its line did not change? Takes its time,
and is no part of the suite.

    replay.py WORK CODEX_LINT REPOSITORY COMPILE_COMMANDS RANGE [PART...]

Each commit of RANGE that is no merge is judged against its first parent. Units
are those whose paths contain a PART, by the flags of COMPILE_COMMANDS; a file
that is not in it borrows those of another one. What is judged is kept in WORK,
and so is the command: started again it goes on where it was. The rule is one
that finds much: every call of a member function.
"""
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

RULE = {
    "id": "any-call", "title": "A call", "need": "a call", "use": "none",
    "level": "must", "state": "enforced", "since": "0.1", "engine": "pattern",
    "message": "a call", "why": ["To find much."], "fix": ["None."],
    "spec": {"matcher": "cxxMemberCallExpr().bind(\"use\")", "at": "use"}}


class History:
    def __init__(self, work, repository, commands, parts):
        self.root = work / "project"
        if not self.root.exists():
            subprocess.run(["git", "clone", "-q", "--no-checkout",
                            str(repository), str(self.root)], check=True)
        self.parts = parts
        self.known = {}
        self.elsewhere = os.path.dirname(os.path.dirname(os.path.abspath(commands)))
        for entry in json.loads(pathlib.Path(commands).read_text()):
            words = entry.get("arguments") or entry["command"].split()
            path = os.path.relpath(os.path.join(entry["directory"], entry["file"]),
                                   self.elsewhere)
            self.known[path] = [w.replace(self.elsewhere, str(self.root))
                                for w in words if w != entry["file"]]

    def git(self, *args):
        return subprocess.run(["git", *args], cwd=self.root, check=True,
                              stdout=subprocess.PIPE).stdout.decode(errors="replace")

    def database(self, commit):
        flags = next(iter(self.known.values()))
        entries = []
        for path in self.git("ls-tree", "-r", "--name-only", commit).splitlines():
            if not path.endswith(".cpp") or not any(p in path for p in self.parts or [""]):
                continue
            own = [w for w in self.known.get(path, flags)
                   if not w.endswith((".o", ".cpp", ".d", ".pch"))]
            entries.append({"directory": str(self.root), "file": path,
                            "arguments": [w for w in own if w not in (
                                "-o", "-c", "-MF", "-MT", "-MD", "-include", "-include-pch")] + [path]})
        (self.root / "build").mkdir(exist_ok=True)
        (self.root / "build/compile_commands.json").write_text(json.dumps(entries))
        return bool(entries)

    def lines_before(self, commit):
        """By file of the commit: its name before, and a function that says which
        line an unchanged line was."""
        result = {}
        for part in self.git("diff", "-U0", "-M", "--no-color", f"{commit}^", commit,
                             "--").split("\ndiff --git "):
            new = re.search(r"(?m)^\+\+\+ b/(.*)$", part) or re.search(r"(?m)^rename to (.*)$", part)
            old = re.search(r"(?m)^--- a/(.*)$", part) or re.search(r"(?m)^rename from (.*)$", part)
            if not new or not old:
                continue
            hunks = [tuple(int(n) if n else 1 for n in h) for h in re.findall(
                r"(?m)^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", part)]

            def before(line, hunks=hunks):
                shift = 0
                for _, gone, start, came in hunks:
                    if came and start <= line < start + came:
                        return None
                    if line >= start + came and (came or line > start):
                        shift += gone - came
                return line + shift
            result[new.group(1)] = (old.group(1), before)
        return result


def judged(history, work, lint, commit, env):
    """The figures of one commit, and what it lost."""
    count, lost = collections.Counter(commits=1), []
    if not history.database(commit):
        return count, lost
    report = work / "report.json"
    report.unlink(missing_ok=True)
    done = subprocess.run([lint, "gate", "--base", f"{commit}^", "--head", commit, "-j", "1",
                           "--format", f"json={report}"], cwd=history.root, env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if not report.exists():
        sys.exit(f"{commit}: {done.stdout}")
    data = json.loads(report.read_text())
    before = history.lines_before(commit)
    fixed = collections.Counter((f["file"], f["line"], f["column"]) for f in data["fixed"])
    count["with units"] += bool(data["units"]["total"])
    count["units"] += data["units"]["total"]
    count["failed units"] += len(data["units"]["failed"])
    for f in data["findings"]:
        count[f["status"]] += 1
        if f["status"] != "new":
            continue
        old, line = before.get(f["file"], (f["file"], lambda n: n))
        place = (old, line(f["line"]), f["column"])
        if fixed[place]:
            fixed[place] -= 1
            count["lost"] += 1
            lost.append(f"{f['file']}:{f['line']} in {f['function']}")
    return count, lost


def main(work, lint, repository, commands, commits, *parts):
    work = pathlib.Path(work).resolve()
    rules = work / "rules/rules/any"
    results = work / "results"
    if not results.exists():
        rules.mkdir(parents=True)
        (rules / "any-call.json").write_text(json.dumps(RULE))
        (work / "rules/models").mkdir()
        shutil.copy(lint, work / "codex-lint")
        results.mkdir()
    history = History(work, pathlib.Path(repository).resolve(), commands, parts)
    env = dict(os.environ, CODEX_RULES=str(work / "rules"), CODEX_CACHE=str(work / "cache"))
    count = collections.Counter()
    for commit in history.git("rev-list", "--reverse", "--topo-order", "--no-merges",
                              *commits.split()).split():
        if not history.git("rev-list", "--parents", "-n1", commit).split()[1:]:
            continue
        kept = results / f"{commit}.json"
        if not kept.exists():
            kept.write_text(json.dumps(judged(history, work, work / "codex-lint", commit, env)))
        figures, lost = json.loads(kept.read_text())
        count.update(figures)
        for place in lost:
            print(commit[:12], place, flush=True)
    unchanged = count["old"] + count["lost"]
    print(f"{count['commits']} commits, {count['with units']} of them with units to analyse "
          f"({count['units']}, {count['failed units']} not whole); {unchanged} findings that were "
          f"there before, {count['lost']} of them on an untouched line and taken for new "
          f"({100 * count['lost'] / max(unchanged, 1):.3f} %); {count['new'] - count['lost']} new")


main(*sys.argv[1:])
