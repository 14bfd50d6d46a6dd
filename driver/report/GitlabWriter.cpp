//===- GitlabWriter.cpp - GitLab's Code Quality report --------------------===//
//
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
//
//===----------------------------------------------------------------------===//

#include "driver/report/Telling.h"
#include "driver/report/Writer.h"
#include "model/Fingerprint.h"

#include "llvm/Support/JSON.h"

using namespace codex;
using llvm::json::OStream;

namespace {
class GitlabWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override;
};
} // namespace

static WriterRegistry::Add<GitlabWriter> X("gitlab", "GitLab Code Quality");

static llvm::StringRef severity(const JudgedFinding &F) {
  if (F.Blocks)
    return "blocker";
  return F.TheRule && F.TheRule->TheLevel == Level::Must ? "major" : "minor";
}

static void writeIssue(OStream &J, llvm::StringRef Check, llvm::StringRef Text,
                       llvm::StringRef Severity, llvm::StringRef Fingerprint,
                       llvm::StringRef File, unsigned Line, unsigned EndLine) {
  J.object([&] {
    J.attribute("description", plainText(Text));
    J.attribute("check_name", Check);
    J.attribute("fingerprint", Fingerprint);
    J.attribute("severity", Severity);
    J.attributeObject("location", [&] {
      J.attribute("path", plainText(File));
      J.attributeObject("lines", [&] {
        J.attribute("begin", std::max(1u, Line));
        J.attribute("end", std::max({1u, Line, EndLine}));
      });
    });
  });
}

void GitlabWriter::write(const Report &TheReport, const WriteOptions &,
                         llvm::raw_ostream &OS) const {
  OStream J(OS, /*IndentSize=*/2);
  J.array([&] {
    for (const JudgedFinding &Judged : TheReport.Findings) {
      if (Judged.TheStatus != Status::New)
        continue;
      const Finding &F = Judged.TheFinding;
      std::string Text = F.Message;
      for (const std::string &Line : teachingLines(Judged, TheReport))
        Text += "\n" + Line;
      writeIssue(J, "codex-" + F.Rule, Text, severity(Judged), F.Fingerprint,
                 F.Begin.File, F.Begin.Line, F.EndLine);
    }
    for (const FailedUnit &U : TheReport.Units.Failed)
      writeIssue(J, "codex-not-analysed",
                 (U.Partial ? "analysed in part: " : "not analysed: ") +
                     U.Reason,
                 "info", fingerprintOf("not-analysed\n" + U.File + "\n", 0),
                 U.File, 1, 1);
  });
  OS << '\n';
}
