//===- TextWriter.cpp - A report for people and their editors -------------===//
//
// A finding is short, then points on: where and what, the source line, the
// steps, the rule in its one sentence, the last incident, where to read on.
//
//===----------------------------------------------------------------------===//

#include "driver/report/ChangeText.h"
#include "driver/report/Shown.h"
#include "driver/report/SourceLines.h"
#include "driver/report/Telling.h"
#include "driver/report/Writer.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace codex;
using Colour = llvm::raw_ostream::Colors;

/// Parse errors shown of one failed unit, beside the first; the JSON form has
/// them all.
static constexpr size_t ErrorsShown = 2;

namespace {

class TextReport {
public:
  TextReport(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS)
      : TheReport(TheReport), Options(Options), OS(OS),
        Sources(TheReport.Root, Options.Files) {}

  void write();

private:
  void finding(const JudgedFinding &Judged);
  void place(const Location &At);
  void sourceLine(const Location &At, unsigned EndLine, unsigned EndColumn);
  void teaching(const Rule &TheRule);
  void failedUnits();
  void gaps();
  void summary();
  void coloured(Colour C, llvm::StringRef Text);

  const Report &TheReport;
  const WriteOptions &Options;
  llvm::raw_ostream &OS;
  SourceLines Sources;
};

class TextWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override {
    TextReport(TheReport, Options, OS).write();
  }
};

} // namespace

static WriterRegistry::Add<TextWriter> X("text", "for people");

void TextReport::coloured(Colour C, llvm::StringRef Text) {
  if (Options.Colour)
    OS.changeColor(C, /*Bold=*/true);
  OS << Text;
  if (Options.Colour)
    OS.resetColor();
}

/// File names may hold anything but NUL; a line of ours stays one line.
static std::string oneLine(llvm::StringRef Name) { return visibleLine(Name); }

/// Code as it stands, but for what a terminal or a runner of CI would obey.
/// Each byte stays one, so that columns do.
static std::string codeText(llvm::StringRef Line) {
  std::string Shown = Line.str();
  for (size_t Index = 0; Index < Line.size();) {
    unsigned char C = Line[Index];
    size_t Bytes = C >= 0x80 ? harmlessBytes(Line.substr(Index)) : 1;
    if (Bytes == 0 || (C < 0x20 && C != '\t') || C == 0x7F)
      Shown[Index] = '?';
    Index += std::max<size_t>(Bytes, 1);
  }
  for (size_t Place : runnerCommands(Line))
    Shown[Place] = '?';
  return Shown;
}

void TextReport::place(const Location &At) {
  if (At.File.empty())
    return;
  OS << oneLine(At.File) << ':';
  if (At.Line)
    OS << At.Line << ':' << At.Column << ':';
  OS << ' ';
}

/// The line and a caret below, with the range underlined as far as it lies in
/// that line. Tabs are kept, so that the caret stands right in any terminal.
void TextReport::sourceLine(const Location &At, unsigned EndLine,
                            unsigned EndColumn) {
  llvm::StringRef Line = Sources.line(At.File, At.Line);
  if (Line.empty() || At.Column == 0 || At.Column > Line.size())
    return;
  std::string Number = llvm::formatv("{0,5}", At.Line).str();
  OS << Number << " | " << codeText(Line) << '\n';
  OS << std::string(Number.size(), ' ') << " | ";
  for (char C : Line.take_front(At.Column - 1)) {
    // The bytes of one UTF-8 character take one column.
    if ((static_cast<unsigned char>(C) & 0xC0) != 0x80)
      OS << (C == '\t' ? '\t' : ' ');
  }
  size_t End = EndLine == At.Line ? EndColumn : Line.size() + 1;
  std::string Mark = "^";
  for (size_t I = At.Column; I + 1 < End && I < Line.size(); ++I)
    if ((static_cast<unsigned char>(Line[I]) & 0xC0) != 0x80)
      Mark += '~';
  coloured(Colour::GREEN, Mark);
  OS << '\n';
}

void TextReport::teaching(const Rule &TheRule) {
  OS << "      = " << TheRule.sentence() << '\n';
  for (const std::string &Id : TheRule.Incidents)
    if (const Incident *Known = TheReport.Rules->findIncident(Id)) {
      OS << "      = " << Known->oneLine() << '\n';
      break;
    }
  OS << "      = codex-lint explain " << TheRule.Id << '\n';
}

