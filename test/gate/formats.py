"""The forms in which a gate's report can be told, beside text, JSON and SARIF:
each is read by a consumer that is not ours.

    formats.py WORK CODEX_LINT RULES BOX_H INPUTS
"""
import html.parser
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

import jsonschema
import junitparser

from openings import BOX, GOOD, bad, waived
from repo import holds, run, same, scenario

INPUTS = sys.argv[5]
FORMATS = ("gitlab", "github", "junit", "rdjson", "markdown", "html")
NAME = "dir & <tag>/a b'`ä`.cpp"


def check(schema, text):
    with open(os.path.join(INPUTS, schema)) as file:
        jsonschema.Draft7Validator(json.load(file)).validate(json.loads(text))


def refuses(schema, text):
    try:
        check(schema, text)
    except jsonschema.ValidationError:
        return True
    return False


def reports(r, bad=True):
    """A report of everything that there can be, in each format."""
    r.start({NAME: GOOD, "broken.cpp": "int x;\n", ".codex.json": json.dumps(
        {"rules": {"zero-pointer": {"state": "enforced"}}})},
            sources=[NAME, "broken.cpp"])
    if bad:
        r.write(NAME, BOX
                + 'int f(Box b) { return b.get(); } // </script> ```x``` @you %0A]]>\n'
                + "int *z() { return 0; }\n"
                + "int j(int i) {\nagain: if (--i) goto again; return i; }\n"
                + waived("w", reason="<b>now</b> | *x* end", more=", by=ann"))
        r.write("broken.cpp", "int y = nothing;\n")
    r.commit()
    place = r.root.parent
    answer = r.gate(*(f"--format={f}={place / f}" for f in FORMATS))
    same(answer.code, 1 if bad else 0, answer)
    return {f: (place / f).read_text() for f in FORMATS}, answer, place


@scenario
def gitlab(r):
    "By GitLab's description of the format; fingerprints are unique."
    texts, answer, place = reports(r)
    check("code-quality.schema.json", texts["gitlab"])
    issues = json.loads(texts["gitlab"])
    same([(i["check_name"], i["severity"]) for i in issues],
         [("codex-unchecked-box", "blocker"), ("codex-zero-pointer", "blocker"),
          ("codex-goto-used", "minor"), ("codex-not-analysed", "info")])
    same([i["fingerprint"] for i in issues[:3]],
         [f["fingerprint"] for f in answer.findings("new")])
    same(issues[0]["location"], {"path": NAME, "lines": {"begin": 2, "end": 2}})
    holds("Nothing was in the box" in issues[0]["description"])


@scenario
def schemas_say_no(r):
    "The validators are some."
    texts, _, _ = reports(r)
    for schema, form, what, other in (
            ("code-quality.schema.json", "gitlab", '"blocker"', '"terrible"'),
            ("rdjson.schema.json", "rdjson", '"message"', '"massage"'),
            ("rdjson.schema.json", "rdjson", '"ERROR"', '"Error"')):
        holds(refuses(schema, texts[form].replace(what, other)), (schema, other))


def unescaped(text):
    return re.sub("%(0A|0D|25|3A|2C)", lambda m: chr(int(m[1], 16)), text)


@scenario
def github(r):
    "One command a line, as the runner takes them apart."
    texts, answer, _ = reports(r)
    commands = []
    for line in texts["github"].splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        holds(match, line)
        properties = dict(p.split("=", 1) for p in match[2].split(","))
        commands.append((match[1], {k: unescaped(v) for k, v in properties.items()},
                         unescaped(match[3])))
    level, properties, text = commands[0]
    same(level, "error")
    same(properties, {"file": NAME, "line": "2", "endLine": "2", "col": "25",
                      "endColumn": "30", "title": "codex-unchecked-box"})
    holds(text.startswith("'b' may be empty\n"), text)
    same([c[0] for c in commands].count("error"), 2)
    holds(any("broken.cpp" == c[1].get("file") for c in commands))
    holds("2 blocking" in commands[-1][2])


@scenario
def junit(r):
    "As a real reader of JUnit reads it."
    texts, _, place = reports(r)
    suite, = junitparser.JUnitXml.fromfile(str(place / "junit"))
    same((suite.tests, suite.failures, suite.errors, suite.skipped), (6, 3, 1, 1))
    cases = list(suite)
    same(cases[0].result[0].message, "'b' may be empty")
    same((cases[0].classname, type(cases[0].result[0])), (NAME, junitparser.Failure))
    same(cases[3].result[0].message, "waived: <b>now</b> | *x* end")
    same((cases[4].classname, type(cases[4].result[0])), ("broken.cpp", junitparser.Error))


@scenario
def rdjson(r):
    "By the fields of reviewdog's published definition, and none of our own."
    texts, _, _ = reports(r)
    check("rdjson.schema.json", texts["rdjson"])
    first, second = json.loads(texts["rdjson"])["diagnostics"][:2]
    same(first["location"]["path"], NAME)
    same(first["severity"], "ERROR")
    same(second["suggestions"], [{"range": {"start": {"line": 3, "column": 19},
                                            "end": {"line": 3, "column": 20}},
                                  "text": "nullptr"}])


