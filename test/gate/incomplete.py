"""What cannot be analysed, at the head or on both sides."""
import sys

from openings import BAD, BOX, BROKEN, GOOD, bad
from repo import blocks, holds, passes, run, same, scenario


# What cannot be analysed.

@scenario
def does_not_parse_at_head_only(r):
    "The change's own fault: incomplete, and the gate is closed."
    r.start({"a.cpp": GOOD})
    r.write("a.cpp", GOOD + "int broken() { return missing; }\n")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)
    failed, = answer.json["units"]["failed"]
    same((failed["file"], failed["partial"]), ("a.cpp", True), answer)
    same(answer.json["units"]["total"], 1, answer)


@scenario
def does_not_parse_on_either_side(r):
    "Listed, and no fault of the change."
    broken = GOOD + "int broken() { return missing; }\n"
    r.start({"a.cpp": broken})
    r.write("a.cpp", broken + "// more\n")
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.json["units"]["failed"]), 1, answer)


@scenario
def fail_open(r):
    "The policy lets it through; what blocks blocks."
    r.start({"a.cpp": GOOD, "b.cpp": GOOD, ".codex.json":
             '{"policy": {"incomplete": "fail-open"}}'})
    r.write("a.cpp", "#error no\n")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (0, "incomplete"), answer)
    r.write("b.cpp", BAD)
    r.commit()
    same(r.gate().code, 1)


@scenario
def found_and_incomplete(r):
    "Both at once: exit 1."
    r.start({"a.cpp": GOOD, "b.cpp": GOOD})
    r.write("a.cpp", BOX + "int broken() { return missing; }\n")
    r.write("b.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(len(answer.json["reasons"]), 3, answer)


@scenario
def crash_in_one_unit(r):
    "It costs that unit, and the others are judged."
    r.start({"a.cpp": GOOD, "b.cpp": GOOD})
    r.write("a.cpp", "#pragma clang __debug crash\n")
    r.write("b.cpp", BAD)
    r.commit()
    answer = r.gate()
    same(answer.code, 1, answer)
    same(answer.places(), [("b.cpp", 2)], answer)
    same([f["file"] for f in answer.json["units"]["failed"]], ["a.cpp"], answer)


@scenario
def cap(r):
    "People are shown the worst, programs get all."
    r.start({"a.cpp": GOOD, ".codex.json": '{"policy": {"maxShown": 2}}'})
    r.write("a.cpp", BOX + "int j(int i) {\nagain:\n  if (--i) goto again;\n  return i;\n}\n"
            + "".join(bad(f"f{i}") for i in range(4)))
    r.commit()
    answer = r.gate()
    same(len(answer.findings("new")), 5, answer)
    same(answer.json["notShown"], 3, answer)
    same(answer.out.count("error:"), 2, answer)
    holds("3 new findings more" in answer.out, answer)


@scenario
def only_texts_change(r):
    "Nothing of C or C++ in it: no compile commands are needed."
    r.start({"a.cpp": BAD})
    (r.root / "build/compile_commands.json").unlink()
    r.write("README.md", "x\n")
    r.commit()
    passes(r.gate())
    r.write("a.cpp", GOOD)
    r.commit()
    answer = r.gate()
    same(answer.code, 2, answer)
    holds("CMAKE_EXPORT_COMPILE_COMMANDS" in answer.err, answer)


@scenario
def commands_write_and_load_nothing(r):
    "Compile commands are data."
    flags = ["-o", "out.o", "-MD", "-MF", "out.d", "-save-temps",
             "--serialize-diagnostics", "out.dia", "-ftime-trace=out.json",
             "-fplugin=./evil.so", "-Xclang", "-load", "-Xclang", "./evil.so",
             "-fpass-plugin=./evil.so", "-mllvm", "-load=./evil.so",
             "-fcrash-diagnostics-dir=crash", "-Wp,-MD,out2.d"]
    r.start({"a.cpp": GOOD}, sources=[("a.cpp", flags)])
    r.write("a.cpp", BAD)
    r.commit()
    before = sorted(str(p) for p in r.root.rglob("*") if ".git/" not in str(p))
    blocks(r.gate(), ("a.cpp", 2))
    same(sorted(str(p) for p in r.root.rglob("*") if ".git/" not in str(p)), before)


# What cannot be seen.

@scenario
def blinder_than_before(r):
    "A unit with an error at the base does not excuse one that crashes at the head."
    broken = "int broken() { return missing; }\n"
    r.start({"a.cpp": GOOD + broken, "b.cpp": GOOD.replace("f(", "b(") + broken})
    r.write("a.cpp", "#pragma clang __debug crash\n" + BAD + broken)
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)
    r.git("checkout", "-q", "-B", "other", "main")
    r.write("b.cpp", '#include "nowhere.h"\n' + GOOD.replace("f(", "b(") + broken)
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)


