"""What other tools load: the scripts in it are run, as far as they are ours."""
import json
import pathlib
import subprocess
import sys

import yaml

from openings import BAD, GOOD
from repo import holds, run, same, scenario

PLACE = pathlib.Path(sys.argv[5])


def topic(r, text):
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", text)
    r.commit()
    copy = r.root.parent / "origin"
    r.git("clone", "-q", "--bare", str(r.root), str(copy))
    r.git("remote", "add", "origin", str(copy))
    r.git("branch", "-q", "-D", "main")


def shell(r, script, **env):
    return subprocess.run(["sh", "-e", "-c", script], cwd=r.root,
                          env=dict(r.env, **env), text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def gitlab_job():
    return yaml.safe_load((PLACE / "gitlab-ci.yml").read_text())[".codex-gate"]


@scenario
def gitlab_blocks(r):
    "The template's script, in a checkout as the runner makes it."
    topic(r, BAD)
    job = gitlab_job()
    done = shell(r, "\n".join(job["script"]), CODEX_BUILD="build",
                 CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    same(done.returncode, 1, done.stdout)
    report = r.root / job["artifacts"]["reports"]["codequality"]
    same(len(json.loads(report.read_text())), 1)
    holds((r.root / job["artifacts"]["reports"]["junit"]).exists())
    for path in job["artifacts"]["paths"]:
        holds((r.root / path).exists(), path)


@scenario
def gitlab_passes(r):
    "And one that passes."
    topic(r, GOOD + "// x\n")
    done = shell(r, "\n".join(gitlab_job()["script"]), CODEX_BUILD="build",
                 CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    same(done.returncode, 0, done.stdout)


@scenario
def gitlab_in_parallel(r):
    "Two runners collect, a third one links: the report that one machine would give."
    topic(r, BAD)
    jobs = yaml.safe_load((PLACE / "gitlab-ci.yml").read_text())
    for index in (1, 2):
        done = shell(r, "\n".join(jobs[".codex-collect"]["script"]), CODEX_BUILD="build",
                     CI_NODE_INDEX=str(index), CI_NODE_TOTAL="2")
        same(done.returncode, 0, done.stdout)
    job = jobs[".codex-report"]
    done = shell(r, "\n".join(job["script"]))
    same(done.returncode, 1, done.stdout)
    report = json.loads((r.root / job["artifacts"]["reports"]["codequality"]).read_text())
    r.run("check", "-p", "build", "--format", "gitlab=whole.json")
    same(report, json.loads(r.read("whole.json")))


@scenario
def gitlab_comments(r):
    "The comment is sent with the token, and to the merge request; else not."
    topic(r, BAD)
    tools = r.root.parent / "tools"
    tools.mkdir()
    (tools / "curl").write_text("#!/bin/sh\nprintf '%s\\n' \"$@\" > curl.txt\n")
    (tools / "curl").chmod(0o755)
    r.write("codex.md", "text")
    script = "\n".join(gitlab_job()["after_script"])
    env = dict(PATH=f"{tools}:{r.env['PATH']}", CI_API_V4_URL="https://h/api/v4",
               CI_PROJECT_ID="7", CI_MERGE_REQUEST_IID="3")
    same(shell(r, script, **env).returncode, 0)
    holds(not (r.root / "curl.txt").exists())
    same(shell(r, script, CODEX_TOKEN="t", **env).returncode, 0)
    words = r.read("curl.txt").splitlines()
    holds("PRIVATE-TOKEN: t" in words and "body@codex.md" in words, words)
    same(words[-1], "https://h/api/v4/projects/7/merge_requests/3/notes")


@scenario
def github(r):
    "The workflow's step."
    topic(r, BAD)
    flow = yaml.safe_load((PLACE / "github-workflow.yml").read_text())
    step, = [s for s in flow["jobs"]["gate"]["steps"] if s.get("name") == "Gate"]
    done = shell(r, step["run"], BASE="origin/main~0", GITHUB_STEP_SUMMARY="sum.md")
    r.git("fetch", "-q", "origin")
    done = shell(r, step["run"], BASE="origin/main", GITHUB_STEP_SUMMARY="sum.md")
    same(done.returncode, 1, done.stdout)
    holds("::error file=a.cpp,line=2" in done.stdout, done.stdout)
    holds((r.root / "codex.sarif").exists() and "codex-lint" in r.read("sum.md"))


@scenario
def github_with_other_flags(r):
    "CMakeLists.txt changes: the workflow configures the base as well, and a flag that comes is seen."
    lists = "cmake_minimum_required(VERSION 3.20)\nproject(p CXX)\nadd_library(p OBJECT a.cpp b.cpp)\n"
    r.start({"a.cpp": "#ifdef FAST\n" + BAD + "#endif\n", "b.cpp": GOOD, "CMakeLists.txt": lists})
    r.write("CMakeLists.txt", lists + "set_source_files_properties(a.cpp PROPERTIES COMPILE_DEFINITIONS FAST)\n")
    r.commit()
    flow = yaml.safe_load((PLACE / "github-workflow.yml").read_text())
    steps = {s.get("name"): s for s in flow["jobs"]["gate"]["steps"]}
    variables = r.root.parent / "variables"
    env = dict(BASE="main", GITHUB_ENV=str(variables), GITHUB_STEP_SUMMARY="sum.md")
    for name in ("Compile commands", "Compile commands of the base"):
        done = shell(r, steps[name]["run"], **env)
        same(done.returncode, 0, done.stdout)
    env.update(line.split("=", 1) for line in variables.read_text().splitlines())
    done = shell(r, steps["Gate"]["run"], **env)
    same(done.returncode, 1, done.stdout)
    holds("::error file=a.cpp,line=3" in done.stdout and "flags were not compared" not in done.stdout, done.stdout)
    # Without such files there is nothing to configure.
    variables.unlink()
    r.git("checkout", "-q", "-B", "other", "main")
    r.write("a.cpp", "// more\n")
    r.commit()
    same(shell(r, steps["Compile commands of the base"]["run"], **env).returncode, 0)
    holds(not variables.exists())


@scenario
def jenkins(r):
    "The shell steps of the stage."
    topic(r, BAD)
    text = (PLACE / "Jenkinsfile").read_text()
    fetch = text.split("sh '", 1)[1].split("'\n", 1)[0]
    gate = text.split("sh '''", 1)[1].split("'''", 1)[0]
    same(shell(r, fetch, CHANGE_TARGET="main").returncode, 0)
    done = shell(r, gate, CHANGE_TARGET="main")
    same(done.returncode, 1, done.stdout)
    holds((r.root / "codex-junit.xml").exists())


@scenario
def reviewdog(r):
    "The script hands the report over, and ends with the gate's exit code."
    topic(r, BAD)
    r.git("fetch", "-q", "origin")
    tools = r.root.parent / "tools"
    tools.mkdir()
    (tools / "reviewdog").write_text("#!/bin/sh\necho \"$@\" > args.txt\ncat > in.json\nexit 1\n")
    (tools / "reviewdog").chmod(0o755)
    done = shell(r, f"'{PLACE}/reviewdog.sh' origin/main build -reporter=local",
                 PATH=f"{tools}:{r.env['PATH']}")
    same(done.returncode, 1, done.stdout)
    same(len(json.loads(r.read("in.json"))["diagnostics"]), 1)
    holds("-reporter=local" in r.read("args.txt") and "-f=rdjson" in r.read("args.txt"))


if __name__ == "__main__":
    run(sys.argv[:5])
