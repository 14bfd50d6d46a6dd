//===- JsonWriter.cpp - A report for programs -----------------------------===//
//
// The contract that everything else is tested by; see the documentation of the
// JSON form. Never capped.
//
//===----------------------------------------------------------------------===//

#include "driver/report/Shown.h"
#include "driver/report/Writer.h"

#include "llvm/Support/JSON.h"

using namespace codex;
using llvm::json::fixUTF8;
using llvm::json::OStream;

namespace {
class JsonWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override;
};
} // namespace

static WriterRegistry::Add<JsonWriter> X("json", "for programs");

/// JSON is UTF-8; source files need not be.
static void writeLocation(OStream &J, const Location &At) {
  J.attribute("file", fixUTF8(At.File));
  J.attribute("line", At.Line);
  J.attribute("column", At.Column);
}

static void writeFix(OStream &J, const Fix &TheFix) {
  J.object([&] {
    J.attribute("description", fixUTF8(TheFix.Description));
    J.attribute("safe", TheFix.Safe);
    J.attributeArray("edits", [&] {
      for (const Edit &E : TheFix.Edits)
        J.object([&] {
          J.attribute("file", fixUTF8(E.File));
          J.attribute("offset", E.Offset);
          J.attribute("length", E.Length);
          J.attribute("replacement", fixUTF8(E.Replacement));
        });
    });
  });
}

static void writeFinding(OStream &J, const JudgedFinding &Judged) {
  const Finding &F = Judged.TheFinding;
  J.object([&] {
    J.attribute("rule", F.Rule);
    if (Judged.TheRule)
      J.attribute("level", toString(Judged.TheRule->TheLevel));
    J.attribute("state", toString(Judged.TheState));
    J.attribute("status", toString(Judged.TheStatus));
    J.attribute("blocks", Judged.Blocks);
    writeLocation(J, F.Begin);
    J.attribute("endLine", F.EndLine);
    J.attribute("endColumn", F.EndColumn);
    J.attribute("function", fixUTF8(F.Function));
    J.attribute("message", fixUTF8(F.Message));
    J.attributeArray("steps", [&] {
      for (const Step &S : F.Steps)
        J.object([&] {
          writeLocation(J, S.At);
          J.attribute("message", fixUTF8(S.Message));
        });
    });
    J.attribute("fingerprint", F.Fingerprint);
    J.attributeArray("incidents", [&] {
      if (Judged.TheRule)
        for (const std::string &Id : Judged.TheRule->Incidents)
          J.value(Id);
    });
    if (!F.Fixes.empty()) {
      J.attributeBegin("fix");
      writeFix(J, F.Fixes.front());
      J.attributeEnd();
    }
    if (Judged.TheStatus == Status::Waived)
      J.attribute("waiver", fixUTF8(Judged.WaivedBecause));
  });
}

static void writeUnits(OStream &J, const UnitCounts &Units) {
  J.attributeObject("units", [&] {
    J.attribute("total", Units.Total);
    J.attribute("analysed", Units.Analysed);
    J.attribute("cached", Units.Cached);
    J.attribute("otherLanguages", Units.OtherLanguages);
    J.attributeArray("failed", [&] {
      for (const FailedUnit &Unit : Units.Failed)
        J.object([&] {
          J.attribute("file", fixUTF8(Unit.File));
          J.attribute("reason", fixUTF8(Unit.Reason));
          J.attribute("partial", Unit.Partial);
          J.attribute("atBaseToo", Unit.AtBaseToo);
          J.attributeArray("errors", [&] {
            for (const ParseError &Error : Unit.Errors)
              J.object([&] {
                writeLocation(J, Error.At);
                J.attribute("message", fixUTF8(Error.Message));
              });
          });
        });
    });
  });
}

static void writeWaiver(OStream &J, const Waiver &W) {
  J.object([&] {
    J.attributeArray("rules", [&] {
      for (const std::string &Id : W.Rules)
        J.value(Id);
    });
    writeLocation(J, W.At);
    J.attribute("reason", fixUTF8(W.Reason));
    J.attribute("owner", fixUTF8(W.Owner));
    J.attribute("until", W.Until);
    J.attribute("daysLeft", W.DaysLeft);
    J.attribute("new", W.New);
    J.attribute("coversNew", W.CoversNew);
    if (!W.Problem.empty())
      J.attribute("problem", fixUTF8(W.Problem));
  });
}

static void writeEntries(OStream &J, llvm::StringRef Key,
                         const std::vector<BaselineEntry> &Entries) {
  J.attributeArray(Key, [&] {
    for (const BaselineEntry &E : Entries)
      J.object([&] {
        J.attribute("fingerprint", E.Fingerprint);
        J.attribute("rule", fixUTF8(E.Rule));
        J.attribute("file", fixUTF8(E.File));
        J.attribute("function", fixUTF8(E.Function));
      });
  });
}

