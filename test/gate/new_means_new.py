"""What is new, and what is not."""
import json
import sys

from openings import BAD, BOX, GOOD, GUARDED, LOOSE, RULE, bad
from repo import Repo, blocks, holds, passes, run, same, scenario


@scenario
def deleted_guard(r):
    "The guard above an untouched access goes."
    r.start({"a.cpp": GUARDED})
    r.write("a.cpp", GUARDED.replace("  if (!b.has())\n    return 0;\n", ""))
    r.commit()
    blocks(r.gate(), ("a.cpp", 4))


TWO_WAYS = ('#include "box.h"\nint f(Box b, bool sure) {\n  if (sure)\n    return b.get();\n'
            '  if (!b.has())\n    return 0;\n  return b.get() + 1;\n}\n')


@scenario
def deleted_guard_beside_an_old_finding(r):
    "One finding tells of every access with the same cause; one access more is new."
    r.start({"a.cpp": TWO_WAYS})
    r.write("a.cpp", TWO_WAYS.replace("  if (!b.has())\n    return 0;\n", ""))
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 5))
    same(answer.places("old"), [("a.cpp", 4)], answer)


@scenario
def moved_with_several_accesses(r):
    "They are old in another place, too, and where the first of them is mended."
    both = TWO_WAYS.replace("  if (!b.has())\n    return 0;\n", "")
    r.start({"a.cpp": both})
    r.write("a.cpp", "// above\n" + both)
    r.commit()
    passes(r.gate())
    r.write("a.cpp", both.replace("if (sure)", "if (sure && b.has())"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.json["fixed"], [], answer)


@scenario
def nothing_changed(r):
    "Base and head are one commit."
    r.start({"a.cpp": BAD})
    answer = r.gate()
    passes(answer)
    same(answer.json["units"]["total"], 0, answer)


@scenario
def old_finding_in_changed_file(r):
    "What was there before does not block, however much moves around it."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", "// a\n// b\n" + BAD + "int g() { return 1; }\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("a.cpp", 4)], answer)


@scenario
def old_finding_in_other_file(r):
    "Only what the change can affect is looked at."
    r.start({"a.cpp": BAD, "b.cpp": GOOD})
    r.write("b.cpp", GOOD + "// more\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.json["findings"], [], answer)
    same(answer.json["units"]["total"], 1, answer)


@scenario
def second_equal_one(r):
    "A second equal finding in the same function is new."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", '#include "box.h"\nint f(Box b) { return b.get(); }\n'
            'int g(Box b) { return b.get(); }\n')
    r.commit()
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def copied_to_other_file(r):
    "Moved is not new, copied is: the function stands in both files."
    r.start({"a.cpp": BAD, "b.cpp": "int b() { return 0; }\n"})
    r.write("a.cpp", BAD + "// touched\n")
    r.write("b.cpp", BAD)
    r.commit()
    answer = r.gate()
    blocks(answer, ("b.cpp", 2))
    same(answer.places("old"), [("a.cpp", 2)], answer)
    prints = [f["fingerprint"] for f in answer.findings()]
    same(len(set(prints)), 2, answer)


@scenario
def moved_within_file(r):
    "Functions change their order."
    two = '#include "box.h"\n' + bad("f") + "int g() { return 1; }\n"
    r.start({"a.cpp": two})
    r.write("a.cpp", '#include "box.h"\nint g() { return 1; }\n' + bad("f"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.findings("old")), 1, answer)
    same(answer.json["fixed"], [], answer)


@scenario
def moved_between_files(r):
    "A function moves to another file."
    r.start({"a.cpp": BAD + "int a;\n", "b.cpp": "int b;\n"})
    r.write("a.cpp", "int a;\n")
    r.write("b.cpp", BAD + "int b;\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("b.cpp", 2)], answer)
    same(answer.json["fixed"], [], answer)


@scenario
def moved_to_new_file(r):
    "A function moves to a file that was not there before."
    r.start({"a.cpp": BAD + "int a;\n"})
    r.write("a.cpp", "int a;\n")
    r.write("b.cpp", BAD)
    r.database("a.cpp", "b.cpp")
    r.commit()
    passes(r.gate())


@scenario
def moved_out_of_deleted_file(r):
    "The file that it was in is gone, with its command."
    r.start({"a.cpp": BAD, "b.cpp": "int b;\n"})
    r.git("rm", "-q", "a.cpp")
    r.write("b.cpp", BAD + "int b;\n")
    r.database("b.cpp")
    r.commit()
    passes(r.gate())


@scenario
def renamed(r):
    "git mv, nothing else."
    r.start({"src/a.cpp": BAD})
    r.git("mv", "src/a.cpp", "src/other.cpp")
    r.commit()
    r.database("src/other.cpp")
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("src/other.cpp", 2)], answer)


