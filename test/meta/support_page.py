#!/usr/bin/env python3
"""Whether what docs/support-headers.md shows compiles, and what must not does not.

    support_page.py SOURCE COMPILER...
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

# What the page's examples take for granted of the reader's own program.
SURROUNDINGS = """
#include <codex/Backoff.h>
#include <codex/FailPolicy.h>
#include <codex/LastKnownGood.h>
#include <codex/Numbers.h>
#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>
using namespace std::chrono_literals;
using Features = std::vector<int>;
struct Request {};
struct Peer {} Backend;
const std::size_t MaxFeatures = 200;
const std::string Path = "features";
std::optional<Features> load(const std::string &);
void count(const char *);
bool score(const Features &, const Request &);
bool ask(const Peer &, const Request &, codex::Deadline);
bool ask(const Peer &, codex::Deadline);
bool serveStale(const Request &);
"""
# Each lacks a limit.
REFUSED = ["{.First = 50ms, .Attempts = 3}", "{.First = 50ms, .Most = 10s}",
           "{.Most = 10s, .Attempts = 3}", "{50ms, 10s}", "{}"]


def compiles(compiler, source, standard, text):
    done = subprocess.run(
        [compiler, "-fsyntax-only", "-x", "c++",
         "-std=" + standard, "-I", source / "codex-rules/include", "-"],
        input=text, capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def backoff(limits):
    return SURROUNDINGS + f"codex::Backoff Pause({limits});\n"


def main():
    source = pathlib.Path(sys.argv[1])
    page = (source / "docs/support-headers.md").read_text()
    examples = re.findall(r"^```cpp\n(.*?)^```", page, re.S | re.M)
    problems = [] if examples else ["the page shows no example"]
    for compiler in filter(shutil.which, sys.argv[2:]):
        for text in examples:
            good, why = compiles(compiler, source, "c++20", SURROUNDINGS + text)
            if not good:
                problems.append(f"{compiler}: an example does not compile:\n{why}")
        for standard, limits in (("c++20", "{.First = 50ms, .Most = 10s, .Attempts = 3}"),
                                 ("c++17", "{50ms, 10s, 3}")):
            good, why = compiles(compiler, source, standard, backoff(limits))
            if not good:
                problems.append(f"{compiler}: {limits} does not compile:\n{why}")
        problems += [f"{compiler}: {limits} compiles" for limits in REFUSED
                     if compiles(compiler, source, "c++20", backoff(limits))[0]]

    sends = set()
    for file in (source / "codex-rules/rules").glob("*/*.json"):
        if re.search(r"codex::[A-Z]|codex::(narrow|saturate|checked)|codex/[A-Z]|support-headers",
                     file.read_text()):
            sends.add(file.stem)
    named = set(re.findall(r"\(rules/([a-z0-9-]+)\.md\)", page))
    problems += [f"the page does not name {rule}" for rule in sorted(sends - named)]
    problems += [f"{rule} does not send anybody here" for rule in sorted(named - sends)]
    print(*problems, sep="\n")
    print(f"{len(examples)} examples, {len(named)} rules, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
