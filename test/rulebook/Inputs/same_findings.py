"""Findings of two reports, before and after a rule was renamed.

    same_findings.py BEFORE AFTER OLD-ID NEW-ID
"""
import json
import sys

before, after = (json.load(open(path)) for path in sys.argv[1:3])
old_id, new_id = sys.argv[3:]
old = {f["line"]: f for f in before["findings"] if f["rule"] == old_id}
new = {f["line"]: f for f in after["findings"] if f["rule"] == new_id}
assert old.keys() == new.keys(), (old.keys(), new.keys())
for line, f in sorted(new.items()):
    assert f["status"] == old[line]["status"], (f, old[line])
    same = f["fingerprint"] == old[line]["fingerprint"]
    print(f"{f['status']} at line {line}" +
          (", the same fingerprint" if same else ", ANOTHER FINGERPRINT"))
