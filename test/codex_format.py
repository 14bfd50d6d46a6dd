"""Test formats for lit: rule tests that lie beside their rules, and the suites
of a GoogleTest program."""
import os
import subprocess

import lit.formats
import lit.Test
import lit.util


class RuleTests(lit.formats.TestFormat):
    """Every codex-rules/rules/<family>/<id>.cpp, through codex_check.py."""

    def __init__(self, command, rules):
        self.command = command
        self.rules = rules

    def getTestsInDirectory(self, suite, path_in_suite, lit_config, config):
        for family in sorted(os.listdir(self.rules)):
            folder = os.path.join(self.rules, family)
            if not os.path.isdir(folder):
                continue
            for name in sorted(os.listdir(folder)):
                if name.endswith((".c", ".cpp", ".cc")):
                    yield lit.Test.Test(
                        suite, path_in_suite + (family, name), config)

    def execute(self, test, lit_config):
        path = os.path.join(self.rules, *test.path_in_suite[-2:])
        command = self.command + [path]
        out, err, code = lit.util.executeCommand(
            command, env=test.config.environment)
        if code == 0:
            return lit.Test.PASS, out
        return lit.Test.FAIL, out + err


class UnitTests(lit.formats.TestFormat):
    """The test suites of a GoogleTest program, each as one test."""

    def __init__(self, program):
        self.program = program

    def getTestsInDirectory(self, suite, path_in_suite, lit_config, config):
        if not os.path.exists(self.program):
            lit_config.error(f"not built: {self.program}")
            return
        listing = subprocess.run(
            [self.program, "--gtest_list_tests"], capture_output=True,
            text=True, check=True).stdout
        for line in listing.splitlines():
            name = line.split("#")[0].strip()
            if not line.startswith(" ") and name.endswith("."):
                yield lit.Test.Test(
                    suite, path_in_suite + (name.rstrip("."),), config)

    def execute(self, test, lit_config):
        command = [self.program, f"--gtest_filter={test.path_in_suite[-1]}.*"]
        out, err, code = lit.util.executeCommand(
            command, env=test.config.environment)
        if code == 0 and "[  PASSED  ] 0 tests" not in out:
            return lit.Test.PASS, out
        return lit.Test.FAIL, out + err
