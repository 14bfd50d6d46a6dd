"""Writes three reports of a gate and a log of broken glass.

    reports.py DIRECTORY LOG
"""
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])


def finding(fingerprint, status, rule="printf-in-handler", blocks=False):
    return {"rule": rule, "status": status, "fingerprint": fingerprint,
            "blocks": blocks}


def waiver(file, until):
    return {"rules": ["raw-printf"], "file": file, "until": until,
            "reason": "a tool"}


TIME = {"wall": 2.0, "engines": 0.5}
reports = {
    "1": {"findings": [finding("a", "new", blocks=True), finding("b", "old")],
          "waivers": [waiver("x.cpp", "2020-01-01")], "fixed": []},
    "2": {"findings": [finding("a", "new", rule="raw-printf", blocks=True),
                       finding("c", "waived")],
          "waivers": [waiver("x.cpp", "2020-01-01"),
                      waiver("y.cpp", "2999-01-01")], "fixed": [],
          "breakGlass": None},
    "3": {"findings": [finding("d", "new", blocks=True)], "waivers": [],
          "fixed": [finding("b", "old")], "breakGlass": {"reason": "fire"}},
}
for name, report in reports.items():
    (folder / f"{name}.json").write_text(json.dumps({**report, "time": TIME}))
pathlib.Path(sys.argv[2]).write_text(
    json.dumps({"findings": [{"rule": "raw-printf", "fingerprint": "e"}]}) +
    "\n" + json.dumps({"findings": [{"rule": "printf-in-handler",
                                     "fingerprint": "d"}]}) + "\n")
