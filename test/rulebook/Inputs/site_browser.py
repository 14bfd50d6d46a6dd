"""Looks at the site in a browser, as people do: on a screen and on a phone,
light and dark.

    site_browser.py DIRECTORY [SCREENSHOTS]
"""
import pathlib
import sys

from webdriver import Browser

# The least contrast of text that WCAG 2.2 asks for (AA).
CONTRAST = """
const parse = text => {
  const m = text.match(/rgba?\\(([^)]*)\\)/);
  if (!m) throw new Error('no colour: ' + text);
  const [r, g, b, a = 1] = m[1].split(/[ ,/]+/).filter(Boolean).map(Number);
  return {r, g, b, a};
};
const over = (top, below) => ({
  r: top.r * top.a + below.r * (1 - top.a),
  g: top.g * top.a + below.g * (1 - top.a),
  b: top.b * top.a + below.b * (1 - top.a), a: 1});
const luminance = ({r, g, b}) => {
  const [R, G, B] = [r, g, b].map(v => {
    v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * R + 0.7152 * G + 0.0722 * B;
};
const behind = element => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    layers.push(colour);
    if (colour.a === 1) break;
  }
  return layers.reverse().reduce((below, top) => over(top, below),
                                 {r: 255, g: 255, b: 255, a: 1});
};
const bad = new Set();
let count = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility() ||
      element.closest('.unseen')) continue;  // for the ear, not the eye
  const style = getComputedStyle(element);
  const back = behind(element);
  const front = over(parse(style.color), back);
  const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  ++count;
  if (ratio < (large ? 3 : 4.5))
    bad.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}: ` +
            walker.currentNode.data.trim().slice(0, 40));
}
return [count, [...bad]];
"""
problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def pages_of(root):
    rules = sorted((root / "rules").glob("*.html"))
    incidents = sorted((root / "incidents").glob("*.html"))
    # The longest have most of what a page can have.
    longest = lambda files: max(files, key=lambda f: (f.stat().st_size, f.name))
    return ["index.html", "incidents.html", "coverage.html",
            "rules/" + longest(rules).name,
            "incidents/" + longest(incidents).name]


def look(browser, root, page, how, pictures):
    browser.open((root / page).as_uri())
    for entry in browser.console():
        problems.append(f"{page}, {how}: console: {entry['message']}")
    texts, bad = browser.run(CONTRAST)
    check(texts > 10, f"{page}, {how}: there is hardly any text")
    for place in bad:
        problems.append(f"{page}, {how}: contrast: {place}")
    wide, screen = browser.run("return [document.documentElement.scrollWidth, "
                               "document.documentElement.clientWidth]")
    check(wide <= screen, f"{page}, {how}: {wide} pixels wide on {screen}")
    small = browser.run("""return [...document.querySelectorAll('body *')]
        .filter(e => e.checkVisibility() && e.children.length === 0 &&
                     e.textContent.trim() &&
                     parseFloat(getComputedStyle(e).fontSize) < 12)
        .map(e => e.outerHTML.slice(0, 80))""")
    check(not small, f"{page}, {how}: too small to be read: {small[:3]}")
    if pictures:
        name = page.replace("/", "-").removesuffix(".html")
        browser.screenshot(pictures / f"{name}-{how.replace(' ', '-')}.png")
    return texts


def search(browser, root):
    """From a page further down, so that the links' way up is tried, too."""
    rule = sorted((root / "rules").glob("*.html"))[0]
    browser.open(rule.as_uri())
    hits = "return [...document.querySelectorAll('#hits a')].map(a => " \
           "[a.querySelector('b').textContent, a.href])"
    shown = "return document.getElementById('hits').checkVisibility()"
    check(not browser.run(shown), "search: shows something before a question")
    wanted = sorted((root / "rules").glob("*.html"))[-1].stem
    browser.type("#q", wanted.replace("-", " "))
    found = browser.run(hits)
    check(found and found[0][0] == wanted, f"search: {wanted}: {found[:3]}")
    browser.type("#q", "\ue007")  # Enter
    check(browser.address() == (root / "rules" / (wanted + ".html")).as_uri(),
          f"search: Enter leads to {browser.address()}")
    # Begun words; any order; in capitals; and the second of the hits by keys.
    browser.type("#q", "OUT")
    found = browser.run(hits)
    check(found, "search: nothing begins with OUT")
    if len(found) > 1:
        browser.type("#q", "\ue015\ue015\ue007")
        check(browser.address() == found[1][1], "search: the arrow keys")
    browser.type("#q", "zzzz qqqq")
    check(not browser.run(hits), "search: finds what is not there")
    check("Nothing" in browser.run(
        "return document.getElementById('hits').textContent"),
        "search: says nothing where nothing is found")
    browser.type("#q", "\ue00c")  # Escape
    check(not browser.run(shown), "search: Escape does not close it")
    browser.run("document.activeElement.blur()")
    browser.type("body", "/")
    check(browser.run("return document.activeElement.id") == "q",
          "search: '/' does not lead to it")
    # Markup in a question is text.
    browser.type("#q", "<img src=x onerror=alert(1)>")
    check(not browser.run("return document.querySelectorAll('#hits img').length"),
          "search: takes text for markup")


def theme(browser, root):
    browser.open((root / "index.html").as_uri())
    colour = "return getComputedStyle(document.body).backgroundColor"
    before = browser.run(colour)
    browser.click(".theme")
    after = browser.run(colour)
    check(before != after, "the button does not change light and dark")
    browser.open((root / "coverage.html").as_uri())
    check(browser.run(colour) == after, "the choice of light and dark is lost")
    browser.click(".theme")
    check(browser.run(colour) == before, "the choice cannot be taken back")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    texts = 0
    with Browser() as browser:
        for device, size in (("screen", (1280, 900)), ("phone", (390, 844))):
            for dark in (False, True):
                how = f"{device} {'dark' if dark else 'light'}"
                browser.show_as(*size, dark=dark, phone=device == "phone")
                for page in pages_of(root):
                    texts += look(browser, root, page, how, pictures)
                check(browser.run("return matchMedia('(prefers-color-scheme: "
                                  "dark)').matches") == dark,
                      f"{how}: it is not {how}")
        browser.show_as(1280, 900, dark=False, phone=False)
        search(browser, root)
        theme(browser, root)
        for entry in browser.console():
            problems.append(f"search: console: {entry['message']}")
    for problem in problems:
        print(problem)
    print(f"{texts} texts looked at, {len(problems)} problems")
    sys.exit(1 if problems or not texts else 0)


main()