@scenario
def renamed_with_edit(r):
    "Renamed, and a new finding in it."
    long = BAD + "".join(f"int filler{i}() {{ return {i}; }}\n" for i in range(20))
    r.start({"a.cpp": long})
    r.git("mv", "a.cpp", "z.cpp")
    r.write("z.cpp", long + bad("g"))
    r.commit()
    r.database("z.cpp")
    answer = r.gate()
    blocks(answer, ("z.cpp", 23))
    same(len(answer.findings("old")), 1, answer)


@scenario
def fixed_is_counted(r):
    "What the change mends is said."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", GOOD)
    r.commit()
    answer = r.gate()
    passes(answer)
    same([f["file"] for f in answer.json["fixed"]], ["a.cpp"], answer)
    holds("1 fixed" in answer.out, answer)


@scenario
def crlf(r):
    "A file gets the other line ends."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", BAD.replace("\n", "\r\n").encode())
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.findings("old")), 1, answer)


@scenario
def reformatted(r):
    "White space, and no more."
    r.start({"a.cpp": BAD})
    r.write("a.cpp", '#include "box.h"\nint f(Box b)\n{\n    return b . get( ) ;\n}\n')
    r.commit()
    passes(r.gate())


@scenario
def not_utf8(r):
    "Bytes that are no UTF-8, in a comment and in a name of a file."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", b"// caf\xe9\n" + BAD.encode())
    name = "ü\udce9.cpp"
    r.write(name, BAD)
    r.database("a.cpp")
    r.commit()
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def odd_path(r):
    "Spaces, quotes and letters beyond ASCII in a path."
    name = "dir with space/it's \"quoted\" ä$.cpp"
    r.start({name: GOOD}, sources=[name])
    r.write(name, '#include "box.h"\n' + bad("f"))
    r.commit()
    blocks(r.gate(), (name, 2))


@scenario
def working_tree_does_not_count(r):
    "The head is a commit: neither an edit nor a new file beside it is seen."
    r.start({"a.cpp": GOOD, "h.h": "#define X 1\n"})
    r.write("a.cpp", GOOD + "// more\n")
    r.commit()
    r.write("a.cpp", BAD)
    r.write("box.h", "#error not this one\n")
    passes(r.gate())
    r.git("add", "a.cpp")
    passes(r.gate())


@scenario
def head_elsewhere(r):
    "--head names a commit that is not checked out."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", BAD)
    r.commit()
    r.git("checkout", "-q", "main")
    passes(r.gate(base="main"))
    blocks(r.gate("--head", "topic"), ("a.cpp", 2))


@scenario
def from_a_directory_below(r):
    "Called from below, with paths relative to there; the root is git's."
    r.start({"src/a.cpp": GOOD})
    r.write("src/a.cpp", BAD)
    r.commit()
    blocks(r.gate("-p", "../build", cwd=r.root / "src"), ("src/a.cpp", 2))


@scenario
def project_reached_by_a_link(r):
    "compile_commands.json names the project by another way."
    r.start({"a.cpp": GOOD})
    other = r.root.parent / "alias"
    other.symlink_to(r.root)
    r.write("build/compile_commands.json",
            '[{"directory": "%s", "file": "%s/a.cpp", "arguments": '
            '["c++", "-I%s", "-c", "%s/a.cpp"]}]' % ((other,) * 4))
    r.write("a.cpp", BAD)
    r.commit()
    r.write("a.cpp", GOOD)
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def same_answer_twice(r):
    "Same input, same bytes, but for the time."
    r.start({"a.cpp": BAD, "b.cpp": GOOD, "c.cpp": GOOD.replace("f(", "c(")})
    r.write("b.cpp", BAD.replace("f(", "h("))
    r.write("c.cpp", BAD.replace("f(", "c("))
    r.commit()
    first, second = r.gate("-j", "1"), r.gate("-j", "4")
    for answer in (first, second):
        answer.json.pop("time")
    same(first.json, second.json)
    same(first.out, second.out)


