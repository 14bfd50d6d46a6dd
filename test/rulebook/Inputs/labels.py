"""Prints a file of labels: labels.py TRUE FALSE UNREAD RULE"""
import json
import sys

true, false, unread = map(int, sys.argv[1:4])
labels = []
for label, count in (("true", true), ("false", false), ("", unread)):
    for _ in range(count):
        labels.append({"rule": sys.argv[4], "file": "a.cpp",
                       "function": f"f{len(labels)}()", "object": "",
                       "label": label, "why": "read" if label else ""})
print(json.dumps({"project": "project 1", "labels": labels}))
