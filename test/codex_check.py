#!/usr/bin/env python3
"""Runs the test of a rule through the plugin and through codex-lint.

    codex_check.py --lint PROGRAM --plugin FILE --clang-tidy PROGRAM TEST.cpp

The test says what is expected where it is expected:

    // flags: -std=c++20            the compiler's flags; first lines of the file
    // rules: some-rule, another    default: the rule named as the file is
    x.value();  // expect: may be empty      a finding with this text on this line
                // expect+1: may be empty    ... one line further down
                // expect: codex-some-rule: may be empty    ... of that rule
                // step-2: comes from here   a step of a finding, two lines up

It is strict: what is not expected must not be found, and both programs must
find the same; a draft is run by codex-lint only, the plugin does not offer it.
A function's name is a promise: in *_bad something is found, in
*_ok nothing. *_FN and *_FP are known gaps: nothing is found in *_FN, something
in *_FP, and a comment above each says why.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

Finding = collections.namedtuple("Finding", "line column rule message")
Expectation = collections.namedtuple("Expectation", "line rule text")
Function = collections.namedtuple("Function", "name kind first last")

EXPECT = re.compile(
    r"//\s*(expect|step)([+-]\d+)?:\s*(?:codex-([a-z0-9-]+)(?::|$))?\s*(.*)$")
NAMED = re.compile(r"\b(\w*_(bad|ok|FN|FP))\s*\(")
TIDY_LINE = re.compile(
    r"^(.+?):(\d+):(\d+): (warning|error|note|remark): (.*?)(?: \[([\w.,-]+)\])?$")
TOKEN = re.compile(
    r'R"(?P<d>[^()\\ ]{0,16})\((?:.|\n)*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])+'|//[^\n]*|/\*(?:.|\n)*?\*/")


def header(text, key):
    match = re.search(rf"^// {key}:\s*(.*)$", text, re.MULTILINE)
    return match.group(1).strip() if match else ""


def expectations(lines, kind):
    found = []
    for number, line in enumerate(lines, 1):
        match = EXPECT.search(line)
        if match and match.group(1) == kind:
            found.append(Expectation(number + int(match.group(2) or 0),
                                     match.group(3), match.group(4).strip()))
    return found


def without_text(source):
    """The source with comments and literals blanked, of the same length."""
    return TOKEN.sub(
        lambda m: re.sub(r"[^\n]", " ", m.group(0)), source)


def closing(code, at, open_char, close_char):
    depth = 0
    for index in range(at, len(code)):
        depth += (code[index] == open_char) - (code[index] == close_char)
        if depth == 0:
            return index
    return len(code) - 1


def functions(source):
    """The definitions whose names end in _bad, _ok, _FN or _FP."""
    code = without_text(source)
    result = []
    for match in NAMED.finditer(code):
        after = closing(code, match.end() - 1, "(", ")") + 1
        body = re.compile(r"[^;{}]*?\{").match(code, after)
        between = code[after:body.end() - 1] if body else ""
        # A call is followed by an operator, a definition by its qualifiers.
        if not body or re.search(r"[^\w\s:&\->\[\](),<>*]", between):
            continue
        end = closing(code, body.end() - 1, "{", "}")
        result.append(Function(match.group(1), match.group(2),
                               code.count("\n", 0, match.start()) + 1,
                               code.count("\n", 0, end) + 1))
    return result


class Check:
    def __init__(self, options):
        self.options = options
        self.test = pathlib.Path(options.test).resolve()
        self.source = self.test.read_text()
        self.lines = self.source.splitlines()
        self.flags = shlex.split(header(self.source, "flags"))
        named = header(self.source, "rules")
        self.rules = [r.strip() for r in named.split(",")] if named \
            else [self.test.stem]
        self.problems = []

    def problem(self, text, line=None):
        place = f"{self.test}:{line}: " if line else ""
        self.problems.append(place + text)

    def run(self, command, folder, allowed):
        done = subprocess.run(command, cwd=folder, capture_output=True,
                              text=True)
        if done.returncode not in allowed:
            self.problem(f"exit code {done.returncode} of: "
                         f"{shlex.join(command)}\n{done.stdout}{done.stderr}")
        return done

    def by_plugin(self, folder, file):
        checks = ",".join(["-*"] + ["codex-" + rule for rule in self.rules])
        command = [self.options.clang_tidy, f"-load={self.options.plugin}",
                   f"--checks={checks}", "--config={}", "--quiet",
                   "--header-filter=.*", str(file), "--"] + self.flags
        done = self.run(command, folder, (0,))
        found, steps = [], []
        for line in done.stdout.splitlines():
            match = TIDY_LINE.match(line)
            if not match and "[clang-tidy-config]" not in line:
                continue
            level = match.group(4) if match else "error"
            if level == "note":
                steps.append((int(match.group(2)), match.group(5)))
            elif match and (match.group(6) or "").startswith("codex-"):
                found.append(Finding(int(match.group(2)), int(match.group(3)),
                                     match.group(6)[len("codex-"):],
                                     match.group(5)))
            else:
                self.problem(f"clang-tidy says: {line}")
        return sorted(found), steps

    def by_lint(self, folder, file):
        command = [self.options.lint, "check", "--format", "json"]
        for rule in self.rules:
            command += ["--rule", rule]
        done = self.run(command + [str(file), "--"] + self.flags, folder, (0, 1))
        try:
            report = json.loads(done.stdout)
        except json.JSONDecodeError as error:
            self.problem(f"codex-lint's report is no JSON: {error}")
            return [], []
        for failed in report["units"]["failed"]:
            self.problem(f"codex-lint could not analyse it: {failed}")
        for gap in report.get("gaps", []):
            self.problem(f"codex-lint left something out: {gap}")
        shown = [f for f in report["findings"]
                 if f["status"] not in ("waived", "exempt")]
        found = [Finding(f["line"], f["column"], f["rule"], f["message"])
                 for f in shown]
        steps = [(s["line"], s["message"])
                 for f in shown for s in f.get("steps", [])]
        return sorted(found), steps

    def compare(self, plugin, lint):
        for finding in sorted(set(plugin) ^ set(lint)):
            who = "the plugin" if finding in plugin else "codex-lint"
            self.problem(f"only {who} finds: {finding.message} "
                         f"[codex-{finding.rule}]", finding.line)

    def check_findings(self, found):
        expected = expectations(self.lines, "expect")
        left = list(found)
        for want in expected:
            for finding in left:
                if (finding.line == want.line and want.text in finding.message
                        and want.rule in (None, finding.rule)):
                    left.remove(finding)
                    break
            else:
                self.problem(f"expected, and not found: {want.text}", want.line)
        for finding in left:
            self.problem(f"found, and not expected: {finding.message} "
                         f"[codex-{finding.rule}]", finding.line)
        if not expected:
            self.problem("the test expects nothing: add '// expect: TEXT' to "
                         "the lines that are to be found")

    def check_steps(self, steps):
        for want in expectations(self.lines, "step"):
            if not any(line == want.line and want.text in message
                       for line, message in steps):
                self.problem(f"expected step, and not there: {want.text}",
                             want.line)

    def check_promises(self, found):
        listed = functions(self.source)
        for f in listed:
            inside = [x for x in found if f.first <= x.line <= f.last]
            if f.kind in ("bad", "FP") and not inside:
                self.problem(f"nothing is found in {f.name}", f.first)
            if f.kind in ("ok", "FN") and inside:
                self.problem(f"something is found in {f.name}", f.first)
            if f.kind in ("FN", "FP") and not self.has_reason(f.first):
                self.problem(f"{f.name} has no reason: write above it, in a "
                             "comment, why this gap is there", f.first)
        for kind in ("bad", "ok"):
            if not any(f.kind == kind for f in listed):
                self.problem(f"the test has no function *_{kind}")

    def has_reason(self, line):
        """A comment on the line above the declaration, or its template head."""
        above = line - 2
        while above > 0 and re.match(r"\s*(template\b|extern\b|static\b)",
                                     self.lines[above]):
            above -= 1
        return above >= 0 and re.match(r"\s*//\s*\w", self.lines[above])

    def is_draft(self):
        rule = self.test.with_suffix(".json")
        return rule.exists() and \
            re.search(r'^  "state": "draft"', rule.read_text(), re.MULTILINE)

    def all(self):
        # A copy, so that no path pattern takes the test for test code, and no
        # project around it brings its configuration.
        with tempfile.TemporaryDirectory(prefix="codex-") as folder:
            file = pathlib.Path(folder) / self.test.name
            shutil.copyfile(self.test, file)
            self.flags += ["-I", str(self.test.parent)]
            lint, lint_steps = self.by_lint(folder, file)
            if not self.is_draft():
                plugin, plugin_steps = self.by_plugin(folder, file)
                self.compare(plugin, lint)
                self.check_steps(plugin_steps)
        self.check_findings(lint)
        self.check_steps(lint_steps)
        self.check_promises(lint)
        return self.problems


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--lint", required=True, type=os.path.abspath)
    parser.add_argument("--plugin", required=True, type=os.path.abspath)
    parser.add_argument("--clang-tidy", required=True, type=os.path.abspath)
    parser.add_argument("test")
    options = parser.parse_args()
    problems = Check(options).all()
    for problem in problems:
        print(problem)
    if problems:
        print(f"\n{len(problems)} problems. To run this test alone:\n  "
              + shlex.join([sys.executable, os.path.abspath(sys.argv[0])]
                           + sys.argv[1:]))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