@scenario
def function_gets_another_name(r):
    "And other parameters, in a renamed file: what stands in untouched lines is old."
    r.start({"a.cpp": LOOSE + "// filler\n" * 9})
    r.git("mv", "a.cpp", "b.cpp")
    r.write("b.cpp", "// above\n\n" + r.read("b.cpp").replace("int f(Box b) {", "int renamed(Box b, int more) {"))
    r.commit()
    r.database("b.cpp")
    answer = r.gate()
    passes(answer)
    same((answer.places("old"), answer.json["fixed"]), ([("b.cpp", 6)], []), answer)


@scenario
def guard_lost_with_the_name(r):
    "The same change takes the guard away: the access, in an untouched line, is new."
    r.start({"a.cpp": GUARDED})
    r.write("a.cpp", LOOSE.replace("int f(", "int renamed("))
    r.commit()
    blocks(r.gate(), ("a.cpp", 4))


@scenario
def mended_here_and_made_there(r):
    "Two functions change: the new one's finding is not the old one's."
    r.start({"a.cpp": LOOSE + "int g(Box b) {\n  return 1;\n}\n"})
    r.write("a.cpp", GUARDED + "int g(Box b) {\n  int unrelated = 1;\n  return b.get() + unrelated;\n}\n")
    r.commit()
    blocks(r.gate(), ("a.cpp", 10))


@scenario
def function_renamed_and_copied(r):
    "One of the two is old."
    r.start({"a.cpp": LOOSE})
    text = LOOSE.replace("int f(", "int renamed(")
    r.write("a.cpp", text + text.split("\n", 1)[1].replace("renamed", "copied"))
    r.commit()
    answer = r.gate()
    same((len(answer.places()), len(answer.places("old"))), (1, 1), answer)


OLD_HEADER = {"old.h": "#pragma once\n" + BAD.replace("int f", "inline int f"), "reads.cpp": '#include "old.h"\nint r;\n'}


@scenario
def header_that_one_more_unit_reads(r):
    "What is found in it was there before, in a unit that the change does not touch."
    r.start(dict(OLD_HEADER, **{"a.cpp": "int a;\n"}))
    r.write("a.cpp", '#include "old.h"\nint a;\n')
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("old.h", 3)], answer)
    r.write("b.cpp", '#include "old.h"\nint b;\n')
    r.database("a.cpp", "reads.cpp", "b.cpp")
    r.commit()
    passes(r.gate())


@scenario
def header_that_nobody_read(r):
    "Its findings come with the first unit that reads it."
    r.start({"old.h": OLD_HEADER["old.h"], "a.cpp": "int a;\n"})
    r.write("a.cpp", '#include "old.h"\nint a;\n')
    r.commit()
    blocks(r.gate(), ("old.h", 3))


@scenario
def one_more_command(r):
    "An old source is compiled once more, with other flags."
    r.start({"a.cpp": BAD, "build.json": "1"})
    r.write(".gitignore", "")
    r.database("a.cpp")
    r.commit("the database is tracked")
    r.git("branch", "-f", "main")
    r.database("a.cpp", ("a.cpp", ["-DT"]))
    r.commit()
    passes(r.gate())


@scenario
def mended_in_one_file_and_made_in_another(r):
    "Functions of one name: the line of the second was there before, without a finding."
    static = "static " + GUARDED.split("\n", 1)[1]
    r.start({"a.cpp": BOX + static.replace("  if (!b.has())\n    return 0;\n", ""), "b.cpp": BOX + static})
    r.write("a.cpp", BOX + static)
    r.write("b.cpp", BOX + static.replace("  if (!b.has())\n    return 0;\n", ""))
    r.commit()
    blocks(r.gate(), ("b.cpp", 4))


@scenario
def copied_where_the_first_is_not_read_any_more(r):
    "The header's finding stands: what is copied is new."
    r.start(dict(OLD_HEADER, **{"a.cpp": '#include "old.h"\nint a;\n'}))
    r.write("a.cpp", r.read("old.h").replace("#pragma once\n", "").replace("inline", "static"))
    r.commit()
    blocks(r.gate(), ("a.cpp", 2))


