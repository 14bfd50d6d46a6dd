"""Prints a file of labels: labels.py TRUE FALSE UNREAD RULE [MENDED]"""
import json
import sys

true, false, unread = map(int, sys.argv[1:4])
labels = []
for label, count in (("true", true), ("false", false), ("", unread)):
    for _ in range(count):
        labels.append({"rule": sys.argv[4], "file": "a.cpp",
                       "function": f"f{len(labels)}()", "object": "",
                       "label": label, "why": "read" if label else ""})
for _ in range(int(sys.argv[5]) if len(sys.argv) > 5 else 0):
    labels.append({"rule": sys.argv[4], "file": "a.cpp", "function": f"f{len(labels)}()", "object": "",
                   "label": "false", "why": "read", "mended": "2026-11-28"})
print(json.dumps({"project": "project 1", "labels": labels}))
