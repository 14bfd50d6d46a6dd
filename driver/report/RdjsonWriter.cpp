//===- RdjsonWriter.cpp - reviewdog's diagnostic format -------------------===//
//
// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Its columns
// count bytes, as ours do.
//
//===----------------------------------------------------------------------===//

#include "driver/report/Telling.h"
#include "driver/report/Writer.h"

#include "llvm/Support/JSON.h"

using namespace codex;
using llvm::json::OStream;

namespace {
class RdjsonWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override;
};
} // namespace

static WriterRegistry::Add<RdjsonWriter> X("rdjson", "for reviewdog");

static void writePosition(OStream &J, llvm::StringRef Key, unsigned Line,
                          unsigned Column) {
  J.attributeObject(Key, [&] {
    J.attribute("line", Line);
    if (Column)
      J.attribute("column", Column);
  });
}

static void writeLocation(OStream &J, const Location &At, unsigned EndLine,
                          unsigned EndColumn) {
  J.attributeObject("location", [&] {
    J.attribute("path", plainText(At.File));
    if (At.Line == 0)
      return;
    J.attributeObject("range", [&] {
      writePosition(J, "start", At.Line, At.Column);
      if (EndLine)
        writePosition(J, "end", EndLine, EndColumn);
    });
  });
}

static void writeSuggestions(OStream &J, const Finding &F,
                             SourceLines &Sources) {
  if (F.Fixes.empty())
    return;
  J.attributeArray("suggestions", [&] {
    for (const Edit &E : F.Fixes.front().Edits) {
      if (E.File != F.Begin.File)
        continue;
      Location Begin = locationOf(E.File, E.Offset, Sources);
      Location End = locationOf(E.File, E.Offset + E.Length, Sources);
      J.object([&] {
        J.attributeObject("range", [&] {
          writePosition(J, "start", Begin.Line, Begin.Column);
          writePosition(J, "end", End.Line, End.Column);
        });
        J.attribute("text", exactText(E.Replacement));
      });
    }
  });
}

static void writeDiagnostic(OStream &J, const JudgedFinding &Judged,
                            const Report &TheReport, SourceLines &Sources) {
  const Finding &F = Judged.TheFinding;
  std::string Text = F.Message;
  for (const std::string &Line : teachingLines(Judged, TheReport))
    Text += "\n" + Line;
  J.object([&] {
    J.attribute("message", plainText(Text));
    writeLocation(J, F.Begin, F.EndLine, F.EndColumn);
    J.attribute("severity", Judged.Blocks ? "ERROR" : "WARNING");
    J.attributeObject("code", [&] { J.attribute("value", "codex-" + F.Rule); });
    writeSuggestions(J, F, Sources);
    if (!F.Steps.empty())
      J.attributeArray("related_locations", [&] {
        for (const Step &S : F.Steps)
          J.object([&] {
            J.attribute("message", plainText(S.Message));
            writeLocation(J, S.At, 0, 0);
          });
      });
  });
}

void RdjsonWriter::write(const Report &TheReport, const WriteOptions &Options,
                         llvm::raw_ostream &OS) const {
  SourceLines Sources(TheReport.Root, Options.Files);
  OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attributeObject("source", [&] { J.attribute("name", "codex-lint"); });
    J.attribute("severity",
                TheReport.TheVerdict == Verdict::Fail ? "ERROR" : "WARNING");
    J.attributeArray("diagnostics", [&] {
      for (const JudgedFinding &Judged : TheReport.Findings)
        if (Judged.TheStatus == Status::New)
          writeDiagnostic(J, Judged, TheReport, Sources);
      for (const FailedUnit &U : TheReport.Units.Failed)
        J.object([&] {
          J.attribute("message", plainText("not analysed: " + U.Reason));
          writeLocation(J, {U.File, 0, 0}, 0, 0);
          J.attribute("severity", "INFO");
        });
    });
  });
  OS << '\n';
}
