"""A history of generated edits: how often does an unchanged finding lose its
identity? And how often is a really new one seen?

    identity.py WORK CODEX_LINT RULES BOX_H [COMMITS [SEED]]
"""
import pathlib
import random
import re
import shutil
import sys

from repo import Repo

COMMITS = int(sys.argv[5]) if len(sys.argv) > 5 else 220
SEED = int(sys.argv[6]) if len(sys.argv) > 6 else 7

# Each with one finding; the number makes names differ.
BAD = [
    "int direct{n}(Box b) {{ return b.get(); }}\n",
    "int branch{n}(Box b, int k) {{\n  if (k > {n})\n    return b.get();\n  return k;\n}}\n",
    "int loop{n}(int k) {{\n  int sum = 0;\n  for (int i = 0; i < k; ++i)\n    sum += nextBox().get();\n  return sum;\n}}\n",
    "namespace inner {{\nint named{n}(Box b) {{\n  int before = {n};\n  return before + b.get();\n}}\n}} // namespace inner\n",
    "struct Holder{n} {{\n  Box Held;\n  int read(Box other) {{ return other.get(); }}\n}};\n",
]
GOOD = "int good{n}(Box b) {{\n  if (!b.has())\n    return {n};\n  return b.get();\n}}\n"


class Project:
    def __init__(self, repo, dice):
        self.repo, self.dice = repo, dice
        self.next = 0
        self.files = {f"file{i}.cpp": [] for i in range(4)}
        self.style = {name: 0 for name in self.files}
        self.findings = 0
        for name in self.files:
            for _ in range(5):
                self.add(name, bad=True)
                self.add(name, bad=False)

    def add(self, name, bad):
        self.next += 1
        text = self.dice.choice(BAD) if bad else GOOD
        self.files[name].insert(self.dice.randint(0, len(self.files[name])),
                                text.format(n=self.next))
        self.findings += bad

    def some(self, least=1):
        return self.dice.choice([n for n, f in self.files.items()
                                 if len(f) >= least])

    # Edits after which every finding is the same as before.
    def lines_above(self):
        name = self.some()
        block = self.dice.randrange(len(self.files[name]))
        self.files[name][block] = "// A line.\n\n" * self.dice.randint(1, 4) + self.files[name][block]

    def reorder(self):
        self.dice.shuffle(self.files[self.some()])

    def move_between_files(self):
        source, target = self.some(2), self.some()
        block = self.files[source].pop(self.dice.randrange(len(self.files[source])))
        self.files[target].append(block)

    def rename_file(self):
        old = self.some()
        self.next += 1
        new = f"renamed{self.next}.cpp"
        self.files[new] = self.files.pop(old)
        self.style[new] = self.style.pop(old)

    def reformat(self):
        self.style[self.some()] = self.dice.randrange(4)

    def more_good_code(self):
        self.add(self.some(), bad=False)

    def less_good_code(self):
        name = self.some()
        good = [b for b in self.files[name] if "good" in b]
        if good and len(self.files[name]) > 1:
            self.files[name].remove(self.dice.choice(good))

    def statement_before(self):
        name = self.some()
        block = self.dice.randrange(len(self.files[name]))
        self.next += 1
        self.files[name][block] = re.sub(
            r"(\) \{\n?)", rf"\1 int extra{self.next} = {self.next}; (void)extra{self.next};\n",
            self.files[name][block], count=1)

    def comment_behind(self):
        name = self.some()
        block = self.dice.randrange(len(self.files[name]))
        self.files[name][block] = self.files[name][block].replace(
            "get();", "get(); /* as before */", 1)

    def header(self):
        box = self.repo.read("box.h")
        self.repo.write("box.h", "// Another line.\n" + box)

    def text_of(self, name):
        text = '#include "box.h"\n\n' + "\n".join(self.files[name])
        style = self.style[name]
        if style == 1:
            text = re.sub(r"^(?!#)( *)", r"\1\1", text, flags=re.M).replace(") {", ")\n{")
        elif style == 2:
            text = text.replace("(Box b", "( Box b").replace(".get()", " . get ( )")
        elif style == 3:
            text = text.replace("\n", "\r\n")
        return text

    def save(self):
        for old in self.repo.root.glob("*.cpp"):
            old.unlink()
        for name in self.files:
            self.repo.write(name, self.text_of(name).encode())
        self.repo.database(*sorted(self.files))


def main():
    Repo.lint, Repo.rules, Repo.box = sys.argv[2:5]
    work = pathlib.Path(sys.argv[1])
    shutil.rmtree(work, ignore_errors=True)
    r = Repo(work / "project")
    dice = random.Random(SEED)
    project = Project(r, dice)
    r.write(".gitignore", "/build/\n")
    r.write("box.h", pathlib.Path(r.box).read_text())
    project.save()
    r.commit("start")
    edits = [project.lines_above, project.reorder, project.move_between_files,
             project.rename_file, project.reformat, project.more_good_code,
             project.less_good_code, project.statement_before,
             project.comment_behind, project.header]
    seen = lost = introduced = found = 0
    for number in range(COMMITS):
        edit = dice.choice(edits)
        edit()
        fresh = number % 20 == 19
        if fresh:
            project.add(project.some(), bad=True)
            introduced += 1
        project.save()
        r.commit(edit.__name__)
        answer = r.gate(base="HEAD~1")
        if answer.json is None or answer.json["units"]["failed"]:
            sys.exit(f"commit {number}, {edit.__name__}: {answer!r}")
        new = len(answer.findings("new"))
        seen += len(answer.findings("old"))
        if fresh and new:
            found += 1
            new -= 1
        if new:
            print(f"commit {number}, {edit.__name__}: {answer.places()}")
        lost += new
    # The whole project, so that nothing went out of sight on the way.
    whole = r.run("check", "-p", "build", "--format",
                  "json=" + str(work / "report.json"))
    left = len(whole.json["findings"])
    print(f"{COMMITS} commits, {seen} unchanged findings looked at, {lost} lost "
          f"their identity ({100 * lost / max(seen, 1):.2f} %); {introduced} "
          f"new ones, {found} seen; {left} of {project.findings} at the end")
    sys.exit(0 if lost * 200 < seen and found == introduced
             and left == project.findings else 1)


main()