SURE = ("int f(Box b, bool sure) {\n  if (sure) {\n%s    unrelated();\n    return b.get();\n  }\n"
        "%s  more();\n  return b.get();\n}\n")
GUARD = "if (!b.has())\n    return 0;\n"


@scenario
def guard_moved_to_an_equal_line(r):
    "From one access to another one of the same text: the one is mended, the other new."
    top = BOX + "void unrelated();\nvoid more();\n"
    r.start({"a.cpp": top + SURE % (GUARD, "")})
    r.write("a.cpp", top + SURE % ("", GUARD))
    r.commit()
    answer = r.gate()
    blocks(answer, ("a.cpp", 7))
    same(len(answer.json["fixed"]), 1, answer)


@scenario
def guard_moved_over_a_block(r):
    "From one arm, case or condition to another: git's diff leaves both accesses alone."
    test = "    if (!b.has()) return;\n"
    arms = "  if (k) {\n%s    use(b.get());\n  } else {\n%s    use(b.get());\n  }\n"
    cases = "  switch (k) {\n  case 0:\n%s    use(b.get());\n    break;\n  case 1:\n%s    use(b.get());\n  }\n"
    tests = "  if (k%s) {\n    use(b.get());\n  }\n  if (!k%s) {\n    use(b.get());\n  }\n"
    text = BOX + "void use(int);\nvoid f(Box b, int k) {\n%s}\n"
    r.start({"a.cpp": BAD})
    for frame, guard, line in ((arms, test, 8), (cases, test, 10), (tests, " && b.has()", 8)):
        r.write("a.cpp", text % frame % ("", guard))
        r.commit()
        r.git("branch", "-f", "main")
        r.write("a.cpp", text % frame % (guard, ""))
        r.commit()
        answer = r.gate()
        blocks(answer, ("a.cpp", line))
        same(len(answer.json["fixed"]), 1, answer)


@scenario
def equal_lines_that_come_go_and_change_places(r):
    "Where a line may be taken for another one, nothing is new."
    one, two = "  {\n    one();\n%s    k += b.get();\n  }\n", "  {\n    two();\n    k += b.get();\n  }\n"
    frame = BOX + "void one();\nvoid two();\nint f(Box b) {\n  int k = 0;\n%s  return k;\n}\n"
    guarded = one % "    if (!b.has())\n      return 0;\n"
    r.start({"a.cpp": frame % ("{ Box c = b; }\n" + two + "  b = Box();\n" + guarded)})
    r.write("a.cpp", frame % ("{ Box c = b; }\n" + guarded + "  b = Box();\n" + two))
    r.commit()
    passes(r.gate())
    # The guarded block goes, and what is left is an old one.
    r.write("a.cpp", frame % ("{ Box c = b; }\n" + two))
    r.commit()
    passes(r.gate())


