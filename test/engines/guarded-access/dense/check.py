#!/usr/bin/env python3
"""Many small cases on a line each, for unchecked-unwrap and unchecked-lookup.

    check.py CODEX-LINT SOURCE-ROOT FILE...

A line with `// B` must be named, by a finding or by a step that says that it is
wrong as well; no other line may be. `// FN: REASON` is a line that should be
named and is not, `// FP: REASON` one that should not be and is: known gaps, which
fail as well once they are closed, so that the count printed at the end is true.
"""
import json
import re
import subprocess
import sys

RULES = ["--rule", "unchecked-unwrap", "--rule", "unchecked-lookup"]


def named_lines(lint, file, flags):
    command = [lint, "check", file, "--no-cache", "--format", "json", *RULES, "--", *flags]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode not in (0, 1):
        sys.exit(f"{file}: exit code {result.returncode}: {result.stderr}")
    report = json.loads(result.stdout)
    if report["units"]["failed"]:
        sys.exit(f"{file}: not analysed: {report['units']['failed']}")
    lines = set()
    for finding in report["findings"]:
        lines.add(finding["line"])
        lines.update(step["line"] for step in finding["steps"] if step["message"].startswith("also "))
    return lines


def main():
    lint, source, *files = sys.argv[1:]
    problems = wanted = missed = reported = 0
    for file in files:
        lines = open(file).read().splitlines()
        flags = re.match(r"// flags: (.*)", lines[0]).group(1).replace("{source}", source).split()
        named = named_lines(lint, file, flags)
        for number, line in enumerate(lines, 1):
            bad = re.search(r"// B\b", line) is not None
            gap = re.search(r"// (FN|FP)(: \S)?", line)
            kind = gap.group(1) if gap else ""
            wanted += bad or kind == "FN"
            missed += kind == "FN"
            reported += kind == "FP"
            if gap and not gap.group(2):
                print(f"{file}:{number}: a gap without a reason")
                problems += 1
            if (number in named) != (bad or kind == "FP"):
                print(f"{file}:{number}: {'named' if number in named else 'not named'}: {line.strip()}")
                problems += 1
    print(f"{wanted} lines to be found, {missed} known to be missed, {reported} known to be reported in error, "
          f"{problems} problems")
    sys.exit(problems != 0)


main()
