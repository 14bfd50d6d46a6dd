"""What the hook costs after a one-line change in a small, a middle and a heavy
unit of a project that test/corpus/fetch has made ready. The figures of
docs/gate.md.

    hook_times.py CODEX_LINT RULES PROJECT WORK SOURCE...

Copies PROJECT to WORK, as a git repository, and prints for each SOURCE (a part
of a path) wall and CPU seconds of the first run, with an empty cache, and of
the second one.
"""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time


def measured(command, **more):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, **more)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, wall, (after.ru_utime + after.ru_stime
                        - before.ru_utime - before.ru_stime)


def main(lint, rules, project, work, *names):
    project, work = pathlib.Path(project).resolve(), pathlib.Path(work).resolve()
    shutil.rmtree(work, ignore_errors=True)
    for part in ("source", "build"):
        shutil.copytree(project / part, work / part, symlinks=True,
                        ignore=shutil.ignore_patterns(".git", "*.o", "*.a"))
    text = (project / "compile_commands.json").read_text()
    (work / "build/compile_commands.json").write_text(text.replace(str(project), str(work)))
    entries = json.loads(text.replace(str(project), str(work)))

    def git(*args):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.com",
                        *args], cwd=work, check=True, stdout=subprocess.DEVNULL)
    git("init", "-q")
    (work / ".gitignore").write_text("/build/\n/cache/\n")
    git("add", "-A")
    git("commit", "-q", "-m", "start")
    env = dict(os.environ, CODEX_RULES=rules, CODEX_CACHE=str(work / "cache"))
    print(f"{len(entries)} units; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores")
    for name in names:
        source = next(pathlib.Path(e["directory"], e["file"]) for e in entries
                      if name in e["file"])
        with open(source, "a") as file:
            file.write("\nint ofTheHook();\n")
        git("add", "-A")
        shutil.rmtree(work / "cache", ignore_errors=True)
        for number in ("first", "second"):
            done, wall, cpu = measured([lint, "hook", "run"], cwd=work, env=env)
            summary = done.stdout.strip().splitlines()[-1]
            print(f"{source.relative_to(work)} ({source.stat().st_size} bytes), {number} run: "
                  f"{wall:.1f} s wall, {cpu:.2f} s CPU; exit {done.returncode}: {summary}",
                  flush=True)
        git("reset", "-q", "--hard")


main(*sys.argv[1:])
