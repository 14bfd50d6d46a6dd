#!/usr/bin/env python3
"""Compiles each support header by itself, as projects would.

    support_headers.py DIRECTORY COMPILER...
"""
import pathlib
import shutil
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow",
            "-Wsign-conversion", "-Werror"]


def main():
    headers = sorted(pathlib.Path(sys.argv[1]).glob("*.h"))
    compilers = [c for c in sys.argv[2:] if shutil.which(c)]
    runs = [(compiler, header, ["-x", "c++", "-std=" + standard])
            for compiler in compilers for header in headers
            for standard in ("c++17", "c++20", "c++23")]
    runs += [(compiler, header, ["-x", "c", "-std=c11"])
             for compiler in compilers for header in headers
             if header.name == "attributes.h"]
    problems = 0
    for compiler, header, language in runs:
        # Included twice, and used by a file that sees nothing else.
        text = f'#include "{header}"\n#include "{header}"\nint Here;\n'
        done = subprocess.run(
            [compiler, "-fsyntax-only", *WARNINGS, *language, "-"],
            input=text, capture_output=True, text=True)
        if done.returncode:
            print(header.name, compiler, *language, done.stderr, sep="\n")
            problems += 1
    print(f"{len(runs)} runs, {problems} problems")
    sys.exit(1 if problems or not runs else 0)


main()
