"""The page, as a browser shows it.

    browser.py WORK CODEX_LINT RULES BOX_H INPUTS CHROMIUM
"""
import re
import subprocess
import sys

from formats import reports
from repo import holds, run, same, scenario

CHROMIUM = sys.argv[6]

# Runs in the page, and so is no part of the report.
PROBE = """<script>
const all = [...document.querySelectorAll("*")];
const box = document.querySelector("article").getBoundingClientRect();
document.body.setAttribute("data-probe", JSON.stringify({
  mode: document.compatMode, title: document.title,
  articles: document.querySelectorAll("article").length,
  blocking: document.querySelectorAll("article.blocks").length,
  marks: [...document.querySelectorAll("mark")].map(m => m.textContent),
  scripts: document.scripts.length, fetched: performance.getEntriesByType("resource").length,
  inside: document.documentElement.scrollWidth <= window.innerWidth,
  visible: box.width > 200 && box.height > 50,
  bold: document.querySelectorAll("b").length}));
</script></body>"""


@scenario
def page(r):
    "Laid out, complete, and nothing of the code has become markup or script."
    import html
    import json
    texts, _, place = reports(r)
    probed = place / "probed.html"
    probed.write_text(texts["html"].replace("</body>", PROBE))
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
         "--disable-background-networking", "--disable-dev-shm-usage",
         "--window-size=1000,800", f"--user-data-dir={place / 'profile'}",
         "--virtual-time-budget=1000", "--dump-dom", probed.as_uri()],
        text=True, timeout=300, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    same(done.returncode, 0, done.stderr)
    seen = json.loads(html.unescape(re.search('data-probe="([^"]*)"', done.stdout)[1]))
    same(seen["mode"], "CSS1Compat", seen)
    holds(seen["title"].startswith("codex-lint: fail: 3 new findings, 2 blocking"), seen)
    same((seen["articles"], seen["blocking"], seen["bold"]), (3, 2, 0), seen)
    same(seen["marks"][:2], ["get()", "0"], seen)
    same((seen["scripts"], seen["fetched"]), (1, 0), seen)
    holds(seen["inside"] and seen["visible"], seen)
    holds("&lt;/script&gt; ```x``` @you" in done.stdout, done.stdout)


if __name__ == "__main__":
    run(sys.argv[:5])
