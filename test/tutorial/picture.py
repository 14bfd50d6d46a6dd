#!/usr/bin/python3
"""The README's picture of a finding: what codex-lint prints on the tutorial's
service, in a terminal's colours, as SVG (rich draws it; no font is fetched).

    picture.py --codex-lint PROGRAM --tutorial DIR --picture FILE [--write]

Without --write it compares: 1 if FILE is not what would be drawn now.
"""
import argparse
import io
import os
import pathlib
import pty
import subprocess
import sys

import rich.console
import rich.terminal_theme
import rich.text

COLUMNS = 110
RULE = "unchecked-unwrap"
FILE = "service.cpp"
# rich's own frame asks the network for a font.
FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" role="img" aria-label="A finding of codex-lint check"
 xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px;
 line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def on_terminal(command, directory):
    """What a command prints where its output is a terminal, and its exit code."""
    reader, writer = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color", "CODEX_CACHE": ""}
    process = subprocess.Popen(command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=writer,
                               stderr=subprocess.DEVNULL)
    os.close(writer)
    text = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:  # how Linux says that nobody writes any more
            piece = b""
        if not piece:
            os.close(reader)
            return text.decode().replace("\r\n", "\n"), process.wait()
        text += piece


def printed(codex_lint, tutorial):
    """The command as one would type it, and the finding that it prints."""
    words = ["check", "--rule", RULE, FILE, "--", "-std=c++20"]
    text, code = on_terminal([codex_lint.resolve(), *words], tutorial)
    if code != 1:
        sys.exit(f"codex-lint {' '.join(words)} ended with {code}, not with 1:\n{text}")
    return "$ codex-lint " + " ".join(words) + "\n" + text.strip("\n")


def drawn(text):
    console = rich.console.Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(rich.text.Text.from_ansi(text), soft_wrap=False)
    return console.export_svg(title="codex-lint", theme=rich.terminal_theme.SVG_EXPORT_THEME, code_format=FRAME,
                              unique_id="codex")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codex-lint", type=pathlib.Path, required=True)
    parser.add_argument("--tutorial", type=pathlib.Path, required=True)
    parser.add_argument("--picture", type=pathlib.Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    picture = drawn(printed(options.codex_lint, options.tutorial))
    if options.write:
        options.picture.write_text(picture)
    elif not options.picture.exists() or options.picture.read_text() != picture:
        sys.exit(f"{options.picture} is not what codex-lint prints now: run this script with --write")


if __name__ == "__main__":
    main()
