//===- HtmlWriter.cpp - One page that needs nothing else ------------------===//
//
// No script, no font, no image from elsewhere: it can be an artifact of a CI
// job, and be read without a network.
//
//===----------------------------------------------------------------------===//

#include "driver/report/ChangeText.h"
#include "driver/report/Shown.h"
#include "driver/report/Telling.h"
#include "driver/report/Writer.h"

#include "llvm/ADT/StringExtras.h"

using namespace codex;

namespace {

class HtmlReport {
public:
  HtmlReport(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS)
      : TheReport(TheReport), OS(OS), Sources(TheReport.Root, Options.Files) {}
  void write();

private:
  void finding(const JudgedFinding &Judged);
  void code(const Finding &F);
  void failedUnits();

  const Report &TheReport;
  llvm::raw_ostream &OS;
  SourceLines Sources;
};

class HtmlWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override {
    HtmlReport(TheReport, Options, OS).write();
  }
};

} // namespace

static WriterRegistry::Add<HtmlWriter> X("html", "one self-contained page");

static constexpr llvm::StringLiteral Style = R"css(
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; border-left: .5rem solid; padding-left: .7rem; }
.pass { border-color: #2a7d2a; } .fail { border-color: #c62828; } .incomplete { border-color: #b26a00; }
article { border: 1px solid #8886; border-radius: .4rem; padding: .2rem 1rem 1rem; margin: 1rem 0; }
article.blocks { border-left: .4rem solid #c62828; }
h2 { font-size: 1.05rem; } h2 code { font-weight: normal; }
pre { overflow-x: auto; background: #8881; padding: .5rem; }
mark { background: #ffd54f; color: #000; }
.number { opacity: .6; user-select: none; }
)css";

/// Lines before and behind the one in question.
static constexpr unsigned LinesAround = 3;

static std::string html(llvm::StringRef Text) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  llvm::printHTMLEscaped(plainText(Text), OS);
  return Result;
}

void HtmlReport::code(const Finding &F) {
  const Location &At = F.Begin;
  llvm::StringRef Marked = Sources.line(At.File, At.Line);
  if (Marked.empty())
    return;
  OS << "<pre><code>";
  unsigned First = At.Line > LinesAround ? At.Line - LinesAround : 1;
  for (unsigned Line = First; Line <= At.Line + LinesAround; ++Line) {
    llvm::StringRef Text = Sources.line(At.File, Line);
    OS << "<span class=\"number\">"
       << llvm::right_justify(std::to_string(Line), 5) << "  </span>";
    if (Line != At.Line || At.Column == 0 || At.Column > Text.size()) {
      OS << html(Text) << '\n';
      continue;
    }
    size_t End = F.EndLine == At.Line ? F.EndColumn - 1 : Text.size();
    OS << html(Text.take_front(At.Column - 1)) << "<mark>"
       << html(Text.slice(At.Column - 1, End)) << "</mark>"
       << html(Text.drop_front(std::min(End, Text.size()))) << '\n';
  }
  OS << "</code></pre>\n";
}

void HtmlReport::finding(const JudgedFinding &Judged) {
  const Finding &F = Judged.TheFinding;
  OS << "<article class=\"" << (Judged.Blocks ? "blocks" : "other")
     << "\" id=\"" << html(F.Fingerprint) << "\">\n<h2><code>"
     << html(placeText(F.Begin)) << "</code> " << html(F.Message) << "</h2>\n";
  code(F);
  if (!F.Steps.empty()) {
    OS << "<ol>\n";
    for (const Step &S : F.Steps)
      OS << "<li><code>" << html(placeText(S.At)) << "</code> "
         << html(S.Message) << "</li>\n";
    OS << "</ol>\n";
  }
  if (Judged.TheRule)
    OS << "<p><strong>codex-" << html(F.Rule)
       << "</strong>: " << html(Judged.TheRule->sentence()) << "</p>\n";
  std::string Incident = incidentLine(Judged, TheReport);
  if (!Incident.empty())
    OS << "<p>" << html(Incident) << "</p>\n";
  if (std::optional<Suggestion> S = suggestionOf(F, Sources))
    OS << "<details open=\"\"><summary>" << html(F.Fixes.front().Description)
       << "</summary><pre><code>" << html(S->NewText)
       << "</code></pre></details>\n";
  if (Judged.TheRule)
    OS << "<p><code>codex-lint explain " << html(F.Rule) << "</code></p>\n";
  OS << "</article>\n";
}

void HtmlReport::failedUnits() {
  if (TheReport.Units.Failed.empty())
    return;
  OS << "<h2>Not analysed, or only in part</h2>\n<ul>\n";
  for (const FailedUnit &U : TheReport.Units.Failed)
    OS << "<li><code>" << html(U.File) << "</code> " << html(U.Reason)
       << (U.AtBaseToo ? " (at the base as well)" : "") << "</li>\n";
  OS << "</ul>\n";
}

void HtmlReport::write() {
  std::string Title = html(headline(TheReport));
  OS << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
        "charset=\"utf-8\"/>\n"
     << "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
     << "<title>codex-lint: " << Title << "</title>\n<style>" << Style
     << "</style>\n</head>\n<body>\n<h1 class=\""
     << toString(TheReport.TheVerdict) << "\">codex-lint: " << Title
     << "</h1>\n";
  if (!TheReport.Reasons.empty()) {
    OS << "<ul>\n";
    for (const std::string &Reason : TheReport.Reasons)
      OS << "<li>" << html(Reason) << "</li>\n";
    OS << "</ul>\n";
  }
  ShownFindings Shown = shownFindings(TheReport);
  for (const JudgedFinding *Judged : Shown.List)
    finding(*Judged);
  if (Shown.NotShown)
    OS << "<p>and " << Shown.NotShown << " more that are not shown</p>\n";
  failedUnits();
  for (const ChangeSection &Section : changeSections(TheReport)) {
    OS << "<h2>" << html(Section.Title) << "</h2>\n<ul>\n";
    for (const std::string &Line : Section.Lines)
      OS << "<li>" << html(Line) << "</li>\n";
    OS << "</ul>\n";
  }
  OS << "</body>\n</html>\n";
}
