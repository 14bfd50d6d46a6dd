"""The Bazel rules in a workspace: bazel.py WORK CODEX_LINT SOURCE.

Bazel fetches its rules for C++ and Java from the network, if it is not told
otherwise; what Debian's Bazel 4 asks of them is what it has built in.
"""
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

BZL = "driver/integrations/bazel/codex.bzl"
BUILT_IN = {
    "cc": ["cc_library", "cc_binary", "cc_test", "cc_import", "cc_toolchain", "cc_toolchain_suite"],
    "java": ["java_library", "java_binary", "java_import", "java_runtime", "java_toolchain"],
}
FILES = {
    ".codex.json": "{}",
    "BUILD": 'load("//tools/codex:codex.bzl", "codex_report")\n'
             'exports_files([".codex.json"])\n'
             'codex_report(name = "codex", deps = ["//app"])\n'
             'codex_report(name = "gate", deps = ["//app"], must_pass = True)\n',
    "tools/codex/BUILD": "",
    "app/BUILD": 'package(default_visibility = ["//visibility:public"])\n'
                 'O = ["-std=c++17"]\n'
                 'cc_library(name = "lib", srcs = ["lib.cpp", "plain.c"], hdrs = ["lib.h"], local_defines = ["ASKED"], '
                 "copts = O)\n"
                 'cc_binary(name = "app", srcs = ["main.cpp"], deps = [":lib"], copts = O)\n',
    "app/lib.h": "#include <optional>\ninline int inHeader(std::optional<int> O) { return *O; }\n"
                 "int g(std::optional<int>);\n",
    "app/lib.cpp": '#include "app/lib.h"\n#ifdef ASKED\nint g(std::optional<int> O) { return *O; }\n#endif\n',
    "app/plain.c": "int plain(void) { return 0; }\n",
    "app/main.cpp": '#include "app/lib.h"\nint main() { return g(1); }\n',
}


class RemoteCache(http.server.BaseHTTPRequestHandler):
    """What Bazel's HTTP cache is: GET and PUT of blobs."""
    blobs = {}
    protocol_version = "HTTP/1.1"

    def answer(self, code, body=b""):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        found = self.blobs.get(self.path)
        self.answer(200, found) if found is not None else self.answer(404)

    def do_PUT(self):
        self.blobs[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def log_message(self, *_):
        pass


class Workspace:
    def __init__(self, work, lint, source):
        self.work, self.lint, self.source = work, lint, source
        self.root = work / "ws"
        for path, text in FILES.items():
            self.write(path, text)
        self.write("tools/codex/codex.bzl", (source / BZL).read_text())
        self.write("WORKSPACE", 'load("//tools/codex:codex.bzl", "codex_repository")\n'
                   f'codex_repository(name = "codex", program = "{lint}", rules = "{source}/codex-rules", '
                   'config = "@//:.codex.json")\n')
        for name, rules in BUILT_IN.items():
            place = work / f"rules_{name}"
            (place / name).mkdir(parents=True)
            (place / "WORKSPACE").write_text("")
            (place / name / "BUILD").write_text("")
            (place / name / "defs.bzl").write_text("".join(f"{rule} = native.{rule}\n" for rule in rules))

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def bazel(self, command, *words):
        start = ["bazel", f"--output_user_root={self.work}/bazel", "--max_idle_secs=30", "--nohome_rc", command]
        if command == "build":
            start += ["--curses=no", "--color=no", "--subcommands",
                      *(f"--override_repository=rules_{name}={self.work}/rules_{name}" for name in BUILT_IN)]
        return subprocess.run([*start, *words], cwd=self.root, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def build(self, *targets):
        """Exit code, how many units were looked at, and what was said."""
        done = self.bazel("build", *targets)
        return done.returncode, len(re.findall(r"codex-lint collect ", done.stdout)), done.stdout

    def report(self):
        return timeless((self.root / "bazel-bin" / "codex.json").read_text())

    def check(self):
        """What check says of the commands that the aspect wrote down."""
        entries = []
        for path in sorted((self.root / "bazel-bin").glob("**/*.codex/**/compile_commands.json")):
            entries += [dict(e, directory=str(self.root)) for e in json.loads(path.read_text())]
        place = self.root / "commands"
        place.mkdir(exist_ok=True)
        (place / "compile_commands.json").write_text(json.dumps(entries))
        env = dict(os.environ, CODEX_RULES=f"{self.source}/codex-rules", CODEX_CACHE="")
        done = subprocess.run([self.lint, "check", "-p", place, "--format", "json"],
                              cwd=self.root, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return timeless(done.stdout), done


def timeless(text):
    return re.sub(r'"time": \{[^}]*\}', "", text)


def same(actual, expected, said):
    assert actual == expected, f"{actual!r} is not {expected!r}\n{said}"


def main():
    work, lint, source = map(pathlib.Path, sys.argv[1:])
    if not shutil.which("bazel"):
        print("bazel is not installed: not tested")
        return
    shutil.rmtree(work, ignore_errors=True)
    ws = Workspace(work, lint, source)
    try:
        code, collected, said = ws.build("//:codex")
        same((code, collected), (0, 3), said)
        report = json.loads((ws.root / "bazel-bin" / "codex.json").read_text())
        same((report["units"]["total"], report["units"]["failed"]), (3, []), report)
        same([(f["file"], f["line"]) for f in report["findings"]], [("app/lib.cpp", 3), ("app/lib.h", 2)], report)
        expected, done = ws.check()
        same(ws.report(), expected, done.stderr)

        # Another machine with the same remote cache looks at nothing.
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RemoteCache)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        remote = f"--remote_cache=http://127.0.0.1:{server.server_port}"
        for hits in (False, True):
            ws.bazel("clean")
            code, _, said = ws.build("//:codex", remote)
            same((code, "4 remote cache hit" in said), (0, hits), said)
            same(ws.report(), expected, said)
        server.shutdown()

        # The build that must pass does not, and shows why; nothing is looked at again.
        code, collected, said = ws.build("//:gate")
        same((code, collected, "app/lib.cpp:3:" in said), (1, 0, True), said)
        # One source, one unit.
        ws.write("app/lib.cpp", FILES["app/lib.cpp"].replace("*O", "O.value_or(0)"))
        ws.write("app/lib.h", FILES["app/lib.h"])  # the same as before
        code, collected, said = ws.build("//:codex")
        same((code, collected), (0, 1), said)
        same(ws.report(), ws.check()[0], said)
        ws.write("app/lib.h", FILES["app/lib.h"].replace("*O", "O.value_or(0)"))
        code, collected, said = ws.build("//:gate")
        same(code, 0, said)
    finally:
        ws.bazel("shutdown")
        subprocess.run(["chmod", "-R", "u+w", work / "bazel"])


main()
