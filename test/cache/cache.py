"""The cache of results: when it is used, when not, and what does it no harm."""
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "gate"))
import repo  # noqa: E402
from repo import holds, run, same, scenario  # noqa: E402

BAD = '#include "box.h"\nint {}(Box o) {{\n  return o.get();\n}}\n'


def project(r, files=None, **database):
    """Three units, two findings; the cache beside the project."""
    r.env["CODEX_CACHE"] = str(r.root.parent / "cache")
    r.start(files or {"a.cpp": BAD.format("a"), "b.cpp": '#include "common.h"\n' + BAD.format("b"),
                      "c.cpp": "int c() { return 1; }\n", "common.h": "int common();\n"}, **database)


def check(r, *args, where=None, env=None):
    """The report, and beside it what it says without times and hits."""
    answer = r.run("check", "-p", str((where or r.root) / "build"), "--format",
                   f"json={r.root.parent / 'report.json'}", *args, env=env)
    holds(answer.json, answer)
    answer.plain = dict(answer.json, time=None, units=dict(answer.json["units"], cached=None))
    return answer


def cached(answer):
    return answer.json["units"]["cached"]


def entries(r, kind=""):
    return sorted((r.root.parent / "cache").glob(f"llvmcache-{kind}[0-9a-f]*" if kind else "llvmcache-*[0-9a-f]*"))


@scenario
def warm(r):
    "A second run analyses nothing and says the same; without a cache nothing is found or kept."
    project(r)
    cold = check(r)
    same(cached(cold), 0, cold)
    same(len(cold.findings()), 2, cold)
    again = check(r)
    same(cached(again), 3, again)
    same(again.plain, cold.plain)
    same(again.code, 1)
    without = check(r, "--no-cache")
    same(cached(without), 0, without)
    same(without.plain, cold.plain)
    elsewhere = r.root.parent / "elsewhere"
    same(cached(check(r, "--cache", str(elsewhere))), 0)
    same(cached(check(r, "--cache", str(elsewhere))), 3)
    same(cached(check(r, env={"CODEX_CACHE": ""})), 0)
    same(r.run("check", "--cache", "x", "--no-cache").code, 2)


@scenario
def content(r):
    "A changed file counts where it is read, and only there; a new time alone is no change."
    project(r)
    check(r)
    for name in ("a.cpp", "common.h", "box.h"):
        os.utime(r.root / name)
    same(cached(check(r)), 3)
    r.write("common.h", "int common(int);\n")
    same(cached(check(r)), 2)
    r.write("a.cpp", BAD.format("renamed"))
    answer = check(r)
    same(cached(answer), 2, answer)
    holds(any("renamed" in f["function"] for f in answer.findings()), answer)
    # And back: what was known before is known still.
    r.write("a.cpp", BAD.format("a"))
    r.write("common.h", "int common();\n")
    same(cached(check(r)), 3)


@scenario
def same_size_and_time(r):
    "Another content of the same size and with the old time is noticed."
    project(r)
    check(r)
    time.sleep(2.2)
    check(r)
    before = os.stat(r.root / "common.h")
    r.write("common.h", "int lommon();\n")
    os.utime(r.root / "common.h", ns=(before.st_atime_ns, before.st_mtime_ns))
    same(cached(check(r)), 2)


@scenario
def not_there(r):
    "A header that was looked for in vain, and is there now, is another analysis."
    r.env["CODEX_CACHE"] = str(r.root.parent / "cache")
    r.start({"a.cpp": '#include <later.h>\n#include "box.h"\n#if __has_include("more.h")\n'
                      "int f(Box o) { return o.get(); }\n#endif\nint g(Box o) { return LATER; }\n",
             "second/later.h": "#define LATER o.get()\n", "first/other.h": ""},
            flags=("-Ifirst", "-Isecond"))
    r.write("first/other.h", "")
    same(len(check(r).findings()), 1)
    same(cached(check(r)), 1)
    r.write("first/later.h", "#define LATER 1\n")
    answer = check(r)
    same((cached(answer), len(answer.findings())), (0, 0), answer)
    r.write("more.h", "")
    answer = check(r)
    same((cached(answer), len(answer.findings())), (0, 1), answer)
    (r.root / "first/later.h").unlink()
    answer = check(r)
    same((cached(answer), len(answer.findings())), (0, 2), answer)


