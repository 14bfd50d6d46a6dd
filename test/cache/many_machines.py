"""One analysis in many processes: shards of CI jobs, and Ninja's actions."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "gate"))
from repo import holds, run, same, scenario  # noqa: E402

FILES = {
    ".codex.json": '{ "paths": [{"match": ["old/**"], "rules": {"unchecked-unwrap": {"state": "advisory"}}}] }',
    "app.h": "struct redisContext;\nstruct App { redisContext *Db = nullptr; };\n"
             "void connectAll(App &A);\nint serveForever(App &A, int Port);\n",
    "main.cpp": '#include "app.h"\nint main() {\n  App A;\n  connectAll(A);\n  return serveForever(A, 80);\n}\n',
    "connect.cpp": '#include "app.h"\nextern "C" redisContext *redisConnect(const char *, int);\n'
                   'void connectAll(App &A) { A.Db = redisConnect("db", 6379); }\n',
    "serve.cpp": '#include "app.h"\nextern "C" int listen(int, int);\n'
                 "int serveForever(App &A, int Port) {\n  return listen(Port, 16);\n}\n",
    "unwrap.h": "#include <optional>\ninline int inHeader(std::optional<int> O) { return *O; }\n",
    "a b.cpp": '#include "unwrap.h"\nint f(std::optional<int> O) { return *O; }\n',
    "old/twice.cpp": '#include "../unwrap.h"\n#ifdef X\nint g(std::optional<int> O) { return *O; }\n#endif\n',
    "broken.cpp": '#include "missing.h"\n#include "unwrap.h"\n',
}
LINK_RULE = "unvalidated-upstream"


def project(r):
    r.env["CODEX_CACHE"] = ""
    r.start(FILES, ["main.cpp", "connect.cpp", "serve.cpp", "a b.cpp", "old/twice.cpp", "broken.cpp", "gone.cpp"],
            extra=[{"directory": str(r.root), "file": "old/twice.cpp",
                    "arguments": ["g++", "-DX", "-c", "old/twice.cpp"]},
                   {"directory": str(r.root), "file": "old/twice.cpp",
                    "arguments": ["g++", "-DY", "-c", "old/twice.cpp"]},
                   {"directory": str(r.root), "file": "start.s", "arguments": ["as", "start.s"]}])


def without_times(text):
    return re.sub(r'"time": \{[^}]*\}', "", text)


def check(r):
    done = r.run("check", "-p", "build", "--format", "json")
    report = json.loads(done.out)
    same(report["units"]["total"], 9, done)
    same(report["units"]["otherLanguages"], 1, done)
    same([u["file"] for u in report["units"]["failed"]], ["broken.cpp", "gone.cpp"], done)
    holds({LINK_RULE, "unchecked-unwrap"} <= {f["rule"] for f in report["findings"]}, done)
    return done


@scenario
def shards(r):
    "However many there are, and in whatever order they are linked."
    project(r)
    whole = check(r)
    for count in (1, 2, 3, 12):
        names = [f"shard-{i}.facts" for i in range(1, count + 1)]
        for i, name in enumerate(names, 1):
            done = r.run("collect", "--shard", f"{i}/{count}", "-p", "build", "-o", name)
            same((done.code, done.out), (0, ""), done)
        linked = r.run("link", *reversed(names), "--format", "json")
        same(linked.code, whole.code, linked)
        same(without_times(linked.out), without_times(whole.out))


@scenario
def shards_that_do_not_fit(r):
    "A part that is missing, given twice, or of another state is an error, not a smaller report."
    project(r)
    for i in (1, 2):
        r.run("collect", "--shard", f"{i}/2", "-p", "build", "-o", f"{i}.facts")
    r.run("collect", "--shard", "1/3", "-p", "build", "-o", "3.facts")

    def refused(*args, words):
        done = r.run("link", *args)
        same(done.code, 2, done)
        holds(words in done.err, done)

    refused("1.facts", words="shard 2/2 is missing")
    refused("1.facts", "1.facts", words="give each shard of one run once")
    refused("1.facts", "2.facts", "3.facts", words="give each shard of one run once")
    r.database("main.cpp", "a b.cpp")
    r.run("collect", "--shard", "2/2", "-p", "build", "-o", "2.facts")
    refused("1.facts", "2.facts", words="is missing beside")
    text = (r.root / "1.facts").read_bytes()
    for size in (len(text) // 3, len(text) - 10):
        (r.root / "cut.facts").write_bytes(text[:size])
        refused("cut.facts", words="collect it again")
    for wrong in ("0/2", "3/2", "2", "a/b", "1/2/3"):
        same(r.run("collect", "--shard", wrong, "-p", "build").code, 2)
    same(r.run("collect", "-p", "build").code, 2)
    same(r.run("collect", "a b.cpp", "--shard", "1/2", "-p", "build").code, 2)
    refused("--from", "nowhere", words="cannot read 'nowhere'")


@scenario
def ninja(r):
    "The same report; only what a change touches is made again; a new command database is noticed."
    if not shutil.which("ninja"):
        print("ninja is not installed: not tested")
        return
    project(r)
    (r.root / "gone.cpp").unlink(missing_ok=True)
    whole = check(r)
    place = r.root / "out dir"
    done = r.run("ninja", "-p", "build", "-o", str(place))
    same(done.code, 0, done)

    def build():
        ran = subprocess.run(["ninja", "-C", str(place), "-j2", "-v"], env=r.env, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        report = (place / "codex.json").read_text()
        return ran.returncode, len(re.findall(r"^\[\d+/\d+\] .* collect ", ran.stdout, re.M)), report, ran.stdout

    code, collected, report, said = build()
    same((code, collected), (1, 10), said)  # findings block; assembler is looked at, and has no unit
    same(without_times(report), without_times(whole.out))
    same(build()[1], 0)
    r.write("app.h", FILES["app.h"] + "struct More {};\n")
    code, collected, report, said = build()
    same(collected, 3, said)
    same(without_times(report), without_times(check(r).out))
    r.write("a b.cpp", '#include "unwrap.h"\n')
    code, collected, report, said = build()
    same(collected, 1, said)
    holds('"a b.cpp"' not in report, report)
    # One more unit: the others stay as they are.
    database = r.root / "build" / "compile_commands.json"
    all_units = json.loads(database.read_text())
    r.write("new.cpp", "int n;\n")
    database.write_text(json.dumps(all_units + [{"directory": str(r.root), "file": "new.cpp",
                                                 "arguments": ["c++", "-c", "new.cpp"]}]))
    code, collected, report, said = build()
    same(collected, 1, said)
    same(json.loads(report)["units"]["total"], 10, report)


@scenario
def depfile(r):
    "As make reads it: what was read, and names with blanks."
    project(r)
    done = r.run("collect", "a b.cpp", "-p", "build", "-o", "out.facts", "--depfile", "out.d")
    same(done.code, 0, done)
    text = (r.root / "out.d").read_text()
    holds(text.startswith("out.facts: \\\n"), text)
    for name in ("a\\ b.cpp", "unwrap.h"):
        holds(f"{r.root}/{name}" in text, text)
    holds("/optional" in text, text)
    same(r.run("collect", "a b.cpp", "-p", "build", "--depfile", "out.d").code, 2)


@scenario
def one_file_of_many(r):
    "Rules about whole programs say how much of the program they have seen."
    project(r)
    report = json.loads(r.run("check", "serve.cpp", "-p", "build", "--format", "json").out)
    same(len(report["notes"]), 1, report)
    holds(LINK_RULE in report["notes"][0] and "saw 1 of 10 units" in report["notes"][0], report["notes"])
    same(json.loads(check(r).out)["notes"], [])
    same(json.loads(r.run("check", "serve.cpp", "-p", "build", "--rule", "unchecked-unwrap",
                          "--format", "json").out)["notes"], [])


run(sys.argv)
