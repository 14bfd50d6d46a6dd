"""What a history or a checkout may look like that nobody thought of."""
import re
import sys

from openings import BAD, GOOD, existing, rebase_topic, submodule, topic
from repo import blocks, holds, passes, run, same, scenario


# Names and shapes of histories.

@scenario
def octopus_merge(r):
    "Three parents, a finding from each."
    r.start({f"{n}.cpp": f"int {n};\n" for n in "abc"})
    for n in "abc":
        r.git("checkout", "-q", "-b", "topic-" + n, "main")
        r.write(n + ".cpp", BAD.replace("f(", n + "("))
        r.commit(n)
    r.git("checkout", "-q", "topic")
    r.git("merge", "-q", "--no-edit", "topic-a", "topic-b", "topic-c")
    blocks(r.gate(), ("a.cpp", 2), ("b.cpp", 2), ("c.cpp", 2))


@scenario
def head_detached(r):
    "And a branch that is called HEAD, and a tag of a tag."
    topic(r)
    r.git("tag", "-a", "v1", "main", "-m", "v")
    r.git("tag", "-a", "v2", "v1", "-m", "v")
    r.git("checkout", "-q", "--detach")
    r.git("update-ref", "refs/heads/HEAD", "main")
    for name in ("main", "v2", "refs/heads/HEAD"):
        blocks(r.gate(base=name), ("a.cpp", 2))


@scenario
def refs_named_like_options(r):
    "By their full names they are refs; by their own they are options."
    topic(r)
    r.git("update-ref", "refs/heads/--all", "main")
    blocks(r.gate(base="heads/--all"), ("a.cpp", 2))
    same(r.run("gate", "--base=--all").code, 2)


@scenario
def ranges_are_refused(r):
    "A range is no base, and git's own advice is not repeated."
    topic(r)
    for name in ("main..topic", "main...topic", "^main"):
        answer = r.gate(base=name)
        same(answer.code, 2, answer)
        holds("range" in answer.err and "hint" not in answer.err, answer)
    same(r.gate(base="main:a.cpp").code, 2)


@scenario
def mode_of_a_file(r):
    "chmod is no change of what is compiled."
    r.start({"a.cpp": BAD})
    (r.root / "a.cpp").chmod(0o755)
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.json["units"]["total"], 0, answer)


@scenario
def link_instead_of_a_file(r):
    "What it leads to is read; a link that leads nowhere is not passed over."
    r.start({"a.cpp": GOOD, "b.cpp": "int b;\n", "evil.cpp": BAD.replace("f(", "e(")},
            sources=["a.cpp", "b.cpp"])
    (r.root / "a.cpp").unlink()
    (r.root / "a.cpp").symlink_to("evil.cpp")
    r.commit()
    blocks(r.gate(), ("a.cpp", 2))
    r.git("checkout", "-q", "-B", "other", "main")
    (r.root / "b.cpp").unlink()
    (r.root / "b.cpp").symlink_to("b.cpp")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)
    same([f["file"] for f in answer.json["units"]["failed"]], ["b.cpp"], answer)


@scenario
def line_ends_in_a_name(r):
    "The report keeps its lines."
    name = "new\nline \"q' ü\t.cpp"
    r.start({name: GOOD}, sources=[name])
    r.write(name, BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, (name, 2))
    holds(answer.out.startswith(r"new\x0aline "), answer)


@scenario
def many_changed_files(r):
    "All are judged, the worst are shown, the rest is counted."
    names = [f"d{i % 3}/f{i}.cpp" for i in range(60)]
    r.start({n: GOOD.replace("f(", f"f{i}(") for i, n in enumerate(names)})
    for i, name in enumerate(names):
        r.write(name, BAD.replace("f(", f"f{i}("))
    r.commit()
    answer = r.gate()
    same(len(answer.places()), 60, answer)
    same((answer.json["notShown"], answer.out.count("error:")), (40, 20))


@scenario
def many_equal_findings(r):
    "A generated function with thousands of equal ones, and one more."
    line = "  if (i) goto out;\n"
    text = "int f(int i) {\n" + line * 4000 + "out:\n  return i;\n}\n"
    r.start({"a.cpp": text})
    r.write("a.cpp", text.replace("out:\n", line + "out:\n"))
    r.commit()
    answer = r.gate()
    # The one that git's diff shows as the new one, so that a reviewer sees it.
    hunk = re.search(r"^@@ .*\+(\d+) @@", r.git("diff", "-U0", "--histogram", "main", "--", "a.cpp"), re.M)
    same(answer.places(), [("a.cpp", int(hunk[1]))])
    same(len(answer.findings("old")), 4000)
    # Pair by pair it would be hours.
    holds(answer.json["time"]["wall"] < 120, answer.json["time"])


