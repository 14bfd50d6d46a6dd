"""Scripted git repositories, and what the gate says of them.

A scenario is a function that takes a Repo and is marked with @scenario; run()
runs those of a module, each in a repository of its own:

    repo.py's run(sys.argv) with: MODULE.py WORK CODEX_LINT RULES BOX_H [NAME...]
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import traceback

SCENARIOS = []


def scenario(function):
    SCENARIOS.append(function)
    return function


class Answer:
    """What one run of codex-lint said."""

    def __init__(self, process, report):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr
        self.json = report

    def findings(self, status=None, rule=None):
        return [f for f in self.json["findings"]
                if status in (None, f["status"]) and rule in (None, f["rule"])]

    def places(self, status="new"):
        return [(f["file"], f["line"]) for f in self.findings(status)]

    def __repr__(self):
        return f"exit {self.code}\n{self.out}\n{self.err}\n" + (
            json.dumps(self.json, indent=1) if self.json else "")


class Repo:
    lint = rules = box = None

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.env = {k: v for k, v in os.environ.items()
                    if not k.startswith("GIT_")}
        self.env.update(CODEX_RULES=self.rules, HOME=str(self.root.parent),
                        GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="Ann",
                        GIT_AUTHOR_EMAIL="ann@example.com",
                        GIT_COMMITTER_NAME="Ann",
                        GIT_COMMITTER_EMAIL="ann@example.com", LC_ALL="C",
                        PATH=os.path.dirname(self.lint) + os.pathsep
                        + os.environ["PATH"])
        self.root.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    # Making history.
    def git(self, *args, check=True, cwd=None, **more):
        return subprocess.run(["git", *args], cwd=cwd or self.root,
                              env=self.env, check=check, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              **more).stdout.strip()

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            target.write_bytes(text)
        else:
            target.write_text(text)

    def read(self, path):
        return (self.root / path).read_text()

    def commit(self, message="change", **files):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def branch(self, name="topic"):
        self.git("checkout", "-q", "-b", name)

    def database(self, *sources, flags=(), extra=(), where="build"):
        """Writes compile_commands.json; sources are paths, or (path, flags)."""
        entries = []
        for source in sources:
            path, own = source if isinstance(source, tuple) else (source, ())
            entries.append({"directory": str(self.root), "file": path,
                            "arguments": ["c++", "-I.", *flags, *own, "-c",
                                          path]})
        self.write(f"{where}/compile_commands.json",
                   json.dumps(entries + list(extra)))

    def start(self, files, sources=None, **database):
        """The first commit, on main, and the branch 'topic' from it."""
        self.write(".gitignore", "/build/\n")
        self.write("box.h", pathlib.Path(self.box).read_text())
        for path, text in files.items():
            self.write(path, text)
        self.commit("start")
        self.database(*(sources if sources is not None else sorted(
            p for p in files if p.endswith((".cpp", ".cc", ".c")))), **database)
        self.branch()

    # Asking.
    def run(self, *args, env=None, cwd=None):
        report = self.root.parent / "report.json"
        if report.exists():
            report.unlink()
        full = dict(self.env, **(env or {}))
        process = subprocess.run([self.lint, *args], cwd=cwd or self.root,
                                 env=full, text=True, errors="surrogateescape",
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        data = None
        if report.exists():
            data = json.loads(report.read_text())
        return Answer(process, data)

    def gate(self, *args, base="main", **more):
        report = str(self.root.parent / "report.json")
        where = [] if base is None else ["--base", base]
        return self.run("gate", *where, "--format", "json=" + report,
                        "--format", "text", *args, **more)


def same(actual, expected, answer=None):
    assert actual == expected, f"{actual!r} is not {expected!r}\n{answer!r}"


def holds(condition, answer=None):
    assert condition, repr(answer)


def passes(answer, **counts):
    same(answer.code, 0, answer)
    same(answer.json["verdict"], "pass", answer)
    same(answer.places(), [], answer)


def blocks(answer, *places):
    same(answer.code, 1, answer)
    same(answer.json["verdict"], "fail", answer)
    same(answer.places(), list(places), answer)


def run(argv):
    work, Repo.lint, Repo.rules, Repo.box = argv[1:5]
    chosen = argv[5:]
    shutil.rmtree(work, ignore_errors=True)
    failed = []
    ran = 0
    for function in SCENARIOS:
        # Those of a module that is only imported are not asked for.
        if function.__module__ != "__main__" or (
                chosen and function.__name__ not in chosen):
            continue
        ran += 1
        try:
            function(Repo(pathlib.Path(work) / function.__name__ / "project"))
        except Exception:  # A scenario may fail in any way; the others go on.
            failed.append(function.__name__)
            print(f"--- {function.__name__}: {function.__doc__}")
            traceback.print_exc(file=sys.stdout)
    print(f"{ran} scenarios, {len(failed)} failed: {' '.join(failed)}")
    sys.exit(1 if failed or not ran else 0)
