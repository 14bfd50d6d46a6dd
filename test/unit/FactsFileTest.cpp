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
  Facts.Foreign = {"inc/h.h"};
  Facts.Findings = {F, Finding()};
  Facts.Errors = {{{"", 0, 0}, "unknown argument: '-fx'"},
                  {{"src/a.cpp", 1, 2}, "expected ';'"}};
  Facts.Gaps = {{{"src/a.cpp", 3, 4}, "r", "too many states"}};
  Facts.Effects.Texts = {"_Z1fv", "_ZN1C1gEv", "field:C::o", "returns:result"};
  Facts.Effects.Endings = {{.Id = 0, .Ends = 12, .Others = 1}};
  Facts.Effects.Functions = {
      {0, {1}, {3}, {2}, {{1, true}}, {{2, {1, false}, 3}}}};
  Facts.Held = {{F, {{{true, "_Z1fv", false, "never"}}, {}}}};
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
  ASSERT_EQ(Read.Held.size(), 1u);
  EXPECT_EQ(Read.Held[0].Held.Message, F.Message);
  ASSERT_EQ(Read.Held[0].Unless.size(), 2u);
  EXPECT_TRUE(Read.Held[0].Unless[0][0].Promises);
  EXPECT_EQ(Read.Held[0].Unless[0][0].What, "never");
  ASSERT_EQ(Read.Effects.Functions.size(), 1u);
  EXPECT_EQ(Read.Effects.Functions[0].Passes[0].Argument, 3);
  EXPECT_TRUE(Read.Effects.Functions[0].Calls[0].Virtual);
  ASSERT_EQ(Read.Effects.Endings.size(), 1u);
  EXPECT_EQ(Read.Effects.Endings[0].Ends, 12);
  EXPECT_EQ(Read.Effects.Endings[0].Others, 1);
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
  EXPECT_EQ(messages(parseFacts("{\"codexFacts\": 7,", "a.facts")),
            "a.facts:1:18: the file ends inside of an object that begins in "
            "line 1 (while reading facts; the file is truncated or damaged: "
            "collect it again)");
}

static UnitFacts orderFacts();

static std::string sealed(const UnitFacts &Facts) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeSealedFacts(Facts, OS);
  return Text;
}

TEST(FactsFile, SealedFactsAreTheSame) {
  for (const UnitFacts &Facts : {UnitFacts(), fullFacts(), orderFacts()})
    EXPECT_EQ(written(must(parseFacts(sealed(Facts), "a.facts"))),
              written(Facts));
  // One after the other, in one file.
  std::string Both = sealed(fullFacts()) + sealed(orderFacts()) + "rest";
  llvm::StringRef Left = Both;
  EXPECT_EQ(written(must(takeFacts(Left, "b"))), written(fullFacts()));
  EXPECT_EQ(written(must(takeFacts(Left, "b"))), written(orderFacts()));
  EXPECT_EQ(Left, "rest");
}

TEST(FactsFile, ASealThatIsBrokenIsAnError) {
  std::string Text = sealed(orderFacts());
  for (size_t Length = 0; Length + 1 < Text.size(); ++Length)
    EXPECT_NE(messages(parseFacts(Text.substr(0, Length), "a.facts")), "")
        << Length;
  // Any byte behind the first line, and one too many.
  for (size_t At = Text.find('\n') + 1; At + 1 < Text.size(); ++At) {
    std::string Other = Text;
    Other[At] ^= 1;
    EXPECT_EQ(messages(parseFacts(Other, "a.facts")),
              "a.facts: the file is truncated or damaged: collect it again")
        << At;
  }
  EXPECT_EQ(messages(parseFacts(Text + "x", "a.facts")),
            "a.facts: goes on behind its facts; collect it again");
}

TEST(FactsFile, OtherVersionsAndOtherFiles) {
  EXPECT_EQ(messages(parseFacts("{\"codexFacts\": 12}", "a.facts")),
            "a.facts: is a facts file of version 12, and this codex-lint reads "
            "11; collect and link with the same codex-lint");
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

/// One function that calls another one, with an event.
static UnitFacts orderFacts() {
  UnitFacts Facts;
  Facts.MainFile = "a.cpp";
  OrderUnit &U = Facts.Order;
  U.Texts = {"", "listen: 3", "\xFF"};
  U.Files = {"", "a b.cpp"};
  U.Events = {{"serves", "listen", 0, "=2", true, 1, -1, {}}};
  OrderInstr I;
  I.Op = OrderInstr::Call;
  I.Dst = 7;
  I.Args = {-1, 3};
  I.Text = 1;
  I.Events = {0};
  I.Mutable = 2;
  I.Try = 0;
  I.File = 1;
  I.Line = 12;
  I.Column = 3;
  I.Shape = 'p';
  OrderFunction F;
  F.Id = "f";
  F.Name = "f(int)";
  F.IsMain = F.InTest = true;
  F.Overrides = {2};
  F.Blocks.resize(2);
  F.Blocks[0].Code = {I};
  F.Blocks[0].Condition = 7;
  F.Blocks[0].Next = {1, -1};
  F.Blocks[0].Cases = {"-4"};
  F.Tries = {{-1, {{1, 2}, {0, -1}}}};
  U.Functions = {F};
  return Facts;
}

TEST(FactsFile, TheOrderOfEventsIsKept) {
  UnitFacts Read = must(parseFacts(written(orderFacts()), "a.facts"));
  EXPECT_EQ(written(Read), written(orderFacts()));
  ASSERT_EQ(Read.Order.Functions.size(), 1u);
  EXPECT_EQ(Read.Order.Functions[0].Outline.Calls, std::vector<int>{1});
  EXPECT_EQ(Read.Order.Functions[0].Outline.Events, std::vector<int>{0});
  EXPECT_EQ(Read.Order.Functions[0].Outline.Operations, 1u);
  const OrderFunction F =
      readOrderBody(Read.Order, textOf(Read.Order), Read.Order.Functions[0]);
  EXPECT_TRUE(F.IsMain);
  EXPECT_FALSE(F.IsStart);
  EXPECT_EQ(F.Blocks[0].Next, (std::vector<int>{1, -1}));
  EXPECT_EQ(F.Blocks[0].Code[0].Args, (std::vector<int>{-1, 3}));
  EXPECT_EQ(F.Blocks[0].Code[0].Line, 12u);
  EXPECT_EQ(F.Tries[0].Handlers[1].Type, -1);
  EXPECT_EQ(Read.Order.Events[0].Out, 1);
}

TEST(FactsFile, ADamagedOrderOfEventsIsNoHalfOne) {
  std::string Whole = writeOrderUnit(orderFacts().Order);
  for (size_t I = 0; I < Whole.size(); ++I) {
    std::string Other = Whole;
    Other[I] ^= 1;
    OrderUnit Out;
    EXPECT_NE(messages(readOrderUnit(Other, Out)), "") << I;
  }
}

TEST(FactsFile, IndicesOfTheOrderOfEventsAreInRange) {
  UnitFacts Facts = orderFacts();
  Facts.Order.Functions[0].Blocks[0].Next = {5, -1};
  OrderUnit Out;
  EXPECT_NE(messages(readOrderUnit(writeOrderUnit(Facts.Order), Out))
                .find("cannot be understood"),
            std::string::npos);
}