@scenario
def attributes_and_line_ends(r):
    "Filters, encodings, export-ignore, ident: the blob is what is judged."
    r.start({"a.cpp": GOOD})
    r.write(".gitattributes", "*.cpp text eol=crlf filter=x ident export-ignore "
            "working-tree-encoding=UTF-16\n*.h export-ignore -text\n")
    r.git("add", ".gitattributes")
    r.git("commit", "-q", "-m", "attributes")
    r.git("config", "filter.x.clean", "sed 's/b.get/1 + b.get/'")
    r.git("config", "filter.x.smudge", "cat")
    r.git("config", "core.autocrlf", "true")
    blob = r.git("hash-object", "-w", "--stdin", "--no-filters", input=BAD)
    r.git("update-index", "--cacheinfo", f"100644,{blob},a.cpp")
    r.git("commit", "-q", "-m", "bad")
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def sparse_checkout(r):
    "What is not checked out is judged like the rest, with a sparse index, too."
    r.start({"src/a.cpp": GOOD, "src/c.cpp": '#include "other/b.h"\nint c = X;\n',
             "other/b.h": "#define X 1\n"})
    r.write("src/a.cpp", BAD)
    r.write("other/b.h", "#define X 2\n")
    r.commit()
    for option in ("--no-sparse-index", "--sparse-index"):
        r.git("sparse-checkout", "init", "--cone", option)
        r.git("sparse-checkout", "set", "docs")
        holds(not (r.root / "src").exists())
        answer = r.gate()
        blocks(answer, ("src/a.cpp", 2))
        same(answer.json["units"]["total"], 2, answer)


@scenario
def separate_places(r):
    "A .git elsewhere, and a linked tree of a bare repository."
    topic(r)
    r.git("init", "-q", "--separate-git-dir", str(r.root.parent / "away.git"))
    blocks(r.gate(), ("a.cpp", 2))
    bare, tree = r.root.parent / "bare.git", r.root.parent / "tree"
    r.git("clone", "-q", "--bare", str(r.root), str(bare))
    r.git("worktree", "add", "-q", str(tree), "topic", cwd=bare)
    other = existing(tree, r)
    other.database("a.cpp")
    blocks(other.gate(), ("a.cpp", 2))
    answer = r.run("gate", "--base", "main", cwd=bare)
    same(answer.code, 2, answer)
    holds("no working tree" in answer.err, answer)


@scenario
def submodule_of_the_working_tree(r):
    "One that only the index has does not count; one that both sides lack is told."
    topic(r)
    submodule(r, {"s.h": ""})
    gone = "1234567890123456789012345678901234567890"
    r.git("update-index", "--cacheinfo", f"160000,{gone},sub")
    answer = r.gate()
    blocks(answer, ("a.cpp", 2))
    same(answer.json["missing"], [], answer)
    r.git("commit", "-q", "-m", "a submodule that nobody has")
    rebase_topic(r)
    r.write("a.cpp", GOOD)
    r.git("add", "a.cpp")
    r.git("commit", "-q", "-m", "mended")
    answer = r.gate()
    passes(answer)
    holds(any("the base lacks it as well" in n for n in answer.json["notes"]), answer)


@scenario
def trailer_of_the_base_in_a_shallow_clone(r):
    "Where history ends too soon, an old emergency of the base is not ours."
    r.start({"a.cpp": GOOD})
    r.git("checkout", "-q", "main")
    r.write("x.txt", "x")
    r.commit("old\n\nCodex-Break-Glass: long ago")
    r.git("checkout", "-q", "-B", "topic")
    r.write("a.cpp", BAD)
    r.commit("mine")
    r.git("checkout", "-q", "main")
    r.write("y.txt", "y")
    r.commit("main moves on")
    copy = r.root.parent / "clone"
    r.git("clone", "-q", "--depth=2", "--branch=topic", f"file://{r.root}", str(copy))
    c = existing(copy, r)
    c.database("a.cpp")
    c.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    answer = c.gate(base="origin/main")
    same(answer.code, 2, answer)
    holds("git fetch --unshallow" in answer.err, answer)
    c.git("commit", "-q", "--amend", "-m", "mine\n\nCodex-Break-Glass: now")
    answer = c.gate(base="origin/main")
    same((answer.code, answer.json["breakGlass"]["reason"]), (0, "now"), answer)


@scenario
def a_nearer_base_hidden_by_a_shallow_clone(r):
    "A branch that both have merged is in reach, and where they parted is not."
    r.start({"a.cpp": BAD})
    first = r.git("rev-parse", "HEAD")
    r.git("checkout", "-q", "main")
    for step in range(5):
        r.write("x.txt", str(step))
        r.commit(f"main {step}")
    r.git("checkout", "-q", "-b", "side", first)
    r.write("side.txt", "side")
    r.commit("side")
    for name in ("topic", "main"):
        r.git("checkout", "-q", *(["-B", name, "main"] if name == "topic" else [name]))
        r.write(name + ".txt", name)
        r.commit(name)
        r.git("merge", "-q", "--no-ff", "-m", "side into " + name, "side")
    copy = r.root.parent / "clone"
    r.git("clone", "-q", "--depth=2", "--branch=topic", f"file://{r.root}", str(copy))
    c = existing(copy, r)
    c.database("a.cpp")
    c.git("fetch", "-q", "--depth=2", "origin", "main:refs/remotes/origin/main")
    answer = c.gate(base="origin/main")
    same(answer.code, 2, answer)
    advice = "git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'"
    holds(advice in answer.err, answer)
    c.git(*advice.replace("'", "").split()[1:])
    passes(c.gate(base="origin/main"))


if __name__ == "__main__":
    run(sys.argv)
