//===- Waivers.cpp - Permissions in the code ------------------------------===//

#include "driver/judge/Waivers.h"

#include "driver/Today.h"
#include "driver/judge/Judge.h"
#include "model/Fingerprint.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace codex;
using std::chrono::days;
using std::chrono::sys_days;

static constexpr llvm::StringLiteral WaiveWord = "codex-waive";
static constexpr llvm::StringLiteral CheckPrefix = "codex-";

/// The comment without the signs around it.
static llvm::StringRef inner(llvm::StringRef Comment) {
  bool Block = Comment.starts_with("/*");
  Comment = Comment.drop_front(2);
  if (Block)
    Comment.consume_back("*/");
  else
    Comment = Comment.ltrim('/'); // of documentation
  return Comment.trim(" \t\r\n*!<");
}

/// Returns what is wrong with the date, or "".
std::string WaiverBook::parseDate(llvm::StringRef Text, Waiver &W) const {
  unsigned Year = 0, Month = 0, Day = 0;
  bool Form = Text.size() == 10 && Text[4] == '-' && Text[7] == '-' &&
              !Text.substr(0, 4).getAsInteger(10, Year) &&
              !Text.substr(5, 2).getAsInteger(10, Month) &&
              !Text.substr(8, 2).getAsInteger(10, Day);
  std::chrono::year_month_day Date{std::chrono::year(Year),
                                   std::chrono::month(Month),
                                   std::chrono::day(Day)};
  if (!Form || !Date.ok())
    return "'" + Text.str() + "' is no date of the form YYYY-MM-DD";
  W.Until = Text.str();
  W.DaysLeft = (sys_days(Date) - Policy.Today).count();
  if (W.DaysLeft < 0)
    return "it ended on " + W.Until;
  if (W.DaysLeft > static_cast<int>(Policy.WaiverDays))
    return "it ends on " + W.Until + ", more than " +
           std::to_string(Policy.WaiverDays) + " days ahead; the last day is " +
           isoDay(Policy.Today + days(Policy.WaiverDays));
  return "";
}

/// \p Inside is what stands in the parentheses, \p Behind what follows them.
std::string WaiverBook::parse(llvm::StringRef Inside, llvm::StringRef Behind,
                              Waiver &W) const {
  std::string Problem;
  auto Complain = [&](const llvm::Twine &Text) {
    if (Problem.empty())
      Problem = Text.str();
  };
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Inside.split(Parts, ',');
  bool Dated = false;
  for (llvm::StringRef Part : Parts) {
    Part = Part.trim();
    auto [Key, Value] = Part.split('=');
    Key = Key.trim();
    Value = Value.trim();
    if (!Part.contains('=')) {
      Part.consume_front(CheckPrefix);
      if (!Rules.findRule(Part))
        Complain("there is no rule '" + Part + "'");
      W.Rules.push_back(Part.str());
    } else if (Key == "until") {
      Dated = true;
      std::string Wrong = parseDate(Value, W);
      if (!Wrong.empty())
        Complain(Wrong);
    } else if (Key == "by") {
      W.Owner = Value.str();
    } else {
      Complain("it has no setting '" + Key + "', only until and by");
    }
  }
  if (W.Rules.empty())
    Complain("it names no rule");
  if (!Dated)
    Complain("it has no date; write until=YYYY-MM-DD");
  if (Behind.consume_front(":"))
    W.Reason = llvm::join(llvm::split(Behind.trim(), '\n'), " ");
  if (W.Reason.empty())
    Complain("it gives no reason; write one behind a colon");
  return Problem;
}

/// A formatter breaks a long line comment, within the parentheses as well.
static std::string joined(llvm::ArrayRef<SourceComment> From) {
  std::string Text = inner(From.front().Text).str();
  unsigned Line = From.front().EndLine;
  for (const SourceComment &Next : From.drop_front()) {
    if (llvm::StringRef(Text).contains(')') || Next.Line != Line + 1 ||
        !Next.Text.starts_with("//"))
      break;
    Text += " " + inner(Next.Text).str();
    Line = Next.EndLine;
  }
  return Text;
}

void WaiverBook::readWaiver(llvm::StringRef File, const SourceText &Source,
                            llvm::ArrayRef<SourceComment> From) {
  const SourceComment &Comment = From.front();
  std::string Whole = joined(From);
  llvm::StringRef Text =
      llvm::StringRef(Whole).drop_front(WaiveWord.size()).ltrim(" \t");
  Entry E;
  E.TheWaiver.At = {File.str(), Comment.Line, Comment.Column};
  E.EndColumn = Comment.Column + Comment.Text.find('\n', 0);
  if (Comment.Text.find('\n') == llvm::StringRef::npos)
    E.EndColumn = Comment.Column + Comment.Text.size();
  E.FirstLine =
      Source.hasCode(Comment.Line) ? Comment.Line : Comment.EndLine + 1;
  E.LastLine = Source.statementEnd(E.FirstLine);
  size_t Close = Text.find(')');
  if (!Text.consume_front("(") || Close == llvm::StringRef::npos)
    E.Problem = "it needs parentheses: codex-waive(RULE, until=YYYY-MM-DD): "
                "REASON";
  else
    E.Problem =
        parse(Text.take_front(Close - 1), Text.drop_front(Close), E.TheWaiver);
  Entries.push_back(std::move(E));
}

