//===- JunitWriter.cpp - JUnit's XML, as CI servers read it ---------------===//
//
// A test case for each new finding: a failure where it blocks, else passed with
// its text; skipped where it is waived. An error for each unit that was not
// analysed. Where the glass is broken both are skipped, and say so. Always one
// case more: the verdict.
//
//===----------------------------------------------------------------------===//

#include "driver/report/Telling.h"
#include "driver/report/Writer.h"

#include "llvm/ADT/StringExtras.h"

using namespace codex;

namespace {

struct Case {
  std::string Class;
  std::string Name;
  std::string Kind; ///< "failure", "error", "skipped"; empty: passed
  std::string Message;
  std::string Text;
};

class JunitWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override;
};

} // namespace

static WriterRegistry::Add<JunitWriter> X("junit", "JUnit XML");

static std::string xml(llvm::StringRef Text) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  llvm::printHTMLEscaped(plainText(Text), OS);
  return Result;
}

/// In an attribute a line's end would become a space.
static std::string attribute(llvm::StringRef Text) {
  std::string Result;
  for (char C : xml(Text)) {
    if (C == '\n')
      Result += "&#10;";
    else
      Result += C;
  }
  return Result;
}

static Case caseOf(const JudgedFinding &Judged, const Report &TheReport) {
  const Finding &F = Judged.TheFinding;
  Case C{F.Begin.File,
         "codex-" + F.Rule + " " + F.Begin.File + ":" +
             std::to_string(F.Begin.Line) + ":" +
             std::to_string(F.Begin.Column),
         "", F.Message, ""};
  C.Text = placeText(F.Begin) + ": " + F.Message;
  for (const Step &S : F.Steps)
    C.Text += "\n" + placeText(S.At) + ": note: " + S.Message;
  for (const std::string &Line : teachingLines(Judged, TheReport))
    C.Text += "\n" + Line;
  if (Judged.TheStatus == Status::Waived) {
    C.Kind = "skipped";
    C.Message = "waived: " + Judged.WaivedBecause;
  } else if (Judged.Blocks) {
    C.Kind = "failure";
  }
  return C;
}

static std::vector<Case> casesOf(const Report &TheReport) {
  std::vector<Case> Cases;
  for (const JudgedFinding &Judged : TheReport.Findings)
    if (Judged.TheStatus == Status::New || Judged.TheStatus == Status::Waived)
      Cases.push_back(caseOf(Judged, TheReport));
  for (const FailedUnit &U : TheReport.Units.Failed)
    Cases.push_back({U.File, "not analysed", U.AtBaseToo ? "skipped" : "error",
                     U.Reason, U.Reason});
  // A server of CI counts failures itself, whatever the verdict says.
  if (TheReport.Change && TheReport.Change->Glass)
    for (Case &C : Cases)
      if (C.Kind == "failure" || C.Kind == "error") {
        C.Kind = "skipped";
        C.Message = "does not block, the glass is broken (" +
                    TheReport.Change->Glass->Reason + "): " + C.Message;
      }
  Case Last{"codex-lint", "verdict", "", "", headline(TheReport)};
  for (const std::string &Reason : TheReport.Reasons)
    Last.Text += "\n" + Reason;
  if (TheReport.TheVerdict != Verdict::Pass) {
    Last.Kind = TheReport.TheVerdict == Verdict::Fail ? "failure" : "error";
    Last.Message = headline(TheReport);
  }
  Cases.push_back(std::move(Last));
  return Cases;
}

static void writeCase(const Case &C, llvm::raw_ostream &OS) {
  OS << "    <testcase classname=\"" << attribute(C.Class) << "\" name=\""
     << attribute(C.Name) << "\">";
  if (C.Kind == "skipped")
    OS << "<skipped message=\"" << attribute(C.Message) << "\"/>";
  else if (C.Kind.empty())
    OS << "<system-out>" << xml(C.Text) << "</system-out>";
  else
    OS << '<' << C.Kind << " message=\"" << attribute(C.Message)
       << "\" type=\"codex-lint\">" << xml(C.Text) << "</" << C.Kind << '>';
  OS << "</testcase>\n";
}

void JunitWriter::write(const Report &TheReport, const WriteOptions &,
                        llvm::raw_ostream &OS) const {
  std::vector<Case> Cases = casesOf(TheReport);
  auto Count = [&](llvm::StringRef Kind) {
    return llvm::count_if(Cases, [&](const Case &C) { return C.Kind == Kind; });
  };
  std::string Counts = ("tests=\"" + llvm::Twine(Cases.size()) +
                        "\" failures=\"" + llvm::Twine(Count("failure")) +
                        "\" errors=\"" + llvm::Twine(Count("error")) +
                        "\" skipped=\"" + llvm::Twine(Count("skipped")) + "\"")
                           .str();
  // No times: the same input makes the same bytes.
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     << "<testsuites name=\"codex-lint\" " << Counts << ">\n"
     << "  <testsuite name=\"codex-lint\" " << Counts << ">\n";
  for (const Case &C : Cases)
    writeCase(C, OS);
  OS << "  </testsuite>\n</testsuites>\n";
}
