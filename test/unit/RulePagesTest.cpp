#include "TestSupport.h"

#include "rules/GeneratedFiles.h"
#include "rules/RulePages.h"
#include "support/TextLayout.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace codex;
using namespace codex::test;

static const char *const TestText = R"(// a_bad is only mentioned here.
// [example-bad]
int a_bad(int X) {
  return *X; // expect: 'X' is wrong
}
// [/example-bad]
int a_ok(int X) { return a_bad(X); }
// Needs the caller's
// knowledge.
int b_FN(int X);
int b_FN(int X) { return 0; }

int c_FP(int X);
// [example-ok]
int d_ok();
// [/example-ok]
)";

TEST(RuleTest, WhatATestTells) {
  RuleTest Test = must(parseRuleTest(TestText, "r.cpp"));
  ASSERT_EQ(Test.BadExamples.size(), 1u);
  EXPECT_EQ(Test.BadExamples[0],
            "int a_bad(int X) {\n  return *X; // expect: 'X' is wrong\n}\n");
  EXPECT_EQ(Test.OkExamples, std::vector<std::string>{"int d_ok();\n"});
  EXPECT_EQ(Test.BadFunctions, 1u);
  EXPECT_EQ(Test.OkFunctions, 2u);
  ASSERT_EQ(Test.FalseNegatives.size(), 1u);
  EXPECT_EQ(Test.FalseNegatives[0].Function, "b_FN");
  EXPECT_EQ(Test.FalseNegatives[0].Reason, "Needs the caller's knowledge.");
  EXPECT_EQ(Test.FalseNegatives[0].Line, 10u);
  ASSERT_EQ(Test.FalsePositives.size(), 1u);
  EXPECT_EQ(Test.FalsePositives[0].Reason, "");
}

TEST(RuleTest, WhatIsExpectedWhere) {
  RuleTest Test = must(parseRuleTest("// flags: -std=c++20 '-DA=b c'\n"
                                     "f(); // expect: may be empty\n"
                                     "// expect+2: codex-other-rule: is bad\n"
                                     "// expect: codex-other-rule\n"
                                     "// step-1: comes from here\n",
                                     "dir/a-rule.cpp"));
  EXPECT_EQ(Test.Flags, (std::vector<std::string>{"-std=c++20", "-DA=b c"}));
  EXPECT_EQ(Test.Rules, std::vector<std::string>{"a-rule"});
  ASSERT_EQ(Test.Findings.size(), 3u);
  EXPECT_EQ(Test.Findings[0].Line, 2u);
  EXPECT_EQ(Test.Findings[0].Rule, "");
  EXPECT_EQ(Test.Findings[0].Text, "may be empty");
  EXPECT_EQ(Test.Findings[1].Line, 5u);
  EXPECT_EQ(Test.Findings[1].Rule, "other-rule");
  EXPECT_EQ(Test.Findings[1].Text, "is bad");
  EXPECT_EQ(Test.Findings[2].Rule, "other-rule");
  EXPECT_EQ(Test.Findings[2].Text, "");
  ASSERT_EQ(Test.Steps.size(), 1u);
  EXPECT_EQ(Test.Steps[0].Line, 4u);
  EXPECT_EQ(must(parseRuleTest("// rules: a, b-c\n", "x.cpp")).Rules,
            (std::vector<std::string>{"a", "b-c"}));
}

TEST(RuleTest, RegionsThatDoNotFit) {
  auto Problem = [](llvm::StringRef Text) {
    return messages(parseRuleTest(Text, "r.cpp"));
  };
  EXPECT_EQ(Problem("// [example-bad]\nint a;\n"),
            "r.cpp:2:1: the region 'example-bad' is not closed");
  EXPECT_EQ(Problem("\n// [/example-ok]\n"),
            "r.cpp:2:1: the marker does not fit: no region is open");
  EXPECT_EQ(Problem("// [example-bad]\n// [/example-ok]\n"),
            "r.cpp:2:1: the marker does not fit: 'example-bad' is open");
  EXPECT_EQ(Problem("// [example-good]\n"),
            "r.cpp:1:1: there is no region 'example-good'; there are "
            "example-bad and example-ok");
}

