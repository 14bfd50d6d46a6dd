//===- MarkdownWriter.cpp - A comment on a merge request ------------------===//
//
// Short: the verdict, the findings that block with the code and what to write,
// the others in one line each, and what a reviewer must see.
//
//===----------------------------------------------------------------------===//

#include "driver/report/ChangeText.h"
#include "driver/report/Shown.h"
#include "driver/report/Telling.h"
#include "driver/report/Writer.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

namespace {

class MarkdownReport {
public:
  MarkdownReport(const Report &TheReport, const WriteOptions &Options,
                 llvm::raw_ostream &OS)
      : TheReport(TheReport), OS(OS), Sources(TheReport.Root, Options.Files) {}
  void write();

private:
  void blocking(const JudgedFinding &Judged);
  void fenced(llvm::StringRef Language, llvm::StringRef Code);
  void codeLines(const Finding &F);

  const Report &TheReport;
  llvm::raw_ostream &OS;
  SourceLines Sources;
};

class MarkdownWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override {
    MarkdownReport(TheReport, Options, OS).write();
  }
};

} // namespace

static WriterRegistry::Add<MarkdownWriter> X("markdown",
                                             "a comment on a merge request");

/// Text that stands for itself: no markup, no HTML, nobody is called by name.
static std::string md(llvm::StringRef Text) {
  std::string Result;
  for (char C : plainText(Text)) {
    if (C == '<')
      Result += "&lt;";
    else if (C == '@')
      Result += "&#64;";
    else if (C == '\n')
      Result += ' ';
    else if (llvm::StringRef("\\`*_[]#~|!&>$").contains(C))
      (Result += '\\') += C;
    else
      Result += C;
  }
  return Result;
}

/// A code span that nothing in \p Text can end.
static std::string span(llvm::StringRef Text) {
  std::string Plain = plainText(Text);
  llvm::replace(Plain, '\n', ' ');
  std::string Ticks = "`";
  while (llvm::StringRef(Plain).contains(Ticks))
    Ticks += '`';
  bool Pad = Plain.empty() || Plain.front() == '`' || Plain.back() == '`';
  return Ticks + (Pad ? " " : "") + Plain + (Pad ? " " : "") + Ticks;
}

void MarkdownReport::fenced(llvm::StringRef Language, llvm::StringRef Code) {
  std::string Fence = "```";
  while (Code.contains(Fence))
    Fence += '`';
  OS << Fence << Language << '\n' << Code << '\n' << Fence << '\n';
}

/// The line, with one around it for those who do not have the file open.
void MarkdownReport::codeLines(const Finding &F) {
  std::vector<std::string> Lines;
  unsigned First = F.Begin.Line > 1 ? F.Begin.Line - 1 : 1;
  for (unsigned Line = First; Line <= F.Begin.Line + 1; ++Line)
    Lines.push_back(plainText(Sources.line(F.Begin.File, Line)));
  // GitLab obeys lines like "/approve", in some versions within code as well.
  for (std::string &Line : Lines)
    if (Line.size() > 1 && Line[0] == '/' && llvm::isAlpha(Line[1]))
      Line.insert(0, " ");
  while (!Lines.empty() && llvm::StringRef(Lines.back()).trim().empty())
    Lines.pop_back();
  if (!Lines.empty())
    fenced("cpp", llvm::join(Lines, "\n"));
}

void MarkdownReport::blocking(const JudgedFinding &Judged) {
  const Finding &F = Judged.TheFinding;
  OS << "#### " << span(F.Begin.File + ":" + std::to_string(F.Begin.Line))
     << " " << md(F.Message) << "\n\n";
  codeLines(F);
  for (const Step &S : F.Steps)
    OS << "- " << span(S.At.File + ":" + std::to_string(S.At.Line)) << " "
       << md(S.Message) << '\n';
  OS << '\n';
  if (Judged.TheRule)
    OS << "**" << span("codex-" + F.Rule) << "** "
       << md(Judged.TheRule->sentence()) << "  \n";
  std::string Incident = incidentLine(Judged, TheReport);
  if (!Incident.empty())
    OS << md(Incident) << "  \n";
  if (Judged.TheRule)
    OS << span("codex-lint explain " + F.Rule) << "\n\n";
  if (std::optional<Suggestion> S = suggestionOf(F, Sources)) {
    OS << md(F.Fixes.front().Description) << " (";
    OS << (S->FirstLine == S->LastLine
               ? "line " + std::to_string(S->FirstLine)
               : "lines " + std::to_string(S->FirstLine) + " to " +
                     std::to_string(S->LastLine))
       << "):\n\n";
    fenced("suggestion", exactText(S->NewText));
    OS << '\n';
  }
}

void MarkdownReport::write() {
  static constexpr llvm::StringLiteral Signs[] = {"✅", "❌", "⚠️"};
  OS << "### " << Signs[static_cast<unsigned>(TheReport.TheVerdict)]
     << " codex-lint: " << md(headline(TheReport)) << "\n\n";
  for (const std::string &Reason : TheReport.Reasons)
    OS << "- " << md(Reason) << '\n';
  if (!TheReport.Reasons.empty())
    OS << '\n';
  ShownFindings Shown = shownFindings(TheReport);
  for (const JudgedFinding *Judged : Shown.List)
    if (Judged->Blocks)
      blocking(*Judged);
  bool Others = false;
  for (const JudgedFinding *Judged : Shown.List) {
    if (Judged->Blocks)
      continue;
    if (!Others)
      OS << "#### Worth a look; does not block\n\n";
    Others = true;
    const Finding &F = Judged->TheFinding;
    OS << "- " << span(F.Begin.File + ":" + std::to_string(F.Begin.Line)) << " "
       << md(F.Message) << " (" << span("codex-" + F.Rule) << ")\n";
  }
  if (Others)
    OS << '\n';
  if (Shown.NotShown)
    OS << "and " << Shown.NotShown << " more that are not shown.\n\n";
  if (!TheReport.Units.Failed.empty()) {
    OS << "#### Not analysed, or only in part\n\n";
    for (const FailedUnit &U : TheReport.Units.Failed)
      OS << "- " << span(U.File) << " " << md(U.Reason)
         << (U.AtBaseToo ? " (at the base as well)" : "") << '\n';
    OS << '\n';
  }
  for (const ChangeSection &Section : changeSections(TheReport)) {
    OS << "#### " << md(Section.Title) << "\n\n";
    for (const std::string &Line : Section.Lines)
      OS << "- " << md(Line) << '\n';
    OS << '\n';
  }
}
