#!/usr/bin/python3
"""Takes the steps of docs/tutorial/README.md for real, in a copy of it.

    run_steps.py --codex-lint PROGRAM --tutorial DIR --work DIR

Builds the service, starts it, breaks it twice, has codex-lint find why,
applies fix.patch, and breaks it again without harm. Ends with 0 if each step
went as the tutorial says.
"""
import argparse
import atexit
import http.client
import http.server
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time

PATIENCE = 60
REFRESH_MS = 100


class Page(http.server.BaseHTTPRequestHandler):
    """The upstream."""

    def do_GET(self):
        body = b"from the upstream\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def check(condition, text):
    print(("ok   " if condition else "FAIL ") + text, flush=True)
    if not condition:
        sys.exit(1)


def eventually(condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(REFRESH_MS / 1000)
    return False


def build(directory):
    for command in (["cmake", "-G", "Ninja", "-S", directory, "-B", directory / "build",
                     "-DCMAKE_CXX_COMPILER=clang++-22"],
                    ["ninja", "-C", directory / "build"]):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout, done.stderr)
        check(done.returncode == 0, " ".join(map(str, command[:2])))


class Edge:
    """The service, running; ended with this script at the latest."""

    def __init__(self, directory, upstream):
        self.features, self.killswitch = directory / "features.txt", directory / "killswitch.txt"
        self.killswitch.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [directory / "build" / "edge", "--port", "0", "--refresh-ms", str(REFRESH_MS), "--features", self.features,
             "--killswitch", self.killswitch, "--upstream", f"http://127.0.0.1:{upstream}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        atexit.register(self.process.kill)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def get(self, path, agent="tutorial"):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", path, headers={"User-Agent": agent})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return None, ""

    def replace_features(self, text):
        new = self.features.with_suffix(".new")
        new.write_text(text)
        new.rename(self.features)

    def ends(self):
        return eventually(lambda: self.process.poll() is not None)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def findings(codex_lint, directory):
    done = subprocess.run([codex_lint, "check", "-p", directory / "build", "--format", "json"],
                          capture_output=True, text=True)
    check(done.returncode in (0, 1), f"codex-lint ran over the service (exit code {done.returncode}) {done.stderr}")
    report = json.loads(done.stdout)
    check(report["units"]["total"] == 4 and not report["units"]["failed"], "every unit was analysed")
    blocking = [f for f in report["findings"] if f["blocks"]]
    check(done.returncode == (1 if blocking else 0), "the exit code says whether a finding blocks")
    return [(f["rule"], pathlib.Path(f["file"]).name, f["line"]) for f in blocking]


def unvalidated(codex_lint, directory):
    """Where the third fault is found, that no rule blocks by default."""
    done = subprocess.run([codex_lint, "check", "-p", directory / "build", "--rule", "unvalidated-upstream", "--format", "json"],
                          capture_output=True, text=True)
    return [(pathlib.Path(f["file"]).name, f["line"]) for f in json.loads(done.stdout)["findings"]]


def line_of(file, text):
    lines = file.read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codex-lint", required=True)
    parser.add_argument("--tutorial", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    service = options.work.resolve() / "service"
    shutil.copytree(options.tutorial, service, ignore=shutil.ignore_patterns("build"))
    # The copy is a project of its own, and not test code of the one around it.
    (service / ".codex.json").write_text("{}\n")
    good = (service / "features.txt").read_text()
    too_long = good * 20

    upstream = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()

    build(service)
    edge = Edge(service, upstream.server_port)
    check(edge.get("/page") == (200, "from the upstream\n"), "it answers from the upstream")
    check(edge.get("/page", "sqlmap/1.7")[0] == 403, "it refuses a suspicious client")
    check(edge.get("/wp-admin")[0] == 403, "it refuses what a rule blocks")
    check(edge.get("/status")[1].startswith("features 12"), "it has its 12 features")

    edge.killswitch.write_text("managed-set\n")
    check(eventually(lambda: edge.get("/page")[0] == 500), "one rule switched off: every request gets a 500")
    edge.killswitch.unlink()
    check(eventually(lambda: edge.get("/page")[0] == 200), "switched on again: it answers")

    edge.replace_features(too_long)
    check(edge.ends(), "an over-long feature file: the process ends")
    check(edge.process.returncode == -signal.SIGABRT, "it was an abort")

    unwrap = line_of(service / "service.cpp", "loadFeatures(Config.FeatureFile).value()")
    label = line_of(service / "rules.cpp", "O.Execute.value()")
    found = findings(options.codex_lint, service)
    print(f"     found {found}")
    check(sorted(found) == [("unchecked-unwrap", "rules.cpp", label), ("unchecked-unwrap", "service.cpp", unwrap)],
          "codex-lint names both places, and nothing else")

    bind = line_of(service / "service.cpp", "Server.bind_to_any_port(Host)")
    check(unvalidated(options.codex_lint, service) == [("service.cpp", bind)],
          "the upstream that nobody asked is found where traffic starts")

    subprocess.run(["git", "apply", "-p3", service / "fix.patch"], cwd=service, check=True,
                   env={"PATH": "/usr/bin:/bin", "GIT_CEILING_DIRECTORIES": str(service.parent.parent)})
    build(service)
    check(findings(options.codex_lint, service) == [], "after the fix codex-lint is silent")
    text = (service / "service.cpp").read_text()
    asked = text.replace("bool Service::run() {\n", 'bool Service::run() {\n  if (!Upstream.Get("/"))\n    return false;\n')
    (service / "service.cpp").write_text(asked)
    check(unvalidated(options.codex_lint, service) == [], "asked before the service listens, the upstream is no finding")
    (service / "service.cpp").write_text(text)

    edge.replace_features(good)
    edge = Edge(service, upstream.server_port)
    edge.replace_features(too_long)
    check(eventually(lambda: "rejected 0" not in edge.get("/status")[1]), "the fixed service rejects the file")
    check(edge.get("/status")[1].startswith("features 12,"), "and keeps the features it had")
    edge.killswitch.write_text("managed-set\n")
    time.sleep(5 * REFRESH_MS / 1000)
    check(edge.get("/page")[0] == 200, "a rule switched off does no harm")
    check(edge.get("/wp-admin")[0] == 403, "the other rules still hold")
    check(edge.process.poll() is None, "it is still running")
    edge.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
