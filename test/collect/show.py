"""The findings of a JSON report, one a line: place, function, whether a test."""
import json
import sys

for f in json.load(open(sys.argv[1]))["findings"]:
    test = " test" if f["status"] == "exempt" else ""
    print(f"{f['file']}:{f['line']}:{f['column']} {f['function']}{test}")
