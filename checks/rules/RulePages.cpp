#include "rules/RulePages.h"

#include "support/TextLayout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace codex {

const char *const GeneratedPageMark =
    "<!-- Made by `codex-lint rules docs` from the rule and its test. -->";

static std::string waiver(const Rule &R) {
  return "// codex-waive(" + R.Id + ", until=YYYY-MM-DD): why it holds here";
}

//===----------------------------------------------------------------------===//
// Markdown
//===----------------------------------------------------------------------===//

/// What Markdown would take for its own: "std::optional<int>", "'.*' and '.*'".
/// Text between backticks is left alone.
static std::string prose(StringRef Text) {
  std::string Result;
  bool InCode = false;
  for (char C : Text) {
    InCode ^= C == '`';
    if (!InCode && StringRef("\\<*|[]").contains(C))
      Result += '\\';
    Result += C;
  }
  return Result;
}

static std::string bullets(ArrayRef<std::string> Texts) {
  std::string Result;
  for (const std::string &Text : Texts)
    Result += "- " + prose(Text) + "\n";
  return Result;
}

static std::string paragraphs(ArrayRef<std::string> Texts) {
  std::string Result;
  for (const std::string &Text : Texts)
    Result += (Result.empty() ? "" : "\n") + prose(Text) + "\n";
  return Result;
}

/// The test's "// expect: message" lines become plain comments.
static std::string codeBlock(StringRef Code) {
  std::string Result = "```cpp\n";
  for (StringRef Line : split(Code.rtrim('\n'), '\n')) {
    auto [Before, Message] = Line.split("// expect: ");
    Result += Before;
    if (!Message.empty())
      Result += "// reported: " + Message.str();
    Result += '\n';
  }
  return Result + "```\n";
}

static std::string examples(const RuleTest &Test) {
  std::string Result;
  for (const std::string &Code : Test.BadExamples)
    Result += "\nReported:\n\n" + codeBlock(Code);
  for (const std::string &Code : Test.OkExamples)
    Result += "\nNot reported:\n\n" + codeBlock(Code);
  return Result.empty() ? "" : "\n## Examples\n" + Result;
}

static std::string gapLines(ArrayRef<RuleTest::KnownGap> Gaps) {
  std::string Result;
  for (const RuleTest::KnownGap &Gap : Gaps)
    Result += "- `" + Gap.Function + "`: " + prose(Gap.Reason) + "\n";
  return Result;
}

static std::string gaps(const Rule &R, const RuleTest &Test) {
  std::string Result = "\n## Limits\n";
  if (!R.Limits.empty())
    Result += "\n" + bullets(R.Limits);
  Result += ("\nKnown gaps in its test: " + Twine(Test.FalseNegatives.size()) +
             " missed, " + Twine(Test.FalsePositives.size()) +
             " reported in error.\n")
                .str();
  if (!Test.FalseNegatives.empty())
    Result += "\nMissed:\n\n" + gapLines(Test.FalseNegatives);
  if (!Test.FalsePositives.empty())
    Result += "\nReported in error:\n\n" + gapLines(Test.FalsePositives);
  return Result;
}

static std::string incidentLines(const Rule &R, const RuleSet &Rules) {
  std::string Result;
  for (const std::string &Id : R.Incidents) {
    const Incident *I = Rules.findIncident(Id);
    if (!I)
      continue;
    Result += "- " + prose(I->oneLine()) + ". " + prose(I->Lesson);
    for (const auto &[Index, Source] : enumerate(I->Sources))
      Result += (Twine(Index ? ", " : " (") + "[source" +
                 (I->Sources.size() > 1 ? " " + Twine(Index + 1) : Twine()) +
                 "](" + Source + ")")
                    .str();
    Result += I->Sources.empty() ? "\n" : ")\n";
  }
  return Result.empty() ? "" : "\n## What happened before\n\n" + Result;
}