static void writeGlass(OStream &J, const std::optional<BrokenGlass> &Glass) {
  if (!Glass)
    return J.attribute("breakGlass", nullptr);
  J.attributeObject("breakGlass", [&] {
    J.attribute("reason", fixUTF8(Glass->Reason));
    J.attribute("by", Glass->By);
    J.attribute("commit", Glass->Commit);
    J.attribute("author", fixUTF8(Glass->Author));
  });
}

static void writeTexts(OStream &J, llvm::StringRef Key,
                       const std::vector<std::string> &Texts) {
  J.attributeArray(Key, [&] {
    for (const std::string &Text : Texts)
      J.value(fixUTF8(Text));
  });
}

/// What a gate adds.
static void writeChange(OStream &J, const Report &TheReport) {
  const ChangeReport &Change = *TheReport.Change;
  J.attributeObject("change", [&] {
    J.attribute("baseName", fixUTF8(Change.BaseName));
    J.attribute("base", Change.Base);
    J.attribute("head", Change.Head);
  });
  J.attributeArray("takesEffectAfterMerge", [&] {
    for (const LaterEffect &E : Change.Later)
      J.object([&] {
        J.attribute("file", fixUTF8(E.File));
        J.attribute("what", E.What);
        J.attribute("change", E.How);
        if (!E.Problem.empty())
          J.attribute("problem", fixUTF8(E.Problem));
      });
  });
  writeGlass(J, Change.Glass);
  J.attributeArray("fixed", [&] {
    for (const Finding &F : Change.Fixed)
      J.object([&] {
        J.attribute("rule", F.Rule);
        writeLocation(J, F.Begin);
        J.attribute("function", fixUTF8(F.Function));
        J.attribute("message", fixUTF8(F.Message));
        J.attribute("fingerprint", F.Fingerprint);
      });
  });
  J.attribute("notShown", shownFindings(TheReport).NotShown);
  writeEntries(J, "baselineGone", Change.Gone);
  writeEntries(J, "baselineGrown", Change.Grown);
  J.attributeArray("newInBaseline", [&] {
    for (const Location &At : Change.NewInBaseline)
      J.object([&] {
        J.attribute("file", fixUTF8(At.File));
        J.attribute("line", At.Line);
      });
  });
  J.attributeArray("notAnalysed", [&] {
    for (const NotAnalysed &N : Change.NotSeen)
      J.object([&] {
        J.attribute("file", fixUTF8(N.File));
        J.attribute("reason", fixUTF8(N.Reason));
      });
  });
  writeTexts(J, "missing", Change.Missing);
  writeTexts(J, "notes", Change.Notes);
}

void JsonWriter::write(const Report &TheReport, const WriteOptions &,
                       llvm::raw_ostream &OS) const {
  OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attribute("version", 1);
    J.attribute("verdict", toString(TheReport.TheVerdict));
    J.attributeArray("reasons", [&] {
      for (const std::string &Reason : TheReport.Reasons)
        J.value(fixUTF8(Reason));
    });
    J.attributeArray("findings", [&] {
      for (const JudgedFinding &Judged : TheReport.Findings)
        writeFinding(J, Judged);
    });
    J.attributeArray("waivers", [&] {
      for (const Waiver &W : TheReport.Waivers)
        writeWaiver(J, W);
    });
    J.attributeArray("lapsedWaivers", [&] {
      for (const Waiver &W : TheReport.Lapsed)
        writeWaiver(J, W);
    });
    J.attributeArray("gaps", [&] {
      for (const Gap &G : TheReport.Gaps)
        J.object([&] {
          writeLocation(J, G.At);
          J.attribute("rule", G.Rule);
          J.attribute("reason", fixUTF8(G.Reason));
        });
    });
    writeUnits(J, TheReport.Units);
    if (TheReport.Change)
      writeChange(J, TheReport);
    else
      writeTexts(J, "notes", TheReport.Notes);
    // The one part that differs between equal runs. Seconds; parse and engines
    // are CPU time, summed over the units.
    J.attributeObject("time", [&] {
      J.attribute("wall", TheReport.WallSeconds);
      J.attribute("parse", TheReport.ParseSeconds);
      J.attribute("engines", TheReport.EngineSeconds);
      J.attribute("unitsWithSharedHeaders", TheReport.Began);
      J.attribute("unitsWithProjectHeaders", TheReport.BeganFromOwn);
      J.attribute("unitsWithPreamble", TheReport.BeganFromHead);
      J.attributeArray("parsedTwice", [&] {
        for (const auto &[Unit, Reason] : TheReport.ParsedTwice)
          J.value(fixUTF8(Unit + ": " + Reason));
      });
    });
  });
  OS << '\n';
}
