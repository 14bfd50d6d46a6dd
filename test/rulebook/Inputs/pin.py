"""Pins a sealed pack in a project's .codex.json: pin.py ROOT PACK"""
import json
import pathlib
import sys

root, pack = pathlib.Path(sys.argv[1]), sys.argv[2]
manifest = json.loads((root / pack / "pack.json").read_text())
(root / ".codex.json").write_text(json.dumps(
    {"rulePacks": [{"path": pack, **manifest}]}) + "\n")