static RuleSet oneRule() {
  RuleSet Rules;
  Incident &I = Rules.Incidents.emplace_back();
  I.Id = "big-one";
  I.Title = "It broke";
  I.Organisation = "Org";
  I.Date = "2025-11-18T11:20Z";
  I.Lesson = "Do not.";
  I.Sources = {"https://example.org/1", "https://example.org/2"};
  Rule &R = Rules.Rules.emplace_back();
  R.Id = "a-rule";
  R.Family = "input";
  R.Title = "A thing";
  R.Need = "x";
  R.Use = "y";
  R.TheLevel = Level::Must;
  R.TheState = State::Enforced;
  R.Since = "0.1";
  R.Engine = "pattern";
  R.Why = {"It breaks.", "Twice."};
  R.Fix = {"Write y."};
  R.Limits = {"Not `z<*>`, std::z<int> or '.*'."};
  R.Incidents = {"big-one"};
  R.Exempt = {"tests"};
  return Rules;
}

TEST(RulePages, APageHasEveryPart) {
  RuleSet Rules = oneRule();
  RuleTest Test = must(parseRuleTest(TestText, "r.cpp"));
  ReadFindings Read;
  Read.True = 3;
  Read.Debatable = 2;
  Read.False = 5;
  Read.Projects = {"a_b", "c"};
  EXPECT_EQ(rulePage(Rules.Rules[0], Test, Rules, Read),
            std::string(GeneratedPageMark) + R"(

# a-rule

A thing.

> If you need x, use y.

| level | state | engine | since | subject |
|---|---|---|---|---|
| must | enforced | pattern | 0.1 | input |

## Why

It breaks.

Twice.

## What to write instead

- Write y.

## Examples

Reported:

```cpp
int a_bad(int X) {
  return *X; // reported: 'X' is wrong
}
```

Not reported:

```cpp
int d_ok();
```

## How often it is right

3 of 10 findings read are true (30 %), in a_b and c: 3 true, 2 debatable, 5 false. False ones that it does not report any more are left out.

## Limits

- Not `z<*>`, std::z\<int> or '.\*'.

Known gaps in its test: 1 missed, 1 reported in error.

Missed:

- `b_FN`: Needs the caller's knowledge.

Reported in error:

- `c_FP`: 

## What happened before

- 2025-11-18: It broke (Org). Do not. ([source 1](https://example.org/1), [source 2](https://example.org/2))

## How to waive it

On the line or the line above, with a reason and an end date:

```cpp
// codex-waive(a-rule, until=YYYY-MM-DD): why it holds here
```

Test code is exempt from this rule.
)");
}

TEST(RulePages, APageSaysWhereNothingWasRead) {
  RuleSet Rules = oneRule();
  RuleTest Test = must(parseRuleTest(TestText, "r.cpp"));
  EXPECT_NE(
      rulePage(Rules.Rules[0], Test, Rules, {})
          .find("## How often it is right\n\nNo finding in a real project "
                "has been read.\n"),
      std::string::npos);
}

TEST(RulePages, TheIndexAndTheTerminal) {
  RuleSet Rules = oneRule();
  EXPECT_NE(ruleIndexPage(Rules).find("| [a-rule](a-rule.md) | must | enforced "
                                      "| pattern | If you need x, use y. | 1 "
                                      "|\n"),
            std::string::npos);
  std::string Text = ruleExplanation(Rules.Rules[0], Rules);
  for (const char *Part :
       {"a-rule: A thing\nmust, enforced, engine pattern, since 0.1\n",
        "\n  If you need x, use y.\n", "\nWhy\n  - It breaks.\n  - Twice.\n",
        "\n  2025-11-18: It broke (Org)\n", "    Lesson: Do not.\n",
        "    Source: https://example.org/2\n",
        "\nWhat to write instead\n  - Write y.\n",
        "  // codex-waive(a-rule, until=YYYY-MM-DD): why it holds here\n"})
    EXPECT_NE(Text.find(Part), std::string::npos) << Part << "\n" << Text;
  EXPECT_NE(incidentAccount(Rules.Incidents[0], Rules)
                .find("Rules that it taught\n  - a-rule: If you need x"),
            std::string::npos);
}

TEST(RulePages, SchemasJoinTheEnginesOwn) {
  std::map<std::string, std::string> Files =
      must(schemaFiles({{"pattern", R"({"type": "object"})"}}));
  std::vector<std::string> Names;
  for (const auto &[Name, Text] : Files) {
    Names.push_back(Name);
    EXPECT_EQ(messages(llvm::json::parse(Text)), "") << Name;
    EXPECT_EQ(Text.back(), '\n');
  }
  EXPECT_EQ(Names, (std::vector<std::string>{
                       "codex-config.schema.json", "engine-pattern.schema.json",
                       "incident.schema.json", "model.schema.json",
                       "pack.schema.json", "rule.schema.json"}));
  llvm::Expected<llvm::json::Value> RuleSchema =
      llvm::json::parse(Files["rule.schema.json"]);
  ASSERT_EQ(messages(RuleSchema.takeError()), "");
  const llvm::json::Array *All = RuleSchema->getAsObject()->getArray("allOf");
  ASSERT_NE(All, nullptr);
  EXPECT_EQ((*All)[0]
                .getAsObject()
                ->getObject("then")
                ->getObject("properties")
                ->getObject("spec")
                ->getString("$ref"),
            "engine-pattern.schema.json");
  EXPECT_NE(messages(schemaFiles({{"x", "{"}})), "");
}

TEST(GeneratedFiles, WritesWhatDiffersAndRemovesWhatIsLeft) {
  llvm::SmallString<128> Root;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("codex-docs", Root));
  GeneratedFiles Files;
  Files.Root = Root.str().str();
  Files.Content = {{"d/a.md", "MARK a"}, {"d/b.md", "MARK b"}};
  Files.Folders = {{"d", ".md", "MARK"}};
  using Lines = std::vector<std::string>;
  EXPECT_EQ(must(Files.outOfDate()),
            (Lines{"d/a.md: is missing", "d/b.md: is missing"}));
  EXPECT_EQ(must(Files.write()), (Lines{"wrote d/a.md", "wrote d/b.md"}));
  EXPECT_EQ(must(Files.outOfDate()), Lines{});
  EXPECT_EQ(must(Files.write()), Lines{});

  std::error_code Problem;
  llvm::raw_fd_ostream((Root + "/d/own.md").str(), Problem) << "by hand";
  Files.Content = {{"d/a.md", "MARK new"}};
  EXPECT_EQ(must(Files.outOfDate()),
            (Lines{"d/a.md: is out of date",
                   "d/b.md: is left over; what it was made of is gone"}));
  EXPECT_EQ(must(Files.write()), (Lines{"wrote d/a.md", "removed d/b.md"}));
  EXPECT_EQ(must(Files.outOfDate()), Lines{});
  EXPECT_TRUE(llvm::sys::fs::exists(Root + "/d/own.md"));
  llvm::sys::fs::remove_directories(Root);
}

TEST(TextLayout, WrapsAndAligns) {
  std::string Long(70, 'x');
  EXPECT_EQ(wrapped("a " + Long + " bb ccccccccc", "  - "),
            "  - a " + Long + " bb\n    ccccccccc\n");
  EXPECT_EQ(wrapped("", "- "), "- \n");
  // A word that is too long stays whole, and makes no empty line.
  std::string Url(100, 'u');
  EXPECT_EQ(wrapped(Url + " b", "  "), "  " + Url + "\n  b\n");
  EXPECT_EQ(table({{"a", "bb", "c"}, {"\xC3\xA4\xC3\xB6", "x", "y"}}),
            "a   bb  c\n\xC3\xA4\xC3\xB6  x   y\n");
}