@scenario
def each_command_for_itself(r):
    "Of two units of a file one failed before; the other fails now."
    r.start({"a.cpp": "#ifdef A\n#error a\n#endif\nint x;\n"},
            sources=["a.cpp", ("a.cpp", ["-DA"])])
    r.write("a.cpp", "#ifndef A\n#error b\n#endif\nint x;\n")
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)


@scenario
def crash_on_both_sides(r):
    "A crash, or a unit that takes too long, at base and head alike."
    crash = "#pragma clang __debug crash\n"
    slow = ("template <int N, int M> struct S { static constexpr int v = S<N - 1, M>::v + S<N - 1, M + 1>::v; };\n"
            "template <int M> struct S<0, M> { static constexpr int v = 1; };\nint s = S<900, 0>::v;\n")
    r.start({"a.cpp": crash, "b.cpp": slow, "c.cpp": GOOD.replace("f(", "c("),
             ".codex.json": '{"limits": {"unitSeconds": 1}}'})
    r.write("a.cpp", crash + "int a;\n")
    r.write("b.cpp", slow + "int b;\n")
    r.write("c.cpp", BAD.replace("f(", "c("))
    r.commit()
    answer = r.gate()
    blocks(answer, ("c.cpp", 2))
    same([(f["file"], f["atBaseToo"]) for f in answer.json["units"]["failed"]],
         [("a.cpp", True), ("b.cpp", True)], answer)
    same(answer.json["reasons"], ["1 finding blocks"], answer)


@scenario
def out_of_memory(r):
    "It costs the unit."
    r.start({"a.cpp": GOOD, ".codex.json": '{"limits": {"unitMemoryMiB": 300}}'})
    r.write("a.cpp", "template <class... T> struct L {};\n"
            "template <int N, class... T> struct M { using t = typename M<N - 1, T..., T..., int>::t; };\n"
            "template <class... T> struct M<0, T...> { using t = L<T...>; };\nM<26>::t x;\n")
    r.commit()
    answer = r.gate()
    same(answer.code, 3, answer)
    holds("limits.unitMemoryMiB" in answer.json["units"]["failed"][0]["reason"], answer)


@scenario
def more_errors_than_before(r):
    "What was seen at the base and is not seen any more is no old failure."
    r.start({"a.cpp": GOOD + BROKEN})
    r.write("a.cpp", GOOD.replace("b.get()", "nowhere(b)") + BROKEN)
    r.commit()
    answer = r.gate()
    same((answer.code, answer.json["verdict"]), (3, "incomplete"), answer)
    # As many, and another one: what it stands in was seen before.
    r.write("a.cpp", GOOD.replace("b.get()", "nowhere(b)") + "int broken() { return 1; }\n")
    r.commit()
    same(r.gate().code, 3)
    # The same one twice.
    r.write("a.cpp", GOOD + BROKEN + BROKEN.replace("broken", "again"))
    r.commit()
    same(r.gate().code, 3)


@scenario
def fewer_errors_than_before(r):
    "One is mended, one has moved: no fault of the change."
    r.start({"a.cpp": GOOD + BROKEN + "int more() { return nowhere; }\n"
             "auto l = [] { return 1; };\nint *p = l;\n"})
    r.write("a.cpp", "// above\n" + GOOD + "auto l = [] { return 1; };\nint *p = l;\n" + BROKEN)
    r.commit()
    answer = r.gate()
    passes(answer)
    same(len(answer.json["units"]["failed"][0]["errors"]), 2, answer)


@scenario
def a_header_breaks_more_of_what_is_broken(r):
    "Both units failed before; the changed header breaks one of them further."
    r.start({"h.h": "int h();\n", "a.cpp": '#include "h.h"\nint a = h();\n' + BROKEN,
             "b.cpp": '#include "h.h"\nint b;\n' + BROKEN})
    r.write("h.h", "int k();\n")
    r.commit()
    answer = r.gate()
    same(answer.code, 3, answer)
    same([(f["file"], f["atBaseToo"]) for f in answer.json["units"]["failed"]],
         [("a.cpp", False), ("b.cpp", True)], answer)


@scenario
def the_same_error_hides_something_else(r):
    "The words are the base's, and the function is another one."
    guarded = GOOD.replace("Box b)", "int k, Box b)")
    r.start({"a.cpp": "int g(Gone k) { return 1; }\n" + guarded})
    r.write("a.cpp", "int g(int k) { return 1; }\n" + guarded.replace("int k", "Gone k"))
    r.commit()
    same(r.gate().code, 3)
    # The erroneous line itself gets another name, and moves.
    r.write("a.cpp", guarded + "int h(Gone k) { return 1; }\n")
    r.commit()
    passes(r.gate())


if __name__ == "__main__":
    run(sys.argv)
