"""Runs a command that watches rules, changes them step by step, and prints
what it said. A step is taken when the command waits for a change.

    watch.py RULES COMMAND...
"""
import os
import pathlib
import subprocess
import sys
import time

WAITING = b"waiting for a change"


def main():
    folder = pathlib.Path(sys.argv[1]) / "rules" / "input"
    test = folder / "printf-in-handler.cpp"
    rule = folder / "printf-in-handler.json"
    good = rule.read_text()
    steps = [
        lambda: test.write_text(test.read_text() +
                                "void other_bad() {} // expect: another\n"),
        lambda: rule.write_text("{ half a rule"),
        lambda: rule.write_text(good),
    ]
    process = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    os.set_blocking(process.stdout.fileno(), False)
    said = b""
    deadline = time.monotonic() + 120
    rounds = 0
    while time.monotonic() < deadline and process.poll() is None:
        said += process.stdout.read() or b""
        if said.count(WAITING) > rounds:
            rounds += 1
            if not steps:
                break
            steps.pop(0)()
        time.sleep(0.1)
    # A shell in the background has its children ignore SIGINT.
    process.terminate()
    process.wait(10)
    print(said.decode())
    sys.exit(1 if steps else 0)


main()