@scenario
def errors(r):
    "A unit with errors is told again from the cache, and no longer once its header is there."
    project(r, {"a.cpp": '#include "generated.h"\n' + BAD.format("a")})
    first, second = check(r), check(r)
    same(first.plain, second.plain)
    same(second.json["units"]["failed"][0]["partial"], True, second)
    r.write("generated.h", "")
    same(check(r).json["units"]["failed"], [])


@scenario
def flags_rules_environment(r):
    "Flags, rules and Clang's variables belong to the question."
    project(r)
    check(r)
    same(cached(check(r, env={"CPATH": str(r.root)})), 0)
    r.database("a.cpp", "b.cpp", ("c.cpp", ("-DX",)))
    same(cached(check(r)), 2)
    rules = r.root.parent / "rules"
    shutil.copytree(repo.Repo.rules, rules)
    same(cached(check(r, env={"CODEX_RULES": str(rules)})), 3)
    file = rules / "rules" / "toy" / "unchecked-box.json"
    file.write_text(file.read_text().replace('"message": "', '"message": "Look: '))
    same(cached(check(r, env={"CODEX_RULES": str(rules)})), 0)
    for model in rules.glob("models/*.json"):
        model.write_text(model.read_text().replace('"summary": "', '"summary": "New: '))
    same(cached(check(r, env={"CODEX_RULES": str(rules)})), 0)


@scenario
def waivers(r):
    "A waiver in a comment is judged in every run, whatever is cached."
    project(r)
    check(r)
    text = r.read("a.cpp")
    until = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 30 * 86400))
    rule = check(r).findings()[0]["rule"]
    r.write("a.cpp", text.replace("return o.get();", f"return o.get(); // codex-waive({rule}, until={until}): measured"))
    same(len(check(r).findings("waived")), 1)
    answer = check(r)
    same((cached(answer), len(answer.findings("waived"))), (3, 1), answer)


@scenario
def elsewhere(r):
    "A checkout in another place uses what this one has left, and says the same."
    project(r)
    cold = check(r)
    other = r.root.parent / "deep" / "copy"
    shutil.copytree(r.root, other)
    database = other / "build" / "compile_commands.json"
    database.write_text(database.read_text().replace(str(r.root), str(other)))
    shutil.rmtree(r.root)
    r.root = other
    # The real place, as CMake spells include directories.
    warm = check(r)
    same(cached(warm), 3, warm)
    same(warm.plain, cold.plain)