@scenario
def formatted_and_renamed_at_once(r):
    "A namespace around it, and all is indented; the function has another name."
    r.start({"a.cpp": LOOSE})
    head, body = LOOSE.split("\n", 1)
    r.write("a.cpp", head + "\nnamespace n {\n" + "".join(
        "    " + line + "\n" for line in body.replace("int f(", "int renamed(").splitlines()) + "}\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("a.cpp", 5)], answer)


@scenario
def signature_and_body_in_one_line(r):
    "The line is rewritten, and does what it did."
    for name, before, after in (
            ("const", "struct K { Box b; int g() { return b.get(); } };", "struct K { Box b; int g() const { return b.get(); } };"),
            ("reference", "int g(Box b) { return b.get(); }", "int g(const Box &b) { return b.get(); }"),
            ("renamed", "int g(Box b) { return b.get(); }", "int value(Box b) { return b.get(); }"),
            ("written otherwise", "int g(Box b) {\n  return b.get();\n}", "using B = Box;\nint g(B b)\n{ return b.get(); }"),
            ("namespace", "static int g(Box b) { return b.get(); }", "namespace {\nint g(Box b) { return b.get(); }\n} // namespace"),
            ("template", "int g(Box b) { return b.get(); }", "template <class T>\nint g(Box b, T) { return b.get(); }\nint h(Box b) { return g(b, 1); }")):
        own = Repo(r.root.parent / name)
        own.start({"a.cpp": BOX + before + "\n"})
        own.write("a.cpp", BOX + after + "\n")
        own.commit()
        passes(own.gate())


@scenario
def one_function_mended_and_its_neighbour_broken(r):
    "Both of one line, in one rewritten piece: the second did not come from the first."
    loose, safe = "int %s(Box b) { return b.get(); }\n", "int %s(Box b) { return b.has() ? b.get() : 0; }\n"
    r.start({"a.cpp": BOX + loose % "f" + safe % "g"})
    r.write("a.cpp", BOX + safe % "f" + loose % "g")
    r.commit()
    blocks(r.gate(), ("a.cpp", 3))


@scenario
def rewritten_into_something_else(r):
    "What stands in a line's place, and does not resemble it, is new."
    r.start({"a.cpp": BOX + "int f(Box b) { return b.get(); }\n"})
    r.write("a.cpp", BOX + "struct Holder { int unlike(long first, long second, Box b) const volatile noexcept { second += first; return b.get(); } };\n")
    r.commit()
    blocks(r.gate(), ("a.cpp", 2))


@scenario
def another_function_in_its_place(r):
    "It resembles the old one in the line of the finding alone."
    r.start({"a.cpp": BOX + "int h(int);\nint before(Box b) {\n  int sum = 0;\n  for (int i = 0; i < 10; ++i)\n    sum += h(i);\n  return b.get() + sum;\n}\n"})
    r.write("a.cpp", BOX + "int h(int);\nint since(Box b) {\n  if (h(3) > 5)\n    return h(2);\n  return b.get();\n}\n")
    r.commit()
    blocks(r.gate(), ("a.cpp", 6))


@scenario
def a_lambda_in_the_code_changes(r):
    "And a comment: what the finding is about is what it was."
    text = BOX + "Box make(int (*)(int), int);\nint f() {\n  return make([](int i) {\n    return i + 1;\n  }, /* so many */ 3).get();\n}\n"
    r.start({"a.cpp": text})
    r.write("a.cpp", text.replace("i + 1;", "i + 2; // more").replace("so many", "so few"))
    r.commit()
    passes(r.gate())
    r.write("a.cpp", text.replace(" 3)", " 4)"))
    r.commit()
    blocks(r.gate(), ("a.cpp", 6))


@scenario
def code_goes_on_in_another_line(r):
    "And is another one there: the line that the finding stands in is what it was."
    text = BOX + "bool g(int, int);\nint f() {\n  do { g(1,\n        2);\n  } while (g(3, 4));\n  return 0;\n}\n"
    r.start({"a.cpp": text, ".codex.json": '{"rulePacks": ["pack"]}', "pack/rules/own/do-here.json": json.dumps(RULE)})
    r.write("a.cpp", text.replace("g(3", "g(5"))
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("a.cpp", 4)], answer)


@scenario
def one_function_swallows_another(r):
    "The loose one goes, and the guard of the one before it: by git's lines only the middle is gone."
    r.start({"a.cpp": LOOSE.replace("int f(", "int g(").replace("  int unrelated", "  if (!b.has())\n    return 0;\n  int unrelated")
             + "int h(Box b) {\n  int unrelated = 1;\n  return b.get() + unrelated;\n}\n"})
    r.write("a.cpp", LOOSE.replace("int f(", "int g("))
    r.commit()
    blocks(r.gate(), ("a.cpp", 4))


PROBE = "int %s(Box b) {\n  int first = 1;\n%s  int second = first + 2;\n  return b.get() + second;\n}\n"
TEST = "  if (!b.has())\n    return 0;\n"


@scenario
def new_function_beside_a_mended_one(r):
    "The old one still stands: the new one has not taken its name."
    r.start({"a.cpp": BOX + PROBE % ("f", "")})
    r.write("a.cpp", BOX + PROBE % ("f", TEST) + PROBE % ("fFast", ""))
    r.commit()
    blocks(r.gate(), ("a.cpp", 12))


