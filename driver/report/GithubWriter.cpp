//===- GithubWriter.cpp - Annotations of GitHub's workflows ---------------===//
//
// Commands on the standard output of a step:
// ::error file=F,line=L,endLine=L,col=C,endColumn=C,title=T::message
//
//===----------------------------------------------------------------------===//

#include "driver/report/ChangeText.h"
#include "driver/report/Telling.h"
#include "driver/report/Writer.h"

#include "llvm/ADT/StringExtras.h"

using namespace codex;

namespace {
class GithubWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override;
};
} // namespace

static WriterRegistry::Add<GithubWriter> X("github",
                                           "annotations of GitHub workflows");

/// What would end the message or begin another command.
static std::string escaped(llvm::StringRef Text) {
  std::string Result;
  for (char C : plainText(Text)) {
    if (C == '%' || C == '\r' || C == '\n')
      Result += "%" + llvm::utohexstr(static_cast<unsigned char>(C),
                                      /*LowerCase=*/false, /*Width=*/2);
    else
      Result += C;
  }
  return Result;
}

static std::string property(llvm::StringRef Text) {
  std::string Result;
  for (char C : escaped(Text)) {
    if (C == ':')
      Result += "%3A";
    else if (C == ',')
      Result += "%2C";
    else
      Result += C;
  }
  return Result;
}

static void writeFinding(const JudgedFinding &Judged, const Report &TheReport,
                         llvm::raw_ostream &OS) {
  const Finding &F = Judged.TheFinding;
  OS << (Judged.Blocks ? "::error" : "::warning")
     << " file=" << property(F.Begin.File) << ",line=" << F.Begin.Line
     << ",endLine=" << std::max(F.EndLine, F.Begin.Line);
  // Columns make sense to GitHub within one line only.
  if (F.EndLine == F.Begin.Line && F.Begin.Column)
    OS << ",col=" << F.Begin.Column << ",endColumn=" << F.EndColumn;
  OS << ",title=" << property("codex-" + F.Rule) << "::";
  std::string Text = F.Message;
  for (const Step &S : F.Steps)
    Text += "\n" + placeText(S.At) + ": " + S.Message;
  for (const std::string &Line : teachingLines(Judged, TheReport))
    Text += "\n" + Line;
  OS << escaped(Text) << '\n';
}

void GithubWriter::write(const Report &TheReport, const WriteOptions &,
                         llvm::raw_ostream &OS) const {
  for (const JudgedFinding &Judged : TheReport.Findings)
    if (Judged.TheStatus == Status::New)
      writeFinding(Judged, TheReport, OS);
  for (const FailedUnit &U : TheReport.Units.Failed)
    OS << "::warning file=" << property(U.File)
       << ",title=codex-lint%3A not analysed::" << escaped(U.Reason) << '\n';
  for (const ChangeSection &Section : changeSections(TheReport))
    OS << "::notice title=" << property("codex-lint: " + Section.Title)
       << "::" << escaped(llvm::join(Section.Lines, "\n")) << '\n';
  OS << "::notice title=codex-lint::" << escaped(headline(TheReport)) << '\n';
}
