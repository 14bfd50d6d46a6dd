"""A browser without a window, driven through the WebDriver protocol."""
import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request


class Browser:
    """A context manager."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp()
        # Nothing of whoever runs this; and there may be no home at all.
        environment = dict(os.environ, HOME=self.folder)
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment, text=True)
        try:
            for line in self.driver.stdout:
                if match := re.search(r"started successfully on port (\d+)", line):
                    self.url = f"http://127.0.0.1:{match.group(1)}"
                    break
            else:
                raise RuntimeError("chromedriver did not start")
            options = {"args": [
                "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--hide-scrollbars",
                f"--user-data-dir={self.folder}",
                # What the page needs lies beside it: there is no network.
                "--host-resolver-rules=MAP * ~NOTFOUND",
            ]}
            answer = self.call("POST", "/session", {"capabilities": {
                "alwaysMatch": {
                    "goog:chromeOptions": options,
                    "goog:loggingPrefs": {"browser": "ALL"}}}})
            self.session = "/session/" + answer["sessionId"]
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", self.session)
        finally:
            self.stop()

    def stop(self):
        self.driver.terminate()
        self.driver.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json"},
            method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from None

    def devtools(self, command, parameters):
        return self.call("POST", self.session + "/goog/cdp/execute",
                         {"cmd": command, "params": parameters})

    def show_as(self, width, height, dark, phone):
        """What the following pages are shown on; sizes in CSS pixels."""
        self.devtools("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "mobile": phone,
            "deviceScaleFactor": 2 if phone else 1})
        self.devtools("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme",
             "value": "dark" if dark else "light"}]})

    def open(self, path):
        self.call("POST", self.session + "/url", {"url": path})

    def run(self, script, *arguments):
        return self.call("POST", self.session + "/execute/sync",
                         {"script": script, "args": list(arguments)})

    def type(self, selector, text):
        found = self.call("POST", self.session + "/element",
                          {"using": "css selector", "value": selector})
        element = next(iter(found.values()))
        self.call("POST", f"{self.session}/element/{element}/value",
                  {"text": text})

    def click(self, selector):
        found = self.call("POST", self.session + "/element",
                          {"using": "css selector", "value": selector})
        element = next(iter(found.values()))
        self.call("POST", f"{self.session}/element/{element}/click", {})

    def address(self):
        return self.call("GET", self.session + "/url")

    def console(self):
        """What the console has got since the last call."""
        return self.call("POST", self.session + "/se/log", {"type": "browser"})

    def screenshot(self, file):
        with open(file, "wb") as out:
            out.write(base64.b64decode(
                self.call("GET", self.session + "/screenshot")))
