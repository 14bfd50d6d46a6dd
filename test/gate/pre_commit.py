"""The hook as the pre-commit framework runs it: the real one."""
import os
import shutil
import subprocess
import sys

from hook import commit
from new_means_new import BAD, GOOD
import repo
from repo import Repo, holds, run, same, scenario

repo.SCENARIOS.clear()


@scenario
def pre_commit_framework(r):
    "The hook as the pre-commit framework runs it."
    source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    r.start({"a.cpp": GOOD})
    hooks = Repo(r.root.parent / "hooks")
    shutil.copy(os.path.join(source, ".pre-commit-hooks.yaml"), hooks.root)
    revision = hooks.commit("hooks")
    r.write(".pre-commit-config.yaml",
            f"repos:\n- repo: {hooks.root}\n  rev: {revision}\n  hooks:\n  - id: codex-lint\n")
    r.commit()
    r.env["PRE_COMMIT_HOME"] = str(r.root.parent / "cache")
    r.git("config", "--unset", "core.hooksPath", check=False)
    subprocess.run(["pre-commit", "install"], cwd=r.root, env=r.env, check=True,
                   stdout=subprocess.DEVNULL)
    r.write("a.cpp", BAD)
    r.git("add", "a.cpp")
    r.write("a.cpp", GOOD + "// not staged\n")
    done = commit(r)
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    same(r.read("a.cpp"), GOOD + "// not staged\n")
    # Installed over it, ours runs theirs first.
    same(r.run("hook", "install").code, 0)
    done = commit(r)
    holds(done.returncode != 0 and "unchecked-box" in done.stdout, done)
    r.write("a.cpp", GOOD + "// mended\n")
    r.git("add", "a.cpp")
    done = commit(r)
    same(done.returncode, 0, done)
    holds("Passed" in done.stdout, done)


if __name__ == "__main__":
    run(sys.argv)
