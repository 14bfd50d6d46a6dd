#!/usr/bin/env python3
"""Every room includes only rooms above it; Clang, JSON and CLI11 stay where
they belong; nothing throws.

    layering.py SOURCE
"""
import pathlib
import re
import sys

# A room, the rooms that it may include besides itself, and whether it may
# include Clang. The longest name that fits a file counts.
ROOMS = {
    "checks/support": ((), False),
    "checks/model": (("support",), False),
    "checks/rules": (("support", "model"), False),
    "checks/facts": (("support", "model"), False),
    "checks/link": (("support", "model", "rules", "facts"), False),
    "checks/collect": (("support", "model", "rules", "facts"), True),
    "checks/engines": (
        ("support", "model", "rules", "facts", "link", "collect"), True),
    "checks/tidy": (("support", "model", "rules", "facts", "link", "collect",
                     "engines"), True),
    "driver": (("support", "model", "rules", "facts", "link", "collect",
                "engines", "driver"), False),
    "driver/run": (("support", "model", "rules", "facts", "link", "collect",
                    "engines", "driver"), True),
}
ALL = {room.rsplit("/", 1)[-1] for room in ROOMS} | {"tidy", "driver"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
COMMENTS = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def room_of(path):
    return max((room for room in ROOMS if path.startswith(room + "/")),
               key=len, default=None)


def problems_of(path, text):
    room = room_of(path)
    if not room:
        yield "it lies in no room", "move it to a room of docs/architecture.md"
        return
    allowed, clang = ROOMS[room]
    own = room.split("/")[1] if room.startswith("checks/") else "driver"
    for included in INCLUDE.findall(text):
        first = included.split("/")[0]
        if first in ALL and first != own and first not in allowed:
            yield (f"{room} must not include {included}",
                   "move what both need to a room above both")
        if first in ("clang", "clang-tidy", "clang-c") and not clang:
            yield (f"{room} is free of Clang, and includes {included}",
                   "hand over a plain value of checks/model or checks/facts")
        if included.startswith("nlohmann/") and path != "checks/support/Json.cpp":
            yield (f"{included} is for checks/support/Json.cpp alone",
                   "read through support/Json.h and support/Shape.h")
        if included.startswith("CLI/") and not re.fullmatch(
                r"driver/(main|Command|\w*Command)\.(cpp|h)|driver/Commands\.pch\.h",
                path):
            yield (f"{included} is for main and the subcommands",
                   "pass plain values on from the subcommand")
    code = COMMENTS.sub("", text)
    if re.search(r"\bthrow\b", code):
        yield "it throws", "return llvm::Error or llvm::Expected"
    if re.search(r"\b(?:try|catch)\s*[({]", code) and not re.fullmatch(
            r"driver/(main|Command|\w*Command)\.cpp", path):
        yield "it catches", "exceptions end in main and the subcommands"


def main():
    source = pathlib.Path(sys.argv[1])
    files = sorted(p for top in ("checks", "driver")
                   for p in (source / top).rglob("*")
                   if p.suffix in (".h", ".cpp") and "integrations" not in p.parts
                   and p.name != "Clang.pch.h")
    count = 0
    for file in files:
        path = file.relative_to(source).as_posix()
        for problem, fix in problems_of(path, file.read_text()):
            print(f"{path}: {problem}\n  fix: {fix}")
            count += 1
    print(f"{len(files)} files, {count} problems")
    sys.exit(1 if count or not files else 0)


if __name__ == "__main__":
    main()