@scenario
def one_name_in_two_programs(r):
    "One main is mended, in another program's a guard goes, and a third one is copied without."
    r.start({"a.cpp": BOX + PROBE % ("tool", ""), "b.cpp": BOX + "int b;\n" + PROBE % ("tool", TEST)})
    r.write("a.cpp", BOX + PROBE % ("tool", TEST))
    r.write("b.cpp", BOX + "int b;\n" + PROBE % ("tool", ""))
    r.commit()
    blocks(r.gate(), ("b.cpp", 6))
    r.git("checkout", "-q", "main", "--", "b.cpp")
    r.write("c.cpp", BOX + PROBE % ("tool", ""))
    r.database("a.cpp", "b.cpp", "c.cpp")
    r.commit()
    blocks(r.gate(), ("c.cpp", 5))


@scenario
def one_access_goes_and_another_loses_its_guard(r):
    "Their statements are different ones; the one that stands was guarded at the base."
    frame = BOX + "void log(int);\nint alloc(int);\nint f(Box b, bool loud) {\n%s  int unrelated = 3;\n%s  return alloc(b.get() * 2) + unrelated;\n}\n"
    r.start({"a.cpp": frame % ("  if (loud)\n    log(b.get());\n", TEST)})
    r.write("a.cpp", frame % ("", ""))
    r.commit()
    blocks(r.gate(), ("a.cpp", 6))
    # The line is rewritten around the same code.
    r.write("a.cpp", (frame % ("", "")).replace("get() * 2", "get() * 4"))
    r.commit()
    blocks(r.gate(), ("a.cpp", 6))


@scenario
def names_in_the_code_change(r):
    "A variable, a member, a helper and a macro get other names: the finding is the same."
    before = BOX + "struct K { Box b; int g(int k) { return k +\n    b.get(); } };\nint f(Box chest, int k) {\n  return k + chest.get();\n}\n"
    r.start({"a.cpp": before})
    for after in (before.replace("chest", "crate"),
                  before.replace("Box b;", "Box b_;").replace(" b.get", " b_.get"),
                  before.replace("chest", "theOneThatWasHandedOver").replace("k", "count"),
                  before.replace(" b.get", " this->b.get")):
        r.write("a.cpp", after)
        r.commit()
        passes(r.gate())
    # Another one that was there before is no new name.
    r.write("a.cpp", before)
    r.commit()
    r.git("branch", "-f", "main")
    two = BOX + "int f(Box one, Box two) {\n  if (%s.has())\n    return 2 + %s.get();\n  return 1;\n}\n"
    r.write("a.cpp", two % ("one", "two"))
    r.commit()
    r.git("branch", "-f", "main")
    r.write("a.cpp", two % ("two", "one"))
    r.commit()
    blocks(r.gate(), ("a.cpp", 4))


@scenario
def one_of_two_variables_of_a_name(r):
    "Each in its scope; and the new name is that of a member function."
    text = BOX + "void use(int);\nBox one();\nBox two();\nvoid f(int k) {\n  {\n    Box b = one();\n    use(b.get() + k);\n  }\n  {\n    Box b = two();\n    use(b.get() - k);\n  }\n}\n"
    head, tail = text.split("  {\n", 1)[0], text.split("  {\n", 1)[1].split("  {\n")
    r.start({"a.cpp": text})
    for name in ("entry", "get"):
        r.write("a.cpp", head + "  {\n" + tail[0] + "  {\n" + tail[1].replace("b.get", name + ".get").replace("Box b", "Box " + name))
        r.commit()
        passes(r.gate())
    # One of two that stand beside each other is no new name.
    r.write("a.cpp", text.replace("use(b.get() - k)", "Box other = one();\n    use(other.get() - k); use(b.has())"))
    r.commit()
    blocks(r.gate(), ("a.cpp", 13))


TWO_PLACES = "void use(int);\nvoid send(int);\nvoid %s(%s) {\n%s    use(b.get() + 13);\n%s    send(b.get() * 31);\n}\n"