void TextReport::finding(const JudgedFinding &Judged) {
  const Finding &F = Judged.TheFinding;
  place(F.Begin);
  coloured(Judged.Blocks ? Colour::RED : Colour::MAGENTA,
           Judged.Blocks ? "error: " : "warning: ");
  OS << visibleText(F.Message, /*OneLine=*/true) << " [codex-" << F.Rule
     << "]\n";
  sourceLine(F.Begin, F.EndLine, F.EndColumn);
  for (const Step &S : F.Steps) {
    place(S.At);
    coloured(Colour::CYAN, "note: ");
    OS << visibleText(S.Message, /*OneLine=*/true) << '\n';
    if (!(S.At == F.Begin))
      sourceLine(S.At, S.At.Line, S.At.Column + 1);
  }
  if (Judged.TheRule)
    teaching(*Judged.TheRule);
  OS << '\n';
}

void TextReport::failedUnits() {
  for (const FailedUnit &Unit : TheReport.Units.Failed) {
    OS << oneLine(Unit.File) << ": ";
    coloured(Colour::YELLOW, Unit.Partial ? "analysed in part: " : "failed: ");
    OS << visibleText(Unit.Reason, /*OneLine=*/true)
       << (Unit.AtBaseToo ? " (at the base as well)" : "") << '\n';
    // The reason names the first one.
    llvm::ArrayRef<ParseError> More(Unit.Errors);
    More = More.drop_front(std::min<size_t>(1, More.size()));
    for (const ParseError &Error : More.take_front(ErrorsShown)) {
      OS << "  ";
      place(Error.At);
      OS << visibleText(Error.Message, /*OneLine=*/true) << '\n';
    }
    if (More.size() > ErrorsShown)
      OS << "  and " << More.size() - ErrorsShown << " more\n";
  }
  if (!TheReport.Units.Failed.empty())
    OS << '\n';
}

void TextReport::gaps() {
  for (const Gap &G : TheReport.Gaps) {
    place(G.At);
    coloured(Colour::YELLOW, "not analysed: ");
    OS << visibleText(G.Reason, /*OneLine=*/true);
    if (!G.Rule.empty())
      OS << " [" << G.Rule << ']';
    OS << '\n';
  }
  if (!TheReport.Gaps.empty())
    OS << '\n';
}

void TextReport::summary() {
  size_t Must = 0, Should = 0, Blocking = 0, Waived = 0, Exempt = 0, Known = 0;
  for (const JudgedFinding &F : TheReport.Findings) {
    Waived += F.TheStatus == Status::Waived;
    Exempt += F.TheStatus == Status::Exempt;
    Known += F.TheStatus == Status::Baseline;
    if (F.TheStatus != Status::New)
      continue;
    ++(F.TheRule && F.TheRule->TheLevel == Level::Must ? Must : Should);
    Blocking += F.Blocks;
  }
  const UnitCounts &Units = TheReport.Units;
  OS << "codex-lint: " << toString(TheReport.TheVerdict) << ": "
     << counted(Units.Total, "unit") << ", " << Units.Analysed << " analysed, "
     << Units.Failed.size() << " failed";
  if (size_t InPart = llvm::count_if(
          Units.Failed, [](const FailedUnit &U) { return U.Partial; }))
    OS << " (" << InPart << " of them analysed in part)";
  if (Units.OtherLanguages)
    OS << " (" << Units.OtherLanguages << " of other languages left out)";
  if (TheReport.Change) {
    OS << "; " << changeSummary(TheReport) << '\n';
    return;
  }
  OS << "; " << counted(Must + Should, "finding") << " (" << Must << " must, "
     << Should << " should), " << Blocking << " blocking";
  if (Waived)
    OS << ", " << Waived << " waived";
  if (Exempt)
    OS << ", " << Exempt << " in tests";
  if (Known)
    OS << ", " << Known << " in the baseline";
  if (!TheReport.Gaps.empty())
    OS << "; " << counted(TheReport.Gaps.size(), "place") << " not analysed";
  OS << '\n';
}

void TextReport::write() {
  ShownFindings Shown = shownFindings(TheReport);
  for (const JudgedFinding *Judged : Shown.List)
    finding(*Judged);
  if (Shown.NotShown)
    OS << "and " << counted(Shown.NotShown, "new finding")
       << " more that are not shown (policy.maxShown); --format json has them "
          "all\n\n";
  failedUnits();
  gaps();
  writeChangeText(TheReport, OS);
  for (const std::string &Note : TheReport.Notes)
    OS << "codex-lint: note: " << visibleText(Note, /*OneLine=*/true) << '\n';
  for (const std::string &Reason : TheReport.Reasons)
    OS << "codex-lint: " << visibleText(Reason, /*OneLine=*/true) << '\n';
  summary();
}
