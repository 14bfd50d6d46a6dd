# The test suite. RUN lines in .test, .cpp and .py files; rule tests and unit
# tests have formats of their own (rules/lit.local.cfg, unit/lit.local.cfg).
import os
import shlex
import shutil
import sys

import lit.formats

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

config.name = "codex"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.join(config.codex_source, "test")
config.test_exec_root = os.path.join(config.codex_build, "test")

build = config.codex_build
source = config.codex_source
lint = os.path.join(build, "bin", "codex-lint")
plugin = os.path.join(build, "lib", "CodexTidyModule.so")
tidy = os.path.join(config.llvm_tools, "clang-tidy")

config.codex_check = [
    sys.executable,
    os.path.join(source, "test", "codex_check.py"),
    "--lint", lint, "--plugin", plugin, "--clang-tidy", tidy,
]

# No configuration of whoever runs the tests leaks in.
for name in ("CODEX_RULES", "CODEX_CACHE", "CLICOLOR_FORCE", "NO_COLOR"):
    config.environment.pop(name, None)
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, config.environment.get("PATH", os.environ["PATH"])])
# Results of one test, or of another build, are no other test's.
config.environment["CODEX_CACHE"] = ""
config.environment["CODEX_RULES"] = os.path.join(source, "codex-rules")

config.substitutions += [
    ("%codex_check", shlex.join(config.codex_check)),
    ("%codex-lint", lint),
    ("%clang-tidy", tidy),
    ("%plugin", plugin),
    ("%source", source),
    ("%build", build),
    ("%cxx", config.cxx),
    ("%python", sys.executable),
]

for version in ("14", "16", "19"):
    if shutil.which("clang-tidy-" + version):
        config.available_features.add("clang-tidy-" + version)
