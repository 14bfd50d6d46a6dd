"""Looks at every file of the site, without a browser: each page is whole, each
link leads somewhere, and nothing is loaded from elsewhere.

    site_files.py DIRECTORY
"""
import collections
import html.parser
import pathlib
import re
import sys

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "source", "col"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.loads = [], [], [], []
        self.headings, self.problems = [], []
        self.language = ""
        self.feed(text)
        if self.open:
            self.problems.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in at:
            self.ids.append(at["id"])
        if tag == "html":
            self.language = at.get("lang", "")
        if tag == "a":
            self.links.append(at["href"])
        elif "href" in at:
            self.loads.append(at["href"])
        if "src" in at:
            self.loads.append(at["src"])
        if "style" in at or any(name.startswith("on") for name in at):
            self.problems.append(f"{tag} has style or script of its own")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")


def problems_of(path, page):
    yield from page.problems
    for name, count in collections.Counter(page.ids).items():
        if count > 1:
            yield f"the id '{name}' is there {count} times"
    if not page.language:
        yield "no language"
    if page.headings.count(1) != 1 or page.headings[0] != 1:
        yield f"there is not one h1, at the top: {page.headings}"
    for before, after in zip(page.headings, page.headings[1:]):
        if after > before + 1:
            yield f"a heading h{after} comes behind h{before}"
    for load in page.loads:
        if load.startswith("data:"):
            continue
        if not (path.parent / load).is_file():
            yield f"loads '{load}', which is not in the site"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pages = {path: Page(path.read_text()) for path in sorted(root.rglob("*.html"))}
    count = links = 0
    reached = {root / "index.html"}
    for path, page in pages.items():
        problems = list(problems_of(path, page))
        for link in page.links:
            links += 1
            if re.match("https?://", link):
                continue
            file, _, fragment = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            reached.add(target)
            if target not in pages:
                problems.append(f"the link '{link}' leads nowhere")
            elif fragment and fragment not in pages[target].ids:
                problems.append(f"the link '{link}' leads to no place there")
        for problem in problems:
            print(f"{path.relative_to(root)}: {problem}")
            count += 1
    for path in pages:
        if path not in reached:
            print(f"{path.relative_to(root)}: no link leads here")
            count += 1
    for path in root.rglob("*.css"):
        for found in re.findall(r"url\([^)]*\)|@import[^;]*", path.read_text()):
            print(f"{path.name}: loads {found}")
            count += 1
    print(f"{len(pages)} pages, {links} links, {count} problems")
    sys.exit(1 if count else 0)


main()
