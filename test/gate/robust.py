"""Runs that are disturbed: caches, disks, signals, two at once; and what they print."""
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import time

from openings import BAD, ENFORCED, FIXED, GOOD, ZERO, bad, hook, stage, topic
from repo import blocks, holds, run, same, scenario


def cache(r):
    return str(r.root.parent / "cache")


def without_times(answer):
    answer.json.pop("time")
    answer.json["units"].pop("cached")
    return answer.json, answer.out


@scenario
def cache_that_is_spoilt(r):
    "Each file of it cut short, filled with rubbish, emptied, made a directory; or all of it removed."
    topic(r, before=BAD, after=BAD + bad("g"))
    fresh = without_times(r.gate("--cache", cache(r)))
    def spoil(way):
        for path in pathlib.Path(cache(r)).rglob("*"):
            if path.is_file():
                way(path)
    def to_directory(path):
        path.unlink()
        path.mkdir()
    for way in (lambda p: p.write_bytes(p.read_bytes()[:len(p.read_bytes()) // 2]),
                lambda p: p.write_bytes(os.urandom(300)),
                lambda p: p.write_bytes(b""), lambda p: p.write_text("{}"),
                lambda p: p.chmod(0), to_directory):
        spoil(way)
        same(without_times(r.gate("--cache", cache(r))), fresh)
        shutil.rmtree(cache(r), ignore_errors=True)
        same(without_times(r.gate("--cache", cache(r))), fresh)


@scenario
def two_at_once(r):
    "Four gates and two hooks with one cache say what one says."
    topic(r)
    stage(r, "a.cpp", BAD + bad("staged"))
    command = [r.lint, "gate", "--base", "main", "--cache", cache(r), "--format", "json"]
    hooks = [r.lint, "hook", "run", "--cache", cache(r), "--format", "json"]
    runs = [subprocess.Popen(c, cwd=r.root, env=r.env, text=True, stdout=subprocess.PIPE)
            for c in [command] * 4 + [hooks] * 2]
    reports = [json.loads(p.communicate()[0]) for p in runs]
    same([p.returncode for p in runs], [1] * 6)
    same([[f["line"] for f in d["findings"] if f["status"] == "new"] for d in reports],
         [[2]] * 4 + [[3]] * 2)


@scenario
def killed_in_the_middle(r):
    "By any signal, at any moment: the next run is as if nothing had been."
    topic(r, after=BAD + '#include <string>\n#include <vector>\n#include <map>\n')
    command = [r.lint, "gate", "--base", "main", "--cache", cache(r), "--format", "json"]
    index = (r.root / ".git/index").read_bytes()
    for kind in (signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGHUP):
        for wait in (0.02, 0.1, 0.2):
            process = subprocess.Popen(command, cwd=r.root, env=r.env, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(wait)
            process.send_signal(kind)
            holds(process.wait() != 0 or wait > 0.1)
    blocks(r.gate("--cache", cache(r)), ("a.cpp", 2))
    same(((r.root / ".git/index").read_bytes(), r.git("status", "--short")), (index, ""))
    holds(not list((r.root / ".git").glob("*.lock")))


@scenario
def disk_that_is_full(r):
    "A report that cannot be written is exit 2, never a silent pass; a cache that cannot be is told."
    topic(r)
    answer = r.run("gate", "--base", "main", "--format", "json=/dev/full")
    same(answer.code, 2, answer)
    holds("/dev/full" in answer.err, answer)
    with open("/dev/full", "w") as full:
        done = subprocess.run([r.lint, "gate", "--base", "main"], cwd=r.root, env=r.env,
                              stdout=full, stderr=subprocess.PIPE, text=True)
    holds(done.returncode in (1, 2), done)
    for place in ("/dev/full/x", "/proc/nowhere"):
        blocks(r.gate("--cache", place), ("a.cpp", 2))
    answer = r.run("gate", "--base", "main", "--format", "sarif=/nowhere/x")
    same(answer.code, 2, answer)


@scenario
def temporary_directory_that_is_none(r):
    "TMPDIR leads nowhere: neither the gate nor --fix needs more than it says."
    r.start({"a.cpp": "int a;\n", ".codex.json": ENFORCED})
    stage(r, "a.cpp", ZERO)
    answer = hook(r, "--fix", env={"TMPDIR": "/nowhere", "TMP": "/nowhere"})
    same(answer.code, 0, answer)
    same((r.git("show", ":a.cpp"), r.read("a.cpp")), (FIXED.strip(), FIXED))


@scenario
def index_that_is_locked(r):
    "Another git is at work: the hook judges, and --fix says that it cannot."
    r.start({"a.cpp": "int a;\n", ".codex.json": ENFORCED})
    stage(r, "a.cpp", ZERO)
    (r.root / ".git/index.lock").write_text("")
    blocks(hook(r), ("a.cpp", 1))
    answer = hook(r, "--fix")
    same(answer.code, 2, answer)
    holds("index.lock" in answer.err, answer)
    same(r.read("a.cpp"), ZERO)


@scenario
def git_that_is_missing_or_odd(r):
    "No git in PATH, one that fails, and one that says nothing."
    topic(r)
    place = r.root.parent / "bin"
    place.mkdir()
    env = {"PATH": str(place)}
    answer = r.gate(env=env)
    same(answer.code, 2, answer)
    holds("no git in PATH" in answer.err, answer)
    for body in ("exit 1", "exit 0", "kill -9 $$", "echo x; exit 128"):
        (place / "git").write_text("#!/bin/sh\n" + body + "\n")
        (place / "git").chmod(0o755)
        answer = r.gate(env=env)
        same((body, answer.code), (body, 2), answer)


@scenario
def headers_without_end(r):
    "A link to /dev/zero, and a pipe: the unit fails and says why; a link to /dev/null is an empty header."
    r.start({"a.cpp": GOOD, "b.cpp": GOOD.replace("f(", "g("), "c.cpp": "int c;\n"})
    os.symlink("/dev/zero", r.root / "zero.h")
    os.symlink("/dev/null", r.root / "null.h")
    r.write("a.cpp", '#include "zero.h"\n' + GOOD)
    r.write("c.cpp", '#include "null.h"\nint c;\n')
    (r.root / ".gitignore").write_text("/build/\n/pipe.h\n")
    os.mkfifo(r.root / "pipe.h")
    r.write("b.cpp", '#include "pipe.h"\n' + GOOD.replace("f(", "g("))
    r.git("add", "-A")
    hard = lambda: resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    def ask(*command):
        report = r.root.parent / "endless.json"
        done = subprocess.run([r.lint, *command, "--format", f"json={report}"], cwd=r.root, env=r.env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=60, preexec_fn=hard)
        failed = json.loads(report.read_text())["units"]["failed"]
        same([f["file"] for f in failed], ["a.cpp", "b.cpp"], done.stdout)
        for unit, header in zip(failed, ("zero.h", "pipe.h")):
            holds(header in unit["reason"] and "no regular file" in unit["reason"], unit)
        return done
    ask("hook", "run")
    r.git("commit", "-q", "-m", "endless")
    same(ask("gate", "--base", "main").returncode, 3)
    ask("check")


if __name__ == "__main__":
    run(sys.argv)
