//===- ChangeText.cpp - A change's own part of the text report ------------===//

#include "driver/report/ChangeText.h"

#include "driver/report/Telling.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <map>
#include <set>

using namespace codex;

/// A list that is longer is counted instead: the JSON form has it whole.
static constexpr size_t LinesShown = 20;

static std::string describe(const Waiver &W) {
  std::string Text = W.At.File + ":" + std::to_string(W.At.Line) + ": " +
                     llvm::join(W.Rules, ", ") + ": " + W.Reason;
  Text += " (";
  if (!W.Owner.empty())
    Text += "by " + W.Owner + ", ";
  if (!W.Problem.empty())
    return Text + W.Problem + ")";
  return Text + "until " + W.Until + ", " + counted(W.DaysLeft, "day") +
         " left)";
}

static std::string describe(const BaselineEntry &E) {
  return E.Fingerprint + " " + E.Rule + " " + E.File +
         (E.Function.empty() ? "" : " in " + E.Function);
}

static void addSection(std::vector<ChangeSection> &Into, std::string Title,
                       std::vector<std::string> Lines) {
  if (Lines.empty())
    return;
  if (Lines.size() > LinesShown) {
    size_t More = Lines.size() - LinesShown;
    Lines.resize(LinesShown);
    Lines.push_back("and " + std::to_string(More) + " more");
  }
  Into.push_back({std::move(Title), std::move(Lines)});
}

static std::vector<std::string>
describeAll(llvm::ArrayRef<Waiver> Waivers,
            llvm::function_ref<bool(const Waiver &)> Which) {
  std::vector<std::string> Lines;
  for (const Waiver &W : Waivers)
    if (Which(W))
      Lines.push_back(describe(W));
  return Lines;
}

/// New waivers apart, since a reviewer must see them. One that is bad or of no
/// use is told by a finding at its line where that is new, and by a list where
/// it is old: people are not shown old findings.
static void addWaivers(std::vector<ChangeSection> &Into,
                       const Report &TheReport) {
  std::set<Location> Told;
  for (const JudgedFinding &F : TheReport.Findings)
    if (F.TheStatus == Status::New)
      Told.insert(F.TheFinding.Begin);
  addSection(
      Into, "New waivers, for the reviewer to see",
      describeAll(TheReport.Waivers, [](const Waiver &W) { return W.New; }));
  addSection(Into,
             "Old waivers that cover something new, for the reviewer to see",
             describeAll(TheReport.Waivers,
                         [](const Waiver &W) { return W.CoversNew; }));
  addSection(Into, "Waivers that hold",
             describeAll(TheReport.Waivers, [](const Waiver &W) {
               return !W.New && !W.CoversNew && !W.Unused;
             }));
  addSection(Into, "Waivers that do not hold, on what was there before",
             describeAll(TheReport.Lapsed,
                         [&](const Waiver &W) { return !Told.count(W.At); }));
  addSection(Into, "Waivers that waive nothing any more (take them out)",
             describeAll(TheReport.Waivers, [&](const Waiver &W) {
               return W.Unused && !W.New && !Told.count(W.At);
             }));
}

std::vector<ChangeSection> codex::changeSections(const Report &TheReport) {
  std::vector<ChangeSection> Result;
  if (!TheReport.Change)
    return Result;
  const ChangeReport &Change = *TheReport.Change;
  if (Change.Glass) {
    std::string How = Change.Glass->By == "trailer"
                          ? "by a trailer of commit " +
                                Change.Glass->Commit.substr(0, 12) + " of " +
                                Change.Glass->Author
                          : "by --break-glass";
    addSection(Result, "The glass is broken: nothing blocks",
               {Change.Glass->Reason + " (" + How + ")"});
  }
  addWaivers(Result, TheReport);
  std::vector<std::string> Lines;
  for (const LaterEffect &E : Change.Later)
    Lines.push_back(E.File + " (" + E.What + ", " + E.How + ")" +
                    (E.Problem.empty() ? "" : ": it is broken: " + E.Problem));
  addSection(Result, "Takes effect after merge", std::move(Lines));
  Lines.clear();
  for (const NotAnalysed &N : Change.NotSeen)
    Lines.push_back(N.File + ": " + N.Reason);
  addSection(Result, "Not analysed", std::move(Lines));
  Lines.clear();
  for (const BaselineEntry &E : Change.Grown)
    Lines.push_back(describe(E));
  addSection(Result, "Added to the baseline", std::move(Lines));
  Lines.clear();
  for (const BaselineEntry &E : Change.Gone)
    Lines.push_back(describe(E));
  addSection(Result,
             "Gone, and still in the baseline ('codex-lint baseline update' "
             "takes them out)",
             std::move(Lines));
  Lines.clear();
  for (const Location &At : Change.NewInBaseline)
    Lines.push_back(At.File + ":" + std::to_string(At.Line));
  addSection(Result,
             "New here, and covered by an entry of the baseline (one that a "
             "merge brought back? 'codex-lint baseline update' takes out what "
             "is paid)",
             std::move(Lines));
  addSection(Result, "Note", Change.Notes);
  return Result;
}

std::string codex::changeSummary(const Report &TheReport) {
  size_t New = 0, Blocking = 0;
  std::map<Status, size_t> Others;
  for (const JudgedFinding &F : TheReport.Findings) {
    Blocking += F.Blocks;
    if (F.TheStatus == Status::New)
      ++New;
    else
      ++Others[F.TheStatus];
  }
  std::string Text =
      counted(New, "new finding") + ", " + std::to_string(Blocking) +
      (TheReport.Change && TheReport.Change->Glass ? " that would block"
                                                   : " blocking");
  std::pair<Status, const char *> Words[] = {
      {Status::Old, "old"},
      {Status::Baseline, "in the baseline"},
      {Status::Waived, "waived"},
      {Status::Exempt, "in tests"}};
  for (auto [Which, Word] : Words)
    if (size_t Count = Others[Which])
      Text += "; " + std::to_string(Count) + " " + Word;
  if (size_t Fixed = TheReport.Change ? TheReport.Change->Fixed.size() : 0)
    Text += "; " + std::to_string(Fixed) + " fixed";
  return Text;
}

void codex::writeChangeText(const Report &TheReport, llvm::raw_ostream &OS) {
  for (const ChangeSection &Section : changeSections(TheReport)) {
    OS << Section.Title << ":\n";
    for (const std::string &Line : Section.Lines)
      OS << "  " << visibleLine(Line) << '\n';
    OS << '\n';
  }
}
