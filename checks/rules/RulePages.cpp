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

static std::string history(const Rule &R) {
  std::string Result;
  for (const StateChange &C : R.History)
    Result +=
        "- " + C.Date + ": " + toString(C.From).str() + " → " +
        toString(C.To).str() + (C.Forced ? ", by force: " : ": ") +
        prose(C.Reason) +
        (C.Figures.read() ? " (" + prose(C.Figures.inWords()) + ")" : "") +
        "\n";
  return Result.empty() ? "" : "\n## How it came here\n\n" + Result;
}

/// By labels as they are now; what a step of its history was taken with stands
/// there.
static std::string precision(const ReadFindings &Read) {
  std::string Title = "\n## How often it is right\n\n";
  if (!Read.read())
    return Title + "No finding in a real project has been read.\n";
  return Title + prose(Read.inWords()) + ": " + std::to_string(Read.True) +
         " true, " + std::to_string(Read.Debatable) + " debatable, " +
         std::to_string(Read.False) +
         " false. False ones that it does not report any more are left out.\n";
}

std::string rulePage(const Rule &R, const RuleTest &Test, const RuleSet &Rules,
                     const ReadFindings &Read) {
  std::string Page = std::string(GeneratedPageMark) + "\n\n# " + R.Id + "\n\n" +
                     prose(R.Title) + ".\n\n> " + prose(R.sentence()) + "\n\n";
  Page += "| level | state | engine | since | subject |\n"
          "|---|---|---|---|---|\n| " +
          toString(R.TheLevel).str() + " | " + toString(R.TheState).str() +
          " | " + R.Engine + " | " + R.Since + " | " + R.Family + " |\n";
  Page += "\n## Why\n\n" + paragraphs(R.Why);
  Page += "\n## What to write instead\n\n" + bullets(R.Fix);
  Page += examples(Test);
  Page += precision(Read);
  Page += gaps(R, Test);
  Page += incidentLines(R, Rules);
  Page += history(R);
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

std::vector<Notice> noticedBy(const Incident &I, const RuleSet &Rules,
                              const std::map<std::string, RuleTest> &Tests) {
  std::vector<Notice> Result;
  for (const Rule &R : Rules.Rules) {
    auto Test = Tests.find(R.Id);
    if (!is_contained(R.Incidents, I.Id) || Test == Tests.end() ||
        Test->second.BadFunctions == 0 || R.TheState == State::Retired)
      continue;
    auto Own = Test->second.Patterns.find(I.Id);
    Result.push_back(
        {&R, Own == Test->second.Patterns.end() ? "" : Own->second});
  }
  return Result;
}

bool hasExample(ArrayRef<Notice> Notices) {
  return any_of(Notices, [](const Notice &N) { return !N.Function.empty(); });
}

std::vector<const Incident *> byDate(const RuleSet &Rules) {
  std::vector<const Incident *> Result;
  for (const Incident &I : Rules.Incidents)
    Result.push_back(&I);
  llvm::sort(Result, [](const Incident *A, const Incident *B) {
    return std::tie(A->Date, A->Id) < std::tie(B->Date, B->Id);
  });
  return Result;
}

std::string incidentTablePage(const RuleSet &Rules,
                              const std::map<std::string, RuleTest> &Tests) {
  std::vector<const Incident *> ByDate = byDate(Rules);
  std::string Rows;
  size_t Shown = 0, Named = 0, Beyond = 0;
  for (const Incident *I : ByDate) {
    std::vector<std::string> Lines;
    std::vector<Notice> Notices = noticedBy(*I, Rules, Tests);
    for (const Notice &N : Notices)
      Lines.push_back("[" + N.TheRule->Id + "](" + N.TheRule->Id + ".md): " +
                      (N.Function.empty() ? "covered by the rule, no example"
                                          : "`" + N.Function + "`"));
    std::string Says = join(Lines, "<br>");
    bool IsShown = hasExample(Notices);
    Shown += IsShown;
    Named += !IsShown && !Lines.empty();
    if (!I->NoRule.empty()) {
      Beyond += Lines.empty();
      Says += (Lines.empty() ? "" : "<br>Not seen: ") + prose(I->NoRule);
    }
    Rows += "| " + I->Id + " | " + prose(I->Title) + " | " +
            (IsShown         ? "yes"
             : Lines.empty() ? "no"
                             : "not shown") +
            " | " + (Says.empty() ? "no rule yet" : Says) + " |\n";
  }
  return std::string(GeneratedPageMark) +
         "\n\n# Incidents, and the rules that notice them\n\n" +
         std::to_string(ByDate.size()) + " incidents. Of " +
         std::to_string(Shown) +
         " the pattern, written from the incident's facts, stands in the test "
         "of a rule that reports it there; " +
         std::to_string(Named) +
         " more are named by a rule and have no such example, " +
         std::to_string(Beyond) + " cannot be seen well enough in sources, " +
         std::to_string(ByDate.size() - Shown - Named - Beyond) +
         " wait for a rule. An example shows one way to write the fault, and "
         "its authors knew the rule: programs that others write from the same "
         "facts are noticed less often. After each rule stands the function of "
         "its test; the tests lie beside the rules in codex-rules/rules/.\n\n"
         "| incident | what happened | noticed | by which rule, and the "
         "pattern; or why not |\n"
         "|---|---|---|---|\n" +
         Rows;
}

//===----------------------------------------------------------------------===//
// Terminal
//===----------------------------------------------------------------------===//

static std::string account(const Incident &I) {
  std::string Text = wrapped("Impact: " + I.Impact, "    ") +
                     wrapped("What happened: " + I.WhatHappened, "    ") +
                     wrapped("Cause in code: " + I.RootCauseInCode, "    ") +
                     wrapped("Lesson: " + I.Lesson, "    ");
  if (!I.NoRule.empty())
    Text += wrapped("What no rule sees: " + I.NoRule, "    ");
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