@scenario
def markdown(r):
    "Verdict, code, incident, a suggestion; nothing of the code is markup."
    texts, _, _ = reports(r)
    text = texts["markdown"]
    holds(text.startswith("### ❌ codex-lint: fail: 3 new findings, 2 blocking"), text)
    holds("2020-02-03: Nothing was in the box" in text, text)
    holds("```suggestion\nint *z() { return nullptr; }\n```\n" in text, text)
    # The code has a fence of three in it, and is fenced by four.
    holds("````cpp\n" in text, text)
    # As GitHub's own parser reads it.
    rendered = subprocess.run(["cmark-gfm", "--unsafe", "--extension", "tagfilter",
                               "--extension", "autolink"], input=text, text=True,
                              check=True, stdout=subprocess.PIPE).stdout
    page = Page(rendered)
    same(set(page.tags) - {"h3", "h4", "ul", "li", "p", "pre", "code", "strong", "br"}, set())
    holds('<pre><code class="language-suggestion">int *z() { return nullptr; }\n' in rendered, rendered)
    outside = re.sub(r"(?s)<code.*?</code>", "", rendered)
    holds("<b>" not in outside and "@" not in outside.replace("&#64;", ""), outside)
    holds("New waivers, for the reviewer to see" in text, text)
    holds("Worth a look" in text and len(text) < 2500, text)


class Page(html.parser.HTMLParser):
    VOID = {"meta"}

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.text = [], [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [v for k, v in attributes if k in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        same(self.open.pop(), tag)

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.text += data


@scenario
def page(r):
    "Well-formed, self-contained, and nothing of the code is markup."
    texts, _, _ = reports(r)
    text = texts["html"]
    page = Page(text)
    same(page.open, [])
    same(page.links, [])
    holds("script" not in page.tags and "b" not in page.tags, page.tags)
    holds("url(" not in text and "@import" not in text)
    holds("</script> ```x``` @you" in page.text, page.text)
    holds("Nothing was in the box" in page.text)
    same(page.tags.count("article"), 3)
    # XML's parser is stricter than any browser.
    tree.fromstring(text.split("\n", 1)[1])


@scenario
def nothing_found(r):
    "Empty reports are whole ones."
    texts, _, place = reports(r, bad=False)
    same(json.loads(texts["gitlab"]), [])
    same(json.loads(texts["rdjson"])["diagnostics"], [])
    suite, = junitparser.JUnitXml.fromfile(str(place / "junit"))
    same((suite.tests, suite.failures), (1, 0))
    same(Page(texts["html"]).open, [])
    holds("✅ codex-lint: pass" in texts["markdown"])


@scenario
def without_a_gate(r):
    "The same forms for a check of a whole project."
    r.start({"a.cpp": BOX + "int f(Box b) { return b.get(); }\n"})
    for name in FORMATS:
        answer = r.run("check", "-p", "build", "--format", name)
        same(answer.code, 1, answer)
        holds("may be empty" in answer.out, answer)


HOSTILE = "]]><script>alert(1)</script>&\"'`${{x}}%0A::error::\n\\u0007 --> <!-- | ```"


@scenario
def hostile_text_in_every_form(r):
    "A path and a waiver that end each form's own marks: all forms stay whole."
    name = "d]]>&amp;\"'`$(x)%0A::error ::<b>|[x](y)@all\n<!--.cpp"
    why = "]]> <script>x</script> | `a` ``` @all [l](http://y) ::error::x %0A \x1b[1m \x00 end"
    r.start({name: GOOD}, sources=[name])
    r.write(name, BOX + bad("f") + waived("w", reason=why)
            + "int u\u202e(Box b) { return b.get(); } // ]]> <script> ``` ::error::x\n")
    r.commit("x\n\nCodex-Break-Glass: " + HOSTILE.replace("\n", " "))
    forms = ("json", "gitlab", "sarif", "rdjson", "junit", "html", "markdown", "github", "text")
    out = {f: str(r.root.parent / ("out." + f)) for f in forms}
    answer = r.gate(*[w for f, p in out.items() for w in ("--format", f"{f}={p}")])
    holds(answer.code in (0, 1, 3), answer)
    texts = {f: open(p, encoding="utf-8").read() for f, p in out.items()}
    for form in ("json", "gitlab", "sarif", "rdjson"):
        json.loads(texts[form])
    holds(any(name in f["file"] for f in json.loads(texts["json"])["findings"]))
    holds(list(tree.fromstring(texts["junit"]).iter("testcase")))
    page = subprocess.run(["cmark-gfm", "--unsafe", "-e", "autolink"], input=texts["markdown"],
                          check=True, text=True, stdout=subprocess.PIPE).stdout
    holds("<script" not in page and "<b>" not in page and "<!--" not in page, page)
    holds("<script>x" not in texts["html"] and "<b>" not in texts["html"])
    same([l for l in texts["github"].splitlines() if l.startswith("::error::")], [])
    for form in ("text", "markdown", "html", "junit", "github", "gitlab"):
        holds("\u202e" not in texts[form], form)
    holds("\x1b" not in texts["text"] and "\x00" not in "".join(texts.values()))


if __name__ == "__main__":
    run(sys.argv[:5])