@scenario
def mended_here_and_broken_there_while_all_moves(r):
    "A function gets another name, parameter, namespace, place or file: its lines stay what they were."
    test = "    if (!b.has()) return;\n"
    before = BOX + "bool k();\nint other() { return 1; }\n" + TWO_PLACES % ("f", "Box b", "  if (k()) {\n", "  } else {\n" + test) + "  }\n"
    before = before.replace("31);\n}\n  }\n", "31);\n  }\n}\n")
    after = before.replace(test, "").replace("{\n    use", "{\n" + test + "    use")
    r.start({"a.cpp": before})
    body = after.split("other() { return 1; }\n")[1]
    for name, text in (("a.cpp", after), ("a.cpp", after.replace("void f(", "void g(")),
                       ("a.cpp", after.replace("f(Box b)", "f(const Box b, int)")),
                       ("a.cpp", after.replace("void f(", "namespace n {\nvoid f(") + "}\n"),
                       ("a.cpp", BOX + "bool k();\n" + body + "int other() { return 1; }\n"),
                       ("sub/a.cpp", after)):
        r.git("checkout", "-q", "main", "--", ".")
        if name != "a.cpp":
            r.git("rm", "-q", "-f", "a.cpp")
        r.write(name, text)
        r.database(name)
        r.commit()
        answer = r.gate()
        same(answer.code, 1, answer)
        same([text.splitlines()[line - 1].strip() for _, line in answer.places()],
             ["send(b.get() * 31);"], answer)


@scenario
def renamed_with_several_places(r):
    "git mv, and the finding tells of two; then the first of them is mended as well."
    text = BOX + "bool k();\n" + TWO_PLACES % ("f", "Box b", "  if (k())\n", "  else\n")
    r.start({"a.cpp": text})
    r.git("mv", "a.cpp", "b.cpp")
    r.database("b.cpp")
    for now in (text, text.replace("if (k())", "if (k() && b.has())")):
        r.write("b.cpp", now)
        r.commit()
        answer = r.gate()
        passes(answer)
        same(answer.json["fixed"], [], answer)


@scenario
def order_of_places_changes(r):
    "Two branches of one finding change places."
    one, two = "  if (n == 1)\n    use(b.get() + 13);\n", "  if (n == 2)\n    send(b.get() * 31);\n"
    frame = BOX + "void use(int);\nvoid send(int);\nvoid f(Box b, int n) {\n%s%s}\n"
    r.start({"a.cpp": frame % (one, two)})
    r.write("a.cpp", frame % (two, one))
    r.commit()
    passes(r.gate())


@scenario
def what_is_deleted_does_not_pay(r):
    "A function goes; another one, which stays where it is, gets a new name and loses its guard."
    r.start({"a.cpp": BOX + PROBE % ("readJson", ""), "b.cpp": BOX + PROBE % ("readXml", TEST)})
    r.git("rm", "-q", "a.cpp")
    r.write("b.cpp", BOX + PROBE % ("readAny", ""))
    r.database("b.cpp")
    r.commit()
    blocks(r.gate(), ("b.cpp", 5))
    # Its line is rewritten, too.
    r.write("b.cpp", BOX + (PROBE % ("readAny", "")).replace("b.get() + second", "second + b.get()"))
    r.commit()
    blocks(r.gate(), ("b.cpp", 5))


@scenario
def two_functions_move_and_change_parts(r):
    "To a new file and a namespace: what loses its guard is new, though the other one is mended."
    r.start({"a.cpp": BOX + PROBE % ("readJson", "") + PROBE % ("readXml", TEST)})
    r.git("rm", "-q", "a.cpp")
    r.write("b.cpp", BOX + "namespace io {\n" + PROBE % ("readJson", TEST) + PROBE % ("readXml", "") + "}\n")
    r.database("b.cpp")
    r.commit()
    blocks(r.gate(), ("b.cpp", 13))


@scenario
def renamed_and_moved_at_once(r):
    "Functions go into a new file, and there into a namespace."
    both = PROBE % ("f", "") + PROBE.replace("first", "begin").replace("second", "end") % ("g", "")
    r.start({"a.cpp": BOX + "int before;\n" + both})
    r.write("a.cpp", BOX + "int before;\n")
    r.write("b.cpp", BOX + "namespace n {\n" + both + "} // namespace n\n")
    r.database("a.cpp", "b.cpp")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(answer.places("old"), [("b.cpp", 6), ("b.cpp", 11)], answer)
    # One that has little of the old one's is another one.
    r.write("b.cpp", BOX + "namespace n {\nint other(Box b) {\n  long sum = 0;\n  for (int i = 0; i < 9; ++i)\n"
            "    sum += i;\n  sum *= 2;\n  return b.get() + sum;\n}\n} // namespace n\n")
    r.commit()
    blocks(r.gate(), ("b.cpp", 8))


if __name__ == "__main__":
    run(sys.argv)