std::string rulePage(const Rule &R, const RuleTest &Test,
                     const RuleSet &Rules) {
  std::string Page = std::string(GeneratedPageMark) + "\n\n# " + R.Id + "\n\n" +
                     prose(R.Title) + ".\n\n> " + prose(R.sentence()) + "\n\n";
  Page += "| level | state | engine | since | subject |\n"
          "|---|---|---|---|---|\n| " +
          toString(R.TheLevel).str() + " | " + toString(R.TheState).str() +
          " | " + R.Engine + " | " + R.Since + " | " + R.Family + " |\n";
  Page += "\n## Why\n\n" + paragraphs(R.Why);
  Page += "\n## What to write instead\n\n" + bullets(R.Fix);
  Page += examples(Test);
  Page += gaps(R, Test);
  Page += incidentLines(R, Rules);
  Page += "\n## How to waive it\n\nOn the line or the line above, with a "
          "reason and an end date:\n\n```cpp\n" +
          waiver(R) + "\n```\n";
  if (R.exemptsTests())
    Page += "\nTest code is exempt from this rule.\n";
  if (!R.Formerly.empty())
    Page += "\nIts name was " + join(R.Formerly, ", ") + " before.\n";
  if (!R.Owners.empty())
    Page += "\nWhom to ask: " + join(R.Owners, ", ") + ".\n";
  if (!R.Rfc.empty())
    Page += "\nWhere it was discussed: <" + R.Rfc + ">.\n";
  return Page;
}

std::string ruleIndexPage(const RuleSet &Rules) {
  std::string Page = std::string(GeneratedPageMark) + "\n\n# Rules\n\n" +
                     "| rule | level | state | engine | says | incidents |\n" +
                     "|---|---|---|---|---|---|\n";
  for (const Rule &R : Rules.Rules)
    Page += "| [" + R.Id + "](" + R.Id + ".md) | " +
            toString(R.TheLevel).str() + " | " + toString(R.TheState).str() +
            " | " + R.Engine + " | " + prose(R.sentence()) + " | " +
            std::to_string(R.Incidents.size()) + " |\n";
  return Page;
}

//===----------------------------------------------------------------------===//
// Terminal
//===----------------------------------------------------------------------===//

static std::string account(const Incident &I) {
  std::string Text = wrapped("Impact: " + I.Impact, "    ") +
                     wrapped("What happened: " + I.WhatHappened, "    ") +
                     wrapped("Cause in code: " + I.RootCauseInCode, "    ") +
                     wrapped("Lesson: " + I.Lesson, "    ");
  if (!I.Caveats.empty())
    Text += wrapped("Not certain: " + I.Caveats, "    ");
  for (const std::string &Source : I.Sources)
    Text += wrapped("Source: " + Source, "    ");
  return Text;
}

static std::string section(StringRef Title, ArrayRef<std::string> Texts) {
  if (Texts.empty())
    return "";
  std::string Result = ("\n" + Title + "\n").str();
  for (const std::string &Text : Texts)
    Result += wrapped(Text, "  - ");
  return Result;
}

std::string ruleExplanation(const Rule &R, const RuleSet &Rules) {
  std::string Text = wrapped(R.Id + ": " + R.Title);
  Text += toString(R.TheLevel).str() + ", " + toString(R.TheState).str() +
          ", engine " + R.Engine + ", since " + R.Since + "\n\n";
  Text += wrapped(R.sentence(), "  ");
  Text += section("Why", R.Why);
  std::string Before;
  for (const std::string &Id : R.Incidents)
    if (const Incident *I = Rules.findIncident(Id))
      Before += wrapped(I->oneLine(), "  ") + account(*I);
  if (!Before.empty())
    Text += "\nWhat happened before\n" + Before;
  Text += section("What to write instead", R.Fix);
  Text += section("What it does not report", R.Limits);
  Text +=
      "\nHow to waive it, on the line or the line above\n  " + waiver(R) + "\n";
  if (R.exemptsTests())
    Text += "  Test code is exempt from this rule.\n";
  return Text;
}

std::string incidentAccount(const Incident &I, const RuleSet &Rules) {
  std::string Text = wrapped(I.oneLine()) + I.Id + ", evidence: " + I.Evidence +
                     "\n\n" + account(I);
  std::vector<std::string> Taught;
  for (const Rule &R : Rules.Rules)
    if (is_contained(R.Incidents, I.Id))
      Taught.push_back(R.Id + ": " + R.sentence());
  return Text + section("Rules that it taught", Taught);
}

} // namespace codex
