"""Runs a command on a terminal of its own, and answers what it asks.

    ask.py [--answers A,B,...] COMMAND...

After the answers that are given the input ends.
"""
import os
import pty
import sys

ANSWERS = ["Asked on a terminal", "Some One", "", "", "it asks", "", "",
           "no-url", "https://example.org/c", ""]
END_OF_INPUT = b"\x04"


def main():
    command, answers = sys.argv[1:], ANSWERS
    if command[0] == "--answers":
        answers, command = command[1].split(","), command[2:]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
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
        if shown.endswith(b": "):
            os.write(terminal, answers[answered].encode() + b"\n"
                     if answered < len(answers) else END_OF_INPUT)
            answered += 1
            shown += b"\n"
    sys.stdout.write(shown.decode().replace("\r", ""))
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


main()