/// NOLINT, NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND, with a list or without.
void WaiverBook::readNolint(llvm::StringRef File, const SourceText &Source,
                            const SourceComment &Comment) {
  size_t At = Comment.Text.find("NOLINT");
  llvm::StringRef Text = Comment.Text.drop_front(At + strlen("NOLINT"));
  bool NextLine = Text.consume_front("NEXTLINE");
  bool Begin = !NextLine && Text.consume_front("BEGIN");
  bool End = !NextLine && !Begin && Text.consume_front("END");
  Entry E;
  E.Nolint = true;
  E.TheWaiver.At = {File.str(), Comment.Line, Comment.Column};
  E.EndColumn = Comment.Column + At + strlen("NOLINT");
  E.Problem = "NOLINT gives no reason and no date; write "
              "codex-waive(RULE, until=YYYY-MM-DD): REASON";
  if (Text.consume_front("(")) {
    llvm::SmallVector<llvm::StringRef, 4> Names;
    Text.take_until([](char C) { return C == ')'; }).split(Names, ',');
    for (llvm::StringRef Name : Names)
      E.TheWaiver.Rules.push_back(Name.trim().str());
  } else if (!Text.empty() && llvm::isAlnum(Text.front())) {
    return;
  }
  if (End) {
    for (Entry &Open : llvm::reverse(Entries))
      if (Open.Nolint && Open.LastLine == 0 && Open.TheWaiver.At.File == File &&
          Open.TheWaiver.Rules == E.TheWaiver.Rules) {
        Open.LastLine = Comment.Line;
        return;
      }
    return;
  }
  E.FirstLine = Comment.Line + (NextLine ? 1 : 0);
  // 0: an open BEGIN, which covers nothing until its END is met.
  E.LastLine = Begin ? 0 : E.FirstLine;
  Entries.push_back(std::move(E));
}

void WaiverBook::read(llvm::StringRef File, llvm::StringRef Text) {
  // Most files have none, and need not be taken apart.
  if (!Text.contains(WaiveWord) && !Text.contains("NOLINT"))
    return;
  SourceText Source(Text);
  llvm::ArrayRef<SourceComment> Comments = Source.comments();
  for (auto [Index, Comment] : llvm::enumerate(Comments)) {
    if (inner(Comment.Text).starts_with(WaiveWord))
      readWaiver(File, Source, Comments.drop_front(Index));
    else if (Comment.Text.contains("NOLINT"))
      readNolint(File, Source, Comment);
  }
}

bool WaiverBook::covers(const Entry &E, const Finding &F) const {
  if (E.TheWaiver.At.File != F.Begin.File || F.Begin.Line < E.FirstLine ||
      F.Begin.Line > E.LastLine)
    return false;
  if (!E.Nolint)
    return llvm::any_of(E.TheWaiver.Rules, [&](llvm::StringRef Id) {
      const Rule *Named = Rules.findRule(Id);
      return Named && Named->Id == F.Rule;
    });
  std::vector<std::string> Checks{(CheckPrefix + F.Rule).str()};
  if (const Rule *R = Rules.findRule(F.Rule))
    for (const std::string &Former : R->Formerly)
      Checks.push_back((CheckPrefix + Former).str());
  return E.TheWaiver.Rules.empty() ||
         llvm::any_of(E.TheWaiver.Rules, [&](llvm::StringRef Name) {
           llvm::Expected<llvm::GlobPattern> Glob =
               llvm::GlobPattern::create(Name);
           if (Glob)
             return llvm::any_of(Checks, [&](const std::string &Check) {
               return Glob->match(Check);
             });
           llvm::consumeError(Glob.takeError());
           return false;
         });
}

const Waiver *WaiverBook::find(const Finding &F) {
  const Waiver *Found = nullptr;
  for (Entry &E : Entries) {
    if (!covers(E, F))
      continue;
    E.Used = true;
    if (E.Problem.empty() && !Found)
      Found = &E.TheWaiver;
  }
  return Found;
}

std::vector<Finding> WaiverBook::findings(bool Complete) const {
  std::vector<Finding> Result;
  auto Add = [&](const Entry &E, llvm::StringRef Rule, std::string Message) {
    Finding F;
    F.Rule = Rule.str();
    F.Begin = E.TheWaiver.At;
    F.EndLine = E.TheWaiver.At.Line;
    F.EndColumn = E.EndColumn;
    F.Message = std::move(Message);
    // What it says, not where: a waiver that moves is the same one.
    F.Identity = makeIdentity(Rule, llvm::join(E.TheWaiver.Rules, ","),
                              E.TheWaiver.Until + " " + E.TheWaiver.Reason);
    Result.push_back(std::move(F));
  };
  auto WasRun = [&](llvm::StringRef Id) {
    const Rule *Named = Rules.findRule(Id);
    return Named && llvm::is_contained(RulesRun, Named);
  };
  for (const Entry &E : Entries) {
    if (!E.Problem.empty()) {
      // A NOLINT is ours to judge only where it stands against one of ours.
      if (!E.Nolint || E.Used)
        Add(E, "invalid-waiver", "this waiver does not hold: " + E.Problem);
    } else if (Complete && !E.Used && llvm::all_of(E.TheWaiver.Rules, WasRun)) {
      Add(E, "unused-waiver", "this waiver no longer suppresses anything");
    }
  }
  return Result;
}

std::vector<Waiver> WaiverBook::lapsed() const {
  std::vector<Waiver> Result;
  for (const Entry &E : Entries)
    if (!E.Problem.empty() && E.Used) {
      Result.push_back(E.TheWaiver);
      Result.back().Problem = E.Problem;
    }
  return Result;
}

std::vector<Waiver> WaiverBook::holding() const {
  std::vector<Waiver> Result;
  for (const Entry &E : Entries)
    if (E.Problem.empty())
      Result.push_back(E.TheWaiver);
  return Result;
}
