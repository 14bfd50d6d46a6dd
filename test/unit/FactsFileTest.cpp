#include "TestSupport.h"

#include "facts/FactsFile.h"

#include "llvm/Support/raw_ostream.h"

using namespace codex;
using namespace codex::test;

static std::string written(const UnitFacts &Facts) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeFacts(Facts, OS);
  return Text;
}

/// Every member differs from its default, and some are unpleasant.
static UnitFacts fullFacts() {
  UnitFacts Facts;
  Facts.MainFile = "src/a b\xFF.cpp";
  Finding F;
  F.Rule = "unchecked-unwrap";
  F.Begin = {"src/\"a\".cpp", 12, 9};
  F.EndLine = 13;
  F.EndColumn = 14;
  F.Function = "ns::f(int)";
  F.Message = "'\xE4' is \n empty \x01 \xE2\x82\xAC";
  F.Steps = {{{"src/b.h", 8, 3}, "from here"}, {{"", 0, 0}, ""}};
  F.Fixes = {
      {"test it", {{"src/a.cpp", 100, 4294967295u, "if (x)\n\t"}}, true}};
  F.InTestBody = true;
  F.Identity = "r\nf\nx";
  F.Fingerprint = "c3af76b3455f77f4";
  Facts.Findings = {F, Finding()};
  Facts.Errors = {{{"", 0, 0}, "unknown argument: '-fx'"},
                  {{"src/a.cpp", 1, 2}, "expected ';'"}};
  Facts.Gaps = {{{"src/a.cpp", 3, 4}, "r", "too many states"}};
  Facts.Fatal = true;
  Facts.Files = {"src/a.cpp", "/usr/include/x.h"};
  Facts.Functions = 17;
  Facts.ParseSeconds = 0.1;
  Facts.EngineSeconds = 1.0 / 3;
  return Facts;
}

TEST(FactsFile, WhatIsReadEqualsWhatWasWritten) {
  UnitFacts Facts = fullFacts();
  UnitFacts Read = must(parseFacts(written(Facts), "a.facts"));
  EXPECT_EQ(written(Read), written(Facts));
  EXPECT_EQ(Read.MainFile, Facts.MainFile);
  ASSERT_EQ(Read.Findings.size(), 2u);
  const Finding &F = Read.Findings[0];
  EXPECT_EQ(F.Message, Facts.Findings[0].Message);
  EXPECT_EQ(F.Begin, Facts.Findings[0].Begin);
  EXPECT_EQ(F.EndLine, 13u);
  EXPECT_EQ(F.EndColumn, 14u);
  EXPECT_EQ(F.Function, "ns::f(int)");
  EXPECT_EQ(F.Steps[0].Message, "from here");
  EXPECT_EQ(F.Fixes[0].Edits[0].Length, 4294967295u);
  EXPECT_EQ(F.Fixes[0].Edits[0].Replacement, "if (x)\n\t");
  EXPECT_TRUE(F.Fixes[0].Safe);
  EXPECT_TRUE(F.InTestBody);
  EXPECT_EQ(F.Identity, "r\nf\nx");
  EXPECT_EQ(F.Fingerprint, "c3af76b3455f77f4");
  EXPECT_EQ(Read.Errors[1].Message, "expected ';'");
  EXPECT_EQ(Read.Gaps[0].Reason, "too many states");
  EXPECT_TRUE(Read.Fatal);
  EXPECT_EQ(Read.Files, Facts.Files);
  EXPECT_EQ(Read.Functions, 17u);
  EXPECT_EQ(Read.ParseSeconds, 0.1);
  EXPECT_EQ(Read.EngineSeconds, 1.0 / 3);
}

TEST(FactsFile, EveryTruncationIsAnError) {
  std::string Text = written(fullFacts());
  // Without the newline it is still whole.
  for (size_t Length = 0; Length + 1 < Text.size(); ++Length)
    EXPECT_NE(messages(parseFacts(Text.substr(0, Length), "a.facts")), "")
        << Length;
  EXPECT_EQ(messages(parseFacts("{\"codexFacts\": 1,", "a.facts")),
            "a.facts:1:18: the file ends inside of an object that begins in "
            "line 1 (while reading facts; the file is truncated or damaged: "
            "collect it again)");
}

TEST(FactsFile, OtherVersionsAndOtherFiles) {
  EXPECT_EQ(messages(parseFacts("{\"codexFacts\": 2}", "a.facts")),
            "a.facts: is a facts file of version 2, and this codex-lint reads "
            "1; collect and link with the same codex-lint");
  EXPECT_EQ(messages(parseFacts("{}", "a.facts")),
            "a.facts: is no facts file of codex-lint: it has no 'codexFacts'");
  EXPECT_EQ(messages(readFactsFile("/no/such.facts")),
            "/no/such.facts: the facts cannot be read: No such file or "
            "directory");
}

TEST(FactsFile, DamageIsNamed) {
  std::string Text = written(UnitFacts());
  Text.replace(Text.find("\"fatal\":false"), 13, "\"fatal\":3");
  std::string Problem = messages(parseFacts(Text, "a.facts"));
  EXPECT_NE(Problem.find("at $.fatal: expected true or false"),
            std::string::npos)
      << Problem;
}
