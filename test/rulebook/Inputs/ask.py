"""Runs a command on a terminal of its own, and answers what it asks.

    ask.py COMMAND...
"""
import os
import pty
import sys

ANSWERS = ["Asked on a terminal", "Some One", "", "", "it asks", "", "",
           "no-url", "https://example.org/c", ""]


def main():
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    shown = b""
    answered = 0
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        if not chunk:
            break
        shown += chunk
        # Each question ends in ": ", and the cursor stays behind it.
        if shown.endswith(b": ") and answered < len(ANSWERS):
            os.write(terminal, ANSWERS[answered].encode() + b"\n")
            answered += 1
            shown += b"\n"
    sys.stdout.write(shown.decode().replace("\r", ""))
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


main()