@scenario
def damaged(r):
    "Flipped, truncated, empty, foreign: a miss, never another answer, never a crash."
    project(r)
    cold = check(r)

    def flip(data, at):
        return data[:at] + bytes([data[at] ^ 0x5a]) + data[at + 1:]

    ways = [lambda d: b"", lambda d: d[:7], lambda d: d[:len(d) // 2], lambda d: d[:-1],
            lambda d: d + b"x", lambda d: flip(d, 3), lambda d: flip(d, len(d) // 2),
            lambda d: flip(d, len(d) - 1), lambda d: os.urandom(len(d))]
    for kind in "mfols":
        for number, way in enumerate(ways):
            check(r)
            for entry in entries(r, kind):
                entry.write_bytes(way(entry.read_bytes()))
            # What the link step is given is looked at where its result is not known.
            for entry in entries(r, "l") if kind == "o" else []:
                entry.unlink()
            answer = check(r)
            same(answer.plain, cold.plain, (kind, number))
            same(answer.code, 1, answer)
            if kind in "mf":
                same(cached(answer), 0, (kind, number))
    # Swapped entries carry good sums and wrong names.
    for kind in "mfo":
        check(r)
        files = entries(r, kind)
        texts = [f.read_bytes() for f in files]
        for file, text in zip(files, texts[1:] + texts[:1]):
            file.write_bytes(text)
        same(check(r).plain, cold.plain, kind)
        shutil.rmtree(r.root.parent / "cache")


@scenario
def lost_for_the_link_step(r):
    "What the link step needs and the cache has lost is analysed again."
    r.env["CODEX_RULES"] = str(pathlib.Path(__file__).resolve().parents[2] / "codex-rules")
    project(r)
    cold = check(r)
    for entry in entries(r, "o") + entries(r, "l"):
        entry.unlink()
    again = check(r)
    same(again.plain, cold.plain)
    same(len(entries(r, "l")), 1)


@scenario
def no_room(r):
    "Where nothing can be written the run is as without a cache, and says so once."
    project(r)
    cold = check(r, "--no-cache")

    def no_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    full = subprocess.run([repo.Repo.lint, "check", "-p", "build", "--format", "json"], cwd=r.root, env=r.env,
                          preexec_fn=no_files, restore_signals=False, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    same(full.returncode, 1, full)
    same(json.loads(full.stdout)["findings"], cold.json["findings"])
    same(full.stderr.count("the cache is not used"), 1, full)
    same([f.name for f in (r.root.parent / "cache").glob("Thin-*")], [])
    file = r.root.parent / "file"
    file.write_text("")
    answer = check(r, "--cache", str(file))
    same(answer.plain, cold.plain)
    holds("the cache is not used" in answer.err, answer)


@scenario
def together(r):
    "Runs at the same time do each other no harm."
    project(r)
    cold = check(r, "--no-cache")
    for round in range(2):
        runs = [subprocess.Popen([repo.Repo.lint, "check", "-p", "build", "--format", "json"], cwd=r.root, env=r.env,
                                 text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE) for _ in range(4)]
        for process in runs:
            out, err = process.communicate()
            same((process.returncode, err), (1, ""))
            same(json.loads(out)["findings"], cold.json["findings"])
    same(cached(check(r)), 3)


@scenario
def killed(r):
    "A killed run leaves nothing that a later one could trip over."
    project(r)
    cold = check(r, "--no-cache")
    for moment in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3):
        process = subprocess.Popen([repo.Repo.lint, "check", "-p", "build"], cwd=r.root, env=r.env,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.kill()
        process.wait()
        same(check(r).plain, cold.plain, moment)
        shutil.rmtree(r.root.parent / "cache")


@scenario
def bounded(r):
    "Its size stays below the policy's; what cannot be understood is told."
    project(r)
    policy = "prune_interval=0s:cache_size_files=4"
    for number in range(4):
        r.write("a.cpp", BAD.format(f"a{number}"))
        check(r, env={"CODEX_CACHE_POLICY": policy})
        holds(len(entries(r)) <= 4, entries(r))
    answer = check(r, "--cache", str(r.root.parent / "new"), env={"CODEX_CACHE_POLICY": "size=1"})
    same(len(answer.findings()), 2, answer)
    holds("CODEX_CACHE_POLICY: 'size=1'" in answer.err, answer)


@scenario
def people(r):
    "stats counts, clear empties and leaves alone what is not its own."
    project(r)
    check(r)
    check(r)
    own = r.root.parent / "cache" / "mine.txt"
    own.write_text("")
    answer = r.run("cache", "stats")
    for line in ("units asked for: 6", "found: 3 (50.0 %)", "manifests of units: 3,"):
        holds(line in answer.out, answer)
    answer = r.run("cache", "clear")
    same(answer.code, 0, answer)
    holds(" entries removed" in answer.out, answer)
    same(entries(r), [])
    holds(own.exists())
    same(cached(check(r)), 0)
    same(r.run("cache", "stats", env={"CODEX_CACHE": ""}).code, 2)
    same(r.run("cache").code, 2)


@scenario
def gate(r):
    "The gate finds the base where a check of the base has left it."
    project(r)
    check(r)
    r.write("a.cpp", BAD.format("a") + BAD.format("more").split("\n", 1)[1])
    r.commit()
    answer = r.gate("-p", "build")
    same(answer.places(), [("a.cpp", 6)], answer)
    counters = (r.root.parent / "cache" / "counters").read_text()
    same(counters, "hits 1\nmisses 4\n")
    answer = r.gate("-p", "build")
    same(answer.json["units"]["cached"], 1, answer)


run(sys.argv)
