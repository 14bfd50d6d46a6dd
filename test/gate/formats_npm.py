"""Two forms by consumers that only npm has.

    formats_npm.py WORK CODEX_LINT RULES BOX_H INPUTS NODE_MODULES
"""
import json
import os
import subprocess
import sys

from formats import INPUTS, reports
from repo import run, same, scenario

MODULES = sys.argv[6]


@scenario
def junit(r):
    "junit2json, which takes XML apart as CI servers do."
    _, _, place = reports(r)
    text = subprocess.run(["node", os.path.join(INPUTS, "consume.js"), str(place / "junit")],
                          check=True, text=True, stdout=subprocess.PIPE).stdout
    suite, = json.loads(text)["testsuite"]
    same((suite["tests"], suite["failures"], suite["errors"], suite["skipped"]),
         (6, 3, 1, 1), suite)


@scenario
def rdjson(r):
    "A validator of reviewdog's format, without fields of our own."
    texts, _, place = reports(r)
    (place / "bad").write_text(texts["rdjson"].replace('"message"', '"massage"'))
    for name, good in (("rdjson", True), ("bad", False)):
        out = subprocess.run(
            ["node", f"{MODULES}/.bin/rdformat-validator", "--strict",
             "--no-extra-fields", "--format", "json", str(place / name)],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        same(out.returncode == 0, good, out.stdout)


if __name__ == "__main__":
    run(sys.argv[:5])
