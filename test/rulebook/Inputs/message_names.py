"""What each engine says that it fills in, and that it does so: every name is
put into the message of a rule on that engine, and the rule's test is run.

    message_names.py LINT RULES
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def main():
    lint, rules = sys.argv[1], pathlib.Path(sys.argv[2])
    failed = False
    by_engine = {}
    for path in sorted(rules.glob("rules/*/*.json")):
        text = path.read_text()
        engine = re.search(r'"engine": "([a-z-]+)"', text).group(1)
        if engine != "pattern":
            by_engine.setdefault(engine, path)
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch) / "rules"
        shutil.copytree(rules, copy)
        for engine, original in by_engine.items():
            path = copy / original.relative_to(rules)
            with_message = lambda m: path.write_text(re.sub(
                r'"message": "(?:[^"\\]|\\.)*"',
                lambda _: '"message": ' + json.dumps(m), original.read_text()))
            with_message("{nothing}")
            done = subprocess.run([lint, "rules", "lint", "--rules", copy],
                                  capture_output=True, text=True)
            names = re.search(r"the engine '" + engine + r"' gives: (.*)",
                              done.stderr).group(1).split(", ")
            with_message(" ".join("{%s}" % name for name in names))
            done = subprocess.run(
                [lint, "rules", "test", path.stem, "--rules", copy],
                capture_output=True, text=True)
            if "nothing fills" in done.stdout + done.stderr:
                print(done.stdout)
                failed = True
            path.write_text(original.read_text())
            print(f"{engine}: {', '.join(sorted(names))}")
    sys.exit(failed)


main()
