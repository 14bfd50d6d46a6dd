#!/usr/bin/env python3
"""Compares the rules of codex-lint with the checks of the plugin.

    doors.py RULES.json CHECKS
"""
import json
import sys

listed = json.load(open(sys.argv[1]))
rules = {"codex-" + rule["id"]
         for rule in (listed["rules"] if isinstance(listed, dict) else listed)
         if rule["state"] in ("advisory", "enforced")}
checks = {line.strip() for line in open(sys.argv[2]) if "codex-" in line}
for name in sorted(rules ^ checks):
    where = "the command" if name in rules else "the plugin"
    print(f"only {where} has {name}\n  fix: see hasCheck in "
          "checks/tidy/CodexTidyModule.cpp")
sys.exit(1 if rules != checks or not rules else 0)
